// Runs every directory of tests/golden: main.nn and files named expected.<product>. See tests/README.md.
#include "driver/dump_phase.h"
#include "driver/print.h"
#include "driver/write_json.h"
#include "format/format.h"
#include "render/render.h"
#include "render/tikz.h"
#include "support.h"
#include "summary/summarize.h"
#include "summary/write_summary.h"
#include "text/measure.h"

#include "netfig/compile.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace netfig {
namespace {

namespace fs = std::filesystem;

Compilation compile_case(const fs::path& folder, Phase until, bool words_by_tex) {
    CompileRequest request;
    if (words_by_tex) request.tex_sizes = TexSizes{};
    request.path = "main.nn";
    request.until = until;
    return compile(request, test::FolderReader(folder), fixed_width_measurer());
}

std::string diagnostics_of(const Compilation& run) {
    PrintOptions options;
    options.blank_library = true;  // an expectation must not change when the library shifts by a line
    return print(run.diagnostics, run.sources, options);
}

std::string formatted(const Compilation& run) { return format(run.sources[SourceId(0)], run.program.asts.front()); }

std::string svg_of(const Compilation& run) {
    RenderOptions options;
    options.format = Format::svg;
    const auto bytes = render(run.scene, options);
    const auto* svg = std::get_if<std::string>(&bytes);
    return svg ? *svg : "error: " + std::get<RenderError>(bytes).message + "\n";
}

std::string tikz_of(const Compilation& run) { return write_tikz(run.scene, {}); }

std::string summary_of(const Compilation& run) {
    using enum SummaryColumn;
    const Summary summary = summarize(run.network, run.shapes, {}, run.settings.fold_repeats);
    return write_summary_text(summary, {name, type, shape, params, share, macs}, {}, 80);
}

struct Product {
    Phase until;
    std::string (*text)(const Compilation& run);
    bool words_by_tex = false;
};

template <Phase phase>
std::string dumped(const Compilation& run) {
    return dump_of(run, phase);
}

/// What the name of an expectation means.
const std::map<std::string, Product>& products() {
    static const std::map<std::string, Product> table{
        {"ast", {Phase::parse, dumped<Phase::parse>}},
        {"fmt", {Phase::parse, formatted}},
        {"network", {Phase::resolve, dumped<Phase::resolve>}},
        {"shapes", {Phase::infer, dumped<Phase::infer>}},
        {"summary", {Phase::infer, summary_of}},
        {"figure", {Phase::compose, dumped<Phase::compose>}},
        {"layout", {Phase::layout, dumped<Phase::layout>}},
        {"scene", {Phase::paint, dumped<Phase::paint>}},
        {"diagnostics", {Phase::paint, diagnostics_of}},
        {"json", {Phase::paint, write_json}},
        {"svg", {Phase::paint, svg_of}},
        {"tikz", {Phase::paint, tikz_of, true}},
    };
    return table;
}

std::vector<fs::path> expectations(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().stem() == "expected") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<fs::path> cases() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(test::source_folder() / "tests/golden")) {
        if (entry.path().filename() == "main.nn") folders.push_back(entry.path().parent_path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::string case_name(const fs::path& folder) {
    return fs::relative(folder, test::source_folder() / "tests/golden").generic_string();
}

/// The text of one product of one case, as it is today.
std::string actual(const fs::path& folder, const fs::path& expectation) {
    const std::string name = expectation.extension().string().substr(1);
    const auto product = products().find(name);
    if (product == products().end()) return "expected." + name + " names no product\n";
    const Compilation run = compile_case(folder, product->second.until, product->second.words_by_tex);
    return product->second.text(run);
}

class GoldenTest : public testing::Test {
public:
    explicit GoldenTest(fs::path folder) : folder_(std::move(folder)) {}

    void TestBody() override {
        const std::vector<fs::path> files = expectations(folder_);
        EXPECT_FALSE(files.empty()) << "a case needs at least one expected.<product>; see tests/README.md";
        for (const fs::path& file : files) {
            EXPECT_EQ(actual(folder_, file), test::read(file)) << file.filename() << " of " << case_name(folder_);
        }
    }

private:
    fs::path folder_;
};

int accept(const std::string& filter) {
    for (const fs::path& folder : cases()) {
        if (case_name(folder).find(filter) == std::string::npos) continue;
        for (const fs::path& file : expectations(folder)) test::write(file, actual(folder, file));
    }
    return 0;
}

/// Every kind of diagnostic must be seen by some test: in an expectation, or by number in the text of a test.
TEST(Coverage, EveryDiagnosticCodeOccursInATest) {
    std::string seen;
    for (const auto& entry : fs::recursive_directory_iterator(test::source_folder() / "tests")) {
        const std::string extension = entry.path().extension().string();
        const bool text = extension == ".diagnostics" || extension == ".cpp" || extension == ".sh";
        if (entry.is_regular_file() && text) seen += test::read(entry.path());
    }
    for (const DiagnosticCodeInfo& row : all_diagnostic_codes()) {
        EXPECT_NE(seen.find(row.number), std::string::npos) << row.number << " (" << row.title << ") occurs in no test";
    }
}

}  // namespace
}  // namespace netfig

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (argc > 1 && std::string_view(argv[1]) == "--accept") return netfig::accept(argc > 2 ? argv[2] : "");
    for (const auto& folder : netfig::cases()) {
        testing::RegisterTest("Golden", netfig::case_name(folder).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [folder] { return new netfig::GoldenTest(folder); });
    }
    return RUN_ALL_TESTS();
}
