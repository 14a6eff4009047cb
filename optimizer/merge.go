package optimizer

// This file gives functions that do the same one body: instances of a generic function whose types are lowered alike,
// methods that are promoted, initialisers of tables. All who mention one of them are given the other, and then callers may have
// become alike. Names, positions and what a profile says do not count; of functions that do the same, the
// hottest stays.
//
// Functions that passes will ask for by name are left alone, and so are collectors.

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// mergeRounds is how often callers are compared again. The last rounds find next to nothing.
const mergeRounds = 3

// MergeIdentical merges functions of p and returns the graphs that mention others now.
func MergeIdentical(p *flowgraph.Program) []*flowgraph.Graph {
	into := map[*flowgraph.Graph]*flowgraph.Graph{}
	candidates := alike(p)
	for range mergeRounds {
		if candidates = compareBodies(candidates, into); candidates == nil {
			break
		}
	}
	for g, h := range into {
		for into[h] != nil {
			h = into[h]
		}
		into[g] = h
		if p.Decisions.Wanted() {
			p.Decisions.Add(flowgraph.Decision{Question: flowgraph.AskBody, Pass: "merge", Graph: g.Name, Pos: g.Pos, Done: true, Callee: h.Name,
				Text: "does the same as " + h.Name + ", which runs instead of it"})
		}
	}
	return replaceGraphs(p, into)
}

// alike returns the functions that others look like, in the order of p.
func alike(p *flowgraph.Program) []*flowgraph.Graph {
	named := map[*flowgraph.Graph]bool{p.Entry: true}
	for _, g := range p.Roots {
		named[g] = true
	}
	shapes := make([]uint64, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		if g := p.Graphs[i]; g.Built() && !named[g] && g.Deferred == nil && !strings.HasPrefix(g.Name, "rgo/runtime/gc/") {
			shapes[i] = shape(g)
		}
	})
	count := map[uint64]int{}
	for _, s := range shapes {
		count[s]++
	}
	var list []*flowgraph.Graph
	for i, g := range p.Graphs {
		if shapes[i] != 0 && count[shapes[i]] > 1 {
			list = append(list, g)
		}
	}
	return list
}

// compareBodies adds to into which of list others stand for. It returns the rest of list, or nil if there were none.
func compareBodies(list []*flowgraph.Graph, into map[*flowgraph.Graph]*flowgraph.Graph) []*flowgraph.Graph {
	bodies := make([][sha256.Size]byte, len(list))
	flowgraph.Parallel(len(list), func(i int) { bodies[i] = sha256.Sum256((&bodyText{g: list[i], into: into}).bytes()) })
	stays := map[[sha256.Size]byte]*flowgraph.Graph{}
	for i, g := range list {
		if h := stays[bodies[i]]; h == nil || heat(g) > heat(h) {
			stays[bodies[i]] = g
		}
	}
	var rest []*flowgraph.Graph
	for i, g := range list {
		if h := stays[bodies[i]]; h != g {
			into[g] = h
		} else {
			rest = append(rest, g)
		}
	}
	if len(rest) == len(list) {
		return nil
	}
	return rest
}

// heat is that of the hottest block of g.
func heat(g *flowgraph.Graph) flowgraph.Heat {
	h := flowgraph.UnknownHeat
	for _, b := range g.Blocks {
		h = max(h, b.Heat)
	}
	return h
}

// shape is a number, not 0, that functions that do the same have in common, and few others.
func shape(g *flowgraph.Graph) uint64 {
	h := uint64(g.Attr) + 1
	mix := func(n int) { h = (h ^ uint64(n)) * 0x9e3779b97f4a7c15; h ^= h >> 29 }
	for _, b := range g.Blocks {
		mix(len(b.Args))
		mix(len(b.Exits))
		for _, op := range b.Ops {
			mix(int(op.Kind))
			if n, ok := op.Aux.(int64); ok {
				mix(int(n))
			}
		}
	}
	return h | 1
}

// A bodyText writes down what a function does, with variables and blocks numbered in their order.
type bodyText struct {
	g      *flowgraph.Graph
	into   map[*flowgraph.Graph]*flowgraph.Graph // those that stand for others
	text   []byte
	vars   []int // number of a variable, by ID, from 1
	blocks []int // number of a block, by ID
	next   int
}

func (t *bodyText) number(n int) { t.text = binary.AppendVarint(t.text, int64(n)) }

func (t *bodyText) string(s string) {
	t.number(len(s))
	t.text = append(t.text, s...)
}

