package main

import (
	"math"
	"math/bits"
)

// This file is arithmetic.

var numberPrimitives = []primitive{
	folded("+", Int{0}, add),
	folded("*", Int{1}, multiply),
	{Primitive{"-", 1, -1, func(_ *Machine, args []Value, line int) Value {
		if len(args) == 1 {
			return subtract(Int{0}, args[0], line)
		}
		return fold(args[0], args[1:], line, subtract)
	}}, func(a Value, line int) Value { return subtract(Int{0}, a, line) }, subtract},
	{Primitive{"/", 1, -1, func(_ *Machine, args []Value, line int) Value {
		if len(args) == 1 {
			return divide(Int{1}, args[0], line)
		}
		return fold(args[0], args[1:], line, divide)
	}}, nil, divide},
	comparison("=", func(c int) bool { return c == 0 }),
	comparison("<", func(c int) bool { return c < 0 }),
	comparison(">", func(c int) bool { return c > 0 }),
	comparison("<=", func(c int) bool { return c <= 0 }),
	comparison(">=", func(c int) bool { return c >= 0 }),
	binary("quotient", func(a, b Value, line int) Value { return Int{integer(a, line) / divisor(b, line)} }),
	binary("remainder", func(a, b Value, line int) Value { return Int{integer(a, line) % divisor(b, line)} }),
	binary("modulo", func(a, b Value, line int) Value {
		x, y := integer(a, line), divisor(b, line)
		r := x % y
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		return Int{r}
	}),
	{Primitive{"max", 1, -1, func(_ *Machine, args []Value, line int) Value {
		return fold(args[0], args[1:], line, func(a, b Value, line int) Value { return chosen(a, b, line, 1) })
	}}, nil, nil},
	{Primitive{"min", 1, -1, func(_ *Machine, args []Value, line int) Value {
		return fold(args[0], args[1:], line, func(a, b Value, line int) Value { return chosen(a, b, line, -1) })
	}}, nil, nil},
	unary("abs", func(a Value, line int) Value {
		if compare(a, Int{0}, line) < 0 {
			return subtract(Int{0}, a, line)
		}
		return a
	}),
	binary("gcd", func(a, b Value, line int) Value {
		x, y := integer(a, line), integer(b, line)
		for y != 0 {
			x, y = y, x%y
		}
		return Int{max(x, -x)}
	}),
	binary("expt", func(a, b Value, line int) Value {
		n, ok := b.(Int)
		if _, exact := a.(Int); !ok || !exact || n.v < 0 {
			return Float{math.Pow(float(a, line), float(b, line))}
		}
		var r Value = Int{1}
		for i := n.v; i > 0; i-- {
			r = multiply(r, a, line)
		}
		return r
	}),
	unary("sqrt", func(a Value, line int) Value {
		f := math.Sqrt(float(a, line))
		if n, ok := a.(Int); ok && n.v >= 0 && f == math.Trunc(f) && int64(f)*int64(f) == n.v {
			return Int{int64(f)}
		}
		return Float{f}
	}),
	rounding("floor", math.Floor),
	rounding("truncate", math.Trunc),
	rounding("round", math.RoundToEven),
	unary("exact->inexact", func(a Value, line int) Value { return Float{float(a, line)} }),
	unary("inexact->exact", func(a Value, line int) Value {
		if _, ok := a.(Int); ok {
			return a
		}
		f := float(a, line)
		if f != math.Trunc(f) || math.Abs(f) >= 1<<63 {
			wrong(line, "a whole number", a)
		}
		return Int{int64(f)}
	}),
	predicate("number?", func(v Value) bool {
		switch v.(type) {
		case Int, Float:
			return true
		}
		return false
	}),
	predicate("integer?", func(v Value) bool {
		f, ok := v.(Float)
		_, exact := v.(Int)
		return exact || ok && f.v == math.Trunc(f.v)
	}),
	unary("zero?", func(a Value, line int) Value { return truth(compare(a, Int{0}, line) == 0) }),
	unary("positive?", func(a Value, line int) Value { return truth(compare(a, Int{0}, line) > 0) }),
	unary("negative?", func(a Value, line int) Value { return truth(compare(a, Int{0}, line) < 0) }),
	unary("even?", func(a Value, line int) Value { return truth(integer(a, line)%2 == 0) }),
	unary("odd?", func(a Value, line int) Value { return truth(integer(a, line)%2 != 0) }),
	unary("number->string", func(a Value, line int) Value {
		float(a, line)
		return &Str{text(a)}
	}),
	unary("string->number", func(a Value, line int) Value {
		s := str(a, line)
		if s != "" {
			if v := number(s); v != nil {
				return v
			}
		}
		return no
	}),
}

