package vm

import "rgo/interp/python/ucd"

// This file is the module _codecs: its functions for each codec.

// errorsArg converts the argument errors.
func (t *Thread) errorsArg(o Object) (string, bool) {
	_, mode, ok := t.codecArgs(nil, o)
	return mode, ok
}

// encoderFunction makes name(text, errors).
func encoderFunction(name string, encode func(t *Thread, s *Str, mode string) (string, bool)) method {
	return method{name, 1, 2, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError(name + "() argument 1 must be str, not " + args[0].Class().name)
		}
		var errors Object
		if len(args) > 1 {
			errors = args[1]
		}
		mode, ok := t.errorsArg(errors)
		if !ok {
			return nil
		}
		b, ok := encode(t, s, mode)
		if !ok {
			return nil
		}
		return tupleOf(&Bytes{b}, intOf(s.n))
	}, ""}
}

// decoderFunction makes name(data, errors, final). Without finalArg the input
// is all there is, or may be text.
func decoderFunction(name string, finalDefault, textToo bool, decode func(t *Thread, data, mode string, final bool) (*Str, int, bool)) method {
	return method{name, 1, 3, func(t *Thread, args []Object) Object {
		data := ""
		if s := strOf(args[0]); s != nil && textToo {
			data = s.s
		} else {
			var ok bool
			if data, ok = t.bytesLike(args[0]); !ok {
				return nil
			}
		}
		var errors Object
		if len(args) > 1 {
			errors = args[1]
		}
		mode, ok := t.errorsArg(errors)
		if !ok {
			return nil
		}
		final := finalDefault
		if len(args) > 2 {
			if final, ok = t.truth(args[2]); !ok {
				return nil
			}
		}
		s, used, ok := decode(t, data, mode, final)
		if !ok {
			return nil
		}
		return tupleOf(s, intOf(used))
	}, ""}
}

func init() {
	builtinModules["_codecs"] = func(t *Thread) *Module {
		m := newModule("_codecs")
		m.addFunctions(registryFunctions)
		for _, row := range []struct{ function, codec string }{
			{"utf_8", "utf-8"}, {"ascii", "ascii"}, {"latin_1", "latin-1"}, {"utf_16_le", "utf-16-le"}, {"utf_16_be", "utf-16-be"},
			{"utf_32_le", "utf-32-le"}, {"utf_32_be", "utf-32-be"},
		} {
			codec := row.codec
			m.addFunctions([]method{
				encoderFunction(row.function+"_encode", func(t *Thread, s *Str, mode string) (string, bool) { return t.encodeOwn(codec, s, mode) }),
				decoderFunction(row.function+"_decode", codec == "ascii" || codec == "latin-1", false,
					func(t *Thread, data, mode string, final bool) (*Str, int, bool) {
						return t.decodeOwn(codec, data, mode, final)
					}),
			})
		}
		m.addFunctions(codecsFunctions)
		for _, name := range []string{"utf-16", "utf-32"} {
			stem := "utf_" + name[4:]
			m.addFunctions([]method{
				{stem + "_encode", 1, 3, func(t *Thread, args []Object) Object {
					s := strOf(args[0])
					if s == nil {
						return t.typeError(stem + "_encode() argument 1 must be str, not " + args[0].Class().name)
					}
					var errors Object
					if len(args) > 1 {
						errors = args[1]
					}
					mode, ok := t.errorsArg(errors)
					if !ok {
						return nil
					}
					codec := name
					if len(args) > 2 {
						order, ok := t.cInt(args[2])
						if !ok {
							return nil
						}
						if order < 0 {
							codec += "-le"
						} else if order > 0 {
							codec += "-be"
						}
					}
					b, ok := t.encodeOwn(codec, s, mode)
					if !ok {
						return nil
					}
					return tupleOf(&Bytes{b}, intOf(s.n))
				}, ""},
				decoderFunction(stem+"_decode", false, false, func(t *Thread, data, mode string, final bool) (*Str, int, bool) {
					return t.decodeOwn(name, data, mode, final)
				}),
				{stem + "_ex_decode", 1, 4, func(t *Thread, args []Object) Object {
					data, ok := t.bytesLike(args[0])
					if !ok {
						return nil
					}
					var errors Object
					if len(args) > 1 {
						errors = args[1]
					}
					mode, ok := t.errorsArg(errors)
					if !ok {
						return nil
					}
					order, final := 0, false
					if len(args) > 2 {
						if order, ok = t.cInt(args[2]); !ok {
							return nil
						}
					}
					if len(args) > 3 {
						if final, ok = t.truth(args[3]); !ok {
							return nil
						}
					}
					s, used, found, ok := t.decodeWide(name, data, mode, final, order)
					if !ok {
						return nil
					}
					return tupleOf(s, intOf(used), intOf(found))
				}, ""},
			})
		}
		return m
	}
}

