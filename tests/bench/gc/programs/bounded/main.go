// Command bounded allocates as many gigabytes as its first argument says, while about as many megabytes as the second one
// says are alive: objects of all sizes up to a megabyte, with references to one another, in slots that are overwritten at
// random. Whatever the collector, the memory that the program takes must not grow with what it allocates.
package main

import (
	"os"
	"strconv"
)

type item struct {
	data  []byte
	other *item
	sum   int
}

// random is a linear congruential generator.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

const average = 2500 // bytes that a slot keeps alive, about: its item, and often one that is in no slot any more

// size returns how much data the next item has: mostly little.
func size(rnd *random) int {
	switch n := rnd.below(1024); {
	case n == 0:
		return 1 + rnd.below(1<<20)
	case n < 32:
		return 1 + rnd.below(32<<10)
	case n < 256:
		return 1 + rnd.below(4<<10)
	}
	return 1 + rnd.below(1<<10)
}

func main() {
	gigabytes, megabytes := 4, 50
	if len(os.Args) > 1 {
		gigabytes, _ = strconv.Atoi(os.Args[1])
	}
	if len(os.Args) > 2 {
		megabytes, _ = strconv.Atoi(os.Args[2])
	}
	var rnd random = 11
	slots := make([]*item, megabytes<<20/average)
	allocated, items, sum := 0, 0, 0
	for allocated < gigabytes<<30 {
		n := size(&rnd)
		it := &item{data: make([]byte, n), sum: n}
		it.data[n/2] = byte(n)
		i := rnd.below(len(slots))
		if old := slots[i]; old != nil {
			sum = (sum + int(old.data[len(old.data)/2]) + old.sum) % 1000003
			old.other = nil
		}
		if other := slots[rnd.below(len(slots))]; other != nil && other.other == nil {
			it.other = other
		}
		slots[i] = it
		allocated += n + 64
		items++
	}
	println(items, "items, sum", sum)
}
