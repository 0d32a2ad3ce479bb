#!/usr/bin/env bash
# What `cmake --install` puts in place is enough for a project that draws its figures with CMake, make or ninja.
#   tests/install_test.sh BUILD-FOLDER
set -uo pipefail
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 3

faults=0
fault() { echo "FAULT: $*"; faults=$((faults + 1)); }

cmake --install "$build" --prefix "$work/prefix" > said 2>&1 || { cat said; exit 1; }
for file in bin/netfig share/texmf/tex/latex/netfig/netfig.sty share/netfig/netfig.latexmkrc share/netfig/netfig.yaml \
            share/netfig/stdlib/ops/convolution.nn; do
    [[ -s prefix/$file ]] || fault "$file was not installed"
done
export PATH="$work/prefix/bin:$PATH"

sources() {
    mkdir -p "$1/fig" && cd "$1" || exit 3
    echo '+Body(c) { In -> Conv(c, k = 3, p = 1) -> ReLU -> Out }' > fig/body.nn
    printf 'use "body.nn"\nIn(3x8x8) -> Body(4) -> Out\n' > fig/net.nn
    echo 'In(8) -> Linear(4) -> Out' > fig/head.nn
}
# drawn COMMAND…: how many figures it draws.
drawn() { "$@" > "$work/said" 2>&1 || { fault "$* failed"; cat "$work/said"; }; stat -c '%Y.%y' $figures 2> /dev/null; }

# ---- CMake, with ninja and with make ----
for generator in Ninja 'Unix Makefiles'; do
    sources "$work/cmake-${generator%% *}"
    cat > CMakeLists.txt <<'C'
cmake_minimum_required(VERSION 3.22)
project(paper NONE)
find_package(netfig 0.1 REQUIRED)
netfig_add_figure(figures SOURCE fig/net.nn OUTPUT out/net.svg OPTIONS --flow right)
netfig_add_figure(figures SOURCE fig/head.nn)
C
    cmake -S . -B b -G "$generator" -DCMAKE_PREFIX_PATH="$work/prefix" > "$work/said" 2>&1 || { fault "cmake failed"; cat "$work/said"; }
    figures="b/out/net.svg b/head.pdf"
    drawn cmake --build b > first
    [[ $(wc -l < first) == 2 ]] || fault "$generator: two figures are wanted"
    drawn cmake --build b > second
    cmp -s first second || fault "$generator: a second build draws"
    sleep 1.1
    echo '+Body(c) { In -> Conv(c, k = 5, p = 2) -> ReLU -> Out }' > fig/body.nn
    drawn cmake --build b > third
    [[ $(diff first third | grep -c '^>') == 1 ]] || fault "$generator: a used file redraws one figure"
    cd "$work" || exit 3
done

# ---- make alone, as docs/latex.md shows it ----
sources "$work/make"
cat > Makefile <<'M'
figures = fig/net.pdf fig/head.pdf
all: $(figures)
%.pdf: %.nn
	netfig build $< -o $@ --deps $@.d
-include $(figures:=.d)
M
figures="fig/net.pdf fig/head.pdf"
drawn make > first
[[ $(wc -l < first) == 2 ]] || fault "make: two figures are wanted"
drawn make > second
cmp -s first second || fault "make: a second run draws"
sleep 1.1
echo '+Body(c) { In -> Conv(c, k = 5, p = 2) -> ReLU -> Out }' > fig/body.nn
drawn make > third
[[ $(diff first third | grep -c '^>') == 1 ]] || fault "make: a used file redraws one figure"
printf 'In(3x8x8) -> Conv(4) -> Out\n' > fig/net.nn
rm fig/body.nn
make > "$work/said" 2>&1 || { fault "make stops at a used file that is gone"; cat "$work/said"; }

[[ $faults == 0 ]] || { echo "$faults faults"; exit 1; }
