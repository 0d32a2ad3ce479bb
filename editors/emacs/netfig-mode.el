;;; netfig-mode.el --- Major mode for netfig sources -*- lexical-binding: t -*-

;; Keywords: languages
;; Package-Requires: ((emacs "27.1"))

;;; Commentary:

;; Colours, indentation and comments for the .nn sources of netfig, which draws diagrams of neural networks.
;; With eglot (built into Emacs 29, in GNU ELPA before) `netfig-ensure-server' starts the language server, and
;; `netfig-preview' shows the figure in the browser.

;;; Code:

(require 'netfig-words)

(defgroup netfig nil
  "Diagrams of neural networks."
  :group 'languages)

(defcustom netfig-program "netfig"
  "The netfig program: a name on the path, or a file."
  :type 'string)

(defcustom netfig-indent-offset 4
  "Columns by which a block is indented."
  :type 'integer
  :safe #'integerp)

(defvar netfig-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?_ "w" table)
    (modify-syntax-entry ?$ "." table)
    (dolist (sign '(?+ ?- ?= ?% ?< ?> ?& ?| ?! ?? ?: ?@ ?. ?, ?× ?→))
      (modify-syntax-entry sign "." table))
    table))

(defconst netfig--type "[[:upper:]][[:alnum:]_]*")
(defconst netfig--name "[[:lower:]_][[:alnum:]_]*")

(defun netfig--operation-body-p (position)
  "Whether POSITION stands in the braces of an operation, directly."
  (save-excursion
    (let ((open (nth 1 (syntax-ppss position))))
      (and open
           (eq (char-after open) ?{)
           (progn
             (goto-char open)
             (let ((case-fold-search nil))
               ;; The heading: everything since `op`, up to the brace.
               (and (re-search-backward (concat "\\_<op[ \t]+" netfig--type) nil t)
                    (not (string-match-p "[{}]" (buffer-substring-no-properties (point) open))))))))))

(defun netfig--match-clause (limit)
  "Find the next word before LIMIT that begins a clause."
  (let ((case-fold-search nil) (word (concat "\\_<" (regexp-opt netfig-clauses) "\\_>")) (found nil))
    (while (and (not found) (re-search-forward word limit t))
      (let* ((start (match-beginning 0)) (end (match-end 0)) (data (match-data)))
        (setq found
              (save-excursion
                (save-match-data
                  (goto-char start)
                  (let ((before (buffer-substring-no-properties (line-beginning-position) start)))
                    (and (not (nth 8 (syntax-ppss start)))
                         (netfig--operation-body-p start)
                         (or (string-match-p "\\(?:\\`\\|{\\)[ \t]*\\'" before)
                             (and (string-match-p "[])\"[:alnum:]_][ \t]+\\'" before)
                                  (not (string-match-p "\\_<\\(?:in\\|out\\)[ \t]+\\'" before))
                                  (progn (goto-char end) (looking-at-p "[ \t]+[[:alnum:]_(\"*-]")))))))))
        (set-match-data data)))
    found))

(defconst netfig-font-lock-keywords
  (let ((size "\\(?:[0-9]+\\|[A-Z][A-Z0-9_]*\\)"))
    `((netfig--match-clause . font-lock-keyword-face)
      ("^[ \t]*\\(use\\)[ \t]+\\(?:\"\\|[a-z]\\)" 1 font-lock-keyword-face)
      ("\\_<\\(figure\\)[ \t]*(" 1 font-lock-keyword-face)
      ("\\_<\\(style\\)[ \t]+[[:upper:].]" 1 font-lock-keyword-face)
      (,(concat "\\_<\\(op\\)[ \t]+\\(" netfig--type "\\)") (1 font-lock-keyword-face) (2 font-lock-type-face))
      (,(concat "\\_<\\(for\\)[ \t]+" netfig--name "[ \t]+\\(in\\)\\_>") (1 font-lock-keyword-face) (2 font-lock-keyword-face))
      ("\\_<\\(if\\)[ \t]*[[:alnum:]_(\"!-]" 1 font-lock-keyword-face)
      ("\\_<\\(else\\)[ \t]*\\(?:{\\|if\\|$\\)" 1 font-lock-keyword-face)
      (,(concat "[[:alnum:]_)][ \t]+\\(" (regexp-opt netfig-modifiers) "\\)[ \t]+[[:alpha:]_]") 1 font-lock-keyword-face)
      ("[])\"[:alnum:]_][ \t]+\\(and\\|or\\)[ \t]+[[:alnum:]_(\"*!-]" 1 font-lock-keyword-face)
      ("\\_<\\(not\\)[ \t]+[[:alnum:]_(\"-]" 1 font-lock-keyword-face)
      (,(concat "\\_<" (regexp-opt netfig-booleans) "\\_>") . font-lock-constant-face)
      (,(concat "\\_<\\(?:[0-9]+\\(?:\\.[0-9]+\\)?\\|\\.[0-9]+\\)" (regexp-opt netfig-units) "\\_>") . 'netfig-length)
      (,(concat "\\_<\\(" size "\\(?:[x×]" size "\\)+\\)\\(?:\\_>\\|[x×](\\)") 1 'netfig-shape)
      ("\\_<[0-9]+\\(?:\\.[0-9]+\\)?\\(?:[eE][+-]?[0-9]+\\)?\\|\\.[0-9]+" . 'netfig-number)
      (,(concat "\\_<" netfig--type) . font-lock-type-face)
      ("->\\|→\\|-\\[" . 'netfig-arrow)
      (,(concat "\\_<\\(" netfig--name "\\)(") 1 font-lock-function-name-face)
      (,(concat "\\_<\\(" netfig--name "\\)[ \t]*=[^=]") 1 font-lock-variable-name-face)))
  "Colours of netfig sources.")

(defface netfig-number '((t :inherit font-lock-constant-face)) "Numbers.")
(defface netfig-shape '((t :inherit font-lock-constant-face)) "Shapes such as 3x224x224.")
(defface netfig-length '((t :inherit font-lock-constant-face)) "Lengths such as 84mm.")
(defface netfig-arrow '((t :inherit font-lock-builtin-face)) "Arrows.")

(defun netfig--comment-face (state)
  "Documentation is a comment of exactly three slashes; STATE as from `syntax-ppss'."
  (if (nth 3 state)
      font-lock-string-face
    (save-excursion
      (goto-char (nth 8 state))
      (if (looking-at-p "///\\(?:[^/]\\|$\\)") font-lock-doc-face font-lock-comment-face))))

(defun netfig--goes-on-p ()
  "Whether the line at point goes on with an arrow."
  (save-excursion (back-to-indentation) (looking-at-p "->\\|→")))

(defun netfig-indent-line ()
  "Indent by open brackets; a line that goes on with an arrow stands one step deeper."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (open (nth 1 state))
         (closes (save-excursion (back-to-indentation) (looking-at-p "[])}]")))
         (base (if open (save-excursion (goto-char open) (current-indentation)) 0))
         (indent (+ base
                    (if (and open (not closes)) netfig-indent-offset 0)
                    (if (netfig--goes-on-p) netfig-indent-offset 0))))
    (unless (nth 8 state)
      (if (<= (current-column) (current-indentation))
          (indent-line-to indent)
        (save-excursion (indent-line-to indent))))))

;;;###autoload
(define-derived-mode netfig-mode prog-mode "netfig"
  "Major mode for netfig sources."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "//+[ \t]*\\|/\\*+[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'netfig-indent-line)
  (setq-local parse-sexp-ignore-comments t)
  (setq-local electric-indent-chars (append "{}[]()>" electric-indent-chars))
  (setq-local font-lock-defaults
              '(netfig-font-lock-keywords nil nil nil (font-lock-syntactic-face-function . netfig--comment-face))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.nn\\'" . netfig-mode))

;; The language server, by eglot

(defvar eglot-server-programs)
(declare-function eglot-ensure "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot-execute-command "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--uri-to-path "eglot")
(declare-function eglot--lsp-position-to-point "eglot")

;;;###autoload
(defun netfig-ensure-server ()
  "Start the language server for this buffer, or tell what it lacks."
  (interactive)
  (cond ((not (executable-find netfig-program))
         (message "netfig: `%s' is not on the path; `netfig-program' can say where it is" netfig-program))
        ((require 'eglot nil t) (eglot-ensure))
        (t (message "netfig: the language server needs eglot: M-x package-install RET eglot RET"))))

(defun netfig-preview ()
  "Show the live preview of this buffer in the browser."
  (interactive)
  (let ((server (and (featurep 'eglot) (eglot-current-server))))
    (unless server (user-error "The language server is not running here: M-x netfig-ensure-server"))
    (browse-url (eglot-execute-command server "netfig.preview"
                                       (vector (list :textDocument (eglot--TextDocumentIdentifier)))))))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'netfig-mode (lambda (&rest _) (list netfig-program "lsp"))))
  ;; A click in the preview, where eglot is too old to know `window/showDocument'.
  (cl-defmethod eglot-handle-notification (_server (_method (eql netfig/showSource)) &key uri selection &allow-other-keys)
    (pop-to-buffer (find-file-noselect (eglot--uri-to-path uri)))
    (when selection
      (goto-char (eglot--lsp-position-to-point (plist-get selection :start))))))

(provide 'netfig-mode)
;;; netfig-mode.el ends here
