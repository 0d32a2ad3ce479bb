// How the outside file system is reached. The only virtual interface of netfig: tests and editors put their own in place.
#pragma once

#include <optional>
#include <string>

namespace netfig {

class FileReader {
public:
    virtual ~FileReader() = default;

    /// The bytes of a file, or nothing where there is none. Files above `limit_bytes` give exactly `limit_bytes` + 1 bytes.
    virtual std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const = 0;

    /// The path with links and dots resolved, or nothing where there is no such file.
    virtual std::optional<std::string> canonical(const std::string& path) const = 0;
};

}  // namespace netfig
