package rtyper

// This file looks at the whole program before anything is lowered: which pointers may point into other objects, which
// slices may start within their arrays, and which dynamic types can be nil pointers. The first and the last decide the
// representation of interfaces, the first two tell write barriers where the objects start that are stored into.

import (
	"go/types"
	"strings"

	"rgo/flowgraph"
)

// survey fills t.dyn.
func (t *typer) survey(graphs []*flowgraph.Graph) {
	s := &surveyor{t: t, d: t.dyn}
	for _, g := range graphs {
		s.graph(g)
		t.findGrow(g)
	}
	for _, o := range t.facts.Objects() {
		if o.Leaves != nil {
			w := &leafWalker{s: s, leaves: o.Leaves}
			w.value(o.Type)
		}
	}
	for _, a := range s.sliced {
		if t.dyn.interior.At(a) != nil {
			t.dyn.resliced.Set(a.Underlying().(*types.Array).Elem(), true)
		}
	}
	s.findInside(graphs, t.facts.DynamicTypes())
	t.dyn.number(t.facts.DynamicTypes(), &s.boxed)
}

type surveyor struct {
	t      *typer
	d      *dynamics
	gives  bool         // the graph at hand gives back what it was given: see givesBack
	sliced []types.Type // types of arrays that are sliced from their start
	boxed  typeMap      // types to how many operations put them in interfaces or take them out
	kept   typeMap      // T of which some *T in frozen memory leads into an object
	shown  typeMap      // T of which such a *T is in a frozen interface
}

// givesBack reports whether addresses that g makes pointers of were pointers of the same type before, kept where the
// collector does not see them: those of weak pointers and finalizers. If one of them points into an object, that has been
// seen where it was made.
func givesBack(g *flowgraph.Graph) bool {
	return strings.HasPrefix(g.Name, "weak.Pointer[") || strings.HasPrefix(g.Name, "rgo/rlib/gc.finalizeTyped[")
}

// direct says which operand of an operation only uses an address and keeps none: that of address operations.
var direct = map[flowgraph.OpKind]bool{
	flowgraph.OpLoad: true, flowgraph.OpStore: true, flowgraph.OpFieldAddr: true, flowgraph.OpIndexAddr: true,
	flowgraph.OpNilCheck: true, flowgraph.OpPtrToInt: true,
}

func (s *surveyor) graph(g *flowgraph.Graph) {
	s.gives = givesBack(g)
	for _, b := range g.Blocks {
		interior := map[*flowgraph.Var]bool{}
		use := func(v value) {
			switch v := v.(type) {
			case *flowgraph.Var:
				if interior[v] {
					s.escapes(v.Typ)
				}
			case *flowgraph.Const:
				if p, ok := v.Val.(flowgraph.Pointer); ok {
					s.pointer(v.Typ.(types.Type), p)
				}
			}
		}
		for _, op := range b.Ops {
			for i, a := range op.Args {
				if i > 0 || !direct[op.Kind] {
					use(a)
				}
			}
			s.op(op, interior)
		}
		for _, l := range b.Exits {
			for _, a := range l.Args {
				use(a)
			}
		}
	}
}

// op notes what op makes: interior pointers of its block, and interfaces.
func (s *surveyor) op(op *flowgraph.Op, interior map[*flowgraph.Var]bool) {
	switch op.Kind {
	case flowgraph.OpFieldAddr, flowgraph.OpIndexAddr:
		interior[op.Result()] = true
	case flowgraph.OpSliceData, flowgraph.OpSliceToArrayPtr, flowgraph.OpStrData, flowgraph.OpIntToPtr:
		s.escapes(op.Result().Typ)
	case flowgraph.OpSlice:
		s.slice(op, interior)
	case flowgraph.OpMakeSliceRaw:
		s.reslice(op.Result().Typ)
	case flowgraph.OpRetype:
		if s.gives {
			break
		}
		s.retype(op.Args[0].Type().(types.Type), op.Result().Typ.(types.Type))
	case flowgraph.OpAssert, flowgraph.OpAssertOk:
		s.countBoxed(op.Aux.(types.Type))
	case flowgraph.OpMakeIface:
		s.countBoxed(op.Args[0].Type().(types.Type))
		if p, ok := types.Unalias(op.Args[0].Type().(types.Type)).(*types.Pointer); ok && !s.t.facts.NonNil(op.Args[0]) {
			s.d.nilable.Set(p.Elem(), true)
		}
	}
}

