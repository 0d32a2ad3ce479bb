// The words of a source, comments included: kept beside the tree for the formatter and the editor's colours.
#pragma once

#include "netfig/source.h"

namespace netfig {

enum class TokenKind {
    type,         // Conv
    name,         // conv1, and words such as `use` where they serve as names
    keyword,      // use, op, figure, style, for, in, if, else … where the grammar expects them
    number,       // 3, 0.5
    length,       // 84mm
    shape,        // 3x224x224
    string,       // "…"
    boolean,      // true, false
    arrow,        // ->, →, -[, ]->
    punctuation,  // + : , ( ) [ ] { } * / = …
    comment,      // // … and /* … */
    doc_comment,  // /// …
    error,        // a character that starts no word
};

struct Token {
    TokenKind kind{};
    Span span;
};

}  // namespace netfig
