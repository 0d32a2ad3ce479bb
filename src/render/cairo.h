// PDF, EPS and PNG, drawn by Cairo.
#pragma once

#include "render/render.h"

namespace netfig {

using Rendered = std::variant<std::string, RenderError>;

Rendered render_pdf(const Scene& scene);
Rendered render_eps(const Scene& scene);
Rendered render_png(const Scene& scene, double dpi);

}  // namespace netfig
