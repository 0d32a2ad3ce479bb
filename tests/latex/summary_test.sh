#!/usr/bin/env bash
# The tables that `netfig summary -f latex` writes of all examples are set by pdfLaTeX.
#   tests/latex/summary_test.sh PATH-OF-NETFIG
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
{
    echo '\documentclass{article}\usepackage[T1]{fontenc}\usepackage{booktabs}\usepackage[a3paper,landscape,margin=5mm]{geometry}'
    echo '\begin{document}\tiny'
} > page.tex
columns=$(with_netfig netfig summary "$root/examples/mlp.nn" -f csv 2> /dev/null | head -n 1)
[[ $columns == name,* ]] || fault "no columns: $columns"
for source in "$root"/examples/*.nn; do
    name=$(basename "$source" .nn)
    for choice in "" "--columns=$columns"; do
        # A table is one box: only so much of it fits a page.
        with_netfig netfig summary "$source" --depth 0 -f latex $choice > "$name$choice.tex" 2> said || { fault "no summary of $name"; continue; }
        { echo "\\section*{\\detokenize{$name}}"; cat "$name$choice.tex"; echo '\clearpage'; } >> page.tex
    done
done
echo '\end{document}' >> page.tex
pdflatex -interaction=nonstopmode -halt-on-error page > said 2>&1 || { fault "pdflatex failed"; grep -a -A6 '^!' said; }
pages=$(pdfinfo page.pdf | sed -n 's/^Pages: *//p')
echo "$pages pages of tables"
finish
