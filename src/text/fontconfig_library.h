// Fontconfig, loaded when it is first needed: where Pango looks for fonts, and how Cairo is told a font file.
#pragma once

#include "text/loaded_library.h"

#include <fontconfig/fontconfig.h>

// clang-format off
#define NETFIG_FONTCONFIG_FUNCTIONS(each) \
    each(FcConfigAppFontAddFile) each(FcConfigCreate) each(FcConfigDestroy) each(FcConfigSetCurrent) \
    each(FcInitLoadConfigAndFonts) each(FcPatternAddBool) each(FcPatternAddInteger) each(FcPatternAddString) \
    each(FcPatternCreate) each(FcPatternDel) each(FcPatternDestroy) each(FcPatternGetInteger) \
    each(FcPatternGetString)
// clang-format on

namespace netfig {

NETFIG_FONTCONFIG_FUNCTIONS(NETFIG_DECLARE_LOADED)

/// Must come before the first call of any of them. What is missing on this machine, or nothing.
const std::optional<std::string>& load_fontconfig();

}  // namespace netfig
