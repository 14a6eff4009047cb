package annotator

// This file passes facts into callees and out of them: groups.go for calls that have many.

import (
	"rgo/flowgraph"
)

// A methodTable finds the methods of dynamic types for one method of interfaces.
type methodTable struct {
	m     *flowgraph.Method
	found []*body // by number of the dynamic type
	asked []uint64
	begun []uint64 // what these types have gets its receivers
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

func (s *solver) callIndirect(fr *frame, op *flowgraph.Op, st *opState) bool {
	return s.notNil(fr, op.Args[0]) && s.callGroup(fr, op, st, nil)
}

func (s *solver) invoke(fr *frame, op *flowgraph.Op, st *opState) bool {
	if !s.notNil(fr, op.Args[0]) {
		return false
	}
	if st.method == nil {
		st.method = s.table(op.Aux.(*flowgraph.Method))
	}
	return s.callGroup(fr, op, st, st.method)
}
