// One call of a network in netfig's words.
//
// netfig's shapes are per sample; PyTorch's have a batch dimension. So each tensor is followed with the axis on which
// its batch lies:
// - An input has it first. A parameter, buffer or constant has none, unless its first size of two or more is 1: that 1
//   stands where the batch would.
// - Layers and elementwise functions leave it where it is. `permute` and `transpose` may move it.
// - Axes in arguments are counted without it: flatten(1) is `Flatten`, cat(dim = 1) `Concat`, mean(dim = 2) `Mean(1)`.
// - `reshape`, `view`, `expand` keep it if the new shape has the same size there; otherwise it was mixed with other
//   axes, and from there on shapes are taken whole.
// - The states of recurrent layers have it second.
// - What works along the batch itself (a `cat` of batches) is said of whole shapes where there is one sample only;
//   otherwise it can't be said, and stays unknown.
// - Where tensors meet, those without a batch are brought in line on their way: `zeros -> Squeeze(1)`.
#pragma once

#include "model.h"

#include <optional>

namespace netfig::models {

/// Where the batch dimension is, if there is one.
using BatchAxis = std::optional<std::size_t>;

struct Operand {
    Sizes shape;
    BatchAxis batch;
};

/// An operand on its way into a call: all of them in their order, unless a translation says otherwise.
struct Feed {
    std::size_t operand = 0;
    std::vector<std::string> steps;  // "Squeeze(1)"
};

/// A call as the elements of a chain: often one, more where netfig does in steps what PyTorch does at once.
/// The last one gives the call's outputs.
struct Translation {
    std::vector<std::string> elements;  // "Conv(64, k = 3)"
    std::vector<BatchAxis> batch;       // of each output
    std::vector<std::string> ports;     // of each output; empty for the one that a plain arrow takes
    std::vector<Feed> feeds;            // what the first element is fed
    bool said = true;                   // whether netfig has words for it
};

/// `samples` are as many as the network's inputs have.
Translation translate(const Call& call, const std::vector<Operand>& operands, std::int64_t samples);

/// Without the batch dimension.
Sizes per_sample(const Sizes& shape, BatchAxis batch);

/// The same for each call of a network, in its order. Which axis of an input is the batch is nowhere written: it is the
/// choice with which most calls can be said.
std::vector<Translation> translate(const Model& model);

/// The network with the operands alone that the translations feed, in their order.
Model with_feeds(const Model& model, const std::vector<Translation>& translations);

}  // namespace netfig::models
