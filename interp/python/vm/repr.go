package vm

import (
	"math"
	"strconv"
	"unicode"
)

// This file is repr, str and ascii.

// repr is repr(o) as text; ok is false with an exception.
//
//rgo:parallel
func (t *Thread) repr(o Object) (string, bool) {
	switch x := o.(type) {
	case *Str:
		return quoteStr(x.s), true
	case Int:
		return strconv.FormatInt(x.v, 10), true
	case Float:
		return floatText(x.v), true
	case *Bool:
		if x.v {
			return "True", true
		}
		return "False", true
	case *noneObject:
		return "None", true
	case *Instance:
		return t.reprInstance(x)
	case *Type:
		if x.meta != nil && x.meta.lookup(nameRepr) != typeRepr {
			return t.reprBy(x)
		}
	}
	if !t.enterDeep("while getting the repr of an object") {
		return "", false
	}
	s, ok := t.builtinRepr(o)
	t.leave()
	return s, ok
}

// reprInstance asks __repr__.
//
//rgo:parallel
func (t *Thread) reprInstance(x *Instance) (string, bool) {
	if x.cls.lookup(nameRepr) == objectRepr {
		return "<" + x.cls.fullName() + " object at " + t.address(x) + ">", true
	}
	return t.reprBy(x)
}

//rgo:parallel
func (t *Thread) reprBy(o Object) (string, bool) {
	r, _ := t.callSpecial(o, nameRepr)
	if r == nil {
		return "", false
	}
	s := strOf(r)
	if s == nil {
		t.typeError("__repr__ returned non-string (type " + r.Class().name + ")")
		return "", false
	}
	return s.s, true
}

// address is the identity of o as object reprs show it.
func (t *Thread) address(o Object) string {
	return "0x" + strconv.FormatInt(int64(t.identity(o)), 16)
}

// builtinRepr is repr of builtin values and of what instances carry.
//
//rgo:parallel
func (t *Thread) builtinRepr(o Object) (string, bool) {
	switch x := o.(type) {
	case *noneObject, *Bool, Float:
		return t.repr(x)
	case Int, *BigInt:
		return intText(x), t.checkDigits(x)
	case *Complex:
		return complexText(x.v), true
	case *Str:
		return quoteStr(x.s), true
	case *Lock:
		return x.describe(t, x), true
	case *Bytes:
		return quoteBytes(x.s), true
	case *ByteArray:
		return "bytearray(" + quoteBytes(x.text()) + ")", true
	case *List:
		x.bias.Own()
		return t.reprItems(x, "[", x.items, "]")
	case *Tuple:
		if len(x.items) == 1 {
			return t.reprItems(x, "(", x.items, ",)")
		}
		return t.reprItems(x, "(", x.items, ")")
	case *Dict:
		return t.reprDict(x, x)
	case *Set:
		return t.reprSet(x, &x.setTable)
	case *FrozenSet:
		return t.reprSet(x, &x.setTable)
	case *Deque:
		return t.reprDeque(x)
	case *Range:
		return x.text(), true
	case *Slice:
		return t.reprItems(x, "slice(", []Object{x.start, x.stop, x.step}, ")")
	case *notImplementedObject:
		return "NotImplemented", true
	case *ellipsisObject:
		return "Ellipsis", true
	case *Type:
		return "<class '" + x.fullName() + "'>", true
	case *Function:
		return "<function " + x.qualname.s + " at " + t.address(x) + ">", true
	case *Builtin:
		return x.text(), true
	case *BoundMethod:
		return t.reprBound(x)
	case *Module:
		return t.reprModule(x)
	case *Generator:
		return "<" + x.Class().name + " object " + x.qualname.s + " at " + t.address(x) + ">", true
	case *Code:
		return "<code object " + x.name.s + " at " + t.address(x) + `, file "` + x.src.FileName + `", line ` +
			strconv.Itoa(x.src.FirstLine) + ">", true
	case *Cell:
		if x.v == nil {
			return "<cell at " + t.address(x) + ": empty>", true
		}
		return "<cell at " + t.address(x) + ": " + x.v.Class().name + " object at " + t.address(x.v) + ">", true
	case *GetSet:
		if x.member {
			return "<member '" + x.name + "' of '" + x.owner.name + "' objects>", true
		}
		return "<attribute '" + x.name + "' of '" + x.owner.name + "' objects>", true
	case *Member:
		return "<member '" + x.name.s + "' of '" + x.owner.name + "' objects>", true
	case *Super:
		return t.reprSuper(x), true
	case *StaticMethod:
		return t.reprWrapped("staticmethod", x.fn)
	case *ClassMethod:
		return t.reprWrapped("classmethod", x.fn)
	case *DictView:
		return t.reprView(x)
	case *GenericAlias:
		return t.reprAlias(x)
	case *UnionType:
		return t.reprUnion(x)
	case reprer:
		return x.reprText(t)
	}
	return "<" + o.Class().fullName() + " object at " + t.address(o) + ">", true
}

