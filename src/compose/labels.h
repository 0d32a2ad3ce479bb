// The words on boxes, frames and links, and in tooltips.
#pragma once

#include "compose/context.h"
#include "compose/looks.h"

#include <string>

namespace netfig {

/// A line in the box's own size, and smaller ones below it. Lines may hold `$…$`.
struct BoxWords {
    std::string main;
    std::vector<std::string> small;
};

BoxWords words_of(const ComposeContext& context, NodeId node, const Wishes& wishes);
BoxWords words_of(const ComposeContext& context, GroupId group, const Wishes& wishes);  // as a box
std::string title_of(const ComposeContext& context, GroupId group, const Wishes& wishes);

/// `×3` where `times` is more than one, unless the looks say otherwise; empty where there is nothing to say.
std::string badge_of(const ComposeContext& context, NodeId node, const Wishes& wishes, std::size_t times);
std::string badge_of(const ComposeContext& context, GroupId group, const Wishes& wishes, std::size_t times);

/// With the batch size in front, where the figure has one.
std::string shape_label(const ComposeContext& context, const Shape& shape);

/// "conv1: Convolution(filters = 64, kernel = 7)", shapes, parameters: a line each.
std::string tooltip_of(const ComposeContext& context, NodeId node);
std::string tooltip_of(const ComposeContext& context, GroupId group);

Label draw_words(const ComposeContext& context, const BoxWords& words, const LookRule& rule);
Label draw_symbol(const ComposeContext& context, const std::string& symbol, const LookRule& rule);
Label draw_small(const ComposeContext& context, std::string_view text, bool bold = false);
Label draw_title(const ComposeContext& context, std::string_view text, const LookRule& rule);

}  // namespace netfig
