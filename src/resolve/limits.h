// How far an expansion may go. Repetition and recursion can ask for anything; nothing real comes near these numbers.
#pragma once

#include <cstddef>

namespace netfig::resolving {

inline constexpr std::size_t max_parts = 200'000;  // nodes and groups
inline constexpr std::size_t max_links = 500'000;
inline constexpr std::size_t max_steps = 2'000'000;    // elements visited, whether they make a part or not
inline constexpr std::size_t max_outputs = 4'000'000;  // entries of all lists of outputs
inline constexpr std::size_t max_recursion = 64;       // instances of one definition inside each other
inline constexpr std::size_t max_nesting = 300;        // instances of any definitions inside each other
inline constexpr std::size_t max_pieces = 4096;        // outputs of one operation

/// What one run has used up. Once `exhausted`, every further part is left out in silence: the one error was reported.
struct Budget {
    std::size_t parts = 0;
    std::size_t steps = 0;
    std::size_t links = 0;
    bool exhausted = false;
};

}  // namespace netfig::resolving
