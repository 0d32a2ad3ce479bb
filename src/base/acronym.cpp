#include "base/acronym.h"

#include <cstddef>

namespace netfig {
namespace {

bool starts_piece(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// The end of the piece that starts at `begin`.
std::size_t piece_end(std::string_view name, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < name.size() && !starts_piece(name[end])) ++end;
    return end;
}

}  // namespace

bool abbreviates(std::string_view written, std::string_view full) {
    if (written.empty() || full.empty() || written.front() != full.front()) return false;  // most names, at once
    std::size_t in_written = 0, in_full = 0;
    while (in_written < written.size() && in_full < full.size()) {
        const std::size_t written_end = piece_end(written, in_written), full_end = piece_end(full, in_full);
        const std::string_view piece = written.substr(in_written, written_end - in_written);
        if (!full.substr(in_full, full_end - in_full).starts_with(piece)) return false;
        in_written = written_end;
        in_full = full_end;
    }
    return in_written >= written.size() && in_full >= full.size();
}

}  // namespace netfig
