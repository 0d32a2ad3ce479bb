;;; Eglot against `netfig lsp', set up by the very lines of editors/README.md.  -*- lexical-binding: t -*-
;;
;;   NETFIG=build/netfig emacs --batch -l tests/editors/emacs_test.el
(require 'cl-lib)
(defvar root (expand-file-name "../.." (file-name-directory load-file-name)))
(defvar work (make-temp-file "netfig-emacs-" t))
(defvar patience 60)
(defvar shown nil "What the browser was asked to show.")
(setq make-backup-files nil create-lockfiles nil auto-save-default nil)

(defun fail (what)
  (princ (format "FAILED: %s\n" what))
  (princ (with-current-buffer "*Messages*" (buffer-string)))
  (kill-emacs 1))

(defun wait-for (what condition)
  (let ((end (+ (float-time) patience)) value)
    (while (not (or (setq value (funcall condition)) (> (float-time) end)))
      (accept-process-output nil 0.05))
    (unless value (fail what))
    (princ (format "ok: %s\n" what))
    value))

(defun printed-configuration ()
  "The lines that README prints for Emacs."
  (with-temp-buffer
    (insert-file-contents (expand-file-name "editors/README.md" root))
    (search-forward "**Emacs**")
    (let (lines)
      (re-search-forward "^    (")
      (beginning-of-line)
      (while (looking-at "^    \\(.*\\)$")
        (push (match-string 1) lines)
        (forward-line))
      (replace-regexp-in-string "/path/to/netfig" root (mapconcat #'identity (nreverse lines) "\n") t t))))

(defun save-source (name text)
  (with-temp-file (expand-file-name name work) (insert text)))

;; netfig on the path, as README asks.
(let ((folder (file-name-directory (file-truename (getenv "NETFIG")))))
  (setq exec-path (cons folder exec-path))
  (setenv "PATH" (concat folder ":" (getenv "PATH"))))
(package-initialize)
(unless (locate-library "eglot")
  (princ "skipped: no eglot here\n")
  (kill-emacs 0))
(setq browse-url-browser-function (lambda (address &rest _) (setq shown address)))
(with-temp-buffer
  (insert (printed-configuration))
  (unless (search-backward "netfig-ensure-server" nil t) (fail "README starts the server"))
  (eval-buffer))

(save-source "parts.nn" "/// A classifier.\n+Head(classes) {\n    In -> Linear(classes) -> Softmax -> Out\n}\n")
(save-source "main.nn" "use \"parts.nn\"\nIn(3x8x8) -> Convv(4)   ->  Flatten -> Head(10) -> Out\n")
(find-file (expand-file-name "main.nn" work))
(run-hooks 'post-command-hook)  ; eglot starts once the command that opened the buffer has ended
(wait-for "the server runs" (lambda () (eglot-current-server)))

(defun problems () (flymake-start) (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
(wait-for "a diagnostic appears" (lambda () (cl-some (lambda (text) (string-match-p "Convv" text)) (problems))))

(goto-char (point-min))
(search-forward "Convv")
(delete-char -1)
(eglot--signal-textDocument/didChange)
(wait-for "and goes when the text is mended" (lambda () (null (problems))))

(let ((reply (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (unless (string-match-p "4x6x6" (format "%s" reply)) (fail (format "hover: %s" reply)))
  (princ "ok: hover shows a shape\n"))

(eglot-format-buffer)
(eglot--signal-textDocument/didChange)  ; as eglot does by itself when Emacs is idle
(unless (string-match-p "Conv(4) -> Flatten -> Head" (buffer-string)) (fail "formatting"))
(princ "ok: formatting tidies the text\n")

(goto-char (point-min))
(search-forward "Head")
(backward-char 2)
(let* ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))
       (place (xref-item-location (car found))))
  (unless (string-suffix-p "parts.nn" (xref-location-group place)) (fail (format "definition: %s" found)))
  (princ "ok: definition is in the other file\n"))

(cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
  (eglot-rename "Classifier"))
(unless (string-match-p "Classifier(10)" (buffer-string)) (fail "rename here"))
(with-current-buffer (find-file-noselect (expand-file-name "parts.nn" work))
  (unless (string-match-p "\\+Classifier(classes)" (buffer-string)) (fail "rename there")))
(princ "ok: rename changes two files\n")

(netfig-preview)
(unless (string-match-p "\\`http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]\\{32\\}/\\'" (or shown "")) (fail "the preview's address"))
(princ "ok: the preview opens in the browser\n")

;; What the server tells when a box was clicked, for clients that know no `window/showDocument'.
(switch-to-buffer "*scratch*")
(eglot-handle-notification nil 'netfig/showSource :uri (eglot--path-to-uri (expand-file-name "parts.nn" work))
                           :selection '(:start (:line 1 :character 1) :end (:line 1 :character 5)))
(unless (and (string-suffix-p "parts.nn" (buffer-file-name)) (= (line-number-at-pos) 2) (= (current-column) 1))
  (fail "a click goes to the source"))
(princ "ok: a click goes to the source\n")

(dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
(eglot-shutdown-all)
(delete-directory work t)
