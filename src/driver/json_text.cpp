#include "driver/json_text.h"

#include "base/dim.h"
#include "base/strings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace netfig {

void JsonText::before_value() {
    if (comma_) out_ += ',';
    if (new_line_) out_ += '\n';
    new_line_ = false;
    comma_ = true;
}

JsonText& JsonText::open(char bracket) {
    before_value();
    out_ += bracket;
    comma_ = false;
    return *this;
}

JsonText& JsonText::close(char bracket) {
    if (new_line_) out_ += '\n';
    new_line_ = false;
    out_ += bracket;
    comma_ = true;
    return *this;
}

JsonText& JsonText::key(std::string_view name) {
    before_value();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
    return *this;
}

JsonText& JsonText::value(std::string_view text) {
    before_value();
    out_ += '"';
    // Plain stretches go in at once: most texts are one.
    const auto is_plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
    while (!text.empty()) {
        const auto plain = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
        out_ += text.substr(0, plain);
        if (plain < text.size()) escape(text[plain]);
        text.remove_prefix(std::min(plain + 1, text.size()));
    }
    out_ += '"';
    return *this;
}

void JsonText::escape(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
        out_ += "\\n";
    } else if (byte < 0x20) {
        out_ += "\\u00";
        out_ += digits[byte / 16U];
        out_ += digits[byte % 16U];
    } else {
        out_ += '\\';
        out_ += c;
    }
}

JsonText& JsonText::value(double number) {
    before_value();
    append_number(out_, number);
    return *this;
}

JsonText& JsonText::value(std::int64_t number) {
    before_value();
    out_ += std::to_string(number);
    return *this;
}

JsonText& JsonText::exact(double number) {
    if (!std::isfinite(number)) return null();
    before_value();
    std::array<char, 32> buffer{};
    out_.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr);
    return *this;
}

JsonText& JsonText::value(bool truth) {
    before_value();
    out_ += truth ? "true" : "false";
    return *this;
}

JsonText& JsonText::null() {
    before_value();
    out_ += "null";
    return *this;
}

JsonText& JsonText::line() {
    new_line_ = true;
    return *this;
}

void write(JsonText& json, const Dim& dim) {
    switch (dim.state()) {
        case Dim::State::unknown:
            json.null();
            break;
        case Dim::State::known:
            json.value(dim.value());
            break;
        case Dim::State::symbolic:
        case Dim::State::overflow:
            json.value(to_text(dim));
            break;
    }
}

void write(JsonText& json, const Shape& shape) {
    if (shape.is_unknown()) {
        json.null();
        return;
    }
    json.open('[');
    for (const Dim& dim : *shape.dims) write(json, dim);
    json.close(']');
}

void write(JsonText& json, const ReceptiveField& field) {
    using enum ReceptiveField::Extent;
    if (field.extent == unknown) {
        json.null();
        return;
    }
    if (field.extent != places) {
        json.value(to_text(field));
        return;
    }
    const auto number = [](const Fraction& part) {
        return static_cast<double>(part.over) / static_cast<double>(part.under);
    };
    json.open('{').key("size").open('[');
    for (const FieldAxis& axis : field.axes) json.exact(number(axis.size));
    json.close(']').key("jump").open('[');
    for (const FieldAxis& axis : field.axes) json.exact(number(axis.jump));
    json.close(']').close('}');
}

}  // namespace netfig
