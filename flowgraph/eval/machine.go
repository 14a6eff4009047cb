// Package eval runs flow graphs of any stage. It is the oracle between stages and the engine that runs package
// initialisers at translation time.
//
// In come a program and a graph to run; out come the program's effects on the world, its exit status, or a fault. A fault
// says that a graph did what the operations' table does not allow: an access outside of an object, a freed or misaligned
// address at the low-level stages, an operation that the stage does not have. What Go defines as a panic is none: the
// evaluator calls the runtime's function for it, as compiled code does.
//
// Graphs are compiled, when first called, to rows of instructions over cells (instr.go). Calls of the program are not
// calls of the evaluator: frames stand on a stack of their own, so that no recursion harms the tool.
package eval

import (
	"errors"
	"fmt"
	"go/types"
	"io"
	"runtime"
	"strings"
	"time"

	"rgo/flowgraph"
)

// Options say how a program sees the world.
type Options struct {
	Args   []string // command line, program name first
	Env    []string // "NAME=value"
	Stdin  io.Reader
	Stdout io.Writer // nil: file descriptor 1 of this process
	Stderr io.Writer // nil: file descriptor 2
	Steps  int64     // a limit on jumps and calls; 0 is none
	Depth  int       // a limit on the stack, in cells; 0 is a default
}

// A Fault is what a program does that no correct graph does, or that the evaluator cannot do.
type Fault struct {
	Pos   flowgraph.Pos
	Graph string
	Msg   string
	Trace []string // calls, innermost first
	Build error    // why a graph could not be built: an error of the program
}

// Error names the place.
func (f *Fault) Error() string {
	where := f.Graph
	if f.Pos.Line != 0 {
		where = f.Pos.String() + ": " + where
	}
	return where + ": " + f.Msg + " [EVAL]"
}

// An Exit is the error of a program that ended through the external function exit.
type Exit struct{ Status int }

func (e *Exit) Error() string { return fmt.Sprintf("exit status %d", e.Status) }

// Errors that stop a run from outside of the program.
var (
	ErrSteps  = errors.New("the limit of steps is used up")
	ErrImpure = errors.New("call of an external function at translation time")
)

// A Machine holds the memory of a program and runs its graphs.
type Machine struct {
	prog   *flowgraph.Program
	opts   Options
	types  *typeTable
	codes  map[*flowgraph.Graph]*code
	byName map[string]*flowgraph.Graph
	finish []func() // what is left to do when the graph being compiled is complete

	byteType  *rtype
	zero      *object // of every type without size
	strings   map[string]*object
	objects   map[*flowgraph.Object]*object
	addresses addresses
	low       *lowMemory
	started   time.Time
	polls     int // carried out

	frames []frame
	stack  [][]cell // chunks; frames do not span them
	chunk  int
	top    int // in stack[chunk]
	cells  int // in all frames
	steps  int64

	stacks map[uint64]*machineStack // by control block, see stacks.go
	here   uint64                   // control block of the stack that runs; 0 before there is more than one

	// Package initialisers, see journal.go.
	serial  uint32 // of objects made now
	barrier uint32 // objects with lower serials are journaled before they change
	journal []saved
	pure    bool // impure external functions end the run

	nan      uint64 // counts hashes of NaN
	overflow bool   // a stack overflow is being reported: there is some more room
}

// New returns a machine for p, with all globals at their initial values.
func New(p *flowgraph.Program, opts Options) *Machine {
	m := &Machine{prog: p, opts: opts, types: newTypeTable(), codes: map[*flowgraph.Graph]*code{},
		strings: map[string]*object{}, objects: map[*flowgraph.Object]*object{}, steps: 1 << 62, started: time.Now()}
	if opts.Steps > 0 {
		m.steps = opts.Steps
	}
	if m.opts.Depth == 0 {
		m.opts.Depth = 1 << 25
	}
	m.byteType = m.types.of(types.Typ[types.Uint8])
	m.zero = &object{typ: m.types.of(types.NewStruct(nil, nil)), filled: true}
	if p.Stage.Low() {
		m.low = newLowMemory(m)
	}
	return m
}

// codeOf returns the code of g, not compiled yet if it was never asked for.
func (m *Machine) codeOf(g *flowgraph.Graph) *code {
	c := m.codes[g]
	if c == nil {
		c = &code{graph: g}
		for _, t := range g.Captures {
			c.capture += int(m.width(t))
		}
		m.codes[g] = c
	}
	return c
}

// prepare compiles c and completes its tables.
func (m *Machine) prepare(c *code) {
	m.compile(c)
	for _, f := range m.finish {
		f()
	}
	m.finish = m.finish[:0]
}

