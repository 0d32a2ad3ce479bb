#include "evaluate/content_key.h"

#include "base/dim.h"

#include <bit>

namespace netfig {

namespace {

/// Appends a value so that different ones differ: each begins with its kind, texts with their length.
struct KeyWriter {
    std::string& key;

    void operator()(const Unknown&) { key += '?'; }
    void operator()(const Dim& dim) {
        key += 'd';
        text(to_text(dim));
    }
    void operator()(double number) {
        key += 'r';
        key += std::to_string(std::bit_cast<std::uint64_t>(number));
    }
    void operator()(bool truth) { key += truth ? 't' : 'f'; }
    void operator()(const std::string& string) {
        key += 's';
        text(string);
    }
    void operator()(const Word& word) {
        key += 'w';
        text(word.text);
    }
    void operator()(const Length& length) {
        key += 'l';
        key += std::to_string(std::bit_cast<std::uint64_t>(length.points));
    }
    void operator()(const Shape& shape) {
        key += shape.is_unknown() ? "(?" : "(";
        if (shape.dims) {
            for (const Dim& dim : *shape.dims) (*this)(dim);
        }
        key += ')';
    }
    void operator()(const ValueList& list) {
        key += '[';
        for (const Value& item : list) std::visit(*this, item.what);
        key += ']';
    }
    void text(const std::string& words) {
        key += std::to_string(words.size());
        key += ':';
        key += words;
    }
};

}  // namespace

void append_content(std::string& key, const Value& value) { std::visit(KeyWriter{key}, value.what); }
void append_content(std::string& key, const Shape& shape) { KeyWriter{key}(shape); }

}  // namespace netfig
