// Words shaped by Pango, whatever their script, with other fonts for what the first one lacks.
#pragma once

#include "text/pango_library.h"

#include "netfig/text_run.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

struct UnrefObject {
    void operator()(void* object) const { g_object_unref(object); }
};
struct DestroyConfig {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};

struct Shaped {
    std::vector<TextRun> runs;
    bool complete = true;  // every character has a glyph
};

/// A font map over some font files only, or over the whole system where none is given. Pango must have been loaded.
class FontWorld {
public:
    explicit FontWorld(const std::vector<std::string>& files);

    Shaped shape(std::string_view text, const Font& font, const std::string& family) const;
    bool has(const std::string& family) const;

private:
    std::unique_ptr<FcConfig, DestroyConfig> config_;
    std::unique_ptr<PangoFontMap, UnrefObject> map_;
    std::unique_ptr<PangoContext, UnrefObject> context_;
};

}  // namespace netfig
