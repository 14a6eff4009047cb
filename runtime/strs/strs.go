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

// FromBytes returns string(b).
func FromBytes(b []byte) string {
	if len(b) == 0 {
		return ""
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
