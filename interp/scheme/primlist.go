package main

// This file is primitives on pairs and vectors.

var listPrimitives = append([]primitive{
	binary("cons", func(a, b Value, _ int) Value { return &Pair{car: a, cdr: b} }),
	unary("car", func(a Value, line int) Value { return pair(a, line).car }),
	unary("cdr", func(a Value, line int) Value { return pair(a, line).cdr }),
	binary("set-car!", func(a, b Value, line int) Value {
		pair(a, line).car = b
		return nothing
	}),
	binary("set-cdr!", func(a, b Value, line int) Value {
		pair(a, line).cdr = b
		return nothing
	}),
	predicate("pair?", func(v Value) bool { _, ok := v.(*Pair); return ok }),
	predicate("null?", func(v Value) bool { return v == Value(empty) }),
	predicate("list?", func(v Value) bool { _, ok := items(v); return ok }),
	general("list", 0, -1, func(_ *Machine, args []Value, _ int) Value { return list(args, empty) }),
	unary("length", func(a Value, line int) Value {
		n := int64(0)
		v := a
		for ; v != Value(empty); n++ {
			p, ok := v.(*Pair)
			if !ok {
				wrong(line, "a list", a)
			}
			v = p.cdr
		}
		return Int{n}
	}),
	general("append", 0, -1, func(_ *Machine, args []Value, line int) Value {
		var r Value = empty
		for i := len(args) - 1; i >= 0; i-- {
			if i == len(args)-1 {
				r = args[i]
			} else {
				r = list(elements(args[i], line), r)
			}
		}
		return r
	}),
	unary("reverse", func(a Value, line int) Value {
		var r Value = empty
		for v := a; v != Value(empty); {
			p, ok := v.(*Pair)
			if !ok {
				wrong(line, "a list", a)
			}
			r = &Pair{car: p.car, cdr: r}
			v = p.cdr
		}
		return r
	}),
	binary("list-tail", func(a, b Value, line int) Value { return tail(a, integer(b, line), line) }),
	binary("list-ref", func(a, b Value, line int) Value { return pair(tail(a, integer(b, line), line), line).car }),
	binary("memq", member(same)),
	binary("memv", member(same)),
	binary("member", member(equal)),
	binary("assq", association(same)),
	binary("assv", association(same)),
	binary("assoc", association(equal)),

	predicate("vector?", func(v Value) bool { _, ok := v.(*Vector); return ok }),
	general("vector", 0, -1, func(_ *Machine, args []Value, _ int) Value { return &Vector{append([]Value{}, args...)} }),
	general("make-vector", 1, 2, func(_ *Machine, args []Value, line int) Value {
		n := integer(args[0], line)
		if n < 0 || n > 1<<40 {
			fail(line, "no vector has so many elements")
		}
		var fill Value = Int{0}
		if len(args) == 2 {
			fill = args[1]
		}
		x := &Vector{make([]Value, n)}
		for i := range x.items {
			x.items[i] = fill
		}
		return x
	}),
	binary("vector-ref", func(a, b Value, line int) Value {
		x := vector(a, line)
		return x.items[index(b, len(x.items), line)]
	}),
	general("vector-set!", 3, 3, func(_ *Machine, args []Value, line int) Value {
		x := vector(args[0], line)
		x.items[index(args[1], len(x.items), line)] = args[2]
		return nothing
	}),
	unary("vector-length", func(a Value, line int) Value { return Int{int64(len(vector(a, line).items))} }),
	unary("vector->list", func(a Value, line int) Value { return list(vector(a, line).items, empty) }),
	unary("list->vector", func(a Value, line int) Value { return &Vector{elements(a, line)} }),
	binary("vector-fill!", func(a, b Value, line int) Value {
		x := vector(a, line)
		for i := range x.items {
			x.items[i] = b
		}
		return nothing
	}),
}, paths()...)

// paths makes cadr and its like: the letters between c and r tell, from the right, which part is taken.
func paths() (rows []primitive) {
	for _, letters := range []string{"aa", "ad", "da", "dd", "aad", "add", "dda", "ddd", "addd"} {
		rows = append(rows, unary("c"+letters+"r", func(a Value, line int) Value {
			for i := len(letters) - 1; i >= 0; i-- {
				p := pair(a, line)
				if a = p.cdr; letters[i] == 'a' {
					a = p.car
				}
			}
			return a
		}))
	}
	return rows
}

func pair(v Value, line int) *Pair {
	p, ok := v.(*Pair)
	if !ok {
		wrong(line, "a pair", v)
	}
	return p
}

// elements returns those of a list.
func elements(v Value, line int) []Value {
	values, ok := items(v)
	if !ok {
		wrong(line, "a list", v)
	}
	return values
}

// tail is a list without its first n elements.
func tail(v Value, n int64, line int) Value {
	for ; n > 0; n-- {
		v = pair(v, line).cdr
	}
	return v
}

// member makes the search for the rest of a list that begins with a value.
func member(is func(a, b Value) bool) func(a, b Value, line int) Value {
	return func(a, b Value, line int) Value {
		for b != Value(empty) {
			p := pair(b, line)
			if is(a, p.car) {
				return p
			}
			b = p.cdr
		}
		return no
	}
}

// association makes the search for the pair of a list of pairs that begins with a value.
func association(is func(a, b Value) bool) func(a, b Value, line int) Value {
	return func(a, b Value, line int) Value {
		for b != Value(empty) {
			p := pair(b, line)
			if row := pair(p.car, line); is(a, row.car) {
				return row
			}
			b = p.cdr
		}
		return no
	}
}
