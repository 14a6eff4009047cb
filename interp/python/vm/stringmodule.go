package vm

import "strings"

// This file is the module _string: what string.Formatter stands on.

func init() {
	builtinModules["_string"] = func(t *Thread) *Module {
		m := newModule("_string")
		m.addFunctions([]method{
			{"formatter_parser", 1, 1, formatterParser, ""},
			{"formatter_field_name_split", 1, 1, formatterFieldNameSplit, ""},
		})
		return m
	}
	formatterIterType.module = newASCII("builtins")
	fieldNameIterType.module = newASCII("builtins")
	addIteratorMethods(formatterIterType, fieldNameIterType)
}

var (
	formatterIterType = newIteratorType("formatteriterator")
	fieldNameIterType = newIteratorType("fieldnameiterator")
)

// formatterIter gives the literal texts and fields of a template.
type formatterIter struct {
	s  string
	at int
}

// Class returns formatteriterator.
func (*formatterIter) Class() *Type { return formatterIterType }

func formatterParser(t *Thread, args []Object) Object {
	s := strOf(args[0])
	if s == nil {
		return t.typeError("expected str, got " + args[0].Class().name)
	}
	return &formatterIter{s: s.s}
}

// Next returns (literal, field name, format spec, conversion).
func (i *formatterIter) Next(t *Thread) Object {
	if i.at >= len(i.s) {
		return nil
	}
	start := i.at
	for i.at < len(i.s) && i.s[i.at] != '{' && i.s[i.at] != '}' {
		i.at++
	}
	literal := i.s[start:i.at]
	if i.at == len(i.s) {
		return tupleOf(NewStr(literal), None, None, None)
	}
	c := i.s[i.at]
	i.at++
	if i.at == len(i.s) {
		if c == '}' {
			return t.valueError("Single '}' encountered in format string")
		}
		return t.valueError("Single '{' encountered in format string")
	}
	if i.s[i.at] == c { // an escaped brace belongs to the literal
		i.at++
		return tupleOf(NewStr(literal+string(rune(c))), None, None, None)
	}
	if c == '}' {
		return t.valueError("Single '}' encountered in format string")
	}
	return i.field(t, literal)
}

// field reads a replacement field after its brace.
func (i *formatterIter) field(t *Thread, literal string) Object {
	start, depth, bracket := i.at, 1, false
	for ; i.at < len(i.s); i.at++ {
		switch i.s[i.at] {
		case '[':
			bracket = true
			continue
		case ']':
			bracket = false
			continue
		case '{':
			return t.valueError("unexpected '{' in field name")
		case '}', ':', '!':
			if bracket {
				continue
			}
		default:
			continue
		}
		break
	}
	if i.at == len(i.s) {
		return t.valueError("expected '}' before end of string")
	}
	name := i.s[start:i.at]
	var conversion Object = None
	c := i.s[i.at]
	i.at++
	if c == '!' {
		if i.at == len(i.s) {
			return t.valueError("end of string while looking for conversion specifier")
		}
		r, size := decodeRune(i.s[i.at:])
		conversion = runeStr(r)
		i.at += size
		if i.at == len(i.s) {
			return t.valueError("unmatched '{' in format spec")
		}
		c = i.s[i.at]
		i.at++
		if c != ':' && c != '}' {
			return t.valueError("expected ':' after conversion specifier")
		}
	}
	spec := ""
	if c == ':' {
		start = i.at
		for ; i.at < len(i.s) && depth > 0; i.at++ {
			switch i.s[i.at] {
			case '{':
				depth++
			case '}':
				depth--
			}
		}
		if depth > 0 {
			return t.valueError("unmatched '{' in format spec")
		}
		spec = i.s[start : i.at-1]
	}
	return tupleOf(NewStr(literal), NewStr(name), NewStr(spec), conversion)
}

// fieldNameIter gives the attributes and keys of a field name.
type fieldNameIter struct{ s string }

// Class returns fieldnameiterator.
func (*fieldNameIter) Class() *Type { return fieldNameIterType }

func formatterFieldNameSplit(t *Thread, args []Object) Object {
	s := strOf(args[0])
	if s == nil {
		return t.typeError("expected str, got " + args[0].Class().name)
	}
	end := strings.IndexAny(s.s, ".[")
	if end < 0 {
		end = len(s.s)
	}
	first, ok := t.fieldKey(s.s[:end])
	if !ok {
		return nil
	}
	return tupleOf(first, &fieldNameIter{s.s[end:]})
}

// fieldKey is a part of a field name: an int if it has only digits.
func (t *Thread) fieldKey(s string) (Object, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if !isDigitByte(s[i]) {
			return NewStr(s), true
		}
		if n > (1<<63-1-9)/10 {
			t.valueError("Too many decimal digits in format string")
			return nil, false
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return emptyStr, true
	}
	return intOf(n), true
}

// Next returns (is attribute, name or key).
func (i *fieldNameIter) Next(t *Thread) Object {
	if i.s == "" {
		return nil
	}
	c := i.s[0]
	rest := i.s[1:]
	if c == '.' {
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 {
			return t.valueError("Empty attribute in format string")
		}
		i.s = rest[end:]
		return tupleOf(True, NewStr(rest[:end]))
	}
	if c != '[' {
		return t.valueError("Only '.' or '[' may follow ']' in format field specifier")
	}
	end := strings.IndexByte(rest, ']')
	if end < 0 {
		return t.valueError("Missing ']' in format string")
	}
	if end == 0 {
		return t.valueError("Empty attribute in format string")
	}
	key, ok := t.fieldKey(rest[:end])
	if !ok {
		return nil
	}
	i.s = rest[end+1:]
	return tupleOf(False, key)
}
