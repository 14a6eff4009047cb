package vm

import (
	"strings"

	"rgo/rlib/gc"
	"rgo/rlib/thread"
)

// This file is _io's buffered files: BufferedReader, BufferedWriter and
// BufferedRandom.

// buffered is the state of a buffered file. What was read ahead is in; what is
// not written yet is out. At most one of them has anything.
type buffered struct {
	self     weakPointer // to the file: one that leads to itself would not be finalized under plain Go
	raw      Object      // nil before __init__ and after detach
	file     *fileIO     // raw's state if raw is exactly a FileIO
	detached bool
	size     int
	in       []byte
	at       int // of in that is consumed
	out      []byte
	dirty    bool // in the interpreter's list of files to flush

	finalizing bool
	user       *Thread // in a call; nil if the file is free
	waiting    thread.Queue
	cls        *Type
}

// Class returns the class, which nobody asks for.
func (b *buffered) Class() *Type { return b.cls }

// Classes of buffered files.
var (
	BufferedReaderType = newFileType("BufferedReader", BufferedIOBaseType)
	BufferedWriterType = newFileType("BufferedWriter", BufferedIOBaseType)
	BufferedRandomType = newFileType("BufferedRandom", BufferedIOBaseType)
	BufferedPairType   = newFileType("BufferedRWPair", BufferedIOBaseType)
)

// bufferedOf returns the state; nil with ValueError if there is no raw file.
func (t *Thread) bufferedOf(o Object) *buffered {
	b := payloadOf(o).(*buffered)
	if b.raw == nil {
		if b.detached {
			t.valueError("raw stream has been detached")
		} else {
			t.valueError("I/O operation on uninitialized object")
		}
		return nil
	}
	return b
}

// isOpen raises ValueError if the raw file is closed.
func (t *Thread) bufferedOpen(b *buffered, message string) bool {
	if b.file != nil {
		if b.file.fd >= 0 {
			return true
		}
		t.valueError(message)
		return false
	}
	closed, ok := t.isClosed(b.raw)
	if ok && closed {
		t.valueError(message)
		return false
	}
	return ok
}

// rawRead reads at most n bytes from the raw file. none: it would block.
func (t *Thread) rawRead(b *buffered, n int) (data []byte, none, ok bool) {
	if b.file != nil {
		if b.file.fd < 0 {
			t.valueError("I/O operation on closed file")
			return nil, false, false
		}
		return t.readFile(b.file, n)
	}
	into := newByteArray(make([]byte, n))
	for {
		r := t.callAttr(b.raw, nameReadInto, into)
		if r == nil {
			if e := t.exc; e.cls.isSubtype(InterruptedError) && t.runSignalsAfter() {
				continue
			}
			return nil, false, false
		}
		if r == None {
			return nil, true, true
		}
		got, isInt := t.index(r)
		if !isInt {
			e := t.take()
			t.exc = nil
			t.raise(OSError, "raw readinto() failed")
			excData(t.exc).cause, excData(t.exc).suppress = e, true
			return nil, false, false
		}
		if got < 0 || got > n {
			t.raise(OSError, "raw readinto() returned invalid length "+intText(intOf(got))+" (should have been between 0 and "+
				intText(intOf(n))+")")
			return nil, false, false
		}
		return into.b[:got], false, true
	}
}

// rawWrite writes to the raw file.
func (t *Thread) rawWrite(b *buffered, data []byte) (n int, none, ok bool) {
	if b.file != nil {
		if b.file.fd < 0 {
			t.valueError("write to closed file")
			return 0, false, false
		}
		return t.writeFile(b.file, data)
	}
	for {
		r := t.callAttr(b.raw, nameWrite, t.rawChunk(data))
		if r == nil {
			if e := t.exc; e.cls.isSubtype(InterruptedError) && t.runSignalsAfter() {
				continue
			}
			return 0, false, false
		}
		if r == None {
			return 0, true, true
		}
		got, isInt := t.index(r)
		if !isInt {
			return 0, false, false
		}
		if got < 0 || got > len(data) {
			t.raise(OSError, "raw write() returned invalid length "+intText(intOf(got))+" (should have been between 0 and "+
				intText(intOf(len(data)))+")")
			return 0, false, false
		}
		return got, false, true
	}
}

