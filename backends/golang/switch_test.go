package golang

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// switchProgram prints what a switch over the given cases does with numbers up to 299: the case, or 999 by default.
func switchProgram(cases []int) string {
	var b strings.Builder
	b.WriteString(`program lowered
entry rgo.entry
static out size 8 align 8

graph rgo.entry()
b1():
    jump b2(0)
b2(i_1: Signed):
    c_2 = int_lt(i_1, 300)
    if c_2 -> b3(i_1) else ret()
b3(i_3: Signed):
    k_4: Signed = call main.choose(i_3)
    mem_store[0]($out, k_4)
    w_5: Signed = extern write(1, $out: Addr, 2)
    i_6 = int_add(i_3, 1)
    jump b2(i_6)

graph main.choose(x_1: Signed) Signed
b1(x_1):
    switch x_1
`)
	for i, c := range cases {
		fmt.Fprintf(&b, "        case %d -> b%d(x_1)\n", c, i+2)
	}
	b.WriteString("        default -> ret(999)\n")
	for i := range cases {
		fmt.Fprintf(&b, "b%d(x_%d: Signed):\n    v%d = int_mul(x_%d, %d)\n    jump ret(v%d)\n", i+2, 10*i+20, 10*i+21, 10*i+20, 100+i, 10*i+21)
	}
	return b.String()
}

// TestSparseSwitch checks that the Go compiler makes a table of a switch with one case far away, and that values between the
// cases still go the default's way.
func TestSparseSwitch(t *testing.T) {
	cases := []int{255}
	for i := range 20 {
		cases = append(cases, 3*i)
	}
	dir := t.TempDir()
	got, status := runText(t, "switch", switchProgram(cases), Options{EmitGo: dir})
	var want []byte
	for x := range 300 {
		n := 999
		for i, c := range cases {
			if c == x {
				n = x * (100 + i)
			}
		}
		want = append(want, byte(n), byte(n>>8))
	}
	if got != string(want) || status != 0 {
		t.Errorf("status %d, output %x, want %x", status, got, want)
	}
	cmd := exec.Command("go", "build", "-gcflags=-S", "-o", "/dev/null", ".")
	cmd.Dir = dir
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if !regexp.MustCompile(`JMP\t\(\w+\)\(\w+\*8\)`).Match(text) {
		t.Error("the switch is no table")
	}
}
