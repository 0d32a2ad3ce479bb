#include "lsp/documents.h"

#include <algorithm>
#include <filesystem>

namespace netfig::lsp {
namespace {

Position position_from(const Json& json) {
    return {json.at("line").get<std::size_t>(), json.at("character").get<std::size_t>()};
}

/// Without `.` and `..`, by the words of the path alone.
std::string normal(const std::string& path) { return std::filesystem::path(path).lexically_normal().string(); }

}  // namespace

bool is_theme(const Document& document) { return document.path.ends_with(".yaml") || document.path.ends_with(".yml"); }

void apply_change(Document& document, const Json& change, PositionEncoding encoding) {
    const std::string& inserted = change.at("text").get_ref<const std::string&>();
    if (!change.contains("range")) {
        document.text = std::make_shared<const std::string>(inserted);
        return;
    }
    const TextMap map = map_text(*document.text, encoding);
    const Json& range = change.at("range");
    const std::size_t begin = offset_at(map, position_from(range.at("start")));
    const std::size_t end = std::max(begin, offset_at(map, position_from(range.at("end"))));
    std::string text;
    text.reserve(document.text->size() + inserted.size());
    text.append(*document.text, 0, begin).append(inserted).append(*document.text, end);
    document.text = std::make_shared<const std::string>(std::move(text));
}

std::optional<std::string> OverlayReader::read(const std::string& path, std::size_t limit_bytes) const {
    const auto open = overlays_.find(canonical(path).value_or(path));
    if (open == overlays_.end()) return disk_.read(path, limit_bytes);
    return text_to_compile(*open->second).substr(0, limit_bytes + 1);
}

std::optional<std::string> OverlayReader::canonical(const std::string& path) const {
    if (std::optional<std::string> found = disk_.canonical(path)) return found;
    const std::string wanted = normal(path);  // a new file that is not saved yet
    return overlays_.contains(wanted) ? std::optional(wanted) : std::nullopt;
}

std::string text_to_compile(const std::string& text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (!text.starts_with(byte_order_mark)) return text;
    return std::string(byte_order_mark.size(), ' ') + text.substr(byte_order_mark.size());
}

}  // namespace netfig::lsp
