#include "layout/check.h"

#include "layout/check_geometry.h"

#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace netfig {

using namespace layered;

namespace {

struct Thing {
    BoxId box;  // whose it is; for a link's label the link's source
    Rect rect;
    std::string what;
    bool is_box = false;
};

/// Everything that takes up room, each under the frame that holds it; frames count with their whole area.
std::vector<Thing> things(const Figure& figure, const LaidOutFigure& layout) {
    std::vector<Thing> list;
    for (const auto id : figure.boxes.ids()) {
        const auto& path = figure.boxes[id].path;
        if (figure.boxes[id].parent.valid()) list.push_back({id, layout.boxes[id], "box " + path, true});
        if (layout.titles[id]) list.push_back({id, *layout.titles[id], "title of " + path});
        if (layout.badges[id]) list.push_back({id, *layout.badges[id], "badge of " + path});
    }
    for (const auto id : figure.links.ids()) {
        if (layout.labels[id]) list.push_back({BoxId(), *layout.labels[id], "label of " + name_of(figure, id)});
    }
    if (layout.title) list.push_back({BoxId(), *layout.title, "title of the figure"});
    return list;
}

/// Parent and child may overlap, and so may a frame and whatever is written in it.
bool may_overlap(const Figure& figure, const Thing& one, const Thing& other) {
    const auto holds = [&](const Thing& outer, const Thing& inner) {
        return outer.is_box && is_frame(figure.boxes[outer.box]) &&
               (!inner.box.valid() || is_inside(figure, inner.box, outer.box));
    };
    return holds(one, other) || holds(other, one);
}

}  // namespace

/// Sorted by their left borders, so that far ones are never compared.
Violations check_no_overlap(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    auto list = things(figure, layout);
    std::stable_sort(list.begin(), list.end(),
                     [](const Thing& one, const Thing& other) { return one.rect.y < other.rect.y; });
    for (std::size_t one = 0; one < list.size(); ++one) {
        for (std::size_t other = one + 1; other < list.size() && list[other].rect.y < list[one].rect.bottom();
             ++other) {
            if (overlap(list[one].rect, list[other].rect) && !may_overlap(figure, list[one], list[other])) {
                violations.push_back(list[one].what + " overlaps " + list[other].what);
            }
        }
    }
    return violations;
}

Violations check_containment(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    const auto require = [&](const Rect& inner, BoxId frame, const std::string& what) {
        if (!contains(layout.boxes[frame], inner))
            violations.push_back(what + " sticks out of " + figure.boxes[frame].path);
    };
    for (const auto id : figure.boxes.ids()) {
        const auto& box = figure.boxes[id];
        if (box.parent.valid()) require(layout.boxes[id], box.parent, "box " + box.path);
        if (layout.titles[id]) require(*layout.titles[id], id, "title of " + box.path);
        if (layout.badges[id])
            require(*layout.badges[id], is_frame(figure.boxes[id]) ? id : box.parent, "badge of " + box.path);
    }
    return violations;
}

/// Lines that share their way share their label too.
Violations check_labels_drawn(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    std::set<std::tuple<BoxId, std::size_t, std::size_t, std::string>> drawn;
    const auto key = [&](FigureLinkId id) {
        const auto& link = figure.links[id];
        return std::make_tuple(link.from, link.from_port, link.tensor, link.label.text);
    };
    for (const auto id : figure.links.ids()) {
        if (layout.labels[id]) drawn.insert(key(id));
    }
    for (const auto id : figure.links.ids()) {
        if (!figure.links[id].label.empty() && !drawn.contains(key(id)))
            violations.push_back("label of " + name_of(figure, id) + " is not drawn");
    }
    return violations;
}

Violations check_inside_page(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    const Rect page{0, 0, layout.page.width, layout.page.height};
    for (const auto& thing : things(figure, layout)) {
        if (!contains(page, thing.rect)) violations.push_back(thing.what + " sticks out of the page");
    }
    for (const auto id : figure.links.ids()) {
        for (const auto& point : layout.routes[id].points) {
            if (!contains(page, {point.x, point.y, 0, 0}))
                violations.push_back("link " + name_of(figure, id) + " leaves the page");
        }
    }
    return violations;
}

