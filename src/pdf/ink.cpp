#include "pdf/ink.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace netfig::pdf {
namespace {

constexpr int deepest_form = 8;
constexpr std::size_t most_operators = 1'000'000;
constexpr double word_width = 0.5, word_rise = 0.7;  // per letter, in font sizes: about right for any font

/// x' = a x + c y + e, y' = b x + d y + f
struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
    Point operator()(Point p) const { return {a * p.x + c * p.y + e, b * p.x + d * p.y + f}; }
};

Matrix product(const Matrix& first, const Matrix& then) {
    return {first.a * then.a + first.b * then.c,          first.a * then.b + first.b * then.d,
            first.c * then.a + first.d * then.c,          first.c * then.b + first.d * then.d,
            first.e * then.a + first.f * then.c + then.e, first.e * then.b + first.f * then.d + then.f};
}

struct Bounds {
    std::optional<Rect> rect;
    void add(Point p) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return;
        if (!rect) rect = Rect{p.x, p.y, 0, 0};
        const double right = std::max(rect->right(), p.x), bottom = std::max(rect->bottom(), p.y);
        rect->x = std::min(rect->x, p.x);
        rect->y = std::min(rect->y, p.y);
        rect->width = right - rect->x;
        rect->height = bottom - rect->y;
    }
};

struct Follower {
    const File& file;
    Ink ink;
    Bounds drawn;
    std::size_t operators = 0;
    std::size_t bytes_left = 128U << 20U;  // of streams unpacked: a form may be drawn many times

    std::optional<std::string> unpacked(const Object& object);
    void follow(const std::string& stream, const Value& resources, Matrix matrix, int depth);
    void draw_object(const Value& object, const Value& resources, const Matrix& matrix, int depth);
};

/// One stream under way.
struct Stream {
    Follower& follower;
    const Value& resources;
    int depth;
    Matrix matrix;
    std::vector<Matrix> saved;
    std::vector<Value> operands;
    Bounds path;
    Matrix line, text;
    double font_size = 0, leading = 0;

    double number(std::size_t from_end) const {
        if (from_end >= operands.size()) return 0;
        const Value& value = operands[operands.size() - 1 - from_end];
        return value.kind == Value::Kind::number ? value.number : 0;
    }
    Matrix six() const { return {number(5), number(4), number(3), number(2), number(1), number(0)}; }
    void point(double x, double y) { path.add(matrix({x, y})); }
    void run(const std::string& bytes);
    bool state(std::string_view op);
    bool shape(std::string_view op);
    bool words(std::string_view op);
    void write(const Value& value);
    void paint() {
        if (path.rect) {
            follower.drawn.add({path.rect->x, path.rect->y});
            follower.drawn.add({path.rect->right(), path.rect->bottom()});
        }
        path.rect.reset();
    }
};

bool one_of(std::string_view op, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), op) != names.end();
}

bool Stream::state(std::string_view op) {
    constexpr std::size_t deepest = 1000;
    if (op == "q") {
        if (saved.size() < deepest) saved.push_back(matrix);
    } else if (op == "Q") {
        if (!saved.empty()) matrix = saved.back(), saved.pop_back();
    } else if (op == "cm") {
        matrix = product(six(), matrix);
    } else if (op == "Do") {
        if (!operands.empty()) {
            const Value& objects = follower.file.resolved(resources["XObject"]);
            follower.draw_object(objects[operands.back().text], resources, matrix, depth);
        }
    } else if (op == "sh") {
        follower.ink.complete = false;  // paints all that it may
    } else {
        return false;
    }
    return true;
}

bool Stream::shape(std::string_view op) {
    if (op == "m" || op == "l") {
        point(number(1), number(0));
    } else if (op == "c") {
        point(number(5), number(4));
        point(number(3), number(2));
        point(number(1), number(0));
    } else if (op == "v" || op == "y") {
        point(number(3), number(2));
        point(number(1), number(0));
    } else if (op == "re") {
        const double x = number(3), y = number(2), width = number(1), height = number(0);
        for (const Point corner :
             {Point{x, y}, Point{x + width, y}, Point{x, y + height}, Point{x + width, y + height}})
            point(corner.x, corner.y);
    } else if (one_of(op, {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})) {
        paint();
    } else if (op == "n") {
        path.rect.reset();
    } else {
        return false;
    }
    return true;
}

void Stream::write(const Value& value) {
    double letters = static_cast<double>(value.text.size());
    for (const Value& item : value.items) letters += static_cast<double>(item.text.size());
    const Matrix whole = product(text, matrix);
    follower.drawn.add(whole({0, 0}));
    follower.drawn.add(whole({letters * word_width * font_size, word_rise * font_size}));
    text = product({1, 0, 0, 1, letters * word_width * font_size, 0}, text);
}

