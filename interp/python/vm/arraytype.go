package vm

import (
	"math/big"
	"strconv"
	"unicode"

	"rgo/interp/python/code"
	"rgo/interp/python/libm"
)

// This file defines array.array: its items, operators and constructor.
// arraymodule.go has the methods.

// Array is an array of machine values.
type Array struct {
	weakHolder
	code byte // b B u h H i I l L q Q f d
	size int  // of an item
	data []byte

	views []weakPointer // memoryviews that show it
}

// Class returns array.array.
func (*Array) Class() *Type { return ArrayType }

// ArrayType is array.array.
var ArrayType = newBuiltinType("array", ObjectType, byTable|weakrefs)

var arrayIterType = newIteratorType("arrayiterator")

// arrayCodes are the type codes.
const arrayCodes = "bBuhHiIlLqQfd"

func arraySize(letter byte) int {
	if letter == 'u' {
		return 4
	}
	return formatSize(letter)
}

func isArrayCode(letter byte) bool {
	for i := 0; i < len(arrayCodes); i++ {
		if arrayCodes[i] == letter {
			return true
		}
	}
	return false
}

func arrayOf(o Object) *Array { a, _ := payloadOf(o).(*Array); return a }

func (a *Array) len() int { return len(a.data) / a.size }

// item returns item i.
func (a *Array) item(i int) Object {
	v := littleEndian(a.data[i*a.size : (i+1)*a.size])
	if a.code == 'u' {
		return runeStr(rune(v))
	}
	return structValue(a.code, a.size, v)
}

func (a *Array) exportBuffer(t *Thread) (*buffer, bool) {
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
func (a *Array) tooLarge(t *Thread) bool {
	if a.code == 'q' || a.code == 'Q' {
		t.raise(OverflowError, "int too big to convert")
	} else {
		t.raise(OverflowError, "Python int too large to convert to C "+arrayIntNames[a.code])
	}
	return false
}

// append adds an item at the end.
func (a *Array) append(t *Thread, o Object) bool {
	item := make([]byte, a.size)
	if !a.encode(t, o, item) {
		return false
	}
	a.data = append(a.data, item...)
	return true
}

// extend appends the items of an array of the same code or of an iterable.
func (a *Array) extend(t *Thread, o Object) bool {
	if b := arrayOf(o); b != nil {
		if b.code != a.code {
			t.typeError("can only extend with array of same kind")
			return false
		}
		a.data = append(a.data, b.data...)
		return true
	}
	return a.extendIter(t, o)
}

// extendIter appends the items of an iterable.
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
	a     *Array // nil once it ended
	index int
}

// Class returns arrayiterator.
func (*ArrayIter) Class() *Type { return arrayIterType }

// Next returns the next item.
func (i *ArrayIter) Next(t *Thread) Object {
	if i.a == nil || i.index >= i.a.len() {
		i.a = nil
		return nil
	}
	i.index++
	return i.a.item(i.index - 1)
}

// newArray is array(typecode[, initializer]).
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
	a := &Array{code: letter, size: arraySize(letter)}
	if initial != nil && !a.fill(t, initial) {
		return nil
	}
	return wrapNew(c, ArrayType, a)
}

// fill takes the initializer.
func (a *Array) fill(t *Thread, initial Object) bool {
	switch x := payloadOf(initial).(type) {
	case *Bytes:
		return a.fromBytes(t, x.s)
	case *ByteArray:
		return a.fromBytes(t, string(x.b))
	case *Str:
		a.fromText(x)
		return true
	case *Array:
		if x.code == a.code {
			a.data = append(a.data, x.data...)
			return true
		}
	}
	return a.extendIter(t, initial)
}

func (a *Array) fromBytes(t *Thread, s string) bool {
	if len(s)%a.size != 0 {
		t.valueError("bytes length not a multiple of item size")
		return false
	}
	a.data = append(a.data, s...)
	return true
}

func (a *Array) fromText(s *Str) {
	for _, r := range s.runes() {
		a.data = append(a.data, byte(r), byte(r>>8), byte(r>>16), 0)
	}
}

// compareArrays compares item by item.
func (t *Thread) compareArrays(op int, a, b *Array) Object {
	n, m := a.len(), b.len()
	if n != m && (op == code.Equal || op == code.NotEqual) {
		return boolOf(op == code.NotEqual)
	}
	if a.code == b.code && a.code != 'f' && a.code != 'd' && (op == code.Equal || op == code.NotEqual) {
		return boolOf((string(a.data) == string(b.data)) == (op == code.Equal))
	}
	for i := 0; i < n && i < m; i++ {
		x, y := a.item(i), b.item(i)
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
func (t *Thread) arrayGetItem(a *Array, key Object) Object {
	if s, ok := key.(*Slice); ok {
		start, stop, step, ok := t.sliceBounds(s, a.len())
		if !ok {
			return nil
		}
		out := &Array{code: a.code, size: a.size}
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
	i, ok := t.sequenceIndex(key, a.len(), "array", "")
	if !ok {
		return nil
	}
	return a.item(i)
}

// arraySetItem is a[key] = value; value nil deletes.
func (t *Thread) arraySetItem(a *Array, key, value Object) bool {
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
			a.splice(i, i+1, nil)
			return true
		}
		item := make([]byte, a.size)
		if !a.encode(t, value, item) {
			return false
		}
		if i < a.len() {
			copy(a.data[i*a.size:], item)
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
		other = append(other, b.data...)
	}
	start, stop, step, ok := t.sliceBounds(s, a.len())
	if !ok {
		return false
	}
	n := sliceLength(start, stop, step)
	if len(other) != n*a.size && (step == 1 || value == nil) && !t.resizable(a) {
		return false
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
func (a *Array) splice(start, stop int, data []byte) {
	tail := append([]byte(nil), a.data[stop*a.size:]...)
	a.data = append(append(a.data[:start*a.size], data...), tail...)
}

// repr shows the array.
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

func (a *Array) list() *List {
	items := make([]Object, a.len())
	for i := range items {
		items[i] = a.item(i)
	}
	return newList(items)
}

// text returns the items of an array of code u as str; nil if one is no code
// point.
func (a *Array) text(t *Thread) Object {
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

func (a *Array) reprText(t *Thread) (string, bool) { return t.reprArray(a) }
