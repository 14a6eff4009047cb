package vm

import (
	"math/big"
	"rgo/rlib/thread"
)

// This file defines the remaining builtin value types.

// Tuple is a tuple. Its items never change.
type Tuple struct {
	items []Object `rgo:"immutable"`
}

// Class returns tuple.
func (*Tuple) Class() *Type { return TupleType }

// List is a list.
type List struct {
	bias  thread.Bias
	items []Object
}

// Class returns list.
func (*List) Class() *Type { return ListType }

// push appends an item.
//
//rgo:inline
//rgo:parallel
func (l *List) push(o Object) {
	n := len(l.items)
	if n == cap(l.items) {
		l.grow()
	}
	l.items = l.items[:n+1]
	l.items[n] = o
}

// listRoom is the least room of a list that something is appended to.
const listRoom = 4

// grow makes room for at least one more item.
//
//rgo:parallel
func (l *List) grow() {
	n := len(l.items)
	if n == 0 {
		l.items = make([]Object, 0, listRoom)
	} else {
		l.items = append(l.items, nil)[:n]
	}
}

// Bytes is a bytes object.
type Bytes struct {
	s string `rgo:"immutable"`
}

// Class returns bytes.
func (*Bytes) Class() *Type { return BytesType }

// Complex is a complex.
type Complex struct{ v complex128 }

// Class returns complex.
func (*Complex) Class() *Type { return ComplexType }

// Slice is a slice object.
type Slice struct{ start, stop, step Object }

// Class returns slice.
func (*Slice) Class() *Type { return SliceType }

// Range is a range. Ranges beyond machine words keep their bounds in big.
type Range struct {
	start, stop, step int64
	n                 int64
	big               *bigRange // nil if everything fits
}

// bigRange is a range with bounds that do not fit a machine word.
type bigRange struct{ start, stop, step, n *big.Int }

// Class returns range.
func (*Range) Class() *Type { return RangeType }

// Builtin container types.
var (
	TupleType     = newBuiltinType("tuple", ObjectType, 0)
	ListType      = newBuiltinType("list", ObjectType, 0)
	BytesType     = newBuiltinType("bytes", ObjectType, 0)
	ByteArrayType = newBuiltinType("bytearray", ObjectType, 0)
	ComplexType   = newBuiltinType("complex", ObjectType, 0)
	SliceType     = newBuiltinType("slice", ObjectType, final)
	RangeType     = newBuiltinType("range", ObjectType, final)
)

// emptyTuple is the one empty tuple.
var emptyTuple = &Tuple{}

// newTuple makes a tuple that keeps items.
//
//rgo:parallel
func newTuple(items []Object) *Tuple {
	if len(items) == 0 {
		return emptyTuple
	}
	return &Tuple{items}
}

// tupleOf makes a tuple of copies of the arguments.
//
//rgo:parallel
func tupleOf(items ...Object) *Tuple { return newTuple(items) }

// copyTuple makes a tuple of a copy of items.
//
//rgo:parallel
func copyTuple(items []Object) *Tuple {
	if len(items) == 0 {
		return emptyTuple
	}
	c := make([]Object, len(items))
	copy(c, items)
	return &Tuple{c}
}

// newList makes a list that keeps items.
//
//rgo:parallel
func newList(items []Object) *List { return &List{items: items} }

// copyList makes a list of a copy of items.
//
//rgo:parallel
func copyList(items []Object) *List {
	c := make([]Object, len(items))
	copy(c, items)
	return &List{items: c}
}

// pieceOf is copyList for what most likely only the thread that runs is going to
// use.
//
//rgo:parallel
func pieceOf(items []Object) *List {
	c := make([]Object, len(items))
	copy(c, items)
	return &List{bias: thread.Mine(), items: c}
}

// sequenceItems returns the items of a tuple or list, or ok == false. Those of a
// list are the thread's until it runs Python code.
//
//rgo:parallel
func sequenceItems(o Object) (items []Object, ok bool) {
	switch x := o.(type) {
	case *Tuple:
		return x.items, true
	case *List:
		return x.stable(), true
	}
	return nil, false
}

// listOf returns the list that o is or carries.
//
//rgo:parallel
func listOf(o Object) *List {
	switch x := o.(type) {
	case *List:
		return x
	case *Instance:
		l, _ := x.payload.(*List)
		return l
	}
	return nil
}

// tuplePayload returns the tuple that o is or carries, or nil.
//
//rgo:parallel
func tuplePayload(o Object) *Tuple {
	switch x := o.(type) {
	case *Tuple:
		return x
	case *Instance:
		p, _ := x.payload.(*Tuple)
		return p
	}
	return nil
}

// dictOf returns the dict that o is or carries, or nil.
//
//rgo:parallel
func dictOf(o Object) *Dict {
	switch x := o.(type) {
	case *Dict:
		return x
	case *Instance:
		d, _ := x.payload.(*Dict)
		return d
	}
	return nil
}

// strOf returns the str that o is or carries, or nil.
//
//rgo:parallel
func strOf(o Object) *Str {
	switch x := o.(type) {
	case *Str:
		return x
	case *Instance:
		s, _ := x.payload.(*Str)
		return s
	}
	return nil
}

// bytesText returns the content of bytes, bytearray or memoryview.
//
//rgo:parallel
func bytesText(o Object) (string, bool) {
	switch x := o.(type) {
	case *Bytes:
		return x.s, true
	case *ByteArray:
		return x.text(), true
	case *Instance:
		if x.payload != nil {
			return bytesText(x.payload)
		}
	case *MemoryView:
		if v := x.view; v != nil {
			v.own()
			return string(v.bytes()), true
		}
	}
	return "", false
}
