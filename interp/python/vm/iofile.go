package vm

import (
	"rgo/rlib/gc"
	"rgo/rlib/linux"
)

// This file is _io.FileIO.

// defaultBufferSize is io.DEFAULT_BUFFER_SIZE.
const defaultBufferSize = 8192

// fileIO is the state of a FileIO.
type fileIO struct {
	fd       int // -1 when closed
	made     bool
	created  bool
	readable bool
	writable bool
	appended bool
	closeFd  bool
	seekable int8 // -1 is not known yet
	blksize  int
	guard    fileGuard

	finalizing bool
}

// Class returns FileIO.
func (*fileIO) Class() *Type { return FileIOType }

// FileIOType is _io.FileIO.
var FileIOType = newFileType("FileIO", RawIOBaseType)

func fileOf(o Object) *fileIO { return payloadOf(o).(*fileIO) }

func (f *fileIO) mode() string {
	switch {
	case f.created && f.readable:
		return "xb+"
	case f.created:
		return "xb"
	case f.appended && f.readable:
		return "ab+"
	case f.appended:
		return "ab"
	case f.readable && f.writable:
		return "rb+"
	case f.readable:
		return "rb"
	}
	return "wb"
}

// parse reads a mode; it returns the flags of open.
func (f *fileIO) parse(t *Thread, mode string) (flags int, ok bool) {
	const readWrite, create, exclusive, truncate, appendFlag = 2, 0x40, 0x80, 0x200, 0x400
	kinds, plus := 0, false
	bad := func() (int, bool) {
		t.valueError("Must have exactly one of create/read/write/append mode and at most one plus")
		return 0, false
	}
	for i := 0; i < len(mode); i++ {
		switch mode[i] {
		case 'x':
			kinds++
			f.created, f.writable = true, true
			flags |= exclusive | create
		case 'r':
			kinds++
			f.readable = true
		case 'w':
			kinds++
			f.writable = true
			flags |= create | truncate
		case 'a':
			kinds++
			f.writable, f.appended = true, true
			flags |= create | appendFlag
		case 'b':
		case '+':
			if plus {
				return bad()
			}
			f.readable, f.writable, plus = true, true, true
		default:
			t.valueError("invalid mode: " + mode)
			return 0, false
		}
		if kinds > 1 {
			return bad()
		}
	}
	if kinds == 0 {
		return bad()
	}
	switch {
	case f.readable && f.writable:
		flags |= readWrite
	case f.writable:
		flags |= 1
	}
	return flags, true
}

// fileInit is FileIO.__init__(file, mode, closefd, opener).
func fileInit(t *Thread, args []Object) Object {
	f := fileOf(args[0])
	if f.made && f.fd >= 0 {
		if f.closeFd && !t.closeFile(f) {
			return nil
		}
	}
	*f = fileIO{fd: -1, made: true, seekable: -1, closeFd: true, blksize: defaultBufferSize}
	mode := "r"
	if args[2] != nil {
		s := strOf(args[2])
		if s == nil {
			return t.typeError("FileIO() argument 'mode' must be str, not " + args[2].Class().name)
		}
		mode = s.s
	}
	closeFd, ok := t.truthArg(args[3], true)
	if !ok {
		return nil
	}
	f.closeFd = closeFd
	file := args[1]
	if _, isFloat := payloadOf(file).(Float); isFloat {
		return t.typeError("integer argument expected, got float")
	}
	fd := -1
	if t.hasIndex(file) {
		if fd, ok = t.cInt(file); !ok {
			return nil
		}
		if fd < 0 {
			return t.valueError("negative file descriptor")
		}
	}
	var p filePath
	if fd < 0 {
		if p, ok = t.filePath(file, "open", "path", 0); !ok {
			if e := t.exc; e.cls == TypeError && e.Class() == TypeError {
				t.exc = nil
				return t.typeError("expected str, bytes or os.PathLike object, not " + file.Class().name)
			}
			if t.exc.cls == ValueError {
				t.exc = nil
				return t.valueError("embedded null byte")
			}
			return nil
		}
	}
	flags, ok := f.parse(t, mode)
	if !ok {
		return nil
	}
	if !t.audit("open", file, newASCII(mode), intOf(flags|closeOnExec)) {
		return nil
	}
	switch {
	case fd >= 0:
		f.fd = fd
	case !closeFd:
		return t.valueError("Cannot use closefd=False with file name")
	case args[4] != nil && args[4] != None:
		r := t.call2(args[4], file, intOf(flags|closeOnExec))
		if r == nil {
			return nil
		}
		if !t.hasIndex(r) {
			return t.typeError("expected integer from opener")
		}
		if f.fd, ok = t.cInt(r); !ok {
			return nil
		}
		if f.fd < 0 {
			n := f.fd
			f.fd = -1
			return t.valueError("opener returned " + intText(intOf(n)))
		}
		linux.Int(sysFcntl, f.fd, 2, 1)
	default:
		r := openFile(atFdcwd, p.text, flags, 0o666)
		if r == -24 || r == -23 {
			t.collect2()
			r = openFile(atFdcwd, p.text, flags, 0o666)
		}
		if r < 0 {
			return t.errno(r, file)
		}
		f.fd = r
	}
	st, r := fstat(f.fd)
	if r < 0 && r == -9 {
		if fd < 0 {
			linux.Int(sysClose, f.fd)
		}
		f.fd = -1
		return t.errno(r, file)
	}
	if r == 0 {
		if st.mode&0o170000 == 0o40000 {
			if fd < 0 {
				linux.Int(sysClose, f.fd)
			}
			f.fd = -1
			return t.errno(-21, file)
		}
		if st.blksize > 1 {
			f.blksize = int(st.blksize)
		}
	}
	if !t.setAttr(args[0], nameFileName, file) {
		return nil
	}
	if f.appended {
		linux.Int(sysSeek, f.fd, 0, 2)
	}
	if f.closeFd {
		f.guard = guardFile(f, f.fd)
	}
	return None
}

