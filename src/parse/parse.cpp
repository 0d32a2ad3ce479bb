#include "parse/parse.h"

#include "parse/brackets.h"
#include "parse/build_ast.h"
#include "parse/keywords.h"
#include "parse/lex.h"
#include "parse/recovery.h"

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

// The words between which the keywords were found give the tokens their kinds.
void take_kinds(const Words& words, std::vector<Token>& tokens) {
    const Brackets brackets = match_brackets(words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].token == no_word) continue;
        Token& token = tokens[words[i].token];
        const std::uint32_t opener = closes(words[i].type) ? brackets.partner[i] : no_word;
        const bool closes_annotation = opener != no_word && words[opener].type == Grammar::ARROW_OPEN;
        const bool was_word = token.kind == TokenKind::name;
        if (token.kind == TokenKind::error) continue;
        token.kind = closes_annotation ? TokenKind::arrow : kind_of(words[i].type);
        if (was_word && token.kind == TokenKind::punctuation && words[i].type != Grammar::TIMES) {
            token.kind = TokenKind::keyword;  // and, or, not
        }
    }
}

bool prepare(Span range, FaultList& faults, Words& words, std::vector<Token>& tokens) {
    if (range.end - range.begin > largest_text) {
        too_large(faults, range, "a text of more than 8 MiB is not read");
        return false;
    }
    if (!lex(range, faults, words, tokens)) {
        too_large(faults, range, "a text of more than 400,000 words is not read");
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
    parser.setErrorHandler(std::make_shared<Recovery>(words, faults));
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    AstBuilder builder{ast, words, faults};
    ast.root = builder.program(parser.program());
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
    return ast;
}

}  // namespace netfig
