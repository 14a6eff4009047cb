package vm

import (
	"strconv"
	"strings"
)

// This file is the % operator of str and str.format.

// percentSpec is a conversion of the % operator.
type percentSpec struct {
	key       *Str
	minus     bool
	plus      bool
	space     bool
	zero      bool
	alternate bool
	width     int
	precision int
	kind      byte
}

// isPercentMapping reports whether the right operand of %, which is no tuple,
// can give values by key: whatever has items but text, and bytes for bytes.
//
//rgo:parallel
func isPercentMapping(values Object, asBytes bool) bool {
	if strOf(values) != nil {
		return false
	}
	if asBytes {
		switch payloadOf(values).(type) {
		case *Bytes, *ByteArray:
			return false
		}
	}
	return values.Class().lookup(nameGetItem) != nil
}

// percentFormat computes template % values. With asBytes the template is that
// of bytes, whose content it has as Latin-1 text.
//
//rgo:parallel
func (t *Thread) percentFormat(template *Str, values Object, asBytes bool) Object {
	args, isTuple := []Object{values}, false
	if p := tuplePayload(values); p != nil {
		args, isTuple = p.items, true
	}
	mapping := func() bool { return !isTuple && isPercentMapping(values, asBytes) }
	next := 0
	take := func() Object {
		if next >= len(args) {
			t.typeError("not enough arguments for format string")
			return nil
		}
		next++
		return args[next-1]
	}
	s := template.s
	var b []byte
	used := false
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			b = append(b, s...)
			break
		}
		b = append(b, s[:i]...)
		s = s[i+1:]
		spec, rest, ok := t.parsePercent(s, take)
		if !ok {
			return nil
		}
		offset := len(template.s) - len(s)
		s = rest
		if spec.kind == '%' && len(template.s)-len(rest) == offset+1 { // nothing in between
			b = append(b, '%')
			continue
		}
		var v Object
		if spec.key != nil {
			if !mapping() {
				return t.typeError("format requires a mapping")
			}
			used = true
			var key Object = spec.key
			if asBytes {
				key = fromLatin(spec.key, false)
			}
			if v = t.getItem(values, key); v == nil {
				return nil
			}
		} else if v = take(); v == nil {
			return nil
		}
		text, ok := "", false
		if asBytes && strings.IndexByte("bsrac", spec.kind) >= 0 {
			text, ok = t.convertPercentBytes(spec, v)
		} else {
			text, ok = t.convertPercent(spec, v, template, offset)
		}
		if !ok {
			return nil
		}
		b = append(b, text...)
	}
	if next < len(args) && !used && (next > 0 || !mapping()) {
		kind := "string"
		if asBytes {
			kind = "bytes"
		}
		return t.typeError("not all arguments converted during " + kind + " formatting")
	}
	return NewStr(string(b))
}

