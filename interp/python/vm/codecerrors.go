package vm

import (
	"strconv"

	"rgo/interp/python/ucd"
)

// This file is the error handlers of codecs.

// errorHandlers are the handlers by name.
func (t *Thread) errorHandlers() *Dict {
	r := t.interp.codecs
	if r.handlers == nil {
		r.handlers = NewDict()
		for _, row := range builtinHandlers {
			handle := row.handle
			name := row.name
			r.handlers.setStr(intern(name), &Builtin{name: row.function, module: "", min: 1, max: 1, fn: func(t *Thread, args []Object) Object {
				f, ok := t.unicodeFaultOf(args[0])
				if !ok {
					return t.typeError("codec must pass exception instance")
				}
				e := args[0].(*Instance)
				if !e.cls.isSubtype(UnicodeEncodeError) && !e.cls.isSubtype(UnicodeDecodeError) && !e.cls.isSubtype(UnicodeTranslateError) {
					if name == "strict" {
						return t.raiseInstance(e)
					}
					return t.typeError("don't know how to handle " + e.cls.name + " in error callback")
				}
				return handle(t, e, f)
			}})
		}
	}
	return r.handlers
}

// codecErrors returns an error handler, nil with LookupError.
func (t *Thread) codecErrors(name string) Object {
	if h := t.errorHandlers().getStr(intern(name)); h != nil {
		return h
	}
	return t.raise(LookupError, "unknown error handler name '"+name+"'")
}

type errorHandler func(t *Thread, e *Instance, f unicodeFault) Object

// handled is what a handler returns: the replacement and where to go on.
func handledBy(o Object, at int) Object { return tupleOf(o, intOf(at)) }

func wrongError(t *Thread, e *Instance) Object {
	return t.typeError("don't know how to handle " + e.cls.name + " in error callback")
}

// escapeAll makes a handler that writes each character by escape.
func escapeAll(escape func(b []byte, r rune) []byte) errorHandler {
	return func(t *Thread, e *Instance, f unicodeFault) Object {
		if f.text == nil {
			return wrongError(t, e)
		}
		var b []byte
		for i := f.start; i < f.end; i++ {
			b = escape(b, f.text.runeAt(i))
		}
		return handledBy(NewStr(string(b)), f.end)
	}
}

func escapeXML(b []byte, r rune) []byte { return append(b, "&#"+strconv.Itoa(int(r))+";"...) }

func escapeName(b []byte, r rune) []byte {
	if name := ucd.Name(r); name != "" {
		return append(b, `\N{`+name+"}"...)
	}
	return appendEscape(b, r)
}

// builtinHandlers are the handlers that every interpreter has.
var builtinHandlers = []struct {
	name, function string
	handle         errorHandler
}{
	{"strict", "strict_errors", func(t *Thread, e *Instance, f unicodeFault) Object { return t.raiseInstance(e) }},
	{"ignore", "ignore_errors", func(t *Thread, e *Instance, f unicodeFault) Object { return handledBy(emptyStr, f.end) }},
	{"replace", "replace_errors", func(t *Thread, e *Instance, f unicodeFault) Object {
		if e.cls.isSubtype(UnicodeDecodeError) {
			return handledBy(NewStr("\ufffd"), f.end)
		}
		mark := "?"
		if e.cls.isSubtype(UnicodeTranslateError) {
			mark = "\ufffd"
		}
		return handledBy(NewStr(repeatText(mark, max(f.end-f.start, 0))), f.end)
	}},
	{"xmlcharrefreplace", "xmlcharrefreplace_errors", func(t *Thread, e *Instance, f unicodeFault) Object {
		if !e.cls.isSubtype(UnicodeEncodeError) {
			return wrongError(t, e)
		}
		return escapeAll(escapeXML)(t, e, f)
	}},
	{"backslashreplace", "backslashreplace_errors", func(t *Thread, e *Instance, f unicodeFault) Object {
		if f.text != nil {
			return escapeAll(appendEscape)(t, e, f)
		}
		var b []byte
		for i := f.start; i < f.end; i++ {
			b = appendHex(b, `\x`, uint32(f.data[i]), 2)
		}
		return handledBy(newASCII(string(b)), f.end)
	}},
	{"namereplace", "namereplace_errors", func(t *Thread, e *Instance, f unicodeFault) Object {
		if !e.cls.isSubtype(UnicodeEncodeError) {
			return wrongError(t, e)
		}
		return escapeAll(escapeName)(t, e, f)
	}},
	{"surrogatepass", "surrogatepass", passSurrogates},
	{"surrogateescape", "surrogateescape", escapeSurrogate},
}

// wideCodec tells the width and byte order of UTF-16 and UTF-32.
//
//rgo:parallel
func wideCodec(name string) (width int, big bool) {
	switch quickDashes(name) {
	case "utf-16", "utf-16-le", "utf-16le":
		return 2, false
	case "utf-16-be", "utf-16be":
		return 2, true
	case "utf-32", "utf-32-le", "utf-32le":
		return 4, false
	case "utf-32-be", "utf-32be":
		return 4, true
	case "utf-8", "utf8", "cp-utf8":
		return 1, false
	}
	return 0, false
}

