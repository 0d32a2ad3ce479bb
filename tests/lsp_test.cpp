// Sessions of the language server: tests/lsp/CASE/session.jsonl, a message a line, and expected.txt, what comes back.
//
//   lsp_test                 compares
//   lsp_test --accept        rewrites expectations, which then are read before they are committed
//   lsp_test hover rename    these cases only
//
// A line is a message, with short forms that the runner spells out:
//   {"open": "main.nn"}, {"close": "main.nn"}, {"save": "main.nn"}
//   {"change": ["main.nn", "old", "new"]}           an edit of the first "old"
//   {"ask": "hover", "at": ["main.nn", "Co|nv"]}    textDocument/hover at the bar
//   {"ask": "codeAction", "select": ["main.nn", "Conv -> BN"], "params": {…}}
#include "base/dim.h"
#include "lsp_world.h"

#include <cstdio>
#include <iostream>
#include <set>

namespace netfig::test {
namespace {

using lsp::Json;

struct Session {
    std::filesystem::path folder;
    WorkspaceReader files{folder};
    lsp::Server server{.world = test_world(files, folder)};
    int next_id = 1;
    std::string out;

    std::string text_of(const std::string& uri) const {
        const auto document = server.documents.find(uri);
        return document == server.documents.end() ? std::string() : *document->second.text;
    }
};

std::string uri_of(const std::string& name) { return "file:///w/" + name; }

/// Positions are asked and told in the encoding that the session negotiates.
Json position(const Session& session, const std::string& text, std::size_t offset) {
    const lsp::Position at = lsp::position_at(lsp::map_text(text, session.server.encoding), offset);
    return {{"line", at.line}, {"character", at.character}};
}

std::size_t find(const std::string& text, const std::string& piece) {
    const std::size_t found = text.find(piece);
    if (found == std::string::npos) std::printf("the session looks for `%s`, which is not there\n", piece.c_str());
    return found == std::string::npos ? 0 : found;
}

void put_place(const Session& session, const Json& line, Json& params) {
    if (line.contains("at")) {
        std::string piece = line.at("at").at(1);
        const std::size_t bar = piece.find('|');
        piece.erase(bar, 1);
        const std::string uri = uri_of(line.at("at").at(0));
        params["textDocument"]["uri"] = uri;
        params["position"] = position(session, session.text_of(uri), find(session.text_of(uri), piece) + bar);
    }
    if (line.contains("select")) {
        const std::string piece = line.at("select").at(1), uri = uri_of(line.at("select").at(0));
        const std::string text = session.text_of(uri);
        const std::size_t begin = find(text, piece);
        params["textDocument"]["uri"] = uri;
        params["range"] = {{"start", position(session, text, begin)},
                           {"end", position(session, text, begin + piece.size())}};
    }
    if (line.contains("in")) params["textDocument"]["uri"] = uri_of(line.at("in"));
}

Json change(const Session& session, const Json& edit) {
    const std::string uri = uri_of(edit.at(0)), old = edit.at(1);
    const std::string text = session.text_of(uri);
    const std::size_t begin = find(text, old);
    const Json range{{"start", position(session, text, begin)}, {"end", position(session, text, begin + old.size())}};
    return {{"method", "textDocument/didChange"},
            {"params",
             {{"textDocument", {{"uri", uri}, {"version", session.next_id}}},
              {"contentChanges", Json::array({{{"range", range}, {"text", edit.at(2)}}})}}}};
}

/// A line of the session as a whole message.
Json spelled_out(Session& session, const Json& line) {
    if (line.contains("open")) {
        const std::string name = line.at("open");
        const Json item{{"uri", uri_of(name)},
                        {"languageId", "netfig"},
                        {"version", 1},
                        {"text", line.contains("text") ? line.at("text") : Json(read(session.folder / name))}};
        return {{"method", "textDocument/didOpen"}, {"params", {{"textDocument", item}}}};
    }
    for (const auto& [word, method] :
         {std::pair("close", "textDocument/didClose"), std::pair("save", "textDocument/didSave")}) {
        if (line.contains(word))
            return {{"method", method}, {"params", {{"textDocument", {{"uri", uri_of(line.at(word))}}}}}};
    }
    if (line.contains("change")) return change(session, line.at("change"));
    if (!line.contains("ask")) return line;
    const std::string method = line.at("ask");
    Json params = line.value("params", Json::object());
    put_place(session, line, params);
    const bool whole = method.find('/') != std::string::npos || method == "initialize" || method == "shutdown";
    return {{"id", session.next_id++}, {"method", whole ? method : "textDocument/" + method}, {"params", params}};
}

std::string place_text(const Json& place) {
    return std::to_string(place.at("line").get<int>()) + ":" + std::to_string(place.at("character").get<int>());
}

/// For readers: places as "line:column", and nothing that every message has.
Json shortened(const Json& json) {
    if (json.is_object() && json.contains("line") && json.contains("character")) return place_text(json);
    if (json.is_object() && json.size() == 2 && json.contains("start") && json.contains("end"))
        return place_text(json["start"]) + "-" + place_text(json["end"]);
    Json result = json;
    if (result.is_object()) result.erase("jsonrpc");
    for (Json& part : result) {
        if (part.is_structured()) part = shortened(part);
    }
    return result;
}

void tell(Session& session, Json message) {
    if (message.contains("result") && message["result"].is_object() && message["result"].contains("capabilities") &&
        session.folder.filename() != "lifecycle")
        message["result"] = message["result"]["capabilities"]["positionEncoding"];  // the rest is one session's matter
    message = shortened(message);
    const std::string text = message.dump();
    session.out += text.size() <= 200 ? text + "\n" : message.dump(1) + "\n";
}

std::string with_edits(const Session& session, std::string text, Json edits) {
    const auto place = [](const Json& edit) {
        return std::pair(edit["range"]["start"]["line"].get<int>(), edit["range"]["start"]["character"].get<int>());
    };
    std::sort(edits.begin(), edits.end(), [&](const Json& a, const Json& b) { return place(a) > place(b); });
    for (const Json& edit : edits) {
        const lsp::TextMap map = lsp::map_text(text, session.server.encoding);
        const auto offset = [&](const char* end) {
            const Json& at = edit["range"][end];
            return lsp::offset_at(map, {at["line"].get<std::size_t>(), at["character"].get<std::size_t>()});
        };
        const std::size_t begin = offset("start"), end = offset("end");
        text.replace(begin, end - begin, edit["newText"].get<std::string>());
    }
    return text;
}

/// What a network costs, in words.
std::string costs(const Session& session, const std::string& path, const std::string& text) {
    CompileRequest request;
    request.path = path;
    request.text = text;
    request.until = Phase::infer;
    const Compilation run = compile(request, session.files, {});
    if (has_errors(run.diagnostics) || run.shapes.groups.empty()) return "errors";
    const Cost& cost = run.shapes.groups[GroupId(0U)];
    return to_text(cost.params) + " " + to_text(cost.flops) + " " + to_text(cost.activations);
}

/// A refactoring must leave the network as it is.
void check_refactorings(Session& session, const Json& message) {
    if (!message.contains("result") || !message["result"].is_array()) return;
    for (const Json& action : message["result"]) {
        if (!action.is_object() || !action.contains("edit")) continue;
        if (!action["kind"].get<std::string>().starts_with("refactor")) continue;
        for (const auto& [uri, edits] : action["edit"]["changes"].items()) {
            const std::string before = session.text_of(uri), path = uri.substr(7);
            const bool same = costs(session, path, before) == costs(session, path, with_edits(session, before, edits));
            session.out += same ? "(the network stays the same)\n" : "(THE NETWORK CHANGES)\n";
        }
    }
}

void step(Session& session, const std::string& text) {
    session.out += "> " + text + "\n";
    const bool raw = text.starts_with("raw ");
    const std::string sent = raw ? text.substr(4) : spelled_out(session, Json::parse(text)).dump();
    for (const Json& message : lsp::handle(session.server, sent)) {
        tell(session, message);
        check_refactorings(session, message);
    }
    for (const Json& message : draw_due(session.server)) tell(session, message);
    session.out += "\n";
}

std::string run(const std::filesystem::path& folder) {
    Session session{folder};
    session.server.world.start_preview = [](const lsp::Document&) { return std::string("http://127.0.0.1:1/token/"); };
    session.server.world.show_cursor = [&](const std::string&, const std::string& path, std::size_t offset) {
        session.out += "(the preview shows " + path + " at byte " + std::to_string(offset) + ")\n";
    };
    std::istringstream lines(read(folder / "session.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty()) step(session, line);
    }
    return session.out;
}

bool passes(const std::filesystem::path& folder, bool accept) {
    const std::string found = run(folder), expected = read(folder / "expected.txt");
    if (found == expected) return true;
    if (accept) return write(folder / "expected.txt", found), true;
    std::printf("FAILED %s\n", folder.filename().c_str());
    std::istringstream one(expected), other(found);
    std::string wanted, got;
    for (int number = 1; std::getline(one, wanted), std::getline(other, got), one || other; ++number) {
        if (wanted == got) continue;
        std::printf("line %d\n  expected: %s\n  found:    %s\n", number, wanted.c_str(), got.c_str());
        break;
    }
    return false;
}

}  // namespace
}  // namespace netfig::test

int main(int count, char** words) {
    std::set<std::string> wanted(words + 1, words + count);
    const bool accept = wanted.erase("--accept") > 0;
    std::set<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(netfig::test::source_folder() / "tests/lsp"))
        if (entry.is_directory()) folders.insert(entry.path());
    int failed = 0, ran = 0;
    for (const auto& folder : folders) {
        if (!wanted.empty() && !wanted.contains(folder.filename().string())) continue;
        ++ran;
        failed += netfig::test::passes(folder, accept) ? 0 : 1;
    }
    std::printf("%d sessions, %d failed\n", ran, failed);
    return failed > 0 || ran == 0 ? 1 : 0;
}
