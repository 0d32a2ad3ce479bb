#include "preview/patch.h"

#include <algorithm>
#include <unordered_map>

namespace netfig {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// For each piece of `now` its place in `old`.
std::vector<std::size_t> old_places(const Drawing& old, const Drawing& now) {
    std::unordered_map<std::string_view, std::size_t> place_of;  // looked up only, never walked
    for (std::size_t i = 0; i < old.pieces.size(); ++i) place_of.emplace(old.pieces[i].key, i);
    std::vector<std::size_t> places;
    for (const Piece& piece : now.pieces) {
        const auto found = place_of.find(piece.key);
        places.push_back(found == place_of.end() ? nowhere : found->second);
    }
    return places;
}

/// Which pieces can stay where they are while the others move around them: the longest rising run of old places.
std::vector<bool> find_steady(const std::vector<std::size_t>& places) {
    std::vector<std::size_t> tails;                           // tails[n]: the end of the lowest run of n + 1 pieces
    std::vector<std::size_t> before(places.size(), nowhere);  // the piece before each in its run
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i] == nowhere) continue;
        const auto longer = std::ranges::lower_bound(tails, places[i], {}, [&](std::size_t j) { return places[j]; });
        if (longer != tails.begin()) before[i] = *std::prev(longer);
        if (longer == tails.end()) {
            tails.push_back(i);
        } else {
            *longer = i;
        }
    }
    std::vector<bool> steady(places.size(), false);
    for (std::size_t i = tails.empty() ? nowhere : tails.back(); i != nowhere; i = before[i]) steady[i] = true;
    return steady;
}

std::vector<std::string> find_removed(const Drawing& old, const std::vector<std::size_t>& places) {
    std::vector<bool> kept(old.pieces.size(), false);
    for (const std::size_t place : places) {
        if (place != nowhere) kept[place] = true;
    }
    std::vector<std::string> removed;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i]) removed.push_back(old.pieces[i].key);
    }
    return removed;
}

}  // namespace

Patch make_patch(const Drawing& old, const Drawing& now) {
    const std::vector<std::size_t> places = old_places(old, now);
    const std::vector<bool> steady = find_steady(places);
    Patch patch;
    if (old.head != now.head) patch.head = now.head;
    patch.removed = find_removed(old, places);
    static const Piece none;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Piece& piece = now.pieces[i];
        const Piece& was = places[i] == nowhere ? none : old.pieces[places[i]];
        PiecePut put{piece.key, {}, {}, {}};
        if (!steady[i]) put.after = i == 0 ? "" : now.pieces[i - 1].key;
        if (was.svg != piece.svg) put.svg = piece.svg;
        if (was.facts != piece.facts) put.facts = piece.facts;
        if (put.after || put.svg || put.facts) patch.put.push_back(std::move(put));
    }
    return patch;
}

}  // namespace netfig
