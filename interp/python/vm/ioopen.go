package vm

import "strings"

// This file is io.open, the module _io, the standard streams, and the flushing
// of files at exit.

// openArgs reads the arguments of open that are text or None.
func (t *Thread) textArg(o Object, fn, name string) (*Str, bool) {
	if o == nil || o == None {
		return nil, true
	}
	s := strOf(o)
	if s == nil {
		t.typeError(fn + "() argument '" + name + "' must be str or None, not " + o.Class().name)
		return nil, false
	}
	return s, true
}

// builtinOpen is open.
func builtinOpen(t *Thread, args []Object) Object {
	file := args[0]
	mode := "r"
	if args[1] != nil {
		m := strOf(args[1])
		if m == nil {
			return t.typeError("open() argument 'mode' must be str, not " + args[1].Class().name)
		}
		mode = m.s
	}
	buffering := -1
	if args[2] != nil {
		var ok bool
		if buffering, ok = t.cInt(args[2]); !ok {
			return nil
		}
	}
	if _, isInt := payloadOf(file).(Int); !isInt && strOf(file) == nil && !isBytesText(file) {
		m := file.Class().lookup(intern("__fspath__"))
		if m != nil {
			if file = t.callMethod(m, file, nil, nil); file == nil {
				return nil
			}
			if strOf(file) == nil && !isBytesText(file) {
				return t.typeError("expected " + args[0].Class().name + ".__fspath__() to return str or bytes, not " + file.Class().name)
			}
		} else if !t.hasIndex(file) {
			return t.typeError("expected str, bytes or os.PathLike object, not " + file.Class().name)
		}
	}
	encoding, ok := t.textArg(args[3], "open", "encoding")
	if !ok {
		return nil
	}
	errors, ok := t.textArg(args[4], "open", "errors")
	if !ok {
		return nil
	}
	newline, ok := t.textArg(args[5], "open", "newline")
	if !ok {
		return nil
	}
	closeFd, ok := t.truthArg(args[6], true)
	if !ok {
		return nil
	}
	rawMode, kind, binary, plus, ok := t.openMode(mode)
	if !ok {
		return nil
	}
	switch {
	case binary && encoding != nil:
		return t.valueError("binary mode doesn't take an encoding argument")
	case binary && errors != nil:
		return t.valueError("binary mode doesn't take an errors argument")
	case binary && newline != nil:
		return t.valueError("binary mode doesn't take a newline argument")
	}
	if binary && buffering == 1 && !t.warn(RuntimeWarning,
		"line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1) {
		return nil
	}
	raw := t.call(FileIOType, []Object{file, newASCII(rawMode), boolOf(closeFd), orNone(args[7])}, nil)
	if raw == nil {
		return nil
	}
	result := t.openOn(raw.(*Instance), mode, kind, binary, plus, buffering, []Object{textOrNone(encoding), textOrNone(errors), textOrNone(newline)})
	if result == nil {
		pending := t.exc
		t.exc = nil
		t.callAttr(raw, nameClose)
		t.exc = pending
	}
	return result
}

func textOrNone(s *Str) Object {
	if s == nil {
		return None
	}
	return s
}

func isBytesText(o Object) bool {
	_, ok := payloadOf(o).(*Bytes)
	return ok
}

// openMode checks a mode; it returns the mode for the raw file.
func (t *Thread) openMode(mode string) (raw string, kind byte, binary, plus, ok bool) {
	text, kinds := false, 0
	for i := 0; i < len(mode); i++ {
		c := mode[i]
		if strings.IndexByte("axrwb+t", c) < 0 || strings.IndexByte(mode[i+1:], c) >= 0 {
			t.valueError("invalid mode: '" + mode + "'")
			return
		}
		switch c {
		case 'b':
			binary = true
		case 't':
			text = true
		case '+':
			plus = true
		default:
			kind = c
			kinds++
		}
	}
	switch {
	case text && binary:
		t.valueError("can't have text and binary mode at once")
		return
	case kinds > 1:
		t.valueError("must have exactly one of create/read/write/append mode")
		return
	case kinds == 0:
		t.valueError("Must have exactly one of create/read/write/append mode and at most one plus")
		return
	}
	raw = string(rune(kind))
	if plus {
		raw += "+"
	}
	return raw, kind, binary, plus, true
}

