package vm

import (
	"math"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is fast paths of fused instructions: mostly operations on
// integers that fit a machine word and on floats. They return nil for anything
// else.

//rgo:inline
//rgo:parallel
func fastAdd(a, b Object) Object {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			if c := x.v + y.v; (x.v^c)&(y.v^c) >= 0 {
				return Int{c}
			}
		}
	} else if x, ok := a.(Float); ok {
		if y, ok := b.(Float); ok {
			return Float{x.v + y.v}
		}
	}
	return mixedAdd(a, b)
}

//rgo:inline
//rgo:parallel
func fastSub(a, b Object) Object {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			if c := x.v - y.v; (x.v^y.v)&(x.v^c) >= 0 {
				return Int{c}
			}
		}
	} else if x, ok := a.(Float); ok {
		if y, ok := b.(Float); ok {
			return Float{x.v - y.v}
		}
	}
	return mixedSub(a, b)
}

//rgo:inline
//rgo:parallel
func fastMul(a, b Object) Object {
	if x, ok := a.(Float); ok {
		if y, ok := b.(Float); ok {
			return Float{x.v * y.v}
		}
	} else if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			if int64(int32(x.v)) == x.v && int64(int32(y.v)) == y.v {
				return Int{x.v * y.v}
			}
			return mulInts(x.v, y.v)
		}
	}
	return mixedMul(a, b)
}

// mixedAdd and its like are for a float and an integer.
//
//rgo:parallel
func mixedAdd(a, b Object) Object {
	if x, y, ok := mixed(a, b); ok {
		return Float{x + y}
	}
	return nil
}

//rgo:parallel
func mixedSub(a, b Object) Object {
	if x, y, ok := mixed(a, b); ok {
		return Float{x - y}
	}
	return nil
}

//rgo:parallel
func mixedMul(a, b Object) Object {
	if x, y, ok := mixed(a, b); ok {
		return Float{x * y}
	}
	return nil
}

// mixed returns the values of a float and an integer, in either order.
//
//rgo:parallel
func mixed(a, b Object) (x, y float64, ok bool) {
	switch a := a.(type) {
	case Float:
		if b, ok := b.(Int); ok {
			return a.v, float64(b.v), true
		}
	case Int:
		if b, ok := b.(Float); ok {
			return float64(a.v), b.v, true
		}
	}
	return 0, 0, false
}

// fastBinary is for the other operators.
//
//rgo:parallel
func fastBinary(op int, a, b Object) Object {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			return fastBinaryInts(op%code.Inplace, x.v, y.v)
		}
	} else if x, ok := a.(Float); ok {
		if y, ok := b.(Float); ok && y.v != 0 && op%code.Inplace == code.TrueDivide {
			return Float{x.v / y.v}
		}
	}
	if x, y, ok := mixed(a, b); ok && y != 0 && op%code.Inplace == code.TrueDivide {
		return Float{x / y}
	}
	return nil
}

//rgo:parallel
func fastBinaryInts(op int, x, y int64) Object {
	switch op {
	case code.Remainder:
		if y > 0 {
			return Int{floorMod(x, y)}
		}
	case code.FloorDivide:
		if y > 0 {
			return Int{floorDiv(x, y)}
		}
	case code.TrueDivide:
		if y > 0 && -1<<53 < x && x < 1<<53 && y < 1<<53 {
			return Float{float64(x) / float64(y)}
		}
	case code.And:
		return Int{x & y}
	case code.Or:
		return Int{x | y}
	case code.Xor:
		return Int{x ^ y}
	case code.RightShift:
		if y >= 0 && y < 64 {
			return Int{x >> uint(y)}
		}
	case code.LeftShift:
		if y >= 0 && y < 63 && x<<uint(y)>>uint(y) == x {
			return Int{x << uint(y)}
		}
	}
	return nil
}

// fastItem returns an element of a list, tuple or string.
//
//rgo:inline
//rgo:parallel
func fastItem(o, key Object) Object {
	i, ok := key.(Int)
	if !ok {
		return nil
	}
	switch x := o.(type) {
	case *List:
		if thread.Parallel && thread.Together() {
			return x.itemTogether(i.v)
		}
		if n := i.v; uint64(n) < uint64(len(x.items)) {
			return x.items[n]
		} else if n < 0 && n+int64(len(x.items)) >= 0 {
			return x.items[n+int64(len(x.items))]
		}
	case *Tuple:
		if n := i.v; uint64(n) < uint64(len(x.items)) {
			return x.items[n]
		}
	case *Str:
		if n := i.v; uint64(n) < uint64(x.n) && x.isASCII() {
			return latin[x.s[n]]
		}
	}
	return nil
}

