package flowgraph

import (
	"testing"

	"rgo/rtyper/lltype"
)

// TestSnapshot changes everything about a graph that passes change, and looks at its snapshot.
func TestSnapshot(t *testing.T) {
	const text = `graph main.f(a_1: Signed) Signed  // x.go:1:6
b1(a_1):
    v_2 = int_lt(a_1, 10)  // 2:3
    if v_2 -> b2(a_1) weight 7 else ret(a_1)  // 2:5
b2(b_4: Signed):
    v_5: Signed = call main.g(b_4, 3)  // 3:3
    jump ret(v_5)  // 3:1

declare main.g(Signed, Signed) Signed
`
	p, err := ParseGraphs("test", text, Rtyped)
	if err != nil {
		t.Fatal(err)
	}
	g := p.Graphs[0]
	before := g.String()
	s := g.Snapshot()
	if faults := Verify(p, s); len(faults) > 0 {
		t.Errorf("the snapshot is broken: %v", faults)
	}
	b := g.Blocks[1]
	b.Ops[0].Args[1] = NewConst(lltype.Int64, int64(4))
	b.Ops[0].Pos.Line = 99
	b.Ops[0].Results[0].Name = "other"
	b.Ops = append(b.Ops, &Op{Kind: OpUnreachable})
	b.Exits[0].Args[0] = b.Args[0]
	g.Blocks[0].Exits[0].Weight = 1
	g.Start.Args[0].Name = "z"
	g.Blocks = g.Blocks[:1]
	g.Params[0] = lltype.Bool
	if got := s.String(); got != before {
		t.Errorf("the snapshot was\n%s\nand has become\n%s", before, got)
	}
}
