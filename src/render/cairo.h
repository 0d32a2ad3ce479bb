// PDF, EPS and PNG, drawn by Cairo.
#pragma once

#include "render/render.h"

namespace netfig {

using Rendered = std::variant<std::string, RenderError>;

/// The page of every format that Cairo writes: rounded up to hundredths of a point, and never without area.
Size page_of(const Scene& scene);

Rendered render_pdf(const Scene& scene);
Rendered render_eps(const Scene& scene);
Rendered render_png(const Scene& scene, double dpi);

}  // namespace netfig
