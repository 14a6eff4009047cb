package vm

import (
	"math/big"
	"strconv"
	"unicode"

	"rgo/interp/python/code"
	"rgo/interp/python/libm"
	"rgo/rlib/thread"
)

// This file defines array.array: its items, operators and constructor.
// arraymodule.go has the methods.

// Array is an array of machine values.
type Array struct {
	weakHolder
	bias thread.Bias
	code byte // b B u h H i I l L q Q f d
	size int  // of an item
	data []byte

	views []weakPointer // memoryviews that show it
}

// Class returns array.array.
//
//rgo:parallel
func (*Array) Class() *Type { return ArrayType }

// ArrayType is array.array.
var ArrayType = newBuiltinType("array", ObjectType, byTable|weakrefs)

var arrayIterType = newIteratorType("arrayiterator")

// arrayCodes are the type codes.
const arrayCodes = "bBuhHiIlLqQfd"

//rgo:parallel
func arraySize(letter byte) int {
	if letter == 'u' {
		return 4
	}
	return formatSize(letter)
}

//rgo:parallel
func isArrayCode(letter byte) bool {
	for i := 0; i < len(arrayCodes); i++ {
		if arrayCodes[i] == letter {
			return true
		}
	}
	return false
}

//rgo:parallel
func arrayOf(o Object) *Array { a, _ := payloadOf(o).(*Array); return a }

//rgo:parallel
func (a *Array) len() int { return len(a.data) / a.size }

// get returns item i, or nil if there are fewer.
//
//rgo:parallel
func (a *Array) get(i int) Object {
	v := uint64(0)
	locked := a.bias.LockToRead()
	ok := i < a.len()
	if ok {
		v = littleEndian(a.data[i*a.size : (i+1)*a.size])
	}
	a.bias.Unlock(locked)
	if !ok {
		return nil
	}
	return a.value(v)
}

// put stores the bytes of item i; false if there are fewer items.
//
//rgo:parallel
func (a *Array) put(i int, item []byte) bool {
	locked := a.bias.Lock()
	ok := i < a.len()
	if ok {
		copy(a.data[i*a.size:], item)
	}
	a.bias.Unlock(locked)
	return ok
}

// push adds the bytes of an item at the end.
//
//rgo:parallel
func (a *Array) push(item []byte) {
	locked := a.bias.Lock()
	a.data = append(a.data, item...)
	a.bias.Unlock(locked)
}

// owned is get, and keeps others from the array until the thread offers its
// turn.
//
//rgo:parallel
func (a *Array) owned(i int) Object {
	a.bias.Own()
	if i >= a.len() {
		return nil
	}
	return a.item(i)
}

// item returns item i of an array that others are kept from.
//
//rgo:parallel
func (a *Array) item(i int) Object {
	return a.value(littleEndian(a.data[i*a.size : (i+1)*a.size]))
}

// value makes the object of an item's bits.
//
//rgo:parallel
func (a *Array) value(v uint64) Object {
	if a.code == 'u' {
		return runeStr(rune(v))
	}
	return structValue(a.code, a.size, v)
}

// content returns the bytes of all items.
//
//rgo:parallel
func (a *Array) content() string {
	a.bias.Own()
	return string(a.data)
}

//rgo:parallel
func (a *Array) exportBuffer(t *Thread) (*buffer, bool) {
	a.bias.Own()
	format := string(rune(a.code))
	if a.code == 'u' {
		format = "w"
	}
	return newBuffer(a, a.data, false, format, a.size), true
}

// arrayIntNames are how error messages call the items.
var arrayIntNames = map[byte]string{'b': "signed char", 'B': "unsigned byte integer", 'h': "signed short integer",
	'H': "unsigned short", 'i': "signed integer", 'I': "unsigned int", 'l': "long", 'L': "unsigned long",
	'q': "long long", 'Q': "unsigned long long"}

