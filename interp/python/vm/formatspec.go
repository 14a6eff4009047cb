package vm

import (
	"math"
	"rgo/rlib/thread"
	"strconv"
	"strings"
	"unicode"
)

// This file is the format mini-language of format() and f-strings.

// formatSpec is a parsed format specification.
type formatSpec struct {
	fill      rune
	align     byte // '<', '>', '=', '^' or 0
	sign      byte // '+', '-', ' ' or 0
	alternate bool
	noNegZero bool
	zero      bool
	width     int
	grouping  byte // ',' or '_' or 0
	precision int  // -1 if not given
	kind      byte // presentation type, 0 if not given
}

//rgo:parallel
func isAlign(r rune) bool { return r == '<' || r == '>' || r == '=' || r == '^' }

// parseSpec parses a specification for an object of the given class.
//
//rgo:parallel
func (t *Thread) parseSpec(text string, class string) (formatSpec, bool) {
	f := formatSpec{fill: ' ', precision: -1}
	if text == "" {
		return f, true
	}
	runes := []rune(text)
	i, n := 0, len(runes)
	if n > 1 && isAlign(runes[1]) {
		f.fill, f.align = runes[0], byte(runes[1])
		i = 2
	} else if isAlign(runes[0]) {
		f.align = byte(runes[0])
		i = 1
	}
	filled := i == 2
	if i < n && (runes[i] == '+' || runes[i] == '-' || runes[i] == ' ') {
		f.sign = byte(runes[i])
		i++
	}
	if i < n && runes[i] == 'z' {
		f.noNegZero = true
		i++
	}
	if i < n && runes[i] == '#' {
		f.alternate = true
		i++
	}
	if i < n && runes[i] == '0' && !filled {
		f.zero = true
		f.fill = '0'
		if f.align == 0 && class != "str" {
			f.align = '='
		}
		i++
	}
	for i < n && runes[i] >= '0' && runes[i] <= '9' {
		f.width = f.width*10 + int(runes[i]-'0')
		if f.width > 1<<59 {
			t.valueError("Too many decimal digits in format string")
			return f, false
		}
		i++
	}
	if !t.fits(1, f.width) {
		return f, false
	}
	for i < n && (runes[i] == ',' || runes[i] == '_') {
		if f.grouping != 0 {
			if f.grouping == byte(runes[i]) {
				t.valueError("Cannot specify '" + string(runes[i]) + "' with '" + string(runes[i]) + "'.")
			} else {
				t.valueError("Cannot specify both ',' and '_'.")
			}
			return f, false
		}
		f.grouping = byte(runes[i])
		i++
	}
	if i < n && runes[i] == '.' {
		i++
		start := i
		f.precision = 0
		for i < n && runes[i] >= '0' && runes[i] <= '9' {
			f.precision = f.precision*10 + int(runes[i]-'0')
			if f.precision > 1<<31 {
				t.valueError("Too many decimal digits in format string")
				return f, false
			}
			i++
		}
		if i == start {
			t.valueError("Format specifier missing precision")
			return f, false
		}
	}
	if n-i > 1 {
		t.valueError("Invalid format specifier '" + text + "' for object of type '" + class + "'")
		return f, false
	}
	if i < n {
		if runes[i] >= 0x80 {
			t.valueError("Unknown format code '" + string(runes[i]) + "' for object of type '" + class + "'")
			return f, false
		}
		f.kind = byte(runes[i])
	}
	if f.grouping != 0 {
		switch f.kind {
		case 'd', 'e', 'f', 'g', 'E', 'G', 'F', '%', 0:
		case 'b', 'o', 'x', 'X':
			if f.grouping == '_' {
				break
			}
			fallthrough
		default:
			t.valueError("Cannot specify '" + string(rune(f.grouping)) + "' with '" + string(rune(f.kind)) + "'.")
			return f, false
		}
	}
	return f, true
}

// format is format(o, spec).
//
//rgo:parallel
func (t *Thread) format(o Object, spec string) *Str {
	switch x := o.(type) {
	case *Str:
		if spec == "" {
			return x
		}
		return t.strResult(t.formatBuiltin(o, spec))
	case Int, *BigInt, Float, *Bool, *Complex:
		if spec == "" {
			return t.str(o)
		}
		return t.strResult(t.formatBuiltin(o, spec))
	}
	if spec == "" && !usesClass(o) {
		return t.str(o)
	}
	r, _ := t.callSpecial(o, nameFormat, NewStr(spec))
	if r == nil {
		return nil
	}
	s := strOf(r)
	if s == nil {
		t.typeError("__format__ must return a str, not " + r.Class().name)
	}
	return s
}

