// A world for the language server that lives in one folder, seen as /w, and draws nothing on a screen.
#pragma once

#include "lsp/server.h"
#include "support.h"
#include "text/measure.h"

#include <algorithm>

namespace netfig::test {

/// Files of `folder` under the name /w, so that replies hold no path of this machine.
class WorkspaceReader : public FileReader {
public:
    explicit WorkspaceReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const override {
        const auto real = place(path);
        if (!real || !std::filesystem::is_regular_file(*real)) return std::nullopt;
        return test::read(*real).substr(0, limit_bytes + 1);
    }
    std::optional<std::string> canonical(const std::string& path) const override {
        const auto real = place(path);
        if (!real || !std::filesystem::exists(*real)) return std::nullopt;
        return std::filesystem::path(path).lexically_normal().string();
    }

private:
    std::optional<std::filesystem::path> place(const std::string& path) const {
        const std::string normal = std::filesystem::path(path).lexically_normal().string();
        if (normal == "/w") return folder_;
        if (!normal.starts_with("/w/")) return std::nullopt;
        return folder_ / normal.substr(3);
    }
    std::filesystem::path folder_;
};

inline lsp::World test_world(const WorkspaceReader& files, const std::filesystem::path& folder) {
    lsp::World world;
    world.files = &files;
    world.sources_below = [folder](const std::string&) {
        std::vector<std::string> found;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
            if (entry.path().extension() == ".nn") found.push_back("/w/" + entry.path().filename().string());
        }
        std::ranges::sort(found);
        return found;
    };
    world.library_copy = [](const std::string& path) { return std::optional("/library/" + path); };
    return world;
}

/// Draws what is due, here and now.
inline std::vector<lsp::Json> draw_due(lsp::Server& server) {
    std::vector<lsp::Json> messages;
    for (const lsp::DrawRequest& due : lsp::take_drawings(server)) {
        auto run = std::make_shared<const Compilation>(compile(due.request, *due.files, fixed_width_measurer()));
        for (lsp::Json& message : lsp::finish_drawing(server, {due.uri, due.version, std::move(run)}))
            messages.push_back(std::move(message));
    }
    return messages;
}

}  // namespace netfig::test