// encode converts an object to the bytes of an item.
//
//rgo:parallel
func (a *Array) encode(t *Thread, o Object, out []byte) bool {
	v := uint64(0)
	switch a.code {
	case 'u':
		s := strOf(o)
		if s == nil || s.n != 1 {
			t.typeError("array item must be unicode character")
			return false
		}
		v = uint64(s.runeAt(0))
	case 'f', 'd':
		x, ok := t.floatValue(o)
		if !ok {
			return false
		}
		if a.code == 'f' && libm.Finite(x) && !libm.Finite(float64(float32(x))) {
			v, _ = floatBits('f', float64(float32(x)))
		} else {
			v, _ = floatBits(a.code, x)
		}
	default:
		i := t.indexObject(o)
		if i == nil {
			return false
		}
		var ok bool
		if v, ok = a.encodeInt(t, i); !ok {
			return false
		}
	}
	for k := range out {
		out[k] = byte(v >> (8 * uint(k)))
	}
	return true
}

// encodeInt checks the range of an int.
//
//rgo:parallel
func (a *Array) encodeInt(t *Thread, o Object) (uint64, bool) {
	n := bigValue(o)
	bits := uint(8 * a.size)
	low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), bits)
	if isSignedLetter(a.code) {
		high.Rsh(high, 1)
		low.Neg(high)
	}
	name := arrayIntNames[a.code]
	switch {
	case n.Cmp(low) < 0:
		if low.Sign() == 0 && a.code != 'B' && a.code != 'H' {
			t.raise(OverflowError, "can't convert negative value to unsigned int")
			return 0, false
		}
		if a.size == 8 {
			return 0, a.tooLarge(t)
		}
		t.raise(OverflowError, name+" is less than minimum")
		return 0, false
	case n.Cmp(high) >= 0:
		if a.size == 8 {
			return 0, a.tooLarge(t)
		}
		t.raise(OverflowError, name+" is greater than maximum")
		return 0, false
	}
	return maskInt(o), true
}

// tooLarge raises OverflowError for a value of 64 bits.
//
//rgo:parallel
func (a *Array) tooLarge(t *Thread) bool {
	if a.code == 'q' || a.code == 'Q' {
		t.raise(OverflowError, "int too big to convert")
	} else {
		t.raise(OverflowError, "Python int too large to convert to C "+arrayIntNames[a.code])
	}
	return false
}

// append adds an item at the end.
//
//rgo:parallel
func (a *Array) append(t *Thread, o Object) bool {
	item := make([]byte, a.size)
	if !a.encode(t, o, item) {
		return false
	}
	a.push(item)
	return true
}

// extend appends the items of an array of the same code or of an iterable.
//
//rgo:parallel
func (a *Array) extend(t *Thread, o Object) bool {
	if b := arrayOf(o); b != nil {
		if b.code != a.code {
			t.typeError("can only extend with array of same kind")
			return false
		}
		a.bias.Own()
		b.bias.Own()
		a.data = append(a.data, b.data...)
		return true
	}
	return a.extendIter(t, o)
}

// extendIter appends the items of an iterable.
//
//rgo:parallel
func (a *Array) extendIter(t *Thread, o Object) bool {
	it := t.iter(o)
	if it == nil {
		return false
	}
	for {
		v := t.next(it)
		if v == nil {
			return t.exc == nil
		}
		if !a.append(t, v) {
			return false
		}
	}
}

// ArrayIter iterates over an array.
type ArrayIter struct {
	bias  thread.Bias
	a     *Array // nil once it ended
	index int
}

// Class returns arrayiterator.
//
//rgo:parallel
func (*ArrayIter) Class() *Type { return arrayIterType }

// Next returns the next item.
//
//rgo:parallel
func (i *ArrayIter) Next(t *Thread) Object {
	for {
		i.bias.Take()
		a, index := i.a, i.index
		if a == nil {
			return nil
		}
		v := a.get(index)
		if i.a != a || i.index != index {
			continue // another thread has used it while this one waited to be alone
		}
		if v == nil {
			i.a = nil
			return nil
		}
		i.index++
		return v
	}
}

