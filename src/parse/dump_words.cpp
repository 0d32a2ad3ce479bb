#include "parse/dump_words.h"

#include <fmt/format.h>
#include <iterator>
#include <string_view>

namespace netfig {

namespace {

std::string_view name_of(TokenKind kind) {
    switch (kind) {
        case TokenKind::type:
            return "type";
        case TokenKind::name:
            return "name";
        case TokenKind::keyword:
            return "keyword";
        case TokenKind::number:
            return "number";
        case TokenKind::length:
            return "length";
        case TokenKind::shape:
            return "shape";
        case TokenKind::string:
            return "string";
        case TokenKind::boolean:
            return "boolean";
        case TokenKind::arrow:
            return "arrow";
        case TokenKind::punctuation:
            return "punctuation";
        case TokenKind::comment:
            return "comment";
        case TokenKind::doc_comment:
            return "doc_comment";
        case TokenKind::error:
            return "error";
    }
    return "";
}

}  // namespace

std::string dump_words(const Ast& ast) {
    std::string text;
    for (const Token& token : ast.tokens) {
        fmt::format_to(std::back_inserter(text), "{} {} {}\n", token.span.begin, token.span.end, name_of(token.kind));
    }
    return text;
}

}  // namespace netfig
