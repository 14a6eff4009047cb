package strs

// This file converts between strings and runes: UTF-8 as Go's specification wants it, where each byte of an invalid
// sequence counts as one U+FFFD.

const (
	replacement = 0xfffd
	maxRune     = 0x10ffff
	surrogates  = 0xd800 // first surrogate half
	afterHalves = 0xe000 // first code point behind the surrogate halves
)

// DecodeRune returns the rune that starts at byte i of s, and the index behind it. 0 <= i < len(s).
//
//rgo:inline
func DecodeRune(s string, i int) (r rune, next int) {
	if c := s[i]; c < 0x80 {
		return rune(c), i + 1
	}
	return decodeLong(s, i)
}

// continuation returns the six bits of byte i of s if it continues a sequence, else -1.
func continuation(s string, i int) rune {
	if i >= len(s) {
		return -1
	}
	if c := s[i]; c&0xc0 == 0x80 {
		return rune(c & 0x3f)
	}
	return -1
}

// decodeLong is DecodeRune for a first byte of 0x80 or more.
func decodeLong(s string, i int) (r rune, next int) {
	first := s[i]
	var least rune
	var more int
	switch {
	case first < 0xc2 || first > 0xf4: // a stray continuation, an overlong form, or beyond maxRune
		return replacement, i + 1
	case first < 0xe0:
		r, least, more = rune(first&0x1f), 0x80, 1
	case first < 0xf0:
		r, least, more = rune(first&0x0f), 0x800, 2
	default:
		r, least, more = rune(first&0x07), 0x10000, 3
	}
	for k := 1; k <= more; k++ {
		c := continuation(s, i+k)
		if c < 0 {
			return replacement, i + 1
		}
		r = r<<6 | c
	}
	if r < least || r > maxRune || surrogates <= r && r < afterHalves {
		return replacement, i + 1
	}
	return r, i + more + 1
}

// valid returns r, or U+FFFD if r is no code point.
func valid(r int64) rune {
	if r < 0 || r > maxRune || surrogates <= r && r < afterHalves {
		return replacement
	}
	return rune(r)
}

// width returns the number of bytes of valid rune r.
func width(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}

// encode writes valid rune r at b[at:] and returns the index behind it.
func encode(b []byte, at int, r rune) int {
	n := width(r)
	if n == 1 {
		b[at] = byte(r)
		return at + 1
	}
	for k := n - 1; k > 0; k-- {
		b[at+k] = 0x80 | byte(r&0x3f)
		r >>= 6
	}
	b[at] = byte(uint16(0xf00)>>n) | byte(r) // n ones and a zero
	return at + n
}

// FromRune returns string(rune(r)) for any integer r.
func FromRune(r int64) string {
	c := valid(r)
	if c < 0x80 {
		return single[c : c+1]
	}
	b := make([]byte, width(c))
	encode(b, 0, c)
	return view(b)
}

// FromRunes returns string(runes).
func FromRunes(runes []rune) string {
	n := 0
	for _, r := range runes {
		n += width(valid(int64(r)))
	}
	if n == 0 {
		return ""
	}
	b := make([]byte, n)
	at := 0
	for _, r := range runes {
		at = encode(b, at, valid(int64(r)))
	}
	return view(b)
}

// ToRunes returns []rune(s).
func ToRunes(s string) []rune {
	n := 0
	for i := 0; i < len(s); n++ {
		_, i = DecodeRune(s, i)
	}
	runes := make([]rune, n)
	for i, at := 0, 0; i < len(s); at++ {
		runes[at], i = DecodeRune(s, i)
	}
	return runes
}
