#include "parse/parse.h"

#include "parse/brackets.h"
#include "parse/build_ast.h"
#include "parse/forgotten_arrows.h"
#include "parse/keywords.h"
#include "parse/lex.h"
#include "parse/recovery.h"

#include <algorithm>
#include <memory>

namespace netfig {

namespace {

constexpr std::uint32_t largest_text = 8U << 20U;

Ast empty_tree(SourceId id) {
    Ast ast;
    ast.source = id;
    ast.root = ast.bodies.add({{}, {id, 0, 0}});
    return ast;
}

void too_large(FaultList& faults, Span place, std::string message) {
    faults.add(DiagnosticCode::file_too_large, {place.source, place.begin, place.begin}, std::move(message));
}

bool is_annotation(const Words& words, std::uint32_t opener) {
    return opener != no_word && words[opener].type == Grammar::ARROW_OPEN;
}

// Tokens take the kinds that their words were found to have. What no word stands for any more, and brackets that
// had to be mended, are errors.
void take_kinds(const Words& words, std::vector<Token>& tokens) {
    const Brackets brackets = match_brackets(words);
    std::vector<bool> used(tokens.size(), false);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const SourceWord& word = words[i];
        const std::uint32_t opener = closes(word.type) ? brackets.partner[i] : no_word;
        if (word.token == no_word) {
            if (opener != no_word) tokens[words[opener].token].kind = TokenKind::error;
            continue;
        }
        used[word.token] = true;
        Token& token = tokens[word.token];
        if (token.kind == TokenKind::error) continue;
        const bool connective = token.kind == TokenKind::name &&
                                (word.type == Grammar::AND || word.type == Grammar::OR || word.type == Grammar::NOT);
        token.kind = connective                           ? TokenKind::keyword
                     : is_annotation(words, opener)       ? TokenKind::arrow
                     : opener != no_word && word.repaired ? TokenKind::error
                                                          : kind_of(word.type);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool comment = tokens[i].kind == TokenKind::comment || tokens[i].kind == TokenKind::doc_comment;
        if (!used[i] && !comment) tokens[i].kind = TokenKind::error;
    }
}

bool prepare(Span range, FaultList& faults, Words& words, std::vector<Token>& tokens) {
    if (range.end - range.begin > largest_text) {
        too_large(faults, range, "a text of more than 8 MiB is not read");
        return false;
    }
    if (!lex(range, faults, words, tokens)) {
        too_large(faults, range, "a text of more than 300,000 words is not read");
        return false;
    }
    const bool ends_in_comment = !tokens.empty() && tokens.back().kind == TokenKind::error &&
                                 faults.text().substr(tokens.back().span.begin, 2) == "/*";
    return balance_brackets(words, ends_in_comment, faults) && find_keywords(words, faults);
}

void build(const Words& words, FaultList& faults, Ast& ast) {
    WordStream stream(words);
    Grammar parser(&stream);
    parser.removeErrorListeners();
    const auto recovery = std::make_shared<Recovery>(words, faults);
    parser.setErrorHandler(recovery);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    AstBuilder builder{ast, words, faults};
    ast.root = builder.program(parser.program());
    for (const std::size_t misfit : recovery->misfits()) {
        if (misfit < words.size() && words[misfit].token != no_word)
            ast.tokens[words[misfit].token].kind = TokenKind::error;
    }
}

}  // namespace

Ast parse(const Source& source, SourceId id, Diagnostics& diagnostics) { return parse(source, id, {}, diagnostics); }

Ast parse(const Source& source, SourceId id, Span range, Diagnostics& diagnostics) {
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(source.text.size(), UINT32_MAX));
    Span place{id, std::min(range.begin, size), std::min(range.end, size)};
    if (place.begin >= place.end) place = {id, 0, size};
    FaultList faults(id, source.text, diagnostics);
    Words words;
    Ast ast = empty_tree(id);
    if (!prepare(place, faults, words, ast.tokens)) return empty_tree(id);
    take_kinds(words, ast.tokens);
    build(words, faults, ast);
    if (!source.library) warn_of_forgotten_arrows(source, ast, diagnostics);
    return ast;
}

}  // namespace netfig
