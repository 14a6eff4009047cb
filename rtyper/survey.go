package rtyper

// This file looks at the whole program before anything is lowered: which pointers may point into other objects, and
// which dynamic types can be nil pointers. Both decide the representation of interfaces.

import (
	"go/types"

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
	t.dyn.number(t.facts.DynamicTypes())
}

type surveyor struct {
	t *typer
	d *dynamics
}

// direct says which operand of an operation only uses an address and keeps none: that of address operations.
var direct = map[flowgraph.OpKind]bool{
	flowgraph.OpLoad: true, flowgraph.OpStore: true, flowgraph.OpFieldAddr: true, flowgraph.OpIndexAddr: true,
	flowgraph.OpNilCheck: true, flowgraph.OpPtrToInt: true,
}

func (s *surveyor) graph(g *flowgraph.Graph) {
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
	case flowgraph.OpRetype:
		s.retype(op.Args[0].Type().(types.Type), op.Result().Typ.(types.Type))
	case flowgraph.OpMakeIface:
		if p, ok := types.Unalias(op.Args[0].Type().(types.Type)).(*types.Pointer); ok && !s.t.facts.NonNil(op.Args[0]) {
			s.d.nilable.Set(p.Elem(), true)
		}
	}
}

// retype notes that a pointer of one type becomes one of another. From map to the map's object is no such change: the
// object was made as what it is.
func (s *surveyor) retype(from, to types.Type) {
	p, ok := to.Underlying().(*types.Pointer)
	if !ok {
		return
	}
	switch f := from.Underlying().(type) {
	case *types.Map:
		return
	case *types.Pointer:
		if types.Identical(f.Elem(), p.Elem()) {
			return
		}
	}
	s.escapes(to)
}

// escapes notes that a pointer of type typ may be kept and points into another object.
func (s *surveyor) escapes(typ flowgraph.Type) {
	if p, ok := typ.(types.Type).Underlying().(*types.Pointer); ok {
		s.d.interior.Set(p.Elem(), true)
	}
}

// pointer looks at a frozen pointer of type typ.
func (s *surveyor) pointer(typ types.Type, p flowgraph.Pointer) {
	ptr, ok := typ.Underlying().(*types.Pointer)
	if !ok || p.Obj == nil {
		return
	}
	if p.Leaf != 0 || !types.Identical(p.Obj.Type, ptr.Elem()) {
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
			if q, _ := x.Leaves[0].(flowgraph.Pointer); q.Obj == nil {
				s.d.nilable.Set(p.Elem(), true)
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
