// Goroutines that never wait do not keep the others waiting (--threads gil): loops, recursion, and threads that are locked.
package main

import (
	"runtime"
	"sync"
	"time"
)

var stop bool

func forever(n int) int {
	if stop {
		return n
	}
	return forever2(n) + 1
}

func forever2(n int) int {
	if n%1000 == 999 {
		return 0
	}
	return forever(n + 1)
}

type node struct{ l, r *node }

func tree(d int) *node {
	if d == 0 {
		return &node{}
	}
	return &node{tree(d - 1), tree(d - 1)}
}

func (n *node) count() int {
	if n.l == nil {
		return 1
	}
	return 1 + n.l.count() + n.r.count()
}

func main() {
	// A loop, and a recursion, that end only when somebody else says so.
	var done sync.WaitGroup
	done.Add(2)
	go func() {
		defer done.Done()
		for !stop {
		}
	}()
	go func() {
		defer done.Done()
		for n := 0; !stop; {
			n += forever(0)
		}
	}()
	time.Sleep(10 * time.Millisecond)
	stop = true
	done.Wait()
	println("stopped")

	// Work that is interrupted comes out right.
	var mu sync.Mutex
	total, results := 0, make(chan int)
	counts := map[int]int{}
	for i := range 6 {
		go func() {
			sum := 0
			for j := range 5 {
				n := tree(6 + (i+j)%3).count()
				mu.Lock()
				total += n
				counts[n]++
				mu.Unlock()
				sum += n
			}
			results <- sum
		}()
	}
	sum := 0
	for range 6 {
		sum += <-results
	}
	println(sum == total, total, counts[127], counts[255], counts[511])

	// A goroutine on a thread of its own talks to others.
	runtime.LockOSThread()
	numbers := make(chan int)
	go func() {
		for i := range 100 {
			numbers <- i
		}
		close(numbers)
	}()
	sum = 0
	for n := range numbers {
		sum += n
	}
	runtime.UnlockOSThread()
	println(sum)
	done.Add(2)
	for range 2 {
		go func() {
			runtime.LockOSThread()
			time.Sleep(time.Millisecond)
			done.Done()
		}()
	}
	done.Wait()
	println("end")
}
