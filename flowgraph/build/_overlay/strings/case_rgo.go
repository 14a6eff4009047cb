package strings

import (
	"unicode"
	"unsafe"
)

// Upper and lower case of ASCII, eight bytes at a time and without a Builder. A compiler joins the eight loads and stores
// of neighbouring bytes into one.

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
	caseBit  = 'a' ^ 'A'
)

// ToUpper returns s with all letters in upper case.
func ToUpper(s string) string {
	switch ascii, some := letters(s, 'a'); {
	case !ascii:
		return Map(unicode.ToUpper, s)
	case !some:
		return s
	}
	return otherCase(s, 'a')
}

// ToLower returns s with all letters in lower case.
func ToLower(s string) string {
	switch ascii, some := letters(s, 'A'); {
	case !ascii:
		return Map(unicode.ToLower, s)
	case !some:
		return s
	}
	return otherCase(s, 'A')
}

// letters reports whether s is ASCII, and if so, whether some of it is among the 26 letters from first on.
func letters(s string, first byte) (ascii, some bool) {
	seen, found := uint64(0), uint64(0)
	for len(s) > 8 {
		w := wordAt(s)
		seen |= w
		found |= among(w, first)
		s = s[8:]
	}
	w := uint64(0)
	switch n := len(s); {
	case n >= 4:
		w = halfAt(s) | halfAt(s[n-4:])<<32
	case n > 0:
		w = uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return (seen|w)&highBits == 0, found|among(w, first) != 0
}

// otherCase returns ASCII s with the other case of the 26 letters from first on.
func otherCase(s string, first byte) string {
	b := make([]byte, len(s))
	n := len(s)
	switch {
	case n >= 8:
		for i := 0; i+8 <= n; i += 8 {
			w := wordAt(s[i : i+8])
			putWord(b[i:i+8], w^caseBits(w, first))
		}
		w := wordAt(s[n-8:])
		putWord(b[n-8:], w^caseBits(w, first))
	case n >= 4:
		w := halfAt(s) | halfAt(s[n-4:])<<32
		w ^= caseBits(w, first)
		putHalf(b, w)
		putHalf(b[n-4:], w>>32)
	default:
		for i := range n {
			c := uint64(s[i])
			b[i] = byte(c ^ caseBits(c, first))
		}
	}
	return unsafe.String(unsafe.SliceData(b), n)
}

// among has the high bit of each byte of w that is one of the 26 letters from first on. All bytes of w are ASCII.
func among(w uint64, first byte) uint64 {
	from := w + uint64(0x80-first)*eachByte
	behind := w + uint64(0x80-first-26)*eachByte
	return from &^ behind & highBits
}

// caseBits has the bit that tells the cases apart of each byte of w that is among the 26 letters from first on.
func caseBits(w uint64, first byte) uint64 { return among(w, first) / (highBits / eachByte / caseBit) }

func wordAt(s string) uint64 { return halfAt(s) | halfAt(s[4:])<<32 }

func halfAt(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func putWord(b []byte, w uint64) {
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
	b[4], b[5], b[6], b[7] = byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56)
}

func putHalf(b []byte, w uint64) {
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
}
