// What part of the figure's inputs one number inside the network depends on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace netfig {

/// Positive and in lowest terms: after upsampling, neighbours stand half a step apart.
struct Fraction {
    std::int64_t over = 1;
    std::int64_t under = 1;
    friend bool operator==(const Fraction&, const Fraction&) = default;
};

/// One axis of a sliding window. `spread` places zeros between the inputs first, as transposed convolutions do.
struct FieldWindow {
    Fraction kernel, stride, dilation, spread;
};

/// What an operation does to the field of its inputs.
struct FieldRule {
    enum class Reach { unknown, nothing, window, everything };
    Reach reach = Reach::unknown;
    std::vector<FieldWindow> axes;  // without any, each number depends on the one at its own place
};

struct FieldAxis {
    Fraction size;  // places of the input, counted without regard to where the input ends
    Fraction jump;  // between the fields of neighbours: the product of the strides so far
    friend bool operator==(const FieldAxis&, const FieldAxis&) = default;
};

struct ReceptiveField {
    enum class Extent {
        nothing,     // depends on no input: a constant, a learned tensor
        places,      // on neighbouring places
        unknown,
        everything,
    };
    Extent extent = Extent::unknown;
    std::vector<FieldAxis> axes;  // of the windows so far, in their order; without any, one place of every axis
    friend bool operator==(const ReceptiveField&, const ReceptiveField&) = default;
};

/// `195`; `195x99` where the axes differ; `all`, `none`, `?`. Fractions of a place are rounded up.
std::string to_text(const ReceptiveField& field);

}  // namespace netfig
