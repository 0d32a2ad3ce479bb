#include "parse/build_ast.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace netfig {

namespace {

// Later phases walk expressions recursively.
constexpr std::uint16_t deepest_expression = 500;

enum Level { shape_level, or_level, and_level, comparison_level, sum_level, product_level, operand_level };

struct Infix {
    std::size_t type = 0;
    Span span;
};

struct Operand {
    ExpressionId expression;
    bool spread = false;
};

/// `operands[0] infixes[0] operands[1] …`: tight words such as `64xH` have been taken apart, so that `64xH/2xW/2` is
/// 64 x H/2 x W/2.
struct FlatExpression {
    AstBuilder& builder;
    std::vector<Operand> operands{};
    std::vector<Infix> infixes{};
    std::size_t next = 0;

    void add(Grammar::PrimaryContext* primary, bool indexed);
    void add_sizes(const antlr4::Token* word);
    ExpressionId shape();
    Dimension dimension();
    ExpressionId binary(int level);
};

int level_of(std::size_t infix) {
    switch (infix) {
        case Grammar::TIMES:
            return shape_level;
        case Grammar::OR:
            return or_level;
        case Grammar::AND:
            return and_level;
        case Grammar::PLUS:
        case Grammar::MINUS:
            return sum_level;
        case Grammar::STAR:
        case Grammar::SLASH:
        case Grammar::PERCENT:
            return product_level;
        default:
            return comparison_level;
    }
}

BinaryOperator operator_of(std::size_t infix) {
    switch (infix) {
        case Grammar::PLUS:
            return BinaryOperator::add;
        case Grammar::MINUS:
            return BinaryOperator::subtract;
        case Grammar::STAR:
            return BinaryOperator::multiply;
        case Grammar::SLASH:
            return BinaryOperator::divide;
        case Grammar::PERCENT:
            return BinaryOperator::modulo;
        case Grammar::EQUAL:
            return BinaryOperator::equal;
        case Grammar::NOT_EQUAL:
            return BinaryOperator::not_equal;
        case Grammar::LESS:
            return BinaryOperator::less;
        case Grammar::LESS_EQUAL:
            return BinaryOperator::less_equal;
        case Grammar::GREATER:
            return BinaryOperator::greater;
        case Grammar::GREATER_EQUAL:
            return BinaryOperator::greater_equal;
        case Grammar::AND:
            return BinaryOperator::logical_and;
        default:
            return BinaryOperator::logical_or;
    }
}

bool is_shape_word(const antlr4::Token* token) {
    return token->getType() == Grammar::SHAPE || token->getType() == Grammar::SHAPE_WORD;
}

void FlatExpression::add(Grammar::PrimaryContext* primary, bool indexed) {
    const bool tight = primary != nullptr && primary->exception == nullptr && is_shape_word(primary->start);
    if (tight && !indexed) return add_sizes(primary->start);
    operands.push_back({builder.primary(primary)});
}

void FlatExpression::add_sizes(const antlr4::Token* word) {
    const std::string text = builder.text(word);
    const Span whole = builder.span(word);
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = std::min(text.find('x', begin), text.find("×", begin));
        const std::size_t length = std::min(end, text.size()) - begin;
        const auto at = static_cast<std::uint32_t>(whole.begin + begin);
        const Span place{whole.source, at, at + static_cast<std::uint32_t>(length)};
        operands.push_back({builder.size(std::string_view(text).substr(begin, length), place)});
        if (end == std::string::npos) return;
        infixes.push_back({Grammar::TIMES, {whole.source, place.end, place.end + 1}});
        begin = end + (text[end] == 'x' ? 1 : std::string_view("×").size());
    }
}

ExpressionId FlatExpression::shape() {
    std::vector<Dimension> dimensions{dimension()};
    while (next < infixes.size() && infixes[next].type == Grammar::TIMES) {
        ++next;
        dimensions.push_back(dimension());
    }
    const ExpressionId first = dimensions.front().size;
    if (dimensions.size() == 1 && !dimensions.front().spread) return first;
    std::uint16_t depth = 1;
    for (const Dimension& each : dimensions) depth = std::max(depth, builder.deeper({each.size}));
    const Span place = cover(builder.ast.expressions[first].span, builder.ast.expressions[dimensions.back().size].span);
    return builder.add(ShapeLiteral{std::move(dimensions)}, place, depth);
}

Dimension FlatExpression::dimension() {
    const std::size_t first = next;
    Dimension result{binary(or_level), operands[first].spread};
    for (std::size_t i = first; i <= next; ++i) {
        if (!operands[i].spread || first == next) continue;
        builder.fault(DiagnosticCode::invalid_shape, builder.ast.expressions[operands[i].expression].span,
                      "`*` before a size stands for any number of sizes; it can't be part of a sum or product");
        result.spread = false;
    }
    return result;
}

