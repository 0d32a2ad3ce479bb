// Arithmetic on known and symbolic sizes, exact and checked: beyond 64 bits a result is Dim::overflow().
// Unknown in, unknown out; overflow in, overflow out.
#pragma once

#include "netfig/dim.h"
#include "netfig/shape.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace netfig {

Dim add(const Dim& left, const Dim& right);
Dim subtract(const Dim& left, const Dim& right);
Dim multiply(const Dim& left, const Dim& right);
/// Rounded down, also for negative numbers. Unknown where the divisor is 0.
Dim floor_divide(const Dim& left, const Dim& right);
Dim ceil_divide(const Dim& left, const Dim& right);
Dim modulo(const Dim& left, const Dim& right);
Dim minimum(const Dim& left, const Dim& right);
Dim maximum(const Dim& left, const Dim& right);

/// Nothing where algebra can't tell (all symbols stand for sizes of 1 or more).
std::optional<bool> equal(const Dim& left, const Dim& right);
std::optional<bool> less(const Dim& left, const Dim& right);

/// Whether a name that is bound to nothing stands for a size: `H`, `NUM_CLASSES`.
bool is_size_name(std::string_view name);

/// Numbers or other sizes in the place of symbols; symbols that `sizes` does not name stay.
Dim substitute(const Dim& dim, const std::map<std::string, Dim>& sizes);

/// Exact: `2*T + 1`, `⌈H/2⌉`, `?`, and `too large` for an overflow.
std::string to_text(const Dim& dim);
/// For figures: as to_text, but without the brackets of rounding: `H/2`.
std::string to_label(const Dim& dim);
/// `64x112x112` for diagnostics and JSON, `64 × 112 × 112` for figures; `scalar`; `?` where not even the rank is known.
std::string to_text(const Shape& shape);
std::string to_label(const Shape& shape);

}  // namespace netfig
