#include "theme/theme_rows.h"

#include <yaml-cpp/yaml.h>

namespace netfig {
namespace {

// Far more than any theme has. A few aliases of aliases can stand for more than memory holds, or for themselves.
constexpr std::size_t most_rows = 10000;
constexpr int deepest_row = 10;

struct TooLarge {};

struct RowWriter {
    ThemeDocument& document;

    void add(const YAML::Node& node, ThemeRow row, int depth) {
        if (document.rows.size() >= most_rows || depth > deepest_row) throw TooLarge{};
        const std::size_t place = document.rows.size();
        row.line = node.Mark().line;
        if (node.IsScalar()) {
            row.kind = ThemeValue::text;
            row.text = keep(node.Scalar());
        }
        if (node.IsSequence()) row.kind = ThemeValue::list;
        if (node.IsMap()) row.kind = ThemeValue::map;
        document.rows.push_back(row);
        if (node.IsSequence())
            for (const YAML::Node& item : node) add(item, {}, depth + 1);
        if (node.IsMap())
            for (const auto& entry : node) add_entry(entry.first, entry.second, depth + 1);
        document.rows[place].size = static_cast<std::uint32_t>(document.rows.size() - place);
    }

    void add_entry(const YAML::Node& key, const YAML::Node& value, int depth) {
        ThemeRow row;
        row.key = key.IsScalar() ? keep(key.Scalar()) : "?";
        row.key_line = key.Mark().line;
        add(value, row, depth);
    }

    std::string_view keep(const std::string& text) { return document.texts.emplace_back(text); }
};

ThemeDocument faulty(std::string fault, int line) {
    ThemeDocument document;
    document.fault = std::move(fault);
    document.fault_line = line;
    return document;
}

}  // namespace

ThemeDocument read_yaml(std::string_view yaml) {
    try {
        ThemeDocument document;
        RowWriter{document}.add(YAML::Load(std::string(yaml)), {}, 0);
        return document;
    } catch (const YAML::Exception& error) {
        return faulty("not valid YAML: " + error.msg, error.mark.line);
    } catch (const TooLarge&) { return faulty("more values, or values within values, than a theme has", -1); }
}

}  // namespace netfig
