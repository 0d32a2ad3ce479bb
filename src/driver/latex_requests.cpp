#include "driver/latex_requests.h"

#include "driver/options.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace netfig {
namespace {

using Fault = std::optional<std::string>;

bool is_plain(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9');
}

/// Letters, digits and `_ - + .`, in folders below the one netfig runs in; no part is hidden or looks like an option.
bool is_plain_source(std::string_view path) {
    if (!path.ends_with(".nn") || path.size() > 400) return false;
    for (bool first = true; !path.empty(); first = false) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        const bool starts_well = !part.empty() && part[0] != '.' && !(first && part[0] == '-');
        const bool plain = std::ranges::all_of(
            part, [](char c) { return is_plain(c) || std::string_view("_-+.").find(c) != std::string_view::npos; });
        if (!starts_well || !plain) return false;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return true;
}

/// The first word, taken off `text` with the space behind it.
std::string_view take_word(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// `title` is words even where it looks like a number.
Value value_of(std::string_view name, std::string_view text) {
    return name == "title" ? Value{std::string(text)} : parse_value(std::string(text));
}

Fault add_option(FigureRequest& request, std::string_view text) {
    request.options += std::string(text) + "\n";
    const std::string_view name = take_word(text);
    if (name == "block") {
        request.block = text;
    } else if (name == "define") {
        const std::size_t equals = text.find('=');
        if (equals == 0 || equals == text.npos) return fmt::format("`define` needs NAME=VALUE, not `{}`", text);
        request.definitions.push_back(
            {std::string(text.substr(0, equals)), parse_value(std::string(text.substr(equals + 1))), {}});
    } else {
        request.overrides.push_back({std::string(name), value_of(name, text), {}});
    }
    return std::nullopt;
}

Fault read_line(std::vector<FigureRequest>& requests, std::string_view line) {
    const std::string_view word = take_word(line);
    if (word == "figure") {
        if (!is_plain_source(line))
            return fmt::format("`{}` is no plain name of a source below this folder (letters, digits and _ - + . /)",
                               line);
        requests.emplace_back().source = line;
        return std::nullopt;
    }
    if (requests.empty()) return fmt::format("`{}` stands before the first figure", word);
    FigureRequest& request = requests.back();
    if (word == "variant") {
        if (line.size() > 64 || !std::ranges::all_of(line, is_plain)) return fmt::format("`{}` is no variant", line);
        request.variant = line;
    } else if (word == "overlay") {
        request.overlay = true;
    } else if (word == "option") {
        return add_option(request, line);
    } else if (word == "size") {
        request.sizes += std::string(line) + "\n";
    } else if (word != "missing") {  // the document found no figure: says nothing that the folder does not show
        return fmt::format("`{}` is no request that this netfig knows", word);
    }
    return std::nullopt;
}

}  // namespace

std::string FigureRequest::base() const {
    return source.substr(0, source.size() - 3) + (variant.empty() ? "" : "-" + variant);
}

std::variant<std::vector<FigureRequest>, std::string> read_requests(std::string_view text) {
    constexpr std::string_view first_line = "netfig 1\n";
    if (!text.starts_with(first_line))
        return "it does not begin as the requests that netfig.sty writes for this netfig";
    text.remove_prefix(first_line.size());
    std::vector<FigureRequest> requests;
    for (int number = 2; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0)
            if (const Fault fault = read_line(requests, text.substr(0, end)))
                return fmt::format("line {}: {}", number, *fault);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return requests;
}

}  // namespace netfig
