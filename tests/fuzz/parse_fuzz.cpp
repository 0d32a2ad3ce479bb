// Any bytes through the parser, and its tree through the formatter. What must hold for all of them: no crash, ids that
// point somewhere, and tidy text that stays as it is.
#include "format/format.h"
#include "parse/dump_ast.h"
#include "parse/parse.h"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace netfig;
    const Source source{"fuzz.nn", std::string(reinterpret_cast<const char*>(data), size), false};
    Diagnostics diagnostics;
    const Ast ast = parse(source, SourceId(0U), diagnostics);
    const std::string tree = dump(ast);

    const Source tidy{"tidy.nn", format(source, ast), false};
    if (tidy.text == source.text) return 0;
    Diagnostics tidy_diagnostics;
    const Ast tidy_ast = parse(tidy, SourceId(0U), tidy_diagnostics);
    if (dump(tidy_ast) != tree || tidy_ast.tokens.size() != ast.tokens.size()) std::abort();
    if (format(tidy, tidy_ast) != tidy.text) std::abort();
    return 0;
}
