// Slices without bounds checks do what others do, as long as indices are right.
package main

import "rgo/rlib/unchecked"

type machine struct {
	stack []int
	names []string
}

func (m *machine) run(program unchecked.Slice[int]) int {
	stack, sp := unchecked.Slice[int](m.stack), 0
	for pc := 0; ; pc++ {
		switch op := program[pc]; {
		case op >= 0:
			stack[sp] = op
			sp++
		case op == -1:
			sp--
			stack[sp-1] += stack[sp]
		case op == -2:
			rest := stack[sp-2 : sp]
			rest[0], rest[1] = rest[1], rest[0]
			println(len(rest), cap(rest) == len(stack)-sp+2, rest[0], rest[1])
		default:
			return stack[sp-1]
		}
	}
}

func main() {
	m := &machine{stack: make([]int, 8), names: []string{"a", "b", "c"}}
	println(m.run(unchecked.Slice[int]{3, 4, -1, 5, -2, -3}))
	names := unchecked.Slice[string](m.names)
	for i := range names {
		names[i] += names[len(names)-1-i]
	}
	var plain []string = names[1:]
	println(len(plain), plain[0], plain[1], m.names[0])
	names = append(names, "d")
	println(len(names), names[3], len(unchecked.Slice[byte](nil)[0:0]))
	defer func() { println(recover() != nil) }()
	println(plain[len(names)]) // another type: this is checked
}
