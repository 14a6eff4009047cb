package annotator

// This file propagates facts to a fixed point. The unit of work is a block: it is executed abstractly from the facts of
// its arguments, and what its operations, links, calls and stores contribute is joined into other blocks and cells, which
// are put back on the worklist when they grow. A block that no link reaches with any value stays out: what only it calls
// is not reached.

import (
	"go/types"

	"rgo/flowgraph"
)

// widenAfter is how often an integer fact may grow before it is widened.
const widenAfter = 3

type solver struct {
	f       *Facts
	mem     memory
	facts   []Fact // by Var.Fact; number 0 is of variables without one
	raised  []int32
	defs    []*flowgraph.Op // by Var.Fact: what computes the variable
	local   []int32         // by Var.Fact: index in frame.local, plus 1, if that entry is of this variable
	frame   frame
	learned []known // the last result of learn; of several facts about a variable, the last one counts
	nodes   map[*flowgraph.Block]*node
	bodies  map[*flowgraph.Graph]*body
	tables  map[flowgraph.Method]*methodTable
	groups  map[groupKey]*group
	tops    map[types.Type]Set // the functions that a function type can stand for
	queue   []*body
	order   []types.Type // dynamic types by number
	index   *TypeSet
	graphs  map[*flowgraph.Graph]int // number of a taken graph
	taken   []*flowgraph.Graph
	frozen  map[*flowgraph.Object]bool
	impls   map[types.Type]Set
}

func newSolver(f *Facts) *solver {
	vars := 1
	for _, g := range f.reached {
		for _, b := range g.Blocks {
			vars += len(b.Args)
			for _, op := range b.Ops {
				vars += len(op.Results)
			}
		}
	}
	s := &solver{
		f:      f,
		mem:    memory{globals: map[*flowgraph.Object]*cell{}},
		facts:  make([]Fact, 1, vars),
		raised: make([]int32, 1, vars),
		defs:   make([]*flowgraph.Op, 1, vars),
		local:  make([]int32, 1, vars),
		nodes:  map[*flowgraph.Block]*node{},
		bodies: make(map[*flowgraph.Graph]*body, len(f.reached)),
		tables: map[flowgraph.Method]*methodTable{},
		groups: map[groupKey]*group{},
		tops:   map[types.Type]Set{},
		graphs: map[*flowgraph.Graph]int{},
		frozen: map[*flowgraph.Object]bool{},
		impls:  map[types.Type]Set{},
		order:  f.dyn.List(),
		index:  f.dyn,
	}
	for _, g := range f.taken {
		s.number(g)
		if g.Deferred != nil && f.isLive[g.Deferred] {
			s.number(g.Deferred)
		}
	}
	return s
}

func (s *solver) number(g *flowgraph.Graph) int {
	if n, ok := s.graphs[g]; ok {
		return n
	}
	n := len(s.taken)
	s.graphs[g] = n
	s.taken = append(s.taken, g)
	return n
}

// run propagates from the roots.
func (s *solver) run() {
	s.partition()
	s.start(s.f.prog.Entry)
	for _, g := range s.f.prog.Roots {
		s.start(g)
	}
	s.drain()
}

// start runs g with unknown arguments.
func (s *solver) start(g *flowgraph.Graph) {
	for _, a := range g.Start.Args {
		s.raise(a, s.top(a.Typ))
	}
	s.enter(s.body(g))
}

// slot returns the number of v's fact.
func (s *solver) slot(v *flowgraph.Var) int32 {
	if v.Fact == 0 {
		v.Fact = int32(len(s.facts))
		s.facts = append(s.facts, Fact{})
		s.raised = append(s.raised, 0)
		s.defs = append(s.defs, nil)
		s.local = append(s.local, 0)
	}
	return v.Fact
}

