package vm

import "rgo/rlib/thread"

// This file is _io.BytesIO.

// bytesIO is the state of a BytesIO.
type bytesIO struct {
	bias   thread.Bias
	b      []byte
	at     int
	closed bool
	views  []weakPointer // memoryviews of the content
}

// Class returns BytesIO.
//
//rgo:parallel
func (*bytesIO) Class() *Type { return BytesIOType }

// BytesIOType is _io.BytesIO.
var BytesIOType = newFileType("BytesIO", BufferedIOBaseType)

// bytesMethod makes a method on an open BytesIO.
//
//rgo:parallel
func bytesMethod(name string, low, high int, run func(t *Thread, b *bytesIO, args []Object) Object) method {
	return method{name, low, high, func(t *Thread, args []Object) Object {
		b := payloadOf(args[0]).(*bytesIO)
		b.bias.Take()
		if b.closed {
			return t.valueError("I/O operation on closed file.")
		}
		return run(t, b, args)
	}, ""}
}

// take returns the next n bytes, all that are left if n < 0.
//
//rgo:parallel
func (b *bytesIO) take(n int) []byte {
	if b.at >= len(b.b) {
		return nil
	}
	rest := b.b[b.at:]
	if n >= 0 && n < len(rest) {
		rest = rest[:n]
	}
	b.at += len(rest)
	return rest
}

// line returns the next line.
//
//rgo:parallel
func (b *bytesIO) line(limit int) []byte {
	if b.at >= len(b.b) {
		return nil
	}
	rest := b.b[b.at:]
	if limit >= 0 && limit < len(rest) {
		rest = rest[:limit]
	}
	for i, c := range rest {
		if c == '\n' {
			rest = rest[:i+1]
			break
		}
	}
	b.at += len(rest)
	return rest
}

// exported raises BufferError while getbuffer's views exist.
//
//rgo:parallel
func (t *Thread) exported(b *bytesIO) bool {
	b.bias.Take()
	return len(b.views) > 0 && t.isExported(b)
}

func (t *Thread) isExported(b *bytesIO) bool {
	for _, p := range b.views {
		if v, ok := p.value().(*MemoryView); ok && v.view != nil {
			t.raise(BufferError, "Existing exports of data: object cannot be re-sized")
			return true
		}
	}
	b.views = nil
	return false
}

// write stores s at the position.
//
//rgo:parallel
func (b *bytesIO) write(s string) {
	if s == "" {
		return
	}
	for len(b.b) < b.at {
		b.b = append(b.b, 0)
	}
	n := copy(b.b[b.at:], s)
	b.b = append(b.b, s[n:]...)
	b.at += len(s)
}

