// Uses: types, instances and paths, arguments, values, sizes, classes.
#include "base/acronym.h"
#include "base/dim.h"
#include "lsp/names_walk.h"
#include "resolve/arguments.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

/// The values that a place sees beside those of the bodies around it: variables of loops, names of an operation.
struct Local {
    const Local* outer = nullptr;
    std::map<std::string, SymbolId> names;
};

struct Sight {
    Indexing& indexing;
    BodyScopeId body;
    std::size_t ast;
    Local* local = nullptr;
    bool pattern = false;  // a free name is declared here
    bool in_operation = false;

    const Ast& tree() const { return indexing.program.asts[ast]; }
};

void refer_expression(const Sight& sight, ExpressionId id);
void refer_chain(const Sight& sight, ChainId chain);
void refer_statements(const Sight& sight);

SymbolId find_seen(const Sight& sight, const std::string& name) {
    for (const Local* local = sight.local; local; local = local->outer) {
        if (const auto found = local->names.find(name); found != local->names.end()) return found->second;
    }
    return find_value(sight.indexing.out, sight.body, name);
}

/// The symbol of a name that its first use declares: a symbolic size, a style class.
SymbolId shared_symbol(const Sight& sight, std::map<std::string, SymbolId>& known, SymbolKind kind,
                       const Identifier& word) {
    const auto [entry, is_new] = known.try_emplace(word.text);
    if (is_new) {
        entry->second =
            sight.indexing.out.symbols.add({.kind = kind, .name = word.text, .ast = sight.ast, .span = word.span});
    }
    add_occurrence(sight.indexing, word, entry->second, is_new);
    return entry->second;
}

void refer_name(const Sight& sight, const Identifier& word) {
    if (const SymbolId seen = find_seen(sight, word.text); seen.valid())
        return add_occurrence(sight.indexing, word, seen);
    const bool binds = sight.pattern && word.text != "_" && sight.local;
    if (binds) {
        shared_symbol(sight, sight.local->names, SymbolKind::size, word);
    } else if (!sight.in_operation && is_size_name(word.text)) {
        shared_symbol(sight, sight.indexing.sizes[sight.ast], SymbolKind::size, word);
    }
}

/// The names in braces of a text: `"{kernel} conv"`.
void refer_text(const Sight& sight, Span span) {
    const std::string_view text = sight.indexing.sources[span.source].text;
    std::size_t open = text.find('{', span.begin);
    while (open != std::string_view::npos && open < span.end) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos || close >= span.end) return;
        const Span place{span.source, static_cast<std::uint32_t>(open + 1), static_cast<std::uint32_t>(close)};
        const Identifier word{std::string(text.substr(open + 1, close - open - 1)), place};
        add_occurrence(sight.indexing, word, find_seen(sight, word.text));
        open = text.find('{', close);
    }
}

void refer_all(const Sight& sight, const std::vector<ExpressionId>& expressions) {
    for (const ExpressionId each : expressions) refer_expression(sight, each);
}

void refer_inner(const Sight& sight, const Expression& expression) {
    if (const auto* list = std::get_if<ListLiteral>(&expression.what)) refer_all(sight, list->items);
    if (const auto* call = std::get_if<Call>(&expression.what)) refer_all(sight, call->arguments);
    if (const auto* unary = std::get_if<Unary>(&expression.what)) refer_expression(sight, unary->operand);
    if (const auto* binary = std::get_if<Binary>(&expression.what)) refer_all(sight, {binary->left, binary->right});
    if (const auto* index = std::get_if<Index>(&expression.what)) refer_all(sight, {index->list, index->index});
    if (const auto* choice = std::get_if<Conditional>(&expression.what))
        refer_all(sight, {choice->condition, choice->then, choice->otherwise});
    if (const auto* shape = std::get_if<ShapeLiteral>(&expression.what)) {
        for (const Dimension& dimension : shape->dimensions) refer_expression(sight, dimension.size);
    }
}

void refer_expression(const Sight& sight, ExpressionId id) {
    if (!sight.tree().expressions.contains(id)) return;
    const Expression& expression = sight.tree().expressions[id];
    if (const auto* name = std::get_if<NameReference>(&expression.what)) {
        if (!name->name.empty()) refer_name(sight, {name->name, expression.span});
    } else if (std::holds_alternative<StringLiteral>(expression.what)) {
        refer_text(sight, expression.span);
    } else {
        refer_inner(sight, expression);
    }
}

void refer_if(const Sight& sight, const std::optional<ExpressionId>& expression) {
    if (expression) refer_expression(sight, *expression);
}

// ---- looks ----

/// `class = frozen`, `class = [a, b]`
void refer_classes(const Sight& sight, ExpressionId id) {
    const Expression& expression = sight.tree().expressions[id];
    if (const auto* name = std::get_if<NameReference>(&expression.what))
        shared_symbol(sight, sight.indexing.classes[sight.ast], SymbolKind::style_class, {name->name, expression.span});
    if (const auto* list = std::get_if<ListLiteral>(&expression.what)) {
        for (const ExpressionId item : list->items) refer_classes(sight, item);
    }
}