// rawChunk is the object by which a raw file gets data.
func (t *Thread) rawChunk(data []byte) Object { return &Bytes{string(data)} }

// rawSeek moves the raw file.
func (t *Thread) rawSeek(b *buffered, at, whence int) (int, bool) {
	r := t.callAttr(b.raw, nameSeek, intOf(at), intOf(whence))
	if r == nil {
		return 0, false
	}
	n, ok := t.index(r)
	if ok && n < 0 {
		t.raise(OSError, "Raw stream returned invalid position "+intText(intOf(n)))
		return 0, false
	}
	return n, ok
}

func (t *Thread) rawTell(b *buffered) (int, bool) {
	r := t.callAttr(b.raw, nameTell)
	if r == nil {
		return 0, false
	}
	n, ok := t.index(r)
	if ok && n < 0 {
		t.raise(OSError, "Raw stream returned invalid position "+intText(intOf(n)))
		return 0, false
	}
	return n, ok
}

// blocked raises BlockingIOError after n bytes were taken.
func (t *Thread) blocked(n int) bool {
	e := t.call(BlockingIOError, []Object{intOf(11), newASCII("write could not complete without blocking"), intOf(n)}, nil)
	if e != nil {
		x := e.(*Instance)
		x.setSlot(intern("characters_written"), intOf(n))
		t.raiseInstance(x)
	}
	return false
}

// flushOut writes what is buffered.
func (t *Thread) flushOut(b *buffered) bool {
	for len(b.out) > 0 {
		n, none, ok := t.rawWrite(b, b.out)
		if !ok {
			return false
		}
		if none {
			return t.blocked(0)
		}
		b.out = b.out[n:]
		if len(b.out) > 0 && !t.runSignals() {
			return false
		}
	}
	b.out = nil
	return true
}

// enterFile guards against calls from inside of calls of the raw file. Other threads wait until the file is free.
func (t *Thread) enterFile(b *buffered) bool {
	if b.user != nil && (!thread.Enabled || b.user.started == t.started) {
		t.raise(RuntimeError, "reentrant call inside "+t.displayRepr(b.self.value()))
		return false
	}
	if b.user != nil {
		b.waiting.Wait(-1) // leaveFile hands the file over
	}
	b.user = t
	return true
}

// leaveFile ends a call, unless it has been ended.
func (t *Thread) leaveFile(b *buffered) {
	if b.user == t {
		b.user = nil
		if thread.Enabled && b.waiting.Wake() {
			b.user = handedOver
		}
	}
}

// handedOver is the user of a file that a waiting thread gets.
var handedOver = &Thread{started: -1}

// markDirty puts the file on the list of those flushed at exit.
func (b *buffered) markDirty(t *Thread) {
	if !b.dirty {
		b.dirty = true
		t.noteDirty(b.self)
	}
}

// write appends data, and writes when the buffer is full.
func (t *Thread) writeBuffered(b *buffered, data string) bool {
	if len(b.out)+len(data) <= b.size {
		b.out = append(b.out, data...)
		b.markDirty(t)
		return true
	}
	// What fits is kept if the raw file would block.
	for len(b.out) > 0 {
		n, none, ok := t.rawWrite(b, b.out)
		if !ok {
			return false
		}
		if none {
			room := b.size - len(b.out)
			take := min(max(room, 0), len(data))
			b.out = append(b.out, data[:take]...)
			b.markDirty(t)
			if take == len(data) {
				return true
			}
			return t.blocked(take)
		}
		b.out = b.out[n:]
		if len(b.out) > 0 && !t.runSignals() {
			return false
		}
	}
	b.out = nil
	written := 0
	for len(data)-written > b.size {
		n, none, ok := t.rawWrite(b, []byte(data[written:]))
		if !ok {
			return false
		}
		if none {
			take := min(b.size, len(data)-written)
			b.out = append(b.out, data[written:written+take]...)
			b.markDirty(t)
			return t.blocked(written + take)
		}
		written += n
		if written < len(data) && !t.runSignals() { // a signal may have ended the call, and the next one waits
			return false
		}
	}
	if written < len(data) {
		b.out = append(make([]byte, 0, b.size), data[written:]...)
		b.markDirty(t)
	}
	return true
}

