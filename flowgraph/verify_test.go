package flowgraph

import (
	"fmt"
	"go/types"
	"strings"
	"testing"

	"rgo/rtyper/lltype"
)

const verifyBase = `program flow
type main.S struct{x int; y string}
graph main.f(a_1: int, s_2: main.S) int
b1(a_1, s_2):
    c_3 = int_lt(a_1, 0)
    if c_3 -> b2(a_1) else ret(1)
b2(a_4: int):
    d_5 = int_add(a_4, 2)
    switch d_5
        case 1 -> ret(d_5)
        default -> b3()
b3():
    throw
`

// lower is the same at a low-level stage.
const verifyLow = `program rtyped
graph main.f(a_1: Signed) Signed
b1(a_1):
    c_3 = int_lt(a_1, 0)
    if c_3 -> b2(a_1) else ret(1)
b2(a_4: Signed):
    d_5 = int_add(a_4, 2)
    jump ret(d_5)
`

func parseGraph(t *testing.T, text string) (*Program, *Graph) {
	t.Helper()
	p, err := ParseProgram("test", text)
	if err != nil {
		t.Fatal(err)
	}
	return p, p.Graphs[len(p.Graphs)-1]
}

func TestVerifyAccepts(t *testing.T) {
	for _, text := range []string{verifyBase, verifyLow} {
		p, _ := parseGraph(t, text)
		for _, err := range VerifyProgram(p) {
			t.Error(err)
		}
	}
}

// TestVerifyBreaks breaks each invariant.
func TestVerifyBreaks(t *testing.T) {
	intType := types.Typ[types.Int]
	for _, c := range []struct {
		rule   int
		what   string
		damage func(g *Graph)
	}{
		{1, "return not last", func(g *Graph) { g.Blocks = g.Blocks[:3] }},
		{1, "unreachable", func(g *Graph) { g.Blocks = append([]*Block{g.Start, g.NewBlock()}, g.Blocks[1:]...) }},
		{1, "unlisted", func(g *Graph) { g.Blocks = append(g.Blocks[:2:2], g.Blocks[3:]...) }},
		{1, "twice", func(g *Graph) { g.Blocks = append([]*Block{g.Start, g.Start}, g.Blocks[1:]...) }},
		{2, "operations in return", func(g *Graph) { g.Return.Ops = g.Start.Ops }},
		{2, "result type", func(g *Graph) { g.Return.Args[0].Typ = types.Typ[types.String] }},
		{3, "parameter type", func(g *Graph) { g.Params = []Type{intType, intType} }},
		{3, "captures", func(g *Graph) { g.Captures = []Type{intType} }},
		{4, "twice", func(g *Graph) { g.Blocks[1].Ops[0].Results[0].ID = 4 }},
		{4, "range", func(g *Graph) { g.NextVar = 2 }},
		{4, "block twice", func(g *Graph) { g.Blocks[1].ID = 1 }},
		{4, "block range", func(g *Graph) { g.Blocks[1].ID = 9 }},
		{4, "name", func(g *Graph) { g.Start.Args[0].Name = "a b" }},
		{5, "other block", func(g *Graph) { g.Blocks[1].Ops[0].Args[0] = g.Start.Args[0] }},
		{5, "before definition", func(g *Graph) { o := g.Start.Ops[0]; o.Args[0] = o.Results[0] }},
		{5, "missing", func(g *Graph) { g.Start.Ops[0].Args[0] = nil }},
		{6, "count", func(g *Graph) { g.Start.Exits[0].Args = nil }},
		{6, "type", func(g *Graph) { g.Start.Exits[0].Args[0] = g.Start.Args[1] }},
		{6, "nowhere", func(g *Graph) { g.Start.Exits[0].Target = nil }},
		{7, "case order", func(g *Graph) { e := g.Start.Exits; e[0], e[1] = e[1], e[0] }},
		{7, "no switch", func(g *Graph) { g.Start.Switch = nil }},
		{7, "no default", func(g *Graph) { l := g.Blocks[1].Exits[1]; l.Case = &Const{intType, int64(7)} }},
		{7, "default first", func(g *Graph) { e := g.Blocks[1].Exits; e[0], e[1] = e[1], e[0] }},
		{7, "equal cases", func(g *Graph) { b := g.Blocks[1]; b.Exits = append([]*Link{b.Exits[0]}, b.Exits...) }},
		{7, "case type", func(g *Graph) { g.Blocks[1].Exits[0].Case.Typ = types.Typ[types.Int8] }},
		{8, "goes on", func(g *Graph) { g.Blocks[2].Ops = nil }},
		{8, "after unreachable", func(g *Graph) { g.Start.Ops = append(g.Start.Ops, &Op{Kind: OpUnreachable}) }},
		{9, "stage", func(g *Graph) { g.Start.Ops[0].Kind = OpPtrLt }},
		{9, "operands", func(g *Graph) { o := g.Start.Ops[0]; o.Args = o.Args[:1] }},
		{9, "results", func(g *Graph) { g.Start.Ops[0].Results = nil }},
		{9, "aux", func(g *Graph) { g.Start.Ops[0].Aux = "x" }},
		{10, "kind", func(g *Graph) { o := g.Start.Ops[0]; o.Kind = OpFloatLt }},
		{10, "mixed", func(g *Graph) { o := g.Start.Ops[0]; o.Args[1] = &Const{types.Typ[types.Int8], int64(1)} }},
		{10, "result", func(g *Graph) { g.Blocks[1].Ops[0].Results[0].Typ = types.Typ[types.Uint] }},
		{11, "low", func(g *Graph) { g.Start.Ops[0].Results[0].Typ = lltype.Bool }},
		{11, "untyped", func(g *Graph) { g.Start.Ops[0].Args[1].(*Const).Typ = types.Typ[types.UntypedInt] }},
		{12, "form", func(g *Graph) { g.Start.Ops[0].Args[1].(*Const).Val = uint64(0) }},
		{12, "range", func(g *Graph) {
			for _, a := range []Value{g.Start.Ops[0].Args[1]} {
				a.(*Const).Typ, a.(*Const).Val = types.Typ[types.Int8], int64(300)
			}
		}},
		{13, "arguments", func(g *Graph) { g.Blocks[2].Ops = []*Op{{Kind: OpCall, Aux: g}, {Kind: OpThrow}} }},
	} {
		p, g := parseGraph(t, verifyBase)
		c.damage(g)
		faults := Verify(p, g)
		found := false
		for _, f := range faults {
			found = found || f.(*Fault).Rule == c.rule
		}
		tag := fmt.Sprintf("[V%d]", c.rule)
		if !found {
			t.Errorf("V%d %s: not found, but %v", c.rule, c.what, faults)
		} else if text := FaultText(g, faults); !strings.Contains(text, tag) && c.rule != 1 && c.rule != 6 {
			t.Errorf("V%d %s: fault not shown in\n%s", c.rule, c.what, text)
		}
	}
}

