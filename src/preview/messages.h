// What the server and its page say to each other, as JSON.
#pragma once

#include "preview/drawing.h"
#include "preview/preview.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netfig {

/// Everything that a page shows. Values that are shared never change, so equal pointers mean equal values.
struct PageState {
    std::shared_ptr<const Drawing> drawing;     // of the last good run; nothing before the first
    std::shared_ptr<const Compilation> good;    // it
    std::shared_ptr<const Compilation> newest;  // whose diagnostics are shown; the same as `good` while all is well
    PreviewView view;
    std::vector<std::string> lit;    // paths of boxes
    std::uint64_t cursor_moves = 0;  // the page scrolls to `lit` when this one grows
};

/// What changed since `before`; everything, for a page that has nothing yet. Nothing where nothing did.
std::optional<std::string> to_event(const PageState* before, const PageState& now, const PreviewOptions& options);

struct GoToBox {
    std::string path;
    bool definition = false;
};
struct GoToProblem {
    std::size_t index = 0;  // in the newest run's diagnostics
};
using PageRequest = std::variant<GoToBox, GoToProblem, PreviewView>;

/// Nothing where the text is no request.
std::optional<PageRequest> read_request(std::string_view json);

/// The answer to a request to go somewhere: where that is, or nothing.
std::string to_reply(const std::optional<PreviewPlace>& place);

/// "figures/net.nn:12:5"
std::string to_text(const PreviewPlace& place);

}  // namespace netfig
