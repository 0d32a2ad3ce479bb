#include "render/tikz.h"

#include "base/strings.h"
#include "render/cairo.h"
#include "render/tex_text.h"
#include "render/tikz_path.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace netfig {
namespace {

constexpr double tolerance = 0.02;  // points

bool has_class(const SceneGroup& group, std::string_view name) {
    return std::ranges::find(group.classes, name) != group.classes.end();
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// What TikZ takes in names and keys without a second thought.
std::string plain_name(std::string_view path, bool underscores) {
    std::string name;
    for (const char c : path) {
        if (is_letter_or_digit(c) || (c == '_' && underscores))
            name += c;
        else if (static_cast<unsigned char>(c) < 0x80 && !name.ends_with('-'))
            name += '-';
        else if (static_cast<unsigned char>(c) >= 0x80)
            name += "u" + std::to_string(static_cast<unsigned char>(c));
    }
    return name;
}

/// The kind that a box was given its colours for, or what it is.
std::string family_of(const SceneGroup& group) {
    if (has_class(group, "link")) return "link";
    if (has_class(group, "frame")) return "block";
    const bool kind = group.classes.size() > 1 && !group.classes[1].empty();
    const std::string name = kind ? plain_name(group.classes[1], false) : "";
    return name.empty() ? "box" : lower_case(name);
}

struct Style {
    std::string name;
    std::string value;
};

/// The writer of one figure. What is said once stands before the drawing, so the drawing is written first.
struct TikzWriter {
    const TikzOptions& options;
    std::vector<Style> colors;                      // name, six digits
    std::vector<Style> styles;                      // name, options
    std::set<std::string> names;                    // of nodes
    std::map<std::string, std::string> node_names;  // by path
    std::map<std::string, Rect> node_rects;         // by path
    std::string out;

    std::string color(Color color, const std::string& wish);
    std::string style(const std::string& wish, const std::string& value);
    std::string node_name(const std::string& path);

    void item(const SceneItem& item, const SceneGroup& owner, bool& named, int depth);
    void whole_item(const SceneItem& item);
    void group(const SceneGroup& group, int depth);
    void link(const SceneGroup& group);
    void path(const ScenePath& path, const SceneGroup& owner, bool& named, int depth);
    void shape(const ScenePath& path, const TikzShape& shape, const SceneGroup& owner, bool& named, int depth);
    void text(const SceneText& text, const std::string& name, int depth);
    std::string looks(const ScenePath& path, const std::string& family);
    std::string end_of(const std::string& path, Point at, double border) const;
    std::string head() const;
};

std::string hex(Color color) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const std::uint8_t part : {color.red, color.green, color.blue}) {
        text += digits[part / 16U];
        text += digits[part % 16U];
    }
    return text;
}

/// The name of a value that is said once: the one wished for, with a number where another value has it.
std::string named_once(std::vector<Style>& known, const std::string& wish, const std::string& value) {
    std::size_t same = 0;
    std::string name = wish;
    for (bool free = false; !free;) {
        free = true;
        for (const Style& each : known) {
            if (each.name != name) continue;
            if (each.value == value) return name;
            name = wish + " " + std::to_string(++same + 1);
            free = false;
            break;
        }
    }
    known.push_back({name, value});
    return name;
}

std::string TikzWriter::color(Color color, const std::string& wish) {
    const std::string value = hex(color);
    // One colour has one name, the first: a paper changes it in one place.
    for (const Style& each : colors) {
        if (each.value == value) return each.name;
    }
    return named_once(colors, wish, value);
}

std::string TikzWriter::style(const std::string& wish, const std::string& value) {
    return named_once(styles, "nn " + wish, value);
}

std::string TikzWriter::node_name(const std::string& path) {
    const std::string wish = plain_name(path, true);
    std::string name = wish;
    for (int i = 2; !names.insert(name).second; ++i) name = wish + "-" + std::to_string(i);
    node_names.emplace(path, name);
    return name;
}

std::string TikzWriter::looks(const ScenePath& path, const std::string& family) {
    std::vector<std::string> parts;
    if (path.fill) parts.push_back("fill=" + color(*path.fill, family + " fill"));
    if (path.stroke) {
        parts.push_back("draw=" + color(*path.stroke, family + " line"));
        parts.push_back("line width=" + tikz_number(path.stroke_width) + "bp");
    }
    return join(parts, ", ");
}

std::string dashes_of(const ScenePath& path) {
    if (path.dashes.size() < 2) return "";
    return ", dash pattern=on " + tikz_number(path.dashes[0]) + "bp off " + tikz_number(path.dashes[1]) + "bp";
}

std::string indent(int depth) { return std::string(static_cast<std::size_t>(depth) * 2, ' '); }

