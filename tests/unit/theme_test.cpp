#include "theme/theme.h"

#include "theme/color.h"
#include "theme/presets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace netfig;

namespace {

/// The text of a theme's file.
std::string shipped(std::string_view name) {
    std::ifstream file(std::string(NETFIG_SOURCE_DIR) + "/stdlib/themes/" + std::string(name) + ".yaml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Theme load(std::string_view yaml, Diagnostics& diagnostics) { return load_theme("mine", yaml, diagnostics); }

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

/// Those that stand side by side in most networks.
constexpr std::string_view common_kinds[] = {"convolution", "linear",     "attention",
                                             "pooling",     "activation", "normalization"};

double linear_light(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::uint8_t channel_of(double light) {
    const double value = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)));
}

using Sight = std::array<std::array<double, 3>, 3>;

/// Machado, Oliveira and Fernandes (2009), the strongest form of each.
constexpr Sight colour_blindness[] = {
    {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
};

Color seen(Color color, const Sight& sight) {
    const std::array light{linear_light(color.red), linear_light(color.green), linear_light(color.blue)};
    std::array<std::uint8_t, 3> channels{};
    for (std::size_t row = 0; row < 3; ++row)
        channels[row] = channel_of(sight[row][0] * light[0] + sight[row][1] * light[1] + sight[row][2] * light[2]);
    return {channels[0], channels[1], channels[2]};
}

/// The fills of two kinds, of every pair.
template <class Kinds, class Check>
void for_pairs(const Theme& theme, const Kinds& kinds, Check check) {
    for (std::string_view one : kinds)
        for (std::string_view other : kinds)
            if (one < other) {
                SCOPED_TRACE(theme.name + ": " + std::string(one) + " and " + std::string(other));
                check(theme.kinds.at(std::string(one)).fill.value(), theme.kinds.at(std::string(other)).fill.value());
            }
}

}  // namespace

TEST(Theme, ShippedThemesLoadWithoutComplaint) {
    for (std::string_view name : theme_names) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name), diagnostics);
        EXPECT_TRUE(diagnostics.empty()) << name << ": " << diagnostics.front().message;
        EXPECT_EQ(theme.name, name);
        EXPECT_GE(theme.small_font_size, 6);
    }
}

TEST(Theme, ShippedThemesAreTheirFiles) {
    for (std::string_view name : theme_names) {
        const ThemeDocument file = read_yaml(shipped(name));
        const ThemeRows embedded = shipped_theme(name);
        ASSERT_EQ(embedded.size(), file.rows.size()) << name;
        for (std::size_t i = 0; i < embedded.size(); ++i) {
            EXPECT_EQ(embedded[i].kind, file.rows[i].kind) << name << " row " << i;
            EXPECT_EQ(embedded[i].key, file.rows[i].key);
            EXPECT_EQ(embedded[i].text, file.rows[i].text);
            EXPECT_EQ(embedded[i].size, file.rows[i].size);
        }
    }
    EXPECT_TRUE(shipped_theme("nowhere").empty());
}

TEST(Theme, AliasesThatStandForTooMuchAreAnError) {
    std::string bomb = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8]\n";
    for (int i = 1; i < 8; ++i) {
        const std::string before = std::to_string(i - 1), now = std::to_string(i);
        bomb += "a" + now + ": &a" + now + " [";
        for (int k = 0; k < 8; ++k) bomb += (k ? ", *a" : "*a") + before;
        bomb += "]\n";
    }
    for (const std::string& text : {bomb, std::string("kinds: &k { conv: *k }")}) {
        Diagnostics diagnostics;
        load(text, diagnostics);
        ASSERT_EQ(diagnostics.size(), 1U) << text;
        EXPECT_EQ(diagnostics[0].code, DiagnosticCode::invalid_theme_value);
    }
}

TEST(Theme, NumbersAndFlagsAreThoseOfYaml) {
    Diagnostics diagnostics;
    const Theme theme = load("font_size: +7.5\nnode: { stroke_width: 1e0, dashed: Yes, bold: off }\n", diagnostics);
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_EQ(theme.font_size, 7.5);
    EXPECT_EQ(theme.node.stroke_width, 1);
    EXPECT_EQ(theme.node.dashed, true);
    EXPECT_EQ(theme.node.bold, false);
    for (const char* wrong : {"font_size: 7pt", "font_size: .nan", "font_size: .inf", "font_size: ''", "paint_background: 1"}) {
        Diagnostics faults;
        load(wrong, faults);
        EXPECT_EQ(faults.size(), 1U) << wrong;
    }
}

TEST(Theme, WordsAreReadableOnEveryFill) {
    for (std::string_view name : theme_names) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name), diagnostics);
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
        const Theme theme = load_theme(name, shipped(name), diagnostics);
        for (std::string_view one : filled_kinds)
            for (std::string_view other : filled_kinds) {
                if (one >= other) continue;
                const Color a = theme.kinds.at(std::string(one)).fill.value();
                const Color b = theme.kinds.at(std::string(other)).fill.value();
                EXPECT_GE(distance(a, b), name == "mono" ? 1.2 : 10) << name << ": " << one << " and " << other;
            }
    }
}

