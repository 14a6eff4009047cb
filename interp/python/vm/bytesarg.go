package vm

import "math/big"

// This file reads arguments that are bytes-like objects.

// bytesLike returns the content of a bytes-like object.
//
//rgo:parallel
func (t *Thread) bytesLike(o Object) (string, bool) {
	if b, ok := payloadOf(o).(*Bytes); ok {
		return b.s, true
	}
	b, ok := t.bufferOf(o)
	if !ok {
		return "", false
	}
	if b == nil {
		t.typeError("a bytes-like object is required, not '" + o.Class().name + "'")
		return "", false
	}
	return string(b.bytes()), true
}

// writable returns the memory of an object that can be changed; release is
// called after use.
//
//rgo:parallel
func (t *Thread) writable(o Object) (data []byte, release func(), ok bool) {
	b, ok := t.bufferOf(o)
	if !ok {
		return nil, nil, false
	}
	if b == nil || b.readonly {
		t.typeError("a read-write bytes-like object is required, not '" + o.Class().name + "'")
		return nil, nil, false
	}
	if !b.contiguous(false) {
		t.raise(BufferError, "memoryview: underlying buffer is not C-contiguous")
		return nil, nil, false
	}
	return b.bytes(), func() {}, true
}

// newUint makes an int of an unsigned word.
//
//rgo:parallel
func newUint(v uint64) Object {
	if v < 1<<63 {
		return newInt(int64(v))
	}
	return newBig(new(big.Int).SetUint64(v))
}

//rgo:parallel
func init() {
	FloatType.addClassMethods([]method{{"__getformat__", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[1])
		if s == nil {
			return t.typeError("__getformat__() argument must be str, not " + args[1].Class().name)
		}
		if s.s != "double" && s.s != "float" {
			return t.valueError("__getformat__() argument 1 must be 'double' or 'float'")
		}
		return newASCII("IEEE, little-endian")
	}, ""}})
}
