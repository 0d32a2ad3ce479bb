// Holds netfig's inference to the tables of PyTorch: check_shapes DIR. Each case is said in netfig's notation and
// compared in output shapes, parameters and refusal. Status 0: no case is wrong; 1: some are; 77: there are no tables.
#include "shapes/translate.h"
#include "text/measure.h"

#include "netfig/compile.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fmt/core.h>
#include <map>
#include <thread>

namespace netfig::test {
namespace {

constexpr int no_tables = 77;

/// The source is given as text, and the library is built in.
class NoFiles : public FileReader {
public:
    std::optional<std::string> read(const std::string&, std::size_t) const override { return std::nullopt; }
    std::optional<std::string> canonical(const std::string&) const override { return std::nullopt; }
};

enum class Verdict { right, wrong, inexpressible };

struct Outcome {
    Verdict verdict = Verdict::right;
    std::string text;  // why it is not right
};

Compilation run(const std::string& source) {
    CompileRequest request;
    request.path = "case.nn";
    request.text = source;
    request.until = Phase::infer;
    return compile(request, NoFiles(), fixed_width_measurer());
}

std::string first_message(const Diagnostics& diagnostics, DiagnosticCode code) {
    const auto found =
        std::find_if(diagnostics.begin(), diagnostics.end(), [&](const auto& d) { return d.code == code; });
    return found == diagnostics.end() ? "" : found->message;
}

std::string first_error(const Diagnostics& diagnostics) {
    const auto is_error = [](const Diagnostic& d) { return severity(d.code) == Severity::error; };
    const auto found = std::find_if(diagnostics.begin(), diagnostics.end(), is_error);
    return found == diagnostics.end() ? "" : found->message;
}

/// The shape in plain numbers, as `text_of` writes it; something else where it is not known.
std::string plain_text(const Shape& shape) {
    if (shape.is_unknown()) return "unknown";
    Sizes sizes;
    for (const Dim& size : *shape.dims) {
        if (!size.is_known()) return "unknown";
        sizes.push_back(size.value());
    }
    return text_of(sizes);
}

/// What is wrong about a case that both accept; outputs that PyTorch did not hand out are not looked at.
std::string difference(const Compilation& run, const Case& one, const Translation& said) {
    for (const NodeId id : run.network.nodes.ids()) {
        const Node& node = run.network.nodes[id];
        if (node.name != "t") continue;
        if (node.outputs.size() < said.outputs.size()) {
            return fmt::format("{} outputs, not {}", node.outputs.size(), said.outputs.size());
        }
        for (std::size_t i = 0; i < said.outputs.size(); ++i) {
            const std::string found = plain_text(run.shapes.ports[node.outputs[i]]);
            if (found != text_of(said.outputs[i])) {
                return fmt::format("output {} is {}, not {}", i, found, text_of(said.outputs[i]));
            }
        }
        const Dim& params = run.shapes.nodes[id].cost.params;
        if (params == Dim(one.params)) return "";
        return fmt::format("{} parameters, not {}", params.is_known() ? std::to_string(params.value()) : "unknown",
                           one.params);
    }
    return "the node is missing";
}

Outcome check(const Case& one) {
    const Translation said = translate(one);
    if (!said.reason.empty()) return {Verdict::inexpressible, said.reason};
    const std::string source = source_of(said);
    const Compilation compiled = run(source);
    const auto wrong = [&](const std::string& what) {
        return Outcome{Verdict::wrong, fmt::format("{}: {}\n{}", one.place, what, source)};
    };
    for (const DiagnosticCode code : {DiagnosticCode::unknown_type, DiagnosticCode::unknown_argument}) {
        const std::string unknown = first_message(compiled.diagnostics, code);
        if (!unknown.empty()) return {Verdict::inexpressible, unknown};
    }
    const bool refused = has_errors(compiled.diagnostics);
    if (refused && !one.refused) return wrong("refused: " + first_error(compiled.diagnostics));
    if (!refused && one.refused && !said.unseen.empty()) return {Verdict::inexpressible, said.unseen};
    if (!refused && one.refused) return wrong("accepted, but PyTorch says: " + one.message);
    if (refused) return {};
    const std::string what = difference(compiled, one, said);
    return what.empty() ? Outcome{} : wrong(what);
}

/// The cases in order, checked by as many threads as there are processors.
std::vector<Outcome> check_all(const std::vector<Case>& cases) {
    std::vector<Outcome> outcomes(cases.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < cases.size(); i = next++) outcomes[i] = check(cases[i]);
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    threads.clear();  // waits for them
    return outcomes;
}

struct Tally {
    std::size_t cases = 0;
    std::map<Verdict, std::size_t> count;
    std::string first_wrong;
};

void print_row(const std::string& name, const Tally& tally) {
    const auto count = [&](Verdict verdict) {
        const auto found = tally.count.find(verdict);
        return found == tally.count.end() ? std::size_t{0} : found->second;
    };
    fmt::print("{:<20} {:>6} {:>6} {:>6} {:>15}\n", name, tally.cases, count(Verdict::right), count(Verdict::wrong),
               count(Verdict::inexpressible));
}

/// Every case that is not expressible, under its operation and reason.
void print_inexpressible(const std::vector<Case>& cases, const std::vector<Outcome>& outcomes) {
    std::map<std::string, std::vector<std::string>> places;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (outcomes[i].verdict != Verdict::inexpressible) continue;
        places[cases[i].operation + ": " + outcomes[i].text].push_back(cases[i].place);
    }
    if (!places.empty()) fmt::print("\nnot expressible:\n");
    for (const auto& [reason, where] : places) {
        fmt::print("  {} ({})\n   ", reason, where.size());
        for (const std::string& place : where) fmt::print(" {}", place);
        fmt::print("\n");
    }
}

bool report(const std::vector<Case>& cases, const std::vector<Outcome>& outcomes) {
    std::map<std::string, Tally> tallies;
    Tally total;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        for (Tally* tally : {&tallies[cases[i].operation], &total}) {
            ++tally->cases;
            ++tally->count[outcomes[i].verdict];
            const bool is_first = outcomes[i].verdict == Verdict::wrong && tally->first_wrong.empty();
            if (is_first) tally->first_wrong = outcomes[i].text;
        }
    }
    fmt::print("{:<20} {:>6} {:>6} {:>6} {:>15}\n", "operation", "cases", "right", "wrong", "not expressible");
    for (const auto& [name, tally] : tallies) {
        print_row(name, tally);
        if (!tally.first_wrong.empty()) fmt::print("  first wrong: {}", tally.first_wrong);
    }
    print_row("all", total);
    print_inexpressible(cases, outcomes);
    return total.count[Verdict::wrong] == 0;
}

int run_tables(const std::filesystem::path& folder) {
    const std::vector<Case> cases = std::filesystem::is_directory(folder) ? read_cases(folder) : std::vector<Case>{};
    if (cases.empty()) {
        fmt::print(stderr, "no tables (*.jsonl) in {}: nothing is checked\n", folder.string());
        return no_tables;
    }
    return report(cases, check_all(cases)) ? 0 : 1;
}

}  // namespace
}  // namespace netfig::test

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: check_shapes DIR\n");
        return 2;
    }
    try {
        return netfig::test::run_tables(argv[1]);
    } catch (const std::exception& fault) {
        fmt::print(stderr, "{}\n", fault.what());
        return 3;
    }
}
