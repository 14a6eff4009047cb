package vm

import "strings"

// This file is the class Unpickler: its settings, its input, and its stack.

// Unpickler reads pickles.
type Unpickler struct {
	ready        bool // __init__ ran
	read, line   Object
	in           string // read, but not used
	persist      Object // persistent_load, or nil
	find         Object // find_class of a subclass, or nil
	buffers      Object // an iterator of buffers out of band, or nil
	encoding     Object
	errors       Object
	renames      bool
	protocol     int
	memo         []Object
	stack        []Object
	marks        []int
	bytesStrings bool // strings of Python 2 stay bytes
}

// Class returns _pickle.Unpickler.
func (*Unpickler) Class() *Type { return UnpicklerType }

// UnpicklerType is _pickle.Unpickler.
var UnpicklerType = newBuiltinType("Unpickler", ObjectType, byTable)

// setup takes the arguments of __init__ but the file.
func (u *Unpickler) setup(t *Thread, fixImports, encoding, errors, buffers Object) bool {
	u.renames = true
	ok := true
	if fixImports != nil {
		if u.renames, ok = t.truth(fixImports); !ok {
			return false
		}
	}
	u.encoding, u.errors = newASCII("ASCII"), newASCII("strict")
	for i, given := range []Object{encoding, errors} {
		if given == nil {
			continue
		}
		s := strOf(given)
		if s == nil {
			t.typeError("Unpickler() argument '" + []string{"encoding", "errors"}[i] + "' must be str, not " + given.Class().name)
			return false
		}
		if i == 0 {
			u.encoding, u.bytesStrings = s, s.s == "bytes"
		} else {
			u.errors = s
		}
	}
	u.buffers = nil
	if buffers != nil && buffers != None {
		if u.buffers = t.iter(buffers); u.buffers == nil {
			return false
		}
	}
	u.memo, u.stack, u.marks, u.protocol = nil, nil, nil, 0
	u.ready = true
	return true
}

// open takes the file.
func (u *Unpickler) open(t *Thread, file Object) bool {
	var ok bool
	if u.read, ok = t.findAttr(file, intern("read")); !ok {
		return false
	}
	if u.line, ok = t.findAttr(file, intern("readline")); !ok {
		return false
	}
	if u.read == nil || u.line == nil {
		t.typeError("file must have 'read' and 'readline' attributes")
		return false
	}
	u.in = ""
	return true
}

func (u *Unpickler) fails(t *Thread, message string) bool {
	t.raise(unpickleError, message)
	return false
}

func (u *Unpickler) truncated(t *Thread) bool { return u.fails(t, "pickle data was truncated") }

// more adds what a call of the file's read or readline gives to the input.
func (u *Unpickler) more(t *Thread, fn Object, args ...Object) (string, bool) {
	if fn == nil {
		return "", u.truncated(t)
	}
	r := t.call(fn, args, nil)
	if r == nil {
		return "", false
	}
	b, ok := payloadOf(r).(*Bytes)
	if !ok {
		data, ok := t.bytesLike(r)
		return data, ok
	}
	return b.s, true
}

// take returns the next n bytes.
func (u *Unpickler) take(t *Thread, n int) (string, bool) {
	if n > len(u.in) {
		have := u.in
		data, ok := u.more(t, u.read, intOf(n-len(have)))
		if !ok {
			return "", false
		}
		u.in = have + data
		if n > len(u.in) {
			return "", u.truncated(t)
		}
	}
	data := u.in[:n]
	u.in = u.in[n:]
	return data, true
}

// takeLine returns the next line without its newline.
func (u *Unpickler) takeLine(t *Thread) (string, bool) {
	i := strings.IndexByte(u.in, '\n')
	if i < 0 {
		data, ok := u.more(t, u.line)
		if !ok {
			return "", false
		}
		u.in += data
		if i = strings.IndexByte(u.in, '\n'); i < 0 {
			return "", u.truncated(t)
		}
	}
	line := u.in[:i]
	u.in = u.in[i+1:]
	return line, true
}

// takeNumber reads a number of n bytes, least one first.
func (u *Unpickler) takeNumber(t *Thread, n int) (uint64, bool) {
	data, ok := u.take(t, n)
	v := uint64(0)
	for i := len(data) - 1; i >= 0; i-- {
		v = v<<8 | uint64(data[i])
	}
	return v, ok
}

