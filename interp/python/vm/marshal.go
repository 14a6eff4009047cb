package vm

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"rgo/interp/python/code"
)

// This file is the module marshal: CPython's format, versions 0 to 4, except
// that code objects are in the format of package code (kind 'c', length,
// bytes).

const marshalVersion = 4

// marshalDepth bounds the nesting of what is written and read.
const marshalDepth = 2000

// flagRef marks an object that later references name by its number.
const flagRef = 0x80

type marshalWriter struct {
	t       *Thread
	out     []byte
	version int
	depth   int
	refs    map[Object]int
	bad     bool
}

func (w *marshalWriter) byte(b byte) { w.out = append(w.out, b) }

func (w *marshalWriter) long(v int) {
	w.out = append(w.out, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
}

func (w *marshalWriter) kind(b byte, flag byte) { w.byte(b | flag) }

// object writes o; bad is set if o cannot be written.
func (w *marshalWriter) object(o Object) {
	w.depth++
	defer func() { w.depth-- }()
	if w.depth > marshalDepth {
		w.bad = true
		w.t.valueError("object too deeply nested to marshal")
		return
	}
	switch o {
	case nil:
		w.byte('0')
		return
	case None:
		w.byte('N')
		return
	case Object(StopIteration):
		w.byte('S')
		return
	case Ellipsis:
		w.byte('.')
		return
	case True:
		w.byte('T')
		return
	case False:
		w.byte('F')
		return
	}
	flag := byte(0)
	if w.version >= 3 {
		if n, known := w.refs[o]; known {
			w.byte('r')
			w.long(n)
			return
		}
		w.refs[o] = len(w.refs)
		flag = flagRef
	}
	switch x := o.(type) {
	case Int:
		if x.v >= math.MinInt32 && x.v <= math.MaxInt32 {
			w.kind('i', flag)
			w.long(int(x.v))
			return
		}
		w.kind('l', flag)
		w.digits(bigValue(x))
	case *BigInt:
		w.kind('l', flag)
		w.digits(x.v)
	case Float:
		if w.version > 1 {
			w.kind('g', flag)
			w.word(math.Float64bits(x.v))
		} else {
			w.kind('f', flag)
			w.text8(floatText(x.v))
		}
	case *Complex:
		if w.version > 1 {
			w.kind('y', flag)
			w.word(math.Float64bits(real(x.v)))
			w.word(math.Float64bits(imag(x.v)))
		} else {
			w.kind('x', flag)
			w.text8(floatText(real(x.v)))
			w.text8(floatText(imag(x.v)))
		}
	case *Bytes:
		w.kind('s', flag)
		w.long(len(x.s))
		w.out = append(w.out, x.s...)
	case *Str:
		w.str(x, flag)
	case *Tuple:
		if w.version >= 4 && len(x.items) < 256 {
			w.kind(')', flag)
			w.byte(byte(len(x.items)))
		} else {
			w.kind('(', flag)
			w.long(len(x.items))
		}
		for _, v := range x.items {
			w.object(v)
		}
	case *List:
		w.kind('[', flag)
		w.long(len(x.items))
		for _, v := range x.items {
			w.object(v)
		}
	case *Dict:
		w.kind('{', flag)
		for _, e := range x.entries {
			if e.key != nil {
				w.object(e.key)
				w.object(e.value)
			}
		}
		w.byte('0')
	case *Set, *FrozenSet:
		b := byte('<')
		if _, frozen := o.(*FrozenSet); frozen {
			b = '>'
		}
		items, ok := w.t.collect(o)
		if !ok {
			w.bad = true
			return
		}
		w.kind(b, flag)
		w.long(len(items))
		for _, v := range w.ordered(items) {
			w.object(v)
		}
	case *Code:
		if !x.shown(w.t) || x.made != nil && x.made.foreign {
			w.byte('?')
			w.bad = true
			if w.t.exc == nil {
				w.t.valueError("unmarshallable object")
			}
			return
		}
		w.kind('c', flag)
		b := code.Encode(x.src)
		w.long(len(b))
		w.out = append(w.out, b...)
	default:
		if s, ok := w.t.buffered(o); ok {
			w.kind('s', flag)
			w.long(len(s))
			w.out = append(w.out, s...)
			return
		}
		w.byte('?')
		w.bad = true
		if w.t.exc == nil {
			w.t.valueError("unmarshallable object")
		}
	}
}

// buffered returns the content of an object with a buffer.
func (t *Thread) buffered(o Object) (string, bool) {
	switch o.(type) {
	case *ByteArray, bufferExporter:
		return t.bytesLike(o)
	}
	return "", false
}

func (w *marshalWriter) str(x *Str, flag byte) {
	if w.version >= 4 && x.isASCII() {
		kinds := "az"
		if x.interned {
			kinds = "AZ"
		}
		if len(x.s) < 256 {
			w.kind(kinds[1], flag)
			w.byte(byte(len(x.s)))
		} else {
			w.kind(kinds[0], flag)
			w.long(len(x.s))
		}
		w.out = append(w.out, x.s...)
		return
	}
	b := byte('u')
	if w.version >= 3 && x.interned {
		b = 't'
	}
	w.kind(b, flag)
	w.long(len(x.s))
	w.out = append(w.out, x.s...)
}

// digits writes the groups of 15 bits of a big int.
func (w *marshalWriter) digits(v *big.Int) {
	n := (v.BitLen() + 14) / 15
	if v.Sign() < 0 {
		w.long(-n)
	} else {
		w.long(n)
	}
	rest := new(big.Int).Abs(v)
	mask := big.NewInt(1<<15 - 1)
	for range n {
		d := new(big.Int).And(rest, mask).Uint64()
		w.out = append(w.out, byte(d), byte(d>>8))
		rest.Rsh(rest, 15)
	}
}

func (w *marshalWriter) text8(s string) {
	w.byte(byte(len(s)))
	w.out = append(w.out, s...)
}

func (w *marshalWriter) word(v uint64) {
	for range 8 {
		w.byte(byte(v))
		v >>= 8
	}
}

// dumpMarshal writes an object, or returns ok == false with an exception.
func (t *Thread) dumpMarshal(o Object, version int) ([]byte, bool) {
	w := &marshalWriter{t: t, version: version, refs: map[Object]int{}}
	w.object(o)
	return w.out, !w.bad
}

// marshalReader reads objects. A fault leaves an exception pending.
type marshalReader struct {
	t     *Thread
	in    string
	at    int
	depth int
	refs  []Object
}

func (r *marshalReader) eof() Object {
	return r.t.raise(EOFError, "marshal data too short")
}

func (r *marshalReader) bytes(n int) (string, bool) {
	if n < 0 || n > len(r.in)-r.at {
		r.eof()
		return "", false
	}
	s := r.in[r.at : r.at+n]
	r.at += n
	return s, true
}

func (r *marshalReader) long() (int, bool) {
	s, ok := r.bytes(4)
	if !ok {
		return 0, false
	}
	return int(int32(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)), true
}

func (r *marshalReader) word() (uint64, bool) {
	s, ok := r.bytes(8)
	if !ok {
		return 0, false
	}
	v := uint64(0)
	for i := 7; i >= 0; i-- {
		v = v<<8 | uint64(s[i])
	}
	return v, true
}

// sized reads a length (of one byte if short) and that many bytes.
func (r *marshalReader) sized(short bool) (string, bool) {
	n := 0
	if short {
		s, ok := r.bytes(1)
		if !ok {
			return "", false
		}
		n = int(s[0])
	} else {
		var ok bool
		if n, ok = r.long(); !ok {
			return "", false
		}
		if n < 0 {
			r.t.valueError("bad marshal data (bytes object size out of range)")
			return "", false
		}
	}
	return r.bytes(n)
}

func (r *marshalReader) float() (float64, bool) {
	s, ok := r.sized(true)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		r.t.valueError("bad marshal data (could not convert string to float)")
		return 0, false
	}
	return v, true
}

