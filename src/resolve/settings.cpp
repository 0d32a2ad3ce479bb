// `figure(…)` and `style` of the main file, evaluated.
#include "base/strings.h"
#include "base/suggest.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

/// Sizes (`H = 224`) are no settings: they were bound before anything was expanded.
bool is_size(const Argument& argument) {
    return argument.name && argument.name->text.front() >= 'A' && argument.name->text.front() <= 'Z';
}

void read_figure(State& state, const Frame& root, const FigureSettings& figure) {
    std::vector<Argument> settings;
    for (const Argument& argument : figure.arguments) {
        if (!is_size(argument)) settings.push_back(argument);
    }
    Properties properties = evaluate_properties(state, root.ast, settings, root.environment);
    state.network.settings.insert(state.network.settings.end(), properties.begin(), properties.end());
}

bool is_drawn(const Network& network, const std::string& type) {
    return std::any_of(network.nodes.begin(), network.nodes.end(), [&](const Node& node) { return node.type == type; });
}

void select_type(State& state, const Frame& root, const Identifier& written, ResolvedStyle& style) {
    const std::vector<DeclarationId> found = find_type(state.scopes, root.scope, written.text);
    for (const DeclarationId id : found) style.types.push_back(state.scopes.declarations[id].name);
    if (found.empty()) style.types.push_back(written.text);
    if (found.size() > 1) {
        report(state, {.code = DiagnosticCode::ambiguous_type,
                       .span = written.span,
                       .message = "`" + written.text + "` could be `" + join(style.types, "` or `") + "`"});
    }
    if (!found.empty() || is_drawn(state.network, written.text)) return;
    report(state, {.code = DiagnosticCode::unknown_type,
                   .span = written.span,
                   .message = "the type `" + written.text + "` is not known, so this style has no effect",
                   .suggestion = did_you_mean(written.text, visible_types(state.scopes, root.scope))});
}

ResolvedStyle read_style(State& state, const Frame& root, const StyleRule& rule) {
    ResolvedStyle style{.span = rule.span};
    for (const StyleSelector& selector : rule.selectors) {
        if (selector.is_class) {
            style.classes.push_back(selector.name.text);
        } else {
            select_type(state, root, selector.name, style);
        }
    }
    style.properties = evaluate_properties(state, root.ast, rule.properties, root.environment);
    return style;
}

}  // namespace

void read_looks(State& state, const Frame& root) {
    const Ast& ast = ast_of(state, root);
    const FigureSettings* first = nullptr;
    for (const Statement& statement : ast.bodies[ast.root].statements) {
        if (const auto* rule = std::get_if<StyleRule>(&statement)) {
            state.network.styles.push_back(read_style(state, root, *rule));
        }
        const auto* figure = std::get_if<FigureSettings>(&statement);
        if (!figure) continue;
        if (first) {
            report(state, {.code = DiagnosticCode::misplaced_setting,
                           .span = figure->span,
                           .message = "`figure` is written a second time",
                           .notes = {{"first written here", first->span}}});
            continue;
        }
        first = figure;
        read_figure(state, root, *figure);
    }
}

}  // namespace netfig::resolving
