package vm

import "os"

// This file is the methods of file objects.

func init() {
	for _, c := range []*Type{TextFileType, BufferedReaderType, BufferedWriterType} {
		c.module = newASCII("_io")
		addIteratorMethods(c)
		c.addText(false)
		c.addMethods(fileMethods)
		c.addGetSets([]getset{
			{"name", func(t *Thread, o Object) Object { return o.(*TextFile).name }, nil},
			{"mode", func(t *Thread, o Object) Object { return NewStr(o.(*TextFile).mode) }, nil},
			{"closed", func(t *Thread, o Object) Object { return boolOf(o.(*TextFile).closed) }, nil},
			{"encoding", func(t *Thread, o Object) Object {
				if f := o.(*TextFile); f.encoding != nil {
					return f.encoding
				}
				return newASCII("utf-8")
			}, nil},
			{"errors", func(t *Thread, o Object) Object {
				if f := o.(*TextFile); f.errors != nil {
					return f.errors
				}
				return newASCII("strict")
			}, nil},
			{"buffer", func(t *Thread, o Object) Object { return o.(*TextFile).binaryTwin() }, nil},
		})
	}
	UnsupportedOperation.module = newASCII("io")
}

// twin is the binary file of a text stream: writes go to the same buffer.
type twin struct{ text *TextFile }

// Class returns BufferedWriter.
func (*twin) Class() *Type { return BufferedTwinType }

// BufferedTwinType is the class of sys.stdout.buffer.
var BufferedTwinType = newBuiltinType("BufferedWriter", ObjectType, final)

func (f *TextFile) binaryTwin() Object {
	if f.binary {
		return f
	}
	return &twin{f}
}

func init() {
	BufferedTwinType.addMethods([]method{
		{"write", 1, 1, func(t *Thread, args []Object) Object {
			s, ok := bytesText(args[1])
			if !ok {
				return t.typeError("a bytes-like object is required, not '" + args[1].Class().name + "'")
			}
			f := args[0].(*twin).text
			f.out = append(f.out, s...)
			if len(f.out) >= outLimit && !f.flush(t) {
				return nil
			}
			return intOf(len(s))
		}, ""},
		{"flush", 0, 0, func(t *Thread, args []Object) Object {
			if !args[0].(*twin).text.flush(t) {
				return nil
			}
			return None
		}, ""},
		{"read", 0, 1, func(t *Thread, args []Object) Object {
			f := args[0].(*twin).text
			b := *f
			b.binary = true
			r := t.readAll(&b, -1)
			f.in, f.eof = b.in, b.eof
			return r
		}, ""},
	})
}

// fileMethods are the methods of all files.
var fileMethods = []method{
	{"read", 0, 1, func(t *Thread, args []Object) Object {
		n := -1
		if len(args) > 1 && args[1] != None {
			var ok bool
			if n, ok = t.index(args[1]); !ok {
				return nil
			}
		}
		return t.readAll(args[0].(*TextFile), n)
	}, ""},
	{"readline", 0, 1, func(t *Thread, args []Object) Object { return t.readLine(args[0].(*TextFile)) }, ""},
	{"readlines", 0, 1, func(t *Thread, args []Object) Object {
		items, ok := t.collect(args[0])
		if !ok {
			return nil
		}
		return newList(items)
	}, ""},
	{"write", 1, 1, fileWrite, ""},
	{"writelines", 1, 1, func(t *Thread, args []Object) Object {
		items, ok := t.collect(args[1])
		if !ok {
			return nil
		}
		for _, o := range items {
			if fileWrite(t, []Object{args[0], o}) == nil {
				return nil
			}
		}
		return None
	}, ""},
	{"flush", 0, 0, func(t *Thread, args []Object) Object {
		f := args[0].(*TextFile)
		if f.closed {
			return t.valueError("I/O operation on closed file.")
		}
		if !f.flush(t) {
			return nil
		}
		return None
	}, ""},
	{"close", 0, 0, func(t *Thread, args []Object) Object {
		if !args[0].(*TextFile).close(t) {
			return nil
		}
		return None
	}, ""},
	{"__enter__", 0, 0, func(t *Thread, args []Object) Object {
		if args[0].(*TextFile).closed {
			return t.valueError("I/O operation on closed file.")
		}
		return args[0]
	}, ""},
	{"__exit__", 0, 3, func(t *Thread, args []Object) Object {
		if !args[0].(*TextFile).close(t) {
			return nil
		}
		return None
	}, ""},
	{"readable", 0, 0, func(t *Thread, args []Object) Object { return boolOf(args[0].(*TextFile).readable) }, ""},
	{"writable", 0, 0, func(t *Thread, args []Object) Object { return boolOf(args[0].(*TextFile).writable) }, ""},
	{"isatty", 0, 0, func(t *Thread, args []Object) Object { return boolOf(args[0].(*TextFile).terminal) }, ""},
	{"fileno", 0, 0, func(t *Thread, args []Object) Object {
		switch args[0].(*TextFile).file {
		case os.Stdin:
			return newInt(0)
		case os.Stdout:
			return newInt(1)
		case os.Stderr:
			return newInt(2)
		}
		t.unsupported("fileno")
		return nil
	}, ""},
}

// fileWrite is write(text).
func fileWrite(t *Thread, args []Object) Object {
	f := args[0].(*TextFile)
	if f.binary {
		s, ok := bytesText(args[1])
		if !ok {
			return t.typeError("a bytes-like object is required, not '" + args[1].Class().name + "'")
		}
		if f.closed {
			return t.valueError("write to closed file")
		}
		if !f.writable {
			t.unsupported("write")
			return nil
		}
		f.out = append(f.out, s...)
		if len(f.out) >= outLimit && !f.flush(t) {
			return nil
		}
		return intOf(len(s))
	}
	s := strOf(args[1])
	if s == nil {
		return t.typeError("write() argument must be str, not " + args[1].Class().name)
	}
	if !t.writeText(f, s) {
		return nil
	}
	return intOf(s.n)
}
