#include "render/cairo_surface.h"

#include "base/strings.h"

#include <map>
#include <type_traits>
#include <utility>
#include <vector>

namespace netfig {
namespace {

struct DestroyFace {
    void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
using Face = std::unique_ptr<cairo_font_face_t, DestroyFace>;

struct DestroyScaledFont {
    void operator()(cairo_scaled_font_t* font) const { cairo_scaled_font_destroy(font); }
};
using ScaledFont = std::unique_ptr<cairo_scaled_font_t, DestroyScaledFont>;

struct DestroyOptions {
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using FontOptions = std::unique_ptr<cairo_font_options_t, DestroyOptions>;

struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Context = std::unique_ptr<cairo_t, DestroyContext>;

/// Glyphs as designed: hinting would move them off the places where they were measured.
FontOptions unhinted() {
    FontOptions options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    return options;
}

/// A pattern that names its file needs no search, so fontconfig is not even started.
Face open_face(const std::string& file, int index) {
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FILE, reinterpret_cast<const FcChar8*>(file.c_str()));
    FcPatternAddInteger(pattern, FC_INDEX, index);
    Face face(cairo_ft_font_face_create_for_pattern(pattern));
    FcPatternDestroy(pattern);
    return face;
}

/// Bytes of the text to glyphs. A text whose characters became one glyph each maps one to one; ligatures and the like
/// make it one cluster, so that a reader still copies the right words.
std::vector<cairo_text_cluster_t> clusters_of(const TextRun& run) {
    std::vector<cairo_text_cluster_t> clusters;
    if (count_code_points(run.text) != run.glyphs.size()) {
        clusters.push_back({static_cast<int>(run.text.size()), static_cast<int>(run.glyphs.size())});
        return clusters;
    }
    for (std::size_t at = 0; at < run.text.size();) {
        const std::size_t next = next_code_point(run.text, at);
        clusters.push_back({static_cast<int>(next - at), 1});
        at = next;
    }
    return clusters;
}

std::vector<cairo_glyph_t> glyphs_of(const TextRun& run, Point baseline, double scale) {
    std::vector<cairo_glyph_t> glyphs;
    glyphs.reserve(run.glyphs.size());
    for (const Glyph& glyph : run.glyphs) {
        glyphs.push_back({glyph.index, (baseline.x + glyph.x) * scale, (baseline.y + glyph.y) * scale});
    }
    return glyphs;
}

/// What drawing one scene needs: the context, and each font file opened once.
struct Painter {
    Context context;
    FontOptions options = unhinted();
    std::map<std::pair<std::string, int>, Face> faces;
    std::string problem;  // the first one

    explicit Painter(cairo_surface_t* surface) : context(cairo_create(surface)) {
        cairo_set_font_options(context.get(), options.get());
        cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(context.get(), CAIRO_LINE_CAP_BUTT);
    }

    void set_color(Color color) {
        cairo_set_source_rgb(context.get(), color.red / 255.0, color.green / 255.0, color.blue / 255.0);
    }

    void add_step(const PathStep& step) {
        struct Add {
            cairo_t* context;
            void operator()(const MoveTo& move) const { cairo_move_to(context, move.to.x, move.to.y); }
            void operator()(const LineTo& line) const { cairo_line_to(context, line.to.x, line.to.y); }
            void operator()(const CurveTo& curve) const {
                cairo_curve_to(context, curve.control1.x, curve.control1.y, curve.control2.x, curve.control2.y,
                               curve.to.x, curve.to.y);
            }
            void operator()(const ClosePath&) const { cairo_close_path(context); }
        };
        std::visit(Add{context.get()}, step);
    }

    void operator()(const ScenePath& path) {
        cairo_new_path(context.get());
        for (const PathStep& step : path.steps) add_step(step);
        if (path.fill) {
            set_color(*path.fill);
            cairo_fill_preserve(context.get());
        }
        if (!path.stroke) return;
        set_color(*path.stroke);
        cairo_set_line_width(context.get(), path.stroke_width);
        cairo_set_dash(context.get(), path.dashes.data(), static_cast<int>(path.dashes.size()), 0);
        cairo_stroke(context.get());
    }

    void operator()(const SceneText& text) {
        const TextRun& run = text.run;
        if (run.glyphs.empty() || !select_font(run, run.font.size_pt)) return;
        set_color(text.color);
        const auto glyphs = glyphs_of(run, text.baseline, 1);
        const auto clusters = clusters_of(run);
        cairo_show_text_glyphs(context.get(), run.text.data(), static_cast<int>(run.text.size()), glyphs.data(),
                               static_cast<int>(glyphs.size()), clusters.data(), static_cast<int>(clusters.size()),
                               static_cast<cairo_text_cluster_flags_t>(0));
    }

