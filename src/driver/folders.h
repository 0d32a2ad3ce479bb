// Which files a run may read: the main file's folder, the -I folders and what lies below them.
#pragma once

#include "netfig/file_reader.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

struct AllowedFolders {
    std::vector<std::string> folders;  // as given: for building paths to show
    std::vector<std::string> roots;    // canonical
};

AllowedFolders allowed_folders(std::string_view main_path, std::span<const std::string> include_folders,
                               const FileReader& files);

struct FoundFile {
    std::string path;       // to show and to read
    std::string canonical;  // the same for every way of writing one file
};

/// What looking for a file came to. A file outside is reported as outside whether or not it exists.
struct FileSearch {
    std::optional<FoundFile> found;
    bool outside = false;
};

/// Looks for `path` beside the file that names it, then in the allowed folders.
FileSearch find_file(std::string_view path, std::string_view referring_path, const AllowedFolders& allowed,
                     const FileReader& files);

/// The folder part of a path; "." where it has none.
std::string folder_of(std::string_view path);

/// `folder/path`, short where the folder is the current one.
std::string join_path(std::string_view folder, std::string_view path);

}  // namespace netfig