//rgo:parallel
func quickDashes(name string) string {
	b := []byte(asciiLower(name))
	for i, c := range b {
		if c == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}

// passSurrogates is the handler surrogatepass.
func passSurrogates(t *Thread, e *Instance, f unicodeFault) Object {
	width, big := wideCodec(f.encoding)
	if e.cls.isSubtype(UnicodeEncodeError) {
		if width == 0 {
			return t.raiseInstance(e)
		}
		var b []byte
		for i := f.start; i < f.end; i++ {
			r := f.text.runeAt(i)
			if !isSurrogate(r) {
				return t.raiseInstance(e)
			}
			if width == 1 {
				b = appendRune(b, r)
			} else {
				b = appendUnit(b, uint32(r), width, big)
			}
		}
		return handledBy(&Bytes{string(b)}, f.end)
	}
	if !e.cls.isSubtype(UnicodeDecodeError) {
		return wrongError(t, e)
	}
	r := rune(0)
	s := f.data[f.start:]
	switch {
	case width == 1 && len(s) >= 3:
		if s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80 {
			r = rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
		}
		width = 3
	case width > 1 && len(s) >= width:
		r = rune(readUnit(s, width, big))
	}
	if !isSurrogate(r) {
		return t.raiseInstance(e)
	}
	return handledBy(runeStr(r), f.start+width)
}

// escapeSurrogate is the handler surrogateescape.
func escapeSurrogate(t *Thread, e *Instance, f unicodeFault) Object {
	if e.cls.isSubtype(UnicodeEncodeError) {
		var b []byte
		for i := f.start; i < f.end; i++ {
			r := f.text.runeAt(i)
			if r < 0xDC80 || r >= 0xDD00 {
				return t.raiseInstance(e)
			}
			b = append(b, byte(r-0xDC00))
		}
		return handledBy(&Bytes{string(b)}, f.end)
	}
	if !e.cls.isSubtype(UnicodeDecodeError) {
		return wrongError(t, e)
	}
	var b []byte
	n := 0
	for n < 4 && f.start+n < f.end && f.data[f.start+n] >= 0x80 {
		b = appendRune(b, 0xDC00+rune(f.data[f.start+n]))
		n++
	}
	if n == 0 {
		return t.raiseInstance(e)
	}
	return handledBy(NewStr(string(b)), f.start+n)
}

// appendUnit appends a code unit.
//
//rgo:parallel
func appendUnit(b []byte, v uint32, width int, big bool) []byte {
	for i := range width {
		shift := 8 * i
		if big {
			shift = 8 * (width - 1 - i)
		}
		b = append(b, byte(v>>shift))
	}
	return b
}

// readUnit reads a code unit.
//
//rgo:parallel
func readUnit(s string, width int, big bool) uint32 {
	v := uint32(0)
	for i := range width {
		shift := 8 * i
		if big {
			shift = 8 * (width - 1 - i)
		}
		v |= uint32(s[i]) << shift
	}
	return v
}

// encodeFault calls the error handler for characters [start, end) of s. It
// returns the replacement, as text or as bytes, and where to go on.
func (t *Thread) encodeFault(mode, encoding string, s *Str, start, end int, reason string) (r Object, next int, ok bool) {
	e := t.call(UnicodeEncodeError, []Object{newASCII(encoding), s, intOf(start), intOf(end), newASCII(reason)}, nil)
	if e == nil {
		return nil, 0, false
	}
	h := t.codecErrors(mode)
	if h == nil {
		return nil, 0, false
	}
	r, next, ok = t.handlerResult(t.call1(h, e), s.n, "encoding", "(str/bytes, int)")
	if ok && strOf(r) == nil && !isBytesText(r) {
		t.typeError("encoding error handler must return (str/bytes, int) tuple")
		return nil, 0, false
	}
	return r, next, ok
}

// handlerResult checks what a handler returned.
func (t *Thread) handlerResult(r Object, size int, kind, form string) (Object, int, bool) {
	if r == nil {
		return nil, 0, false
	}
	p := tuplePayload(r)
	if p == nil || len(p.items) != 2 || !t.hasIndex(p.items[1]) {
		t.typeError(kind + " error handler must return " + form + " tuple")
		return nil, 0, false
	}
	next, ok := t.index(p.items[1])
	if !ok {
		return nil, 0, false
	}
	at := next
	if at < 0 {
		at += size
	}
	if at < 0 || at > size {
		t.indexError("position " + strconv.Itoa(next) + " from error handler out of bounds")
		return nil, 0, false
	}
	return p.items[0], at, true
}

// decodeFault calls the error handler for bytes [start, end). The handler may
// put another object into the exception: data is what to go on with.
func (t *Thread) decodeFault(mode, encoding, data string, start, end int, reason string) (text, after string, next int, ok bool) {
	switch mode { // those that need no exception object
	case "ignore":
		return "", data, end, true
	case "replace":
		return "\ufffd", data, end, true
	}
	e := t.call(UnicodeDecodeError, []Object{newASCII(encoding), &Bytes{data}, intOf(start), intOf(end), newASCII(reason)}, nil)
	if e == nil {
		return "", "", 0, false
	}
	h := t.codecErrors(mode)
	if h == nil {
		return "", "", 0, false
	}
	r := t.call1(h, e)
	if r == nil {
		return "", "", 0, false
	}
	after, isBytes := bytesText(orNone(e.(*Instance).getSlot(intern("object"))))
	if !isBytes {
		t.typeError("exception attribute object must be bytes")
		return "", "", 0, false
	}
	o, next, ok := t.handlerResult(r, len(after), "decoding", "(str, int)")
	if !ok {
		return "", "", 0, false
	}
	s := strOf(o)
	if s == nil {
		t.typeError("decoding error handler must return (str, int) tuple")
		return "", "", 0, false
	}
	return s.s, after, next, true
}
