// Functions that make one shape of several.
#include "base/dim.h"
#include "evaluate/arguments.h"

#include <algorithm>
#include <map>

namespace netfig {

namespace {

using Sizes = std::vector<Dim>;

void fail_unequal(ArgumentReader& read, const std::string& what, const Shape& one, const Shape& other) {
    read.fail(DiagnosticCode::unequal_inputs, what + ": " + to_text(one) + " and " + to_text(other));
}

std::string differ(const Dim& one, const Dim& other) {
    return "sizes " + to_text(one) + " and " + to_text(other) + " differ";
}

/// Of two sizes that are taken to be equal, the one that says more.
Dim more_definite(const Dim& one, const Dim& other) {
    if (one.is_unknown()) return other;
    return other.is_known() ? other : one;
}

/// A size of 1 fits any other; nothing where the two can't be reconciled.
std::optional<Dim> broadcast_size(const Dim& one, const Dim& other) {
    if (one == Dim(1)) return other;
    if (other == Dim(1)) return one;
    if (equal(one, other) == false) {
        // H + 1 and H differ whatever H is, but H = 1 may still be stretched.
        if (one.is_known() && other.is_known()) return std::nullopt;
        const bool may_be_one = equal(one, 1) != false || equal(other, 1) != false;
        return may_be_one ? std::optional<Dim>(Dim()) : std::nullopt;
    }
    if (one.is_unknown() || other.is_unknown()) {
        const Dim& size = one.is_unknown() ? other : one;
        return size.is_known() ? size : Dim();
    }
    return more_definite(one, other);
}

/// What `broadcast_size` took for granted. Where both may be 1, an unknown size comes out, and nothing is assumed.
void assume_fitting(ArgumentReader& read, const Dim& one, const Dim& other) {
    if (one != Dim(1) && other != Dim(1)) read.assume_equal(one, other);
}

Sizes broadcast_two(ArgumentReader& read, const Sizes& one, const Sizes& other) {
    const std::size_t rank = std::max(one.size(), other.size());
    Sizes result(rank);
    for (std::size_t back = 1; back <= rank; ++back) {
        const Dim left = back <= one.size() ? one[one.size() - back] : Dim(1);
        const Dim right = back <= other.size() ? other[other.size() - back] : Dim(1);
        const auto size = broadcast_size(left, right);
        if (!size) {
            fail_unequal(read, differ(left, right), Shape{one}, Shape{other});
            return {};
        }
        assume_fitting(read, left, right);
        result[rank - back] = *size;
    }
    return result;
}

bool any_unknown(const std::vector<Shape>& shapes) {
    return std::any_of(shapes.begin(), shapes.end(), [](const Shape& shape) { return shape.is_unknown(); });
}

FunctionResult broadcast(Arguments arguments) {
    ArgumentReader read(arguments);
    const std::vector<Shape> shapes = read.shapes_from(0);
    if (shapes.empty() || any_unknown(shapes)) return read.result({});
    Sizes sizes = *shapes[0].dims;
    for (std::size_t i = 1; i < shapes.size() && !read.failed(); ++i)
        sizes = broadcast_two(read, sizes, *shapes[i].dims);
    return read.result({Shape{std::move(sizes)}});
}

/// Checks that `other` has the sizes of `first`, except at `free_axis`, and takes over what it says more.
void reconcile(ArgumentReader& read, Sizes& first, const Sizes& other, std::optional<std::size_t> free_axis) {
    if (first.size() != other.size()) {
        return fail_unequal(read, "numbers of sizes differ", Shape{first}, Shape{other});
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (i == free_axis) continue;
        if (equal(first[i], other[i]) == false) {
            return fail_unequal(read, differ(first[i], other[i]), Shape{first}, Shape{other});
        }
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (i == free_axis) continue;
        read.assume_equal(first[i], other[i]);
        first[i] = more_definite(first[i], other[i]);
    }
}

FunctionResult concat(Arguments arguments) {
    ArgumentReader read(arguments);
    const std::vector<Shape> shapes = read.shapes_in(0);
    if (shapes.empty() || any_unknown(shapes)) return read.result({});
    Sizes sizes = *shapes[0].dims;
    if (is_unknown(arguments[1])) return Value{};
    const std::size_t axis = axis_of(read, read.integer(1), sizes.size());
    for (std::size_t i = 1; i < shapes.size() && !read.failed(); ++i) {
        reconcile(read, sizes, *shapes[i].dims, axis);
        if (!read.failed()) sizes[axis] = add(sizes[axis], (*shapes[i].dims)[axis]);
    }
    return read.result({Shape{std::move(sizes)}});
}

FunctionResult stack(Arguments arguments) {
    ArgumentReader read(arguments);
    const std::vector<Shape> shapes = read.shapes_in(0);
    if (shapes.empty() || any_unknown(shapes) || is_unknown(arguments[1])) return read.result({});
    Sizes sizes = *shapes[0].dims;
    const std::size_t axis = axis_of(read, read.integer(1), sizes.size() + 1);
    for (std::size_t i = 1; i < shapes.size() && !read.failed(); ++i)
        reconcile(read, sizes, *shapes[i].dims, std::nullopt);
    if (read.failed()) return read.result({});
    sizes.insert(sizes.begin() + static_cast<std::ptrdiff_t>(axis), Dim(static_cast<std::int64_t>(shapes.size())));
    return Value{Shape{std::move(sizes)}};
}

/// As in NumPy: the last two sizes are matrices, those before are broadcast; a vector is a row or a column.
FunctionResult matmul(Arguments arguments) {
    ArgumentReader read(arguments);
    const Shape left = read.shape(0);
    const Shape right = read.shape(1);
    if (read.failed()) return read.result({});
    const Sizes& a = *left.dims;
    const Sizes& b = *right.dims;
    if (a.empty() || b.empty()) return FunctionError{DiagnosticCode::invalid_call, "a scalar has no matrix product"};
    const Dim inner_left = a.back();
    const Dim inner_right = b.size() == 1 ? b[0] : b[b.size() - 2];
    if (equal(inner_left, inner_right) == false) fail_unequal(read, differ(inner_left, inner_right), left, right);
    read.assume_equal(inner_left, inner_right);
    const Sizes before_left(a.begin(), a.size() > 2 ? a.end() - 2 : a.begin());
    const Sizes before_right(b.begin(), b.size() > 2 ? b.end() - 2 : b.begin());
    Sizes sizes = broadcast_two(read, before_left, before_right);
    if (a.size() > 1) sizes.push_back(a[a.size() - 2]);
    if (b.size() > 1) sizes.push_back(b.back());
    return read.result({Shape{std::move(sizes)}});
}

struct Equation {
    std::vector<std::string> inputs;
    std::string output;
};

/// Stands in an equation for `...`: any sizes, broadcast.
constexpr char ellipsis = '.';

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// `bij, bjk -> bik`: letters and `...`. Without an arrow the output has `...` and the letters that occur once, in
/// order.
Equation equation_from(ArgumentReader& read, const std::string& text) {
    Equation equation;
    std::string* part = &equation.inputs.emplace_back();
    bool has_arrow = false;
    std::map<char, int> uses;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_letter(c)) {
            part->push_back(c);
            if (!has_arrow) ++uses[c];
        } else if (text.compare(i, 3, "...") == 0 && part->find(ellipsis) == std::string::npos) {
            part->push_back(ellipsis);
            i += 2;
        } else if (c == ',' && !has_arrow) {
            part = &equation.inputs.emplace_back();
        } else if (text.compare(i, 2, "->") == 0 && !has_arrow) {
            part = &equation.output;
            has_arrow = true;
            ++i;
        } else if (c != ' ') {
            read.fail("expected letters, commas, `...` and `->` in the equation \"" + text + "\"");
            return equation;
        }
    }
    if (has_arrow) return equation;
    const auto has_ellipsis = [](const std::string& input) { return input.find(ellipsis) != std::string::npos; };
    if (std::any_of(equation.inputs.begin(), equation.inputs.end(), has_ellipsis)) equation.output = ellipsis;
    for (const auto& [letter, count] : uses) {
        if (count == 1) equation.output += letter;
    }
    return equation;
}

