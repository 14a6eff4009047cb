package immix

// This file is a collection from beginning to end.

import (
	"math/bits"

	"rgo/runtime/gc/handles"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
)

// Collect runs a full collection.
//
//rgo:noinline
//rgo:nogc
func Collect() { collect(true, log.Request) }

// collectSome runs the kind of collection that is due.
//
//rgo:nogc
func collectSome() {
	if heap.policy.full {
		collect(true, log.Threshold)
	} else {
		collect(false, log.Nursery)
	}
}

// collect marks what is live, in all of the heap or among the young objects, and makes the rest free lines and blocks.
//
//rgo:noinline
//rgo:nogc
func collect(full bool, reason string) {
	begin(full, reason)
	leave(heap.hole, heap.next)
	leave(heap.spare.start, heap.spare.next)
	forget()
	heap.spare.start, heap.spare.next, heap.spare.end = 0, 0, 0
	heap.minor = !full
	heap.extent = uintptr(heap.used) << blockShift
	heap.live, heap.promoted = 0, 0
	heap.staying = heap.policy.stays(full)
	if full {
		if heap.stamp&epochMask == lastEpoch {
			renumber()
		}
		heap.stamp += epochOne
		heap.mark ^= markOdd | markEven
		chooseSparse()
	}
	roots()
	handles.Roots(tracer{}, heap.minor)
	drain()
	handles.Process(tracer{}, heap.minor)
	forgetPins()
	forgetRooted()
	heap.minor = false
	if full {
		finish()
	} else {
		finishMinor()
	}
	heap.previous = heap.stamp & epochMask
	end(full)
}

// roots visits everything that static data and stacks refer to, and in a minor collection modified objects. What a
// machine stack refers to comes first, before anything has moved.
//
//rgo:nogc
func roots() {
	if Conservative {
		scan(raw.Address(raw.StackPointer()), raw.Address(raw.StackTop()))
		if raw.Threads {
			for s := raw.Stacks(); s != 0; s = raw.NextStack(s) {
				if mustScan(s) {
					scan(raw.MachineStack(s))
				}
			}
		}
	}
	visitModified()
	if !heap.minor {
		visitStatics()
	}
	if !Conservative {
		visitRange(raw.Address(raw.ShadowBase()), raw.Address(raw.ShadowTop()))
		if raw.Threads {
			for s := raw.Stacks(); s != 0; s = raw.NextStack(s) {
				if mustScan(s) {
					visitRange(raw.ShadowStack(s))
				}
			}
		}
	}
}

// mustScan reports whether stack s, unless it is the one that runs, can refer to objects that are collected, and notes that it
// is going to be looked at. What has survived a collection is old, and a stack that has not run since refers to nothing else.
//
//rgo:nogc
func mustScan(s uintptr) bool {
	if !raw.Waits(s) || heap.minor && !raw.Ran(s) {
		return false
	}
	raw.Settle(s)
	return true
}

// finishMinor looks at the blocks with young lines: each gets in the list for what it has become.
//
//rgo:nogc
func finishMinor() {
	finishLarge()
	settle(&heap.old)
	settle(&heap.oldSpare)
	for b := heap.touched; b != none; {
		r := record(b)
		next := int(raw.LoadInt(r + recordNext))
		heap.policy.held -= (blockLines - raw.LoadWord(r+recordFree)) << lineShift
		sweep(b, (markOdd|markEven)*eachByte)
		b = next
	}
	heap.touched = none
}

// finish looks at every block. The lists come out in the order of addresses.
//
//rgo:nogc
func finish() {
	finishLarge()
	heap.policy.held, heap.policy.large = 0, 0
	heap.free, heap.partly, heap.nearly, heap.touched, heap.idle, heap.cursor = none, none, none, none, 0, 0
	heap.old, heap.oldSpare = region{}, region{}
	for b := heap.used - 1; b >= 0; b-- {
		switch kind := kindOf(b); kind {
		case kindSparse:
			setKind(b, kindLines)
			forgetMoved(b)
			sweep(b, heap.mark*eachByte)
		case kindLines:
			sweep(b, heap.mark*eachByte)
		case kindLarge:
			if !freeIfDead(b) {
				heap.policy.large += raw.LoadWord(record(b) + recordPages)
			}
		case kindRest:
		default:
			release(b, kind)
		}
	}
	heap.policy.held += heap.policy.large
}

// sweep keeps those bits of the lines of block b that mask has, counts the free lines and puts the block in a list.
//
//rgo:nogc
func sweep(b int, mask uintptr) {
	r := record(b)
	p := heap.lines + uintptr(b)<<blockShift>>lineShift
	used := 0
	for end := p + blockLines; p < end; p += raw.Word {
		v := raw.LoadWord(p) & mask
		raw.StoreWord(p, v)
		used += bits.OnesCount64(uint64((v | v>>1) & eachByte))
	}
	if raw.Load32(r+recordYoung) != 0 {
		raw.Store32(r+recordYoung, 0)
		raw.Zero(heap.fresh+uintptr(b)<<blockShift>>bitsShift, blockSize>>bitsShift)
	}
	if heap.stress.every > 0 {
		poisonLines(b)
	}
	if used == 0 {
		release(b, kindFree)
		return
	}
	heap.policy.held += uintptr(used) << lineShift
	raw.StoreInt(r+recordFree, int64(blockLines-used))
	list := &heap.partly
	if used <= fewLines {
		list = &heap.nearly
	} else if used > blockLines-enoughLines {
		return
	}
	raw.StoreInt(r+recordNext, int64(*list))
	*list = b
}

// fewLines is how many lines of a block are in use at most if it is nearly free.
const fewLines = blockLines / 4

// enoughLines is how many lines of a block must be free to look for holes in it.
const enoughLines = 8

// renumber makes room for numbers of cycles: what is live gets the first one.
//
//rgo:nogc
func renumber() {
	old := heap.stamp & epochMask
	heap.stamp = unlogged | epochOne
	heap.previous = epochOne
	for b := range heap.used {
		switch kindOf(b) {
		case kindLarge:
			renumberAt(raw.LoadWord(record(b)+recordHeader), old)
		case kindLines:
			p := address(b)
			for end := p + blockSize; p < end; p += raw.Word {
				if bit(heap.starts, p) && !renumberAt(p, old) {
					off := p - heap.start
					at := heap.starts + off>>bitsShift
					raw.Store8(at, raw.Load8(at)&^(1<<(off>>3&7)))
				}
			}
		}
	}
}

// renumberAt gives the header at p the first number if it had the old one, and reports whether it had.
//
//rgo:nogc
func renumberAt(p, old uintptr) bool {
	h := raw.LoadWord(p)
	if h&epochMask != old {
		return h&epochMask == 0
	}
	raw.StoreWord(p, h&^epochMask|epochOne)
	return true
}
