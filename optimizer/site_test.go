package optimizer

import (
	"strings"
	"testing"

	"rgo/flowgraph"
)

// nested is three functions, each the only caller of the next.
const nested = `graph main.f(a_1: Signed) Signed  // x.go:1:6
b1(a_1):
    v_2: Signed = call main.g(a_1)  // 2:3
    jump ret(v_2)  // 2:1

graph main.g(a_1: Signed) Signed  // x.go:11:6
b1(a_1):
    v_2: Signed = call main.h(a_1)  // 12:3
    jump ret(v_2)  // 12:1

graph main.h(a_1: Signed) Signed  // y.go:21:6
b1(a_1):
    v_2 = int_add(a_1, 1)  // 22:3
    v_3 = int_lt(v_2, 10)  // 23:3
    if v_3 -> b2(v_2) else ret(a_1)  // 23:5
b2(b_4: Signed):
    v_5 = int_mul(b_4, 3)  // 24:3
    jump ret(v_5)  // 24:1
`

// TestSites checks that what is inlined through two calls knows both, and the place of the outer one in the function's
// own source; and that those who ask are told that both were inlined.
func TestSites(t *testing.T) {
	p := parse(t, "nested", nested)
	p.Decisions = &flowgraph.Decisions{}
	Inline(p)
	found := 0
	for _, b := range p.Graphs[0].Blocks {
		for _, op := range b.Ops {
			if op.Kind == flowgraph.OpCall {
				t.Errorf("a call is left: %s", flowgraph.OpString(op))
				continue
			}
			found++
			checkSite(t, op.Pos)
		}
		if b.Switch != nil {
			found++
			checkSite(t, b.Pos)
		}
	}
	if found < 3 {
		t.Errorf("%d operations and branches were inlined, want at least 3:\n%s", found, p.Graphs[0])
	}
	var said []string
	for _, d := range p.Decisions.About("main.f") {
		said = append(said, d.Text)
	}
	if all := strings.Join(said, "\n"); !strings.Contains(all, "main.g is inlined: ") {
		t.Errorf("decisions about main.f:\n%s", all)
	}
}

func checkSite(t *testing.T, p flowgraph.Pos) {
	t.Helper()
	if p.File != "y.go" || p.In == nil || p.In.Callee != "main.h" || p.In.Pos.Line != 12 || p.In.Pos.In == nil || p.In.Pos.In.Callee != "main.g" ||
		p.In.Pos.In.Pos.Line != 2 || p.In.Pos.In.Pos.In != nil {
		t.Errorf("position %s with the sites %+v", p, p.In)
	}
	if own := p.Own(); own.File != "x.go" || own.Line != 2 || own.Col != 3 {
		t.Errorf("position %s is at %s of the function itself", p, own)
	}
}
