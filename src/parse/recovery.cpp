#include "parse/recovery.h"

#include "NetfigParser.h"
#include "base/strings.h"

#include "netfig/source.h"

#include <algorithm>

namespace netfig {

namespace {

using Grammar = netfig_grammar::NetfigParser;

bool holds_statements(std::size_t rule) {
    return rule == Grammar::RuleProgram || rule == Grammar::RuleBody || rule == Grammar::RuleOperationBody;
}

// Rules that begin with a bracket and end with its partner.
bool is_bracketed(std::size_t rule) {
    switch (rule) {
        case Grammar::RuleArguments:
        case Grammar::RuleParameters:
        case Grammar::RuleCallArguments:
        case Grammar::RuleAnnotation:
        case Grammar::RuleList:
        case Grammar::RuleListLiteral:
        case Grammar::RuleGroup:
        case Grammar::RuleIndex:
        case Grammar::RuleBranch:
        case Grammar::RuleBody:
        case Grammar::RuleOperationBody:
            return true;
        default:
            return false;
    }
}

bool begins_clause(std::size_t type) { return type >= Grammar::IN && type <= Grammar::KIND; }

std::string describe(std::size_t type, const antlr4::dfa::Vocabulary& vocabulary) {
    switch (type) {
        case Grammar::NAME:
            return "a name";
        case Grammar::TYPE:
            return "a type";
        case Grammar::SHAPE:
        case Grammar::SHAPE_WORD:
            return "a shape";
        case Grammar::INTEGER:
        case Grammar::REAL:
            return "a number";
        case Grammar::LENGTH:
            return "a length";
        case Grammar::STRING:
            return "a string";
        case Grammar::ARROW:
        case Grammar::ARROW_OPEN:
            return "`->`";
        case Grammar::FOR_IN:
        case Grammar::IN:
            return "`in`";
        case Grammar::INDEX_OPEN:
            return "`[`";
        case Grammar::DEFINE:
        case Grammar::DECLARE:
            return "`+`";
        case Grammar::OP:
            return "`op`";
        case Grammar::ALIAS:
            return "`alias`";
        case Grammar::ELSE:
            return "`else`";
        case Grammar::OUT:
            return "`out`";
        case Grammar::WIRE:
            return "`_`";
        case Grammar::OPTIONAL:
            return "`?:`";
        case Grammar::TIMES:
            return "`x`";
        default:
            break;
    }
    const std::string literal = vocabulary.getLiteralName(type);
    return literal.size() > 2 ? "`" + literal.substr(1, literal.size() - 2) + "`" : "";
}

bool has(const std::vector<std::size_t>& types, std::size_t type) {
    return std::ranges::find(types, type) != types.end();
}

// Many words could stand where a value or an operation could; one name for all of them reads better.
std::string describe(std::vector<std::size_t> types, const antlr4::dfa::Vocabulary& vocabulary) {
    std::vector<std::string> parts;
    const auto name_group = [&](const char* name, bool (*belongs)(std::size_t)) {
        parts.emplace_back(name);
        std::erase_if(types, belongs);
    };
    if (has(types, Grammar::INTEGER) && has(types, Grammar::LPAREN)) {
        name_group("a value", [](std::size_t type) {
            return begins_operand(type) || type == Grammar::MINUS || type == Grammar::NOT || type == Grammar::STAR;
        });
    }
    if (has(types, Grammar::TYPE) && has(types, Grammar::LBRACE)) name_group("an operation or a name", begins_element);
    if (has(types, Grammar::PLUS) && has(types, Grammar::PERCENT)) {
        name_group("an operator", [](std::size_t type) { return is_infix(type) && type != Grammar::COLON; });
    }
    if (has(types, Grammar::IN) && has(types, Grammar::REQUIRE)) {
        name_group("a clause (`in`, `out`, `require`, `let`, `params`, `flops`, `field`, `label`, `kind`)",
                   begins_clause);
    }
    for (const std::size_t type : types) {
        std::string part = describe(type, vocabulary);
        if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
    }
    return parts.size() > 6 ? "" : join_alternatives(parts);
}

}  // namespace

antlr4::Token* Recovery::recoverInline(antlr4::Parser* parser) { throw antlr4::InputMismatchException(parser); }

// Called where the parser is about to choose: at each round of a loop, before each optional part.
void Recovery::sync(antlr4::Parser* parser) {
    auto& stream = *parser->getTokenStream();
    antlr4::RuleContext* rule = parser->getContext();
    choice_word_ = stream.index();
    choice_state_ = parser->getState();
    choice_rule_ = rule;
    if (!holds_statements(rule->getRuleIndex())) return;
    const bool clauses = rule->getRuleIndex() == Grammar::RuleOperationBody;
    while (true) {
        const std::size_t at = stream.index();
        const std::size_t type = stream.LA(1);
        if (type == antlr4::Token::EOF || closes(type)) return;
        if (clauses ? begins_clause(type) : begins_element(type) || begins_definition(type)) return;
        choice_word_ = at;
        report(*parser);
        stream.seek(end_of_statement(at, at, clauses));
    }
}

void Recovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException&) {
    if (recovering_) return;
    recovering_ = true;
    report(*parser);
}

