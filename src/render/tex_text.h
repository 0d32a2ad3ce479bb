// Words of labels as TeX source.
#pragma once

#include <string>
#include <string_view>

namespace netfig {

/// How × and its like are set in words: by the text font, as wide as netfig measured them; or by the font of
/// mathematics, as people write them, which every document has as an outline.
enum class TexSigns { of_text, of_math };

/// A line of a label: words escaped, `$…$` passed to TeX as written. Math whose braces do not pair is taken for words,
/// so that a slip in a label cannot break the document around the figure. Characters that an engine may lack are
/// wrapped in `\netfigchar{…}`.
std::string tex_text(std::string_view line, TexSigns signs = TexSigns::of_text);

}  // namespace netfig
