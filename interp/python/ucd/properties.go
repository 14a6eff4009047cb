package ucd

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// This file is the properties that Go's packages do not have.

// Mirrored are the characters that are mirrored in text from the right.
var Mirrored = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x28, 0x29, 1}, {0x3c, 0x3c, 1}, {0x3e, 0x3e, 1}, {0x5b, 0x5b, 1}, {0x5d, 0x5d, 1}, {0x7b, 0x7b, 1},
		{0x7d, 0x7d, 1}, {0xab, 0xab, 1}, {0xbb, 0xbb, 1}, {0xf3a, 0xf3d, 1}, {0x169b, 0x169c, 1}, {0x2039, 0x203a, 1},
		{0x2045, 0x2046, 1}, {0x207d, 0x207e, 1}, {0x208d, 0x208e, 1}, {0x2140, 0x2140, 1}, {0x2201, 0x2204, 1},
		{0x2208, 0x220d, 1}, {0x2211, 0x2211, 1}, {0x2215, 0x2216, 1}, {0x221a, 0x221d, 1}, {0x221f, 0x2222, 1},
		{0x2224, 0x2224, 1}, {0x2226, 0x2226, 1}, {0x222b, 0x2233, 1}, {0x2239, 0x2239, 1}, {0x223b, 0x224c, 1},
		{0x2252, 0x2255, 1}, {0x225f, 0x2260, 1}, {0x2262, 0x2262, 1}, {0x2264, 0x226b, 1}, {0x226e, 0x228c, 1},
		{0x228f, 0x2292, 1}, {0x2298, 0x2298, 1}, {0x22a2, 0x22a3, 1}, {0x22a6, 0x22b8, 1}, {0x22be, 0x22bf, 1},
		{0x22c9, 0x22cd, 1}, {0x22d0, 0x22d1, 1}, {0x22d6, 0x22ed, 1}, {0x22f0, 0x22ff, 1}, {0x2308, 0x230b, 1},
		{0x2320, 0x2321, 1}, {0x2329, 0x232a, 1}, {0x2768, 0x2775, 1}, {0x27c0, 0x27c0, 1}, {0x27c3, 0x27c6, 1},
		{0x27c8, 0x27c9, 1}, {0x27cb, 0x27cd, 1}, {0x27d3, 0x27d6, 1}, {0x27dc, 0x27de, 1}, {0x27e2, 0x27ef, 1},
		{0x2983, 0x2998, 1}, {0x299b, 0x29a0, 1}, {0x29a2, 0x29af, 1}, {0x29b8, 0x29b8, 1}, {0x29c0, 0x29c5, 1},
		{0x29c9, 0x29c9, 1}, {0x29ce, 0x29d2, 1}, {0x29d4, 0x29d5, 1}, {0x29d8, 0x29dc, 1}, {0x29e1, 0x29e1, 1},
		{0x29e3, 0x29e5, 1}, {0x29e8, 0x29e9, 1}, {0x29f4, 0x29f9, 1}, {0x29fc, 0x29fd, 1}, {0x2a0a, 0x2a1c, 1},
		{0x2a1e, 0x2a21, 1}, {0x2a24, 0x2a24, 1}, {0x2a26, 0x2a26, 1}, {0x2a29, 0x2a29, 1}, {0x2a2b, 0x2a2e, 1},
		{0x2a34, 0x2a35, 1}, {0x2a3c, 0x2a3e, 1}, {0x2a57, 0x2a58, 1}, {0x2a64, 0x2a65, 1}, {0x2a6a, 0x2a6d, 1},
		{0x2a6f, 0x2a70, 1}, {0x2a73, 0x2a74, 1}, {0x2a79, 0x2aa3, 1}, {0x2aa6, 0x2aad, 1}, {0x2aaf, 0x2ad6, 1},
		{0x2adc, 0x2adc, 1}, {0x2ade, 0x2ade, 1}, {0x2ae2, 0x2ae6, 1}, {0x2aec, 0x2aee, 1}, {0x2af3, 0x2af3, 1},
		{0x2af7, 0x2afb, 1}, {0x2afd, 0x2afd, 1}, {0x2bfe, 0x2bfe, 1}, {0x2e02, 0x2e05, 1}, {0x2e09, 0x2e0a, 1},
		{0x2e0c, 0x2e0d, 1}, {0x2e1c, 0x2e1d, 1}, {0x2e20, 0x2e29, 1}, {0x2e55, 0x2e5c, 1}, {0x3008, 0x3011, 1},
		{0x3014, 0x301b, 1}, {0xfe59, 0xfe5e, 1}, {0xfe64, 0xfe65, 1}, {0xff08, 0xff09, 1}, {0xff1c, 0xff1c, 1},
		{0xff1e, 0xff1e, 1}, {0xff3b, 0xff3b, 1}, {0xff3d, 0xff3d, 1}, {0xff5b, 0xff5b, 1}, {0xff5d, 0xff5d, 1},
		{0xff5f, 0xff60, 1}, {0xff62, 0xff63, 1},
	},
	R32: []unicode.Range32{
		{0x1d6db, 0x1d6db, 1}, {0x1d715, 0x1d715, 1}, {0x1d74f, 0x1d74f, 1}, {0x1d789, 0x1d789, 1}, {0x1d7c3, 0x1d7c3, 1},
	},
	LatinOffset: 9,
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

// tagRules find the kind of a compatibility decomposition in the name of the
// character: a prefix, or with * before it a part.
var tagRules = []struct{ rule, tag string }{
	{"* ISOLATED FORM", "<isolated>"}, {"* FINAL FORM", "<final>"}, {"* INITIAL FORM", "<initial>"}, {"* MEDIAL FORM", "<medial>"},
	{"PRESENTATION FORM FOR VERTICAL", "<vertical>"}, {"FULLWIDTH ", "<wide>"}, {"IDEOGRAPHIC SPACE", "<wide>"},
	{"HALFWIDTH ", "<narrow>"}, {"VULGAR FRACTION", "<fraction>"}, {"FRACTION NUMERATOR", "<fraction>"}, {"CIRCLED ", "<circle>"},
	{"SUPERSCRIPT ", "<super>"}, {"SUBSCRIPT ", "<sub>"}, {"SQUARE ", "<square>"}, {"SQUARED ", "<square>"},
	{"MATHEMATICAL ", "<font>"}, {"DOUBLE-STRUCK ", "<font>"}, {"SCRIPT ", "<font>"}, {"BLACK-LETTER ", "<font>"},
	{"ARABIC MATHEMATICAL ", "<font>"}, {"NO-BREAK SPACE", "<noBreak>"}, {"NARROW NO-BREAK SPACE", "<noBreak>"},
	{"NON-BREAKING HYPHEN", "<noBreak>"}, {"FIGURE SPACE", "<noBreak>"}, {"MODIFIER LETTER ", "<super>"},
}

// CompatibilityTag is the kind of a compatibility decomposition, as far as the
// name tells; "" stands for no particular one.
func CompatibilityTag(r rune) string {
	name := Name(r)
	if r >= 0xFE50 && r <= 0xFE6B {
		return "<small>"
	}
	for _, x := range tagRules {
		if part, ok := strings.CutPrefix(x.rule, "*"); ok {
			if strings.HasSuffix(name, part) {
				return x.tag
			}
		} else if strings.HasPrefix(name, x.rule) {
			return x.tag
		}
	}
	return ""
}
