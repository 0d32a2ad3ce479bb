// The TextMate grammar: VS Code, Sublime Text, TextMate, IntelliJ and GitHub read it. Regular expressions are Oniguruma's.

const any = (words) => `(?:${words.join("|")})`;

export function textmate(words) {
    const clauses = any(words.clauses);
    const units = any(words.units);
    const size = "(?:[0-9]+|[A-Z][A-Z0-9_]*)";
    const type = "\\p{Lu}[\\p{L}\\p{M}\\p{N}_]*";
    const name = "[\\p{Ll}\\p{Lo}_][\\p{L}\\p{M}\\p{N}_]*";
    const end = "(?![\\p{L}\\p{M}\\p{N}_])";
    const start = "(?<![\\p{L}\\p{M}\\p{N}_])";
    const word = (text) => `${start}${text}${end}`;
    const one = (match, scope) => ({ match, name: `${scope}.netfig` });
    const scopes = (...list) =>
        Object.fromEntries(list.map((scope, at) => [at + 1, { name: `${scope}.netfig` }]).filter(([, s]) => s.name !== ".netfig"));
    const include = (...list) => list.map((rule) => ({ include: `#${rule}` }));

    const repository = {
        comments: {
            patterns: [
                one("///(?!/).*$", "comment.line.documentation"),
                one("//.*$", "comment.line.double-slash"),
                { begin: "/\\*", end: "\\*/", name: "comment.block.netfig" },
            ],
        },
        strings: {
            begin: '"',
            end: '"|(?=$)',
            name: "string.quoted.double.netfig",
            patterns: [
                one("\\\\.", "constant.character.escape"),
                one('\\$[^$"]*\\$', "string.other.math"),
                one("\\{[^{}\"]*\\}", "constant.other.placeholder"),
            ],
        },
        lengths: one(`${start}(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)${units}${end}`, "constant.numeric.length"),
        shapes: one(`${start}${size}(?:[x×]${size})+(?:${end}|(?=[x×]\\())`, "constant.numeric.shape"),
        numbers: one(`${start}(?:[0-9]*\\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|[0-9]+)`, "constant.numeric"),
        booleans: one(word(any(words.booleans)), "constant.language.boolean"),
        types: one(`${start}${type}`, "entity.name.type"),
        arrows: {
            patterns: [
                {
                    begin: "-\\[",
                    beginCaptures: { 0: { name: "keyword.operator.arrow.netfig" } },
                    end: "(\\])(?=\\s*(?:->|→))|(?=$)",
                    endCaptures: {},
                    patterns: include("values"),
                },
                one("->|→", "keyword.operator.arrow"),
            ],
        },
        wordOperators: {
            patterns: [
                { match: `(?<=[\\p{L}\\p{N}_)\\]"])[ \\t]+(${any(words.operators.filter((w) => w !== "not"))})(?=[ \\t]+[\\p{L}\\p{N}_("*\\[!-])`,
                  captures: scopes("keyword.operator.word") },
                one(`${word("not")}(?=[ \\t]+[\\p{L}\\p{N}_("\\[-])(?![ \\t]*->)`, "keyword.operator.word"),
            ],
        },
        operators: one("[-+*/%=<>!?:&|×]+", "keyword.operator"),
        argumentNames: one(`${start}${name}(?=[ \\t]*=(?!=))`, "variable.parameter"),
        functions: one(`${start}${name}(?=\\()`, "support.function"),
        parameterAliases: {
            match: `(?<=[\\p{L}\\p{N}_])[ \\t]+(${any(words.modifiers)})(?=[ \\t]+[\\p{L}_])`,
            captures: scopes("keyword.other.alias"),
        },
        definitions: {
            match: `(\\+)(${type})`,
            captures: scopes("keyword.operator.definition", "entity.name.type.definition"),
        },
        uses: {
            match: `(?:^[ \\t]*|(?<=[{};]))[ \\t]*(use)[ \\t]+(?:(${name}(?:/${name})*)|(?="))`,
            captures: scopes("keyword.control.import", "entity.name.namespace"),
        },
        figures: { match: `${start}(figure)(?=[ \\t]*\\()`, captures: scopes("keyword.other.figure") },
        styles: { match: `${start}(style)(?=[ \\t]+[\\p{Lu}.])`, captures: scopes("keyword.other.style") },
        loops: {
            match: `${start}(for)[ \\t]+(${name})[ \\t]+(in)${end}`,
            captures: scopes("keyword.control.loop", "variable.other", "keyword.control.loop"),
        },
        conditions: {
            patterns: [
                one(`${word("if")}(?=[ \\t]*[\\p{L}\\p{N}_("!-])(?![ \\t]*->)`, "keyword.control.conditional"),
                one(`${word("else")}(?=[ \\t]*(?:\\{|if|$))`, "keyword.control.conditional"),
            ],
        },
        operationDeclarations: {
            begin: `${start}(op)[ \\t]+(${type})`,
            beginCaptures: scopes("keyword.other.operation", "entity.name.type.definition"),
            end: "(?<=\\})|(?=^[ \\t]*(?:op[ \\t]+\\p{Lu}|\\+\\p{Lu}))",
            patterns: [
                ...include("comments"),
                { begin: "\\(", end: "\\)", patterns: include("parameterAliases", "values") },
                one(word(any(words.modifiers)), "keyword.other.alias"),
                { begin: "\\{", end: "\\}", patterns: include("clauses", "values") },
                ...include("types"),
            ],
        },
        clauses: {
            patterns: [
                {
                    match: `(?:^|(?<=\\{))[ \\t]*(${any(["in", "out"])})${end}(?:[ \\t]+(${name})(?=[ \\t]*(?:\\?[ \\t]*:|:|\\.\\.\\.|\\[)))?`,
                    captures: scopes("keyword.other.clause", "variable.other.port"),
                },
                {
                    match: `(?:^|(?<=\\{))[ \\t]*(let)[ \\t]+(${name})`,
                    captures: scopes("keyword.other.clause", "variable.other"),
                },
                { match: `(?:^|(?<=\\{))[ \\t]*(${clauses})${end}`, captures: scopes("keyword.other.clause") },
                // On the line of the clause before: after an operand, and with something to say.
                {
                    match: `(?<=[\\p{L}\\p{N}_)\\]"])(?<!\\bin|\\bout)[ \\t]+(${clauses})(?=[ \\t]+[\\p{L}\\p{N}_("*-])`,
                    captures: scopes("keyword.other.clause"),
                },
            ],
        },
        nested: {
            patterns: [{ begin: "\\(", end: "\\)", patterns: include("parameterAliases", "values") }],
        },
        values: {
            patterns: include(
                "comments", "strings", "lengths", "shapes", "numbers", "booleans", "wordOperators", "functions", "argumentNames",
                "types", "names", "arrows", "nested", "operators"),
        },
        names: { match: `${start}${name}` },
    };
    return {
        name: "netfig",
        scopeName: "source.netfig",
        fileTypes: ["nn"],
        patterns: include(
            "comments", "operationDeclarations", "uses", "figures", "styles", "loops", "conditions", "definitions", "strings",
            "lengths", "shapes", "numbers", "booleans", "wordOperators", "functions", "argumentNames", "types", "names", "arrows",
            "nested", "operators"),
        repository,
    };
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function element(value, indent) {
    if (typeof value === "string") return `${indent}<string>${escaped(value)}</string>\n`;
    const inner = indent + "\t";
    if (Array.isArray(value)) return `${indent}<array>\n${value.map((v) => element(v, inner)).join("")}${indent}</array>\n`;
    const pairs = Object.entries(value).map(([key, v]) => `${inner}<key>${escaped(key)}</key>\n${element(v, inner)}`);
    return `${indent}<dict>\n${pairs.join("")}${indent}</dict>\n`;
}

/// The same in the property-list form that Sublime Text and TextMate load.
export function plist(grammar) {
    return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${element(grammar, "")}</plist>
`;
}
