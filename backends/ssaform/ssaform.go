// Package ssaform undoes the argument passing of flow graphs for backends that name values once per function.
//
// In goes a built graph in SSI form, where a block can use only its own arguments and results, so that a value that
// lives through a hundred blocks is passed along a hundred links. Out comes a Form: for every variable the one value
// that it always equals, and for every block those arguments that really merge different values. What then holds:
// Value(v) is defined on every path to v's block, and an argument that Merges does not list needs no code on any link.
// The result is minimal: no set of arguments is left that only passes one value around among its members. The graph
// itself is left alone.
//
// The method is the removal of redundant phi functions by strongly connected components of Braun et al., "Simple and
// efficient construction of static single assignment form" (CC 2013), algorithm 5.
package ssaform

import (
	"math"

	"rgo/flowgraph"
)

// A Form is a graph seen in plain SSA form.
type Form struct {
	Graph *flowgraph.Graph

	same   []flowgraph.Value // by Var.ID: what the variable is replaced by, or nil
	merges [][]int           // by Block.ID
	preds  []int32           // by Block.ID
}

// New computes the form of g.
func New(g *flowgraph.Graph) *Form {
	highest, last := g.NextVar, g.NextBlock
	for _, b := range g.Blocks {
		last = max(last, b.ID)
		for _, v := range b.Args {
			highest = max(highest, v.ID)
		}
		for _, o := range b.Ops {
			for _, v := range o.Results {
				highest = max(highest, v.ID)
			}
		}
	}
	f := &Form{Graph: g, same: make([]flowgraph.Value, highest+1), merges: make([][]int, last+1), preds: make([]int32, last+1)}
	c := newCollapser(f, highest)
	c.collapse(c.phis)
	for _, b := range g.Blocks {
		if b == g.Start {
			continue
		}
		for i, v := range b.Args {
			if f.same[v.ID] == nil {
				f.merges[b.ID] = append(f.merges[b.ID], i)
			}
		}
	}
	if f.preds[g.Start.ID] > 0 {
		for i := range g.Start.Args {
			f.merges[g.Start.ID] = append(f.merges[g.Start.ID], i)
		}
	}
	return f
}

// Value returns the value that v always equals: an argument that merges, a parameter, a result of an operation or a
// constant. Its type is that of v.
func (f *Form) Value(v flowgraph.Value) flowgraph.Value {
	for {
		x, ok := v.(*flowgraph.Var)
		if !ok || f.same[x.ID] == nil {
			return v
		}
		v = f.same[x.ID]
	}
}

// Merges returns the indexes of the arguments of b that get different values over different links, ascending.
//
// The parameters (arguments of the start block) merge only if links lead back to the start block; then all of them do,
// the values passed by the caller being one of those merged.
func (f *Form) Merges(b *flowgraph.Block) []int { return f.merges[b.ID] }

// Predecessors returns the number of links that lead to b. The call of the graph is not counted.
func (f *Form) Predecessors(b *flowgraph.Block) int { return int(f.preds[b.ID]) }

// A phi is a block argument with the values that links give it.
type phi struct {
	v        *flowgraph.Var
	operands []flowgraph.Value

	index, low int // Tarjan's numbers; index 0 is unvisited
	onStack    bool
	group      int // number of the set being collapsed that it belongs to
}

// A collapser finds sets of phis that stand for one value.
type collapser struct {
	form   *Form
	phis   []*phi
	byVar  []*phi // by Var.ID
	groups int
	consts map[constKey]*flowgraph.Const
}

// A constKey identifies equal constants; floats are compared by their bits.
type constKey struct {
	typ flowgraph.Type
	val any
}

func newCollapser(f *Form, highest int) *collapser {
	c := &collapser{form: f, byVar: make([]*phi, highest+1), consts: map[constKey]*flowgraph.Const{}}
	only := make([]*flowgraph.Link, len(f.preds)) // a link into each block
	for _, b := range f.Graph.Blocks {
		for _, l := range b.Exits {
			f.preds[l.Target.ID]++
			only[l.Target.ID] = l
		}
	}
	phis, operands := 0, 0
	for _, b := range f.Graph.Blocks {
		switch {
		case b == f.Graph.Start:
		case f.preds[b.ID] == 1: // what its only link gives it, no need to look further
			for i, v := range b.Args {
				if x := f.Value(c.canonical(only[b.ID].Args[i])); x != flowgraph.Value(v) {
					f.same[v.ID] = x
				}
			}
		default:
			phis += len(b.Args)
			operands += len(b.Args) * int(f.preds[b.ID])
		}
	}
	c.findPhis(phis, operands)
	return c
}

