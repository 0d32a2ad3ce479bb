// What `figure(…)` and the command line ask for, typed.
#pragma once

#include "netfig/dim.h"
#include "netfig/figure.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace netfig {

/// What is written beside the operations' names.
enum class Show { shapes, params, flops, names, arguments };

struct Settings {
    Flow flow = Flow::down;
    std::string theme = "paper";
    std::string preset;               // the kind of document: "ieee"; empty: none
    std::optional<double> width_pt;   // 84mm; without a preset `1col` is 84 mm, `2col` 178 mm
    std::optional<double> height_pt;
    std::optional<double> aspect;     // width by height
    std::optional<std::size_t> depth; // blocks nested deeper than this are collapsed; nothing: all are drawn open
    std::string title;
    std::string dtype = "float32";    // of the tensors, for their size in bytes
    std::set<Show> show;
    std::set<std::string> collapse;   // block types drawn as one box
    std::set<std::string> expand;
    std::map<std::string, bool> open_blocks; // by path: opened or closed by who looks at it, whatever else is said
    std::set<std::string> fuse;       // kinds fused onto the box before them: "activation", "normalization"
    std::set<std::string> hide;       // types or kinds left out, their links joined
    std::optional<LineStyle> lines;   // else as the theme says
    std::optional<bool> fewest_bends; // lines leave and enter boxes wherever that saves a turn; else as the theme says
    bool fold_repeats = true;         // repeats drawn once with a badge, or in full
    std::optional<Dim> batch;
};

}  // namespace netfig
