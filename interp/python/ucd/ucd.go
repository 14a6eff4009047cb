// Package ucd is the Unicode character database as Python 3.11 knows it.
//
// In: code points and names of characters.
// Out: names, categories and other properties of Unicode 14.0.
// Holds: what later versions assigned is unassigned here. The tables are those
// of Go's unicode packages, which are newer; the list of later assignments says what to take away.
package ucd

import "unicode"

// Version is the version of Unicode that Python 3.11 has.
const Version = "14.0.0"

// later are the code points that Unicode 15.0 assigned.
var later = []struct{ first, last rune }{
	{0xcf3, 0xcf3}, {0xece, 0xece}, {0x10efd, 0x10eff}, {0x1123f, 0x11241}, {0x11b00, 0x11b09}, {0x11f00, 0x11f10},
	{0x11f12, 0x11f3a}, {0x11f3e, 0x11f59}, {0x1342f, 0x1342f}, {0x13439, 0x13455}, {0x1b132, 0x1b132}, {0x1b155, 0x1b155},
	{0x1d2c0, 0x1d2d3}, {0x1df25, 0x1df2a}, {0x1e030, 0x1e06d}, {0x1e08f, 0x1e08f}, {0x1e4d0, 0x1e4f9}, {0x1f6dc, 0x1f6dc},
	{0x1f774, 0x1f776}, {0x1f77b, 0x1f77f}, {0x1f7d9, 0x1f7d9}, {0x1fa75, 0x1fa77}, {0x1fa87, 0x1fa88}, {0x1faad, 0x1faaf},
	{0x1fabb, 0x1fabd}, {0x1fabf, 0x1fabf}, {0x1face, 0x1facf}, {0x1fada, 0x1fadb}, {0x1fae8, 0x1fae8}, {0x1faf7, 0x1faf8},
	{0x2b739, 0x2b739}, {0x31350, 0x323af},
}

// isLater reports whether a code point was assigned after Unicode 14.0.
func isLater(r rune) bool {
	if r < later[0].first {
		return false
	}
	low, high := 0, len(later)
	for low < high {
		middle := (low + high) / 2
		if later[middle].last < r {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low < len(later) && r >= later[low].first
}

// categories are the general categories; those of most characters come first.
var categories = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Lo", unicode.Lo}, {"Ll", unicode.Ll}, {"Lu", unicode.Lu}, {"Mn", unicode.Mn}, {"So", unicode.So}, {"Nd", unicode.Nd},
	{"Po", unicode.Po}, {"Sm", unicode.Sm}, {"Lm", unicode.Lm}, {"Mc", unicode.Mc}, {"No", unicode.No}, {"Nl", unicode.Nl},
	{"Zs", unicode.Zs}, {"Cc", unicode.Cc}, {"Cf", unicode.Cf}, {"Ps", unicode.Ps}, {"Pe", unicode.Pe}, {"Sk", unicode.Sk},
	{"Sc", unicode.Sc}, {"Pd", unicode.Pd}, {"Lt", unicode.Lt}, {"Me", unicode.Me}, {"Pc", unicode.Pc}, {"Pi", unicode.Pi},
	{"Pf", unicode.Pf}, {"Zl", unicode.Zl}, {"Zp", unicode.Zp}, {"Cs", unicode.Cs}, {"Co", unicode.Co},
}

// Category returns the general category of a code point; "Cn" if it is not
// assigned.
func Category(r rune) string {
	if !isLater(r) {
		for i := range categories {
			if unicode.Is(categories[i].table, r) {
				return categories[i].name
			}
		}
	}
	return "Cn"
}
