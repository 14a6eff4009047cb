package bytealg

// Searching and counting a byte, eight bytes at a time. A compiler joins the eight loads of word into one.

const (
	ones = 0x0101010101010101
	high = 0x8080808080808080
)

func word(b []byte) uint64 {
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

func wordString(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// IndexByte returns the index of the first c in b, or -1.
func IndexByte(b []byte, c byte) int {
	i := 0
	pattern := uint64(c) * ones
	for ; i+8 <= len(b); i += 8 {
		if w := word(b[i:i+8]) ^ pattern; (w-ones)&^w&high != 0 { // a byte of w is zero
			break
		}
	}
	for ; i < len(b); i++ {
		if b[i] == c {
			return i
		}
	}
	return -1
}

// IndexByteString returns the index of the first c in s, or -1.
func IndexByteString(s string, c byte) int {
	i := 0
	pattern := uint64(c) * ones
	for ; i+8 <= len(s); i += 8 {
		if w := wordString(s[i:i+8]) ^ pattern; (w-ones)&^w&high != 0 {
			break
		}
	}
	for ; i < len(s); i++ {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// zeros returns the number of bytes of w that are zero.
func zeros(w uint64) int {
	w = (w&^high + (1<<7-1)*ones) | w // the high bit of a byte is clear if it is zero
	return int((^w & high) >> 7 * ones >> 56)
}

// Count returns how often c is in b.
func Count(b []byte, c byte) int {
	n, i := 0, 0
	pattern := uint64(c) * ones
	for ; i+8 <= len(b); i += 8 {
		n += zeros(word(b[i:i+8]) ^ pattern)
	}
	for ; i < len(b); i++ {
		if b[i] == c {
			n++
		}
	}
	return n
}

// CountString returns how often c is in s.
func CountString(s string, c byte) int {
	n, i := 0, 0
	pattern := uint64(c) * ones
	for ; i+8 <= len(s); i += 8 {
		n += zeros(wordString(s[i:i+8]) ^ pattern)
	}
	for ; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return n
}