// object reads one object; null is what stands for a missing one.
func (r *marshalReader) object() (o Object, null bool) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > marshalDepth {
		return r.t.valueError("recursion limit exceeded"), false
	}
	head, ok := r.bytes(1)
	if !ok {
		return nil, false
	}
	kind := head[0] &^ flagRef
	slot := -1
	if head[0]&flagRef != 0 {
		switch kind {
		case 'N', '0', 'S', '.', 'T', 'F', 'r':
		default:
			slot = len(r.refs)
			r.refs = append(r.refs, nil)
		}
	}
	o, null = r.value(kind, slot)
	if slot >= 0 && o != nil {
		r.refs[slot] = o
	}
	return o, null
}

func (r *marshalReader) value(kind byte, slot int) (Object, bool) {
	t := r.t
	switch kind {
	case '0':
		return nil, true
	case 'N':
		return None, false
	case 'S':
		return StopIteration, false
	case '.':
		return Ellipsis, false
	case 'T':
		return True, false
	case 'F':
		return False, false
	case 'i':
		v, ok := r.long()
		if !ok {
			return nil, false
		}
		return intOf(v), false
	case 'I':
		v, ok := r.word()
		if !ok {
			return nil, false
		}
		return newInt(int64(v)), false
	case 'l':
		return r.digits(), false
	case 'f', 'g', 'x', 'y':
		return r.number(kind), false
	case 's':
		s, ok := r.sized(false)
		if !ok {
			return nil, false
		}
		return &Bytes{s}, false
	case 'u', 't', 'a', 'A', 'z', 'Z':
		s, ok := r.sized(kind == 'z' || kind == 'Z')
		if !ok {
			return nil, false
		}
		if kind == 'u' || kind == 't' {
			if u := t.decode(s, newASCII("utf-8"), newASCII("surrogatepass")); u == nil {
				return nil, false
			}
		} else {
			s = latinBytes(s)
		}
		if kind == 't' || kind == 'A' || kind == 'Z' {
			return intern(s), false
		}
		return NewStr(s), false
	case '(', ')', '[', '<', '>':
		return r.sequence(kind, slot), false
	case '{':
		d := NewDict()
		if slot >= 0 {
			r.refs[slot] = d
		}
		for {
			k, null := r.object()
			if null {
				return d, false
			}
			if k == nil {
				return nil, false
			}
			v, null := r.object()
			if null {
				return d, false
			}
			if v == nil || !d.set(t, k, v) {
				return nil, false
			}
		}
	case 'r':
		n, ok := r.long()
		if !ok {
			return nil, false
		}
		if n < 0 || n >= len(r.refs) || r.refs[n] == nil {
			return t.valueError("bad marshal data (invalid reference)"), false
		}
		return r.refs[n], false
	case 'c':
		s, ok := r.sized(false)
		if !ok {
			return nil, false
		}
		c, ok := code.Decode(s)
		if !ok {
			return t.valueError("bad marshal data (invalid code object)"), false
		}
		return t.loadCode(c), false
	}
	return t.valueError("bad marshal data (unknown type code)"), false
}