// openOn puts buffers and text on top of a raw file.
func (t *Thread) openOn(raw *Instance, mode string, kind byte, binary, plus bool, buffering int, text []Object) Object {
	f := fileOf(raw)
	lineMode := false
	if buffering == 1 && !binary {
		buffering, lineMode = -1, true
	}
	if buffering < 0 {
		if isTerminal(f.fd) && !lineMode {
			lineMode = true
		}
		buffering = f.blksize
		if buffering <= 1 {
			buffering = defaultBufferSize
		}
	}
	if buffering == 0 {
		if !binary {
			return t.valueError("can't have unbuffered text I/O")
		}
		return raw
	}
	class := BufferedReaderType
	if plus {
		class = BufferedRandomType
	} else if kind != 'r' {
		class = BufferedWriterType
	}
	b := t.call(class, []Object{raw, intOf(buffering)}, nil)
	if b == nil || binary {
		return b
	}
	w := t.call(TextIOType, []Object{b, text[0], text[1], text[2], boolOf(lineMode)}, nil)
	if w == nil || !t.setAttr(w, nameMode, NewStr(mode)) {
		return nil
	}
	return w
}

// standardFile makes sys.stdin and the like: None if the descriptor is closed.
func (t *Thread) standardFile(fd int, name, mode, errors string) Object {
	if _, r := fstat(fd); r < 0 {
		return None
	}
	c := t.interp.config
	encoding := "utf-8"
	if c.Encoding != "" {
		e, h, _ := strings.Cut(c.Encoding, ":")
		if e != "" {
			encoding = e
			if fd != 2 {
				errors = "strict"
			}
		}
		if h != "" && fd != 2 {
			errors = h
		}
	}
	rawMode, class := "rb", BufferedReaderType
	if mode == "w" {
		rawMode, class = "wb", BufferedWriterType
	}
	raw := t.call(FileIOType, []Object{intOf(fd), newASCII(rawMode), False}, nil)
	if raw == nil {
		t.exc = nil
		return None
	}
	if !t.setAttr(raw, nameFileName, newASCII(name)) {
		return None
	}
	b := raw
	through := Object(False)
	if c.Unbuffered != 0 && mode == "w" {
		through = True
	} else if b = t.call1(class, raw); b == nil {
		t.exc = nil
		return None
	}
	newline := Object(newASCII("\n"))
	if mode == "r" {
		newline = None
	}
	lineMode := boolOf(fd == 2 || isTerminal(fd) || c.Interactive != 0)
	w := t.call(TextIOType, []Object{b, newASCII(encoding), newASCII(errors), newline, lineMode, through}, nil)
	if w == nil {
		t.exc = nil
		return None
	}
	w.(*Instance).setSlot(nameMode, newASCII(mode))
	return w
}

// openStandardFiles makes stdin, stdout and stderr.
func (in *Interp) openStandardFiles(t *Thread) {
	errors := "strict"
	switch locale := localeName(); locale {
	case "", "C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8":
		errors = "surrogateescape"
	}
	if in.config.Utf8Mode != 0 {
		errors = "surrogateescape"
	}
	in.stdin = t.standardFile(0, "<stdin>", "r", errors)
	in.stdout = t.standardFile(1, "<stdout>", "w", errors)
	in.stderr = t.standardFile(2, "<stderr>", "w", "backslashreplace")
}

// Flush writes what print left in buffers.
func (t *Thread) Flush() {
	for _, name := range []string{"stdout", "stderr"} {
		if f := t.interp.sys.dict.getStr(intern(name)); f != nil && f != None {
			saved := t.exc
			t.exc = nil
			t.callAttr(f, nameFlush)
			t.exc = saved
		}
	}
}

// flushBeforeWait writes what is printed to a terminal before the process
// waits.
func (t *Thread) flushBeforeWait() {}

