// The words of the command line to one function; its verdict to the exit status.
#include "driver/commands.h"

#include <csignal>

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves early is a failed write, not the end of the process
    return static_cast<int>(netfig::run_command_line(argc, argv));
}
