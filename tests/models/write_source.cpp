#include "write_source.h"

#include <algorithm>

namespace netfig::models {
namespace {

constexpr std::size_t widest_line = 100;

/// Something of a block that links can end at.
struct Piece {
    std::string name;                   // what a plain arrow from it is written with
    std::vector<std::string> elements;  // of a chain; the last has the name
    std::vector<std::string> sources;   // in the order of the inputs
    bool boundary = false;              // an `In` or `Out` without a name, which may be written any number of times
};

struct Writer {
    const Model& model;
    const std::vector<Translation>& translations;
    const Scopes& scopes;

    std::string block(const std::string& group, std::size_t indent) const;

private:
    std::string reference(const std::string& group, const Tensor& tensor) const;
    std::vector<Piece> pieces(const std::string& group, std::size_t indent) const;
    Piece piece(const std::string& group, const Item& item, std::size_t indent) const;
};

/// How a tensor is called inside of a block: by the call that makes it, by the block that gives it out, or as an input.
std::string Writer::reference(const std::string& group, const Tensor& tensor) const {
    const std::string& producer = model.calls[tensor.call].group;
    if (producer == group) {
        const std::string& port = translations[tensor.call].ports.at(tensor.port);
        return scopes.call_names[tensor.call] + (port.empty() ? "" : "/" + port);
    }
    const auto end_name = [&](const std::vector<Boundary>& ends) {
        return std::ranges::find(ends, tensor, &Boundary::tensor)->name;
    };
    if (!is_within(producer, group)) {
        const std::string name = end_name(scopes.by_path.at(group).inputs);
        return name.empty() ? "In" : name;
    }
    std::string child = producer;
    while (parent_of(child) != group) child = parent_of(child);
    const Scope& inner = scopes.by_path.at(child);
    const std::string name = end_name(inner.outputs);
    return name.empty() ? inner.name : inner.name + "/" + name;
}

Piece Writer::piece(const std::string& group, const Item& item, std::size_t indent) const {
    Piece piece;
    if (item.child.empty()) {
        piece.name = scopes.call_names[item.call];
        piece.elements = translations[item.call].elements;
        const std::vector<Tensor>& operands = model.calls[item.call].operands;
        for (std::size_t i = 0; i < operands.size(); ++i) {
            std::string source = reference(group, operands[i]);
            for (const std::string& step : translations[item.call].feeds.at(i).steps) source += " -> " + step;
            piece.sources.push_back(source);
        }
    } else {
        const Scope& inner = scopes.by_path.at(item.child);
        piece.name = inner.name;
        piece.elements = {"{\n" + block(item.child, indent + 4) + std::string(indent, ' ') + "}"};
        for (const Boundary& input : inner.inputs) piece.sources.push_back(reference(group, input.tensor));
    }
    piece.elements.back() = piece.name + ":" + piece.elements.back();
    return piece;
}

std::vector<Piece> Writer::pieces(const std::string& group, std::size_t indent) const {
    const Scope& scope = scopes.by_path.at(group);
    std::vector<Piece> pieces;
    const auto end = [&](const Boundary& boundary, const std::string& type) -> Piece {
        if (boundary.name.empty()) return {type, {type}, {}, true};
        return {boundary.name, {boundary.name + ":" + type}, {}, false};
    };
    for (const Boundary& input : scope.inputs) pieces.push_back(end(input, "In"));
    for (const Item& item : scope.items) pieces.push_back(piece(group, item, indent));
    for (const Boundary& output : scope.outputs) {
        pieces.push_back(end(output, "Out"));
        pieces.back().sources = {reference(group, output.tensor)};
    }
    return pieces;
}

/// Pieces in chains, each as long as only one thing feeds the next.
class Chains {
public:
    Chains(std::vector<Piece> pieces, std::size_t indent)
        : pieces_(std::move(pieces)), written_(pieces_.size()), indent_(indent) {}

    std::string text() {
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (!written_[i]) statement(i);
        }
        return text_;
    }

private:
    void statement(std::size_t first) {
        const Piece& head = pieces_[first];
        const bool lone_boundary = head.boundary && head.sources.empty() && next(head.name) == pieces_.size();
        written_[first] = true;
        if (lone_boundary) return;
        line_ = std::string(indent_, ' ');
        empty_ = true;
        if (head.sources.size() == 1) append(head.sources.front());
        if (head.sources.size() > 1) append(list(head.sources));
        std::size_t at = first;
        for (; at != pieces_.size(); at = next(pieces_[at].name)) {
            written_[at] = true;
            for (const std::string& element : pieces_[at].elements) append(element);
        }
        text_ += line_ + "\n";
    }

    std::size_t next(const std::string& source) const {
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (!written_[i] && pieces_[i].sources == std::vector{source}) return i;
        }
        return pieces_.size();
    }

    void append(const std::string& element) {
        const std::size_t line_start = line_.rfind('\n') == std::string::npos ? 0 : line_.rfind('\n') + 1;
        const std::size_t width = line_.size() - line_start + 4 + element.substr(0, element.find('\n')).size();
        if (!empty_ && width > widest_line)
            line_ += "\n" + std::string(indent_ + 4, ' ') + "-> " + element;
        else
            line_ += (empty_ ? "" : " -> ") + element;
        empty_ = false;
    }

    static std::string list(const std::vector<std::string>& names) {
        std::string text;
        for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
        return "[" + text + "]";
    }

    std::vector<Piece> pieces_;
    std::vector<bool> written_;
    std::size_t indent_;
    std::string text_;
    std::string line_;
    bool empty_ = true;
};

std::string Writer::block(const std::string& group, std::size_t indent) const {
    return Chains(pieces(group, indent), indent).text();
}

}  // namespace

std::string write_source(const Model& model, const std::vector<Translation>& translations, const Scopes& scopes) {
    std::string text =
        "// " + model.name + ", as PyTorch ran it\nfigure(depth = 1, title = \"" + model.name + "\")\n\n";
    return text + Writer{model, translations, scopes}.block("", 0);
}

}  // namespace netfig::models
