#!/usr/bin/env bash
# TikZ figures compile with pdfLaTeX and LuaLaTeX, by themselves and in an article, and look like the PDF where fonts are equal.
#   tests/latex/tikz_test.sh PATH-OF-NETFIG
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
for needed in standalone.cls tgtermes.sty; do
    kpsewhich $needed > /dev/null || { echo "$needed is not installed"; exit 77; }
done

cat > special.nn <<'E2'
figure(title = "50 % of $x_1^2$ & {more}_#1")
In(3x32x32) -> a_b:Conv(16) @(note = "Ω → ☃ −1", label = "~weights $W_q \in \mathbb{R}^{d}$^") -> { In -> [ReLU, _] -> Concat -> Out } * 2 -> Out @(label = "\\textbf{no}")
E2

# document CLASS ENGINE FIGURE
document() {
    { echo "\\documentclass$1"
      [[ $2 == lualatex ]] && echo '\usepackage{fontspec}\setmainfont{texgyretermes}[Extension=.otf,UprightFont=*-regular,BoldFont=*-bold,ItalicFont=*-italic]' ||
          echo '\usepackage[T1]{fontenc}\usepackage{tgtermes}'
      echo '\usepackage{amssymb}\usepackage{tikz}\usetikzlibrary{arrows.meta}'
      echo "\\begin{document}\\noindent\\input{$3}\\end{document}"; } > page.tex
    "$2" -interaction=nonstopmode -halt-on-error page > said 2>&1 || { fault "$2 can't set $3 in $1"; grep -a -A4 '^!' said; return 1; }
}

# far FILE FILE: how many in a thousand pixels differ by more than a third of the way from black to white
far() {
    pdftoppm -r 100 -gray "$1" one && pdftoppm -r 100 -gray "$2" two
    local one=(one-*.pgm) two=(two-*.pgm)
    [[ $(head -c 15 "${one[0]}" | tr '\n' ' ' | cut -d' ' -f2,3) == "$(head -c 15 "${two[0]}" | tr '\n' ' ' | cut -d' ' -f2,3)" ]] ||
        { echo 1000; return; }
    cmp -l "${one[0]}" "${two[0]}" | awk -v size="$(stat -c %s "${one[0]}")" '
        function octal(t) { return int(t / 100) * 64 + int(t / 10) % 10 * 8 + t % 10 }
        { d = octal($2) - octal($3); if (d < 0) d = -d; if (d > 85) ++n } END { printf "%d", 1000 * n / size }'
    rm -f one-*.pgm two-*.pgm
}

for source in "$root"/examples/{mlp,lstm_cell,inception_module,resnet18,transformer,unet,batch_norm}.nn special.nn; do
    name=$(basename "$source" .nn)
    with_netfig netfig "$source" --preset ieee -f pdf,tikz -o "$name" || { fault "netfig can't draw $name"; continue; }
    for engine in pdflatex lualatex; do
        document '[border=0pt]{standalone}' $engine "$name.tikz" || continue
        differ=$(far "$name.pdf" page.pdf)
        echo "$name, $engine: $differ in a thousand pixels differ"
        [[ $differ -le 30 ]] || fault "$name with $engine does not look like the PDF"
    done
    document '{article}' pdflatex "$name.tikz"
done

# A node has the name of its path.
sed -i 's/^\\end{tikzpicture}/  \\draw (a_b.north west) -- (a_b.south east);\n&/' special.tikz
document '{article}' pdflatex special.tikz

# Beside Computer Modern, without any package of fonts: outlines only. What is fused onto a box is a node as large as its strip.
with_netfig netfig "$root/examples/resnet18.nn" -o plain.tikz
sed -i 's/^\\end{tikzpicture}/  \\draw (conv1.north west) -- (bn1.south east) -- (relu1.south west);\n&/' plain.tikz
echo '\documentclass{article}\usepackage{tikz}\usetikzlibrary{arrows.meta}\begin{document}\input{plain.tikz}\end{document}' > page.tex
pdflatex -interaction=nonstopmode -halt-on-error page > said 2>&1 || { fault "a plain article can't take a figure"; grep -a -A4 '^!' said; }
pdffonts page.pdf | grep 'Type 3' && fault "a figure brings a font of Type 3"
log_is_clean page.log
finish