TEST(Theme, KindsStayApartInGrey) {
    for (std::string_view name : theme_names) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name), diagnostics);
        for_pairs(theme, common_kinds, [](Color a, Color b) { EXPECT_GE(std::abs(lab(a).l - lab(b).l), 2.9); });
        for_pairs(theme, filled_kinds, [](Color a, Color b) { EXPECT_GE(std::abs(lab(a).l - lab(b).l), 1.2); });
    }
}

TEST(Theme, KindsStayApartForColourBlindReaders) {
    for (std::string_view name : {"paper", "pastel", "dark"}) {
        Diagnostics diagnostics;
        const Theme theme = load_theme(name, shipped(name), diagnostics);
        for (const Sight& sight : colour_blindness) {
            for_pairs(theme, common_kinds,
                      [&](Color a, Color b) { EXPECT_GE(distance(seen(a, sight), seen(b, sight)), 5); });
            for_pairs(theme, filled_kinds,
                      [&](Color a, Color b) { EXPECT_GE(distance(seen(a, sight), seen(b, sight)), 2.5); });
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
    const ThemeDocument loop = read_yaml("base: loop");
    load_theme("loop", loop.rows, diagnostics, [&](std::string_view) { return ThemeRows(loop.rows); });
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
}

TEST(Settings, APresetSaysHowWideAColumnIs) {
    const auto width = [](Properties source, Properties flags) {
        Network network;
        network.settings = std::move(source);
        Diagnostics diagnostics;
        const Settings settings = read_settings(network, flags, diagnostics);
        EXPECT_TRUE(diagnostics.empty());
        return settings.width_pt.value() * 72.27 / 72;  // in TeX's points
    };
    EXPECT_NEAR(width({property("preset", {Word{"ieee"}})}, {}), 252, 1e-9);
    EXPECT_NEAR(width({property("width", {std::string("2col")}), property("preset", {Word{"ieee"}})}, {}), 516, 1e-9);
    EXPECT_NEAR(width({property("width", {std::string("1col")})}, {property("preset", {Word{"beamer"}})}), 307.28987,
                1e-4);
    EXPECT_NEAR(width({property("width", {Length{72}}), property("preset", {Word{"acm"}})}, {}), 72.27, 1e-9);
}

TEST(Settings, APresetThatDoesNotExistIsAWarning) {
    Network network;
    network.settings = {property("preset", {Word{"iee"}})};
    Diagnostics diagnostics;
    EXPECT_FALSE(read_settings(network, {}, diagnostics).width_pt);
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_NE(diagnostics[0].suggestion.find("ieee"), std::string::npos);
}

TEST(Presets, SetTheFontsAndLeaveTheColours) {
    Diagnostics diagnostics;
    const Theme paper = load_theme("paper", shipped("paper"), diagnostics);
    for (const Preset& preset : all_presets()) {
        Theme theme = paper;
        apply_preset(preset, theme);
        EXPECT_EQ(theme.font_family, preset.font_family);
        EXPECT_EQ(theme.node.fill, paper.node.fill);
        EXPECT_GE(theme.small_font_size, 6);
        EXPECT_LE(preset.one_column_pt, preset.two_columns_pt);
    }
}

TEST(Settings, LinesAreOrthogonalOrDirect) {
    const auto lines = [](const std::string& word) {
        Network network;
        network.settings = {property("lines", {word})};
        Diagnostics diagnostics;
        const auto style = read_settings(network, {}, diagnostics).lines;
        EXPECT_EQ(style.has_value(), diagnostics.empty());
        return style;
    };
    EXPECT_EQ(lines("direct"), LineStyle::direct);
    EXPECT_EQ(lines("orthogonal"), LineStyle::orthogonal);
    EXPECT_FALSE(lines("curved"));
}

TEST(Settings, AnAspectIsARatio) {
    const auto aspect = [](Value value) {
        Network network;
        network.settings = {property("aspect", std::move(value))};
        Diagnostics diagnostics;
        return read_settings(network, {}, diagnostics).aspect;
    };
    EXPECT_NEAR(aspect({std::string("16:9")}).value(), 16.0 / 9, 1e-9);
    EXPECT_NEAR(aspect({std::string("4 / 3")}).value(), 4.0 / 3, 1e-9);
    EXPECT_NEAR(aspect({1.5}).value(), 1.5, 1e-9);
    EXPECT_NEAR(aspect({Dim(2)}).value(), 2, 1e-9);
    for (const char* wrong : {"", ":", "16:", "wide", "1:0", "0", "-1", "1e9", "nan"})
        EXPECT_FALSE(aspect({std::string(wrong)})) << wrong;
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
