#include "paint/dump_scene.h"

#include "base/color.h"
#include "base/strings.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace netfig {
namespace {

std::string number(double value) { return format_number(value, 2); }
std::string text_of(Point point) { return number(point.x) + "," + number(point.y); }

struct StepText {
    std::string operator()(const MoveTo& step) const { return "M " + text_of(step.to); }
    std::string operator()(const LineTo& step) const { return "L " + text_of(step.to); }
    std::string operator()(const CurveTo& step) const {
        return "C " + text_of(step.control1) + " " + text_of(step.control2) + " " + text_of(step.to);
    }
    std::string operator()(const ClosePath&) const { return "Z"; }
};

struct Printer {
    std::string out;
    std::size_t depth = 0;

    void line(const std::string& text) {
        out.append(2 * depth, ' ');
        out += text;
        out += '\n';
    }
    void print(const std::vector<SceneItem>& items) {
        ++depth;
        for (const SceneItem& item : items) std::visit(*this, item.what);
        --depth;
    }
    void operator()(const ScenePath& path) {
        std::string text = "path";
        for (const PathStep& step : path.steps) text += " " + std::visit(StepText{}, step);
        if (path.fill) text += " fill " + hex(*path.fill);
        if (path.stroke) text += " stroke " + hex(*path.stroke) + " " + number(path.stroke_width);
        if (!path.dashes.empty()) text += " dashed";
        line(text);
    }
    void operator()(const SceneText& text) {
        line("text \"" + text.run.text + "\" " + text_of(text.baseline) + " size " + number(text.run.font.size_pt) +
             " " + hex(text.color));
    }
    void operator()(const SceneGroup& group) {
        std::string text = "group " + group.id;
        if (!group.classes.empty()) text += " [" + join(group.classes, " ") + "]";
        if (!group.title.empty()) text += " \"" + group.title + "\"";
        if (!group.link.empty()) text += " link " + group.link;
        line(text);
        print(group.items);
    }
};

}  // namespace

std::string dump(const Scene& scene) {
    Printer printer;
    std::string head = "scene " + number(scene.page.width) + " x " + number(scene.page.height);
    if (!scene.title.empty()) head += " \"" + scene.title + "\"";
    if (scene.background) head += " background " + hex(*scene.background);
    printer.line(head);
    printer.print(scene.items);
    return std::move(printer.out);
}

}  // namespace netfig
