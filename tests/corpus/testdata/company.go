// Threads of an interpreter that run at the same time in marked functions, and one at a time elsewhere.
package main

import (
	"os"
	"strconv"

	"rgo/rlib/thread"
)

const (
	threads = 4
	rounds  = 30000
)

// total is counted in a function that threads run one at a time: no count may be lost.
var total int

func count(n int) int {
	for i := 0; i < n; i++ {
		seen := total
		spin(20)
		total = seen + 1
	}
	return total
}

//rgo:parallel
func spin(n int) int {
	x := 1
	for i := 0; i < n; i++ {
		x = x*3 + i
	}
	return x
}

// sum is written under a lock by functions that run at the same time.
type sum struct {
	bias      thread.Bias
	low, high int
}

var shared = &sum{}

//rgo:parallel
func add(s *sum) {
	if thread.Together() {
		locked := s.bias.Lock()
		s.low++
		s.high++
		s.bias.Unlock(locked)
		return
	}
	s.low++
	s.high++
}

// A counter is changed in two words without a lock, by the thread that owns it or is alone.
type counter struct {
	bias    thread.Bias
	up, low int
}

var common = &counter{}

//rgo:parallel
func bump(c *counter) {
	c.bias.Own()
	c.up++
	c.low--
}

// The literals in steps are marked as steps is.
//
//rgo:parallel
var steps = []func(c *counter){
	bump,
	func(c *counter) { bump(c); bump(c) },
}

//rgo:parallel
func work() int {
	r := 0
	own := &counter{}
	for i := 0; i < rounds; i++ {
		r += spin(i & 63)
		add(shared)
		steps[i&1](own)
		if i%50 == 0 {
			steps[i&1](common)
		}
		if i%16 == 0 {
			r += count(1)
		}
		if thread.Turn() {
			thread.Offer()
		}
	}
	if own.up != rounds*3/2 || own.low != -own.up {
		panic("an object of one thread")
	}
	return r
}

func main() {
	done := 0
	var q thread.Queue
	for i := 0; i < threads; i++ {
		thread.Start(func() {
			for j := 0; j < 2; j++ {
				work()
				serially()
			}
			done++
			q.Wake()
		})
	}
	for done < threads {
		q.Wait(-1)
	}
	os.Stdout.WriteString(strconv.Itoa(total) + " " + strconv.Itoa(shared.low) + " " + strconv.Itoa(shared.high) + " " + strconv.Itoa(inside) +
		" " + strconv.Itoa(common.up) + " " + strconv.Itoa(common.low) + "\n")
}

var inside int

// serially calls what may let others run, and is alone again behind it.
func serially() {
	work()
	seen := inside
	spin(1000)
	inside = seen + 1
}
