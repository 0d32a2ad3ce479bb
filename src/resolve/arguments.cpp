#include "resolve/arguments.h"

#include "base/acronym.h"
#include "base/strings.h"
#include "base/suggest.h"

#include <algorithm>
#include <set>

namespace netfig::resolving {
namespace {

struct Matching {
    const std::vector<Argument>& arguments;
    const std::vector<Parameter>& parameters;
    const std::string& type;
    bool is_operation;
    Diagnostics& diagnostics;
    ArgumentMatch result;
};

/// Arguments of PyTorch's and Keras' layers that say how values are computed or stored, and change nothing that a
/// figure shows: operations take them in silence.
bool says_nothing_here(const std::string& name) {
    static const std::set<std::string> names{"eps",
                                             "epsilon",
                                             "momentum",
                                             "inplace",
                                             "device",
                                             "dtype",
                                             "name",
                                             "trainable",
                                             "padding_mode",
                                             "align_corners",
                                             "recompute_scale_factor",
                                             "batch_first",
                                             "track_running_stats",
                                             "count_include_pad",
                                             "data_format",
                                             "kernel_initializer",
                                             "bias_initializer",
                                             "kernel_regularizer",
                                             "bias_regularizer",
                                             "activity_regularizer",
                                             "kernel_constraint",
                                             "bias_constraint",
                                             "recurrent_dropout",
                                             "recurrent_activation",
                                             "recurrent_initializer",
                                             "return_state",
                                             "stateful",
                                             "unroll",
                                             "nonlinearity",
                                             "need_weights",
                                             "approximate",
                                             "sparse",
                                             "max_norm",
                                             "norm_type",
                                             "scale_grad_by_freq",
                                             "mask_zero",
                                             "layer_norm_eps",
                                             "training"};
    return names.contains(name);
}

/// A name that means something else here, and what to write.
std::string other_meaning(const std::string& name) {
    if (name == "dim" || name == "dims")
        return "axes do not count the batch here: PyTorch's `dim = 1` is `axis = 0`, the channels; -1 is the last one "
               "in both";
    if (name == "start_dim" || name == "end_dim")
        return "axes do not count the batch here: PyTorch's `Flatten(start_dim = 1)` is `Flatten`, `start_dim = 2` is "
               "`from = 1`";
    return "";
}

std::vector<std::string> parameter_names(const Matching& matching) {
    std::vector<std::string> names;
    for (const Parameter& parameter : matching.parameters) names.push_back(parameter.name.text);
    return names;
}

void take(Matching& matching, std::size_t parameter, std::size_t argument) {
    std::optional<std::size_t>& slot = matching.result.of_parameter[parameter];
    if (!slot) {
        slot = argument;
        return;
    }
    matching.diagnostics.push_back(
        {.code = DiagnosticCode::duplicate_argument,
         .span = matching.arguments[argument].span,
         .message = "the argument `" + matching.parameters[parameter].name.text + "` is given twice",
         .notes = {{"first given here", matching.arguments[*slot].span}}});
}

template <class Fits>
std::vector<std::size_t> parameters_where(const Matching& matching, Fits fits) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < matching.parameters.size(); ++i) {
        if (fits(matching.parameters[i])) result.push_back(i);
    }
    return result;
}

/// The exact name, else the exact alias, else every name that is abbreviated, else every alias.
std::vector<std::size_t> candidates(const Matching& matching, const std::string& written) {
    const auto equals = [&](const Identifier& name) { return name.text == written; };
    const auto shortened = [&](const Identifier& name) { return abbreviates(written, name.text); };
    const auto by_name = [&](auto fits) {
        return parameters_where(matching, [&](const Parameter& parameter) { return fits(parameter.name); });
    };
    const auto by_alias = [&](auto fits) {
        return parameters_where(
            matching, [&](const Parameter& parameter) { return std::ranges::any_of(parameter.aliases, fits); });
    };
    std::vector<std::size_t> found = by_name(equals);
    if (found.empty()) found = by_alias(equals);
    if (found.empty()) found = by_name(shortened);
    return found.empty() ? by_alias(shortened) : found;
}

