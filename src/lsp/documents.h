// The texts that the editor has open, as it shows them: unsaved changes included.
#pragma once

#include "lsp/json_rpc.h"
#include "lsp/position.h"

#include "netfig/file_reader.h"

#include <map>
#include <memory>
#include <string>

namespace netfig::lsp {

struct Document {
    std::string uri;
    std::string path;       // of its file, absolute; the address itself for a text without a file
    std::string canonical;  // the same for every way of writing the path
    std::int64_t version = 0;
    std::shared_ptr<const std::string> text;  // shared with compilations that still run
};

/// A theme's YAML: it has no network to check or draw.
bool is_theme(const Document& document);

/// One change as the protocol tells it: a range and its new text, or the whole text.
/// Throws Json::exception where it is neither.
void apply_change(Document& document, const Json& change, PositionEncoding encoding);

/// Open texts by canonical path; small enough to copy for each compilation.
using Overlays = std::map<std::string, std::shared_ptr<const std::string>>;

/// Files as the editor shows them, and as they are on disk where it doesn't.
class OverlayReader : public FileReader {
public:
    OverlayReader(const FileReader& disk, Overlays overlays) : disk_(disk), overlays_(std::move(overlays)) {}

    std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const override;
    std::optional<std::string> canonical(const std::string& path) const override;

private:
    const FileReader& disk_;
    Overlays overlays_;
};

/// The text as the compiler takes it: a byte order mark becomes three spaces, so that every place stays where it is.
std::string text_to_compile(const std::string& text);

}  // namespace netfig::lsp
