// The page, embedded in the binary at build time.
#pragma once

#include <span>
#include <string_view>

namespace netfig {

/// `path` is "page.html", "page.js" ….
struct PageFile {
    std::string_view path;
    std::string_view text;
};

std::span<const PageFile> page_files();

}  // namespace netfig
