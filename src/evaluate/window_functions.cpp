// How many places a sliding window has: convolution, pooling and their transposes.
#include "base/dim.h"
#include "evaluate/arguments.h"

namespace netfig {

namespace {

enum class PaddingKind { numbers, same, valid };

struct Padding {
    PaddingKind kind = PaddingKind::numbers;
    Dim before = 0;
    Dim after = 0;
};

/// A number for both sides, "same", "valid", or a list [before, after].
Padding padding_from(ArgumentReader& read, Arguments arguments, std::size_t i) {
    if (!read.has(i)) return {};
    const Value& value = arguments[i];
    const bool is_text = std::holds_alternative<std::string>(value.what) || std::holds_alternative<Word>(value.what);
    if (is_text) {
        const std::string text = read.text(i);
        if (text == "same") return {PaddingKind::same, 0, 0};
        if (text != "valid")
            read.fail("padding is a number, [before, after], \"same\" or \"valid\", found `" + text + "`");
        return {PaddingKind::valid, 0, 0};
    }
    if (const auto* list = std::get_if<ValueList>(&value.what)) {
        if (list->size() != 2) {
            read.fail("padding of one axis is a number or [before, after], found " + describe(value));
            return {};
        }
        return {PaddingKind::numbers, read.dim((*list)[0]), read.dim((*list)[1])};
    }
    const Dim both = read.dim(i);
    return {PaddingKind::numbers, both, both};
}

void require_positive(ArgumentReader& read, const std::string& what, const Dim& number) {
    if (less(0, number) == false) {
        read.fail(DiagnosticCode::invalid_call, "a " + what + " must be 1 or more, found " + to_text(number));
    }
}

/// What a kernel covers with its gaps.
Dim extent(ArgumentReader& read, const Dim& kernel, const Dim& dilation) {
    require_positive(read, "kernel", kernel);
    require_positive(read, "dilation", dilation);
    return add(multiply(dilation, subtract(kernel, 1)), 1);
}

/// A window that is larger than what it slides over has no place at all.
void require_room(ArgumentReader& read, const Dim& size, const Dim& padded, const Dim& covered) {
    if (less(padded, covered) != true) return;
    const std::string grown = padded == size ? "" : " (" + to_text(padded) + " with its padding)";
    read.fail(DiagnosticCode::invalid_size, "a window of " + to_text(covered) + " does not fit into a size of " +
                                                to_text(size) + grown + "; take a smaller kernel or more padding");
}

/// window(size, kernel, stride, padding, dilation, ceil)
FunctionResult window(Arguments arguments) {
    ArgumentReader read(arguments);
    const Dim size = read.dim(0);
    const Dim stride = read.dim_or(2, 1);
    const Padding padding = padding_from(read, arguments, 3);
    const Dim covered = extent(read, read.dim(1), read.dim_or(4, 1));
    const bool round_up = read.boolean_or(5, false);
    require_positive(read, "stride", stride);
    if (read.failed()) return read.result({});
    if (padding.kind == PaddingKind::same) return read.result({ceil_divide(size, stride)});
    const Dim padded = add(size, add(padding.before, padding.after));
    const Dim room = subtract(padded, covered);
    const Dim places = add(round_up ? ceil_divide(room, stride) : floor_divide(room, stride), 1);
    // An incomplete window needs a stride's room only.
    if (!round_up || less(0, places) == false) require_room(read, size, padded, covered);
    if (read.failed() || !round_up) return read.result({places});
    // As in PyTorch, the last window must start inside the input or the padding before it.
    // How far it may reach beyond the end is the same for all sizes, so that the fewer of the two is known.
    const Dim starts_inside = ceil_divide(add(size, padding.before), stride);
    const auto reaches_less = less(covered, add(stride, padding.after));
    if (!reaches_less) return read.result({minimum(places, starts_inside)});
    return read.result({*reaches_less ? starts_inside : places});
}

/// transposed_window(size, kernel, stride, padding, output_padding, dilation)
FunctionResult transposed_window(Arguments arguments) {
    ArgumentReader read(arguments);
    const Dim size = read.dim(0);
    const Dim stride = read.dim_or(2, 1);
    const Padding padding = padding_from(read, arguments, 3);
    const Dim output_padding = read.dim_or(4, 0);
    const Dim covered = extent(read, read.dim(1), read.dim_or(5, 1));
    require_positive(read, "stride", stride);
    if (read.failed()) return read.result({});
    if (padding.kind == PaddingKind::same) return read.result({multiply(size, stride)});
    const Dim spread = add(multiply(subtract(size, 1), stride), covered);
    return read.result({add(subtract(spread, add(padding.before, padding.after)), output_padding)});
}

constexpr Function table[] = {
    {"window", 2, 6, false, window},
    {"transposed_window", 2, 6, false, transposed_window},
};

}  // namespace

std::span<const Function> window_functions() { return table; }

}  // namespace netfig
