package fmt

// This file formats values.

import (
	"strconv"
	"unicode/utf8"
)

// typeString returns the text of the dynamic type of x.
//
//rgo:op type_string
func typeString(x any) string {
	if HostTypeString != nil {
		return HostTypeString(x)
	}
	return "?"
}

// HostTypeString is typeString under plain Go; tests set it.
var HostTypeString func(x any) string

// value formats v.
func (p *printer) value(v any, verb rune) {
	if v == nil {
		if verb == 'T' || verb == 'v' {
			p.pad("<nil>")
		} else {
			p.bad(verb, "(<nil>)")
		}
		return
	}
	if verb == 'T' {
		p.text(typeString(v), v, 's')
		return
	}
	if p.methods(v, verb) {
		return
	}
	switch x := v.(type) {
	case bool:
		p.boolean(x, v, verb)
	case int:
		p.signed(int64(x), v, verb)
	case int8:
		p.signed(int64(x), v, verb)
	case int16:
		p.signed(int64(x), v, verb)
	case int32:
		p.signed(int64(x), v, verb)
	case int64:
		p.signed(x, v, verb)
	case uint:
		p.integer(uint64(x), false, v, verb)
	case uint8:
		p.integer(uint64(x), false, v, verb)
	case uint16:
		p.integer(uint64(x), false, v, verb)
	case uint32:
		p.integer(uint64(x), false, v, verb)
	case uint64:
		p.integer(x, false, v, verb)
	case uintptr:
		p.integer(uint64(x), false, v, verb)
	case float32:
		p.float(float64(x), 32, v, verb)
	case float64:
		p.float(x, 64, v, verb)
	case complex64:
		p.complex(complex128(x), 32, v, verb)
	case complex128:
		p.complex(x, 64, v, verb)
	case string:
		p.text(x, v, verb)
	case []byte:
		switch verb {
		case 's', 'q', 'x', 'X':
			p.text(string(x), v, verb)
		default:
			p.bytes(v, x, verb)
		}
	default:
		refuse(v)
	}
}

// refuse panics: v would need reflection.
func refuse(v any) {
	panic("fmt: cannot format a value of type " + typeString(v) + " in this way without reflection")
}

