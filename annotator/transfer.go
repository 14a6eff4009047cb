package annotator

// This file executes one block abstractly.

import (
	"go/types"
	"math"
	"math/bits"

	"rgo/flowgraph"
)

// frame is the state while a block is executed.
type frame struct {
	n *node
	// local facts are stronger than solver.facts: what the operations passed so far prove about variables of the block.
	local map[*flowgraph.Var]Fact
	defs  map[*flowgraph.Var]*flowgraph.Op
	fresh map[*flowgraph.Var]*freshObject
}

// freshObject is an object made in this block that nobody else can see yet: its fields need not be counted as zero if
// they are stored to before the address goes anywhere.
type freshObject struct {
	typ  types.Type
	done map[int64]bool
}

func (s *solver) visit(n *node) {
	n.visited = true
	fr := &frame{n: n, local: map[*flowgraph.Var]Fact{}, defs: map[*flowgraph.Var]*flowgraph.Op{}, fresh: map[*flowgraph.Var]*freshObject{}}
	if n.b == n.g.Return {
		for _, c := range n.callers {
			s.enqueue(c)
		}
		return
	}
	n.stopped = false
	for i, op := range n.b.Ops {
		if !s.execute(fr, op) {
			s.publishAll(fr)
			n.stopped, n.last = true, i
			return
		}
		for _, r := range op.Results {
			fr.defs[r] = op
		}
	}
	s.publishAll(fr)
	for _, l := range n.b.Exits {
		s.follow(fr, l)
	}
}

