package annotator

// This file executes one block abstractly.

import (
	"go/types"

	"rgo/flowgraph"
)

// frame is the state while a block is executed.
type frame struct {
	n *node
	// local facts are stronger than solver.facts: what the operations passed so far prove about variables of the block.
	local []known
	fresh []freshObject
	in    []Fact // scratch
}

// known is a fact about a variable.
type known struct {
	v *flowgraph.Var
	f Fact
}

// opState is what an operation's execution finds out that is the same at each visit.
type opState struct {
	cell   *cell        // that it reads or writes
	reads  bool         // its block is among the readers of cell
	callee *body        // of a call
	method *methodTable // of an invoke
	group  *group       // of an invoke or indirect call, for set
	set    Set
	dyn    int // number of the dynamic type that is put in an interface or asserted, plus 1; -1 if none has it
}

func (s *solver) visit(n *node) {
	n.visited = true
	if n == n.body.ret {
		for _, c := range n.callers {
			s.enqueue(c)
		}
		s.returned(n.body)
		return
	}
	if n.ops == nil {
		n.ops = make([]opState, len(n.b.Ops))
		n.exits = make([]*node, len(n.b.Exits))
		for _, op := range n.b.Ops {
			for _, r := range op.Results {
				s.defs[s.slot(r)] = op
			}
		}
	}
	fr := &s.frame
	*fr = frame{n: n, local: fr.local[:0], fresh: fr.fresh[:0], in: fr.in}
	n.stopped = false
	for i, op := range n.b.Ops {
		if !s.execute(fr, op, &n.ops[i]) {
			n.stopped, n.last = true, i // what is still fresh, nobody will ever see
			return
		}
	}
	s.publishAll(fr)
	for i, l := range n.b.Exits {
		s.follow(fr, i, l)
	}
}

// value returns the fact of operand v in fr.
func (s *solver) value(fr *frame, v flowgraph.Value) Fact {
	switch x := v.(type) {
	case *flowgraph.Var:
		if k := s.local[x.Fact] - 1; k >= 0 && int(k) < len(fr.local) && fr.local[k].v == x {
			return fr.local[k].f
		}
		return s.facts[x.Fact]
	case *flowgraph.Const:
		return s.constant(x)
	}
	return Fact{}
}

// set gives result r the fact f. Results are recomputed at each visit; they only grow.
func (s *solver) set(r *flowgraph.Var, f Fact) { s.raise(r, f) }

// refine records what is known about v from here on in this block.
func (s *solver) refine(fr *frame, v flowgraph.Value, f Fact) {
	x, ok := v.(*flowgraph.Var)
	if !ok {
		return
	}
	i := s.slot(x)
	if k := s.local[i] - 1; k >= 0 && int(k) < len(fr.local) && fr.local[k].v == x {
		fr.local[k].f = f
		return
	}
	fr.local = append(fr.local, known{x, f})
	s.local[i] = int32(len(fr.local))
}

// notNil records that v is not nil from here on; false if it always is.
func (s *solver) notNil(fr *frame, v flowgraph.Value) bool {
	f := s.value(fr, v)
	if !f.Some || !f.Full && f.Null {
		return false
	}
	if f.Null {
		f.Null = false
		s.refine(fr, v, f)
	}
	return true
}

// follow passes values along l.
func (s *solver) follow(fr *frame, exit int, l *flowgraph.Link) {
	learned, possible := s.learn(fr, l)
	if !possible {
		return
	}
	t := fr.n.exits[exit]
	if t == nil {
		t = s.nodes[l.Target]
		fr.n.exits[exit] = t
	}
	grew := !t.visited
	for i, a := range l.Args {
		f := s.value(fr, a)
		if x, ok := a.(*flowgraph.Var); ok {
			for k := len(learned) - 1; k >= 0; k-- {
				if learned[k].v == x {
					f = learned[k].f
					break
				}
			}
		}
		grew = s.raise(l.Target.Args[i], f) || grew
	}
	if grew {
		s.enqueue(t)
	}
}

