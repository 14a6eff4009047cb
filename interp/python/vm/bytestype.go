package vm

import (
	"strings"
	"unicode/utf8"

	"rgo/interp/python/code"
)

// This file is bytes and bytearray, and the encodings of text.

func init() {
	BytesType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		s, ok := t.bytesFrom("bytes", args[1:], kwNames)
		if !ok {
			return nil
		}
		return wrapNew(args[0].(*Type), BytesType, &Bytes{s})
	})
	ByteArrayType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		s, ok := t.bytesFrom("bytearray", args[1:], kwNames)
		if !ok {
			return nil
		}
		return wrapNew(args[0].(*Type), ByteArrayType, &ByteArray{[]byte(s)})
	})
	for _, c := range []*Type{BytesType, ByteArrayType} {
		addContainerMethods(c)
		c.addCompare(true)
		c.addBinary(code.Add, code.Multiply, code.Remainder)
		c.addReflected(code.Multiply)
		c.addMethods([]method{
			{"decode", 0, 2, func(t *Thread, args []Object) Object {
				s, _ := bytesText(args[0])
				return t.decode(s, args[1], args[2])
			}, "encoding,errors"},
			{"hex", 0, 0, func(t *Thread, args []Object) Object {
				s, _ := bytesText(args[0])
				var b []byte
				for i := 0; i < len(s); i++ {
					b = append(b, hexDigits[s[i]>>4], hexDigits[s[i]&15])
				}
				return newASCII(string(b))
			}, ""},
		})
		c.addClassMethods([]method{{"fromhex", 1, 1, bytesFromHex, ""}})
	}
	BytesType.addHash()
	ByteArrayType.addMutable()
	ByteArrayType.addInplace(code.Add, code.Multiply)
	ByteArrayType.dict.set(nameHash, None)
	ByteArrayType.addMethods([]method{
		{"append", 1, 1, func(t *Thread, args []Object) Object {
			b, ok := t.byteValue(args[1])
			if !ok {
				return nil
			}
			x := payloadOf(args[0]).(*ByteArray)
			x.b = append(x.b, b)
			return None
		}, ""},
		{"extend", 1, 1, func(t *Thread, args []Object) Object {
			s, ok := t.bytesFrom("bytearray", args[1:], nil)
			if !ok {
				return nil
			}
			x := payloadOf(args[0]).(*ByteArray)
			x.b = append(x.b, s...)
			return None
		}, ""},
		{"pop", 0, 1, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*ByteArray)
			i := len(x.b) - 1
			if len(args) > 1 {
				var ok bool
				if i, ok = t.index(args[1]); !ok {
					return nil
				}
				if i < 0 {
					i += len(x.b)
				}
			}
			if len(x.b) == 0 {
				return t.indexError("pop from empty bytearray")
			}
			if i < 0 || i >= len(x.b) {
				return t.indexError("pop index out of range")
			}
			v := x.b[i]
			x.b = append(x.b[:i], x.b[i+1:]...)
			return newInt(int64(v))
		}, ""},
		{"clear", 0, 0, func(t *Thread, args []Object) Object {
			payloadOf(args[0]).(*ByteArray).b = nil
			return None
		}, ""},
		{"copy", 0, 0, func(t *Thread, args []Object) Object {
			s, _ := bytesText(args[0])
			return &ByteArray{[]byte(s)}
		}, ""},
		{"reverse", 0, 0, func(t *Thread, args []Object) Object {
			reverseBytes(payloadOf(args[0]).(*ByteArray).b)
			return None
		}, ""},
	})
}

// addTextMethods gives bytes the methods that work as those of str on ASCII:
// the content is taken as Latin-1 text, and the result turned back.
func addTextMethods(c *Type) {
	for _, name := range []string{"split", "rsplit", "splitlines", "partition", "rpartition", "replace", "find", "rfind",
		"index", "rindex", "count", "startswith", "endswith", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip",
		"center", "ljust", "rjust", "zfill", "expandtabs", "join", "isalpha", "isdigit", "isalnum", "isspace", "isupper",
		"islower", "istitle", "upper", "lower", "swapcase", "capitalize", "title"} {
		m := StrType.dict.get(intern(name)).(*Builtin)
		b := *m
		b.owner = c
		b.fn = func(t *Thread, args []Object) Object { return t.asText(m, args) }
		c.dict.set(intern(name), &b)
	}
	c.changed()
}

