#include "pdf/check_pdf.h"

#include "base/strings.h"
#include "pdf/file.h"
#include "pdf/ink.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace netfig {
namespace {

using pdf::Value;
using Kind = pdf::Value::Kind;

constexpr double newest_version = 1.5;
// Journals crop by the box: a figure that leaves more than this empty is printed smaller than meant.
constexpr double loose_points = 18, loose_share = 0.12;

/// What is reached from the catalog, whatever leads there.
struct Survey {
    const pdf::File& file;
    PdfReport report;
    std::set<std::string> transparent;  // reasons
    std::set<std::string> type3;
    std::size_t images = 0;
    std::size_t links = 0;
    std::vector<const Value*> pages;

    void run();
    void look_at(const Value& value);
    void look_at_font(const Value& font);
    void look_at_graphics_state(const Value& state);
    void look_at_pages();
    void judge();
    void judge_fonts();
    void judge_box();
    void find(PdfCheck check, std::string message, bool fault = true) {
        report.findings.push_back({check, fault, std::move(message)});
    }
};

std::string points(double value) { return format_number(value, 2); }

/// `ABCDEF+Name`: what a subset is called.
bool is_subset_name(std::string_view name) {
    if (name.size() < 8 || name[6] != '+') return false;
    return std::all_of(name.begin(), name.begin() + 6, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Names come from the file: nothing in them may reach a terminal as a command.
std::string printable(std::string_view name) {
    constexpr std::size_t longest = 100;
    std::string text;
    for (const char c : name.substr(0, longest)) text += c >= 0x20 && c < 0x7F ? c : '?';
    return text;
}

void Survey::look_at_font(const Value& font) {
    const std::string& subtype = file.resolved(font["Subtype"]).text;
    const std::string name = printable(file.resolved(font["BaseFont"]).text);
    if (subtype == "Type0") return;  // its descendants hold the file
    if (subtype == "Type3") {
        const std::string own = printable(file.resolved(font["Name"]).text);
        type3.insert(own.empty() ? "without a name" : own);
        report.fonts.push_back({own, "Type 3", true, true});
        return;
    }
    const Value& descriptor = file.resolved(font["FontDescriptor"]);
    const bool one = descriptor["FontFile"].kind != Kind::null, two = descriptor["FontFile2"].kind != Kind::null,
               three = descriptor["FontFile3"].kind != Kind::null;
    const std::string type = two ? "TrueType" : three ? "Type 1C" : subtype == "TrueType" ? "TrueType" : "Type 1";
    report.fonts.push_back({name, type, one || two || three, is_subset_name(name)});
}

void Survey::look_at_graphics_state(const Value& state) {
    for (const std::string_view key : {"ca", "CA"}) {
        const Value& opacity = file.resolved(state[key]);
        if (opacity.kind == Kind::number && opacity.number < 1) transparent.insert("see-through paint");
    }
    const Value& mask = file.resolved(state["SMask"]);
    if (mask.kind == Kind::dictionary) transparent.insert("a soft mask");
    const Value& blend = file.resolved(state["BM"]);
    const bool plain = blend.kind == Kind::null || blend.is_name("Normal") || blend.is_name("Compatible");
    if (!plain) transparent.insert("a blend mode");
}

/// Types are optional in places, so a dictionary also shows by its entries what it is.
void Survey::look_at(const Value& value) {
    if (value.kind != Kind::dictionary) return;
    const Value& type = file.resolved(value["Type"]);
    const Value& subtype = file.resolved(value["Subtype"]);
    if (type.is_name("Font")) look_at_font(value);
    if (type.is_name("ExtGState") || value["SMask"].kind == Kind::dictionary || value["BM"].kind != Kind::null ||
        value["ca"].kind == Kind::number || value["CA"].kind == Kind::number) {
        look_at_graphics_state(value);
    }
    if (file.resolved(value["Group"])["S"].is_name("Transparency")) transparent.insert("a transparency group");
    if (subtype.is_name("Image")) {
        ++images;
        if (file.resolved(value["SMask"]).kind == Kind::dictionary) transparent.insert("an image with a soft mask");
    }
    if (subtype.is_name("Link")) ++links;
    if (type.is_name("Page")) pages.push_back(&value);
}

void Survey::run() {
    std::vector<const Value*> waiting;
    std::set<std::int64_t> seen;
    const auto visit = [&](const Value& value) {
        if (value.kind == Kind::reference) {
            const auto number = static_cast<std::int64_t>(value.number);
            const pdf::Object* object = file.object(value);
            if (object && seen.insert(number).second) waiting.push_back(&object->value);
        } else if (value.kind == Kind::dictionary || value.kind == Kind::list) {
            waiting.push_back(&value);
        }
    };
    if (file.root > 0) visit(Value{Kind::reference, static_cast<double>(file.root), {}, {}, {}});
    while (!waiting.empty()) {
        const Value& value = *waiting.back();
        waiting.pop_back();
        look_at(value);
        for (const Value& item : value.items) visit(item);
        for (const auto& [key, entry] : value.entries) {
            if (key != "Parent") visit(entry);
        }
    }
    std::sort(report.fonts.begin(), report.fonts.end(),
              [](const PdfFont& a, const PdfFont& b) { return a.name < b.name; });
    look_at_pages();
    judge();
}

/// MediaBox may stand in a parent.
Rect box_of(const pdf::File& file, const Value& page) {
    const Value* at = &page;
    for (int steps = 0; steps < 32; ++steps) {
        for (const std::string_view key : {"CropBox", "MediaBox"}) {
            const Value& box = file.resolved((*at)[key]);
            if (box.items.size() != 4) continue;
            const auto number = [&](std::size_t i) { return file.resolved(box.items[i]).number; };
            return {std::min(number(0), number(2)), std::min(number(1), number(3)), std::abs(number(2) - number(0)),
                    std::abs(number(3) - number(1))};
        }
        const Value& parent = file.resolved((*at)["Parent"]);
        if (parent.kind != Kind::dictionary) break;
        at = &parent;
    }
    return {};
}

void Survey::look_at_pages() {
    report.pages = pages.size();
    report.version = file.version;
    const Value& catalog = file.resolved(Value{Kind::reference, static_cast<double>(file.root), {}, {}, {}});
    const std::string& later = file.resolved(catalog["Version"]).text;
    if (later.size() == 3) report.version = std::max(report.version, 1.0 * (later[0] - '0') + 0.1 * (later[2] - '0'));
    if (pages.empty()) return;
    const Rect box = box_of(file, *pages.front());
    report.page = {box.width, box.height};
}

void Survey::judge_fonts() {
    std::set<std::string> missing, whole;
    for (const PdfFont& font : report.fonts) {
        if (!font.embedded)
            missing.insert(font.name);
        else if (!font.subset)
            whole.insert(font.name);
    }
    for (const std::string& name : missing)
        find(PdfCheck::fonts_embedded,
             "the font `" + name +
                 "` is not embedded; tell the program that draws it to embed all fonts (gs -sDEVICE=pdfwrite "
                 "-dEmbedAllFonts=true)");
    for (const std::string& name : whole)
        find(
            PdfCheck::fonts_subset,
            "the font `" + name + "` is embedded as a whole; embed only the glyphs in use (gs -sDEVICE=pdfwrite does)");
    for (const std::string& name : type3)
        find(PdfCheck::type3_fonts,
             "a Type 3 font (" + name +
                 "); draw with outline fonts (matplotlib: pdf.fonttype 42; LaTeX: lmodern, or cm-super installed)");
}

void Survey::judge_box() {
    if (pages.size() != 1) return;
    const pdf::Ink ink = pdf::find_ink(file, *pages.front());
    if (ink.inline_image)
        find(PdfCheck::raster_images, "an image of pixels in the drawing itself; draw lines and words as such");
    const Rect box = box_of(file, *pages.front());
    if (!ink.bounds || !ink.complete || box.width <= 0 || box.height <= 0) return;
    const double width = std::max(loose_points, loose_share * box.width);
    const double height = std::max(loose_points, loose_share * box.height);
    const auto empty = [&](double space, double most, const char* where) {
        if (space > most)
            find(PdfCheck::tight_box,
                 points(space) + " points are empty " + where + "; crop the page to the figure (pdfcrop)");
    };
    empty(ink.bounds->x - box.x, width, "at the left");
    empty(box.right() - ink.bounds->right(), width, "at the right");
    empty(ink.bounds->y - box.y, height, "at the bottom");
    empty(box.bottom() - ink.bounds->bottom(), height, "at the top");
}

void Survey::judge() {
    if (file.encrypted)
        return find(PdfCheck::readable,
                    "the file is encrypted, so its parts can't be looked at; take that off (qpdf --decrypt)");
    if (pages.empty())
        return find(PdfCheck::readable,
                    "the file has no page that can be found; it is broken or cut off, so make it anew");
    if (!file.complete)
        find(PdfCheck::readable,
             "parts of the file could not be read, and were not checked; make it anew, or mend it (qpdf OLD NEW)");
    if (report.version > newest_version + 0.01) {
        find(PdfCheck::version,
             "PDF " + format_number(report.version, 1) +
                 " is newer than 1.5, up to which pdfTeX and publishers take files without a warning; write it as 1.5 "
                 "(gs -sDEVICE=pdfwrite -dCompatibilityLevel=1.5 -o new.pdf old.pdf)");
    }
    judge_fonts();
    for (const std::string& reason : transparent)
        find(PdfCheck::transparency, reason + "; use solid colours, already mixed with what is below");
    if (images > 0)
        find(PdfCheck::raster_images, counted(images, "image") + " of pixels; draw lines and words as such");
    judge_box();
    if (pages.size() > 1)
        find(PdfCheck::one_page,
             counted(pages.size(), "page") +
                 "; \\includegraphics takes the first: keep each figure in a file of its own",
             false);
    if (links > 0)
        find(PdfCheck::links,
             counted(links, "link") +
                 "; some publishers refuse them, and pdfTeX drops them: leave them out of the final figure",
             false);
}

}  // namespace

std::string_view name_of(PdfCheck check) {
    switch (check) {
        case PdfCheck::readable:
            return "readable";
        case PdfCheck::version:
            return "version";
        case PdfCheck::fonts_embedded:
            return "fonts-embedded";
        case PdfCheck::fonts_subset:
            return "fonts-subset";
        case PdfCheck::type3_fonts:
            return "type3-fonts";
        case PdfCheck::transparency:
            return "transparency";
        case PdfCheck::raster_images:
            return "raster-images";
        case PdfCheck::tight_box:
            return "tight-box";
        case PdfCheck::one_page:
            return "one-page";
        case PdfCheck::links:
            return "links";
    }
    return "";
}

bool PdfReport::passed() const {
    return std::none_of(findings.begin(), findings.end(), [](const PdfFinding& finding) { return finding.fault; });
}

PdfReport check_pdf(std::string_view bytes) {
    const auto file = pdf::read_file(bytes);
    if (!file) return {.findings = {{PdfCheck::readable, true, "this is no PDF file"}}};
    Survey survey{*file, {}, {}, {}, 0, 0, {}};
    survey.run();
    return std::move(survey.report);
}

}  // namespace netfig
