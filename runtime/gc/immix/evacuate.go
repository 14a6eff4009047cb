package immix

// This file moves objects: young ones out of their holes, which become free as a whole, and in a full collection also
// old ones out of blocks of which little is in use. What roots that cannot be corrected lead to stays, and so does what is
// pinned, and everything if there is no memory to copy to ("opportunistic").
//
// Copies go to holes in blocks that nobody has touched since the last collection, so that what survives fills the gaps
// between what is old. Where an object was, its header says where it is now.

import (
	"math/bits"

	"rgo/runtime/raw"
)

// isLeaving reports whether the object at an address, with header h, is to be moved.
//
//rgo:inline
//rgo:nogc
func isLeaving(object, h uintptr) bool {
	if h&epochMask == 0 {
		return !heap.staying
	}
	return !heap.minor && kindOf(int((object-heap.start-header)>>blockShift)) == kindSparse
}

// move copies the object with header h whose memory is size bytes from cell on. It returns the copy, or 0 if there is no
// room for it. An object that has been hashed by its address takes the hash along, behind its end.
//
//rgo:nogc
func move(cell, size, object, h uintptr) uintptr {
	need := size
	if h&(hashed|carries) == hashed {
		need += raw.Word
	}
	p := room(need)
	if p == 0 {
		return 0
	}
	copyWords(p, cell, size)
	to := p + object - cell
	raw.StoreWord(object-header, to|forwarded|h&carries) // which says how long the object was here
	if need != size {
		raw.StoreWord(p+size, object)
		h |= carries
	}
	raw.StoreWord(to-header, h&kept|heap.stamp)
	setBit(heap.starts, to-header)
	markLines(p, need)
	fill(p, need)
	count(h, need)
	return to
}

// copyWords copies n bytes, a multiple of 8, from one place to another.
//
//rgo:inline
//rgo:nogc
func copyWords(to, from, n uintptr) {
	if n > 256 {
		raw.Copy(to, from, int(n))
		return
	}
	for i := uintptr(0); i < n; i += raw.Word {
		raw.StoreWord(to+i, raw.LoadWord(from+i))
	}
}

// room returns the address of need bytes for a copy, or 0.
//
//rgo:inline
//rgo:nogc
func room(need uintptr) uintptr {
	p := heap.old.next
	if need > heap.old.end-p {
		return newRoom(need)
	}
	heap.old.next = p + need
	return p
}

// newRoom is room if the hole in use is too small. Like allocation it has a spare hole for what is longer than a line.
//
//rgo:noinline
//rgo:nogc
func newRoom(need uintptr) uintptr {
	r := &heap.old
	if need > lineSize {
		r = &heap.oldSpare
	}
	for need > r.end-r.next {
		settle(r)
		if need > lineSize || !nextOldHole(r) {
			b, _ := take()
			if b == none {
				r.start, r.next, r.end = 0, 0, 0
				return 0
			}
			openBlock(b)
			r.start = address(b)
			r.next, r.end = r.start, r.start+blockSize
		}
	}
	p := r.next
	r.next = p + need
	return p
}

// nextOldHole makes r the next hole of the block that it is in, or of the next one with free lines.
//
//rgo:nogc
func nextOldHole(r *region) bool {
	from := r.end
	if from == 0 || from&(blockSize-1) == 0 {
		if heap.partly == none {
			return false
		}
		from = address(heap.partly)
		heap.partly = int(raw.LoadInt(record(heap.partly) + recordNext))
	}
	for {
		b := int((from - heap.start) >> blockShift)
		if start, end := freeLines(b, from); start != 0 {
			r.start, r.next, r.end = start, start, end
			return true
		}
		if heap.partly == none {
			return false
		}
		from = address(heap.partly)
		heap.partly = int(raw.LoadInt(record(heap.partly) + recordNext))
	}
}

// settle adds the lines that copies in r have filled to what is held.
//
//rgo:nogc
func settle(r *region) {
	next := (r.next + lineSize - 1) &^ (lineSize - 1)
	if next <= r.start {
		return
	}
	heap.policy.held += next - r.start
	at := record(int((r.start-heap.start)>>blockShift)) + recordFree
	raw.StoreWord(at, raw.LoadWord(at)-(next-r.start)>>lineShift)
	r.start = next
}

// chooseSparse chooses the blocks to empty in a full collection: those that hold so little that it pays to copy it, the
// emptiest first, as long as there is memory to copy to. It uses up the list of blocks with free lines, and starts to count
// anew what is in blocks.
//
//rgo:nogc
func chooseSparse() {
	heap.old = region{}
	heap.oldSpare = region{}
	heap.partly, heap.nearly = none, none
	p := &heap.policy
	most := uintptr(sparse)
	if p.held-p.large > p.small+p.small/4 {
		most = crumbled
	}
	left := uintptr(heap.idle)<<blockShift/2 + p.small/4
	most = affordable(most, left)
	for b := range heap.used {
		if kindOf(b) != kindLines {
			continue
		}
		at := record(b) + recordLive
		live := uintptr(raw.Load32(at))
		raw.Store32(at, 0)
		if live != 0 && live <= most && live <= left {
			setKind(b, kindSparse)
			left -= live
		}
	}
}

// affordable returns up to how many bytes a block may hold, at most most, so that all blocks that hold no more than that
// hold about left bytes.
//
//rgo:nogc
func affordable(most, left uintptr) uintptr {
	for i := range heap.byFill {
		heap.byFill[i] = 0
	}
	for b := range heap.used {
		if kindOf(b) == kindLines {
			live := uintptr(raw.Load32(record(b) + recordLive))
			heap.byFill[live/fillStep] += live
		}
	}
	up, sum := uintptr(0), uintptr(0)
	for i := 0; up < most && sum < left; i++ {
		sum += heap.byFill[i]
		up += fillStep
	}
	return min(up, most)
}

// Up to so many bytes in a block it is emptied: usually, and if there is much waste in others.
const (
	sparse   = blockSize / 4
	crumbled = blockSize * 7 / 8
	fillStep = blockSize / 16
)

// forgetMoved makes the bitmap of old objects forget those of block b that have moved, or have not been marked. Elsewhere
// the headers of dead objects say that they are dead; here they say where the object went, and it may die later.
//
//rgo:nogc
func forgetMoved(b int) {
	p := address(b)
	at := heap.starts + (p-heap.start)>>bitsShift
	for end := p + blockSize; p < end; p += raw.Word << bitsShift {
		have := raw.LoadWord(at)
		for rest := have; rest != 0; rest &= rest - 1 {
			i := uintptr(bits.TrailingZeros64(uint64(rest)))
			if !isMarked(raw.LoadWord(p + i<<3)) {
				have &^= 1 << i
			}
		}
		raw.StoreWord(at, have)
		at += raw.Word
	}
}
