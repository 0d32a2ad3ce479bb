// The standard library, embedded in the binary at build time: operations, blocks and themes.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace netfig {

/// `path` is "std/resnet.nn", "std/ops/convolution.nn", "std/themes/paper.yaml"; sorted by it.
struct LibraryFile {
    std::string_view path;
    std::string_view text;
};

std::span<const LibraryFile> library_files();

/// Nothing where the library has no such file.
const LibraryFile* find_library_file(std::string_view path);

struct LibraryTheme {
    std::string_view name;     // "paper"
    std::string_view summary;  // its `description`
};
std::vector<LibraryTheme> library_themes();

}  // namespace netfig
