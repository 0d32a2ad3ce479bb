// What must be true of every example and of every block of the library, whatever they draw.
#include "driver/dump_phase.h"
#include "driver/print.h"
#include "format/format.h"
#include "layout/check.h"
#include "layout/layout.h"
#include "library/library.h"
#include "library/library_index.h"
#include "render/render.h"
#include "support.h"
#include "text/measure.h"

#include "netfig/compile.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace netfig {
namespace {

namespace fs = std::filesystem;

/// A text to draw, and how.
struct Subject {
    std::string name;
    CompileRequest request;
    bool warnings_allowed = false;
};

Compilation compile_subject(const Subject& subject) {
    return compile(subject.request, test::FolderReader(test::source_folder()), fixed_width_measurer());
}

std::vector<Subject> examples() {
    std::vector<Subject> subjects;
    for (const auto& entry : fs::recursive_directory_iterator(test::source_folder() / "examples")) {
        if (entry.path().extension() != ".nn") continue;
        Subject& subject = subjects.emplace_back();
        subject.name = fs::relative(entry.path(), test::source_folder()).generic_string();
        subject.request.path = subject.name;
    }
    return subjects;
}

/// Each block of the library by itself. Its parameters have no values, so much is unknown; it must draw all the same.
std::vector<Subject> library_blocks() {
    std::vector<Subject> subjects;
    for (const LibraryFile& file : library_files()) {
        if (!file.path.ends_with(".nn") || file.path.starts_with("std/ops/")) continue;
        for (const IndexedDeclaration& block : index_blocks(file.text)) {
            Subject& subject = subjects.emplace_back();
            subject.name = std::string(file.path) + ":" + std::string(block.name);
            subject.request.path = file.path;
            subject.request.text = file.text;
            subject.request.block = block.name;
            subject.warnings_allowed = true;
        }
    }
    return subjects;
}

std::vector<Subject> subjects() {
    std::vector<Subject> all = examples();
    std::ranges::move(library_blocks(), std::back_inserter(all));
    std::ranges::sort(all, {}, &Subject::name);
    return all;
}

std::string messages(const Compilation& run) { return print(run.diagnostics, run.sources, {}); }

std::string svg_of(const Compilation& run) {
    RenderOptions options;
    options.format = Format::svg;
    const auto bytes = render(run.scene, options);
    return std::holds_alternative<std::string>(bytes) ? std::get<std::string>(bytes) : "";
}

/// Whether all that stands in the way is that its structure depends on a parameter without value.
bool needs_arguments(const Compilation& run) {
    return has_errors(run.diagnostics) && std::ranges::all_of(run.diagnostics, [](const Diagnostic& diagnostic) {
               return diagnostic.code == DiagnosticCode::unbound_name;
           });
}

void expect_drawn(const Subject& subject, const Compilation& run) {
    EXPECT_EQ(run.reached, Phase::paint) << messages(run);
    EXPECT_TRUE(subject.warnings_allowed || run.diagnostics.empty()) << messages(run);
    for (const std::string& violation : check(run.figure, run.layout)) ADD_FAILURE() << violation;
}

void expect_same_again(const Subject& subject, const Compilation& run) {
    const Compilation again = compile_subject(subject);
    EXPECT_EQ(dump_of(run, Phase::paint), dump_of(again, Phase::paint));
    EXPECT_EQ(svg_of(run), svg_of(again));
}

std::string formatted(const Compilation& run) { return format(run.sources[SourceId(0)], run.program.asts.front()); }

/// Formatting twice changes nothing more, and formatting changes nothing of the meaning.
void expect_format_keeps(const Subject& subject, const Compilation& run) {
    Subject tidy = subject;
    tidy.request.text = formatted(run);
    const Compilation again = compile_subject(tidy);
    EXPECT_EQ(formatted(again), *tidy.request.text);
    EXPECT_EQ(dump_of(again, Phase::infer), dump_of(run, Phase::infer));
    EXPECT_EQ(svg_of(again), svg_of(run));
}

void expect_sound_on(const Figure& drawn, std::optional<double> width, std::optional<double> height) {
    Figure figure = drawn;
    figure.width = width;
    figure.height = height;
    Diagnostics diagnostics;
    const LaidOutFigure laid_out = layout(figure, diagnostics);
    for (const std::string& violation : check(figure, laid_out))
        ADD_FAILURE() << width.value_or(0) << " x " << height.value_or(0) << ": " << violation;
}

/// Its lines slanted, or bent as little as may be, or both.
void expect_sound_with_other_lines(const Figure& drawn) {
    for (const LineStyle lines : {LineStyle::orthogonal, LineStyle::direct}) {
        for (const bool fewest_bends : {false, true}) {
            Figure figure = drawn;
            figure.lines = lines;
            figure.fewest_bends = fewest_bends;
            SCOPED_TRACE(testing::Message()
                         << "direct " << (lines == LineStyle::direct) << ", few bends " << fewest_bends);
            expect_sound_on(figure, {}, {});
            expect_sound_on(figure, 240.0, 320.0);
        }
    }
}

/// Whatever page it is drawn on, and each way.
void expect_sound_on_pages(const Subject& subject) {
    for (const char* flow : {"down", "up", "right", "left"}) {
        Subject turned = subject;
        turned.request.overrides = {Property{"flow", {Word{flow}}, {}}};
        const Compilation run = compile_subject(turned);
        if (run.reached < Phase::compose) continue;
        SCOPED_TRACE(flow);
        expect_sound_with_other_lines(run.figure);
        for (const double size : {120.0, 240.0, 500.0}) {
            expect_sound_on(run.figure, size, {});
            expect_sound_on(run.figure, {}, size);
            expect_sound_on(run.figure, size, size * 1.3);
        }
    }
}

class PropertiesTest : public testing::Test {
public:
    explicit PropertiesTest(Subject subject) : subject_(std::move(subject)) {}

