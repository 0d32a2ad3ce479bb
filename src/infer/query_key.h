// What tells one query of a signature from another, as numbers that are quick to compare.
#pragma once

#include "infer/trace.h"

#include <string>
#include <unordered_map>

namespace netfig {

/// Equal for two values exactly if a signature can't tell them apart.
std::string content_key(const Shape& shape);
std::string content_key(const std::vector<BoundArgument>& arguments);

/// Numbers for lists of arguments, the same for lists of equal content. Copies share one list, so most of the time
/// nobody looks into it.
struct ArgumentNumbers {
    std::unordered_map<const void*, std::uint32_t> by_identity;  // neither is ever walked
    std::unordered_map<std::string, std::uint32_t> by_content;

    std::uint32_t number_of(const Arguments& arguments);
};

/// A query as numbers: equal for two nodes exactly if a signature says the same of both.
using QueryKey = std::u32string;

/// Overwrites `key`, whose memory thousands of queries share.
void write_key(QueryKey& key, const ShapeFlow& flow, const Node& node, std::uint32_t arguments);

}  // namespace netfig
