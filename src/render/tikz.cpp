#include "render/tikz.h"

#include "base/strings.h"
#include "render/cairo.h"
#include "render/tex_text.h"
#include "render/tikz_path.h"
#include "render/tikz_words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace netfig {
namespace {

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

    /// What is fused onto a box.
    struct Strip {
        Rect rect;
        std::string look;  // empty where a path draws it
    };
    /// The box that is being written.
    struct Owner {
        const SceneGroup& group;
        bool named = false;
        const SceneText* label = nullptr;  // the words that its node holds
        std::vector<Strip> strips;
    };

    std::string color(Color color, const std::string& wish);
    std::string style(const std::string& wish, const std::string& value);
    std::string node_name(const std::string& path);

    void item(const SceneItem& item, Owner& owner, int depth);
    void whole_item(const SceneItem& item);
    void group(const SceneGroup& group, const std::vector<Strip>& strips, int depth);
    bool strip(const SceneGroup& group, const std::vector<Strip>& strips, int depth);
    bool sections(Owner& owner, int depth);
    void link(const SceneGroup& group);
    void path(const ScenePath& path, Owner& owner, int depth);
    void shape(const ScenePath& path, const TikzShape& shape, Owner& owner, int depth);
    void text(const SceneText& text, const Owner& owner, const std::string& name, int depth);
    void remark(const SceneText& text, const SceneGroup& link);
    std::string words_at(const SceneText& text, const std::string& wish, Side side, const std::string& name);
    std::string looks(const ScenePath& path, const std::string& family);
    std::string font_of(const SceneText& text);
    std::string label_style(const SceneText& text, const Rect& rect);
    std::string end_of(const std::string& path, Point at, double border) const;
    std::string way(const TikzLine& line, const std::string& from, const std::string& to, double& radius) const;
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

/// The outline of a box is its node, which holds its words; what else a box is drawn with are paths.
void TikzWriter::shape(const ScenePath& path, const TikzShape& shape, Owner& owner, int depth) {
    const std::string family = family_of(owner.group);
    std::string look = looks(path, family);
    const double most = std::min(shape.rect.width, shape.rect.height) / 2;
    // A corner as large as half of the side is more than TikZ's arithmetic can do.
    const double radius = std::min(shape.radius, most * 0.998);
    if (shape.circle)
        look += ", circle";
    else if (radius > tikz_tolerance)
        look += ", rounded corners=" + tikz_number(radius) + "bp";
    std::string name, label, words;
    if (!owner.named) {
        name = " (" + node_name(owner.group.id) + ")";
        node_rects[owner.group.id] = shape.rect;
        owner.named = true;
        const SceneText* only = only_words(owner.group);
        if (only && is_in_the_middle(*only, shape.rect)) {
            owner.label = only;
            label = ", " + label_style(*only, shape.rect);
            words = tex_text(only->run.text, TexSigns::of_math);
        }
    }
    out += indent(depth) + "\\node[" + style(family, look) + label + ", nn size={" + tikz_number(shape.rect.width) +
           "}{" + tikz_number(shape.rect.height) + "}" + dashes_of(path) + "]" + name + " at " +
           tikz_point(shape.rect.center()) + " {" + words + "};\n";
}

void TikzWriter::path(const ScenePath& path, Owner& owner, int depth) {
    if (!path.fill && !path.stroke) return;
    const auto outline = path.stroke ? shape_of(path.steps) : std::nullopt;
    if (outline) return shape(path, *outline, owner, depth);
    const std::string family = family_of(owner.group) + " part";
    out += indent(depth) + "\\path[" + style(family, looks(path, family)) + dashes_of(path) + "] " +
           tikz_path(path.steps, 0) + ";\n";
}

std::string TikzWriter::font_of(const SceneText& text) {
    return "text=" + color(text.color, "words") + ", font=\\netfigfamily" + tikz_font(text.run.font);
}

/// Heights to a tenth of a point, so that few styles do.
std::string TikzWriter::label_style(const SceneText& text, const Rect& rect) {
    const double height = std::round(20 * (text.baseline.y - rect.center().y)) / 10;
    return style("label", font_of(text) + ", text height=" + tikz_number(height) + "bp, text depth=0pt");
}

/// Words keep their distance on the side that counts: TeX's font may be wider than the one that was measured.
std::string TikzWriter::words_at(const SceneText& text, const std::string& wish, Side side, const std::string& name) {
    const std::string look = style(wish, "nn base, " + font_of(text));
    const double share = side == Side::left ? 0 : side == Side::right ? 1 : 0.5;
    const std::string anchor = side == Side::left    ? ", anchor=base west"
                               : side == Side::right ? ", anchor=base east"
                                                     : "";
    return "\\node[" + look + anchor + "]" + name + " at " +
           tikz_point({text.baseline.x + share * text.run.width, text.baseline.y}) + " {" +
           tex_text(text.run.text, TexSigns::of_math) + "};\n";
}

void TikzWriter::text(const SceneText& text, const Owner& owner, const std::string& name, int depth) {
    const auto rect = node_rects.find(owner.group.id);
    const bool is_title = has_class(owner.group, "frame") && rect != node_rects.end();
    const Side side = is_title ? side_in(text, rect->second) : Side::none;
    out += indent(depth) + words_at(text, is_title ? "title" : "words", side, name);
}

void TikzWriter::remark(const SceneText& text, const SceneGroup& link) {
    out += indent(1) + words_at(text, "remark", side_of_line(text, link), "");
}

void TikzWriter::item(const SceneItem& item, Owner& owner, int depth) {
    if (const auto* drawn = std::get_if<ScenePath>(&item.what)) path(*drawn, owner, depth);
    if (const auto* inner = std::get_if<SceneGroup>(&item.what)) group(*inner, owner.strips, depth);
    if (const auto* words = std::get_if<SceneText>(&item.what)) {
        if (words == owner.label) return;
        // A box that is words alone has its name there.
        const bool takes_name = !owner.named && !owner.group.id.empty() && !has_class(owner.group, "link");
        text(*words, owner, takes_name ? " (" + node_name(owner.group.id) + ")" : "", depth);
        owner.named |= takes_name;
    }
}

/// What is fused onto a box is a node as large as its strip.
bool TikzWriter::strip(const SceneGroup& group, const std::vector<Strip>& strips, int depth) {
    const SceneText* words = has_class(group, "strip") ? only_words(group) : nullptr;
    if (!words) return false;
    const auto place =
        std::ranges::find_if(strips, [&](const Strip& each) { return is_in_the_middle(*words, each.rect); });
    if (place == strips.end()) return false;
    const Rect& rect = place->rect;
    node_rects[group.id] = rect;
    const std::string look = (place->look.empty() ? "" : place->look + ", ") + label_style(*words, rect);
    out += indent(depth) + "\\node[" + look + ", nn size={" + tikz_number(rect.width) + "}{" +
           tikz_number(rect.height) + "}] (" + node_name(group.id) + ") at " + tikz_point(rect.center()) + " {" +
           tex_text(words->run.text, TexSigns::of_math) + "};\n";
    return true;
}

/// The paths of a box that is cut into itself and its strips: fills, lines between them, and the outline last.
struct Sections {
    std::vector<const ScenePath*> fills;
    const ScenePath* outline = nullptr;
};

std::optional<Sections> sections_of(const SceneGroup& group) {
    Sections sections;
    for (const SceneItem& item : group.items) {
        const auto* path = std::get_if<ScenePath>(&item.what);
        if (!path) continue;
        if (path->fill && path->stroke) return std::nullopt;
        if (path->fill && !line_of(path->steps)) return std::nullopt;
        if (path->fill) sections.fills.push_back(path);
        if (path->stroke && shape_of(path->steps)) sections.outline = path;
    }
    const bool cut = sections.fills.size() > 1 && sections.outline && sections.outline->dashes.empty();
    return cut ? std::optional(sections) : std::nullopt;
}

bool holds_words_in(const SceneGroup& group, const Rect& rect) {
    return std::ranges::any_of(group.items, [&](const SceneItem& item) {
        const auto* inner = std::get_if<SceneGroup>(&item.what);
        const SceneText* words = inner && has_class(*inner, "strip") ? only_words(*inner) : nullptr;
        return words && is_in_the_middle(*words, rect);
    });
}

/// The outline is filled as the box proper, and the strips lie on it with lines of their own.
bool TikzWriter::sections(Owner& owner, int depth) {
    const auto sections = sections_of(owner.group);
    if (!sections) return false;
    ScenePath outline = *sections->outline;
    outline.fill = sections->fills.front()->fill;
    path(outline, owner, depth);
    for (std::size_t i = 1; i < sections->fills.size(); ++i) {
        ScenePath strip = *sections->fills[i];
        strip.stroke = outline.stroke;
        strip.stroke_width = outline.stroke_width;
        const Rect rect = bounds_of(*line_of(strip.steps));
        const std::string look = style("strip", looks(strip, "strip"));
        const auto shape = shape_of(strip.steps);
        const bool is_node = shape && shape->radius < tikz_tolerance && holds_words_in(owner.group, rect);
        owner.strips.push_back({rect, is_node ? look : ""});
        if (!is_node) out += indent(depth) + "\\path[" + look + "] " + tikz_path(strip.steps, 0) + ";\n";
    }
    for (const SceneItem& each : owner.group.items)
        if (!std::holds_alternative<ScenePath>(each.what)) item(each, owner, depth);
    return true;
}

/// `strips`: those of the box that the group is in.
void TikzWriter::group(const SceneGroup& group, const std::vector<Strip>& strips, int depth) {
    if (strip(group, strips, depth)) return;
    Owner owner{.group = group};
    if (sections(owner, depth)) return;
    for (const SceneItem& each : group.items) item(each, owner, depth);
}

void TikzWriter::whole_item(const SceneItem& each) {
    static const SceneGroup nobody;
    Owner owner{.group = nobody};
    item(each, owner, 1);
}

/// The middle of a node's side by its name, so that a moved node takes its lines along; other places as they are.
std::string TikzWriter::end_of(const std::string& path, Point at, double border) const {
    const auto rect = node_rects.find(path);
    if (rect == node_rects.end()) return tikz_point(at);
    const Rect& box = rect->second;
    const double reach = border + tikz_tolerance;
    const bool middle_x = std::abs(at.x - box.center().x) < tikz_tolerance,
               middle_y = std::abs(at.y - box.center().y) < tikz_tolerance;
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

/// The operator of TikZ that goes from `from` to `to` round the corner between them.
const char* operator_round(Point from, Point corner, Point to) {
    const auto same = [](double one, double other) { return std::abs(one - other) < tikz_tolerance; };
    if (same(from.x, corner.x) && same(corner.y, to.y)) return " |- ";
    if (same(from.y, corner.y) && same(corner.x, to.x)) return " -| ";
    return nullptr;
}

/// The places of a line, those of its corners left out that follow from their neighbours. `radius` is that of its
/// corners.
std::string TikzWriter::way(const TikzLine& line, const std::string& from, const std::string& to,
                            double& radius) const {
    const auto& places = line.places;
    std::string steps = end_of(from, places.front().at, 0.5);
    for (std::size_t i = 1; i < places.size(); ++i) {
        const auto is_end = [&](std::size_t at) { return at + 1 == places.size(); };
        if (!is_end(i) && std::abs(places[i].radius - radius) > tikz_tolerance)
            steps += " [rounded corners=" + tikz_number(radius = places[i].radius) + "bp]";
        const char* round = is_end(i) ? nullptr : operator_round(places[i - 1].at, places[i].at, places[i + 1].at);
        if (round && (is_end(i + 1) || std::abs(places[i + 1].radius - radius) < tikz_tolerance))
            steps += round, ++i;
        else
            steps += " -- ";
        steps += is_end(i) ? end_of(to, places[i].at, 0.5) : tikz_point(places[i].at);
    }
    return steps;
}

void TikzWriter::link(const SceneGroup& group) {
    const auto tip = tip_of(group);
    const auto [from, to] = ends_of(group.id);
    for (const SceneItem& item : group.items) {
        const auto* path = std::get_if<ScenePath>(&item.what);
        if (const auto* words = std::get_if<SceneText>(&item.what)) remark(*words, group);
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
        if (radius > tikz_tolerance) look += ", rounded corners=" + tikz_number(radius) + "bp";
        double now = radius;
        const std::string steps = way(*line, from, to, now);
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
% Each block and operation is a node named after its path, to draw on: \draw (stem-conv1.north west) -- (stem.east);
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
