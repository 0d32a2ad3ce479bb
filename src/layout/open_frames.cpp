#include "layout/open_frames.h"

#include <algorithm>
#include <map>
#include <set>

namespace netfig::layered {

namespace {

/// What a level would hold if some frames were open: its members as numbers in the order of the source.
struct Members {
    std::vector<BoxId> boxes;
    std::vector<std::vector<int>> next, previous;
};

struct Opener {
    const Figure& figure;
    const Table<BoxId, char>& closed;
    Table<BoxId, std::vector<FigureLinkId>> links;  // by the innermost frame around both ends
    std::vector<OpenFrame> found;

    const FrameBox* frame(BoxId box) const { return std::get_if<FrameBox>(&figure.boxes[box].content); }
    void collect_links();
    Members members(BoxId level, const std::vector<BoxId>& open) const;
    std::vector<BoxId> cyclic(const Members& members) const;
    bool may_open(BoxId level, BoxId box) const;
    std::vector<BoxId> candidates(BoxId level, const std::vector<BoxId>& boxes) const;
    bool solves(BoxId level, const std::vector<BoxId>& open) const;
    bool open_cycle(BoxId level);
    bool nests(BoxId level, BoxId first);
    bool has_chain_beside(BoxId level, BoxId inner) const;
    void open_beside_chain(BoxId level, const Members& closed_members);
    void open(BoxId level, BoxId box, int outer, bool on_right) { found.push_back({box, level, outer, on_right}); }
};

void Opener::collect_links() {
    links = Table<BoxId, std::vector<FigureLinkId>>(figure.boxes.size());
    for (const auto id : figure.links.ids()) {
        const auto& link = figure.links[id];
        if (link.feedback || link.from == link.to) continue;
        BoxId from = figure.boxes[link.from].parent, to = figure.boxes[link.to].parent;
        while (from != to) {
            auto& deeper = from > to ? from : to;  // parents stand before their children
            deeper = figure.boxes[deeper].parent;
        }
        links[from].push_back(id);
    }
}

Members Opener::members(BoxId level, const std::vector<BoxId>& open) const {
    Members result;
    std::map<BoxId, int> number;
    const auto is_open = [&](BoxId box) { return std::find(open.begin(), open.end(), box) != open.end(); };
    std::vector<BoxId> frames{level};
    for (std::size_t at = 0; at < frames.size(); ++at) {
        for (const auto child : frame(frames[at])->children) {
            if (is_open(child)) {
                frames.push_back(child);
                continue;
            }
            number[child] = static_cast<int>(result.boxes.size());
            result.boxes.push_back(child);
        }
    }
    result.next.resize(result.boxes.size());
    result.previous.resize(result.boxes.size());
    const auto member = [&](BoxId box) {
        while (!number.contains(box)) box = figure.boxes[box].parent;
        return number[box];
    };
    for (const auto around : frames) {
        for (const auto id : links[around]) {
            const int from = member(figure.links[id].from), to = member(figure.links[id].to);
            if (from == to) continue;
            result.next[from].push_back(to);
            result.previous[to].push_back(from);
        }
    }
    return result;
}

/// What is left when all that nothing leads to, and all that leads nowhere, is taken away.
std::vector<BoxId> Opener::cyclic(const Members& members) const {
    std::vector<bool> gone(members.boxes.size());
    for (const auto* lists : {&members.previous, &members.next}) {
        const auto& others = lists == &members.previous ? members.next : members.previous;
        std::vector<int> waiting(members.boxes.size());
        std::vector<std::size_t> ready;
        for (std::size_t at = 0; at < members.boxes.size(); ++at) {
            for (const int before : (*lists)[at]) waiting[at] += !gone[before];
            if (waiting[at] == 0 && !gone[at]) ready.push_back(at);
        }
        for (std::size_t at = 0; at < ready.size(); ++at) {
            gone[ready[at]] = true;
            for (const int after : others[ready[at]]) {
                if (--waiting[after] == 0 && !gone[after]) ready.push_back(static_cast<std::size_t>(after));
            }
        }
    }
    std::vector<BoxId> left;
    for (std::size_t at = 0; at < gone.size(); ++at) {
        if (!gone[at]) left.push_back(members.boxes[at]);
    }
    return left;
}

bool Opener::may_open(BoxId level, BoxId box) const {
    return frame(box) && !closed[box] && frame(box)->flow == frame(level)->flow && frame(box)->children.size() > 1;
}

std::vector<BoxId> Opener::candidates(BoxId level, const std::vector<BoxId>& boxes) const {
    std::vector<BoxId> list;
    for (const auto box : boxes) {
        if (may_open(level, box)) list.push_back(box);
    }
    return list;
}

/// Nothing that was in an open frame is part of a cycle any more.
bool Opener::solves(BoxId level, const std::vector<BoxId>& open) const {
    const auto left = cyclic(members(level, open));
    return std::none_of(left.begin(), left.end(), [&](BoxId box) {
        return std::find(open.begin(), open.end(), figure.boxes[box].parent) != open.end();
    });
}

/// One frame, or one within the other if its own members are in a cycle in turn.
bool Opener::nests(BoxId level, BoxId first) {
    std::vector<BoxId> open{first};
    while (!solves(level, open)) {
        const auto left = cyclic(members(level, open));
        std::vector<BoxId> inner;
        for (const auto box : candidates(level, left)) {
            if (figure.boxes[box].parent == open.back()) inner.push_back(box);
        }
        if (inner.size() != 1) return false;
        open.push_back(inner.front());
    }
    for (std::size_t at = 0; at < open.size(); ++at) {
        const int outer = at == 0 ? -1 : static_cast<int>(found.size()) - 1;
        this->open(level, open[at], outer, false);
    }
    return true;
}

bool Opener::open_cycle(BoxId level) {
    const auto list = candidates(level, cyclic(members(level, {})));
    constexpr std::size_t many = 12;  // then it is a tangle that nobody could unravel by eye either
    if (list.empty() || list.size() > many) return false;
    for (const auto box : list) {
        if (nests(level, box)) return true;
    }
    for (std::size_t one = 0; one < list.size(); ++one) {
        for (std::size_t other = one + 1; other < list.size(); ++other) {
            if (!solves(level, {list[one], list[other]})) continue;
            open(level, list[one], -1, false);
            open(level, list[other], -1, true);
            return true;
        }
    }
    return false;
}

/// Three or more steps of a chain outside the frame, each linked to a later one of its children, all in one direction.
bool Opener::has_chain_beside(BoxId level, BoxId inner) const {
    const auto graph = members(level, {inner});
    const auto is_inside = [&](int member) { return figure.boxes[graph.boxes[member]].parent == inner; };
    for (const auto* partners : {&graph.previous, &graph.next}) {
        const auto last_inside = [&](int member) {
            int last = -1;
            for (const int partner : (*partners)[member]) last = std::max(last, is_inside(partner) ? partner : -1);
            return last;
        };
        for (int start = 0; start < static_cast<int>(graph.boxes.size()); ++start) {
            int at = start, steps = 0;
            for (int before = -1; at >= 0 && !is_inside(at) && last_inside(at) > before;) {
                if (++steps == 3) return true;
                before = last_inside(at);
                const auto& next = graph.next[at];
                const auto outside = std::find_if(next.begin(), next.end(), [&](int one) { return !is_inside(one); });
                at = outside == next.end() ? -1 : *outside;
            }
        }
    }
    return false;
}

/// Level by level: frames that at least three others read, or that read three others.
void Opener::open_beside_chain(BoxId level, const Members& closed_members) {
    const auto many = [](const std::vector<int>& list) { return std::set<int>(list.begin(), list.end()).size() >= 3; };
    for (std::size_t at = 0; at < closed_members.boxes.size(); ++at) {
        const BoxId box = closed_members.boxes[at];
        if (!may_open(level, box) || (!many(closed_members.next[at]) && !many(closed_members.previous[at]))) continue;
        if (!has_chain_beside(level, box) || !cyclic(members(level, {box})).empty()) continue;
        open(level, box, -1, false);
        return;
    }
}

}  // namespace

std::vector<OpenFrame> find_open_frames(const Figure& figure, const Table<BoxId, char>& closed) {
    Opener opener{figure, closed, {}, {}};
    opener.collect_links();
    std::set<BoxId> opened;
    for (const auto level : figure.boxes.ids()) {
        if (!opener.frame(level) || opened.contains(level)) continue;
        const auto before = opener.found.size();
        const auto members = opener.members(level, {});
        if (opener.cyclic(members).empty()) {
            opener.open_beside_chain(level, members);
        } else {
            opener.open_cycle(level);
        }
        for (auto at = before; at < opener.found.size(); ++at) opened.insert(opener.found[at].frame);
    }
    return std::move(opener.found);
}

}  // namespace netfig::layered
