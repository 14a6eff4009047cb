package annotator

// This file passes facts into callees and out of them. What a block has told its callees is remembered, because the many
// callees of an invoke would otherwise be told again at each visit.

import (
	"rgo/flowgraph"
)

// A methodTable finds the methods of dynamic types for one method of interfaces.
type methodTable struct {
	m     *flowgraph.Method
	found []*body // by number of the dynamic type
	asked []uint64
}

func (s *solver) table(m *flowgraph.Method) *methodTable {
	t := s.tables[*m]
	if t == nil {
		t = &methodTable{m: m, found: make([]*body, len(s.order)), asked: make([]uint64, len(s.order)/64+1)}
		s.tables[*m] = t
	}
	return t
}

// method returns what dynamic type number i has for t, or nil.
func (s *solver) method(t *methodTable, i int) *body {
	if !mark(&t.asked, i) {
		return t.found[i]
	}
	if g := s.f.method(s.order[i], t.m); g != nil && g.Built() {
		t.found[i] = s.body(g)
	}
	return t.found[i]
}

// mark adds i to a set of small numbers and reports whether it is new.
func mark(set *[]uint64, i int) bool {
	for i/64 >= len(*set) {
		*set = append(*set, 0)
	}
	w := &(*set)[i/64]
	old := *w
	*w |= 1 << (i % 64)
	return *w != old
}

// pass joins f into a parameter of h without running it.
func (s *solver) pass(h *body, arg *flowgraph.Var, f Fact) {
	if s.raise(arg, f) {
		s.enqueue(h.start)
	}
}

// bind flows f into parameter arg of g, which need not be running yet.
func (s *solver) bind(g *flowgraph.Graph, arg *flowgraph.Var, f Fact) {
	if s.raise(arg, f) {
		if n := s.nodes[g.Start]; n != nil && (n.visited || n.queued) {
			s.enqueue(n)
		}
	}
}

func (s *solver) makeClosure(fr *frame, op *flowgraph.Op) {
	g := op.Aux.(*flowgraph.Graph)
	first := len(g.Start.Args) - len(op.Args)
	for i, a := range op.Args {
		f := s.value(fr, a)
		s.bind(g, g.Start.Args[first+i], f)
		if g.Deferred != nil && s.f.isLive[g.Deferred] {
			s.bind(g.Deferred, g.Deferred.Start.Args[first+i], f)
		}
	}
	s.set(op.Results[0], Fact{Some: true, Full: true, Set: Set(nil).With(s.number(g))})
}

// callKnown flows the operands of op, a call or try, into its callee, and that one's results into results; false if the
// callee is not known to return.
func (s *solver) callKnown(fr *frame, op *flowgraph.Op, st *opState, results []*flowgraph.Var) bool {
	if st.callee == nil {
		st.callee = s.body(op.Aux.(*flowgraph.Graph))
		st.callee.ret.callers = append(st.callee.ret.callers, fr.n)
	}
	h := st.callee
	for i, a := range op.Args {
		if i < len(h.g.Start.Args) {
			s.pass(h, h.g.Start.Args[i], s.value(fr, a))
		}
	}
	s.enter(h)
	return s.leave(h, results)
}

// leave flows the results of h into results; false if h is not known to return.
func (s *solver) leave(h *body, results []*flowgraph.Var) bool {
	if !h.ret.visited {
		return false
	}
	for i, r := range results {
		s.set(r, s.facts[h.g.Return.Args[i].Fact])
	}
	return true
}

// arguments returns the facts of args and whether they are those that the linked callees of st got last time.
func (s *solver) arguments(fr *frame, st *opState, args []flowgraph.Value) (in []Fact, same bool) {
	same = st.in != nil
	if !same {
		st.in = make([]Fact, len(args))
	}
	for i, a := range args {
		if f := s.value(fr, a); !f.Equal(st.in[i]) {
			st.in[i], same = f, false
		}
	}
	return st.in, same
}

// callOne flows in, from parameter number first on, into h, callee number i of st, unless it has got the same before.
func (s *solver) callOne(fr *frame, st *opState, i int, h *body, first int, in []Fact, same bool, results []*flowgraph.Var) bool {
	if isNew := mark(&st.linked, i); isNew || !same {
		for k, f := range in {
			s.pass(h, h.g.Start.Args[first+k], f)
		}
		if isNew {
			h.ret.callers = append(h.ret.callers, fr.n)
		}
	}
	s.enter(h)
	return s.leave(h, results)
}

func (s *solver) callIndirect(fr *frame, op *flowgraph.Op, st *opState) bool {
	if !s.notNil(fr, op.Args[0]) {
		return false
	}
	returns := false
	in, same := s.arguments(fr, st, op.Args[1:])
	s.value(fr, op.Args[0]).Set.Each(func(i int) {
		g := s.taken[i]
		if !g.Built() || len(g.Params) != len(op.Args)-1 {
			return
		}
		returns = s.callOne(fr, st, i, s.body(g), 0, in, same, op.Results) || returns
	})
	return returns
}

func (s *solver) invoke(fr *frame, op *flowgraph.Op, st *opState) bool {
	if !s.notNil(fr, op.Args[0]) {
		return false
	}
	if st.method == nil {
		st.method = s.table(op.Aux.(*flowgraph.Method))
	}
	returns := false
	in, same := s.arguments(fr, st, op.Args[1:])
	s.value(fr, op.Args[0]).Set.Each(func(i int) {
		h := s.method(st.method, i)
		if h == nil {
			return
		}
		s.pass(h, h.g.Start.Args[0], s.receiver(fr, st, i))
		returns = s.callOne(fr, st, i, h, 1, in, same, op.Results) || returns
	})
	return returns
}

// receiver returns the fact of the values of dynamic type number i, and makes the block depend on it.
func (s *solver) receiver(fr *frame, st *opState, i int) Fact {
	t := s.order[i]
	if compound(t) {
		return Fact{Some: true}
	}
	c := s.boxes[i]
	if c == nil {
		c = s.mem.box(t)
		s.boxes[i] = c
	}
	if !c.pinned && (i/64 >= len(st.linked) || st.linked[i/64]>>(i%64)&1 == 0) {
		c.readers = append(c.readers, fr.n)
	}
	return s.content(c)
}
