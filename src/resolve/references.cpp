// Names and paths to parts.
#include "base/suggest.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

const Named* find_local(const LocalNames* names, const std::string& name) {
    for (; names; names = names->outer) {
        const auto found = names->names.find(name);
        if (found != names->names.end()) return &found->second;
    }
    return nullptr;
}

std::vector<std::string> sorted_names(const std::unordered_map<std::string, Named>& names) {
    std::vector<std::string> result;
    for (const auto& [name, named] : names) result.push_back(name);
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<std::string> sorted_names(const LocalNames* names) {
    std::vector<std::string> result;
    for (; names; names = names->outer) {
        for (std::string& name : sorted_names(names->names)) result.push_back(std::move(name));
    }
    return result;
}

bool is_declared_outside(const Frame& frame, const std::string& name) {
    for (const Frame* outer = frame.outer; outer; outer = outer->outer) {
        if (outer->declared && outer->declared->contains(name)) return true;
    }
    return false;
}

/// In a sketch some branches and copies are missing, and with them the names that they declare.
bool may_be_missing(const State& state, const Frame& frame, const std::string& name) {
    if (!state.sketch) return false;
    return frame.declared->contains(name) || frame.declared->contains(name.substr(0, name.find_last_of('_')));
}

void report_unknown(State& state, const Frame& frame, const LocalNames* names, const Identifier& name) {
    Diagnostic diagnostic{.code = DiagnosticCode::unknown_name, .span = name.span};
    diagnostic.message = "the name `" + name.text + "` is not declared in this body";
    const std::vector<std::string> candidates = sorted_names(names);
    diagnostic.suggestion = did_you_mean(name.text, candidates);
    const std::string nearest = nearest_name(name.text, candidates);
    if (!nearest.empty()) diagnostic.fixes.push_back({nearest, name.span});
    if (frame.declared->contains(name.text)) {
        diagnostic.message = "the name `" + name.text + "` is declared only in a loop or in a branch that is not taken";
    } else if (is_declared_outside(frame, name.text)) {
        diagnostic.notes.push_back({"a body does not see the names around it: bring it in with `In`", {}});
    } else if (diagnostic.suggestion.empty()) {
        diagnostic.suggestion = "declare it with its type, as in `" + name.text + ":Conv`";
    }
    report(state, std::move(diagnostic));
}

void report_path(State& state, const Identifier& step, std::string message, const std::vector<std::string>& names) {
    Diagnostic diagnostic{.code = DiagnosticCode::unknown_path, .span = step.span, .message = std::move(message)};
    diagnostic.suggestion = did_you_mean(step.text, names);
    const std::string nearest = nearest_name(step.text, names);
    if (!nearest.empty()) diagnostic.fixes.push_back({nearest, step.span});
    report(state, std::move(diagnostic));
}

Member shifted(Member member, const GroupNames& names) {
    if (member.node.valid()) member.node.value += names.node_shift;
    if (member.group.valid()) member.group.value += names.group_shift;
    return member;
}

Named shifted(const Named& named, const GroupNames& names) {
    return {shifted(named.first, names), shifted(named.last, names), named.span};
}

/// One step of a path into a block.
std::optional<Named> step_into(State& state, const Named& at, const Identifier& owner, const Identifier& step) {
    if (!(at.first == at.last)) {
        report_path(state, step,
                    "`" + owner.text + "` is a series of copies: write `" + owner.text + "_1/" + step.text + "`", {});
        return std::nullopt;
    }
    const GroupNames& names = state.names[at.first.group];
    static const std::unordered_map<std::string, Named> none;
    const std::unordered_map<std::string, Named>& inside = names.table ? *names.table : none;
    const auto found = inside.find(step.text);
    if (found != inside.end()) return shifted(found->second, names);
    if (state.sketch && state.boundaries[at.first.group].broken) return std::nullopt;
    report_path(state, step, describe(state, at.first) + " has nothing named `" + step.text + "` inside",
                sorted_names(inside));
    return std::nullopt;
}

}  // namespace

std::optional<Target> find_reference(State& state, const Frame& frame, const ReferencePart& part) {
    const std::vector<Identifier>& path = part.reference->path;
    if (path.empty()) return std::nullopt;
    const Named* start = find_local(part.names, path.front().text);
    if (!start && may_be_missing(state, frame, path.front().text)) return std::nullopt;
    if (!start) {
        report_unknown(state, frame, part.names, path.front());
        return std::nullopt;
    }
    Target target{*start, "", {}};
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (!target.named.first.valid()) return std::nullopt;
        if (target.named.first.node.valid()) {
            if (i + 1 == path.size()) {
                target.port = path[i].text;
                target.port_span = path[i].span;
                return target;
            }
            report_path(state, path[i + 1], "the path goes on after the port `" + path[i].text + "`", {});
            return std::nullopt;
        }
        const std::optional<Named> next = step_into(state, target.named, path[i - 1], path[i]);
        if (!next) return std::nullopt;
        target.named = *next;
    }
    return target;
}

}  // namespace netfig::resolving
