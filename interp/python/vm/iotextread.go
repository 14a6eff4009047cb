package vm

import (
	"math/big"
	"strings"
)

// This file reads and seeks text files. A position in one is a number that
// holds the position in the buffer where the decoder was in a known state, that
// state, and how many bytes and characters to go on from there: the algorithm
// of the library's own _pyio.

// textReadable gets the file ready for reading.
func (t *Thread) textReadable(o Object) *textIO {
	x := t.textOpen(o)
	if x == nil {
		return nil
	}
	if x.decoder == nil {
		able := t.callAttr(x.buffer, nameReadable)
		if able == nil {
			return nil
		}
		if able != True {
			t.unsupported("not readable")
			return nil
		}
		if !x.makeDecoder(t) {
			return nil
		}
	}
	if !t.textFlushOut(x) {
		return nil
	}
	return x
}

// readUnder reads a chunk of bytes.
func (t *Thread) readUnder(x *textIO, n int) (string, bool) {
	key := nameRead
	if x.hasRead1 {
		key = intern("read1")
	}
	if b := x.under; b != nil && b.file != nil && b.user == nil && b.at >= len(b.in) && len(b.out) == 0 {
		if b.cls == BufferedWriterType {
			t.unsupported("read1")
			return "", false
		}
		if b.file.fd < 0 {
			t.valueError("read of closed file")
			return "", false
		}
		data, _, ok := t.rawRead(b, n)
		return string(data), ok
	}
	r := t.callAttr(x.buffer, key, intOf(n))
	if r == nil {
		return "", false
	}
	if !isBytesLike(r) {
		t.typeError("underlying " + key.s + "() should have returned a bytes-like object, not '" + r.Class().name + "'")
		return "", false
	}
	return t.bytesLike(r)
}

// readChunk decodes one more chunk; more is false at the end.
func (t *Thread) readChunk(x *textIO, hint int) (more, ok bool) {
	if !x.makeDecoder(t) {
		return false, false
	}
	pending, flags := "", Object(nil)
	if x.telling {
		if pending, flags, ok = x.decoder.state(t); !ok {
			return false, false
		}
	}
	n := x.chunk
	if hint > 0 && x.ratio > 0 {
		n = max(n, int(float64(hint)*x.ratio))
	}
	data, ok := t.readUnder(x, n)
	if !ok {
		return false, false
	}
	eof := data == ""
	s, ok := x.decoder.decode(t, data, eof)
	if !ok {
		return false, false
	}
	x.text, x.at = s, 0
	if s != "" {
		x.ratio = float64(len(data)) / float64(countRunes(s))
		eof = false
	} else {
		x.ratio = 0
	}
	if x.telling {
		x.snapshot = &textSnapshot{flags, pending + data}
	}
	return !eof, true
}

// rest is the decoded text that is left.
//
//rgo:parallel
func (x *textIO) rest() string { return x.text[x.at:] }

// textRead reads n characters, all that are left if n < 0.
func (t *Thread) textRead(x *textIO, n int) Object {
	if n < 0 {
		r := t.callAttr(x.buffer, nameRead)
		if r == nil {
			return nil
		}
		if r == None {
			return t.raise(BlockingIOError, "read returned None") // as _pyio has it
		}
		data, ok := t.bytesLike(r)
		if !ok {
			return nil
		}
		s, ok := x.decoder.decode(t, data, true)
		if !ok {
			return nil
		}
		out := x.rest() + s
		x.text, x.at, x.snapshot = "", 0, nil
		return NewStr(out)
	}
	var out strings.Builder
	for n > 0 {
		rest := x.rest()
		if rest == "" {
			more, ok := t.readChunk(x, n)
			if !ok {
				return nil
			}
			if !more {
				break
			}
			continue
		}
		end := prefixBytes(rest, n)
		n -= countRunes(rest[:end])
		x.at += end
		out.WriteString(rest[:end])
	}
	return NewStr(out.String())
}

