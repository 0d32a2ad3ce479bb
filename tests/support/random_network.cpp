#include "random_network.h"

#include "figure_text.h"

namespace netfig::test {

namespace {

struct Maker {
    const RandomNetwork& wanted;
    std::uint64_t state;
    Figure figure;

    /// A linear congruential generator: the standard library's distributions differ between machines.
    int below(int limit) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(limit));
    }
    BoxId add(BoxId parent, Box box);
    BoxId add_frame(BoxId parent);
    BoxId add_node(BoxId parent, Size size, bool any_side = false);
    BoxId add_node(BoxId parent) { return add_node(parent, {20.0 + below(40), 12.0 + below(8)}); }
    void link(BoxId from, BoxId to);
    BoxId add_chain(BoxId parent, BoxId from, int length);
    BoxId add_residual(BoxId parent, BoxId from);
    BoxId add_branches(BoxId parent, BoxId from);
    BoxId add_parts(BoxId parent, BoxId from, int parts, int depth);
    BoxId add_block(BoxId parent, BoxId from, int depth);
};

BoxId Maker::add(BoxId parent, Box box) {
    box.parent = parent;
    box.path = "b" + std::to_string(figure.boxes.size());
    const BoxId id = figure.boxes.add(std::move(box));
    if (parent.valid()) std::get<FrameBox>(figure.boxes[parent].content).children.push_back(id);
    return id;
}

BoxId Maker::add_frame(BoxId parent) {
    FrameBox frame;
    frame.flow = wanted.flow;
    if (parent.valid()) frame.title = label_of("Block" + std::to_string(below(100)), 7);
    Box box;
    box.content = frame;
    return add(parent, box);
}

BoxId Maker::add_node(BoxId parent, Size size, bool any_side) {
    NodeBox node;
    node.any_side = any_side;
    node.size = size;
    node.label = label_of("op", 6.5);
    Box box;
    box.content = node;
    return add(parent, box);
}

void Maker::link(BoxId from, BoxId to) {
    if (!from.valid()) return;
    FigureLink made;
    made.from = from;
    made.to = to;
    made.tensor = from.index();
    if (wanted.labels && below(3) == 0) made.label = label_of("64x56x56", 6);
    figure.links.add(made);
}

BoxId Maker::add_chain(BoxId parent, BoxId from, int length) {
    for (int at = 0; at < length; ++at) {
        const BoxId node = add_node(parent);
        link(from, node);
        from = node;
    }
    return from;
}

BoxId Maker::add_residual(BoxId parent, BoxId from) {
    if (!from.valid()) from = add_node(parent);
    const BoxId last = add_chain(parent, from, 1 + below(3));
    const BoxId sum = add_node(parent, {11, 11}, true);
    link(last, sum);
    link(from, sum);
    return sum;
}

/// Equal pair by pair, from outside in.
BoxId Maker::add_branches(BoxId parent, BoxId from) {
    from = add_chain(parent, from, 1);
    const int branches = 2 + below(4);
    std::vector<std::vector<Size>> sizes(static_cast<std::size_t>(branches));
    for (std::size_t left = 0; left < (sizes.size() + 1) / 2; ++left) {
        sizes[left].resize(1 + static_cast<std::size_t>(below(3)));
        for (auto& size : sizes[left]) size = {20.0 + below(40), 15};
        sizes[sizes.size() - 1 - left] = sizes[left];
    }
    std::vector<BoxId> ends;
    for (const auto& branch : sizes) {
        BoxId at = from;
        for (const auto& size : branch) {
            const BoxId node = add_node(parent, size);
            link(at, node);
            at = node;
        }
        ends.push_back(at);
    }
    const BoxId join = add_node(parent, {60, 12});
    for (const BoxId end : ends) link(end, join);
    return join;
}

BoxId Maker::add_block(BoxId parent, BoxId from, int depth) {
    const BoxId frame = add_frame(parent);
    return add_parts(frame, from, 1 + below(3), depth - 1);
}

BoxId Maker::add_parts(BoxId parent, BoxId from, int parts, int depth) {
    for (int part = 0; part < parts; ++part) {
        switch (below(depth > 0 ? 6 : 4)) {
            case 0:
                from = add_residual(parent, from);
                break;
            case 1:
                from = add_branches(parent, from);
                break;
            case 2:
            case 3:
                from = add_chain(parent, from, 1 + below(2));
                break;
            case 4:
            case 5:
                from = add_block(parent, from, depth);
                break;
        }
    }
    return from;
}

}  // namespace

Figure random_network(const RandomNetwork& wanted) {
    Maker maker{wanted, wanted.seed * 2654435761ULL + 777, {}};
    const BoxId page = maker.add_frame(BoxId());
    const BoxId start = maker.add_node(page);
    maker.add_parts(page, start, wanted.parts, wanted.depth);
    return std::move(maker.figure);
}

}  // namespace netfig::test
