#include "layout/dump_layout.h"

#include "base/strings.h"

#include <cmath>
#include <cstdio>

namespace netfig {

namespace {

std::string number(double value) {
    char text[64];
    const auto hundredths = static_cast<long long>(std::llround(value * 100));
    const auto size = hundredths < 0 ? -hundredths : hundredths;
    std::snprintf(text, sizeof text, "%s%lld.%02lld", hundredths < 0 ? "-" : "", size / 100, size % 100);
    return text;
}

std::string describe(const Rect& rect) {
    return number(rect.x) + " " + number(rect.y) + "  " + number(rect.width) + " x " + number(rect.height);
}

std::string escape(const std::string& text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '<')
            result += "&lt;";
        else if (letter == '&')
            result += "&amp;";
        else
            result += letter;
    }
    return result;
}

std::string rectangle(const Rect& rect, const std::string& look) {
    return "<rect x=\"" + number(rect.x) + "\" y=\"" + number(rect.y) + "\" width=\"" + number(rect.width) +
           "\" height=\"" + number(rect.height) + "\" " + look + "/>\n";
}

std::string words(const Rect& rect, const std::string& text, double size) {
    return "<text x=\"" + number(rect.center().x) + "\" y=\"" + number(rect.center().y + size / 3) + "\" font-size=\"" +
           number(size) + "\" text-anchor=\"middle\" font-family=\"sans-serif\">" + escape(text) + "</text>\n";
}

}  // namespace

std::string dump(const Figure& figure, const LaidOutFigure& layout) {
    std::string text = "page " + number(layout.page.width) + " x " + number(layout.page.height) + "\n";
    for (const auto id : figure.boxes.ids()) {
        if (!figure.boxes[id].parent.valid()) continue;
        text += "box " + figure.boxes[id].path + ": " + describe(layout.boxes[id]) + "\n";
        if (layout.titles[id]) text += "  title " + describe(*layout.titles[id]) + "\n";
        if (layout.badges[id]) text += "  badge " + describe(*layout.badges[id]) + "\n";
    }
    for (const auto id : figure.links.ids()) {
        const auto& link = figure.links[id];
        text += "link " + figure.boxes[link.from].path + " -> " + figure.boxes[link.to].path + ":";
        for (const auto& point : layout.routes[id].points) text += " " + number(point.x) + "," + number(point.y);
        text += "\n";
        if (layout.labels[id]) text += "  label " + describe(*layout.labels[id]) + "\n";
    }
    return text;
}

std::string sketch(const Figure& figure, const LaidOutFigure& layout) {
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(layout.page.width) + "pt\" height=\"" +
        number(layout.page.height) + "pt\" viewBox=\"0 0 " + number(layout.page.width) + " " +
        number(layout.page.height) +
        "\">\n<defs><marker id=\"head\" markerUnits=\"userSpaceOnUse\" markerWidth=\"4\" markerHeight=\"3\" refX=\"4\" "
        "refY=\"1.5\" orient=\"auto\"><path d=\"M0 0L4 1.5L0 3z\"/></marker></defs>\n";
    svg += rectangle({0, 0, layout.page.width, layout.page.height}, "fill=\"white\"");
    for (const auto id : figure.boxes.ids()) {
        const auto& box = figure.boxes[id];
        if (!box.parent.valid()) continue;
        const bool frame = std::holds_alternative<FrameBox>(box.content);
        svg += rectangle(layout.boxes[id], frame ? "fill=\"#00000008\" stroke=\"#888\" stroke-width=\"0.5\" rx=\"2\""
                                                 : "fill=\"#dbe7f5\" stroke=\"#335\" stroke-width=\"0.6\" rx=\"2\"");
        if (layout.titles[id]) svg += words(*layout.titles[id], std::get<FrameBox>(box.content).title.text, 7);
        if (layout.badges[id]) svg += words(*layout.badges[id], box.badge->text, 6.5);
        if (!frame) svg += words(layout.boxes[id], std::get<NodeBox>(box.content).label.text, 6.5);
    }
    for (const auto id : figure.links.ids()) {
        svg += "<polyline fill=\"none\" stroke=\"black\" stroke-width=\"0.6\" marker-end=\"url(#head)\" points=\"";
        for (const auto& point : layout.routes[id].points) svg += number(point.x) + "," + number(point.y) + " ";
        svg += "\"/>\n";
        if (layout.labels[id]) svg += words(*layout.labels[id], figure.links[id].label.text, 6);
    }
    return svg + "</svg>\n";
}

}  // namespace netfig
