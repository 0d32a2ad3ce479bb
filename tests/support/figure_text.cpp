#include "figure_text.h"

#include <map>
#include <sstream>

namespace netfig::test {

namespace {

struct Reader {
    Figure figure;
    std::map<std::string, BoxId> ids{{".", BoxId(0)}};

    Flow flow(const std::string& word, BoxId parent) const {
        if (word == "right") return Flow::right;
        if (word == "left") return Flow::left;
        if (word == "up") return Flow::up;
        if (word == "down") return Flow::down;
        return std::get<FrameBox>(figure.boxes[parent].content).flow;
    }
    void add(const std::string& name, const std::string& parent, Box box) {
        box.path = name;
        box.parent = ids.at(parent);
        ids[name] = figure.boxes.add(std::move(box));
        std::get<FrameBox>(figure.boxes[ids.at(parent)].content).children.push_back(ids[name]);
    }
    void read_frame(std::istringstream& words);
    void read_node(std::istringstream& words);
    void read_link(std::istringstream& words, const std::string& what);
    void read(const std::string& line);
};

std::string rest(std::istringstream& words) {
    std::string text;
    std::getline(words >> std::ws, text);
    return text;
}

void Reader::read_frame(std::istringstream& words) {
    std::string name, parent, direction;
    words >> name >> parent >> direction;
    FrameBox frame;
    frame.flow = flow(direction, ids.at(parent));
    const auto title = rest(words);
    if (!title.empty()) frame.title = label_of(title, 7);
    Box box;
    box.content = frame;
    add(name, parent, box);
}

void Reader::read_node(std::istringstream& words) {
    std::string name, parent;
    words >> name >> parent;
    NodeBox node;
    node.any_side = name.front() == '@';
    if (node.any_side) name.erase(0, 1);
    std::istringstream parts(name);
    std::string word;
    std::getline(parts, name, '/');
    if (std::getline(parts, word, '/')) node.inputs = std::stoul(word);
    if (std::getline(parts, word, '/')) node.outputs = std::stoul(word);
    node.label = label_of(node.any_side ? "+" : name, 6.5);
    node.size = node.any_side ? Size{11, 11} : Size{node.label.size.width + 12, 15};
    double width = 0, height = 0;
    if (words >> width >> height) node.size = {width, height};
    Box box;
    box.content = node;
    add(name, parent, box);
}

void Reader::read_link(std::istringstream& words, const std::string& what) {
    const auto split = [](std::string& name) {
        const auto at = name.find(':');
        if (at == std::string::npos) return std::size_t{0};
        const auto slot = std::stoul(name.substr(at + 1));
        name.erase(at);
        return slot;
    };
    std::string from, to;
    words >> from >> to;
    FigureLink link;
    link.from_port = split(from);
    link.to_port = split(to);
    link.from = ids.at(from);
    link.to = ids.at(to);
    link.tensor = link.from.index() * 100 + link.from_port;
    link.feedback = what == "!link";
    link.trunk = what == "trunk";
    const auto label = rest(words);
    if (!label.empty()) link.label = label_of(label, 6);
    figure.links.add(link);
}

void Reader::read(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    if (!(words >> what) || what.front() == '#') return;
    if (what == "flow") {
        words >> what;
        std::get<FrameBox>(figure.boxes[BoxId(0)].content).flow = flow(what, BoxId(0));
    } else if (what == "frame") {
        read_frame(words);
    } else if (what == "node") {
        read_node(words);
    } else if (what == "badge") {
        words >> what;
        figure.boxes[ids.at(what)].badge = label_of(rest(words), 6.5);
    } else if (what == "row") {
        words >> what;
        figure.boxes[ids.at(what)].row = rest(words);
    } else {
        read_link(words, what);
    }
}

}  // namespace

Label label_of(const std::string& text, double size_pt) {
    Label label;
    label.text = text;
    label.size = {0.55 * size_pt * static_cast<double>(text.size()), size_pt * 1.2};
    PlacedRun run;
    run.run.text = text;
    label.runs.push_back(run);
    return label;
}

Figure figure_from_text(const std::string& text) {
    Reader reader;
    Box page;
    page.content = FrameBox{};
    reader.figure.boxes.add(page);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) reader.read(line);
    return std::move(reader.figure);
}

}  // namespace netfig::test
