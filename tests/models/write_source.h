// A network as one .nn text: an inline block for each group, a chain wherever one call feeds the next.
#pragma once

#include "scopes.h"
#include "translate.h"

namespace netfig::models {

std::string write_source(const Model& model, const std::vector<Translation>& translations, const Scopes& scopes);

}  // namespace netfig::models