func (t *bodyText) define(list []*flowgraph.Var) {
	t.number(len(list))
	for _, v := range list {
		t.next++
		t.vars[v.ID] = t.next
		t.typ(v.Typ)
	}
}

func (t *bodyText) typ(x flowgraph.Type) {
	if p, ok := x.(lltype.Prim); ok {
		t.number(int(p))
	} else {
		t.string(x.String())
	}
}

func (t *bodyText) values(list []flowgraph.Value) {
	t.number(len(list))
	for _, v := range list {
		t.value(v)
	}
}

// value writes an operand: a variable, nothing, or a constant.
func (t *bodyText) value(v flowgraph.Value) {
	switch x := v.(type) {
	case *flowgraph.Var:
		t.number(t.vars[x.ID])
	case *flowgraph.Const:
		t.number(-1)
		t.typ(x.Typ)
		t.aux(x.Val)
	default:
		t.number(0)
	}
}

// aux writes the fixed part of an operation or the value of a constant. What has an identity is the same only as itself.
func (t *bodyText) aux(a any) {
	switch x := a.(type) {
	case nil:
		t.number(0)
	case *flowgraph.Graph:
		for t.into[x] != nil {
			x = t.into[x]
		}
		if x == t.g {
			t.number(1)
			return
		}
		t.string(fmt.Sprintf("graph %p", x))
	case flowgraph.StaticRef:
		t.string(fmt.Sprintf("static %p %d", x.Static, x.Off))
	case int64:
		t.number(2)
		t.text = binary.LittleEndian.AppendUint64(t.text, uint64(x))
	case uint64:
		t.number(3)
		t.text = binary.LittleEndian.AppendUint64(t.text, x)
	case float64:
		t.number(4)
		t.text = binary.LittleEndian.AppendUint64(t.text, math.Float64bits(x))
	case bool, string, *flowgraph.Signature:
		t.string(fmt.Sprintf("%T %v", x, x))
	default:
		t.string(fmt.Sprintf("%T %p", x, x))
	}
}

// bytes returns all of it.
func (t *bodyText) bytes() []byte {
	g := t.g
	t.vars, t.blocks = make([]int, g.NextVar+1), make([]int, g.NextBlock+1)
	t.number(int(g.Attr))
	for i, b := range g.Blocks {
		t.blocks[b.ID] = i
		t.define(b.Args)
	}
	for _, b := range g.Blocks {
		t.number(len(b.Ops))
		for _, op := range b.Ops {
			t.number(int(op.Kind))
			t.number(int(op.Into))
			t.aux(op.Aux)
			t.values(op.Args)
			t.define(op.Results)
		}
		t.value(b.Switch)
		t.number(len(b.Exits))
		for _, l := range b.Exits {
			t.number(t.blocks[l.Target.ID])
			if l.Case != nil {
				t.value(l.Case)
			} else {
				t.number(0)
			}
			t.values(l.Args)
		}
	}
	return t.text
}

// replaceGraphs takes the graphs that others stand for out of p, and has all who mention them mention those. It returns
// who did.
func replaceGraphs(p *flowgraph.Program, into map[*flowgraph.Graph]*flowgraph.Graph) []*flowgraph.Graph {
	p.Graphs = slices.DeleteFunc(p.Graphs, func(g *flowgraph.Graph) bool { return into[g] != nil })
	for _, s := range p.Statics {
		for i := range s.Relocs {
			if h := into[s.Relocs[i].Graph]; h != nil {
				s.Relocs[i].Graph = h
			}
		}
	}
	mention := Pass{Graph: func(g *flowgraph.Graph) bool { return mentionOthers(g, into) }}
	return mention.Run(p)
}

// mentionOthers has g mention the graphs that stand for others, and reports whether it mentioned those.
func mentionOthers(g *flowgraph.Graph, into map[*flowgraph.Graph]*flowgraph.Graph) bool {
	did := false
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if h, ok := op.Aux.(*flowgraph.Graph); ok && into[h] != nil {
				op.Aux = into[h]
				did = true
			}
		}
		b.Operands(func(v *flowgraph.Value) {
			if c, ok := (*v).(*flowgraph.Const); ok {
				if h, ok := c.Val.(*flowgraph.Graph); ok && into[h] != nil {
					*v = &flowgraph.Const{Typ: c.Typ, Val: into[h]}
					did = true
				}
			}
		})
	}
	return did
}
