#include "netfig/diagnostic_code.h"

#include <algorithm>
#include <array>

namespace netfig {
namespace {

// In the order of the enumeration, so that a code finds its row by position; a unit test checks it.
// Numbers never change their meaning: users write them into scripts.
constexpr auto codes = std::to_array<DiagnosticCodeInfo>({
    {DiagnosticCode::syntax_error, "E0101", "syntax error",
     "The text does not follow the notation here. The message says what was expected.\n"
     "\n"
     "Wrong:  In -> -> Conv\n"
     "Right:  In -> Conv"},
    {DiagnosticCode::unclosed_bracket, "E0102", "unclosed bracket",
     "A bracket, brace or parenthesis was opened and never closed, or closed by another kind.\n"
     "\n"
     "Wrong:  In -> [Conv, Pool -> Out\n"
     "Right:  In -> [Conv, Pool] -> Out"},
    {DiagnosticCode::unclosed_string, "E0103", "unclosed string",
     "A string must end on the line where it begins.\n"
     "\n"
     "Wrong:  Conv(64) @(label = \"first)\n"
     "Right:  Conv(64) @(label = \"first\")"},
    {DiagnosticCode::unclosed_comment, "E0104", "unclosed comment",
     "A `/*` needs its `*/`; everything after it was taken for a comment."},
    {DiagnosticCode::stray_character, "E0105", "stray character",
     "A character that starts no word of the notation. Typographic quotes and dashes from a word processor are the usual cause."},
    {DiagnosticCode::nesting_too_deep, "E0106", "nesting too deep",
     "Brackets may be nested 256 levels deep. Use named blocks instead of nested ones."},
    {DiagnosticCode::file_too_large, "E0107", "file too large",
     "A source may have 8 MiB. Use blocks, `* n` and `for` instead of writing every copy."},
    {DiagnosticCode::invalid_utf8, "E0108", "invalid UTF-8",
     "Sources are UTF-8 text. Save the file with that encoding."},
    {DiagnosticCode::number_too_large, "E0109", "number too large",
     "Integers have 64 bits: at most 9,223,372,036,854,775,807."},
    {DiagnosticCode::invalid_shape, "E0110", "invalid shape",
     "A shape is sizes joined by `x`: `3x224x224`, `T x 512`, `c x H x W`. A size is an integer of at least 1 or an expression."},
    {DiagnosticCode::invalid_clause, "E0111", "invalid clause",
     "The body of an `op` has the clauses in, out, require, params, flops, let, label and kind.\n"
     "\n"
     "Right:  op Double { in *S  out *S  label \"double\"  kind operator }"},
    {DiagnosticCode::unknown_name, "E0201", "unknown name",
     "A lower-case name in a chain refers to an instance of the same body, declared before or after with `name:Type`. Names of other bodies are not visible.\n"
     "\n"
     "Wrong:  conv1 -> ReLU\n"
     "Right:  conv1:Conv(64)  conv1 -> ReLU"},
    {DiagnosticCode::unknown_path, "E0202", "unknown path",
     "A path such as `encoder/attn/q` names an instance of this body, then instances inside it, and at the end perhaps a port."},
    {DiagnosticCode::duplicate_name, "E0203", "duplicate name",
     "Two instances of one body have the same name. Refer to the first one by its name alone, or rename one.\n"
     "\n"
     "Wrong:  a:Conv -> a:Conv\n"
     "Right:  a:Conv -> b:Conv"},
    {DiagnosticCode::duplicate_definition, "E0204", "duplicate definition",
     "Two definitions of the same name in one scope. Rename one, or delete it."},
    {DiagnosticCode::ambiguous_type, "E0205", "ambiguous type",
     "An abbreviated type fits several definitions. Write more of the name that you mean.\n"
     "\n"
     "Wrong:  SM\n"
     "Right:  SoftMax"},
    {DiagnosticCode::ambiguous_argument, "E0206", "ambiguous argument",
     "An abbreviated argument fits several parameters. Write more of its name."},
    {DiagnosticCode::too_many_arguments, "E0207", "too many arguments",
     "More arguments by position than the type has parameters."},
    {DiagnosticCode::duplicate_argument, "E0208", "duplicate argument",
     "One parameter was given twice, perhaps once by position and once by name.\n"
     "\n"
     "Wrong:  Conv(64, filters = 32)\n"
     "Right:  Conv(64)"},
    {DiagnosticCode::duplicate_parameter, "E0209", "duplicate parameter",
     "A definition declares two parameters of the same name."},
    {DiagnosticCode::recursive_definition, "E0210", "recursive definition",
     "A definition contains itself and nothing stops it. Let a parameter shrink and stop with `if`.\n"
     "\n"
     "Right:  +Tree(depth) { In -> Conv -> if depth > 0 { Tree(depth - 1) } -> Out }"},
    {DiagnosticCode::expansion_too_large, "E0211", "expansion too large",
     "Blocks and repeats expand to more than 200,000 operations. A figure can't show that: draw one copy and say the rest in its label."},
    {DiagnosticCode::port_count_mismatch, "E0212", "port count mismatch",
     "Between several ports, equal counts connect in order, and one fans out or in. Anything else is an error.\n"
     "\n"
     "Wrong:  [a, b] -> Attention    // three inputs: query, key, value\n"
     "Right:  [a, b, b] -> Attention"},
    {DiagnosticCode::missing_port, "E0213", "missing port",
     "This end of the arrow has nothing to connect to: a block without input, a block without output, or an empty list."},
    {DiagnosticCode::link_cycle, "E0214", "cycle",
     "Operations lead back to themselves. If that is meant (a recurrent network), mark the arrow that closes the cycle: `h -[feedback]-> cell`."},
    {DiagnosticCode::invalid_repeat, "E0215", "invalid repeat",
     "`* n` needs a known integer of 0 or more: a number, a parameter, or an expression in parentheses."},
    {DiagnosticCode::invalid_condition, "E0216", "invalid condition",
     "`if` and `? :` need a condition that is true or false: a comparison such as `s > 1`, or a boolean parameter."},
    {DiagnosticCode::invalid_loop, "E0217", "invalid loop",
     "`for v in LIST { … }` needs a list whose values are known: `[64, 128]`, a list parameter, or `range(4)`."},
    {DiagnosticCode::unknown_block, "E0218", "unknown block",
     "The file has no block of that name to draw. `netfig list blocks` shows the blocks of the library."},
    {DiagnosticCode::nothing_to_draw, "E0219", "nothing to draw",
     "The file has neither chains nor definitions.\n"
     "\n"
     "Right:  In(3x32x32) -> Conv(16) -> ReLU -> Out"},
    {DiagnosticCode::invalid_operation, "E0220", "invalid operation",
     "The declaration of an operation contradicts itself: a port twice, a pattern with two spreads, a parameter that is also a port."},
    {DiagnosticCode::invalid_operand, "E0301", "invalid operand",
     "An operator was used on values that it can't take, such as a string times a list."},
    {DiagnosticCode::unknown_function, "E0302", "unknown function",
     "No built-in function has this name. docs/language.md lists them all."},
    {DiagnosticCode::invalid_call, "E0303", "invalid call",
     "A function got the wrong number of arguments, or arguments that it can't take."},
    {DiagnosticCode::division_by_zero, "E0304", "division by zero",
     "The divisor is 0."},
    {DiagnosticCode::arithmetic_overflow, "E0305", "arithmetic overflow",
     "The result of an expression does not fit 64 bits."},
    {DiagnosticCode::index_out_of_range, "E0306", "index out of range",
     "A list or shape has no such place. Indexes count from 0, negative ones from the end."},
    {DiagnosticCode::unbound_name, "E0307", "unbound name",
     "A number was needed, and this name is bound to no value here. Parameters and values of surrounding bodies are visible; names of instances are not values."},
    {DiagnosticCode::file_not_found, "E0401", "file not found",
     "There is no such file. Paths of `use \"…\"` start at the folder of the file that says `use`, then at each `-I` folder."},
    {DiagnosticCode::unreadable_file, "E0402", "unreadable file",
     "The file exists and could not be read."},
    {DiagnosticCode::use_cycle, "E0403", "cycle of use",
     "Files use each other in a circle. Move what they share to a third file."},
    {DiagnosticCode::use_outside, "E0404", "use outside the allowed folders",
     "A used file must lie in the folder of the main file, in an `-I` folder, or in the library."},
    {DiagnosticCode::unknown_library, "E0405", "unknown library",
     "`use std/…` takes a file of the standard library. `netfig list blocks` shows them."},
    {DiagnosticCode::misplaced_setting, "E0406", "misplaced setting",
     "`figure(…)`, `use` and `style` belong to the top of a file, not into a block."},
    {DiagnosticCode::unwritable_file, "E0407", "unwritable file",
     "The output could not be written. An older file was left as it was."},
    {DiagnosticCode::shape_mismatch, "E0501", "shape mismatch",
     "An operation can't take the shape that arrives. The notes show how each shape came about."},
    {DiagnosticCode::requirement_failed, "E0502", "requirement failed",
     "An operation asks for something that its arguments or inputs do not keep. The message says what to change."},
    {DiagnosticCode::stated_shape_differs, "E0503", "stated shape differs",
     "A shape written with `:`, in `Out(…)` or on an arrow is not the one that the operations give."},
    {DiagnosticCode::missing_input, "E0504", "missing input",
     "Some inputs of an operation are connected and others are not."},
    {DiagnosticCode::invalid_size, "E0505", "invalid size",
     "A size came out as zero or less."},
    {DiagnosticCode::size_overflow, "E0506", "size too large",
     "A size or count does not fit 64 bits."},
    {DiagnosticCode::unequal_inputs, "E0507", "unequal inputs",
     "Inputs that must agree have different shapes, as in an addition or a concatenation."},
    {DiagnosticCode::unknown_theme, "E0601", "unknown theme",
     "A theme is paper, dark, mono, pastel, or the path of a YAML file."},
    {DiagnosticCode::unknown_theme_key, "E0602", "unknown theme key",
     "A theme file has a key that themes do not know. docs/language.md lists them."},
    {DiagnosticCode::invalid_theme_value, "E0603", "invalid theme value",
     "A theme file gives a key a value that it can't have, or is not valid YAML."},
    {DiagnosticCode::missing_font, "E0604", "missing font",
     "No font at all could be found. Install the fonts that the README names."},
    {DiagnosticCode::internal_layout_error, "E0605", "internal layout error",
     "The layout broke one of its own promises. Please report it with the source."},
    {DiagnosticCode::missing_preset_font, "E0606", "missing font of a preset",
     "A preset draws in the fonts of a kind of document, and one of them is not on this machine. Install it, or leave out `preset`."},
    {DiagnosticCode::forgotten_arrow, "W0101", "forgotten arrow",
     "Two chains stand on one line, and the second begins with an element that has no name, so that nothing can lead to it. "
     "Line ends and blanks separate and never connect: write `->` between the two, or put the second chain on a line of its own."},
    {DiagnosticCode::unknown_type, "W0201", "unknown type",
     "No operation or block has this name. It is drawn as a plain box of unknown shape. Declare it with `op`, or `use` the library file that has it."},
    {DiagnosticCode::unknown_argument, "W0202", "unknown argument",
     "The type has no such parameter. It is kept as a label."},
    {DiagnosticCode::self_link, "W0204", "self link",
     "An arrow leads from a node to itself."},
    {DiagnosticCode::assumed_equal, "W0501", "assumed equal",
     "Algebra can't tell whether two symbolic sizes are equal; they were taken to be."},
    {DiagnosticCode::unknown_property, "W0601", "unknown property",
     "Looks and settings have a fixed list of names; docs/language.md lists them."},
    {DiagnosticCode::invalid_property, "W0602", "invalid property",
     "A property has a value that it can't have; the default was used."},
    {DiagnosticCode::property_without_effect, "W0603", "property without effect",
     "The property is known and changes nothing here."},
    {DiagnosticCode::replaced_font, "W0604", "replaced font",
     "A font was not found and another one took its place. The figure will differ from one machine to another."},
    {DiagnosticCode::figure_too_wide, "W0605", "figure too large",
     "The figure does not fit the width, height or aspect that was asked for, though it goes on in further columns or rows "
     "wherever a chain can be parted. Where none was asked for, it is longer than the 14,400 points (5.08 m) that viewers of "
     "PDF show of a page. Collapse blocks with `depth`, fuse activations, or choose another flow."},
});

}  // namespace

const DiagnosticCodeInfo& info(DiagnosticCode code) { return codes[static_cast<std::size_t>(code)]; }

std::span<const DiagnosticCodeInfo> all_diagnostic_codes() { return codes; }

std::optional<DiagnosticCode> diagnostic_code_from(std::string_view number) {
    const auto row = std::find_if(codes.begin(), codes.end(), [&](const auto& code) { return code.number == number; });
    if (row == codes.end()) return std::nullopt;
    return row->code;
}

}  // namespace netfig