void refer_looks(const Sight& sight, const std::vector<Argument>& looks) {
    for (const Argument& look : looks) {
        if (look.value && look.name && look.name->text == "class")
            refer_classes(sight, *look.value);
        else
            refer_if(sight, look.value);
    }
}

/// `collapse = [Block]`
void refer_types(const Sight& sight, ExpressionId id) {
    const Expression& expression = sight.tree().expressions[id];
    if (const auto* name = std::get_if<NameReference>(&expression.what))
        add_occurrence(sight.indexing, {name->name, expression.span},
                       type_symbol(sight.indexing, sight.body, name->name));
    if (const auto* list = std::get_if<ListLiteral>(&expression.what)) {
        for (const ExpressionId item : list->items) refer_types(sight, item);
    }
}

void refer_figure(const Sight& sight, const FigureSettings& figure) {
    for (const Argument& setting : figure.arguments) {
        const std::string name = setting.name ? setting.name->text : "";
        if (is_size_name(name)) shared_symbol(sight, sight.indexing.sizes[sight.ast], SymbolKind::size, *setting.name);
        if (setting.value && (name == "collapse" || name == "expand" || name == "hide"))
            refer_types(sight, *setting.value);
        else
            refer_if(sight, setting.value);
    }
}

void refer_style(const Sight& sight, const StyleRule& rule) {
    for (const StyleSelector& selector : rule.selectors) {
        if (selector.is_class)
            shared_symbol(sight, sight.indexing.classes[sight.ast], SymbolKind::style_class, selector.name);
        else
            add_occurrence(sight.indexing, selector.name, type_symbol(sight.indexing, sight.body, selector.name.text));
    }
    refer_looks(sight, rule.properties);
}

// ---- chains ----

const std::vector<Parameter>* parameters_of(const Sight& sight, const Symbol& type) {
    const Ast& tree = sight.indexing.program.asts[type.ast];
    if (type.kind == SymbolKind::block) return &tree.blocks[type.block].parameters;
    if (type.operation.valid()) return &tree.operations[type.operation].parameters;
    return nullptr;
}

void refer_arguments(const Sight& sight, const Instance& instance, SymbolId type) {
    for (const Argument& argument : instance.arguments) refer_if(sight, argument.value);
    if (!type.valid()) return;
    const std::vector<SymbolId> symbols = sight.indexing.out.symbols[type].parameters;
    const std::vector<Parameter>* parameters = parameters_of(sight, sight.indexing.out.symbols[type]);
    if (!parameters) return;
    const auto match = resolving::match_arguments(instance.arguments, *parameters, {}, sight.indexing.ignored);
    for (std::size_t i = 0; i < match.of_parameter.size() && i < symbols.size(); ++i) {
        if (!match.of_parameter[i]) continue;
        const Argument& argument = instance.arguments[*match.of_parameter[i]];
        if (argument.name) add_occurrence(sight.indexing, *argument.name, symbols[i]);
    }
}

/// The part of a word that a symbol's name takes: `layer` of `layer_2`.
Identifier without_suffix(const Identifier& word, const Symbol& symbol) {
    if (word.text == symbol.name || !word.text.starts_with(symbol.name)) return word;
    const auto length = static_cast<std::uint32_t>(symbol.name.size());
    return {symbol.name, {word.span.source, word.span.begin, word.span.begin + length}};
}

void refer_path(const Sight& sight, const Reference& reference) {
    SymbolId at;
    for (std::size_t i = 0; i < reference.path.size(); ++i) {
        const Identifier& step = reference.path[i];
        at = i == 0 ? find_instance(sight.indexing.out, sight.body, step.text)
                    : find_inside(sight.indexing.out, at, step.text);
        if (!at.valid()) return;
        add_occurrence(sight.indexing, without_suffix(step, sight.indexing.out.symbols[at]), at);
    }
}

void refer_loop(const Sight& sight, const ForSplice& loop) {
    refer_expression(sight, loop.values);
    const SymbolId variable = sight.indexing.out.symbols.add(
        {.kind = SymbolKind::loop, .name = loop.variable.text, .ast = sight.ast, .span = loop.variable.span});
    add_occurrence(sight.indexing, loop.variable, variable, true);
    Local local{sight.local, {{loop.variable.text, variable}}};
    Sight inner = sight;
    inner.local = &local;
    refer_chain(inner, loop.chain);
}

