// Goroutines that share a place for their stacks end one after the other, and their stacks are used again.
package main

import "runtime"

// slots is how many places there are, own how many stacks have one of their own.
const slots, own, n = 4096, 512 + 16384, own + 3*slots

// deep waits some calls deep, so that more of the stack is in use.
func deep(d int, c chan int) int {
	if d == 0 {
		<-c
		return 1
	}
	return deep(d-1, c) + 1
}

func main() {
	for round := range 2 {
		total, ended := 0, 0
		var doors [slots]chan int
		for i := range doors {
			doors[i] = make(chan int)
		}
		for i := range n {
			go func() {
				total += deep((i+round)%13, doors[i%slots])
				ended++
			}()
		}
		runtime.Gosched()
		for i := range doors {
			close(doors[i]) // those behind it are ready one after the other
			if i%7 == 0 {
				runtime.Gosched()
			}
		}
		for ended < n {
			runtime.Gosched()
		}
		println(total, ended)
	}
}