// runtimeGraph returns a function of the runtime by its full name.
func (m *Machine) runtimeGraph(name string) *flowgraph.Graph {
	if m.prog.Source != nil {
		return m.prog.Source.Runtime(name)
	}
	if m.byName == nil {
		m.byName = map[string]*flowgraph.Graph{}
		for _, g := range m.prog.Graphs {
			m.byName[g.Name] = g
		}
	}
	return m.byName[name]
}

// stopError carries an error through the evaluator's own calls.
type stopError struct{ err error }

func (m *Machine) stop(err error) { panic(stopError{err}) }

// fail stops the run with a fault at the current place.
func (m *Machine) fail(format string, args ...any) {
	m.failAt(nil, format, args...)
}

// failAt is fail for a known operation.
func (m *Machine) failAt(o *flowgraph.Op, format string, args ...any) {
	f := m.fault(format, args...)
	if o != nil {
		f.Pos = o.Pos
		f.Msg += " in " + flowgraph.OpString(o)
	}
	m.stop(f)
}

// fault makes a fault at the current place.
func (m *Machine) fault(format string, args ...any) *Fault {
	f := &Fault{Msg: fmt.Sprintf(format, args...)}
	for i := len(m.frames) - 1; i >= 0 && len(f.Trace) < 30; i-- {
		fr := &m.frames[i]
		if fr.code == nil {
			continue
		}
		pos := fr.code.posAt(fr.pc - 1)
		if i == len(m.frames)-1 {
			f.Graph = fr.code.graph.Name
			f.Pos = pos
		}
		f.Trace = append(f.Trace, fr.code.graph.Name+" "+pos.String())
	}
	return f
}

// posAt returns the position of an instruction, or of the nearest one before it that has one.
func (c *code) posAt(pc int) flowgraph.Pos {
	for ; pc >= 0; pc-- {
		if pc < len(c.ops) && c.ops[pc] != nil && c.ops[pc].Pos.Line != 0 {
			return c.ops[pc].Pos
		}
	}
	return c.graph.Pos
}

// Run runs g, which takes and returns nothing. The error is nil, an *Exit, a *Fault, ErrSteps or ErrImpure.
func (m *Machine) Run(g *flowgraph.Graph) error {
	_, err := m.call(g, nil)
	return err
}

// CallInts runs g on integers (or addresses, or bits of floats) and returns the results in the same form.
func (m *Machine) CallInts(g *flowgraph.Graph, args ...uint64) ([]uint64, error) {
	cells := make([]cell, len(args))
	for i, a := range args {
		cells[i].bits = a
	}
	out, err := m.call(g, cells)
	results := make([]uint64, len(out))
	for i, c := range out {
		results[i] = c.bits
	}
	return results, err
}

// ErrUncaught is the error of a run that ended with a throw that no try stopped.
var ErrUncaught = errors.New("throw without a try")

func (m *Machine) call(g *flowgraph.Graph, args []cell) (results []cell, err error) {
	depth, chunk, top, cells := len(m.frames), m.chunk, m.top, m.cells
	defer func() {
		if r := recover(); r != nil {
			stop, ok := r.(stopError)
			if e, isRuntime := r.(runtime.Error); isRuntime {
				// An access outside of an object that no check of ours has met first.
				stop, ok = stopError{m.fault("%v", e)}, true
			}
			if !ok {
				panic(r)
			}
			clear(m.frames[depth:])
			m.frames = m.frames[:depth]
			m.chunk, m.top, m.cells = chunk, top, cells
			m.finish = m.finish[:0]
			err = stop.err
		}
	}()
	c := m.codeOf(g)
	if !c.ready {
		m.prepare(c)
	}
	if len(args) != c.params {
		m.fail("%s takes %d cells, not %d", g.Name, c.params, len(args))
	}
	n := 0
	for _, t := range g.Results {
		n += int(m.width(t))
	}
	// A frame of the caller: where the results go.
	dst := make([]int32, n)
	for i := range dst {
		dst[i] = int32(i)
	}
	base := &code{graph: g, cells: n, ins: []instr{{op: opBad}}}
	m.push(base)
	m.frames[len(m.frames)-1].call = &callInfo{dst: dst}
	regs := m.frames[len(m.frames)-1].regs
	f := m.push(c)
	copy(f.regs, args)
	m.run(depth + 1)
	results = append(results, regs...)
	m.pop()
	return results, nil
}

// Text formats a fault with its trace for people.
func (f *Fault) Text() string { return f.Error() + "\n\t" + strings.Join(f.Trace, "\n\t") }
