// Pango, loaded by the first words that need it; with it come Fontconfig's functions.
#pragma once

#include "text/fontconfig_library.h"
#include "text/loaded_library.h"

#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

// clang-format off
#define NETFIG_PANGO_FUNCTIONS(each) \
    each(pango_context_load_font) each(pango_context_set_base_dir) each(pango_context_set_language) \
    each(pango_context_set_round_glyph_positions) each(pango_fc_font_get_pattern) each(pango_fc_font_map_set_config) \
    each(pango_fc_font_map_set_default_substitute) each(pango_font_describe) each(pango_font_description_free) \
    each(pango_font_description_get_family) each(pango_font_description_new) \
    each(pango_font_description_set_absolute_size) each(pango_font_description_set_family) \
    each(pango_font_description_set_style) each(pango_font_description_set_weight) each(pango_font_get_hb_font) \
    each(pango_font_map_create_context) each(pango_ft2_font_map_new) each(pango_ft2_font_map_set_resolution) \
    each(pango_glyph_string_extents) each(pango_language_from_string) each(pango_layout_get_line_readonly) \
    each(pango_layout_new) each(pango_layout_set_auto_dir) each(pango_layout_set_font_description) \
    each(pango_layout_set_single_paragraph_mode) each(pango_layout_set_text) each(g_object_unref)
// clang-format on

namespace netfig {

NETFIG_PANGO_FUNCTIONS(NETFIG_DECLARE_LOADED)

/// Must come before the first call of any of them. What is missing on this machine, or nothing.
const std::optional<std::string>& load_pango();

}  // namespace netfig
