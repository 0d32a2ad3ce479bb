#include "layout/check.h"

namespace netfig {
Violations check(const Figure&, const LaidOutFigure&) { return {}; }
}