// execute applies op; false if it is certain never to finish.
func (s *solver) execute(fr *frame, op *flowgraph.Op, st *opState) bool {
	s.escapeFresh(fr, op)
	switch op.Kind {
	case flowgraph.OpNew:
		s.makeFresh(fr, op)
	case flowgraph.OpMakeSlice:
		elem := pointee(op.Results[0].Typ.(types.Type))
		s.zeroMemory(elem)
		s.set(op.Results[0], Fact{Some: true, Full: true, Part: !sameLength(op)})
	case flowgraph.OpClearSlice:
		s.zeroMemory(pointee(op.Args[0].Type().(types.Type)))
	case flowgraph.OpFieldAddr, flowgraph.OpIndexAddr:
		if kindOf(op.Args[0].Type()) == kindPointer && !s.notNil(fr, op.Args[0]) {
			return false
		}
		s.set(op.Results[0], Fact{Some: true, Full: true})
	case flowgraph.OpNilCheck:
		return s.notNil(fr, op.Args[0])
	case flowgraph.OpLoad:
		if !s.notNil(fr, op.Args[0]) {
			return false
		}
		s.set(op.Results[0], s.load(fr, op.Args[0], st))
	case flowgraph.OpStore:
		if !s.notNil(fr, op.Args[0]) {
			return false
		}
		s.store(fr, op.Args[0], op.Args[1], st)
	case flowgraph.OpField:
		t := op.Args[0].Type().(types.Type)
		s.value(fr, op.Args[0])
		s.set(op.Results[0], s.part(fr, t, int(op.Aux.(int64)), st))
	case flowgraph.OpMakeStruct:
		t := op.Results[0].Typ.(types.Type)
		for i, a := range op.Args {
			f := s.value(fr, a)
			if !compound(a.Type().(types.Type)) {
				s.write(s.mem.field(t, i), f)
			}
		}
		s.set(op.Results[0], Fact{Some: true})
	case flowgraph.OpIndex:
		s.value(fr, op.Args[0])
		elem := op.Args[0].Type().(types.Type).Underlying().(*types.Array).Elem()
		s.set(op.Results[0], s.memory(fr, elem, st))
	case flowgraph.OpRetype:
		s.set(op.Results[0], s.retyped(fr, op))
	case flowgraph.OpMakeIface:
		s.makeIface(fr, op, st)
	case flowgraph.OpAssert, flowgraph.OpAssertOk:
		return s.assert(fr, op, st)
	case flowgraph.OpMakeClosure:
		s.makeClosure(fr, op)
	case flowgraph.OpDeferredVariant:
		f := s.value(fr, op.Args[0])
		var set Set
		f.Set.Each(func(i int) {
			g := s.taken[i]
			if g.Deferred != nil {
				g = g.Deferred
			}
			set = set.With(s.number(g))
		})
		f.Set = set
		s.set(op.Results[0], f)
	case flowgraph.OpCall:
		return s.callKnown(fr, op, st, op.Results)
	case flowgraph.OpTry:
		returns := s.callKnown(fr, op, st, op.Results[1:])
		f := Fact{Some: true}
		if returns {
			f.Hi = 1
		}
		s.set(op.Results[0], f)
	case flowgraph.OpSwitchStack:
		s.value(fr, op.Args[0])
		s.callKnown(fr, op, st, nil)
	case flowgraph.OpCallIndirect:
		return s.callIndirect(fr, op, st)
	case flowgraph.OpInvoke:
		return s.invoke(fr, op, st)
	case flowgraph.OpThrow, flowgraph.OpUnreachable:
		return false
	default:
		s.scalar(fr, op)
	}
	return true
}

func (s *solver) zeroMemory(t types.Type) {
	if compound(t) {
		s.zeroParts(t)
	} else {
		s.write(s.mem.of(t), zero(t))
	}
}

// read returns the fact of st.cell and makes the block depend on it.
func (s *solver) read(fr *frame, st *opState) Fact {
	if !st.reads {
		st.reads = true
		st.cell = st.cell.find()
		st.cell.readers = append(st.cell.readers, fr.n)
	}
	return s.content(st.cell)
}

// memory returns the fact of memory of type t that is no field or global of its own.
func (s *solver) memory(fr *frame, t types.Type, st *opState) Fact {
	if compound(t) {
		return Fact{Some: true}
	}
	if st.cell == nil {
		st.cell = s.mem.of(t)
	}
	return s.read(fr, st)
}

