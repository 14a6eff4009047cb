package fmt

// This file formats values of types that are not predeclared: lists, structs, maps, pointers.

// compound formats v, at the top (depth 0) or in another value.
func (p *printer) compound(v any, verb rune, depth int, a access) {
	s := shapeOf(v)
	switch kind := s.shapeKind(-1); kind {
	case kindArray, kindSlice:
		p.list(v, s, kind, verb, a)
	case kindMap:
		p.mapping(v, s, verb, a)
	case kindStruct:
		p.structure(v, s, verb, a)
	case kindPointer:
		if depth == 0 && s.shapeAddress() != 0 {
			switch s.shapeKind(0) {
			case kindArray, kindSlice, kindStruct, kindMap:
				p.buf = append(p.buf, '&')
				p.part(s.shapePart(0), verb, a)
				return
			}
		}
		p.pointer(v, verb)
	case kindChan, kindFunc, kindUnsafePointer:
		p.pointer(v, verb)
	default:
		p.basic(s.shapePart(0), v, verb)
	}
}

// element formats v, which is in part i of s.
func (p *printer) element(s shape, i int, v any, verb rune, a access) {
	switch {
	case v != nil:
		p.part(v, verb, a)
	case p.goSyntax:
		p.buf = append(p.buf, s.shapeText(i)...)
		p.buf = append(p.buf, "(nil)"...)
	default:
		p.buf = append(p.buf, "<nil>"...)
	}
}

// list formats an array or slice.
func (p *printer) list(v any, s shape, kind int, verb rune, a access) {
	switch verb {
	case 's', 'q', 'x', 'X':
		if s.shapeKind(0) == kindUint8 {
			p.text(byteText(s), v, verb)
			return
		}
	}
	if p.typed(v, kind == kindSlice && s.shapeAddress() == 0) {
		return
	}
	p.open('[')
	for i := range s.shapeLen() {
		p.separate(i)
		p.element(s, i, s.shapePart(i), verb, a.inside())
	}
	p.close(']')
}

// typed appends the type of v in Go syntax, with (nil) if empty is set. It reports whether this is all.
func (p *printer) typed(v any, empty bool) bool {
	if !p.goSyntax {
		return false
	}
	p.buf = append(p.buf, typeString(v)...)
	if empty {
		p.buf = append(p.buf, "(nil)"...)
	}
	return empty
}

// byteText returns the bytes of an array or slice.
func byteText(s shape) string {
	b := make([]byte, s.shapeLen())
	for i := range b {
		part := s.shapePart(i)
		c, ok := part.(byte)
		if !ok {
			c = shapeOf(part).shapePart(0).(byte)
		}
		b[i] = c
	}
	return string(b)
}

// mapping formats a map.
func (p *printer) mapping(v any, s shape, verb rune, a access) {
	if p.typed(v, s.shapeAddress() == 0) {
		return
	}
	if !p.goSyntax {
		p.buf = append(p.buf, "map"...)
	}
	p.open('[')
	for i, e := range sorted(s.shapeEntries()) {
		p.separate(i)
		p.element(s, 0, e.key, verb, a.inside())
		p.buf = append(p.buf, ':')
		p.element(s, 1, e.element, verb, a.inside())
	}
	p.close(']')
}

// structure formats a struct.
func (p *printer) structure(v any, s shape, verb rune, a access) {
	p.typed(v, false)
	p.buf = append(p.buf, '{')
	for i := range s.shapeLen() {
		p.separate(i)
		name, below := a.field(s, i)
		if p.plusV || p.goSyntax {
			p.buf = append(p.buf, name...)
			p.buf = append(p.buf, ':')
		}
		p.element(s, i, s.shapePart(i), verb, below)
	}
	p.buf = append(p.buf, '}')
}

// pointer formats the address of a pointer and of what is like one.
func (p *printer) pointer(v any, verb rune) {
	s := shapeOf(v)
	switch s.shapeKind(-1) {
	case kindChan, kindFunc, kindMap, kindPointer, kindSlice, kindUnsafePointer:
	default:
		p.mismatch(v, verb)
		return
	}
	at := uint64(s.shapeAddress())
	switch verb {
	case 'v':
		switch {
		case p.goSyntax:
			p.buf = append(p.buf, '(')
			p.buf = append(p.buf, typeString(v)...)
			p.buf = append(p.buf, ")("...)
			if at == 0 {
				p.buf = append(p.buf, "nil"...)
			} else {
				p.address(at, true)
			}
			p.buf = append(p.buf, ')')
		case at == 0:
			p.pad("<nil>")
		default:
			p.address(at, !p.sharp)
		}
	case 'p':
		p.address(at, !p.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.integer(at, false, v, verb)
	default:
		p.mismatch(v, verb)
	}
}
