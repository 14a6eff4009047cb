package vm

import "strings"

// This file is the module _io's abstract classes, and what all of its classes
// share. Every object of the module is an Instance whose payload has the state,
// so that programs can subclass the classes and set attributes.

// Classes of _io.
var (
	IOBaseType         = newIOType("_IOBase", ObjectType)
	RawIOBaseType      = newIOType("_RawIOBase", IOBaseType)
	BufferedIOBaseType = newIOType("_BufferedIOBase", IOBaseType)
	TextIOBaseType     = newIOType("_TextIOBase", IOBaseType)

	// UnsupportedOperation is io.UnsupportedOperation: an OSError and a
	// ValueError.
	UnsupportedOperation = newExceptionType("UnsupportedOperation", OSError)
)

// newIOType makes an abstract class; concrete ones get their payload's layout.
func newIOType(name string, base *Type) *Type {
	c := newBuiltinType(name, base, heapDict|weakrefs)
	c.layout = ObjectType
	c.module = newASCII("_io")
	return c
}

// newFileType makes a class whose instances carry what fresh makes. Calling
// the class runs __new__, then __init__.
func newFileType(name string, base *Type) *Type {
	c := newIOType(name, base)
	c.layout = c
	return c
}

// payloads sets how instances of c come to be.
//
//rgo:parallel
func (c *Type) payloads(fresh func() Object) {
	c.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return newInstance(args[0].(*Type), fresh())
	})
	c.construct = nil
}

var (
	nameClosed    = intern("closed")
	nameRead      = intern("read")
	nameReadLine  = intern("readline")
	nameReadInto  = intern("readinto")
	nameSeek      = intern("seek")
	nameTell      = intern("tell")
	nameTruncate  = intern("truncate")
	nameIsatty    = intern("isatty")
	nameSeekable  = intern("seekable")
	nameReadable  = intern("readable")
	nameWritable  = intern("writable")
	nameFileName  = intern("name")
	nameMode      = intern("mode")
	nameBaseIsOff = intern("__IOBase_closed")
)

// unsupported raises io.UnsupportedOperation.
//
//rgo:parallel
func (t *Thread) unsupported(message string) Object { return t.raise(UnsupportedOperation, message) }

// errorWithErrno makes the exception for a failed system call pending, for Go's
// own errors.
func (t *Thread) osError(err error, filename Object) Object {
	errno, _ := errnoOf(err)
	return t.errno(-errno, filename)
}

// errnoOf finds the errno and message of a failed system call of package os.
func errnoOf(err error) (int, string) {
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 {
		text = text[i+2:]
	}
	switch text {
	case "file does not exist":
		return 2, errnoMessage(2)
	case "file already exists":
		return 17, errnoMessage(17)
	}
	for _, row := range errnoTable {
		if strings.EqualFold(row.message, text) {
			return row.errno, row.message
		}
	}
	return 5, text
}

// isClosed asks an object whether it is closed.
//
//rgo:parallel
func (t *Thread) isClosed(o Object) (closed, ok bool) {
	v := t.getAttr(o, nameClosed)
	if v == nil {
		return false, false
	}
	return t.truth(v)
}

// checkOpen raises ValueError if o is closed.
//
//rgo:parallel
func (t *Thread) checkOpen(o Object) bool {
	closed, ok := t.isClosed(o)
	if ok && closed {
		t.valueError("I/O operation on closed file.")
		return false
	}
	return ok
}

// checkAble calls a predicate such as readable() and raises if it is false.
//
//rgo:parallel
func (t *Thread) checkAble(o Object, predicate *Str, message string) bool {
	r := t.callAttr(o, predicate)
	if r == nil {
		return false
	}
	if r != True {
		t.unsupported(message)
		return false
	}
	return true
}

// closeBoth calls a method of outer that writes what it holds, and closes inner
// whether that worked or not.
func (t *Thread) closeBoth(outer Object, method *Str, inner Object) Object {
	return t.closeAfter(t.callAttr(outer, method), func() Object { return t.callAttr(inner, nameClose) })
}

// closeAfter closes after something has been written, with result r.
func (t *Thread) closeAfter(r Object, closing func() Object) Object {
	pending := t.exc
	t.exc = nil
	c := closing()
	switch {
	case r != nil:
		return c
	case c == nil:
		setContext(t.exc, pending)
	default:
		t.exc = pending
	}
	return nil
}

// sizeArg converts an optional size; None and nothing are -1.
//
//rgo:parallel
func (t *Thread) sizeArg(args []Object, i int) (int, bool) {
	if len(args) <= i || args[i] == nil || args[i] == None {
		return -1, true
	}
	if !t.hasIndex(args[i]) {
		t.typeError("argument should be integer or None, not '" + args[i].Class().name + "'")
		return 0, false
	}
	n, ok := t.index(args[i])
	return n, ok
}

