package golang

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"testing"
)

// manyParts returns the text of a program of n functions. Each calls the one before it and a small one, mentions a string
// of its own, and takes the address of a function. Function number changed, if it is not 0, mentions one string more and
// takes the address of a function that nobody else does.
func manyParts(n, changed int) string {
	var b strings.Builder
	b.WriteString("program lowered\nentry main.main\n")
	text := func(i int, s string) {
		fmt.Fprintf(&b, "static s%d size %d align 1 readonly data %q\n", i, len(s), s)
	}
	for i := 1; i <= n; i++ {
		text(2*i, fmt.Sprintf("string %d\n", i))
		if i == changed {
			text(2*i+1, "one more\n")
		}
	}
	fmt.Fprintf(&b, `
graph main.main()
b1():
    r_1: Signed = call main.f%d(1)
    w_2: Signed = extern write(1, $s%d: Addr, 5)
    jump ret()

graph main.small(x_1: Signed) Signed
b1(x_1):
    y_2 = int_add(x_1, 1)
    jump ret(y_2)

graph main.f0(x_1: Signed) Signed
b1(x_1):
    jump ret(x_1)

graph main.new(x_1: Signed) Signed {noinline}
b1(x_1):
    jump ret(x_1)
`, n, 2*n)
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "\ngraph main.f%d(x_1: Signed) Signed {noinline}\nb1(x_1):\n", i)
		fmt.Fprintf(&b, "    w_2: Signed = extern write(1, $s%d: Addr, 1)\n", 2*i)
		if i == changed {
			fmt.Fprintf(&b, "    w_6: Signed = extern write(1, $s%d: Addr, 1)\n    v_7: Signed = call_code[(Signed) Signed](&main.new: Code, 1)\n", 2*i+1)
		}
		fmt.Fprintf(&b, "    y_3: Signed = call main.small(x_1)\n    z_4: Signed = call_code[(Signed) Signed](&main.f%d: Code, y_3)\n    jump ret(z_4)\n", i-1)
	}
	return b.String()
}

// TestSmallChange checks that a change of one function, with a new string and a new address of code, leaves most parts as
// they were.
func TestSmallChange(t *testing.T) {
	const n = 300
	printed := func(changed int) map[string][]byte {
		files, _, err := printProgram(parse(t, manyParts(n, changed)), Options{PartWeight: 60})
		if err != nil {
			t.Fatal(err)
		}
		list := map[string][]byte{}
		for _, f := range files {
			if strings.HasPrefix(f.name, "part_") {
				list[f.name] = f.text
			}
		}
		return list
	}
	before, after := printed(0), printed(n/2)
	changed := map[string]bool{}
	for name, text := range after {
		if !bytes.Equal(before[name], text) {
			changed[path.Dir(name)] = true
		}
	}
	if len(before) < 15 || len(changed) == 0 || len(changed) > 3 {
		t.Errorf("%d of %d parts changed", len(changed), len(before))
	}
}
