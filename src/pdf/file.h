// A PDF file as a table of objects, found by looking through the whole file: that works for broken ones too.
#pragma once

#include "pdf/value.h"

#include <cstdint>
#include <optional>

namespace netfig::pdf {

struct Object {
    Value value;
    std::string_view stream;  // as it lies in the file
    bool has_stream = false;
};

struct File {
    std::string_view bytes;
    double version = 0;
    bool encrypted = false;
    bool complete = true;  // false: more than the reader is ready to look at
    std::map<std::int64_t, Object> objects;
    std::int64_t root = 0;  // the catalog; 0 where there is none

    /// What a value stands for: itself, or the object that it refers to.
    const Value& resolved(const Value& value) const;
    const Object* object(const Value& reference) const;
};

/// Nothing where the bytes are no PDF. The bytes must outlive the result.
std::optional<File> read_file(std::string_view bytes);

/// The bytes of a stream with Flate taken off; nothing for other encodings and for broken or endless ones.
std::optional<std::string> decoded(const File& file, const Object& object);

}  // namespace netfig::pdf
