package annotator

// This file passes facts into callees of invokes and indirect calls. A method of an interface can have hundreds, and there are
// thousands of invokes; but those whose receivers can have the same dynamic types have the same callees. These are a group: what
// one of its calls passes in is joined with what the others do, as it would be in each callee, and so are the results.

import (
	"encoding/binary"
	"slices"

	"rgo/flowgraph"
)

// A group is the callees of all calls that can only have these.
type group struct {
	key     groupKey
	callees []*body
	first   int    // the number of the parameter that the first operand is for
	in      []Fact // what has been passed to each of them
	out     []Fact // the results of those that return
	returns bool   // some do
	users   []*node
	left    bool // nobody uses it any more
}

type groupKey struct {
	method        *methodTable // nil for function values
	set           string       // dynamic types, or taken graphs
	args, results int
}

// callGroup flows the operands of op behind the first one, which says what is called, into its callees, and what they return into its
// results; false if none of them is known to return.
func (s *solver) callGroup(fr *frame, op *flowgraph.Op, st *opState, m *methodTable) bool {
	args := op.Args[1:]
	if set := s.value(fr, op.Args[0]).Set; st.group == nil || !st.set.Equal(set) {
		s.leaveGroup(st.group, fr.n)
		st.set, st.group = set, s.group(m, set, len(args), len(op.Results))
		st.group.users = append(st.group.users, fr.n)
	}
	g := st.group
	for i, a := range args {
		f := s.value(fr, a)
		if g.in[i].covers(&f) {
			continue
		}
		g.in[i] = g.in[i].Join(f)
		for _, h := range g.callees {
			s.pass(h, h.g.Start.Args[g.first+i], g.in[i])
		}
	}
	if g.returns {
		for i, r := range op.Results {
			s.set(r, g.out[i])
		}
	}
	return g.returns
}

// group returns the group of these callees, which run from now on.
func (s *solver) group(m *methodTable, set Set, args, results int) *group {
	words := make([]byte, 0, 8*len(set))
	for _, w := range set {
		words = binary.LittleEndian.AppendUint64(words, w)
	}
	key := groupKey{m, string(words), args, results}
	if g := s.groups[key]; g != nil {
		return g
	}
	g := &group{key: key, in: make([]Fact, args), out: make([]Fact, results)}
	s.groups[key] = g
	if m != nil {
		g.first = 1
	}
	set.Each(func(i int) {
		h := s.callee(m, i, args)
		if h == nil {
			return
		}
		g.callees = append(g.callees, h)
		h.groups = append(h.groups, g)
		s.enter(h)
		if h.ret.visited {
			g.gather(s, h)
		}
	})
	return g
}

// callee returns what number i of a set stands for in calls of m, or of function values if that is nil; nil if nothing can be called.
func (s *solver) callee(m *methodTable, i, args int) *body {
	if m == nil {
		g := s.taken[i]
		if !g.Built() || len(g.Params) != args {
			return nil
		}
		return s.body(g)
	}
	h := s.method(m, i)
	if h != nil && mark(&m.begun, i) {
		s.receive(h, i)
	}
	return h
}

// receive passes the values of dynamic type number i to h, a method, now and when there come to be more.
func (s *solver) receive(h *body, i int) {
	f := Fact{Some: true}
	if t := s.order[i]; !compound(t) {
		c := s.mem.box(t)
		c.receivers = append(c.receivers, h)
		f = s.content(c)
	}
	s.pass(h, h.g.Start.Args[0], f)
}

// gather joins the results of h, which returns, into those of g, and reports whether they grew.
func (g *group) gather(s *solver, h *body) (grew bool) {
	grew, g.returns = !g.returns, true
	for i := range g.out {
		if f := s.facts[h.g.Return.Args[i].Fact]; !g.out[i].covers(&f) {
			g.out[i], grew = g.out[i].Join(f), true
		}
	}
	return grew
}

// returned tells the groups of h about its results.
func (s *solver) returned(h *body) {
	live := h.groups[:0]
	for _, g := range h.groups {
		if g.left {
			continue
		}
		live = append(live, g)
		if g.gather(s, h) {
			for _, n := range g.users {
				s.enqueue(n)
			}
		}
	}
	h.groups = live
}

// leaveGroup is for a call of block n that has more callees than those of g now.
func (s *solver) leaveGroup(g *group, n *node) {
	if g == nil {
		return
	}
	i := slices.Index(g.users, n)
	g.users[i] = g.users[len(g.users)-1]
	g.users = g.users[:len(g.users)-1]
	if len(g.users) == 0 {
		g.left = true
		delete(s.groups, g.key)
	}
}
