#include "driver/completions.h"

#include "base/strings.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace netfig {
namespace {

using Apps = std::vector<const CLI::App*>;

Apps subcommands(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

/// "--output -o …" of a command.
std::vector<std::string> flags(const CLI::App& command) {
    std::vector<std::string> words;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
        for (const std::string& name : option->get_snames()) words.push_back("-" + name);
    }
    return words;
}

std::vector<std::string> names(const Apps& commands) {
    std::vector<std::string> words;
    for (const CLI::App* command : commands) words.push_back(command->get_name());
    return words;
}

std::string bash(const CLI::App& app) {
    std::string cases;
    for (const CLI::App* command : subcommands(app)) {
        cases += fmt::format("        {}) words=\"{}\" ;;\n", command->get_name(), join(flags(*command), " "));
    }
    return fmt::format(R"(# bash completion of netfig: source it, or put it into bash-completion's folder
_netfig() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" words=""
    case "${{COMP_WORDS[1]}}" in
{}        *) words="{}" ;;
    esac
    if [[ "$current" == -* ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    else
        [[ $COMP_CWORD == 1 ]] && COMPREPLY=($(compgen -W "{}" -- "$current"))
        COMPREPLY+=($(compgen -f -- "$current"))
    fi
}}
complete -o filenames -F _netfig netfig
)",
                       cases, join(flags(*app.get_subcommand("build")), " "), join(names(subcommands(app)), " "));
}

std::string quoted(std::string text) {
    for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 4))
        text.replace(at, 1, "'\\''");
    return "'" + text + "'";
}

std::string zsh(const CLI::App& app) {
    std::string described;
    std::string cases;
    for (const CLI::App* command : subcommands(app)) {
        described += fmt::format("        {}\n", quoted(command->get_name() + ":" + command->get_description()));
        cases += fmt::format("        {}) flags=({}) ;;\n", command->get_name(), join(flags(*command), " "));
    }
    return fmt::format(R"(#compdef netfig
_netfig() {{
    local -a commands flags
    commands=(
{}    )
    case "$words[2]" in
{}    esac
    (( CURRENT == 2 )) && _describe command commands
    [[ "$PREFIX" == -* ]] && compadd -- $flags
    _files
}}
compdef _netfig netfig
)",
                       described, cases);
}

std::string fish(const CLI::App& app) {
    std::string lines = "# fish completion of netfig: put it into ~/.config/fish/completions/netfig.fish\n";
    for (const CLI::App* command : subcommands(app)) {
        lines += fmt::format("complete -c netfig -n __fish_use_subcommand -a {} -d {}\n", command->get_name(),
                             quoted(command->get_description()));
        for (const CLI::Option* option : command->get_options()) {
            std::string switches;
            for (const std::string& name : option->get_lnames()) switches += " -l " + name;
            for (const std::string& name : option->get_snames()) switches += " -s " + name;
            if (switches.empty()) continue;
            lines += fmt::format("complete -c netfig -n '__fish_seen_subcommand_from {}'{} -d {}\n",
                                 command->get_name(), switches, quoted(option->get_description()));
        }
    }
    return lines;
}

}  // namespace

std::string completions(const CLI::App& app, const std::string& shell) {
    if (shell == "bash") return bash(app);
    if (shell == "zsh") return zsh(app);
    return fish(app);
}

}  // namespace netfig