//rgo:parallel
func init() {
	UnsupportedOperation.bases = []*Type{OSError, ValueError}
	UnsupportedOperation.mro = computeMRO(UnsupportedOperation, UnsupportedOperation.bases)
	UnsupportedOperation.module = newASCII("io")
	UnsupportedOperation.flags |= userClass
	UnsupportedOperation.changed()
	ValueError.subclasses = append(ValueError.subclasses, UnsupportedOperation)
	IOBaseType.addGetSets([]getset{{"closed", func(t *Thread, o Object) Object {
		v, ok := t.findAttr(o, nameBaseIsOff)
		if !ok {
			return nil
		}
		return boolOf(v != nil)
	}, nil}})
	no := func(name string, most int) method {
		return method{name, 0, most, func(t *Thread, args []Object) Object { return t.unsupported(name) }, ""}
	}
	check := func(name string, predicate *Str, message string) method {
		return method{name, 0, -1, func(t *Thread, args []Object) Object {
			if !t.checkAble(args[0], predicate, message) {
				return nil
			}
			return True
		}, ""}
	}
	answer := func(name string) method {
		return method{name, 0, 0, func(t *Thread, args []Object) Object { return False }, ""}
	}
	IOBaseType.addMethods([]method{
		no("seek", 2), no("truncate", 1), no("fileno", 0),
		answer("seekable"), answer("readable"), answer("writable"),
		check("_checkSeekable", nameSeekable, "File or stream is not seekable."),
		check("_checkReadable", nameReadable, "File or stream is not readable."),
		check("_checkWritable", nameWritable, "File or stream is not writable."),
		{"_checkClosed", 0, -1, func(t *Thread, args []Object) Object {
			if !t.checkOpen(args[0]) {
				return nil
			}
			return None
		}, ""},
		{"tell", 0, 0, func(t *Thread, args []Object) Object { return t.callAttr(args[0], nameSeek, newInt(0), newInt(1)) }, ""},
		{"flush", 0, 0, func(t *Thread, args []Object) Object {
			if off, ok := t.findAttr(args[0], nameBaseIsOff); !ok || off != nil {
				if ok {
					t.valueError("I/O operation on closed file.")
				}
				return nil
			}
			return None
		}, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			off, ok := t.findAttr(args[0], nameBaseIsOff)
			if !ok {
				return nil
			}
			if off != nil {
				return None
			}
			r := t.callAttr(args[0], nameFlush)
			pending := t.exc
			t.exc = nil
			if !t.setAttr(args[0], nameBaseIsOff, True) {
				return nil
			}
			if r == nil {
				t.exc = pending
				return nil
			}
			return None
		}, ""},
		{"isatty", 0, 0, func(t *Thread, args []Object) Object {
			if !t.checkOpen(args[0]) {
				return nil
			}
			return False
		}, ""},
		{"__enter__", 0, 0, func(t *Thread, args []Object) Object {
			if !t.checkOpen(args[0]) {
				return nil
			}
			return args[0]
		}, ""},
		{"__exit__", 0, -1, func(t *Thread, args []Object) Object { return t.callAttr(args[0], nameClose) }, ""},
		{"__iter__", 0, 0, func(t *Thread, args []Object) Object {
			if !t.checkOpen(args[0]) {
				return nil
			}
			return args[0]
		}, ""},
		{"__next__", 0, 0, func(t *Thread, args []Object) Object {
			line := t.callAttr(args[0], nameReadLine)
			if line == nil {
				return nil
			}
			n, ok := t.length(line)
			if !ok {
				return nil
			}
			if n == 0 {
				return t.raiseInstance(newException(StopIteration))
			}
			return line
		}, ""},
		{"readline", 0, 1, ioReadLine, ""},
		{"readlines", 0, 1, ioReadLines, ""},
		{"writelines", 1, 1, func(t *Thread, args []Object) Object {
			if !t.checkOpen(args[0]) {
				return nil
			}
			it := t.iter(args[1])
			if it == nil {
				return nil
			}
			for {
				line := t.next(it)
				if line == nil {
					if t.exc != nil {
						return nil
					}
					return None
				}
				if t.callAttr(args[0], nameWrite, line) == nil {
					return nil
				}
			}
		}, ""},
	})
	RawIOBaseType.addMethods([]method{
		{"read", 0, 1, func(t *Thread, args []Object) Object {
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			if n < 0 {
				return t.callAttr(args[0], intern("readall"))
			}
			b := newByteArray(make([]byte, n))
			r := t.callAttr(args[0], nameReadInto, b)
			if r == nil || r == None {
				return r
			}
			got, ok := t.index(r)
			if !ok {
				return nil
			}
			if got < 0 || got > n {
				return t.valueError("readinto returned " + intText(intOf(got)) + " outside buffer size " + intText(intOf(n)))
			}
			b.own()
			return &Bytes{string(b.b[:got])}
		}, ""},
		{"readall", 0, 0, func(t *Thread, args []Object) Object {
			var all []byte
			for {
				r := t.callAttr(args[0], nameRead, newInt(defaultBufferSize))
				if r == nil {
					return nil
				}
				if r == None {
					if all == nil {
						return None
					}
					break
				}
				b, ok := payloadOf(r).(*Bytes)
				if !ok {
					return t.typeError("read() should return bytes")
				}
				if b.s == "" {
					break
				}
				all = append(all, b.s...)
			}
			return &Bytes{string(all)}
		}, ""},
	})
	BufferedIOBaseType.addMethods([]method{
		no("detach", 0), no("read", 1), no("read1", 1), no("write", 1),
		{"readinto", 1, 1, func(t *Thread, args []Object) Object { return t.readIntoBy(args, nameRead) }, ""},
		{"readinto1", 1, 1, func(t *Thread, args []Object) Object { return t.readIntoBy(args, intern("read1")) }, ""},
	})
	TextIOBaseType.addMethods([]method{no("detach", 0), no("read", 1), no("readline", 1), no("write", 1)})
	for _, name := range []string{"encoding", "newlines", "errors"} {
		TextIOBaseType.addGetSets([]getset{{name, func(t *Thread, o Object) Object { return None }, nil}})
	}
	for _, c := range []*Type{IOBaseType, RawIOBaseType, BufferedIOBaseType, TextIOBaseType} {
		c.setNew(func(t *Thread, args []Object, kwNames []*Str) Object { return newInstance(args[0].(*Type), nil) })
		c.construct = nil
	}
}

