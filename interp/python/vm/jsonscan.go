package vm

import "math"

// This file reads JSON for the module _json. Positions are in bytes inside, and in characters in what programs see.

// jsonScanner is _json.Scanner: the settings of a JSONDecoder.
type jsonScanner struct {
	strict                              bool
	objectHook, pairsHook               Object // nil for none
	parseFloat, parseInt, parseConstant Object
}

// Class returns _json.Scanner.
//
//rgo:parallel
func (*jsonScanner) Class() *Type { return jsonScannerType }

// jsonReader is one reading of a text.
type jsonReader struct {
	*jsonScanner
	t    *Thread
	str  *Str
	text string
	keys map[string]*Str
}

// characters is the number of characters in front of a byte.
//
//rgo:parallel
func (r *jsonReader) characters(pos int) Object {
	if r.str.isASCII() {
		return intOf(pos)
	}
	return intOf(countRunes(r.text[:pos]))
}

// fail raises JSONDecodeError.
func (r *jsonReader) fail(message string, pos int) (Object, int) {
	m := r.t.importPath("json.decoder")
	if m == nil {
		return nil, 0
	}
	cls := r.t.getAttr(m, intern("JSONDecodeError"))
	if cls == nil {
		return nil, 0
	}
	if e, ok := r.t.call3(cls, newASCII(message), r.str, r.characters(pos)).(*Instance); ok {
		r.t.raiseInstance(e)
	}
	return nil, 0
}

// stop raises StopIteration: there is no value at pos.
//
//rgo:parallel
func (r *jsonReader) stop(pos int) (Object, int) {
	r.t.raiseInstance(newException(StopIteration, r.characters(pos)))
	return nil, 0
}

// blanks skips white space.
//
//rgo:parallel
func (r *jsonReader) blanks(pos int) int {
	for pos < len(r.text) {
		switch r.text[pos] {
		case ' ', '\t', '\n', '\r':
			pos++
		default:
			return pos
		}
	}
	return pos
}

// has tells whether byte c is at pos.
//
//rgo:parallel
func (r *jsonReader) has(pos int, c byte) bool { return pos < len(r.text) && r.text[pos] == c }

// jsonWords are the values with names.
var jsonWords = []struct {
	text  string
	value Object // nil: parse_constant decides
}{{"null", None}, {"true", True}, {"false", False}, {"NaN", nil}, {"Infinity", nil}, {"-Infinity", nil}}

// value reads a value; the second result is where it ends.
//
//rgo:parallel
func (r *jsonReader) value(pos int) (Object, int) {
	if pos >= len(r.text) {
		return r.stop(pos)
	}
	switch c := r.text[pos]; {
	case c == '"':
		s, end := r.string(pos + 1)
		if s == nil {
			return nil, 0
		}
		return s, end
	case c == '{' || c == '[':
		what := "array"
		if c == '{' {
			what = "object"
		}
		if !r.t.enterDeep("while decoding a JSON " + what + " from a unicode string") {
			return nil, 0
		}
		var v Object
		if c == '{' {
			v, pos = r.object(pos + 1)
		} else {
			v, pos = r.array(pos + 1)
		}
		r.t.leave()
		return v, pos
	case c >= '0' && c <= '9' || c == '-' && !r.has(pos+1, 'I'):
		return r.number(pos)
	}
	for _, w := range jsonWords {
		if end := pos + len(w.text); end <= len(r.text) && r.text[pos:end] == w.text {
			if w.value != nil {
				return w.value, end
			}
			return r.t.call1(r.parseConstant, newASCII(w.text)), end
		}
	}
	return r.stop(pos)
}

//rgo:parallel
func (r *jsonReader) array(pos int) (Object, int) {
	list := newList(nil)
	pos = r.blanks(pos)
	if r.has(pos, ']') {
		return list, pos + 1
	}
	for {
		v, end := r.value(pos)
		if v == nil {
			return nil, 0
		}
		list.items = append(list.items, v)
		switch pos = r.blanks(end); {
		case r.has(pos, ']'):
			return list, pos + 1
		case !r.has(pos, ','):
			return r.fail("Expecting ',' delimiter", pos)
		}
		pos = r.blanks(pos + 1)
	}
}

//rgo:parallel
func (r *jsonReader) object(pos int) (Object, int) {
	d, pairs := NewDict(), []Object(nil)
	pos = r.blanks(pos)
	for !r.has(pos, '}') {
		if !r.has(pos, '"') {
			return r.fail("Expecting property name enclosed in double quotes", pos)
		}
		key, end := r.key(pos + 1)
		if key == nil {
			return nil, 0
		}
		if pos = r.blanks(end); !r.has(pos, ':') {
			return r.fail("Expecting ':' delimiter", pos)
		}
		v, end := r.value(r.blanks(pos + 1))
		if v == nil {
			return nil, 0
		}
		if r.pairsHook != nil {
			pairs = append(pairs, tupleOf(key, v))
		} else {
			d.setStr(key, v)
		}
		if pos = r.blanks(end); r.has(pos, '}') {
			break
		}
		if !r.has(pos, ',') {
			return r.fail("Expecting ',' delimiter", pos)
		}
		if pos = r.blanks(pos + 1); r.has(pos, '}') {
			return r.fail("Expecting property name enclosed in double quotes", pos)
		}
	}
	switch {
	case r.pairsHook != nil:
		return r.t.call1(r.pairsHook, newList(pairs)), pos + 1
	case r.objectHook != nil:
		return r.t.call1(r.objectHook, d), pos + 1
	}
	return d, pos + 1
}

