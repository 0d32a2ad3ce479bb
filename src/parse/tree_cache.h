// Trees of texts that were parsed before, for programs that compile again with every key: the library's operations, and
// the text itself, which an editor asks about while it is drawn.
#pragma once

#include "parse/parse.h"

#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace netfig {

/// Threads may share one. Where two want the tree of one text at once, one parses it and the other waits.
class TreeCache {
public:
    /// As netfig::parse(); an empty range is the whole text.
    Ast parse(const Source& source, SourceId id, Span range, Diagnostics& diagnostics);

private:
    struct Parsed {
        Ast ast;
        Diagnostics faults;
    };
    using Tree = std::shared_future<std::shared_ptr<const Parsed>>;
    struct Known {
        Span place;
        std::string text;  // within the place
        Tree tree;
    };
    /// The one used last comes first.
    struct Shelf {
        std::list<Known> known;
        std::size_t bytes = 0;  // of their texts
    };

    Shelf& shelf_of(Span range) { return range.begin < range.end ? parts_ : texts_; }
    static void shorten(Shelf& shelf);
    void forget(Span range, Span place, std::string_view text);

    std::mutex mutex_;
    Shelf texts_;
    Shelf parts_;  // apart, so that texts, new with every key, do not push out the library
};

}  // namespace netfig
