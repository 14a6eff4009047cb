package fmt

// This file decides how a value is formatted.

import "unicode/utf8"

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

// value formats an operand.
func (p *printer) value(v any, verb rune) {
	switch {
	case v == nil:
		if verb == 'T' || verb == 'v' {
			p.pad("<nil>")
		} else {
			p.bad(verb, "(<nil>)")
		}
	case verb == 'T':
		p.pad(p.truncate(typeString(v)))
	case verb == 'p':
		p.pointer(v, verb)
	case p.basic(v, v, verb):
	default:
		if b, ok := v.([]byte); ok {
			p.bytes(b, verb)
		} else if !p.methods(v, verb) {
			p.compound(v, verb, 0, open)
		}
	}
}

// part formats v, which is in another value and not nil.
func (p *printer) part(v any, verb rune, a access) {
	if p.basic(v, v, verb) || a == open && p.methods(v, verb) {
		return
	}
	p.compound(v, verb, 1, a)
}

// basic formats x if it is of a predeclared type. v is the operand: of this type, or of one with the same underlying type.
func (p *printer) basic(x, v any, verb rune) bool {
	switch x := x.(type) {
	case string:
		p.text(x, v, verb)
	case int:
		p.integer(uint64(x), true, v, verb)
	case bool:
		p.boolean(x, v, verb)
	case float64:
		p.float(x, 64, v, verb)
	case int8:
		p.integer(uint64(x), true, v, verb)
	case int16:
		p.integer(uint64(x), true, v, verb)
	case int32:
		p.integer(uint64(x), true, v, verb)
	case int64:
		p.integer(uint64(x), true, v, verb)
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
	case complex64:
		p.complex(complex128(x), 32, v, verb)
	case complex128:
		p.complex(x, 64, v, verb)
	default:
		return false
	}
	return true
}

// methods formats v with a method of its own, if it has one for the verb.
func (p *printer) methods(v any, verb rune) (done bool) {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		if _, ok := v.(error); !ok || !p.wraps {
			p.mismatch(v, verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := v.(Formatter); ok {
		done = true
		defer p.catch(v, verb, "Format")
		f.Format(p, verb)
		return
	}
	if p.goSyntax {
		if g, ok := v.(GoStringer); ok {
			done = true
			defer p.catch(v, verb, "GoString")
			p.pad(p.truncate(g.GoString()))
		}
		return
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch x := v.(type) {
		case error:
			done = true
			defer p.catch(v, verb, "Error")
			p.text(x.Error(), v, verb)
		case Stringer:
			done = true
			defer p.catch(v, verb, "String")
			p.text(x.String(), v, verb)
		}
	}
	return
}

// catch is deferred around a call of a method of v. It reports a panic; a nil pointer for which the method is not made is
// written like one without methods.
func (p *printer) catch(v any, verb rune, method string) {
	r := recover()
	if r == nil {
		return
	}
	if s := shapeOf(v); s.shapeKind(-1) == kindPointer && s.shapeAddress() == 0 {
		p.buf = append(p.buf, "<nil>"...)
		return
	}
	if p.panicking { // the value of a panic panics
		panic(r)
	}
	before := p.spec
	before.width, before.precision = 0, 0 // as Go's package leaves them
	p.spec = spec{}
	p.bad(verb, "(PANIC=")
	p.buf = append(p.buf, method...)
	p.buf = append(p.buf, " method: "...)
	p.panicking = true
	p.value(r, 'v')
	p.panicking = false
	p.buf = append(p.buf, ')')
	p.spec = before
}

// mismatch reports a verb that does not fit the value.
func (p *printer) mismatch(v any, verb rune) {
	p.erroring = true
	p.bad(verb, "(")
	p.buf = append(p.buf, typeString(v)...)
	p.buf = append(p.buf, '=')
	p.value(v, 'v')
	p.buf = append(p.buf, ')')
	p.erroring = false
}

// boolean formats a bool.
func (p *printer) boolean(x bool, v any, verb rune) {
	switch {
	case verb != 't' && verb != 'v':
		p.mismatch(v, verb)
	case x:
		p.pad("true")
	default:
		p.pad("false")
	}
}

// pad appends text with the width of the specification.
func (p *printer) pad(text string) {
	if p.width == 0 {
		p.buf = append(p.buf, text...)
		return
	}
	missing := p.width - utf8.RuneCountInString(text)
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

// fill appends n times c.
func (p *printer) fill(c byte, n int) {
	for ; n > 0; n-- {
		p.buf = append(p.buf, c)
	}
}