void refer_core(const Sight& sight, const Element& element) {
    if (const auto* instance = std::get_if<Instance>(&element.what)) {
        const SymbolId type = type_symbol(sight.indexing, sight.body, instance->type.text);
        add_occurrence(sight.indexing, instance->type, type);
        refer_arguments(sight, *instance, type);
    } else if (const auto* reference = std::get_if<Reference>(&element.what)) {
        refer_path(sight, *reference);
    } else if (const auto* list = std::get_if<List>(&element.what)) {
        for (const ChainId item : list->items) refer_chain(sight, item);
    } else if (const auto* block = std::get_if<InlineBlock>(&element.what)) {
        Sight inner = sight;  // sees the variables of the loops around it
        inner.body = sight.indexing.body_ids.at({sight.ast, block->body});
        refer_statements(inner);
    } else if (const auto* loop = std::get_if<ForSplice>(&element.what)) {
        refer_loop(sight, *loop);
    } else if (const auto* choice = std::get_if<IfSplice>(&element.what)) {
        refer_expression(sight, choice->condition);
        refer_chain(sight, choice->then);
        if (choice->otherwise) refer_chain(sight, *choice->otherwise);
    }
}

void refer_chain(const Sight& sight, ChainId chain) {
    for (const Element& element : sight.tree().chains[chain].elements) {
        refer_core(sight, element);
        refer_if(sight, element.stated_shape);
        refer_if(sight, element.repeat);
        refer_looks(sight, element.looks);
    }
    for (const Arrow& arrow : sight.tree().chains[chain].arrows) refer_looks(sight, arrow.annotation);
}

// ---- definitions ----

Local own_names(const Sight& sight, SymbolId type) {
    Local local;
    for (const SymbolId id : sight.indexing.out.symbols[type].parameters)
        local.names.try_emplace(sight.indexing.out.symbols[id].name, id);
    return local;
}

void refer_block(const Sight& sight, BlockId id) {
    const Block& block = sight.tree().blocks[id];
    const auto found = sight.indexing.out.bodies[sight.body].types.find(block.name.text);
    if (found == sight.indexing.out.bodies[sight.body].types.end()) return;
    Local local = own_names(sight, found->second);
    Sight inner = sight;
    inner.local = &local;
    for (const Parameter& parameter : block.parameters) refer_if(inner, parameter.default_value);
    refer_looks(inner, block.looks);
}

void refer_port(Sight& sight, const PortClause& port) {
    refer_if(sight, port.count);
    sight.pattern = port.is_input;
    refer_if(sight, port.shape);
    sight.pattern = false;
}

void refer_clause(Sight& sight, const OperationClause& clause) {
    if (const auto* port = std::get_if<PortClause>(&clause)) refer_port(sight, *port);
    if (const auto* require = std::get_if<RequireClause>(&clause)) {
        refer_expression(sight, require->condition);
        refer_if(sight, require->message);
    }
    if (const auto* formula = std::get_if<FormulaClause>(&clause)) {
        if (formula->which != FormulaKind::kind) refer_expression(sight, formula->value);
    }
    if (const auto* field = std::get_if<FieldClause>(&clause)) refer_all(sight, field->window);
    if (const auto* let = std::get_if<LetClause>(&clause)) {
        refer_expression(sight, let->value);
        const SymbolId value = sight.indexing.out.symbols.add(
            {.kind = SymbolKind::value, .name = let->name.text, .ast = sight.ast, .span = let->name.span});
        add_occurrence(sight.indexing, let->name, value, true);
        sight.local->names[let->name.text] = value;
    }
}

void refer_operation(const Sight& sight, OperationDeclarationId id) {
    const OperationDeclaration& operation = sight.tree().operations[id];
    const auto found = sight.indexing.out.bodies[sight.body].types.find(operation.name.text);
    if (found == sight.indexing.out.bodies[sight.body].types.end()) return;
    Local local = own_names(sight, found->second);
    for (const SymbolId port : sight.indexing.out.symbols[found->second].ports)
        local.names.try_emplace(sight.indexing.out.symbols[port].name, port);
    Sight inner = sight;
    inner.local = &local;
    inner.in_operation = true;
    for (const Parameter& parameter : operation.parameters) refer_if(inner, parameter.default_value);
    for (const OperationClause& clause : operation.clauses) refer_clause(inner, clause);
}

void refer_statement(const Sight& sight, const Statement& statement) {
    if (const auto* chain = std::get_if<ChainId>(&statement)) refer_chain(sight, *chain);
    if (const auto* block = std::get_if<BlockId>(&statement)) refer_block(sight, *block);
    if (const auto* operation = std::get_if<OperationDeclarationId>(&statement)) refer_operation(sight, *operation);
    if (const auto* figure = std::get_if<FigureSettings>(&statement)) refer_figure(sight, *figure);
    if (const auto* style = std::get_if<StyleRule>(&statement)) refer_style(sight, *style);
    if (const auto* binding = std::get_if<Binding>(&statement)) refer_expression(sight, binding->value);
}

void refer_statements(const Sight& sight) {
    const BodyId body = sight.indexing.out.bodies[sight.body].body;
    for (const Statement& statement : sight.tree().bodies[body].statements) refer_statement(sight, statement);
}

}  // namespace

void refer_body(Indexing& indexing, BodyScopeId body) {
    refer_statements({indexing, body, indexing.out.bodies[body].ast});
}

}  // namespace netfig::lsp
