// Outputs are written whole or not at all: a temporary file beside each, and renames once all are complete.
#pragma once

#include <optional>
#include <span>
#include <string>

namespace netfig {

struct OutputFile {
    std::string path;  // "-" is standard output
    std::string bytes;
};

/// The reason of a failure, or nothing. On failure no file was changed. Permissions of an older file are kept, a
/// symbolic link is followed; devices and pipes are written directly.
std::optional<std::string> write_files(std::span<const OutputFile> files);

}  // namespace netfig
