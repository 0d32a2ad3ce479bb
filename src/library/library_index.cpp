#include "library/library_index.h"

#include "base/strings.h"

#include <algorithm>

namespace netfig {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::string_view word_at(std::string_view text, std::size_t offset) {
    std::size_t end = offset;
    while (end < text.size() && is_word(text[end])) ++end;
    return text.substr(offset, end - offset);
}

/// The offset after a string or comment that starts at `offset`, or `offset` where none does.
std::size_t skip_quiet_part(std::string_view text, std::size_t offset) {
    const auto after = [&](std::string_view mark, std::size_t from) {
        const std::size_t found = text.find(mark, from);
        return found == std::string_view::npos ? text.size() : found + mark.size();
    };
    if (text[offset] == '"') {
        std::size_t end = offset + 1;
        while (end < text.size() && text[end] != '"' && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
        return std::min(end + 1, text.size());
    }
    if (text.substr(offset, 2) == "//") return after("\n", offset);
    if (text.substr(offset, 2) == "/*") return after("*/", offset);
    return offset;
}

bool is_mark(char c) { return c == '"' || c == '/' || c == '{' || c == '}'; }

/// The offset after the brace that closes the first one opened at or after `offset`. Parentheses are passed over.
std::size_t end_of_body(std::string_view text, std::size_t offset) {
    std::size_t depth = 0;
    while (true) {
        // Every start reads the whole library so: most of it is neither brace, string nor comment.
        while (offset < text.size() && !is_mark(text[offset])) ++offset;
        if (offset >= text.size()) return text.size();
        const char mark = text[offset];
        const std::size_t next = skip_quiet_part(text, offset);
        offset = std::max(next, offset + 1);
        if (mark == '{') ++depth;
        if (mark == '}' && depth > 0 && --depth == 0) return offset;
    }
}

/// The names after `alias`, which stands between the parameters and the body.
std::vector<std::string_view> aliases_in(std::string_view header) {
    const std::size_t parameters_end = header.rfind(')');
    if (parameters_end != std::string_view::npos) header.remove_prefix(parameters_end + 1);
    const std::size_t keyword = header.find("alias");
    if (keyword == std::string_view::npos) return {};
    std::vector<std::string_view> aliases;
    for (std::size_t offset = keyword + 5; offset < header.size(); ++offset) {
        const std::string_view word = word_at(header, offset);
        if (word.empty()) continue;
        aliases.push_back(word);
        offset += word.size();
    }
    return aliases;
}

/// Calls `visit(line, offset)` for each line.
template <class Visit>
void each_line(std::string_view text, Visit visit) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        visit(text.substr(begin, end - begin), begin);
        begin = end + 1;
    }
}

/// Declarations whose line starts with `keyword` and then a name.
std::vector<IndexedDeclaration> index_declarations(std::string_view text, std::string_view keyword) {
    std::vector<IndexedDeclaration> found;
    IndexedDeclaration documented;  // gathers the `///` lines that stand directly above the next line
    bool has_documentation = false;
    each_line(text, [&](std::string_view line, std::size_t offset) {
        if (line.starts_with("///")) {
            if (!has_documentation) documented = {{}, {}, trim(line.substr(3)), offset, 0};
            has_documentation = true;
            return;
        }
        if (line.starts_with(keyword)) {
            IndexedDeclaration declaration = has_documentation ? documented : IndexedDeclaration{{}, {}, {}, offset, 0};
            declaration.name = word_at(text, offset + keyword.size());
            declaration.end = end_of_body(text, offset);
            if (!declaration.name.empty()) found.push_back(std::move(declaration));
        }
        has_documentation = false;
    });
    return found;
}

/// From the declaration's own line to its body.
std::string_view header_of(std::string_view text, const IndexedDeclaration& declaration) {
    const auto name_offset = static_cast<std::size_t>(declaration.name.data() - text.data());
    const std::size_t brace = std::min(text.find('{', name_offset), declaration.end);
    return text.substr(name_offset, brace - name_offset);
}

}  // namespace

std::vector<IndexedDeclaration> index_operations(std::string_view text) {
    std::vector<IndexedDeclaration> operations = index_declarations(text, "op ");
    for (IndexedDeclaration& operation : operations) operation.aliases = aliases_in(header_of(text, operation));
    return operations;
}

std::vector<IndexedDeclaration> index_blocks(std::string_view text) { return index_declarations(text, "+"); }

}  // namespace netfig
