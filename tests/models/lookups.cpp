// Tables and the places that are looked up in them.
#include "phrase.h"

#include <algorithm>

namespace netfig::models {
namespace {

bool is_module(const CallView& view) { return view.call.op.front() >= 'A' && view.call.op.front() <= 'Z'; }

/// `[table, places] -> Take(axis)`: the places' axes stand where the table's one was, with their batch.
Translation taken(const CallView& view, std::size_t table, std::size_t places, std::size_t axis) {
    const Steps steps = steps_to(view.operands.at(table), std::nullopt);
    if (!steps) return unsayable(view);
    BatchAxis batch = view.operands.at(places).batch;
    if (batch) *batch += axis;
    Translation take = moving(batch, axis == 0 ? "Take" : "Take(" + std::to_string(axis) + ")");
    take.feeds = {{table, *steps}, {places, {}}};
    return take;
}

Translation embedding(const CallView& view) {
    if (!is_module(view)) return view.operands.size() == 2 ? taken(view, 1, 0, 0) : unsayable(view);
    Phrase phrase("Embedding");
    phrase.add(std::to_string(view.needed("num_embeddings").front()));
    return keeping(view, phrase.add(std::to_string(view.needed("embedding_dim").front())).text());
}

/// One bag a sample; or one long list, whose bags begin where the offsets say.
Translation embedding_bag(const CallView& view) {
    if (!is_module(view)) return unsayable(view);
    Phrase phrase("EmbeddingBag");
    phrase.add(std::to_string(view.needed("num_embeddings").front()));
    phrase.add(std::to_string(view.needed("embedding_dim").front()));
    if (view.operands.size() == 1) return view.rank() == 2 ? keeping(view, phrase.text()) : unsayable(view);
    if (view.operands.size() != 2 || view.rank() != 1 || view.batch() || view.operands[1].batch) return unsayable(view);
    return moving(std::nullopt, phrase.text());
}

Translation index_select(const CallView& view) {
    const std::size_t axis = whole_axis(view.integer("dim", 0), view.rank());
    return view.operands.size() == 2 && !view.operands[1].batch ? taken(view, 0, 1, axis) : unsayable(view);
}

/// A table indexed by a tensor of places. Which are a mask's true ones, no shape says.
Translation indexed(const CallView& view) {
    if (view.operands.size() != 2) return unsayable(view);
    const Sizes& table = view.operands[0].shape;
    Sizes expected = view.operands[1].shape;
    expected.insert(expected.end(), table.begin() + (table.empty() ? 0 : 1), table.end());
    return view.call.outputs.front() == expected ? taken(view, 0, 1, 0) : unsayable(view);
}

Translation gather(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dim", 0);
    const bool alike = view.operands.size() == 2 && view.operands[0].batch == view.operands[1].batch;
    return axis && alike ? keeping(view, "GatherElements(" + std::to_string(*axis) + ")") : unsayable(view);
}

Translation one_hot(const CallView& view) {
    return keeping(view, "OneHot(" + std::to_string(view.integer("num_classes", view.call.outputs[0].back())) + ")");
}

Translation grid_sample(const CallView& view) {
    const bool images = view.operands.size() == 2 && view.rank() == 4 && view.batch() == view.operands[1].batch;
    return images && view.batch() == BatchAxis(0) ? keeping(view, "GridSample") : unsayable(view);
}

Translation affine_grid(const CallView& view) {
    const Sizes& grid = view.call.outputs.front();
    if (view.batch() != BatchAxis(0) || grid.size() != 4) return unsayable(view);
    return keeping(view, "AffineGrid([" + std::to_string(grid[1]) + ", " + std::to_string(grid[2]) + "])");
}

}  // namespace

Rule lookup_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {embedding, {"embedding"}},
        {embedding_bag, {"embeddingbag"}},
        {index_select, {"indexselect"}},
        {gather, {"gather", "takealongdim"}},
        {one_hot, {"onehot"}},
        {grid_sample, {"gridsample"}},
        {affine_grid, {"affinegrid", "affinegridgenerator"}},
        {indexed, {"index"}},
    });
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