// parsePercent parses what follows a percent sign.
//
//rgo:parallel
func (t *Thread) parsePercent(s string, take func() Object) (spec percentSpec, rest string, ok bool) {
	spec.precision = -1
	incomplete := func() (percentSpec, string, bool) {
		t.valueError("incomplete format")
		return spec, "", false
	}
	if s == "" {
		return incomplete()
	}
	if s[0] == '(' {
		depth, i := 1, 1
		for ; i < len(s) && depth > 0; i++ {
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if depth > 0 {
			t.valueError("incomplete format key")
			return spec, "", false
		}
		spec.key = NewStr(s[1 : i-1])
		s = s[i:]
	}
flags:
	for s != "" {
		switch s[0] {
		case '-':
			spec.minus = true
		case '+':
			spec.plus = true
		case ' ':
			spec.space = true
		case '#':
			spec.alternate = true
		case '0':
			spec.zero = true
		default:
			break flags
		}
		s = s[1:]
	}
	number := func(most int, what string) (int, bool) {
		if s != "" && s[0] == '*' {
			s = s[1:]
			o := take()
			if o == nil {
				return 0, false
			}
			if !isInt(o) {
				t.typeError("* wants int")
				return 0, false
			}
			v, ok := t.index(o)
			if ok && v > most {
				t.raise(OverflowError, "Python int too large to convert to C int")
				return 0, false
			}
			return v, ok && t.fits(1, v)
		}
		n := 0
		for s != "" && isDigitByte(s[0]) {
			n = n*10 + int(s[0]-'0')
			if n > most {
				t.valueError(what + " too big")
				return 0, false
			}
			s = s[1:]
		}
		return n, t.fits(1, n)
	}
	if spec.width, ok = number(1<<59, "width"); !ok {
		return spec, "", false
	}
	if spec.width < 0 {
		spec.minus, spec.width = true, -spec.width
	}
	if s != "" && s[0] == '.' {
		s = s[1:]
		if spec.precision, ok = number(1<<31-1, "precision"); !ok {
			return spec, "", false
		}
		spec.precision = max(spec.precision, 0)
	}
	for s != "" && (s[0] == 'h' || s[0] == 'l' || s[0] == 'L') {
		s = s[1:]
	}
	if s == "" {
		return incomplete()
	}
	r, size := decodeRune(s)
	spec.kind = byte(r)
	return spec, s[size:], true
}

// convertPercentBytes converts one value to text or a byte for bytes.
//
//rgo:parallel
func (t *Thread) convertPercentBytes(spec percentSpec, v Object) (string, bool) {
	f := formatSpec{fill: ' ', align: '>', width: spec.width}
	if spec.minus {
		f.align = '<'
	}
	var text *Str
	switch spec.kind {
	case 'b', 's':
		s, found, ok := t.bufferText(v)
		if !ok {
			return "", false
		}
		if !found {
			m := v.Class().lookup(nameBytes)
			if m == nil {
				t.typeError("%b requires a bytes-like object, or an object that implements __bytes__, not '" + v.Class().name + "'")
				return "", false
			}
			r := t.callMethod(m, v, nil, nil)
			if r == nil {
				return "", false
			}
			b, ok := payloadOf(r).(*Bytes)
			if !ok {
				t.typeError("__bytes__ returned non-bytes (type " + r.Class().name + ")")
				return "", false
			}
			s = b.s
		}
		text = decodeLatin(s)
	case 'r', 'a':
		s, ok := t.repr(v)
		if !ok {
			return "", false
		}
		text = newASCII(asciiText(s))
	default:
		s, ok := bytesText(v)
		if ok && len(s) == 1 {
			text = decodeLatin(s)
			break
		}
		if !hasIndex(v) {
			t.typeError("%c requires an integer in range(256) or a single byte")
			return "", false
		}
		i := t.indexObject(v)
		if i == nil {
			return "", false
		}
		n, ok := smallValue(i)
		if !ok || n < 0 || n > 255 {
			t.raise(OverflowError, "%c arg not in range(256)")
			return "", false
		}
		text = runeStr(rune(n))
		return f.pad("", text.s, 1, '>'), true
	}
	if spec.precision >= 0 && spec.precision < text.n {
		text = text.slice(0, spec.precision)
	}
	return f.pad("", text.s, text.n, '>'), true
}

// convertPercent converts one value.
//
//rgo:parallel
func (t *Thread) convertPercent(spec percentSpec, v Object, template *Str, offset int) (string, bool) {
	f := formatSpec{fill: ' ', align: '>', width: spec.width, precision: spec.precision, alternate: spec.alternate}
	if spec.minus {
		f.align = '<'
	}
	if spec.plus {
		f.sign = '+'
	} else if spec.space {
		f.sign = ' '
	}
	text := ""
	switch spec.kind {
	case 's', 'r', 'a':
		if spec.kind == 's' {
			s := t.str(v)
			if s == nil {
				return "", false
			}
			text = s.s
		} else {
			s, ok := t.repr(v)
			if !ok {
				return "", false
			}
			text = s
			if spec.kind == 'a' {
				text = asciiText(s)
			}
		}
		s := NewStr(text)
		if spec.precision >= 0 && spec.precision < s.n {
			s = s.slice(0, spec.precision)
		}
		return f.pad("", s.s, s.n, '>'), true
	case 'c':
		s := strOf(v)
		if s == nil {
			if !hasIndex(v) {
				t.typeError("%c requires int or char")
				return "", false
			}
			i := t.indexObject(v)
			if i == nil {
				return "", false
			}
			n, small := smallValue(i)
			if !small || n < 0 || n > 0x10ffff {
				t.raise(OverflowError, "%c arg not in range(0x110000)")
				return "", false
			}
			s = runeStr(rune(n))
		}
		if s.n != 1 {
			t.typeError("%c requires int or char")
			return "", false
		}
		return f.pad("", s.s, 1, '>'), true
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return t.percentInt(spec, f, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, ok := t.floatValue(v)
		if !ok {
			return "", false
		}
		text, _ = floatBody(x, spec.kind, spec.precision, spec.alternate)
		return spec.padNumber(f, "", text), true
	}
	at := countRunes(template.s[:offset])
	for at < template.n && byte(template.runeAt(at)) != spec.kind {
		at++
	}
	t.valueError("unsupported format character '" + string(rune(spec.kind)) + "' (0x" +
		strconv.FormatInt(int64(spec.kind), 16) + ") at index " + strconv.Itoa(at))
	return "", false
}

// percentInt converts an int.
//
//rgo:parallel
func (t *Thread) percentInt(spec percentSpec, f formatSpec, v Object) (string, bool) {
	var n Object
	decimal := spec.kind == 'd' || spec.kind == 'i' || spec.kind == 'u'
	switch x := payloadOf(v).(type) {
	case Int, *BigInt, *Bool:
		n = plainInt(x)
		if decimal && !t.checkDigits(n) {
			return "", false
		}
	case Float:
		if decimal {
			if n = t.intOfFloat(x.v); n == nil {
				return "", false
			}
		}
	default:
		if decimal && v.Class().lookup(nameInt) != nil {
			if n = t.toInt(v); n == nil {
				return "", false
			}
		} else if hasIndex(v) {
			if n = t.indexObject(v); n == nil {
				return "", false
			}
		}
	}
	if n == nil {
		if decimal {
			t.typeError("%" + string(rune(spec.kind)) + " format: a real number is required, not " + v.Class().name)
		} else {
			t.typeError("%" + string(rune(spec.kind)) + " format: an integer is required, not " + v.Class().name)
		}
		return "", false
	}
	base, prefix := 10, ""
	switch spec.kind {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	text, negative := intDigits(n, base)
	if spec.kind == 'X' {
		text = strings.ToUpper(text)
	}
	if len(text) < spec.precision {
		text = repeatText("0", spec.precision-len(text)) + text
	}
	if !spec.alternate {
		prefix = ""
	}
	if negative {
		text = "-" + text
	}
	return spec.padNumber(f, prefix, text), true
}

// padNumber aligns a number; zeros go between sign and digits.
//
//rgo:parallel
func (spec *percentSpec) padNumber(f formatSpec, prefix, text string) string {
	negative := strings.HasPrefix(text, "-")
	if negative {
		text = text[1:]
	}
	if spec.zero && !spec.minus {
		f.fill, f.align = '0', '='
	}
	return f.pad(f.signText(negative)+prefix, text, len(text), '>')
}

// strFormat is str.format.
//
//rgo:parallel
func strFormat(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	named := NewDict()
	for i, k := range kwNames {
		named.setStr(k, args[positional+i])
	}
	return t.formatTemplate(strOf(args[0]), append([]Object{}, args[1:positional]...), named)
}

// templateState counts the automatic field numbers of a template.
type templateState struct {
	next   int
	manual bool
	auto   bool
}

// formatTemplate fills in a template of str.format.
// args is nil for format_map.
//
//rgo:parallel
func (t *Thread) formatTemplate(template *Str, args []Object, named Object) Object {
	state := &templateState{}
	text, ok := t.fillTemplate(template.s, args, named, state, 2)
	if !ok {
		return nil
	}
	return NewStr(text)
}

// fillTemplate expands the fields of s; specifications may hold fields too.
//
//rgo:parallel
func (t *Thread) fillTemplate(s string, args []Object, named Object, state *templateState, depth int) (string, bool) {
	if depth < 0 {
		t.valueError("Max string recursion exceeded")
		return "", false
	}
	var b []byte
	for i := 0; i < len(s); {
		c := s[i]
		if c != '{' && c != '}' {
			b = append(b, c)
			i++
			continue
		}
		if i+1 < len(s) && s[i+1] == c {
			b = append(b, c)
			i += 2
			continue
		}
		if c == '}' {
			t.valueError("Single '}' encountered in format string")
			return "", false
		}
		end, level := i+1, 1
		for ; end < len(s); end++ {
			if s[end] == '{' {
				level++
			} else if s[end] == '}' {
				if level--; level == 0 {
					break
				}
			}
		}
		if level > 0 {
			if end == i+1 {
				t.valueError("Single '{' encountered in format string")
			} else {
				t.valueError("expected '}' before end of string")
			}
			return "", false
		}
		text, ok := t.fillField(s[i+1:end], args, named, state, depth)
		if !ok {
			return "", false
		}
		b = append(b, text...)
		i = end + 1
	}
	return string(b), true
}

// fillField expands one replacement field.
//
//rgo:parallel
func (t *Thread) fillField(field string, args []Object, named Object, state *templateState, depth int) (string, bool) {
	name, conversion, spec := field, byte(0), ""
	brackets := 0
	for i := 0; i < len(field); i++ {
		c := field[i]
		if c == '[' {
			brackets++
		} else if c == ']' {
			brackets--
		}
		if brackets > 0 {
			continue
		}
		if c == '!' {
			name = field[:i]
			if i+1 >= len(field) {
				t.valueError("unmatched '{' in format spec")
				return "", false
			}
			conversion = field[i+1]
			if i+2 < len(field) {
				if field[i+2] != ':' {
					t.valueError("expected ':' after conversion specifier")
					return "", false
				}
				spec = field[i+3:]
			}
			break
		}
		if c == ':' {
			name, spec = field[:i], field[i+1:]
			break
		}
	}
	o := t.fieldValue(name, args, named, state)
	if o == nil {
		return "", false
	}
	switch conversion {
	case 0:
	case 's':
		if o = strObject(t.str(o)); o == nil {
			return "", false
		}
	case 'r', 'a':
		s, ok := t.repr(o)
		if !ok {
			return "", false
		}
		if conversion == 'a' {
			s = asciiText(s)
		}
		o = NewStr(s)
	default:
		t.valueError("Unknown conversion specifier '" + string(rune(conversion)) + "'")
		return "", false
	}
	if strings.IndexByte(spec, '{') >= 0 || strings.IndexByte(spec, '}') >= 0 {
		var ok bool
		if spec, ok = t.fillTemplate(spec, args, named, state, depth-1); !ok {
			return "", false
		}
	}
	r := t.format(o, spec)
	if r == nil {
		return "", false
	}
	return r.s, true
}

// onlyDigits tells whether text is a number.
//
//rgo:parallel
func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigitByte(s[i]) {
			return false
		}
	}
	return s != ""
}

// fieldValue evaluates a field name such as 0.name[key].
//
//rgo:parallel
func (t *Thread) fieldValue(name string, args []Object, named Object, state *templateState) Object {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	first, rest := name[:end], name[end:]
	var o Object
	index, err := strconv.Atoi(first)
	if err != nil && onlyDigits(first) {
		return t.valueError("Too many decimal digits in format string")
	}
	isNumber := first != "" && err == nil && first[0] != '-' && first[0] != '+'
	switch {
	case first == "" || isNumber:
		if first == "" {
			if state.manual {
				return t.valueError("cannot switch from manual field specification to automatic field numbering")
			}
			state.auto = true
			index = state.next
			state.next++
		} else {
			if state.auto {
				return t.valueError("cannot switch from automatic field numbering to manual field specification")
			}
			state.manual = true
		}
		if args == nil && named != nil {
			return t.valueError("Format string contains positional fields")
		}
		if index >= len(args) {
			return t.indexError("Replacement index " + strconv.Itoa(index) + " out of range for positional args tuple")
		}
		o = args[index]
	default:
		if o = t.getItem(named, NewStr(first)); o == nil {
			return nil
		}
	}
	for rest != "" && o != nil {
		if rest[0] == '.' {
			end := strings.IndexAny(rest[1:], ".[")
			if end < 0 {
				end = len(rest) - 1
			}
			attr := rest[1 : end+1]
			if attr == "" {
				return t.valueError("Empty attribute in format string")
			}
			o = t.getAttr(o, intern(attr))
			rest = rest[end+1:]
			continue
		}
		if rest[0] != '[' {
			return t.valueError("Only '.' or '[' may follow ']' in format field specifier")
		}
		end := strings.IndexByte(rest, ']')
		if end < 0 {
			return t.valueError("Missing ']' in format string")
		}
		key := rest[1:end]
		if key == "" {
			return t.valueError("Empty attribute in format string")
		}
		rest = rest[end+1:]
		if n, err := strconv.Atoi(key); err == nil && isDigitByte(key[0]) {
			o = t.getItem(o, intOf(n))
		} else if onlyDigits(key) {
			return t.valueError("Too many decimal digits in format string")
		} else {
			o = t.getItem(o, NewStr(key))
		}
	}
	return o
}
