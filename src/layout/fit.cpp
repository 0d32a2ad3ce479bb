#include "layout/fit.h"

#include "layout/find_cuts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace netfig::layered {

namespace {

constexpr double mm = 72 / 25.4;
constexpr double widest = 178 * mm, tallest = 230 * mm;  // two columns of a journal's page
constexpr double rounding = 0.001;
constexpr std::size_t many_boxes = 1500;  // for fewer, more rooms are tried

Flow flow_of_page(const Figure& figure) { return std::get<FrameBox>(figure.boxes[BoxId(0)].content).flow; }

/// What the page may measure. Only what the author asked for is a must.
struct Page {
    Size size;
    bool width_asked = false, height_asked = false;
    bool shape_only = false;  // an aspect alone: as small as it gets
};

Page page_of(const Figure& figure) {
    Page page{{figure.width.value_or(widest), figure.height.value_or(tallest)},
              figure.width.has_value(),
              figure.height.has_value(),
              figure.aspect && !figure.width && !figure.height};
    if (!figure.aspect) return page;
    if (page.shape_only) page.size = {*figure.aspect, 1};
    if (!figure.height && !page.shape_only) page.size.height = page.size.width / *figure.aspect;
    if (!figure.width && !page.shape_only) page.size.width = page.size.height * *figure.aspect;
    page.width_asked = page.height_asked = true;
    return page;
}

/// How many times too large, at worst: first in the directions that the author limits, then in both.
struct Excess {
    double asked = 0, any = 0;
    friend auto operator<=>(const Excess&, const Excess&) = default;
};

struct Fitter {
    const Figure& figure;
    const CutLinks& cut;
    Page page;
    LevelMemory memory;
    std::optional<Interiors> best;
    Excess least;

