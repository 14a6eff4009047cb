package flowgraph

// This file flattens Go types into leaves: see Object.

import (
	"go/types"
	"math"
)

// NumLeaves returns the number of leaves of t, at most math.MaxInt32 for an array.
func NumLeaves(t types.Type) int {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		n := 0
		for i := range u.NumFields() {
			n += NumLeaves(u.Field(i).Type())
		}
		return n
	case *types.Array:
		n := NumLeaves(u.Elem())
		if n > 0 && u.Len() > math.MaxInt32/int64(n) {
			return math.MaxInt32 // more than anybody can have
		}
		return int(u.Len()) * n
	}
	return 1
}

// FieldLeaf returns the number of leaves in front of field i of the struct type t.
func FieldLeaf(t types.Type, i int) int {
	u := t.Underlying().(*types.Struct)
	n := 0
	for j := range i {
		n += NumLeaves(u.Field(j).Type())
	}
	return n
}

// LeafTypes returns the types of the leaves of t, in order.
func LeafTypes(t types.Type) []types.Type { return appendLeafTypes(nil, t) }

func appendLeafTypes(list []types.Type, t types.Type) []types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			list = appendLeafTypes(list, u.Field(i).Type())
		}
		return list
	case *types.Array:
		elem := appendLeafTypes(nil, u.Elem())
		for range u.Len() {
			list = append(list, elem...)
		}
		return list
	}
	return append(list, t)
}
