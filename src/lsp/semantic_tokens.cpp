// Colours by meaning: every word, and of names what they stand for.
#include "lsp/handlers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace netfig::lsp {
namespace {

enum class Color : std::uint32_t {
    type,
    block,
    function,
    variable,
    parameter,
    property,
    keyword,
    number,
    string,
    comment,
    op,
    constant
};

constexpr std::array<std::string_view, 12> color_names{"type",      "class",    "function", "variable",
                                                       "parameter", "property", "keyword",  "number",
                                                       "string",    "comment",  "operator", "enumMember"};

constexpr std::uint32_t declaration_bit = 1, library_bit = 2;

struct Painted {
    std::size_t begin = 0, end = 0;
    Color color{};
    std::uint32_t modifiers = 0;
};

std::optional<Color> color_of(TokenKind kind) {
    switch (kind) {
        case TokenKind::type:
            return Color::type;
        case TokenKind::keyword:
            return Color::keyword;
        case TokenKind::number:
        case TokenKind::length:
        case TokenKind::shape:
            return Color::number;
        case TokenKind::string:
            return Color::string;
        case TokenKind::boolean:
            return Color::constant;
        case TokenKind::arrow:
            return Color::op;
        case TokenKind::comment:
        case TokenKind::doc_comment:
            return Color::comment;
        case TokenKind::name:
        case TokenKind::punctuation:
        case TokenKind::error:
            return std::nullopt;
    }
    return std::nullopt;
}

Color color_of(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::block:
            return Color::block;
        case SymbolKind::operation:
        case SymbolKind::boundary:
            return Color::type;
        case SymbolKind::parameter:
        case SymbolKind::loop:
            return Color::parameter;
        case SymbolKind::port:
        case SymbolKind::style_class:
            return Color::property;
        case SymbolKind::size:
            return Color::constant;
        case SymbolKind::instance:
        case SymbolKind::value:
            return Color::variable;
    }
    return Color::variable;
}

Painted painted(const Asked& asked, const Occurrence& occurrence) {
    const Symbol& symbol = asked.analysis->names.symbols[occurrence.symbol];
    const bool type = symbol.kind == SymbolKind::operation || symbol.kind == SymbolKind::boundary;
    const bool library = type && (!symbol.span.source.valid() || asked.run().sources[symbol.span.source].library);
    const std::uint32_t modifiers = (occurrence.declares ? declaration_bit : 0U) | (library ? library_bit : 0U);
    return {occurrence.span.begin, occurrence.span.end, color_of(symbol.kind), modifiers};
}

/// Words in order; an occurrence inside of a word (a brace in a text, a size in a shape) splits it.
std::vector<Painted> paint(const Asked& asked) {
    std::vector<Painted> names;
    for (const Occurrence& occurrence : asked.analysis->names.occurrences) {
        if (occurrence.span.source == asked.analysis->source) names.push_back(painted(asked, occurrence));
    }
    std::vector<Painted> all;
    auto name = names.begin();
    for (const Token& token : asked.tree().tokens) {
        std::size_t at = token.span.begin;
        const auto color = color_of(token.kind);
        for (; name != names.end() && name->begin < token.span.end; ++name) {
            if (name->begin < at) continue;
            if (color && name->begin > at) all.push_back({at, name->begin, *color});
            all.push_back(*name);
            at = name->end;
        }
        if (color && at < token.span.end) all.push_back({at, token.span.end, *color});
    }
    return all;
}

/// Five numbers each, relative to the one before; what spans lines is told line by line.
struct Encoder {
    const TextMap& map;
    Position last{};
    Json data = Json::array();

    void add(const Painted& word) {
        const std::size_t first = position_at(map, word.begin).line;
        for (std::size_t line = first; line < map.starts.size() && map.starts[line] < word.end; ++line) {
            const std::size_t begin = std::max(word.begin, map.starts[line]);
            add_piece(begin, std::min(word.end, end_of_line(map, line)), word);
        }
    }
    void add_piece(std::size_t begin, std::size_t end, const Painted& word) {
        if (begin >= end) return;
        const Position at = position_at(map, begin);
        const std::size_t width = width_of(map.text.substr(begin, end - begin), map.encoding);
        data.push_back(at.line - last.line);
        data.push_back(at.line == last.line ? at.character - last.character : at.character);
        data.push_back(width);
        data.push_back(static_cast<std::uint32_t>(word.color));
        data.push_back(word.modifiers);
        last = at;
    }
};

Json encode(Asked& asked, Span range) {
    Encoder encoder{asked.map()};
    for (const Painted& word : paint(asked)) {
        if (word.begin < range.end && range.begin < word.end) encoder.add(word);
    }
    return {{"data", std::move(encoder.data)}};
}

}  // namespace

Json semantic_legend() { return {{"tokenTypes", color_names}, {"tokenModifiers", {"declaration", "defaultLibrary"}}}; }

Outcome semantic_tokens(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    return encode(*asked, {asked->analysis->source, 0, static_cast<std::uint32_t>(asked->source().text.size())});
}

Outcome semantic_tokens_in_range(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    return encode(*asked, asked_range(*asked, params));
}

}  // namespace netfig::lsp