// methods formats v with a method of its own, if it has one for the verb.
func (p *printer) methods(v any, verb rune) bool {
	if verb == 'w' {
		err, ok := v.(error)
		if !ok || !p.wraps {
			p.mismatch(v, verb)
			return true
		}
		p.wrapped = append(p.wrapped, err)
		verb = 'v'
	}
	if f, ok := v.(Formatter); ok {
		f.Format(p, verb)
		return true
	}
	if p.goSyntax {
		if g, ok := v.(GoStringer); ok {
			p.pad(g.GoString())
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch x := v.(type) {
		case error:
			p.text(x.Error(), v, verb)
			return true
		case Stringer:
			p.text(x.String(), v, verb)
			return true
		}
	}
	return false
}

// mismatch reports a verb that does not fit the value.
func (p *printer) mismatch(v any, verb rune) {
	p.bad(verb, "(")
	p.buf = append(p.buf, typeString(v)...)
	p.buf = append(p.buf, '=')
	p.value(v, 'v')
	p.buf = append(p.buf, ')')
}

func (p *printer) boolean(x bool, v any, verb rune) {
	if verb != 't' && verb != 'v' {
		p.mismatch(v, verb)
		return
	}
	p.pad(strconv.FormatBool(x))
}

func (p *printer) signed(x int64, v any, verb rune) {
	if x < 0 {
		p.integer(-uint64(x), true, v, verb)
	} else {
		p.integer(uint64(x), false, v, verb)
	}
}

// bases maps the verbs of integers to the base and what # puts in front.
func base(verb rune) (base int, prefix string) {
	switch verb {
	case 'd', 'v':
		return 10, ""
	case 'b':
		return 2, "0b"
	case 'o':
		return 8, "0"
	case 'O':
		return 8, "0o"
	case 'x':
		return 16, "0x"
	case 'X':
		return 16, "0X"
	}
	return 0, ""
}

// unsigned reports whether v is an unsigned integer.
func unsigned(v any) bool {
	switch v.(type) {
	case uint, uint8, uint16, uint32, uint64, uintptr:
		return true
	}
	return false
}

// integer formats an integer given as magnitude and sign.
func (p *printer) integer(x uint64, negative bool, v any, verb rune) {
	switch verb {
	case 'c', 'q', 'U':
		p.character(x, negative, v, verb)
		return
	}
	b, prefix := base(verb)
	if p.goSyntax && unsigned(v) {
		b, prefix, p.sharp = 16, "0x", true
	}
	if b == 0 {
		p.mismatch(v, verb)
		return
	}
	digits := strconv.FormatUint(x, b)
	if verb == 'X' {
		digits = upper(digits)
	}
	if p.hasPrecision {
		if p.precision == 0 && x == 0 {
			zero := p.zero
			p.zero = false
			p.pad("")
			p.zero = zero
			return
		}
		for len(digits) < p.precision {
			digits = "0" + digits
		}
	}
	if !p.sharp && verb != 'O' {
		prefix = ""
	}
	if p.sharp && (verb == 'o' || verb == 'O') && digits[0] != '0' {
		digits = "0" + digits
	}
	if verb == 'o' {
		prefix = ""
	}
	p.signedText(digits, prefix, negative, p.zero && !p.hasPrecision)
}

// signedText pads digits with sign and prefix in front, zeros between them if zeros is set.
func (p *printer) signedText(digits, prefix string, negative, zeros bool) {
	sign := ""
	switch {
	case negative:
		sign = "-"
	case p.plus:
		sign = "+"
	case p.space:
		sign = " "
	}
	if zeros && p.hasWidth {
		for len(digits) < p.width-len(sign) {
			digits = "0" + digits
		}
	}
	zero := p.zero
	p.zero = false
	p.pad(sign + prefix + digits)
	p.zero = zero
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// character formats an integer as a rune.
func (p *printer) character(x uint64, negative bool, v any, verb rune) {
	r := utf8.RuneError
	if x <= utf8.MaxRune && !negative {
		r = rune(x)
	}
	switch verb {
	case 'c':
		p.pad(string(r))
	case 'q':
		switch {
		case p.plus:
			p.pad(strconv.QuoteRuneToASCII(r))
		default:
			p.pad(strconv.QuoteRune(r))
		}
	case 'U':
		if negative {
			x = -x
		}
		digits := upper(strconv.FormatUint(x, 16))
		for len(digits) < max(4, p.precision) {
			digits = "0" + digits
		}
		text := "U+" + digits
		if p.sharp && !negative && x <= utf8.MaxRune && strconv.IsPrint(r) {
			text += " '" + string(r) + "'"
		}
		zero := p.zero
		p.zero = false
		p.pad(text)
		p.zero = zero
	}
}

// text formats a string.
func (p *printer) text(s string, v any, verb rune) {
	if p.goSyntax {
		if _, ok := v.(string); !ok {
			refuse(v)
		}
		verb = 'q'
	}
	if p.hasPrecision && verb != 'x' && verb != 'X' {
		n := 0
		for i := range s {
			if n == p.precision {
				s = s[:i]
				break
			}
			n++
		}
	}
	switch verb {
	case 's', 'v':
		p.pad(s)
	case 'q':
		switch {
		case p.sharp && strconv.CanBackquote(s):
			p.pad("`" + s + "`")
		case p.plus:
			p.pad(strconv.QuoteToASCII(s))
		default:
			p.pad(strconv.Quote(s))
		}
	case 'x':
		p.hex(s, "0123456789abcdef", "0x")
	case 'X':
		p.hex(s, "0123456789ABCDEF", "0X")
	default:
		p.mismatch(v, verb)
	}
}

// hex formats the bytes of s.
func (p *printer) hex(s, digits, prefix string) {
	if p.hasPrecision && p.precision < len(s) {
		s = s[:p.precision]
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		if i > 0 && p.space {
			b = append(b, ' ')
		}
		if p.sharp && (i == 0 || p.space) {
			b = append(b, prefix...)
		}
		b = append(b, digits[s[i]>>4], digits[s[i]&15])
	}
	p.pad(string(b))
}

// bytes formats b, which is v, as a list of numbers.
func (p *printer) bytes(v any, b []byte, verb rune) {
	if p.goSyntax {
		refuse(v)
	}
	p.buf = append(p.buf, '[')
	for i, c := range b {
		if i > 0 {
			p.buf = append(p.buf, ' ')
		}
		p.integer(uint64(c), false, c, verb)
	}
	p.buf = append(p.buf, ']')
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
	if p.sharp && verb != 'b' {
		refuse(v)
	}
	text := strconv.FormatFloat(x, format, precision, bits)
	negative := text[0] == '-'
	if negative || text[0] == '+' {
		text = text[1:]
	}
	finite := text[0] != 'I' && text[0] != 'N'
	if text[0] == 'I' && !negative && !p.plus && !p.space { // as Go: +Inf always has its sign
		p.plus = true
		p.signedText(text, "", negative, false)
		p.plus = false
		return
	}
	p.signedText(text, "", negative, p.zero && finite)
}

// complex formats a complex number.
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