void report_unknown(Matching& matching, std::size_t argument) {
    const Identifier& name = *matching.arguments[argument].name;
    matching.result.unknown.push_back(argument);
    if (matching.is_operation && says_nothing_here(name.text)) return;
    const std::vector<std::string> names = parameter_names(matching);
    std::vector<std::string> all = names;
    for (const Parameter& parameter : matching.parameters) {
        for (const Identifier& alias : parameter.aliases) all.push_back(alias.text);
    }
    Diagnostic diagnostic{.code = DiagnosticCode::unknown_argument,
                          .span = name.span,
                          .message = "`" + matching.type + "` has no parameter `" + name.text + "`",
                          .suggestion = did_you_mean(name.text, all)};
    const std::string other = matching.is_operation ? other_meaning(name.text) : "";
    if (!other.empty()) diagnostic.suggestion = other;
    const std::string nearest = other.empty() ? nearest_name(name.text, all) : "";
    if (!nearest.empty()) diagnostic.fixes.push_back({nearest, name.span});
    if (nearest.empty() && other.empty() && !names.empty()) {
        diagnostic.notes.push_back({"`" + matching.type + "` has " + join(names, ", "), {}});
    }
    matching.diagnostics.push_back(std::move(diagnostic));
}

void match_named(Matching& matching, std::size_t argument) {
    const Identifier& name = *matching.arguments[argument].name;
    const std::vector<std::size_t> found = candidates(matching, name.text);
    if (found.empty()) return report_unknown(matching, argument);
    if (found.size() == 1) return take(matching, found.front(), argument);
    std::vector<std::string> names;
    for (const std::size_t parameter : found) names.push_back("`" + matching.parameters[parameter].name.text + "`");
    matching.diagnostics.push_back(
        {.code = DiagnosticCode::ambiguous_argument,
         .span = name.span,
         .message = "`" + name.text + "` could be " + join_alternatives(names) + " of `" + matching.type + "`"});
}

void report_too_many(Matching& matching, std::size_t argument, std::size_t written) {
    const std::size_t taken = matching.parameters.size();
    const std::string most =
        taken == 0 ? "no arguments" : std::to_string(taken) + (taken == 1 ? " argument" : " arguments");
    Diagnostic diagnostic{.code = DiagnosticCode::too_many_arguments,
                          .span = matching.arguments[argument].span,
                          .message = "`" + matching.type + "` takes " + most + ", not " + std::to_string(written)};
    if (taken > 0) diagnostic.notes.push_back({"they are " + join(parameter_names(matching), ", "), {}});
    // PyTorch's permute(1, 2, 0) and view(-1, 8) take what is one list here; the first of them is not it.
    const std::string only = taken == 1 ? parameter_names(matching).front() : "";
    if (only == "shape" || only == "order") {
        diagnostic.suggestion = "`" + only + "` is one list, as in `" + matching.type + "([1, 2, 0])`";
        matching.result.of_parameter.front().reset();
    }
    matching.diagnostics.push_back(std::move(diagnostic));
}

std::size_t count_positional(const std::vector<Argument>& arguments) {
    std::size_t count = 0;
    for (const Argument& argument : arguments) count += argument.name ? 0 : 1;
    return count;
}

}  // namespace

ArgumentMatch match_arguments(const std::vector<Argument>& arguments, const std::vector<Parameter>& parameters,
                              const Taker& taker, Diagnostics& diagnostics) {
    Matching matching{arguments, parameters, taker.type, taker.is_operation, diagnostics, {}};
    matching.result.of_parameter.resize(parameters.size());
    std::size_t position = 0;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].name) {
            match_named(matching, i);
        } else if (position < parameters.size()) {
            take(matching, position++, i);
        } else {
            report_too_many(matching, i, count_positional(arguments));
            break;
        }
    }
    return matching.result;
}

}  // namespace netfig::resolving
