// A figure placed by hand that has one of everything, for the tests of painting and rendering.
#pragma once

#include "netfig/laid_out_figure.h"
#include "netfig/text_run.h"
#include "netfig/theme.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netfig {

struct SampleFigure {
    Figure figure;
    LaidOutFigure layout;
    Theme theme;
};

namespace sample {

inline Label label(const MeasureText& measure, std::string_view text, double size, int weight = 400) {
    Label made;
    made.text = text;
    double x = 0;
    for (TextRun& run : measure(text, {"Nimbus Sans", size, weight, false})) {
        const double width = run.width;
        const double ascent = run.ascent;
        made.size = {x + width, std::max(made.size.height, run.ascent + run.descent)};
        made.runs.push_back({std::move(run), {x, ascent}});
        x += width;
    }
    return made;
}

inline Rect centred(const Label& label, Point middle) {
    return {middle.x - label.size.width / 2, middle.y - label.size.height / 2, label.size.width, label.size.height};
}

struct Builder {
    const MeasureText& measure;
    SampleFigure made;

    BoxId add(Box box, const Rect& rect, Flow flow) {
        box.tooltip = box.type + " " + box.path;
        const BoxId id = made.figure.boxes.add(std::move(box));
        made.layout.boxes.add(rect);
        made.layout.titles.add(std::nullopt);
        made.layout.badges.add(std::nullopt);
        made.layout.flows.add(flow);
        return id;
    }

    BoxId node(std::string path, std::string words, const Rect& rect, Color fill,
               BoxShape shape = BoxShape::rectangle) {
        Box box;
        box.type = "Convolution";
        box.kind = "convolution";
        box.path = std::move(path);
        box.parent = BoxId(0);
        box.look = {.shape = shape, .fill = fill, .stroke = {70, 80, 95}, .text = {25, 30, 40}};
        NodeBox node;
        node.size = {rect.width, rect.height};
        node.label = label(measure, words, 8);
        box.content = std::move(node);
        return add(std::move(box), rect, Flow::down);
    }

    BoxId frame(std::string path, std::string words, const Rect& rect) {
        Box box;
        box.type = "BasicBlock";
        box.path = std::move(path);
        box.parent = BoxId(0);
        box.look.fill = {244, 246, 249};
        box.look.stroke = {150, 160, 175};
        box.look.corner_radius = 4;
        FrameBox frame;
        frame.title = label(measure, words, 7, 700);
        const Rect title = centred(frame.title, {rect.x + 8 + frame.title.size.width / 2, rect.y + 9});
        box.badge = label(measure, "×3", 7, 700);
        const Rect badge = centred(*box.badge, {rect.right() - 10, rect.y + 9});
        box.content = std::move(frame);
        const BoxId id = add(std::move(box), rect, Flow::down);
        made.layout.titles[id] = title;
        made.layout.badges[id] = badge;
        return id;
    }

    void strip(BoxId id, std::string words, Flow flow, double thickness, Color fill) {
        Strip strip;
        strip.label = label(measure, words, 6.5);
        strip.look = {.fill = fill, .stroke = {70, 80, 95}, .text = {25, 30, 40}};
        strip.thickness = thickness;
        strip.path = made.figure.boxes[id].path + "_" + words;
        std::get<NodeBox>(made.figure.boxes[id].content).strips.push_back(std::move(strip));
        made.layout.flows[id] = flow;
    }

    FigureLinkId link(BoxId from, BoxId to, std::vector<Point> points) {
        FigureLink link;
        link.from = from;
        link.to = to;
        link.stroke = {70, 80, 95};
        const FigureLinkId id = made.figure.links.add(std::move(link));
        made.layout.routes.add({std::move(points)});
        made.layout.labels.add(std::nullopt);
        return id;
    }

    void link_label(FigureLinkId id, std::string_view words, Point middle) {
        made.figure.links[id].label = label(measure, words, 6.5);
        made.layout.labels[id] = centred(made.figure.links[id].label, middle);
    }
};

}  // namespace sample

inline SampleFigure sample_figure(const MeasureText& measure) {
    sample::Builder build{measure, {}};
    const Color blue{200, 220, 240};
    const Color orange{250, 222, 190};
    const Color green{208, 232, 208};
    const Color grey{236, 236, 236};
    build.made.layout.page = {220, 262};
    build.made.theme.label_color = {60, 66, 78};
    Box page;
    page.content = FrameBox{};
    build.add(std::move(page), {0, 0, 220, 262}, Flow::down);

    build.frame("layer1", "BasicBlock", {20, 44, 124, 150});
    const BoxId in = build.node("in", "Input", {60, 20, 60, 15}, grey, BoxShape::pill);
    const BoxId conv1 = build.node("layer1/conv1", "Conv 3×3, 64", {55, 72, 70, 27}, blue);
    build.strip(conv1, "BN", Flow::down, 0.5 * 12, green);
    build.strip(conv1, "ReLU", Flow::down, 7, orange);
    const BoxId conv2 = build.node("layer1/conv2", "Conv 3×3, 64", {55, 117, 70, 17}, blue);
    const BoxId add = build.node("layer1/add", "+", {84.5, 150, 11, 11}, {255, 255, 255}, BoxShape::circle);
    const BoxId relu = build.node("layer1/relu", "ReLU", {70, 174, 40, 15}, orange);
    const BoxId out = build.node("out", "Output", {60, 214, 60, 15}, grey, BoxShape::pill);
    build.link(in, conv1, {{90, 35}, {90, 72}});
    build.link(conv1, conv2, {{90, 99}, {90, 117}});
    build.link(conv2, add, {{90, 134}, {90, 150}});
    build.link(add, relu, {{90, 161}, {90, 174}});
    const auto last = build.link(relu, out, {{90, 189}, {90, 214}});
    const auto skip = build.link(in, add, {{90, 35}, {90, 63}, {36, 63}, {36, 155.5}, {84.5, 155.5}});
    build.link_label(skip, "skip", {44, 108});
    build.link_label(last, "64 × 56 × 56", {114, 204});

    const BoxId cat = build.node("cat", "Concat", {160, 150, 50, 8}, green, BoxShape::bar);
    const BoxId times = build.node("times", "×", {179.5, 110, 11, 11}, {255, 255, 255}, BoxShape::circle);
    const BoxId side = build.node("side", "Conv", {150, 60, 56, 20}, blue);
    build.strip(side, "BN", Flow::right, 16, green);
    const BoxId left = build.node("left", "Conv", {150, 20, 56, 20}, blue);
    build.strip(left, "BN", Flow::left, 16, green);
    build.node("plain", "plain ∥ text", {150, 180, 60, 12}, grey, BoxShape::plain);
    build.made.figure.boxes[build.node("dashed", "dashed", {150, 200, 60, 15}, grey)].look.dashed = true;
    const auto dashed = build.link(side, times, {{178, 80}, {178, 95}, {185, 95}, {185, 110}});
    build.made.figure.links[dashed].dashed = true;
    build.link(times, cat, {{185, 121}, {185, 150}});
    build.made.figure.links[build.link(left, side, {{178, 40}, {178, 60}})].feedback = true;
    build.made.figure.boxes[side].link = "https://example.org/?a=1&b=2";
    build.made.figure.boxes[left].link = "javascript:alert(1)";

    build.made.figure.title = sample::label(measure, "A figure with one of everything", 9, 700);
    build.made.layout.title = sample::centred(build.made.figure.title, {110, 248});
    return std::move(build.made);
}

}  // namespace netfig