// takeSized reads a size of n bytes and as many bytes.
func (u *Unpickler) takeSized(t *Thread, n int, what string) (string, bool) {
	size, ok := u.takeNumber(t, n)
	if !ok {
		return "", false
	}
	if int(size) < 0 {
		t.raise(OverflowError, what+" exceeds system's maximum size of 9223372036854775807 bytes")
		return "", false
	}
	return u.take(t, int(size))
}

// fence is how deep the stack is below the last mark.
func (u *Unpickler) fence() int {
	if n := len(u.marks); n > 0 {
		return u.marks[n-1]
	}
	return 0
}

func (u *Unpickler) push(o Object) bool {
	if o == nil {
		return false
	}
	u.stack = append(u.stack, o)
	return true
}

func (u *Unpickler) underflow(t *Thread) bool {
	if len(u.marks) > 0 {
		return u.fails(t, "unexpected MARK found")
	}
	return u.fails(t, "unpickling stack underflow")
}

// pop takes the last object; nil with an exception if there is none.
func (u *Unpickler) pop(t *Thread) Object {
	n := len(u.stack) - 1
	if n < u.fence() {
		u.underflow(t)
		return nil
	}
	o := u.stack[n]
	u.stack[n] = nil
	u.stack = u.stack[:n]
	return o
}

// popTwo takes the last object and the one below it; below is nil with an
// exception if there are no two.
func (u *Unpickler) popTwo(t *Thread) (below, last Object) {
	if last = u.pop(t); last != nil {
		below = u.pop(t)
	}
	return below, last
}

// top is the last object; nil with an exception if there is none.
func (u *Unpickler) top(t *Thread) Object {
	n := len(u.stack) - 1
	if n < u.fence() {
		u.underflow(t)
		return nil
	}
	return u.stack[n]
}

// mark takes the last mark and returns where it was.
func (u *Unpickler) mark(t *Thread) (int, bool) {
	n := len(u.marks)
	if n == 0 {
		return 0, u.fails(t, "could not find MARK")
	}
	at := u.marks[n-1]
	u.marks = u.marks[:n-1]
	return at, true
}

// cut takes the objects from a place on.
func (u *Unpickler) cut(at int) []Object {
	items := append([]Object(nil), u.stack[at:]...)
	for i := at; i < len(u.stack); i++ {
		u.stack[i] = nil
	}
	u.stack = u.stack[:at]
	return items
}

// setMemo remembers an object. The memo is a list, and no pickler leaves much of it empty.
func (u *Unpickler) setMemo(t *Thread, index int, o Object) bool {
	if index > 1<<24+2*len(u.memo) {
		t.raise(MemoryError, "")
		return false
	}
	for index >= len(u.memo) {
		u.memo = append(u.memo, nil)
	}
	u.memo[index] = o
	return true
}

func init() {
	self := func(o Object) *Unpickler { return payloadOf(o).(*Unpickler) }
	UnpicklerType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return wrapNew(args[0].(*Type), UnpicklerType, &Unpickler{})
	})
	UnpicklerType.construct = nil // __init__ is called, too
	UnpicklerType.addMethods([]method{
		{"__init__", 1, 5, func(t *Thread, args []Object) Object {
			u := self(args[0])
			if !u.setup(t, args[2], args[3], args[4], args[5]) || !u.open(t, args[1]) {
				return nil
			}
			if u.persist == nil {
				var ok bool
				if u.persist, ok = t.findAttr(args[0], namePersistent); !ok {
					return nil
				}
			}
			return None
		}, "file,fix_imports,encoding,errors,buffers"},
		{"load", 0, 0, func(t *Thread, args []Object) Object {
			u := self(args[0])
			if !u.ready || u.read == nil {
				name := args[0].Class().name
				return t.raise(unpickleError, "Unpickler.__init__() was not called by "+name+".__init__()")
			}
			return u.load(t, args[0])
		}, ""},
		{"find_class", 2, 2, func(t *Thread, args []Object) Object {
			module, name := strOf(args[1]), strOf(args[2])
			if module == nil || name == nil {
				return t.typeError("find_class() arguments must be str")
			}
			return self(args[0]).findClass(t, module, name)
		}, ""},
	})
	UnpicklerType.addGetSets([]getset{
		hookField("persistent_load", func(o Object) *Object { return &self(o).persist }),
		{"memo", func(t *Thread, o Object) Object { return &unpicklerMemo{u: self(o)} }, func(t *Thread, o, v Object) bool {
			return t.setUnpicklerMemo(self(o), v)
		}},
	})
}
