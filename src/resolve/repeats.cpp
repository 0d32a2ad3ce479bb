// `T * n`, `[T] * n`, `for v in LIST { … }` and `if c { … } else { … }`.
#include "base/strings.h"
#include "resolve/expansion.h"

#include <limits>
#include <utility>

namespace netfig::resolving {
namespace {

/// How much one run of something added, to foresee what n runs will add.
struct Usage {
    std::size_t parts = 0;
    std::size_t steps = 0;
};

Usage usage(const State& state) { return {state.budget.parts, state.budget.steps}; }

/// Refuses at once what can't fit, before it is tried.
bool fits(State& state, const Usage& before, std::size_t remaining, Span span, const std::string& what) {
    const std::size_t parts = state.budget.parts - before.parts;
    const std::size_t steps = state.budget.steps - before.steps;
    const bool parts_fit = parts == 0 || remaining <= (max_parts - state.budget.parts) / parts;
    const bool steps_fit = steps == 0 || remaining <= (max_steps - state.budget.steps) / steps;
    if (parts_fit && steps_fit) return true;
    const std::string each =
        parts == 0 ? "" : " of " + format_grouped(static_cast<std::int64_t>(parts)) + " parts each";
    report_exhausted(state, span,
                     format_grouped(static_cast<std::int64_t>(remaining) + 1) + " " + what + each +
                         " are more than the " + format_grouped(max_parts) + " parts that a network may have");
    return false;
}

LocalNames& local_names(const Place& place, std::size_t copy) {
    LocalNames names{.outer = &place.names, .suffix = place.names.suffix + "_" + std::to_string(copy + 1), .names = {}};
    return place.frame.locals.emplace_back(std::move(names));
}

// ---- repeats ----

void report_repeat(State& state, Span span, const std::string& message) {
    report(state, {.code = DiagnosticCode::invalid_repeat, .span = span, .message = message});
}

std::optional<std::size_t> repeat_count(State& state, const Place& place, const Element& element) {
    const Span span = ast_of(state, place.frame).expressions[*element.repeat].span;
    const Value value = evaluate_at(state, place.frame.ast, *element.repeat, place.environment);
    if (value.is_unknown() && is_excused(state, place.frame.ast, *element.repeat)) return std::nullopt;
    if (const Word* word = std::get_if<Word>(&value.what)) {
        report_unbound(state, *word, span, "a number of copies");
        return std::nullopt;
    }
    if (value.is_unknown()) {
        Diagnostic diagnostic{
            .code = DiagnosticCode::invalid_repeat, .span = span, .message = "the number of copies is not known"};
        blame_instance(state, place, *element.repeat, diagnostic);
        report(state, std::move(diagnostic));
        return std::nullopt;
    }
    const std::optional<Dim> count = as_dim(value);
    if (!count || !count->is_known() || count->value() < 0) {
        report_repeat(state, span,
                      "the number of copies must be an integer of 0 or more, not `" + to_text(value) + "`");
        return std::nullopt;
    }
    return static_cast<std::size_t>(count->value());
}

/// Marks what a copy made in its own body: parts inside its groups belong to the groups.
void mark_copy(State& state, GroupId parent, std::size_t first_node, std::size_t first_group, RepeatMember member) {
    for (std::size_t i = first_node; i < state.network.nodes.size(); ++i) {
        Node& node = state.network.nodes[NodeId(i)];
        if (node.parent == parent && !node.repeat) node.repeat = member;
    }
    for (std::size_t i = first_group; i < state.network.groups.size(); ++i) {
        Group& group = state.network.groups[GroupId(i)];
        if (group.parent == parent && !group.repeat) group.repeat = member;
    }
}

const std::optional<Identifier>* written_name(const Element& element) {
    if (const auto* instance = std::get_if<Instance>(&element.what)) return &instance->name;
    if (const auto* inline_block = std::get_if<InlineBlock>(&element.what)) return &inline_block->name;
    return nullptr;
}

/// Only copies that may declare names need names of their own.
bool may_declare(const Element& element) {
    const std::optional<Identifier>* name = written_name(element);
    if (name) return name->has_value();
    return !std::holds_alternative<Wire>(element.what) && !std::holds_alternative<Reference>(element.what);
}

std::vector<Part> build_copies(State& state, const Place& place, const Element& element, const Repeat& repeat) {
    const RepeatId id = state.network.repeats.add(repeat);
    std::vector<Part> copies;
    for (std::size_t i = 0; i < repeat.count && !state.budget.exhausted; ++i) {
        const std::size_t first_node = state.network.nodes.size();
        const std::size_t first_group = state.network.groups.size();
        const Usage before = usage(state);
        if (may_declare(element)) {
            copies.push_back(build_once(state, {place.frame, place.environment, local_names(place, i)}, element));
        } else {
            copies.push_back(build_once(state, place, element));
        }
        mark_copy(state, place.frame.group, first_node, first_group, {id, i});
        if (i == 0 && !fits(state, before, repeat.count - 1, repeat.span, "copies")) break;
    }
    return copies;
}

/// `layers:Block * 3`: the name stands for the whole series.
void name_series(State& state, const Place& place, const Element& element, const std::vector<Part>& copies) {
    const std::optional<Identifier>* name = written_name(element);
    if (!name || !*name) return;
    Named named{.span = (*name)->span};
    if (!copies.empty()) {
        if (const auto* first = std::get_if<MemberPart>(&copies.front().what)) named.first = first->member;
        if (const auto* last = std::get_if<MemberPart>(&copies.back().what)) named.last = last->member;
    }
    const auto [first, is_new] = place.names.names.emplace((*name)->text, named);
    if (is_new) return;
    report(state, {.code = DiagnosticCode::duplicate_name,
                   .span = (*name)->span,
                   .message = "the name `" + (*name)->text + "` is already taken",
                   .notes = {{"first declared here", first->second.span}}});
}

Part in_series(std::vector<Part> copies, Span span) {
    if (copies.empty()) return {WirePart{}, span};
    SeriesPart series;
    series.chain.arrows.assign(copies.size() - 1, {span, {}});
    series.chain.parts = std::move(copies);
    series.copies = true;
    return {std::move(series), span};
}

Part in_parallel(std::vector<Part> copies, Span span) {
    ListPart list;
    for (Part& copy : copies) {
        auto* items = std::get_if<ListPart>(&copy.what);
        if (!items) continue;
        for (PartChain& item : items->items) list.items.push_back(std::move(item));
    }
    return {std::move(list), span};
}

// ---- loops and branches ----

std::optional<ValueList> loop_values(State& state, const Place& place, const ForSplice& loop) {
    const Expression& written = ast_of(state, place.frame).expressions[loop.values];
    const Value value = evaluate_at(state, place.frame.ast, loop.values, place.environment);
    if (const auto* list = std::get_if<ValueList>(&value.what)) return *list;
    if (value.is_unknown() && is_excused(state, place.frame.ast, loop.values)) return std::nullopt;
    if (const Word* word = std::get_if<Word>(&value.what)) {
        report_unbound(state, *word, written.span, "a list");
        return std::nullopt;
    }
    const std::string message = value.is_unknown() ? "the values of the loop are not known"
                                                   : "a loop runs over a list, not over `" + to_text(value) + "`";
    Diagnostic diagnostic{.code = DiagnosticCode::invalid_loop,
                          .span = written.span,
                          .message = message,
                          .suggestion = "write `for " + loop.variable.text + " in [1, 2, 3] { … }`"};
    if (value.is_unknown()) blame_instance(state, place, loop.values, diagnostic);
    report(state, std::move(diagnostic));
    return std::nullopt;
}

std::optional<bool> condition_holds(State& state, const Place& place, ExpressionId condition) {
    const Expression& written = ast_of(state, place.frame).expressions[condition];
    const Value value = evaluate_at(state, place.frame.ast, condition, place.environment);
    if (const bool* holds = std::get_if<bool>(&value.what)) return *holds;
    if (value.is_unknown() && is_excused(state, place.frame.ast, condition)) return std::nullopt;
    if (const Word* word = std::get_if<Word>(&value.what)) {
        report_unbound(state, *word, written.span, "true or false");
        return std::nullopt;
    }
    Diagnostic diagnostic{.code = DiagnosticCode::invalid_condition, .span = written.span};
    if (value.is_unknown()) {
        diagnostic.message = "whether this holds is not known, so no branch can be chosen";
        diagnostic.suggestion = "give the parameter a value or a default";
        blame_instance(state, place, condition, diagnostic);
    } else {
        diagnostic.message = "a condition must be true or false, not `" + to_text(value) + "`";
    }
    report(state, std::move(diagnostic));
    return std::nullopt;
}

Part series_of(PartChain chain, Span span) { return {SeriesPart{std::move(chain)}, span}; }

}  // namespace

Part build_repeated(State& state, const Place& place, const Element& element) {
    if (std::holds_alternative<Reference>(element.what)) {
        report_repeat(state, element.span, "a name stands for one thing and can't be repeated");
        return build_once(state, place, element);
    }
    const std::optional<std::size_t> count = repeat_count(state, place, element);
    // One copy keeps the names known, so that one fault gives one error.
    if (!count) return build_once(state, place, element);
    const bool parallel = std::holds_alternative<List>(element.what);
    const Repeat repeat{place.frame.group, *count, !parallel, element.span};
    std::vector<Part> copies = build_copies(state, place, element, repeat);
    name_series(state, place, element, copies);
    return parallel ? in_parallel(std::move(copies), element.span) : in_series(std::move(copies), element.span);
}

Part build_loop(State& state, const Place& place, const ForSplice& loop, Span span) {
    const std::optional<ValueList> values = loop_values(state, place, loop);
    if (!values) return {NothingPart{}, span};
    std::vector<Part> copies;
    for (std::size_t i = 0; i < values->size() && !state.budget.exhausted; ++i) {
        if (!charge_step(state, span)) break;
        Environment environment{.outer = &place.environment, .bindings = {}};
        environment.bind(loop.variable.text, (*values)[i]);
        const Place inside{place.frame, environment, local_names(place, i)};
        copies.push_back(series_of(build_chain(state, inside, loop.chain), span));
    }
    return in_series(std::move(copies), span);
}

Part build_choice(State& state, const Place& place, const IfSplice& choice, Span span) {
    const std::optional<bool> holds = condition_holds(state, place, choice.condition);
    if (!holds) return {NothingPart{}, span};
    if (*holds) return series_of(build_chain(state, place, choice.then), span);
    if (choice.otherwise) return series_of(build_chain(state, place, *choice.otherwise), span);
    return {WirePart{}, span};
}

}  // namespace netfig::resolving
