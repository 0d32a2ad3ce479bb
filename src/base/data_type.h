// The types of numbers that tensors hold, as PyTorch and NumPy call them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

/// Bytes of one number of the type; nothing where nobody calls a type so.
std::optional<std::int64_t> data_type_bytes(std::string_view name);

std::vector<std::string> data_type_names();

}  // namespace netfig
