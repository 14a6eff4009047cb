package fmt

// This file interprets formats.

import "unicode/utf8"

// A printer collects output.
type printer struct {
	buf       []byte
	wraps     bool  // %w is allowed
	wrapped   []int // operands of %w
	erroring  bool  // a mistake is being reported: no methods
	panicking bool  // the panic of a method is being reported
	spec
	scratch [72]byte
}

// newPrinter returns a printer with room for a short text.
func newPrinter() *printer { return &printer{buf: make([]byte, 0, 64)} }

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

// WriteString appends s.
func (p *printer) WriteString(s string) (int, error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
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
		return p.zero
	}
	return false
}

// print is Sprint.
func (p *printer) print(a []any) {
	before := true
	for i, v := range a {
		text := isText(v)
		if i > 0 && !text && !before {
			p.buf = append(p.buf, ' ')
		}
		p.value(v, 'v')
		before = text
	}
}

// isText reports whether v is of a string type.
func isText(v any) bool {
	switch v.(type) {
	case string:
		return true
	case nil, bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, uintptr, float32, float64:
		return false
	}
	return shapeOf(v).shapeKind(-1) == kindString
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

// An operands goes through the operands of a format.
type operands struct {
	a         []any
	next      int  // the operand that a verb takes
	reordered bool // there was an explicit index
	indexed   bool // the last thing read was an explicit index
	bad       bool // the directive has a wrong index
}

// format is Sprintf.
func (p *printer) format(format string, a []any) {
	o := operands{a: a}
	for i := 0; i < len(format); {
		start := i
		for i < len(format) && format[i] != '%' {
			i++
		}
		p.buf = append(p.buf, format[start:i]...)
		if i < len(format) {
			i = p.directive(format, i+1, &o)
		}
	}
	if !o.reordered && o.next < len(a) {
		p.extra(a[o.next:])
	}
}

// extra reports operands that no verb takes.
func (p *printer) extra(a []any) {
	p.spec = spec{}
	p.buf = append(p.buf, "%!(EXTRA "...)
	for i, v := range a {
		if i > 0 {
			p.buf = append(p.buf, ", "...)
		}
		if v != nil {
			p.buf = append(p.buf, typeString(v)...)
			p.buf = append(p.buf, '=')
		}
		p.value(v, 'v')
	}
	p.buf = append(p.buf, ')')
}

// directive interprets what stands behind a % at format[i:] and returns the index behind it.
func (p *printer) directive(format string, i int, o *operands) int {
	p.spec = spec{}
	i = p.flags(format, i)
	if i < len(format) && 'a' <= format[i] && format[i] <= 'z' && o.next < len(o.a) {
		p.operand(o, rune(format[i])) // most directives have no more
		return i + 1
	}
	o.bad = false
	i = p.sizes(format, o.index(format, i), o)
	if !o.indexed {
		i = o.index(format, i)
	}
	if i >= len(format) {
		p.buf = append(p.buf, "%!(NOVERB)"...)
		return i
	}
	verb, size := utf8.DecodeRuneInString(format[i:])
	switch {
	case verb == '%':
		p.buf = append(p.buf, '%')
	case o.bad:
		p.bad(verb, "(BADINDEX)")
	case o.next >= len(o.a):
		p.bad(verb, "(MISSING)")
	default:
		p.operand(o, verb)
	}
	return i + size
}

// operand formats the next operand.
func (p *printer) operand(o *operands, verb rune) {
	if verb == 'v' || verb == 'w' {
		p.goSyntax, p.sharp = p.sharp, false
		p.plusV, p.plus = p.plus, false
	}
	if verb == 'w' {
		p.wrapped = append(p.wrapped, o.next)
	}
	v := o.a[o.next]
	o.next++
	p.value(v, verb)
}

// flags reads the flags at format[i:].
func (p *printer) flags(format string, i int) int {
	for ; i < len(format); i++ {
		switch format[i] {
		case '+':
			p.plus = true
		case '-':
			p.minus = true
		case '#':
			p.sharp = true
		case ' ':
			p.space = true
		case '0':
			p.zero = true
		default:
			return i
		}
	}
	return i
}

// sizes reads width and precision at format[i:].
func (p *printer) sizes(format string, i int, o *operands) int {
	if i < len(format) && format[i] == '*' {
		i++
		p.width, p.hasWidth = o.integer()
		if !p.hasWidth {
			p.buf = append(p.buf, "%!(BADWIDTH)"...)
		}
		if p.width < 0 {
			p.width, p.minus, p.zero = -p.width, true, false
		}
	} else {
		p.width, p.hasWidth, i = number(format, i, len(format))
		o.bad = o.bad || o.indexed && p.hasWidth
	}
	if i+1 >= len(format) || format[i] != '.' {
		return i
	}
	o.bad = o.bad || o.indexed
	i = o.index(format, i+1)
	if i < len(format) && format[i] == '*' {
		i++
		p.precision, p.hasPrecision = o.integer()
		if p.precision < 0 {
			p.precision, p.hasPrecision = 0, false
		}
		if !p.hasPrecision {
			p.buf = append(p.buf, "%!(BADPREC)"...)
		}
	} else {
		p.precision, _, i = number(format, i, len(format))
		p.hasPrecision = true
	}
	return i
}

const largest = 1e6 // width or precision

// number reads a decimal number at format[i:end] and returns the index behind it, which is end if the number is too large.
func number(format string, i, end int) (n int, ok bool, next int) {
	for ; i < end && '0' <= format[i] && format[i] <= '9'; i++ {
		if n > largest {
			return 0, false, end
		}
		n, ok = n*10+int(format[i]-'0'), true
	}
	return n, ok, min(i, end)
}

// index reads an explicit index [n], if there is one at format[i:].
func (o *operands) index(format string, i int) int {
	o.indexed = false
	if i >= len(format) || format[i] != '[' {
		return i
	}
	o.reordered = true
	end := i + 1
	for end < len(format) && format[end] != ']' {
		end++
	}
	if end == len(format) || len(format)-i < 3 {
		o.bad = true
		return i + 1
	}
	n, ok, next := number(format, i+1, end)
	o.indexed = ok && next == end
	if o.indexed && 1 <= n && n <= len(o.a) {
		o.next = n - 1
	} else {
		o.bad = true
	}
	return end + 1
}

// integer returns the next operand, if it is an integer that can be a width or precision.
func (o *operands) integer() (int, bool) {
	o.indexed = false
	if o.next >= len(o.a) {
		return 0, false
	}
	v := o.a[o.next]
	o.next++
	if v == nil {
		return 0, false
	}
	x, ok := signedValue(v)
	if u, unsigned := unsignedValue(v); unsigned {
		x, ok = int64(u), u <= largest
	} else if !ok {
		if s := shapeOf(v); kindInt <= s.shapeKind(-1) && s.shapeKind(-1) <= kindUintptr {
			part := operands{a: []any{s.shapePart(0)}}
			return part.integer()
		}
	}
	if !ok || x < -largest || x > largest {
		return 0, false
	}
	return int(x), true
}

// bad reports a mistake in the format.
func (p *printer) bad(verb rune, what string) {
	p.buf = append(p.buf, "%!"...)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.buf = append(p.buf, what...)
}
