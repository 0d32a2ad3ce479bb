// The words and font-lock rules of the Emacs mode.

const quoted = (text) => JSON.stringify(text);

export function emacs(words) {
    const list = (name, doc) => `(defconst netfig-${name} '(${words[name].map(quoted).join(" ")})\n  ${quoted(doc)})\n`;
    return `;;; netfig-words.el --- Words of the netfig notation -*- lexical-binding: t -*-

;; Written by editors/generate.mjs from editors/words.json: edit those.

;;; Code:

${list("clauses", "Words that begin a clause of an operation.")}
${list("operators", "Words that serve as infix operators.")}
${list("booleans", "The truth values.")}
${list("units", "Units of length.")}
${list("modifiers", "Words within headings.")}
(provide 'netfig-words)
;;; netfig-words.el ends here
`;
}
