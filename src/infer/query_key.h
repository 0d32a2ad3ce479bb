#pragma once

#include "infer/signature.h"

#include <string>

namespace netfig {

/// Equal for two instances exactly if a signature says the same of both.
std::string key_of(OperationId operation, const SignatureQuery& query);

}  // namespace netfig
