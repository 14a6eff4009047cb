package fmt

// This file interprets formats.

import "unicode/utf8"

// A printer collects output.
type printer struct {
	buf     []byte
	wraps   bool // %w is allowed
	wrapped []error
	spec
}

// A spec is what stands between % and the verb.
type spec struct {
	width, precision                int
	hasWidth, hasPrecision          bool
	plus, minus, sharp, space, zero bool
	goSyntax                        bool // # of %#v
	plusV                           bool // + of %+v
}

// Write appends b.
func (p *printer) Write(b []byte) (int, error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// Width returns the width, if there is one.
func (p *printer) Width() (int, bool) { return p.width, p.hasWidth }

// Precision returns the precision, if there is one.
func (p *printer) Precision() (int, bool) { return p.precision, p.hasPrecision }

// Flag reports whether flag c is set.
func (p *printer) Flag(c int) bool {
	switch c {
	case '+':
		return p.plus || p.plusV
	case '-':
		return p.minus
	case '#':
		return p.sharp || p.goSyntax
	case ' ':
		return p.space
	case '0':
		return p.zero && !p.minus
	}
	return false
}

// print is Sprint.
func (p *printer) print(a []any) {
	before := true
	for i, v := range a {
		_, text := v.(string)
		if i > 0 && !text && !before {
			p.buf = append(p.buf, ' ')
		}
		p.value(v, 'v')
		before = text
	}
}

// println is Sprintln.
func (p *printer) println(a []any) {
	for i, v := range a {
		if i > 0 {
			p.buf = append(p.buf, ' ')
		}
		p.value(v, 'v')
	}
	p.buf = append(p.buf, '\n')
}

// number reads a decimal number at format[i:] and returns the index behind it.
func number(format string, i int) (n int, ok bool, next int) {
	for i < len(format) && '0' <= format[i] && format[i] <= '9' && n < 1e6 {
		n = n*10 + int(format[i]-'0')
		ok = true
		i++
	}
	return n, ok, i
}

// format is Sprintf.
func (p *printer) format(format string, a []any) {
	used, reordered := 0, false
	for i := 0; i < len(format); {
		if format[i] != '%' {
			start := i
			for i < len(format) && format[i] != '%' {
				i++
			}
			p.buf = append(p.buf, format[start:i]...)
			continue
		}
		p.spec = spec{}
		i = p.flags(format, i+1)
		badIndex := false
		i, used = argumentIndex(format, i, used, len(a), &reordered, &badIndex)
		if i < len(format) && format[i] == '*' {
			i++
			p.width, p.hasWidth = integer(a, used)
			if !p.hasWidth {
				p.buf = append(p.buf, "%!(BADWIDTH)"...)
			}
			if p.width < 0 {
				p.width, p.minus, p.zero = -p.width, true, false
			}
			used++
		} else {
			p.width, p.hasWidth, i = number(format, i)
		}
		if i < len(format) && format[i] == '.' {
			i++
			i, used = argumentIndex(format, i, used, len(a), &reordered, &badIndex)
			if i < len(format) && format[i] == '*' {
				i++
				p.precision, p.hasPrecision = integer(a, used)
				if p.precision < 0 {
					p.precision, p.hasPrecision = 0, false
				}
				if !p.hasPrecision {
					p.buf = append(p.buf, "%!(BADPREC)"...)
				}
				used++
			} else {
				p.precision, _, i = number(format, i)
				p.hasPrecision = true
			}
		}
		i, used = argumentIndex(format, i, used, len(a), &reordered, &badIndex)
		if i >= len(format) {
			p.buf = append(p.buf, "%!(NOVERB)"...)
			break
		}
		verb, size := rune(format[i]), 1
		if verb >= utf8.RuneSelf {
			verb, size = utf8.DecodeRuneInString(format[i:])
		}
		i += size
		if verb == 'v' || verb == 'w' {
			p.goSyntax, p.sharp = p.sharp, false
			p.plusV, p.plus = p.plus, false
		}
		switch {
		case verb == '%':
			p.buf = append(p.buf, '%')
		case badIndex:
			p.bad(verb, "(BADINDEX)")
		case used >= len(a):
			p.bad(verb, "(MISSING)")
		default:
			p.value(a[used], verb)
			used++
		}
	}
	if used < len(a) && !reordered {
		p.spec = spec{}
		p.buf = append(p.buf, "%!(EXTRA "...)
		for i, v := range a[used:] {
			if i > 0 {
				p.buf = append(p.buf, ", "...)
			}
			if v == nil {
				p.buf = append(p.buf, "<nil>"...)
				continue
			}
			p.buf = append(p.buf, typeString(v)...)
			p.buf = append(p.buf, '=')
			p.value(v, 'v')
		}
		p.buf = append(p.buf, ')')
	}
}

// flags reads the flags at format[i:].
func (p *printer) flags(format string, i int) int {
	for ; i < len(format); i++ {
		switch format[i] {
		case '+':
			p.plus = true
		case '-':
			p.minus, p.zero = true, false
		case '#':
			p.sharp = true
		case ' ':
			p.space = true
		case '0':
			p.zero = !p.minus
		default:
			return i
		}
	}
	return i
}

// argumentIndex reads an explicit index [n] at format[i:].
func argumentIndex(format string, i, used, count int, reordered, bad *bool) (int, int) {
	if i >= len(format) || format[i] != '[' {
		return i, used
	}
	*reordered = true
	n, ok, next := number(format, i+1)
	if !ok || next >= len(format) || format[next] != ']' {
		*bad = true
		for next < len(format) && format[next] != ']' {
			next++
		}
		return min(next+1, len(format)), used
	}
	if n < 1 || n > count {
		*bad = true
		return next + 1, used
	}
	return next + 1, n - 1
}

// integer returns operand i as an int.
func integer(a []any, i int) (int, bool) {
	if i >= len(a) {
		return 0, false
	}
	n, ok := a[i].(int)
	return n, ok && -1e6 <= n && n <= 1e6
}

// bad reports a mistake in the format.
func (p *printer) bad(verb rune, what string) {
	p.buf = append(p.buf, "%!"...)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.buf = append(p.buf, what...)
}

// pad appends text with the width of the specification.
func (p *printer) pad(text string) {
	missing := 0
	if p.hasWidth {
		missing = p.width - utf8.RuneCountInString(text)
	}
	if !p.minus {
		fill := byte(' ')
		if p.zero {
			fill = '0'
		}
		p.fill(fill, missing)
	}
	p.buf = append(p.buf, text...)
	if p.minus {
		p.fill(' ', missing)
	}
}

func (p *printer) fill(c byte, n int) {
	for ; n > 0; n-- {
		p.buf = append(p.buf, c)
	}
}
