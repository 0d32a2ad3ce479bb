#include "parse/keywords.h"

#include "NetfigLexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace netfig {

namespace {

using Lexer = netfig_grammar::NetfigLexer;

constexpr std::size_t deepest_nesting = 256;

enum class Place { statements, chains, expressions, clauses };

/// What is known about the brackets around the word.
struct Frame {
    Place place = Place::statements;
    bool expression =
        false;  // within chains: an expression has begun, after `=`, `if`, `in` or a `:` that states a shape
    bool condition = false;        // that expression is the condition of an `if`
    bool branch = false;           // the braces hold the branch of an `if`
    std::size_t conditionals = 0;  // how many `?` the expression has so far
};

constexpr std::array<std::pair<std::string_view, std::size_t>, 9> clause_words{{
    {"in", Lexer::IN},
    {"out", Lexer::OUT},
    {"require", Lexer::REQUIRE},
    {"let", Lexer::LET},
    {"params", Lexer::PARAMS},
    {"flops", Lexer::FLOPS},
    {"field", Lexer::FIELD},
    {"label", Lexer::LABEL},
    {"kind", Lexer::KIND},
}};

// `-` and `!` too, and the `*` that spreads.
bool begins_expression(std::size_t type) {
    return begins_operand(type) || type == Lexer::MINUS || type == Lexer::NOT || type == Lexer::STAR;
}

struct KeywordSearch {
    Words& words;
    FaultList& faults;
    Brackets brackets{};
    std::vector<Frame> frames{Frame{}};
    std::size_t at = 0;
    std::size_t after_branch = no_word;  // the word after the braces of an `if`
    std::size_t else_ifs = 0;
    std::size_t operation_body = no_word;  // the brace that opens it
    std::size_t parameters_end = 0;        // the parenthesis that closes the parameters of a definition

    Frame& frame() { return frames.back(); }
    std::size_t type(std::size_t i) const { return i < words.size() ? words[i].type : antlr4::Token::EOF; }
    std::size_t previous() const { return at == 0 ? antlr4::Token::EOF : words[at - 1].type; }
    std::string_view text(std::size_t i) const { return faults.text(words[i]); }
    bool is_name(std::size_t i, std::string_view name) const { return type(i) == Lexer::NAME && text(i) == name; }
    bool is_type(std::size_t i) const { return type(i) == Lexer::TYPE || type(i) == Lexer::SHAPE_WORD; }
    bool same_line(std::size_t i, std::size_t j) const { return j < words.size() && words[i].line == words[j].line; }
    bool in_expression() {
        return frame().place == Place::expressions || frame().place == Place::clauses || frame().expression;
    }

