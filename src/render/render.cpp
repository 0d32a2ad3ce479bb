#include "render/render.h"

#include "render/cairo.h"
#include "render/cairo_surface.h"
#include "render/svg.h"

namespace netfig {
namespace {

Rendered render_svg(const Scene& scene, const RenderOptions& options) {
    if (!options.text_as_paths) return write_svg(scene, options.id_prefix);
    Scene outlined = scene;
    if (const auto problem = replace_text_by_outlines(outlined)) return RenderError{*problem};
    return write_svg(outlined, options.id_prefix);
}

}  // namespace

std::variant<std::string, RenderError> render(const Scene& scene, const RenderOptions& options) {
    switch (options.format) {
        case Format::pdf:
            return render_pdf(scene);
        case Format::svg:
            return render_svg(scene, options);
        case Format::png:
            return render_png(scene, options.dpi);
        case Format::eps:
            return render_eps(scene);
    }
    return RenderError{"unknown format"};
}

}  // namespace netfig