namespace {

/// The frames' interiors by what they hold, as text: equal texts, equal blocks.
std::string describe(const Figure& figure, BoxId frame, const Table<BoxId, std::string>& known) {
    std::string text;
    for (const auto child : std::get<FrameBox>(figure.boxes[frame].content).children) {
        if (const auto* node = std::get_if<NodeBox>(&figure.boxes[child].content)) {
            text += "n" + std::to_string(node->size.width) + "," + std::to_string(node->size.height) + "," +
                    std::to_string(node->inputs) + "," + std::to_string(node->outputs) + (node->any_side ? "o" : "") +
                    ";";
            if (figure.boxes[child].badge) text += "b" + std::to_string(figure.boxes[child].badge->size.width);
        } else {
            text += "f{" + known[child] + "}";
        }
    }
    const auto& content = std::get<FrameBox>(figure.boxes[frame].content);
    text += "/" + std::to_string(static_cast<int>(content.flow)) + "/" + std::to_string(content.title.size.width);
    if (figure.boxes[frame].badge) text += "/" + std::to_string(figure.boxes[frame].badge->size.width);
    return text;
}

/// All links that touch a frame's children, by the index of the child; those from outside by their tensors in turn.
Table<BoxId, std::string> describe_links(const Figure& figure) {
    Table<BoxId, std::string> text(figure.boxes.size());
    std::vector<std::size_t> index(figure.boxes.size());
    for (const auto id : figure.boxes.ids()) {
        if (!is_frame(figure.boxes[id])) continue;
        const auto& children = std::get<FrameBox>(figure.boxes[id].content).children;
        for (std::size_t child = 0; child < children.size(); ++child) index[children[child].index()] = child;
    }
    Table<BoxId, std::map<std::tuple<BoxId, std::size_t, std::size_t>, std::size_t>> tensors(figure.boxes.size());
    for (const auto id : figure.links.ids()) {
        const auto& link = figure.links[id];
        for (BoxId at = figure.boxes[link.from].parent; at.valid(); at = figure.boxes[at].parent) {
            tensors[at].try_emplace({link.from, link.from_port, link.tensor}, tensors[at].size());
        }
        for (BoxId at = figure.boxes[link.to].parent; at.valid(); at = figure.boxes[at].parent) {
            tensors[at].try_emplace({link.from, link.from_port, link.tensor}, tensors[at].size());
        }
        const auto add = [&](BoxId end, std::size_t port, const char* sign) {
            std::string path;
            for (BoxId at = end; figure.boxes[at].parent.valid(); at = figure.boxes[at].parent) {
                path = std::to_string(index[at.index()]) + "." + path;
                const BoxId frame = figure.boxes[at].parent;
                text[frame] += sign + path + ":" + std::to_string(port) + "t" +
                               std::to_string(tensors[frame][{link.from, link.from_port, link.tensor}]) +
                               (link.feedback ? "b" : "") + std::to_string(link.label.size.width);
            }
        };
        add(link.from, link.from_port, "<");
        add(link.to, link.to_port, ">");
    }
    return text;
}

/// The block's size and its children's places in it.
std::vector<double> drawing(const Figure& figure, const LaidOutFigure& layout, BoxId frame) {
    const Rect& outer = layout.boxes[frame];
    std::vector<double> numbers{outer.width, outer.height};
    for (const auto child : std::get<FrameBox>(figure.boxes[frame].content).children) {
        const Rect& rect = layout.boxes[child];
        numbers.insert(numbers.end(), {rect.x - outer.x, rect.y - outer.y, rect.width, rect.height});
    }
    return numbers;
}

}  // namespace

/// Blocks that hold the same and are linked alike, inside and across their border, are drawn alike.
Violations check_equal_blocks_equal(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    Table<BoxId, std::string> texts(figure.boxes.size());
    const auto links = describe_links(figure);
    const auto cut_sides = sides_of_ports(figure, layout);
    std::map<std::string, BoxId> first;
    for (auto index = figure.boxes.size(); index-- > 1;) {
        const BoxId id(index);
        if (!is_frame(figure.boxes[id])) continue;
        texts[id] = describe(figure, id, texts) + "#" + links[id];
        const auto [found, is_new] = first.try_emplace(texts[id] + "@" + cut_sides[id], id);
        if (is_new) continue;
        const auto one = drawing(figure, layout, id), other = drawing(figure, layout, found->second);
        for (std::size_t number = 0; number < std::min(one.size(), other.size()); ++number) {
            if (std::abs(one[number] - other[number]) <= 0.011) continue;
            violations.push_back("block " + figure.boxes[id].path + " differs from its equal " +
                                 figure.boxes[found->second].path);
            break;
        }
    }
    return violations;
}

Violations check(const Figure& figure, const LaidOutFigure& layout) {
    Violations all;
    for (const auto part :
         {check_no_overlap, check_containment, check_labels_drawn, check_lines_clear, check_lines_apart,
          check_inside_page, check_routes, check_trunk_straight, check_branches_symmetric, check_equal_blocks_equal}) {
        const auto violations = part(figure, layout);
        all.insert(all.end(), violations.begin(), violations.end());
    }
    return all;
}

}  // namespace netfig
