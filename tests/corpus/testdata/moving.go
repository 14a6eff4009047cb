// run

// Collectors may move objects: what knows an object by its address must find it again.

package main

import "runtime"

type T struct {
	n    int
	next *T
	in   [3]int
}

type pair struct {
	p *T
	i any
}

func churn() {
	var keep [10][]int
	for i := range 3000 {
		keep[i%10] = make([]int, i%50)
	}
	runtime.GC()
}

// deep holds pointers, also into objects, in frames below the one that collects, and beside a panic.
func deep(depth int, t *T, p *int) int {
	if depth == 0 {
		churn()
		return t.n + *p
	}
	s := t.in[:2]
	n := deep(depth-1, &T{n: depth, next: t}, &t.in[1])
	if &s[0] != &t.in[0] || p == nil {
		panic("slice and array have parted")
	}
	return n + t.n
}

func caught(t *T) (n int) {
	q := &t.in[2]
	defer func() {
		recover()
		churn()
		n = *q + t.n
	}()
	churn()
	var none *T
	return none.n
}

func main() {
	pointers, interior := map[*T]int{}, map[*int]int{}
	interfaces, structs := map[any]int{}, map[pair]int{}
	var all []*T
	for i := range 200 {
		t := &T{n: i, in: [3]int{i, i + 1, i + 2}}
		if i > 0 {
			t.next = all[i-1]
		}
		all = append(all, t)
		pointers[t] = i
		interior[&t.in[i%3]] = i
		interfaces[t] = i
		structs[pair{t, i}] = i
	}
	for range 3 {
		churn()
		for i, t := range all {
			if pointers[t] != i || interior[&t.in[i%3]] != i || interfaces[t] != i || structs[pair{t, i}] != i {
				println("lost", i)
			}
			if i > 0 && t.next != all[i-1] {
				println("wrong", i)
			}
		}
		for i := 0; i < len(all); i += 7 {
			delete(pointers, all[i])
			pointers[all[i]] = i
		}
	}
	println(len(pointers), len(interior), len(interfaces), len(structs))
	println(deep(20, all[3], &all[5].in[0]), caught(all[9]))
	f := func(k int) *int { return &all[k].in[2] }
	a, b := f(1), f(2)
	churn()
	println(*a, *b, a == f(1), b == f(1))
}
