#include "render/cairo.h"

#include "render/cairo_surface.h"
#include "render/tidy.h"

#include <algorithm>
#include <cmath>

namespace netfig {
namespace {

constexpr double points_per_inch = 72;
constexpr double metres_per_inch = 0.0254;
constexpr double pixel_side_limit = 32767;   // of Cairo's image surfaces
constexpr double pixel_count_limit = 200e6;  // 800 MB
constexpr double page_side_limit = 1e6;      // points; far beyond what any reader opens

bool is_drawable(const Size& page) { return page.width <= page_side_limit && page.height <= page_side_limit; }

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

RenderError too_large() { return {"the figure is too large for a page"}; }

/// Cairo keeps the region that a page's items cover, and adding an item to it takes time in the number of its pieces:
/// quadratic for long figures. A stroke around the whole page whose dashes have no length makes it one piece from the
/// start, and Cairo leaves it out of the file.
void cover_page(cairo_surface_t* surface, const Size& page) {
    constexpr double invisible[] = {0, 1};
    cairo_t* context = cairo_create(surface);
    cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(context, invisible, 2, 0);
    cairo_rectangle(context, 0, 0, page.width, page.height);
    cairo_stroke(context);
    cairo_destroy(context);
}

Rendered finish(cairo_surface_t* surface, const Scene& scene, std::string& bytes) {
    cover_page(surface, page_of(scene));
    if (const auto problem = draw(scene, surface, 1)) return RenderError{*problem};
    cairo_surface_show_page(surface);
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return RenderError{std::string("drawing failed: ") + cairo_status_to_string(status)};
    return std::move(bytes);
}

}  // namespace

// An empty scene still is a page: some readers refuse one without area.
Size page_of(const Scene& scene) {
    const auto rounded = [](double length) { return std::max(1.0, std::ceil(length * 100 - 1e-6) / 100); };
    return {rounded(scene.page.width), rounded(scene.page.height)};
}

Rendered render_pdf(const Scene& scene) {
    if (load_cairo()) return RenderError{*load_cairo()};
    const Size page = page_of(scene);
    if (!is_drawable(page)) return too_large();
    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, page.width, page.height));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    // An empty date leaves the key out; any other choice would make two runs differ.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
    if (!scene.title.empty())
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, scene.title.c_str());
    Rendered rendered = finish(surface.get(), scene, bytes);
    if (auto* pdf = std::get_if<std::string>(&rendered)) tidy_pdf(*pdf);
    return rendered;
}

Rendered render_eps(const Scene& scene) {
    if (load_cairo()) return RenderError{*load_cairo()};
    const Size page = page_of(scene);
    if (!is_drawable(page)) return too_large();
    std::string bytes;
    const Surface surface(cairo_ps_surface_create_for_stream(append, &bytes, page.width, page.height));
    cairo_ps_surface_restrict_to_level(surface.get(), CAIRO_PS_LEVEL_3);
    cairo_ps_surface_set_eps(surface.get(), 1);
    Rendered rendered = finish(surface.get(), scene, bytes);
    if (auto* eps = std::get_if<std::string>(&rendered)) tidy_eps(*eps, page);
    return rendered;
}

Rendered render_png(const Scene& scene, double dpi) {
    if (load_cairo()) return RenderError{*load_cairo()};
    const Size page = page_of(scene);
    const double scale = dpi / points_per_inch;
    const double width = std::max(1.0, std::ceil(page.width * scale - 1e-6));
    const double height = std::max(1.0, std::ceil(page.height * scale - 1e-6));
    if (!(dpi > 0) || !(width * height <= pixel_count_limit) || std::max(width, height) > pixel_side_limit) {
        return RenderError{"the picture would be too large at this resolution; choose a smaller `--dpi`"};
    }
    const Surface surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
    // A picture of pixels is looked at on any ground, so it is never transparent: white where the theme paints nothing.
    Scene opaque = scene;
    if (!opaque.background) opaque.background = Color{255, 255, 255};
    opaque.page = {width / scale, height / scale};
    if (const auto problem = draw(opaque, surface.get(), scale)) return RenderError{*problem};
    std::string bytes;
    if (cairo_surface_write_to_png_stream(surface.get(), append, &bytes) != CAIRO_STATUS_SUCCESS) {
        return RenderError{"the picture could not be encoded"};
    }
    add_png_resolution(bytes, static_cast<std::uint32_t>(std::lround(dpi / metres_per_inch)));
    return bytes;
}

}  // namespace netfig
