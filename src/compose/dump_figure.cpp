#include "compose/dump_figure.h"

#include "base/strings.h"

#include <algorithm>
#include <variant>

namespace netfig {
namespace {

std::string_view name_of(BoxShape shape) {
    switch (shape) {
        case BoxShape::rectangle:
            return "rectangle";
        case BoxShape::pill:
            return "pill";
        case BoxShape::circle:
            return "circle";
        case BoxShape::bar:
            return "bar";
        case BoxShape::plain:
            return "plain";
    }
    return "";
}

std::string quoted(std::string text) {
    std::ranges::replace(text, '\n', '|');
    return "\"" + text + "\"";
}

std::string size_text(Size size) { return format_number(size.width, 2) + "x" + format_number(size.height, 2); }

std::string content_text(const NodeBox& node, const Look& look) {
    std::string text = std::string(name_of(look.shape)) + " " + size_text(node.size) + " " + quoted(node.label.text);
    for (const Strip& strip : node.strips) text += " + " + quoted(strip.label.text);
    if (node.inputs != 1) text += " in " + std::to_string(node.inputs);
    if (node.outputs != 1) text += " out " + std::to_string(node.outputs);
    if (node.any_side) text += " any side";
    return text;
}

std::string content_text(const FrameBox& frame, const Look&) {
    const std::string title = frame.title.empty() ? "" : " " + quoted(frame.title.text);
    return "frame " + std::string(flow_name(frame.flow)) + title;
}

std::string box_text(const Box& box) {
    std::string text = box.path.empty() ? "page" : box.path;
    text += ": " + std::visit([&](const auto& content) { return content_text(content, box.look); }, box.content);
    if (!box.kind.empty() && box.kind != "block") text += " " + box.kind;
    if (box.badge) text += " badge " + quoted(box.badge->text);
    return text;
}

std::string end_text(const Figure& figure, BoxId id, std::size_t port) {
    const auto* node = std::get_if<NodeBox>(&figure.boxes[id].content);
    const bool numbered = port > 0 || (node && (node->inputs > 1 || node->outputs > 1));
    return figure.boxes[id].path + (numbered ? "[" + std::to_string(port) + "]" : "");
}

std::string link_text(const Figure& figure, const FigureLink& link) {
    std::string text = end_text(figure, link.from, link.from_port) + " -> " + end_text(figure, link.to, link.to_port);
    if (!link.label.empty()) text += " " + quoted(link.label.text);
    if (link.feedback) text += " feedback";
    if (link.trunk) text += " trunk";
    if (link.dashed) text += " dashed";
    return text;
}

}  // namespace

std::string dump(const Figure& figure) {
    std::string text;
    if (!figure.title.empty()) text += "title " + quoted(figure.title.text) + "\n";
    Table<BoxId, std::size_t> depths(figure.boxes.size(), 0);
    for (BoxId id : figure.boxes.ids()) {
        const Box& box = figure.boxes[id];
        if (box.parent.valid()) depths[id] = depths[box.parent] + 1;
        text += std::string(2 * depths[id], ' ') + box_text(box) + "\n";
    }
    for (const FigureLink& link : figure.links) text += link_text(figure, link) + "\n";
    return text;
}

}  // namespace netfig