/// The outline of a box is its node; what else a box is drawn with are paths.
void TikzWriter::shape(const ScenePath& path, const TikzShape& shape, const SceneGroup& owner, bool& named, int depth) {
    const std::string family = family_of(owner);
    std::string look = looks(path, family);
    const double most = std::min(shape.rect.width, shape.rect.height) / 2;
    // A corner as large as half of the side is more than TikZ's arithmetic can do.
    const double radius = std::min(shape.radius, most * 0.998);
    if (shape.circle)
        look += ", circle";
    else if (radius > tolerance)
        look += ", rounded corners=" + tikz_number(radius) + "bp";
    std::string name;
    if (!named) {
        name = " (" + node_name(owner.id) + ")";
        node_rects[owner.id] = shape.rect;
        named = true;
    }
    out += indent(depth) + "\\node[" + style(family, look) + ", nn size={" + tikz_number(shape.rect.width) + "}{" +
           tikz_number(shape.rect.height) + "}" + dashes_of(path) + "]" + name + " at " +
           tikz_point(shape.rect.center()) + " {};\n";
}

void TikzWriter::path(const ScenePath& path, const SceneGroup& owner, bool& named, int depth) {
    if (!path.fill && !path.stroke) return;
    const auto outline = path.stroke ? shape_of(path.steps) : std::nullopt;
    if (outline) return shape(path, *outline, owner, named, depth);
    out += indent(depth) + "\\path[" + style(family_of(owner) + " part", looks(path, family_of(owner) + " part")) +
           dashes_of(path) + "] " + tikz_path(path.steps, 0) + ";\n";
}

/// In TeX's points, to the nearest half: 8 points of PDF are 8.03, for which LaTeX has no sizes of indices.
std::string size_of(const Font& font) {
    const double size = std::round(font.size_pt * 72.27 / 72 * 2) / 2;
    return "\\fontsize{" + tikz_number(size) + "}{" + tikz_number(size * 1.2) + "}\\selectfont" +
           (font.weight >= 600 ? "\\bfseries\\boldmath" : "") + (font.italic ? "\\itshape" : "");
}

void TikzWriter::text(const SceneText& text, const std::string& name, int depth) {
    const std::string words = tex_text(text.run.text, TexSigns::of_math);
    const std::string look = style(
        "words", "nn base, text=" + color(text.color, "words") + ", font=\\netfigfamily" + size_of(text.run.font));
    const Point place{text.baseline.x + text.run.width / 2, text.baseline.y};
    out += indent(depth) + "\\node[" + look + "]" + name + " at " + tikz_point(place) + " {" + words + "};\n";
}

void TikzWriter::item(const SceneItem& item, const SceneGroup& owner, bool& named, int depth) {
    if (const auto* drawn = std::get_if<ScenePath>(&item.what)) path(*drawn, owner, named, depth);
    if (const auto* inner = std::get_if<SceneGroup>(&item.what)) group(*inner, depth);
    if (const auto* words = std::get_if<SceneText>(&item.what)) {
        // A box that is words alone has its name there.
        const bool takes_name = !named && !owner.id.empty() && !has_class(owner, "link");
        text(*words, takes_name ? " (" + node_name(owner.id) + ")" : "", depth);
        named |= takes_name;
    }
}

void TikzWriter::group(const SceneGroup& group, int depth) {
    bool named = false;
    for (const SceneItem& each : group.items) item(each, group, named, depth);
}

void TikzWriter::whole_item(const SceneItem& each) {
    static const SceneGroup nobody;
    bool named = false;
    item(each, nobody, named, 1);
}

/// The middle of a node's side by its name, so that a moved node takes its lines along; other places as they are.
std::string TikzWriter::end_of(const std::string& path, Point at, double border) const {
    const auto rect = node_rects.find(path);
    if (rect == node_rects.end()) return tikz_point(at);
    const Rect& box = rect->second;
    const double reach = border + tolerance;
    const bool middle_x = std::abs(at.x - box.center().x) < tolerance,
               middle_y = std::abs(at.y - box.center().y) < tolerance;
    const std::string name = node_names.at(path);
    if (middle_x && std::abs(at.y - box.y) < reach) return "(" + name + ".north)";
    if (middle_x && std::abs(at.y - box.bottom()) < reach) return "(" + name + ".south)";
    if (middle_y && std::abs(at.x - box.x) < reach) return "(" + name + ".west)";
    if (middle_y && std::abs(at.x - box.right()) < reach) return "(" + name + ".east)";
    return tikz_point(at);
}

/// A filled path of a link is the head of its arrow, and begins with its tip.
std::optional<Point> tip_of(const SceneGroup& group) {
    for (const SceneItem& item : group.items) {
        const auto* path = std::get_if<ScenePath>(&item.what);
        if (!path || !path->fill || path->steps.empty()) continue;
        if (const auto* move = std::get_if<MoveTo>(&path->steps.front())) return move->to;
    }
    return std::nullopt;
}

std::pair<std::string, std::string> ends_of(const std::string& id) {
    const std::size_t arrow = id.find("->");
    if (arrow == id.npos) return {};
    const std::string to = id.substr(arrow + 2);
    return {id.substr(0, arrow), to.substr(0, to.find('#'))};
}

