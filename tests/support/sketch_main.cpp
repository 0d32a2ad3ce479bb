// For looking at layouts: a figure in the form of figure_text.h on standard input, an SVG sketch on standard output,
// violated post-conditions and the time on standard error.
#include "figure_text.h"
#include "layout/check.h"
#include "layout/dump_layout.h"
#include "layout/layout.h"

#include <chrono>
#include <iostream>
#include <iterator>

int main() {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const auto figure = netfig::test::figure_from_text(text);
    netfig::Diagnostics diagnostics;
    const auto start = std::chrono::steady_clock::now();
    const auto layout = netfig::layout(figure, diagnostics);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    std::cerr << time.count() << " ms\n";
    for (const auto& violation : netfig::check(figure, layout)) std::cerr << violation << "\n";
    std::cout << netfig::sketch(figure, layout);
}
