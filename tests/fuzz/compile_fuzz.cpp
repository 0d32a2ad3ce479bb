// Any bytes through the whole compiler and out as SVG and JSON. What must hold for all of them: no crash, no hang, and
// what was drawn keeps the promises of a layout.
#include "driver/print.h"
#include "driver/write_json.h"
#include "layout/check.h"
#include "render/render.h"
#include "text/measure.h"

#include "netfig/compile.h"

#include <cstdio>
#include <cstdlib>

namespace {

/// A world without files: `use "…"` finds nothing.
class NoFiles : public netfig::FileReader {
public:
    std::optional<std::string> read(const std::string&, std::size_t) const override { return std::nullopt; }
    std::optional<std::string> canonical(const std::string&) const override { return std::nullopt; }
};

/// Post-conditions of a layout take quadratic time, so only small figures are checked.
constexpr std::size_t checked_boxes = 60;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace netfig;
    CompileRequest request;
    request.path = "fuzz.nn";
    request.text = std::string(reinterpret_cast<const char*>(data), size);
    const Compilation run = compile(request, NoFiles(), fixed_width_measurer());
    print(run.diagnostics, run.sources, {});
    if (run.reached != Phase::paint) return 0;
    write_json(run);
    RenderOptions svg;
    svg.format = Format::svg;
    render(run.scene, svg);
    if (run.figure.boxes.size() > checked_boxes) return 0;
    // Boxes and lines must not collide; how straight and symmetric a figure is, is for the examples to show.
    Violations violations = check_no_overlap(run.figure, run.layout);
    for (const auto& rule : {check_containment, check_inside_page, check_routes}) {
        const Violations more = rule(run.figure, run.layout);
        violations.insert(violations.end(), more.begin(), more.end());
    }
    for (const std::string& violation : violations) std::fprintf(stderr, "%s\n", violation.c_str());
    if (!violations.empty()) std::abort();
    return 0;
}
