package vm

import (
	"strings"
	"unicode/utf8"
)

// This file is the codecs that the VM has itself: UTF-8, UTF-16, UTF-32, ASCII,
// Latin-1.

// utf8Fault tells what is wrong with the first sequence, and its length.
//
//rgo:parallel
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

// An encodeRule appends the encoding of r; false if there is none.
type encodeRule func(b []byte, r rune) ([]byte, bool)

// encodeRuns encodes text by a rule. Characters in a row that cannot be encoded
// go to the error handler together.
//
//rgo:parallel
func (t *Thread) encodeRuns(name string, s *Str, mode, reason string, rule encodeRule) (string, bool) {
	b := make([]byte, 0, len(s.s))
	runes := s.runes()
	for i := 0; i < len(runes); {
		next, good := rule(b, runes[i])
		if good {
			b = next
			i++
			continue
		}
		end := i + 1
		for end < len(runes) {
			if _, good := rule(nil, runes[end]); good {
				break
			}
			end++
		}
		r, at, ok := t.encodeFault(mode, name, s, i, end, reason)
		if !ok {
			return "", false
		}
		if x := strOf(r); x != nil {
			for _, c := range x.runes() {
				more, good := rule(b, c)
				if !good {
					t.raiseEncode(name, s, i, end, reason)
					return "", false
				}
				b = more
			}
		} else {
			x, _ := bytesText(r)
			b = append(b, x...)
		}
		i = at
	}
	return string(b), true
}

// raiseEncode raises UnicodeEncodeError.
//
//rgo:parallel
func (t *Thread) raiseEncode(name string, s *Str, start, end int, reason string) {
	e := t.call(UnicodeEncodeError, []Object{newASCII(name), s, intOf(start), intOf(end), newASCII(reason)}, nil)
	if e != nil {
		t.raiseInstance(e.(*Instance))
	}
}

// encodeOwn encodes by one of the VM's codecs.
//
//rgo:parallel
func (t *Thread) encodeOwn(name string, s *Str, mode string) (string, bool) {
	switch name {
	case "utf-8":
		if s.isASCII() || utf8.ValidString(s.s) {
			return s.s, true
		}
		return t.encodeRuns(name, s, mode, "surrogates not allowed", func(b []byte, r rune) ([]byte, bool) {
			return appendRune(b, r), !isSurrogate(r)
		})
	case "ascii", "latin-1":
		if s.isASCII() {
			return s.s, true
		}
		limit, reason := rune(128), "ordinal not in range(128)"
		if name == "latin-1" {
			limit, reason = 256, "ordinal not in range(256)"
		}
		return t.encodeRuns(name, s, mode, reason, func(b []byte, r rune) ([]byte, bool) { return append(b, byte(r)), r < limit })
	}
	width, big := wideCodec(name)
	text, ok := t.encodeRuns(name, s, mode, "surrogates not allowed", func(b []byte, r rune) ([]byte, bool) {
		switch {
		case isSurrogate(r):
			return b, false
		case width == 2 && r >= 0x10000:
			r -= 0x10000
			b = appendUnit(b, 0xD800+uint32(r>>10), 2, big)
			return appendUnit(b, 0xDC00+uint32(r&0x3ff), 2, big), true
		}
		return appendUnit(b, uint32(r), width, big), true
	})
	if ok && (name == "utf-16" || name == "utf-32") {
		text = string(appendUnit(nil, 0xFEFF, width, false)) + text
	}
	return text, ok
}

// A step is what a decoder finds at one place: text of size bytes, or a fault,
// or that more is needed.
type step struct {
	r    rune
	size int
	why  string // of a fault, over size bytes
	more bool   // what is there is incomplete
}

// decodeSteps decodes by a rule. Without final an incomplete end is left;
// used is how much was decoded.
//
//rgo:parallel
func (t *Thread) decodeSteps(name, data, mode string, final bool, rule func(s string) step) (text *Str, used int, ok bool) {
	b := make([]byte, 0, len(data)+len(data)/2)
	at := 0
	for at < len(data) {
		x := rule(data[at:])
		if x.why == "" {
			b = appendRune(b, x.r)
			at += x.size
			continue
		}
		if x.more && !final {
			break
		}
		s, after, next, ok := t.decodeFault(mode, name, data, at, at+x.size, x.why)
		if !ok {
			return nil, 0, false
		}
		b = append(b, s...)
		data, at = after, next
	}
	return NewStr(string(b)), at, true
}

