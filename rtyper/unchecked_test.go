package rtyper

import (
	"go/token"
	"go/types"
	"testing"
)

func TestIsUnchecked(t *testing.T) {
	named := func(path, name string, underlying types.Type) *types.TypeName {
		obj := types.NewTypeName(token.NoPos, types.NewPackage(path, "p"), name, nil)
		types.NewNamed(obj, underlying, nil)
		return obj
	}
	ints := types.NewSlice(types.Typ[types.Int])
	slice := named(uncheckedPath, "Slice", ints).Type()
	alias := types.NewAlias(types.NewTypeName(token.NoPos, nil, "stack", nil), slice)
	for _, typ := range []types.Type{slice, alias} {
		if !isUnchecked(typ) {
			t.Errorf("%s is checked", typ)
		}
	}
	for _, typ := range []types.Type{ints, named("example.org/unchecked", "Slice", ints).Type(), named("main", "stack", slice.Underlying()).Type(), types.Universe.Lookup("error").Type()} {
		if isUnchecked(typ) {
			t.Errorf("%s is unchecked", typ)
		}
	}
}
