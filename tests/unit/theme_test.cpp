#include "theme/theme.h"

#include "theme/color.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace netfig;

namespace {

std::optional<std::string> shipped(std::string_view name) {
    std::ifstream file(std::string(NETFIG_SOURCE_DIR) + "/stdlib/themes/" + std::string(name) + ".yaml");
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Theme load(std::string_view yaml, Diagnostics& diagnostics) { return load_theme("mine", yaml, diagnostics, shipped); }

Property property(std::string name, Value value) { return {std::move(name), std::move(value), {}}; }

struct Lab {
    double l, a, b;
};

Lab lab(Color color) {
    const auto linear = [](std::uint8_t c) {
        const double v = c / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double r = linear(color.red), g = linear(color.green), b = linear(color.blue);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505), y = f(luminance(color)),
                 z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(Color one, Color other) {
    const Lab a = lab(one), b = lab(other);
    return std::hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

constexpr std::string_view theme_names[] = {"paper", "dark", "mono", "pastel"};

/// Kinds that are told apart by their fill; the others by shape, border or symbol.
constexpr std::string_view filled_kinds[] = {"convolution", "linear",     "attention",     "recurrent",
                                             "pooling",     "upsampling", "normalization", "activation",
                                             "embedding",   "loss",       "source"};

}  // namespace

TEST(Theme, ShippedThemesLoadWithoutComplaint) {
    for (std::string_view name : theme_names) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name).value(), diagnostics, shipped);
        EXPECT_TRUE(diagnostics.empty()) << name << ": " << diagnostics.front().message;
        EXPECT_EQ(theme.name, name);
        EXPECT_GE(theme.small_font_size, 6);
    }
}

TEST(Theme, WordsAreReadableOnEveryFill) {
    for (std::string_view name : theme_names) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name).value(), diagnostics, shipped);
        for (const auto& [kind, rule] : theme.kinds) {
            const Color text = rule.text.value_or(theme.node.text.value());
            EXPECT_GE(contrast(text, rule.fill.value()), 4.5) << name << " " << kind;
            EXPECT_GE(contrast(rule.stroke.value(), theme.background), name == "pastel" ? 2 : 2.9)
                << name << " " << kind;
        }
        for (Color fill : theme.frame_fills) EXPECT_GE(contrast(theme.label_color, fill), 4.5) << name;
        EXPECT_GE(contrast(theme.label_color, theme.background), 4.5) << name;
        EXPECT_GE(contrast(theme.terminal.text.value(), theme.background), 4.5) << name;
    }
}

TEST(Theme, KindsStayApart) {
    for (std::string_view name : theme_names) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name).value(), diagnostics, shipped);
        for (std::string_view one : filled_kinds)
            for (std::string_view other : filled_kinds) {
                if (one >= other) continue;
                const Color a = theme.kinds.at(std::string(one)).fill.value();
                const Color b = theme.kinds.at(std::string(other)).fill.value();
                EXPECT_GE(distance(a, b), name == "mono" ? 1.2 : 10) << name << ": " << one << " and " << other;
            }
    }
}

TEST(Theme, UnknownKeysAreErrorsWithPathLineAndSuggestion) {
    Diagnostics diagnostics;
    load("base: paper\nkinds:\n  convolution: { fil: red }\nbackgroud: white\n", diagnostics);
    ASSERT_EQ(diagnostics.size(), 2U);
    EXPECT_EQ(diagnostics[0].code, DiagnosticCode::unknown_theme_key);
    EXPECT_NE(diagnostics[0].message.find("`kinds.convolution.fil`"), std::string::npos);
    EXPECT_NE(diagnostics[0].message.find("line 3"), std::string::npos);
    EXPECT_NE(diagnostics[0].suggestion.find("fill"), std::string::npos);
    EXPECT_NE(diagnostics[1].suggestion.find("background"), std::string::npos);
}

