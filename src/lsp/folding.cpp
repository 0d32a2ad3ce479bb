// What can be folded, and what a growing selection takes in next.
#include "lsp/handlers.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

bool is_comment(TokenKind kind) { return kind == TokenKind::comment || kind == TokenKind::doc_comment; }

/// Every part of the tree that has a place of its own.
std::vector<Span> spans_of(const Ast& ast) {
    std::vector<Span> spans;
    for (const Body& body : ast.bodies) spans.push_back(body.span);
    for (const Block& block : ast.blocks) spans.push_back(block.span);
    for (const OperationDeclaration& operation : ast.operations) spans.push_back(operation.span);
    for (const Expression& expression : ast.expressions) spans.push_back(expression.span);
    for (const Chain& chain : ast.chains) {
        spans.push_back(chain.span);
        for (const Element& element : chain.elements) spans.push_back(element.span);
    }
    for (const Token& token : ast.tokens) spans.push_back(token.span);
    return spans;
}

struct Folds {
    const TextMap& map;
    Json list = Json::array();

    void add(Span span, const char* kind) {
        const std::size_t first = position_at(map, span.begin).line;
        const std::size_t last = position_at(map, span.end).line;
        if (last <= first) return;
        Json fold{{"startLine", first}, {"endLine", last}};
        if (*kind) fold["kind"] = kind;
        list.push_back(std::move(fold));
    }
};

/// Comments in a row, one a line.
void add_comments(Folds& folds, const Ast& ast) {
    for (std::size_t i = 0; i < ast.tokens.size();) {
        std::size_t last = i;
        const auto line = [&](std::size_t at) { return position_at(folds.map, ast.tokens[at].span.begin).line; };
        while (is_comment(ast.tokens[i].kind) && last + 1 < ast.tokens.size() &&
               is_comment(ast.tokens[last + 1].kind) && line(last + 1) == line(last) + 1)
            ++last;
        if (is_comment(ast.tokens[i].kind))
            folds.add({ast.source, ast.tokens[i].span.begin, ast.tokens[last].span.end}, "comment");
        i = last + 1;
    }
}

Json selection(const TextMap& map, std::vector<Span> around) {
    std::ranges::sort(around, [](Span a, Span b) { return a.end - a.begin > b.end - b.begin; });
    Json result;
    Span before{};
    for (const Span span : around) {
        const bool nested = result.is_null() || (span.begin >= before.begin && span.end <= before.end);
        if (!nested || (span == before && !result.is_null())) continue;
        Json outer = std::move(result);
        result = {{"range", range_json(map, span)}};
        if (!outer.is_null()) result["parent"] = std::move(outer);
        before = span;
    }
    return result;
}

}  // namespace

Outcome folding_ranges(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    Folds folds{asked->map()};
    const Ast& ast = asked->tree();
    add_comments(folds, ast);
    for (const BodyId id : ast.bodies.ids()) {
        if (id != ast.root) folds.add(ast.bodies[id].span, "");
    }
    for (const OperationDeclaration& operation : ast.operations) folds.add(operation.span, "");
    for (const Chain& chain : ast.chains) folds.add(chain.span, "");
    return std::move(folds.list);
}

Outcome selection_ranges(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const std::vector<Span> spans = spans_of(asked->tree());
    Json list = Json::array();
    for (const Json& position : params.at("positions")) {
        const std::size_t offset = asked_offset(*asked, {{"position", position}});
        const auto here = static_cast<std::uint32_t>(offset);
        std::vector<Span> around{{asked->analysis->source, here, here}};
        for (const Span span : spans) {
            if (span.begin <= offset && offset <= span.end) around.push_back(span);
        }
        list.push_back(selection(asked->map(), std::move(around)));
    }
    return list;
}

}  // namespace netfig::lsp