//rgo:parallel
func (t *Thread) strResult(o Object) *Str {
	if o == nil {
		return nil
	}
	return o.(*Str)
}

// formatBuiltin formats a builtin value or what an instance carries.
//
//rgo:parallel
func (t *Thread) formatBuiltin(o Object, spec string) Object {
	if spec == "" {
		return strObject(t.str(o))
	}
	class := o.Class().name
	switch x := payloadOf(o).(type) {
	case *Str:
		f, ok := t.parseSpec(spec, "str")
		if !ok {
			return nil
		}
		return t.formatStr(x, f)
	case *Bool:
		f, ok := t.parseSpec(spec, "int")
		if !ok {
			return nil
		}
		return t.formatInt(newInt(boolInt(x.v)), f, class)
	case Int, *BigInt:
		f, ok := t.parseSpec(spec, class)
		if !ok {
			return nil
		}
		return t.formatInt(x, f, class)
	case Float:
		f, ok := t.parseSpec(spec, class)
		if !ok {
			return nil
		}
		return t.formatFloat(x.v, f, class)
	case *Complex:
		f, ok := t.parseSpec(spec, class)
		if !ok {
			return nil
		}
		return t.formatComplex(x.v, f, class)
	}
	return t.typeError("unsupported format string passed to " + class + ".__format__")
}

//rgo:parallel
func (t *Thread) unknownCode(kind byte, class string) Object {
	if kind > 32 && kind < 128 {
		return t.valueError("Unknown format code '" + string(rune(kind)) + "' for object of type '" + class + "'")
	}
	return t.valueError("Unknown format code '\\x" + strconv.FormatInt(int64(kind), 16) + "' for object of type '" + class + "'")
}

//rgo:parallel
func (t *Thread) formatStr(s *Str, f formatSpec) Object {
	switch {
	case f.kind != 0 && f.kind != 's':
		return t.unknownCode(f.kind, "str")
	case f.sign != 0:
		if f.sign == ' ' {
			return t.valueError("Space not allowed in string format specifier")
		}
		return t.valueError("Sign not allowed in string format specifier")
	case f.alternate:
		return t.valueError("Alternate form (#) not allowed in string format specifier")
	case f.grouping != 0:
		return t.valueError("Cannot specify '" + string(rune(f.grouping)) + "' with 's'.")
	case f.noNegZero:
		return t.valueError("Negative zero coercion (z) not allowed in string format specifier")
	case f.align == '=':
		return t.valueError("'=' alignment not allowed in string format specifier")
	}
	if f.precision >= 0 && f.precision < s.n {
		s = s.slice(0, f.precision)
	}
	return NewStr(f.pad("", s.s, s.n, '<'))
}

// pad aligns body, whose length in code points is n, after a sign or prefix.
//
//rgo:parallel
func (f *formatSpec) pad(prefix, body string, n int, defaultAlign byte) string {
	space := f.width - n - len(prefix)
	if space <= 0 {
		return prefix + body
	}
	align := f.align
	if align == 0 {
		align = defaultAlign
	}
	fill := string(f.fill)
	switch align {
	case '<':
		return prefix + body + repeatText(fill, space)
	case '>':
		return repeatText(fill, space) + prefix + body
	case '^':
		left := space / 2
		return repeatText(fill, left) + prefix + body + repeatText(fill, space-left)
	}
	return prefix + repeatText(fill, space) + body
}

// signText is the sign to show.
//
//rgo:parallel
func (f *formatSpec) signText(negative bool) string {
	switch {
	case negative:
		return "-"
	case f.sign == '+':
		return "+"
	case f.sign == ' ':
		return " "
	}
	return ""
}

// group inserts separators into the whole digits; with zero filling the zeros
// are grouped too.
//
//rgo:parallel
func (f *formatSpec) group(digits string, every, width int) string {
	if f.grouping == 0 {
		return digits
	}
	grouped := groupDigits(digits, every, f.grouping)
	if f.zero || f.fill == '0' && f.align == '=' {
		for len(grouped) < width {
			digits = "0" + digits
			grouped = groupDigits(digits, every, f.grouping)
		}
	}
	return grouped
}

