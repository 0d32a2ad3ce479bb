// file: addresses to paths and back.
#pragma once

#include <string>
#include <string_view>

namespace netfig::lsp {

/// The path of a `file:` address; any other address stays as it is and names a text without a file.
std::string path_of_uri(std::string_view uri);

/// A path that is no absolute one (an address kept by path_of_uri) stays as it is.
std::string uri_of_path(std::string_view path);

}  // namespace netfig::lsp
