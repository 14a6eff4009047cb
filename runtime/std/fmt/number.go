package fmt

// This file formats numbers.

import (
	"strconv"
	"unicode/utf8"
)

// base maps the verbs of integers to the base and what # puts in front.
func base(verb rune) (base int, prefix string) {
	switch verb {
	case 'd', 'v':
		return 10, ""
	case 'b':
		return 2, "0b"
	case 'o', 'O':
		return 8, "0"
	case 'x':
		return 16, "0x"
	case 'X':
		return 16, "0X"
	}
	return 0, ""
}

// integer formats x, or int64(x) if it is signed.
func (p *printer) integer(x uint64, signed bool, v any, verb rune) {
	switch verb {
	case 'c', 'q', 'U':
		p.character(x, verb)
		return
	}
	b, prefix := base(verb)
	switch {
	case b == 0:
		p.mismatch(v, verb)
	case verb == 'v' && p.goSyntax && !signed:
		p.address(x, true)
	default:
		negative := signed && int64(x) < 0
		if negative {
			x = -x
		}
		p.inBase(x, negative, b, prefix, verb)
	}
}

// address formats x in hexadecimal, with or without 0x in front.
func (p *printer) address(x uint64, prefixed bool) {
	sharp := p.sharp
	p.sharp = prefixed
	p.inBase(x, false, 16, "0x", 'x')
	p.sharp = sharp
}

// inBase formats an integer given as magnitude and sign.
func (p *printer) inBase(x uint64, negative bool, base int, prefix string, verb rune) {
	if p.hasPrecision && p.precision == 0 && x == 0 {
		p.fill(' ', p.width)
		return
	}
	digits := strconv.AppendUint(p.scratch[:0], x, base)
	if verb == 'X' {
		upper(digits)
	}
	sign := p.sign(negative)
	zeros := 0
	if p.hasPrecision {
		zeros = p.precision - len(digits)
	} else if p.zero && !p.minus {
		zeros = p.width - len(sign) - len(digits)
	}
	switch {
	case base == 8:
		if !p.sharp || zeros > 0 || digits[0] == '0' {
			prefix = ""
		}
		if verb == 'O' {
			prefix = "0o" + prefix
		}
	case !p.sharp:
		prefix = ""
	}
	p.signed(sign, prefix, zeros, digits)
}

// sign returns what stands in front of a number.
func (p *printer) sign(negative bool) string {
	switch {
	case negative:
		return "-"
	case p.plus:
		return "+"
	case p.space:
		return " "
	}
	return ""
}

// signed appends digits with a sign, a prefix and zeros in front, in the width of the specification.
func (p *printer) signed(sign, prefix string, zeros int, digits []byte) {
	missing := p.width - len(sign) - len(prefix) - max(zeros, 0) - len(digits)
	if !p.minus {
		p.fill(' ', missing)
	}
	p.buf = append(p.buf, sign...)
	p.buf = append(p.buf, prefix...)
	p.fill('0', zeros)
	p.buf = append(p.buf, digits...)
	if p.minus {
		p.fill(' ', missing)
	}
}

// upper makes letters upper-case.
func upper(b []byte) {
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
}

// character formats an integer as a rune.
func (p *printer) character(x uint64, verb rune) {
	r := utf8.RuneError
	if x <= utf8.MaxRune {
		r = rune(x)
	}
	switch {
	case verb == 'c':
		p.pad(string(r))
	case verb == 'U':
		p.unicode(x, r)
	case p.plus:
		p.pad(strconv.QuoteRuneToASCII(r))
	default:
		p.pad(strconv.QuoteRune(r))
	}
}

// unicode formats a code point as U+0000, with # and the character behind it if that is r.
func (p *printer) unicode(x uint64, r rune) {
	digits := strconv.AppendUint(p.scratch[:0], x, 16)
	upper(digits)
	zeros := max(4, p.precision) - len(digits)
	if p.sharp && x <= utf8.MaxRune && strconv.IsPrint(r) {
		digits = append(digits, " '"...)
		digits = append(utf8.AppendRune(digits, r), '\'')
		if p.hasWidth { // which counts characters
			p.width += utf8.RuneLen(r) - 1
		}
	}
	p.signed("", "U+", zeros, digits)
}

// float formats a floating-point number.
func (p *printer) float(x float64, bits int, v any, verb rune) {
	format, precision := byte(verb), -1
	switch verb {
	case 'v':
		format = 'g'
	case 'e', 'E', 'f':
		precision = 6
	case 'F':
		format, precision = 'f', 6
	case 'g', 'G', 'b', 'x', 'X':
	default:
		p.mismatch(v, verb)
		return
	}
	if p.hasPrecision {
		precision = p.precision
	}
	digits := strconv.AppendFloat(p.scratch[:0], x, format, precision, bits)
	negative := digits[0] == '-'
	if negative || digits[0] == '+' {
		digits = digits[1:]
	}
	sign, zeros := p.sign(negative), 0
	switch {
	case digits[0] == 'I':
		if sign == "" {
			sign = "+"
		}
	case digits[0] == 'N':
	default:
		if p.sharp && format != 'b' {
			digits = withPoint(digits, format, precision)
		}
		if p.zero && !p.minus {
			zeros = p.width - len(sign) - len(digits)
		}
	}
	p.signed(sign, "", zeros, digits)
}

// withPoint returns the digits of a number as # wants them: with a decimal point, and for some formats with zeros behind it
// until there are as many digits as the precision says.
func withPoint(digits []byte, format byte, precision int) []byte {
	missing := 0
	if format == 'g' || format == 'G' || format == 'x' {
		missing = precision
		if missing < 0 {
			missing = 6
		}
	}
	end, point, significant := 0, false, false
	for ; end < len(digits); end++ {
		c := digits[end] | ('a' - 'A')
		if c == 'p' || c == 'e' && format != 'x' && format != 'X' {
			break
		}
		if digits[end] == '.' {
			point = true
			continue
		}
		significant = significant || digits[end] != '0'
		if significant {
			missing--
		}
	}
	exponent := string(digits[end:])
	if end == 1 && digits[0] == '0' {
		missing--
	}
	digits = digits[:end]
	if !point {
		digits = append(digits, '.')
	}
	for ; missing > 0; missing-- {
		digits = append(digits, '0')
	}
	return append(digits, exponent...)
}

// complex formats a complex number, of which each part has so many bits.
func (p *printer) complex(x complex128, bits int, v any, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
	default:
		p.mismatch(v, verb)
		return
	}
	p.buf = append(p.buf, '(')
	p.float(real(x), bits, v, verb)
	plus := p.plus
	p.plus = true
	p.float(imag(x), bits, v, verb)
	p.plus = plus
	p.buf = append(p.buf, 'i', ')')
}