// prefixBytes is the number of bytes of the first n characters of s.
//
//rgo:parallel
func prefixBytes(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return len(s)
}

// lineEnd finds the end of the first line, -1 if it is not there; scanned is
// how far looking again need not go.
//
//rgo:parallel
func (x *textIO) lineEnd(s string) int {
	switch {
	case x.translate:
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			return i + 1
		}
	case x.universal:
		for i := 0; i < len(s); i++ {
			if s[i] == '\n' {
				return i + 1
			}
			if s[i] == '\r' {
				if i+1 < len(s) && s[i+1] == '\n' {
					return i + 2
				}
				return i + 1
			}
		}
	default:
		end := x.newline
		if end == "" {
			end = "\n"
		}
		if i := strings.Index(s, end); i >= 0 {
			return i + len(end)
		}
	}
	return -1
}

// textLine reads a line of at most limit characters.
func (t *Thread) textLine(x *textIO, limit int) Object {
	line := ""
	for {
		rest := x.rest()
		if rest == "" {
			more, ok := t.readChunk(x, 0)
			if !ok {
				return nil
			}
			if !more {
				x.snapshot = nil
				break
			}
			continue
		}
		// A line end may begin in what is already in line.
		all := line + rest
		end := x.lineEnd(all)
		if end >= 0 {
			if limit >= 0 {
				end = min(end, prefixBytes(all, limit))
			}
			x.at += end - len(line)
			return NewStr(all[:end])
		}
		if limit >= 0 && countRunes(all) >= limit {
			end := prefixBytes(all, limit)
			x.at += end - len(line)
			return NewStr(all[:end])
		}
		line = all
		x.at = len(x.text)
	}
	return NewStr(line)
}

// cookie is a position unpacked.
type cookie struct {
	start int
	flags int
	feed  int
	skip  int
	eof   bool
}

// pack makes the number of a position.
func (c cookie) pack() Object {
	if c.flags == 0 && c.feed == 0 && c.skip == 0 && !c.eof {
		return intOf(c.start)
	}
	v := new(big.Int)
	eof := 0
	if c.eof {
		eof = 1
	}
	for _, part := range []int{eof, c.skip, c.feed, c.flags, c.start} {
		v.Lsh(v, 64)
		v.Or(v, new(big.Int).SetUint64(uint64(part)))
	}
	return newBig(v)
}

// unpackCookie takes the number of a position apart.
func unpackCookie(o Object) cookie {
	v := new(big.Int).Set(bigValue(o))
	mask := new(big.Int).SetUint64(1<<64 - 1)
	var parts [5]int
	for i := range parts {
		parts[i] = int(new(big.Int).And(v, mask).Uint64())
		v.Rsh(v, 64)
	}
	return cookie{parts[0], parts[1], parts[2], parts[3], parts[4] != 0}
}

// textTell is tell.
func textTell(t *Thread, args []Object) Object {
	x := t.textOpen(args[0])
	if x == nil {
		return nil
	}
	if !x.seekable {
		return t.unsupported("underlying stream is not seekable")
	}
	if !x.telling {
		return t.raise(OSError, "telling position disabled by next() call")
	}
	if !t.textFlushOut(x) || t.callAttr(args[0], nameFlush) == nil {
		return nil
	}
	r := t.callAttr(x.buffer, nameTell)
	if r == nil {
		return nil
	}
	if x.decoder == nil || x.snapshot == nil {
		return r
	}
	position, ok := t.index(r)
	if !ok {
		return nil
	}
	snap := x.snapshot
	position -= len(snap.input)
	used := countRunes(x.text[:x.at])
	flags, ok := t.index(snap.flags)
	if !ok {
		return nil
	}
	if used == 0 {
		return cookie{start: position, flags: flags}.pack()
	}
	pending, now, ok := x.decoder.state(t)
	if !ok {
		return nil
	}
	r = t.findPosition(x, snap, position, flags, used)
	failed := t.exc
	t.exc = nil
	if !x.decoder.restore(t, pending, now) {
		return nil
	}
	t.exc = failed
	return r
}