double common_radius(const TikzLine& line) {
    double radius = 0;
    for (const TikzLine::Place& place : line.places) radius = std::max(radius, place.radius);
    return radius;
}

void TikzWriter::link(const SceneGroup& group) {
    const auto tip = tip_of(group);
    const auto [from, to] = ends_of(group.id);
    for (const SceneItem& item : group.items) {
        const auto* path = std::get_if<ScenePath>(&item.what);
        if (const auto* words = std::get_if<SceneText>(&item.what)) text(*words, "", 1);
        if (!path || !path->stroke) continue;
        auto line = line_of(path->steps);
        if (!line) {
            out +=
                indent(1) + "\\path[" + style("link", looks(*path, "link")) + "] " + tikz_path(path->steps, 0) + ";\n";
            continue;
        }
        if (tip) line->places.back().at = *tip;
        const double radius = common_radius(*line);
        std::string look = style(has_class(group, "feedback") ? "feedback" : "link", looks(*path, "link"));
        look += dashes_of(*path) + (tip ? ", nn arrow" : "");
        if (radius > tolerance) look += ", rounded corners=" + tikz_number(radius) + "bp";
        std::string steps = end_of(from, line->places.front().at, 0.5);
        double now = radius;
        for (std::size_t i = 1; i < line->places.size(); ++i) {
            const TikzLine::Place& place = line->places[i];
            const bool last = i + 1 == line->places.size();
            if (!last && std::abs(place.radius - now) > tolerance) {
                steps += " [rounded corners=" + tikz_number(now = place.radius) + "bp]";
            }
            steps += " -- " + (last ? end_of(to, place.at, 0.5) : tikz_point(place.at));
        }
        out += indent(1) + "\\draw[" + look + "] " + steps + ";\n";
    }
}

std::string TikzWriter::head() const {
    std::string text =
        std::string("  \\newcommand\\netfigfamily{\\") + (options.serif ? "rmfamily" : "sffamily") + "}\n";
    for (const Style& each : colors) text += "  \\definecolor{" + each.name + "}{HTML}{" + each.value + "}\n";
    text += "  \\tikzset{\n";
    text += "    nn size/.style 2 args={minimum width=#1bp, minimum height=#2bp, inner sep=0pt},\n";
    text += "    nn arrow/.style={-{Stealth[length=4bp, width=3.2bp, inset=0.88bp]}},\n";
    text += "    nn base/.style={anchor=base, inner sep=0pt, outer sep=0pt},\n";
    for (const Style& each : styles) text += "    " + each.name + "/.style={" + each.value + "},\n";
    return text + "  }\n";
}

bool is_link(const SceneItem& item) {
    const auto* group = std::get_if<SceneGroup>(&item.what);
    return group && has_class(*group, "link");
}

constexpr std::string_view preamble =
    R"(% A figure by netfig. \input it after \usepackage{tikz} and \usetikzlibrary{arrows.meta}.
% Each block and operation is a node named after its path, to draw on: \node[right=of stem-conv1] {…}.
\begingroup
\pgfdeclarelayer{netfig frames}%
\pgfdeclarelayer{netfig lines}%
\pgfsetlayers{netfig frames,netfig lines,main}%
\providecommand\netfigchar[1]{% pdfTeX does not know every character
  \ifdefined\pdftexversion\ifcsname u8:\detokenize{#1}\endcsname#1\else?\fi\else#1\fi}%
\begin{tikzpicture}[x=1bp, y=-1bp, line join=round]
)";

std::string on_layer(const std::string& name, const std::string& drawing) {
    if (drawing.empty()) return "";
    return "  % " + name + "\n  \\begin{pgfonlayer}{netfig " + name + "}\n" + drawing + "  \\end{pgfonlayer}\n";
}

}  // namespace

// Lines lie between frames and boxes, but name both: so they are written last, on a layer of their own.
std::string write_tikz(const Scene& scene, const TikzOptions& options) {
    TikzWriter writer{options, {}, {}, {}, {}, {}, {}};
    std::string frames, boxes;
    for (const SceneItem& item : scene.items) {
        if (is_link(item)) continue;
        const auto* group = std::get_if<SceneGroup>(&item.what);
        writer.out.clear();
        writer.whole_item(item);
        (group && has_class(*group, "frame") ? frames : boxes) += writer.out;
    }
    writer.out.clear();
    for (const SceneItem& item : scene.items) {
        if (is_link(item)) writer.link(std::get<SceneGroup>(item.what));
    }
    const std::string lines = std::move(writer.out);
    const Size page = page_of(scene);
    const std::string whole = "(0,0) rectangle (" + tikz_number(page.width) + "," + tikz_number(page.height) + ");\n";
    if (scene.background) frames = "  \\fill[" + writer.color(*scene.background, "page") + "] " + whole + frames;
    return std::string(preamble) + writer.head() + "  \\path[use as bounding box] " + whole +
           on_layer("frames", frames) + "  % boxes\n" + boxes + on_layer("lines", lines) +
           "\\end{tikzpicture}%\n\\endgroup\n";
}

}  // namespace netfig