//rgo:parallel
func init() {
	BytesIOType.payloads(func() Object { return &bytesIO{bias: thread.Mine()} })
	yes := func(name string) method {
		return bytesMethod(name, 0, 0, func(t *Thread, b *bytesIO, args []Object) Object { return True })
	}
	read := func(t *Thread, b *bytesIO, args []Object) Object {
		n, ok := t.sizeArg(args, 1)
		if !ok {
			return nil
		}
		b.bias.Take()
		return &Bytes{string(b.take(n))}
	}
	BytesIOType.addMethods([]method{
		{"__init__", 0, 1, func(t *Thread, args []Object) Object {
			b := payloadOf(args[0]).(*bytesIO)
			if t.exported(b) {
				return nil
			}
			b.b, b.at, b.closed = nil, 0, false
			if args[1] != nil && args[1] != None {
				s, ok := t.bytesLike(args[1])
				if !ok {
					return nil
				}
				b.b = []byte(s)
			}
			return None
		}, "initial_bytes"},
		yes("readable"), yes("writable"), yes("seekable"),
		bytesMethod("isatty", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object { return False }),
		bytesMethod("flush", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object { return None }),
		bytesMethod("tell", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object { return intOf(b.at) }),
		bytesMethod("getvalue", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object { return &Bytes{string(b.b)} }),
		bytesMethod("read", 0, 1, read),
		bytesMethod("read1", 0, 1, read),
		bytesMethod("readline", 0, 1, func(t *Thread, b *bytesIO, args []Object) Object {
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			b.bias.Take()
			return &Bytes{string(b.line(n))}
		}),
		bytesMethod("__next__", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object {
			line := b.line(-1)
			if len(line) == 0 {
				return t.raiseInstance(newException(StopIteration))
			}
			return &Bytes{string(line)}
		}),
		bytesMethod("readlines", 0, 1, func(t *Thread, b *bytesIO, args []Object) Object {
			hint, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			b.bias.Take()
			var items []Object
			for total := 0; ; {
				line := b.line(-1)
				if len(line) == 0 {
					return newList(items)
				}
				items = append(items, &Bytes{string(line)})
				if total += len(line); hint > 0 && total >= hint {
					return newList(items)
				}
			}
		}),
		bytesMethod("readinto", 1, 1, func(t *Thread, b *bytesIO, args []Object) Object {
			into, release, ok := t.writable(args[1])
			if !ok {
				return nil
			}
			defer release()
			return intOf(copy(into, b.take(len(into))))
		}),
		bytesMethod("write", 1, 1, func(t *Thread, b *bytesIO, args []Object) Object {
			if t.exported(b) {
				return nil
			}
			s, ok := t.bytesLike(args[1])
			if !ok {
				return nil
			}
			if b.closed {
				return t.valueError("I/O operation on closed file.")
			}
			b.write(s)
			return intOf(len(s))
		}),
		bytesMethod("seek", 1, 2, func(t *Thread, b *bytesIO, args []Object) Object {
			at, ok := t.index(args[1])
			if !ok {
				return nil
			}
			whence := 0
			if len(args) > 2 {
				if whence, ok = t.cInt(args[2]); !ok {
					return nil
				}
			}
			b.bias.Take()
			switch whence {
			case 0:
				if at < 0 {
					return t.valueError("negative seek value " + intText(intOf(at)))
				}
			case 1:
				at += b.at
			case 2:
				at += len(b.b)
			default:
				return t.valueError("invalid whence (" + intText(intOf(whence)) + ", should be 0, 1 or 2)")
			}
			b.at = max(at, 0)
			return intOf(b.at)
		}),
		bytesMethod("truncate", 0, 1, func(t *Thread, b *bytesIO, args []Object) Object {
			if t.exported(b) {
				return nil
			}
			n := b.at
			if len(args) > 1 && args[1] != None {
				var ok bool
				if n, ok = t.sizeArg(args, 1); !ok {
					return nil
				}
				if n < 0 {
					return t.valueError("negative size value " + intText(intOf(n)))
				}
			}
			b.bias.Take()
			if n < len(b.b) {
				b.b = b.b[:n:n]
			}
			return intOf(n)
		}),
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			b := payloadOf(args[0]).(*bytesIO)
			if t.exported(b) {
				return nil
			}
			b.closed, b.b = true, nil
			return None
		}, ""},
		bytesMethod("getbuffer", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object {
			view := t.interp.builtins.dict.getStr(intern("memoryview"))
			if view == nil {
				return t.raise(NotImplementedError, "memoryview")
			}
			v := t.call1(view, &bytesBuffer{b})
			if v != nil {
				b.views = append(b.views, makeWeak(v, nil))
			}
			return v
		}),
		bytesMethod("__getstate__", 0, 0, func(t *Thread, b *bytesIO, args []Object) Object {
			var state Object = None
			if d := args[0].(*Instance).useDict(); d.live > 0 {
				state = d.copy()
			}
			b.bias.Take()
			return tupleOf(&Bytes{string(b.b)}, intOf(b.at), state)
		}),
		bytesMethod("__setstate__", 1, 1, func(t *Thread, b *bytesIO, args []Object) Object {
			if t.exported(b) {
				return nil
			}
			p := tuplePayload(args[1])
			if p == nil || len(p.items) < 3 {
				return t.typeError(args[0].Class().fullName() + ".__setstate__ argument should be 3-tuple, got " + args[1].Class().name)
			}
			s, ok := t.bytesLike(p.items[0])
			if !ok {
				return nil
			}
			if _, isInt := payloadOf(p.items[1]).(Int); !isInt {
				return t.typeError("second item of state must be an integer, not " + p.items[1].Class().name)
			}
			at, ok := t.index(p.items[1])
			if !ok {
				return nil
			}
			if at < 0 {
				return t.valueError("position value cannot be negative")
			}
			b.bias.Take()
			b.b, b.at = []byte(s), at
			if p.items[2] != None {
				d := dictOf(p.items[2])
				if d == nil {
					return t.typeError("third item of state should be a dict, got a " + p.items[2].Class().name)
				}
				if !t.updateDict(args[0].(*Instance).useDict(), d) {
					return nil
				}
			}
			return None
		}),
	})
	BytesIOType.addGetSets([]getset{{"closed", func(t *Thread, o Object) Object { return boolOf(payloadOf(o).(*bytesIO).closed) }, nil}})
}

// bytesBuffer is the memory of a BytesIO, for a memoryview.
type bytesBuffer struct{ b *bytesIO }

var bytesBufferType = newBuiltinType("_BytesIOBuffer", ObjectType, final)

// Class returns _BytesIOBuffer.
func (*bytesBuffer) Class() *Type { return bytesBufferType }

func (x *bytesBuffer) exportBuffer(t *Thread) (*buffer, bool) {
	return newBuffer(x, x.b.b, false, "B", 1), true
}
