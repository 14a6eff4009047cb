// Package gctest drives collectors under plain go test: random operations on a heap, and beside it a model of what the
// heap should hold.
//
// In comes a Collector, the functions of a package below runtime/gc. Run takes operations from seeds, Fuzz from the bytes
// of Go's fuzzing. The roots are a static object and a stack of references that the collector is given as machine stack
// or as shadow stack. After a collection the model is compared with memory: from the roots outwards every reference must
// lead to where the model says, whole objects may have moved if the collector says so, and their bytes must be those
// that were written. A failure names the seed and the step.
//
// It is a tool of tests and no part of any translated program.
package gctest

import (
	"fmt"
	"math/rand"
	"testing"
)

// A Collector is what a test says about a collector. Functions that it has not are nil.
type Collector struct {
	Name         string
	Reset        func(conservative bool) // puts all state back to what it is when a program starts
	Conservative bool                    // can take roots from the machine stack
	Shadow       bool                    // can take roots from a shadow stack
	Moving       bool                    // objects can move unless they are pinned, or the machine stack refers to them
	Frees        bool                    // collections give memory back
	Exact        bool                    // with precise roots what is dead is found dead by Collect
	Handles      bool                    // its collections process package handles
	Small        bool                    // the test has little memory: no large objects
	Litter       bool                    // the test leaves many small live objects between dead ones

	Init       func()
	Alloc      func(id uint32, size int64) uintptr
	AllocArray func(id uint32, n, stride int64) uintptr
	Collect    func()
	Minor      func() // a young collection

	Barrier         func(object uintptr)
	BarrierElement  func(array, slot uintptr)
	BarrierInterior func(address uintptr)
	BarrierRange    func(address uintptr, size int64)
	StaticHeader    uint32 // what the collector's half of a static object's header starts with

	IdentityHash func(p uintptr) uintptr
	Pin, Unpin   func(p uintptr)
	Check        func()         // walks the heap and ends the program if something is wrong
	Live         func() uintptr // bytes that the last collection found live, headers and rounding included
}

// A source makes the choices of a run.
type source interface {
	intn(n int) int // 0 to n-1
	more() bool
}

// seeded is a source that goes on for a number of steps.
type seeded struct {
	*rand.Rand
	left int
}

func (s *seeded) intn(n int) int { return s.Intn(n) }

func (s *seeded) more() bool {
	s.left--
	return s.left >= 0
}

// scripted takes its choices from bytes.
type scripted struct{ data []byte }

func (s *scripted) intn(n int) int {
	v := 0
	for k := 1; k < n; k <<= 8 {
		v = v << 8
		if len(s.data) > 0 {
			v |= int(s.data[0])
			s.data = s.data[1:]
		}
	}
	return v % n
}

func (s *scripted) more() bool { return len(s.data) > 0 }

// roots returns the ways in which c can find its roots.
func (c *Collector) roots() []bool {
	var ways []bool
	if c.Conservative {
		ways = append(ways, true)
	}
	if c.Shadow || !c.Conservative {
		ways = append(ways, false)
	}
	return ways
}

// Run drives c with every seed from 0 on, each for a number of steps.
func Run(t *testing.T, c *Collector, seeds, steps int) {
	for _, conservative := range c.roots() {
		for seed := range seeds {
			what := fmt.Sprintf("%s, conservative %v, seed %d", c.Name, conservative, seed)
			run(t, c, conservative, what, &seeded{rand.New(rand.NewSource(int64(seed))), steps})
			if t.Failed() {
				return
			}
		}
	}
}

// Fuzz drives c with what Go's fuzzing comes up with.
func Fuzz(f *testing.F, c *Collector) {
	for seed := range 4 {
		data := make([]byte, 400)
		rand.New(rand.NewSource(int64(seed))).Read(data)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, conservative := range c.roots() {
			run(t, c, conservative, fmt.Sprintf("%s, conservative %v", c.Name, conservative), &scripted{data})
		}
	})
}

// Output calls f in a world with a new heap of c, whose stack is the machine stack and empty, and returns what ends the
// program, or "".
func Output(c *Collector, f func()) (text string) {
	w := newWorld(c, true)
	defer w.close()
	defer func() {
		if e := recover(); e != nil {
			end, ok := e.(failure)
			if !ok {
				panic(e)
			}
			text = string(end)
		}
	}()
	f()
	return ""
}

// run drives c until the source ends, and then lets go of everything.
func run(t *testing.T, c *Collector, conservative bool, what string, s source) {
	w := newWorld(c, conservative)
	m := &model{world: w, source: s}
	defer w.close()
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			t.Errorf("%s, step %d: %s", what, m.steps, string(e))
		default:
			t.Errorf("%s, step %d", what, m.steps)
			panic(e)
		}
	}()
	for s.more() {
		m.steps++
		m.step()
	}
	m.collect()
	m.dropAll()
	m.collect()
	m.takeAll()
}

// A failure is what ends a run.
type failure string

func failf(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }
