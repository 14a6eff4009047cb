// Package strs is the string part of the runtime: what +, ==, <, range and the conversions of strings become.
//
// It is written on bytes only, so that the evaluator can run it on flow graphs; loads of neighbouring bytes are spelled
// so that a compiler joins them into words. Results are fresh memory that nobody writes to afterwards.
package strs

import "unsafe"

// view returns b as a string. The caller never writes to b again.
//
//rgo:inline
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// Concat returns a + b.
func Concat(a, b string) string {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	buf := make([]byte, len(a)+len(b))
	copy(buf, a)
	copy(buf[len(a):], b)
	return view(buf)
}

// ConcatAll returns the parts joined.
func ConcatAll(parts []string) string {
	total, filled, last := 0, 0, ""
	for _, p := range parts {
		if len(p) > 0 {
			total += len(p)
			filled++
			last = p
		}
	}
	if filled <= 1 {
		return last
	}
	buf := make([]byte, total)
	at := 0
	for _, p := range parts {
		at += copy(buf[at:], p)
	}
	return view(buf)
}

// equal is the comparison of memory that every stage has.
//
//rgo:op equal
func equal(a, b string) bool { return a == b }

// Equal reports whether a == b. The rtyper compares strings of equal length in place, with one memory comparison.
//
//rgo:inline
func Equal(a, b string) bool { return equal(a, b) }

// Compare returns -1, 0 or 1 as a is less than, equal to or greater than b, by bytes.
func Compare(a, b string) int {
	for len(a) >= 8 && len(b) >= 8 && word(a) == word(b) {
		a, b = a[8:], b[8:]
	}
	n := len(a)
	if len(b) < n {
		n = len(b)
	}
	for i := 0; i < n; i++ {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	switch {
	case len(a) < len(b):
		return -1
	case len(a) > len(b):
		return 1
	}
	return 0
}

// single holds every string of one byte.
const single = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f" +
	"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	"\x20\x21\x22\x23\x24\x25\x26\x27\x28\x29\x2a\x2b\x2c\x2d\x2e\x2f" +
	"\x30\x31\x32\x33\x34\x35\x36\x37\x38\x39\x3a\x3b\x3c\x3d\x3e\x3f" +
	"\x40\x41\x42\x43\x44\x45\x46\x47\x48\x49\x4a\x4b\x4c\x4d\x4e\x4f" +
	"\x50\x51\x52\x53\x54\x55\x56\x57\x58\x59\x5a\x5b\x5c\x5d\x5e\x5f" +
	"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f" +
	"\x70\x71\x72\x73\x74\x75\x76\x77\x78\x79\x7a\x7b\x7c\x7d\x7e\x7f" +
	"\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f" +
	"\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f" +
	"\xa0\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xaf" +
	"\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf" +
	"\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xcb\xcc\xcd\xce\xcf" +
	"\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xdb\xdc\xdd\xde\xdf" +
	"\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef" +
	"\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff"

// FromBytes returns string(b).
func FromBytes(b []byte) string {
	switch len(b) {
	case 0:
		return ""
	case 1:
		c := int(b[0])
		return single[c : c+1]
	}
	buf := make([]byte, len(b))
	copy(buf, b)
	return view(buf)
}

// ToBytes returns []byte(s). Its capacity is rounded up to whole words.
func ToBytes(s string) []byte {
	b := make([]byte, len(s), (len(s)+7)&^7)
	copy(b, s)
	return b
}