// key reads the text of a key; equal keys are one object.
//
//rgo:parallel
func (r *jsonReader) key(pos int) (*Str, int) {
	s, end := r.string(pos)
	if s == nil {
		return nil, 0
	}
	if known := r.keys[s.s]; known != nil {
		return known, end
	}
	if r.keys == nil {
		r.keys = map[string]*Str{}
	}
	r.keys[s.s] = s
	return s, end
}

// number reads an integer or a float.
//
//rgo:parallel
func (r *jsonReader) number(start int) (Object, int) {
	pos := start
	digits := func() bool {
		from := pos
		for pos < len(r.text) && r.text[pos] >= '0' && r.text[pos] <= '9' {
			pos++
		}
		return pos > from
	}
	if r.has(pos, '-') {
		pos++
	}
	if r.has(pos, '0') {
		pos++
	} else if !digits() {
		return r.stop(start)
	}
	whole, isFloat := pos, false
	if r.has(pos, '.') {
		if pos++; digits() {
			whole, isFloat = pos, true
		}
		pos = whole
	}
	if r.has(pos, 'e') || r.has(pos, 'E') {
		if pos++; r.has(pos, '+') || r.has(pos, '-') {
			pos++
		}
		if digits() {
			whole, isFloat = pos, true
		}
		pos = whole
	}
	text := r.text[start:pos]
	switch {
	case isFloat && r.parseFloat == FloatType:
		v, ok := parseFloat(text)
		if !ok {
			v = math.Inf(1)
		}
		return newFloat(v), pos
	case isFloat:
		return r.t.call1(r.parseFloat, newASCII(text)), pos
	case r.parseInt != IntType:
		return r.t.call1(r.parseInt, newASCII(text)), pos
	case len(text) > 18:
		return r.t.parseInt(newASCII(text), 10), pos
	}
	v := int64(0)
	for i := 0; i < len(text); i++ {
		if text[i] != '-' {
			v = 10*v + int64(text[i]-'0')
		}
	}
	if text[0] == '-' {
		v = -v
	}
	return newInt(v), pos
}

// jsonEscapes are the characters that escapes of one letter stand for.
var jsonEscapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// string reads text up to its quote. pos is behind the first quote.
//
//rgo:parallel
func (r *jsonReader) string(pos int) (*Str, int) {
	begin := pos - 1
	var b []byte
	from := pos // what is not in b yet
	for pos < len(r.text) {
		switch c := r.text[pos]; {
		case c == '"':
			if b == nil {
				return r.piece(from, pos), pos + 1
			}
			return NewStr(string(append(b, r.text[from:pos]...))), pos + 1
		case c < ' ' && r.strict:
			r.fail("Invalid control character at", pos)
			return nil, 0
		case c == '\\':
			b = append(b, r.text[from:pos]...)
			var ok bool
			if b, pos, ok = r.escape(b, pos, begin); !ok {
				return nil, 0
			}
			from = pos
		default:
			pos++
		}
	}
	r.fail("Unterminated string starting at", begin)
	return nil, 0
}

// piece is a part of the text as a str.
//
//rgo:parallel
func (r *jsonReader) piece(from, to int) *Str {
	if r.str.isASCII() {
		if to-from == 1 {
			return latin[r.text[from]]
		}
		return newASCII(r.text[from:to])
	}
	return NewStr(r.text[from:to])
}

// escape reads an escape, at pos, and appends what it stands for.
//
//rgo:parallel
func (r *jsonReader) escape(b []byte, pos, begin int) ([]byte, int, bool) {
	if pos+1 >= len(r.text) {
		r.fail("Unterminated string starting at", begin)
		return nil, 0, false
	}
	c := r.text[pos+1]
	if c != 'u' {
		if jsonEscapes[c] == 0 {
			r.fail("Invalid \\escape", pos)
			return nil, 0, false
		}
		return append(b, jsonEscapes[c]), pos + 2, true
	}
	char, ok := r.hex4(pos + 2)
	if !ok {
		r.fail("Invalid \\uXXXX escape", pos+1)
		return nil, 0, false
	}
	pos += 6
	if char>>10 == 0xd800>>10 && r.has(pos, '\\') && r.has(pos+1, 'u') {
		if low, ok := r.hex4(pos + 2); ok && low>>10 == 0xdc00>>10 {
			char = 0x10000 + (char-0xd800)<<10 + low - 0xdc00
			pos += 6
		}
	}
	return appendRune(b, char), pos, true
}

// hex4 reads four hexadecimal digits.
//
//rgo:parallel
func (r *jsonReader) hex4(pos int) (rune, bool) {
	if pos+4 > len(r.text) {
		return 0, false
	}
	v := rune(0)
	for _, c := range []byte(r.text[pos : pos+4]) {
		switch {
		case c >= '0' && c <= '9':
			v = v<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v = v<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return v, true
}
