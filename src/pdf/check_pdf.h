// What publishers look for in the PDF of a figure.
#pragma once

#include "netfig/geometry.h"

#include <string>
#include <string_view>
#include <vector>

namespace netfig {

enum class PdfCheck {
    readable,
    version,
    fonts_embedded,
    fonts_subset,
    type3_fonts,
    transparency,
    raster_images,
    tight_box,
    one_page,
    links,
};

/// "fonts-embedded": for machines.
std::string_view name_of(PdfCheck check);

struct PdfFinding {
    PdfCheck check{};
    bool fault = true;    // else a remark: some publishers mind, most do not
    std::string message;  // for people
};

struct PdfFont {
    std::string name;
    std::string type;  // "Type 1C", "TrueType" …
    bool embedded = false;
    bool subset = false;
};

struct PdfReport {
    double version = 0;
    std::size_t pages = 0;
    Size page;                         // the first, in points
    std::vector<PdfFont> fonts;        // by name
    std::vector<PdfFinding> findings;  // in the order of PdfCheck
    bool passed() const;
};

/// Takes any bytes: what is no PDF, or a broken one, is a finding.
PdfReport check_pdf(std::string_view bytes);

}  // namespace netfig