// retype notes that a pointer of one type becomes one of another. From map to the map's object is no such change: the
// object was made as what it is.
func (s *surveyor) retype(from, to types.Type) {
	if a, ok := from.Underlying().(*types.Slice); ok {
		if b, ok := to.Underlying().(*types.Slice); !ok || !types.Identical(a.Elem(), b.Elem()) {
			s.reslice(to)
		}
		return
	}
	p, ok := to.Underlying().(*types.Pointer)
	if !ok {
		return
	}
	switch f := from.Underlying().(type) {
	case *types.Map, *types.Chan:
		return
	case *types.Pointer:
		if types.Identical(f.Elem(), p.Elem()) {
			return
		}
	}
	s.escapes(to)
}

// slice notes where the result of a slice expression starts.
func (s *surveyor) slice(op *flowgraph.Op, interior map[*flowgraph.Var]bool) {
	if lo, ok := op.Args[1].(*flowgraph.Const); !ok || lo.Val != nil && lo.Val != int64(0) && lo.Val != uint64(0) {
		s.reslice(op.Result().Typ)
		return
	}
	p, ok := op.Args[0].Type().(types.Type).Underlying().(*types.Pointer)
	if !ok {
		return
	}
	switch v := op.Args[0].(type) {
	case *flowgraph.Var:
		if interior[v] {
			s.reslice(op.Result().Typ)
			return
		}
	case *flowgraph.Const:
		if q, ok := v.Val.(flowgraph.Pointer); ok && (q.Leaf != 0 || !types.Identical(q.Obj.Type, p.Elem())) {
			s.reslice(op.Result().Typ)
			return
		}
	}
	s.sliced = append(s.sliced, p.Elem())
}

// reslice notes that a slice of type typ may start within its array.
func (s *surveyor) reslice(typ flowgraph.Type) {
	if u, ok := typ.(types.Type).Underlying().(*types.Slice); ok {
		s.d.resliced.Set(u.Elem(), true)
	}
}

// escapes notes that a pointer of type typ may be kept and points into another object.
func (s *surveyor) escapes(typ flowgraph.Type) {
	if p, ok := typ.(types.Type).Underlying().(*types.Pointer); ok {
		s.d.interior.Set(p.Elem(), true)
	}
}

// pointer looks at a frozen pointer of type typ.
func (s *surveyor) pointer(typ types.Type, p flowgraph.Pointer) {
	if isInside(p, typ) {
		s.escapes(typ)
	}
}

// A leafWalker looks at the leaves of frozen values.
type leafWalker struct {
	s      *surveyor
	leaves []any
}

func (w *leafWalker) value(typ types.Type) {
	switch u := typ.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			w.value(u.Field(i).Type())
		}
		return
	case *types.Array:
		t := w.s.t
		if n := t.numFlowLeaves(typ); n == 0 || !t.hasRefs(u.Elem()) {
			w.leaves = w.leaves[min(n, len(w.leaves)):]
			return
		}
		for range u.Len() {
			w.value(u.Elem())
		}
		return
	}
	if len(w.leaves) == 0 {
		return // the writer reports it
	}
	x := w.leaves[0]
	w.leaves = w.leaves[1:]
	w.s.leaf(typ, x)
}

// leaf looks at a frozen leaf of type typ.
func (s *surveyor) leaf(typ types.Type, x any) {
	switch x := x.(type) {
	case flowgraph.Pointer:
		s.pointer(typ, x)
		if isInside(x, typ) {
			s.kept.Set(typ.Underlying().(*types.Pointer).Elem(), true)
		}
	case flowgraph.SliceValue:
		if x.Data.Leaf != 0 {
			s.reslice(typ)
		}
	case flowgraph.FuncValue:
		w := &leafWalker{s: s, leaves: boundLeaves(x)}
		for _, c := range x.Graph.Captures {
			w.value(c.(types.Type))
		}
	case flowgraph.IfaceValue:
		if x.Type == nil {
			return
		}
		if p, ok := types.Unalias(x.Type).(*types.Pointer); ok {
			q, _ := x.Leaves[0].(flowgraph.Pointer)
			if q.Obj == nil {
				s.d.nilable.Set(p.Elem(), true)
			}
			if isInside(q, x.Type) {
				s.shown.Set(p.Elem(), true)
			}
		}
		w := &leafWalker{s: s, leaves: x.Leaves}
		w.value(x.Type)
	}
}

// boundLeaves returns the leaves of the captured values, behind each other.
func boundLeaves(v flowgraph.FuncValue) []any {
	var out []any
	for _, x := range v.Bound {
		if list, ok := x.([]any); ok {
			out = append(out, list...)
		} else {
			out = append(out, x)
		}
	}
	return out
}