// newArray is array(typecode[, initializer]).
//
//rgo:parallel
func newArray(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	if len(kwNames) > 0 {
		if c == ArrayType {
			return t.typeError("array.array() takes no keyword arguments")
		}
		args = args[:len(args)-len(kwNames)]
	}
	switch {
	case len(args) < 2:
		return t.typeError("array() takes at least 1 argument (0 given)")
	case len(args) > 3:
		return t.typeError("array() takes at most 2 arguments (" + strconv.Itoa(len(args)-1) + " given)")
	}
	s := strOf(args[1])
	if s == nil || s.n != 1 {
		what := args[1].Class().name
		return t.typeError("array() argument 1 must be a unicode character, not " + what)
	}
	letter := byte(0)
	if s.isASCII() {
		letter = s.s[0]
	}
	var initial Object
	if len(args) > 2 {
		initial = args[2]
	}
	if strOf(orNone(initial)) != nil && letter != 'u' {
		return t.typeError("cannot use a str to initialize an array with typecode '" + s.s + "'")
	}
	if b := arrayOf(orNone(initial)); b != nil && b.code == 'u' && letter != 'u' {
		return t.typeError("cannot use a unicode array to initialize an array with typecode '" + s.s + "'")
	}
	if !isArrayCode(letter) {
		return t.valueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
	}
	a := &Array{bias: thread.Mine(), code: letter, size: arraySize(letter)}
	if initial != nil && !a.fill(t, initial) {
		return nil
	}
	return wrapNew(c, ArrayType, a)
}

// fill takes the initializer.
//
//rgo:parallel
func (a *Array) fill(t *Thread, initial Object) bool {
	switch x := payloadOf(initial).(type) {
	case *Bytes:
		return a.fromBytes(t, x.s)
	case *ByteArray:
		return a.fromBytes(t, x.text())
	case *Str:
		a.fromText(x)
		return true
	case *Array:
		if x.code == a.code {
			x.bias.Own()
			a.data = append(a.data, x.data...)
			return true
		}
	}
	return a.extendIter(t, initial)
}

//rgo:parallel
func (a *Array) fromBytes(t *Thread, s string) bool {
	if len(s)%a.size != 0 {
		t.valueError("bytes length not a multiple of item size")
		return false
	}
	a.bias.Own()
	a.data = append(a.data, s...)
	return true
}

//rgo:parallel
func (a *Array) fromText(s *Str) {
	runes := s.runes()
	a.bias.Own()
	for _, r := range runes {
		a.data = append(a.data, byte(r), byte(r>>8), byte(r>>16), 0)
	}
}

// compareArrays compares item by item.
//
//rgo:parallel
func (t *Thread) compareArrays(op int, a, b *Array) Object {
	a.bias.Own()
	b.bias.Own()
	n, m := a.len(), b.len()
	if n != m && (op == code.Equal || op == code.NotEqual) {
		return boolOf(op == code.NotEqual)
	}
	if a.code == b.code && a.code != 'f' && a.code != 'd' && (op == code.Equal || op == code.NotEqual) {
		return boolOf((string(a.data) == string(b.data)) == (op == code.Equal))
	}
	for i := 0; i < n && i < m; i++ {
		x, y := a.get(i), b.get(i)
		if x == nil || y == nil {
			break
		}
		same, ok := t.equal(x, y)
		if !ok {
			return nil
		}
		if !same {
			switch op {
			case code.Equal:
				return False
			case code.NotEqual:
				return True
			}
			return t.compare(op, x, y)
		}
	}
	return boolOf(compareInts(int64(n), int64(m), op))
}

// arraySlice is a[slice].
//
//rgo:parallel
func (t *Thread) arrayGetItem(a *Array, key Object) Object {
	if key = t.plainKey(key); key == nil {
		return nil
	}
	if s, ok := key.(*Slice); ok {
		a.bias.Own()
		start, stop, step, ok := t.sliceBounds(s, a.len())
		if !ok {
			return nil
		}
		out := &Array{bias: thread.Mine(), code: a.code, size: a.size}
		if step == 1 {
			if start < stop {
				out.data = append(out.data, a.data[start*a.size:stop*a.size]...)
			}
			return out
		}
		for i, n := 0, sliceLength(start, stop, step); i < n; i++ {
			at := (start + i*step) * a.size
			out.data = append(out.data, a.data[at:at+a.size]...)
		}
		return out
	}
	if !hasIndex(key) {
		return t.typeError("array indices must be integers")
	}
	for {
		i, ok := t.sequenceIndex(key, a.len(), "array", "")
		if !ok {
			return nil
		}
		if v := a.get(i); v != nil {
			return v
		}
	}
}