// latinBytes is the text of bytes that each stand for a character.
func latinBytes(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return decodeLatin(s).s
		}
	}
	return s
}

func (r *marshalReader) number(kind byte) Object {
	part := func() (float64, bool) {
		if kind == 'f' || kind == 'x' {
			return r.float()
		}
		v, ok := r.word()
		return math.Float64frombits(v), ok
	}
	re, ok := part()
	if !ok {
		return nil
	}
	if kind == 'f' || kind == 'g' {
		return newFloat(re)
	}
	im, ok := part()
	if !ok {
		return nil
	}
	return &Complex{complex(re, im)}
}

func (r *marshalReader) digits() Object {
	n, ok := r.long()
	if !ok {
		return nil
	}
	size := max(n, -n)
	if size > math.MaxInt32 {
		return r.t.valueError("bad marshal data (long size out of range)")
	}
	s, ok := r.bytes(2 * size)
	if !ok {
		return nil
	}
	v := new(big.Int)
	for i := size - 1; i >= 0; i-- {
		d := int64(s[2*i]) | int64(s[2*i+1])<<8
		if d >= 1<<15 {
			return r.t.valueError("bad marshal data (digit out of range in long)")
		}
		if i == size-1 && d == 0 {
			return r.t.valueError("bad marshal data (unnormalized long data)")
		}
		v.Lsh(v, 15)
		v.Or(v, big.NewInt(d))
	}
	if n < 0 {
		v.Neg(v)
	}
	return newBig(v)
}

