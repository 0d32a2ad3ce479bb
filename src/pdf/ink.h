// Where a page draws: the streams that draw are followed as far as that takes.
#pragma once

#include "pdf/file.h"

#include "netfig/geometry.h"

#include <optional>

namespace netfig::pdf {

struct Ink {
    std::optional<Rect> bounds;  // in the page's coordinates; of words about where they stand
    bool inline_image = false;
    bool complete = true;  // false: something could not be followed
};

Ink find_ink(const File& file, const Value& page);

}  // namespace netfig::pdf
