# What the tests with LaTeX share. Expects NETFIG and ROOT; leaves one in a new folder.
set -uo pipefail
netfig=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v latexmk pdflatex lualatex > /dev/null || { echo "LaTeX is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 3

# A PATH on which `netfig` is the program under test, and one without it.
mkdir bin && ln -s "$netfig" bin/netfig
plain_path=$PATH
with_netfig() { PATH="$work/bin:$plain_path" "$@"; }

faults=0
fault() { echo "FAULT: $*"; faults=$((faults + 1)); }
finish() { [[ $faults == 0 ]] || { echo "$faults faults"; exit 1; }; echo "all good"; }

# sources FOLDER: a clean tree of the sample, without any figure.
sources() {
    mkdir -p "$1/sample/fig"
    cp "$root"/latex/netfig.sty "$root"/latex/netfig.latexmkrc "$1"
    cp "$root"/latex/sample/{latexmkrc,*.tex} "$1/sample"
    cp "$root"/latex/sample/fig/*.nn "$root"/latex/sample/fig/*.yaml "$1/sample/fig"
}

# log_is_clean LOG: nothing that an author or a publisher would stumble over.
log_is_clean() {
    local bad
    bad=$(grep -anE '^Overfull|page group|PDF inclusion|^Package netfig Warning|^! ' "$1")
    [[ -z $bad ]] || fault "$1 complains: $bad"
}
