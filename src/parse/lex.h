#pragma once

#include "parse/words.h"

namespace netfig {

/// The words of `range`, and its tokens (comments included) into `tokens`. Strings and comments that never end and
/// characters that start no word are reported and left out or mended. False where there are more than `most_words`.
bool lex(Span range, FaultList& faults, Words& words, std::vector<Token>& tokens);

}  // namespace netfig