// flushAll writes what is buffered before the process is replaced: nothing, as
// in CPython.
func (t *Thread) flushAll() {}

// noteDirty notes that a file has something to write when the program ends. Now and
// then it forgets the files that have written all.
func (t *Thread) noteDirty(file weakPointer) {
	in := t.interp
	in.dirty = append(in.dirty, file)
	if len(in.dirty) < max(64, in.dirtyLimit) {
		return
	}
	kept := in.dirty[:0]
	for _, p := range in.dirty {
		f := p.value()
		if f == nil {
			continue
		}
		keep := p == file
		switch x := payloadOf(f).(type) {
		case *textIO:
			keep = keep || len(x.out) > 0
			x.dirty = keep
		case *buffered:
			keep = keep || len(x.out) > 0
			x.dirty = keep
		}
		if keep {
			kept = append(kept, p)
		}
	}
	clear(in.dirty[len(kept):])
	in.dirty = kept
	in.dirtyLimit = 2 * len(kept)
}

// flushDirty writes what is left in the buffers of files that are still open,
// and takes them off the list.
func (t *Thread) flushDirty() {
	list := t.takeDirty()
	for _, o := range list {
		switch x := payloadOf(o).(type) {
		case *textIO:
			x.dirty = false
			if x.under != nil && x.under.user != nil {
				continue // another thread is writing it, and does not end before the program does
			}
			if x.buffer != nil && len(x.out) > 0 && !t.textFlushOut(x) {
				t.exc = nil
			}
		}
	}
	list = append(list, t.takeDirty()...)
	for _, o := range list {
		if b, ok := payloadOf(o).(*buffered); ok {
			b.dirty = false
			if b.raw == nil || len(b.out) == 0 || b.user != nil {
				continue
			}
			b.user = t
			if !t.flushOut(b) {
				t.exc = nil
			}
			t.leaveFile(b)
		}
	}
}

// takeDirty empties the list of files with something to write.
func (t *Thread) takeDirty() []Object {
	var list []Object
	for _, p := range t.interp.dirty {
		if o := p.value(); o != nil {
			list = append(list, o)
		}
	}
	t.interp.dirty = nil
	return list
}

func init() {
	for _, c := range []*Type{FileIOType, BytesIOType, StringIOType, BufferedReaderType, BufferedWriterType, BufferedRandomType,
		BufferedPairType, TextIOType, NewlineDecoderType} {
		c.changed()
	}
	builtinModules["_io"] = func(t *Thread) *Module {
		m := newModule("_io")
		for _, c := range []*Type{IOBaseType, RawIOBaseType, BufferedIOBaseType, TextIOBaseType, FileIOType, BytesIOType, StringIOType,
			BufferedReaderType, BufferedWriterType, BufferedRandomType, BufferedPairType, TextIOType, NewlineDecoderType} {
			m.set(c.name, c)
		}
		m.set("DEFAULT_BUFFER_SIZE", intOf(defaultBufferSize))
		m.set("UnsupportedOperation", UnsupportedOperation)
		m.set("BlockingIOError", BlockingIOError)
		m.set("open", t.interp.builtins.dict.getStr(intern("open")))
		m.addFunctions([]method{
			{"open_code", 1, 1, func(t *Thread, args []Object) Object {
				if strOf(args[0]) == nil {
					return t.typeError("open_code() argument 'path' must be str, not " + args[0].Class().name)
				}
				return builtinOpen(t, []Object{args[0], newASCII("rb"), nil, nil, nil, nil, nil, nil})
			}, "path"},
			{"text_encoding", 1, 2, func(t *Thread, args []Object) Object {
				if args[0] != None {
					return args[0]
				}
				level := 2
				if len(args) > 1 {
					var ok bool
					if level, ok = t.cInt(args[1]); !ok {
						return nil
					}
				}
				if t.interp.config.WarnEncoding != 0 && !t.warn(EncodingWarning, "'encoding' argument not specified", level) {
					return nil
				}
				if t.interp.config.Utf8Mode != 0 {
					return newASCII("utf-8")
				}
				return newASCII("locale")
			}, ""},
		})
		return m
	}
}
