// Every kind of diagnostic, once. The table in src/base/diagnostic_codes.cpp gives each its number, title and explanation.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace netfig {

enum class DiagnosticCode {
    // E01: the text
    syntax_error, unclosed_bracket, unclosed_string, unclosed_comment, stray_character, nesting_too_deep, file_too_large,
    invalid_utf8, number_too_large, invalid_shape, invalid_clause,
    // E02: names and structure
    unknown_name, unknown_path, duplicate_name, duplicate_definition, ambiguous_type, ambiguous_argument,
    too_many_arguments, duplicate_argument, duplicate_parameter, recursive_definition, expansion_too_large,
    port_count_mismatch, missing_port, link_cycle, invalid_repeat, invalid_condition, invalid_loop, unknown_block,
    nothing_to_draw, invalid_operation,
    // E03: expressions
    invalid_operand, unknown_function, invalid_call, division_by_zero, arithmetic_overflow, index_out_of_range, unbound_name,
    // E04: files
    file_not_found, unreadable_file, use_cycle, use_outside, unknown_library, misplaced_setting, unwritable_file,
    // E05: shapes
    shape_mismatch, requirement_failed, stated_shape_differs, missing_input, invalid_size, size_overflow, unequal_inputs,
    // E06: looks
    unknown_theme, unknown_theme_key, invalid_theme_value, missing_font, internal_layout_error, missing_preset_font,
    // W01: the text
    forgotten_arrow,
    // W02: names and structure
    unknown_type, unknown_argument, self_link,
    // W05: shapes
    assumed_equal,
    // W06: looks
    unknown_property, invalid_property, property_without_effect, replaced_font, figure_too_wide,
};

struct DiagnosticCodeInfo {
    DiagnosticCode code{};
    std::string_view number;       // "E0201"
    std::string_view title;        // "unknown name"
    std::string_view explanation;  // for `netfig explain`: what it means, a wrong example, a right one
};

const DiagnosticCodeInfo& info(DiagnosticCode code);
std::span<const DiagnosticCodeInfo> all_diagnostic_codes();
std::optional<DiagnosticCode> diagnostic_code_from(std::string_view number);

}  // namespace netfig
