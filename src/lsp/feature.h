// What all requests share: the document and place they ask about, and places in replies.
#pragma once

#include "lsp/server.h"

namespace netfig::lsp {

using Outcome = std::variant<Json, Error>;

/// Of the text as it is now, at least up to a phase: who asks for names need not wait for shapes.
std::shared_ptr<const Analysis> analysis_of(Server& server, const Document& document, Phase until);

/// Those of the command line, then those of the editor's settings.
std::vector<std::string> include_folders(const Server& server);

CompileRequest compile_request(const Server& server, const Document& document);
Overlays overlays_of(const Server& server);

/// A document and its analysis.
struct Asked {
    const Document& document;
    std::shared_ptr<const Analysis> analysis;
    TextMaps maps;

    const Compilation& run() const { return analysis->run; }
    const Ast& tree() const { return analysis->run.program.asts.front(); }
    const Source& source() const { return analysis->run.sources[analysis->source]; }
    const TextMap& map() { return maps.of(analysis->source); }
};

/// Nothing where the document is not open, or can't be read at all.
std::optional<Asked> asked_document(Server& server, const Json& params, Phase until = Phase::parse);
/// The byte offset of `params.position`.
std::size_t asked_offset(Asked& asked, const Json& params);
/// The bytes of `params.range`.
Span asked_range(Asked& asked, const Json& params);

Json to_json(Position position);
Json range_json(const TextMap& map, Span span);
/// Null for what is in no file that an editor could open.
Json location_json(Server& server, TextMaps& maps, const Compilation& run, Span span);
/// The address of a source's file, as the editor calls it; empty where it has none.
std::string uri_of(Server& server, const Source& source);

/// The tree of the file that a `use` of the document brought; null where it was not found.
const Ast* used_file(const Asked& asked, const Use& use);

/// Whether anything of one span lies in the other.
bool touches(Span one, Span other);

}  // namespace netfig::lsp
