package llvm

// This file maps low-level types to LLVM types.

import (
	"fmt"

	"github.com/llir/llvm/ir/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// ptr is LLVM's opaque pointer type, which package types (made for older versions) does not have.
type ptr struct{}

func (ptr) String() string   { return "ptr" }
func (ptr) LLString() string { return "ptr" }
func (ptr) Name() string     { return "" }
func (ptr) SetName(string)   {}
func (ptr) Equal(u types.Type) bool {
	_, ok := u.(ptr)
	return ok
}

// An operand is a typed value as text. It can stand wherever package ir wants a value or a constant.
type operand struct {
	typ  types.Type
	name string
}

func (o operand) String() string   { return o.typ.String() + " " + o.name }
func (o operand) Type() types.Type { return o.typ }
func (o operand) Ident() string    { return o.name }
func (operand) IsConstant()        {}

// typeOf returns the type of a variable of type t in a register.
func typeOf(t flowgraph.Type) types.Type {
	p, ok := t.(lltype.Prim)
	if !ok {
		panic(fmt.Sprintf("type %s is not a low-level type", t))
	}
	switch p {
	case lltype.Bool:
		return types.I1
	case lltype.Int8, lltype.Uint8:
		return types.I8
	case lltype.Int16, lltype.Uint16:
		return types.I16
	case lltype.Int32, lltype.Uint32:
		return types.I32
	case lltype.Int64, lltype.Uint64:
		return types.I64
	case lltype.Float32:
		return types.Float
	case lltype.Float64:
		return types.Double
	case lltype.Ref, lltype.Addr, lltype.Code:
		return ptr{}
	}
	return types.Void
}

// width returns the width of the integer or float type p.
func width(p lltype.Prim) int64 { return p.Size() * 8 }

// primOf returns the low-level type of v.
func primOf(v flowgraph.Value) lltype.Prim { return v.Type().(lltype.Prim) }

// resultType returns the type that a function with these results returns.
func resultType(results []flowgraph.Type) types.Type {
	switch len(results) {
	case 0:
		return types.Void
	case 1:
		return typeOf(results[0])
	}
	fields := make([]types.Type, len(results))
	for i, r := range results {
		fields[i] = typeOf(r)
	}
	return types.NewStruct(fields...)
}

// A shape is a type as text, for static data of any shape.
type shape string

func (t shape) String() string   { return string(t) }
func (t shape) LLString() string { return string(t) }
func (shape) Name() string       { return "" }
func (shape) SetName(string)     {}

// Equal compares the text.
func (t shape) Equal(u types.Type) bool {
	v, ok := u.(shape)
	return ok && t == v
}