func (r *marshalReader) sequence(kind byte, slot int) Object {
	t := r.t
	n := 0
	if kind == ')' {
		s, ok := r.bytes(1)
		if !ok {
			return nil
		}
		n = int(s[0])
	} else {
		var ok bool
		if n, ok = r.long(); !ok {
			return nil
		}
	}
	if n < 0 {
		return t.valueError("bad marshal data (tuple size out of range)")
	}
	if n > len(r.in)-r.at {
		return r.eof()
	}
	var list *List
	var set *Set
	if kind == '[' {
		list = newList(nil)
		if slot >= 0 {
			r.refs[slot] = list
		}
	}
	if kind == '<' {
		set = &Set{}
		if slot >= 0 {
			r.refs[slot] = set
		}
	}
	items := make([]Object, n)
	for i := range items {
		v, null := r.object()
		if null {
			return t.typeError("NULL object in marshal data for tuple")
		}
		if v == nil {
			return nil
		}
		items[i] = v
		if list != nil {
			list.items = append(list.items, v)
		}
		if set != nil && !set.addObject(t, v) {
			return nil
		}
	}
	switch {
	case list != nil:
		return list
	case set != nil:
		return set
	case kind == '>':
		s := &FrozenSet{}
		for _, v := range items {
			if !s.addObject(t, v) {
				return nil
			}
		}
		return s
	}
	return newTuple(items)
}

// loadMarshal reads one object from the start of s; used is its length.
func (t *Thread) loadMarshal(s string) (o Object, used int) {
	r := &marshalReader{t: t, in: s}
	o, null := r.object()
	if null {
		return t.typeError("NULL object in marshal data for object"), 0
	}
	return o, r.at
}

func init() {
	builtinModules["marshal"] = func(t *Thread) *Module {
		m := newModule("marshal")
		m.set("version", intOf(marshalVersion))
		m.addFunctions(marshalFunctions)
		return m
	}
}

// versionArg converts an optional version.
func (t *Thread) versionArg(args []Object, i int) (int, bool) {
	if len(args) <= i || args[i] == nil {
		return marshalVersion, true
	}
	return t.cInt(args[i])
}

var marshalFunctions = []method{
	{"dumps", 1, 2, func(t *Thread, args []Object) Object {
		version, ok := t.versionArg(args, 1)
		if !ok {
			return nil
		}
		b, ok := t.dumpMarshal(args[0], version)
		if !ok {
			return nil
		}
		return &Bytes{string(b)}
	}, ""},
	{"loads", 1, 1, func(t *Thread, args []Object) Object {
		s, ok := t.bytesLike(args[0])
		if !ok {
			return nil
		}
		o, _ := t.loadMarshal(s)
		return o
	}, ""},
	{"dump", 2, 3, func(t *Thread, args []Object) Object {
		version, ok := t.versionArg(args, 2)
		if !ok {
			return nil
		}
		b, ok := t.dumpMarshal(args[0], version)
		if !ok {
			return nil
		}
		return t.callAttr(args[1], intern("write"), &Bytes{string(b)})
	}, ""},
	{"load", 1, 1, func(t *Thread, args []Object) Object {
		// The file may hold more objects behind this one: what was read too
		// much is given back.
		start := t.callAttr(args[0], intern("read"), intOf(0))
		if start == nil {
			return nil
		}
		if _, ok := payloadOf(start).(*Bytes); !ok {
			return t.typeError("file.read() returned not bytes but " + start.Class().name)
		}
		at := t.callAttr(args[0], intern("tell"))
		if at == nil {
			return nil
		}
		all := t.callAttr(args[0], intern("read"))
		if all == nil {
			return nil
		}
		s, ok := t.bytesLike(all)
		if !ok {
			return nil
		}
		o, used := t.loadMarshal(s)
		if o == nil {
			return nil
		}
		begin, ok := t.cLong(at)
		if !ok || t.callAttr(args[0], intern("seek"), intOf(begin+used)) == nil {
			return nil
		}
		return o
	}, ""},
}

// ordered returns the elements of a set in the order of what is written for
// each alone: that of the set depends on the key of hashes.
func (w *marshalWriter) ordered(items []Object) []Object {
	type element struct {
		text string
		o    Object
	}
	list := make([]element, len(items))
	for i, o := range items {
		alone := marshalWriter{t: w.t, version: w.version, depth: w.depth, refs: map[Object]int{}}
		alone.object(o)
		if alone.bad {
			w.bad = true
			return nil
		}
		list[i] = element{string(alone.out), o}
	}
	slices.SortStableFunc(list, func(a, b element) int { return strings.Compare(a.text, b.text) })
	for i := range list {
		items[i] = list[i].o
	}
	return items
}
