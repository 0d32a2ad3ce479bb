// What the compiler says of the words of the sources that the editors' colours are held to.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../..");
const netfig = process.env.NETFIG || path.join(root, "build/netfig");

const below = (folder) =>
    fs.readdirSync(path.join(root, folder), { recursive: true })
        .filter((name) => name.endsWith(".nn"))
        .map((name) => path.join(root, folder, name))
        .sort();

/// All examples, the whole standard library, and a file that has every kind of word.
export const sources = () => [...below("examples"), ...below("stdlib"), ...below("editors/tests")];

/// [{line, from, to, kind, text}], lines and columns from 0, columns in UTF-16 units; a word of several lines is one entry a line.
export function wordsOf(file) {
    const bytes = fs.readFileSync(file);
    const lines = bytes.toString("utf8").split("\n");
    // Its errors do not matter here: words it has of every source.
    const { stdout: dump } = spawnSync(netfig, ["dump", "--after", "lex", file], { encoding: "utf8", maxBuffer: 1 << 26 });
    const words = [];
    let line = 0, lineStart = 0;  // in bytes
    const lengths = lines.map((text) => Buffer.byteLength(text) + 1);
    for (const row of dump.trim().split("\n").filter(Boolean)) {
        const [begin, end, kind] = row.split(" ");
        let at = Number(begin);
        while (at < Number(end)) {
            while (at >= lineStart + lengths[line]) lineStart += lengths[line++];
            const stop = Math.min(Number(end), lineStart + lengths[line] - 1);
            const column = (byte) => bytes.subarray(lineStart, byte).toString("utf8").length;
            if (stop > at) words.push({ line, from: column(at), to: column(stop), kind, text: bytes.subarray(at, stop).toString("utf8") });
            at = stop + 1;
        }
    }
    return { lines, words };
}

/// What to call the kind where only the class of the colour matters: names, punctuation and everything else plain.
export const colored = new Set(["comment", "doc_comment", "string", "number", "length", "shape", "boolean", "type", "keyword", "arrow"]);

/// Fails the process when there are differences.
export function report(editor, differences, count) {
    for (const text of differences.slice(0, 20)) console.error(text);
    if (differences.length > 20) console.error(`… and ${differences.length - 20} more`);
    console.log(`${editor}: ${count - differences.length} of ${count} words coloured as the compiler reads them`);
    process.exit(differences.length ? 1 : 0);
}
