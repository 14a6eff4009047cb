package vm

import (
	"io"
	"os"
	"strings"
)

// This file is files: open, text and binary files, and the standard streams.

// TextFile is a file object, text or binary.
type TextFile struct {
	name     Object
	mode     string
	file     *os.File
	binary   bool
	readable bool
	writable bool
	closed   bool
	lineMode bool // flush after each line (stderr, terminals)
	terminal bool // is a terminal
	raw      bool // keep line endings as they are
	out      []byte
	in       []byte // read but not consumed
	eof      bool
	errors   Object
	encoding Object
}

// Class returns the class for the mode.
func (f *TextFile) Class() *Type {
	switch {
	case !f.binary:
		return TextFileType
	case f.writable && !f.readable:
		return BufferedWriterType
	}
	return BufferedReaderType
}

// Types of files.
var (
	TextFileType       = newBuiltinType("TextIOWrapper", ObjectType, final|heapDict)
	BufferedReaderType = newBuiltinType("BufferedReader", ObjectType, final|heapDict)
	BufferedWriterType = newBuiltinType("BufferedWriter", ObjectType, final|heapDict)
)

const outLimit = 1 << 16

// openStandardFiles makes stdin, stdout and stderr.
func (in *Interp) openStandardFiles() {
	in.stdin = &TextFile{name: newASCII("<stdin>"), mode: "r", file: os.Stdin, readable: true}
	in.stdout = &TextFile{name: newASCII("<stdout>"), mode: "w", file: os.Stdout, writable: true}
	in.stderr = &TextFile{name: newASCII("<stderr>"), mode: "w", file: os.Stderr, writable: true, lineMode: true,
		errors: newASCII("backslashreplace")}
	for _, f := range []*TextFile{in.stdin, in.stdout, in.stderr} {
		info, err := f.file.Stat()
		f.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	in.stdout.lineMode = in.stdout.terminal
}

// flush writes what is buffered; it reports success.
func (f *TextFile) flush(t *Thread) bool {
	if len(f.out) == 0 {
		return true
	}
	_, err := f.file.Write(f.out)
	f.out = f.out[:0]
	if err != nil {
		t.osError(err, nil)
		return false
	}
	return true
}

// writeText appends text to the buffer.
func (t *Thread) writeText(f *TextFile, s *Str) bool {
	if f.closed {
		t.valueError("I/O operation on closed file.")
		return false
	}
	if !f.writable {
		t.unsupported("not writable")
		return false
	}
	if s.isASCII() {
		f.out = append(f.out, s.s...)
	} else {
		b := t.encode(s, f.encoding, f.errors)
		if b == nil {
			return false
		}
		f.out = append(f.out, b.s...)
	}
	if len(f.out) >= outLimit || f.lineMode && strings.IndexByte(s.s, '\n') >= 0 {
		return f.flush(t)
	}
	return true
}

// fill reads more input; it reports whether there was any.
func (t *Thread) fill(f *TextFile) (more, ok bool) {
	if f.eof {
		return false, true
	}
	if f == t.interp.stdin {
		t.interp.stdout.flush(t)
	}
	buffer := make([]byte, 1<<16)
	n, err := f.file.Read(buffer)
	f.in = append(f.in, buffer[:n]...)
	if err == io.EOF || n == 0 && err == nil {
		f.eof = f != t.interp.stdin || n == 0
		return n > 0, true
	}
	if err != nil {
		t.osError(err, nil)
		return false, false
	}
	return true, true
}

// text makes the object for bytes that were read.
func (t *Thread) fileText(f *TextFile, b []byte) Object {
	if f.binary {
		return &Bytes{string(b)}
	}
	s := string(b)
	if !f.raw && strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return t.decode(s, f.encoding, f.errors)
}

// readLine reads one line; an empty one at the end of the file.
func (t *Thread) readLine(f *TextFile) Object {
	if !t.checkRead(f) {
		return nil
	}
	seen := 0
	for {
		for i := seen; i < len(f.in); i++ {
			end := -1
			if f.in[i] == '\n' {
				end = i + 1
			} else if f.in[i] == '\r' && !f.binary && !f.raw {
				if i+1 == len(f.in) && !f.eof {
					break // the next byte may be '\n'
				}
				end = i + 1
				if end < len(f.in) && f.in[end] == '\n' {
					end++
				}
			}
			if end > 0 {
				line := f.in[:end]
				f.in = f.in[end:]
				return t.fileText(f, line)
			}
			seen = i
		}
		more, ok := t.fill(f)
		if !ok {
			return nil
		}
		if !more && f.eof {
			line := f.in
			f.in = nil
			return t.fileText(f, line)
		}
		if !more {
			line := f.in
			f.in = nil
			return t.fileText(f, line)
		}
	}
}

// readAll reads n characters or bytes; all that is left if n < 0.
func (t *Thread) readAll(f *TextFile, n int) Object {
	if !t.checkRead(f) {
		return nil
	}
	for n < 0 || !f.enough(n) {
		more, ok := t.fill(f)
		if !ok {
			return nil
		}
		if !more {
			break
		}
	}
	size := len(f.in)
	if n >= 0 {
		size = f.prefix(n)
	}
	b := f.in[:size]
	f.in = f.in[size:]
	return t.fileText(f, b)
}

// enough tells whether n characters (and the rest of the last) are there.
func (f *TextFile) enough(n int) bool {
	if f.binary {
		return len(f.in) >= n
	}
	return countRunes(string(f.in)) > n
}

// prefix is the number of bytes of the first n characters.
func (f *TextFile) prefix(n int) int {
	if f.binary {
		return min(n, len(f.in))
	}
	i := 0
	for ; n > 0 && i < len(f.in); n-- {
		if f.in[i] == '\r' && !f.raw && i+1 < len(f.in) && f.in[i+1] == '\n' {
			i++
		}
		i++
		for i < len(f.in) && f.in[i]&0xC0 == 0x80 {
			i++
		}
	}
	return i
}

func (t *Thread) checkRead(f *TextFile) bool {
	if f.closed {
		t.valueError("I/O operation on closed file.")
		return false
	}
	if !f.readable {
		t.unsupported("not readable")
		return false
	}
	return true
}

// UnsupportedOperation is io.UnsupportedOperation.
var UnsupportedOperation = newExceptionType("UnsupportedOperation", OSError)

func (t *Thread) unsupported(message string) {
	t.raise(UnsupportedOperation, message)
}

// Next returns the next line.
func (f *TextFile) Next(t *Thread) Object {
	line := t.readLine(f)
	switch x := line.(type) {
	case *Str:
		if x.s == "" {
			return nil
		}
	case *Bytes:
		if x.s == "" {
			return nil
		}
	}
	return line
}

// reprText is repr of a file.
func (f *TextFile) reprText(t *Thread) (string, bool) {
	name := t.displayRepr(f.name)
	if f.binary {
		return "<_io." + f.Class().name + " name=" + name + ">", true
	}
	return "<_io.TextIOWrapper name=" + name + " mode='" + f.mode + "' encoding='utf-8'>", true
}

// errnoOf finds the errno and message of a failed system call.
func errnoOf(err error) (int, string) {
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 {
		text = text[i+2:]
	}
	for _, row := range errnoTexts {
		if row.text == text {
			return row.errno, row.message
		}
	}
	return 5, text
}

// errnoTexts are Go's texts of system errors and C's.
var errnoTexts = []struct {
	text    string
	errno   int
	message string
}{
	{"no such file or directory", 2, "No such file or directory"},
	{"file does not exist", 2, "No such file or directory"},
	{"permission denied", 13, "Permission denied"},
	{"file exists", 17, "File exists"},
	{"file already exists", 17, "File exists"},
	{"not a directory", 20, "Not a directory"},
	{"is a directory", 21, "Is a directory"},
	{"no space left on device", 28, "No space left on device"},
	{"broken pipe", 32, "Broken pipe"},
	{"bad file descriptor", 9, "Bad file descriptor"},
	{"too many open files", 24, "Too many open files"},
	{"file name too long", 36, "File name too long"},
	{"invalid argument", 22, "Invalid argument"},
	{"operation not permitted", 1, "Operation not permitted"},
	{"directory not empty", 39, "Directory not empty"},
}

// osError raises OSError for a failed system call.
func (t *Thread) osError(err error, filename Object) Object {
	errno, message := errnoOf(err)
	args := []Object{OSError, intOf(errno), NewStr(message)}
	if filename != nil {
		args = append(args, filename)
	}
	e := t.call(OSError, args[1:], nil)
	if e == nil {
		return nil
	}
	return t.raiseInstance(e.(*Instance))
}

// builtinOpen is open.
func builtinOpen(t *Thread, args []Object) Object {
	path := strOf(args[0])
	if path == nil {
		if fspath := args[0].Class().lookup(intern("__fspath__")); fspath != nil {
			r := t.callMethod(fspath, args[0], nil, nil)
			if r == nil {
				return nil
			}
			path = strOf(r)
		}
		if path == nil {
			return t.typeError("expected str, bytes or os.PathLike object, not " + args[0].Class().name)
		}
	}
	mode := "r"
	if len(args) > 1 && args[1] != nil {
		m := strOf(args[1])
		if m == nil {
			return t.typeError("open() argument 'mode' must be str, not " + args[1].Class().name)
		}
		mode = m.s
	}
	f := &TextFile{name: path, mode: mode}
	flags, ok := f.parseMode(t, mode)
	if !ok {
		return nil
	}
	if len(args) > 3 && args[3] != nil && args[3] != None {
		if f.binary {
			return t.valueError("binary mode doesn't take an encoding argument")
		}
		if _, ok := t.codecName(args[3]); !ok {
			return nil
		}
		f.encoding = args[3]
	}
	if len(args) > 4 && args[4] != nil {
		f.errors = args[4]
	}
	if len(args) > 5 && args[5] != nil && args[5] != None {
		f.raw = true
	}
	if info, err := os.Stat(path.s); err == nil && info.IsDir() {
		e := newException(IsADirectoryError)
		fillOSError(e, []Object{newInt(21), newASCII("Is a directory"), path})
		return t.raiseInstance(e)
	}
	file, err := os.OpenFile(path.s, flags, 0o666)
	if err != nil {
		return t.osError(err, path)
	}
	f.file = file
	t.interp.open = append(t.interp.open, f)
	return f
}

// parseMode reads a mode such as "rb" or "w+".
func (f *TextFile) parseMode(t *Thread, mode string) (flags int, ok bool) {
	kinds, plus, text := 0, false, false
	for i := 0; i < len(mode); i++ {
		switch mode[i] {
		case 'r':
			f.readable = true
			flags = os.O_RDONLY
			kinds++
		case 'w':
			f.writable = true
			flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
			kinds++
		case 'a':
			f.writable = true
			flags = os.O_WRONLY | os.O_CREATE | os.O_APPEND
			kinds++
		case 'x':
			f.writable = true
			flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
			kinds++
		case '+':
			plus = true
		case 'b':
			f.binary = true
		case 't':
			text = true
		default:
			t.valueError("invalid mode: '" + mode + "'")
			return 0, false
		}
	}
	if f.binary && text {
		t.valueError("can't have text and binary mode at once")
		return 0, false
	}
	if kinds != 1 {
		t.valueError("must have exactly one of create/read/write/append mode")
		return 0, false
	}
	if plus {
		f.readable, f.writable = true, true
		flags = flags&^(os.O_RDONLY|os.O_WRONLY) | os.O_RDWR
	}
	return flags, true
}

// close flushes and closes.
func (f *TextFile) close(t *Thread) bool {
	if f.closed {
		return true
	}
	ok := f.flush(t)
	f.closed = true
	for i, o := range t.interp.open {
		if o == f {
			t.interp.open = append(t.interp.open[:i], t.interp.open[i+1:]...)
			break
		}
	}
	if err := f.file.Close(); err != nil && ok {
		t.osError(err, nil)
		return false
	}
	return ok
}
