#include "infer/pattern.h"

#include "base/dim.h"
#include "base/strings.h"

#include <algorithm>
#include <set>
#include <span>

namespace netfig {

namespace {

void append_children(const Expression& expression, std::vector<ExpressionId>& children) {
    if (const auto* list = std::get_if<ListLiteral>(&expression.what)) {
        children.insert(children.end(), list->items.begin(), list->items.end());
    } else if (const auto* shape = std::get_if<ShapeLiteral>(&expression.what)) {
        for (const Dimension& dimension : shape->dimensions) children.push_back(dimension.size);
    } else if (const auto* unary = std::get_if<Unary>(&expression.what)) {
        children.push_back(unary->operand);
    } else if (const auto* binary = std::get_if<Binary>(&expression.what)) {
        children.insert(children.end(), {binary->left, binary->right});
    } else if (const auto* choice = std::get_if<Conditional>(&expression.what)) {
        children.insert(children.end(), {choice->condition, choice->then, choice->otherwise});
    } else if (const auto* call = std::get_if<Call>(&expression.what)) {
        children.insert(children.end(), call->arguments.begin(), call->arguments.end());
    } else if (const auto* index = std::get_if<Index>(&expression.what)) {
        children.insert(children.end(), {index->list, index->index});
    }
}

void merge_positions(std::vector<std::size_t>& into, const std::vector<std::size_t>& other) {
    std::set<std::size_t> all(into.begin(), into.end());
    all.insert(other.begin(), other.end());
    into.assign(all.begin(), all.end());
}

const std::string* name_in(const Ast& ast, ExpressionId id) {
    if (!ast.expressions.contains(id)) return nullptr;
    const auto* reference = std::get_if<NameReference>(&ast.expressions[id].what);
    return reference ? &reference->name : nullptr;
}

bool is_free(const SignatureScope& scope, const std::string& name) {
    const Value* bound = scope.environment.find(name);
    return !bound || bound->is_unknown();
}

/// The sizes of a pattern; one that is written as a single word has one size.
std::span<const Dimension> dimensions_of(const Ast& ast, const Dimension& pattern) {
    const auto* literal = std::get_if<ShapeLiteral>(&ast.expressions[pattern.size].what);
    return literal ? std::span(literal->dimensions) : std::span(&pattern, 1);
}

/// What usually brings a shape to `wanted` axes: 3 are those of an image, 2 those of a sequence, 1 that of a vector.
std::string how_to_reach(std::size_t wanted, const Shape& shape) {
    const std::vector<Dim>& sizes = *shape.dims;
    const bool leads = sizes.size() == wanted + 1 && wanted > 1 && (wanted == 3 || sizes[0] == Dim(1));
    if (leads) {
        const std::string sample = to_text(Shape{std::vector<Dim>(sizes.begin() + 1, sizes.end())});
        return "shapes leave the batch out here: one sample of these is " + sample;
    }
    if (wanted == 3 && sizes.size() == 2) return "an image has channels too: `1x" + to_text(shape) + "` if it is grey";
    if (wanted == 3 && sizes.size() == 1) return "make an image of it first, with `Reshape([C, H, W])`";
    if (wanted == 2 && sizes.size() == 3)
        return "make a sequence of it first: `ImageToSequence` takes the places of an image one after another";
    if (wanted == 2 && sizes.size() == 1)
        return "a sequence has two axes, steps and features, as `Embedding` gives them";
    if (wanted == 1) return "put `Flatten` or a global pooling before it";
    return "";
}

/// The state of one match.
struct Matcher {
    const Ast& ast;
    const Shape& shape;
    const Origin& origin;
    SignatureScope& scope;
    PatternMatch result;
    Diagnostics diagnostics;