// reprer is implemented by builtin objects with a repr of their own.
type reprer interface {
	Object
	reprText(t *Thread) (string, bool)
}

func (b *Builtin) text() string {
	switch b.kind {
	case methodBuiltin, classBuiltin:
		return "<method '" + b.name + "' of '" + b.owner.name + "' objects>"
	case slotBuiltin:
		return "<slot wrapper '" + b.name + "' of '" + b.owner.name + "' objects>"
	}
	if b.owner != nil {
		return "<built-in method " + b.name + " of type object>"
	}
	return "<built-in function " + b.name + ">"
}

func (t *Thread) reprBound(m *BoundMethod) (string, bool) {
	if b, ok := m.fn.(*Builtin); ok {
		if b.kind == slotBuiltin {
			return "<method-wrapper '" + b.name + "' of " + m.self.Class().name + " object at " + t.address(m.self) + ">", true
		}
		return "<built-in method " + b.name + " of " + m.self.Class().name + " object at " + t.address(m.self) + ">", true
	}
	name := "?"
	if f, ok := m.fn.(*Function); ok {
		name = f.qualname.s
	} else {
		for _, attr := range []*Str{nameQualname, nameName} {
			v, ok := t.findAttr(m.fn, attr)
			if !ok {
				return "", false
			}
			if s := strOf(orNone(v)); s != nil {
				name = s.s
				break
			}
		}
	}
	s, ok := t.repr(m.self)
	if !ok {
		return "", false
	}
	return "<bound method " + name + " of " + s + ">", true
}

func (t *Thread) reprWrapped(name string, fn Object) (string, bool) {
	s, ok := t.repr(fn)
	return "<" + name + "(" + s + ")>", ok
}

func (t *Thread) reprSuper(s *Super) string {
	if s.start == nil {
		return "<super: NULL, NULL>"
	}
	if s.obj == nil {
		return "<super: <class '" + s.start.name + "'>, NULL>"
	}
	return "<super: <class '" + s.start.name + "'>, <" + s.cls.name + " object>>"
}

// startRepr notes that repr of o is under way; false means that it already is.
//
//rgo:parallel
func (t *Thread) startRepr(o Object) bool {
	for _, x := range t.building {
		if x == o {
			return false
		}
	}
	t.building = append(t.building, o)
	return true
}

//rgo:parallel
func (t *Thread) endRepr() {
	last := len(t.building) - 1
	t.building[last] = nil
	t.building = t.building[:last]
}

// reprItems is repr of a container of items.
//
//rgo:parallel
func (t *Thread) reprItems(o Object, open string, items []Object, end string) (string, bool) {
	if len(items) == 0 {
		return open + end, true
	}
	if !t.startRepr(o) {
		return open + "..." + end, true
	}
	b, ok := t.appendItems([]byte(open), o, items)
	t.endRepr()
	if !ok {
		return "", false
	}
	return string(append(b, end...)), true
}