    bool run();
    void visit();
    void visit_name();
    void visit_plus();
    void open_bracket();
    void begin_expression() {
        frame().expression = true;
        frame().conditionals = 0;
    }
    void end_expression() { frame().expression = frame().condition = false; }
    void leave_finished_expression();
    std::size_t after_header(std::size_t type_at) const;
    bool try_infix();
    bool try_clause();
    bool try_operation();
    bool try_alias();
    bool try_parameter_alias();
    void note_parameters(std::size_t type_at);
    bool try_use();
    bool try_settings();
    bool try_style();
    bool try_for();
    bool try_if();
    bool try_else();
    bool condition_follows() const;
};

// The word after `Type`, its parentheses and its looks.
std::size_t KeywordSearch::after_header(std::size_t type_at) const {
    std::size_t next = type_at + 1;
    if (type(next) == Lexer::LPAREN) next = brackets.partner[next] + 1;
    const bool has_looks = type(next) == Lexer::AT && type(next + 1) == Lexer::LPAREN;
    return has_looks ? brackets.partner[next + 1] + 1 : next;
}

bool KeywordSearch::run() {
    for (at = 0; at < words.size(); ++at) {
        visit();
        if (frame().conditionals > deepest_nesting || else_ifs > deepest_nesting) {
            faults.add(DiagnosticCode::nesting_too_deep, faults.span(words[at].begin, words[at].end),
                       "conditions are nested more than 256 deep");
            return false;
        }
    }
    return true;
}

void KeywordSearch::visit() {
    leave_finished_expression();
    switch (words[at].type) {
        case Lexer::NAME:
            visit_name();
            break;
        case Lexer::PLUS:
            visit_plus();
            break;
        case Lexer::ASSIGN:
            if (frame().place == Place::statements) begin_expression();
            frame().conditionals = 0;
            break;
        case Lexer::COLON:
            // After a name it declares.
            if (!in_expression() && previous() != Lexer::NAME) begin_expression();
            break;
        case Lexer::QUESTION:
            ++frame().conditionals;
            break;
        case Lexer::COMMA:
            frame().conditionals = 0;
            if (frame().place == Place::chains) end_expression();
            break;
        default:
            if (opens(words[at].type)) open_bracket();
            if (closes(words[at].type)) {
                if (frame().branch) after_branch = at + 1;
                if (frames.size() > 1) frames.pop_back();
            }
    }
}

// In chains nothing separates statements: an expression ends where one operand follows another, or where a word
// stands that no expression holds.
void KeywordSearch::leave_finished_expression() {
    if (!frame().expression) return;
    const std::size_t now = words[at].type;
    if (now == Lexer::ARROW || now == Lexer::ARROW_OPEN || now == Lexer::AT) return end_expression();
    if (!begins_operand(now) || !ends_operand(previous())) return;
    const bool call = now == Lexer::LPAREN && previous() == Lexer::NAME;
    const bool index = now == Lexer::LBRACKET && words[at].glued;
    const bool word = now == Lexer::NAME && (text(at) == "x" || text(at) == "and" || text(at) == "or");
    const bool infix = word && begins_expression(type(at + 1)) && same_line(at, at - 1);
    if (!call && !index && !infix) end_expression();
}

void KeywordSearch::open_bracket() {
    Frame inner;
    SourceWord& word = words[at];
    if (word.type == Lexer::LBRACE) {
        inner.branch = frame().condition || (previous() == Lexer::ELSE);
        if (at == operation_body) inner.place = Place::clauses;
        end_expression();
    } else if (word.type == Lexer::LBRACKET && !in_expression()) {
        inner.place = Place::chains;
    } else {
        const bool indexes = word.type == Lexer::LBRACKET && ends_operand(previous());
        if (indexes) word.type = Lexer::INDEX_OPEN;
        inner.place = Place::expressions;
    }
    frames.push_back(inner);
}

// A definition's `+` touches its type. Where an expression could go on, it must start a line or have a body.
void KeywordSearch::visit_plus() {
    if (frame().place != Place::statements || !is_type(at + 1)) return;
    const std::size_t after = after_header(at + 1);
    const bool has_body = type(after) == Lexer::LBRACE;
    const bool touches = words[at + 1].glued && (words[at].first_on_line || !words[at].glued);
    if (frame().expression && !(touches && (words[at].first_on_line || (has_body && !frame().condition)))) return;
    end_expression();
    words[at].type = has_body ? Lexer::DEFINE : Lexer::DECLARE;
    note_parameters(at + 1);
}

void KeywordSearch::visit_name() {
    if (previous() == Lexer::COLON && frame().place != Place::clauses) return;
    if (try_parameter_alias() || try_infix() || try_clause()) return;
    if (frame().place == Place::statements && (try_operation() || try_alias())) return;
    if (in_expression() || try_for() || try_if() || try_else() || frame().place == Place::chains) return;
    if (!try_use() && !try_settings()) try_style();
}

bool KeywordSearch::try_infix() {
    if (!in_expression()) return false;
    const std::string_view word = text(at);
    if (word == "not" && !ends_operand(previous()) && begins_expression(type(at + 1))) {
        words[at].type = Lexer::NOT;
        return true;
    }
    if (!ends_operand(previous()) || !begins_expression(type(at + 1))) return false;
    if (word != "x" && word != "and" && word != "or") return false;
    if (frame().expression && !same_line(at, at - 1)) return false;
    words[at].type = word == "x" ? Lexer::TIMES : word == "and" ? Lexer::AND : Lexer::OR;
    return true;
}

// A clause begins on a new line, or where an operand has ended.
bool KeywordSearch::try_clause() {
    if (frame().place != Place::clauses) return false;
    const auto found = std::ranges::find(clause_words, text(at), &std::pair<std::string_view, std::size_t>::first);
    if (found == clause_words.end()) return false;
    const bool names_port = (previous() == Lexer::IN || previous() == Lexer::OUT) &&
                            (type(at + 1) == Lexer::COLON || type(at + 1) == Lexer::OPTIONAL ||
                             type(at + 1) == Lexer::ELLIPSIS || type(at + 1) == Lexer::LBRACKET);
    if (names_port) return false;
    const bool unfinished = is_infix(previous()) || previous() == Lexer::COMMA || previous() == Lexer::NOT;
    const bool goes_on = type(at + 1) == Lexer::RBRACE || !begins_expression(type(at + 1)) || !same_line(at, at + 1);
    const bool fresh = words[at].first_on_line && !(unfinished && goes_on) && previous() != Lexer::QUESTION;
    if (!fresh && !ends_operand(previous()) && previous() != Lexer::LBRACE && previous() != Lexer::IN) return false;
    if (!fresh && unfinished) return false;
    words[at].type = found->second;
    frame().conditionals = 0;
    return true;
}

bool KeywordSearch::try_operation() {
    if (!is_name(at, "op") || !is_type(at + 1)) return false;
    std::size_t after = after_header(at + 1);
    const bool has_alias = is_name(after, "alias") && is_type(after + 1);
    const bool starts_line = words[at].first_on_line && same_line(at, at + 1);
    if (type(after) != Lexer::LBRACE && !has_alias && !starts_line) return false;
    while (is_name(after, "alias") || is_type(after) || type(after) == Lexer::COMMA) ++after;
    if (type(after) == Lexer::LBRACE) operation_body = after;
    words[at].type = Lexer::OP;
    note_parameters(at + 1);
    end_expression();
    return true;
}

bool KeywordSearch::try_alias() {
    const bool in_header = operation_body != no_word && at < operation_body;
    if (!in_header || !is_name(at, "alias") || !is_type(at + 1)) return false;
    words[at].type = Lexer::ALIAS;
    return true;
}

void KeywordSearch::note_parameters(std::size_t type_at) {
    if (type(type_at + 1) == Lexer::LPAREN) parameters_end = brackets.partner[type_at + 1];
}

// `kernel alias kernel_size = 3`: between two names, so that a parameter can be named `alias`.
bool KeywordSearch::try_parameter_alias() {
    if (at >= parameters_end || !is_name(at, "alias")) return false;
    const auto is_word = [&](std::size_t i) { return type(i) == Lexer::NAME || is_type(i); };
    if (!is_word(at - 1) || !is_word(at + 1)) return false;
    words[at].type = Lexer::ALIAS;
    return true;
}

bool KeywordSearch::try_use() {
    if (!is_name(at, "use") || previous() == Lexer::ARROW || !same_line(at, at + 1)) return false;
    if (type(at + 1) != Lexer::STRING && type(at + 1) != Lexer::NAME) return false;
    words[at].type = Lexer::USE;
    return true;
}

bool KeywordSearch::try_settings() {
    if (!is_name(at, "figure") || type(at + 1) != Lexer::LPAREN) return false;
    words[at].type = Lexer::FIGURE;
    return true;
}

bool KeywordSearch::try_style() {
    if (!is_name(at, "style") || (!is_type(at + 1) && type(at + 1) != Lexer::DOT)) return false;
    std::size_t after = at + 1;
    while (is_type(after) || type(after) == Lexer::DOT || type(after) == Lexer::COMMA ||
           (type(after) == Lexer::NAME && type(after - 1) == Lexer::DOT)) {
        ++after;
    }
    const bool starts_line = words[at].first_on_line && same_line(at, at + 1);
    if (type(after) != Lexer::LPAREN && type(at + 1) != Lexer::DOT && !starts_line) return false;
    words[at].type = Lexer::STYLE;
    return true;
}

bool KeywordSearch::try_for() {
    if (!is_name(at, "for") || type(at + 1) != Lexer::NAME || !is_name(at + 2, "in")) return false;
    words[at].type = Lexer::FOR;
    words[at + 2].type = Lexer::FOR_IN;
    at += 2;
    begin_expression();
    return true;
}

bool KeywordSearch::try_if() {
    if (!is_name(at, "if")) return false;
    const bool on_this_line = begins_expression(type(at + 1)) && type(at + 1) != Lexer::STAR && same_line(at, at + 1);
    if (!on_this_line && !condition_follows()) return false;
    words[at].type = Lexer::IF;
    else_ifs = previous() == Lexer::ELSE ? else_ifs + 1 : 0;
    begin_expression();
    frame().condition = true;
    return true;
}

// What follows reads like an expression, up to a brace.
bool KeywordSearch::condition_follows() const {
    if (!begins_operand(type(at + 1)) && type(at + 1) != Lexer::NOT && type(at + 1) != Lexer::MINUS) return false;
    for (std::size_t i = at + 1; i < words.size(); ++i) {
        if (opens(type(i)) && type(i) != Lexer::LBRACE) {
            i = brackets.partner[i];
            continue;
        }
        if (type(i) == Lexer::LBRACE) return true;
        if (is_name(i, "if") || (!begins_operand(type(i)) && !is_infix(type(i)) && type(i) != Lexer::NOT)) return false;
    }
    return false;
}

bool KeywordSearch::try_else() {
    if (!is_name(at, "else") || at != after_branch) return false;
    if (type(at + 1) != Lexer::LBRACE && !is_name(at + 1, "if")) return false;
    words[at].type = Lexer::ELSE;
    return true;
}

// ---- arrows that lead nowhere ----

struct ArrowCheck {
    Words& words;
    FaultList& faults;
    Words checked{};

