// Turns the compiler's words into cases for vscode-tmgrammar-test, and runs it over all of them.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root, sources, wordsOf } from "./words.mjs";

const scopes = {
    comment: (word) => (word.text.startsWith("//") ? "comment.line.double-slash" : "comment.block"),
    doc_comment: () => "comment.line.documentation",
    string: () => "string.quoted.double",
    number: () => "constant.numeric",
    length: () => "constant.numeric.length",
    shape: () => "constant.numeric.shape",
    boolean: () => "constant.language.boolean",
    type: (word, before) =>
        before?.text === "op" || (before?.text === "+" && before.line === word.line && before.to === word.from && before.defines)
            ? "entity.name.type.definition" : "entity.name.type",
    keyword: (word, before, loop) => {
        if (word.text === "in" && loop) return "keyword.control.loop";
        if (["and", "or", "not"].includes(word.text)) return "keyword.operator.word";
        const known = { use: "control.import", figure: "other.figure", style: "other.style", op: "other.operation", alias: "other.alias",
                        for: "control.loop", if: "control.conditional", else: "control.conditional" };
        return `keyword.${known[word.text] ?? "other.clause"}`;
    },
    arrow: (word) => (word.text === "]" ? null : "keyword.operator.arrow"),
};
const plain = ["entity.name.type", "comment.line.double-slash", "comment.block", "string.quoted.double", "constant.numeric", "constant.numeric.shape",
               "constant.language.boolean", "keyword.other.clause", "keyword.control.loop", "keyword.control.conditional", "keyword.other.alias"];

function expectation(words, at) {
    const word = words[at], before = words[at - 1], scope = scopes[word.kind];
    if (!scope) return "- " + plain.map((s) => `${s}.netfig`).join(" ");
    const loop = word.text === "in" && words[at - 2]?.text === "for" && words[at - 2].kind === "keyword";
    const name = scope(word, before, loop);
    return name && `${name}.netfig`;
}

function marker(word) {
    if (word.from >= 2) return "//" + " ".repeat(word.from - 2) + "^".repeat(word.to - word.from);
    return "// <" + "~".repeat(word.from) + "-".repeat(word.to - word.from);
}

function caseOf(file) {
    const { lines, words } = wordsOf(file);
    // A `+` that touches the type on its right and nothing on its left defines.
    for (const w of words) w.defines = w.text === "+" && !/[\w)\]]\s*$/.test(lines[w.line].slice(0, w.from));
    const out = [`// SYNTAX TEST "source.netfig" "${path.relative(root, file)}"`];
    let count = 0;
    lines.forEach((line, number) => {
        // A line that looks like an assertion would be taken for one.
        out.push(line);
        if (/^\/\/ *(\^|<[-~])/.test(line)) throw new Error(`${file}:${number + 1} looks like an assertion`);
        words.forEach((word, at) => {
            if (word.line !== number) return;
            const text = expectation(words, at);
            if (!text) return;
            out.push(`${marker(word)} ${text}`);
            ++count;
        });
    });
    return { text: out.join("\n") + "\n", count };
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "netfig-textmate-"));
let count = 0;
for (const file of sources()) {
    const one = caseOf(file);
    count += one.count;
    fs.writeFileSync(path.join(folder, path.relative(root, file).replaceAll("/", "_") + ".test.nn"), one.text);
}
try {
    const program = path.join(root, "editors/node_modules/.bin/vscode-tmgrammar-test");
    const grammar = path.join(root, "editors/textmate/netfig.tmLanguage.json");
    execFileSync(program, ["--compact", "-g", grammar, path.join(folder, "*.test.nn")], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    console.log(`TextMate: ${count} words coloured as the compiler reads them`);
} catch (fault) {
    console.error(fault.stdout?.split("\n").filter((l) => !l.startsWith("✓")).slice(0, 60).join("\n") ?? fault);
    process.exitCode = 1;
} finally {
    fs.rmSync(folder, { recursive: true });
}
