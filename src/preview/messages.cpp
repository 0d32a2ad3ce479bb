#include "preview/messages.h"

#include "base/dim.h"
#include "base/strings.h"
#include "library/library.h"
#include "preview/patch.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace netfig {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::vector<std::string> theme_names() {
    std::vector<std::string> names;
    for (const LibraryTheme& theme : library_themes()) names.emplace_back(theme.name);
    return names;
}

std::string place_text(const Compilation& run, Span span) {
    const Source& source = run.sources[span.source];
    const LineColumn at = line_column(source, span.begin);
    return source.path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// ---- to the page ----

Json to_json(const PreviewView& view) {
    Json json{{"flow", nullptr}, {"theme", nullptr}, {"depth", nullptr}, {"open", Json::object()}};
    if (view.flow) json["flow"] = flow_name(*view.flow);
    if (view.theme) json["theme"] = *view.theme;
    if (view.depth) json["depth"] = *view.depth;
    for (const auto& [path, open] : view.open) json["open"][path] = open;
    return json;
}

Json to_json(const Patch& patch) {
    Json json = Json::object();
    if (patch.head) json["head"] = *patch.head;
    if (!patch.removed.empty()) json["removed"] = patch.removed;
    Json list = Json::array();
    for (const PiecePut& put : patch.put) {
        Json& item = list.emplace_back(Json{{"key", put.key}});
        if (put.after) item["after"] = *put.after;
        if (put.svg) item["svg"] = *put.svg;
        if (put.facts) item["facts"] = *put.facts;
    }
    if (!list.empty()) json["put"] = std::move(list);
    return json;
}

Json problems_of(const Compilation& run) {
    Json list = Json::array();
    for (const Diagnostic& diagnostic : run.diagnostics) {
        const bool error = severity(diagnostic.code) == Severity::error;
        Json& item = list.emplace_back(Json{{"severity", error ? "error" : "warning"},
                                            {"code", info(diagnostic.code).number},
                                            {"message", diagnostic.message},
                                            {"suggestion", diagnostic.suggestion}});
        if (run.sources.contains(diagnostic.span.source)) item["place"] = place_text(run, diagnostic.span);
    }
    return list;
}

/// How deep blocks are nested: what the switch for it offers.
std::size_t nesting(const Network& network) {
    Table<GroupId, std::size_t> depths(network.groups.size(), 0);
    std::size_t deepest = 0;
    for (const GroupId id : network.groups.ids()) {
        const GroupId parent = network.groups[id].parent;
        depths[id] = parent.valid() ? depths[parent] + 1 : 0;
        deepest = std::max(deepest, depths[id]);
    }
    return deepest;
}

std::string count_text(const Dim& count, std::string_view unit) {
    if (!count.is_known() || count.value() == 0) return "";
    return format_count(count.value()) + " " + std::string(unit);
}

/// "11.7 M parameters · 3.64 G FLOPs"
std::string totals(const Compilation& run) {
    if (run.shapes.groups.empty()) return "";
    const Cost& cost = run.shapes.groups[GroupId(0)];
    std::vector<std::string> parts{count_text(cost.params, "parameters"), count_text(cost.flops, "FLOPs")};
    std::erase(parts, "");
    return join(parts, " · ");
}

}  // namespace

std::string to_text(const PreviewPlace& place) { return place_text(*place.run, place.span); }

std::optional<std::string> to_event(const PageState* before, const PageState& now, const PreviewOptions& options) {
    static const PageState nothing;
    static const Drawing blank;
    const PageState& was = before ? *before : nothing;
    Json json = Json::object();
    if (!before) {
        json["fresh"] = true;
        json["path"] = options.path;
        json["editor"] = options.has_editor;
        json["themes"] = theme_names();
    }
    if (now.drawing && was.drawing != now.drawing) {
        json["figure"] = to_json(make_patch(was.drawing ? *was.drawing : blank, *now.drawing));
        json["levels"] = nesting(now.good->network);
        json["totals"] = totals(*now.good);
    }
    if (now.newest && was.newest != now.newest) {
        json["problems"] = problems_of(*now.newest);
        json["stale"] = now.good != now.newest;
    }
    if (!before || was.view != now.view) json["view"] = to_json(now.view);
    if (!before || was.lit != now.lit) json["lit"] = now.lit;
    if (was.cursor_moves != now.cursor_moves) json["cursor"] = now.cursor_moves;
    if (json.empty()) return std::nullopt;
    return "data: " + dump(json) + "\n\n";
}

std::string to_reply(const std::optional<PreviewPlace>& place) {
    Json json = Json::object();
    if (place) json["place"] = to_text(*place);
    return dump(json);
}

// ---- from the page ----

namespace {

const Json* member(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? nullptr : &*found;
}

/// Only themes of the library: another name would be a file to open.
std::optional<std::string> theme_from(const std::string& name) {
    const std::vector<std::string> names = theme_names();
    return std::ranges::find(names, name) == names.end() ? std::nullopt : std::optional(name);
}

PreviewView read_view(const Json& json) {
    PreviewView view;
    if (const Json* flow = member(json, "flow"); flow && flow->is_string())
        view.flow = parse_flow(flow->get<std::string>());
    if (const Json* theme = member(json, "theme"); theme && theme->is_string()) {
        view.theme = theme_from(theme->get<std::string>());
    }
    if (const Json* depth = member(json, "depth"); depth && depth->is_number_unsigned()) {
        view.depth = depth->get<std::size_t>();
    }
    if (const Json* open = member(json, "open"); open && open->is_object()) {
        for (const auto& [path, flag] : open->items()) {
            if (flag.is_boolean()) view.open[path] = flag.get<bool>();
        }
    }
    return view;
}

}  // namespace

std::optional<PageRequest> read_request(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    if (const Json* view = member(json, "view"); view && view->is_object()) return read_view(*view);
    if (const Json* problem = member(json, "problem"); problem && problem->is_number_unsigned()) {
        return GoToProblem{problem->get<std::size_t>()};
    }
    const Json* box = member(json, "box");
    if (!box || !box->is_string()) return std::nullopt;
    const Json* definition = member(json, "definition");
    return GoToBox{box->get<std::string>(), definition && definition->is_boolean() && definition->get<bool>()};
}

}  // namespace netfig