    void run();
    void add_missing(const SourceWord& arrow, std::string message);
    bool nothing_before(std::size_t at) const;
    bool nothing_after(std::size_t at) const;
};

bool ArrowCheck::nothing_before(std::size_t at) const {
    if (at == 0) return true;
    const std::size_t before = words[at - 1].type;
    return before == Lexer::LBRACE || before == Lexer::LBRACKET || before == Lexer::COMMA;
}

bool ArrowCheck::nothing_after(std::size_t at) const {
    if (at + 1 == words.size()) return true;
    const std::size_t after = words[at + 1].type;
    return closes(after) || begins_definition(after) || after == Lexer::COMMA || after == Lexer::ARROW ||
           after == Lexer::ARROW_OPEN;
}

void ArrowCheck::add_missing(const SourceWord& arrow, std::string message) {
    if (!arrow.repaired) {
        faults.add(DiagnosticCode::syntax_error, faults.span(arrow.begin, arrow.end), std::move(message));
    }
    SourceWord missing = arrow;
    missing.type = Lexer::MISSING;
    missing.begin = missing.end;
    missing.token = no_word;
    missing.first_on_line = false;
    missing.repaired = true;
    checked.push_back(missing);
}

void ArrowCheck::run() {
    checked.reserve(words.size() + 8);
    const Brackets brackets = match_brackets(words);
    for (std::size_t at = 0; at < words.size(); ++at) {
        const SourceWord& word = words[at];
        const bool closes_annotation = at > 0 && brackets.partner[at] != no_word && brackets.partner[at] < at &&
                                       words[brackets.partner[at]].type == Lexer::ARROW_OPEN;
        const bool arrow = word.type == Lexer::ARROW;
        const bool ends_annotated = arrow && at > 0 && words[at - 1].type == Lexer::RBRACKET &&
                                    brackets.partner[at - 1] != no_word &&
                                    words[brackets.partner[at - 1]].type == Lexer::ARROW_OPEN;
        if ((arrow && !ends_annotated) || word.type == Lexer::ARROW_OPEN) {
            if (nothing_before(at)) add_missing(word, "this arrow comes from nowhere");
        }
        checked.push_back(word);
        if (closes_annotation && (at + 1 == words.size() || words[at + 1].type != Lexer::ARROW)) {
            // `-[ … ]` without the rest of its arrow
            SourceWord rest = word;
            if (!word.repaired) {
                faults.add(DiagnosticCode::syntax_error, faults.span(word.begin, word.end),
                           "expected `->` after what the arrow says");
            }
            rest.type = Lexer::ARROW;
            rest.begin = rest.end;
            rest.token = no_word;
            rest.repaired = true;
            checked.push_back(rest);
            if (nothing_after(at)) add_missing(rest, "");
        }
        if (arrow && nothing_after(at)) add_missing(word, "this arrow leads nowhere");
    }
    words = std::move(checked);
}

}  // namespace

bool find_keywords(Words& words, FaultList& faults) {
    if (!KeywordSearch{words, faults, match_brackets(words)}.run()) return false;
    ArrowCheck{words, faults}.run();
    return true;
}

}  // namespace netfig