func (s *solver) part(fr *frame, t types.Type, i int, st *opState) Fact {
	if st.cell == nil {
		if compound(t.Underlying().(*types.Struct).Field(i).Type()) {
			return Fact{Some: true}
		}
		st.cell = s.mem.field(t, i)
	}
	return s.read(fr, st)
}

// place returns the cell that pointer p leads to, or nil if that memory is compound.
func (s *solver) place(p flowgraph.Value) *cell {
	elem := deref(p.Type())
	if compound(elem) {
		return nil
	}
	switch x := p.(type) {
	case *flowgraph.Var:
		if d := s.defs[x.Fact]; d != nil && d.Kind == flowgraph.OpFieldAddr {
			return s.mem.field(deref(d.Args[0].Type()), int(d.Aux.(int64)))
		}
	case *flowgraph.Const:
		if ptr, ok := x.Val.(flowgraph.Pointer); ok && ptr.Obj != nil {
			s.object(ptr.Obj)
			if c := s.mem.leafCell(ptr.Obj.Type, ptr.Leaf, s.mem.global(ptr.Obj)); c != nil {
				return c
			}
		}
	}
	return s.mem.of(elem)
}

func (s *solver) load(fr *frame, p flowgraph.Value, st *opState) Fact {
	if st.cell == nil {
		if st.cell = s.place(p); st.cell == nil {
			return Fact{Some: true}
		}
	}
	return s.read(fr, st)
}

func (s *solver) store(fr *frame, p, v flowgraph.Value, st *opState) {
	f := s.value(fr, v)
	if st.cell == nil {
		if st.cell = s.place(p); st.cell == nil {
			return
		}
	}
	s.write(st.cell, f)
}

func (s *solver) retyped(fr *frame, op *flowgraph.Op) Fact {
	f := s.value(fr, op.Args[0])
	from, to := kindOf(op.Args[0].Type()), kindOf(op.Results[0].Typ)
	if from != to {
		return s.top(op.Results[0].Typ)
	}
	if from == kindIface {
		f.Set = f.Set.Intersect(s.implementers(op.Results[0].Typ.(types.Type)))
	}
	return f
}

func (s *solver) makeIface(fr *frame, op *flowgraph.Op, st *opState) {
	f := s.value(fr, op.Args[0])
	t := op.Args[0].Type().(types.Type)
	if types.IsInterface(t) {
		s.set(op.Results[0], f)
		return
	}
	if st.cell == nil {
		st.cell = s.mem.box(t)
	}
	s.write(st.cell, f)
	r := Fact{Some: true, Full: true}
	if i := s.dynOf(t, st); i >= 0 {
		r.Set = r.Set.With(i)
	}
	s.set(op.Results[0], r)
}

// dynOf is dynIndex, remembered in st.
func (s *solver) dynOf(t types.Type, st *opState) int {
	if st.dyn == 0 {
		if st.dyn = s.dynIndex(t) + 1; st.dyn == 0 {
			st.dyn = -1
		}
	}
	return max(st.dyn-1, -1)
}

// assert handles assert and assert_ok; false if it must panic.
func (s *solver) assert(fr *frame, op *flowgraph.Op, st *opState) bool {
	x := s.value(fr, op.Args[0])
	t := op.Aux.(types.Type)
	r := Fact{}
	possible, certain := false, false
	if types.IsInterface(t) {
		r = x
		r.Set = x.Set.Intersect(s.implementers(t))
		r.Null = false
		possible = r.Set.Len() > 0
		certain = !x.Null && r.Set.Equal(x.Set)
	} else if i := s.dynOf(t, st); i >= 0 && x.Set.Has(i) {
		possible = true
		certain = !x.Null && x.Set.Len() == 1
		if st.cell == nil {
			st.cell = s.mem.box(t)
		}
		r = s.read(fr, st)
	}
	if !possible {
		r = Fact{}
	}
	if op.Kind == flowgraph.OpAssert {
		if !possible {
			return false
		}
		s.set(op.Results[0], r)
		return true
	}
	ok := Fact{Some: true}
	if possible {
		ok.Hi = 1
	}
	if certain {
		ok.Lo = 1
	} else {
		r = r.Join(zero(op.Results[0].Typ))
		if compound(t) {
			s.zeroParts(t)
		}
	}
	s.set(op.Results[0], r)
	s.set(op.Results[1], ok)
	return true
}
