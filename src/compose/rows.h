// Rows: what has the same row in blocks beside each other stands level.
#pragma once

#include "compose/looks.h"

namespace netfig {

/// A row that nothing else is in says nothing; most likely its name is misspelt.
void warn_of_lone_rows(const Network& network, Stylist& stylist);

}  // namespace netfig
