// Diagnostics as people and programs read them. The only place that knows how they look.
#pragma once

#include "netfig/diagnostic.h"

#include <string>

namespace netfig {

enum class MessageFormat {
    human,   // with the source line and the place underlined
    short_,  // a line each
    json,    // an object a line, under a version
};

struct PrintOptions {
    MessageFormat format = MessageFormat::human;
    bool color = false;
    bool blank_library = false;  // `std/ops/linear.nn:-:-`: expectations then survive edits of the library
};

/// At most 20 errors and 20 warnings of each file in human form, then how many more there are. Other forms hold all.
std::string print(const Diagnostics& diagnostics, const Sources& sources, const PrintOptions& options);

}  // namespace netfig