// codecsFunctions are the functions of codecs that are not encodings of
// Unicode as such.
var codecsFunctions = []method{
	encoderFunction("unicode_escape_encode", func(t *Thread, s *Str, mode string) (string, bool) { return escapeUnicode(s), true }),
	encoderFunction("raw_unicode_escape_encode", func(t *Thread, s *Str, mode string) (string, bool) {
		var b []byte
		for _, r := range s.runes() {
			if r < 0x100 {
				b = append(b, byte(r))
			} else {
				b = appendEscape(b, r)
			}
		}
		return string(b), true
	}),
	decoderFunction("unicode_escape_decode", true, true, decodeUnicodeEscape),
	decoderFunction("raw_unicode_escape_decode", true, true, func(t *Thread, data, mode string, final bool) (*Str, int, bool) {
		return t.decodeSteps("rawunicodeescape", data, mode, final, func(s string) step {
			if s[0] != '\\' {
				return step{r: rune(s[0]), size: 1}
			}
			if len(s) == 1 {
				if final {
					return step{r: '\\', size: 1}
				}
				return step{size: 1, why: "\\ at end of string", more: true}
			}
			if s[1] != 'u' && s[1] != 'U' {
				return step{r: '\\', size: 1}
			}
			return hexStep(s, s[1])
		})
	}),
	{"escape_encode", 1, 2, func(t *Thread, args []Object) Object {
		b, ok := payloadOf(args[0]).(*Bytes)
		if !ok {
			return t.typeError("escape_encode() argument 1 must be bytes, not " + args[0].Class().name)
		}
		var out []byte
		for i := 0; i < len(b.s); i++ {
			switch c := b.s[i]; {
			case c == '\'' || c == '\\':
				out = append(out, '\\', c)
			case c == '\t':
				out = append(out, `\t`...)
			case c == '\n':
				out = append(out, `\n`...)
			case c == '\r':
				out = append(out, `\r`...)
			case c < ' ' || c >= 0x7f:
				out = appendHex(out, `\x`, uint32(c), 2)
			default:
				out = append(out, c)
			}
		}
		return tupleOf(&Bytes{string(out)}, intOf(len(b.s)))
	}, ""},
	{"escape_decode", 1, 2, escapeDecode, ""},
	{"readbuffer_encode", 1, 2, func(t *Thread, args []Object) Object {
		if s := strOf(args[0]); s != nil {
			return tupleOf(&Bytes{s.s}, intOf(len(s.s)))
		}
		s, ok := t.bytesLike(args[0])
		if !ok {
			return nil
		}
		return tupleOf(&Bytes{s}, intOf(len(s)))
	}, ""},
	{"charmap_encode", 1, 3, charmapEncode, ""},
	{"charmap_decode", 1, 3, charmapDecode, ""},
	{"charmap_build", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("charmap_build() argument must be str, not " + args[0].Class().name)
		}
		d := NewDict()
		for i, r := range s.runes() {
			if r != 0xFFFE && !d.set(t, intOf(int(r)), intOf(i)) {
				return nil
			}
		}
		return d
	}, ""},
	encoderFunction("utf_7_encode", func(t *Thread, s *Str, mode string) (string, bool) { return encodeUTF7(s), true }),
	decoderFunction("utf_7_decode", false, false, decodeUTF7),
}

