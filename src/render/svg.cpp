#include "render/svg.h"

#include "base/color.h"
#include "base/strings.h"
#include "render/xml.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace netfig {
namespace {

/// White space at the ends or doubled would be dropped by readers.
bool needs_preserved_space(std::string_view text) {
    return text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string_view::npos;
}

struct Writer {
    std::string out;
    IdMaker ids;
    std::string root_family;
    std::map<std::string, std::string> stacks;
    std::string last_id;  // of the group that was written last

    void number_attribute(std::string_view name, double value) {
        out += ' ';
        out += name;
        out += "=\"";
        append_number(out, value);
        out += '"';
    }
    void attribute(std::string_view name, std::string_view value) {
        out += ' ';
        out += name;
        out += "=\"";
        out += escape_xml(value);
        out += '"';
    }
    void point(char command, Point at) {
        out += command;
        append_number(out, at.x);
        out += ' ';
        append_number(out, at.y);
    }
    const std::string& stack(const std::string& family) {
        const auto [place, is_new] = stacks.try_emplace(family);
        if (is_new) place->second = family_stack(family);
        return place->second;
    }

    void operator()(const MoveTo& step) { point('M', step.to); }
    void operator()(const LineTo& step) { point('L', step.to); }
    void operator()(const CurveTo& step) {
        point('C', step.control1);
        point(' ', step.control2);
        point(' ', step.to);
    }
    void operator()(const ClosePath&) { out += 'Z'; }

    void operator()(const ScenePath& path) {
        if (path.steps.empty() || !(path.fill || path.stroke)) return;
        out += "<path d=\"";
        for (const PathStep& step : path.steps) std::visit(*this, step);
        out += '"';
        attribute("fill", path.fill ? hex(*path.fill) : "none");
        if (path.stroke) {
            attribute("stroke", hex(*path.stroke));
            number_attribute("stroke-width", path.stroke_width);
        }
        if (!path.dashes.empty()) write_dashes(path.dashes);
        out += "/>\n";
    }

    void write_dashes(const std::vector<double>& dashes) {
        out += " stroke-dasharray=\"";
        for (std::size_t i = 0; i < dashes.size(); ++i) {
            if (i > 0) out += ' ';
            append_number(out, dashes[i]);
        }
        out += '"';
    }

    /// `textLength` holds a replaced font to the width that was measured, so it cannot overflow its box.
    void operator()(const SceneText& text) {
        const Font& font = text.run.font;
        out += "<text";
        number_attribute("x", text.baseline.x);
        number_attribute("y", text.baseline.y);
        if (font.family != root_family) attribute("font-family", stack(font.family));
        number_attribute("font-size", font.size_pt);
        if (font.weight != 400) number_attribute("font-weight", font.weight);
        if (font.italic) attribute("font-style", "italic");
        if (text.run.width > 0) {
            number_attribute("textLength", text.run.width);
            attribute("lengthAdjust", "spacingAndGlyphs");
        }
        attribute("fill", hex(text.color));
        if (needs_preserved_space(text.run.text)) attribute("xml:space", "preserve");
        out += '>';
        out += escape_xml(text.run.text);
        out += "</text>\n";
    }

    void operator()(const SceneGroup& group) {
        const bool linked = is_safe_link(group.link);
        if (linked) {
            out += "<a";
            attribute("href", group.link);
            out += ">\n";
        }
        out += "<g";
        std::string id = write_identity(group);
        out += ">\n";
        if (!group.title.empty()) out += "<title>" + escape_xml(group.title) + "</title>\n";
        for (const SceneItem& item : group.items) std::visit(*this, item.what);
        out += linked ? "</g>\n</a>\n" : "</g>\n";
        last_id = std::move(id);
    }

    std::string write_identity(const SceneGroup& group) {
        std::string id;
        if (!group.id.empty()) {
            id = ids.make(group.id);
            attribute("id", id);
            if (id != group.id) attribute("data-path", group.id);
        }
        if (!group.classes.empty()) attribute("class", join(group.classes, " "));
        return id;
    }
};

const SceneText* first_text(const std::vector<SceneItem>& items) {
    for (const SceneItem& item : items) {
        if (const auto* text = std::get_if<SceneText>(&item.what)) return text;
        const auto* group = std::get_if<SceneGroup>(&item.what);
        const SceneText* found = group ? first_text(group->items) : nullptr;
        if (found) return found;
    }
    return nullptr;
}

void write_root(Writer& writer, const Scene& scene) {
    std::string& out = writer.out;
    const double width = std::max(1.0, scene.page.width);
    const double height = std::max(1.0, scene.page.height);
    out += "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"";
    append_number(out, width);
    out += "pt\" height=\"";
    append_number(out, height);
    out += "pt\" viewBox=\"0 0 ";
    append_number(out, width);
    out += ' ';
    append_number(out, height);
    out += '"';
    if (!writer.root_family.empty()) writer.attribute("font-family", writer.stack(writer.root_family));
    out += " stroke-linejoin=\"round\">\n";
    if (!scene.title.empty()) out += "<title>" + escape_xml(scene.title) + "</title>\n";
    if (!scene.background) return;
    out += "<rect";
    writer.number_attribute("width", width);
    writer.number_attribute("height", height);
    writer.attribute("fill", hex(*scene.background));
    out += "/>\n";
}

Writer writer_for(const Scene& scene, const std::string& id_prefix) {
    const SceneText* text = first_text(scene.items);
    return {.out = {},
            .ids = IdMaker(id_prefix),
            .root_family = text ? text->run.font.family : "",
            .stacks = {},
            .last_id = {}};
}

}  // namespace

std::string write_svg(const Scene& scene, const std::string& id_prefix) {
    Writer writer = writer_for(scene, id_prefix);
    write_root(writer, scene);
    for (const SceneItem& item : scene.items) std::visit(writer, item.what);
    writer.out += "</svg>\n";
    return std::move(writer.out);
}

SvgPieces write_svg_pieces(const Scene& scene, const std::string& id_prefix) {
    Writer writer = writer_for(scene, id_prefix);
    write_root(writer, scene);
    SvgPieces pieces;
    pieces.head = std::exchange(writer.out, {});
    for (const SceneItem& item : scene.items) {
        std::visit(writer, item.what);
        const bool group = std::holds_alternative<SceneGroup>(item.what);
        pieces.items.push_back({group ? writer.last_id : "", std::exchange(writer.out, {})});
    }
    return pieces;
}

}  // namespace netfig