/// What the letters of an equation stand for, and its `...`.
struct LetterSizes {
    std::map<char, Dim> of;
    Sizes rest;
};

void bind_letter(ArgumentReader& read, char letter, const Dim& size, std::map<char, Dim>& sizes) {
    const auto [place, is_new] = sizes.emplace(letter, size);
    if (is_new) return;
    const auto both = broadcast_size(place->second, size);
    if (both) {
        assume_fitting(read, place->second, size);
        place->second = *both;
    } else {
        read.fail(DiagnosticCode::unequal_inputs, "`" + std::string(1, letter) + "` stands for both " +
                                                      to_text(place->second) + " and " + to_text(size));
    }
}

void bind_letters(ArgumentReader& read, const std::string& letters, const Shape& shape, LetterSizes& sizes) {
    const Sizes& dims = *shape.dims;
    const std::size_t dots = letters.find(ellipsis);
    const std::size_t named = letters.size() - (dots == std::string::npos ? 0 : 1);
    if (dots == std::string::npos ? named != dims.size() : named > dims.size()) {
        return read.fail(DiagnosticCode::shape_mismatch,
                         "`" + letters + "` names " + std::to_string(named) + " axes, the shape is " + to_text(shape));
    }
    const std::size_t skipped = dims.size() - named;
    std::size_t axis = 0;
    std::map<char, Dim> own;  // a letter that one input names twice is its diagonal, and stretches no size
    for (const char letter : letters) {
        if (letter != ellipsis) {
            const Dim& size = dims[axis++];
            const auto [first, is_new] = own.emplace(letter, size);
            if (!is_new && equal(first->second, size) == false) {
                return read.fail(DiagnosticCode::unequal_inputs, "`" + std::string(1, letter) + "` stands twice in `" +
                                                                     letters + "`, for " + to_text(first->second) +
                                                                     " and " + to_text(size));
            }
            bind_letter(read, letter, size, sizes.of);
            continue;
        }
        const auto from = dims.begin() + static_cast<std::ptrdiff_t>(axis);
        sizes.rest = broadcast_two(read, sizes.rest, Sizes(from, from + static_cast<std::ptrdiff_t>(skipped)));
        axis += skipped;
    }
}

