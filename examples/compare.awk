# Compares what an example printed with what it should: awk -f compare.awk expected.txt printed.txt
# Words must be equal; numbers must agree to 1e-4 of their size, since the last digits of float32 sums are a CPU's own.
# A line of just ~ in the expected text stands for any line: there the text itself says the numbers are chaotic.
function words(line, into) {
    gsub(/[][(),=]/, " & ", line)
    return split(line, into, /[ \t]+/)
}

function number(word) { return word ~ /^[-+]?[0-9]+\.?[0-9]*([eE][-+]?[0-9]+)?$/ }

function size(x) { return x < 0 ? -x : x }

function same(a, b, i, n, x, y) {
    if (a == "~") return 1
    n = words(a, x)
    if (words(b, y) != n) return 0
    for (i = 1; i <= n; i++) {
        if (x[i] == y[i]) continue
        if (!number(x[i]) || !number(y[i])) return 0
        if (size(x[i] - y[i]) > 1e-4 * size(x[i]) + 1e-6) return 0
    }
    return 1
}

NR == FNR { expected[FNR] = $0; lines = FNR; next }

{
    printed = FNR
    if (!same(expected[FNR], $0)) {
        print "line " FNR ": expected: " expected[FNR]
        print "line " FNR ": printed:  " $0
        bad++
    }
}

END {
    if (printed != lines) { print "expected " lines " lines, got " printed + 0; bad++ }
    exit bad > 0
}
