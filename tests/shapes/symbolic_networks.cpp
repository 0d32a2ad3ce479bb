#include "shapes/symbolic_networks.h"

#include "shapes/translate.h"

#include <algorithm>

namespace netfig::test {

namespace {

struct Line {
    std::vector<Sizes> inputs;
    const char* chain;
};

const std::vector<Line>& windows() {
    static const std::vector<Line> lines{
        {{{3, 32, 48}}, "Conv(8, k = 3)"},
        {{{3, 224, 192}}, "Conv(64, k = 7, s = 2, p = 3)"},
        {{{4, 33, 20}}, "Conv(8, k = [3, 5], s = [2, 3], p = [1, 2], dilation = [1, 2])"},
        {{{6, 32, 20}}, "Conv(12, k = 3, s = 3, padding = \"valid\", groups = 3)"},
        {{{3, 31, 20}}, "Conv(8, k = 3, padding = \"same\")"},
        {{{3, 100}}, "Conv1d(8, k = 5, s = 2, p = 2) -> Conv1d(8, k = 5, s = 2, p = 2)"},
        {{{3, 9, 17, 20}}, "Conv3d(8, k = 3, s = 2, p = 1)"},
        {{{16, 32, 20}}, "DepthwiseConvolution(3, s = 2, p = 1) -> SeparableConvolution(8)"},
        {{{3, 64, 48}},
         "Conv(8, k = 3, s = 2, p = 1) -> MaxPool(2) -> Conv(16, k = 3, s = 2, p = 1) -> MaxPool(3, s = 2)"},
        {{{8, 33, 20}}, "MaxPool(3, s = 2, p = 1)"},
        {{{8, 33, 20}}, "MaxPool(3, s = 2, ceil = true)"},
        {{{8, 33, 20}}, "MaxPool(2, s = 3, ceil = true, dilation = 2)"},
        {{{8, 33, 20}}, "AveragePooling(3, s = 2, p = 1, ceil = true)"},
        {{{8, 33}}, "MaxPool1d(2) -> MaxPool1d(2) -> MaxPool1d(3)"},
        {{{8, 33, 20}}, "AdaptiveAvgPool(7) -> Flatten -> Linear(10)"},
        {{{8, 33, 20}}, "GlobalAvgPool -> Linear(10)"},
        {{{8, 15, 20}}, "TransposedConvolution(4, k = 2, s = 2)"},
        {{{8, 15, 20}}, "TransposedConvolution(4, k = 3, s = 2, p = 1, output_padding = 1)"},
        {{{8, 15}}, "TransposedConvolution1d(4, k = 4, s = 3, p = 1)"},
        {{{8, 64, 48}}, "Conv(8, k = 3, s = 2, p = 1) -> TransposedConvolution(4, k = 2, s = 2)"},
        {{{3, 18, 20}}, "Unfold(3, s = 2, p = 1)"},
        {{{3, 20, 22}}, "ZeroPad([1, 2, 3, 4]) -> ReflectionPad(2) -> Conv(4)"},
        {{{8, 15, 20}}, "Upsampling(2) -> Conv(4, k = 3, p = 1)"},
        {{{8, 15, 20}}, "Upsampling(size = [30, 40])"},
        {{{36, 15, 20}}, "PixelShuffle(3)"},
        {{{5, 16, 20}}, "PixelUnshuffle(4) -> Conv(8)"},
        {{{3, 32, 48}}, "PatchPartition(16) -> Linear(64)"},
        {{{3, 32, 48}}, "Conv(64, k = 16, s = 16) -> ImageToSequence -> MultiHeadAttention(8)"},
    };
    return lines;
}

const std::vector<Line>& rearrangements() {
    static const std::vector<Line> lines{
        {{{8, 15, 20}}, "Flatten -> Linear(10) -> ReLU -> Linear(7)"},
        {{{8, 15, 20}}, "Flatten(1)"},
        {{{8, 15, 20}}, "Reshape([8, -1])"},
        {{{8, 15, 20}}, "Reshape([-1, 4])"},
        {{{24, 15, 20}}, "Unflatten([4, -1])"},
        {{{8, 15, 20}}, "Permute([2, 0, 1]) -> Linear(4)"},
        {{{8, 15, 20}}, "Transpose(0, 2) -> Unsqueeze(1)"},
        {{{8, 15, 20}, {4, 15, 20}}, "Concat -> Conv(8)"},
        {{{8, 15, 20}, {8, 15, 20}, {8, 15, 20}}, "Stack(1)"},
        {{{8, 15, 20}, {8, 15, 20}}, "Add -> BN -> ReLU"},
        {{{8, 15, 20}, {8, 1, 1}}, "Mul"},
        {{{7, 64}}, "Split(4, axis = -1) -> Concat(axis = 0)"},
        {{{7, 64}}, "Split([16, 48], axis = 1) -> Concat(axis = 1)"},
        {{{7, 64}}, "Chunk(3, axis = 1) -> Concat(axis = 1)"},
        {{{12, 64}}, "Slice(2, 9) -> Mean(axis = 0)"},
        {{{12, 64}}, "Slice(1, -1, axis = 1)"},
        {{{8, 40, 48}}, "Crop([24, 32])"},
        {{{8, 15, 20}}, "Tile(3, axis = 1) -> Sum(axis = 0, keep = true)"},
        {{{16, 15, 20}}, "ChannelShuffle(4) -> GroupNormalization(4)"},
        {{{16, 15}}, "GatedLinearUnit(axis = 0) -> LayerNorm"},
        {{{12, 10}}, "MaxOut(3)"},
    };
    return lines;
}

const std::vector<Line>& sequences() {
    static const std::vector<Line> lines{
        {{{5, 7}, {7, 9}}, "MatMul"},
        {{{3, 5, 7}, {3, 7, 9}}, "MatMul -> Softmax"},
        {{{5, 7}, {7, 9}}, "Einsum(\"ij,jk->ki\")"},
        {{{20, 64}}, "MultiHeadAttention(8)"},
        {{{20, 64}, {30, 64}, {30, 64}}, "MultiHeadAttention(4)"},
        {{{20, 64}, {30, 64}, {30, 48}}, "ScaledDotProductAttention"},
        {{{20, 64}}, "LSTM(32) -> Linear(5)"},
        {{{20, 64}}, "LSTM(32, layers = 2, bidirectional = true)"},
        {{{20, 64}}, "GRU(32, final = true) -> Linear(5)"},
        {{{20, 64}}, "RNN(16)"},
        {{{20}}, "Embedding(1000, 64) -> LearnedPositionalEmbedding(512) -> Linear(8)"},
        {{{20, 64}}, "LayerNorm -> [_, Linear(256) -> GELU -> Linear(64)] -> Add"},
        {{{20, 64}}, "Linear(192) -> Split(3, axis = -1) -> ScaledDotProductAttention"},
        {{{20, 64}}, "Conv1d(8, k = 3, s = 2, p = 1) -> ClassToken"},
        {{{12, 7}, {12, 9}}, "Bilinear(5)"},
    };
    return lines;
}

void add_lines(const std::string& group, const std::vector<Line>& lines, std::vector<SmallNetwork>& networks) {
    for (const Line& line : lines) {
        networks.push_back({"built in: " + std::string(line.chain), group, line.inputs, line.chain});
    }
}

std::string chain_of(const Translation& said) {
    std::string arguments;
    for (const std::string& argument : said.arguments) arguments += (arguments.empty() ? "" : ", ") + argument;
    std::string steps;
    for (const std::string& step : said.before) steps += step + " -> ";
    return steps + said.type + "(" + arguments + ")";
}

}  // namespace

std::vector<SmallNetwork> small_networks() {
    std::vector<SmallNetwork> networks;
    add_lines("windows", windows(), networks);
    add_lines("rearrangements", rearrangements(), networks);
    add_lines("sequences", sequences(), networks);
    return networks;
}

std::vector<SmallNetwork> networks_of(const std::vector<Case>& cases) {
    std::vector<SmallNetwork> networks;
    for (const Case& one : cases) {
        if (one.refused) continue;
        const Translation said = translate(one);
        if (said.reason.empty()) networks.push_back({one.place, one.operation, said.inputs, chain_of(said)});
    }
    return networks;
}

}  // namespace netfig::test
