package layered

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// random makes a graph like those of functions: mostly short edges downwards, some loops, some blocks that many others
// jump to.
func random(seed uint64, nodes int) *Graph {
	r := rand.New(rand.NewPCG(seed, 1))
	g := &Graph{}
	for range nodes {
		g.Nodes = append(g.Nodes, Node{W: float64(40 + r.IntN(300)), H: float64(20 + r.IntN(120))})
	}
	for v := range nodes - 1 {
		g.Edges = append(g.Edges, Edge{From: v, To: v + 1 + r.IntN(min(4, nodes-1-v))})
		switch r.IntN(6) {
		case 0:
			g.Edges = append(g.Edges, Edge{From: v, To: r.IntN(v + 1)})
		case 1:
			g.Edges = append(g.Edges, Edge{From: v, To: nodes - 1})
		case 2, 3:
			g.Edges = append(g.Edges, Edge{From: v, To: v + 1 + r.IntN(min(9, nodes-1-v))})
		}
	}
	return g
}

func TestPromises(t *testing.T) {
	for seed := range uint64(60) {
		g := random(seed, 2+int(seed)*2)
		Layout(g)
		check(t, g)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// check tests what the package's documentation promises.
func check(t *testing.T, g *Graph) {
	t.Helper()
	const slack = 1e-6
	for i, a := range g.Nodes {
		if a.X < -slack || a.Y < -slack || a.X+a.W > g.W+slack || a.Y+a.H > g.H+slack {
			t.Errorf("node %d is outside", i)
		}
		for j, b := range g.Nodes[:i] {
			if a.X < b.X+b.W-slack && b.X < a.X+a.W-slack && a.Y < b.Y+b.H-slack && b.Y < a.Y+a.H-slack {
				t.Errorf("nodes %d and %d overlap", j, i)
			}
		}
	}
	for _, e := range g.Edges {
		if len(e.Points) < 2 {
			t.Errorf("edge %d to %d has no route", e.From, e.To)
			continue
		}
		from, to := g.Nodes[e.From], g.Nodes[e.To]
		first, last := e.Points[0], e.Points[len(e.Points)-1]
		if first.Y != from.Y+from.H || first.X < from.X-slack || first.X > from.X+from.W+slack {
			t.Errorf("edge %d to %d does not start at its node", e.From, e.To)
		}
		if last.Y != to.Y || last.X < to.X-slack || last.X > to.X+to.W+slack {
			t.Errorf("edge %d to %d does not end at its node", e.From, e.To)
		}
		for k := 1; k < len(e.Points); k++ {
			a, b := e.Points[k-1], e.Points[k]
			if !e.Back && b.Y < a.Y-slack {
				t.Errorf("edge %d to %d goes up", e.From, e.To)
			}
			for i, n := range g.Nodes {
				if crosses(a, b, n) {
					t.Errorf("edge %d to %d (back %v) crosses node %d", e.From, e.To, e.Back, i)
				}
			}
		}
	}
}

// crosses reports whether the segment from a to b, which is drawn as a curve between its two heights, can touch the
// inside of n.
func crosses(a, b Point, n Node) bool {
	const slack = 1e-6
	lo, hi := min(a.Y, b.Y), max(a.Y, b.Y)
	if hi <= n.Y+slack || lo >= n.Y+n.H-slack {
		return false
	}
	left, right := min(a.X, b.X), max(a.X, b.X)
	return right > n.X+slack && left < n.X+n.W-slack
}

func TestOneNode(t *testing.T) {
	g := &Graph{Nodes: []Node{{W: 10, H: 5}}, Edges: []Edge{{From: 0, To: 0}}}
	Layout(g)
	if !g.Edges[0].Back || g.W <= 10 {
		t.Errorf("a loop on one node needs a lane: %+v", g)
	}
	Layout(&Graph{})
}

func TestChainIsStraight(t *testing.T) {
	g := &Graph{}
	for i := range 5 {
		g.Nodes = append(g.Nodes, Node{W: float64(20 + 10*i), H: 10})
		if i > 0 {
			g.Edges = append(g.Edges, Edge{From: i - 1, To: i})
		}
	}
	Layout(g)
	for _, e := range g.Edges {
		if e.Points[0].X != e.Points[1].X {
			t.Errorf("edge %d to %d is not vertical: %v", e.From, e.To, e.Points)
		}
	}
}

// A planar graph whose nodes come in a bad order is drawn without crossings.
func TestCrossingsAreRemoved(t *testing.T) {
	g := &Graph{Nodes: make([]Node, 7)}
	for _, e := range [][2]int{{0, 1}, {0, 2}, {0, 3}, {3, 4}, {2, 5}, {1, 6}, {4, 6}} {
		g.Edges = append(g.Edges, Edge{From: e[0], To: e[1]})
	}
	l := &layout{g: g}
	l.findBackEdges()
	l.rank()
	l.split()
	l.order()
	if n := l.crossings(); n != 0 {
		t.Errorf("%d crossings", n)
	}
}

func TestDeterministic(t *testing.T) {
	a, b := random(7, 80), random(7, 80)
	Layout(a)
	Layout(b)
	if !reflect.DeepEqual(a, b) {
		t.Error("two runs differ")
	}
}

func TestLargeGraphIsFast(t *testing.T) {
	g := random(3, 1000)
	start := time.Now()
	Layout(g)
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("1000 nodes took %v", d)
	} else {
		t.Logf("1000 nodes, %d edges: %v", len(g.Edges), d)
	}
}
