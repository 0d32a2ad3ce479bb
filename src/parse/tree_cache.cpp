#include "parse/tree_cache.h"

#include <algorithm>

namespace netfig {
namespace {

// A tree takes about a hundred times the room of its text.
constexpr std::size_t most_bytes = 256 << 10;
constexpr std::size_t most_trees = 256;

Span place_of(const Source& source, SourceId id, Span range) {
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(source.text.size(), UINT32_MAX));
    const Span place{id, std::min(range.begin, size), std::min(range.end, size)};
    return place.begin < place.end ? place : Span{id, 0, size};
}

}  // namespace

Ast TreeCache::parse(const Source& source, SourceId id, Span range, Diagnostics& diagnostics) {
    const Span place = place_of(source, id, range);
    const std::string_view text = std::string_view(source.text).substr(place.begin, place.end - place.begin);
    if (text.size() > most_bytes) return netfig::parse(source, id, range, diagnostics);
    std::promise<std::shared_ptr<const Parsed>> promise;
    Tree tree;
    bool is_new = false;
    {
        const std::lock_guard lock(mutex_);
        Shelf& shelf = shelf_of(range);
        const auto found = std::ranges::find_if(
            shelf.known, [&](const Known& each) { return each.place == place && each.text == text; });
        is_new = found == shelf.known.end();
        if (is_new) {
            shelf.known.push_front({place, std::string(text), promise.get_future().share()});
            shelf.bytes += text.size();
        } else {
            shelf.known.splice(shelf.known.begin(), shelf.known, found);
        }
        tree = shelf.known.front().tree;
        shorten(shelf);
    }
    if (is_new) {
        try {
            auto parsed = std::make_shared<Parsed>();
            parsed->ast = netfig::parse(source, id, range, parsed->faults);
            promise.set_value(std::move(parsed));
        } catch (...) {  // out of memory: whoever waits is told, and the next one tries again
            forget(range, place, text);
            promise.set_exception(std::current_exception());
        }
    }
    const std::shared_ptr<const Parsed> parsed = tree.get();
    diagnostics.insert(diagnostics.end(), parsed->faults.begin(), parsed->faults.end());
    return parsed->ast;
}

void TreeCache::shorten(Shelf& shelf) {
    while (shelf.bytes > most_bytes || shelf.known.size() > most_trees) {
        shelf.bytes -= shelf.known.back().text.size();
        shelf.known.pop_back();
    }
}

void TreeCache::forget(Span range, Span place, std::string_view text) {
    const std::lock_guard lock(mutex_);
    Shelf& shelf = shelf_of(range);
    const auto removed =
        std::erase_if(shelf.known, [&](const Known& each) { return each.place == place && each.text == text; });
    shelf.bytes -= removed * text.size();
}

}  // namespace netfig