// rewind forgets what was read ahead and moves the raw file back.
func (t *Thread) rewind(b *buffered) bool {
	if n := len(b.in) - b.at; n > 0 {
		b.in, b.at = nil, 0
		if _, ok := t.rawSeek(b, -n, 1); !ok {
			return false
		}
	}
	b.in, b.at = nil, 0
	return true
}

// readBuffered reads n bytes, all that is left if n < 0. none: nothing there
// without blocking.
func (t *Thread) readBuffered(b *buffered, n int) (data []byte, none, ok bool) {
	have := b.in[b.at:]
	if n >= 0 && n <= len(have) {
		b.at += n
		return have[:n], false, true
	}
	if n < 0 {
		return t.readRest(b, have)
	}
	all := append(make([]byte, 0, n), have...)
	b.in, b.at = nil, 0
	for len(all) < n {
		want := n - len(all)
		got, none, ok := t.rawRead(b, max(want-want%b.size, b.size))
		if !ok {
			if len(all) > 0 {
				b.in = all
			}
			return nil, false, false
		}
		if none || len(got) == 0 {
			if none && len(all) == 0 {
				return nil, true, true
			}
			break
		}
		if len(got) > want {
			b.in, b.at = got, want
			all = append(all, got[:want]...)
			break
		}
		all = append(all, got...)
	}
	return all, false, true
}

// readRest reads to the end.
func (t *Thread) readRest(b *buffered, have []byte) (data []byte, none, ok bool) {
	data = append([]byte{}, have...)
	b.in, b.at = nil, 0
	var r Object
	if b.file != nil {
		if r = t.readAllFile(b.file); r == nil {
			return nil, false, false
		}
	} else {
		m, found := t.findAttr(b.raw, intern("readall"))
		if !found {
			return nil, false, false
		}
		if m != nil {
			if r = t.call0(m); r == nil {
				return nil, false, false
			}
			if r != None {
				if _, isBytes := payloadOf(r).(*Bytes); !isBytes {
					t.typeError("readall() should return bytes")
					return nil, false, false
				}
			}
		}
	}
	if r != nil {
		if r == None {
			return data, len(data) == 0, true
		}
		return append(data, payloadOf(r).(*Bytes).s...), false, true
	}
	for {
		r := t.callAttr(b.raw, nameRead)
		if r == nil {
			return nil, false, false
		}
		if r == None {
			return data, len(data) == 0, true
		}
		s, isBytes := payloadOf(r).(*Bytes)
		if !isBytes {
			t.typeError("read() should return bytes")
			return nil, false, false
		}
		if s.s == "" {
			return data, false, true
		}
		data = append(data, s.s...)
	}
}

// fillBuffered makes sure that there is something to read. more is false at
// the end (or if reading would block).
func (t *Thread) fillBuffered(b *buffered) (more, ok bool) {
	if b.at < len(b.in) {
		return true, true
	}
	data, none, ok := t.rawRead(b, b.size)
	if !ok {
		return false, false
	}
	b.in, b.at = data, 0
	return !none && len(data) > 0, true
}

// lineBuffered reads a line of at most limit bytes (-1: no limit).
func (t *Thread) lineBuffered(b *buffered, limit int) ([]byte, bool) {
	var line []byte
	for {
		have := b.in[b.at:]
		if limit >= 0 && len(have) > limit-len(line) {
			have = have[:limit-len(line)]
		}
		if i := indexByte(have, '\n'); i >= 0 {
			b.at += i + 1
			if line == nil {
				return have[:i+1], true
			}
			return append(line, have[:i+1]...), true
		}
		line = append(line, have...)
		b.at += len(have)
		if limit >= 0 && len(line) >= limit {
			return line, true
		}
		more, ok := t.fillBuffered(b)
		if !ok {
			return nil, false
		}
		if !more {
			return line, true
		}
	}
}

