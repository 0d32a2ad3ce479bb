// What tells one query of a signature from another, as numbers that are quick to compare.
#pragma once

#include "infer/trace.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace netfig {

/// Equal for two values exactly if a signature can't tell them apart.
std::string content_key(const Shape& shape);
std::string content_key(const std::vector<BoundArgument>& arguments);

using ArgumentsId = Id<struct ArgumentsTag>;

/// Numbers for operations with their arguments, the same for equal content. Copies share one list, so most of the time
/// nobody looks into it.
struct ArgumentNumbers {
    std::unordered_map<const void*, ArgumentsId> by_identity;  // neither is ever walked
    std::unordered_map<std::string, ArgumentsId> by_content;

    ArgumentsId number_of(const Node& node);
};

/// A query as numbers: equal for two nodes exactly if a signature says the same of both.
using QueryKey = std::vector<std::uint32_t>;

struct QueryKeyHash {
    std::size_t operator()(const QueryKey& key) const;
};

/// Overwrites `key`, whose memory thousands of queries share.
void write_key(QueryKey& key, const ShapeFlow& flow, const Node& node, ArgumentsId arguments);

}  // namespace netfig
