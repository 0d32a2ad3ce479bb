// Tidy text as few small edits: one for each gap between two words that changes. Marks, folds and cursors stay.
#include "format/format.h"
#include "lsp/handlers.h"
#include "parse/parse.h"

namespace netfig::lsp {
namespace {

struct Gap {
    Span span;
    std::string text;
};

std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

std::string slice(const std::string& text, std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
}

/// The words of both texts are the same in the same order; what stands between may differ, and so may a word's
/// spelling.
std::vector<Gap> differences(const Source& old_source, const Ast& old_ast, const Source& tidy, const Ast& tidy_ast) {
    const Span all{old_ast.source, 0, narrow(old_source.text.size())};
    if (old_ast.tokens.size() != tidy_ast.tokens.size()) return {{all, tidy.text}};
    std::vector<Gap> gaps;
    std::size_t old_at = 0, tidy_at = 0;
    const auto add = [&](std::size_t old_end, std::size_t tidy_end) {
        const std::string before = slice(old_source.text, old_at, old_end);
        std::string after = slice(tidy.text, tidy_at, tidy_end);
        if (before != after) gaps.push_back({{old_ast.source, narrow(old_at), narrow(old_end)}, std::move(after)});
        old_at = old_end;
        tidy_at = tidy_end;
    };
    for (std::size_t i = 0; i < old_ast.tokens.size(); ++i) {
        add(old_ast.tokens[i].span.begin, tidy_ast.tokens[i].span.begin);
        add(old_ast.tokens[i].span.end, tidy_ast.tokens[i].span.end);
    }
    add(old_source.text.size(), tidy.text.size());
    return gaps;
}

Json edits(Asked& asked, Span range) {
    const Source tidy{asked.source().path, format(asked.source(), asked.tree()), false};
    Json list = Json::array();
    if (tidy.text == asked.source().text) return list;
    Diagnostics ignored;
    const Ast tidy_ast = parse(tidy, asked.tree().source, ignored);
    for (const Gap& gap : differences(asked.source(), asked.tree(), tidy, tidy_ast)) {
        if (!touches(gap.span, range)) continue;
        list.push_back({{"range", range_json(asked.map(), gap.span)}, {"newText", gap.text}});
    }
    return list;
}

}  // namespace

Outcome format_document(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    return edits(*asked, {asked->analysis->source, 0, narrow(asked->source().text.size())});
}

Outcome format_range(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    return edits(*asked, asked_range(*asked, params));
}

}  // namespace netfig::lsp
