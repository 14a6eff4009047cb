package vm

import (
	"strings"

	"rgo/rlib/thread"
)

// This file is _io.StringIO.

// stringIO is the state of a StringIO. The text is UTF-8; ascii says that
// characters are bytes. at counts characters.
type stringIO struct {
	bias    thread.Bias
	b       []byte
	n       int // characters
	at      int // characters
	closed  bool
	made    bool
	decoder *newlineDecoder // translates line ends, nil if they stay
	text    textIO          // for its rules on line ends
}

// Class returns StringIO.
//
//rgo:parallel
func (*stringIO) Class() *Type { return StringIOType }

// StringIOType is _io.StringIO.
var StringIOType = newFileType("StringIO", TextIOBaseType)

// stringMethod makes a method on an open StringIO.
//
//rgo:parallel
func stringMethod(name string, low, high int, run func(t *Thread, x *stringIO, args []Object) Object) method {
	return method{name, low, high, func(t *Thread, args []Object) Object {
		x := payloadOf(args[0]).(*stringIO)
		x.bias.Take()
		if !x.made {
			return t.valueError("I/O operation on uninitialized object")
		}
		if x.closed {
			return t.valueError("I/O operation on closed file")
		}
		return run(t, x, args)
	}, ""}
}

// offset is the place of character i in the bytes.
//
//rgo:parallel
func (x *stringIO) offset(i int) int {
	switch {
	case i >= x.n:
		return len(x.b)
	case x.n == len(x.b):
		return i
	}
	return prefixBytes(string(x.b), i)
}

// write stores text at the position.
//
//rgo:parallel
func (x *stringIO) write(s string) {
	if x.decoder != nil {
		s = x.decoder.convert(s, true)
	}
	if x.text.writeNL != "" {
		s = strings.ReplaceAll(s, "\n", x.text.writeNL)
	}
	if s == "" {
		return
	}
	for x.n < x.at {
		x.b = append(x.b, 0)
		x.n++
	}
	n := countRunes(s)
	if x.at == x.n {
		x.b = append(x.b, s...)
		x.n += n
		x.at += n
		return
	}
	low, high := x.offset(x.at), x.offset(x.at+n)
	tail := string(x.b[high:])
	x.b = append(append(x.b[:low], s...), tail...)
	x.n = max(x.n, x.at+n)
	x.at += n
}

// printTogether prints to a StringIO that is this thread's, without being
// alone; false if that is not for here. Others see all of it or nothing, so
// there may be no Python code in between.
//
//rgo:parallel
func (t *Thread) printTogether(args []Object, file Object) bool {
	i, ok := file.(*Instance)
	if !ok || i.cls != StringIOType || i.getSlot(nameWrite) != nil {
		return false
	}
	x, ok := i.payload.(*stringIO)
	if !ok {
		return false
	}
	var b []byte
	for i, o := range args {
		switch o.(type) {
		case *Str, Int, Float, *Bool, *noneObject:
		default:
			return false
		}
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, t.str(o).s...)
	}
	if !x.bias.IsMine() || !x.made || x.closed {
		return false
	}
	x.write(string(append(b, '\n')))
	return true
}

// take returns the text from the position to end and moves on.
//
//rgo:parallel
func (x *stringIO) take(n int) string {
	if x.at >= x.n {
		return ""
	}
	low := x.offset(x.at)
	if n < 0 || n > x.n-x.at {
		x.at = x.n
		return string(x.b[low:])
	}
	high := x.offset(x.at + n)
	x.at += n
	return string(x.b[low:high])
}

// line returns the next line.
//
//rgo:parallel
func (x *stringIO) line(limit int) string {
	if x.at >= x.n {
		return ""
	}
	rest := string(x.b[x.offset(x.at):])
	end := x.text.lineEnd(rest)
	if end < 0 {
		end = len(rest)
	}
	if limit >= 0 {
		end = min(end, prefixBytes(rest, limit))
	}
	x.at += countRunes(rest[:end])
	return rest[:end]
}

//rgo:parallel
func stringInit(t *Thread, args []Object) Object {
	x := payloadOf(args[0]).(*stringIO)
	newline := args[2]
	if newline == nil {
		newline = newASCII("\n")
	}
	x.bias.Take()
	*x = stringIO{bias: thread.Mine()}
	if newline != None {
		s := strOf(newline)
		if s == nil {
			return t.typeError("newline must be str or None, not " + newline.Class().name)
		}
		switch s.s {
		case "", "\n", "\r", "\r\n":
		default:
			return t.valueError("illegal newline value: " + t.displayRepr(s))
		}
	}
	value := args[1]
	if value != nil && value != None && strOf(value) == nil {
		return t.typeError("initial_value must be str or None, not " + value.Class().name)
	}
	x.text.setNewline(t, newline)
	if x.text.universal {
		x.decoder = &newlineDecoder{translate: x.text.translate, made: true}
	}
	x.made = true
	if value != nil && value != None {
		x.write(strOf(value).s)
		x.at = 0
	}
	return None
}

