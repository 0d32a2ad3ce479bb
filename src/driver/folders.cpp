#include "driver/folders.h"

#include <algorithm>
#include <filesystem>

namespace netfig {
namespace {

bool lies_in(std::string_view canonical, std::string_view root) {
    if (root == "/") return canonical.starts_with('/');
    if (root == ".") return !canonical.starts_with('/') && !canonical.starts_with("..");
    return canonical == root || (canonical.starts_with(root) && canonical[root.size()] == '/');
}

bool lies_in_any(std::string_view canonical, std::span<const std::string> roots) {
    return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) { return lies_in(canonical, root); });
}

/// The canonical path, or where there is no such file what it would be if no part of it were a symbolic link.
std::string canonical_or_normal(const std::string& path, const FileReader& files) {
    if (std::optional<std::string> canonical = files.canonical(path)) return *canonical;
    const std::filesystem::path wanted = path;
    const std::string folder = wanted.has_parent_path() ? wanted.parent_path().string() : ".";
    const std::string base = files.canonical(folder).value_or(folder);
    std::string normal = (std::filesystem::path(base) / wanted.filename()).lexically_normal().string();
    if (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
    return normal;
}

}  // namespace

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return ".";
    return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

std::string join_path(std::string_view folder, std::string_view path) {
    if (path.starts_with('/') || folder == ".") return std::string(path);
    return std::string(folder) + (folder.ends_with('/') ? "" : "/") + std::string(path);
}

AllowedFolders allowed_folders(std::string_view main_path, std::span<const std::string> include_folders,
                               const FileReader& files) {
    AllowedFolders allowed;
    allowed.folders.push_back(folder_of(main_path));
    allowed.folders.insert(allowed.folders.end(), include_folders.begin(), include_folders.end());
    for (const std::string& folder : allowed.folders) allowed.roots.push_back(canonical_or_normal(folder, files));
    return allowed;
}

FileSearch find_file(std::string_view path, std::string_view referring_path, const AllowedFolders& allowed,
                     const FileReader& files) {
    std::vector<std::string> places{folder_of(referring_path)};
    places.insert(places.end(), allowed.folders.begin() + 1, allowed.folders.end());
    FileSearch search;
    for (const std::string& place : places) {
        const std::string candidate = join_path(place, path);
        const std::string canonical = canonical_or_normal(candidate, files);
        if (!lies_in_any(canonical, allowed.roots)) {
            search.outside = true;
            continue;
        }
        if (files.canonical(candidate)) return {FoundFile{candidate, canonical}, false};
    }
    return search;
}

}  // namespace netfig
