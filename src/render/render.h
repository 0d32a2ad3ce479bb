// Drawing items to the bytes of a file.
#pragma once

#include "netfig/scene.h"

#include <string>
#include <variant>

namespace netfig {

enum class Format { pdf, svg, png, eps };

struct RenderOptions {
    Format format = Format::pdf;
    double dpi = 300;             // png only
    bool text_as_paths = false;   // svg only: outlines by Cairo
    std::string id_prefix;        // svg only: put before every id
};

struct RenderError {
    std::string message;
};

/// The same scene gives the same bytes, whatever the time, the locale or what was rendered before.
std::variant<std::string, RenderError> render(const Scene& scene, const RenderOptions& options);

}  // namespace netfig