func indexByte(b []byte, c byte) int { return strings.IndexByte(string(b), c) }

// bufferedInit is __init__(raw, buffer_size).
func bufferedInit(able *Str, message string) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		b := payloadOf(args[0]).(*buffered)
		b.raw, b.detached, b.file = nil, false, nil
		size := defaultBufferSize
		if args[2] != nil {
			n, ok := t.cLong(args[2])
			if !ok {
				return nil
			}
			size = n
		}
		if able == nil {
			for _, p := range []*Str{nameSeekable, nameReadable, nameWritable} {
				text := map[*Str]string{nameSeekable: "seekable", nameReadable: "readable", nameWritable: "writable"}[p]
				if !t.checkAble(args[1], p, "File or stream is not "+text+".") {
					return nil
				}
			}
		} else if !t.checkAble(args[1], able, message) {
			return nil
		}
		if size <= 0 {
			return t.valueError("buffer size must be strictly positive")
		}
		if !gc.Fits(size) {
			return t.raiseInstance(newException(MemoryError))
		}
		b.self, b.raw, b.size = makeWeak(args[0], nil), args[1], size
		b.in, b.at, b.out = nil, 0, nil
		if i, ok := args[1].(*Instance); ok && i.cls == FileIOType {
			b.file = i.payload.(*fileIO)
		}
		return None
	}
}

// bufferedMethod makes a method that works on the state, guarded against
// reentrance, on an open file.
func bufferedMethod(name string, low, high int, message string, run func(t *Thread, b *buffered, args []Object) Object) method {
	return method{name, low, high, func(t *Thread, args []Object) Object {
		b := t.bufferedOf(args[0])
		if b == nil {
			return nil
		}
		if message != "" && !t.bufferedOpen(b, message) {
			return nil
		}
		if !t.enterFile(b) {
			return nil
		}
		r := run(t, b, args)
		t.leaveFile(b)
		return r
	}, ""}
}

// passRaw makes a method that the raw file answers.
func passRaw(name string) method {
	key := intern(name)
	return method{name, 0, 0, func(t *Thread, args []Object) Object {
		b := t.bufferedOf(args[0])
		if b == nil {
			return nil
		}
		return t.callAttr(b.raw, key)
	}, ""}
}

