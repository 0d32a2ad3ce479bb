// How far an expansion may go. Repetition and recursion can ask for anything; nothing real comes near these numbers.
#pragma once

#include <cstddef>

namespace netfig::resolving {

inline constexpr std::size_t max_parts = 200'000;  // nodes and groups
inline constexpr std::size_t max_links = 500'000;
inline constexpr std::size_t max_steps = 2'000'000;           // elements visited, whether they make a part or not
inline constexpr std::size_t max_outputs = 4'000'000;         // entries of all lists of outputs
inline constexpr std::size_t max_recursion = 64;              // instances of one definition inside each other
inline constexpr std::size_t max_nesting = 300;               // instances of any definitions inside each other
inline constexpr std::size_t max_pieces = 4096;               // outputs of one operation
inline constexpr std::size_t max_value_items = 1000;          // numbers and words in the value of one argument
inline constexpr std::size_t max_argument_items = 1'000'000;  // and of all arguments together

/// What one run has used up. Once `exhausted`, every further part is left out in silence: the one error was reported.
struct Budget {
    std::size_t parts = 0;
    std::size_t steps = 0;
    std::size_t links = 0;
    bool exhausted = false;
};

}  // namespace netfig::resolving
