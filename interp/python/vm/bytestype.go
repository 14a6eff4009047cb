package vm

import (
	"strings"
	"unicode/utf8"

	"rgo/interp/python/code"
)

// This file is bytes and bytearray, and the encodings of text.

//rgo:parallel
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
		return wrapNew(args[0].(*Type), ByteArrayType, newByteArray([]byte(s)))
	})
	for _, c := range []*Type{BytesType, ByteArrayType} {
		addContainerMethods(c)
		addByteMethods(c)
		c.addCompare(true)
		c.addBinary(code.Add, code.Remainder)
		c.addRepeat()
		c.addMethods([]method{
			{"decode", 0, 2, func(t *Thread, args []Object) Object {
				s, _ := bytesText(args[0])
				return t.decode(s, args[1], args[2])
			}, "encoding,errors"},
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
			payloadOf(args[0]).(*ByteArray).appendByte(b)
			return None
		}, ""},
		{"extend", 1, 1, func(t *Thread, args []Object) Object {
			if isInt(payloadOf(args[1])) {
				return t.typeError("can't extend bytearray with " + args[1].Class().name)
			}
			if !isBytesLike(args[1]) {
				if _, ok := t.lengthHint(args[1], 0); !ok {
					return nil
				}
			}
			s, ok := t.bytesFrom("bytearray", args[1:], nil)
			if !ok {
				return nil
			}
			payloadOf(args[0]).(*ByteArray).extend(s)
			return None
		}, ""},
		{"pop", 0, 1, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*ByteArray)
			i := -1
			if len(args) > 1 {
				var ok bool
				if i, ok = t.index(args[1]); !ok {
					return nil
				}
			}
			x.own()
			if i < 0 {
				i += len(x.b)
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
			x := payloadOf(args[0]).(*ByteArray)
			x.own()
			x.b = nil
			return None
		}, ""},
		{"copy", 0, 0, func(t *Thread, args []Object) Object {
			s, _ := bytesText(args[0])
			return newByteArray([]byte(s))
		}, ""},
		{"reverse", 0, 0, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*ByteArray)
			x.own()
			reverseBytes(x.b)
			return None
		}, ""},
	})
}

// decodeLatin turns bytes into text of the same code points.
//
//rgo:parallel
func decodeLatin(s string) *Str {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		b = utf8.AppendRune(b, rune(s[i]))
	}
	return &Str{s: string(b), n: len(s)}
}

// fromLatin turns text back into bytes.
//
//rgo:parallel
func fromLatin(o Object, array bool) Object {
	x := o.(*Str)
	b := make([]byte, 0, x.n)
	for _, r := range x.runes() {
		b = append(b, byte(r))
	}
	if array {
		return newByteArray(b)
	}
	return &Bytes{string(b)}
}

// byteValue converts an int in range(256).
//
//rgo:parallel
func (t *Thread) byteValue(o Object) (byte, bool) {
	v := t.indexObject(o)
	if v == nil {
		return 0, false
	}
	i, ok := smallValue(v)
	if !ok || i < 0 || i > 255 {
		t.valueError("byte must be in range(0, 256)")
		return 0, false
	}
	return byte(i), true
}

