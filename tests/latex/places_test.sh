#!/usr/bin/env bash
# Words of an overlay stand where those of the plain figure stand, if both have the same font: within 0.2 points.
#   tests/latex/places_test.sh PATH-OF-NETFIG
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export TEXINPUTS="$root/latex//:"
cat > times.yaml <<'E2'
base: paper
font_family: TeX Gyre Termes
math_family: TeX Gyre Termes
E2
cat > net.nn <<'E2'
figure(theme = "times.yaml", title = "A network with a title", flow = right)
+Block(c) { In -> [Conv(c, k = 3, p = 1) @(label = "Convolution", note = "with a note") -> BatchNormalization, _] -> Add -> Out }
In(16x32x32) @(label = "Image") -> stem:Conv(16) @(label = "first") -> Block(16) * 3 -> MaxPool(2) @(label = "Pooling\nof two lines")
    -> Linear(10) @(label = "Head") -> Softmax @(label = "Wolves & Jaguars") -> Out @(label = "classes")
E2
with_netfig netfig build net.nn -o net.pdf || fault "netfig build failed"
# A page of the figure's size, which the figure fills.
for engine in pdflatex lualatex; do
    cat > page.tex <<'E2'
\documentclass{article}\usepackage[T1]{fontenc}\usepackage{tgtermes}\usepackage{netfig}
\ifdefined\pdfpagewidth\else\let\pdfpagewidth\pagewidth\let\pdfpageheight\pageheight
  \protected\edef\pdfhorigin{\pdfvariable horigin}\protected\edef\pdfvorigin{\pdfvariable vorigin}\fi
\begin{document}\setbox0\hbox{\includenetfig[overlay]{net}}\pdfpagewidth=\wd0 \pdfpageheight=\ht0
\pdfhorigin=0pt \pdfvorigin=0pt \hoffset=0pt \voffset=0pt \shipout\box0 \end{document}
E2
    [[ $engine == lualatex ]] && sed -i 's/\[T1\]{fontenc}/{fontspec}/; s/\\usepackage{tgtermes}/\\setmainfont{texgyretermes}[Extension=.otf,UprightFont=*-regular,BoldFont=*-bold]/' page.tex
    rm -f net.pdf_tex net.nfg.pdf net.nnm net.nnx page.nnl
    for round in 1 2 3; do
        $engine -interaction=nonstopmode page > said 2>&1 || { fault "$engine failed"; grep -a -A4 '^!' said; }
        [[ $round == 3 ]] || with_netfig netfig latex page.nnl > /dev/null || fault "netfig latex failed"
    done
    for file in net page; do pdftotext -bbox "$file.pdf" - | sed -n 's/.*xMin="\(.*\)" yMin="\(.*\)" xMax="\(.*\)" yMax="\(.*\)">\(.*\)<.*/\5 \1 \3 \2 \4/p' | sort > "$file.words"; done
    [[ $(wc -l < net.words) -gt 15 ]] || fault "only $(wc -l < net.words) words were found"
    paste -d' ' net.words page.words | awk -v engine="$engine" '
        $1 != $6 { print "words differ: " $1 " and " $6; bad = 1 }
        { for (i = 2; i <= 3; ++i) { d = $i - $(i + 5); if (d < 0) d = -d; if (d > far) far = d } }
        END { printf "%s: ends of %d words are at most %.3f pt apart\n", engine, NR, far; exit bad || far > 0.2 }' ||
        { fault "$engine: places differ"; paste -d' ' net.words page.words; }
    # The boxes of pdftotext are as high as a font file says; baselines are where glyphs are put.
    for file in net page; do
        pdftocairo -svg "$file.pdf" - | sed -n 's/.*<use .*y="\([0-9.]*\)".*/\1/p' | sort -n | awk '!n++ || $1 > last + 0.5 { print } { last = $1 }' > "$file.lines"
    done
    paste -d' ' net.lines page.lines | awk -v engine="$engine" '
        { d = $1 - $2; if (d < 0) d = -d; if (d > far) far = d }
        END { printf "%s: %d baselines are at most %.3f pt apart\n", engine, NR, far; exit far > 0.2 }' ||
        { fault "$engine: baselines differ"; paste -d' ' net.lines page.lines; }
done
finish
