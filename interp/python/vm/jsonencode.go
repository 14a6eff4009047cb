package vm

import "math"

// This file writes JSON for the module _json.

// jsonEncoder is _json.Encoder: the settings of a JSONEncoder without indentation.
type jsonEncoder struct {
	circles                      bool // are looked for
	fallback, encoder            Object
	keySeparator, itemSeparator  string
	sortKeys, skipKeys, allowNaN bool
	ascii                        bool // encoder is encode_basestring_ascii
	plain                        bool // encoder is encode_basestring
}

// Class returns _json.Encoder.
//
//rgo:parallel
func (*jsonEncoder) Class() *Type { return jsonEncoderType }

var nameItems = intern("items")

// jsonWriter is one writing of a value.
type jsonWriter struct {
	*jsonEncoder
	under []Object // the containers that are being written
}

// appendJSONString appends text in quotes.
//
//rgo:parallel
func appendJSONString(b []byte, s string, ascii bool) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && (c < 0x7f || !ascii) {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		size := 1
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		default:
			var r rune
			if r, size = decodeRune(s[i:]); r > 0xffff {
				r -= 0x10000
				b = appendHex(b, `\u`, uint32(0xd800+r>>10), 4)
				r = 0xdc00 + r&0x3ff
			}
			b = appendHex(b, `\u`, uint32(r), 4)
		}
		i += size
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

// encodeText appends a str as the settings want it.
//
//rgo:parallel
func (e *jsonWriter) encodeText(t *Thread, b []byte, s *Str) ([]byte, bool) {
	if e.ascii || e.plain {
		return appendJSONString(b, s.s, e.ascii), true
	}
	o := t.call1(e.encoder, s)
	if o == nil {
		return nil, false
	}
	text := strOf(o)
	if text == nil {
		t.typeError("encoder() must return a string, not " + o.Class().name)
		return nil, false
	}
	return append(b, text.s...), true
}

// floatText is a float as JSON has it.
//
//rgo:parallel
func (e *jsonWriter) floatText(t *Thread, v float64) (string, bool) {
	switch {
	case !math.IsNaN(v) && !math.IsInf(v, 0):
		return floatText(v), true
	case !e.allowNaN:
		t.valueError("Out of range float values are not JSON compliant")
		return "", false
	case math.IsNaN(v):
		return "NaN", true
	case v > 0:
		return "Infinity", true
	}
	return "-Infinity", true
}

// scalar is the text of a value that needs no quotes; known is false for others.
//
//rgo:parallel
func (e *jsonWriter) scalar(t *Thread, o Object) (text string, known, ok bool) {
	switch x := payloadOf(o).(type) {
	case *noneObject:
		return "null", true, true
	case *Bool:
		if x.v {
			return "true", true, true
		}
		return "false", true, true
	case Int, *BigInt:
		text, ok = t.builtinRepr(x)
		return text, true, ok
	case Float:
		text, ok = e.floatText(t, x.v)
		return text, true, ok
	}
	return "", false, true
}

// encode appends a value.
//
//rgo:parallel
func (e *jsonWriter) encode(t *Thread, b []byte, o Object) ([]byte, bool) {
	if s := strOf(o); s != nil {
		return e.encodeText(t, b, s)
	}
	if text, known, ok := e.scalar(t, o); known || !ok {
		return append(b, text...), ok
	}
	if !t.enterDeep("while encoding a JSON object") {
		return nil, false
	}
	b, ok := e.container(t, b, o)
	t.leave()
	return b, ok
}

// container appends a list, a dictionary, or what default makes of another object.
//
//rgo:parallel
func (e *jsonWriter) container(t *Thread, b []byte, o Object) ([]byte, bool) {
	switch x := payloadOf(o).(type) {
	case *List:
		items, ok := t.collect(o)
		if !ok {
			return nil, false
		}
		return e.sequence(t, b, o, items)
	case *Tuple:
		if o != Object(x) {
			items, ok := t.collect(o)
			if !ok {
				return nil, false
			}
			return e.sequence(t, b, o, items)
		}
		return e.sequence(t, b, o, x.items)
	case *Dict:
		return e.mapping(t, b, o, x)
	}
	if !e.begin(t, o) {
		return nil, false
	}
	v := t.call1(e.fallback, o)
	if v == nil {
		return nil, false
	}
	b, ok := e.encode(t, b, v)
	e.end()
	return b, ok
}

// begin notes that a container is being written; it fails if it is already.
//
//rgo:parallel
func (e *jsonWriter) begin(t *Thread, o Object) bool {
	if !e.circles {
		return true
	}
	for _, x := range e.under {
		if identical(x, o) {
			t.valueError("Circular reference detected")
			return false
		}
	}
	e.under = append(e.under, o)
	return true
}

// end is for the container that was begun last.
//
//rgo:parallel
func (e *jsonWriter) end() {
	if n := len(e.under); n > 0 {
		e.under = e.under[:n-1]
	}
}

//rgo:parallel
func (e *jsonWriter) sequence(t *Thread, b []byte, o Object, items []Object) ([]byte, bool) {
	if len(items) == 0 {
		return append(b, "[]"...), true
	}
	if !e.begin(t, o) {
		return nil, false
	}
	b = append(b, '[')
	for i, v := range items {
		if i > 0 {
			b = append(b, e.itemSeparator...)
		}
		var ok bool
		if b, ok = e.encode(t, b, v); !ok {
			return nil, false
		}
	}
	e.end()
	return append(b, ']'), true
}

//rgo:parallel
func (e *jsonWriter) mapping(t *Thread, b []byte, o Object, d *Dict) ([]byte, bool) {
	if d.live == 0 {
		return append(b, "{}"...), true
	}
	if !e.begin(t, o) {
		return nil, false
	}
	view := t.callAttr(o, nameItems)
	if view == nil {
		return nil, false
	}
	items, ok := t.collect(view)
	if !ok || e.sortKeys && !t.sortItems(items, nil, false) {
		return nil, false
	}
	b = append(b, '{')
	first := true
	for _, item := range items {
		pair, isPair := item.(*Tuple)
		if !isPair || len(pair.items) != 2 {
			t.valueError("items must return 2-tuples")
			return nil, false
		}
		key, use, ok := e.key(t, pair.items[0])
		if !ok {
			return nil, false
		}
		if !use {
			continue
		}
		if !first {
			b = append(b, e.itemSeparator...)
		}
		first = false
		if b, ok = e.encodeText(t, b, key); !ok {
			return nil, false
		}
		b = append(b, e.keySeparator...)
		if b, ok = e.encode(t, b, pair.items[1]); !ok {
			return nil, false
		}
	}
	e.end()
	return append(b, '}'), true
}

// key is the text of a key; use is false for keys to skip.
//
//rgo:parallel
func (e *jsonWriter) key(t *Thread, o Object) (key *Str, use, ok bool) {
	if s := strOf(o); s != nil {
		return s, true, true
	}
	text, known, ok := e.scalar(t, o)
	switch {
	case !ok:
		return nil, false, false
	case known:
		return newASCII(text), true, true
	case e.skipKeys:
		return nil, false, true
	}
	t.typeError("keys must be str, int, float, bool or None, not " + o.Class().name)
	return nil, false, false
}
