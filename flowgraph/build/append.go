package build

// This file builds append(s, x) without the array of one element that go/ssa makes for x.

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// appendedOne returns the x of an append(s, x), if the array for it has no other use.
func appendedOne(call *ssa.Call) (ssa.Value, bool) {
	f, ok := call.Call.Value.(*ssa.Builtin)
	if !ok || f.Name() != "append" || len(call.Call.Args) != 2 {
		return nil, false
	}
	s, ok := call.Call.Args[1].(*ssa.Slice)
	if !ok {
		return nil, false
	}
	a, ok := s.X.(*ssa.Alloc)
	if !ok {
		return nil, false
	}
	store := loneElement(a)
	if store == nil {
		return nil, false
	}
	return store.Val, true
}

// loneElement returns the store to the only element of the array a, if a is made for an append and used for nothing
// else.
func loneElement(a *ssa.Alloc) *ssa.Store {
	if a.Comment != "varargs" {
		return nil
	}
	t, ok := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok || t.Len() != 1 {
		return nil
	}
	var store *ssa.Store
	appended := false
	for _, use := range *a.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.IndexAddr:
			uses := *use.Referrers()
			if store != nil || len(uses) != 1 {
				return nil
			}
			if store, ok = uses[0].(*ssa.Store); !ok || store.Addr != ssa.Value(use) {
				return nil
			}
		case *ssa.Slice:
			if appended || use.Low != nil || use.High != nil || use.Max != nil || !onlyAppended(use) {
				return nil
			}
			appended = true
		default:
			return nil
		}
	}
	if !appended {
		return nil
	}
	return store
}

// onlyAppended reports whether the only use of s is a call of append in the same block.
func onlyAppended(s *ssa.Slice) bool {
	uses := *s.Referrers()
	if len(uses) != 1 || uses[0].Block() != s.Block() {
		return false
	}
	call, ok := uses[0].(*ssa.Call)
	if !ok {
		return false
	}
	f, ok := call.Call.Value.(*ssa.Builtin)
	return ok && f.Name() == "append" && len(call.Call.Args) == 2 && call.Call.Args[1] == ssa.Value(s) && call.Call.Args[0] != ssa.Value(s)
}

// inLoneElement reports whether instr only serves the array of an append(s, x).
func inLoneElement(instr ssa.Instruction) bool {
	var of ssa.Value
	switch instr := instr.(type) {
	case *ssa.Alloc:
		of = instr
	case *ssa.IndexAddr:
		of = instr.X
	case *ssa.Slice:
		of = instr.X
	case *ssa.Store:
		if i, ok := instr.Addr.(*ssa.IndexAddr); ok {
			of = i.X
		}
	}
	a, ok := of.(*ssa.Alloc)
	return ok && loneElement(a) != nil
}

// appendOne builds append(s, x).
func (b *builder) appendOne(call *ssa.Call, x ssa.Value) flowgraph.Value {
	s := b.value(call.Call.Args[0])
	st := typeOf(s)
	elem := st.Underlying().(*types.Slice).Elem()
	ops := b.opsType(elem)
	r := b.call(b.mustMethod(ops, "AppendOne"), zero(ops), b.retype(s, types.NewSlice(elem)), b.typed(x, elem))[0]
	return b.retype(r, st)
}
