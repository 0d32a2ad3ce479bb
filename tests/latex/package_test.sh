#!/usr/bin/env bash
# netfig.sty by itself: without netfig, with shell escape, with names that mean harm, with an output folder.
#   tests/latex/package_test.sh PATH-OF-NETFIG
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export TEXINPUTS="$root/latex//:"
engines=(pdflatex lualatex)
command -v xelatex > /dev/null && engines+=(xelatex)

# document NAME BODY [OPTIONS OF THE PACKAGE]
document() {
    printf '%s\n' '\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern}' "\\usepackage[${3:-}]{netfig}" \
        '\begin{document}' "$2" '\end{document}' > "$1.tex"
}
# tex ENGINE ARGUMENTS…: a run must succeed, whatever is missing.
tex() {
    "$1" -interaction=nonstopmode "${@:2}" > said 2>&1 || { fault "$* failed"; grep -a -A4 '^!' said; }
}
# What the last run said, without the line ends that TeX puts into messages.
words() { tr -d '\n' < said | sed 's/(netfig) */ /g' | tr -s ' '; }
figure() { echo 'In(3x32x32) -> Conv(16, k = 3, p = 1) -> ReLU -> Out @(label = "$x^2$ & 50% #1_a~b^c \\ {")' > "$1"; }

# ---- no figure, no netfig: a box that says what to do ----
for engine in "${engines[@]}"; do
    mkdir "box-$engine" && cd "box-$engine" || exit 3
    figure net.nn
    document paper '\noindent\includenetfig{net}\par\includenetfig[overlay, flow=right]{net.nn}\par\includenetfig{gone}'
    tex "$engine" paper
    grep -qa 'Package netfig Warning: net.nn is not drawn yet. Run: netfig latex paper.nnl' said || fault "$engine: no warning"
    pdftotext -raw paper.pdf - | tr '\n' ' ' | grep -q 'netfig latex paper.nnl' || fault "$engine: no box"
    pdftotext paper.pdf - | tr '\n' ' ' | grep -q 'There is no file gone.nn' || fault "$engine: no box for a missing source"
    cd "$work" || exit 3
done

# ---- by hand: LaTeX, netfig, LaTeX; what TeX measured makes the overlay fit in the second round ----
for engine in "${engines[@]}"; do
    cd "box-$engine" || exit 3
    document paper '\noindent\includenetfig{net}\par\noindent\includenetfig[overlay, flow=right]{./net.nn}'
    for round in 1 2 3; do
        tex "$engine" paper
        with_netfig netfig latex paper.nnl > "drawn$round" || fault "netfig latex failed"
    done
    tex "$engine" paper
    [[ $(wc -l < drawn1) == 2 && $(wc -l < drawn2) == 1 && ! -s drawn3 ]] || fault "$engine: $(cat drawn1 drawn2 drawn3)"
    log_is_clean paper.log
    [[ -s $(echo net-*.nnm) ]] || fault "$engine: nothing was measured"
    pdftotext paper.pdf - | grep -qF 'ReLU' || fault "$engine: words are missing"
    pdftotext paper.pdf - | grep -qF '& 50% #1_a' || fault "$engine: special characters are lost"
    # Measured sizes are what the next layout takes: every word stands in its box as TeX sets it.
    with_netfig netfig build net.nn -o again.pdf_tex --flow right
    cp net-*.nnm again.nnm
    with_netfig netfig build net.nn -o again.pdf_tex --flow right
    cmp -s again.pdf_tex net-*.pdf_tex || fault "netfig build and netfig latex differ"
    cd "$work" || exit 3
done

# ---- shell escape: one run draws, the next one fits; and a changed source is seen ----
for engine in "${engines[@]}"; do
    mkdir "shell-$engine" && cd "shell-$engine" || exit 3
    figure net.nn
    document paper '\noindent\includenetfig[flow=right]{net}\par\includenetfig[overlay]{net}
