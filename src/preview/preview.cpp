#include "preview/preview.h"

#include "preview/http.h"
#include "preview/messages.h"
#include "preview/page.h"
#include "preview/places.h"
#include "render/render.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string_view>
#include <utility>

namespace netfig {
namespace {

using SharedRun = std::shared_ptr<const Compilation>;

bool is_drawn(const Compilation& run) { return run.reached == Phase::paint && !has_errors(run.diagnostics); }

HttpResponse not_found() { return {404, "text/plain; charset=utf-8", "Not Found\n", {}}; }

// ---- saving the figure ----

struct SavedFormat {
    std::string_view path;
    Format format;
    std::string_view type;
};
constexpr SavedFormat saved_formats[] = {
    {"figure.pdf", Format::pdf, "application/pdf"},
    {"figure.svg", Format::svg, "image/svg+xml"},
    {"figure.png", Format::png, "image/png"},
};

/// The source's name without folder and ending; letters that a header can't carry become "_".
std::string stem_of(std::string_view path) {
    path.remove_prefix(path.rfind('/') + 1);  // npos + 1 is 0
    if (path.ends_with(".nn")) path.remove_suffix(3);
    std::string stem(path.empty() ? "figure" : path);
    std::ranges::replace_if(
        stem, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c < 0; }, '_');
    return stem;
}

HttpResponse save(const Compilation& run, const SavedFormat& how, const std::string& stem) {
    RenderOptions options;
    options.format = how.format;
    auto rendered = render(run.scene, options);
    if (const auto* error = std::get_if<RenderError>(&rendered)) {
        return {500, "text/plain; charset=utf-8", error->message + "\n", {}};
    }
    const std::string ending(how.path.substr(how.path.rfind('.')));
    return {200, std::string(how.type), std::move(std::get<std::string>(rendered)), stem + ending};
}

}  // namespace

struct PreviewServer::State {
    PreviewOptions options;
    PreviewEvents events;
    // On the server's thread only:
    PageState page;
    std::map<StreamId, PageState> sent;    // to each page that listens
    std::atomic<std::size_t> readers = 0;  // as many as `sent` has, for other threads
    std::unique_ptr<HttpServer> http;      // last: it calls back into the rest until it is gone

    std::optional<std::string> next_event(StreamId stream) {
        const auto known = sent.find(stream);
        std::optional<std::string> event = to_event(known == sent.end() ? nullptr : &known->second, page, options);
        if (event) sent[stream] = page;
        readers = sent.size();
        return event;
    }

    void stream_ended(StreamId stream) {
        sent.erase(stream);
        readers = sent.size();
    }

    HttpAnswer answer(const HttpRequest& request) {
        if (request.post) return request.path == "do" ? obey(request.body) : not_found();
        for (const PageFile& file : page_files()) {
            const bool asked = request.path == file.path || (request.path.empty() && file.path == "page.html");
            if (asked) return HttpResponse{200, std::string(type_of(file.path)), std::string(file.text), {}};
        }
        for (const SavedFormat& how : saved_formats) {
            if (request.path != how.path || !page.good) continue;
            return [run = page.good, how, stem = stem_of(options.path)] { return save(*run, how, stem); };
        }
        return not_found();
    }

    static std::string_view type_of(std::string_view path) {
        if (path.ends_with(".css")) return "text/css; charset=utf-8";
        if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
        return "text/html; charset=utf-8";
    }

    HttpResponse obey(const std::string& body) {
        const std::optional<PageRequest> request = read_request(body);
        if (!request) return {400, "text/plain; charset=utf-8", "Bad Request\n", {}};
        if (const auto* view = std::get_if<PreviewView>(&*request)) return change_view(*view);
        std::optional<PreviewPlace> place;
        if (const auto* box = std::get_if<GoToBox>(&*request)) place = find_box(*box);
        if (const auto* problem = std::get_if<GoToProblem>(&*request)) place = find_problem(*problem);
        if (place && events.go_to) events.go_to(*place);
        return {200, "application/json", to_reply(place), {}};
    }

    HttpResponse change_view(const PreviewView& view) {
        const bool changed = page.view != view;
        page.view = view;
        http->wake();
        if (changed && events.view_changed) events.view_changed(view);
        return {200, "application/json", "{}", {}};
    }

    std::optional<PreviewPlace> find_box(const GoToBox& box) const {
        if (!page.good) return std::nullopt;
        const auto span =
            place_of_box(*page.good, box.path, box.definition ? PlaceKind::definition : PlaceKind::instance);
        return span ? std::optional(PreviewPlace{page.good, *span}) : std::nullopt;
    }

    std::optional<PreviewPlace> find_problem(const GoToProblem& problem) const {
        if (!page.newest || problem.index >= page.newest->diagnostics.size()) return std::nullopt;
        const Span span = page.newest->diagnostics[problem.index].span;
        const bool on_disk = page.newest->sources.contains(span.source) && !page.newest->sources[span.source].library;
        return on_disk ? std::optional(PreviewPlace{page.newest, span}) : std::nullopt;
    }

    void show(SharedRun run, std::shared_ptr<const Drawing> drawing) {
        page.newest = std::move(run);
        if (drawing) {
            page.good = page.newest;
            page.drawing = std::move(drawing);
        }
        http->wake();
    }

    void light_up(const std::string& path, std::size_t offset) {
        if (!page.good) return;
        std::vector<std::string> lit = boxes_at(*page.good, path, offset);
        if (lit == page.lit) return;
        page.lit = std::move(lit);
        ++page.cursor_moves;
        http->wake();
    }
};

void apply_view(const PreviewView& view, CompileRequest& request) {
    const auto add = [&](const char* name, Value value) { request.overrides.push_back({name, std::move(value), {}}); };
    if (view.flow) add("flow", {Word{std::string(flow_name(*view.flow))}});
    if (view.theme) add("theme", {*view.theme});
    if (view.depth) add("depth", {Dim(static_cast<std::int64_t>(std::min(*view.depth, std::size_t{1000})))});
    request.open_blocks = view.open;
}

PreviewServer::PreviewServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

PreviewServer::~PreviewServer() { state_->http.reset(); }

std::variant<std::unique_ptr<PreviewServer>, std::string> PreviewServer::start(PreviewOptions options,
                                                                               PreviewEvents events) {
    auto state = std::make_unique<State>();
    state->options = std::move(options);
    state->events = std::move(events);
    State& self = *state;
    auto started = HttpServer::start({[&self](const HttpRequest& request) { return self.answer(request); },
                                      [&self](StreamId stream) { return self.next_event(stream); },
                                      [&self](StreamId stream) { self.stream_ended(stream); }});
    if (auto* fault = std::get_if<std::string>(&started)) return std::move(*fault);
    state->http = std::move(std::get<std::unique_ptr<HttpServer>>(started));
    return std::unique_ptr<PreviewServer>(new PreviewServer(std::move(state)));
}

std::string PreviewServer::address() const { return state_->http->address(); }

bool PreviewServer::is_watched() const { return state_->readers > 0; }

void PreviewServer::publish(SharedRun run) {
    std::shared_ptr<const Drawing> drawing;
    if (is_drawn(*run)) drawing = std::make_shared<const Drawing>(make_drawing(*run));
    State& self = *state_;
    self.http->post([&self, run = std::move(run), drawing = std::move(drawing)] { self.show(run, drawing); });
}

void PreviewServer::show_cursor(const std::string& path, std::size_t offset) {
    State& self = *state_;
    self.http->post([&self, path, offset] { self.light_up(path, offset); });
}

}  // namespace netfig
