// Small pieces of SVG text: escapes, ids. Fixed form, whatever the locale.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace netfig {

/// Escaped for element content and for attributes in double quotes; characters that XML forbids are left out.
std::string escape_xml(std::string_view text);

/// Makes valid ids out of paths, each only once: `encoder/attn` becomes `encoder-attn`, a second one `encoder-attn-2`.
class IdMaker {
public:
    explicit IdMaker(std::string prefix) : prefix_(std::move(prefix)) {}
    std::string make(std::string_view path);

private:
    std::string prefix_;
    std::map<std::string, int> used_;  // each id with the last number put behind it
};

/// Only what a reader may follow without harm: http, https, or a place relative to the figure.
bool is_safe_link(std::string_view url);

/// The family with fallbacks of the same proportions: `Nimbus Sans, Helvetica, Arial, sans-serif`.
std::string family_stack(const std::string& family);

}  // namespace netfig
