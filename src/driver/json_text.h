// JSON written straight into a string. A network of 10,000 nodes is several megabytes of it: a tree of values built
// first would take longer than laying the figure out.
#pragma once

#include "netfig/receptive_field.h"
#include "netfig/shape.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace netfig {

/// Commas are put where they belong; the caller keeps brackets paired and gives every value of an object its key.
class JsonText {
public:
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    JsonText& key(std::string_view name);  // a word of the notation or of ours: it holds nothing to escape
    JsonText& value(std::string_view text);
    JsonText& value(const char* text) { return value(std::string_view(text)); }
    JsonText& value(double number);  // at most three decimals
    JsonText& value(std::int64_t number);
    JsonText& exact(double number);  // as many decimals as it takes
    JsonText& value(bool truth);
    JsonText& null();
    /// Starts a new line before the next value: an item a line keeps large files comparable.
    JsonText& line();

    std::string take() { return std::move(out_); }

private:
    void before_value();
    void escape(char c);
    std::string out_;
    bool comma_ = false;     // a value stands before this place in the same list or object
    bool new_line_ = false;  // wanted before the next value
};

/// Known sizes are numbers, symbolic ones text, unknown ones null. A shape is a list of sizes, or null.
void write(JsonText& json, const Dim& dim);
void write(JsonText& json, const Shape& shape);
/// `{"size":[195,195],"jump":[32,32]}` with one number for each axis of the windows so far; "all", "none", or null.
void write(JsonText& json, const ReceptiveField& field);

}  // namespace netfig
