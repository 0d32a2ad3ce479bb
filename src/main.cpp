// The words of the command line to one function; its verdict to the exit status.
#include "driver/commands.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves early is a failed write, not the end of the process
    const netfig::ExitStatus status = netfig::run_command_line(argc, argv);
    // All files are closed; taking down what ANTLR and Pango keep for a next run would only take time.
    std::fflush(nullptr);
    std::_Exit(static_cast<int>(status));
}
