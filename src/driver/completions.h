// Completion scripts, made from the options that CLI11 knows, so that they never fall behind.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace netfig {

/// `shell` is bash, zsh or fish.
std::string completions(const CLI::App& app, const std::string& shell);

}  // namespace netfig
