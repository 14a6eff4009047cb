package rtyper

// This file finds out which pointers in interfaces may lead into objects. Structs that embed others by value make it worth
// while: a promoted method is called with the address of the embedded struct, so pointers of its type lead into objects, but
// none of those ever gets in an interface.
//
// Variables are followed through blocks and direct calls. Everything else that keeps pointers (memory, values that hold
// others, calls whose callee is not known) is one place for each type: if a pointer into an object can get there, whatever
// comes from there may be one.

import (
	"go/types"

	"rgo/flowgraph"
)

// An insider holds what may lead into an object. Only pointers to types in suspects are looked at.
type insider struct {
	d         *dynamics
	suspects  typeMap // T where some *T may lead into an object, and some interface holds a *T
	vars      map[*flowgraph.Var]bool
	elsewhere typeMap // T of which such a *T can be in memory, or be passed to a callee that is not known
	shown     typeMap // T of which such a *T can get in an interface
	gives     bool    // the graph at hand gives back what it was given: see givesBack
	changed   bool
}

// findInside fills d.shown, given the rest of the survey.
func (s *surveyor) findInside(graphs []*flowgraph.Graph, list []types.Type) {
	in := &insider{d: s.d, vars: map[*flowgraph.Var]bool{}, elsewhere: s.kept, shown: s.shown}
	for _, typ := range list {
		if p, ok := types.Unalias(typ).(*types.Pointer); ok && s.d.interior.At(p.Elem()) != nil {
			in.suspects.Set(p.Elem(), p.Elem())
		}
	}
	if in.suspects.Len() == 0 {
		return
	}
	var relevant []*flowgraph.Graph
	for _, g := range graphs {
		if in.concerns(g) {
			relevant = append(relevant, g)
		}
	}
	for in.changed = true; in.changed; {
		in.changed = false
		for _, g := range relevant {
			in.graph(g)
		}
	}
	s.d.shown = in.shown
}

// suspect returns T if typ is a *T that has to be looked at, else nil. Of identical types it returns the same one.
func (in *insider) suspect(typ flowgraph.Type) types.Type {
	t, ok := typ.(types.Type)
	if !ok {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t, _ = in.suspects.At(p.Elem()).(types.Type)
		return t
	}
	return nil
}

// concerns reports whether g has variables or constants that have to be looked at.
func (in *insider) concerns(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, a := range b.Args {
			if in.suspect(a.Typ) != nil {
				return true
			}
		}
		for _, op := range b.Ops {
			for _, a := range op.Args {
				if in.suspect(a.Type()) != nil {
					return true
				}
			}
			for _, r := range op.Results {
				if in.suspect(r.Typ) != nil {
					return true
				}
			}
		}
	}
	return false
}

// leads reports whether v may lead into an object.
func (in *insider) leads(v value) bool {
	switch v := v.(type) {
	case *flowgraph.Var:
		return in.vars[v]
	case *flowgraph.Const:
		p, ok := v.Val.(flowgraph.Pointer)
		return ok && in.suspect(v.Typ) != nil && isInside(p, v.Typ.(types.Type))
	}
	return false
}

// isInside reports whether a frozen pointer of type typ leads into an object, or to one that was made as something else.
func isInside(p flowgraph.Pointer, typ types.Type) bool {
	ptr, ok := typ.Underlying().(*types.Pointer)
	return ok && p.Obj != nil && (p.Leaf != 0 || !types.Identical(p.Obj.Type, ptr.Elem()))
}

func (in *insider) mark(v *flowgraph.Var) {
	if in.suspect(v.Typ) != nil && !in.vars[v] {
		in.vars[v], in.changed = true, true
	}
}

// keep notes that v, which leads into an object, goes where it is not followed.
func (in *insider) keep(v value) { in.note(&in.elsewhere, v) }

func (in *insider) note(m *typeMap, v value) {
	if t := in.suspect(v.Type()); t != nil && m.At(t) == nil {
		m.Set(t, true)
		in.changed = true
	}
}

// receive marks v, which comes from where pointers are not followed.
func (in *insider) receive(v *flowgraph.Var) {
	if t := in.suspect(v.Typ); t != nil && in.elsewhere.At(t) != nil {
		in.mark(v)
	}
}

func (in *insider) graph(g *flowgraph.Graph) {
	in.gives = givesBack(g)
	for _, a := range g.Start.Args { // its address may have been taken
		in.receive(a)
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			in.op(op)
		}
		for _, l := range b.Exits {
			in.pass(l.Args, l.Target.Args)
		}
	}
	for _, a := range g.Return.Args { // nobody knows who called it
		if in.leads(a) {
			in.keep(a)
		}
	}
}

// pass marks each of to whose counterpart leads into an object.
func (in *insider) pass(from []value, to []*flowgraph.Var) {
	for i, a := range from {
		if in.leads(a) {
			in.mark(to[i])
		}
	}
}

func (in *insider) op(op *flowgraph.Op) {
	switch op.Kind {
	case flowgraph.OpFieldAddr, flowgraph.OpIndexAddr, flowgraph.OpSliceData, flowgraph.OpSliceToArrayPtr, flowgraph.OpStrData, flowgraph.OpIntToPtr:
		in.mark(op.Results[0])
		return
	case flowgraph.OpRetype:
		in.retype(op)
		return
	case flowgraph.OpCall, flowgraph.OpTry:
		in.call(op, op.Aux.(*flowgraph.Graph))
		return
	case flowgraph.OpMakeIface:
		if in.leads(op.Args[0]) {
			in.note(&in.shown, op.Args[0])
		}
		return
	case flowgraph.OpNew, flowgraph.OpAssert, flowgraph.OpAssertOk: // what comes out of interfaces is what got in
		return
	case flowgraph.OpNilCheck, flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		return
	}
	from := 0
	if op.Kind == flowgraph.OpLoad || op.Kind == flowgraph.OpStore {
		from = 1
	}
	for _, a := range op.Args[from:] {
		if in.leads(a) {
			in.keep(a)
		}
	}
	for _, r := range op.Results {
		in.receive(r)
	}
}

// call passes arguments to a callee that is known, and its results back.
func (in *insider) call(op *flowgraph.Op, callee *flowgraph.Graph) {
	in.pass(op.Args, callee.Start.Args)
	results := op.Results
	if op.Kind == flowgraph.OpTry {
		results = results[1:]
	}
	for i, r := range results {
		if in.vars[callee.Return.Args[i]] {
			in.mark(r)
		}
	}
}

// retype is a pointer that gets another type. What had another type before may lead anywhere, but for what is given back:
// see givesBack.
func (in *insider) retype(op *flowgraph.Op) {
	from, r := op.Args[0], op.Results[0]
	t := in.suspect(from.Type())
	if t == nil || in.suspect(r.Typ) != t {
		if in.leads(from) {
			in.keep(from)
		}
		if in.gives {
			in.receive(r)
		} else {
			in.mark(r)
		}
		return
	}
	if in.leads(from) {
		in.mark(r)
	}
}
