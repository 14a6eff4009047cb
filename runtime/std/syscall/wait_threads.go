//go:build rgo_threads

package syscall

import (
	"unsafe"

	"rgo/runtime/raw"
	"rgo/runtime/scheduler"
)

// This file makes the calls that may wait so that other goroutines run meanwhile.

const (
	sysRead, sysWrite, sysOpen = 0, 1, 2

	notThere = -38 // the evaluator of graphs knows the external functions only
)

func read(fd int, p unsafe.Pointer, n int) int {
	c := scheduler.Call{Number: sysRead}
	c.Pointers[1] = p
	c.Lengths[1] = n
	c.Integers[0], c.Integers[2] = fd, n
	if r := c.Do(); r != notThere {
		return r
	}
	return raw.Read(fd, p, n)
}

func write(fd int, p unsafe.Pointer, n int) int {
	c := scheduler.Call{Number: sysWrite}
	c.Pointers[1] = p
	c.Lengths[1] = n
	c.Integers[0], c.Integers[2] = fd, n
	if r := c.Do(); r != notThere {
		return r
	}
	return raw.Write(fd, p, n)
}

func open(path unsafe.Pointer, mode, perm int) int {
	c := scheduler.Call{Number: sysOpen}
	c.Pointers[0] = path
	for *(*byte)(unsafe.Add(path, c.Lengths[0])) != 0 {
		c.Lengths[0]++
	}
	c.Lengths[0]++
	c.Integers[1], c.Integers[2] = mode, perm
	if r := c.Do(); r != notThere {
		return r
	}
	return raw.Open(path, mode, perm)
}
