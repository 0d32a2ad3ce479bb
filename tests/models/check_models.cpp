// check_models [--save FOLDER] DIR: every DIR/*.json as netfig source, inferred and compared with PyTorch's own shapes.
// --save keeps the sources. Exit status: 0 nothing wrong, 1 something is, 2 wrong use, 77 there is no such folder.
#include "compare.h"
#include "driver/print.h"
#include "text/measure.h"
#include "write_source.h"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>

namespace {

namespace fs = std::filesystem;
using namespace netfig;
using namespace netfig::models;

constexpr int skipped = 77;

struct Options {
    fs::path folder;
    fs::path save;
};

/// Sources of this program use no files.
class NoFiles : public FileReader {
public:
    std::optional<std::string> read(const std::string&, std::size_t) const override { return std::nullopt; }
    std::optional<std::string> canonical(const std::string& path) const override { return path; }
};

struct Totals {
    std::size_t nodes = 0;
    std::size_t known = 0;
    bool failed = false;
};

void print_row(const std::vector<std::string>& cells) {
    static constexpr int widths[] = {-20, 6, 6, 8, 6, 12, 12, 12};
    std::cout << std::left << std::setw(20) << cells.front() << std::right;
    for (std::size_t i = 1; i < cells.size(); ++i) std::cout << std::setw(widths[i]) << cells[i];
    std::cout << "\n";
}

void report(const Model& model, const Comparison& result, Totals& totals) {
    print_row({model.name, std::to_string(model.calls.size()), std::to_string(result.right),
               std::to_string(result.unknown), std::to_string(result.wrong),
               std::to_string(result.groups_right) + "/" + std::to_string(model.groups.size()),
               std::to_string(result.params), std::to_string(model.params)});
    for (const std::string& fault : result.faults) std::cout << "    " << fault << "\n";
    for (const std::string& name : result.unknown_operations) std::cout << "    not known: " << name << "\n";
    totals.nodes += model.calls.size();
    totals.known += result.right + result.wrong;
    totals.failed = totals.failed || !result.faults.empty();
}

void check(const fs::path& file, const Options& options, Totals& totals) {
    const Model read = read_model(file);
    const std::vector<Translation> translations = translate(read);
    const Model model = with_feeds(read, translations);
    const Scopes scopes = make_scopes(model);
    CompileRequest request;
    request.path = model.name + ".nn";
    request.text = write_source(model, translations, scopes);
    request.until = Phase::infer;
    if (!options.save.empty()) std::ofstream(options.save / request.path) << *request.text;
    const Compilation run = compile(request, NoFiles(), fixed_width_measurer());
    report(model, compare(model, translations, scopes, run), totals);
    // A network that PyTorch ran has no errors.
    if (has_errors(run.diagnostics)) {
        std::cout << print(run.diagnostics, run.sources, {});
        totals.failed = true;
    }
}

std::vector<fs::path> models_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

int check_all(const Options& options) {
    const std::vector<fs::path> files = models_in(options.folder);
    Totals totals;
    print_row({"model", "nodes", "right", "unknown", "wrong", "groups", "params", "PyTorch's"});
    for (const fs::path& file : files) {
        try {
            check(file, options, totals);
        } catch (const std::exception& problem) {
            std::cout << file.filename().string() << " can't be read: " << problem.what() << "\n";
            totals.failed = true;
        }
    }
    std::cout << totals.known << " of " << totals.nodes << " nodes of " << files.size() << " models are known\n";
    return totals.failed || files.empty() ? 1 : 0;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        if (std::string(words[i]) == "--save" && i + 1 < count)
            options.save = words[++i];
        else
            options.folder = words[i];
    }
    if (options.folder.empty()) {
        std::cerr << "usage: check_models [--save FOLDER] DIR\n";
        return 2;
    }
    if (!fs::is_directory(options.folder)) {
        std::cout << "skipped: there is no folder " << options.folder.string() << "\n";
        return skipped;
    }
    if (!options.save.empty()) fs::create_directories(options.save);
    return check_all(options);
}