    Size size_of(const Interiors& interiors) const;
    Excess excess_of(const Interiors& interiors) const;
    bool fits() const { return !page.shape_only && least.any <= 1 + rounding; }
    Room room(double factor) const;
    Size attempt(const Room& limits);
    bool is_hopeless() const;
    void fit_default();
    void fit_viewers();
    void search();
};

/// With the figure's title above it.
Size Fitter::size_of(const Interiors& interiors) const {
    Size size = interiors.of[BoxId(0)]->size;
    if (figure.title.empty()) return size;
    const double margin = figure.distances.page_margin;
    return {std::max(size.width, figure.title.size.width + 2 * margin),
            size.height + figure.title.size.height + margin};
}

Excess Fitter::excess_of(const Interiors& interiors) const {
    const Size size = size_of(interiors);
    const double wide = size.width / page.size.width, high = size.height / page.size.height;
    const double must = std::max(page.width_asked ? wide : 0, page.height_asked ? high : 0);
    return {page.shape_only ? must : std::max(must, 1.0), std::max(wide, high)};
}

/// Chains may go as far as on a page that is so many times larger.
Room Fitter::room(double factor) const {
    const double margins = 2 * figure.distances.page_margin;
    const double title = figure.title.empty() ? 0 : figure.title.size.height + figure.distances.page_margin;
    return {page.size.width * factor - margins, page.size.height * factor - margins - title};
}

/// Keeps what fits best. Returns the figure's size in this room.
Size Fitter::attempt(const Room& limits) {
    auto interiors = place_interiors(figure, cut, limits, memory);
    const Size size = size_of(interiors);
    const Excess excess = excess_of(interiors);
    if (!best || excess < least) {
        best = std::move(interiors);
        least = excess;
    }
    return size;
}

/// So long that its columns would not fit the page even if they were lines.
bool Fitter::is_hopeless() const {
    const Size drawn = size_of(*best);
    const bool across = flows_across(flow_of_page(figure));
    const double columns = (across ? page.size.height : page.size.width) / room_for_returns(figure.distances).gutter;
    return across ? drawn.width > columns * page.size.width : drawn.height > columns * page.size.height;
}

/// Nobody asked for a page: a chain is parted only if it fits a journal's page then. Otherwise a strip may be as long
/// as a viewer shows.
void Fitter::fit_default() {
    constexpr double endless = std::numeric_limits<double>::infinity();
    const bool across = flows_across(flow_of_page(figure));
    const Room whole = room(1);
    if (!is_hopeless()) {
        const Excess plain_excess = least;
        auto plain = std::move(*best);
        best.reset();
        attempt({across ? endless : whole.width, whole.height});
        if (fits()) return;
        best = std::move(plain);
        least = plain_excess;
    }
    attempt({across ? endless : whole.width, across ? whole.height : endless});
    fit_viewers();
}

/// A strip longer than any viewer shows goes on beside itself, in as few pieces as that takes.
void Fitter::fit_viewers() {
    const Size drawn = size_of(*best);
    const bool across = flows_across(flow_of_page(figure));
    if ((across ? drawn.width : drawn.height) <= largest_page) return;
    const Room whole = room(1);
    const double longest = largest_page - 2 * figure.distances.page_margin;
    attempt({across ? longest : whole.width, across ? whole.height : longest});
}

/// The longer the chains, the higher and the narrower the figure: between, it has the shape of the page.
void Fitter::search() {
    const double most = std::max(1.0, least.any);
    attempt(room(1));
    const bool across = flows_across(flow_of_page(figure));
    double low = 1, high = most, chosen = 1;
    const auto is_too_wide = [&](double factor) {
        const Excess before = least;
        const Size size = attempt(room(factor));
        if (least < before) chosen = factor;
        const double wide = size.width / page.size.width, tall = size.height / page.size.height;
        return across ? tall > wide : wide > tall;
    };
    constexpr int halvings = 7;
    for (int step = 0; step < halvings && !fits(); ++step) {
        const double middle = std::sqrt(low * high);
        (is_too_wide(middle) ? low : high) = middle;
    }
    if (figure.boxes.size() > many_boxes) return;
    const double around = chosen;
    for (const double nearby :
         {0.97, 1.03, 0.94, 1.06, 0.91, 1.09, 0.87, 1.13, 0.82, 1.18, 0.76, 1.24, 0.7, 1.3, 1.4}) {
        if (!fits()) is_too_wide(around * nearby);
    }
}

/// What is still too large has its layers closer together, by a quarter at most: an arrow needs its room.
Figure moved_together(const Figure& figure) {
    Figure closer = figure;
    auto& keep = closer.distances;
    const double arrow = keep.arrow_length + 2 * keep.corner_radius + 2;
    keep.between_layers = std::min(keep.between_layers, std::max(arrow, std::floor(0.75 * keep.between_layers)));
    return closer;
}

std::string in_mm(double points) { return std::to_string(static_cast<long>(std::ceil(points / mm - 0.05))); }

/// "90 mm wide, 6 mm more than its width of 84 mm"
std::string missing(const std::string& how, double is, const std::string& what, double asked) {
    return in_mm(is) + " mm " + how + ", " + in_mm(is - asked) + " mm more than its " + what + " of " + in_mm(asked) +
           " mm";
}

/// A little is saved by moving things together; for more, less must be shown.
std::string what_helps(const Figure& figure, double excess, bool too_wide) {
    constexpr double little = 1.15;
    if (excess <= little) return "smaller `distances` in a theme, or show less: `depth`, `fuse`, `collapse`, `hide`";
    const bool across = flows_across(flow_of_page(figure));
    std::string other = "show less: `depth`, `fuse`, `collapse`, `hide`";
    if (across == too_wide)
        other = std::string("draw it with `flow = ") + (across ? "down" : "right") + "`, or " + other;
    return other;
}

void warn_of_shape(double wished, Size page, Diagnostics& diagnostics) {
    const double is = page.width / page.height;
    constexpr double alike = 1.3;
    if (std::max(is / wished, wished / is) <= alike) return;
    const auto rounded = [](double value) {
        const long hundredths = std::lround(value * 100);
        const std::string digits = std::to_string(hundredths % 100);
        return std::to_string(hundredths / 100) + "." + (digits.size() < 2 ? "0" : "") + digits;
    };
    Diagnostic warning;
    warning.code = DiagnosticCode::figure_too_wide;
    warning.message = "the figure is " + in_mm(page.width) + " mm by " + in_mm(page.height) + " mm: its aspect is " +
                      rounded(is) + ", not " + rounded(wished);
    warning.suggestion = is > wished ? "open more of it, or draw it with another `flow`"
                                     : "draw it with another `flow`, or show less: `depth`, `fuse`, `collapse`, `hide`";
    diagnostics.push_back(warning);
}

/// Nobody asked for a page, but a figure wants to be seen.
void warn_of_viewers(const Figure& figure, Size page, Diagnostics& diagnostics) {
    const bool too_wide = page.width > largest_page;
    if (!too_wide && page.height <= largest_page) return;
    Diagnostic warning;
    warning.code = DiagnosticCode::figure_too_wide;
    warning.message = "the figure is " + in_mm(page.width) + " mm by " + in_mm(page.height) +
                      " mm: viewers of PDF show " + in_mm(largest_page) + " mm at most";
    warning.suggestion = what_helps(figure, std::max(page.width, page.height) / largest_page, too_wide);
    diagnostics.push_back(warning);
}

}  // namespace