// readIntoBy fills a buffer by a method that returns bytes.
func (t *Thread) readIntoBy(args []Object, by *Str) Object {
	b, release, ok := t.writable(args[1])
	if !ok {
		return nil
	}
	defer release()
	r := t.callAttr(args[0], by, intOf(len(b)))
	if r == nil {
		return nil
	}
	s, isBytes := payloadOf(r).(*Bytes)
	if !isBytes {
		return t.typeError("read() should return bytes")
	}
	if len(s.s) > len(b) {
		return t.valueError("read() returned too much data: " + intText(intOf(len(b))) + " bytes requested, " +
			intText(intOf(len(s.s))) + " returned")
	}
	copy(b, s.s)
	return intOf(len(s.s))
}

// ioReadLine is _IOBase.readline: it reads byte by byte, unless there is peek.
func ioReadLine(t *Thread, args []Object) Object {
	limit, ok := t.sizeArg(args, 1)
	if !ok {
		return nil
	}
	peek, ok := t.findAttr(args[0], intern("peek"))
	if !ok {
		return nil
	}
	var line []byte
	for limit < 0 || len(line) < limit {
		n := 1
		if peek != nil {
			r := t.call1(peek, newInt(1))
			if r == nil {
				return nil
			}
			b, isBytes := payloadOf(r).(*Bytes)
			if !isBytes {
				return t.raise(OSError, "peek() should have returned a bytes object, not '"+r.Class().name+"'")
			}
			if b.s != "" {
				n = len(b.s)
				if i := strings.IndexByte(b.s, '\n'); i >= 0 {
					n = i + 1
				}
				if limit >= 0 {
					n = min(n, limit-len(line))
				}
			}
		}
		r := t.callAttr(args[0], nameRead, intOf(n))
		if r == nil {
			return nil
		}
		b, isBytes := payloadOf(r).(*Bytes)
		if !isBytes {
			return t.raise(OSError, "read() should have returned a bytes object, not '"+r.Class().name+"'")
		}
		if b.s == "" {
			break
		}
		line = append(line, b.s...)
		if line[len(line)-1] == '\n' {
			break
		}
	}
	return &Bytes{string(line)}
}

// ioReadLines is _IOBase.readlines.
func ioReadLines(t *Thread, args []Object) Object {
	hint, ok := t.sizeArg(args, 1)
	if !ok {
		return nil
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	var items []Object
	total := 0
	for {
		line := t.next(it)
		if line == nil {
			if t.exc != nil {
				return nil
			}
			return newList(items)
		}
		items = append(items, line)
		if hint > 0 {
			n, ok := t.length(line)
			if !ok {
				return nil
			}
			if total += n; total > hint {
				return newList(items)
			}
		}
	}
}
