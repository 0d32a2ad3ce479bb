#pragma once

#include "parse/words.h"

namespace netfig {

/// Tells words by what stands around them, so that the grammar needs no look-ahead and every word stays usable as a
/// name: keywords from names, the infix `x` from a name, `+` that defines from `+` that adds, `[` that indexes from `[`
/// that lists. Reports arrows that lead nowhere and puts MISSING in their place. Needs balanced brackets.
/// False where conditions are nested too deeply.
bool find_keywords(Words& words, FaultList& faults);

}  // namespace netfig
