#include "library/library.h"

namespace netfig {

const LibraryFile* find_library_file(std::string_view path) {
    for (const LibraryFile& file : library_files()) {
        if (file.path == path) return &file;
    }
    return nullptr;
}

}  // namespace netfig
