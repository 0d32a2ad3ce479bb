#include "base/suggest.h"

#include "base/strings.h"

#include <algorithm>
#include <vector>

namespace netfig {
namespace {

constexpr std::size_t longest_compared = 80;  // longer words are not typing mistakes, and the table is quadratic

/// Optimal string alignment distance in tenths: an edit or a swap of neighbours costs 10, a change of case 1.
std::size_t distance(std::string_view from, std::string_view to) {
    const std::size_t width = to.size() + 1;
    std::vector<std::size_t> cost((from.size() + 1) * width);
    for (std::size_t i = 0; i <= from.size(); ++i) cost[i * width] = i * 10;
    for (std::size_t j = 0; j < width; ++j) cost[j] = j * 10;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        for (std::size_t j = 1; j < width; ++j) {
            const char a = from[i - 1], b = to[j - 1];
            const std::size_t change = a == b ? 0 : lower_case({&a, 1}) == lower_case({&b, 1}) ? 1 : 10;
            std::size_t best = std::min({cost[(i - 1) * width + j] + 10, cost[i * width + j - 1] + 10,
                                         cost[(i - 1) * width + j - 1] + change});
            if (i > 1 && j > 1 && a == to[j - 2] && from[i - 2] == b) {
                best = std::min(best, cost[(i - 2) * width + j - 2] + 10);
            }
            cost[i * width + j] = best;
        }
    }
    return cost.back();
}

}  // namespace

std::string nearest_name(std::string_view written, std::span<const std::string> candidates) {
    if (written.size() > longest_compared) return {};
    std::size_t best = std::max<std::size_t>(written.size() * 10 / 3, 10) + 1;
    std::string nearest;
    for (const std::string& candidate : candidates) {
        const std::size_t difference = std::max(candidate.size(), written.size()) - std::min(candidate.size(), written.size());
        if (difference * 10 >= best || candidate.size() > longest_compared || candidate == written) continue;
        const std::size_t found = distance(written, candidate);
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
