#include "lsp/vocabulary.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

// clang-format off
constexpr VocabularyWord statements[] = {
    {"figure", "", "settings of the figure; once in a file"},
    {"style", "", "looks of types or classes, for the whole file"},
    {"use", "", "brings in the blocks of a library file or of another file"},
    {"op", "", "declares an operation: its ports, shapes and costs"},
    {"for", "", "one copy of a chain per value of a list, in series"},
    {"if", "", "one of two chains"},
};

constexpr VocabularyWord settings[] = {
    {"flow", "down up right left", "the direction of the figure"},
    {"theme", "", "paper, pastel, mono, dark, or the path of a YAML file"},
    {"width", "1col 2col 84mm 178mm", "the printed width; a chain too long for it goes on in the next column, or row"},
    {"height", "120mm", "the printed height"},
    {"aspect", "\"16:9\" \"4:3\" 1", "the shape of the page, width by height"},
    {"depth", "0 1 2", "blocks nested deeper are drawn as one box; 0 collapses all"},
    {"collapse", "", "types of blocks drawn as one box"},
    {"expand", "", "types of blocks drawn with their content"},
    {"fuse", "[activation] [activation,normalization]", "operations of these kinds become a strip on the layer before them"},
    {"hide", "", "types or kinds left out, their links joined"},
    {"show", "[shapes] [shapes,params] [flops] [names] [arguments]", "what is written beside the boxes"},
    {"fold", "false true", "whether repeats are drawn once with a badge"},
    {"lines", "orthogonal direct", "whether lines may run straight from box to box at a slant"},
    {"fewest_bends", "false true", "lines leave and enter boxes at whatever side saves a bend"},
    {"title", "", "a text above the figure"},
    {"preset", "article ieee acm neurips springer beamer", "the fonts and widths of a kind of document"},
    {"batch", "N", "a batch size before every shape"},
    {"dtype", "float32 float16 bfloat16 int8", "what tensors hold, for the bytes in a summary"},
};

constexpr VocabularyWord properties[] = {
    {"label", "", "what the box says"},
    {"note", "", "a second, smaller line"},
    {"badge", "", "instead of the ×n of a repeat"},
    {"fill", "", "the colour inside: \"#4477aa\" or a CSS name"},
    {"stroke", "", "the colour of the outline"},
    {"text", "", "the colour of the words"},
    {"shape", "rectangle pill circle bar plain", "the form of the box"},
    {"stroke_width", "0.6pt", "the width of the outline"},
    {"radius", "2pt", "of the corners"},
    {"font_size", "8pt", "of the words"},
    {"width", "20mm", "of the box"},
    {"height", "10mm", "of the box"},
    {"dashed", "true false", "a dashed outline"},
    {"bold", "true false", "bold words"},
    {"symbol", "", "what a round operator holds"},
    {"collapsed", "true false", "a block as one box"},
    {"expanded", "true false", "a block with its content"},
    {"hidden", "true false", "left out, its links joined"},
    {"flow", "down up right left", "the direction inside a block"},
    {"row", "", "stands level with what has the same row in the blocks beside"},
    {"class", "", "a name for `style .name (…)`"},
    {"link", "", "where a click leads"},
};

constexpr VocabularyWord annotations[] = {
    {"feedback", "true false", "the link runs backwards on purpose"},
    {"trunk", "true false", "the figure's straight line runs here"},
    {"dashed", "true false", "a dashed line"},
    {"color", "", "the colour of the line"},
    {"stroke_width", "1.2pt", "the width of the line"},
    {"arrow", "false true", "whether the line has a head"},
};

constexpr VocabularyWord clauses[] = {
    {"in", "", "an input and the pattern of its shape"},
    {"out", "", "an output and its shape"},
    {"let", "", "a value, seen by the clauses after it"},
    {"require", "", "an error unless the condition holds"},
    {"params", "", "how many numbers are learned"},
    {"flops", "", "work per sample; a multiply-add counts two"},
    {"label", "", "what the box says"},
    {"kind", "", "the family, which the theme colours"},
    {"field", "", "what the output sees of the input: kernel, stride, dilation, spread; or all, or none"},
};

constexpr VocabularyWord kinds[] = {
    {"convolution", "", ""}, {"pooling", "", ""}, {"normalization", "", ""}, {"activation", "", ""},
    {"linear", "", ""}, {"embedding", "", ""}, {"dropout", "", ""}, {"operator", "", "a small round node"},
    {"concatenation", "", ""}, {"shape", "", ""}, {"attention", "", ""}, {"recurrent", "", ""},
    {"upsampling", "", ""}, {"loss", "", ""}, {"source", "", ""}, {"other", "", ""},
};