// appendItems appends the items of a container.
//
//rgo:parallel
func (t *Thread) appendItems(b []byte, o Object, items []Object) ([]byte, bool) {
	l, isList := o.(*List)
	for i := 0; i < len(items); i++ {
		if i > 0 {
			b = append(b, ", "...)
		}
		s, ok := t.repr(items[i])
		if !ok {
			return nil, false
		}
		b = append(b, s...)
		if isList {
			l.bias.Own()
			items = l.items
		}
	}
	return b, true
}

//rgo:parallel
func (t *Thread) reprDict(o Object, d *Dict) (string, bool) {
	if d.live == 0 {
		return "{}", true
	}
	if !t.startRepr(o) {
		return "{...}", true
	}
	b, ok := t.appendPairs([]byte("{"), d)
	t.endRepr()
	if !ok {
		return "", false
	}
	return string(append(b, '}')), true
}

// appendPairs appends the keys and values of a dict.
//
//rgo:parallel
func (t *Thread) appendPairs(b []byte, d *Dict) ([]byte, bool) {
	for i := 0; ; i++ {
		if d.bias.Own(); i >= len(d.entries) {
			break
		}
		e := d.entries[i]
		if e.key == nil {
			continue
		}
		if len(b) > 1 {
			b = append(b, ", "...)
		}
		k, ok := t.repr(e.key)
		if !ok {
			return nil, false
		}
		v, ok := t.repr(e.value)
		if !ok {
			return nil, false
		}
		b = append(b, k...)
		b = append(b, ": "...)
		b = append(b, v...)
	}
	return b, true
}

// reprSet is repr of a set, also one of a subclass: the name of the class is
// left out for exact sets only.
func (t *Thread) reprSet(o Object, s *setTable) (string, bool) {
	name := o.Class().name
	if s.live == 0 {
		return name + "()", true
	}
	if !t.startRepr(o) {
		return name + "(...)", true
	}
	if o.Class() == SetType {
		name = ""
	}
	defer t.endRepr()
	b := []byte(name)
	if name != "" {
		b = append(b, '(')
	}
	b = append(b, '{')
	first := true
	for i := s.next(0); i >= 0; i = s.next(i + 1) {
		if !first {
			b = append(b, ", "...)
		}
		first = false
		x, ok := t.repr(s.table[i].key)
		if !ok {
			return "", false
		}
		b = append(b, x...)
	}
	b = append(b, '}')
	if name != "" {
		b = append(b, ')')
	}
	return string(b), true
}

// reprStr is repr(o) as a str object, or nil.
//
//rgo:parallel
func (t *Thread) reprStr(o Object) *Str {
	s, ok := t.repr(o)
	if !ok {
		return nil
	}
	return NewStr(s)
}

// str is str(o), or nil with an exception.
//
//rgo:parallel
func (t *Thread) str(o Object) *Str {
	switch x := o.(type) {
	case *Str:
		return x
	case Int:
		return newASCII(strconv.FormatInt(x.v, 10))
	case Float:
		return newASCII(floatText(x.v))
	case *Instance:
		if r := t.strOfInstance(x); r != nil {
			return strOf(r)
		}
		return nil
	case *Type:
		if x.meta != nil {
			if m := x.meta.lookup(nameStr); m != objectStr {
				if r := t.callMethod(m, x, nil, nil); r != nil {
					return strOf(r)
				}
				return nil
			}
		}
	}
	if m := operatorSlot(o, nameStr); m != nil && m != objectStr {
		if r := t.callMethod(m, o, nil, nil); r != nil {
			return strOf(r)
		}
		return nil
	}
	return t.reprStr(o)
}

