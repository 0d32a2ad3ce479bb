#include "random_figure.h"

#include "figure_text.h"

namespace netfig::test {

namespace {

struct Maker {
    const RandomFigure& wanted;
    std::uint64_t state;
    Figure figure;
    std::vector<BoxId> frames, nodes;

    /// A linear congruential generator: the standard library's distributions differ between machines.
    int below(int limit) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(limit));
    }
    BoxId add(BoxId parent, Box box) {
        box.parent = parent;
        box.path = "b" + std::to_string(figure.boxes.size());
        const BoxId id = figure.boxes.add(std::move(box));
        if (parent.valid()) std::get<FrameBox>(figure.boxes[parent].content).children.push_back(id);
        return id;
    }
    void add_frame(BoxId parent);
    void add_node(BoxId parent);
    void add_link(BoxId from, BoxId to);
};

void Maker::add_frame(BoxId parent) {
    FrameBox frame;
    frame.flow = wanted.mixed_flows ? static_cast<Flow>(below(4)) : Flow::down;
    if (parent.valid() && below(3) > 0) frame.title = label_of("Block" + std::to_string(below(1000)), 7);
    Box box;
    box.content = frame;
    if (parent.valid() && below(5) == 0) box.badge = label_of("x3", 6.5);
    frames.push_back(add(parent, box));
}

void Maker::add_node(BoxId parent) {
    NodeBox node;
    node.any_side = below(5) == 0;
    node.size = node.any_side ? Size{11, 11} : Size{20.0 + below(40), 12.0 + below(10)};
    node.label = label_of("op", 6.5);
    if (!node.any_side && below(6) == 0) node.inputs = 2 + static_cast<std::size_t>(below(2));
    if (!node.any_side && below(8) == 0) node.outputs = 2;
    Box box;
    box.content = node;
    if (below(12) == 0) box.badge = label_of("x2", 6.5);
    nodes.push_back(add(parent, box));
}

void Maker::add_link(BoxId from, BoxId to) {
    FigureLink link;
    link.from = from;
    link.to = to;
    link.from_port =
        static_cast<std::size_t>(below(static_cast<int>(std::get<NodeBox>(figure.boxes[from].content).outputs)));
    link.to_port =
        static_cast<std::size_t>(below(static_cast<int>(std::get<NodeBox>(figure.boxes[to].content).inputs)));
    link.tensor = from.index() * 8 + link.from_port;
    link.feedback = wanted.cyclic && below(10) == 0;
    if (below(8) == 0) link.label = label_of("64x56x56", 6);
    figure.links.add(link);
}

}  // namespace

Figure random_figure(const RandomFigure& wanted) {
    Maker maker{wanted, wanted.seed * 2654435761ULL + 12345, {}, {}, {}};
    maker.add_frame(BoxId());
    int frames_left = wanted.frames;
    for (int node = 0; node < wanted.nodes; ++node) {
        if (frames_left > 0 && maker.below(wanted.nodes) < 2 * wanted.frames) {
            maker.add_frame(maker.frames[static_cast<std::size_t>(maker.below(static_cast<int>(maker.frames.size())))]);
            --frames_left;
        }
        const bool newest = maker.below(3) > 0;
        const auto frame = newest ? maker.frames.size() - 1
                                  : static_cast<std::size_t>(maker.below(static_cast<int>(maker.frames.size())));
        maker.add_node(maker.frames[frame]);
        if (node > 0 && maker.below(10) > 0) maker.add_link(maker.nodes[maker.nodes.size() - 2], maker.nodes.back());
    }
    for (int link = 0; link < wanted.extra_links && wanted.nodes > 0; ++link) {
        auto from = maker.below(wanted.nodes), to = maker.below(wanted.nodes);
        if (!wanted.cyclic && from > to) std::swap(from, to);
        if (!wanted.cyclic && from == to) continue;
        maker.add_link(maker.nodes[static_cast<std::size_t>(from)], maker.nodes[static_cast<std::size_t>(to)]);
    }
    return std::move(maker.figure);
}

}  // namespace netfig::test
