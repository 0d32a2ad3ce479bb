// Holds the faces of the Emacs mode to the compiler's words.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { colored, report, root, sources, wordsOf } from "./words.mjs";

const faces = {
    comment: "font-lock-comment-face", doc_comment: "font-lock-doc-face", string: "font-lock-string-face", number: "netfig-number",
    length: "netfig-length", shape: "netfig-shape", boolean: "font-lock-constant-face", type: "font-lock-type-face",
    arrow: "netfig-arrow", keyword: "font-lock-keyword-face", delimiter: "font-lock-comment-delimiter-face",
};
const kindOf = (face) => Object.keys(faces).find((kind) => faces[kind] === face) ?? "plain";
const codePoints = (text) => [...text].length;

const list = sources().map((file) => {
    const { lines, words } = wordsOf(file);
    const column = (word, at) => codePoints(lines[word.line].slice(0, at));
    return { file, kept: words, words: words.map((w) => ({ line: w.line, begin: column(w, w.from), stop: column(w, w.to) })) };
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "netfig-emacs-"));
const input = path.join(folder, "words.json");
fs.writeFileSync(input, JSON.stringify(list.map(({ file, words }) => ({ file, words }))));
execFileSync("emacs", ["--quick", "--batch", "-L", path.join(root, "editors/emacs"), "-l", path.join(root, "editors/tests/emacs.el")],
             { env: { ...process.env, NETFIG_WORDS: input, HOME: folder }, stdio: ["ignore", "inherit", "pipe"] });
const seen = JSON.parse(fs.readFileSync(input + ".out", "utf8"));
fs.rmSync(folder, { recursive: true });

const differences = [];
let count = 0;
seen.forEach((source, i) => {
    if (source.mode !== "netfig-mode") differences.push(`${source.file}: mode ${source.mode}`);
    source.rows.forEach((row, at) => {
        const word = list[i].kept[at];
        if (word.kind === "arrow" && word.text === "]") return;
        ++count;
        const expected = colored.has(word.kind) ? word.kind : "plain";
        const got = row.map(kindOf).map((kind) => (kind === "delimiter" ? (expected === "doc_comment" ? expected : "comment") : kind));
        if (got.every((kind) => kind === expected)) return;
        const place = `${path.relative(root, source.file)}:${word.line + 1}:${word.from + 1}`;
        differences.push(`${place}: \`${word.text}\` is ${word.kind}, but Emacs has ${got.join(" … ")} (${row.join(" … ")})`);
    });
});
report("Emacs", differences, count);
