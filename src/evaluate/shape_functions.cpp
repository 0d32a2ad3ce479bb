// Functions that look at one shape or change it.
#include "base/dim.h"
#include "evaluate/arguments.h"

#include <algorithm>

namespace netfig {

namespace {

using Sizes = std::vector<Dim>;

std::ptrdiff_t offset(std::size_t position) { return static_cast<std::ptrdiff_t>(position); }

/// The sizes of argument `i`, which is not unknown.
Sizes sizes_of(ArgumentReader& read, std::size_t i) { return read.shape(i).dims.value_or(Sizes{}); }

FunctionResult result(const ArgumentReader& read, Sizes sizes) { return read.result({Shape{std::move(sizes)}}); }

FunctionResult rank(Arguments arguments) {
    ArgumentReader read(arguments);
    return read.result({Dim(static_cast<std::int64_t>(sizes_of(read, 0).size()))});
}

FunctionResult size(Arguments arguments) {
    ArgumentReader read(arguments);
    const Sizes sizes = sizes_of(read, 0);
    const std::size_t axis = axis_of(read, read.integer(1), sizes.size());
    if (read.failed()) return read.result({});
    return read.result({sizes[axis]});
}

std::int64_t clamped(std::int64_t position, std::int64_t count) {
    if (position < 0) position += count;
    return std::clamp<std::int64_t>(position, 0, count);
}

/// As in Python: positions beyond the ends are the ends.
FunctionResult slice(Arguments arguments) {
    ArgumentReader read(arguments);
    const Sizes sizes = sizes_of(read, 0);
    const auto count = static_cast<std::int64_t>(sizes.size());
    const std::int64_t from = clamped(read.integer(1), count);
    const std::int64_t to = std::max(from, clamped(read.integer_or(2, count), count));
    if (read.failed()) return read.result({});
    return result(read, Sizes(sizes.begin() + from, sizes.begin() + to));
}

FunctionResult join_sizes(Arguments arguments) {
    ArgumentReader read(arguments);
    Sizes all;
    for (const Shape& shape : read.shapes_from(0)) {
        if (shape.is_unknown()) return read.result({});
        all.insert(all.end(), shape.dims->begin(), shape.dims->end());
    }
    return result(read, std::move(all));
}

/// Argument 1: one axis or a list of axes. For each size whether it is named; nothing where an axis is unknown.
std::vector<bool> named_axes(ArgumentReader& read, Arguments arguments, std::size_t rank) {
    std::vector<bool> named(rank);
    const auto* several = std::get_if<ValueList>(&arguments[1].what);
    for (const Value& one : several ? *several : ValueList{arguments[1]}) {
        const Dim axis = read.dim(one);
        if (read.failed() || !axis.is_known()) return {};
        const std::size_t place = axis_of(read, axis.value(), rank);
        if (read.failed()) return {};
        if (named[place]) read.fail("axis " + std::to_string(axis.value()) + " is named twice");
        named[place] = true;
    }
    return named;
}

FunctionResult without(Arguments arguments) {
    ArgumentReader read(arguments);
    const Sizes sizes = sizes_of(read, 0);
    const std::vector<bool> named = named_axes(read, arguments, sizes.size());
    if (named.size() != sizes.size()) return read.result({});
    Sizes kept;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (!named[i]) kept.push_back(sizes[i]);
    }
    return result(read, std::move(kept));
}

FunctionResult replace(Arguments arguments) {
    ArgumentReader read(arguments);
    if (is_unknown(arguments[0]) || is_unknown(arguments[1])) return Value{};
    Sizes sizes = sizes_of(read, 0);
    const std::vector<bool> named = named_axes(read, arguments, sizes.size());
    const Dim size = read.dim(2);
    if (read.failed() || named.size() != sizes.size()) return read.result({});
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (named[i]) sizes[i] = size;
    }
    return result(read, std::move(sizes));
}

FunctionResult insert(Arguments arguments) {
    ArgumentReader read(arguments);
    if (is_unknown(arguments[0]) || is_unknown(arguments[1])) return Value{};
    Sizes sizes = sizes_of(read, 0);
    const std::size_t axis = axis_of(read, read.integer(1), sizes.size() + 1);
    const Dim size = read.dim(2);
    if (read.failed()) return read.result({});
    sizes.insert(sizes.begin() + offset(axis), size);
    return result(read, std::move(sizes));
}

