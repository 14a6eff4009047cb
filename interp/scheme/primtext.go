package main

import (
	"strings"
	"unicode/utf8"
)

// This file is primitives on texts, characters and symbols. Positions in texts count characters.

var textPrimitives = []primitive{
	predicate("string?", func(v Value) bool { _, ok := v.(*Str); return ok }),
	predicate("char?", func(v Value) bool { _, ok := v.(Char); return ok }),
	unary("string-length", func(a Value, line int) Value { return Int{int64(utf8.RuneCountInString(str(a, line)))} }),
	binary("string-ref", func(a, b Value, line int) Value {
		s := str(a, line)
		if i := integer(b, line); i >= 0 && i < int64(len(s)) {
			for _, c := range s {
				if i == 0 {
					return Char{c}
				}
				i--
			}
		}
		fail(line, "there is no character "+text(b)+" in "+text(a))
		return nil
	}),
	general("substring", 2, 3, func(_ *Machine, args []Value, line int) Value {
		chars := []rune(str(args[0], line))
		low, high := integer(args[1], line), int64(len(chars))
		if len(args) == 3 {
			high = integer(args[2], line)
		}
		if low < 0 || low > high || high > int64(len(chars)) {
			fail(line, "there are no such characters in "+text(args[0]))
		}
		return &Str{string(chars[low:high])}
	}),
	general("string-append", 0, -1, func(_ *Machine, args []Value, line int) Value {
		var b []byte
		for _, v := range args {
			b = append(b, str(v, line)...)
		}
		return &Str{string(b)}
	}),
	binary("string=?", func(a, b Value, line int) Value { return truth(str(a, line) == str(b, line)) }),
	binary("string<?", func(a, b Value, line int) Value { return truth(strings.Compare(str(a, line), str(b, line)) < 0) }),
	unary("string->list", func(a Value, line int) Value {
		var values []Value
		for _, c := range str(a, line) {
			values = append(values, Char{c})
		}
		return list(values, empty)
	}),
	unary("list->string", func(a Value, line int) Value {
		var b []byte
		for _, v := range elements(a, line) {
			b = utf8.AppendRune(b, char(v, line))
		}
		return &Str{string(b)}
	}),
	general("string->symbol", 1, 1, func(m *Machine, args []Value, line int) Value { return m.intern(str(args[0], line)) }),
	unary("symbol->string", func(a Value, line int) Value {
		s, ok := a.(*Symbol)
		if !ok {
			wrong(line, "a symbol", a)
		}
		return &Str{s.name}
	}),
	unary("char->integer", func(a Value, line int) Value { return Int{int64(char(a, line))} }),
	unary("integer->char", func(a Value, line int) Value {
		n := integer(a, line)
		if n < 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
			fail(line, text(a)+" is the number of no character")
		}
		return Char{rune(n)}
	}),
	binary("char=?", func(a, b Value, line int) Value { return truth(char(a, line) == char(b, line)) }),
	binary("char<?", func(a, b Value, line int) Value { return truth(char(a, line) < char(b, line)) }),
}

func str(v Value, line int) string {
	s, ok := v.(*Str)
	if !ok {
		wrong(line, "a text", v)
	}
	return s.s
}

func char(v Value, line int) rune {
	c, ok := v.(Char)
	if !ok {
		wrong(line, "a character", v)
	}
	return c.v
}
