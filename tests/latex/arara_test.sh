#!/usr/bin/env bash
# The paper of docs/latex.md with arara, which runs the rule of latex/arara. Skipped where arara is not installed (Debian
# has it in texlive-extra-utils; it needs Java).
#   tests/latex/arara_test.sh PATH-OF-NETFIG
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
arara --version > /dev/null 2>&1 || { echo "arara is not installed, or has no Java"; exit 77; }
export TEXINPUTS="$root/latex//:"
mkdir fig
echo 'In(3x32x32) -> Conv(16, k = 3, p = 1) -> ReLU -> Out' > fig/net.nn
printf '%s\n' '!config' 'paths:' "- '$root/latex/arara'" > araraconfig.yaml
cat > paper.tex <<'T'
% arara: pdflatex
% arara: netfig
% arara: pdflatex
\documentclass{article}\usepackage{netfig}
\begin{document}\includenetfig[flow=right]{fig/net}\end{document}
T
with_netfig arara paper > said 2>&1 || { fault "arara failed"; cat said; }
log_is_clean paper.log
pdftotext paper.pdf - | grep -q ReLU || fault "the figure is not in the paper"
ls fig/net-*.pdf > /dev/null || fault "nothing was drawn"

touch -d 2000-01-01 fig/net-*.pdf
with_netfig arara paper > said 2>&1
[[ -z $(find fig -name 'net-*.pdf' -newermt 2001-01-01) ]] || fault "a figure that is up to date is drawn again"
sed -i 's/arara: netfig/arara: netfig: { force: true }/' paper.tex
with_netfig arara paper > said 2>&1 || { fault "arara failed with force"; cat said; }
[[ -n $(find fig -name 'net-*.pdf' -newermt 2001-01-01) ]] || fault "force draws nothing"

# What netfig says against a source, arara passes on, and stops.
echo 'In(3x32x32) -> Convv( -> Out' > fig/net.nn
with_netfig arara -v paper > said 2>&1 && fault "arara goes on after a fault"
grep -q 'fig/net.nn:1' said || { fault "the fault is not told"; cat said; }
finish