/// Without the sizes 1. A symbol is taken to be larger; of an unknown size nobody knows whether it stays.
FunctionResult squeeze(Arguments arguments) {
    ArgumentReader read(arguments);
    Sizes kept;
    for (const Dim& size : sizes_of(read, 0)) {
        if (size.is_unknown()) return read.result({});
        if (!equal(size, 1)) read.assume(to_text(size) + " ≠ 1");
        if (size != Dim(1)) kept.push_back(size);
    }
    return result(read, std::move(kept));
}

FunctionResult permute(Arguments arguments) {
    ArgumentReader read(arguments);
    const Sizes sizes = sizes_of(read, 0);
    Sizes permuted;
    std::vector<bool> taken(sizes.size());
    for (const Value& place : read.list(1)) {
        const Dim axis = read.dim(place);
        if (!axis.is_known()) return read.result({});
        const std::size_t from = axis_of(read, axis.value(), sizes.size());
        if (read.failed()) return read.result({});
        if (taken[from]) read.fail("the order names axis " + std::to_string(axis.value()) + " twice");
        taken[from] = true;
        permuted.push_back(sizes[from]);
    }
    if (!read.failed() && permuted.size() != sizes.size()) {
        read.fail("the order has " + std::to_string(permuted.size()) + " axes, the shape " + to_text(Shape{sizes}) +
                  " has " + std::to_string(sizes.size()));
    }
    return result(read, std::move(permuted));
}

Dim product_of(const Sizes& sizes) {
    Dim product = 1;
    for (const Dim& size : sizes) product = multiply(product, size);
    return product;
}

void check_element_count(ArgumentReader& read, const Sizes& from, const Sizes& to) {
    if (equal(product_of(from), product_of(to)) != false) return;
    read.fail(DiagnosticCode::shape_mismatch, to_text(Shape{from}) + " has " + to_text(product_of(from)) +
                                                  " elements, " + to_text(Shape{to}) + " has " +
                                                  to_text(product_of(to)));
}

FunctionResult reshape(Arguments arguments) {
    ArgumentReader read(arguments);
    const Sizes sizes = sizes_of(read, 0);
    Sizes wanted = sizes_of(read, 1);
    const auto is_free = [](const Dim& size) { return size == Dim(-1); };
    const auto free = std::find_if(wanted.begin(), wanted.end(), is_free);
    if (free != wanted.end()) {
        *free = 1;
        const Dim others = product_of(wanted);
        if (std::any_of(wanted.begin(), wanted.end(), is_free)) read.fail("only one size can be -1");
        if (others == Dim(0)) read.fail("a size of 0 leaves nothing to compute -1 from");
        *free = floor_divide(product_of(sizes), others);
    }
    if (!read.failed()) check_element_count(read, sizes, wanted);
    return result(read, std::move(wanted));
}

/// As in PyTorch: both ends included, and counted from the end where negative.
FunctionResult flatten(Arguments arguments) {
    ArgumentReader read(arguments);
    const Sizes sizes = sizes_of(read, 0);
    if (sizes.empty()) return result(read, {Dim(1)});
    const std::size_t from = axis_of(read, read.integer_or(1, 0), sizes.size());
    const std::size_t to = axis_of(read, read.integer_or(2, -1), sizes.size());
    if (from > to) read.fail("there is nothing from axis " + std::to_string(from) + " to axis " + std::to_string(to));
    if (read.failed()) return read.result({});
    Sizes flat(sizes.begin(), sizes.begin() + offset(from));
    flat.push_back(product_of({sizes.begin() + offset(from), sizes.begin() + offset(to) + 1}));
    flat.insert(flat.end(), sizes.begin() + offset(to) + 1, sizes.end());
    return result(read, std::move(flat));
}

constexpr Function table[] = {
    {"rank", 1, 1, false, rank},       {"size", 2, 2, false, size},
    {"slice", 2, 3, false, slice},     {"join", 0, any_number, true, join_sizes},
    {"without", 2, 2, false, without}, {"replace", 3, 3, true, replace},
    {"insert", 3, 3, true, insert},    {"permute", 2, 2, false, permute},
    {"reshape", 2, 2, false, reshape}, {"flatten", 1, 3, false, flatten},
    {"squeeze", 1, 1, false, squeeze},
};

}  // namespace

std::span<const Function> shape_functions() { return table; }

}  // namespace netfig
