#include "driver/dump_phase.h"

#include "compose/dump_figure.h"
#include "driver/commands.h"
#include "driver/session.h"
#include "infer/dump_shapes.h"
#include "layout/dump_layout.h"
#include "paint/dump_scene.h"
#include "parse/dump_ast.h"
#include "parse/dump_words.h"
#include "resolve/dump_network.h"

#include <cstdio>

namespace netfig {

std::optional<Phase> phase_from(std::string_view name) {
    if (name == "parse") return Phase::parse;
    if (name == "resolve") return Phase::resolve;
    if (name == "infer") return Phase::infer;
    if (name == "compose") return Phase::compose;
    if (name == "layout") return Phase::layout;
    if (name == "paint") return Phase::paint;
    return std::nullopt;
}

std::string dump_of(const Compilation& run, Phase phase) {
    if (!run.reached || *run.reached < phase || run.program.asts.empty()) return {};
    switch (phase) {
        case Phase::parse:
            return dump(run.program.asts.front());
        case Phase::resolve:
            return dump(run.network);
        case Phase::infer:
            return dump(run.network, run.shapes);
        case Phase::compose:
            return dump(run.figure);
        case Phase::layout:
            return dump(run.figure, run.layout);
        case Phase::paint:
            return dump(run.scene);
    }
    return {};
}

namespace {

std::string words_of(const Program& program) {
    return program.asts.empty() ? std::string() : dump_words(program.asts.front());
}

}  // namespace

ExitStatus dump_phase(const DumpOptions& options) {
    const bool words = options.after == "lex";
    const Phase phase = words ? Phase::parse : phase_from(options.after).value_or(Phase::paint);
    ExitStatus status = ExitStatus::ok;
    for (const std::string& input : options.source.inputs) {
        const Session session = compile_input(options.source, input, phase);
        std::fputs((words ? words_of(session.run.program) : dump_of(session.run, phase)).c_str(), stdout);
        status = worse(status, session.status);
    }
    return status;
}

}  // namespace netfig