// asText calls a str method on bytes.
func (t *Thread) asText(m *Builtin, args []Object) Object {
	converted := make([]Object, len(args))
	for i, o := range args {
		if o == nil {
			continue
		}
		converted[i] = latinText(o)
		if strOf(o) != nil {
			return t.typeError("a bytes-like object is required, not 'str'")
		}
		if isInt(o) && i == 1 {
			switch m.name {
			case "find", "rfind", "index", "rindex", "count":
				v, _ := smallValue(o)
				converted[i] = runeStr(rune(v & 255))
			}
		}
		if items, ok := sequenceItems(o); ok {
			texts := make([]Object, len(items))
			for j, x := range items {
				texts[j] = latinText(x)
			}
			converted[i] = newTuple(texts)
		}
	}
	r := m.fn(t, converted)
	if r == nil {
		return nil
	}
	_, array := payloadOf(args[0]).(*ByteArray)
	return fromLatin(r, array)
}

// latinText turns bytes into text of the same code points.
func latinText(o Object) Object {
	s, ok := bytesText(o)
	if !ok {
		return o
	}
	return decodeLatin(s)
}

func decodeLatin(s string) *Str {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		b = utf8.AppendRune(b, rune(s[i]))
	}
	return &Str{s: string(b), n: len(s)}
}

// fromLatin turns text back into bytes, inside lists and tuples too.
func fromLatin(o Object, array bool) Object {
	switch x := o.(type) {
	case *Str:
		b := make([]byte, 0, x.n)
		for _, r := range x.runes() {
			b = append(b, byte(r))
		}
		if array {
			return &ByteArray{b}
		}
		return &Bytes{string(b)}
	case *List:
		for i, v := range x.items {
			x.items[i] = fromLatin(v, array)
		}
	case *Tuple:
		items := make([]Object, len(x.items))
		for i, v := range x.items {
			items[i] = fromLatin(v, array)
		}
		return newTuple(items)
	}
	return o
}

// byteValue converts an int in range(256).
func (t *Thread) byteValue(o Object) (byte, bool) {
	i, ok := t.index(o)
	if !ok {
		return 0, false
	}
	if i < 0 || i > 255 {
		t.valueError("byte must be in range(0, 256)")
		return 0, false
	}
	return byte(i), true
}

// bytesFrom is the constructor's argument handling.
func (t *Thread) bytesFrom(fn string, args []Object, kwNames []*Str) (string, bool) {
	var fields [3]Object
	if !t.bindNames(fn, args, kwNames, []string{"source", "encoding", "errors"}, fields[:]) {
		return "", false
	}
	source := fields[0]
	if source == nil {
		return "", true
	}
	if s := strOf(source); s != nil {
		if fields[1] == nil {
			t.typeError("string argument without an encoding")
			return "", false
		}
		r := t.encode(s, fields[1], fields[2])
		if r == nil {
			return "", false
		}
		return r.s, true
	}
	if s, ok := bytesText(source); ok {
		return s, true
	}
	if m := source.Class().lookup(nameBytes); m != nil {
		r := t.callMethod(m, source, nil, nil)
		if r == nil {
			return "", false
		}
		s, ok := bytesText(r)
		if !ok {
			t.typeError("__bytes__ returned non-bytes (type " + r.Class().name + ")")
		}
		return s, ok
	}
	if hasIndex(source) {
		n, ok := t.index(source)
		if !ok {
			return "", false
		}
		if n < 0 {
			t.valueError("negative count")
			return "", false
		}
		return string(make([]byte, n)), true
	}
	if !t.isIterable(source) {
		t.typeError("cannot convert '" + source.Class().name + "' object to " + fn)
		return "", false
	}
	items, ok := t.collect(source)
	if !ok {
		return "", false
	}
	b := make([]byte, len(items))
	for i, o := range items {
		v, ok := t.index(o)
		if !ok {
			return "", false
		}
		if v < 0 || v > 255 {
			if fn == "bytes" {
				t.valueError("bytes must be in range(0, 256)")
			} else {
				t.valueError("byte must be in range(0, 256)")
			}
			return "", false
		}
		b[i] = byte(v)
	}
	return string(b), true
}

