#include "parse/dump_ast.h"

#include "base/strings.h"

#include <string_view>
#include <utility>

namespace netfig {

namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

constexpr std::string_view binary_words[] = {"+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or"};

/// Statements a line each, expressions in brackets with the operator first.
struct AstDump {
    const Ast& ast;
    std::string out{};
    int depth = 0;

    void line(std::string_view text) { out.append(static_cast<std::size_t>(depth) * 2, ' ').append(text).append("\n"); }

    std::string items(std::string_view head, const std::vector<ExpressionId>& ids) const {
        std::string text = "(" + std::string(head);
        for (const ExpressionId id : ids) text += " " + expression(id);
        return text + ")";
    }

    std::string shape(const ShapeLiteral& literal) const {
        std::string text = "(shape";
        for (const Dimension& each : literal.dimensions) text += (each.spread ? " *" : " ") + expression(each.size);
        return text + ")";
    }

    std::string expression(ExpressionId id) const {
        return std::visit(
            Overloaded{
                [](const ErrorExpression&) -> std::string { return "<error>"; },
                [](const IntegerLiteral& what) { return std::to_string(what.value); },
                [](const RealLiteral& what) { return format_number(what.value, 9); },
                [](const LengthLiteral& what) { return format_number(what.points) + "pt"; },
                [](const StringLiteral& what) { return quoted(what.text); },
                [](const BooleanLiteral& what) -> std::string { return what.value ? "true" : "false"; },
                [&](const ListLiteral& what) { return items("list", what.items); },
                [&](const ShapeLiteral& what) { return shape(what); },
                [](const NameReference& what) { return what.name; },
                [&](const Unary& what) { return items(what.op == UnaryOperator::minus ? "-" : "not", {what.operand}); },
                [&](const Binary& what) {
                    return items(binary_words[static_cast<std::size_t>(what.op)], {what.left, what.right});
                },
                [&](const Conditional& what) {
                    return items("?", {what.condition, what.then, what.otherwise});
                },
                [&](const Call& what) { return items("call " + what.function.text, what.arguments); },
                [&](const Index& what) {
                    return items("index", {what.list, what.index});
                },
            },
            ast.expressions[id].what);
    }

    static std::string quoted(std::string_view text) {
        std::string result = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') result += '\\';
            c == '\n' ? result += "\\n" : result += c;
        }
        return result + "\"";
    }

    std::string argument(const Argument& each) const {
        const std::string value = each.value ? expression(*each.value) : "";
        if (!each.name) return value;
        return each.name->text + (value.empty() ? " =" : " = " + value);
    }

    std::string arguments(const std::vector<Argument>& list) const {
        std::vector<std::string> parts;
        for (const Argument& each : list) parts.push_back(argument(each));
        return "(" + join(parts, ", ") + ")";
    }

    std::string parameters(const std::vector<Parameter>& list) const {
        std::vector<std::string> parts;
        for (const Parameter& each : list) {
            std::string part = each.name.text;
            for (const Identifier& alias : each.aliases) part += " alias " + alias.text;
            parts.push_back(part + (each.default_value ? " = " + expression(*each.default_value) : ""));
        }
        return list.empty() ? "" : "(" + join(parts, ", ") + ")";
    }

    void documentation(const std::string& text) {
        if (!text.empty()) line("doc " + quoted(text));
    }

    std::string suffixes(const Element& element) const {
        std::string text;
        if (element.stated_shape) text += " : " + expression(*element.stated_shape);
        if (element.repeat) text += " * " + expression(*element.repeat);
        if (!element.looks.empty()) text += " @" + arguments(element.looks);
        return text;
    }

    void element(const Element& each, const std::string& arrow) {
        const std::string after = suffixes(each);
        std::visit(Overloaded{
                       [&](const ErrorElement&) { line(arrow + "<error>" + after); },
                       [&](const Instance& what) {
                           line(arrow + (what.name ? what.name->text + ":" : "") + what.type.text +
                                (what.has_arguments ? arguments(what.arguments) : "") + after);
                       },
                       [&](const Reference& what) { line(arrow + "ref " + path(what) + after); },
                       [&](const InlineBlock& what) {
                           line(arrow + "inline" + (what.name ? " " + what.name->text : "") + after);
                           body(what.body);
                       },
                       [&](const List& what) {
                           line(arrow + "list" + after);
                           for (const ChainId item : what.items) chain(item);
                       },
                       [&](const Wire&) { line(arrow + "wire" + after); },
                       [&](const ForSplice& what) {
                           line(arrow + "for " + what.variable.text + " in " + expression(what.values) + after);
                           chain(what.chain);
                       },
                       [&](const IfSplice& what) {
                           line(arrow + "if " + expression(what.condition) + after);
                           chain(what.then);
                           if (what.otherwise) {
                               line("else");
                               chain(*what.otherwise);
                           }
                       },
                   },
                   each.what);
    }

