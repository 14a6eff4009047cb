//go:build rgo_gil || rgo_free

package scheduler

// This file gives calls of the system memory that no collector moves, where the collector moves everything that only stacks refer
// to: others run during a call, and they may collect. With --threads free it serves those whose stack is not in its place meanwhile.

import (
	"unsafe"

	"rgo/runtime/fatal"
	"rgo/runtime/raw"
)

// movesAll says that the collector is such a one. The translator sets it, and nobody else.
var movesAll = true

// outside is memory for one call.
type outside struct {
	memory unsafe.Pointer // not managed
	size   int
}

// outsideSize is the size of pieces that are used again and again; larger ones are given back to the system.
const outsideSize = 64 << 10

// outsideFree holds pieces that nobody uses: addresses, since they are no objects.
var outsideFree []uintptr

// take copies what c refers to, and returns where.
func (b *outside) take(c *Call) [6]unsafe.Pointer {
	var list [6]unsafe.Pointer
	for i, p := range c.Pointers {
		if p != nil {
			b.size += (c.Lengths[i] + 15) &^ 15
		}
	}
	if b.size == 0 {
		return list
	}
	raw.Lock()
	k := len(outsideFree) - 1
	if k >= 0 && b.size <= outsideSize {
		b.memory = raw.Pointer(outsideFree[k])
		outsideFree = outsideFree[:k]
	}
	raw.Unlock()
	if b.memory == nil {
		if b.memory = raw.Mmap(max(b.size, outsideSize)); b.memory == nil {
			fatal.OutOfMemory()
		}
	}
	at := 0
	for i, p := range c.Pointers {
		if p != nil {
			list[i] = unsafe.Add(b.memory, at)
			copy(unsafe.Slice((*byte)(list[i]), c.Lengths[i]), unsafe.Slice((*byte)(p), c.Lengths[i]))
			at += (c.Lengths[i] + 15) &^ 15
		}
	}
	return list
}

// onlyReads reports whether call number leaves memory as it is.
func onlyReads(number int) bool {
	switch number {
	case sysWrite, sysPwrite, sysOpen, sysOpenat, sysConnect, sysSendto:
		return true
	}
	return false
}

// give copies back what the system has written, and gives up the memory. What the system has only read may be constant.
func (b *outside) give(c *Call) {
	at := 0
	for i, p := range c.Pointers {
		if p != nil {
			if n := c.Lengths[i]; n > 0 && !onlyReads(c.Number) {
				old, now := unsafe.Slice((*byte)(p), n), unsafe.Slice((*byte)(unsafe.Add(b.memory, at)), n)
				if string(old) != string(now) {
					copy(old, now)
				}
			}
			at += (c.Lengths[i] + 15) &^ 15
		}
	}
	switch {
	case b.size > outsideSize:
		raw.Munmap(b.memory, b.size)
	case b.size > 0:
		raw.Lock()
		outsideFree = append(outsideFree, uintptr(b.memory))
		raw.Unlock()
	}
}
