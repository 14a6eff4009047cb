package strs

// This file hashes strings: eight bytes at a time, one multiplication each, in the manner of FxHash with a final mix.
// Tables of package maps mix again, so that speed counts more here than the last bit of quality.

const (
	factor = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio, odd
	second = 0xd6e8feb86659fd93
)

// Hash returns a hash of s. It is the same at translation time and at run time.
func Hash(s string, seed uintptr) uintptr {
	h := uint64(seed) ^ uint64(len(s))*factor
	for len(s) > 8 {
		h = mix(h ^ word(s))
		s = s[8:]
	}
	return uintptr(mix(h ^ tail(s)))
}

//rgo:inline
func mix(h uint64) uint64 {
	h *= second
	return h ^ h>>32
}

// word returns the first eight bytes of s.
//
//rgo:inline
func word(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

//rgo:inline
func half(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// tail returns all of s, which has at most eight bytes, in one word.
//
//rgo:inline
func tail(s string) uint64 {
	switch n := len(s); {
	case n >= 4:
		return half(s) | half(s[n-4:])<<32
	case n > 0:
		return uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return 0
}
