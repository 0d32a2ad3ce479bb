#include "parse/build_ast.h"

namespace netfig {

namespace {

std::size_t token_type(antlr4::tree::ParseTree* node) {
    auto* terminal = netfig_grammar::word_node(node);
    return terminal == nullptr ? antlr4::Token::INVALID_TYPE : terminal->getSymbol()->getType();
}

}  // namespace

ChainId AstBuilder::chain(Grammar::ChainContext* context) {
    Chain result;
    result.span = span(context);
    for (auto* child : context->children) {
        if (auto* element_context = netfig_grammar::node_as<Grammar::ElementContext>(child)) {
            result.elements.push_back(element(element_context));
        } else if (auto* arrow_context = netfig_grammar::node_as<Grammar::ArrowContext>(child)) {
            result.arrows.push_back(arrow(arrow_context));
        }
    }
    // The text broke off after an arrow.
    if (result.arrows.size() >= result.elements.size()) {
        Element missing;
        missing.span = {result.span.source, result.span.end, result.span.end};
        result.elements.push_back(std::move(missing));
    }
    return ast.chains.add(std::move(result));
}

ChainId AstBuilder::single(Element element) {
    Chain result;
    result.span = element.span;
    result.elements.push_back(std::move(element));
    return ast.chains.add(std::move(result));
}

Element AstBuilder::element(Grammar::ElementContext* context) {
    if (context->core() == nullptr || context->core()->exception != nullptr) {
        Element broken;
        broken.span = span(context);
        return broken;
    }
    Element result = core(context->core());
    if (context->statedShape() != nullptr) {
        result.stated_shape = stated_shape(context->statedShape());
        if (std::holds_alternative<Reference>(result.what)) {
            fault(DiagnosticCode::syntax_error, span(context->statedShape()),
                  "only an operation states a shape; a path refers to one that has its shape already");
            result.stated_shape.reset();
        }
    }
    if (context->count() != nullptr) result.repeat = count(context->count());
    result.looks = looks(context->looks());
    result.span = span(context);
    return result;
}

Element AstBuilder::core(Grammar::CoreContext* context) {
    Element result;
    result.span = span(context);
    if (context->instance() != nullptr) {
        result.what = instance(context->instance());
    } else if (context->named() != nullptr) {
        result.what = named(context->named()).what;
    } else if (context->body() != nullptr) {
        result.what = InlineBlock{std::nullopt, body(context->body())};
    } else if (context->list() != nullptr) {
        result.what = list(context->list());
    } else if (context->WIRE() != nullptr) {
        result.what = Wire{};
    } else if (context->forSplice() != nullptr) {
        result.what = for_splice(context->forSplice()).what;
    } else if (context->ifSplice() != nullptr) {
        result.what = if_splice(context->ifSplice()).what;
    }
    return result;
}

Instance AstBuilder::instance(Grammar::InstanceContext* context) {
    Instance result;
    result.type = identifier(context->typeName());
    result.has_arguments = context->arguments() != nullptr;
    result.arguments = arguments(context->arguments());
    return result;
}

Element AstBuilder::named(Grammar::NamedContext* context) {
    Element result;
    result.span = span(context);
    if (context->declaration() == nullptr) {
        Reference reference;
        for (auto* step : context->NAME()) reference.path.push_back(identifier(step->getSymbol()));
        result.what = std::move(reference);
        return result;
    }
    const Identifier name = identifier(context->NAME(0)->getSymbol());
    if (auto* declared = context->declaration()->instance()) {
        Instance named_instance = instance(declared);
        named_instance.name = name;
        result.what = std::move(named_instance);
    } else if (auto* declared_body = context->declaration()->body()) {
        result.what = InlineBlock{name, body(declared_body)};
    }
    return result;
}

List AstBuilder::list(Grammar::ListContext* context) {
    List result;
    for (std::size_t i = 0; i < context->children.size(); ++i) {
        if (is_gap(context, i)) {
            fault(DiagnosticCode::syntax_error, span(context), "an item is missing between two commas");
        }
        auto* item = netfig_grammar::node_as<Grammar::ItemContext>(context->children[i]);
        if (item == nullptr || item->chain() == nullptr) continue;
        if (!item->chain()->element().empty()) result.items.push_back(chain(item->chain()));
    }
    if (context->exception != nullptr) {
        Element broken;
        broken.span = span(context);
        result.items.push_back(single(std::move(broken)));
    }
    return result;
}

// True for a comma that nothing stands before, and whose list goes on: a trailing comma is no gap.
bool AstBuilder::is_gap(antlr4::ParserRuleContext* list, std::size_t child) {
    if (token_type(list->children[child]) != Grammar::COMMA || list->exception != nullptr || child == 0) return false;
    const std::size_t before = token_type(list->children[child - 1]);
    return before == Grammar::COMMA || opens(before);
}

Element AstBuilder::for_splice(Grammar::ForSpliceContext* context) {
    Element result;
    result.span = span(context);
    if (context->branch() == nullptr || context->NAME() == nullptr) return result;
    ForSplice splice;
    splice.variable = identifier(context->NAME()->getSymbol());
    splice.values = expression(context->expression());
    splice.chain = branch(context->branch());
    result.what = std::move(splice);
    return result;
}

Element AstBuilder::if_splice(Grammar::IfSpliceContext* context) {
    Element result;
    result.span = span(context);
    if (context->branch(0) == nullptr) return result;
    IfSplice splice;
    splice.condition = expression(context->expression());
    splice.then = branch(context->branch(0));
    if (context->ifSplice() != nullptr) {
        splice.otherwise = single(if_splice(context->ifSplice()));
    } else if (context->branch(1) != nullptr) {
        splice.otherwise = branch(context->branch(1));
    }
    result.what = splice;
    return result;
}

// Nothing between the braces is a wire.
ChainId AstBuilder::branch(Grammar::BranchContext* context) {
    const bool broken = context->exception != nullptr;
    if (!broken && context->chain() != nullptr) return chain(context->chain());
    Element element;
    element.span = span(context);
    if (!broken) element.what = Wire{};
    return single(std::move(element));
}

Arrow AstBuilder::arrow(Grammar::ArrowContext* context) {
    Arrow result;
    result.span = span(context);
    if (context->annotation() != nullptr) result.annotation = argument_list(context->annotation());
    return result;
}

ExpressionId AstBuilder::count(Grammar::CountContext* context) {
    if (context->exception != nullptr) return error(span(context));
    return context->group() != nullptr ? group(context->group()) : literal(context->start);
}

std::vector<Argument> AstBuilder::arguments(Grammar::ArgumentsContext* context) {
    return context == nullptr ? std::vector<Argument>{} : argument_list(context);
}

std::vector<Argument> AstBuilder::looks(Grammar::LooksContext* context) {
    return context == nullptr ? std::vector<Argument>{} : arguments(context->arguments());
}

std::vector<Argument> AstBuilder::argument_list(antlr4::ParserRuleContext* context) {
    std::vector<Argument> result;
    for (std::size_t i = 0; i < context->children.size(); ++i) {
        if (is_gap(context, i)) {
            fault(DiagnosticCode::syntax_error, span(context), "an argument is missing between two commas");
        }
        auto* each = netfig_grammar::node_as<Grammar::ArgumentContext>(context->children[i]);
        if (each != nullptr && each->exception == nullptr) result.push_back(argument(each));
    }
    if (context->exception != nullptr) result.push_back({std::nullopt, error(span(context)), span(context)});
    return result;
}

Argument AstBuilder::argument(Grammar::ArgumentContext* context) {
    Argument result;
    result.span = span(context);
    auto* first = context->expression(0);
    if (context->ASSIGN() == nullptr) {
        result.value = expression(first);
        return result;
    }
    const std::size_t type = first->start->getType();
    const bool one_word =
        first->start == first->stop && (type == Grammar::NAME || type == Grammar::TYPE || type == Grammar::SHAPE_WORD);
    if (!one_word) {
        fault(DiagnosticCode::syntax_error, span(first), "expected the name of an argument before `=`");
        result.value = error(result.span);
        return result;
    }
    result.name = identifier(first->start);
    if (context->expression(1) != nullptr) result.value = expression(context->expression(1));
    return result;
}

}  // namespace netfig
