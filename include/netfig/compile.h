// One run of the compiler: every product, in order, up to the phase asked for.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/figure.h"
#include "netfig/file_reader.h"
#include "netfig/laid_out_figure.h"
#include "netfig/network.h"
#include "netfig/program.h"
#include "netfig/scene.h"
#include "netfig/settings.h"
#include "netfig/shapes.h"
#include "netfig/source.h"
#include "netfig/theme.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netfig {

class TreeCache;

enum class Phase { parse, resolve, infer, compose, layout, paint };

struct CompileRequest {
    std::string path;                          // of the main file, as shown; also where `use "…"` starts
    std::optional<std::string> text;           // instead of the file's content: standard input, an unsaved editor text
    std::vector<std::string> include_folders;  // -I
    Properties overrides;                      // --flow, --theme, --width …: under the names of figure(…)
    Properties definitions;                    // -D name=value
    std::map<std::string, bool> open_blocks;   // by path: drawn open or closed, whatever the source says
    std::string block;                         // --block; empty: the file's chains, or else its last definition
    std::optional<TexSizes> tex_sizes;         // words are set by TeX, which measured these of them; else netfig sets them
    std::shared_ptr<TreeCache> trees;          // of earlier runs, taken again where a text is the same; may be null
    Phase until = Phase::paint;
    std::function<void(Phase)> after_phase;    // called when each phase ends, if given: for timings
};

/// Products after the phase reached are empty. Compose and after run only without errors.
struct Compilation {
    Sources sources;
    Program program;
    Network network;
    Shapes shapes;
    Settings settings;
    Theme theme;
    Figure figure;
    LaidOutFigure layout;
    Scene scene;
    Diagnostics diagnostics;                   // sorted by place
    std::optional<Phase> reached;              // the last phase that ran
    std::vector<std::string> files_read;       // on disk, in order: for dependency files
};

Compilation compile(const CompileRequest& request, const FileReader& files, const MeasureText& measure);

}  // namespace netfig
