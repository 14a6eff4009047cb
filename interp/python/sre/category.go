package sre

import "unicode"

// This file classifies code points and folds their case.

func inCategory(category uint32, r rune) bool {
	yes := false
	switch category &^ 1 {
	case categoryDigit:
		yes = r >= '0' && r <= '9'
	case categorySpace:
		yes = r == ' ' || r >= '\t' && r <= '\r'
	case categoryWord, categoryLocWord:
		yes = asciiWord(r)
	case categoryLinebreak:
		yes = r == '\n'
	case categoryUniDigit:
		yes = r >= '0' && r <= '9' || r >= 0x80 && unicode.Is(unicode.Nd, r)
	case categoryUniSpace:
		yes = IsSpace(r)
	case categoryUniWord:
		yes = isWord(r)
	case categoryUniLinebreak:
		yes = r >= '\n' && r <= '\r' || r >= 0x1c && r <= 0x1e || r == 0x85 || r == 0x2028 || r == 0x2029
	}
	return yes != (category&1 != 0)
}

func asciiWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}

// isWord is Python's isalnum, or an underscore.
func isWord(r rune) bool {
	if r < 0x80 {
		return asciiWord(r)
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// IsSpace is Python's isspace of a code point.
func IsSpace(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1c && r <= 0x1f
	case r == 0x85 || r == 0xa0 || r == 0x1680 || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// LowerASCII lowers ASCII letters only.
func LowerASCII(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

func upperASCII(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - ('a' - 'A')
	}
	return r
}

// Lower is the simple lower case of a code point.
func Lower(r rune) rune {
	if r < 0x80 {
		return LowerASCII(r)
	}
	return unicode.ToLower(r)
}

func upper(r rune) rune {
	if r < 0x80 {
		return upperASCII(r)
	}
	return unicode.ToUpper(r)
}

// IsCasedASCII and IsCased report whether a code point has another case.
func IsCasedASCII(r rune) bool { return LowerASCII(r) != r || upperASCII(r) != r }

// IsCased is IsCasedASCII for all of Unicode.
func IsCased(r rune) bool {
	return Lower(r) != r || upper(r) != r || unicode.Is(withoutSimpleUpper, r)
}

// withoutSimpleUpper are the code points whose only upper case is several code points.
var withoutSimpleUpper = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0xdf, Hi: 0xdf, Stride: 1}, {Lo: 0x149, Hi: 0x149, Stride: 1}, {Lo: 0x1f0, Hi: 0x1f0, Stride: 1},
	{Lo: 0x390, Hi: 0x3b0, Stride: 0x20}, {Lo: 0x587, Hi: 0x587, Stride: 1}, {Lo: 0x1e96, Hi: 0x1e9a, Stride: 1},
	{Lo: 0x1f50, Hi: 0x1f56, Stride: 2}, {Lo: 0x1fb2, Hi: 0x1fb6, Stride: 2}, {Lo: 0x1fb7, Hi: 0x1fb7, Stride: 1},
	{Lo: 0x1fc2, Hi: 0x1fc6, Stride: 2}, {Lo: 0x1fc7, Hi: 0x1fc7, Stride: 1}, {Lo: 0x1fd2, Hi: 0x1fd3, Stride: 1},
	{Lo: 0x1fd6, Hi: 0x1fd7, Stride: 1}, {Lo: 0x1fe2, Hi: 0x1fe4, Stride: 1}, {Lo: 0x1fe6, Hi: 0x1fe7, Stride: 1},
	{Lo: 0x1ff2, Hi: 0x1ff6, Stride: 2}, {Lo: 0x1ff7, Hi: 0x1ff7, Stride: 1}, {Lo: 0xfb00, Hi: 0xfb06, Stride: 1},
	{Lo: 0xfb13, Hi: 0xfb17, Stride: 1},
}, LatinOffset: 1}
