package ucd

import "unicode"

// This file is the values of digits and numbers, and decompositions.

// IsLater reports whether a code point was assigned after Version.
func IsLater(r rune) bool { return isLater(r) }

// DecimalValue is the value of a decimal digit: those of a script follow each
// other, in runs of ten.
func DecimalValue(r rune) int {
	for _, span := range unicode.Nd.R16 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return int(r-rune(span.Lo)) % 10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return int(r-rune(span.Lo)) % 10
		}
	}
	return 0
}

// DigitValue is the value of a digit, decimal or not.
func DigitValue(r rune) (int, bool) {
	switch {
	case isLater(r):
		return 0, false
	case unicode.Is(unicode.Nd, r):
		return DecimalValue(r), true
	case !unicode.Is(unicode.No, r):
		return 0, false
	}
	for _, x := range digitRuns {
		if r >= x.first && r <= x.last {
			return x.value + int(r-x.first), true
		}
	}
	return 0, false
}

// digitRuns are the digits that are not decimal: superscripts, circled ones.
var digitRuns = []struct {
	first, last rune
	value       int
}{
	{0xB2, 0xB3, 2}, {0xB9, 0xB9, 1}, {0x1369, 0x1371, 1}, {0x19DA, 0x19DA, 1}, {0x2070, 0x2070, 0}, {0x2074, 0x2079, 4},
	{0x2080, 0x2089, 0}, {0x2460, 0x2468, 1}, {0x2474, 0x247C, 1}, {0x2488, 0x2490, 1}, {0x24EA, 0x24EA, 0},
	{0x24F5, 0x24FD, 1}, {0x24FF, 0x24FF, 0}, {0x2776, 0x277E, 1}, {0x2780, 0x2788, 1}, {0x278A, 0x2792, 1},
	{0x10A40, 0x10A43, 1}, {0x10E60, 0x10E68, 1}, {0x11052, 0x1105A, 1}, {0x1F100, 0x1F100, 0}, {0x1F101, 0x1F10A, 0},
}

// NumericValue is the value of a character that stands for a number.
func NumericValue(r rune) (float64, bool) {
	if v, ok := DigitValue(r); ok {
		return float64(v), true
	}
	if isLater(r) {
		return 0, false
	}
	switch {
	case r >= 0x2160 && r <= 0x216B: // Roman numerals
		return float64(r - 0x2160 + 1), true
	case r >= 0x2170 && r <= 0x217B:
		return float64(r - 0x2170 + 1), true
	case r >= 0x2469 && r <= 0x2473:
		return float64(r - 0x2469 + 10), true
	case r >= 0x3021 && r <= 0x3029:
		return float64(r - 0x3021 + 1), true
	}
	if v, ok := namedNumbers[r]; ok {
		return v, true
	}
	if unicode.Is(unicode.No, r) { // fractions have a compatibility decomposition
		return fraction(Normalize(NFKD, string(r)))
	}
	return 0, false
}

var namedNumbers = map[rune]float64{0x216C: 50, 0x216D: 100, 0x216E: 500, 0x216F: 1000, 0x217C: 50, 0x217D: 100, 0x217E: 500,
	0x217F: 1000, 0x2180: 1000, 0x2181: 5000, 0x2182: 10000, 0x2185: 6, 0x2186: 50, 0x2187: 50000, 0x2188: 100000, 0x3007: 0,
	0x4E00: 1, 0x4E8C: 2, 0x4E09: 3, 0x56DB: 4, 0x4E94: 5, 0x516D: 6, 0x4E03: 7, 0x516B: 8, 0x4E5D: 9, 0x5341: 10,
	0x767E: 100, 0x5343: 1000, 0x4E07: 10000, 0x842C: 10000, 0x4EBF: 1e8, 0x5104: 1e8, 0x5146: 1e12}

// fraction reads digits, with a slash between them.
func fraction(s string) (float64, bool) {
	n, d, slash, digits := 0.0, 0.0, false, 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9' && slash:
			d = d*10 + float64(c-'0')
		case c >= '0' && c <= '9':
			n = n*10 + float64(c-'0')
		case c == 0x2044:
			slash = true
			continue
		default:
			return 0, false
		}
		digits++
	}
	if slash && d != 0 {
		return n / d, true
	}
	return n, digits > 0 && !slash
}
