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

//rgo:parallel
func work() int {
	r := 0
	for i := 0; i < rounds; i++ {
		r += spin(i & 63)
		add(shared)
		if i%16 == 0 {
			r += count(1)
		}
		if thread.Turn() {
			thread.Offer()
		}
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
	os.Stdout.WriteString(strconv.Itoa(total) + " " + strconv.Itoa(shared.low) + " " + strconv.Itoa(shared.high) + " " + strconv.Itoa(inside) + "\n")
}

var inside int

// serially calls what may let others run, and is alone again behind it.
func serially() {
	work()
	seen := inside
	spin(1000)
	inside = seen + 1
}
