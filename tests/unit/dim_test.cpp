#include "base/dim.h"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace netfig {
namespace {

const Dim H = Dim::symbol("H");
const Dim W = Dim::symbol("W");
const Dim T = Dim::symbol("T");

Dim window(const Dim& size, std::int64_t kernel, std::int64_t stride, std::int64_t padding) {
    return add(floor_divide(add(size, 2 * padding - kernel), stride), 1);
}

TEST(Dim, numbers_are_exact) {
    EXPECT_EQ(add(2, 3), Dim(5));
    EXPECT_EQ(floor_divide(-7, 2), Dim(-4));
    EXPECT_EQ(ceil_divide(-7, 2), Dim(-3));
    EXPECT_EQ(ceil_divide(7, 2), Dim(4));
    EXPECT_EQ(modulo(-7, 3), Dim(2));
    EXPECT_EQ(minimum(4, 9), Dim(4));
}

TEST(Dim, overflow_and_unknown_absorb) {
    EXPECT_TRUE(multiply(INT64_MAX, 2).is_overflow());
    EXPECT_TRUE(add(INT64_MAX, 1).is_overflow());
    EXPECT_TRUE(floor_divide(INT64_MIN, -1).is_overflow());
    EXPECT_TRUE(multiply(multiply(INT64_MAX, H), 2).is_overflow());
    EXPECT_TRUE(add(Dim::overflow(), H).is_overflow());
    EXPECT_TRUE(add(Dim(), H).is_unknown());
    EXPECT_TRUE(floor_divide(H, 0).is_unknown());
    EXPECT_TRUE(modulo(H, 0).is_unknown());
}

TEST(Dim, windows_read_as_a_person_writes_them) {
    EXPECT_EQ(to_text(window(H, 3, 2, 1)), "⌈H/2⌉");
    EXPECT_EQ(to_text(window(H, 2, 2, 0)), "⌊H/2⌋");
    EXPECT_EQ(to_text(window(H, 3, 1, 1)), "H");
    EXPECT_EQ(to_text(window(H, 3, 1, 0)), "H - 2");
    EXPECT_EQ(to_text(window(H, 11, 4, 2)), "⌊(H - 3)/4⌋");
    EXPECT_EQ(to_label(window(H, 3, 2, 1)), "H/2");
}

TEST(Dim, nested_rounding_becomes_one) {
    EXPECT_EQ(floor_divide(floor_divide(H, 2), 2), floor_divide(H, 4));
    EXPECT_EQ(ceil_divide(ceil_divide(H, 2), 2), ceil_divide(H, 4));
    EXPECT_EQ(to_text(window(window(window(H, 7, 2, 3), 3, 2, 1), 3, 2, 1)), "⌈H/8⌉");
}

TEST(Dim, exact_quotients_leave_the_brackets) {
    EXPECT_EQ(floor_divide(multiply(2, T), 2), T);
    EXPECT_EQ(floor_divide(multiply(T, H), T), H);
    EXPECT_EQ(floor_divide(multiply(4, T), multiply(2, T)), Dim(2));
    EXPECT_EQ(floor_divide(subtract(multiply(H, H), 1), add(H, 1)), subtract(H, 1));
    EXPECT_EQ(floor_divide(subtract(H, 1), H), Dim(0));
    EXPECT_EQ(modulo(multiply(4, H), 2), Dim(0));
    EXPECT_EQ(modulo(add(multiply(4, H), 3), 2), Dim(1));
    EXPECT_EQ(modulo(multiply(H, W), W), Dim(0));
}

TEST(Dim, text_of_sums_and_products) {
    EXPECT_EQ(to_text(add(multiply(2, T), 1)), "2*T + 1");
    EXPECT_EQ(to_label(add(multiply(2, T), 1)), "2T + 1");
    EXPECT_EQ(to_text(multiply(multiply(W, H), 3)), "3*H*W");
    EXPECT_EQ(to_text(multiply(H, H)), "H^2");
    EXPECT_EQ(to_text(floor_divide(multiply(3, H), 2)), "⌊3*H/2⌋");
    EXPECT_EQ(to_text(subtract(1, H)), "-H + 1");
    EXPECT_EQ(to_text(modulo(H, 3)), "H mod 3");
    EXPECT_EQ(to_text(minimum(W, H)), "min(H, W)");
}

TEST(Dim, text_of_shapes) {
    EXPECT_EQ(to_text(Shape{{{64, 112, 112}}}), "64x112x112");
    EXPECT_EQ(to_label(Shape{{{64, 112, 112}}}), "64 × 112 × 112");
    EXPECT_EQ(to_text(Shape{{{64, ceil_divide(H, 2), add(W, 1)}}}), "64x⌈H/2⌉x(W + 1)");
    EXPECT_EQ(to_label(Shape{{{64, ceil_divide(H, 2)}}}), "64 × H/2");
    EXPECT_EQ(to_text(Shape{std::vector<Dim>{}}), "scalar");
    EXPECT_EQ(to_text(Shape{}), "?");
    EXPECT_EQ(to_text(Shape{{{Dim(), 3}}}), "?x3");
}

TEST(Dim, algebra_decides_where_it_can) {
    EXPECT_EQ(equal(H, H), true);
    EXPECT_EQ(equal(H, add(H, 1)), false);
    EXPECT_EQ(equal(H, multiply(2, H)), false);
    EXPECT_EQ(equal(multiply(2, H), 7), false);
    EXPECT_EQ(equal(H, W), std::nullopt);
    EXPECT_EQ(equal(H, 3), std::nullopt);
    EXPECT_EQ(equal(Dim(), 3), std::nullopt);
    EXPECT_EQ(less(0, H), true);
    EXPECT_EQ(less(floor_divide(H, 2), H), true);
    EXPECT_EQ(less(H, 7), std::nullopt);
    EXPECT_EQ(less(multiply(H, W), H), false);
    EXPECT_EQ(minimum(H, add(H, 1)), H);
    EXPECT_EQ(maximum(H, 0), H);
}

TEST(Dim, too_long_formulas_become_unknown_and_not_slow) {
    Dim sum = 1;
    for (int i = 0; i < 40; ++i) sum = add(multiply(sum, H), Dim::symbol("S" + std::to_string(i)));
    EXPECT_TRUE(sum.is_unknown() || sum.is_symbolic());
    Dim power = add(H, W);
    for (int i = 0; i < 30; ++i) power = multiply(power, power);
    EXPECT_TRUE(power.is_unknown());
}

/// A random formula, as a size over symbols and as a number.
struct Sample {
    Dim symbolic;
    Dim number;
};

Sample random_sample(std::mt19937& random, const std::map<std::string, Dim>& sizes, int depth) {
    const auto pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    if (depth == 0 || pick(5) == 0) {
        if (pick(3) == 0) {
            const Dim number = pick(9) - 2;
            return {number, number};
        }
        const auto at = std::next(sizes.begin(), pick(static_cast<int>(sizes.size())));
        return {Dim::symbol(at->first), at->second};
    }
    const Sample left = random_sample(random, sizes, depth - 1);
    const Sample right = random_sample(random, sizes, depth - 1);
    const Dim divisor = pick(6) + 1;
    switch (pick(9)) {
        case 0:
            return {add(left.symbolic, right.symbolic), add(left.number, right.number)};
        case 1:
            return {subtract(left.symbolic, right.symbolic), subtract(left.number, right.number)};
        case 2:
            return {multiply(left.symbolic, right.symbolic), multiply(left.number, right.number)};
        case 3:
            return {floor_divide(left.symbolic, divisor), floor_divide(left.number, divisor)};
        case 4:
            return {ceil_divide(left.symbolic, divisor), ceil_divide(left.number, divisor)};
        case 5:
            return {modulo(left.symbolic, divisor), modulo(left.number, divisor)};
        case 6:
            return {minimum(left.symbolic, right.symbolic), minimum(left.number, right.number)};
        case 7:
            return {maximum(left.symbolic, right.symbolic), maximum(left.number, right.number)};
        default:
            break;
    }
    if (right.number == Dim(0)) return left;
    return {floor_divide(left.symbolic, right.symbolic), floor_divide(left.number, right.number)};
}

void expect_consistent(const Sample& one, const Sample& other) {
    if (const auto same = equal(one.symbolic, other.symbolic)) {
        EXPECT_EQ(*same, one.number == other.number) << to_text(one.symbolic) << " == " << to_text(other.symbolic);
    }
    if (const auto smaller = less(one.symbolic, other.symbolic)) {
        EXPECT_EQ(*smaller, one.number.value() < other.number.value())
            << to_text(one.symbolic) << " < " << to_text(other.symbolic);
    }
}

TEST(DimProperty, computing_with_symbols_and_then_filling_in_gives_the_numbers) {
    std::mt19937 random(20261122);
    for (int i = 0; i < 4000; ++i) {
        std::map<std::string, Dim> sizes;
        for (const char* name : {"H", "W", "T"}) sizes.emplace(name, static_cast<std::int64_t>(random() % 40 + 1));
        const Sample one = random_sample(random, sizes, 3);
        const Sample other = random_sample(random, sizes, 3);
        if (!one.number.is_known() || !other.number.is_known()) continue;
        const Dim filled = substitute(one.symbolic, sizes);
        EXPECT_TRUE(filled == one.number || filled.is_unknown()) << to_text(one.symbolic);
        expect_consistent(one, other);
    }
}

}  // namespace
}  // namespace netfig