// folded makes the row of an operation on any number of operands.
func folded(name string, start Value, op func(a, b Value, line int) Value) primitive {
	return primitive{Primitive{name, 0, -1, func(_ *Machine, args []Value, line int) Value { return fold(start, args, line, op) }}, nil, op}
}

func fold(v Value, args []Value, line int, op func(a, b Value, line int) Value) Value {
	for _, x := range args {
		v = op(v, x, line)
	}
	if len(args) == 0 {
		float(v, line) // it has to be a number all the same
	}
	return v
}

// comparison makes the row of a comparison of neighbours.
func comparison(name string, holds func(c int) bool) primitive {
	two := func(a, b Value, line int) Value {
		if x, ok := a.(Int); ok {
			if y, ok := b.(Int); ok {
				return truth(holds(order(x.v, y.v)))
			}
		}
		c := compare(a, b, line)
		return truth(c != unordered && holds(c))
	}
	return primitive{Primitive{name, 2, -1, func(_ *Machine, args []Value, line int) Value {
		result := true
		for i := 1; i < len(args); i++ {
			result = two(args[i-1], args[i], line) == Value(yes) && result
		}
		return truth(result)
	}}, nil, two}
}

func order(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// unordered is the order of a number and what is none.
const unordered = 2

func compare(a, b Value, line int) int {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			return order(x.v, y.v)
		}
	}
	x, y := float(a, line), float(b, line)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	case x == y:
		return 0
	}
	return unordered
}

// chosen is the operand that comes first (c < 0) or last; a float if either is one.
func chosen(a, b Value, line, c int) Value {
	r := a
	if compare(b, a, line) == c {
		r = b
	}
	_, x := a.(Float)
	_, y := b.(Float)
	if x || y {
		return Float{float(r, line)}
	}
	return r
}

// float returns the value of any number.
func float(v Value, line int) float64 {
	switch x := v.(type) {
	case Int:
		return float64(x.v)
	case Float:
		return x.v
	}
	wrong(line, "a number", v)
	return 0
}

func divisor(v Value, line int) int64 {
	n := integer(v, line)
	if n == 0 {
		fail(line, "division by zero")
	}
	return n
}

//rgo:cold
func overflow(line int) { fail(line, "the integer does not fit 64 bits") }

func add(a, b Value, line int) Value {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			c := x.v + y.v
			if (x.v^c)&(y.v^c) < 0 {
				overflow(line)
			}
			return Int{c}
		}
	}
	return Float{float(a, line) + float(b, line)}
}

func subtract(a, b Value, line int) Value {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			c := x.v - y.v
			if (x.v^y.v)&(x.v^c) < 0 {
				overflow(line)
			}
			return Int{c}
		}
	}
	return Float{float(a, line) - float(b, line)}
}

func multiply(a, b Value, line int) Value {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			high, low := bits.Mul64(uint64(max(x.v, -x.v)), uint64(max(y.v, -y.v)))
			if high != 0 || low > math.MaxInt64 {
				overflow(line)
			}
			return Int{x.v * y.v}
		}
	}
	return Float{float(a, line) * float(b, line)}
}

// divide is exact where integers divide without a rest.
func divide(a, b Value, line int) Value {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			if d := divisor(y, line); x.v%d == 0 && d != -1 {
				return Int{x.v / d}
			}
		}
	}
	return Float{float(a, line) / float(b, line)}
}

// rounding makes the row of a function that gives whole numbers.
func rounding(name string, fn func(float64) float64) primitive {
	return unary(name, func(a Value, line int) Value {
		if _, ok := a.(Int); ok {
			return a
		}
		return Float{fn(float(a, line))}
	})
}