    static std::string path(const Reference& reference) {
        std::vector<std::string> steps;
        for (const Identifier& step : reference.path) steps.push_back(step.text);
        return join(steps, "/");
    }

    void chain(ChainId id) {
        ++depth;
        line("chain");
        ++depth;
        const Chain& what = ast.chains[id];
        for (std::size_t i = 0; i < what.elements.size(); ++i) {
            std::string arrow;
            if (i > 0) {
                const auto& says = what.arrows[i - 1].annotation;
                arrow = says.empty() ? "-> " : "-" + arguments(says) + "-> ";
            }
            element(what.elements[i], arrow);
        }
        depth -= 2;
    }

    void block(const Block& what) {
        documentation(what.documentation);
        line("block " + what.name.text + parameters(what.parameters) +
             (what.looks.empty() ? "" : " @" + arguments(what.looks)));
        if (what.body) body(*what.body);
    }

    void operation(const OperationDeclaration& what) {
        documentation(what.documentation);
        std::string head = "operation " + what.name.text + parameters(what.parameters);
        for (const Identifier& alias : what.aliases) head += " alias " + alias.text;
        line(head);
        ++depth;
        for (const OperationClause& each : what.clauses) clause(each);
        --depth;
    }

    void port(const PortClause& what) {
        std::string text = what.is_input ? "in" : "out";
        if (what.name) text += " " + what.name->text;
        if (what.arity == PortArity::optional) text += "?";
        if (what.arity == PortArity::variadic) text += "...";
        if (what.count) text += "[" + expression(*what.count) + "]";
        if (what.shape) text += ": " + expression(*what.shape);
        line(text);
    }

    void clause(const OperationClause& each) {
        constexpr std::string_view formulas[] = {"params", "flops", "label", "kind"};
        std::visit(Overloaded{
                       [&](const ErrorClause&) { line("<error>"); },
                       [&](const PortClause& what) { port(what); },
                       [&](const RequireClause& what) {
                           line("require " + expression(what.condition) +
                                (what.message ? ", " + expression(*what.message) : ""));
                       },
                       [&](const LetClause& what) { line("let " + what.name.text + " = " + expression(what.value)); },
                       [&](const FieldClause& what) {
                           std::vector<std::string> window;
                           for (const ExpressionId part : what.window) window.push_back(expression(part));
                           line("field " + join(window, ", "));
                       },
                       [&](const FormulaClause& what) {
                           const std::string_view head = formulas[static_cast<std::size_t>(what.which)];
                           line(std::string(head) + " " + expression(what.value));
                       },
                   },
                   each);
    }

    void style(const StyleRule& what) {
        std::vector<std::string> selectors;
        for (const auto& each : what.selectors) selectors.push_back((each.is_class ? "." : "") + each.name.text);
        line("style " + join(selectors, ", ") + " " + arguments(what.properties));
    }

    void statement(const Statement& each) {
        std::visit(Overloaded{
                       [&](const ErrorStatement&) { line("<error>"); },
                       [&](ChainId id) {
                           --depth;
                           chain(id);
                           ++depth;
                       },
                       [&](BlockId id) { block(ast.blocks[id]); },
                       [&](OperationDeclarationId id) { operation(ast.operations[id]); },
                       [&](const Use& what) { line("use " + (what.quoted ? quoted(what.path) : what.path)); },
                       [&](const FigureSettings& what) { line("figure " + arguments(what.arguments)); },
                       [&](const StyleRule& what) { style(what); },
                       [&](const Binding& what) { line("let " + what.name.text + " = " + expression(what.value)); },
                   },
                   each);
    }

    void body(BodyId id) {
        ++depth;
        for (const Statement& each : ast.bodies[id].statements) statement(each);
        --depth;
    }
};

}  // namespace

std::string dump(const Ast& ast) {
    AstDump result{ast};
    result.depth = -1;
    result.body(ast.root);
    return result.out;
}

}  // namespace netfig
