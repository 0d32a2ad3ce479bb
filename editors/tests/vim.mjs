// Holds Vim's syntax groups, as Neovim computes them, to the compiler's words.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { colored, report, root, sources, wordsOf } from "./words.mjs";

const groups = {
    comment: ["netfigComment"], doc_comment: ["netfigDocComment"], string: ["netfigString"], number: ["netfigNumber"],
    length: ["netfigLength"], shape: ["netfigShape"], boolean: ["netfigBoolean"], type: ["netfigType"], arrow: ["netfigArrow"],
    keyword: ["netfigUse", "netfigFigure", "netfigStyle", "netfigOp", "netfigAlias", "netfigClause", "netfigLoop", "netfigConditional",
              "netfigWordOperator"],
};
const kindOf = (stack) => {
    // What Vim shows is the innermost group; strings and comments may hold others.
    const names = stack.split(" ").filter(Boolean);
    const outer = ["doc_comment", "comment", "string"].find((kind) => names.some((n) => groups[kind].includes(n)));
    return outer ?? Object.keys(groups).find((kind) => groups[kind].includes(names.at(-1))) ?? "plain";
};

const list = sources().map((file) => {
    const { lines, words } = wordsOf(file);
    const byte = (word, column) => Buffer.byteLength(lines[word.line].slice(0, column));
    return { file, lines, kept: words, words: words.map((w) => ({ line: w.line, begin: byte(w, w.from), stop: byte(w, w.to - 1) + 1 })) };
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "netfig-vim-"));
const input = path.join(folder, "words.json");
fs.writeFileSync(input, JSON.stringify(list.map(({ file, words }) => ({ file, words }))));
execFileSync("nvim", ["--headless", "--clean", "-n", "--cmd", `set runtimepath^=${path.join(root, "editors/vim")}`, "-c", "filetype plugin indent on",
                      "-c", "syntax on", "-c", `luafile ${path.join(root, "editors/tests/vim.lua")}`, "-c", "qall!"],
             { env: { ...process.env, NETFIG_WORDS: input, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
const seen = JSON.parse(fs.readFileSync(input + ".out", "utf8"));
fs.rmSync(folder, { recursive: true });

const differences = [];
let count = 0;
seen.forEach((source, i) => {
    if (source.filetype !== "netfig") differences.push(`${source.file}: file type ${source.filetype}`);
    source.rows.forEach((row, at) => {
        const word = list[i].kept[at];
        // The bracket that closes an annotation is coloured as a bracket; `x` between sizes as an operator.
        if (word.kind === "arrow" && word.text === "]") return;
        const expected = colored.has(word.kind) ? word.kind : "plain";
        const got = row.map(kindOf).map((kind) => (kind === "keyword" && word.text === "x" ? "plain" : kind));
        ++count;
        if (got.every((kind) => kind === expected)) return;
        const place = `${path.relative(root, source.file)}:${word.line + 1}:${word.from + 1}`;
        differences.push(`${place}: \`${word.text}\` is ${word.kind}, but Vim has ${got.join(" … ")} (${row.join(" … ")})`);
    });
});
report("Vim", differences, count);
