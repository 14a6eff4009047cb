package build

// This file builds conversions.

import (
	"go/types"

	"rgo/flowgraph"
)

// retype returns v as a value of type t, which has the same representation.
func (b *builder) retype(v flowgraph.Value, t types.Type) flowgraph.Value {
	t = b.typ(t)
	if types.Identical(v.Type().(types.Type), t) {
		return v
	}
	if c, ok := v.(*flowgraph.Const); ok {
		if _, iface := t.Underlying().(*types.Interface); !iface || c.Val == nil {
			return flowgraph.NewConst(t, c.Val)
		}
	}
	return b.op1(flowgraph.OpRetype, t, v)
}

// convert builds a conversion of v, which may change the value.
func (b *builder) convert(v flowgraph.Value, from, to types.Type) flowgraph.Value {
	from, to = b.typ(from), b.typ(to)
	if types.Identical(from, to) {
		return v
	}
	fs, fromSlice := from.Underlying().(*types.Slice)
	ts, toSlice := to.Underlying().(*types.Slice)
	switch {
	case isString(to) && fromSlice:
		return b.retype(b.sliceToString(v, fs), to)
	case isString(to) && isInteger(from):
		n := b.convert(v, from, types.Typ[types.Int64])
		return b.retype(b.callNamed(pathStrs+".FromRune", n)[0], to)
	case isString(from) && toSlice:
		return b.stringToSlice(v, ts, to)
	case isUnsafePointer(to) && isUintptr(from):
		return b.op1(flowgraph.OpIntToPtr, to, v)
	case isUnsafePointer(from) && isUintptr(to):
		return b.op1(flowgraph.OpPtrToInt, to, v)
	case isComplex(from) && isComplex(to):
		re, im := b.complexParts(v)
		fp, tp := partType(from), partType(to)
		if fp == tp {
			return b.retype(v, to)
		}
		return b.op1(flowgraph.OpComplexMake, to, b.convert(re, fp, tp), b.convert(im, fp, tp))
	case isNumber(from) && isNumber(to) && !types.Identical(from.Underlying(), to.Underlying()):
		if c, ok := v.(*flowgraph.Const); ok && isInteger(from) && isInteger(to) {
			return flowgraph.NewConst(to, c.Val)
		}
		return b.op1(flowgraph.OpConvert, to, v)
	}
	return b.retype(v, to)
}

func isNumber(t types.Type) bool { return isInteger(t) || isFloat(t) }

// sliceToString builds string(v) of a slice of bytes or runes.
func (b *builder) sliceToString(v flowgraph.Value, s *types.Slice) flowgraph.Value {
	name, elem := ".FromRunes", types.Universe.Lookup("rune").Type()
	if basic(s.Elem()).Kind() == types.Byte {
		name, elem = ".FromBytes", types.Typ[types.Byte]
	}
	return b.callNamed(pathStrs+name, b.sliceOf(v, s.Elem(), types.NewSlice(elem)))[0]
}

// stringToSlice builds []byte(v) and []rune(v).
func (b *builder) stringToSlice(v flowgraph.Value, s *types.Slice, to types.Type) flowgraph.Value {
	name := ".ToRunes"
	if basic(s.Elem()).Kind() == types.Byte {
		name = ".ToBytes"
	}
	r := b.callNamed(pathStrs+name, b.retype(v, types.Typ[types.String]))[0]
	elem := r.Typ.(types.Type).Underlying().(*types.Slice).Elem()
	return b.sliceOf(r, elem, to)
}

// sliceOf returns slice v, whose elements have type from, as a slice of type to, whose elements have the same
// representation. Element types that are not identical but alike ("type B byte") need a way around.
func (b *builder) sliceOf(v flowgraph.Value, from types.Type, to types.Type) flowgraph.Value {
	elem := to.Underlying().(*types.Slice).Elem()
	if types.Identical(from, elem) {
		return b.retype(v, to)
	}
	data := b.op1(flowgraph.OpSliceData, types.NewPointer(from), v)
	raw := b.op1(flowgraph.OpRetype, types.Typ[types.UnsafePointer], data)
	ptr := b.op1(flowgraph.OpRetype, types.NewPointer(elem), raw)
	n := b.op1(flowgraph.OpLen, types.Typ[types.Int], v)
	c := b.op1(flowgraph.OpCap, types.Typ[types.Int], v)
	return b.op1(flowgraph.OpMakeSliceRaw, to, ptr, n, c)
}
