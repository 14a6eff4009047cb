package main

// Objects that do not outlive the call that makes them, but go through the hands of others.

import (
	"runtime"
	"strconv"
)

type node struct {
	next  *node
	value int
	data  []int
}

//go:noinline
func sum(n *node) int {
	s := 0
	for ; n != nil; n = n.next {
		s += n.value
		for _, x := range n.data {
			s += x
		}
	}
	return s
}

// churn fills the heap with what a collection can mistake for a frame's objects.
//
//go:noinline
func churn(n int) (last []int) {
	for i := range n {
		last = make([]int, 10+i%50)
		last[0] = i
	}
	return last
}

// An object in a frame refers to objects of the heap, which only it keeps alive.
//
//go:noinline
func holds(k int) int {
	n := &node{value: k, data: churn(100)}
	n.data[1] = k
	churn(1000)
	runtime.GC()
	return sum(n)
}

// Stores into it come after collections.
//
//go:noinline
func filled(k int) int {
	n := &node{value: k}
	runtime.GC()
	fill(n, k)
	churn(1000)
	return sum(n)
}

//go:noinline
func fill(n *node, k int) {
	n.data = []int{k, k + 1, k + 2}
	runtime.GC()
}

// Every round has a new array, and it is zero.
//
//go:noinline
func rounds(n int) (s int) {
	for i := range n {
		var a [5]int
		s = s*3 + total(&a)
		a[i%5] = i
		s += total(&a)
	}
	return s
}

//go:noinline
func total(a *[5]int) (s int) {
	for _, x := range a {
		s += x
	}
	return s
}

// The array of a round is looked at in the next one.
//
//go:noinline
func remembered(n int) (s int) {
	before := new([5]int)
	for i := range n {
		a := new([5]int)
		a[i%5] = i
		s += 10*total(before) + total(a)
		before = a
	}
	return s
}

// What is passed on may be stored far away, or returned.
var kept *node

//go:noinline
func keep(n *node, depth int) {
	if depth > 0 {
		keep(n, depth-1)
		return
	}
	kept = n
}

//go:noinline
func stores(k int) {
	keep(&node{value: k, next: kept}, 3)
}

//go:noinline
func same(n *node) *node { return n }

//go:noinline
func returned(k int) *node { return same(&node{value: k}) }

// Every call of a recursion has an object of its own.
//
//go:noinline
func deep(above *node, depth int) int {
	n := node{value: depth}
	if depth == 0 {
		return sum(above)
	}
	before := above.value
	s := deep(&n, depth-1)
	if above.value != before || n.value != depth {
		panic("overwritten")
	}
	return s + n.value
}

// A deferred function and a panic see the object.
//
//go:noinline
func panics(k int) (s int) {
	n := &node{value: k}
	defer func() {
		recover()
		s = sum(n)
	}()
	fail(n)
	return 0
}

//go:noinline
func fail(n *node) {
	n.value *= 2
	panic(n.value)
}

// One of two objects, by chance.
//
//go:noinline
func either(k int) int {
	a, b := &node{value: 1}, &node{value: 2}
	p := a
	if k%2 == 0 {
		p = b
	}
	touch(p)
	return sum(a)*100 + sum(b)
}

//go:noinline
func touch(n *node) { n.value += 10 }

// One object may be of the heap or of the frame.
//
//go:noinline
func mixed(k int, other *node) int {
	p := other
	if k%2 == 0 {
		p = &node{value: k}
	}
	fill(p, k)
	return sum(p)
}

func main() {
	s := 0
	for i := range 20 {
		s += holds(i) + filled(i) + panics(i) + either(i)
		stores(i)
	}
	runtime.GC()
	heap := &node{value: 7}
	for i := range 6 {
		s += mixed(i, heap)
	}
	println(s, rounds(20), remembered(20), sum(kept), sum(heap))
	println(returned(5).value, deep(&node{value: 1}, 50), strconv.FormatInt(int64(s), 16))
}
