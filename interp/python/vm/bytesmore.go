package vm

import (
	"strings"
	"unicode/utf8"

	"rgo/interp/python/code"
)

// This file is the methods of bytes and bytearray that str does not have in
// the same form: translation tables, and the methods of bytearray as a list.

//rgo:parallel
func init() {
	for _, c := range []*Type{BytesType, ByteArrayType} {
		c.addMethods([]method{
			{"hex", 0, 2, func(t *Thread, args []Object) Object {
				s, _ := bytesText(args[0])
				return t.hexText([]byte(s), args[1], args[2])
			}, "sep,bytes_per_sep"},
			{"isascii", 0, 0, func(t *Thread, args []Object) Object {
				s, _ := bytesText(args[0])
				return boolOf(isASCIIText(s))
			}, ""},
			{"translate", 1, 2, bytesTranslate, ",delete"},
		})
		c.addStatic([]method{{"maketrans", 2, 2, bytesMakeTrans, ""}})
	}
	for _, c := range []*Type{StrType, BytesType, ByteArrayType} {
		c.addMethods([]method{{"__rmod__", 1, 1, func(t *Thread, args []Object) Object {
			if !isInstance(args[1], c) {
				return NotImplemented
			}
			return t.builtinBinary(code.Remainder, args[1], args[0])
		}, ""}})
	}
	BytesType.addMethods([]method{{"__bytes__", 0, 0, func(t *Thread, args []Object) Object {
		b := payloadOf(args[0]).(*Bytes)
		return b
	}, ""}})
	ByteArrayType.addMethods([]method{
		{"insert", 2, 2, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*ByteArray)
			i, ok := t.index(args[1])
			if !ok {
				return nil
			}
			b, ok := t.byteValue(args[2])
			if !ok {
				return nil
			}
			x.own()
			n := len(x.b)
			if i < 0 {
				i = max(i+n, 0)
			}
			i = min(i, n)
			x.b = append(x.b, 0)
			copy(x.b[i+1:], x.b[i:])
			x.b[i] = b
			return None
		}, ""},
		{"remove", 1, 1, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*ByteArray)
			b, ok := t.byteValue(args[1])
			if !ok {
				return nil
			}
			x.own()
			i := strings.IndexByte(string(x.b), b)
			if i < 0 {
				return t.valueError("value not found in bytearray")
			}
			x.b = append(x.b[:i], x.b[i+1:]...)
			return None
		}, ""},
		{"__alloc__", 0, 0, func(t *Thread, args []Object) Object {
			return intOf(len(payloadOf(args[0]).(*ByteArray).b) + 1)
		}, ""},
	})
	ByteArrayType.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		s, ok := t.bytesFrom("bytearray", args[1:], kwNames)
		if !ok {
			return nil
		}
		x := payloadOf(args[0]).(*ByteArray)
		x.own()
		x.b = []byte(s)
		return None
	}}})
}

//rgo:parallel
func isASCIIText(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// bytesMakeTrans is maketrans(from, to).
//
//rgo:parallel
func bytesMakeTrans(t *Thread, args []Object) Object {
	from, ok := t.bytesArgument(args[0])
	if !ok {
		return nil
	}
	to, ok := t.bytesArgument(args[1])
	if !ok {
		return nil
	}
	if len(from) != len(to) {
		return t.valueError("maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i := 0; i < len(from); i++ {
		table[from[i]] = to[i]
	}
	return &Bytes{string(table)}
}

// bytesArgument returns the content of a bytes-like argument.
//
//rgo:parallel
func (t *Thread) bytesArgument(o Object) (string, bool) {
	s, ok := bytesText(o)
	if !ok {
		t.typeError("a bytes-like object is required, not '" + o.Class().name + "'")
	}
	return s, ok
}

// bytesTranslate is translate(table, /, delete=b"").
//
//rgo:parallel
func bytesTranslate(t *Thread, args []Object) Object {
	ownBytes(args)
	s, _ := bytesText(args[0])
	table := ""
	if args[1] != None {
		var ok bool
		if table, ok = t.bytesArgument(args[1]); !ok {
			return nil
		}
		if len(table) != 256 {
			return t.valueError("translation table must be 256 characters long")
		}
	}
	deleted := ""
	if args[2] != nil {
		var ok bool
		if deleted, ok = t.bytesArgument(args[2]); !ok {
			return nil
		}
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(deleted, s[i]) >= 0 {
			continue
		}
		if table == "" {
			out = append(out, s[i])
		} else {
			out = append(out, table[s[i]])
		}
	}
	if _, array := payloadOf(args[0]).(*ByteArray); array {
		return newByteArray(out)
	}
	return &Bytes{string(out)}
}
