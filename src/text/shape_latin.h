// Words of Latin letters, digits and signs in a font whose file is known, which nearly all words of a figure are:
// HarfBuzz alone shapes them into the very run that Pango makes with it, without Pango and all that comes with it.
#pragma once

#include "netfig/text_run.h"

#include <hb.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace netfig {

struct DestroyHbFont {
    void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};

/// By file, opened once; all have the same size.
using LatinFonts = std::map<std::string, std::unique_ptr<hb_font_t, DestroyHbFont>>;

/// The run in the font of `file`; nothing where the file is not there, lacks a character, or the text needs Pango.
std::optional<TextRun> shape_latin(LatinFonts& fonts, std::string_view text, const Font& font, const std::string& file);

}  // namespace netfig
