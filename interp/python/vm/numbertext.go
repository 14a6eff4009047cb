package vm

import (
	"math"
	"strconv"
	"strings"
)

// This file reads complex numbers and hexadecimal floats from text.

// floatPrefix is the length of the longest float that s begins with, with its
// sign; 0 if there is none.
func floatPrefix(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	for _, word := range []string{"infinity", "inf", "nan"} {
		if len(s)-i >= len(word) && strings.EqualFold(s[i:i+len(word)], word) {
			return i + len(word)
		}
	}
	digits := 0
	for ; i < len(s) && (isDigitByte(s[i]) || s[i] == '_'); i++ {
		digits++
	}
	if i < len(s) && s[i] == '.' {
		for i++; i < len(s) && (isDigitByte(s[i]) || s[i] == '_'); i++ {
			digits++
		}
	}
	if digits == 0 {
		return 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigitByte(s[j]) {
			for ; j < len(s) && (isDigitByte(s[j]) || s[j] == '_'); j++ {
			}
			i = j
		}
	}
	return i
}

// parseComplex reads a complex number as complex() does: a float, an imaginary
// part, or both, perhaps in parentheses.
func parseComplex(text string) (complex128, bool) {
	s := strings.TrimFunc(text, isSpace)
	if len(s) > 1 && s[0] == '(' && s[len(s)-1] == ')' {
		s = strings.TrimFunc(s[1:len(s)-1], isSpace)
	}
	first, n, ok := complexPart(s)
	if !ok || n == 0 {
		return 0, false
	}
	switch rest := s[n:]; {
	case rest == "":
		if isUnit(s[n-1]) {
			return complex(0, first), true
		}
		return complex(first, 0), true
	case !isUnit(s[n-1]) && (rest[0] == '+' || rest[0] == '-'):
		second, m, ok := complexPart(rest)
		if ok && m == len(rest) && isUnit(rest[m-1]) {
			return complex(first, second), true
		}
	}
	return 0, false
}

func isUnit(c byte) bool { return c == 'j' || c == 'J' }

// complexPart reads a float and the j behind it, if there is one; the float may
// be missing then.
func complexPart(s string) (v float64, n int, ok bool) {
	if n = floatPrefix(s); n > 0 {
		if v, ok = parseFloat(s[:n]); !ok {
			return 0, 0, false
		}
	} else {
		v = 1
		if s != "" && (s[0] == '+' || s[0] == '-') {
			if s[0] == '-' {
				v = -1
			}
			n = 1
		}
		if n == len(s) || !isUnit(s[n]) {
			return 0, 0, false
		}
	}
	if n < len(s) && isUnit(s[n]) {
		n++
	}
	return v, n, true
}

const (
	hexInvalid  = "invalid hexadecimal floating-point string"
	hexOverflow = "hexadecimal value too large to represent as a float"
)

// parseHexFloat reads what float.fromhex takes; fault is a message or "".
func parseHexFloat(text string) (v float64, fault string) {
	s, sign := text, 1.0
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	switch strings.ToLower(s) {
	case "inf", "infinity":
		return math.Inf(int(sign)), ""
	case "nan":
		return math.Copysign(math.NaN(), sign), ""
	}
	if len(s) > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		s = s[2:]
	}
	mantissa, exponent, digits, zero, i := "0x", 0, 0, true, 0
	point := false
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' && !point {
			point = true
		} else if c < 0x80 && strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 {
			digits++
			zero = zero && c == '0'
		} else {
			break
		}
		mantissa += string(rune(c))
	}
	if digits == 0 {
		return 0, hexInvalid
	}
	if i < len(s) && (s[i] == 'p' || s[i] == 'P') {
		number := s[i+1:]
		if number == "" || strings.IndexByte(number, '_') >= 0 {
			return 0, hexInvalid
		}
		n, err := strconv.Atoi(number)
		if err != nil {
			digits := number
			if digits[0] == '+' || digits[0] == '-' {
				digits = digits[1:]
			}
			if digits == "" || strings.Trim(digits, "0123456789") != "" {
				return 0, hexInvalid
			}
			n = 1 << 40
			if number[0] == '-' {
				n = -n
			}
		}
		exponent, i = n, len(s)
	}
	if i != len(s) {
		return 0, hexInvalid
	}
	if zero {
		return math.Copysign(0, sign), ""
	}
	const far = 1 << 30 // beyond what digits can make good
	exponent = max(-far, min(far, exponent))
	v, err := strconv.ParseFloat(mantissa+"p"+strconv.Itoa(exponent), 64)
	if math.IsInf(v, 0) {
		return 0, hexOverflow
	}
	if err != nil {
		return 0, hexInvalid
	}
	return sign * v, ""
}