// findPosition decodes the chunk again to find where the decoder was in a
// state that needs few bytes to go on.
func (t *Thread) findPosition(x *textIO, snap *textSnapshot, position, flags, used int) Object {
	decode := func(data string, final bool) (int, bool) {
		s, ok := x.decoder.decode(t, data, final)
		return countRunes(s), ok
	}
	restore := func() bool { return x.decoder.restore(t, "", intOf(flags)) }
	// A guess from the ratio of bytes to characters, made smaller until it is
	// not beyond the position.
	skip := 0
	if x.ratio > 0 {
		skip = int(x.ratio * float64(used))
	}
	back := 1
	for skip > 0 {
		skip = min(skip, len(snap.input))
		if !restore() {
			return nil
		}
		n, ok := decode(snap.input[:skip], false)
		if !ok {
			return nil
		}
		if n <= used {
			pending, f, ok := x.decoder.state(t)
			if !ok {
				return nil
			}
			if pending == "" {
				if flags, ok = t.index(f); !ok {
					return nil
				}
				used -= n
				break
			}
			skip -= len(pending)
			back = 1
			continue
		}
		skip -= back
		back *= 2
	}
	if skip <= 0 {
		skip = 0
		if !restore() {
			return nil
		}
	}
	c := cookie{start: position + skip, flags: flags}
	if used == 0 {
		return c.pack()
	}
	fed, decoded, final := 0, 0, false
	for i := skip; i < len(snap.input); i++ {
		fed++
		n, ok := decode(snap.input[i:i+1], false)
		if !ok {
			return nil
		}
		decoded += n
		pending, f, ok := x.decoder.state(t)
		if !ok {
			return nil
		}
		if pending == "" && decoded <= used {
			c.start += fed
			used -= decoded
			if c.flags, ok = t.index(f); !ok {
				return nil
			}
			fed, decoded = 0, 0
		}
		if decoded >= used {
			break
		}
	}
	if decoded < used {
		n, ok := decode("", true)
		if !ok {
			return nil
		}
		final = true
		if decoded += n; decoded < used {
			return t.raise(OSError, "can't reconstruct logical file position")
		}
	}
	c.feed, c.skip, c.eof = fed, used, final
	return c.pack()
}

