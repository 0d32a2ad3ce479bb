// A value of a PDF file: what stands between `obj` and `endobj`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace netfig::pdf {

struct Value {
    enum class Kind { null, boolean, number, name, string, list, dictionary, reference, keyword };
    Kind kind = Kind::null;
    double number = 0;  // of references the number of the object; 1 for true
    std::string text;   // of names without the slash, of strings decoded, of keywords
    std::vector<Value> items;
    std::map<std::string, Value, std::less<>> entries;

    bool is_name(std::string_view name) const { return kind == Kind::name && text == name; }
    /// The entry of a dictionary; null where there is none.
    const Value& operator[](std::string_view key) const;
};

/// Reads values off a text, whatever it holds: what is no value comes out as a keyword, and the end as nothing.
struct Reader {
    std::string_view text;
    std::size_t at = 0;
    bool references = true;          // `12 0 R` is one; not so in the streams that draw
    std::size_t budget = 2'000'000;  // values to read; then the text counts as ended

    bool done();
    Value next(int depth = 0);

private:
    void skip_space();
    Value read_number();
    Value read_name();
    Value read_string();
    Value read_hex_string();
    Value read_list(int depth);
    Value read_dictionary(int depth);
    Value read_keyword();
    bool read_reference(Value& value);
};

bool is_space(char c);
bool is_delimiter(char c);

}  // namespace netfig::pdf