// bufferedCommon are the methods of all three classes.
var bufferedCommon = []method{
	passRaw("seekable"), passRaw("fileno"), passRaw("isatty"),
	{"detach", 0, 0, func(t *Thread, args []Object) Object {
		b := t.bufferedOf(args[0])
		if b == nil || t.callAttr(args[0], nameFlush) == nil {
			return nil
		}
		raw := b.raw
		b.raw, b.file, b.detached = nil, nil, true
		return raw
	}, ""},
	{"close", 0, 0, func(t *Thread, args []Object) Object {
		b := t.bufferedOf(args[0])
		if b == nil {
			return nil
		}
		closed, ok := t.isClosed(b.raw)
		if !ok {
			return nil
		}
		if closed {
			return None
		}
		t.warnDying(b.finalizing, b.raw, args[0])
		raw := b.raw
		return t.closeAfter(t.callAttr(args[0], nameFlush), func() Object {
			if !t.enterFile(b) { // who waits for the file finds it closed
				return nil
			}
			c := t.callAttr(raw, nameClose)
			b.in, b.at = nil, 0
			t.leaveFile(b)
			return c
		})
	}, ""},
	bufferedMethod("tell", 0, 0, "", func(t *Thread, b *buffered, args []Object) Object {
		n, ok := t.rawTell(b)
		if !ok {
			return nil
		}
		return intOf(n - (len(b.in) - b.at) + len(b.out))
	}),
	bufferedMethod("seek", 1, 2, "seek of closed file", func(t *Thread, b *buffered, args []Object) Object {
		whence := 0
		if len(args) > 2 {
			var ok bool
			if whence, ok = t.cInt(args[2]); !ok {
				return nil
			}
		}
		if whence < 0 || whence > 4 {
			return t.valueError("whence value " + intText(intOf(whence)) + " unsupported")
		}
		at, ok := t.index(args[1])
		if !ok || !t.checkAble(b.raw, nameSeekable, "File or stream is not seekable.") {
			return nil
		}
		if (whence == 0 || whence == 1) && len(b.in) > 0 {
			now, ok := t.rawTell(b)
			if !ok {
				return nil
			}
			offset := at - (now - (len(b.in) - b.at))
			if whence == 1 {
				offset = at
			}
			if offset >= -b.at && offset <= len(b.in)-b.at {
				b.at += offset
				return intOf(now - (len(b.in) - b.at))
			}
		}
		if !t.flushOut(b) {
			return nil
		}
		if whence == 1 {
			at -= len(b.in) - b.at
		}
		n, ok := t.rawSeek(b, at, whence)
		if !ok {
			return nil
		}
		b.in, b.at = nil, 0
		return intOf(n)
	}),
	bufferedMethod("truncate", 0, 1, "truncate of closed file", func(t *Thread, b *buffered, args []Object) Object {
		able := t.callAttr(args[0], nameWritable)
		if able == nil {
			return nil
		}
		if able != True {
			return t.unsupported("truncate")
		}
		if !t.flushOut(b) || !t.rewind(b) {
			return nil
		}
		if len(args) > 1 {
			return t.callAttr(b.raw, nameTruncate, args[1])
		}
		return t.callAttr(b.raw, nameTruncate, None)
	}),
	{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
		class := args[0].Class().fullName()
		name, ok := t.findAttr(args[0], nameFileName)
		if !ok {
			if !t.catch(ValueError) {
				return nil
			}
			name = nil
		}
		if name == nil {
			return NewStr("<" + class + ">")
		}
		s, ok := t.guardedRepr(args[0], name)
		if !ok {
			return nil
		}
		return NewStr("<" + class + " name=" + s + ">")
	}, ""},
	{"__reduce_ex__", 1, 1, cannotPickle, ""},
	{"__getstate__", 0, 0, cannotPickle, ""},
	{"_dealloc_warn", 1, 1, func(t *Thread, args []Object) Object { return None }, ""},
	{"__sizeof__", 0, 0, func(t *Thread, args []Object) Object {
		return intOf(160 + payloadOf(args[0]).(*buffered).size)
	}, ""},
}

// bytesOrNone is the result of a read.
func bytesOrNone(data []byte, none, ok bool) Object {
	switch {
	case !ok:
		return nil
	case none:
		return None
	}
	return &Bytes{string(data)}
}

// flushForRead writes what is buffered before reading, and the other way round.
func (t *Thread) flushForRead(b *buffered) bool { return len(b.out) == 0 || t.flushOut(b) }

