// Patches: what the page makes of them is what was meant, whatever was edited.
#include "preview/patch.h"

#include "examples.h"
#include "preview/places.h"
#include "preview/preview.h"
#include "render/render.h"
#include "text/measure.h"

#include <gtest/gtest.h>
#include <random>
#include <set>
#include <thread>

namespace netfig {
namespace {

std::vector<Piece>::iterator find(std::vector<Piece>& pieces, const std::string& key) {
    return std::ranges::find(pieces, key, &Piece::key);
}

/// What figure.js does, in its order.
Drawing apply(Drawing drawing, const Patch& patch) {
    if (patch.head) drawing.head = *patch.head;
    std::vector<Piece>& pieces = drawing.pieces;
    for (const std::string& key : patch.removed) pieces.erase(find(pieces, key));
    for (const PiecePut& put : patch.put) {
        Piece piece{put.key, {}, {}};
        const auto old = find(pieces, put.key);
        if (old != pieces.end()) piece = *old;
        if (put.svg) piece.svg = *put.svg;
        if (put.facts) piece.facts = *put.facts;
        if (!put.after) {
            *old = piece;
            continue;
        }
        if (old != pieces.end()) pieces.erase(old);
        const auto place = put.after->empty() ? pieces.begin() : std::next(find(pieces, *put.after));
        pieces.insert(place, piece);
    }
    return drawing;
}

Drawing drawing_of(const std::string& keys) {
    Drawing drawing{"<svg>", {}};
    for (const char key : keys) drawing.pieces.push_back({std::string(1, key), std::string("<g/>"), ""});
    return drawing;
}

TEST(Patch, SaysNothingWhereNothingChanged) { EXPECT_TRUE(make_patch(drawing_of("abc"), drawing_of("abc")).empty()); }

TEST(Patch, ChangesOnePiece) {
    Drawing now = drawing_of("abc");
    now.pieces[1].svg = "<g>x</g>";
    const Patch patch = make_patch(drawing_of("abc"), now);
    ASSERT_EQ(patch.put.size(), 1U);
    EXPECT_EQ(patch.put[0].key, "b");
    EXPECT_FALSE(patch.put[0].after);
    EXPECT_FALSE(patch.put[0].facts);
    EXPECT_TRUE(patch.removed.empty());
}

TEST(Patch, MovesTheFewest) {
    EXPECT_EQ(make_patch(drawing_of("abcdefg"), drawing_of("bcdefga")).put.size(), 1U);
    EXPECT_EQ(make_patch(drawing_of("abcdefg"), drawing_of("gabcdef")).put.size(), 1U);
}

TEST(Patch, EveryOrderOfSomePieces) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string from = "abcdefghij", to = "fghijklmno";
        std::shuffle(from.begin(), from.end(), random);
        std::shuffle(to.begin(), to.end(), random);
        from.resize(random() % 11);
        to.resize(random() % 11);
        const Drawing old = drawing_of(from), now = drawing_of(to);
        EXPECT_EQ(apply(old, make_patch(old, now)), now) << from << " to " << to;
    }
}

std::string edited(std::string text, std::mt19937& random) {
    const auto somewhere = [&] { return random() % (text.size() + 1); };
    switch (random() % 4) {
        case 0:
            return text.erase(somewhere(), 1 + random() % 6);
        case 1:
            return text.insert(somewhere(), 1, "(){}[]->x3, "[random() % 12]);
        case 2:
            return text.insert(somewhere(), " -> ReLU ");
        default: {
            const std::size_t digit = text.find_first_of("123456789", somewhere());
            if (digit != text.npos) text[digit] = static_cast<char>('1' + random() % 9);
            return text;
        }
    }
}

TEST(Patch, EveryExampleAndManyEdits) {
    std::mt19937 random(11);
    const MeasureText measure = pango_measurer();
    int drawn = 0;
    for (const std::string& path : example_paths()) {
        const std::string text = text_of(path);
        Drawing shown;
        for (int round = 0; round < 12; ++round) {
            const SharedRun run = compile_text(path, round == 0 ? text : edited(text, random), measure);
            if (!is_drawn(*run)) continue;
            const Drawing now = make_drawing(*run);
            ASSERT_EQ(apply(shown, make_patch(shown, now)), now) << path;
            EXPECT_TRUE(make_patch(now, now).empty());
            std::set<std::string> keys;
            for (const Piece& piece : now.pieces) EXPECT_TRUE(keys.insert(piece.key).second) << piece.key;
            shown = now;
            ++drawn;
        }
    }
    EXPECT_GT(drawn, 100);
}

std::string svg_file(const Compilation& run) {
    RenderOptions options;
    options.format = Format::svg;
    return std::get<std::string>(render(run.scene, options));
}