// findPhis makes the phis, so many with so many operands, but for those that get one value over all links.
func (c *collapser) findPhis(phis, operands int) {
	f := c.form
	links := make([][]*flowgraph.Link, len(f.preds)) // into blocks that merge
	for _, b := range f.Graph.Blocks {
		for _, l := range b.Exits {
			if t := l.Target; t != f.Graph.Start && len(t.Args) > 0 && f.preds[t.ID] > 1 {
				if links[t.ID] == nil {
					links[t.ID] = make([]*flowgraph.Link, 0, f.preds[t.ID])
				}
				links[t.ID] = append(links[t.ID], l)
			}
		}
	}
	room, values := make([]phi, phis), make([]flowgraph.Value, 0, operands)
	c.phis = make([]*phi, 0, phis)
	for _, b := range f.Graph.Blocks {
		if b == f.Graph.Start || f.preds[b.ID] == 1 {
			continue
		}
		for i, v := range b.Args {
			start := len(values)
			var outer flowgraph.Value
			several := len(links[b.ID]) == 0
			for _, l := range links[b.ID] {
				o := f.Value(c.canonical(l.Args[i]))
				values = append(values, o)
				if o == flowgraph.Value(v) {
					continue
				}
				several = several || outer != nil && outer != o
				outer = o
			}
			if !several && outer != nil {
				f.same[v.ID] = outer
				values = values[:start]
				continue
			}
			p := &room[len(c.phis)]
			p.v, p.operands = v, values[start:len(values):len(values)]
			c.phis = append(c.phis, p)
			c.byVar[v.ID] = p
		}
	}
}

// canonical returns one *Const for all equal constants.
func (c *collapser) canonical(v flowgraph.Value) flowgraph.Value {
	k, ok := v.(*flowgraph.Const)
	if !ok {
		return v
	}
	key := constKey{k.Typ, k.Val}
	switch x := k.Val.(type) {
	case float64:
		key.val = math.Float64bits(x)
	case complex128:
		key.val = [2]uint64{math.Float64bits(real(x)), math.Float64bits(imag(x))}
	}
	if first := c.consts[key]; first != nil {
		return first
	}
	c.consts[key] = k
	return k
}

// phiOf returns the phi that v is the result of, or nil.
func (c *collapser) phiOf(v flowgraph.Value) *phi {
	if x, ok := v.(*flowgraph.Var); ok {
		return c.byVar[x.ID]
	}
	return nil
}

// collapse replaces what is redundant among phis, which must contain every set that can be redundant as a whole.
func (c *collapser) collapse(phis []*phi) {
	for _, set := range c.components(phis) {
		c.groups++
		group := c.groups
		for _, p := range set {
			p.group = group
		}
		var outer flowgraph.Value // the only value that comes from outside of set
		several := false
		var inner []*phi
		for _, p := range set {
			isInner := true
			for _, o := range p.operands {
				o = c.form.Value(o)
				if q := c.phiOf(o); q != nil && q.group == group {
					continue
				}
				isInner = false
				if outer == nil {
					outer = o
				} else if outer != o {
					several = true
				}
			}
			if isInner {
				inner = append(inner, p)
			}
		}
		switch {
		case several:
			c.collapse(inner)
		case outer != nil:
			for _, p := range set {
				c.form.same[p.v.ID] = outer
			}
		}
	}
}

// components returns the strongly connected components of phis, operands before users.
func (c *collapser) components(phis []*phi) [][]*phi {
	c.groups++
	member := c.groups
	for _, p := range phis {
		p.group = member
		p.index, p.low, p.onStack = 0, 0, false
	}
	var (
		result [][]*phi
		stack  []*phi
		count  int
		room   = make([]*phi, 0, len(phis))
	)
	type frame struct {
		p    *phi
		next int // operand to look at
	}
	var frames []frame
	enter := func(p *phi) {
		count++
		p.index, p.low, p.onStack = count, count, true
		stack = append(stack, p)
		frames = append(frames, frame{p: p})
	}
	for _, root := range phis {
		if root.index != 0 {
			continue
		}
		enter(root)
		for len(frames) > 0 {
			top := &frames[len(frames)-1]
			p := top.p
			if top.next < len(p.operands) {
				q := c.phiOf(c.form.Value(p.operands[top.next]))
				top.next++
				switch {
				case q == nil || q.group != member:
				case q.index == 0:
					enter(q)
				case q.onStack:
					p.low = min(p.low, q.index)
				}
				continue
			}
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				up := frames[len(frames)-1].p
				up.low = min(up.low, p.low)
			}
			if p.low != p.index {
				continue
			}
			n := len(stack)
			for stack[n-1] != p {
				n--
			}
			start := len(room)
			room = append(room, stack[n-1:]...)
			set := room[start:len(room):len(room)]
			stack = stack[:n-1]
			for _, q := range set {
				q.onStack = false
			}
			result = append(result, set)
		}
	}
	return result
}
