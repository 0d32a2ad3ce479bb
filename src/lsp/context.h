// What may be written at a place, found from the words before it: a tree that is being typed is too broken to tell.
#pragma once

#include "netfig/ast.h"

#include <string>
#include <string_view>
#include <vector>

namespace netfig::lsp {

enum class PlaceKind {
    nothing,     // a comment, a text, a new name
    element,     // of a chain, or the start of a statement
    type,        // `conv1:`
    path,        // `encoder/`
    use_name,    // `use std/`
    use_file,    // `use "`
    argument,    // of a type
    setting,     // of `figure(…)`
    property,    // of `@(…)` and `style … (…)`
    annotation,  // of `-[ … ]->`
    clause,      // of an operation
    expression,
    style_class,  // `style .`
};

struct WritingPlace {
    PlaceKind kind = PlaceKind::element;
    Span word;                       // what is typed already: replaced by what is chosen
    std::string type;                // of an argument: whose
    std::string key;                 // left of the `=` before the place; empty at a place for a name
    std::vector<std::string> path;   // before the last `/`
    std::vector<std::string> given;  // names of the arguments that are there
    std::size_t positional = 0;      // arguments without a name before the place, in the same parentheses
    std::size_t open = 0;            // offset of the parenthesis
    std::string function;            // of an expression: whose parentheses it stands in, if any
    bool in_list = false;            // the value is one of a list
    std::vector<std::string> loops;  // variables of the loops around the place
};

/// `text` is that of the tree's source.
WritingPlace writing_place(const Ast& ast, std::string_view text, std::size_t offset);

}  // namespace netfig::lsp
