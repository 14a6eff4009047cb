// Goroutines that give old objects young ones to refer to, in every way there is, and allocate enough for many collections in between.
package main

import (
	"sync"
	"sync/atomic"
)

type node struct {
	value int
	next  *node
}

// small is an old object with a few references.
type small struct {
	first *node
	list  []*node
	table map[int]*node
	other any
}

const (
	workers = 4
	rounds  = 60
	large   = 20000 // elements: an array of many cards
)

var (
	static  [4 * workers]*node // written to at places that depend on the run
	common  atomic.Pointer[node]
	pointer atomic.Pointer[node]
)

// chain returns n nodes whose values add up to n*value.
func chain(n, value int) *node {
	var l *node
	for range n {
		l = &node{value, l}
	}
	return l
}

func (l *node) sum() int {
	s := 0
	for ; l != nil; l = l.next {
		s += l.value
	}
	return s
}

// garbage allocates what nobody keeps.
func garbage(n int) int {
	s := 0
	for i := range n {
		s += chain(3, i&1).sum()
	}
	return s
}

// work changes its part of what all share, and checks it after collections.
func work(number int, array []*node, pairs [][2]*node) int {
	own := &small{table: map[int]*node{}}
	part := array[number*large/workers : (number+1)*large/workers]
	wrong := 0
	for round := range rounds {
		at := (round*997 + number) % len(part)
		own.first = chain(5, round)
		own.list = append(own.list, chain(2, round))
		own.table[round] = chain(4, round)
		own.other = chain(1, round)
		part[at] = chain(3, round)
		copy(part[len(part)/2:], []*node{chain(1, round), chain(2, round)})
		pairs[number][round&1] = chain(6, round)
		static[number*4+round%4] = chain(7, round)
		for old := pointer.Load(); !pointer.CompareAndSwap(old, &node{1, old}); old = pointer.Load() {
		}
		common.Store(chain(8, 1))
		garbage(3000)
		if own.first.sum() != 5*round || own.other.(*node).sum() != round || part[at].sum() != 3*round && at != len(part)/2 && at != len(part)/2+1 {
			wrong++
		}
		if part[len(part)/2].sum() != round || part[len(part)/2+1].sum() != 2*round || pairs[number][round&1].sum() != 6*round {
			wrong++
		}
		if static[number*4+round%4].sum() != 7*round || common.Load().sum() != 8 {
			wrong++
		}
		for i, l := range own.list {
			if l.sum() != 2*i || own.table[i].sum() != 4*i {
				wrong++
			}
		}
		for i, l := range own.table { // the first range over a map makes a record of it
			if l.sum() != 4*i {
				wrong++
			}
		}
	}
	return wrong
}

func main() {
	array := make([]*node, large)
	pairs := make([][2]*node, workers)
	garbage(100000) // they are old then
	var group sync.WaitGroup
	wrong := make([]int, workers)
	for number := range workers {
		group.Add(1)
		go func() {
			wrong[number] = work(number, array, pairs)
			group.Done()
		}()
	}
	group.Wait()
	for _, n := range wrong {
		println(n)
	}
	println(pointer.Load().sum(), len(array))
}
