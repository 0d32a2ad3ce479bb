#include "pdf/value.h"

#include "base/strings.h"

#include <charconv>
#include <optional>

namespace netfig::pdf {
namespace {

constexpr int deepest = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_number(char c) { return is_digit(c) || c == '+' || c == '-' || c == '.'; }

Value of_kind(Value::Kind kind, std::string text = {}) {
    Value value;
    value.kind = kind;
    value.text = std::move(text);
    return value;
}

}  // namespace

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }
bool is_delimiter(char c) { return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos; }

const Value& Value::operator[](std::string_view key) const {
    static const Value nothing;
    const auto found = entries.find(key);
    return found == entries.end() ? nothing : found->second;
}

void Reader::skip_space() {
    for (; at < text.size(); ++at) {
        if (text[at] == '%')
            while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
        else if (!is_space(text[at]))
            return;
    }
}

bool Reader::done() {
    skip_space();
    return at >= text.size();
}

Value Reader::next(int depth) {
    skip_space();
    if (budget == 0) at = text.size();
    if (at >= text.size()) return {};
    --budget;
    const char c = text[at];
    const char after = at + 1 < text.size() ? text[at + 1] : '\0';
    if (c == '/') return read_name();
    if (c == '(') return read_string();
    if (c == '<' && after != '<') return read_hex_string();
    if (depth < deepest && c == '<') return read_dictionary(depth);
    if (depth < deepest && c == '[') return read_list(depth);
    if (starts_number(c)) return read_number();
    return read_keyword();
}

Value Reader::read_number() {
    const std::size_t begin = at++;
    while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
    std::string_view digits = text.substr(begin, at - begin);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    Value value = of_kind(Value::Kind::number);
    std::from_chars(digits.data(), digits.data() + digits.size(), value.number);
    if (references && is_digit(text[begin])) read_reference(value);
    return value;
}

/// `12 0 R`
bool Reader::read_reference(Value& value) {
    std::size_t ahead = at;
    const auto skip = [&] {
        while (ahead < text.size() && is_space(text[ahead])) ++ahead;
    };
    skip();
    const std::size_t generation = ahead;
    while (ahead < text.size() && ahead < generation + 6 && is_digit(text[ahead])) ++ahead;
    if (ahead == generation) return false;
    skip();
    const bool ends = ahead + 1 >= text.size() || is_space(text[ahead + 1]) || is_delimiter(text[ahead + 1]);
    if (ahead >= text.size() || text[ahead] != 'R' || !ends) return false;
    at = ahead + 1;
    value.kind = Value::Kind::reference;
    return true;
}

Value Reader::read_name() {
    std::string name;
    for (++at; at < text.size() && !is_space(text[at]) && !is_delimiter(text[at]); ++at) {
        const auto high = text[at] == '#' && at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
        const auto low = high ? hex_digit(text[at + 2]) : std::nullopt;
        if (low) {
            name += static_cast<char>(*high * 16 + *low);
            at += 2;
        } else {
            name += text[at];
        }
    }
    return of_kind(Value::Kind::name, std::move(name));
}

Value Reader::read_string() {
    std::string words;
    int depth = 1;
    for (++at; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '(') ++depth;
        if (c == ')' && --depth == 0) break;
        if (c == '\\' && at + 1 < text.size()) ++at;  // what is escaped matters to nobody here
        words += text[at];
    }
    if (at < text.size()) ++at;
    return of_kind(Value::Kind::string, std::move(words));
}

Value Reader::read_hex_string() {
    std::string bytes;
    std::optional<unsigned> high;
    for (++at; at < text.size() && text[at] != '>'; ++at) {
        const auto digit = hex_digit(text[at]);
        if (!digit) continue;
        if (high) bytes += static_cast<char>(*high * 16 + *digit);
        high = high ? std::nullopt : digit;
    }
    if (at < text.size()) ++at;
    return of_kind(Value::Kind::string, std::move(bytes));
}

Value Reader::read_list(int depth) {
    Value list = of_kind(Value::Kind::list);
    ++at;
    while (!done()) {
        if (text[at] == ']') {
            ++at;
            break;
        }
        if (text.substr(at).starts_with("endobj")) break;  // never closed
        list.items.push_back(next(depth + 1));
    }
    return list;
}

Value Reader::read_dictionary(int depth) {
    Value dictionary = of_kind(Value::Kind::dictionary);
    at += 2;
    while (!done()) {
        if (text.substr(at).starts_with(">>")) {
            at += 2;
            break;
        }
        if (text.substr(at).starts_with("endobj")) break;
        const Value key = next(depth + 1);
        if (key.kind != Value::Kind::name) continue;
        if (!done() && !text.substr(at).starts_with(">>")) dictionary.entries[key.text] = next(depth + 1);
    }
    return dictionary;
}

Value Reader::read_keyword() {
    const std::size_t begin = at++;
    if (is_delimiter(text[begin])) return of_kind(Value::Kind::keyword, std::string(1, text[begin]));
    while (at < text.size() && !is_space(text[at]) && !is_delimiter(text[at])) ++at;
    const std::string_view word = text.substr(begin, at - begin);
    if (word == "null") return {};
    Value value =
        of_kind(word == "true" || word == "false" ? Value::Kind::boolean : Value::Kind::keyword, std::string(word));
    value.number = word == "true" ? 1 : 0;
    return value;
}

}  // namespace netfig::pdf
