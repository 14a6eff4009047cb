package vm

import "strings"

// This file decodes and encodes text piece by piece: the codecs that TextIOWrapper
// knows by itself, those of the registry, and _io.IncrementalNewlineDecoder.

// textDecoder decodes a stream. state and restore are getstate and setstate:
// the bytes that are not decoded yet, and a number.
type textDecoder interface {
	decode(t *Thread, data string, final bool) (string, bool)
	state(t *Thread) (pending string, flags Object, ok bool)
	restore(t *Thread, pending string, flags Object) bool
	reset(t *Thread) bool
}

// ownDecoder decodes UTF-8, ASCII and Latin-1.
type ownDecoder struct {
	encoding string
	errors   Object
	pending  string
}

func (d *ownDecoder) decode(t *Thread, data string, final bool) (string, bool) {
	if d.pending != "" {
		data = d.pending + data
		d.pending = ""
	}
	if d.encoding == "utf-8" && !final {
		if n := incompleteTail(data); n > 0 {
			d.pending, data = data[len(data)-n:], data[:len(data)-n]
		}
	}
	r := t.decode(data, newASCII(d.encoding), d.errors)
	s, ok := r.(*Str)
	if !ok {
		return "", false
	}
	return s.s, true
}

func (d *ownDecoder) state(t *Thread) (string, Object, bool) { return d.pending, newInt(0), true }

func (d *ownDecoder) restore(t *Thread, pending string, flags Object) bool {
	d.pending = pending
	return true
}

func (d *ownDecoder) reset(t *Thread) bool {
	d.pending = ""
	return true
}

// incompleteTail is the length of an incomplete but so far valid character at
// the end of UTF-8 text.
func incompleteTail(s string) int {
	for n := 1; n <= 3 && n <= len(s); n++ {
		c := s[len(s)-n]
		if c < 0x80 {
			return 0
		}
		if c < 0xC0 {
			continue
		}
		need := 0
		switch {
		case c >= 0xC2 && c < 0xE0:
			need = 2
		case c >= 0xE0 && c < 0xF0:
			need = 3
		case c >= 0xF0 && c < 0xF5:
			need = 4
		}
		if need <= n {
			return 0
		}
		if n >= 2 {
			low, high := byte(0x80), byte(0xBF)
			switch c {
			case 0xE0:
				low = 0xA0
			case 0xED:
				high = 0x9F
			case 0xF0:
				low = 0x90
			case 0xF4:
				high = 0x8F
			}
			if x := s[len(s)-n+1]; x < low || x > high {
				return 0
			}
		}
		return n
	}
	return 0
}

// objectDecoder is an incremental decoder of the codec registry.
type objectDecoder struct{ o Object }

func (d *objectDecoder) decode(t *Thread, data string, final bool) (string, bool) {
	r := t.callAttr(d.o, intern("decode"), &Bytes{data}, boolOf(final))
	if r == nil {
		return "", false
	}
	s := strOf(r)
	if s == nil {
		t.typeError("decoder should return a string result, not '" + r.Class().name + "'")
		return "", false
	}
	return s.s, true
}

func (d *objectDecoder) state(t *Thread) (string, Object, bool) {
	r := t.callAttr(d.o, intern("getstate"))
	if r == nil {
		return "", nil, false
	}
	p := tuplePayload(r)
	if p == nil {
		t.typeError("illegal decoder state")
		return "", nil, false
	}
	if len(p.items) != 2 {
		t.typeError("illegal decoder state")
		return "", nil, false
	}
	b, isBytes := payloadOf(p.items[0]).(*Bytes)
	if !isBytes {
		t.typeError("illegal decoder state: the first item should be a bytes object, not '" + p.items[0].Class().name + "'")
		return "", nil, false
	}
	return b.s, p.items[1], true
}

func (d *objectDecoder) restore(t *Thread, pending string, flags Object) bool {
	return t.callAttr(d.o, intern("setstate"), tupleOf(&Bytes{pending}, flags)) != nil
}

func (d *objectDecoder) reset(t *Thread) bool { return t.callAttr(d.o, intern("reset")) != nil }

// Kinds of line ends that were seen.
const (
	seenCR = 1 << iota
	seenLF
	seenCRLF
)

// newlineDecoder is the state of IncrementalNewlineDecoder.
type newlineDecoder struct {
	inner     textDecoder // nil if text comes in
	translate bool
	pendingCR bool
	seen      int
	made      bool
}

// Class returns IncrementalNewlineDecoder.
//
//rgo:parallel
func (*newlineDecoder) Class() *Type { return NewlineDecoderType }

// NewlineDecoderType is _io.IncrementalNewlineDecoder.
var NewlineDecoderType = newFileType("IncrementalNewlineDecoder", ObjectType)