// bytesFrom is the constructor's argument handling.
//
//rgo:parallel
func (t *Thread) bytesFrom(fn string, args []Object, kwNames []*Str) (string, bool) {
	var fields [3]Object
	if !t.bindNames(fn, args, kwNames, []string{"source", "encoding", "errors"}, fields[:]) {
		return "", false
	}
	source := fields[0]
	if source == nil {
		if fields[1] != nil || fields[2] != nil {
			what := "encoding"
			if fields[1] == nil {
				what = "errors"
			}
			t.typeError(what + " without a string argument")
			return "", false
		}
		return "", true
	}
	if s := strOf(source); s != nil && (fields[1] != nil || source.Class().lookup(nameBytes) == nil) {
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
	if fields[1] != nil || fields[2] != nil {
		if fields[1] == nil {
			t.typeError("errors without a string argument")
		} else {
			t.typeError("encoding without a string argument")
		}
		return "", false
	}
	if m := source.Class().lookup(nameBytes); m != nil && fn == "bytes" {
		if m == None {
			t.typeError("cannot convert '" + source.Class().name + "' object to bytes")
			return "", false
		}
		r := t.callMethod(m, source, nil, nil)
		if r == nil {
			return "", false
		}
		b, ok := payloadOf(r).(*Bytes)
		if !ok {
			t.typeError("__bytes__ returned non-bytes (type " + r.Class().name + ")")
			return "", false
		}
		return b.s, true
	}
	if s, found, ok := t.bufferText(source); found || !ok {
		return s, ok
	}
	if hasIndex(source) {
		if n, ok := t.index(source); ok {
			return t.zeroBytes(n)
		}
		if t.exc.cls == OverflowError {
			t.exc = nil
			t.raise(OverflowError, "cannot fit '"+source.Class().name+"' into an index-sized integer")
			return "", false
		}
		if !t.catch(TypeError) {
			return "", false
		}
	}
	if !t.isIterable(source) {
		t.typeError("cannot convert '" + source.Class().name + "' object to " + fn)
		return "", false
	}
	return t.bytesOfItems(fn, source)
}

// zeroBytes makes n zero bytes.
//
//rgo:parallel
func (t *Thread) zeroBytes(n int) (string, bool) {
	if n < 0 {
		t.valueError("negative count")
		return "", false
	}
	if !t.fits(1, n) {
		return "", false
	}
	return string(make([]byte, n)), true
}

// bytesOfObject is the content of what bytes() takes but counts and text.
//
//rgo:parallel
func (t *Thread) bytesOfObject(o Object) (string, bool) {
	if m := o.Class().lookup(nameBytes); m != nil && m != None {
		r := t.callMethod(m, o, nil, nil)
		if r == nil {
			return "", false
		}
		s, ok := bytesText(r)
		if !ok {
			t.typeError("__bytes__ returned non-bytes (type " + r.Class().name + ")")
		}
		return s, ok
	}
	if s, found, ok := t.bufferText(o); found || !ok {
		return s, ok
	}
	if strOf(o) != nil || isInt(o) {
		t.typeError("cannot convert '" + o.Class().name + "' object to bytes")
		return "", false
	}
	return t.bytesOfItems("bytes", o)
}

// bytesOfItems makes bytes of an iterable of ints.
//
//rgo:parallel
func (t *Thread) bytesOfItems(fn string, source Object) (string, bool) {
	it := t.iter(source)
	if it == nil {
		return "", false
	}
	var b []byte
	for {
		o := t.next(it)
		if o == nil {
			return string(b), t.exc == nil
		}
		c, ok := t.byteValue(o)
		if !ok {
			if fn == "bytes" && t.exc.cls == ValueError {
				t.exc = nil
				t.valueError("bytes must be in range(0, 256)")
			}
			return "", false
		}
		b = append(b, c)
	}
}

//rgo:parallel
func bytesFromHex(t *Thread, args []Object) Object {
	s := strOf(args[1])
	if s == nil {
		return t.typeError("fromhex() argument must be str, not " + args[1].Class().name)
	}
	runes := s.runes()
	var b []byte
	for i := 0; i < len(runes); i++ {
		if runes[i] < 128 && isByteSpace(byte(runes[i])) {
			continue
		}
		value := byte(0)
		for k := 0; k < 2; k++ {
			d := -1
			if i+k < len(runes) && runes[i+k] < 128 {
				d = strings.IndexByte(hexDigits, byteLower(byte(runes[i+k])))
			}
			if d < 0 {
				return t.valueError("non-hexadecimal number found in fromhex() arg at position " + intText(intOf(i+k)))
			}
			value = value<<4 | byte(d)
		}
		b = append(b, value)
		i++
	}
	var exact Object = &Bytes{string(b)}
	c := args[0].(*Type)
	if c.isSubtype(ByteArrayType) {
		exact = newByteArray(b)
	}
	if c.isUser() {
		return t.call1(c, exact)
	}
	return exact
}

// bytesGetItem is b[key].
//
//rgo:parallel
func (t *Thread) bytesGetItem(o, key Object) Object {
	if x, ok := o.(*ByteArray); ok {
		if key = t.plainKey(key); key == nil {
			return nil
		}
		x.own()
		b, item := byteItem(t, x.b, key, "bytearray")
		if b == nil {
			return item
		}
		return newByteArray(b)
	}
	s, _ := bytesText(o)
	b, item := byteItem(t, s, key, "byte")
	if b == nil {
		return item
	}
	return &Bytes{string(b)}
}

// byteItem returns the bytes of s that a slice picks, or else the item at an
// index; neither with an exception. kind is for error messages.
//
//rgo:parallel
func byteItem[T string | []byte](t *Thread, s T, key Object, kind string) (picked []byte, item Object) {
	if x, ok := key.(*Slice); ok {
		start, stop, step, ok := t.sliceBounds(x, len(s))
		if !ok {
			return nil, nil
		}
		picked = make([]byte, sliceLength(start, stop, step))
		for i := range picked {
			picked[i] = s[start+i*step]
		}
		return picked, nil
	}
	i, ok := t.sequenceIndex(key, len(s), kind, "")
	if !ok {
		return nil, nil
	}
	return nil, newInt(int64(s[i]))
}

// setByte is bytearray[key] = value.
//
//rgo:parallel
func (t *Thread) setByte(x *ByteArray, key, value Object) bool {
	if key = t.plainKey(key); key == nil {
		return false
	}
	if s, ok := key.(*Slice); ok {
		if isInt(value) || strOf(value) != nil {
			t.typeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
			return false
		}
		text, ok := t.bytesFrom("bytearray", []Object{value}, nil)
		if !ok {
			return false
		}
		x.own()
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
		if text == "" {
			return t.deleteByte(x, key)
		}
		if n != len(text) {
			t.valueError("attempt to assign bytes of size " + intText(intOf(len(text))) + " to extended slice of size " + intText(intOf(n)))
			return false
		}
		for i := 0; i < n; i++ {
			x.b[start+i*step] = text[i]
		}
		return true
	}
	if _, ok := t.sequenceIndex(key, len(x.b), "bytearray", ""); !ok {
		return false
	}
	b, ok := t.byteValue(value)
	if !ok {
		return false
	}
	x.own()
	i, ok := t.sequenceIndex(key, len(x.b), "bytearray", "")
	if ok {
		x.b[i] = b
	}
	return ok
}

// deleteByte is del bytearray[key].
//
//rgo:parallel
func (t *Thread) deleteByte(x *ByteArray, key Object) bool {
	if key = t.plainKey(key); key == nil {
		return false
	}
	x.own()
	s, ok := key.(*Slice)
	if !ok {
		i, ok := t.sequenceIndex(key, len(x.b), "bytearray", "")
		if ok {
			x.b = append(x.b[:i], x.b[i+1:]...)
		}
		return ok
	}
	start, stop, step, ok := t.sliceBounds(s, len(x.b))
	if !ok {
		return false
	}
	n := sliceLength(start, stop, step)
	switch {
	case n == 0:
	case start == 0 && step == 1:
		x.b = x.b[stop:]
	default:
		kept := make([]byte, 0, len(x.b)-n)
		if step < 0 {
			start, step = start+(n-1)*step, -step
		}
		for i, c := range x.b {
			if at := i - start; at < 0 || at%step != 0 || at/step >= n {
				kept = append(kept, c)
			}
		}
		x.b = kept
	}
	return true
}

// bytesContain is item in bytes.
//
//rgo:parallel
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
//
//rgo:parallel
func (t *Thread) bytesOp(op int, a, b Object) Object {
	ownOperands(a, b)
	s, _ := bytesText(a)
	_, array := a.(*ByteArray)
	switch op {
	case code.Add:
		u, ok := bytesText(b)
		if !ok {
			return NotImplemented
		}
		if array {
			return newByteArray([]byte(s + u))
		}
		return &Bytes{s + u}
	case code.Multiply:
		return t.repeat(a, b)
	case code.Remainder:
		r := t.percentFormat(decodeLatin(s), b, true)
		if r == nil {
			return nil
		}
		return fromLatin(r, array)
	}
	return NotImplemented
}