// arraySetItem is a[key] = value; value nil deletes.
//
//rgo:parallel
func (t *Thread) arraySetItem(a *Array, key, value Object) bool {
	if key = t.plainKey(key); key == nil {
		return false
	}
	s, isSlice := key.(*Slice)
	if !isSlice {
		if !hasIndex(key) {
			t.typeError("array indices must be integers")
			return false
		}
		i, ok := t.sequenceIndex(key, a.len(), "array", " assignment")
		if !ok {
			return false
		}
		if value == nil {
			if !t.resizable(a) {
				return false
			}
			a.bias.Own()
			if i, ok = t.sequenceIndex(key, a.len(), "array", " assignment"); ok {
				a.splice(i, i+1, nil)
			}
			return ok
		}
		item := make([]byte, a.size)
		if !a.encode(t, value, item) {
			return false
		}
		for !a.put(i, item) { // it has become shorter
			if i, ok = t.sequenceIndex(key, a.len(), "array", " assignment"); !ok {
				return false
			}
		}
		return true
	}
	var other []byte
	if value != nil {
		b := arrayOf(value)
		if b == nil {
			t.typeError("can only assign array (not \"" + value.Class().name + "\") to array slice")
			return false
		}
		if b.code != a.code {
			t.typeError("bad argument type for built-in operation")
			return false
		}
		a.bias.Own()
		b.bias.Own()
		other = append(other, b.data...)
	}
	a.bias.Own()
	start, stop, step, ok := t.sliceBounds(s, a.len())
	if !ok {
		return false
	}
	n := sliceLength(start, stop, step)
	if len(other) != n*a.size && (step == 1 || value == nil) && len(a.views) > 0 {
		if !t.resizable(a) {
			return false
		}
		a.bias.Own()
		if start, stop, step, ok = t.sliceBounds(s, a.len()); !ok {
			return false
		}
		n = sliceLength(start, stop, step)
	}
	if step == 1 {
		a.splice(start, max(start, stop), other)
		return true
	}
	if value == nil {
		kept := make([]byte, 0, len(a.data))
		gone := make([]bool, a.len())
		for i := 0; i < n; i++ {
			gone[start+i*step] = true
		}
		for i := range gone {
			if !gone[i] {
				kept = append(kept, a.data[i*a.size:(i+1)*a.size]...)
			}
		}
		a.data = kept
		return true
	}
	if len(other) != n*a.size {
		t.valueError("attempt to assign array of size " + strconv.Itoa(len(other)/a.size) + " to extended slice of size " + strconv.Itoa(n))
		return false
	}
	for i := 0; i < n; i++ {
		copy(a.data[(start+i*step)*a.size:], other[i*a.size:(i+1)*a.size])
	}
	return true
}

// splice replaces items [start, stop) by the bytes of others.
//
//rgo:parallel
func (a *Array) splice(start, stop int, data []byte) {
	tail := append([]byte(nil), a.data[stop*a.size:]...)
	a.data = append(append(a.data[:start*a.size], data...), tail...)
}

// repr shows the array.
//
//rgo:parallel
func (t *Thread) reprArray(o Object) (string, bool) {
	a := arrayOf(o)
	s := o.Class().name + "('" + string(rune(a.code)) + "'"
	if a.len() == 0 {
		return s + ")", true
	}
	var items Object = a.list()
	if a.code == 'u' {
		if items = a.text(t); items == nil {
			return "", false
		}
	}
	text, ok := t.repr(items)
	return s + ", " + text + ")", ok
}

//rgo:parallel
func (a *Array) list() *List {
	a.bias.Own()
	items := make([]Object, a.len())
	for i := range items {
		items[i] = a.item(i)
	}
	return newList(items)
}

// text returns the items of an array of code u as str; nil if one is no code
// point.
//
//rgo:parallel
func (a *Array) text(t *Thread) Object {
	a.bias.Own()
	runes := make([]rune, a.len())
	for i := range runes {
		v := littleEndian(a.data[4*i : 4*i+4])
		if v > unicode.MaxRune {
			return t.valueError("character U+" + strconv.FormatUint(v, 16) + " is not in range [U+0000; U+10ffff]")
		}
		runes[i] = rune(v)
	}
	return runesStr(runes)
}

//rgo:parallel
func (a *Array) reprText(t *Thread) (string, bool) { return t.reprArray(a) }
