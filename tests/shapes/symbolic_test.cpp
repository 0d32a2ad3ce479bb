// Inference with symbols in the place of all input sizes, and numbers put in afterwards, says what inference with
// numbers says: symbolic_test [DIR] holds the built-in networks to it, with random sizes too, and the tables of DIR.
// What stays unknown with symbols is counted, not a fault. Status 0: nothing is wrong; 1: something is.
#include "base/dim.h"
#include "shapes/symbolic_networks.h"
#include "shapes/translate.h"
#include "text/measure.h"

#include "netfig/compile.h"

#include <algorithm>
#include <cstdio>
#include <fmt/core.h>
#include <map>
#include <random>

namespace netfig::test {
namespace {

constexpr int random_draws = 40;

/// The source is given as text, and the library is built in.
class NoFiles : public FileReader {
public:
    std::optional<std::string> read(const std::string&, std::size_t) const override { return std::nullopt; }
    std::optional<std::string> canonical(const std::string&) const override { return std::nullopt; }
};

/// Which sizes share a symbol: none, or those that are equal, where a 1 stays a 1 because it stretches.
enum class Naming { apart, together };

enum class Verdict { right, unknown, assumed, wrong };

struct Outcome {
    Verdict verdict = Verdict::right;
    std::string text;  // what is unknown or wrong
};

struct Tally {
    std::map<Verdict, int> count;
    std::string first_unknown;
    std::vector<std::string> wrong;
};

using Numbers = std::map<std::string, Dim>;

/// A network's sizes under names, and what they stand for.
struct Named {
    std::vector<std::vector<std::string>> inputs;
    Numbers numbers;
};

std::string name_of(std::size_t index) {
    const std::string letter(1, static_cast<char>('A' + index % 26));
    return index < 26 ? letter : letter + std::to_string(index / 26);
}

Named with_names(const std::vector<Sizes>& inputs, Naming naming) {
    Named named;
    std::map<std::int64_t, std::string> known;
    for (const Sizes& sizes : inputs) {
        named.inputs.emplace_back();
        for (const std::int64_t size : sizes) {
            const bool shares = naming == Naming::together && known.contains(size);
            const bool stays = naming == Naming::together && size == 1;
            const std::string name = stays ? "1" : shares ? known[size] : name_of(named.numbers.size());
            if (!stays) named.numbers[name] = size;
            known[size] = name;
            named.inputs.back().push_back(name);
        }
    }
    return named;
}

std::vector<std::vector<std::string>> with_digits(const std::vector<Sizes>& inputs) {
    std::vector<std::vector<std::string>> texts;
    for (const Sizes& sizes : inputs) {
        texts.emplace_back();
        for (const std::int64_t size : sizes) texts.back().push_back(std::to_string(size));
    }
    return texts;
}

std::string source_of(const std::vector<std::vector<std::string>>& inputs, const std::string& chain) {
    std::string source;
    std::string names;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::string shape;
        for (const std::string& size : inputs[i]) shape += (shape.empty() ? "" : "x") + size;
        source += fmt::format("x{}:In({})\n", i, shape.empty() ? "scalar" : shape);
        names += fmt::format("{}x{}", i == 0 ? "" : ", ", i);
    }
    return source + "[" + names + "] -> " + chain + "\n";
}

Compilation run(const std::string& source, const Numbers& definitions = {}) {
    CompileRequest request;
    request.path = "case.nn";
    request.text = source;
    request.until = Phase::infer;
    for (const auto& [name, number] : definitions) request.definitions.push_back({name, Value{number}, {}});
    return compile(request, NoFiles(), fixed_width_measurer());
}

std::string first_error(const Diagnostics& diagnostics) {
    const auto is_error = [](const Diagnostic& d) { return severity(d.code) == Severity::error; };
    const auto found = std::find_if(diagnostics.begin(), diagnostics.end(), is_error);
    return found == diagnostics.end() ? "" : found->message;
}

std::optional<Dim> size_from(const std::string& text, const Numbers& numbers) {
    if (const auto found = numbers.find(text); found != numbers.end()) return found->second;
    if (text.empty() || text.size() > 9 || !std::all_of(text.begin(), text.end(), ::isdigit)) return std::nullopt;
    return Dim(std::stoll(text));
}

/// False where the numbers plainly break "A = B" or "A ≠ 1"; what is more than names and numbers is not looked at.
bool may_hold(const std::string& statement, const Numbers& numbers) {
    for (const std::string sign : {" = ", " ≠ "}) {
        const std::size_t at = statement.find(sign);
        if (at == std::string::npos) continue;
        const auto left = size_from(statement.substr(0, at), numbers);
        const auto right = size_from(statement.substr(at + sign.size()), numbers);
        if (left && right && (left->value() == right->value()) != (sign == " = ")) return false;
    }
    return true;
}

/// True where something that inference said it took for granted is not so with these numbers.
bool breaks_assumption(const Compilation& symbolic, const Numbers& numbers) {
    const std::string phrase = "is right only if ";
    const std::string between = " and ";
    for (const Diagnostic& diagnostic : symbolic.diagnostics) {
        std::size_t at = diagnostic.message.find(phrase);
        if (diagnostic.code != DiagnosticCode::assumed_equal || at == std::string::npos) continue;
        for (at += phrase.size(); at < diagnostic.message.size();) {
            const std::size_t end = std::min(diagnostic.message.find(between, at), diagnostic.message.size());
            if (!may_hold(diagnostic.message.substr(at, end - at), numbers)) return true;
            at = end + between.size();
        }
    }
    return false;
}

/// Compares what one run found with symbols and another with numbers, thing by thing.
class Comparison {
public:
    explicit Comparison(const Numbers& numbers) : numbers_(numbers) {}

