//go:build !rgo

package ucd

import (
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// This file has the properties that come from packages which a translated build
// cannot have, because they use fmt.

var forms = []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD}

// Normalize brings text without lone surrogates to a normal form; ok is false if
// this build has no tables for that.
func Normalize(f Form, s string) (result string, ok bool) { return forms[f].String(s), true }

// CombiningClass is the canonical combining class.
func CombiningClass(r rune) (class int, ok bool) {
	return int(norm.NFD.PropertiesString(string(r)).CCC()), true
}

// bidiNames are the classes by their numbers in package bidi.
var bidiNames = map[bidi.Class]string{bidi.L: "L", bidi.R: "R", bidi.EN: "EN", bidi.ES: "ES", bidi.ET: "ET", bidi.AN: "AN",
	bidi.CS: "CS", bidi.B: "B", bidi.S: "S", bidi.WS: "WS", bidi.ON: "ON", bidi.BN: "BN", bidi.NSM: "NSM", bidi.AL: "AL"}

// BidiClass is the bidirectional class, but for explicit controls.
func BidiClass(r rune) (class string, ok bool) {
	p, _ := bidi.LookupRune(r)
	return bidiNames[p.Class()], true
}

// EastAsianWidth is the width property.
func EastAsianWidth(r rune) (kind string, ok bool) {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianFullwidth:
		return "F", true
	case width.EastAsianHalfwidth:
		return "H", true
	case width.EastAsianWide:
		return "W", true
	case width.EastAsianNarrow:
		return "Na", true
	case width.EastAsianAmbiguous:
		return "A", true
	}
	return "N", true
}

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
	if c := []rune(norm.NFC.String(string(full[:last]))); len(c) == 1 {
		return []rune{c[0], full[last]}
	}
	return nil
}