// escapeUnicode is the unicode_escape encoding of text.
func escapeUnicode(s *Str) string {
	var b []byte
	for _, r := range s.runes() {
		switch {
		case r == '\\':
			b = append(b, `\\`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r >= ' ' && r < 0x7f:
			b = append(b, byte(r))
		default:
			b = appendEscape(b, r)
		}
	}
	return string(b)
}

// hexStep decodes \xXX, \uXXXX and \UXXXXXXXX.
func hexStep(s string, kind byte) step {
	digits, shape := 2, "truncated \\xXX escape"
	switch kind {
	case 'u':
		digits, shape = 4, "truncated \\uXXXX escape"
	case 'U':
		digits, shape = 8, "truncated \\UXXXXXXXX escape"
	}
	v := rune(0)
	n := 0
	for n < digits && 2+n < len(s) {
		d := hexValue(s[2+n])
		if d < 0 {
			return step{size: 2 + n, why: shape}
		}
		v = v<<4 | rune(d)
		n++
	}
	if n < digits {
		return step{size: 2 + n, why: shape, more: true}
	}
	if v > 0x10ffff || v < 0 {
		return step{size: 2 + n, why: "illegal Unicode character"}
	}
	return step{r: v, size: 2 + n}
}

// simpleEscapes are the characters that a letter after a backslash stands for.
var simpleEscapes = map[byte]byte{'\\': '\\', '\'': '\'', '"': '"', 'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11}

// decodeUnicodeEscape is the unicode_escape decoder.
func decodeUnicodeEscape(t *Thread, data, mode string, final bool) (*Str, int, bool) {
	var out []byte
	warned := byte(0)
	octal := 0
	at := 0
	for at < len(data) {
		if data[at] != '\\' {
			out = appendRune(out, rune(data[at]))
			at++
			continue
		}
		x := step{}
		switch {
		case at+1 >= len(data):
			x = step{size: 1, why: "\\ at end of string", more: true}
		case data[at+1] == '\n':
			at += 2
			continue
		default:
			c := data[at+1]
			if r, simple := simpleEscapes[c]; simple {
				out = append(out, r)
				at += 2
				continue
			}
			switch {
			case c >= '0' && c <= '7':
				v, n := 0, 1
				for n < 4 && at+n < len(data) && data[at+n] >= '0' && data[at+n] <= '7' {
					v = v<<3 | int(data[at+n]-'0')
					n++
				}
				if n < 4 && at+n >= len(data) && !final {
					return NewStr(string(out)), at, true
				}
				if v > 0o377 && octal == 0 && warned == 0 {
					octal = v
				}
				out = appendRune(out, rune(v))
				at += n
				continue
			case c == 'x' || c == 'u' || c == 'U':
				x = hexStep(data[at:], c)
			case c == 'N':
				x = nameStep(data[at:])
			default:
				if warned == 0 && octal == 0 {
					warned = c
				}
				out = append(out, '\\')
				out = appendRune(out, rune(c))
				at += 2
				continue
			}
		}
		if x.why == "" {
			out = appendRune(out, x.r)
			at += x.size
			continue
		}
		if x.more && !final {
			break
		}
		s, after, next, ok := t.decodeFault(mode, "unicodeescape", data, at, at+x.size, x.why)
		if !ok {
			return nil, 0, false
		}
		out = append(out, s...)
		data, at = after, next
	}
	if octal != 0 && !t.warn(DeprecationWarning, "invalid octal escape sequence '\\"+octalText(octal)+"'", 1) ||
		warned != 0 && !t.warn(DeprecationWarning, "invalid escape sequence '\\"+string(appendRune(nil, rune(warned)))+"'", 1) {
		return nil, 0, false
	}
	return NewStr(string(out)), at, true
}

func octalText(v int) string {
	return string([]byte{byte('0' + v>>6), byte('0' + v>>3&7), byte('0' + v&7)})
}

// nameStep decodes \N{NAME}.
func nameStep(s string) step {
	const shape = "malformed \\N character escape"
	if len(s) < 3 {
		return step{size: len(s), why: shape, more: true}
	}
	if s[2] != '{' {
		return step{size: 2, why: shape}
	}
	end := 3
	for end < len(s) && s[end] != '}' {
		end++
	}
	if end >= len(s) {
		return step{size: end, why: shape, more: true}
	}
	if end == 3 {
		return step{size: 4, why: shape}
	}
	if r, ok := ucd.Lookup(s[3:end]); ok {
		return step{r: r, size: end + 1}
	}
	return step{size: end + 1, why: "unknown Unicode character name"}
}

// escapeDecode decodes the escapes of bytes literals.
func escapeDecode(t *Thread, args []Object) Object {
	data := ""
	if s := strOf(args[0]); s != nil {
		data = s.s
	} else {
		var ok bool
		if data, ok = t.bytesLike(args[0]); !ok {
			return nil
		}
	}
	var errors Object
	if len(args) > 1 {
		errors = args[1]
	}
	mode, ok := t.errorsArg(errors)
	if !ok {
		return nil
	}
	var out []byte
	warned, octal := byte(0), 0
	for at := 0; at < len(data); {
		if data[at] != '\\' {
			out = append(out, data[at])
			at++
			continue
		}
		if at+1 >= len(data) {
			return t.valueError("Trailing \\ in string")
		}
		c := data[at+1]
		r, simple := simpleEscapes[c]
		switch {
		case c == '\n':
			at += 2
		case simple:
			out = append(out, r)
			at += 2
		case c >= '0' && c <= '7':
			v, n := 0, 1
			for n < 4 && at+n < len(data) && data[at+n] >= '0' && data[at+n] <= '7' {
				v = v<<3 | int(data[at+n]-'0')
				n++
			}
			if v > 0o377 && octal == 0 && warned == 0 {
				octal = v
			}
			out = append(out, byte(v))
			at += n
		case c == 'x':
			if at+3 < len(data) && hexValue(data[at+2]) >= 0 && hexValue(data[at+3]) >= 0 {
				out = append(out, byte(hexValue(data[at+2])<<4|hexValue(data[at+3])))
				at += 4
				continue
			}
			switch mode {
			case "strict":
				return t.valueError("invalid \\x escape at position " + intText(intOf(at)))
			case "replace":
				out = append(out, '?')
			case "ignore":
			default:
				return t.valueError("decoding error; unknown error handling code: " + mode)
			}
			at += 2
			if at < len(data) && hexValue(data[at]) >= 0 {
				at++
			}
		default:
			if warned == 0 && octal == 0 {
				warned = c
			}
			out = append(out, '\\')
			at++
		}
	}
	if octal != 0 && !t.warn(DeprecationWarning, "invalid octal escape sequence '\\"+octalText(octal)+"'", 1) ||
		warned != 0 && !t.warn(DeprecationWarning, "invalid escape sequence '\\"+string(appendRune(nil, rune(warned)))+"'", 1) {
		return nil
	}
	return tupleOf(&Bytes{string(out)}, intOf(len(data)))
}

// charmapEncode is charmap_encode(text, errors, mapping).
func charmapEncode(t *Thread, args []Object) Object {
	s := strOf(args[0])
	if s == nil {
		return t.typeError("charmap_encode() argument 1 must be str, not " + args[0].Class().name)
	}
	var errors, mapping Object
	if len(args) > 1 {
		errors = args[1]
	}
	if len(args) > 2 && args[2] != None {
		mapping = args[2]
	}
	mode, ok := t.errorsArg(errors)
	if !ok {
		return nil
	}
	if mapping == nil {
		b, ok := t.encodeOwn("latin-1", s, mode)
		if !ok {
			return nil
		}
		return tupleOf(&Bytes{b}, intOf(s.n))
	}
	failed := false
	b, ok := t.encodeRuns("charmap", s, mode, "character maps to <undefined>", func(b []byte, r rune) ([]byte, bool) {
		if failed {
			return b, true
		}
		v := t.getItem(mapping, intOf(int(r)))
		if v == nil {
			if t.exc.cls.isSubtype(LookupError) {
				t.exc = nil
				return b, false
			}
			failed = true
			return b, true
		}
		if v == None {
			return b, false
		}
		if x, isBytes := payloadOf(v).(*Bytes); isBytes {
			return append(b, x.s...), true
		}
		n, isInt := smallValue(v)
		switch {
		case !isInt:
			t.typeError("character mapping must return integer, bytes or None, not " + v.Class().name)
			failed = true
		case n < 0 || n > 255:
			t.typeError("character mapping must be in range(256)")
			failed = true
		}
		return append(b, byte(n)), true
	})
	if !ok || failed {
		return nil
	}
	return tupleOf(&Bytes{b}, intOf(s.n))
}

// charmapDecode is charmap_decode(data, errors, mapping).
func charmapDecode(t *Thread, args []Object) Object {
	data, ok := t.bytesLike(args[0])
	if !ok {
		return nil
	}
	var errors, mapping Object
	if len(args) > 1 {
		errors = args[1]
	}
	if len(args) > 2 && args[2] != None {
		mapping = args[2]
	}
	mode, ok := t.errorsArg(errors)
	if !ok {
		return nil
	}
	if mapping == nil {
		return tupleOf(decodeLatin(data), intOf(len(data)))
	}
	var out []byte
	table := strOf(mapping)
	size := len(data)
	for at := 0; at < len(data); {
		c := data[at]
		good := false
		if table != nil {
			if int(c) < table.n {
				if r := table.runeAt(int(c)); r != 0xFFFE {
					out = appendRune(out, r)
					good = true
				}
			}
		} else {
			v := t.getItem(mapping, intOf(int(c)))
			switch {
			case v == nil:
				if !t.exc.cls.isSubtype(LookupError) {
					return nil
				}
				t.exc = nil
			case v == None:
			default:
				if s := strOf(v); s != nil {
					if s.n != 1 || s.runeAt(0) != 0xFFFE {
						out = append(out, s.s...)
						good = true
					}
					break
				}
				n, isInt := smallValue(v)
				if !isInt {
					return t.typeError("character mapping must return integer, None or str")
				}
				if n < 0 || n > 0x10ffff {
					return t.typeError("character mapping must be in range(0x110000)")
				}
				if n != 0xFFFE {
					out = appendRune(out, rune(n))
					good = true
				}
			}
		}
		if good {
			at++
			continue
		}
		s, after, next, ok := t.decodeFault(mode, "charmap", data, at, at+1, "character maps to <undefined>")
		if !ok {
			return nil
		}
		out = append(out, s...)
		data, at = after, next
	}
	return tupleOf(NewStr(string(out)), intOf(size))
}
