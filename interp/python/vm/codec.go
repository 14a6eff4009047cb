package vm

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file encodes and decodes text: UTF-8, ASCII and Latin-1.

// codecName normalises the name of an encoding.
func (t *Thread) codecName(encoding Object) (string, bool) {
	if encoding == nil || encoding == None {
		return "utf-8", true
	}
	s := strOf(encoding)
	if s == nil {
		t.typeError("encoding must be str, not " + encoding.Class().name)
		return "", false
	}
	switch strings.ReplaceAll(strings.ToLower(s.s), "_", "-") {
	case "utf-8", "utf8", "u8":
		return "utf-8", true
	case "ascii", "us-ascii", "646":
		return "ascii", true
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1":
		return "latin-1", true
	}
	t.raise(LookupError, "unknown encoding: "+s.s)
	return "", false
}

func (t *Thread) errorMode(errors Object) string {
	if s, ok := errors.(*Str); ok {
		return s.s
	}
	return "strict"
}

func strEncode(t *Thread, args []Object) Object {
	r := t.encode(strOf(args[0]), args[1], args[2])
	if r == nil {
		return nil
	}
	return r
}

// encode converts text to bytes, or returns nil with UnicodeEncodeError.
func (t *Thread) encode(s *Str, encoding, errors Object) *Bytes {
	name, ok := t.codecName(encoding)
	if !ok {
		return nil
	}
	if s.isASCII() {
		return &Bytes{s.s}
	}
	limit := rune(0x80)
	reason := "ordinal not in range(128)"
	switch name {
	case "utf-8":
		limit = 0x110000
		reason = "surrogates not allowed"
	case "latin-1":
		limit = 0x100
		reason = "ordinal not in range(256)"
	}
	mode := t.errorMode(errors)
	var b []byte
	runes := s.runes()
	for i, r := range runes {
		if r < limit && !(name == "utf-8" && isSurrogate(r)) {
			if name == "utf-8" {
				b = utf8.AppendRune(b, r)
			} else {
				b = append(b, byte(r))
			}
			continue
		}
		switch mode {
		case "ignore":
		case "replace":
			b = append(b, '?')
		case "backslashreplace":
			b = appendEscape(b, r)
		case "xmlcharrefreplace":
			b = append(b, "&#"+strconv.Itoa(int(r))+";"...)
		case "surrogateescape":
			if r >= 0xDC80 && r < 0xDD00 {
				b = append(b, byte(r-0xDC00))
				continue
			}
			t.encodeError(name, s, i, reason)
			return nil
		case "surrogatepass":
			b = appendRune(b, r)
		default:
			t.encodeError(name, s, i, reason)
			return nil
		}
	}
	return &Bytes{string(b)}
}

func (t *Thread) encodeError(codec string, s *Str, at int, reason string) {
	e := newException(UnicodeEncodeError, newASCII(codec), s, intOf(at), intOf(at+1), newASCII(reason))
	t.raiseInstance(e)
}

// decode converts bytes to text, or returns nil with UnicodeDecodeError.
func (t *Thread) decode(s string, encoding, errors Object) Object {
	name, ok := t.codecName(encoding)
	if !ok {
		return nil
	}
	if name == "latin-1" {
		return decodeLatin(s)
	}
	mode := t.errorMode(errors)
	if name == "utf-8" && utf8.ValidString(s) {
		return NewStr(s)
	}
	var b []byte
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if s[i] < 0x80 || name == "utf-8" && !(r == utf8.RuneError && size == 1) {
			b = append(b, s[i:i+size]...)
			i += size
			continue
		}
		reason := "invalid start byte"
		width := 1
		if name == "ascii" {
			reason = "ordinal not in range(128)"
		} else {
			reason, width = utf8Fault(s[i:])
		}
		switch mode {
		case "ignore":
		case "replace":
			b = append(b, "\ufffd"...)
		case "backslashreplace":
			for j := 0; j < width; j++ {
				b = appendHex(b, `\x`, uint32(s[i+j]), 2)
			}
		case "surrogateescape":
			for j := 0; j < width; j++ {
				b = appendRune(b, 0xDC00+rune(s[i+j]))
			}
		default:
			e := newException(UnicodeDecodeError, newASCII(name), &Bytes{s}, intOf(i), intOf(i+width), newASCII(reason))
			return t.raiseInstance(e)
		}
		i += width
	}
	return NewStr(string(b))
}

// utf8Fault tells what is wrong with the first sequence, and its length.
func utf8Fault(s string) (string, int) {
	c := s[0]
	need := 0
	switch {
	case c >= 0xC2 && c < 0xE0:
		need = 1
	case c >= 0xE0 && c < 0xF0:
		need = 2
	case c >= 0xF0 && c < 0xF5:
		need = 3
	default:
		return "invalid start byte", 1
	}
	for i := 1; i <= need; i++ {
		if i >= len(s) {
			return "unexpected end of data", i
		}
		low, high := byte(0x80), byte(0xBF)
		if i == 1 {
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
		}
		if s[i] < low || s[i] > high {
			return "invalid continuation byte", i
		}
	}
	return "invalid continuation byte", 1
}
