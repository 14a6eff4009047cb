package rt

// This file is stacks besides the first, for programs with goroutines: each is a goroutine of Go's, and one of them at a
// time runs. The control block of a stack is in raw memory, as runtime/raw/stacks.go in the translator's tree has it.

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

// Words of a control block.
const (
	blockPointer  = 8 * 0 // 1 while the stack waits
	blockShadow   = 8 * 3
	blockBase     = 8 * 4
	blockNext     = 8 * 6
	blockPrevious = 8 * 7
	blockRan      = 8 * 8
	blockSize     = 128
)

// A machineStack is what is kept of a stack while others run.
type machineStack struct {
	wake       chan struct{}
	class      int
	limit      uintptr // of the machine stack
	side, base uintptr // side stack
	started    bool
	dropped    bool
}

var (
	machineStacks  = map[uintptr]*machineStack{} // by control block
	current        uintptr                       // control block of the stack that runs
	allStacks      uintptr                       // head of the list
	currentMachine *machineStack
	turns          atomic.Int64 // times that a stack was entered
)

// Classes of stacks: bytes of the machine stack, of it what functions without stack checks may use, bytes of the shadow
// stack and of the side stack, and how many are reserved at once. Only what is used takes memory.
var stackClasses = [3]struct {
	size, margin, shadow, side, chunk uintptr
	enlarge                           func()
	free                              []uintptr
	fresh, end                        uintptr
}{
	{8 << 20, 512 << 10, 32 << 20, 4 << 20, 1, func() { enlargeA(nil, false) }, nil, 0, 0},
	{256 << 10, 96 << 10, 1 << 20, 64 << 10, 32, func() { enlargeB(nil, false) }, nil, 0, 0},
	{64 << 10, 24 << 10, 256 << 10, 16 << 10, 128, func() { enlargeC(nil, false) }, nil, 0, 0},
}

// enlargeA and those below have frames of more than half a stack, so that calling them makes Go's runtime enlarge the stack of
// the goroutine in one step to its final size. Their bodies never run.
//
//go:noinline
func enlargeA(p *[4<<20 + 64<<10]byte, do bool) byte {
	if do {
		return sinkA(*p)
	}
	return 0
}

//go:noinline
func enlargeB(p *[128<<10 + 8<<10]byte, do bool) byte {
	if do {
		return sinkB(*p)
	}
	return 0
}

//go:noinline
func enlargeC(p *[32<<10 + 4<<10]byte, do bool) byte {
	if do {
		return sinkC(*p)
	}
	return 0
}

//go:noinline
func sinkA(b [4<<20 + 64<<10]byte) byte { return b[0] }

//go:noinline
func sinkB(b [128<<10 + 8<<10]byte) byte { return b[0] }

//go:noinline
func sinkC(b [32<<10 + 4<<10]byte) byte { return b[0] }

func blockWord(p uintptr) *uintptr { return (*uintptr)(unsafe.Pointer(p)) }

// addStack makes a control block at p for s and puts it in the list.
func addStack(p uintptr, s *machineStack) {
	*blockWord(p + blockPrevious) = 0
	*blockWord(p + blockNext) = allStacks
	if allStacks != 0 {
		*blockWord(allStacks + blockPrevious) = p
	}
	allStacks = p
	machineStacks[p] = s
}

// ExternStackEnded does nothing: the goroutine of the stack goes on where it waits, in the scheduler's loop.
func ExternStackEnded(stack uint64) {}

func ExternStacks() uint64 { return uint64(allStacks) }

func ExternStackCurrent() uint64 {
	if current == 0 {
		// One goroutine at a time: handing over is cheapest without other threads looking for work.
		runtime.GOMAXPROCS(1)
		current = Reserve(1 << 20)
		currentMachine = &machineStack{wake: make(chan struct{}), started: true}
		addStack(current, currentMachine)
		*blockWord(current + blockBase) = ShadowBase
		*blockWord(current + blockRan) = 1
	}
	return uint64(current)
}

func ExternStackNew(class int64) uint64 {
	ExternStackCurrent()
	c := &stackClasses[class]
	var p uintptr
	if n := len(c.free); n > 0 {
		p = c.free[n-1]
		c.free = c.free[:n-1]
	} else {
		size := blockSize + c.shadow + c.side
		if c.fresh == c.end {
			c.fresh = Reserve(size * c.chunk)
			c.end = c.fresh + size*c.chunk
		}
		p = c.fresh
		c.fresh += size
	}
	s := &machineStack{wake: make(chan struct{}), class: int(class)}
	s.base = p + blockSize + c.shadow
	s.side = s.base
	addStack(p, s)
	*blockWord(p + blockPointer) = 1
	*blockWord(p + blockShadow) = p + blockSize
	*blockWord(p + blockBase) = p + blockSize
	return uint64(p)
}

func ExternStackDrop(stack uint64) {
	p := uintptr(stack)
	s := machineStacks[p]
	delete(machineStacks, p)
	next, prev := *blockWord(p + blockNext), *blockWord(p + blockPrevious)
	if prev != 0 {
		*blockWord(prev + blockNext) = next
	} else {
		allStacks = next
	}
	if next != 0 {
		*blockWord(next + blockPrevious) = prev
	}
	c := &stackClasses[s.class]
	c.free = append(c.free, p)
	if s.started {
		s.dropped = true
		s.wake <- struct{}{} // the goroutine ends
	}
}

// SwitchStack goes on with another stack. A new one begins with a call of start.
func SwitchStack(to uint64, start func()) {
	ExternStackCurrent()
	p := uintptr(to)
	if p == current {
		return
	}
	me := currentMachine
	leaveStack(current, me)
	s := enterStack(p)
	if s.started {
		s.wake <- struct{}{}
	} else {
		s.started = true
		go begin(s, start)
	}
	<-me.wake
	if me.dropped {
		runtime.Goexit()
	}
}

// leaveStack keeps what belongs to the stack that runs.
func leaveStack(p uintptr, me *machineStack) {
	*blockWord(p + blockPointer) = 1
	*blockWord(p + blockShadow) = ShadowTop
	me.limit, me.side = StackLimit, SideTop
}

// enterStack takes back what belongs to a stack that is to run.
func enterStack(p uintptr) *machineStack {
	s := machineStacks[p]
	*blockWord(p + blockPointer) = 0
	*blockWord(p + blockRan) = 1
	ShadowBase, ShadowTop = *blockWord(p + blockBase), *blockWord(p + blockShadow)
	StackLimit, SideTop = s.limit, s.side
	current, currentMachine = p, s
	turns.Add(1)
	return s
}

// begin is the function of a goroutine.
func begin(s *machineStack, start func()) {
	stackClasses[s.class].enlarge()
	runStack(s, start)
}

//go:noinline
func runStack(s *machineStack, start func()) {
	var here byte
	c := &stackClasses[s.class]
	StackLimit = uintptr(unsafe.Pointer(&here)) - c.size + c.margin
	start()
}
