// Texts that come, change and go, and what has to be drawn again because of it.
#pragma once

#include "lsp/feature.h"

namespace netfig::lsp {

std::vector<Json> did_open(Server& server, const Json& params);
std::vector<Json> did_change(Server& server, const Json& params);
std::vector<Json> did_save(Server& server, const Json& params);
std::vector<Json> did_close(Server& server, const Json& params);
std::vector<Json> did_change_files(Server& server, const Json& params);
std::vector<Json> did_change_configuration(Server& server, const Json& params);
std::vector<Json> did_change_folders(Server& server, const Json& params);

}  // namespace netfig::lsp
