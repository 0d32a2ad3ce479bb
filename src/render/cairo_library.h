// Cairo, loaded by the first drawing that needs it; with it come Fontconfig's functions. Cairo brings the X11 libraries
// along, and many runs write no PDF, PNG or EPS.
#pragma once

#include "text/fontconfig_library.h"
#include "text/loaded_library.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo-ps.h>
#include <cairo.h>

// clang-format off
#define NETFIG_CAIRO_FUNCTIONS(each) \
    each(cairo_close_path) each(cairo_copy_path) each(cairo_create) each(cairo_curve_to) each(cairo_destroy) \
    each(cairo_fill) each(cairo_fill_preserve) each(cairo_font_face_destroy) each(cairo_font_options_create) \
    each(cairo_font_options_destroy) each(cairo_font_options_set_antialias) \
    each(cairo_font_options_set_hint_metrics) each(cairo_font_options_set_hint_style) \
    each(cairo_ft_font_face_create_for_pattern) each(cairo_glyph_path) each(cairo_image_surface_create) \
    each(cairo_line_to) each(cairo_matrix_init_identity) each(cairo_matrix_init_scale) each(cairo_move_to) \
    each(cairo_new_path) each(cairo_path_destroy) each(cairo_pdf_surface_create_for_stream) \
    each(cairo_pdf_surface_restrict_to_version) each(cairo_pdf_surface_set_metadata) \
    each(cairo_ps_surface_create_for_stream) each(cairo_ps_surface_restrict_to_level) each(cairo_ps_surface_set_eps) \
    each(cairo_rectangle) each(cairo_scale) each(cairo_scaled_font_create) each(cairo_scaled_font_destroy) \
    each(cairo_scaled_font_status) each(cairo_set_dash) each(cairo_set_font_face) each(cairo_set_font_options) \
    each(cairo_set_font_size) each(cairo_set_line_cap) each(cairo_set_line_join) each(cairo_set_line_width) \
    each(cairo_set_source_rgb) each(cairo_set_tolerance) each(cairo_show_text_glyphs) each(cairo_status) \
    each(cairo_status_to_string) each(cairo_stroke) each(cairo_surface_destroy) each(cairo_surface_finish) \
    each(cairo_surface_show_page) each(cairo_surface_status) each(cairo_surface_write_to_png_stream)
// clang-format on

namespace netfig {

NETFIG_CAIRO_FUNCTIONS(NETFIG_DECLARE_LOADED)

/// Must come before the first call of any of them. What is missing on this machine, or nothing.
const std::optional<std::string>& load_cairo();

}  // namespace netfig