\begin{netfig}[flow=right]
In(8) -> Linear(4) -> Out // # 100% { é
\end{netfig}'
    with_netfig tex "$engine" -shell-escape paper
    [[ $(grep -ac 'drew ' said) == 4 ]] || fault "$engine: three figures and one that fits, not $(grep -a 'drew ' said)"
    [[ -s paper.pdf ]] || fault "$engine: no paper, since a drawing changed"
    with_netfig tex "$engine" -shell-escape paper
    log_is_clean paper.log
    grep -qa 'drew ' said && fault "$engine: a second run draws"
    grep -qx 'In(8) -> Linear(4) -> Out // # 100% { é' netfig-*.nn || fault "$engine: an inline source was changed: $(cat netfig-*.nn)"
    echo '// changed' >> net.nn
    tex "$engine" paper
    grep -qa 'out of date' said || fault "$engine: a changed source is not told"
    with_netfig tex "$engine" -shell-escape paper
    grep -qa 'drew ' said || fault "$engine: a changed source is not drawn again"
    cd "$work" || exit 3
done

# ---- names that mean harm ----
mkdir harm && cd harm || exit 3
mkdir -p 'a;touch pwned' sub
figure 'a;touch pwned/net.nn'
document paper '\def\try#1{\includenetfig{#1}\par}
\try{a;touch pwned/net}\try{$(touch pwned)}\try{`touch pwned`}\try{net|touch pwned}\try{-o pwned}\try{../harm/sub/net}
\try{/tmp/pwned}\try{sub/../../pwned}\try{.hidden}\try{a b}\try{"net"}\try{net\string"}\try{sub//net}\try{né}
\includenetfig[flow={right; touch pwned}, title={"; touch pwned; `touch pwned`}, theme=../../pwned]{sub/net}'
for engine in "${engines[@]}"; do
    with_netfig tex "$engine" -shell-escape paper
    [[ $(grep -ac 'no plain name' said) -ge 10 ]] || fault "$engine: names were taken that should not"
done
figure sub/net.nn
with_netfig tex pdflatex -shell-escape paper
[[ -z $(find . .. -maxdepth 2 -name pwned) ]] || fault "something reached the shell"
[[ $(grep -c '^figure ' paper.nnl) == 1 ]] || fault "netfig was asked for: $(grep '^figure' paper.nnl)"
cp paper.tex 'evil;touch pwned.tex'
document 'evil;touch pwned' '\includenetfig{sub/net}'
with_netfig tex pdflatex -shell-escape 'evil;touch pwned.tex'
[[ -z $(find . .. -maxdepth 2 -name pwned) ]] || fault "the document's name reached the shell"
# Requests from elsewhere: nothing outside of the folder is written.
for source in ../net.nn /tmp/net.nn .hidden.nn 'a b.nn' 'sub/../../net.nn' net.txt ''; do
    printf 'netfig 1\nfigure %s\n' "$source" > bad.nnl
    with_netfig netfig latex bad.nnl > said 2>&1 && fault "netfig latex took the source '$source'"
done
printf 'netfig 1\nfigure sub/net.nn\nvariant ../x\n' > bad.nnl
with_netfig netfig latex bad.nnl > said 2>&1 && fault "netfig latex took a variant with a folder"
printf 'nonsense\n' > bad.nnl
with_netfig netfig latex bad.nnl > said 2>&1 && fault "netfig latex took nonsense"
with_netfig netfig latex nowhere.nnl > said 2>&1 && fault "netfig latex took nothing"
cd "$work" || exit 3

# ---- characters that TeX, its old fonts or languages make something of ----
mkdir words && cd words || exit 3
cat > net.nn <<'N'
ReLU @(label = "<a> | \"b\" -- ?` ,,c") -> ReLU @(label = "α ∈ ⌈x⌉ → ½ × é ł 漢") -> ReLU @(label = "$\softmax(x) \text{ if } x % y$")
-> ReLU @(label = "$\frac{1}{$ and } {") -> ReLU @(label = "$x\$ end") -> ReLU @(label = "$\mathbb{R}^{d}$ & $σ$")
N
for engine in "${engines[@]}"; do
    document paper '\includenetfig[overlay]{net}'
    for round in 1 2; do
        tex "$engine" paper
        with_netfig netfig latex paper.nnl > /dev/null 2>&1 || fault "netfig latex failed"
    done
    tex "$engine" paper
    grep -a -A5 '^! ' said && fault "$engine does not take the words"
    pdftotext paper.pdf - | grep -qF '<a> |' || fault "$engine: signs of the old encoding changed"
done
cd "$work" || exit 3

# ---- sources in the document: twice the same, below options over several lines, in an argument ----
mkdir inline && cd inline || exit 3
document paper '\begin{netfig}[flow=right,
  width=\linewidth] % a remark of TeX
// : ; ! ? " #
In(8) -> Linear(4) -> Out
\end{netfig}
\begin{netfig}
[ReLU, ReLU] -> Add
\end{netfig}
\begin{netfig}
[ReLU, ReLU] -> Add
\end{netfig}
\begin{netfig} In(8) -> Linear(2) -> Out \end{netfig}
\parbox{5cm}{\begin{netfig}[flow=right]
In(8) -> Linear(3) -> Out
\end{netfig} behind}'
for engine in "${engines[@]}"; do
    tex "$engine" paper
    [[ $(words | grep -ao "can't stand in the argument of another command" | wc -l) == 1 ]] || fault "$engine: an argument is not told"
    [[ $(ls netfig-*.nn | wc -l) == 3 && $(grep -c '^figure' paper.nnl) == 3 ]] || fault "$engine: three sources, not: $(cat paper.nnl)"
    with_netfig netfig latex paper.nnl > drawn || fault "netfig latex failed"
    tex "$engine" paper
    grep -qa 'not drawn yet' said && fault "$engine: a figure is missing"
    pdftotext paper.pdf - | grep -q behind || fault "$engine: what stands behind the source is lost"
    rm netfig-*
done
cd "$work" || exit 3

# ---- Computer Modern, which every document has without a package: outlines only, and indices of the right size ----
mkdir modern && cd modern || exit 3
echo 'In(3x32x32) -> Conv(16, k = 3, p = 1) @(label = "$W_q$ × 2² ± 1°") -> Out' > net.nn
echo '\documentclass{article}\usepackage{netfig}\begin{document}\includenetfig[overlay]{net}\end{document}' > paper.tex
for round in 1 2 3; do
    tex pdflatex paper
    with_netfig netfig latex paper.nnl > /dev/null || fault "netfig latex failed"
done
log_is_clean paper.log
grep -a 'Font Warning' paper.log && fault "LaTeX has no font for a size"
pdffonts paper.pdf | grep -q 'Type 3' && fault "× brings a font of Type 3"
pdffonts paper.pdf | grep -q 'CMMI6' || fault "indices are not those of 8 points: $(pdffonts paper.pdf)"
cd "$work" || exit 3

# ---- folders of \graphicspath, with the source and with the figure alone; lengths said in the preamble ----
mkdir path && cd path || exit 3
mkdir -p pictures/deep
figure pictures/deep/net.nn
cat > paper.tex <<'T'
\documentclass{article}\usepackage{netfig}\netfigsetup{width=.5\linewidth}\graphicspath{{nowhere/}{pictures/deep/}}
\begin{document}\includenetfig{net} \begin{minipage}{100bp}\includenetfig{net.nn}\end{minipage}\includenetfig{gone}\end{document}
T
for engine in "${engines[@]}"; do
    tex "$engine" paper
    [[ $(grep -c '^figure pictures/deep/net.nn$' paper.nnl) == 2 ]] || fault "$engine: \\graphicspath is not followed: $(cat paper.nnl)"
    grep -qx 'option width 50pt' paper.nnl || fault "$engine: \\linewidth is not that of the place: $(cat paper.nnl)"
    with_netfig netfig latex paper.nnl > /dev/null || fault "netfig latex failed"
    mv pictures/deep/net.nn kept.nn
    tex "$engine" paper
    pdftotext paper.pdf - | grep -q ReLU || fault "$engine: a figure alone is not found"
    words | grep -qa 'There is no file gone.nn' || fault "$engine: a missing source is not told"
    mv kept.nn pictures/deep/net.nn
    rm pictures/deep/net?*.pdf pictures/deep/net.nnx
done
cd "$work" || exit 3

# ---- the same source in two fonts: boxes that fit each ----
mkdir fonts && cd fonts || exit 3
figure net.nn
document paper '\includenetfig[overlay]{net}\includenetfig[overlay, font=\ttfamily]{net}'
for round in 1 2 3; do
    tex pdflatex paper
    with_netfig netfig latex paper.nnl > drawn || fault "netfig latex failed"
done
[[ ! -s drawn && $(ls net*.nnm | wc -l) == 2 ]] || fault "two fonts, two sets of sizes, not: $(ls)"
cd "$work" || exit 3

# ---- a source above: netfig is not called, and the words say the whole command, which works ----
mkdir -p above/paper && cd above/paper || exit 3
figure ../net.nn
document paper '\netfigsetup{define={L=2}}\includenetfig[flow=right, define={M=3}, title={A \& B}]{../net}'
with_netfig tex pdflatex -shell-escape paper
command=$(pdftotext -raw paper.pdf - | tr '\n' ' ' | sed 's/.*yourself: *//; s/ 1 .*//; s/  */ /g')
words | grep -qaF "$command" || fault "box and warning differ: $command"
[[ $command == "netfig build '../net.nn' -o '../net-"*".pdf' --flow 'right' --title 'A & B' -D 'L=2' -D 'M=3'" ]] || fault "no command for a source above: $command"
with_netfig bash -c "$command" > said 2>&1 || { fault "the command for a source above fails"; cat said; }
tex pdflatex paper
pdftotext paper.pdf - | grep -q ReLU || fault "the figure of a source above is not taken"
cd "$work" || exit 3

# ---- an output folder: latexmk finds it by itself, shell escape is told ----
mkdir out && cd out || exit 3
mkdir fig
figure fig/net.nn
echo "do '$root/latex/netfig.latexmkrc';" > latexmkrc
body='\includenetfig[overlay]{fig/net}
\begin{netfig}
In(8) -> Linear(4) -> Out
\end{netfig}'
for folders in "-outdir=build" "-auxdir=aux" "-auxdir=parts -outdir=whole"; do
    document paper "$body"
    # shellcheck disable=SC2086
    with_netfig latexmk -pdf $folders -interaction=nonstopmode paper > said 2>&1 || { fault "latexmk failed"; tail -n 20 said; }
    log_is_clean "$(find . -name paper.log -newer paper.tex)"
    [[ $(grep -ac '^drew' said) == 3 ]] || fault "with $folders, drawn were: $(grep -a '^drew' said)"
    # shellcheck disable=SC2086
    with_netfig latexmk -pdf $folders -interaction=nonstopmode paper > said 2>&1
    grep -qa 'Nothing to do' said || fault "a second run with $folders does something"
    rm -rf fig/net.nn?* fig/net.p* fig/net.nfg.pdf paper.*
done
mkdir there
document paper "$body" outdir=there
with_netfig tex pdflatex -shell-escape -output-directory=there paper
with_netfig tex pdflatex -shell-escape -output-directory=there paper
log_is_clean there/paper.log
document paper "$body"
rm there/netfig-*
with_netfig tex pdflatex -shell-escape -output-directory=there paper
grep -qa 'usepackage\[outdir=FOLDER\]' said || fault "shell escape does not say how to name the output folder"
cd "$work" || exit 3

# ---- the sample with its committed figures, on a machine without netfig ----
if ! command -v netfig > /dev/null; then
    cp -r "$root/latex" committed && cd committed/sample || exit 3
    for paper in article ieee slides; do
        for run in "pdflatex -interaction=nonstopmode" "latexmk -pdf -interaction=nonstopmode"; do
            $run "$paper" > said 2>&1 || { fault "'$run $paper' needs netfig"; tail -n 20 said; }
            grep -a 'Package netfig Warning' said && fault "'$run $paper' misses figures"
        done
    done
    pdftotext article.pdf - | grep -q 'Softmax' || fault "figures are missing"
    cd "$work" || exit 3
fi
finish
