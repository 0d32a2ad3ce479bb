;;; netfig-words.el --- Words of the netfig notation -*- lexical-binding: t -*-

;; Written by editors/generate.mjs from editors/words.json: edit those.

;;; Code:

(defconst netfig-clauses '("in" "out" "require" "let" "params" "flops" "label" "kind" "field")
  "Words that begin a clause of an operation.")

(defconst netfig-operators '("x" "and" "or" "not")
  "Words that serve as infix operators.")

(defconst netfig-booleans '("true" "false")
  "The truth values.")

(defconst netfig-units '("mm" "cm" "in" "pt" "col")
  "Units of length.")

(defconst netfig-modifiers '("alias")
  "Words within headings.")

(provide 'netfig-words)
;;; netfig-words.el ends here
