// Writes the files of all editors that depend on the notation's words, from words.json.
//
//   node generate.mjs           writes them
//   node generate.mjs --check   exits with 1 if one of them is not what it would write
import fs from "node:fs";
import path from "node:path";
import { textmate, plist } from "./generators/textmate.mjs";
import { vim } from "./generators/vim.mjs";
import { emacs } from "./generators/emacs.mjs";

const here = path.dirname(new URL(import.meta.url).pathname);
const words = JSON.parse(fs.readFileSync(path.join(here, "words.json"), "utf8"));
const snippets = fs.readFileSync(path.join(here, "snippets", "netfig.json"), "utf8");
const grammar = textmate(words);

const files = {
    "textmate/netfig.tmLanguage.json": JSON.stringify(grammar, null, 2) + "\n",
    "textmate/netfig.tmLanguage": plist(grammar),
    "vscode/syntaxes/netfig.tmLanguage.json": JSON.stringify(grammar, null, 2) + "\n",
    "vscode/snippets/netfig.json": snippets,
    "vim/syntax/netfig.vim": vim(words),
    "emacs/netfig-words.el": emacs(words),
};

const stale = Object.entries(files).filter(([name, text]) => {
    const file = path.join(here, name);
    return !fs.existsSync(file) || fs.readFileSync(file, "utf8") !== text;
});
if (process.argv.includes("--check")) {
    for (const [name] of stale) console.error(`editors/${name} is not what words.json says: run \`npm run generate\``);
    process.exit(stale.length ? 1 : 0);
}
for (const [name, text] of stale) {
    fs.mkdirSync(path.dirname(path.join(here, name)), { recursive: true });
    fs.writeFileSync(path.join(here, name), text);
    console.log(`wrote editors/${name}`);
}