//rgo:parallel
func groupDigits(digits string, every int, separator byte) string {
	if len(digits) <= every {
		return digits
	}
	first := len(digits) % every
	b := []byte(digits[:first])
	for i := first; i < len(digits); i += every {
		if len(b) > 0 {
			b = append(b, separator)
		}
		b = append(b, digits[i:i+every]...)
	}
	return string(b)
}

//rgo:parallel
func (t *Thread) formatInt(o Object, f formatSpec, class string) Object {
	switch f.kind {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		v, ok := t.floatValue(o)
		if !ok {
			return nil
		}
		return t.formatFloat(v, f, class)
	}
	if f.precision >= 0 {
		return t.valueError("Precision not allowed in integer format specifier")
	}
	if f.noNegZero {
		return t.valueError("Negative zero coercion (z) not allowed in integer format specifier")
	}
	base, prefix := 10, ""
	every := 3
	switch f.kind {
	case 0, 'd', 'n':
		if !t.checkDigits(o) {
			return nil
		}
	case 'b':
		base, prefix, every = 2, "0b", 4
	case 'o':
		base, prefix, every = 8, "0o", 4
	case 'x':
		base, prefix, every = 16, "0x", 4
	case 'X':
		base, prefix, every = 16, "0X", 4
	case 'c':
		return t.formatChar(o, f)
	default:
		return t.unknownCode(f.kind, class)
	}
	digits, negative := intDigits(o, base)
	if f.kind == 'X' {
		digits = strings.ToUpper(digits)
	}
	sign := f.signText(negative)
	if f.alternate {
		sign += prefix
	}
	body := f.group(digits, every, f.width-len(sign))
	return NewStr(f.pad(sign, body, len(body), '>'))
}

//rgo:parallel
func (t *Thread) formatChar(o Object, f formatSpec) Object {
	if f.sign != 0 {
		return t.valueError("Sign not allowed with integer format specifier 'c'")
	}
	if f.alternate {
		return t.valueError("Alternate form (#) not allowed with integer format specifier 'c'")
	}
	v, ok := smallValue(o)
	if !ok || v < 0 || v > unicode.MaxRune {
		return t.raise(OverflowError, "%c arg not in range(0x110000)")
	}
	return NewStr(f.pad("", runeStr(rune(v)).s, 1, '<'))
}

// isZeroText tells whether the text of a number without sign has no digit but
// zeros before its exponent.
//
//rgo:parallel
func isZeroText(s string) bool {
	for i := 0; i < len(s) && s[i] != 'e' && s[i] != 'E' && s[i] != '%'; i++ {
		if s[i] != '0' && s[i] != '.' {
			return false
		}
	}
	return true
}

// formatFloat formats a float.
//
//rgo:parallel
func (t *Thread) formatFloat(v float64, f formatSpec, class string) Object {
	s, ok := floatBody(v, f.kind, f.precision, f.alternate)
	if !ok {
		return t.unknownCode(f.kind, class)
	}
	negative := strings.HasPrefix(s, "-")
	if negative {
		s = s[1:]
		if f.noNegZero && isZeroText(s) {
			negative = false
		}
	}
	sign := f.signText(negative)
	whole, rest := s, ""
	for i := 0; i < len(s); i++ {
		if !isDigitByte(s[i]) {
			whole, rest = s[:i], s[i:]
			break
		}
	}
	if whole != "" {
		whole = f.group(whole, 3, f.width-len(sign)-len(rest))
	}
	body := whole + rest
	return NewStr(f.pad(sign, body, len(body), '>'))
}

// floatBody converts a float by presentation type; ok is false if the type is
// unknown.
//
//rgo:parallel
func floatBody(v float64, kind byte, precision int, alternate bool) (string, bool) {
	percent := ""
	upper := false
	switch kind {
	case 0:
		if precision < 0 {
			s := floatText(v)
			return s, true
		}
		return generalFloat(v, precision, alternate, true), true
	case '%':
		v *= 100
		percent = "%"
		kind = 'f'
	case 'E', 'F', 'G':
		upper = true
		kind |= 0x20
	case 'n':
		kind = 'g'
	case 'e', 'f', 'g':
	default:
		return "", false
	}
	if precision < 0 {
		precision = 6
	}
	var s string
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		s = floatText(v)
	case kind == 'g':
		s = generalFloat(v, precision, alternate, false)
	default:
		s = strconv.FormatFloat(v, kind, precision, 64)
		if alternate && precision == 0 {
			if i := strings.IndexByte(s, 'e'); i >= 0 {
				s = s[:i] + "." + s[i:]
			} else {
				s += "."
			}
		}
	}
	if upper {
		s = strings.ToUpper(s)
	}
	return s + percent, true
}

