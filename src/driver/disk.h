// The outside file system, standard input and standard streams.
#pragma once

#include "netfig/file_reader.h"

namespace netfig {

class DiskFileReader : public FileReader {
public:
    std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const override;
    std::optional<std::string> canonical(const std::string& path) const override;
};

/// All of standard input, or its first `limit_bytes` + 1 bytes.
std::optional<std::string> read_standard_input(std::size_t limit_bytes);

}  // namespace netfig
