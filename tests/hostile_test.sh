#!/usr/bin/env bash
# Inputs that mean harm, or look like it: each must give a clear error within two seconds of work and a gigabyte.
#   tests/hostile_test.sh PATH-OF-NETFIG
set -uo pipefail
netfig=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 3
export NO_COLOR=1
# Seconds of work, not of waiting: the machine may be busy with others. Much that can be drawn may take longer than a refusal.
seconds=${HOSTILE_SECONDS:-2}
drawing_seconds=$((seconds * 5))
limited() { (ulimit -v 1048576; ulimit -t "$1"; shift; exec timeout 60 "$netfig" build -o out.pdf "$@") > out 2> err < /dev/null; }

faults=0
fault() { echo "FAULT: $*"; faults=$((faults + 1)); }

# refused CODE FILE [FLAG…]: an error with this code, no crash, in time, in memory
refused() {
    local code=$1 actual=0
    shift
    limited "$seconds" "$@" || actual=$?
    [[ $actual == 1 ]] || { fault "exit status $actual: $*"; head -c 500 err; }
    grep -q "$code" err || { fault "no $code: $*"; head -c 1000 err; }
    [[ ! -e out.pdf ]] || { fault "something was drawn: $*"; rm out.pdf; }
}
# survived FILE: drawn or refused, but no crash, in time, in memory
survived() {
    local actual=0
    limited "$drawing_seconds" "$@" || actual=$?
    rm -f out.pdf
    [[ $actual -le 1 ]] || { fault "exit status $actual: $*"; head -c 500 err; }
}
repeat() { head -c "$2" /dev/zero | sed "s/\x00/$1/g"; }

echo '+Block { Conv(64) -> ReLU } In(3x8x8) -> Block * 1000000000 -> Out' > many.nn
refused E0211 many.nn
echo '+Block { Conv(64) * 1000 } +More { Block * 1000 } In(3x8x8) -> More * 1000 -> Out' > product.nn
refused E0211 product.nn
echo '+A { Conv -> A } In -> A -> Out' > self.nn
refused E0210 self.nn
echo '+A { Conv -> B } +B { A -> Conv } In -> A -> Out' > mutual.nn
refused E0210 mutual.nn
echo '+A(n) { Conv -> A(n + 1) } In -> A(0) -> Out' > growing.nn
refused 'E02' growing.nn
echo '+A(n) { if n > 0 { [A(n - 1), A(n - 1)] -> Add } else { Conv } } In -> A(60) -> Out' > tree.nn
refused 'E02' tree.nn

echo 'use "b.nn" In -> Out' > a.nn
echo 'use "c.nn" +B { Conv }' > b.nn
echo 'use "a.nn" +C { Conv }' > c.nn
refused E0403 a.nn
echo 'use "me.nn" In -> Out' > me.nn
refused E0403 me.nn
for i in $(seq 1 3000); do echo "use \"chain$((i + 1)).nn\"" > "chain$i.nn"; done
echo 'In -> Out' >> chain1.nn
refused E0211 chain1.nn

{ repeat '{ ' 100000; repeat '} ' 100000; } > braces.nn
refused E0106 braces.nn
{ echo -n 'In -> '; repeat '[' 100000; } > lists.nn
refused E01 lists.nn
{ echo -n 'x = '; repeat '(' 100000; echo -n 1; repeat ')' 100000; } > parentheses.nn
refused E0106 parentheses.nn
{ echo -n 'x = '; repeat '-' 100000; echo ' 1  In -> Out'; } > minus.nn
survived minus.nn
{ echo -n 'x = '; repeat '1+' 100000; echo ' 1  In -> Out'; } > sum.nn
survived sum.nn
{ echo -n 'x = '; repeat 'true ? 1 : ' 30000; echo ' 1  In -> Out'; } > conditional.nn
survived conditional.nn
{ echo -n 'In'; repeat ' -> Conv' 10000; } > long.nn
survived long.nn
{ repeat 'if true { ' 50000; } > ifs.nn
survived ifs.nn
{ echo -n 'In -> if true { ReLU }'; repeat ' else if true { ReLU }' 20000; echo ' -> Out'; } > elseif.nn
survived elseif.nn

head -c 50000000 /dev/zero | tr '\0' 'a' > huge.nn
refused E0107 huge.nn
printf 'In -> Conv -> \xff\xfe -> Out\n' > latin.nn
refused E0108 latin.nn
head -c 100000 /dev/urandom > random.nn
refused E01 random.nn
printf 'In \x00 -> Out' > null.nn
refused E01 null.nn
: > empty.nn
refused E0219 empty.nn
echo '/* never closed' > comment.nn
refused E0104 comment.nn
repeat '"' 100001 > quotes.nn
refused E01 quotes.nn

echo 'In(9223372036854775807x2x2) -> Conv(9223372036854775807, k = 9223372036854775807) -> Out' > overflow.nn
refused 'E0' overflow.nn
echo 'In(99999999999999999999x2x2) -> Out' > digits.nn
refused E0109 digits.nn
echo 'In(4000000000x4000000000x4000000000) -> ReLU -> Out' > sizes.nn
refused E0506 sizes.nn
echo 'x = 9223372036854775807 + 1  In(3x8x8) -> Conv(x) -> Out' > plus.nn
refused E0 plus.nn
echo 'In(3x8x8) -> for i in range(1000000000) { Conv } -> Out' > range.nn
refused E0 range.nn
echo 'In(3x8x8) -> Conv(8, k = repeat(3, 1000000000)) -> Out' > list.nn
refused E0 list.nn
echo 'In(3x8x8) -> Split(1000000000) -> Out' > ports.nn
survived ports.nn
{ echo 'x0 = [1, 1]'; for i in $(seq 1 60); do echo "x$i = [x$((i - 1)), x$((i - 1))]"; done; echo 'In -> Conv(x60) -> Out'; } > bomb.nn
survived bomb.nn
{ echo -n '['; for i in $(seq 1 2000); do echo -n "ReLU, "; done; echo -n 'ReLU] -> ['; for i in $(seq 1 2000); do echo -n "Tanh, "; done; echo 'Tanh]'; } > pairs.nn
survived pairs.nn

[[ $faults == 0 ]] && echo "all survived"
exit $((faults > 0))
