#include "driver/diff.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace netfig {
namespace {

constexpr std::size_t context = 3;
/// Above this many pairs of lines the differing part is shown as replaced as a whole.
constexpr std::size_t max_pairs = 4'000'000;

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

struct Edit {
    char mark;  // ' ', '-' or '+'
    std::string_view line;
};

/// Lengths of the longest common subsequences of all pairs of suffixes.
std::vector<std::vector<std::uint32_t>> common_lengths(const Lines& before, const Lines& after) {
    std::vector lengths(before.size() + 1, std::vector<std::uint32_t>(after.size() + 1));
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            const std::uint32_t skip = std::max(lengths[i + 1][j], lengths[i][j + 1]);
            lengths[i][j] = before[i] == after[j] ? lengths[i + 1][j + 1] + 1 : skip;
        }
    }
    return lengths;
}

void append_edits(const Lines& before, const Lines& after, std::vector<Edit>& edits) {
    std::size_t i = 0, j = 0;
    if (before.size() * after.size() <= max_pairs) {
        const auto lengths = common_lengths(before, after);
        while (i < before.size() && j < after.size()) {
            if (before[i] == after[j]) {
                edits.push_back({' ', before[i]});
                ++i, ++j;
            } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
                edits.push_back({'-', before[i++]});
            } else {
                edits.push_back({'+', after[j++]});
            }
        }
    }
    while (i < before.size()) edits.push_back({'-', before[i++]});
    while (j < after.size()) edits.push_back({'+', after[j++]});
}

/// Equal lines at both ends need no comparison of pairs.
std::vector<Edit> edits_between(const Lines& before, const Lines& after) {
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0, tail = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;

    std::vector<Edit> edits;
    for (std::size_t i = 0; i < head; ++i) edits.push_back({' ', before[i]});
    const auto middle = [&](const Lines& lines) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                     lines.end() - static_cast<std::ptrdiff_t>(tail));
    };
    append_edits(middle(before), middle(after), edits);
    for (std::size_t i = tail; i-- > 0;) edits.push_back({' ', before[before.size() - 1 - i]});
    return edits;
}

/// Edits [begin, end) are one hunk: changes no more than twice the context apart, and the context around them.
struct Hunk {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Hunk> hunks_of(const std::vector<Edit>& edits) {
    std::vector<Hunk> hunks;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (edits[i].mark == ' ') continue;
        const std::size_t begin = i > context ? i - context : 0;
        const std::size_t end = std::min(i + context + 1, edits.size());
        if (!hunks.empty() && begin <= hunks.back().end) {
            hunks.back().end = end;
        } else {
            hunks.push_back({begin, end});
        }
    }
    return hunks;
}

std::size_t count_lines(const std::vector<Edit>& edits, std::size_t begin, std::size_t end, char other_side) {
    return static_cast<std::size_t>(std::count_if(edits.begin() + static_cast<std::ptrdiff_t>(begin),
                                                  edits.begin() + static_cast<std::ptrdiff_t>(end),
                                                  [=](const Edit& edit) { return edit.mark != other_side; }));
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
    if (before == after) return {};
    const std::vector<Edit> edits = edits_between(lines_of(before), lines_of(after));
    std::string out = fmt::format("--- {0}\n+++ {0} (formatted)\n", path);
    for (const Hunk& hunk : hunks_of(edits)) {
        out += fmt::format("@@ -{},{} +{},{} @@\n", count_lines(edits, 0, hunk.begin, '+') + 1,
                           count_lines(edits, hunk.begin, hunk.end, '+'), count_lines(edits, 0, hunk.begin, '-') + 1,
                           count_lines(edits, hunk.begin, hunk.end, '-'));
        for (std::size_t i = hunk.begin; i < hunk.end; ++i) out += fmt::format("{}{}\n", edits[i].mark, edits[i].line);
    }
    return out;
}

}  // namespace netfig