// moreItem returns the value of a text or an integer in a dict, or a byte.
//
//rgo:parallel
func moreItem(o, key Object) Object {
	switch x := o.(type) {
	case *Dict:
		if thread.Parallel && thread.Together() {
			return x.itemTogether(key)
		}
		if p := x.quick(key); p >= 0 {
			return x.entries[p].value
		}
	case *Bytes:
		if i, ok := key.(Int); ok {
			if n := fromStart(i.v, len(x.s)); uint64(n) < uint64(len(x.s)) {
				return Int{int64(x.s[n])}
			}
		}
	case *ByteArray:
		if i, ok := key.(Int); ok {
			x.touch()
			if n := fromStart(i.v, len(x.b)); uint64(n) < uint64(len(x.b)) {
				return Int{int64(x.b[n])}
			}
		}
	}
	return nil
}

// fromStart is an index that may count from the end, of n items.
//
//rgo:inline
//rgo:parallel
func fromStart(i int64, n int) int64 {
	if i < 0 {
		i += int64(n)
	}
	return i
}

// fastSlice returns a piece of a list, tuple or string between integers.
//
//rgo:parallel
func fastSlice(o, low, high Object) Object {
	if x, ok := o.(*List); ok && thread.Parallel && thread.Together() {
		return x.sliceTogether(low, high)
	}
	var n int
	switch x := o.(type) {
	case *List:
		n = len(x.items)
	case *Tuple:
		n = len(x.items)
	case *Str:
		n = x.n
	default:
		return nil
	}
	i := sliceEnd(low, 0, n)
	j := sliceEnd(high, n, n)
	if i < 0 || j < 0 {
		return nil
	}
	j = max(i, j)
	switch x := o.(type) {
	case *List:
		return pieceOf(x.items[i:j])
	case *Tuple:
		if j-i == n {
			return x
		}
		return copyTuple(x.items[i:j])
	case *Str:
		return x.slice(i, j)
	}
	return nil
}

// fastSliceStep is fastSlice with a step, of lists and tuples.
//
//rgo:parallel
func fastSliceStep(o, low, high, step Object) Object {
	by, ok := step.(Int)
	if !ok || by.v == 0 || by.v > math.MaxInt32 || by.v < -math.MaxInt32 {
		return nil
	}
	var items []Object
	switch x := o.(type) {
	case *List:
		x.bias.Own()
		items = x.items
	case *Tuple:
		items = x.items
	default:
		return nil
	}
	n := len(items)
	var i, j int
	if by.v > 0 {
		i, j = sliceEnd(low, 0, n), sliceEnd(high, n, n)
		if i < 0 || j < 0 {
			return nil
		}
	} else {
		if i, ok = sliceEndDown(low, n-1, n); !ok {
			return nil
		}
		if j, ok = sliceEndDown(high, -1, n); !ok {
			return nil
		}
	}
	items = pickItems(items, i, j, int(by.v))
	if _, ok := o.(*List); ok {
		return &List{bias: thread.Mine(), items: items}
	}
	if by.v == 1 && len(items) == n {
		return o
	}
	if len(items) == 0 {
		return emptyTuple
	}
	return &Tuple{items}
}

// sliceEndDown is an end of a slice of n items that goes down.
//
//rgo:parallel
func sliceEndDown(o Object, absent, n int) (end int, ok bool) {
	switch x := o.(type) {
	case Int:
		v := int(x.v)
		if v < 0 {
			return max(v+n, -1), true
		}
		return min(v, n-1), true
	case *noneObject:
		return absent, true
	}
	return 0, false
}

// fastSetSlice is o[low:high] = value for a list, and another list or a tuple.
//
//rgo:parallel
func fastSetSlice(o, low, high, value Object) bool {
	l, ok := o.(*List)
	if !ok {
		return false
	}
	l.bias.Own()
	var values []Object
	switch x := value.(type) {
	case *List:
		if x == l {
			return false
		}
		x.bias.Own()
		values = x.items
	case *Tuple:
		values = x.items
	default:
		return false
	}
	n := len(l.items)
	i, j := sliceEnd(low, 0, n), sliceEnd(high, n, n)
	if i < 0 || j < 0 {
		return false
	}
	l.splice(i, max(i, j), values)
	return true
}

