#!/usr/bin/env bash
# The command line from outside: exit statuses, streams, formats, outputs whole or not at all, the same bytes again.
#   tests/cli_test.sh PATH-OF-NETFIG
set -uo pipefail
netfig=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 3
export NO_COLOR=1

faults=0
fault() { echo "FAULT: $*"; faults=$((faults + 1)); }

# status EXPECTED COMMAND…: runs it, keeps its streams in out and err
status() {
    local expected=$1 actual=0
    shift
    "$@" > out 2> err < "${stdin:-/dev/null}" || actual=$?
    [[ $actual == "$expected" ]] || { fault "exit status $actual, not $expected: $*"; head -n 5 err; }
}
says() { grep -qF -- "$1" err || { fault "messages lack '$1'"; head -n 5 err; }; }
prints() { grep -qF -- "$1" out || { fault "output lacks '$1'"; head -n 5 out; }; }
is_there() { [[ -s $1 ]] || fault "$1 was not written"; }
is_not_there() { [[ ! -e $1 ]] || fault "$1 was written"; }
same() { cmp -s "$1" "$2" || fault "$1 and $2 differ"; }
starts() { [[ $(head -c ${#2} "$1") == "$2" ]] || fault "$1 does not start with $2"; }

cat > good.nn <<< 'In(3x32x32) -> Conv(16, k = 3, p = 1) -> ReLU -> MaxPool(2) -> Linear(10) -> Out'
cat > bad.nn <<< 'In(3x32x32) -> missing -> Out'
cat > warned.nn <<< 'In(3x32x32) -> Frobnicate -> Out'
cat > open.nn <<< 'In(3xHxW) -> Conv(c) -> Out'

# ---- PDF checks ----
status 0 "$netfig" good.nn -o checked.pdf
status 0 "$netfig" check --pdf checked.pdf;               prints 'nothing to complain about'
status 0 "$netfig" check --pdf checked.pdf --message-format json; prints '"passed":true'
status 1 "$netfig" check --pdf good.nn;                   prints 'no PDF'
head -c 500 checked.pdf > cut.pdf
status 1 "$netfig" check --pdf cut.pdf checked.pdf;       prints 'broken or cut off'; prints 'nothing to complain'
status 3 "$netfig" check --pdf nowhere.pdf;               says nowhere.pdf
rm checked.pdf cut.pdf

# ---- for LaTeX ----
status 0 "$netfig" good.nn -o words.pdf_tex --deps words.d; is_there words.pdf_tex; is_there words.nfg.pdf
grep -q 'words.nnm' words.d || fault "what TeX measures counts, even before it is there"
grep -q 'words.nfg.pdf' words.d || fault "the drawing is an output too"
key=$(sed -n 's/^\\netfigword{\([0-9A-F]*\)}.*/\1/p' words.pdf_tex | head -n 1)
echo "$key 300 6 2 5" > words.nnm; cp words.pdf_tex before
status 0 "$netfig" good.nn -o words.pdf_tex;              cmp -s before words.pdf_tex && fault "sizes that TeX told change nothing"
head -c 3000 /dev/urandom > words.nnm
status 0 "$netfig" good.nn -o words.pdf_tex;              same before words.pdf_tex
status 2 "$netfig" good.nn -f pdf_tex -o -;               says 'two files'
printf 'netfig 1\nfigure good.nn\nvariant A\noption flow right\nfigure good.nn\noverlay\n' > paper.nnl
status 0 "$netfig" latex paper.nnl --deps paper.d;        prints good-A.pdf; prints good.pdf_tex; is_there good.nnx
status 0 "$netfig" latex paper.nnl;                       [[ -s out ]] && fault "what is up to date was drawn again"
status 0 "$netfig" latex paper.nnl --force;               prints good-A.pdf
rm good-A.pdf; echo noise > good.nnx
status 0 "$netfig" latex paper.nnl;                       prints good-A.pdf; prints good.pdf_tex
printf 'netfig 1\nfigure bad.nn\nfigure warned.nn\n' > paper.nnl
status 1 "$netfig" latex paper.nnl --deps none.d;         prints warned.pdf; is_not_there bad.pdf; is_not_there none.d
printf 'netfig 1\nfigure ../good.nn\n' > paper.nnl
status 3 "$netfig" latex paper.nnl;                       says 'no plain name'; says E0402
status 3 "$netfig" latex nowhere.nnl;                     says 'run LaTeX first'; says E0401
rm words.* before paper.* good-A.pdf good.nfg.pdf good.pdf_tex good.nnx warned.pdf warned.nnx

# ---- presets ----
status 0 "$netfig" good.nn --preset ieee -o preset.pdf;   is_there preset.pdf
grep -aq TeXGyreTermes preset.pdf || fault "the preset's font is not in the file"
status 0 "$netfig" good.nn --preset article -o preset.pdf
grep -aq LMRoman8 preset.pdf || fault "Latin Modern has not the design for its size"
if ! fc-list | grep -q 'Linux Libertine O' && ! kpsewhich LinLibertine_R.otf > /dev/null 2>&1; then
    status 3 "$netfig" good.nn --preset acm -o missing.pdf;   says E0606; says fonts-linuxlibertine; is_not_there missing.pdf
fi
status 2 "$netfig" good.nn --preset nature;               says nature
rm preset.pdf

# ---- pipes ----
mkfifo pipe.nn; echo 'use "pipe.nn"  In(3) -> Linear(2) -> Out' > waits.nn
status 1 timeout 5 "$netfig" check waits.nn;              says E0402
rm pipe.nn waits.nn

# ---- formats and names of outputs ----
status 0 "$netfig" good.nn;                               is_there good.pdf; starts good.pdf %PDF-1.5
status 0 "$netfig" build good.nn -o a.svg;                is_there a.svg
status 0 "$netfig" good.nn -o b.png --dpi 100;            is_there b.png
status 0 "$netfig" good.nn -f pdf,svg,png,eps,json -o all; for f in pdf svg png eps json; do is_there all.$f; done
starts all.eps '%!PS-Adobe'
status 0 "$netfig" good.nn -f svg -f json -o two.svg;     is_there two.svg; is_there two.json
mkdir figures
status 0 "$netfig" good.nn -o figures;                    is_there figures/good.pdf
cp good.nn other.nn
status 0 "$netfig" good.nn other.nn -o made/ -f svg;      is_there made/good.svg; is_there made/other.svg
status 0 "$netfig" good.nn --svg-text=paths -o p.svg;     is_there p.svg
grep -q '<text' p.svg && fault "--svg-text=paths left text in the SVG"
grep -q '<text' a.svg || fault "an SVG should have real text"

# ---- streams ----
status 0 "$netfig" good.nn -o - -f svg;                   same out a.svg
stdin=good.nn status 0 "$netfig" - -f svg;                same out a.svg
stdin=good.nn status 0 "$netfig" - -o c.svg;              same c.svg a.svg
stdin=bad.nn status 1 "$netfig" check - --stdin-name x/y.nn; says 'x/y.nn:1:16'

# ---- exit statuses ----
status 1 "$netfig" bad.nn;                                says 'error[E0201]'; is_not_there bad.pdf
status 0 "$netfig" warned.nn;                             says 'warning[W0201]'; is_there warned.pdf
status 1 "$netfig" warned.nn --deny-warnings -o deny.pdf; is_not_there deny.pdf
status 3 "$netfig" nowhere.nn;                            says 'E0401'
status 3 "$netfig" good.nn -o no/such/folder/x.pdf;       says 'E0407'
status 2 "$netfig"
status 2 "$netfig" good.nn --no-such-flag
status 2 "$netfig" good.nn -o x.docx;                     says '.docx'
status 2 "$netfig" good.nn --flow sideways
status 2 "$netfig" good.nn --width wide;                  says 'wide'
status 2 "$netfig" good.nn -D 3
status 2 "$netfig" good.nn other.nn -o -;                 says 'standard output'
cp good.nn input.pdf
status 2 "$netfig" input.pdf;                             says 'replace an input'; same input.pdf good.nn
status 2 "$netfig" explain E9999
status 0 "$netfig" --help;                                prints 'Exit status'
status 0 "$netfig" --version;                             prints 'netfig '

# ---- whole or not at all ----
echo older > kept.pdf
cp bad.nn kept.nn
status 1 "$netfig" kept.nn;                               [[ $(cat kept.pdf) == older ]] || fault "an older output was touched"
status 1 "$netfig" good.nn bad.nn -o several -f svg;      is_there several/good.svg; is_not_there several/bad.svg
chmod 640 a.svg
status 0 "$netfig" good.nn -o a.svg;                      [[ $(stat -c %a a.svg) == 640 ]] || fault "permissions were not kept"
ln -s a.svg link.svg
status 0 "$netfig" good.nn -o link.svg;                   [[ -L link.svg ]] || fault "a link was replaced"
status 3 "$netfig" good.nn -f svg,pdf -o no/where;        is_not_there no
[[ -z $(find . -name '.*netfig*') ]] || fault "temporary files were left"

# ---- flags that change the figure ----
status 0 "$netfig" good.nn -o f.svg --flow right;         cmp -s f.svg a.svg && fault "--flow had no effect"
status 0 "$netfig" good.nn -o f.svg --title Net;          grep -q '>Net<' f.svg || fault "--title had no effect"
status 0 "$netfig" good.nn -o f.svg --theme dark;         cmp -s f.svg a.svg && fault "--theme had no effect"
status 0 "$netfig" good.nn -o f.svg --show shapes,params; cmp -s f.svg a.svg && fault "--show had no effect"
status 1 "$netfig" good.nn -o f.svg --theme nosuch;       says 'E0601'
status 0 "$netfig" open.nn -D c=8 -o f.json;              grep -q '\[8,' f.json || fault "-D had no effect"
cat > symbols.nn <<< 'In(3xHxW) -> Conv(8, k = 3, s = 2, p = 1) -> Out'
status 0 "$netfig" dump --after infer symbols.nn;                prints '8x⌈H/2⌉x⌈W/2⌉'
status 0 "$netfig" dump --after infer symbols.nn -D H=224 -D W=99; prints '8x112x50'

# ---- files that are used ----
mkdir -p lib sub
cat > lib/mine.nn <<< '+Mine(c) { Conv(c) -> ReLU }'
cat > sub/main.nn <<< 'use "mine.nn"
In(3x8x8) -> Mine(4) -> Out'
status 1 "$netfig" check sub/main.nn;                     says 'E0401'
status 0 "$netfig" check sub/main.nn -I lib
cat > sub/out.nn <<< 'use "../../../../../../../../etc/passwd"
In -> Out'
status 1 "$netfig" check sub/out.nn;                      says 'E0404'
cat > sub/link.nn <<< 'use "leak.nn"
In -> Out'
ln -s /etc/passwd sub/leak.nn
status 1 "$netfig" check sub/link.nn;                     says 'E0404'
status 0 "$netfig" sub/main.nn -I lib -o m.pdf --deps m.d; grep -q '^m.pdf:' m.d || fault "no rule in the dependency file"
grep -q 'lib/mine.nn' m.d || fault "a used file is missing in the dependency file"
status 0 "$netfig" sub/main.nn -I lib -o m.pdf --deps m.json --deps-format json; grep -q '"inputs"' m.json || fault "no inputs in m.json"
status 0 "$netfig" sub/main.nn -I lib -o m.pdf --deps m.zero --deps-format zero; [[ $(tr '\0' '\n' < m.zero | wc -l) == 2 ]] || fault "m.zero"

mkdir sub/folder.nn
echo 'use "folder.nn" In -> Out' > sub/reads.nn
status 1 "$netfig" check sub/reads.nn;                    says 'E0402'
status 1 "$netfig" good.nn --block Nosuch -o n.pdf;       says 'E0218'
printf 'base: paper\nfont_family: No Such Font\n' > font.yaml
status 0 "$netfig" good.nn --theme font.yaml -o n.pdf;    says 'W0604'

# ---- messages ----
status 1 "$netfig" check bad.nn --message-format short;   says 'bad.nn:1:16: error[E0201]'; [[ $(wc -l < err) == 1 ]] || fault "short takes a line"
status 1 "$netfig" check bad.nn --message-format json;    says '"version":1'; says '"code":"E0201"'
status 1 "$netfig" check bad.nn --color always;           grep -q $'\033' err || fault "--color always gave none"
status 1 "$netfig" check bad.nn;                          grep -q $'\033' err && fault "NO_COLOR was ignored"
cat > five.nn <<'END'
In(3x32x32) -> Conv(16) -> a
b -> ReLU
x:Conv(8) -> x:Conv(8)
In(3x4x4) -> Reshape([7, 7]) -> Conv(4, k = 3
In(3x4x4) -> Linear(4) -> Conv(8, groups = 5) -> Out(9)
END
status 1 "$netfig" check five.nn --message-format short;  [[ $(grep -c 'error\[' err) -ge 5 ]] || { fault "five mistakes"; cat err; }

# ---- the summary ----
status 0 "$netfig" summary good.nn;                       prints 'Multiply-adds'; prints Convolution
[[ $(wc -L < out) -le 80 ]] || fault "a summary wider than 80 columns"
status 0 "$netfig" summary good.nn -f json;               prints '"macs":442368'
status 0 "$netfig" summary good.nn -f csv --columns name,params; prints 'total,'; prints 'name,params'
status 0 "$netfig" summary good.nn -f markdown -o s.md;   is_there s.md; grep -q -- '---:' s.md || fault "numbers of s.md are not at the right"
status 0 "$netfig" summary good.nn -f latex;              prints '\toprule'
status 0 "$netfig" summary good.nn --dtype bfloat16;      prints 'as bfloat16'
status 2 "$netfig" summary good.nn other.nn
status 2 "$netfig" summary good.nn --columns colour
status 2 "$netfig" summary good.nn --dtype float33
echo older > kept.txt
status 1 "$netfig" summary bad.nn -o kept.txt;            [[ $(cat kept.txt) == older ]] || fault "a summary of a source with errors"
status 3 "$netfig" summary good.nn -o no/where.txt

# ---- other commands ----
status 0 "$netfig" list;                                  prints Convolution; prints paper
status 0 "$netfig" list ops;                              prints Convolution
status 0 "$netfig" list blocks;                           prints 'use std/'
status 0 "$netfig" list themes;                           prints dark
status 0 "$netfig" list presets;                          prints "IEEEtran: columns of 252 and 516 TeX points"
status 0 "$netfig" explain e0501;                         prints 'E0501'
status 0 "$netfig" explain;                               prints W0201
for phase in lex parse resolve infer compose layout paint; do
    status 0 "$netfig" dump good.nn --after=$phase;       is_there out
done
for shell in bash zsh fish; do status 0 "$netfig" completions $shell; prints deny-warnings; done
status 0 "$netfig" completions bash; bash -n out || fault "the bash completion is not bash"

echo 'In->Conv( 16,k=3 )->Out' > untidy.nn
cp untidy.nn before.nn
status 1 "$netfig" fmt --check untidy.nn;                 prints untidy.nn; same untidy.nn before.nn
status 0 "$netfig" fmt --diff untidy.nn;                  prints '+In -> '; same untidy.nn before.nn
stdin=untidy.nn status 0 "$netfig" fmt -;                 cp out tidy.nn
status 0 "$netfig" fmt untidy.nn;                         same untidy.nn tidy.nn
status 0 "$netfig" fmt --check untidy.nn
status 1 "$netfig" fmt --check bad.nn five.nn

# ---- the language server ----
mkdir -p elsewhere
echo '+Lib { In -> ReLU -> Out }' > elsewhere/lib.nn
frame() { printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1"; }
address=file://$work/uses.nn
{
    frame '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
    frame '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"'"$address"'","version":1,"text":"use \"lib.nn\""}}}'
    frame '{"jsonrpc":"2.0","id":2,"method":"textDocument/documentLink","params":{"textDocument":{"uri":"'"$address"'"}}}'
    frame '{"jsonrpc":"2.0","id":3,"method":"shutdown"}'
    frame '{"jsonrpc":"2.0","method":"exit"}'
} > session
stdin=session status 0 "$netfig" lsp -I elsewhere --stdio; prints elsewhere/lib.nn
stdin=session status 0 "$netfig" lsp;                      grep -q elsewhere out && fault "a folder that nobody named"
stdin=/dev/null status 1 "$netfig" lsp

# ---- the same bytes again ----
status 0 "$netfig" good.nn -f pdf,svg,png,eps,json -o again
for f in pdf svg png eps json; do same all.$f again.$f; done
status 0 env LC_ALL=tr_TR.UTF-8 TZ=Pacific/Chatham "$netfig" good.nn -f pdf,svg,png,eps,json -o again
for f in pdf svg eps json; do same all.$f again.$f; done
status 0 env LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 TZ=Asia/Kolkata "$netfig" good.nn -f pdf,svg,png,eps,json -o again
for f in pdf svg eps json; do same all.$f again.$f; done

# ---- what others make of our files ----
if command -v qpdf > /dev/null; then qpdf --check good.pdf > /dev/null 2>&1 || fault "qpdf finds faults"; fi
if command -v pdffonts > /dev/null; then
    pdffonts good.pdf | grep -q 'Type 3' && fault "a Type 3 font"
    pdffonts good.pdf | tail -n +3 | grep -vq 'yes yes' && fault "a font that is not embedded and subset"
    [[ $(pdfimages -list good.pdf | wc -l) -le 2 ]] || fault "an image in the PDF"
    pdftotext good.pdf - | grep -qi conv || fault "no text in the PDF"
fi
if command -v rsvg-convert > /dev/null; then rsvg-convert a.svg -o a.png || fault "librsvg can't read the SVG"; fi

[[ $faults == 0 ]] && echo "all as it should be"
exit $((faults > 0))
