package vm

import "unicode"

// This file is the methods of str that test and convert characters.

//rgo:parallel
func init() {
	all := func(test func(r rune) bool) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			s := strOf(args[0])
			if s.n == 0 {
				return False
			}
			if s.isASCII() {
				for i := 0; i < len(s.s); i++ {
					if !test(rune(s.s[i])) {
						return False
					}
				}
				return True
			}
			for _, r := range s.runes() {
				if !test(r) {
					return False
				}
			}
			return True
		}
	}
	StrType.addMethods([]method{
		{"isalpha", 0, 0, all(isAlpha), ""},
		{"isdigit", 0, 0, all(isDigit), ""},
		{"isdecimal", 0, 0, all(func(r rune) bool { return unicode.Is(unicode.Nd, r) }), ""},
		{"isnumeric", 0, 0, all(unicode.IsNumber), ""},
		{"isalnum", 0, 0, all(func(r rune) bool { return isAlpha(r) || unicode.IsNumber(r) }), ""},
		{"isspace", 0, 0, all(isSpace), ""},
		{"isprintable", 0, 0, func(t *Thread, args []Object) Object {
			for _, r := range strOf(args[0]).runes() {
				if !isPrintable(r) {
					return False
				}
			}
			return True
		}, ""},
		{"isascii", 0, 0, func(t *Thread, args []Object) Object { return boolOf(strOf(args[0]).isASCII()) }, ""},
		{"isupper", 0, 0, func(t *Thread, args []Object) Object { return isCased(strOf(args[0]), isUpper, isLowerOrTitle) }, ""},
		{"islower", 0, 0, func(t *Thread, args []Object) Object { return isCased(strOf(args[0]), isLower, isUpperOrTitle) }, ""},
		{"istitle", 0, 0, strIsTitle, ""},
		{"isidentifier", 0, 0, func(t *Thread, args []Object) Object { return boolOf(isIdentifier(strOf(args[0]))) }, ""},
		{"upper", 0, 0, func(t *Thread, args []Object) Object { return convertCase(strOf(args[0]), upperTable, unicode.ToUpper) }, ""},
		{"lower", 0, 0, func(t *Thread, args []Object) Object { return lowerStr(strOf(args[0])) }, ""},
		{"casefold", 0, 0, func(t *Thread, args []Object) Object { return convertCase(strOf(args[0]), foldTable, unicode.ToLower) }, ""},
		{"swapcase", 0, 0, func(t *Thread, args []Object) Object { return swapCase(strOf(args[0])) }, ""},
		{"capitalize", 0, 0, func(t *Thread, args []Object) Object { return titleStr(strOf(args[0]), true) }, ""},
		{"title", 0, 0, func(t *Thread, args []Object) Object { return titleStr(strOf(args[0]), false) }, ""},
	})
}

//rgo:parallel
func isAlpha(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r)
}

//rgo:parallel
func isDigit(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9'
	}
	if unicode.Is(unicode.Nd, r) {
		return true
	}
	// Superscripts, subscripts and circled digits are digits too.
	switch {
	case r == 0xb2 || r == 0xb3 || r == 0xb9 || r == 0x2070 || r >= 0x2074 && r <= 0x2079 || r >= 0x2080 && r <= 0x2089,
		r >= 0x2460 && r <= 0x2468:
		return true
	}
	return false
}

//rgo:parallel
func isLower(r rune) bool {
	return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r)
}

//rgo:parallel
func isLowerOrTitle(r rune) bool { return isLower(r) || unicode.IsTitle(r) }

//rgo:parallel
func isUpper(r rune) bool {
	return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r)
}

//rgo:parallel
func isUpperOrTitle(r rune) bool { return isUpper(r) || unicode.IsTitle(r) }

// isCased is isupper and islower.
//
//rgo:parallel
func isCased(s *Str, want, other func(r rune) bool) Object {
	found := false
	for _, r := range s.runes() {
		if other(r) {
			return False
		}
		found = found || want(r)
	}
	return boolOf(found)
}

//rgo:parallel
func strIsTitle(t *Thread, args []Object) Object {
	inWord, found := false, false
	for _, r := range strOf(args[0]).runes() {
		switch {
		case isUpperOrTitle(r):
			if inWord {
				return False
			}
			inWord, found = true, true
		case isLower(r):
			if !inWord {
				return False
			}
			found = true
		default:
			inWord = false
		}
	}
	return boolOf(found)
}

//rgo:parallel
func isIdentifier(s *Str) bool {
	for i, r := range s.runes() {
		if r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) {
			continue
		}
		if i == 0 || !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r) && !unicode.Is(unicode.Pc, r) {
			return false
		}
	}
	return s.n > 0
}

// asciiDigits replaces decimal digits of other scripts by ASCII ones.
//
//rgo:parallel
func asciiDigits(s *Str) string {
	if s.isASCII() {
		return s.s
	}
	var b []byte
	for _, r := range s.runes() {
		if unicode.Is(unicode.Nd, r) {
			// The ten digits of a script are consecutive, from a multiple of
			// 10 below the next ten; find the zero by counting down.
			zero := r
			for zero > 0 && r-zero < 9 && unicode.Is(unicode.Nd, zero-1) {
				zero--
			}
			b = append(b, byte('0'+(r-zero)%10))
		} else {
			b = appendRune(b, r)
		}
	}
	return string(b)
}