    void sizes(const std::string& what, const Dim& symbolic, const Dim& number) {
        const Dim filled = substitute(symbolic, numbers_);
        if (filled == number || number.is_unknown()) return;
        const bool unknown = symbolic.is_unknown();
        note(unknown ? Verdict::unknown : Verdict::wrong,
             fmt::format("{} is {}{}, not {}", what, to_text(symbolic), unknown ? "" : " = " + to_text(filled),
                         to_text(number)));
    }

    void shapes(const std::string& what, const Shape& symbolic, const Shape& number) {
        if (number.is_unknown()) return;
        if (symbolic.is_unknown()) return note(Verdict::unknown, what + " is of unknown rank, not " + to_text(number));
        if (symbolic.dims->size() != number.dims->size()) {
            return note(Verdict::wrong, fmt::format("{} is {}, not {}", what, to_text(symbolic), to_text(number)));
        }
        for (std::size_t i = 0; i < number.dims->size(); ++i) {
            sizes(fmt::format("size {} of {}", i, what), (*symbolic.dims)[i], (*number.dims)[i]);
        }
    }

    const Outcome& outcome() const { return outcome_; }

private:
    void note(Verdict verdict, std::string text) {
        if (verdict > outcome_.verdict) outcome_ = {verdict, std::move(text)};
    }