TEST(Theme, BrokenFilesGiveErrorsAndAUsableTheme) {
    for (const char* text :
         {"a: [", "3", "- x", "font_size: huge", "node: 3", "kinds: [a]", "base: nowhere", "base: [x]",
          "frame_fills: []", "node: {fill: notacolour}", "distances: {lane: -4}", "&a [*a]"}) {
        Diagnostics diagnostics;
        const Theme theme = load(text, diagnostics);
        EXPECT_FALSE(diagnostics.empty()) << text;
        EXPECT_FALSE(theme.font_family.empty());
        EXPECT_FALSE(theme.frame_fills.empty());
    }
    Diagnostics none;
    load("", none);
    EXPECT_TRUE(none.empty());
}

TEST(Theme, ABaseThatLeadsBackIsAnError) {
    Diagnostics diagnostics;
    load_theme("loop", "base: loop", diagnostics,
               [](std::string_view) { return std::optional<std::string>("base: loop"); });
    EXPECT_EQ(diagnostics.size(), 1U);
}

TEST(Color, ReadsHexAndNames) {
    EXPECT_EQ(parse_color("#4477aa"), (Color{0x44, 0x77, 0xaa}));
    EXPECT_EQ(parse_color("#47A"), (Color{0x44, 0x77, 0xaa}));
    EXPECT_EQ(parse_color("SteelBlue"), (Color{0x46, 0x82, 0xb4}));
    for (const char* wrong : {"", "#", "#12", "#12345g", "blu"}) EXPECT_FALSE(parse_color(wrong)) << wrong;
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 1e-9);
}

TEST(Settings, ReadsFigureAndLetsTheCommandLineWin) {
    Network network;
    network.settings = {property("flow", {Word{"right"}}), property("width", {Length{100}}), property("H", {Dim(224)}),
                        property("show", {ValueList{{Word{"shapes"}}, {Word{"params"}}}}), property("depth", {Dim(2)})};
    Diagnostics diagnostics;
    const Settings settings = read_settings(
        network, {property("width", {std::string("1col")}), property("depth", {std::string("1")})}, diagnostics);
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_EQ(settings.flow, Flow::right);
    EXPECT_NEAR(settings.width_pt.value(), 84 * 72 / 25.4, 1e-9);
    EXPECT_EQ(settings.depth, 1U);
    EXPECT_EQ(settings.show, (std::set{Show::shapes, Show::params}));
    EXPECT_EQ(settings.sizes.at("H"), Dim(224));
}

TEST(Settings, WarnsOfWhatItCannotRead) {
    Network network;
    network.settings = {property("flwo", {Word{"right"}}), property("flow", {Word{"sideways"}}),
                        property("width", {std::string("wide")}), property("show", {Word{"shape"}}),
                        property("depth", {std::string("-1")})};
    Diagnostics diagnostics;
    read_settings(network, {}, diagnostics);
    ASSERT_EQ(diagnostics.size(), 5U);
    EXPECT_EQ(diagnostics[0].code, DiagnosticCode::unknown_property);
    EXPECT_NE(diagnostics[0].suggestion.find("flow"), std::string::npos);
    EXPECT_NE(diagnostics[3].suggestion.find("shapes"), std::string::npos);
}

TEST(LookRule, WarnsOfUnknownAndInvalidProperties) {
    Diagnostics diagnostics;
    const LookRule rule = look_rule({property("fill", {std::string("#fff")}), property("fil", {Word{"red"}}),
                                     property("stroke", {Dim(3)}), property("label", {std::string("x")})},
                                    diagnostics);
    EXPECT_EQ(rule.fill, (Color{255, 255, 255}));
    ASSERT_EQ(diagnostics.size(), 2U);
    EXPECT_NE(diagnostics[0].suggestion.find("fill"), std::string::npos);
    EXPECT_EQ(diagnostics[1].code, DiagnosticCode::invalid_property);
}