// value returns the fact of operand v in fr.
func (s *solver) value(fr *frame, v flowgraph.Value) Fact {
	switch x := v.(type) {
	case *flowgraph.Var:
		if f, ok := fr.local[x]; ok {
			return f
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
	if x, ok := v.(*flowgraph.Var); ok {
		fr.local[x] = f
	}
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
func (s *solver) follow(fr *frame, l *flowgraph.Link) {
	learned, possible := s.learn(fr, l)
	if !possible {
		return
	}
	t := s.node(fr.n.g, l.Target)
	grew := !t.visited
	for i, a := range l.Args {
		f := s.value(fr, a)
		if x, ok := a.(*flowgraph.Var); ok {
			if k, ok := learned[x]; ok {
				f = k
			}
		}
		grew = s.raise(l.Target.Args[i], f) || grew
	}
	if grew {
		s.enqueue(t)
	}
}

// execute applies op; false if it is certain never to finish.
func (s *solver) execute(fr *frame, op *flowgraph.Op) bool {
	s.escapeFresh(fr, op)
	switch op.Kind {
	case flowgraph.OpNew:
		s.makeFresh(fr, op)
	case flowgraph.OpMakeSlice:
		elem := pointee(op.Results[0].Typ.(types.Type))
		s.zeroMemory(elem)
		s.set(op.Results[0], Fact{Some: true})
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
		s.set(op.Results[0], s.load(fr, op.Args[0]))
	case flowgraph.OpStore:
		if !s.notNil(fr, op.Args[0]) {
			return false
		}
		s.store(fr, op.Args[0], op.Args[1])
	case flowgraph.OpField:
		t := op.Args[0].Type().(types.Type)
		s.value(fr, op.Args[0])
		s.set(op.Results[0], s.part(fr, t, int(op.Aux.(int64))))
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
		s.set(op.Results[0], s.memory(fr, elem))
	case flowgraph.OpRetype:
		s.set(op.Results[0], s.retyped(fr, op))
	case flowgraph.OpMakeIface:
		s.makeIface(fr, op)
	case flowgraph.OpAssert, flowgraph.OpAssertOk:
		return s.assert(fr, op)
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
		return s.call(fr, op, op.Aux.(*flowgraph.Graph), op.Args, op.Results)
	case flowgraph.OpTry:
		returns := s.call(fr, op, op.Aux.(*flowgraph.Graph), op.Args, op.Results[1:])
		f := Fact{Some: true}
		if returns {
			f.Hi = 1
		}
		s.set(op.Results[0], f)
	case flowgraph.OpCallIndirect:
		return s.callIndirect(fr, op)
	case flowgraph.OpInvoke:
		return s.invoke(fr, op)
	case flowgraph.OpThrow, flowgraph.OpUnreachable:
		return false
	default:
		s.scalar(fr, op)
	}
	return true
}

// makeFresh handles new: the zero content is counted when the address is used for something else than stores.
func (s *solver) makeFresh(fr *frame, op *flowgraph.Op) {
	t := op.Aux.(types.Type)
	s.set(op.Results[0], Fact{Some: true, Full: true})
	fr.fresh[op.Results[0]] = &freshObject{typ: t, done: map[int64]bool{}}
}

// escapeFresh looks at how op uses objects made in this block.
func (s *solver) escapeFresh(fr *frame, op *flowgraph.Op) {
	for i, a := range op.Args {
		v, ok := a.(*flowgraph.Var)
		if !ok {
			continue
		}
		if o := fr.fresh[v]; o != nil {
			if i == 0 && op.Kind == flowgraph.OpFieldAddr {
				continue
			}
			if i == 0 && op.Kind == flowgraph.OpStore && !compound(o.typ) {
				delete(fr.fresh, v) // initialised as a whole
				continue
			}
			s.publish(fr, v)
			continue
		}
		// The address of a field of a fresh object.
		d := fr.defs[v]
		if d == nil || d.Kind != flowgraph.OpFieldAddr {
			continue
		}
		base, ok := d.Args[0].(*flowgraph.Var)
		if !ok || fr.fresh[base] == nil {
			continue
		}
		if i == 0 && op.Kind == flowgraph.OpStore {
			fr.fresh[base].done[d.Aux.(int64)] = true
			continue
		}
		s.publish(fr, base)
	}
}

// publish counts the zero content of those fields of a fresh object that have not been stored to.
func (s *solver) publish(fr *frame, v *flowgraph.Var) {
	o := fr.fresh[v]
	delete(fr.fresh, v)
	st, ok := o.typ.Underlying().(*types.Struct)
	if !ok {
		s.zeroMemory(o.typ)
		return
	}
	for i := 0; i < st.NumFields(); i++ {
		if o.done[int64(i)] {
			continue
		}
		ft := st.Field(i).Type()
		if compound(ft) {
			s.zeroParts(ft)
		} else {
			s.write(s.mem.field(o.typ, i), zero(ft))
		}
	}
}

func (s *solver) publishAll(fr *frame) {
	for len(fr.fresh) > 0 {
		for v := range fr.fresh { // joins commute: any order
			s.publish(fr, v)
			break
		}
	}
}

func (s *solver) zeroMemory(t types.Type) {
	if compound(t) {
		s.zeroParts(t)
	} else {
		s.write(s.mem.of(t), zero(t))
	}
}

// memory returns the fact of memory of type t that is no field or global of its own.
func (s *solver) memory(fr *frame, t types.Type) Fact {
	if compound(t) {
		return Fact{Some: true}
	}
	return s.read(fr.n, s.mem.of(t))
}

func (s *solver) part(fr *frame, t types.Type, i int) Fact {
	if ft := t.Underlying().(*types.Struct).Field(i).Type(); compound(ft) {
		return Fact{Some: true}
	}
	return s.read(fr.n, s.mem.field(t, i))
}

// place returns the cell that pointer p leads to, or nil if that memory is compound.
func (s *solver) place(fr *frame, p flowgraph.Value) *cell {
	elem := deref(p.Type())
	if compound(elem) {
		return nil
	}
	switch x := p.(type) {
	case *flowgraph.Var:
		if d := fr.defs[x]; d != nil && d.Kind == flowgraph.OpFieldAddr {
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

func (s *solver) load(fr *frame, p flowgraph.Value) Fact {
	s.value(fr, p)
	c := s.place(fr, p)
	if c == nil {
		return Fact{Some: true}
	}
	return s.read(fr.n, c)
}

func (s *solver) store(fr *frame, p, v flowgraph.Value) {
	f := s.value(fr, v)
	s.value(fr, p)
	if c := s.place(fr, p); c != nil {
		s.write(c, f)
	}
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

func (s *solver) makeIface(fr *frame, op *flowgraph.Op) {
	f := s.value(fr, op.Args[0])
	t := op.Args[0].Type().(types.Type)
	if types.IsInterface(t) {
		s.set(op.Results[0], f)
		return
	}
	s.write(s.mem.box(t), f)
	r := Fact{Some: true, Full: true}
	if i := s.dynIndex(t); i >= 0 {
		r.Set = r.Set.With(i)
	}
	s.set(op.Results[0], r)
}

// assert handles assert and assert_ok; false if it must panic.
func (s *solver) assert(fr *frame, op *flowgraph.Op) bool {
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
	} else if i := s.dynIndex(t); i >= 0 && x.Set.Has(i) {
		possible = true
		certain = !x.Null && x.Set.Len() == 1
		r = s.read(fr.n, s.mem.box(t))
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

func (s *solver) makeClosure(fr *frame, op *flowgraph.Op) {
	g := op.Aux.(*flowgraph.Graph)
	first := len(g.Start.Args) - len(op.Args)
	for i, a := range op.Args {
		f := s.value(fr, a)
		s.pass(g, g.Start.Args[first+i], f)
		if g.Deferred != nil && s.f.isLive[g.Deferred] {
			s.pass(g.Deferred, g.Deferred.Start.Args[first+i], f)
		}
	}
	s.set(op.Results[0], Fact{Some: true, Full: true, Set: Set(nil).With(s.number(g))})
}

// call flows args into h and its results into results; false if h is not known to return.
func (s *solver) call(fr *frame, op *flowgraph.Op, h *flowgraph.Graph, args []flowgraph.Value, results []*flowgraph.Var) bool {
	for i, a := range args {
		f := s.value(fr, a)
		if i < len(h.Start.Args) {
			s.pass(h, h.Start.Args[i], f)
		}
	}
	s.enter(h)
	ret := s.node(h, h.Return)
	if !ret.isUser[fr.n] {
		if ret.isUser == nil {
			ret.isUser = map[*node]bool{}
		}
		ret.isUser[fr.n] = true
		ret.callers = append(ret.callers, fr.n)
	}
	if !ret.visited {
		return false
	}
	for i, r := range results {
		s.set(r, s.facts[h.Return.Args[i].Fact])
	}
	return true
}

func (s *solver) callIndirect(fr *frame, op *flowgraph.Op) bool {
	if !s.notNil(fr, op.Args[0]) {
		return false
	}
	returns := false
	for _, a := range op.Args[1:] {
		s.value(fr, a)
	}
	s.value(fr, op.Args[0]).Set.Each(func(i int) {
		g := s.taken[i]
		if !g.Built() || len(g.Params) != len(op.Args)-1 {
			return
		}
		returns = s.call(fr, op, g, op.Args[1:], op.Results) || returns
	})
	return returns
}

func (s *solver) invoke(fr *frame, op *flowgraph.Op) bool {
	if !s.notNil(fr, op.Args[0]) {
		return false
	}
	x := s.value(fr, op.Args[0])
	for _, a := range op.Args[1:] {
		s.value(fr, a)
	}
	returns := false
	m := op.Aux.(*flowgraph.Method)
	x.Set.Each(func(i int) {
		t := s.order[i]
		g := s.f.method(t, m)
		if g == nil || !g.Built() {
			return
		}
		recv := Fact{Some: true}
		if !compound(t) {
			recv = s.read(fr.n, s.mem.box(t))
		}
		s.pass(g, g.Start.Args[0], recv)
		for k, a := range op.Args[1:] {
			s.pass(g, g.Start.Args[k+1], s.value(fr, a))
		}
		returns = s.call(fr, op, g, nil, op.Results) || returns
	})
	return returns
}

// scalar handles operations whose results depend on their operands only, and those of which nothing is known.
func (s *solver) scalar(fr *frame, op *flowgraph.Op) {
	var in []Fact
	for _, a := range op.Args {
		f := s.value(fr, a)
		if !f.Some {
			return // not computed yet
		}
		in = append(in, f)
	}
	for i, r := range op.Results {
		f := s.top(r.Typ)
		if i == 0 {
			if g, ok := compute(op, in); ok {
				f = g
			}
		}
		s.set(r, f)
	}
}

// compute returns the fact of the first result of a scalar operation.
func compute(op *flowgraph.Op, in []Fact) (Fact, bool) {
	r := op.Results[0]
	number := func(lo, hi int64) (Fact, bool) { return interval(r.Typ, lo, hi), true }
	full := func(t flowgraph.Type, f Fact) bool {
		lo, hi := bounds(t)
		return f.Lo == lo && f.Hi == hi
	}
	// A 64-bit unsigned operand of which nothing is known cannot be computed with.
	for i, a := range op.Args {
		if p, ok := flowgraph.PrimOf(a.Type()); ok && p.IsInt() && !p.IsSigned() && p.Size() == 8 && full(a.Type(), in[i]) {
			if op.Kind != flowgraph.OpIntAnd && op.Kind != flowgraph.OpIntMod && op.Kind != flowgraph.OpIntShr {
				return Fact{}, false
			}
		}
	}
	switch op.Kind {
	case flowgraph.OpLen, flowgraph.OpCap, flowgraph.OpCopy:
		return number(0, math.MaxInt64)
	case flowgraph.OpIntLeadingZeros, flowgraph.OpIntTrailingZeros, flowgraph.OpIntOnesCount:
		return number(0, 64)
	case flowgraph.OpIntAdd:
		lo, o1 := addOverflows(in[0].Lo, in[1].Lo)
		hi, o2 := addOverflows(in[0].Hi, in[1].Hi)
		if o1 || o2 {
			return Fact{}, false
		}
		return number(lo, hi)
	case flowgraph.OpIntSub:
		if in[1].Lo == math.MinInt64 || in[1].Hi == math.MinInt64 {
			return Fact{}, false
		}
		lo, o1 := addOverflows(in[0].Lo, -in[1].Hi)
		hi, o2 := addOverflows(in[0].Hi, -in[1].Lo)
		if o1 || o2 {
			return Fact{}, false
		}
		return number(lo, hi)
	case flowgraph.OpIntMul:
		if in[0].Lo < 0 || in[1].Lo < 0 {
			return Fact{}, false
		}
		if h, _ := bits.Mul64(uint64(in[0].Hi), uint64(in[1].Hi)); h != 0 || uint64(in[0].Hi)*uint64(in[1].Hi) > math.MaxInt64 {
			return Fact{}, false
		}
		return number(in[0].Lo*in[1].Lo, in[0].Hi*in[1].Hi)
	case flowgraph.OpIntAnd:
		switch {
		case in[0].Lo >= 0 && in[1].Lo >= 0:
			return number(0, min(in[0].Hi, in[1].Hi))
		case in[0].Lo >= 0:
			return number(0, in[0].Hi)
		case in[1].Lo >= 0:
			return number(0, in[1].Hi)
		}
	case flowgraph.OpIntMod:
		if in[1].Lo > 0 && in[0].Lo >= 0 {
			return number(0, min(in[0].Hi, in[1].Hi-1))
		}
		if in[1].Lo > 0 && in[0].Lo > math.MinInt64 {
			return number(-(in[1].Hi - 1), in[1].Hi-1)
		}
	case flowgraph.OpIntDiv:
		if in[1].Lo > 0 && in[0].Lo >= 0 {
			return number(in[0].Lo/in[1].Hi, in[0].Hi/in[1].Lo)
		}
	case flowgraph.OpIntShr:
		if in[0].Lo >= 0 {
			lo, hi := int64(0), in[0].Hi
			if in[1].Lo >= 0 {
				hi >>= uint64(min(in[1].Lo, 63))
			}
			return number(lo, hi)
		}
	case flowgraph.OpConvert:
		from, ok1 := flowgraph.PrimOf(op.Args[0].Type())
		to, ok2 := flowgraph.PrimOf(r.Typ)
		if ok1 && ok2 && from.IsInt() && to.IsInt() {
			lo, hi := bounds(r.Typ)
			if to.Size() == 8 && !to.IsSigned() {
				lo = 0 // a negative number becomes a huge one
			}
			if in[0].Lo >= lo && in[0].Hi <= hi {
				return number(in[0].Lo, in[0].Hi)
			}
		}
	case flowgraph.OpIntEq, flowgraph.OpIntNe, flowgraph.OpIntLt, flowgraph.OpIntLe, flowgraph.OpIntGt, flowgraph.OpIntGe:
		return compareRanges(op.Kind, in[0], in[1])
	case flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		if disjointNil(in[0], in[1]) {
			return truth(op.Kind == flowgraph.OpPtrNe), true
		}
	case flowgraph.OpIfaceIsNil, flowgraph.OpFuncIsNil:
		if !in[0].Null {
			return truth(false), true
		}
		if !in[0].Full {
			return truth(true), true
		}
	case flowgraph.OpBoolNot:
		return Fact{Some: true, Lo: 1 - in[0].Hi, Hi: 1 - in[0].Lo}, true
	case flowgraph.OpSelect:
		return in[1].Join(in[2]), true
	}
	return Fact{}, false
}

func truth(b bool) Fact {
	if b {
		return Fact{Some: true, Lo: 1, Hi: 1}
	}
	return Fact{Some: true}
}

// disjointNil reports whether one of two pointers is nil and the other is not.
func disjointNil(a, b Fact) bool {
	return !a.Null && !b.Full || !b.Null && !a.Full
}

func addOverflows(a, b int64) (sum int64, overflow bool) {
	sum = a + b
	return sum, (sum > a) != (b > 0) && b != 0
}

// compareRanges decides comparisons of ranges that do not overlap.
func compareRanges(k flowgraph.OpKind, a, b Fact) (Fact, bool) {
	below, above := a.Hi < b.Lo, a.Lo > b.Hi
	single := a.Lo == a.Hi && b.Lo == b.Hi && a.Lo == b.Lo
	switch k {
	case flowgraph.OpIntEq, flowgraph.OpIntNe:
		if below || above {
			return truth(k == flowgraph.OpIntNe), true
		}
		if single {
			return truth(k == flowgraph.OpIntEq), true
		}
	case flowgraph.OpIntLt:
		return decide(below, a.Lo >= b.Hi)
	case flowgraph.OpIntLe:
		return decide(a.Hi <= b.Lo, above)
	case flowgraph.OpIntGt:
		return decide(above, a.Hi <= b.Lo)
	case flowgraph.OpIntGe:
		return decide(a.Lo >= b.Hi, below)
	}
	return Fact{}, false
}

func decide(yes, no bool) (Fact, bool) {
	switch {
	case yes:
		return truth(true), true
	case no:
		return truth(false), true
	}
	return Fact{}, false
}
