#include "compose/compose.h"

#include "compose/boxes.h"
#include "compose/labels.h"
#include "compose/links.h"
#include "compose/rows.h"

#include <algorithm>
#include <utility>

namespace netfig {
namespace {

/// How much farther apart layers stand where lines are slanted: in the gap of one arrow they would lie too flat.
constexpr double room_for_slants = 1.75;

Label draw_figure_title(const ComposeContext& context) {
    LookRule rule;
    rule.font_size = context.theme.title_font_size;
    rule.bold = true;
    return draw_title(context, context.settings.title, rule);
}

}  // namespace

Figure compose(const Network& network, const Shapes& shapes, const Settings& settings, const Theme& theme,
               const MeasureText& measure, Diagnostics& diagnostics) {
    const ComposeContext context{network, shapes, settings, theme, measure};
    Stylist stylist(context, diagnostics);
    const Folding folding = fold(network, settings.fold_repeats);  // first: the other steps see one copy only
    const Fates fates = decide_fates(context, folding);
    auto joints = join_links(context, folding, fates);
    const Fusion fusion = fuse(context, fates, folding, stylist, joints);
    Boxes boxes = build_boxes(context, folding, fates, fusion, stylist);
    equalize(boxes);
    warn_of_lone_rows(network, stylist);

    Figure figure;
    figure.links = build_links(context, joints, boxes, stylist);
    figure.boxes = std::move(boxes.boxes);
    figure.title = draw_figure_title(context);
    figure.distances = theme.distances;
    figure.lines = settings.lines.value_or(theme.lines);
    figure.fewest_bends = settings.fewest_bends.value_or(theme.fewest_bends);
    if (figure.lines == LineStyle::direct && !figure.fewest_bends) figure.distances.between_layers *= room_for_slants;
    figure.width = settings.width_pt;
    figure.height = settings.height_pt;
    figure.aspect = settings.aspect;
    return figure;
}

}  // namespace netfig
