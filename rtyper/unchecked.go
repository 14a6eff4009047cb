package rtyper

// This file knows the slice types whose bounds are not checked, because of a promise: rgo/rlib/unchecked.Slice.

import (
	"go/types"

	"rgo/rtyper/lltype"
)

const uncheckedPath = "rgo/rlib/unchecked"

// isUnchecked reports whether t is an instance of unchecked.Slice.
func isUnchecked(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	pkg := named.Obj().Pkg()
	return pkg != nil && pkg.Path() == uncheckedPath
}

// sliceIndex returns index i of slice s as Signed, after a check against its length n unless the type of s says that there is none.
func (l *lowering) sliceIndex(s, i, n value) value {
	if isUnchecked(flowType(s)) {
		l.recordIndex(i, n, "the type of the slice is unchecked.Slice")
		return l.convert(l.one(i), lltype.Int64)
	}
	return l.checkIndex(i, n)
}
