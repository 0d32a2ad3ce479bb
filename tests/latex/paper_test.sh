#!/usr/bin/env bash
# A paper of the sample, from a clean tree, with latexmk alone.
#   tests/latex/paper_test.sh PATH-OF-NETFIG DOCUMENT pdf|pdflua
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
document=$2 engine=$3
sources tree
cd tree/sample || exit 3

# build [OPTION]: latexmk, its words in `said`, and what was drawn in `drawn`. latexmk tells changes by dates, to the second.
build() {
    sleep 1.1
    with_netfig latexmk "-$engine" -interaction=nonstopmode "$@" "$document" > said 2>&1 || { fault "latexmk failed"; tail -n 30 said; }
    grep -a '^drew ' said > drawn
}

build
[[ $(sort -u drawn | wc -l) == 5 ]] || fault "five figures are wanted, not $(sort -u drawn | wc -l)"
[[ $(wc -l < drawn) == 7 ]] || fault "two overlays are drawn twice, to fit what TeX measured; $(wc -l < drawn) were drawn"
log_is_clean "$document.log"
pdffonts "$document.pdf" | grep -q 'Type 3' && fault "a font of Type 3"

build
[[ -s drawn ]] && fault "a second run draws"
grep -qa 'Nothing to do' said || { fault "a second run does something"; tail -n 5 said; }

sed -i 's|/// Two|/// Just two|' fig/blocks.nn
build
[[ $(cat drawn) == "drew fig/residual-"* && $(wc -l < drawn) == 1 ]] || fault "a used file redraws one figure, not: $(cat drawn)"

if grep -q theme "$document.tex"; then
    sed -i 's/^description: .*/description: changed/' fig/*.yaml
    build
    [[ $(sort -u drawn | wc -l) -ge 4 ]] || fault "a theme redraws what uses it, not only: $(cat drawn)"
fi

# Another width is another figure; the paper is set again with it.
sed -i '0,/width=\\\(columnwidth\|linewidth\)/s//width=.9\\\1/' "$document.tex"
build
[[ $(sort -u drawn | wc -l) == 1 ]] || fault "one wish changed, but drawn were: $(cat drawn)"
rm -f fig/residual-*.pdf
build
[[ $(sort -u drawn | wc -l) -ge 1 ]] || fault "a lost figure is not drawn again"
build
[[ -s drawn ]] && fault "and then again"
log_is_clean "$document.log"
finish