void add_output(ArgumentReader& read, const std::string& output, const LetterSizes& letters, Sizes& sizes) {
    for (const char letter : output) {
        if (letter == ellipsis) {
            sizes.insert(sizes.end(), letters.rest.begin(), letters.rest.end());
            continue;
        }
        const auto found = letters.of.find(letter);
        if (found == letters.of.end()) {
            return read.fail("`" + std::string(1, letter) + "` of the output is in no input");
        }
        if (std::count(output.begin(), output.end(), letter) > 1) {
            return read.fail("the output names `" + std::string(1, letter) + "` twice");
        }
        sizes.push_back(found->second);
    }
}

FunctionResult einsum(Arguments arguments) {
    ArgumentReader read(arguments);
    const Equation equation = equation_from(read, read.text(0));
    const std::vector<Shape> shapes = read.shapes_from(1);
    if (read.failed() || any_unknown(shapes)) return read.result({});
    if (shapes.size() != equation.inputs.size()) {
        return FunctionError{DiagnosticCode::invalid_call, "the equation has " +
                                                               std::to_string(equation.inputs.size()) +
                                                               " inputs, found " + std::to_string(shapes.size())};
    }
    LetterSizes letters;
    for (std::size_t i = 0; i < shapes.size() && !read.failed(); ++i) {
        bind_letters(read, equation.inputs[i], shapes[i], letters);
    }
    Sizes sizes;
    if (!read.failed()) add_output(read, equation.output, letters, sizes);
    return read.result({Shape{std::move(sizes)}});
}

constexpr Function table[] = {
    {"broadcast", 1, any_number, false, broadcast},
    {"concat", 2, 2, true, concat},
    {"stack", 2, 2, true, stack},
    {"matmul", 2, 2, false, matmul},
    {"einsum", 2, any_number, false, einsum},
};

}  // namespace

std::span<const Function> combining_functions() { return table; }

}  // namespace netfig