// closeFile closes the descriptor; it reports success.
func (t *Thread) closeFile(f *fileIO) bool {
	fd := f.fd
	f.fd = -1
	f.guard.drop()
	if fd < 0 {
		return true
	}
	if r := linux.Int(sysClose, fd); r < 0 {
		t.errno(r)
		return false
	}
	return true
}

// openFd returns the descriptor, -1 with an exception if the file is closed.
func (t *Thread) openFd(o Object) (*fileIO, bool) {
	f := fileOf(o)
	if f.fd < 0 || !f.made {
		t.valueError("I/O operation on closed file")
		return f, false
	}
	return f, true
}

// interrupted handles a call that a signal interrupted: handlers run, and the
// call is made again unless one of them raised.
func (t *Thread) again(r int) bool { return r == -4 && t.runSignals() }

// readFile reads at most n bytes; none is true if the call would block.
func (t *Thread) readFile(f *fileIO, n int) (b []byte, none, ok bool) {
	for {
		b, r := readBytes(sysRead, f.fd, n, 0)
		if r >= 0 {
			return b, false, true
		}
		if r == -11 {
			return nil, true, true
		}
		if !t.again(r) {
			if t.exc == nil {
				t.errno(r)
			}
			return nil, false, false
		}
	}
}

// writeFile writes b; none is true if the call would block.
func (t *Thread) writeFile(f *fileIO, b []byte) (n int, none, ok bool) {
	for {
		r := writeBytes(sysWrite, f.fd, b, 0)
		if r >= 0 {
			return r, false, true
		}
		if r == -11 {
			return 0, true, true
		}
		if !t.again(r) {
			if t.exc == nil {
				t.errno(r)
			}
			return 0, false, false
		}
	}
}

// readAllFile reads to the end.
func (t *Thread) readAllFile(f *fileIO) Object {
	var all []byte
	size := defaultBufferSize
	if st, r := fstat(f.fd); r == 0 && st.mode&0o170000 == 0o100000 {
		at := linux.Int(sysSeek, f.fd, 0, 1)
		if rest := int(st.size) - at; at >= 0 && rest > 0 && rest < 1<<31 {
			size = rest + 1
		}
	}
	for {
		b, none, ok := t.readFile(f, size)
		if !ok {
			return nil
		}
		if none {
			if all == nil {
				return None
			}
			break
		}
		if len(b) == 0 {
			break
		}
		if all == nil {
			all = b
		} else {
			all = append(all, b...)
		}
		if len(b) == size && size < 1<<20 {
			size *= 2
		}
	}
	return &Bytes{string(all)}
}

