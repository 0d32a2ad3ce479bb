#include "netfig/compile.h"

#include "compose/compose.h"
#include "driver/load.h"
#include "infer/infer.h"
#include "layout/layout.h"
#include "paint/paint.h"
#include "resolve/resolve.h"
#include "text/tex.h"
#include "theme/presets.h"
#include "theme/theme.h"

namespace netfig {
namespace {

void reach(const CompileRequest& request, Compilation& run, Phase phase) {
    run.reached = phase;
    if (request.after_phase) request.after_phase(phase);
}

/// Settings and theme, from the source and the command line. Their faults count as faults of the source.
void read_looks(const CompileRequest& request, const FileReader& files, Compilation& run) {
    run.settings = read_settings(run.network, request.overrides, run.diagnostics);
    run.settings.open_blocks = request.open_blocks;
    const ThemeText theme = load_theme_text(request, files, run);
    const ThemeRows shipped = shipped_theme(theme.name);
    // A shipped theme has no faults to tell; it is read only to draw.
    if (request.until < Phase::compose && !shipped.empty()) return;
    run.theme = shipped.empty() ? load_theme(theme.name, theme.yaml, run.diagnostics)
                                : load_theme(theme.name, shipped, run.diagnostics);
    if (const Preset* preset = find_preset(run.settings.preset)) apply_preset(*preset, run.theme);
}

/// The phases that describe the network. They run on whatever there is, so that one run reports all errors.
void understand(const CompileRequest& request, const FileReader& files, Compilation& run) {
    const bool readable = load(request, files, run);
    reach(request, run, Phase::parse);
    if (!readable || request.until < Phase::resolve) return;
    run.network = resolve(run.program, {request.block, request.definitions}, run.diagnostics);
    reach(request, run, Phase::resolve);
    if (request.until < Phase::infer) return;
    run.shapes = infer(run.program, run.network, run.diagnostics);
    reach(request, run, Phase::infer);
    read_looks(request, files, run);
}

/// A line that found no way is an error: a figure without it would tell something else.
void report_missing_routes(Compilation& run) {
    for (const FigureLinkId link : run.figure.links.ids()) {
        if (run.layout.routes.contains(link) && !run.layout.routes[link].points.empty()) continue;
        const auto name = [&](BoxId box) { return "`" + run.figure.boxes[box].path + "`"; };
        const FigureLink& lost = run.figure.links[link];
        run.diagnostics.push_back({DiagnosticCode::internal_layout_error,
                                   lost.span,
                                   "the line from " + name(lost.from) + " to " + name(lost.to) + " found no way",
                                   {},
                                   "this is a fault of netfig; please report it",
                                   {}});
    }
}

/// Where TeX sets the words, the theme's fonts only serve to guess sizes that TeX has not told yet.
Figure compose_words(const CompileRequest& request, const MeasureText& measure, Compilation& run) {
    const auto compose_with = [&](const MeasureText& measure_words) {
        return compose(run.network, run.shapes, run.settings, run.theme, measure_words, run.diagnostics);
    };
    if (!request.tex_sizes) return compose_with(measure);
    const MeasureText by_tex =
        tex_measurer(*request.tex_sizes, {run.theme.font_family, run.theme.math_family, measure});
    run.theme.font_family = run.theme.math_family = tex_family;
    return compose_with(by_tex);
}

/// The phases that draw it.
void draw(const CompileRequest& request, const MeasureText& measure, Compilation& run) {
    run.figure = compose_words(request, measure, run);
    reach(request, run, Phase::compose);
    if (request.until < Phase::layout || has_errors(run.diagnostics)) return;
    run.layout = layout(run.figure, run.diagnostics);
    report_missing_routes(run);
    reach(request, run, Phase::layout);
    if (request.until < Phase::paint || has_errors(run.diagnostics)) return;
    run.scene = paint(run.figure, run.layout, run.theme);
    reach(request, run, Phase::paint);
}

}  // namespace

Compilation compile(const CompileRequest& request, const FileReader& files, const MeasureText& measure) {
    Compilation run;
    understand(request, files, run);
    if (request.until >= Phase::compose && !has_errors(run.diagnostics)) draw(request, measure, run);
    sort_by_place(run.diagnostics);
    return run;
}

}  // namespace netfig
