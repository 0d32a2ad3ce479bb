#include "layout/signature.h"

namespace netfig::layered {

namespace {

struct Writer {
    std::vector<double> words;

    void add(double value) { words.push_back(value); }
    void add(const End& end) {
        add(end.vertex);
        add(end.pin);
        add(end.port);
    }
    void add(const Rect& rect) {
        for (const double value : {rect.x, rect.y, rect.width, rect.height}) add(value);
    }
    void add(const Vertex& vertex) {
        add(static_cast<double>(vertex.kind));
        for (const double value : {vertex.width, vertex.height, vertex.axis_in, vertex.axis_out, vertex.over_left,
                                   vertex.over_right, vertex.over_top, vertex.over_bottom, vertex.weight}) {
            add(value);
        }
        add(vertex.is_stack * 16 + vertex.even_sides * 8 + vertex.any_side * 4 + vertex.is_frame * 2 + vertex.is_last);
        add(count(vertex.pins));
        add(vertex.band);
        add(vertex.lean);
        for (const auto& pin : vertex.pins) {
            add(static_cast<double>(pin.side));
            add(pin.at);
        }
    }
    void add(const std::optional<Label>& label) {
        add(label ? label->size.width : -1);
        add(label ? label->size.height : -1);
    }
};

}  // namespace

std::vector<double> signature(const FrameContext& context, BoxId frame, const Level& level) {
    Writer writer;
    const auto& box = context.figure.boxes[frame];
    const auto& content = std::get<FrameBox>(box.content);
    writer.add(static_cast<double>(content.flow));
    writer.add(content.title.empty() ? std::optional<Label>() : content.title);
    writer.add(box.badge);
    writer.add(box.parent.valid());
    for (const auto child : content.children) writer.add(context.figure.boxes[child].badge);
    writer.add(count(level.vertices));
    for (const auto& vertex : level.vertices) writer.add(vertex);
    for (const auto& port : context.cut.ports[frame]) {
        writer.add(static_cast<double>(port.side));
        writer.add(port.input);
        writer.add(port.along);
    }
    for (const auto& band : level.bands) {
        for (const double value : {band.padding, band.strip, band.title_room, band.badge_room}) writer.add(value);
        writer.add(band.outer * 2 + band.on_right);
    }
    for (const auto& edge : level.edges) {
        writer.add(edge.from);
        writer.add(edge.to);
        writer.add(edge.tensor);
        writer.add(edge.trunk * 4 + edge.backward * 2 + edge.secondary);
        writer.add(edge.label_vertex);
        writer.add(edge.label_rect);
    }
    return std::move(writer.words);
}

}  // namespace netfig::layered