// generalFloat is the 'g' format; with plain the result shows at least one
// digit after the point, as the empty presentation type does.
//
//rgo:parallel
func generalFloat(v float64, precision int, alternate, plain bool) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return floatText(v)
	}
	if precision == 0 {
		precision = 1
	}
	s := strconv.FormatFloat(v, 'e', precision-1, 64)
	i := strings.IndexByte(s, 'e')
	exponent, _ := strconv.Atoi(s[i+1:])
	limit := precision
	if plain {
		limit = precision - 1
		if limit < 1 {
			limit = 1
		}
	}
	if exponent >= -4 && exponent < limit {
		s = strconv.FormatFloat(v, 'f', max(precision-1-exponent, 0), 64)
		if !alternate && strings.IndexByte(s, '.') >= 0 {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		if plain && strings.IndexByte(s, '.') < 0 {
			s += ".0"
		} else if alternate && strings.IndexByte(s, '.') < 0 {
			s += "."
		}
		return s
	}
	mantissa := s[:i]
	if alternate && strings.IndexByte(mantissa, '.') < 0 {
		mantissa += "."
	}
	if !alternate && strings.IndexByte(mantissa, '.') >= 0 {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	return mantissa + s[i:]
}

// formatComplex formats the two parts of a complex number.
func (t *Thread) formatComplex(v complex128, f formatSpec, class string) Object {
	if f.align == '=' {
		return t.valueError("'=' alignment flag is not allowed in complex format specifier")
	}
	re, ok := floatBody(real(v), f.kind, f.precision, f.alternate)
	im, ok2 := floatBody(imag(v), f.kind, f.precision, f.alternate)
	if !ok || !ok2 {
		return t.unknownCode(f.kind, class)
	}
	if f.noNegZero {
		for _, s := range []*string{&re, &im} {
			if (*s)[0] == '-' && isZeroText((*s)[1:]) {
				*s = (*s)[1:]
			}
		}
	}
	if f.kind == 0 {
		re, im = strings.TrimSuffix(re, ".0"), strings.TrimSuffix(im, ".0")
	}
	if f.grouping != 0 {
		re, im = f.groupBody(re), f.groupBody(im)
	}
	if im[0] != '-' {
		im = "+" + im
	}
	if re[0] != '-' {
		re = f.signText(false) + re
	}
	body := re + im + "j"
	if f.kind == 0 {
		if real(v) == 0 && !math.Signbit(real(v)) {
			body = strings.TrimPrefix(im, "+") + "j"
		} else {
			body = "(" + body + ")"
		}
	}
	return NewStr(f.pad("", body, len(body), '>'))
}

// groupBody puts the separators into the whole part of a number's text.
//
//rgo:parallel
func (f *formatSpec) groupBody(s string) string {
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	n := 0
	for n < len(s) && isDigitByte(s[n]) {
		n++
	}
	if n == 0 {
		return sign + s
	}
	return sign + f.group(s[:n], 3, 0) + s[n:]
}

// formatValue runs FORMAT_VALUE.
//
//rgo:parallel
func (t *Thread) formatValue(f *Frame, arg int) bool {
	spec := ""
	if arg&4 != 0 {
		spec = f.pop().(*Str).s
	}
	o := f.peek(1)
	switch arg & 3 {
	case 1:
		s := t.str(o)
		if s == nil {
			return false
		}
		o = s
	case 2, 3:
		s, ok := t.repr(o)
		if !ok {
			return false
		}
		if arg&3 == 3 {
			s = asciiText(s)
		}
		o = NewStr(s)
	}
	var r Object
	if thread.Parallel && spec == "" {
		switch o.(type) {
		case Int, Float, *Str:
			r = t.str(o)
		}
	}
	if r == nil {
		if s := t.format(o, spec); s != nil {
			r = s
		}
	}
	if r == nil {
		return false
	}
	f.stack[f.sp-1] = r
	return true
}
