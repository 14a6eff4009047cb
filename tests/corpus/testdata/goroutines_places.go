// Goroutines that share places for their stacks wait for the system: who has the same place goes on meanwhile. The last ones write what the
// first ones wait for.
package main

import (
	"sync"

	"rgo/rlib/linux"
)

// own is how many goroutines have a place of their own, places how many places the others share.
const own, places, readers = 512 + 16384, 4096, 100

const sysRead, sysWrite, sysPipe2 = 0, 1, 293

// A pipe is its two ends.
type pipe struct{ out, in int }

func newPipe() pipe {
	ends := make([]byte, 8)
	if r := linux.Call(sysPipe2, linux.Buffers{ends}); r < 0 {
		println("pipe2:", r)
	}
	return pipe{int(linux.Word(ends, 0, 4)), int(linux.Word(ends, 4, 4))}
}

// read waits for a byte some calls deep. It has an array in its frame and an object that only the frame refers to.
func read(p pipe, depth int) int {
	var local [40]int
	object := []int{depth, depth + 1}
	for i := range local {
		local[i] = i * depth
	}
	if depth > 0 {
		sum := read(p, depth-1)
		return sum + local[depth] + object[1]
	}
	var buffer [8]byte
	if n := linux.Call(sysRead, linux.Buffers{1: buffer[:1]}, p.out, 0, 1); n != 1 {
		println("read:", n)
	}
	return int(buffer[0]) + local[3] + object[0]
}

func main() {
	door := make(chan bool)
	var all, begun sync.WaitGroup
	wait := func() {
		defer all.Done()
		<-door
	}
	all.Add(own + places - readers)
	for range own {
		go wait()
	}
	var pipes [readers]pipe
	sums := make(chan int, readers)
	for i := range pipes {
		pipes[i] = newPipe()
		begun.Add(1)
		go func() {
			begun.Done()
			sums <- read(pipes[i], i%20)
		}()
	}
	for range places - readers {
		go wait()
	}
	for i := range pipes {
		all.Add(1)
		go func() {
			defer all.Done()
			begun.Wait()
			message := []byte{byte(i)}
			if n := linux.Call(sysWrite, linux.Buffers{1: message}, pipes[i].in, 0, 1); n != 1 {
				println("write:", n)
			}
		}()
	}
	total := 0
	for range readers {
		total += <-sums
	}
	close(door)
	all.Wait()
	println(total)
}
