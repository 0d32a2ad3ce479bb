#!/usr/bin/env bash
# The widths of presets are those that the classes print.
#   tests/latex/presets_test.sh PATH-OF-NETFIG
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
with_netfig netfig list presets > presets

# widths PRESET CLASS [BEFORE-TEXT]: asks where text of the class is set, in one column and across the page.
widths() {
    printf '%s\n' "\\documentclass$2" '\begin{document}' "${3:-}" 'Text.\typeout{widths \the\columnwidth\space \the\textwidth}' \
        '\end{document}' > page.tex
    pdflatex -interaction=nonstopmode page > said 2>&1
    if grep -aq "^! LaTeX Error: File .* not found" said; then
        echo "$2: not asked, as this installation of LaTeX lacks $(grep -ao "File .* not found" said | head -n 1 | cut -d' ' -f2)"
        return
    fi
    local line one two
    line=$(grep -a "^  $1 " presets) && read -r one two < <(sed 's/.*columns of \([0-9.]*\) and \([0-9.]*\) .*/\1 \2/' <<< "$line")
    [[ -n ${two:-} ]] || { fault "no preset $1: $line"; return; }
    grep -a '^widths ' said | tr -d 'pt' | awk -v one="$one" -v two="$two" -v class="$2" '
        function off(a, b) { return a - b > 0.006 || b - a > 0.006 }
        { print class ": " $2 " and " $3; bad = off($2, one) || off($3, two) }
        END { exit bad || NR != 1 }' || { fault "$2 is not as wide as the preset $1: $line"; tail -n 5 said; }
}
title='\title{A title}\author{A}\affiliation{\institution{I}\city{C}\country{D}}\maketitle'
for class in '{article}' '[a4paper]{article}' '{report}' '{book}'; do widths article "$class"; done
for class in '[conference]{IEEEtran}' '[journal]{IEEEtran}' '[conference,a4paper]{IEEEtran}'; do widths ieee "$class"; done
widths acm '[sigconf]{acmart}' "$title"
for class in '{llncs}' '[runningheads]{llncs}'; do widths springer "$class"; done
widths beamer '{beamer}'
finish
