#pragma once

#include "parse/words.h"

namespace netfig {

/// Reports brackets that are never closed, close nothing or close the wrong thing, and mends the words so that the
/// parser meets balanced brackets only: a missing closer is put where indentation and neighbours say that it belongs.
/// A bracket left open by a comment that never ends is mended in silence. False where brackets are nested too deeply.
bool balance_brackets(Words& words, bool ends_in_comment, FaultList& faults);

}  // namespace netfig
