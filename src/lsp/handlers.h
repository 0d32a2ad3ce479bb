// One function per request of the protocol. Params of the wrong form throw Json::exception, which handle() answers.
#pragma once

#include "lsp/feature.h"

namespace netfig::lsp {

// diagnostics.cpp
Json diagnostic_json(Server& server, TextMaps& maps, const Compilation& run, const Diagnostic& diagnostic);
std::vector<Json> clear_diagnostics(Server& server, const std::string& uri);

// completion.cpp
Outcome complete(Server& server, const Json& params);
// hover.cpp
Outcome hover(Server& server, const Json& params);
// signature_help.cpp
Outcome signature_help(Server& server, const Json& params);
// navigation.cpp
Outcome definition(Server& server, const Json& params);
Outcome references(Server& server, const Json& params);
Outcome highlights(Server& server, const Json& params);
// rename.cpp
Outcome prepare_rename(Server& server, const Json& params);
Outcome rename(Server& server, const Json& params);
// outline.cpp
Outcome document_symbols(Server& server, const Json& params);
Outcome workspace_symbols(Server& server, const Json& params);
// folding.cpp
Outcome folding_ranges(Server& server, const Json& params);
Outcome selection_ranges(Server& server, const Json& params);
// formatting.cpp
Outcome format_document(Server& server, const Json& params);
Outcome format_range(Server& server, const Json& params);
// semantic_tokens.cpp
Json semantic_legend();
Outcome semantic_tokens(Server& server, const Json& params);
Outcome semantic_tokens_in_range(Server& server, const Json& params);
// inlay_hints.cpp
Outcome inlay_hints(Server& server, const Json& params);
// links.cpp
Outcome document_links(Server& server, const Json& params);
// code_actions.cpp
Outcome code_actions(Server& server, const Json& params);
// preview_commands.cpp
Outcome execute_command(Server& server, const Json& params);
void show_cursor(Server& server, const Json& params);

}  // namespace netfig::lsp