//rgo:parallel
func init() {
	c := StringIOType
	c.payloads(func() Object { return &stringIO{bias: thread.Mine()} })
	yes := func(name string) method {
		return stringMethod(name, 0, 0, func(t *Thread, x *stringIO, args []Object) Object { return True })
	}
	c.addMethods([]method{
		{"__init__", 0, 2, stringInit, "initial_value,newline"},
		yes("readable"), yes("writable"), yes("seekable"),
		stringMethod("tell", 0, 0, func(t *Thread, x *stringIO, args []Object) Object { return intOf(x.at) }),
		stringMethod("getvalue", 0, 0, func(t *Thread, x *stringIO, args []Object) Object { return &Str{s: string(x.b), n: x.n} }),
		stringMethod("read", 0, 1, func(t *Thread, x *stringIO, args []Object) Object {
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			x.bias.Take()
			return NewStr(x.take(n))
		}),
		stringMethod("readline", 0, 1, func(t *Thread, x *stringIO, args []Object) Object {
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			x.bias.Take()
			return NewStr(x.line(n))
		}),
		stringMethod("__next__", 0, 0, func(t *Thread, x *stringIO, args []Object) Object {
			if m := args[0].Class().lookup(nameReadLine); m != c.lookup(nameReadLine) {
				r := t.callMethod(m, args[0], nil, nil)
				if s := strOf(orNone(r)); r != nil && s == nil {
					return t.raise(OSError, "readline() should have returned a str object, not '"+r.Class().name+"'")
				} else if r != nil && s.s == "" {
					return t.raiseInstance(newException(StopIteration))
				}
				return r
			}
			line := x.line(-1)
			if line == "" {
				return t.raiseInstance(newException(StopIteration))
			}
			return NewStr(line)
		}),
		stringMethod("write", 1, 1, func(t *Thread, x *stringIO, args []Object) Object {
			s := strOf(args[1])
			if s == nil {
				return t.typeError("string argument expected, got '" + args[1].Class().name + "'")
			}
			x.write(s.s)
			return intOf(s.n)
		}),
		stringMethod("seek", 1, 2, func(t *Thread, x *stringIO, args []Object) Object {
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
			switch {
			case whence < 0 || whence > 2:
				return t.valueError("Invalid whence (" + intText(intOf(whence)) + ", should be 0, 1 or 2)")
			case at < 0 && whence == 0:
				return t.valueError("Negative seek position " + intText(intOf(at)))
			case whence != 0 && at != 0:
				return t.raise(OSError, "Can't do nonzero cur-relative seeks")
			}
			x.bias.Take()
			switch whence {
			case 1:
				at = x.at
			case 2:
				at = x.n
			}
			x.at = at
			return intOf(at)
		}),
		stringMethod("truncate", 0, 1, func(t *Thread, x *stringIO, args []Object) Object {
			n := x.at
			if len(args) > 1 && args[1] != None {
				var ok bool
				if n, ok = t.sizeArg(args, 1); !ok {
					return nil
				}
			}
			if n < 0 {
				return t.valueError("Negative size value " + intText(intOf(n)))
			}
			x.bias.Take()
			if n < x.n {
				x.b = x.b[:x.offset(n)]
				x.n = n
			}
			return intOf(n)
		}),
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*stringIO)
			x.bias.Take()
			x.closed, x.b, x.n = true, nil, 0
			return None
		}, ""},
		stringMethod("__getstate__", 0, 0, func(t *Thread, x *stringIO, args []Object) Object {
			var state Object = None
			if d := args[0].(*Instance).useDict(); d.live > 0 {
				state = d.copy()
			}
			x.bias.Take()
			var newline Object = newASCII(x.text.newline)
			if x.text.universal && x.text.translate {
				newline = None
			}
			return tupleOf(&Str{s: string(x.b), n: x.n}, newline, intOf(x.at), state)
		}),
		{"__setstate__", 1, 1, stringSetState, ""},
	})
	open := func(get func(x *stringIO) Object) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object {
			x := payloadOf(o).(*stringIO)
			if x.closed {
				return t.valueError("I/O operation on closed file")
			}
			return get(x)
		}
	}
	c.addGetSets([]getset{
		{"closed", func(t *Thread, o Object) Object { return boolOf(payloadOf(o).(*stringIO).closed) }, nil},
		{"line_buffering", open(func(x *stringIO) Object { return False }), nil},
		{"newlines", open(func(x *stringIO) Object {
			if x.decoder == nil {
				return None
			}
			return x.decoder.newlines()
		}), nil},
	})
}

// stringSetState is __setstate__ of an object that was only made.
func stringSetState(t *Thread, args []Object) Object {
	x := payloadOf(args[0]).(*stringIO)
	if x.closed {
		return t.valueError("I/O operation on closed file")
	}
	p := tuplePayload(args[1])
	if p == nil || len(p.items) < 4 {
		return t.typeError(args[0].Class().fullName() + ".__setstate__ argument should be 4-tuple, got " + args[1].Class().name)
	}
	if stringInit(t, []Object{args[0], newASCII(""), p.items[1]}) == nil {
		return nil
	}
	s := strOf(p.items[0])
	if s == nil {
		return t.typeError("initial_value must be str or None, not " + p.items[0].Class().name)
	}
	x.b, x.n = []byte(s.s), s.n
	if _, isInt := payloadOf(p.items[2]).(Int); !isInt {
		return t.typeError("third item of state must be an integer, got " + p.items[2].Class().name)
	}
	at, ok := t.index(p.items[2])
	if !ok {
		return nil
	}
	if at < 0 {
		return t.valueError("position value cannot be negative")
	}
	x.at = at
	if p.items[3] != None {
		d := dictOf(p.items[3])
		if d == nil {
			return t.typeError("fourth item of state should be a dict, got a " + p.items[3].Class().name)
		}
		if !t.updateDict(args[0].(*Instance).useDict(), d) {
			return nil
		}
	}
	return None
}
