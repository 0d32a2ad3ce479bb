#!/usr/bin/env bash
# `netfig watch` and `netfig preview` from outside: files are edited, and the outputs follow.
#   command_test.sh NETFIG
set -uo pipefail
netfig=$(realpath "$1")
folder=$(mktemp -d)
cd "$folder" || exit 1
watched=
trap '[[ -n "$watched" ]] && kill -9 "$watched" 2>/dev/null; rm -rf "$folder"' EXIT
faults=0
fault() { echo "FAILED: $*" >&2; faults=$((faults + 1)); }

# Until the command succeeds, or a minute is over.
eventually() {
    for _ in $(seq 1200); do
        "$@" && return 0
        sleep 0.05
    done
    fault "never true: $*"
    return 1
}
holds() { grep -q -- "$2" "$1" 2>/dev/null; }
save_by_rename() { cat > ".$1.new" && mv ".$1.new" "$1"; }
ends_cleanly() {
    kill -"$1" "$watched"
    wait "$watched"
    local status=$?
    watched=
    [[ $status -eq 0 ]] || fault "ended with status $status after SIG$1"
}

# ---- watch: the source, a used file, a theme ----
echo '+Mine { In -> one:Conv(8, k = 1) -> Out }' > mine.nn
printf 'use "mine.nn"\nfigure(theme = "my.yaml")\nIn(3x8x8) -> Mine @(expanded) -> Out\n' > net.nn
echo 'base: paper' > my.yaml
"$netfig" watch net.nn -o net.svg > written 2> errors &
watched=$!
eventually holds net.svg 'id="mine1-one"'
save_by_rename mine.nn <<< '+Mine { In -> two:Conv(8, k = 1) -> Out }'
eventually holds net.svg 'id="mine1-two"'
echo '+Mine { In -> three:Conv(8, k = 1) -> Out }' > mine.nn
eventually holds net.svg 'id="mine1-three"'
before=$(cksum < net.svg)
printf 'base: dark\n' > my.yaml
changed() { [[ "$(cksum < net.svg)" != "$before" ]]; }
eventually changed

# Errors keep the old file; a used file that is missing is waited for.
kept=$(cksum < net.svg)
rm mine.nn
eventually holds errors 'mine.nn'
[[ "$(cksum < net.svg)" == "$kept" ]] || fault 'an error changed the output'
save_by_rename mine.nn <<< '+Mine { In -> four:Conv(8, k = 1) -> Out }'
eventually holds net.svg 'id="mine1-four"'
[[ "$(sort -u written)" == net.svg ]] || fault "written: $(cat written)"
ends_cleanly INT
ls -A | grep -q 'netfig-' && fault 'temporary files stayed'

# ---- watch: several inputs, only those that changed; metrics of an overlay ----
echo 'In(1x2) -> Linear(3) -> Out' > a.nn
echo 'In(1x2) -> Linear(3) -> Out' > b.nn
"$netfig" watch a.nn b.nn -o out > written 2> errors &
watched=$!
eventually test -s out/b.pdf
eventually holds written out/b.pdf
echo 'In(1x2) -> Linear(4) -> Out' > b.nn
twice() { [[ $(grep -c out/b.pdf written) -ge 2 ]]; }
eventually twice
[[ $(grep -c out/a.pdf written) -eq 1 ]] || fault 'an input was drawn that had not changed'
ends_cleanly TERM

"$netfig" watch - -o x.pdf < /dev/null 2> /dev/null
[[ $? -eq 2 ]] || fault 'standard input was watched'
"$netfig" watch a.nn -o x.what 2> /dev/null
[[ $? -eq 2 ]] || fault 'an unknown format was taken'

# ---- preview: the page's figure follows the file, and is what the command line writes ----
"$netfig" preview a.nn > address 2> errors &
watched=$!
eventually holds address '^http://127.0.0.1:[0-9]*/[0-9a-f]\{32\}/$'
address=$(head -1 address)
if command -v curl > /dev/null; then
    same() { cmp -s <(curl -s "${address}figure.svg") <("$netfig" a.nn -o - -f svg); }
    eventually same
    echo 'In(1x2) -> Linear(7) -> Tanh -> Out' > a.nn
    eventually same
    curl -s -H 'Content-Type: application/json' -d '{"box": "linear1"}' "${address}do" > /dev/null
    eventually holds address '^a.nn:1:12$'
    curl -s -H 'Content-Type: application/json' -d '{"view": {"flow": "right"}}' "${address}do" > /dev/null
    right() { cmp -s <(curl -s "${address}figure.svg") <("$netfig" a.nn -o - -f svg --flow right); }
    eventually right
fi
ends_cleanly INT

"$netfig" preview - < /dev/null 2> /dev/null
[[ $? -eq 2 ]] || fault 'standard input was previewed'

[[ $faults -eq 0 ]] && echo 'all as it should be'
exit $((faults > 0))