    void run(ExpressionId pattern);
    void match_sizes(std::span<const Dimension> dimensions, ExpressionId pattern);
    void match_size(ExpressionId id, const Dim& size);
    void match_spread(ExpressionId id, const Shape& part);
    void match_whole(ExpressionId pattern, const Shape& wanted);
    void bind_to_unknown(std::span<const Dimension> dimensions);
    void compare(ExpressionId id, const Dim& wanted, const Dim& found);
    void fail(ExpressionId id, std::string message);
    Value value_of(ExpressionId id);
};

void Matcher::fail(ExpressionId id, std::string message) {
    if (result.fault) return;
    result.fault = PatternFault{DiagnosticCode::shape_mismatch, std::move(message), origin_of(ast, id, scope), {}};
}

Value Matcher::value_of(ExpressionId id) {
    Value value = evaluate(ast, id, scope.environment, diagnostics);
    move_assumptions(diagnostics, result.assumptions);
    if (!diagnostics.empty() && !result.fault) {
        result.fault = PatternFault{diagnostics[0].code, diagnostics[0].message, origin_of(ast, id, scope), {}};
    }
    return value;
}

void Matcher::run(ExpressionId pattern) {
    const Dimension whole{pattern, false};
    const auto dimensions = dimensions_of(ast, whole);
    if (shape.is_unknown()) return bind_to_unknown(dimensions);
    if (dimensions.size() == 1 && !dimensions[0].spread) {
        const std::string* name = name_in(ast, pattern);
        const bool is_one_size = name && *name != "scalar" && (*name == "_" || is_free(scope, *name));
        if (!is_one_size) {
            // A word or an expression may stand for a whole shape.
            const Value value = value_of(pattern);
            if (result.fault || value.is_unknown()) return;
            const auto wanted = as_shape(value);
            if (!wanted) return fail(pattern, "expected a shape in the pattern, found `" + to_text(value) + "`");
            return match_whole(pattern, *wanted);
        }
    }
    match_sizes(dimensions, pattern);
}

void Matcher::match_whole(ExpressionId pattern, const Shape& wanted) {
    if (wanted.is_unknown()) return;
    if (wanted.dims->size() != shape.dims->size()) {
        return fail(pattern, "takes the shape " + to_text(wanted) + ", but gets " + to_text(shape));
    }
    for (std::size_t i = 0; i < wanted.dims->size(); ++i) compare(pattern, (*wanted.dims)[i], (*shape.dims)[i]);
}

void Matcher::match_sizes(std::span<const Dimension> dimensions, ExpressionId pattern) {
    const auto spread = std::find_if(dimensions.begin(), dimensions.end(), [](const Dimension& d) { return d.spread; });
    const bool has_spread = spread != dimensions.end();
    const std::size_t fixed = dimensions.size() - (has_spread ? 1 : 0);
    const std::size_t rank = shape.dims->size();
    if (has_spread ? rank < fixed : rank != fixed) {
        const bool fresh = !result.fault;
        fail(pattern, "takes the shape " + pattern_text(ast, pattern) + ", but gets " + to_text(shape));
        if (fresh && !has_spread) result.fault->advice = how_to_reach(fixed, shape);
        return;
    }
    const auto first = shape.dims->begin();
    std::ptrdiff_t at = 0;
    for (const Dimension& dimension : dimensions) {
        if (dimension.spread) {
            const auto count = static_cast<std::ptrdiff_t>(rank - fixed);
            match_spread(dimension.size, Shape{std::vector<Dim>(first + at, first + at + count)});
            at += count;
        } else {
            match_size(dimension.size, *(first + at));
            ++at;
        }
    }
}

void Matcher::match_size(ExpressionId id, const Dim& size) {
    const std::string* name = name_in(ast, id);
    if (name && *name == "_") return;
    if (name && is_free(scope, *name)) return scope.bind(*name, size.is_unknown() ? Value{} : Value{size}, origin);
    const Value value = value_of(id);
    if (result.fault || value.is_unknown()) return;
    if (const auto* word = std::get_if<Word>(&value.what)) {
        result.fault = PatternFault{DiagnosticCode::unbound_name, "`" + word->text + "` is not bound to a value here",
                                    origin_of(ast, id, scope)};
    } else if (const auto wanted = as_dim(value)) {
        compare(id, *wanted, size);
    } else {
        fail(id, "takes a whole number for " + pattern_text(ast, id) + ", found " + to_text(value));
    }
}

void Matcher::match_spread(ExpressionId id, const Shape& part) {
    const std::string* name = name_in(ast, id);
    if (name && *name == "_") return;
    if (name && is_free(scope, *name)) return scope.bind(*name, {part}, origin);
    const Value value = value_of(id);
    const auto wanted = as_shape(value);
    if (result.fault || !wanted || wanted->is_unknown()) return;
    if (wanted->dims->size() != part.dims->size()) {
        return fail(id, "takes " + to_text(*wanted) + " for *" + pattern_text(ast, id) + ", but gets " + to_text(part) +
                            " in " + to_text(shape));
    }
    for (std::size_t i = 0; i < part.dims->size(); ++i) compare(id, (*wanted->dims)[i], (*part.dims)[i]);
}

void Matcher::compare(ExpressionId id, const Dim& wanted, const Dim& found) {
    const auto same = equal(wanted, found);
    if (same == false) {
        const std::string* name = name_in(ast, id);
        fail(id, "takes " + to_text(wanted) + (name ? " for " + *name : "") + ", but gets " + to_text(found) +
                     (shape.dims->size() > 1 ? " in " + to_text(shape) : ""));
    } else if (!same && wanted.is_symbolic() + found.is_symbolic() > 0 && !wanted.is_unknown() && !found.is_unknown()) {
        result.assumptions.push_back(to_text(wanted) + " = " + to_text(found));
    }
}

void Matcher::bind_to_unknown(std::span<const Dimension> dimensions) {
    for (const Dimension& dimension : dimensions) {
        const std::string* name = name_in(ast, dimension.size);
        if (name && *name != "_" && *name != "scalar" && is_free(scope, *name)) scope.bind(*name, {}, origin);
    }
}

std::string precise_text(const Ast& ast, ExpressionId id, int depth);

std::string shape_text(const Ast& ast, const ShapeLiteral& literal, int depth) {
    std::vector<std::string> sizes;
    for (const Dimension& dimension : literal.dimensions) {
        if (sizes.size() == 12) {
            sizes.emplace_back("…");
            break;
        }
        sizes.push_back((dimension.spread ? "*" : "") + precise_text(ast, dimension.size, depth + 1));
    }
    return join(sizes, " x ");
}

/// Names and numbers as written; anything longer is shortened, for it is only part of a message.
std::string precise_text(const Ast& ast, ExpressionId id, int depth) {
    if (!ast.expressions.contains(id) || depth > 4) return "…";
    const Expression& expression = ast.expressions[id];
    if (const auto* name = std::get_if<NameReference>(&expression.what)) return name->name;
    if (const auto* number = std::get_if<IntegerLiteral>(&expression.what)) return std::to_string(number->value);
    if (const auto* shape = std::get_if<ShapeLiteral>(&expression.what)) return shape_text(ast, *shape, depth);
    if (const auto* call = std::get_if<Call>(&expression.what)) return call->function.text + "(…)";
    if (const auto* index = std::get_if<Index>(&expression.what)) {
        return precise_text(ast, index->list, depth + 1) + "[" + precise_text(ast, index->index, depth + 1) + "]";
    }
    return "(…)";
}

}  // namespace

void SignatureScope::bind(const std::string& name, Value value, Origin origin) {
    environment.bind(name, std::move(value));
    if (traced) origins.emplace_back(name, std::move(origin));
}

const Origin* SignatureScope::origin_of(const std::string& name) const {
    const auto found =
        std::find_if(origins.rbegin(), origins.rend(), [&](const auto& pair) { return pair.first == name; });
    return found == origins.rend() ? nullptr : &found->second;
}

void move_assumptions(Diagnostics& diagnostics, std::vector<std::string>& assumptions) {
    if (diagnostics.empty()) return;
    const auto is_assumption = [](const Diagnostic& one) { return one.code == DiagnosticCode::assumed_equal; };
    for (const Diagnostic& diagnostic : diagnostics) {
        if (is_assumption(diagnostic)) assumptions.push_back(diagnostic.message);
    }
    std::erase_if(diagnostics, is_assumption);
}

PatternMatch match_pattern(const Ast& ast, ExpressionId pattern, const Shape& shape, const Origin& origin,
                           SignatureScope& scope) {
    if (!ast.expressions.contains(pattern)) return {};
    Matcher matcher{ast, shape, origin, scope, {}, {}};
    matcher.run(pattern);
    return matcher.result;
}

std::string pattern_text(const Ast& ast, ExpressionId pattern) { return precise_text(ast, pattern, 0); }

bool mentions(const Ast& ast, ExpressionId expression, std::span<const std::pair<std::string, Value>> names) {
    std::vector<ExpressionId> waiting{expression};
    while (!waiting.empty()) {
        const ExpressionId id = waiting.back();
        waiting.pop_back();
        if (!ast.expressions.contains(id)) continue;
        const std::string* name = name_in(ast, id);
        if (name && std::any_of(names.begin(), names.end(), [&](const auto& one) { return one.first == *name; })) {
            return true;
        }
        append_children(ast.expressions[id], waiting);
    }
    return false;
}

Origin origin_of(const Ast& ast, ExpressionId expression, const SignatureScope& scope, std::optional<Span> part) {
    if (!scope.traced) return {};
    Origin all;
    std::vector<ExpressionId> waiting{expression};
    while (!waiting.empty()) {
        const ExpressionId id = waiting.back();
        waiting.pop_back();
        if (!ast.expressions.contains(id)) continue;
        const Span span = ast.expressions[id].span;
        const std::string* name = name_in(ast, id);
        const bool inside = !part || (part->begin <= span.begin && span.end <= part->end);
        const Origin* origin = name && inside ? scope.origin_of(*name) : nullptr;
        if (origin) merge(all, *origin);
        append_children(ast.expressions[id], waiting);
    }
    return all;
}

void merge(Origin& into, const Origin& other) {
    merge_positions(into.inputs, other.inputs);
    merge_positions(into.arguments, other.arguments);
}

}  // namespace netfig
