package vm

import "unicode/utf8"

// This file defines str. Text is kept as UTF-8, in which a lone surrogate is
// encoded as if it were a character. ASCII text, the usual case, is indexed
// directly; other text gets a table of code points when it is first indexed.

// Str is a str.
type Str struct {
	s        string    `rgo:"immutable"`
	hash     uint64    // 0 until computed
	n        int       `rgo:"immutable"` // number of code points; len(s) means ASCII
	wide     *wideText // of text that is not ASCII, made on demand
	place    uint32    // placeOf the text, of names that are keys of a nameTable
	interned bool
	hidden   bool // names a __slots__ slot, not an attribute of __dict__
}

// wideText is the code points of a text.
type wideText struct{ runes []rune }

// Class returns str.
func (*Str) Class() *Type { return StrType }

// StrType is str.
var StrType = newBuiltinType("str", ObjectType, 0)

// latin holds the strings of one code point below 256.
var latin = makeLatin()

func makeLatin() []*Str {
	table := make([]*Str, 256)
	for i := range table {
		s := string(rune(i))
		table[i] = &Str{s: s, n: 1}
	}
	return table
}

// emptyStr is the empty string.
var emptyStr = &Str{}

// NewStr makes a str of UTF-8 text.
//
//rgo:parallel
func NewStr(s string) *Str {
	return &Str{s: s, n: countRunes(s)}
}

// newASCII makes a str of text known to be ASCII.
//
//rgo:parallel
func newASCII(s string) *Str { return &Str{s: s, n: len(s)} }

// runeStr returns the str of one code point.
//
//rgo:parallel
func runeStr(r rune) *Str {
	if r >= 0 && r < 256 {
		return latin[r]
	}
	return &Str{s: string(appendRune(nil, r)), n: 1}
}

// runesStr makes a str of code points.
//
//rgo:parallel
func runesStr(runes []rune) *Str {
	buffer := make([]byte, 0, len(runes)+8)
	for _, r := range runes {
		buffer = appendRune(buffer, r)
	}
	return &Str{s: string(buffer), n: len(runes)}
}

//rgo:parallel
func (s *Str) isASCII() bool { return s.n == len(s.s) }

// runes returns the code points; the caller must not change them.
//
//rgo:parallel
func (s *Str) runes() []rune {
	if s.isASCII() { // is indexed without them
		return decodeRunes(s.s, s.n)
	}
	if s.wide == nil {
		s.wide = &wideText{decodeRunes(s.s, s.n)}
	}
	return s.wide.runes
}

// at returns the i-th code point as a str.
//
//rgo:parallel
func (s *Str) at(i int) *Str {
	if s.isASCII() {
		return latin[s.s[i]]
	}
	return runeStr(s.runes()[i])
}

// runeAt returns the i-th code point.
//
//rgo:parallel
func (s *Str) runeAt(i int) rune {
	if s.isASCII() {
		return rune(s.s[i])
	}
	return s.runes()[i]
}

// slice returns code points [low, high).
//
//rgo:parallel
func (s *Str) slice(low, high int) *Str {
	if low >= high {
		return emptyStr
	}
	if low == 0 && high == s.n {
		return s
	}
	if s.isASCII() {
		if high-low == 1 {
			return latin[s.s[low]]
		}
		return &Str{s: s.s[low:high], n: high - low}
	}
	return runesStr(s.runes()[low:high])
}

// byteOffset is the byte index of code point i.
//
//rgo:parallel
func (s *Str) byteOffset(i int) int {
	if s.isASCII() {
		return i
	}
	offset := 0
	for ; i > 0; i-- {
		_, size := decodeRune(s.s[offset:])
		offset += size
	}
	return offset
}

// runeOffset is the code point index of byte offset b.
//
//rgo:parallel
func (s *Str) runeOffset(b int) int {
	if s.isASCII() {
		return b
	}
	return countRunes(s.s[:b])
}

// Hash returns the hash of the text.
//
//rgo:parallel
func (s *Str) Hash() uint64 {
	if s.hash == 0 {
		s.hash = hashText(s.s, s.n)
	}
	return s.hash
}

// equalStr compares two strings.
//
//rgo:parallel
func equalStr(a, b *Str) bool {
	if a == b {
		return true
	}
	if a.interned && b.interned || len(a.s) != len(b.s) {
		return false
	}
	return a.s == b.s
}

// concatStr concatenates.
//
//rgo:parallel
func concatStr(a, b *Str) *Str {
	if len(a.s) == 0 {
		return b
	}
	if len(b.s) == 0 {
		return a
	}
	return &Str{s: a.s + b.s, n: a.n + b.n}
}

// countRunes counts code points; a lone surrogate counts as one.
//
//rgo:parallel
func countRunes(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// decodeRune decodes the first code point, surrogates included.
//
//rgo:parallel
func decodeRune(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 && len(s) >= 3 && s[0] == 0xED {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, size
}

// decodeRunes decodes text of n code points.
//
//rgo:parallel
func decodeRunes(s string, n int) []rune {
	runes := make([]rune, 0, n)
	for len(s) > 0 {
		r, size := decodeRune(s)
		runes = append(runes, r)
		s = s[size:]
	}
	return runes
}

// appendRune appends the encoding of r, surrogates included.
//
//rgo:parallel
func appendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r < 0xE000 {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// isSurrogate reports whether r is half of a UTF-16 pair.
func isSurrogate(r rune) bool { return r >= 0xD800 && r < 0xE000 }
