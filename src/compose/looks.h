// What theme, file styles and instances say about how a thing looks; the nearest wins.
#pragma once

#include "compose/context.h"

#include "netfig/figure.h"
#include "netfig/value.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

/// The properties of one thing: those of its type's style, then of its classes', then its own. The last of a name wins.
struct Wishes {
    Properties properties;

    const Value* find(std::string_view name) const;
    bool flag(std::string_view name) const;                        // said, and true
    std::optional<std::string> text(std::string_view name) const;  // a string, a word or a number
    std::optional<double> points(std::string_view name) const;
};

Wishes wishes(const ComposeContext& context, const Node& node);
Wishes wishes(const ComposeContext& context, const Group& group);

/// The words of `class = "wide main"` or `class = [wide, main]`.
std::vector<std::string> classes_of(const Properties& properties);

/// Turns rules to looks. A faulty property is reported once, however many things it applies to.
class Stylist {
public:
    Stylist(const ComposeContext& context, Diagnostics& diagnostics) : context_(context), diagnostics_(diagnostics) {}

    LookRule node_rule(std::string_view kind, const Wishes& wishes);
    /// A collapsed block, tinted by the kind that it mostly consists of.
    LookRule block_rule(std::string_view main_kind, const Wishes& wishes);
    LookRule terminal_rule(const Wishes& wishes);
    LookRule frame_rule(std::size_t depth, const Wishes& wishes);  // depth 1 is a block of the page
    LookRule link_rule(const Properties& properties);

    void report(DiagnosticCode code, const Property& property, std::string message);

private:
    void add(LookRule& rule, const Wishes& wishes);
    LookRule read(const Properties& properties);

    const ComposeContext& context_;
    Diagnostics& diagnostics_;
    std::set<std::pair<Span, std::string>> reported_;
};

/// Every property decided.
Look to_look(const LookRule& rule);

}  // namespace netfig
