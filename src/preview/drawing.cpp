#include "preview/drawing.h"

#include "base/dim.h"
#include "base/strings.h"
#include "render/svg.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

namespace netfig {
namespace {

/// Looked up only, never walked.
using BoxesByPath = std::unordered_map<std::string_view, const Box*>;
using GroupsByPath = std::unordered_map<std::string, GroupId>;

struct Describer {
    const Compilation& run;
    BoxesByPath boxes;
    GroupsByPath groups;

    explicit Describer(const Compilation& compilation) : run(compilation) {
        for (const Box& box : run.figure.boxes) {
            if (!box.path.empty()) boxes.emplace(box.path, &box);
        }
        for (const GroupId id : run.network.groups.ids()) {
            if (run.network.groups[id].parent.valid()) groups.emplace(path_of(run.network, id), id);
        }
    }

    /// "64x56x56, 128x28x28": what the boundary of a block carries.
    std::string shapes(const std::vector<NodeId>& boundary) const {
        std::vector<std::string> texts;
        for (const NodeId node : boundary) {
            for (const PortId port : run.network.nodes[node].outputs) {
                const Shape& shape = run.shapes.ports[port];
                if (!shape.is_unknown()) texts.push_back(to_text(shape));
            }
        }
        return join(texts, ", ");
    }

    std::string facts(const std::string& path) const {
        const auto found = boxes.find(path);
        if (found == boxes.end()) return "";
        const Box& box = *found->second;
        nlohmann::ordered_json facts{{"path", path}, {"type", box.type}};
        if (const std::string fused = fused_onto(box); !fused.empty()) facts["then"] = fused;
        const auto group = groups.find(path);
        if (group == groups.end()) return facts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        facts["open"] = std::holds_alternative<FrameBox>(box.content);
        const Group& block = run.network.groups[group->second];
        const std::string in = shapes(block.inputs), out = shapes(block.outputs);
        if (!in.empty() || !out.empty()) facts["shapes"] = in + " → " + out;
        return facts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }

    /// "BN, ReLU"; the rest of what the page tells of a box is the tooltip in its SVG.
    static std::string fused_onto(const Box& box) {
        std::vector<std::string> fused;
        if (const auto* node = std::get_if<NodeBox>(&box.content)) {
            for (const Strip& strip : node->strips) fused.push_back(strip.label.text);
        }
        return join(fused, ", ");
    }
};

}  // namespace

Drawing make_drawing(const Compilation& run) {
    const Describer describer(run);
    SvgPieces written = write_svg_pieces(run.scene, "");
    Drawing drawing{std::move(written.head), {}};
    std::size_t without_id = 0;
    for (std::size_t i = 0; i < written.items.size(); ++i) {
        SvgPiece& item = written.items[i];
        const auto* group = std::get_if<SceneGroup>(&run.scene.items[i].what);
        Piece piece{std::move(item.id), std::move(item.text), group ? describer.facts(group->id) : ""};
        if (piece.key.empty()) piece.key = "#" + std::to_string(without_id++);
        drawing.pieces.push_back(std::move(piece));
    }
    return drawing;
}

std::string to_svg(const Drawing& drawing) {
    std::string svg = drawing.head;
    for (const Piece& piece : drawing.pieces) svg += piece.svg;
    return svg + "</svg>\n";
}

}  // namespace netfig
