package ssaform

import (
	"math"
	"testing"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

func signed(n int64) *flowgraph.Const { return &flowgraph.Const{Typ: lltype.Int64, Val: n} }

func link(to *flowgraph.Block, args ...flowgraph.Value) *flowgraph.Link {
	return &flowgraph.Link{Target: to, Args: args}
}

// vars returns n variables of g.
func vars(g *flowgraph.Graph, n int) []*flowgraph.Var {
	list := make([]*flowgraph.Var, n)
	for i := range list {
		list[i] = g.NewVar("", lltype.Int64)
	}
	return list
}

// TestLoop has a loop through two blocks that both pass on an invariant and a counter; only the counter at the head of
// the loop merges, though the invariant goes round a cycle of arguments.
func TestLoop(t *testing.T) {
	g := &flowgraph.Graph{Name: "f"}
	p := vars(g, 1)
	h := vars(g, 3)
	b := vars(g, 3)
	r := vars(g, 1)
	start, head, body, ret := g.NewBlock(p...), g.NewBlock(h...), g.NewBlock(b...), g.NewBlock(r...)
	next := g.NewVar("", lltype.Int64)
	start.Exits = []*flowgraph.Link{link(head, p[0], signed(0), signed(7))}
	cond := g.NewVar("", lltype.Bool)
	head.Ops = []*flowgraph.Op{{Kind: flowgraph.OpIntLt, Args: []flowgraph.Value{h[1], h[0]}, Results: []*flowgraph.Var{cond}}}
	head.Switch = cond
	head.Exits = []*flowgraph.Link{link(body, h[0], h[1], h[2]), link(ret, h[2])}
	body.Ops = []*flowgraph.Op{{Kind: flowgraph.OpIntAdd, Args: []flowgraph.Value{b[1], signed(1)}, Results: []*flowgraph.Var{next}}}
	body.Exits = []*flowgraph.Link{link(head, b[0], next, b[2])}
	g.Start, g.Return, g.Blocks = start, ret, []*flowgraph.Block{start, head, body, ret}

	f := New(g)
	if got := f.Merges(head); len(got) != 1 || got[0] != 1 {
		t.Errorf("head merges %v, want the counter only", got)
	}
	for _, b := range []*flowgraph.Block{start, body, ret} {
		if got := f.Merges(b); len(got) != 0 {
			t.Errorf("b%d merges %v, want nothing", b.ID, got)
		}
	}
	for _, v := range []*flowgraph.Var{h[0], b[0]} {
		if f.Value(v) != p[0] {
			t.Errorf("%s is %s, want the parameter", v, f.Value(v).String())
		}
	}
	if f.Value(b[1]) != h[1] || f.Value(next) != next {
		t.Error("the counter must stay")
	}
	if k, ok := f.Value(r[0]).(*flowgraph.Const); !ok || k.Val != int64(7) {
		t.Error("the result is the constant 7")
	}
	if f.Predecessors(head) != 2 || f.Predecessors(start) != 0 {
		t.Error("wrong number of predecessors")
	}
}

// TestSwap has a loop that exchanges two arguments: both merge, although only two values come in.
func TestSwap(t *testing.T) {
	g := &flowgraph.Graph{Name: "f"}
	p, h := vars(g, 2), vars(g, 2)
	start, head, ret := g.NewBlock(p...), g.NewBlock(h...), g.NewBlock(vars(g, 1)...)
	start.Exits = []*flowgraph.Link{link(head, p[0], p[1])}
	cond := g.NewVar("", lltype.Bool)
	head.Ops = []*flowgraph.Op{{Kind: flowgraph.OpIntLt, Args: []flowgraph.Value{h[1], h[0]}, Results: []*flowgraph.Var{cond}}}
	head.Switch = cond
	head.Exits = []*flowgraph.Link{link(head, h[1], h[0]), link(ret, h[0])}
	g.Start, g.Return, g.Blocks = start, ret, []*flowgraph.Block{start, head, ret}
	if got := New(g).Merges(head); len(got) != 2 {
		t.Errorf("head merges %v, want both", got)
	}
}

// TestStartInLoop has links back to the start block: its parameters merge.
func TestStartInLoop(t *testing.T) {
	g := &flowgraph.Graph{Name: "f"}
	p := vars(g, 2)
	start, ret := g.NewBlock(p...), g.NewBlock(vars(g, 1)...)
	cond := g.NewVar("", lltype.Bool)
	start.Ops = []*flowgraph.Op{{Kind: flowgraph.OpIntLt, Args: []flowgraph.Value{p[0], p[1]}, Results: []*flowgraph.Var{cond}}}
	start.Switch = cond
	start.Exits = []*flowgraph.Link{link(start, p[1], p[0]), link(ret, p[1])}
	g.Start, g.Return, g.Blocks = start, ret, []*flowgraph.Block{start, ret}
	f := New(g)
	if len(f.Merges(start)) != 2 || f.Predecessors(start) != 1 {
		t.Errorf("start merges %v, want both", f.Merges(start))
	}
}

// TestConstants distinguishes constants by bits and by type.
func TestConstants(t *testing.T) {
	float := func(x float64) flowgraph.Value { return &flowgraph.Const{Typ: lltype.Float64, Val: x} }
	for _, c := range []struct {
		a, b   flowgraph.Value
		merges int
	}{
		{signed(3), signed(3), 0},
		{signed(3), signed(4), 1},
		{float(0), float(math.Copysign(0, -1)), 1},
		{float(math.NaN()), float(math.NaN()), 0},
	} {
		g := &flowgraph.Graph{Name: "f"}
		cond := g.NewVar("", lltype.Bool)
		start, join := g.NewBlock(cond), g.NewBlock(g.NewVar("", c.a.Type()))
		start.Switch = cond
		start.Exits = []*flowgraph.Link{link(join, c.a), link(join, c.b)}
		g.Start, g.Return, g.Blocks = start, join, []*flowgraph.Block{start, join}
		if got := New(g).Merges(join); len(got) != c.merges {
			t.Errorf("%v and %v: merges %v, want %d", c.a, c.b, got, c.merges)
		}
	}
}