TEST(Drawing, IsTheFileThatTheCommandLineWrites) {
    for (const std::string& path : example_paths()) {
        const SharedRun run = compile_text(path, text_of(path), pango_measurer());
        ASSERT_TRUE(is_drawn(*run)) << path;
        EXPECT_EQ(to_svg(make_drawing(*run)), svg_file(*run)) << path;
    }
}

/// A server compiles on several threads, each with a measurer of its own that it keeps.
TEST(Drawing, IsTheSameOnEveryThread) {
    std::vector<std::string> expected;
    for (const std::string& path : example_paths()) {
        expected.push_back(svg_file(*compile_text(path, text_of(path), pango_measurer())));
    }
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (std::size_t thread = 0; thread < wrong.size(); ++thread) {
        threads.emplace_back([&, thread] {
            const MeasureText measure = pango_measurer();
            const auto paths = example_paths();
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const std::size_t at = (i + thread * 7) % paths.size();
                if (svg_file(*compile_text(paths[at], text_of(paths[at]), measure)) != expected[at]) ++wrong[thread];
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

// ---- places ----

struct Places : testing::Test {
    const std::string text =
        "+Twin(c) {\n"
        "    In -> a:Conv(c, k = 3) -> ReLU -> Out\n"
        "}\n"
        "figure(fuse = [activation])\n"
        "In(3x32x32) -> first:Twin(8) -> second:Twin(8) @(collapsed) -> Linear(10) -> Out\n";
    SharedRun run = compile_text("net.nn", text, fixed_width_measurer());

    std::vector<std::string> at(const std::string& word) const { return boxes_at(*run, "net.nn", text.find(word) + 1); }
    std::string place(const std::string& path, PlaceKind kind = PlaceKind::instance) const {
        const auto span = place_of_box(*run, path, kind);
        return span ? text.substr(span->begin, span->end - span->begin) : "nowhere";
    }
};

TEST_F(Places, OfABoxIsWhereItWasWritten) {
    ASSERT_TRUE(is_drawn(*run));
    EXPECT_EQ(place("first/a"), "a:Conv(c, k = 3)");
    EXPECT_EQ(place("first"), "first:Twin(8)");
    EXPECT_EQ(place("nothing"), "nowhere");
}

TEST_F(Places, OfADefinitionIsItsBlock) {
    EXPECT_EQ(place("first", PlaceKind::definition).substr(0, 8), "+Twin(c)");
    EXPECT_EQ(place("first/a", PlaceKind::definition), "a:Conv(c, k = 3)") << "the library is not on disk";
}

TEST_F(Places, OfTheLibraryAreWhereItsBlockIsUsed) {
    const std::string used = "use std/resnet\nIn(64x56x56) -> b:BasicBlock(64) -> Out\n";
    const SharedRun library = compile_text("net.nn", used, fixed_width_measurer());
    ASSERT_TRUE(is_drawn(*library));
    const auto span = place_of_box(*library, "b/conv1", PlaceKind::instance);
    ASSERT_TRUE(span);
    EXPECT_EQ(used.substr(span->begin, span->end - span->begin), "b:BasicBlock(64)");
}

TEST_F(Places, OfTheCursorAreTheInnermostBoxes) {
    EXPECT_EQ(at("Linear"), std::vector<std::string>{"linear1"});
    EXPECT_EQ(at("second:Twin"), std::vector<std::string>{"second"});
}

TEST_F(Places, OfAPartOfABlockAreAllItsCopies) {
    EXPECT_EQ(at("a:Conv"), (std::vector<std::string>{"first/a", "second"})) << "the second block is closed";
    EXPECT_EQ(at("ReLU"), (std::vector<std::string>{"first/a", "second"})) << "it is fused onto the convolution";
}

TEST_F(Places, OfACursorElsewhereAreNone) { EXPECT_TRUE(boxes_at(*run, "other.nn", 3).empty()); }

// ---- the view ----

TEST(View, OpensAndClosesBlocksWhateverTheSourceSays) {
    const std::string text = "+A { In -> Conv(8, k = 1) -> Out }\nIn(3x8x8) -> x:A @(collapsed) -> y:A -> Out\n";
    PreviewView view;
    view.open = {{"x", true}, {"y", false}};
    view.flow = Flow::right;
    view.theme = "mono";
    CompileRequest request;
    request.path = "net.nn";
    request.text = text;
    apply_view(view, request);
    const Compilation run = compile(request, TestReader(), fixed_width_measurer());
    ASSERT_TRUE(is_drawn(run));
    EXPECT_EQ(run.settings.flow, Flow::right);
    EXPECT_EQ(run.settings.theme, "mono");
    const auto is_frame = [&](const std::string& path) {
        const auto box = std::ranges::find(run.figure.boxes, path, &Box::path);
        return box != run.figure.boxes.end() && std::holds_alternative<FrameBox>(box->content);
    };
    EXPECT_TRUE(is_frame("x"));
    EXPECT_FALSE(is_frame("y"));
}

}  // namespace
}  // namespace netfig
