package code

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file writes constants as Python's repr does.

// Repr is Python's repr of a constant.
func Repr(c Const) string {
	switch c := c.(type) {
	case None:
		return "None"
	case Ellipsis:
		return "Ellipsis"
	case Bool:
		if c {
			return "True"
		}
		return "False"
	case Int:
		return strconv.FormatInt(int64(c), 10)
	case BigInt:
		return c.Value.String()
	case Float:
		return ReprFloat(float64(c))
	case Complex:
		return reprComplex(complex128(c))
	case Str:
		return reprString(string(c))
	case Bytes:
		return reprBytes(string(c))
	case Tuple:
		if len(c) == 1 {
			return "(" + Repr(c[0]) + ",)"
		}
		return "(" + reprList(c) + ")"
	case FrozenSet:
		if len(c) == 0 {
			return "frozenset()"
		}
		return "frozenset({" + reprList(c) + "})"
	case *Code:
		return "<code object " + c.Name + ", file \"" + c.FileName + "\", line " + strconv.Itoa(c.FirstLine) + ">"
	}
	return "<?>"
}

func reprList(list []Const) string {
	parts := make([]string, len(list))
	for i, c := range list {
		parts[i] = Repr(c)
	}
	return strings.Join(parts, ", ")
}

// ReprFloat is Python's repr of a float.
func ReprFloat(f float64) string {
	text := formatFloat(f)
	if strings.ContainsAny(text, ".en") {
		return text
	}
	return text + ".0"
}

// formatFloat is the shortest text that reads back as f; whole numbers have
// no fraction.
func formatFloat(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case math.IsNaN(f):
		return "nan"
	}
	text := strconv.FormatFloat(f, 'e', -1, 64)
	exponent, _ := strconv.Atoi(text[strings.IndexByte(text, 'e')+1:])
	if exponent < -4 || exponent >= 16 {
		return text
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func reprComplex(c complex128) string {
	imaginary := formatFloat(imag(c)) + "j"
	if real(c) == 0 && !math.Signbit(real(c)) {
		return imaginary
	}
	if imaginary[0] != '-' {
		imaginary = "+" + imaginary
	}
	return "(" + formatFloat(real(c)) + imaginary + ")"
}

const hexDigits = "0123456789abcdef"

// quoteFor is the quote that repr puts around s.
func quoteFor(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

func reprString(s string) string {
	var out strings.Builder
	quote := quoteFor(s)
	out.WriteByte(quote)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 && i+2 < len(s) && s[i] == 0xed {
			r = rune(s[i]&0xf)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f)
			size = 3
		}
		i += size
		switch {
		case r == rune(quote) || r == '\\':
			out.WriteByte('\\')
			out.WriteByte(byte(r))
		case r == '\n':
			out.WriteString("\\n")
		case r == '\r':
			out.WriteString("\\r")
		case r == '\t':
			out.WriteString("\\t")
		case r < ' ' || r == 0x7f:
			writeHex(&out, 'x', uint32(r), 2)
		case r < utf8.RuneSelf || (r < 0xd800 || r > 0xdfff) && unicode.IsPrint(r):
			out.WriteRune(r)
		case r <= 0xff:
			writeHex(&out, 'x', uint32(r), 2)
		case r <= 0xffff:
			writeHex(&out, 'u', uint32(r), 4)
		default:
			writeHex(&out, 'U', uint32(r), 8)
		}
	}
	out.WriteByte(quote)
	return out.String()
}

func writeHex(out *strings.Builder, letter byte, value uint32, digits int) {
	out.WriteByte('\\')
	out.WriteByte(letter)
	for i := digits - 1; i >= 0; i-- {
		out.WriteByte(hexDigits[value>>(4*i)&0xf])
	}
}

func reprBytes(s string) string {
	var out strings.Builder
	quote := quoteFor(s)
	out.WriteByte('b')
	out.WriteByte(quote)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote || c == '\\':
			out.WriteByte('\\')
			out.WriteByte(c)
		case c == '\n':
			out.WriteString("\\n")
		case c == '\r':
			out.WriteString("\\r")
		case c == '\t':
			out.WriteString("\\t")
		case c < ' ' || c >= 0x7f:
			writeHex(&out, 'x', uint32(c), 2)
		default:
			out.WriteByte(c)
		}
	}
	out.WriteByte(quote)
	return out.String()
}
