#include "parse/words.h"

#include "NetfigLexer.h"

namespace netfig {

using Lexer = netfig_grammar::NetfigLexer;

bool opens(std::size_t type) {
    return type == Lexer::LPAREN || type == Lexer::LBRACKET || type == Lexer::LBRACE || type == Lexer::ARROW_OPEN ||
           type == Lexer::INDEX_OPEN;
}

bool closes(std::size_t type) { return type == Lexer::RPAREN || type == Lexer::RBRACKET || type == Lexer::RBRACE; }

std::size_t closer_of(std::size_t opener) {
    if (opener == Lexer::LPAREN) return Lexer::RPAREN;
    return opener == Lexer::LBRACE ? Lexer::RBRACE : Lexer::RBRACKET;
}

bool begins_operand(std::size_t type) {
    switch (type) {
        case Lexer::NAME:
        case Lexer::TYPE:
        case Lexer::SHAPE_WORD:
        case Lexer::SHAPE:
        case Lexer::WIRE:
        case Lexer::INTEGER:
        case Lexer::REAL:
        case Lexer::LENGTH:
        case Lexer::STRING:
        case Lexer::LPAREN:
        case Lexer::LBRACKET:
            return true;
        default:
            return false;
    }
}

bool ends_operand(std::size_t type) {
    return type == Lexer::RPAREN || type == Lexer::RBRACKET ||
           (begins_operand(type) && type != Lexer::LPAREN && type != Lexer::LBRACKET);
}

bool is_infix(std::size_t type) {
    return (type >= Lexer::PLUS && type <= Lexer::OR) || type == Lexer::QUESTION || type == Lexer::COLON ||
           type == Lexer::ASSIGN || type == Lexer::OPTIONAL;
}

bool begins_element(std::size_t type) {
    switch (type) {
        case Lexer::NAME:
        case Lexer::TYPE:
        case Lexer::SHAPE_WORD:
        case Lexer::WIRE:
        case Lexer::LBRACKET:
        case Lexer::LBRACE:
        case Lexer::FOR:
        case Lexer::IF:
        case Lexer::MISSING:
            return true;
        default:
            return false;
    }
}

bool begins_definition(std::size_t type) {
    return type == Lexer::DEFINE || type == Lexer::DECLARE || type == Lexer::OP || type == Lexer::USE ||
           type == Lexer::FIGURE || type == Lexer::STYLE;
}

namespace {

bool is_keyword(std::size_t type) { return type >= Lexer::OP && type <= Lexer::KIND; }

}  // namespace

TokenKind kind_of(std::size_t type) {
    if (is_keyword(type)) return TokenKind::keyword;
    switch (type) {
        case Lexer::DOC_COMMENT:
            return TokenKind::doc_comment;
        case Lexer::LINE_COMMENT:
        case Lexer::BLOCK_COMMENT:
            return TokenKind::comment;
        case Lexer::STRING:
            return TokenKind::string;
        case Lexer::INTEGER:
        case Lexer::REAL:
            return TokenKind::number;
        case Lexer::LENGTH:
            return TokenKind::length;
        case Lexer::SHAPE:
        case Lexer::SHAPE_WORD:
            return TokenKind::shape;
        case Lexer::TYPE:
            return TokenKind::type;
        case Lexer::NAME:
        case Lexer::WIRE:
            return TokenKind::name;
        case Lexer::ARROW:
        case Lexer::ARROW_OPEN:
            return TokenKind::arrow;
        case Lexer::STRAY:
        case Lexer::WRONG_ARROW:
        case Lexer::UNCLOSED_STRING:
        case Lexer::UNCLOSED_COMMENT:
            return TokenKind::error;
        default:
            return TokenKind::punctuation;
    }
}

Brackets match_brackets(const Words& words) {
    Brackets brackets{std::vector<std::uint32_t>(words.size(), no_word),
                      std::vector<std::uint32_t>(words.size(), no_word)};
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (closes(words[i].type) && !open.empty()) {
            brackets.partner[open.back()] = i;
            brackets.partner[i] = open.back();
            open.pop_back();
        }
        if (!open.empty()) brackets.enclosing[i] = open.back();
        if (opens(words[i].type)) open.push_back(i);
    }
    return brackets;
}

}  // namespace netfig