// bufferedReading are the methods of files that can be read.
var bufferedReading = []method{
	bufferedMethod("read", 0, 1, "read of closed file", func(t *Thread, b *buffered, args []Object) Object {
		n, ok := t.sizeArg(args, 1)
		if !ok {
			return nil
		}
		if n < -1 {
			return t.valueError("read length must be non-negative or -1")
		}
		if !t.flushForRead(b) {
			return nil
		}
		return bytesOrNone(t.readBuffered(b, n))
	}),
	bufferedMethod("read1", 0, 1, "read of closed file", func(t *Thread, b *buffered, args []Object) Object {
		n, ok := t.sizeArg(args, 1)
		if !ok {
			return nil
		}
		if n < 0 {
			n = b.size
		}
		if !t.flushForRead(b) {
			return nil
		}
		if n == 0 {
			return &Bytes{}
		}
		if have := b.in[b.at:]; len(have) > 0 {
			n = min(n, len(have))
			b.at += n
			return &Bytes{string(have[:n])}
		}
		data, _, ok := t.rawRead(b, n)
		if !ok {
			return nil
		}
		return &Bytes{string(data)}
	}),
	bufferedMethod("peek", 0, 1, "peek of closed file", func(t *Thread, b *buffered, args []Object) Object {
		if !t.flushForRead(b) {
			return nil
		}
		if _, ok := t.fillBuffered(b); !ok {
			return nil
		}
		return &Bytes{string(b.in[b.at:])}
	}),
	bufferedMethod("readline", 0, 1, "readline of closed file", func(t *Thread, b *buffered, args []Object) Object {
		n, ok := t.sizeArg(args, 1)
		if !ok || !t.flushForRead(b) {
			return nil
		}
		line, ok := t.lineBuffered(b, n)
		return bytesOrNone(line, false, ok)
	}),
	bufferedMethod("__next__", 0, 0, "readline of closed file", func(t *Thread, b *buffered, args []Object) Object {
		if args[0].Class().lookup(nameReadLine) != b.cls.lookup(nameReadLine) {
			t.leaveFile(b)
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
		}
		if !t.flushForRead(b) {
			return nil
		}
		line, ok := t.lineBuffered(b, -1)
		if !ok {
			return nil
		}
		if len(line) == 0 {
			return t.raiseInstance(newException(StopIteration))
		}
		return &Bytes{string(line)}
	}),
	bufferedMethod("readinto", 1, 1, "readinto of closed file", func(t *Thread, b *buffered, args []Object) Object {
		return t.readIntoBuffered(b, args[1], false)
	}),
	bufferedMethod("readinto1", 1, 1, "readinto of closed file", func(t *Thread, b *buffered, args []Object) Object {
		return t.readIntoBuffered(b, args[1], true)
	}),
}

// readIntoBuffered fills a buffer; once: with at most one read.
func (t *Thread) readIntoBuffered(b *buffered, o Object, once bool) Object {
	into, release, ok := t.writable(o)
	if !ok {
		return nil
	}
	defer release()
	if !t.flushForRead(b) {
		return nil
	}
	done := copy(into, b.in[b.at:])
	b.at += done
	for read := false; done < len(into); {
		want := len(into) - done
		if once && (read || done > 0 && want <= b.size) {
			break
		}
		read = true
		want = max(want, b.size)
		data, none, ok := t.rawRead(b, want)
		if !ok {
			return nil
		}
		if none && done == 0 {
			return None
		}
		if none || len(data) == 0 {
			break
		}
		n := copy(into[done:], data)
		done += n
		b.in, b.at = data, n
	}
	return intOf(done)
}

// bufferedWriting are the methods of files that can be written.
var bufferedWriting = []method{
	bufferedMethod("write", 1, 1, "", func(t *Thread, b *buffered, args []Object) Object {
		s, ok := t.bytesLike(args[1])
		if !ok || !t.bufferedOpen(b, "write to closed file") || !t.rewind(b) {
			return nil
		}
		if !t.writeBuffered(b, s) {
			return nil
		}
		return intOf(len(s))
	}),
	bufferedMethod("flush", 0, 0, "flush of closed file", func(t *Thread, b *buffered, args []Object) Object {
		if !t.flushOut(b) {
			return nil
		}
		if b.cls == BufferedRandomType && !t.rewind(b) {
			return nil
		}
		return None
	}),
}