// sliceEnd is an end of a slice of n items; -1 if it is neither None nor a word.
//
//rgo:parallel
func sliceEnd(o Object, absent, n int) int {
	switch x := o.(type) {
	case Int:
		v := int(x.v)
		if v < 0 {
			return max(v+n, 0)
		}
		return min(v, n)
	case *noneObject:
		return absent
	}
	return -1
}

// concatStrs concatenates two strings.
//
//rgo:parallel
func concatStrs(a, b Object) Object {
	if x, ok := a.(*Str); ok {
		if y, ok := b.(*Str); ok {
			return concatStr(x, y)
		}
	}
	return nil
}

// fastIs is identical, first for the most frequent question by far.
//
//rgo:inline
//rgo:parallel
func fastIs(a, b Object) bool {
	if b == None {
		return a == None
	}
	return identical(a, b)
}

// fastNext returns the next value of an iterator of a range, a list and some
// others.
//
//rgo:inline
//rgo:parallel
func fastNext(o Object) Object {
	switch x := o.(type) {
	case *RangeIter:
		if x.left > 0 && (!thread.Parallel || x.bias.IsMine()) {
			v := x.next
			x.next += x.step
			x.left--
			return Int{v}
		}
	case *ListIter:
		if thread.Parallel && thread.Together() {
			return x.step()
		}
		if x.list != nil && x.index < len(x.list.items) {
			v := x.list.items[x.index]
			x.index++
			return v
		}
	default:
		return moreNext(o)
	}
	return nil
}

// moreNext is the same for tuples and strings.
//
//rgo:parallel
func moreNext(o Object) Object {
	switch x := o.(type) {
	case *TupleIter:
		if (!thread.Parallel || x.bias.IsMine()) && len(x.items) > 0 {
			v := x.items[0]
			x.items = x.items[1:]
			return v
		}
	case *StrIter:
		if (!thread.Parallel || x.bias.IsMine()) && x.offset < len(x.s) && x.s[x.offset] < 0x80 {
			x.offset++
			return latin[x.s[x.offset-1]]
		}
	}
	return nil
}

// Orders of two numbers or strings, as bits.
const (
	orderLess = 1 << iota
	orderEqual
	orderGreater
	orderNone // one is not a number
	anyOrder  = 1<<iota - 1
	unequal   = anyOrder &^ orderEqual
)

// ordersOf are the orders in which comparisons are true.
var ordersOf = [...]int{
	code.Less:         orderLess,
	code.LessEqual:    orderLess | orderEqual,
	code.Equal:        orderEqual,
	code.NotEqual:     orderLess | orderGreater | orderNone,
	code.Greater:      orderGreater,
	code.GreaterEqual: orderGreater | orderEqual,
}

// fastOrder returns the order of two numbers or strings, or 0. Orders of which
// either all or none are wanted, but for equal, it need not tell apart.
//
//rgo:inline
//rgo:parallel
func fastOrder(a, b Object, wanted int) int {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			order := orderEqual
			if x.v < y.v {
				order = orderLess
			}
			if x.v > y.v {
				order = orderGreater
			}
			return order
		}
	} else if x, ok := a.(Float); ok {
		if y, ok := b.(Float); ok {
			return orderFloats(x.v, y.v)
		}
	}
	return slowOrder(a, b, wanted)
}

// slowOrder is the order of two strings, or of a float and an integer that is
// a float as well.
//
//rgo:parallel
func slowOrder(a, b Object, wanted int) int {
	if x, ok := a.(*Str); ok {
		y, ok := b.(*Str)
		switch {
		case !ok:
			return 0
		case equalStr(x, y):
			return orderEqual
		case wanted&unequal == 0 || wanted&unequal == unequal: // == or !=
			return orderNone
		case x.s < y.s:
			return orderLess
		}
		return orderGreater
	}
	if x, y, ok := mixed(a, b); ok && -1<<53 < x && x < 1<<53 && -1<<53 < y && y < 1<<53 {
		return orderFloats(x, y)
	}
	return 0
}

//rgo:parallel
func orderFloats(x, y float64) int {
	switch {
	case x < y:
		return orderLess
	case x > y:
		return orderGreater
	case x == y:
		return orderEqual
	}
	return orderNone
}