// raise joins f into the fact of v, and reports whether it grew.
func (s *solver) raise(v *flowgraph.Var, f Fact) bool {
	i := s.slot(v)
	if s.facts[i].covers(&f) {
		return false
	}
	old := s.facts[i]
	n := old.Join(f)
	if kindOf(v.Typ) == kindInt && old.Some {
		s.raised[i]++
		n = widen(v.Typ, old, n, int(s.raised[i]))
	}
	s.facts[i] = n
	return true
}

// thresholds are where widening stops on its way up, ascending. Downwards it stops at 0 and at -1-n for each n.
var thresholds = [...]int64{0, 1, 255, 1<<15 - 1, 1<<16 - 1, 1<<31 - 1, 1<<32 - 1, 1<<62 - 1}

// widen makes an integer fact that keeps growing jump to the next threshold, so that it cannot grow for long.
func widen(t flowgraph.Type, old, n Fact, times int) Fact {
	if times <= widenAfter {
		return n
	}
	lo, hi := bounds(t)
	if n.Lo < old.Lo {
		to := lo
		for _, k := range thresholds {
			if n.Lo >= 0 {
				to = max(lo, 0)
				break
			}
			if n.Lo >= -1-k {
				to = max(lo, -1-k)
				break
			}
		}
		n.Lo = to
	}
	if n.Hi > old.Hi {
		to := hi
		for _, k := range thresholds {
			if n.Hi <= k {
				to = min(hi, k)
				break
			}
		}
		n.Hi = to
	}
	return n
}

// write joins f into cell c.
func (s *solver) write(c *cell, f Fact) {
	c = c.find()
	if c.fact.covers(&f) {
		return
	}
	n := c.fact.Join(f)
	if kindOf(c.typ) == kindInt && c.fact.Some {
		c.raised++
		n = widen(c.typ, c.fact, n, c.raised)
	}
	c.fact = n
	for _, r := range c.readers {
		s.enqueue(r)
	}
	for _, h := range c.receivers {
		s.pass(h, h.g.Start.Args[0], n)
	}
}

// content returns the fact of cell c.
func (s *solver) content(c *cell) Fact {
	c = c.find()
	if c.pinned {
		return s.top(c.typ)
	}
	return c.fact
}

// top returns the fact that says nothing about values of type t.
func (s *solver) top(t flowgraph.Type) Fact {
	switch kindOf(t) {
	case kindInt:
		lo, hi := bounds(t)
		return Fact{Some: true, Lo: lo, Hi: hi}
	case kindPointer:
		return Fact{Some: true, Null: true, Full: true}
	case kindFunc:
		return Fact{Some: true, Null: true, Full: true, Set: s.functions(t.(types.Type))}
	case kindIface:
		return Fact{Some: true, Null: true, Full: true, Set: s.implementers(t.(types.Type))}
	case kindSlice:
		return Fact{Some: true, Null: true, Full: true, Part: true}
	}
	return Fact{Some: true}
}

// functions returns the graphs that values of function type t can stand for, as a set.
func (s *solver) functions(t types.Type) Set {
	if set, ok := s.tops[t]; ok {
		return set
	}
	var set Set
	for _, g := range s.f.shapeOf(t.Underlying().(*types.Signature)).taken {
		set = set.With(s.number(g))
		if g.Deferred != nil && s.f.isLive[g.Deferred] {
			set = set.With(s.number(g.Deferred))
		}
	}
	s.tops[t] = set
	return set
}

// implementers returns the dynamic types that implement interface t, as a set.
func (s *solver) implementers(t types.Type) Set {
	if set, ok := s.impls[t]; ok {
		return set
	}
	var set Set
	for _, d := range s.f.Implementers(t) {
		set = set.With(s.dynIndex(d))
	}
	s.impls[t] = set
	return set
}

// dynIndex returns the number of dynamic type t, or -1 if no interface holds it.
func (s *solver) dynIndex(t types.Type) int {
	n, ok := s.index.index.At(t).(int)
	if !ok {
		return -1
	}
	return n - 1
}