    void operator()(const SceneGroup& group) {
        for (const SceneItem& item : group.items) std::visit(*this, item.what);
    }

    bool select_font(const TextRun& run, double size) {
        const auto [place, is_new] = faces.try_emplace({run.file, run.face});
        if (is_new) place->second = load(run);
        if (!place->second) return false;
        cairo_set_font_face(context.get(), place->second.get());
        cairo_set_font_size(context.get(), size);
        return true;
    }

    /// Cairo opens a file only when it needs it; a broken one must be found before it spoils the whole context.
    Face load(const TextRun& run) {
        Face face = open_face(run.file, run.face);
        cairo_matrix_t identity;
        cairo_matrix_init_identity(&identity);
        cairo_matrix_t size;
        cairo_matrix_init_scale(&size, run.font.size_pt, run.font.size_pt);
        const ScaledFont scaled(cairo_scaled_font_create(face.get(), &size, &identity, options.get()));
        if (cairo_scaled_font_status(scaled.get()) == CAIRO_STATUS_SUCCESS && !run.file.empty()) return face;
        if (problem.empty()) problem = "cannot use the font file `" + run.file + "` of `" + run.font.family + "`";
        return nullptr;
    }

    std::optional<std::string> result() {
        if (!problem.empty()) return problem;
        const cairo_status_t status = cairo_status(context.get());
        if (status == CAIRO_STATUS_SUCCESS) return std::nullopt;
        return std::string("drawing failed: ") + cairo_status_to_string(status);
    }
};

/// Cairo keeps path coordinates in 1/256 units, so outlines are taken from glyphs this much larger.
constexpr double outline_scale = 64;

struct OutlineMaker {
    Painter& painter;

    void replace(std::vector<SceneItem>& items) {
        for (SceneItem& item : items) {
            if (auto* group = std::get_if<SceneGroup>(&item.what)) replace(group->items);
            if (const auto* text = std::get_if<SceneText>(&item.what)) item.what = outline(*text);
        }
    }

    ScenePath outline(const SceneText& text) {
        ScenePath path;
        path.fill = text.color;
        if (text.run.glyphs.empty() || !painter.select_font(text.run, text.run.font.size_pt * outline_scale))
            return path;
        // The outline is taken at the origin, so that equal words give equal outlines wherever they stand.
        const auto glyphs = glyphs_of(text.run, {}, outline_scale);
        cairo_new_path(painter.context.get());
        cairo_glyph_path(painter.context.get(), glyphs.data(), static_cast<int>(glyphs.size()));
        cairo_path_t* outline = cairo_copy_path(painter.context.get());
        for (int i = 0; i < outline->num_data; i += outline->data[i].header.length) {
            path.steps.push_back(step_of(&outline->data[i], text.baseline));
        }
        cairo_path_destroy(outline);
        return path;
    }

    static PathStep step_of(const cairo_path_data_t* data, Point baseline) {
        const auto point = [&](int index) {
            return Point{baseline.x + data[index].point.x / outline_scale,
                         baseline.y + data[index].point.y / outline_scale};
        };
        switch (data->header.type) {
            case CAIRO_PATH_MOVE_TO:
                return MoveTo{point(1)};
            case CAIRO_PATH_LINE_TO:
                return LineTo{point(1)};
            case CAIRO_PATH_CURVE_TO:
                return CurveTo{point(1), point(2), point(3)};
            case CAIRO_PATH_CLOSE_PATH:
                return ClosePath{};
        }
        return ClosePath{};
    }
};

}  // namespace

std::optional<std::string> draw(const Scene& scene, cairo_surface_t* surface, double pixels_per_point) {
    Painter painter(surface);
    cairo_scale(painter.context.get(), pixels_per_point, pixels_per_point);
    if (scene.background) {
        painter.set_color(*scene.background);
        cairo_rectangle(painter.context.get(), 0, 0, scene.page.width, scene.page.height);
        cairo_fill(painter.context.get());
    }
    for (const SceneItem& item : scene.items) std::visit(painter, item.what);
    return painter.result();
}

std::optional<std::string> replace_text_by_outlines(Scene& scene) {
    if (load_cairo()) return load_cairo();
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    Painter painter(surface.get());
    cairo_set_tolerance(painter.context.get(), 0.1);
    OutlineMaker{painter}.replace(scene.items);
    return painter.result();
}

}  // namespace netfig