    void TestBody() override {
        const Compilation run = compile_subject(subject_);
        if (subject_.warnings_allowed && needs_arguments(run)) GTEST_SKIP() << "its conditions need arguments";
        expect_drawn(subject_, run);
        expect_same_again(subject_, run);
        expect_format_keeps(subject_, run);
        if (!subject_.warnings_allowed) expect_sound_on_pages(subject_);
    }

private:
    Subject subject_;
};

Compilation compile_changed(const std::string& example, const std::string& old_words, const std::string& new_words) {
    CompileRequest request;
    request.path = "examples/" + example;
    std::string text = test::read(test::source_folder() / request.path);
    const auto at = text.find(old_words);
    EXPECT_NE(at, text.npos) << old_words;
    if (at != text.npos) text.replace(at, old_words.size(), new_words);
    request.text = text;
    return compile(request, test::FolderReader(test::source_folder()), fixed_width_measurer());
}

/// One argument of one layer, its label as long as before: not a point of the figure moves.
TEST(Stability, AnArgumentMovesNothing) {
    const std::string words = "k = 7, s = 2, p = 3";
    const Compilation before = compile_changed("resnet18.nn", words, words);
    const Compilation after = compile_changed("resnet18.nn", words, "k = 5, s = 2, p = 2");
    EXPECT_NE(dump_of(before, Phase::infer), dump_of(after, Phase::infer));
    EXPECT_EQ(dump_of(before, Phase::layout), dump_of(after, Phase::layout));
}

/// One label that is longer: boxes grow about their middles, and nothing moves along the flow.
TEST(Stability, ALongerLabelMovesNothingAlongTheFlow) {
    const Compilation before = compile_changed("lenet5.nn", "Linear(84)", "Linear(84)");
    const Compilation after =
        compile_changed("lenet5.nn", "Linear(84)", "Linear(84) @(label = \"a label that is longer\")");
    ASSERT_EQ(before.layout.boxes.size(), after.layout.boxes.size());
    for (const auto id : before.figure.boxes.ids()) {
        if (!before.figure.boxes[id].parent.valid()) continue;
        const Rect &one = before.layout.boxes[id], &other = after.layout.boxes[id];
        EXPECT_NEAR(one.y, other.y, 0.01) << before.figure.boxes[id].path;
        EXPECT_EQ(one.height, other.height) << before.figure.boxes[id].path;
    }
}

}  // namespace
}  // namespace netfig

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    for (const netfig::Subject& subject : netfig::subjects()) {
        testing::RegisterTest("Properties", subject.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [subject] { return new netfig::PropertiesTest(subject); });
    }
    return RUN_ALL_TESTS();
}