func init() {
	FileIOType.payloads(func() Object { return &fileIO{fd: -1, closeFd: true, seekable: -1} })
	flag := func(get func(f *fileIO) bool) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			return boolOf(get(f))
		}
	}
	FileIOType.addMethods([]method{
		{"__init__", 1, 4, fileInit, "file,mode,closefd,opener"},
		{"readable", 0, 0, flag(func(f *fileIO) bool { return f.readable }), ""},
		{"writable", 0, 0, flag(func(f *fileIO) bool { return f.writable }), ""},
		{"seekable", 0, 0, flag((*fileIO).canSeek), ""},
		{"isatty", 0, 0, flag(func(f *fileIO) bool { return isTerminal(f.fd) }), ""},
		{"fileno", 0, 0, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			return intOf(f.fd)
		}, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			base := t.callMethod(RawIOBaseType.lookup(nameClose), args[0], nil, nil)
			pending := t.exc
			t.exc = nil
			f := fileOf(args[0])
			if f.finalizing {
				t.warnUnclosed(f, args[0])
			}
			if !f.closeFd {
				f.fd = -1
			} else if !t.closeFile(f) && pending != nil {
				setContext(t.exc, pending)
			}
			if t.exc == nil && base == nil {
				t.exc = pending
			}
			if t.exc != nil {
				return nil
			}
			return None
		}, ""},
		{"read", 0, 1, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			if !f.readable {
				return t.unsupported("File not open for reading")
			}
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			if n < 0 {
				return t.readAllFile(f)
			}
			b, none, ok := t.readFile(f, n)
			if !ok {
				return nil
			}
			if none {
				return None
			}
			return &Bytes{string(b)}
		}, ""},
		{"readall", 0, 0, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			return t.readAllFile(f)
		}, ""},
		{"readinto", 1, 1, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			if !f.readable {
				return t.unsupported("File not open for reading")
			}
			b, release, ok := t.writable(args[1])
			if !ok {
				return nil
			}
			defer release()
			got, none, ok := t.readFile(f, len(b))
			if !ok {
				return nil
			}
			if none {
				return None
			}
			copy(b, got)
			return intOf(len(got))
		}, ""},
		{"write", 1, 1, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			if !f.writable {
				return t.unsupported("File not open for writing")
			}
			s, ok := t.bytesLike(args[1])
			if !ok {
				return nil
			}
			n, none, ok := t.writeFile(f, []byte(s))
			if !ok {
				return nil
			}
			if none {
				return None
			}
			if n < len(s) && !t.runSignals() { // which may have ended the call
				return nil
			}
			return intOf(n)
		}, ""},
		{"seek", 1, 2, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			if _, isFloat := payloadOf(args[1]).(Float); isFloat {
				return t.typeError("an integer is required")
			}
			at, ok := t.cLong(args[1])
			if !ok {
				return nil
			}
			whence := 0
			if len(args) > 2 {
				if whence, ok = t.cInt(args[2]); !ok {
					return nil
				}
			}
			return t.number(linux.Int(sysSeek, f.fd, at, whence))
		}, ""},
		{"tell", 0, 0, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			return t.number(linux.Int(sysSeek, f.fd, 0, 1))
		}, ""},
		{"truncate", 0, 1, func(t *Thread, args []Object) Object {
			f, ok := t.openFd(args[0])
			if !ok {
				return nil
			}
			if !f.writable {
				return t.unsupported("File not open for writing")
			}
			size := Object(None)
			if len(args) > 1 {
				size = args[1]
			}
			if size == None {
				if size = t.number(linux.Int(sysSeek, f.fd, 0, 1)); size == nil {
					return nil
				}
			}
			n, ok := t.cLong(size)
			if !ok {
				return nil
			}
			if r := linux.Int(sysFtruncate, f.fd, n); r < 0 {
				return t.errno(r)
			}
			return size
		}, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			f := fileOf(args[0])
			if f.fd < 0 {
				return newASCII("<_io.FileIO [closed]>")
			}
			tail := " mode='" + f.mode() + "' closefd=" + t.displayRepr(boolOf(f.closeFd)) + ">"
			name, ok := t.findAttr(args[0], nameFileName)
			if !ok {
				return nil
			}
			if name == nil {
				return NewStr("<_io.FileIO fd=" + intText(intOf(f.fd)) + tail)
			}
			s, ok := t.guardedRepr(args[0], name)
			if !ok {
				return nil
			}
			return NewStr("<_io.FileIO name=" + s + tail)
		}, ""},
		{"__reduce_ex__", 1, 1, cannotPickle, ""},
		{"__getstate__", 0, 0, cannotPickle, ""},
	})
	FileIOType.addGetSets([]getset{
		{"closed", func(t *Thread, o Object) Object { return boolOf(fileOf(o).fd < 0) }, nil},
		{"closefd", func(t *Thread, o Object) Object { return boolOf(fileOf(o).closeFd) }, nil},
		{"mode", func(t *Thread, o Object) Object { return newASCII(fileOf(o).mode()) }, nil},
		{"_blksize", func(t *Thread, o Object) Object { return intOf(fileOf(o).blksize) }, nil},
	})
}

// canSeek reports whether the file has an offset.
func (f *fileIO) canSeek() bool {
	if f.seekable < 0 {
		f.seekable = 0
		if linux.Int(sysSeek, f.fd, 0, 1) >= 0 {
			f.seekable = 1
		}
	}
	return f.seekable == 1
}

// cannotPickle refuses to pickle.
func cannotPickle(t *Thread, args []Object) Object {
	return t.typeError("cannot pickle '" + args[0].Class().fullName() + "' object")
}

// guardedRepr is repr(name) for the repr of o, which may be its own name.
func (t *Thread) guardedRepr(o, name Object) (string, bool) {
	for _, b := range t.building {
		if b == o {
			t.raise(RuntimeError, "reentrant call inside "+o.Class().fullName()+".__repr__")
			return "", false
		}
	}
	t.building = append(t.building, o)
	s, ok := t.repr(name)
	t.endRepr()
	return s, ok
}

// collect2 makes room for descriptors: it runs the collector, which closes
// files that nobody can reach.
func (t *Thread) collect2() {
	t.flushDirty()
	gc.Collect()
	waitForGuards()
}