//rgo:parallel
func utf8Step(s string) step {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size <= 1 {
		why, n := utf8Fault(s)
		// Half of a surrogate may be for the handler surrogatepass: the rest is worth waiting for.
		surrogate := len(s) == 2 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF
		return step{size: n, why: why, more: surrogate || why == "unexpected end of data"}
	}
	return step{r: r, size: size}
}

//rgo:parallel
func asciiStep(s string) step {
	if s[0] >= 0x80 {
		return step{size: 1, why: "ordinal not in range(128)"}
	}
	return step{r: rune(s[0]), size: 1}
}

// utf16Step decodes UTF-16.
//
//rgo:parallel
func utf16Step(big bool) func(s string) step {
	return func(s string) step {
		if len(s) < 2 {
			return step{size: len(s), why: "truncated data", more: true}
		}
		v := readUnit(s, 2, big)
		if !isSurrogate(rune(v)) {
			return step{r: rune(v), size: 2}
		}
		if v >= 0xDC00 {
			return step{size: 2, why: "illegal encoding"}
		}
		if len(s) < 4 {
			return step{size: len(s), why: "unexpected end of data", more: true}
		}
		w := readUnit(s[2:], 2, big)
		if w < 0xDC00 || w > 0xDFFF {
			return step{size: 2, why: "illegal UTF-16 surrogate"}
		}
		return step{r: rune(v-0xD800)<<10 + rune(w-0xDC00) + 0x10000, size: 4}
	}
}

// utf32Step decodes UTF-32.
//
//rgo:parallel
func utf32Step(big bool) func(s string) step {
	return func(s string) step {
		if len(s) < 4 {
			return step{size: len(s), why: "truncated data", more: true}
		}
		v := readUnit(s, 4, big)
		switch {
		case v > 0x10ffff:
			return step{size: 4, why: "code point not in range(0x110000)"}
		case isSurrogate(rune(v)):
			return step{size: 4, why: "code point in surrogate code point range(0xd800, 0xe000)"}
		}
		return step{r: rune(v), size: 4}
	}
}

// decodeOwn decodes by one of the VM's codecs.
//
//rgo:parallel
func (t *Thread) decodeOwn(name, data, mode string, final bool) (*Str, int, bool) {
	switch name {
	case "utf-8":
		if utf8.ValidString(data) {
			return NewStr(data), len(data), true
		}
		return t.decodeSteps(name, data, mode, final, utf8Step)
	case "ascii":
		if i := firstHigh(data); i < 0 {
			return newASCII(data), len(data), true
		}
		return t.decodeSteps(name, data, mode, final, asciiStep)
	case "latin-1":
		return decodeLatin(data), len(data), true
	}
	text, used, _, ok := t.decodeWide(name, data, mode, final, 0)
	return text, used, ok
}

// firstHigh finds the first byte that is not ASCII.
//
//rgo:parallel
func firstHigh(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return i
		}
	}
	return -1
}

// decodeWide decodes UTF-16 and UTF-32. order is -1 for little-endian, 1 for
// big-endian, 0 for what a mark at the start says; it returns the order found.
//
//rgo:parallel
func (t *Thread) decodeWide(name, data, mode string, final bool, order int) (text *Str, used, found int, ok bool) {
	width, _ := wideCodec(name)
	skip := 0
	switch {
	case strings.HasSuffix(name, "be"):
		order = 1
	case strings.HasSuffix(name, "le"):
		order = -1
	case order == 0 && len(data) >= width:
		switch readUnit(data, width, false) {
		case 0xFEFF:
			order, skip = -1, width
		default:
			if readUnit(data, width, true) == 0xFEFF {
				order, skip = 1, width
			}
		}
	}
	big := order > 0
	shown := name
	if order != 0 && !strings.HasSuffix(name, "e") && skip == 0 {
		shown += map[bool]string{true: "-be", false: "-le"}[big]
	}
	rule := utf16Step(big)
	if width == 4 {
		rule = utf32Step(big)
	}
	if skip > 0 {
		// Positions in errors count the mark.
		first := true
		inner := rule
		rule = func(s string) step {
			if first {
				first = false
				return step{r: -1, size: width}
			}
			return inner(s)
		}
	}
	text, used, ok = t.decodeSteps(shown, data, mode, final, rule)
	if ok && skip > 0 {
		text = NewStr(strings.TrimPrefix(text.s, string(appendRune(nil, -1))))
	}
	return text, used, order, ok
}