func bytesFromHex(t *Thread, args []Object) Object {
	s := strOf(args[1])
	if s == nil {
		return t.typeError("fromhex() argument must be str, not " + args[1].Class().name)
	}
	var b []byte
	high, half := byte(0), false
	for i := 0; i < len(s.s); i++ {
		c := s.s[i]
		if !half && isSpace(rune(c)) {
			continue
		}
		d := strings.IndexByte(hexDigits, c|0x20)
		if d < 0 || c == 0x10 {
			return t.valueError("non-hexadecimal number found in fromhex() arg at position " + intText(intOf(i)))
		}
		if half {
			b = append(b, high<<4|byte(d))
		} else {
			high = byte(d)
		}
		half = !half
	}
	if half {
		return t.valueError("non-hexadecimal number found in fromhex() arg at position " + intText(intOf(len(s.s))))
	}
	if args[0] == Object(ByteArrayType) {
		return &ByteArray{b}
	}
	return &Bytes{string(b)}
}

// bytesGetItem is b[key].
func (t *Thread) bytesGetItem(o, key Object) Object {
	s, _ := bytesText(o)
	_, array := o.(*ByteArray)
	if x, ok := key.(*Slice); ok {
		start, stop, step, ok := t.sliceBounds(x, len(s))
		if !ok {
			return nil
		}
		b := make([]byte, sliceLength(start, stop, step))
		for i := range b {
			b[i] = s[start+i*step]
		}
		if array {
			return &ByteArray{b}
		}
		return &Bytes{string(b)}
	}
	kind := "byte"
	if array {
		kind = "bytearray"
	}
	i, ok := t.sequenceIndex(key, len(s), kind, "")
	if !ok {
		return nil
	}
	return newInt(int64(s[i]))
}

// setByte is bytearray[key] = value.
func (t *Thread) setByte(x *ByteArray, key, value Object) bool {
	if s, ok := key.(*Slice); ok {
		text, ok := t.bytesFrom("bytearray", []Object{value}, nil)
		if !ok {
			return false
		}
		start, stop, step, ok := t.sliceBounds(s, len(x.b))
		if !ok {
			return false
		}
		if step == 1 {
			tail := string(x.b[max(start, stop):])
			x.b = append(append(x.b[:start], text...), tail...)
			return true
		}
		n := sliceLength(start, stop, step)
		if n != len(text) {
			t.valueError("attempt to assign bytes of size " + intText(intOf(len(text))) + " to extended slice of size " + intText(intOf(n)))
			return false
		}
		for i := 0; i < n; i++ {
			x.b[start+i*step] = text[i]
		}
		return true
	}
	i, ok := t.sequenceIndex(key, len(x.b), "bytearray", "")
	if !ok {
		return false
	}
	b, ok := t.byteValue(value)
	if ok {
		x.b[i] = b
	}
	return ok
}

// deleteByte is del bytearray[key].
func (t *Thread) deleteByte(x *ByteArray, key Object) bool {
	items := make([]Object, len(x.b))
	for i, c := range x.b {
		items[i] = newInt(int64(c))
	}
	l := newList(items)
	if !t.deleteItem(l, key) {
		return false
	}
	b := make([]byte, len(l.items))
	for i, o := range l.items {
		b[i] = byte(o.(*Int).v)
	}
	x.b = b
	return true
}

// bytesContain is item in bytes.
func (t *Thread) bytesContain(s string, item Object) (result, ok bool) {
	if sub, isBytes := bytesText(item); isBytes {
		return strings.Contains(s, sub), true
	}
	if !hasIndex(item) {
		t.typeError("a bytes-like object is required, not '" + item.Class().name + "'")
		return false, false
	}
	b, ok := t.byteValue(item)
	return ok && strings.IndexByte(s, b) >= 0, ok
}

// bytesOp is the binary operators of bytes and bytearray.
func (t *Thread) bytesOp(op int, a, b Object) Object {
	s, _ := bytesText(a)
	_, array := a.(*ByteArray)
	switch op {
	case code.Add:
		u, ok := bytesText(b)
		if !ok {
			return NotImplemented
		}
		if array {
			return &ByteArray{[]byte(s + u)}
		}
		return &Bytes{s + u}
	case code.Multiply:
		return t.repeat(a, b)
	case code.Remainder:
		items := b
		if p, ok := b.(*Tuple); ok {
			texts := make([]Object, len(p.items))
			for i, o := range p.items {
				texts[i] = latinText(o)
			}
			items = newTuple(texts)
		} else {
			items = latinText(b)
		}
		r := t.percentFormat(decodeLatin(s), items)
		if r == nil {
			return nil
		}
		return fromLatin(r, array)
	}
	return NotImplemented
}
