package eval

// This file is operation switch_stack and its external functions: several stacks of frames, of which one is in use. Each
// has a control block, words in low-level memory that the collector reads as runtime/raw/stacks.go describes them; before
// the low-level stages a control block is just a number.

import (
	"time"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

const wordPrim = lltype.Uint64

// A machineStack is what the machine keeps of a stack that is not in use.
type machineStack struct {
	frames            []frame
	stack             [][]cell
	chunk, top, cells int
	overflow          bool
	started           bool

	// Low level.
	highest, base, sp, shadow uint64
}

// Sizes.
const (
	blockSize = 128

	pollInterval    = 100     // polls from one turn to the next
	firstChunk      = 128     // cells
	coroutineShadow = 1 << 20 // bytes
	coroutineStack  = 8 << 20
)

// mainStack returns the control block of the stack that runs, which is the first one if there has been no other.
func (m *Machine) mainStack() uint64 {
	if m.here == 0 {
		m.stacks = map[uint64]*machineStack{}
		m.here = m.addStack(&machineStack{started: true})
		if l := m.low; l != nil {
			l.setWord(m.here+flowgraph.BlockRan, 1)
			l.setWord(m.here+flowgraph.BlockBase, l.base)
			l.setWord(m.here+flowgraph.BlockTop, l.top)
		}
	}
	return m.here
}

// addStack makes a control block for s.
func (m *Machine) addStack(s *machineStack) uint64 {
	l := m.low
	if l == nil {
		block := uint64(len(m.stacks)+1) * blockSize
		for m.stacks[block] != nil {
			block += blockSize
		}
		m.stacks[block] = s
		return block
	}
	block := l.mmap(blockSize + coroutineShadow + coroutineStack)
	if block == 0 {
		return 0
	}
	s.base = block + blockSize
	s.highest = s.base + coroutineShadow + coroutineStack
	s.shadow, s.sp = s.base, s.highest
	l.setWord(block+flowgraph.BlockPointer, s.sp)
	l.setWord(block+flowgraph.BlockShadow, s.shadow)
	l.setWord(block+flowgraph.BlockBase, s.base)
	l.setWord(block+flowgraph.BlockTop, s.highest)
	if l.stacks != 0 {
		l.setWord(l.stacks+flowgraph.BlockPrevious, block)
	}
	l.setWord(block+flowgraph.BlockNext, l.stacks)
	l.stacks = block
	m.stacks[block] = s
	return block
}

// firstStack returns the head of the list of all stacks, 0 if there has been one only.
func (m *Machine) firstStack() uint64 {
	if m.low == nil {
		return 0
	}
	return m.low.stacks
}

// newStack makes a stack and returns its control block.
func (m *Machine) newStack() uint64 {
	m.mainStack()
	return m.addStack(&machineStack{})
}

// dropStack forgets a stack.
func (m *Machine) dropStack(block uint64) {
	if m.stacks[block] == nil || block == m.here {
		m.fail("stack_drop of %#x, which is no stack or the one that runs", block)
	}
	delete(m.stacks, block)
	l := m.low
	if l == nil {
		return
	}
	next, prev := l.word(block+flowgraph.BlockNext), l.word(block+flowgraph.BlockPrevious)
	if prev != 0 {
		l.setWord(prev+flowgraph.BlockNext, next)
	} else {
		l.stacks = next
	}
	if next != 0 {
		l.setWord(next+flowgraph.BlockPrevious, prev)
	}
	l.munmap(block, blockSize+coroutineShadow+coroutineStack)
}

// switchStack goes on with another stack. floor is the number of frames under those of the program.
func (m *Machine) switchStack(to uint64, entry any, floor int) {
	start := entry.(*code)
	if m.pure {
		m.stop(ErrImpure)
	}
	from, s := m.stacks[m.mainStack()], m.stacks[to]
	if s == nil {
		m.fail("switch to %#x, which is no stack", to)
	}
	if to == m.here {
		return
	}
	from.frames, from.stack, from.chunk, from.top, from.cells, from.overflow = m.frames, m.stack, m.chunk, m.top, m.cells, m.overflow
	if l := m.low; l != nil {
		if m.prog.Stage >= flowgraph.Lowered {
			l.setWord(m.here+flowgraph.BlockPointer, l.stackPointer())
			l.setWord(m.here+flowgraph.BlockShadow, l.shadow)
			l.setWord(to+flowgraph.BlockPointer, 0)
			l.setWord(to+flowgraph.BlockRan, 1)
		}
		from.highest, from.base, from.sp, from.shadow = l.top, l.base, l.sp, l.shadow
		l.top, l.base, l.sp, l.shadow = s.highest, s.base, s.sp, s.shadow
	}
	m.frames, m.stack, m.chunk, m.top, m.cells, m.overflow = s.frames, s.stack, s.chunk, s.top, s.cells, s.overflow
	m.here = to
	if s.started {
		return
	}
	s.started = true
	if !start.ready {
		m.prepare(start)
	}
	m.frames = make([]frame, floor, floor+8)
	m.stack = [][]cell{make([]cell, firstChunk)}
	m.push(start)
}

func (l *lowMemory) word(addr uint64) uint64 { return l.load(addr, wordPrim) }

func (l *lowMemory) setWord(addr, v uint64) { l.store(addr, wordPrim, v) }

// idle waits until it is that time of the monotonic clock; nothing else can happen.
func (m *Machine) idle(until int64) {
	if until > 0 {
		time.Sleep(time.Duration(until - time.Since(m.started).Nanoseconds()))
	}
}