// textSeek is seek.
func textSeek(t *Thread, args []Object) Object {
	x := t.textOpen(args[0])
	if x == nil {
		return nil
	}
	whence := 0
	if len(args) > 2 {
		var ok bool
		if whence, ok = t.cInt(args[2]); !ok {
			return nil
		}
	}
	if !x.seekable {
		return t.unsupported("underlying stream is not seekable")
	}
	target := args[1]
	zero, ok := t.equal(target, newInt(0))
	if !ok {
		return nil
	}
	switch whence {
	case 1:
		if !zero {
			return t.unsupported("can't do nonzero cur-relative seeks")
		}
		if target = t.callAttr(args[0], nameTell); target == nil {
			return nil
		}
	case 2:
		if !zero {
			return t.unsupported("can't do nonzero end-relative seeks")
		}
		if t.callAttr(args[0], nameFlush) == nil {
			return nil
		}
		x.text, x.at, x.snapshot = "", 0, nil
		if x.decoder != nil && !x.decoder.reset(t) {
			return nil
		}
		r := t.callAttr(x.buffer, nameSeek, newInt(0), newInt(2))
		if r == nil || !t.resetEncoder(x, r) {
			return nil
		}
		return r
	case 0:
	default:
		return t.valueError("invalid whence (" + intText(intOf(whence)) + ", should be 0, 1 or 2)")
	}
	target = t.indexObject(target)
	if target == nil {
		return nil
	}
	if bigValue(target).Sign() < 0 {
		return t.valueError("negative seek position " + t.displayRepr(target))
	}
	if t.callAttr(args[0], nameFlush) == nil {
		return nil
	}
	c := unpackCookie(target)
	if t.callAttr(x.buffer, nameSeek, intOf(c.start)) == nil {
		return nil
	}
	x.text, x.at, x.snapshot = "", 0, nil
	if x.decoder != nil || c.flags != 0 || c.skip != 0 || c.feed != 0 {
		if !x.makeDecoder(t) {
			return nil
		}
		if c.start == 0 && c.flags == 0 {
			if !x.decoder.reset(t) {
				return nil
			}
		} else if !x.decoder.restore(t, "", intOf(c.flags)) {
			return nil
		}
		x.snapshot = &textSnapshot{intOf(c.flags), ""}
	}
	if c.skip > 0 {
		r := t.callAttr(x.buffer, nameRead, intOf(c.feed))
		if r == nil {
			return nil
		}
		data, ok := t.bytesLike(r)
		if !ok {
			return nil
		}
		s, ok := x.decoder.decode(t, data, c.eof)
		if !ok {
			return nil
		}
		x.text, x.at = s, 0
		x.snapshot = &textSnapshot{intOf(c.flags), data}
		if countRunes(s) < c.skip {
			return t.raise(OSError, "can't restore logical file position")
		}
		x.at = prefixBytes(s, c.skip)
	}
	if !t.resetEncoder(x, target) {
		return nil
	}
	return target
}

// resetEncoder tells the encoder whether the file is at its start.
func (t *Thread) resetEncoder(x *textIO, position Object) bool {
	if x.encoder == nil {
		return true
	}
	if bigValue(position).Sign() == 0 {
		return t.callAttr(x.encoder, intern("reset")) != nil
	}
	return t.callAttr(x.encoder, intern("setstate"), newInt(0)) != nil
}

// initTextReading installs the methods of this file.
func initTextReading(c *Type) {
	c.addMethods([]method{
		{"read", 0, 1, func(t *Thread, args []Object) Object {
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			x := t.textReadable(args[0])
			if x == nil {
				return nil
			}
			return t.textRead(x, n)
		}, ""},
		{"readline", 0, 1, func(t *Thread, args []Object) Object {
			n, ok := t.sizeArg(args, 1)
			if !ok {
				return nil
			}
			x := t.textReadable(args[0])
			if x == nil {
				return nil
			}
			return t.textLine(x, n)
		}, ""},
		{"__next__", 0, 0, func(t *Thread, args []Object) Object {
			x := t.textReadable(args[0])
			if x == nil {
				return nil
			}
			x.telling = false
			var line Object
			if args[0].Class() == TextIOType || args[0].Class().lookup(nameReadLine) == TextIOType.lookup(nameReadLine) {
				line = t.textLine(x, -1)
			} else {
				line = t.callAttr(args[0], nameReadLine)
				if line != nil && strOf(line) == nil {
					return t.raise(OSError, "readline() should have returned a str object, not '"+line.Class().name+"'")
				}
			}
			if line == nil {
				return nil
			}
			if strOf(line).s == "" {
				x.snapshot = nil
				x.telling = x.seekable
				return t.raiseInstance(newException(StopIteration))
			}
			return line
		}, ""},
		{"tell", 0, 0, textTell, ""},
		{"seek", 1, 2, textSeek, ""},
		{"truncate", 0, 1, func(t *Thread, args []Object) Object {
			x := t.textOf(args[0])
			if x == nil || t.callAttr(args[0], nameFlush) == nil {
				return nil
			}
			size := Object(None)
			if len(args) > 1 {
				size = args[1]
			}
			if size == None {
				if size = t.callAttr(args[0], nameTell); size == nil {
					return nil
				}
			}
			return t.callAttr(x.buffer, nameTruncate, size)
		}, ""},
	})
}