ExpressionId FlatExpression::binary(int level) {
    if (level == operand_level) return operands[next].expression;
    ExpressionId left = binary(level + 1);
    while (next < infixes.size() && level_of(infixes[next].type) == level) {
        const Infix infix = infixes[next++];
        const ExpressionId right = binary(level + 1);
        const Span place = cover(builder.ast.expressions[left].span, builder.ast.expressions[right].span);
        left =
            builder.add(Binary{operator_of(infix.type), left, right, infix.span}, place, builder.deeper({left, right}));
    }
    return left;
}

/// Takes off the quotes, and the escapes outside of `$…$`.
std::string unquote(std::string_view literal, std::size_t& bad_escape) {
    literal.remove_prefix(1);
    std::string text;
    for (std::size_t i = 0; i < literal.size() && literal[i] != '"'; ++i) {
        const std::size_t math_end = literal[i] == '$' ? literal.find('$', i + 1) : std::string_view::npos;
        if (math_end != std::string_view::npos) {
            text += literal.substr(i, math_end + 1 - i);
            i = math_end;
        } else if (literal[i] != '\\' || i + 1 == literal.size()) {
            text += literal[i];
        } else {
            const char escaped = literal[++i];
            if (escaped == 'n') {
                text += '\n';
            } else if (escaped == '"' || escaped == '\\' || escaped == '$') {
                text += escaped;
            } else {
                bad_escape = std::min(bad_escape, i);
                text += {'\\', escaped};
            }
        }
    }
    return text;
}

constexpr std::pair<std::string_view, double> units[] = {{"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}, {"pt", 1}};

double points_of(std::string_view length) {
    double value = 0;
    std::from_chars(length.data(), length.data() + length.size(), value);
    for (const auto& [unit, points] : units) {
        if (length.ends_with(unit)) return value * points;
    }
    return value;
}

}  // namespace

ExpressionId AstBuilder::add(decltype(Expression::what) what, Span place, std::uint16_t depth) {
    if (depth > deepest_expression) {
        if (!std::exchange(too_deep_reported, true)) {
            fault(DiagnosticCode::nesting_too_deep, place, "this expression has too many parts within parts");
        }
        what = ErrorExpression{};
        depth = 1;
    }
    depths.push_back(depth);
    return ast.expressions.add({std::move(what), place});
}

std::uint16_t AstBuilder::deeper(std::initializer_list<ExpressionId> parts) const {
    std::uint16_t deepest = 0;
    for (const ExpressionId part : parts) deepest = std::max(deepest, depths[part.index()]);
    return static_cast<std::uint16_t>(deepest + 1);
}

ExpressionId AstBuilder::expression(Grammar::ExpressionContext* context) {
    if (context == nullptr) return error({});
    const ExpressionId condition = operands(context);
    if (context->QUESTION() == nullptr) return condition;
    const ExpressionId then = expression(context->expression(0));
    const ExpressionId otherwise = expression(context->expression(1));
    return add(Conditional{condition, then, otherwise}, span(context), deeper({condition, then, otherwise}));
}

ExpressionId AstBuilder::operands(Grammar::ExpressionContext* context) {
    const auto operand_contexts = context->operand();
    const auto infix_contexts = context->infix();
    const bool broken = context->exception != nullptr && context->QUESTION() == nullptr;  // not behind the operands
    if (broken || operand_contexts.size() != infix_contexts.size() + 1) return error(span(context));
    FlatExpression flat{*this};
    for (std::size_t i = 0; i < operand_contexts.size(); ++i) {
        auto* operand = operand_contexts[i];
        if (i > 0) flat.infixes.push_back({infix_contexts[i - 1]->start->getType(), span(infix_contexts[i - 1])});
        const std::size_t first = flat.operands.size();
        const auto indexes = operand->index();
        flat.add(operand->primary(), !indexes.empty());
        auto& added = flat.operands[first];
        for (auto* index : indexes) {
            const ExpressionId at = expression(index->expression());
            const Span place = cover(ast.expressions[added.expression].span, span(index));
            added.expression = add(Index{added.expression, at}, place, deeper({added.expression, at}));
        }
        auto prefixes = operand->prefix();
        for (auto prefix = prefixes.rbegin(); prefix != prefixes.rend(); ++prefix) {
            const std::size_t type = (*prefix)->start->getType();
            if (type == Grammar::STAR) {
                added.spread = true;
                continue;
            }
            const auto op = type == Grammar::MINUS ? UnaryOperator::minus : UnaryOperator::logical_not;
            const Span place = cover(span(*prefix), ast.expressions[added.expression].span);
            added.expression = add(Unary{op, added.expression}, place, deeper({added.expression}));
        }
    }
    return flat.shape();
}

ExpressionId AstBuilder::stated_shape(Grammar::StatedShapeContext* context) {
    if (context->exception != nullptr) return error(span(context));
    FlatExpression flat{*this};
    for (auto* size_context : context->statedSize()) {
        if (!flat.operands.empty()) flat.infixes.push_back({Grammar::TIMES, span(size_context)});
        const std::size_t first = flat.operands.size();
        const auto primaries = size_context->primary();
        for (std::size_t i = 0; i < primaries.size(); ++i) {
            if (i > 0) flat.infixes.push_back({Grammar::SLASH, span(size_context->SLASH(i - 1)->getSymbol())});
            flat.add(primaries[i], false);
        }
        if (primaries.empty()) return error(span(context));
        flat.operands[first].spread = size_context->STAR() != nullptr;
    }
    return flat.operands.empty() ? error(span(context)) : flat.shape();
}

ExpressionId AstBuilder::primary(Grammar::PrimaryContext* context) {
    if (context == nullptr) return error({});
    if (context->exception != nullptr) return error(span(context));
    if (context->NAME() != nullptr) return name_or_call(context);
    if (context->group() != nullptr) return group(context->group());
    if (context->listLiteral() != nullptr) return list_literal(context->listLiteral());
    return context->start != nullptr ? literal(context->start) : error(span(context));
}

ExpressionId AstBuilder::literal(const antlr4::Token* token) {
    const Span place = span(token);
    const std::string written = text(token);
    switch (token->getType()) {
        case Grammar::INTEGER:
            return integer(written, place);
        case Grammar::REAL: {
            double value = 0;
            const auto result = std::from_chars(written.data(), written.data() + written.size(), value);
            if (result.ec == std::errc()) return add(RealLiteral{value}, place);
            fault(DiagnosticCode::number_too_large, place, "`" + written + "` is beyond the numbers that fit");
            return error(place);
        }
        case Grammar::LENGTH:
            // How wide a column is, settings know.
            if (written.ends_with("col")) return add(StringLiteral{written}, place);
            return add(LengthLiteral{points_of(written)}, place);
        case Grammar::STRING: {
            std::size_t bad_escape = std::string::npos;
            std::string content = unquote(written, bad_escape);
            if (bad_escape != std::string::npos) {
                const auto at = static_cast<std::uint32_t>(place.begin + bad_escape);
                auto& added = faults.add(DiagnosticCode::syntax_error, {place.source, at, at + 2},
                                         "`" + written.substr(bad_escape, 2) + "` is no escape");
                added.suggestion = "math stands between two `$`; a backslash outside of it is written `\\\\`";
            }
            return add(StringLiteral{std::move(content)}, place);
        }
        case Grammar::SHAPE:
        case Grammar::SHAPE_WORD:
            return shape_word(token);
        default:
            return add(NameReference{written}, place);
    }
}

ExpressionId AstBuilder::integer(std::string_view digits, Span place) {
    std::int64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec == std::errc()) return add(IntegerLiteral{value}, place);
    fault(DiagnosticCode::number_too_large, place, "this number does not fit into 64 bits");
    return error(place);
}

