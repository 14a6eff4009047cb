package main

import "strconv"

// This file is the table of primitives, and those that call procedures or print.

// A primitive is a row of the table. one and two are the same for one or two operands, without a list of them.
type primitive struct {
	Primitive
	one func(a Value, line int) Value
	two func(a, b Value, line int) Value
}

// unary and binary make a row of a function of one or two operands.
func unary(name string, fn func(a Value, line int) Value) primitive {
	return primitive{Primitive{name, 1, 1, func(_ *Machine, args []Value, line int) Value { return fn(args[0], line) }}, fn, nil}
}

func binary(name string, fn func(a, b Value, line int) Value) primitive {
	return primitive{Primitive{name, 2, 2, func(_ *Machine, args []Value, line int) Value { return fn(args[0], args[1], line) }}, nil, fn}
}

func general(name string, min, max int, fn func(m *Machine, args []Value, line int) Value) primitive {
	return primitive{Primitive{name, min, max, fn}, nil, nil}
}

// predicate makes a row of a question about one value.
func predicate(name string, fn func(v Value) bool) primitive {
	return unary(name, func(a Value, _ int) Value { return truth(fn(a)) })
}

var primitives = join(numberPrimitives, listPrimitives, textPrimitives, []primitive{
	predicate("not", func(v Value) bool { return !isTrue(v) }),
	predicate("boolean?", func(v Value) bool { return v == Value(yes) || v == Value(no) }),
	predicate("symbol?", func(v Value) bool { _, ok := v.(*Symbol); return ok }),
	predicate("procedure?", func(v Value) bool {
		switch v.(type) {
		case *Primitive, *Closure, *Escape:
			return true
		}
		return false
	}),
	binary("eq?", func(a, b Value, _ int) Value { return truth(same(a, b)) }),
	binary("eqv?", func(a, b Value, _ int) Value { return truth(same(a, b)) }),
	binary("equal?", func(a, b Value, _ int) Value { return truth(equal(a, b)) }),
	general("display", 1, 1, func(m *Machine, args []Value, _ int) Value { return m.print(args[0], false) }),
	general("write", 1, 1, func(m *Machine, args []Value, _ int) Value { return m.print(args[0], true) }),
	general("newline", 0, 0, func(m *Machine, _ []Value, _ int) Value {
		m.out.WriteByte('\n')
		return nothing
	}),
	general("error", 1, -1, func(m *Machine, args []Value, line int) Value {
		b := args[0].write(nil, false)
		for _, v := range args[1:] {
			b = v.write(append(b, ' '), true)
		}
		fail(line, string(b))
		return nil
	}),
	general("command-line", 0, 0, func(m *Machine, _ []Value, _ int) Value {
		var values []Value
		for _, s := range m.args {
			values = append(values, &Str{s})
		}
		return list(values, empty)
	}),
	general("apply", 2, -1, func(m *Machine, args []Value, line int) Value {
		last := args[len(args)-1]
		more, ok := items(last)
		if !ok {
			fail(line, "apply needs a list at the end, not "+text(last))
		}
		all := append(append([]Value{}, args[1:len(args)-1]...), more...)
		return m.start(args[0], all, line)
	}),
	general("call/cc", 1, 1, func(m *Machine, args []Value, line int) Value { return m.withEscape(args[0], line) }),
	general("map", 2, -1, func(m *Machine, args []Value, line int) Value {
		var values []Value
		m.each("map", args, line, func(v Value) { values = append(values, v) })
		return list(values, empty)
	}),
	general("for-each", 2, -1, func(m *Machine, args []Value, line int) Value {
		m.each("for-each", args, line, func(Value) {})
		return nothing
	}),
	general("vector-map", 2, 2, func(m *Machine, args []Value, line int) Value {
		x := vector(args[1], line)
		r := &Vector{make([]Value, len(x.items))}
		for i, v := range x.items {
			r.items[i] = m.call(args[0], []Value{v}, line)
		}
		return r
	}),
})

func join(tables ...[]primitive) (all []primitive) {
	for _, t := range tables {
		all = append(all, t...)
	}
	return all
}

func (m *Machine) print(v Value, quoted bool) Value {
	m.out.Write(v.write(nil, quoted))
	return nothing
}

// each calls a procedure with the elements of lists, until the shortest ends.
func (m *Machine) each(name string, args []Value, line int, take func(Value)) {
	callee := args[0]
	rest := append([]Value{}, args[1:]...)
	for {
		operands := make([]Value, len(rest))
		for i, v := range rest {
			p, ok := v.(*Pair)
			if !ok {
				if v != Value(empty) {
					fail(line, name+" needs lists, not "+text(v))
				}
				return
			}
			operands[i], rest[i] = p.car, p.cdr
		}
		take(m.call(callee, operands, line))
	}
}

// wrong reports an operand of the wrong kind.
//
//rgo:cold
func wrong(line int, what string, v Value) {
	fail(line, text(v)+" stands where "+what+" belongs")
}

func integer(v Value, line int) int64 {
	n, ok := v.(Int)
	if !ok {
		wrong(line, "an integer", v)
	}
	return n.v
}

func vector(v Value, line int) *Vector {
	x, ok := v.(*Vector)
	if !ok {
		wrong(line, "a vector", v)
	}
	return x
}

// index checks an index of something with n elements.
func index(v Value, n, line int) int {
	i := integer(v, line)
	if i < 0 || i >= int64(n) {
		fail(line, "there is no element "+strconv.FormatInt(i, 10)+" among "+strconv.Itoa(n))
	}
	return int(i)
}
