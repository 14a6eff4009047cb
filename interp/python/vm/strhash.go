package vm

import (
	"strconv"

	"rgo/rlib/linux"
)

// This file is the hash of text and bytes: SipHash with one round a word and
// three at the end (Aumasson and Bernstein, "SipHash: a fast short-input PRF",
// INDOCRYPT 2012), as CPython has it, over the text in one, two or four bytes
// a character. Its key comes from PYTHONHASHSEED.

// hashKey is the key; it is zero where hashes are not randomized.
var hashKey struct{ k0, k1 uint64 }

// hashBytes is hash() of bytes.
//
//rgo:parallel
func hashBytes(s string) uint64 {
	if len(s) == 0 {
		return 0
	}
	h := sipHash(hashKey.k0, hashKey.k1, s)
	if h == 1<<64-1 {
		return h - 1
	}
	return h
}

// sipHash is SipHash of s with a key.
//
//rgo:parallel
func sipHash(k0, k1 uint64, s string) uint64 {
	length := uint64(len(s)) << 56
	v0, v1 := k0^0x736f6d6570736575, k1^0x646f72616e646f6d
	v2, v3 := k0^0x6c7967656e657261, k1^0x7465646279746573
	for len(s) >= 8 {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		v3 ^= w
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= w
		s = s[8:]
	}
	w := length
	for i := 0; i < len(s); i++ {
		w |= uint64(s[i]) << (8 * uint(i))
	}
	v3 ^= w
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0 ^= w
	v2 ^= 0xff
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	return v0 ^ v1 ^ v2 ^ v3
}

//rgo:inline
//rgo:parallel
func sipRound(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v2 += v3
	v1 = (v1<<13 | v1>>51) ^ v0
	v3 = (v3<<16 | v3>>48) ^ v2
	v0 = v0<<32 | v0>>32
	v2 += v1
	v0 += v3
	v1 = (v1<<17 | v1>>47) ^ v2
	v3 = (v3<<21 | v3>>43) ^ v0
	v2 = v2<<32 | v2>>32
	return v0, v1, v2, v3
}

// hashText is hash() of text of n characters.
//
//rgo:parallel
func hashText(s string, n int) uint64 {
	if n == len(s) {
		return hashBytes(s)
	}
	return hashWide(s, n)
}

// hashWide is hashText of text that is not all ASCII.
//
//rgo:parallel
func hashWide(s string, n int) uint64 {
	last := rune(0)
	for rest := s; rest != ""; {
		r, size := decodeRune(rest)
		last = max(last, r)
		rest = rest[size:]
	}
	width := 1
	if last > 0xffff {
		width = 4
	} else if last > 0xff {
		width = 2
	}
	b := make([]byte, 0, n*width)
	for rest := s; rest != ""; {
		r, size := decodeRune(rest)
		for i := range width {
			b = append(b, byte(uint32(r)>>(8*i)))
		}
		rest = rest[size:]
	}
	return hashBytes(string(b))
}

// seedHashes makes the key from PYTHONHASHSEED as it is given. It comes before
// anything has been hashed: initialisers hash no text, and put none into dicts.
func seedHashes(seed string) {
	b := make([]byte, 16)
	switch seed {
	case "0":
		return
	case "", "random":
		const getrandom = 318
		if linux.Call(getrandom, linux.Buffers{b}, 0, len(b), 0) < 0 {
			return
		}
	default:
		n, _ := strconv.ParseUint(seed, 10, 32)
		x := uint32(n)
		for i := range b {
			x = x*214013 + 2531011
			b[i] = byte(x >> 16)
		}
	}
	hashKey.k0, hashKey.k1 = linux.Word(b, 0, 8), linux.Word(b, 8, 8)
}

// placeOf is the hash of text for tables that only the VM sees. It does not
// depend on the key, so initialisers can make such tables.
func placeOf(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h ^ h>>15
}