func TestVerifyProgramBreaks(t *testing.T) {
	for _, c := range []struct {
		rule   int
		damage func(p *Program)
	}{
		{1, func(p *Program) { p.Graphs = append(p.Graphs, p.Graphs[0]) }},
		{1, func(p *Program) {
			p.Globals = []*Object{{Name: "x", Type: types.Typ[types.Int]}, {Name: "x", Type: types.Typ[types.Int]}}
		}},
		{2, func(p *Program) { p.Entry = &Graph{Name: "e"} }},
		{2, func(p *Program) { p.Roots = []*Graph{nil} }},
		{3, func(p *Program) { p.Layouts = []*lltype.Layout{nil, {ID: 2}} }},
		{3, func(p *Program) { p.Layouts = []*lltype.Layout{nil, {ID: 1, Size: 8, Refs: []int64{8}}} }},
		{4, func(p *Program) { p.Statics = []*Static{{Name: "s", Size: 1, Align: 1, Data: []byte("ab")}} }},
		{4, func(p *Program) { p.Statics = []*Static{{Name: "s", Size: 8, Align: 8, Relocs: []Reloc{{Off: 8}}}} }},
		{5, func(p *Program) {
			p.Globals = []*Object{{Name: "x", Type: types.Typ[types.Int], Leaves: []any{nil, nil}}}
		}},
		{6, func(p *Program) { p.Entry = p.Graphs[0] }},
	} {
		p, _ := parseGraph(t, verifyLow)
		c.damage(p)
		tag := fmt.Sprintf("[P%d]", c.rule)
		found := false
		for _, f := range VerifyProgram(p) {
			found = found || strings.Contains(f.Error(), tag)
		}
		if !found {
			t.Errorf("%s not found", tag)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	p, err := ParseProgram("test", verifyBase)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Verify(p, p.Graphs[0])
	}
}