ExpressionId AstBuilder::size(std::string_view word, Span place) {
    const bool number = word[0] >= '0' && word[0] <= '9';
    return number ? integer(word, place) : add(NameReference{std::string(word)}, place);
}

ExpressionId AstBuilder::shape_word(const antlr4::Token* token) {
    FlatExpression flat{*this};
    flat.add_sizes(token);
    return flat.shape();
}

ExpressionId AstBuilder::name_or_call(Grammar::PrimaryContext* context) {
    const antlr4::Token* name = context->NAME()->getSymbol();
    if (auto* call = context->callArguments()) {
        Call result{identifier(name), items(call)};
        std::uint16_t depth = 1;
        for (const ExpressionId item : result.arguments) depth = std::max(depth, deeper({item}));
        return add(std::move(result), span(context), depth);
    }
    std::string word = text(name);
    if (word != "true" && word != "false") return add(NameReference{std::move(word)}, span(name));
    const std::uint32_t token = words[name->getTokenIndex()].token;
    if (token != no_word) ast.tokens[token].kind = TokenKind::boolean;
    return add(BooleanLiteral{word == "true"}, span(name));
}

ExpressionId AstBuilder::group(Grammar::GroupContext* context) {
    if (context->exception != nullptr) return error(span(context));
    return expression(context->expression());
}

ExpressionId AstBuilder::list_literal(Grammar::ListLiteralContext* context) {
    ListLiteral result{items(context)};
    std::uint16_t depth = 1;
    for (const ExpressionId item : result.items) depth = std::max(depth, deeper({item}));
    return add(std::move(result), span(context), depth);
}

std::vector<ExpressionId> AstBuilder::items(antlr4::ParserRuleContext* context) {
    std::vector<ExpressionId> result;
    for (std::size_t i = 0; i < context->children.size(); ++i) {
        if (is_gap(context, i))
            fault(DiagnosticCode::syntax_error, span(context), "a value is missing between two commas");
        auto* item = netfig_grammar::node_as<Grammar::ExpressionContext>(context->children[i]);
        if (item != nullptr && item->exception == nullptr) result.push_back(expression(item));
    }
    if (context->exception != nullptr) result.push_back(error(span(context)));
    return result;
}

}  // namespace netfig
