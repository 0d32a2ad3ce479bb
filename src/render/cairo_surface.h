// The door to Cairo: owned handles, and a scene drawn on one surface.
#pragma once

#include "render/cairo_library.h"

#include "netfig/scene.h"

#include <memory>
#include <optional>
#include <string>

namespace netfig {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

/// Draws at `pixels_per_point`; says what went wrong, or nothing.
std::optional<std::string> draw(const Scene& scene, cairo_surface_t* surface, double pixels_per_point);

/// The same scene with every text replaced by its outline, or what went wrong.
std::optional<std::string> replace_text_by_outlines(Scene& scene);

}  // namespace netfig
