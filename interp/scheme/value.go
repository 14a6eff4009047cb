package main

import "strconv"

// This file defines what variables of a program hold, and how it is written.

// A Value is a datum or a procedure. RGo makes it one machine word; an Int or a Float needs no memory of its own.
type Value interface {
	// write appends the text of the value; texts and characters as a program would have them if quoted.
	write(b []byte, quoted bool) []byte
}

// An Int is an exact integer of 64 bits; what does not fit is a fault.
type Int struct{ v int64 }

// A Float is an inexact number.
type Float struct{ v float64 }

// A Char is a character.
type Char struct{ v rune }

// A Str is a text; it never changes.
type Str struct{ s string }

// A Symbol is a name. There is one of each, which also holds the global variable of that name.
type Symbol struct {
	name  string
	value Value // nil if there is no such variable
	macro syntax
}

// A Pair is two values, and what lists are made of.
type Pair struct {
	car, cdr Value
	line     int // where its text began; 0 if a program made it
}

// A Vector is an array.
type Vector struct{ items []Value }

// A Constant is one of the values that are only themselves.
type Constant struct{ name string }

var (
	yes     = &Constant{"#t"}
	no      = &Constant{"#f"}
	empty   = &Constant{"()"}
	nothing = &Constant{"#<nothing>"} // of forms without a useful value
)

// truth is the value of a condition.
func truth(b bool) Value {
	if b {
		return yes
	}
	return no
}

// isTrue reports whether v counts as true: all but #f do.
func isTrue(v Value) bool { return v != Value(no) }

func (x Int) write(b []byte, _ bool) []byte       { return strconv.AppendInt(b, x.v, 10) }
func (x *Constant) write(b []byte, _ bool) []byte { return append(b, x.name...) }
func (x *Symbol) write(b []byte, _ bool) []byte   { return append(b, x.name...) }

func (x Float) write(b []byte, _ bool) []byte {
	n := len(b)
	b = strconv.AppendFloat(b, x.v, 'g', -1, 64)
	for _, c := range b[n:] {
		if c != '-' && (c < '0' || c > '9') {
			return b
		}
	}
	return append(b, ".0"...)
}

func (x Char) write(b []byte, quoted bool) []byte {
	if !quoted {
		return append(b, string(x.v)...)
	}
	for _, row := range charNames {
		if row.char == x.v {
			return append(append(b, "#\\"...), row.name...)
		}
	}
	return append(append(b, "#\\"...), string(x.v)...)
}

func (x *Str) write(b []byte, quoted bool) []byte {
	if !quoted {
		return append(b, x.s...)
	}
	b = append(b, '"')
	for i := 0; i < len(x.s); i++ {
		switch c := x.s[i]; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func (x *Pair) write(b []byte, quoted bool) []byte {
	b = append(b, '(')
	for {
		b = x.car.write(b, quoted)
		next, ok := x.cdr.(*Pair)
		if !ok {
			break
		}
		b = append(b, ' ')
		x = next
	}
	if x.cdr != Value(empty) {
		b = x.cdr.write(append(b, " . "...), quoted)
	}
	return append(b, ')')
}

func (x *Vector) write(b []byte, quoted bool) []byte {
	b = append(b, "#("...)
	for i, v := range x.items {
		if i > 0 {
			b = append(b, ' ')
		}
		b = v.write(b, quoted)
	}
	return append(b, ')')
}

// text is the text of a value for messages.
func text(v Value) string { return string(v.write(nil, true)) }

// list makes a list of values that ends with tail.
func list(values []Value, tail Value) Value {
	for i := len(values) - 1; i >= 0; i-- {
		tail = &Pair{car: values[i], cdr: tail}
	}
	return tail
}

// items returns the elements of a list; ok is false if v is no proper list.
func items(v Value) (values []Value, ok bool) {
	for {
		p, isPair := v.(*Pair)
		if !isPair {
			return values, v == Value(empty)
		}
		values = append(values, p.car)
		v = p.cdr
	}
}

// equal is equal?: the same value, or data of the same form.
func equal(a, b Value) bool {
	for {
		if same(a, b) {
			return true
		}
		switch x := a.(type) {
		case *Str:
			y, ok := b.(*Str)
			return ok && x.s == y.s
		case *Vector:
			y, ok := b.(*Vector)
			if !ok || len(x.items) != len(y.items) {
				return false
			}
			for i := range x.items {
				if !equal(x.items[i], y.items[i]) {
					return false
				}
			}
			return true
		case *Pair:
			y, ok := b.(*Pair)
			if !ok || !equal(x.car, y.car) {
				return false
			}
			a, b = x.cdr, y.cdr
		default:
			return false
		}
	}
}

// same is eqv?: equal numbers of the same kind, equal characters, otherwise the same object.
func same(a, b Value) bool {
	switch x := a.(type) {
	case *Symbol:
		y, ok := b.(*Symbol)
		return ok && x == y
	case *Constant:
		y, ok := b.(*Constant)
		return ok && x == y
	case Int:
		y, ok := b.(Int)
		return ok && x.v == y.v
	case Float:
		y, ok := b.(Float)
		return ok && x.v == y.v
	case Char:
		y, ok := b.(Char)
		return ok && x.v == y.v
	}
	return a == b
}
