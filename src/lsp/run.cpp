#include "lsp/run.h"

#include "lsp/drawer.h"
#include "lsp/inbox.h"
#include "lsp/previews.h"
#include "text/measure.h"

#include <memory>
#include <thread>

namespace netfig::lsp {
namespace {

/// Detached: a read that waits for the editor can't be woken, and ends with the process. What it uses is its own.
void start_reading(ReadBytes read, std::shared_ptr<Inbox> inbox) {
    std::thread([read = std::move(read), inbox = std::move(inbox)] {
        MessageReader reader(read);
        while (std::optional<std::string> text = reader.next()) inbox->push(parse_message(*text));
        inbox->push(EndOfInput{});
    }).detach();
}

struct Running {
    Server server;
    const Streams& streams;
    bool open = true;  // the editor still listens

    void send(const std::vector<Json>& messages) {
        for (const Json& message : messages) open = open && streams.write(frame(to_text(message)));
    }
    void take(const Message& message) { send(handle(server, message)); }
    void take(const Drawn& drawn) { send(finish_drawing(server, drawn)); }
    void take(const PreviewPlace& place) { send(go_to(server, *place.run, place.span)); }
    void take(const Redraw& redraw) { server.to_draw.insert(redraw.uri); }
    void take(EndOfInput) { open = false; }
};

void connect_previews(World& world, Previews& previews) {
    world.start_preview = [&](const Document& document) { return previews.start(document); };
    world.is_previewed = [&](const std::string& uri) { return previews.has(uri); };
    world.show_cursor = [&](const std::string&, const std::string& path, std::size_t offset) {
        previews.show_cursor(path, offset);
    };
}

}  // namespace

bool run_server(World world, const Streams& streams) {
    const auto inbox = std::make_shared<Inbox>();
    Previews previews(inbox);
    connect_previews(world, previews);
    Drawer drawer({
        .measure = [] { return pango_measurer(); },
        .prepare = [&](const std::string& uri, CompileRequest& request) { previews.apply_view(uri, request); },
        .finished =
            [&](Drawn drawn) {
                previews.publish(drawn);
                inbox->push(std::move(drawn));
            },
    });
    start_reading(streams.read, inbox);
    Running running{{.world = std::move(world)}, streams};
    bool asked_to_end = false;
    while (running.open && running.server.stage != Stage::exited) {
        asked_to_end = running.server.stage == Stage::shut_down;
        std::visit([&](const auto& event) { running.take(event); }, inbox->pop());
        for (DrawRequest& request : take_drawings(running.server)) drawer.draw(std::move(request));
    }
    return asked_to_end;
}

}  // namespace netfig::lsp