constexpr VocabularyWord functions[] = {
    {"window", "size, kernel, stride, padding, dilation, ceil", "how many places a sliding window has"},
    {"transposed_window", "size, kernel, stride, padding, output_padding, dilation", "the same for transposed convolutions"},
    {"min", "values…", "the least of the arguments, or of the items of one list or shape"},
    {"max", "values…", "the greatest of the arguments, or of the items of one list or shape"},
    {"sum", "values…", "of the arguments, or of the items of one list or shape"},
    {"product", "values…", "of the arguments, or of the items of one list or shape"},
    {"floor", "x", "rounded down"},
    {"ceil", "x", "rounded up"},
    {"round", "x", "rounded"},
    {"abs", "x", "without its sign"},
    {"sqrt", "x", "square root"},
    {"floor_div", "a, b", "division rounded down"},
    {"ceil_div", "a, b", "division rounded up"},
    {"scaled", "size, x", "floor(size * x), of symbolic sizes too"},
    {"each", "value, n", "n times the value; a list of n items stays as it is"},
    {"repeat", "value, n", "a list of n times the value"},
    {"range", "from, to, step", "a list of integers, without `to`"},
    {"length", "list", "the number of items"},
    {"given", "x", "whether an argument was given, or an optional input linked"},
    {"is_list", "x", "whether a value is a list"},
    {"is_string", "x", "whether a value is a text"},
    {"same", "a, b", "whether two values of any kind are equal"},
    {"text", "x", "as a person would write it"},
    {"rank", "s", "the number of sizes of a shape"},
    {"size", "s, axis", "one size of a shape"},
    {"slice", "s, from, to", "some of the sizes, with Python's ranges"},
    {"join", "a, b, …", "sizes one after another"},
    {"without", "s, axis", "a shape without an axis"},
    {"replace", "s, axis, size", "a shape with another size"},
    {"insert", "s, axis, size", "a shape with one size more"},
    {"squeeze", "s", "the sizes other than 1"},
    {"permute", "s, order", "a shape with its axes in another order"},
    {"reshape", "s, sizes", "checks the number of elements; one size may be -1"},
    {"flatten", "s, from, to", "the axes from … to, both included, as one"},
    {"broadcast", "a, b, …", "the common shape, sizes 1 stretched"},
    {"concat", "shapes, axis", "shapes joined along an axis"},
    {"stack", "shapes, axis", "shapes joined along a new axis"},
    {"matmul", "a, b", "the matrix product of the last two axes"},
    {"einsum", "equation, shapes", "\"bij,bjk->bik\""},
};

constexpr VocabularyWord theme_keys[] = {
    {"base", "", "a shipped theme to start from"},
    {"description", "", "one line, for `netfig list themes`"},
    {"background", "", "the colour of the page"},
    {"paint_background", "true false", "whether the page is painted"},
    {"font_family", "", "of all text"},
    {"math_family", "", "of what stands between two $"},
    {"font_size", "", "points, at the printed size"},
    {"small_font_size", "", "of second lines, shapes on arrows, badges"},
    {"title_font_size", "", "of the figure's title"},
    {"node_padding_x", "", "space beside the words of a box"},
    {"node_padding_y", "", "space above and below them"},
    {"node_min_width", "", "of a box"},
    {"node_min_height", "", "of a box"},
    {"operator_diameter", "", "of a round operator"},
    {"label_color", "", "of arrows' labels and frames' titles"},
    {"node", "", "the look that every box starts from"},
    {"frame", "", "the look of frames around blocks"},
    {"frame_fills", "", "colours of frames, by nesting depth"},
    {"terminal", "", "the look of In and Out"},
    {"link", "", "the look of lines"},
    {"kinds", "", "looks by kind of operation"},
    {"distances", "", "the distances that layout keeps"},
    {"lines", "orthogonal direct", "whether lines may run straight from box to box at a slant"},
    {"fewest_bends", "false true", "lines leave and enter boxes at whatever side saves a bend"},
    {"fill", "", "the colour inside"},
    {"stroke", "", "the colour of the outline"},
    {"text", "", "the colour of the words"},
    {"shape", "rectangle pill circle bar plain", "the form of the box"},
    {"stroke_width", "", "in points"},
    {"corner_radius", "", "in points"},
    {"dashed", "true false", "a dashed outline"},
    {"bold", "true false", "bold words"},
    {"symbol", "", "what a circle holds"},
    {"between_boxes", "", "across the flow"},
    {"between_layers", "", "along the flow"},
    {"frame_padding", "", "inside a frame"},
    {"lane", "", "between parallel lines"},
    {"title_gap", "", "around a frame's title"},
    {"page_margin", "", "around the figure"},
    {"arrow_length", "", "of arrow heads"},
};
// clang-format on

}  // namespace

std::span<const VocabularyWord> words_of(Vocabulary vocabulary) {
    switch (vocabulary) {
        case Vocabulary::statements:
            return statements;
        case Vocabulary::settings:
            return settings;
        case Vocabulary::properties:
            return properties;
        case Vocabulary::annotations:
            return annotations;
        case Vocabulary::clauses:
            return clauses;
        case Vocabulary::kinds:
            return kinds;
        case Vocabulary::functions:
            return functions;
        case Vocabulary::theme_keys:
            return theme_keys;
    }
    return {};
}

const VocabularyWord* find_word(Vocabulary vocabulary, std::string_view word) {
    const auto words = words_of(vocabulary);
    const auto found = std::ranges::find(words, word, &VocabularyWord::word);
    return found == words.end() ? nullptr : &*found;
}

std::vector<std::string> split_words(std::string_view words) {
    std::vector<std::string> result;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (end > 0) result.emplace_back(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return result;
}

}  // namespace netfig::lsp