bool Stream::words(std::string_view op) {
    const auto move = [&](double x, double y) { text = line = product({1, 0, 0, 1, x, y}, line); };
    if (op == "BT") {
        text = line = {};
    } else if (op == "Tf") {
        font_size = number(0);
    } else if (op == "TL") {
        leading = number(0);
    } else if (op == "Tm") {
        text = line = six();
    } else if (op == "Td" || op == "TD") {
        if (op == "TD") leading = -number(0);
        move(number(1), number(0));
    } else if (op == "T*") {
        move(0, -leading);
    } else if (op == "Tj" || op == "TJ") {
        if (!operands.empty()) write(operands.back());
    } else if (op == "'" || op == "\"") {
        move(0, -leading);
        if (!operands.empty()) write(operands.back());
    } else {
        return false;
    }
    return true;
}

void Stream::run(const std::string& bytes) {
    constexpr std::size_t most_operands = 1000;
    Reader reader{bytes, 0, false, static_cast<std::size_t>(-1)};
    while (!reader.done() && follower.operators < most_operators) {
        Value value = reader.next();
        if (value.kind != Value::Kind::keyword) {
            if (operands.size() < most_operands) operands.push_back(std::move(value));
            continue;
        }
        ++follower.operators;
        if (value.text == "BI") {
            follower.ink.inline_image = true;
            for (Point corner : {Point{0, 0}, Point{1, 1}}) follower.drawn.add(matrix(corner));
            const std::size_t end = bytes.find("EI", reader.at);
            reader.at = end == bytes.npos ? bytes.size() : end + 2;
        } else if (!state(value.text) && !shape(value.text)) {
            words(value.text);
        }
        operands.clear();
    }
    if (!reader.done()) follower.ink.complete = false;
}

std::optional<std::string> Follower::unpacked(const Object& object) {
    auto bytes = bytes_left > 0 ? decoded(file, object) : std::nullopt;
    bytes_left -= std::min(bytes_left, bytes ? bytes->size() + 1 : 0);
    return bytes;
}

void Follower::follow(const std::string& stream, const Value& resources, Matrix matrix, int depth) {
    Stream{*this, resources, depth, matrix, {}, {}, {}, {}, {}}.run(stream);
}

Matrix matrix_of(const Value& list) {
    if (list.items.size() != 6) return {};
    std::array<double, 6> n{};
    for (std::size_t i = 0; i < 6; ++i) n[i] = list.items[i].number;
    return {n[0], n[1], n[2], n[3], n[4], n[5]};
}

void Follower::draw_object(const Value& reference, const Value& resources, const Matrix& matrix, int depth) {
    const Object* object = file.object(reference);
    if (!object || !object->has_stream) return;
    const Value& type = file.resolved(object->value["Subtype"]);
    if (type.is_name("Image")) {
        for (const Point corner : {Point{0, 0}, Point{1, 0}, Point{0, 1}, Point{1, 1}}) drawn.add(matrix(corner));
        return;
    }
    const auto stream = depth < deepest_form && operators < most_operators ? unpacked(*object) : std::nullopt;
    if (!stream) {
        ink.complete = false;
        return;
    }
    const Value& own = file.resolved(object->value["Resources"]);
    const Matrix inner = product(matrix_of(file.resolved(object->value["Matrix"])), matrix);
    follow(*stream, own.kind == Value::Kind::dictionary ? own : resources, inner, depth + 1);
}

}  // namespace

Ink find_ink(const File& file, const Value& page) {
    Follower follower{file, {}, {}};
    const Value& contents = page["Contents"];
    const Value& resolved = file.resolved(contents);
    std::string all;
    const auto add = [&](const Value& reference) {
        const Object* object = file.object(reference);
        const auto part = object ? follower.unpacked(*object) : std::nullopt;
        if (part)
            all += *part + "\n";
        else
            follower.ink.complete = false;
    };
    if (resolved.kind == Value::Kind::list) {
        constexpr std::size_t most_parts = 10'000;
        for (std::size_t i = 0; i < std::min(resolved.items.size(), most_parts); ++i) add(resolved.items[i]);
    } else if (contents.kind == Value::Kind::reference) {
        add(contents);
    }
    follower.follow(all, file.resolved(page["Resources"]), {}, 0);
    follower.ink.bounds = follower.drawn.rect;
    return follower.ink;
}

}  // namespace netfig::pdf
