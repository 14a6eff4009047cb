package build

// This file builds m[k] = v, and finds the updates m[k] = f(m[k]), of which m[k]++ is one: what the first lookup has found is
// kept, and the second one left out, if nothing in between can change the map.

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// mapUpdate builds m[k] = v. Of equal keys the new one is stored if a program could tell it from the old one.
func (b *builder) mapUpdate(instr *ssa.MapUpdate) {
	t := instr.Map.Type()
	m := b.retype(b.value(instr.Map), b.mapType(t))
	key, value := b.value(instr.Key), b.value(instr.Value)
	set, update := "Set", "Update"
	if tellsNothing(b.typ(t).Underlying().(*types.Map).Key()) {
		set, update = "SetValue", "UpdateValue"
	}
	if found := b.found[instr]; found != nil {
		b.call(b.mapMethod(t, update), m, key, value, found)
		return
	}
	b.call(b.mapMethod(t, set), m, key, value)
}

// mapLookup builds m[k].
func (b *builder) mapLookup(instr *ssa.Lookup) {
	t := instr.X.Type()
	m := b.retype(b.value(instr.X), b.mapType(t))
	key := b.value(instr.Index)
	update := b.updateOf(instr)
	switch {
	case instr.CommaOk:
		b.setTuple(instr, asValues(b.call(b.mapMethod(t, "GetOk"), m, key))...)
	case update != nil:
		results := b.call(b.mapMethod(t, "Find"), m, key)
		b.set(instr, results[0])
		if b.found == nil {
			b.found = map[*ssa.MapUpdate]flowgraph.Value{}
		}
		b.found[update] = results[1]
	default:
		b.set(instr, b.call(b.mapMethod(t, "Get"), m, key)[0])
	}
}

// updateOf returns the assignment to the element that l looks up, if it follows in the same block and no instruction that is
// built in between can change a map.
func (b *builder) updateOf(l *ssa.Lookup) *ssa.MapUpdate {
	for _, instr := range b.rest {
		if u, ok := instr.(*ssa.MapUpdate); ok && u.Map == l.X && sameKey(u.Key, l.Index) {
			return u
		}
		if !leavesMaps(instr) {
			return nil
		}
	}
	return nil
}

// sameKey reports whether two operands are certainly the same value: go/ssa makes a new constant for each use.
func sameKey(x, y ssa.Value) bool {
	if x == y {
		return true
	}
	a, ok := x.(*ssa.Const)
	b, both := y.(*ssa.Const)
	return ok && both && a.Value != nil && b.Value != nil && types.Identical(a.Type(), b.Type()) && constant.Compare(a.Value, token.EQL, b.Value)
}

// leavesMaps reports whether an instruction runs no code of the program and changes no map.
func leavesMaps(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Alloc, *ssa.BinOp, *ssa.ChangeType, *ssa.Convert, *ssa.DebugRef, *ssa.Extract, *ssa.Field, *ssa.FieldAddr, *ssa.Index,
		*ssa.IndexAddr, *ssa.Lookup, *ssa.MakeInterface, *ssa.MakeSlice, *ssa.Slice, *ssa.Store:
		return true
	case *ssa.UnOp:
		return instr.Op != token.ARROW
	case *ssa.Call:
		f, ok := instr.Call.Value.(*ssa.Builtin)
		return ok && (f.Name() == "append" || f.Name() == "len" || f.Name() == "cap" || f.Name() == "min" || f.Name() == "max")
	}
	return false
}

// tellsNothing reports whether equal values of a comparable type cannot be told from each other. Zeros have signs, and what is
// in an interface may be such a zero. Strings differ in where their bytes are, which nobody sees.
func tellsNothing(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsFloat|types.IsComplex) == 0
	case *types.Pointer, *types.Chan:
		return true
	case *types.Array:
		return tellsNothing(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if f.Name() == "_" || !tellsNothing(f.Type()) {
				return false
			}
		}
		return true
	}
	return false
}
