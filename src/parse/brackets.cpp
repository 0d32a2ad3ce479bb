#include "parse/brackets.h"

#include "NetfigLexer.h"

#include <algorithm>

namespace netfig {

namespace {

using Lexer = netfig_grammar::NetfigLexer;

constexpr std::size_t deepest_nesting = 256;

struct Unclosed {
    std::uint32_t opener = 0;
    std::uint32_t limit = 0;  // its closer is missing before this word
};

struct Balancing {
    Words& words;
    FaultList& faults;
    bool ends_in_comment = false;
    std::vector<std::uint32_t> open{};
    std::vector<std::uint32_t> partner{};
    std::vector<Unclosed> unclosed{};
    std::vector<bool> dropped{};

    bool match();
    void close(std::uint32_t at);
    void give_up_until(std::size_t kept, std::uint32_t at);
    void give_up_parentheses(std::uint32_t at);
    void wrong_closer(std::uint32_t at);
    void stray_closer(std::uint32_t at);
    std::uint32_t place_of_closer(const Unclosed& bracket) const;
    bool starts_anew(const Unclosed& bracket, std::uint32_t at) const;
    void report(const Unclosed& bracket, std::uint32_t place);
    void insert_closers();
};

bool is_closed_by_any(std::size_t opener) { return opener == Lexer::LPAREN || opener == Lexer::ARROW_OPEN; }

bool Balancing::match() {
    partner.assign(words.size(), no_word);
    dropped.assign(words.size(), false);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        const std::size_t type = words[i].type;
        if (type == Lexer::ARROW || type == Lexer::ARROW_OPEN || type == Lexer::LBRACE) give_up_parentheses(i);
        if (opens(type)) {
            if (open.size() == deepest_nesting) {
                faults.add(DiagnosticCode::nesting_too_deep, faults.span(words[i].begin, words[i].end),
                           "brackets are nested more than 256 deep");
                return false;
            }
            open.push_back(i);
        } else if (closes(type)) {
            close(i);
        }
    }
    give_up_until(0, static_cast<std::uint32_t>(words.size()));
    return true;
}

void Balancing::close(std::uint32_t at) {
    const std::size_t type = words[at].type;
    for (std::size_t depth = open.size(); depth > 0; --depth) {
        if (closer_of(words[open[depth - 1]].type) != type) continue;
        give_up_until(depth, at);
        partner[open.back()] = at;
        partner[at] = open.back();
        open.pop_back();
        return;
    }
    const bool replaces = !open.empty() && type != Lexer::RBRACE && words[open.back()].type != Lexer::LBRACE;
    replaces ? wrong_closer(at) : stray_closer(at);
}

void Balancing::give_up_until(std::size_t kept, std::uint32_t at) {
    for (; open.size() > kept; open.pop_back()) unclosed.push_back({open.back(), at});
}

// Neither arrows nor braces stand inside parentheses or in what an arrow says.
void Balancing::give_up_parentheses(std::uint32_t at) {
    while (!open.empty() && is_closed_by_any(words[open.back()].type)) give_up_until(open.size() - 1, at);
}

void Balancing::wrong_closer(std::uint32_t at) {
    const SourceWord& opener = words[open.back()];
    const std::size_t right = closer_of(opener.type);
    const std::string wanted = right == Lexer::RPAREN ? ")" : "]";
    auto& fault = faults.add(DiagnosticCode::syntax_error, faults.span(words[at].begin, words[at].end),
                             "expected `" + wanted + "`, found `" + std::string(faults.text(words[at])) + "`");
    fault.notes.push_back({"this is what it should close", faults.span(opener.begin, opener.end)});
    fault.fixes.push_back({wanted, faults.span(words[at].begin, words[at].end)});
    words[at].type = right;
    words[at].repaired = true;
    partner[open.back()] = at;
    partner[at] = open.back();
    open.pop_back();
}

void Balancing::stray_closer(std::uint32_t at) {
    dropped[at] = true;
    if (at > 0 && dropped[at - 1]) return;
    faults.add(DiagnosticCode::syntax_error, faults.span(words[at].begin, words[at].end),
               "`" + std::string(faults.text(words[at])) + "` closes nothing");
}

// A word that can't belong to the inside of the bracket: it starts a line no deeper than the bracket's own line, or
// follows an operand without anything between.
bool Balancing::starts_anew(const Unclosed& bracket, std::uint32_t at) const {
    const SourceWord& word = words[at];
    if (!word.first_on_line || closes(word.type) || word.type == Lexer::ARROW || word.type == Lexer::COMMA)
        return false;
    const std::size_t before = words[at - 1].type;
    const bool continues = before == Lexer::COMMA || is_infix(before);
    const bool shallow = word.indent <= words[bracket.opener].indent;
    if (words[bracket.opener].type == Lexer::LBRACE) return shallow;
    return !continues && (shallow || (begins_operand(word.type) && ends_operand(before)));
}

std::uint32_t Balancing::place_of_closer(const Unclosed& bracket) const {
    for (std::uint32_t at = bracket.opener + 1; at < bracket.limit; ++at) {
        if (words[at].unclosed) return at + 1;
        if (starts_anew(bracket, at)) return at;
        if (opens(words[at].type) && partner[at] != no_word && partner[at] < bracket.limit) at = partner[at];
    }
    return bracket.limit;
}

void Balancing::report(const Unclosed& bracket, std::uint32_t place) {
    if (words[place - 1].unclosed || (ends_in_comment && place == words.size())) return;
    const SourceWord& opener = words[bracket.opener];
    const std::string closer = closer_of(opener.type) == Lexer::RPAREN   ? ")"
                               : closer_of(opener.type) == Lexer::RBRACE ? "}"
                                                                         : "]";
    auto& fault = faults.add(DiagnosticCode::unclosed_bracket, faults.span(opener.begin, opener.end),
                             "`" + std::string(faults.text(opener)) + "` is never closed");
    const SourceWord& last = words[place - 1];
    fault.notes.push_back({"expected `" + closer + "` after this", faults.span(last.begin, last.end)});
}

void Balancing::insert_closers() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> closers;  // place, opener
    for (const auto& bracket : unclosed) {
        const std::uint32_t place = place_of_closer(bracket);
        report(bracket, place);
        closers.emplace_back(place, bracket.opener);
    }
    // Of several at one place the innermost closes first.
    std::ranges::sort(closers, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    Words mended;
    mended.reserve(words.size() + closers.size());
    auto next = closers.begin();
    for (std::uint32_t i = 0; i <= words.size(); ++i) {
        const bool closes_here = next != closers.end() && next->first == i;
        for (; next != closers.end() && next->first == i; ++next) {
            SourceWord closer = words[i - 1];
            closer.type = closer_of(words[next->second].type);
            closer.begin = closer.end;
            closer.token = no_word;
            closer.first_on_line = closer.unclosed = false;
            closer.glued = closer.repaired = true;
            mended.push_back(closer);
        }
        if (i == words.size()) break;
        if (dropped[i]) continue;
        mended.push_back(words[i]);
        if (closes_here || (i > 0 && dropped[i - 1])) mended.back().repaired = true;
    }
    words = std::move(mended);
}

}  // namespace

bool balance_brackets(Words& words, bool ends_in_comment, FaultList& faults) {
    Balancing balancing{words, faults, ends_in_comment};
    if (!balancing.match()) return false;
    const bool balanced =
        balancing.unclosed.empty() && std::ranges::find(balancing.dropped, true) == balancing.dropped.end();
    if (!balanced) balancing.insert_closers();
    return true;
}

}  // namespace netfig
