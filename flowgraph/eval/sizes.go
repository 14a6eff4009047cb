package eval

// This file knows sizes of Go types in the translated program, as far as limits depend on them.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// primOf returns the primitive type of a float, or of the parts of a complex number.
func primOf(t *rtype) lltype.Prim {
	switch t.shape {
	case shapeFloat32, shapeComplex64:
		return lltype.Float32
	case shapeFloat64, shapeComplex128:
		return lltype.Float64
	}
	p, _ := flowgraph.PrimOf(t.typ)
	return p
}

// goSize returns the size of a value of t in bytes, roughly: without padding.
func goSize(t *rtype) int64 {
	switch t.shape {
	case shapeBool, shapeInt, shapeUint, shapeFloat32, shapeFloat64:
		return primOf(t).Size()
	case shapeComplex64:
		return 8
	case shapeComplex128, shapeString:
		return 16
	case shapeSlice:
		return 24
	case shapeArray:
		if t.elem.n == 0 {
			return 0
		}
		return int64(t.n/t.elem.n) * goSize(t.elem)
	case shapeStruct:
		if t.size == 0 {
			for i := range t.typ.Underlying().(*types.Struct).NumFields() {
				t.size += goSize(t.types.field(t, i))
			}
		}
		return t.size
	}
	return 8
}