std::vector<std::size_t> Recovery::expected(antlr4::Parser& parser) const {
    antlr4::ParserRuleContext* rule = parser.getContext();
    const bool chosen = choice_rule_ == rule && choice_word_ == parser.getTokenStream()->index();
    const auto set = parser.getATN().getExpectedTokens(chosen ? choice_state_ : parser.getState(), rule);
    std::vector<std::size_t> types;
    for (const ssize_t type : set.toList()) {
        if (type > 0) types.push_back(static_cast<std::size_t>(type));
    }
    return types;
}

void Recovery::report(antlr4::Parser& parser) {
    const std::size_t at = parser.getTokenStream()->index();
    const bool at_end = at >= words_.size();
    misfits_.push_back(std::min(at, words_.size() - 1));
    if ((!at_end && words_[at].repaired) || (at > 0 && words_[at - 1].repaired)) return;
    const std::uint32_t end = words_.empty() ? 0 : words_.back().end;
    const Span span = at_end ? faults_.span(end, end) : faults_.span(words_[at].begin, words_[at].end);
    const std::string found = at_end ? "the end of the text" : "`" + std::string(faults_.text(words_[at])) + "`";
    const std::size_t rule = parser.getContext()->getRuleIndex();
    std::string wanted = describe(expected(parser), parser.getVocabulary());
    if (rule == Grammar::RuleProgram || rule == Grammar::RuleBody) {
        const bool goes_on = !at_end && at > 0 && !words_[at].first_on_line;
        wanted = goes_on ? "`->`, a chain or a definition" : "a chain or a definition";
    }
    std::string message = wanted.empty() ? "unexpected " + found : "expected " + wanted + ", found " + found;
    // Python's tuples are lists here.
    if (wanted == "`)`" && found == "`,`") message += "; a list is written in brackets: `[3, 3]`, not `(3, 3)`";
    faults_.add(DiagnosticCode::syntax_error, span, message + hint_at(at));
}

/// What people mean who write Python, or leave out a sign.
std::string Recovery::hint_at(std::size_t at) const {
    if (at == 0 || at >= words_.size()) return "";
    const auto text = [&](std::size_t word) { return std::string(faults_.text(words_[word])); };
    const std::size_t before = words_[at - 1].type;
    if (before == Grammar::TYPE && words_[at].type == Grammar::INTEGER)
        return "; arguments stand in parentheses: `" + text(at - 1) + "(" + text(at) + ")`";
    if (text(at) == ":" && before == Grammar::NAME && brackets_.enclosing[at] != no_word &&
        text(brackets_.enclosing[at]) == "(")
        return "; an argument is written `" + text(at - 1) + " = …`";
    if (text(at) != "(") return "";
    if (before == Grammar::NAME) return "; types begin with an upper-case letter, as in `Conv(…)`";
    if (before == Grammar::TYPE && at > 2 && text(at - 2) == "=" && words_[at - 3].type == Grammar::NAME)
        return "; an instance is named with a colon: `" + text(at - 3) + ":" + text(at - 1) + "(…)`";
    return "";
}

bool Recovery::starts_statement(std::size_t at) const {
    const SourceWord& word = words_[at];
    if (begins_definition(word.type)) return true;
    const std::size_t before = at == 0 ? antlr4::Token::EOF : words_[at - 1].type;
    return word.first_on_line && begins_element(word.type) && before != Grammar::ARROW && before != Grammar::COMMA &&
           !is_infix(before);
}

// Where to go on after a fault at `at`, within a statement or clause that begins at `start`.
std::size_t Recovery::end_of_statement(std::size_t at, std::size_t start, bool clause) const {
    if (faults_.full()) return words_.size();
    while (at < words_.size() && brackets_.enclosing[at] != no_word && brackets_.enclosing[at] >= start) {
        at = brackets_.partner[brackets_.enclosing[at]] + 1;
    }
    for (; at < words_.size() && !closes(words_[at].type); ++at) {
        if (at > start && (clause ? begins_clause(words_[at].type) : starts_statement(at))) break;
        if (opens(words_[at].type)) at = brackets_.partner[at];
    }
    return at;
}

void Recovery::recover(antlr4::Parser* parser, std::exception_ptr fault) {
    auto& stream = *parser->getTokenStream();
    antlr4::ParserRuleContext* context = parser->getContext();
    const std::size_t rule = context->getRuleIndex();
    const std::size_t start = context->start->getTokenIndex();
    const std::size_t at = stream.index();
    if (rule == Grammar::RuleProgram || faults_.full()) {
        stream.seek(words_.size());
    } else if (is_bracketed(rule) && start < words_.size() && opens(words_[start].type) && at > start) {
        stream.seek(brackets_.partner[start] + 1);
    } else if (rule == Grammar::RuleStatement || rule == Grammar::RuleClause) {
        stream.seek(end_of_statement(at, start, rule == Grammar::RuleClause));
    } else {
        std::rethrow_exception(fault);
    }
    recovering_ = false;
}

}  // namespace netfig
