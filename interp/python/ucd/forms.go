package ucd

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// This file has the properties that come from the packages of x/text.

// Form is a normal form of text.
type Form uint8

// The normal forms.
const (
	NFC Form = iota
	NFD
	NFKC
	NFKD
)

var forms = []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD}

// Normalize brings text without lone surrogates to a normal form.
func Normalize(f Form, s string) string { return forms[f].String(s) }

// Normalized is Normalize for any text: lone surrogates, encoded as if they were characters, and what Unicode 14.0 does not
// have stay as they are.
func Normalized(f Form, s string) string {
	var out strings.Builder
	start := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		lone := r == utf8.RuneError && size == 1
		if lone {
			size = 3
		}
		if lone || IsLater(r) {
			out.WriteString(forms[f].String(s[start:i]))
			out.WriteString(s[i : i+size])
			start = i + size
		}
		i += size
	}
	out.WriteString(forms[f].String(s[start:]))
	return out.String()
}

// CombiningClass is the canonical combining class.
func CombiningClass(r rune) int { return int(norm.NFD.PropertiesString(string(r)).CCC()) }

// bidiNames are the classes by their numbers in package bidi.
var bidiNames = map[bidi.Class]string{bidi.L: "L", bidi.R: "R", bidi.EN: "EN", bidi.ES: "ES", bidi.ET: "ET", bidi.AN: "AN",
	bidi.CS: "CS", bidi.B: "B", bidi.S: "S", bidi.WS: "WS", bidi.ON: "ON", bidi.BN: "BN", bidi.NSM: "NSM", bidi.AL: "AL"}

// BidiClass is the bidirectional class, but for explicit controls.
func BidiClass(r rune) string {
	p, _ := bidi.LookupRune(r)
	return bidiNames[p.Class()]
}

// EastAsianWidth is the width property.
func EastAsianWidth(r rune) string {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianFullwidth:
		return "F"
	case width.EastAsianHalfwidth:
		return "H"
	case width.EastAsianWide:
		return "W"
	case width.EastAsianNarrow:
		return "Na"
	case width.EastAsianAmbiguous:
		return "A"
	}
	return "N"
}

// notComposed are the characters that others decompose to in one step and that are never composed.
var notComposed = []rune{0xFB49, 0x1D15F, 0x1D1BB, 0x1D1BC}

// CanonicalStep is the decomposition of a character into at most two; nil if
// that is its full decomposition.
func CanonicalStep(r rune) []rune {
	full := []rune(norm.NFD.String(string(r)))
	if c := []rune(norm.NFC.String(string(full))); len(c) == 1 && c[0] != r {
		return c
	}
	if len(full) < 3 {
		return nil
	}
	last := len(full) - 1
	for _, c := range notComposed {
		if norm.NFD.String(string(c)) == string(full[:last]) {
			return []rune{c, full[last]}
		}
	}
	if c := []rune(norm.NFC.String(string(full[:last]))); len(c) == 1 {
		return []rune{c[0], full[last]}
	}
	return nil
}
