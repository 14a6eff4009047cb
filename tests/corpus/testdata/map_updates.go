// Assignments to elements of maps that depend on what was there: m[k]++, m[k] op= x, m[k] = append(m[k], x), with keys that
// are equal and differ, keys that equal nothing, nil maps, and with panics and changes of the map before the assignment.
package main

import "math"

type pair struct {
	name string
	n    int
}

type table struct{ counts map[string]int }

// try runs f and says what it panicked with.
func try(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			err, ok := r.(error)
			if ok {
				println(what, "panics:", err.Error())
			} else {
				println(what, "panics")
			}
		}
	}()
	f()
	println(what, "returns")
}

// change changes the map that it is an operand for.
func change(m map[int]int, k int) int {
	for i := range 40 {
		m[i+100] = i
	}
	delete(m, k)
	m[k] = 1000
	return 1
}

func main() {
	words := map[string]int{}
	t := &table{map[string]int{}}
	lists := map[int][]int{}
	pairs := map[pair]string{}
	bytes := []byte("abcabcaabdefgxyzxyzlmnop")
	for i := range bytes {
		for j := i; j < len(bytes) && j < i+3; j++ {
			words[string(bytes[i:j+1])]++
			t.counts[string(bytes[j:j+1])] += i
		}
		lists[i%5] = append(lists[i%5], i, len(lists[i%5]))
		pairs[pair{string(bytes[i : i+1]), i % 3}] += string(bytes[i : i+1])
	}
	println(len(words), words["ab"], words["abc"], words["xyz"], words["q"], t.counts["a"], t.counts["p"])
	println(len(lists), len(lists[3]), lists[3][7], len(pairs), pairs[pair{"a", 0}], pairs[pair{"x", 1}])

	// Of equal keys the last one is there, and NaN equals nothing.
	zero := 0.0
	floats := map[float64]int{}
	floats[zero]++
	floats[-1/math.Inf(1)] += 2
	for k, v := range floats {
		println(math.Signbit(k), v)
	}
	nan := math.NaN()
	for range 3 {
		floats[nan]++
	}
	println(len(floats), floats[nan])
	things := map[any]int{}
	things[zero]++
	things[-1/math.Inf(1)]++
	things["word"] |= 6
	things[pair{"word", 1}] ^= 7
	for k, v := range things {
		if f, ok := k.(float64); ok {
			println(math.Signbit(f), v)
		}
	}
	println(len(things), things["word"], things[pair{"word", 1}])

	// What panics has changed nothing.
	divisors := map[int]int{1: 12}
	try("division", func() {
		for _, by := range []int{3, 0} {
			divisors[1] /= by
		}
	})
	try("division of nothing", func() { divisors[2] /= divisors[3] })
	println(len(divisors), divisors[1])
	try("nil map", func() {
		var m map[string]int
		m["a"]++
	})
	try("function as a key", func() { things[func() {}]++ })
	try("index", func() {
		index := 9
		lists[7] = append(lists[7], bytes2(lists[3])[index*4])
	})
	println(len(lists))

	// The map changes between the lookup and the assignment.
	m := map[int]int{1: 5}
	m[1] += change(m, 1)
	println(len(m), m[1])
	m[2] = m[2] + change(m, 2)
	println(len(m), m[2])
	v := m[3]
	delete(m, 3)
	m[4] = 4
	m[3] = v + 1
	println(len(m), m[3])
	other := m
	v = m[5]
	other[5] = 50
	clear(other)
	m[5] = v + 1
	println(len(m), m[5])
}

func bytes2(list []int) []int { return list[:len(list):len(list)] }
