#include "library/library.h"

namespace netfig {

const LibraryFile* find_library_file(std::string_view path) {
    for (const LibraryFile& file : library_files()) {
        if (file.path == path) return &file;
    }
    return nullptr;
}

std::vector<LibraryTheme> library_themes() {
    constexpr std::string_view folder = "std/themes/", key = "\ndescription: ";
    std::vector<LibraryTheme> themes;
    for (const LibraryFile& file : library_files()) {
        if (!file.path.starts_with(folder)) continue;
        LibraryTheme& theme = themes.emplace_back();
        theme.name = file.path.substr(folder.size(), file.path.rfind('.') - folder.size());
        const std::size_t found = file.text.find(key);
        if (found == file.text.npos) continue;
        const std::size_t begin = found + key.size();
        theme.summary = file.text.substr(begin, file.text.find('\n', begin) - begin);
    }
    return themes;
}

}  // namespace netfig
