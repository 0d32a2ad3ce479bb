#include "base/suggest.h"

#include <algorithm>
#include <array>
#include <vector>

namespace netfig {
namespace {

constexpr std::size_t longest_compared = 80;  // longer words are not typing mistakes, and the table is quadratic

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Optimal string alignment distance in tenths: an edit or a swap of neighbours costs 10, a change of case 1. `limit`
/// where it is no less. The words are not longer than the longest that are compared.
std::size_t distance(std::string_view from, std::string_view to, std::size_t limit) {
    using Row = std::array<std::size_t, longest_compared + 1>;  // cost of each beginning of `to`
    Row rows[3];                                                // for the last beginnings of `from`, in turn
    for (std::size_t j = 0; j <= to.size(); ++j) rows[0][j] = j * 10;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        const Row &above = rows[(i - 1) % 3], &two_above = rows[(i + 1) % 3];
        Row& row = rows[i % 3];
        std::size_t lowest = row[0] = i * 10;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const char a = from[i - 1], b = to[j - 1];
            const std::size_t change = a == b ? 0 : small(a) == small(b) ? 1 : 10;
            std::size_t best = std::min({above[j] + 10, row[j - 1] + 10, above[j - 1] + change});
            if (i > 1 && j > 1 && a == to[j - 2] && from[i - 2] == b) best = std::min(best, two_above[j - 2] + 10);
            row[j] = best;
            lowest = std::min(lowest, best);
        }
        // Later rows can't be cheaper than this one, but for a swap of neighbours that reaches over it.
        if (lowest >= limit + 10) return limit;
    }
    return std::min(rows[from.size() % 3][to.size()], limit);
}

}  // namespace

std::string nearest_name(std::string_view written, std::span<const std::string> candidates) {
    if (written.size() > longest_compared) return {};
    std::size_t best = std::max<std::size_t>(written.size() * 10 / 3, 10) + 1;
    std::string nearest;
    for (const std::string& candidate : candidates) {
        const std::size_t difference =
            std::max(candidate.size(), written.size()) - std::min(candidate.size(), written.size());
        if (difference * 10 >= best || candidate.size() > longest_compared || candidate == written) continue;
        const std::size_t found = distance(written, candidate, best);
        if (found >= best || found >= candidate.size() * 10) continue;
        best = found;
        nearest = candidate;
    }
    return nearest;
}

std::string did_you_mean(std::string_view written, std::span<const std::string> candidates) {
    const std::string nearest = nearest_name(written, candidates);
    return nearest.empty() ? std::string() : "did you mean `" + nearest + "`?";
}

}  // namespace netfig
