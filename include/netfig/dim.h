// A size: a known integer, a symbolic expression over named sizes, or unknown. Also used for parameter and FLOP counts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace netfig {

struct Polynomial;  // a sum of terms in canonical form, see src/base/dim.cpp

/// Immutable and kept in canonical form, so equal sizes compare equal wherever algebra can tell.
/// Arithmetic stands in src/base/dim.h; a result beyond 64 bits is the `overflow` size, which absorbs all others.
class Dim {
public:
    enum class State { unknown, known, symbolic, overflow };

    Dim() = default;  // unknown
    Dim(std::int64_t value) : state_(State::known), value_(value) {}  // NOLINT: an integer is a size
    static Dim symbol(const std::string& name);
    static Dim overflow();
    static Dim from(std::shared_ptr<const Polynomial> polynomial);  // symbolic; only src/base/dim.cpp makes these

    State state() const { return state_; }
    bool is_unknown() const { return state_ == State::unknown; }
    bool is_known() const { return state_ == State::known; }
    bool is_symbolic() const { return state_ == State::symbolic; }
    bool is_overflow() const { return state_ == State::overflow; }
    std::int64_t value() const { return value_; }                     // known only
    const Polynomial& polynomial() const { return *polynomial_; }     // symbolic only

    /// True where both are the same known number or the same expression; two unknown sizes are equal too.
    friend bool operator==(const Dim& left, const Dim& right);

private:
    State state_ = State::unknown;
    std::int64_t value_ = 0;
    std::shared_ptr<const Polynomial> polynomial_;
};

}  // namespace netfig
