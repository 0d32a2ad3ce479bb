// The language server at work: one thread reads, one answers, one draws.
#pragma once

#include "lsp/message_stream.h"
#include "lsp/server.h"

namespace netfig::lsp {

struct Streams {
    ReadBytes read;                                     // called on a thread of its own
    std::function<bool(std::string_view bytes)> write;  // all of them, or false
};

/// Serves until `exit` or the end of the input. True where the editor had asked to shut down before. The world's
/// preview functions are put in place here.
bool run_server(World world, const Streams& streams);

}  // namespace netfig::lsp
