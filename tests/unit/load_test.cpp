#include "driver/load.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>

namespace netfig {
namespace {

/// Files in memory under absolute paths; a link leads from one path to another.
class MemoryFiles : public FileReader {
public:
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> links;

    std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const override {
        const auto found = files.find(canonical(path).value_or(""));
        return found == files.end() ? std::nullopt : std::optional(found->second.substr(0, limit_bytes + 1));
    }
    std::optional<std::string> canonical(const std::string& path) const override {
        std::string normal = std::filesystem::path(path).lexically_normal().string();
        if (const auto link = links.find(normal); link != links.end()) normal = link->second;
        for (const auto& [file, text] : files) {
            if (file == normal || file.starts_with(normal + "/")) return normal;
        }
        return std::nullopt;
    }
};

Compilation load_main(const MemoryFiles& files, std::vector<std::string> include_folders = {}) {
    CompileRequest request;
    request.path = "/home/main.nn";
    request.include_folders = std::move(include_folders);
    Compilation run;
    load(request, files, run);
    return run;
}

std::vector<DiagnosticCode> codes(const Compilation& run) {
    std::vector<DiagnosticCode> codes;
    for (const Diagnostic& diagnostic : run.diagnostics) codes.push_back(diagnostic.code);
    return codes;
}

using Codes = std::vector<DiagnosticCode>;

TEST(Load, ReadsWhatAFileUsesOnce) {
    MemoryFiles files;
    files.files = {{"/home/main.nn", "use \"a.nn\" use \"b.nn\" In -> A -> Out"},
                   {"/home/a.nn", "use \"b.nn\" +A { B }"},
                   {"/home/b.nn", "+B { ReLU }"}};
    const Compilation run = load_main(files);
    EXPECT_EQ(codes(run), Codes{});
    EXPECT_EQ(run.files_read, (std::vector<std::string>{"/home/main.nn", "/home/a.nn", "/home/b.nn"}));
    EXPECT_EQ(run.program.uses[0], (std::vector<std::size_t>{1, 2}));
    EXPECT_EQ(run.program.uses[1], (std::vector<std::size_t>{2}));
}

TEST(Load, ParsesOnlyOperationsThatSomeNameMayMean) {
    MemoryFiles files;
    files.files = {{"/home/main.nn", "In -> ReLU -> LRN -> Out"}};
    const Compilation run = load_main(files);
    const auto parsed = [&](std::string_view name) {
        const auto& all = run.program.library;
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
        return found != all.end() && found->ast.has_value();
    };
    EXPECT_GT(run.program.library.size(), 50U);
    EXPECT_TRUE(parsed("LocalResponseNormalization"));
    EXPECT_FALSE(parsed("LongShortTermMemory"));
    EXPECT_FALSE(parsed("Convolution"));
    EXPECT_LT(run.program.asts.size(), 6U);
}

TEST(Load, ACircleOfUsesIsReportedAndCut) {
    MemoryFiles files;
    files.files = {
        {"/home/main.nn", "use \"a.nn\""}, {"/home/a.nn", "use \"b.nn\""}, {"/home/b.nn", "use \"main.nn\""}};
    const Compilation run = load_main(files);
    EXPECT_EQ(codes(run), Codes{DiagnosticCode::use_cycle});
    EXPECT_EQ(run.diagnostics[0].message,
              "files use each other in a circle: /home/b.nn → /home/main.nn → /home/a.nn → /home/b.nn");
    EXPECT_TRUE(run.program.uses[2].empty());
}

TEST(Load, AUsedFileStaysInTheFoldersGiven) {
    MemoryFiles files;
    files.files = {{"/home/main.nn", "use \"../etc/passwd\""}, {"/etc/passwd", "secret"}, {"/lib/c.nn", "+C { ReLU }"}};
    EXPECT_EQ(codes(load_main(files)), Codes{DiagnosticCode::use_outside});
    files.files["/home/main.nn"] = "use \"/etc/passwd\"";
    EXPECT_EQ(codes(load_main(files)), Codes{DiagnosticCode::use_outside});
    files.files["/home/main.nn"] = "use \"../etc/nothing-there\"";
    EXPECT_EQ(codes(load_main(files)), Codes{DiagnosticCode::use_outside});
    files.files["/home/main.nn"] = "use \"harmless.nn\"";
    files.links["/home/harmless.nn"] = "/etc/passwd";
    EXPECT_EQ(codes(load_main(files)), Codes{DiagnosticCode::use_outside});
    files.files["/home/main.nn"] = "use \"c.nn\"";
    EXPECT_EQ(codes(load_main(files)), Codes{DiagnosticCode::file_not_found});
    EXPECT_EQ(codes(load_main(files, {"/lib"})), Codes{});
}

TEST(Load, AFileOfTheLibraryNeedsItsName) {
    MemoryFiles files;
    files.files = {{"/home/main.nn", "use std/resnot"}};
    const Compilation run = load_main(files);
    EXPECT_EQ(codes(run), Codes{DiagnosticCode::unknown_library});
    EXPECT_NE(run.diagnostics[0].suggestion.find("std/resnet"), std::string::npos);
}

TEST(Load, TextThatIsNotTextGivesOneError) {
    MemoryFiles files;
    files.files = {{"/home/main.nn", "In ->\nOut \xff\xfe"}};
    const Compilation run = load_main(files);
    EXPECT_EQ(codes(run), Codes{DiagnosticCode::invalid_utf8});
    EXPECT_EQ(run.diagnostics[0].span.begin, 10U);
    files.files["/home/main.nn"] = std::string(max_file_bytes + 100, ' ');
    EXPECT_EQ(codes(load_main(files)), Codes{DiagnosticCode::file_too_large});
}

TEST(Load, AByteOrderMarkIsPassedOver) {
    MemoryFiles files;
    files.files = {{"/home/main.nn", "\xEF\xBB\xBFIn -> Out"}};
    const Compilation run = load_main(files);
    EXPECT_EQ(codes(run), Codes{});
    EXPECT_EQ(run.sources[SourceId(0)].text, "In -> Out");
}

}  // namespace
}  // namespace netfig
