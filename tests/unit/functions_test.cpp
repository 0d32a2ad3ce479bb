#include "evaluate/functions.h"

#include "base/dim.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>

namespace netfig {
namespace {

const Dim H = Dim::symbol("H");

Value number(std::int64_t value) { return {Dim(value)}; }
Value shape(std::vector<Dim> sizes) { return {Shape{std::move(sizes)}}; }
Value list(ValueList items) { return {std::move(items)}; }

std::string call(const std::string& name, const ValueList& arguments) {
    const Function* function = find_function(name);
    if (!function) return "no such function";
    const FunctionResult result = function->call(arguments);
    if (const auto* error = std::get_if<FunctionError>(&result)) return "error: " + error->message;
    return to_text(std::get<Value>(result));
}

TEST(Functions, names_are_unique) {
    auto names = function_names();
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(Functions, window) {
    EXPECT_EQ(call("window", {number(224), number(7), number(2), number(3)}), "112");
    EXPECT_EQ(call("window", {number(224), number(3)}), "222");
    EXPECT_EQ(call("window", {number(112), number(3), number(2), {std::string("same")}}), "56");
    EXPECT_EQ(call("window", {number(7), number(2), number(2), {std::string("valid")}}), "3");
    EXPECT_EQ(call("window", {number(10), number(3), number(1), list({number(1), number(0)})}), "9");
    EXPECT_EQ(call("window", {number(10), number(3), number(1), number(0), number(2)}), "6");
    EXPECT_EQ(call("window", {number(112), number(3), number(2), number(0), number(1), {true}}), "56");
    EXPECT_EQ(call("window", {number(3), number(1), number(2), number(0), number(1), {true}}), "2");
    EXPECT_EQ(call("window", {{H}, number(3), number(2), number(1)}), "H/2");
    EXPECT_EQ(call("window", {number(9), number(3), number(0)}), "error: a stride must be 1 or more, found 0");
}

TEST(Functions, transposed_window) {
    EXPECT_EQ(call("transposed_window", {number(7), number(4), number(2), number(1)}), "14");
    EXPECT_EQ(call("transposed_window", {number(7), number(3), number(2), number(1), number(1)}), "14");
    EXPECT_EQ(call("transposed_window", {{H}, number(2), number(2)}), "2H");
}

TEST(Functions, numbers) {
    EXPECT_EQ(call("product", {list({number(3), number(4)})}), "12");
    EXPECT_EQ(call("product", {shape({3, H})}), "3H");
    EXPECT_EQ(call("product", {list({})}), "1");
    EXPECT_EQ(call("sum", {list({number(3), {0.5}})}), "3.5");
    EXPECT_EQ(call("min", {number(3), number(2)}), "2");
    EXPECT_EQ(call("max", {list({number(3), number(2)})}), "3");
    EXPECT_EQ(call("floor", {{2.7}}), "2");
    EXPECT_EQ(call("ceil", {{2.1}}), "3");
    EXPECT_EQ(call("sqrt", {number(64)}), "8");
    EXPECT_EQ(call("floor_div", {number(7), number(2)}), "3");
    EXPECT_EQ(call("ceil_div", {{H}, number(2)}), "H/2");
    EXPECT_EQ(call("floor_div", {number(7), number(0)}), "error: division by zero");
}

TEST(Functions, lists) {
    EXPECT_EQ(call("each", {number(3), number(2)}), "3×3");
    EXPECT_EQ(call("each", {list({number(1), number(2)}), number(2)}), "1×2");
    EXPECT_EQ(call("each", {list({number(1), number(2)}), number(3)}), "error: expected one value or 3, found 2: 1×2");
    EXPECT_EQ(call("length", {list({number(1), number(2)})}), "2");
    EXPECT_EQ(call("range", {number(3)}), "0×1×2");
    EXPECT_EQ(call("range", {number(6), number(0), number(-2)}), "6×4×2");
    EXPECT_EQ(call("range", {number(INT64_MAX)}), "error: this would have more than 100,000 items");
    EXPECT_EQ(call("repeat", {number(1), number(200000)}), "error: this would have more than 100,000 items");
}

TEST(Functions, one_shape) {
    const Value image = shape({3, 224, 112});
    EXPECT_EQ(call("rank", {image}), "3");
    EXPECT_EQ(call("size", {image, number(-1)}), "112");
    EXPECT_EQ(call("size", {image, number(3)}), "error: there is no axis 3 among 3 sizes; axes count from 0, or from -1 backwards, without the batch");
    EXPECT_EQ(call("slice", {image, number(1), number(3)}), "224 × 112");
    EXPECT_EQ(call("join", {number(8), image}), "8 × 3 × 224 × 112");
    EXPECT_EQ(call("without", {image, number(0)}), "224 × 112");
    EXPECT_EQ(call("without", {image, list({number(-1), number(0)})}), "224");
    EXPECT_EQ(call("without", {image, list({number(0), number(-3)})}), "error: axis -3 is named twice");
    EXPECT_EQ(call("replace", {image, number(0), number(9)}), "9 × 224 × 112");
    EXPECT_EQ(call("replace", {image, list({number(1), number(2)}), number(1)}), "3 × 1 × 1");
    EXPECT_EQ(call("squeeze", {shape({1, 3, 1, 5})}), "3 × 5");
    EXPECT_EQ(call("insert", {image, number(0), number(1)}), "1 × 3 × 224 × 112");
    EXPECT_EQ(call("permute", {image, list({number(1), number(2), number(0)})}), "224 × 112 × 3");
    EXPECT_EQ(call("flatten", {image}), "75264");
    EXPECT_EQ(call("flatten", {image, number(1)}), "3 × 25088");
    EXPECT_EQ(call("reshape", {image, list({number(-1), number(112)})}), "672 × 112");
    EXPECT_EQ(call("reshape", {shape({6}), list({number(4), number(2)})}), "error: 6 has 6 elements, 4x2 has 8");
}

TEST(Functions, several_shapes) {
    const Value pair = list({shape({64, 8, 8}), shape({32, 8, 8})});
    EXPECT_EQ(call("concat", {pair, number(0)}), "96 × 8 × 8");
    EXPECT_EQ(call("concat", {pair, number(1)}), "error: sizes 64 and 32 differ: 64x8x8 and 32x8x8");
    EXPECT_EQ(call("stack", {list({shape({4, 5}), shape({4, 5})}), number(0)}), "2 × 4 × 5");
    EXPECT_EQ(call("broadcast", {shape({64, 1, 1}), shape({64, 8, 8})}), "64 × 8 × 8");
    EXPECT_EQ(call("broadcast", {pair}), "error: sizes 64 and 32 differ: 64x8x8 and 32x8x8");
    EXPECT_EQ(call("broadcast", {shape({H}), shape({1})}), "H");
    EXPECT_EQ(call("matmul", {shape({2, 3}), shape({3, 4})}), "2 × 4");
    EXPECT_EQ(call("matmul", {shape({7, 2, 3}), shape({3, 4})}), "7 × 2 × 4");
    EXPECT_EQ(call("matmul", {shape({2, 3}), shape({5, 4})}), "error: sizes 3 and 5 differ: 2x3 and 5x4");
    EXPECT_EQ(call("einsum", {{std::string("hqd, hkd -> hqk")}, shape({8, 10, 64}), shape({8, 20, 64})}),
              "8 × 10 × 20");
    EXPECT_EQ(call("einsum", {{std::string("ij, jk")}, shape({2, 3}), shape({3, 4})}), "2 × 4");
    EXPECT_EQ(call("einsum", {{std::string("...ij, jk -> ...ik")}, shape({5, 6, 2, 3}), shape({3, 4})}),
              "5 × 6 × 2 × 4");
    EXPECT_EQ(call("einsum", {{std::string("...d, de")}, shape({2, 3}), shape({3, 4})}), "2 × 4");
    EXPECT_EQ(call("einsum", {{std::string("bi, bi -> b")}, shape({1, 3}), shape({4, 3})}), "4");
    EXPECT_EQ(call("einsum", {{std::string("ij -> ii")}, shape({2, 3})}), "error: the output names `i` twice");
}

// ---- symbols first and numbers later, or numbers at once: the same ----

using Sizes = std::map<std::string, Dim>;

std::vector<Dim> random_sizes(std::mt19937& random, std::size_t count, const Sizes& sizes) {
    std::vector<Dim> result;
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = std::next(sizes.begin(), static_cast<std::ptrdiff_t>(random() % sizes.size()));
        result.push_back(random() % 3 == 0 ? Dim(static_cast<std::int64_t>(random() % 5 + 1)) : Dim::symbol(at->first));
    }
    return result;
}

Value filled(const Value& value, const Sizes& sizes) {
    if (const auto* dim = std::get_if<Dim>(&value.what)) return {substitute(*dim, sizes)};
    if (const auto* items = std::get_if<ValueList>(&value.what)) {
        ValueList result;
        for (const Value& item : *items) result.push_back(filled(item, sizes));
        return {result};
    }
    const auto* sized = std::get_if<Shape>(&value.what);
    if (!sized || !sized->dims) return value;
    Shape result = *sized;
    for (Dim& dim : *result.dims) dim = substitute(dim, sizes);
    return {result};
}

void expect_same_when_filled(const std::string& name, const ValueList& arguments, const Sizes& sizes) {
    const Function* function = find_function(name);
    const FunctionResult symbolic = function->call(arguments);
    ValueList numbers;
    for (const Value& argument : arguments) numbers.push_back(filled(argument, sizes));
    const FunctionResult numeric = function->call(numbers);
    const auto* value = std::get_if<Value>(&symbolic);
    const auto* expected = std::get_if<Value>(&numeric);
    if (!value) {
        EXPECT_EQ(expected, nullptr) << name << " found a fault that the numbers do not have";
    } else if (expected && !value->is_unknown()) {
        const Value result = filled(*value, sizes);
        const auto* sized = std::get_if<Shape>(&result.what);
        const bool has_gaps = sized && std::any_of(sized->dims->begin(), sized->dims->end(),
                                                   [](const Dim& dim) { return dim.is_unknown(); });
        EXPECT_TRUE(has_gaps || to_text(result) == to_text(*expected)) << name;
    }
}

TEST(FunctionsProperty, symbols_then_numbers_is_numbers) {
    std::mt19937 random(1);
    for (int i = 0; i < 5000; ++i) {
        Sizes sizes;
        for (const char* name : {"H", "W", "T"}) sizes.emplace(name, static_cast<std::int64_t>(random() % 64 + 1));
        const auto small = [&](unsigned count) { return number(static_cast<std::int64_t>(random() % count)); };
        const Value size{random_sizes(random, 1, sizes)[0]};
        expect_same_when_filled("window", {size, number(1 + random() % 7), number(1 + random() % 4), small(4)}, sizes);
        expect_same_when_filled("transposed_window",
                                {size, number(1 + random() % 7), number(1 + random() % 4), small(3)}, sizes);
        expect_same_when_filled("product", {shape(random_sizes(random, 3, sizes))}, sizes);
        // Only shapes that fit: the same sizes where they must agree.
        std::vector<Dim> one = random_sizes(random, 3, sizes);
        std::vector<Dim> other = one;
        other[0] = random_sizes(random, 1, sizes)[0];
        expect_same_when_filled("concat", {list({shape(one), shape(other)}), number(0)}, sizes);
        other = one;
        if (random() % 2 == 0) other[random() % 3] = 1;
        expect_same_when_filled("broadcast", {shape(one), shape(other)}, sizes);
    }
}

}  // namespace
}  // namespace netfig