    const Numbers& numbers_;
    Outcome outcome_;
};

/// All shapes and costs of all nodes; both runs have the same network.
Outcome compare(const Compilation& symbolic, const Compilation& number, const Numbers& numbers) {
    Comparison comparison(numbers);
    for (const NodeId id : number.network.nodes.ids()) {
        const Node& node = number.network.nodes[id];
        for (const PortId port : node.outputs) {
            comparison.shapes(node.name, symbolic.shapes.ports[port], number.shapes.ports[port]);
        }
        const Cost& left = symbolic.shapes.nodes[id].cost;
        const Cost& right = number.shapes.nodes[id].cost;
        comparison.sizes("the parameters of " + node.name, left.params, right.params);
        comparison.sizes("the FLOPs of " + node.name, left.flops, right.flops);
        comparison.sizes("the activations of " + node.name, left.activations, right.activations);
    }
    return comparison.outcome();
}

struct SymbolicRun {
    std::string source;
    Compilation compilation;
};

Outcome judge(const SymbolicRun& symbolic, const Compilation& number, const Numbers& numbers) {
    const bool refused = has_errors(symbolic.compilation.diagnostics);
    Outcome outcome = refused ? Outcome{Verdict::wrong, "refused: " + first_error(symbolic.compilation.diagnostics)}
                              : compare(symbolic.compilation, number, numbers);
    if (outcome.verdict != Verdict::wrong) return outcome;
    if (!refused && breaks_assumption(symbolic.compilation, numbers)) return {Verdict::assumed, ""};
    std::string where;
    for (const auto& [name, size] : numbers) where += fmt::format(" {} = {}", name, to_text(size));
    outcome.text += " with" + where + "\n" + symbolic.source;
    return outcome;
}

void count(Tally& tally, const std::string& place, const Outcome& outcome) {
    ++tally.count[outcome.verdict];
    const std::string text = place + ": " + outcome.text;
    if (outcome.verdict == Verdict::wrong) tally.wrong.push_back(text);
    if (outcome.verdict == Verdict::unknown && tally.first_unknown.empty()) tally.first_unknown = text;
}

bool all_positive(const std::vector<Sizes>& inputs) {
    return std::all_of(inputs.begin(), inputs.end(), [](const Sizes& sizes) {
        return std::all_of(sizes.begin(), sizes.end(), [](std::int64_t size) { return size >= 1; });
    });
}

/// The case's own sizes; false where netfig refuses them as numbers.
bool check(const SmallNetwork& network, Tally& tally) {
    const Compilation number = run(source_of(with_digits(network.inputs), network.chain));
    if (has_errors(number.diagnostics)) return false;
    for (const Naming naming : {Naming::apart, Naming::together}) {
        const Named named = with_names(network.inputs, naming);
        const std::string source = source_of(named.inputs, network.chain);
        count(tally, network.place, judge({source, run(source)}, number, named.numbers));
    }
    return true;
}

using Random = std::mt19937_64;  // whose numbers are the same everywhere; those of distributions are not

/// Sizes as they are, a multiple of them, or anything; what was equal stays equal.
std::vector<Sizes> vary(const std::vector<Sizes>& inputs, Random& random) {
    std::map<std::int64_t, std::int64_t> varied{{1, 1}};
    std::vector<Sizes> result = inputs;
    for (Sizes& sizes : result) {
        for (std::int64_t& size : sizes) {
            const auto drawn = static_cast<std::int64_t>(random() % 90) + 1;
            const std::int64_t choices[] = {size, size * (drawn % 5 + 1), drawn};
            size = varied.emplace(size, choices[random() % 3]).first->second;
        }
    }
    return result;
}

/// Random sizes, put into what was inferred once, and defined as `-D` does.
void check_random(const SmallNetwork& network, Random& random, Tally& tally) {
    const Named named = with_names(network.inputs, Naming::together);
    const std::string source = source_of(named.inputs, network.chain);
    const SymbolicRun symbolic{source, run(source)};
    for (int i = 0; i < random_draws; ++i) {
        const std::vector<Sizes> inputs = vary(network.inputs, random);
        const Compilation number = run(source_of(with_digits(inputs), network.chain));
        if (has_errors(number.diagnostics)) continue;
        Numbers numbers;
        for (std::size_t j = 0; j < inputs.size(); ++j) {
            for (std::size_t k = 0; k < inputs[j].size(); ++k) numbers[named.inputs[j][k]] = inputs[j][k];
        }
        numbers.erase("1");
        count(tally, network.place, judge(symbolic, number, numbers));
        count(tally, network.place, judge({source, run(source, numbers)}, number, numbers));
    }
}

bool report(const std::string& title, std::map<std::string, Tally>& tallies) {
    fmt::print("{:<22} {:>6} {:>8} {:>24} {:>6}\n", title, "right", "unknown", "assumption not fulfilled", "wrong");
    Tally all;
    for (auto& [name, tally] : tallies) {
        fmt::print("{:<22} {:>6} {:>8} {:>24} {:>6}\n", name, tally.count[Verdict::right],
                   tally.count[Verdict::unknown], tally.count[Verdict::assumed], tally.count[Verdict::wrong]);
        if (!tally.first_unknown.empty()) fmt::print("  unknown: {}\n", tally.first_unknown);
        for (std::size_t i = 0; i < std::min<std::size_t>(tally.wrong.size(), 3); ++i) {
            fmt::print("  WRONG: {}\n", tally.wrong[i]);
        }
        for (const auto& [verdict, number] : tally.count) all.count[verdict] += number;
    }
    fmt::print("{:<22} {:>6} {:>8} {:>24} {:>6}\n\n", "all", all.count[Verdict::right], all.count[Verdict::unknown],
               all.count[Verdict::assumed], all.count[Verdict::wrong]);
    return all.count[Verdict::wrong] == 0;
}

bool check_built_in() {
    std::map<std::string, Tally> tallies;
    Random random(20240229);
    bool all_accepted = true;
    for (const SmallNetwork& network : small_networks()) {
        if (!check(network, tallies[network.group])) {
            fmt::print("WRONG: {} is refused\n", network.place);
            all_accepted = false;
        }
        check_random(network, random, tallies[network.group + ", random"]);
    }
    return report("built-in networks", tallies) && all_accepted;
}

bool check_tables(const std::filesystem::path& folder) {
    const auto cases = std::filesystem::is_directory(folder) ? read_cases(folder) : std::vector<Case>{};
    if (cases.empty()) {
        fmt::print("no tables (*.jsonl) in {}: only the built-in networks were checked\n", folder.string());
        return true;
    }
    std::map<std::string, Tally> tallies;
    for (const SmallNetwork& network : networks_of(cases)) {
        if (all_positive(network.inputs)) check(network, tallies[network.group]);
    }
    return report("tables", tallies);
}

}  // namespace
}  // namespace netfig::test

int main(int argc, char** argv) {
    try {
        const bool built_in = netfig::test::check_built_in();
        const bool tables = argc < 2 || netfig::test::check_tables(argv[1]);
        return built_in && tables ? 0 : 1;
    } catch (const std::exception& fault) {
        fmt::print(stderr, "{}\n", fault.what());
        return 3;
    }
}
