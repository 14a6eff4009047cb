package llvm

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestBarredEdges looks at a loop around a switch, of which some cases do nothing: with as many cases as in an interpreter
// they get blocks that are not empty, and the others begin so that they are not merged; with few nothing of that.
func TestBarredEdges(t *testing.T) {
	for _, cases := range []int{manyCases - 1, manyCases + 3} {
		var b strings.Builder
		b.WriteString("program lowered\nentry main.main\n\ngraph main.main()\nb1():\n    jump b2(0)\nb2(i_1: Uint8):\n    switch i_1\n")
		for n := range cases {
			target := "b3(i_1)"
			if n < 2 {
				target = fmt.Sprintf("b2(%d)", n+2)
			}
			fmt.Fprintf(&b, "        case %d -> %s\n", n, target)
		}
		b.WriteString("        default -> ret()\nb3(i_2: Uint8):\n    i_3 = int_add(i_2, 1)\n    jump b2(i_3)\n")
		m := newModule(newProgram(parse(t, b.String()), Options{Opt: 2}))
		if err := m.addGraphs(m.program.Graphs); err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := m.writeTo(&text); err != nil {
			t.Fatal(err)
		}
		want := 0
		if cases >= manyCases {
			want = 3 // two edges, and block b3
			if !strings.Contains(text.String(), "b3:\n\t"+barrier) {
				t.Errorf("the case does not begin with a barrier\n%s", text.String())
			}
		}
		if n := strings.Count(text.String(), "asm sideeffect"); n != want {
			t.Errorf("%d cases: %d barriers, want %d\n%s", cases, n, want, text.String())
		}
	}
}