Interiors fit_to_page(const Figure& figure, const CutLinks& cut) {
    Fitter fitter{figure, cut, page_of(figure), {}, {}, {}};
    fitter.attempt({});
    if (fitter.fits()) return *std::move(fitter.best);
    if (!fitter.page.width_asked && !fitter.page.height_asked) {
        figure.fewest_bends ? fitter.fit_viewers() : fitter.fit_default();  // a chain that is parted has bends
        return *std::move(fitter.best);
    }
    fitter.search();
    if (fitter.fits() || fitter.page.shape_only || figure.boxes.size() > many_boxes) return *std::move(fitter.best);
    const Figure closer = moved_together(figure);
    Fitter second{closer, cut, fitter.page, {}, {}, {}};
    second.attempt({});
    second.search();
    return *std::move(second.least < fitter.least ? second.best : fitter.best);
}

double excess_of(const Figure& figure, const Interiors& interiors) {
    const CutLinks none;
    const Fitter fitter{figure, none, page_of(figure), {}, {}, {}};
    const bool asked = fitter.page.width_asked || fitter.page.height_asked;
    return asked ? fitter.excess_of(interiors).asked : 0;
}

void warn_if_too_large(const Figure& figure, const LaidOutFigure& laid_out, Diagnostics& diagnostics) {
    const Page page = page_of(figure);
    const double wide = laid_out.page.width / page.size.width, high = laid_out.page.height / page.size.height;
    if (page.shape_only) return warn_of_shape(*figure.aspect, laid_out.page, diagnostics);
    if (!page.width_asked && !page.height_asked) return warn_of_viewers(figure, laid_out.page, diagnostics);
    constexpr double unseen = 0.5;  // points
    const bool too_wide = page.width_asked && laid_out.page.width > page.size.width + unseen;
    const bool too_high = page.height_asked && laid_out.page.height > page.size.height + unseen;
    if (!too_wide && !too_high) return;
    std::string parts;
    if (too_wide) parts = missing("wide", laid_out.page.width, "width", page.size.width);
    if (too_high)
        parts += (parts.empty() ? "" : ", and ") + missing("high", laid_out.page.height, "height", page.size.height);
    const double most = std::max(too_wide ? wide : 0, too_high ? high : 0);
    Diagnostic warning;
    warning.code = DiagnosticCode::figure_too_wide;
    warning.message = "the figure is " + parts;
    warning.suggestion = what_helps(figure, most, too_wide);
    const auto percent = static_cast<long>(std::floor(100 / most));
    warning.notes.push_back({"shrunk to fit, its text would have " + std::to_string(percent) + " % of its size", {}});
    diagnostics.push_back(warning);
}

}  // namespace netfig::layered
