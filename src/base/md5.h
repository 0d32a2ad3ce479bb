// The one digest that every TeX engine can compute of a file: figures are told out of date by it. Not for secrets.
#pragma once

#include <string>
#include <string_view>

namespace netfig {

/// 32 upper-case hexadecimal digits, as \pdfmdfivesum writes them.
std::string md5(std::string_view bytes);

}  // namespace netfig