// convert translates and counts line ends.
//
//rgo:parallel
func (d *newlineDecoder) convert(s string, final bool) string {
	if d.pendingCR && (s != "" || final) {
		s = "\r" + s
		d.pendingCR = false
	}
	if strings.HasSuffix(s, "\r") && !final {
		s = s[:len(s)-1]
		d.pendingCR = true
	}
	if strings.IndexByte(s, '\r') < 0 {
		if strings.IndexByte(s, '\n') >= 0 {
			d.seen |= seenLF
		}
		return s
	}
	crlf := strings.Count(s, "\r\n")
	if crlf > 0 {
		d.seen |= seenCRLF
	}
	if strings.Count(s, "\r") > crlf {
		d.seen |= seenCR
	}
	if strings.Count(s, "\n") > crlf {
		d.seen |= seenLF
	}
	if d.translate {
		if crlf > 0 {
			s = strings.ReplaceAll(s, "\r\n", "\n")
		}
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return s
}

func (d *newlineDecoder) decode(t *Thread, data string, final bool) (string, bool) {
	s := data
	if d.inner != nil {
		var ok bool
		if s, ok = d.inner.decode(t, data, final); !ok {
			return "", false
		}
	}
	return d.convert(s, final), true
}

func (d *newlineDecoder) state(t *Thread) (string, Object, bool) {
	pending, flags := "", Object(newInt(0))
	if d.inner != nil {
		var ok bool
		if pending, flags, ok = d.inner.state(t); !ok {
			return "", nil, false
		}
	}
	n, ok := t.index(flags)
	if !ok {
		return "", nil, false
	}
	n <<= 1
	if d.pendingCR {
		n |= 1
	}
	return pending, intOf(n), true
}

func (d *newlineDecoder) restore(t *Thread, pending string, flags Object) bool {
	n, ok := t.index(flags)
	if !ok {
		return false
	}
	d.pendingCR = n&1 != 0
	if d.inner != nil {
		return d.inner.restore(t, pending, intOf(n>>1))
	}
	return true
}

func (d *newlineDecoder) reset(t *Thread) bool {
	d.seen, d.pendingCR = 0, false
	return d.inner == nil || d.inner.reset(t)
}

// newlines is what the attribute newlines says.
func (d *newlineDecoder) newlines() Object {
	cr, lf, crlf := newASCII("\r"), newASCII("\n"), newASCII("\r\n")
	return [...]Object{None, cr, lf, tupleOf(cr, lf), crlf, tupleOf(cr, crlf), tupleOf(lf, crlf), tupleOf(cr, lf, crlf)}[d.seen]
}

func init() {
	c := NewlineDecoderType
	c.payloads(func() Object { return &newlineDecoder{} })
	get := func(t *Thread, o Object) *newlineDecoder {
		d := payloadOf(o).(*newlineDecoder)
		if !d.made {
			t.valueError("IncrementalNewlineDecoder.__init__() not called")
			return nil
		}
		return d
	}
	c.addMethods([]method{
		{"__init__", 2, 3, func(t *Thread, args []Object) Object {
			d := payloadOf(args[0]).(*newlineDecoder)
			translate, ok := t.truth(args[2])
			if !ok {
				return nil
			}
			*d = newlineDecoder{translate: translate, made: true}
			if args[1] != None {
				d.inner = &objectDecoder{args[1]}
			}
			return None
		}, "decoder,translate,errors"},
		{"decode", 1, 2, func(t *Thread, args []Object) Object {
			d := get(t, args[0])
			if d == nil {
				return nil
			}
			final, ok := t.truthArg(args[2], false)
			if !ok {
				return nil
			}
			text := args[1]
			if d.inner != nil {
				if text = t.callAttr(d.inner.(*objectDecoder).o, intern("decode"), args[1], boolOf(final)); text == nil {
					return nil
				}
			}
			s := strOf(text)
			if s == nil {
				return t.typeError("decoder should return a string result, not '" + text.Class().name + "'")
			}
			return NewStr(d.convert(s.s, final))
		}, "input,final"},
		{"getstate", 0, 0, func(t *Thread, args []Object) Object {
			d := get(t, args[0])
			if d == nil {
				return nil
			}
			pending, flags, ok := d.state(t)
			if !ok {
				return nil
			}
			return tupleOf(&Bytes{pending}, flags)
		}, ""},
		{"setstate", 1, 1, func(t *Thread, args []Object) Object {
			d := get(t, args[0])
			if d == nil {
				return nil
			}
			p := tuplePayload(args[1])
			if p == nil || len(p.items) != 2 {
				return t.typeError("state argument must be a tuple")
			}
			b, isBytes := payloadOf(p.items[0]).(*Bytes)
			if !isBytes {
				return t.typeError("illegal decoder state")
			}
			if !d.restore(t, b.s, p.items[1]) {
				return nil
			}
			return None
		}, ""},
		{"reset", 0, 0, func(t *Thread, args []Object) Object {
			d := get(t, args[0])
			if d == nil || !d.reset(t) {
				return nil
			}
			return None
		}, ""},
	})
	c.addGetSets([]getset{{"newlines", func(t *Thread, o Object) Object {
		d := get(t, o)
		if d == nil {
			return nil
		}
		return d.newlines()
	}, nil}})
}