func init() {
	for _, c := range []*Type{BufferedReaderType, BufferedWriterType, BufferedRandomType} {
		c.payloads(func() Object { return &buffered{cls: c} })
		c.addMethods(bufferedCommon)
		c.addGetSets([]getset{
			{"raw", func(t *Thread, o Object) Object {
				b := payloadOf(o).(*buffered)
				if b.raw == nil {
					return None
				}
				return b.raw
			}, nil},
			{"closed", func(t *Thread, o Object) Object {
				b := t.bufferedOf(o)
				if b == nil {
					return nil
				}
				if b.file != nil {
					return boolOf(b.file.fd < 0)
				}
				return t.getAttr(b.raw, nameClosed)
			}, nil},
			{"name", func(t *Thread, o Object) Object {
				b := t.bufferedOf(o)
				if b == nil {
					return nil
				}
				return t.getAttr(b.raw, nameFileName)
			}, nil},
			{"mode", func(t *Thread, o Object) Object {
				b := t.bufferedOf(o)
				if b == nil {
					return nil
				}
				return t.getAttr(b.raw, nameMode)
			}, nil},
		})
	}
	BufferedReaderType.addMethods(bufferedReading)
	BufferedReaderType.addMethods([]method{
		{"__init__", 1, 2, bufferedInit(nameReadable, "File or stream is not readable."), "raw,buffer_size"},
		passRaw("readable"), passRaw("flush"),
	})
	BufferedWriterType.addMethods(bufferedWriting)
	BufferedWriterType.addMethods([]method{
		{"__init__", 1, 2, bufferedInit(nameWritable, "File or stream is not writable."), "raw,buffer_size"},
		passRaw("writable"),
	})
	BufferedRandomType.addMethods(bufferedReading)
	BufferedRandomType.addMethods(bufferedWriting)
	BufferedRandomType.addMethods([]method{
		{"__init__", 1, 2, bufferedInit(nil, ""), "raw,buffer_size"},
		passRaw("readable"), passRaw("writable"),
	})
	initPair()
}

// bufferedPair is a reader and a writer.
type bufferedPair struct{ reader, writer Object }

// Class returns BufferedRWPair.
func (*bufferedPair) Class() *Type { return BufferedPairType }

// initPair makes the methods of BufferedRWPair.
func initPair() {
	c := BufferedPairType
	c.payloads(func() Object { return &bufferedPair{} })
	pass := func(name string, most int, writer bool) method {
		key := intern(name)
		return method{name, 0, most, func(t *Thread, args []Object) Object {
			p := payloadOf(args[0]).(*bufferedPair)
			o := p.reader
			if writer {
				o = p.writer
			}
			if o == nil {
				return t.valueError("I/O operation on uninitialized object")
			}
			return t.callAttr(o, key, args[1:]...)
		}, ""}
	}
	c.addMethods([]method{
		pass("read", 1, false), pass("read1", 1, false), pass("peek", 1, false), pass("readinto", 1, false),
		pass("readinto1", 1, false), pass("readable", 0, false),
		pass("write", 1, true), pass("flush", 0, true), pass("writable", 0, true),
		{"__init__", 2, 3, func(t *Thread, args []Object) Object {
			p := payloadOf(args[0]).(*bufferedPair)
			if !t.checkAble(args[1], nameReadable, "File or stream is not readable.") ||
				!t.checkAble(args[2], nameWritable, "File or stream is not writable.") {
				return nil
			}
			size := Object(intOf(defaultBufferSize))
			if len(args) > 3 {
				size = args[3]
			}
			reader := t.call2(BufferedReaderType, args[1], size)
			if reader == nil {
				return nil
			}
			writer := t.call2(BufferedWriterType, args[2], size)
			if writer == nil {
				return nil
			}
			p.reader, p.writer = reader, writer
			return None
		}, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			p := payloadOf(args[0]).(*bufferedPair)
			if p.writer == nil {
				return t.valueError("I/O operation on uninitialized object")
			}
			return t.closeBoth(p.writer, nameClose, p.reader)
		}, ""},
		{"isatty", 0, 0, func(t *Thread, args []Object) Object {
			p := payloadOf(args[0]).(*bufferedPair)
			r := t.callAttr(p.writer, nameIsatty)
			if r != False {
				return r
			}
			return t.callAttr(p.reader, nameIsatty)
		}, ""},
	})
	c.addGetSets([]getset{{"closed", func(t *Thread, o Object) Object {
		p := payloadOf(o).(*bufferedPair)
		if p.writer == nil {
			return t.raise(RuntimeError, "the BufferedRWPair object is being garbage-collected")
		}
		return t.getAttr(p.writer, nameClosed)
	}, nil}})
}
