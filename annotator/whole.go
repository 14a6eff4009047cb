package annotator

// This file finds slices that are always whole arrays, as make or a literal has made them: their length is that of the array,
// and so is their capacity. What append returns is none, nor is a piece of another slice.

import (
	"go/types"

	"rgo/flowgraph"
)

// isWholeArray reports whether a frozen slice is all of an array.
func isWholeArray(x flowgraph.SliceValue) bool {
	if x.Cap == 0 || x.Data.Obj == nil {
		return x.Cap == 0
	}
	a, ok := x.Data.Obj.Type.Underlying().(*types.Array)
	return ok && x.Data.Leaf == 0 && x.Len == a.Len() && x.Cap == a.Len()
}

// sameLength reports whether the length and the capacity of op, a make_slice, are certain to be equal.
func sameLength(op *flowgraph.Op) bool {
	if op.Args[0] == op.Args[1] {
		return true
	}
	x, ok1 := op.Args[0].(*flowgraph.Const)
	y, ok2 := op.Args[1].(*flowgraph.Const)
	return ok1 && ok2 && x.Val == y.Val
}

// isLiteral reports whether op, a slice operation, is of all of an array that its block has made.
func (s *solver) isLiteral(op *flowgraph.Op) bool {
	x, ok := op.Args[0].(*flowgraph.Var)
	if !ok {
		return false
	}
	made := s.defs[x.Fact]
	if made == nil || made.Kind != flowgraph.OpNew {
		return false
	}
	a, ok := made.Aux.(types.Type).Underlying().(*types.Array)
	if !ok {
		return false
	}
	is := func(v flowgraph.Value, n int64) bool { c, ok := v.(*flowgraph.Const); return ok && c.Val == n }
	return is(op.Args[1], 0) && is(op.Args[2], a.Len()) && is(op.Args[3], a.Len())
}

// WholeSlice reports whether slice v is nil or a whole array.
func (f *Facts) WholeSlice(v flowgraph.Value) bool {
	if f.values == nil {
		return false
	}
	fact, ok := f.values.of(v)
	return ok && !fact.Part
}

// WholeField reports whether whatever is stored in field i of struct type t, a slice, is a whole array and never nil. Then nobody uses
// the address of the field but to load and store next to where it is computed.
func (f *Facts) WholeField(t types.Type, i int) bool {
	if f.values == nil {
		return false
	}
	m := f.values.mem
	c := m.field(t, i)
	return !c.pinned && c.fact.Some && !c.fact.Part && !c.fact.Null && c != m.of(c.typ)
}

// WholeFields calls visit with the type of each such field.
func (f *Facts) WholeFields(visit func(slice *types.Slice)) {
	if f.values == nil {
		return
	}
	f.values.mem.fields.Iterate(func(t types.Type, list any) {
		for i := range list.([]*cell) {
			if u, ok := t.Underlying().(*types.Struct).Field(i).Type().Underlying().(*types.Slice); ok && f.WholeField(t, i) {
				visit(u)
			}
		}
	})
}
