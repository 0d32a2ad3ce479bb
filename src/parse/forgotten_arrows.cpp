#include "parse/forgotten_arrows.h"

#include <algorithm>
#include <string_view>

namespace netfig {

namespace {

/// An element without a name: what it takes, and what it gives, is said by its own chain alone.
const Instance* nameless_head(const Chain& chain) {
    const auto* instance = std::get_if<Instance>(&chain.elements.front().what);
    return instance && !instance->name ? instance : nullptr;
}

bool is_terminal(const Instance& instance) {
    constexpr std::string_view terminals[] = {"In", "Input", "Out", "Output"};
    return std::find(std::begin(terminals), std::end(terminals), instance.type.text) != std::end(terminals);
}

bool on_one_line(const Source& source, Span before, Span after) {
    if (after.begin < before.end) return false;
    const auto between = std::string_view(source.text).substr(before.end, after.begin - before.end);
    return between.find_first_not_of(" \t") == between.npos;
}

void check_pair(const Source& source, const Chain& first, const Chain& second, Diagnostics& diagnostics) {
    const Instance* head = nameless_head(second);
    const bool only_named = first.arrows.empty() && second.arrows.empty();  // a row of boxes without any arrow
    if (!head || only_named || is_terminal(*head) || !on_one_line(source, first.span, second.span)) return;
    if (std::holds_alternative<ErrorElement>(first.elements.back().what)) return;
    const Span start{second.span.source, second.span.begin, second.span.begin};
    diagnostics.push_back({.code = DiagnosticCode::forgotten_arrow,
                           .span = head->type.span,
                           .message = "`" + head->type.text + "` begins a chain of its own, and nothing leads to it",
                           .suggestion = "write `-> " + head->type.text + "` if it goes on from what stands before it",
                           .fixes = {{"-> ", start}}});
}

}  // namespace

void warn_of_forgotten_arrows(const Source& source, const Ast& ast, Diagnostics& diagnostics) {
    for (const Body& body : ast.bodies) {
        for (std::size_t at = 1; at < body.statements.size(); ++at) {
            const auto* first = std::get_if<ChainId>(&body.statements[at - 1]);
            const auto* second = std::get_if<ChainId>(&body.statements[at]);
            if (first && second && !ast.chains[*first].elements.empty() && !ast.chains[*second].elements.empty())
                check_pair(source, ast.chains[*first], ast.chains[*second], diagnostics);
        }
    }
}

}  // namespace netfig
