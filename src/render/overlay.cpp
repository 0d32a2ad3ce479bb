#include "render/overlay.h"

#include "base/strings.h"
#include "render/tex_text.h"
#include "render/xml.h"
#include "text/tex.h"

#include <algorithm>
#include <optional>

namespace netfig {
namespace {

void drop_words(std::vector<SceneItem>& items) {
    std::erase_if(items, [](const SceneItem& item) { return std::holds_alternative<SceneText>(item.what); });
    for (SceneItem& item : items)
        if (auto* group = std::get_if<SceneGroup>(&item.what)) drop_words(group->items);
}

std::string braced(std::string_view text) { return "{" + std::string(text) + "}"; }

std::string style_of(const Font& font) {
    return std::string(font.weight >= 600 ? "\\bfseries\\boldmath" : "") + (font.italic ? "\\itshape" : "");
}

std::string color_of(Color color) {
    const auto part = [](std::uint8_t value) { return format_number(value / 255.0, 4); };
    return part(color.red) + "," + part(color.green) + "," + part(color.blue);
}

struct Box {
    double left, top, right, bottom;
};

/// Around the control points of the paths: exact for what netfig draws boxes with.
struct Bounds {
    std::optional<Box> box;

    void add(Point p) {
        if (!box) box = Box{p.x, p.y, p.x, p.y};
        *box = {std::min(box->left, p.x), std::min(box->top, p.y), std::max(box->right, p.x),
                std::max(box->bottom, p.y)};
    }
    void operator()(const MoveTo& step) { add(step.to); }
    void operator()(const LineTo& step) { add(step.to); }
    void operator()(const CurveTo& step) { add(step.to); }
    void operator()(const ClosePath&) {}
    void operator()(const ScenePath& path) {
        for (const PathStep& step : path.steps) std::visit(*this, step);
    }
    void operator()(const SceneText&) {}
    void operator()(const SceneGroup&) {}
};

struct OverlayWriter {
    double page_height = 0;
    std::string out;

    std::string number(double value) const { return braced(format_number(value)); }

    void operator()(const ScenePath&) {}

    /// \netfigword{key}{x}{y}{size}{style}{colour}{width that was reckoned with}{words}
    void operator()(const SceneText& text) {
        const TextRun& run = text.run;
        out += "\\netfigword" + braced(tex_key(run.text, run.font)) + number(text.baseline.x + run.width / 2) +
               number(page_height - text.baseline.y) + number(run.font.size_pt) + braced(style_of(run.font)) +
               braced(color_of(text.color)) + number(run.width) + "%\n  " + braced(tex_text(run.text)) + "%\n";
    }

    /// \netfiglink{x}{y}{width}{height}{URL}
    void operator()(const SceneGroup& group) {
        for (const SceneItem& item : group.items) std::visit(*this, item.what);
        Bounds bounds;
        for (const SceneItem& item : group.items) std::visit(bounds, item.what);
        if (!is_safe_link(group.link) || !bounds.box) return;
        const Box& box = *bounds.box;
        out += "\\netfiglink" + number(box.left) + number(page_height - box.bottom) + number(box.right - box.left) +
               number(box.bottom - box.top) + braced(url(group.link)) + "%\n";
    }

    /// What TeX would not take as it is, as URLs write it.
    static std::string url(std::string_view link) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string safe;
        for (const char c : link) {
            const auto byte = static_cast<unsigned char>(c);
            const bool escape = byte >= 0x7F || std::string_view("\\{}^\"<>|`").find(c) != std::string_view::npos;
            if (escape)
                (safe += "\\%") += {digits[byte / 16U], digits[byte % 16U]};
            else if (c == '%' || c == '#' || c == '&' || c == '_' || c == '$' || c == '~')
                safe += c == '~' ? "\\string~" : std::string("\\") + c;
            else
                safe += c;
        }
        return safe;
    }
};

}  // namespace

Rendered render_without_words(const Scene& scene) {
    Scene drawing = scene;
    drop_words(drawing.items);
    return render_pdf(drawing);
}

std::string write_overlay(const Scene& scene) {
    const Size page = page_of(scene);
    OverlayWriter writer{page.height, {}};
    writer.out =
        "% The words of a figure by netfig; \\includenetfig of netfig.sty puts them over the drawing beside.\n";
    writer.out += "\\netfigfigure{1}" + writer.number(page.width) + writer.number(page.height) + "%\n";
    for (const SceneItem& item : scene.items) std::visit(writer, item.what);
    writer.out += "\\netfigend\n";
    return std::move(writer.out);
}

}  // namespace netfig
