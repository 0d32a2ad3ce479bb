// What a LaTeX document asks for: the file `paper.nnl` that netfig.sty writes at the end of each run.
#pragma once

#include "netfig/value.h"

#include <string>
#include <variant>
#include <vector>

namespace netfig {

struct FigureRequest {
    std::string source;    // `fig/net.nn`
    std::string variant;   // of the options: the figure is `fig/net-VARIANT.pdf`, or `fig/net.pdf` where it is empty
    bool overlay = false;  // words set by TeX: `.pdf_tex`
    std::string block;
    Properties overrides;  // under the names of figure(…)
    Properties definitions;
    std::string options;  // all of them as written, to be compared
    std::string sizes;    // what TeX measured, in the form of `.nnm` files

    /// `fig/net-VARIANT`: what the names of the files made have in common.
    std::string base() const;
    /// The file that the document includes.
    std::string figure() const { return base() + (overlay ? ".pdf_tex" : ".pdf"); }
};

/// The requests in order, or what is wrong with the text. Sources are plain names below the working folder, as TeX
/// itself writes nowhere else: a document from a stranger can't have other files overwritten.
std::variant<std::vector<FigureRequest>, std::string> read_requests(std::string_view text);

}  // namespace netfig
