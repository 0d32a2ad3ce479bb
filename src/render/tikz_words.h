// Where the words of a scene stand, and what TikZ is told of it.
#pragma once

#include "netfig/scene.h"

#include <string>

namespace netfig {

constexpr double tikz_tolerance = 0.02;  // points; nothing that an eye could see

/// Of words: where something is near that they must not touch.
enum class Side { none, left, right };

/// In TeX's points, to the nearest half: 8 points of PDF are 8.03, for which LaTeX has no sizes of indices.
std::string tikz_font(const Font& font);

/// The only words of a group; nothing where it has none or more.
const SceneText* only_words(const SceneGroup& group);

/// Words in the middle of a rectangle: TikZ puts them there if it takes them to be as high as they stand over it,
/// twice.
bool is_in_the_middle(const SceneText& text, const Rect& rect);

/// The side of a frame that words stand at.
Side side_in(const SceneText& text, const Rect& frame);

/// The side on which a line runs past words.
Side side_of_line(const SceneText& text, const SceneGroup& link);

}  // namespace netfig
