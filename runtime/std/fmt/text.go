package fmt

// This file formats strings and bytes.

import "strconv"

// truncate returns the part of s that the precision allows.
func (p *printer) truncate(s string) string {
	if p.hasPrecision {
		n := p.precision
		for i := range s {
			if n == 0 {
				return s[:i]
			}
			n--
		}
	}
	return s
}

// text formats a string, which is v or comes from a method of v.
func (p *printer) text(s string, v any, verb rune) {
	switch verb {
	case 'v':
		if p.goSyntax {
			p.quoted(s)
		} else {
			p.pad(p.truncate(s))
		}
	case 's':
		p.pad(p.truncate(s))
	case 'q':
		p.quoted(s)
	case 'x':
		p.hex(s, "0123456789abcdef", "0x")
	case 'X':
		p.hex(s, "0123456789ABCDEF", "0X")
	default:
		p.mismatch(v, verb)
	}
}

// quoted formats a string in Go syntax.
func (p *printer) quoted(s string) {
	s = p.truncate(s)
	switch {
	case p.sharp && strconv.CanBackquote(s):
		p.pad("`" + s + "`")
	case p.plus:
		p.pad(strconv.QuoteToASCII(s))
	default:
		p.pad(strconv.Quote(s))
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

// bytes formats a []byte that is an operand.
func (p *printer) bytes(b []byte, verb rune) {
	switch verb {
	case 's', 'q', 'x', 'X':
		p.text(string(b), b, verb)
		return
	case 'v', 'd':
	default:
		p.compound(b, verb, 0, open)
		return
	}
	if p.goSyntax {
		p.buf = append(p.buf, "[]byte"...)
		if b == nil {
			p.buf = append(p.buf, "(nil)"...)
			return
		}
	}
	p.open('[')
	for i, c := range b {
		p.separate(i)
		p.integer(uint64(c), false, c, verb)
	}
	p.close(']')
}

// open appends the bracket of the plain format, or the brace of Go syntax, in front of a list; close that behind it.
func (p *printer) open(bracket byte) {
	if p.goSyntax {
		bracket = '{'
	}
	p.buf = append(p.buf, bracket)
}

func (p *printer) close(bracket byte) {
	if p.goSyntax {
		bracket = '}'
	}
	p.buf = append(p.buf, bracket)
}

// separate appends what stands in front of element i of a list.
func (p *printer) separate(i int) {
	if i > 0 {
		if p.goSyntax {
			p.buf = append(p.buf, ',')
		}
		p.buf = append(p.buf, ' ')
	}
}