// strOfInstance is str(x), which may be an instance of a subclass of str.
//
//rgo:parallel
func (t *Thread) strOfInstance(x *Instance) Object {
	m := x.cls.lookup(nameStr)
	if m == objectStr {
		if s := t.reprStr(x); s != nil {
			return s
		}
		return nil
	}
	if !t.enter() {
		return nil
	}
	r := t.callMethod(m, x, nil, nil)
	t.leave()
	if r != nil && strOf(r) == nil {
		return t.typeError("__str__ returned non-string (type " + r.Class().name + ")")
	}
	return r
}

// quoteStr is repr of text.
//
//rgo:parallel
func quoteStr(s string) string {
	quote := byte('\'')
	single, double := false, false
	plain := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\'' {
			single = true
		} else if c == '"' {
			double = true
		}
		if c < 0x20 || c >= 0x7f || c == '\\' || c == '\'' {
			plain = false
		}
	}
	if plain {
		return "'" + s + "'"
	}
	if single && !double {
		quote = '"'
	}
	b := make([]byte, 0, len(s)+8)
	b = append(b, quote)
	for len(s) > 0 {
		r, size := decodeRune(s)
		switch {
		case r == rune(quote) || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < 0x20 || r == 0x7f:
			b = appendHex(b, `\x`, uint32(r), 2)
		case r < 0x7f:
			b = append(b, byte(r))
		case isPrintable(r):
			b = append(b, s[:size]...)
		default:
			b = appendEscape(b, r)
		}
		s = s[size:]
	}
	return string(append(b, quote))
}

// isPrintable is str.isprintable for one code point.
//
//rgo:parallel
func isPrintable(r rune) bool {
	if r < 0x7f {
		return r >= 0x20
	}
	if isSurrogate(r) {
		return false
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S)
}

// appendEscape appends the shortest escape of a code point.
//
//rgo:parallel
func appendEscape(b []byte, r rune) []byte {
	switch {
	case r < 0x100:
		return appendHex(b, `\x`, uint32(r), 2)
	case r < 0x10000:
		return appendHex(b, `\u`, uint32(r), 4)
	}
	return appendHex(b, `\U`, uint32(r), 8)
}

const hexDigits = "0123456789abcdef"

//rgo:parallel
func appendHex(b []byte, prefix string, v uint32, digits int) []byte {
	b = append(b, prefix...)
	for i := digits - 1; i >= 0; i-- {
		b = append(b, hexDigits[v>>(4*uint(i))&15])
	}
	return b
}

// asciiText escapes what is not ASCII in a repr.
//
//rgo:parallel
func asciiText(s string) string {
	var b []byte
	for len(s) > 0 {
		r, size := decodeRune(s)
		if r < 0x80 {
			b = append(b, byte(r))
		} else {
			b = appendEscape(b, r)
		}
		s = s[size:]
	}
	return string(b)
}

// quoteBytes is repr of bytes.
//
//rgo:parallel
func quoteBytes(s string) string {
	quote := byte('\'')
	single, double := false, false
	for i := 0; i < len(s); i++ {
		single = single || s[i] == '\''
		double = double || s[i] == '"'
	}
	if single && !double {
		quote = '"'
	}
	b := make([]byte, 0, len(s)+3)
	b = append(b, 'b', quote)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == quote || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < 0x20 || c >= 0x7f:
			b = appendHex(b, `\x`, uint32(c), 2)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, quote))
}

// complexText is repr of a complex.
func complexText(v complex128) string {
	part := func(f float64) string {
		s := floatText(f)
		if len(s) > 2 && s[len(s)-2:] == ".0" {
			s = s[:len(s)-2]
		}
		return s
	}
	re, im := real(v), imag(v)
	if re == 0 && !math.Signbit(re) {
		return part(im) + "j"
	}
	sign := ""
	if !(im < 0 || math.Signbit(im)) || math.IsNaN(im) {
		sign = "+"
	}
	return "(" + part(re) + sign + part(im) + "j)"
}