// constant returns the fact of a constant and notes the frozen data it leads to.
func (s *solver) constant(c *flowgraph.Const) Fact {
	switch x := c.Val.(type) {
	case nil:
		if t, ok := c.Typ.(types.Type); ok && compound(t) {
			s.zeroParts(t)
		}
		return zero(c.Typ)
	case flowgraph.Undef:
		return Fact{}
	case bool, int64, uint64:
		if u, ok := x.(uint64); ok && u > 1<<63-1 {
			return s.top(c.Typ)
		}
		n, _ := c.IntBits()
		return Fact{Some: true, Lo: int64(n), Hi: int64(n)}
	case *flowgraph.Graph:
		return Fact{Some: true, Full: true, Set: Set(nil).With(s.number(x))}
	case flowgraph.Pointer:
		s.object(x.Obj)
		return Fact{Some: true, Full: x.Obj != nil, Null: x.Obj == nil}
	}
	return Fact{Some: true}
}

// zeroParts stores zero in all parts of memory of type t.
func (s *solver) zeroParts(t types.Type) {
	s.mem.parts(t, func(c *cell) { s.write(c, zero(c.typ)) })
}

// object puts the frozen content of o, and of all it leads to, into the cells.
func (s *solver) object(o *flowgraph.Object) {
	if o == nil || s.frozen[o] {
		return
	}
	queue := []*flowgraph.Object{o}
	s.frozen[o] = true
	visit := func(o *flowgraph.Object) {
		if o != nil && !s.frozen[o] {
			s.frozen[o] = true
			queue = append(queue, o)
		}
	}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		own := s.mem.global(o)
		if o.Leaves == nil {
			if compound(o.Type) {
				s.zeroParts(o.Type)
			} else {
				s.write(own, zero(o.Type))
			}
			continue
		}
		for i, l := range o.Leaves {
			if c := s.mem.leafCell(o.Type, i, own); c != nil {
				s.write(c, s.leaf(l, c.typ, visit))
			}
		}
	}
}

// leaf returns the fact of a frozen leaf of type t and visits the objects it leads to.
func (s *solver) leaf(x any, t types.Type, visit func(*flowgraph.Object)) Fact {
	switch x := x.(type) {
	case flowgraph.Pointer:
		visit(x.Obj)
		return Fact{Some: true, Null: x.Obj == nil, Full: x.Obj != nil}
	case flowgraph.SliceValue:
		visit(x.Data.Obj)
		return Fact{Some: true, Full: true, Part: !isWholeArray(x)}
	case flowgraph.FuncValue:
		i := 0
		for k, c := range x.Graph.Captures {
			arg := x.Graph.Start.Args[len(x.Graph.Start.Args)-len(x.Graph.Captures)+k]
			leaves := flowgraph.LeafTypes(c.(types.Type))
			for k, lt := range leaves {
				f := s.leaf(x.Bound[i], lt, visit)
				i++
				if !compound(c.(types.Type)) {
					s.bind(x.Graph, arg, f)
				} else if cell := s.mem.leafCell(c.(types.Type), k, nil); cell != nil {
					s.write(cell, f)
				}
			}
			if compound(c.(types.Type)) {
				s.bind(x.Graph, arg, Fact{Some: true})
			}
		}
		return Fact{Some: true, Full: true, Set: Set(nil).With(s.number(x.Graph))}
	case flowgraph.IfaceValue:
		leaves := flowgraph.LeafTypes(x.Type)
		if compound(x.Type) {
			for i := range leaves {
				if c := s.mem.leafCell(x.Type, i, nil); c != nil {
					s.write(c, s.leaf(x.Leaves[i], c.typ, visit))
				}
			}
		} else {
			s.write(s.mem.box(x.Type), s.leaf(x.Leaves[0], x.Type, visit))
		}
		f := Fact{Some: true, Full: true}
		if i := s.dynIndex(x.Type); i >= 0 {
			f.Set = f.Set.With(i)
		}
		return f
	case nil:
		return zero(t)
	}
	return s.constant(flowgraph.NewConst(t, x))
}
