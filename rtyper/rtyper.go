// Package rtyper turns flow graphs into low-level graphs.
//
// In: a program at stage Annotated, its frozen heap, and the facts about it. Out: the same graphs, rewritten in place,
// at stage Rtyped, together with the layouts of heap objects and the static data. Then holds: every variable has a type
// of package lltype; memory is read and written by explicit operations; every check that Go demands is a branch to a
// block that calls a panic function of the runtime; calls through interfaces and function values are direct calls,
// switches on type ids, or calls through a code address; no type of go/types is left. What no live graph mentions,
// of the frozen heap too, is gone.
//
// How a value of a Go type is spread over low-level variables and over memory is its Repr (repr.go). An interface is
// one word (dynamic.go). Calls of the runtime are the only thing that the rtyper adds to what the annotator saw:
// RuntimeRoots names them beforehand.
package rtyper

import (
	"errors"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/annotator"
	"rgo/flowgraph"
)

// The functions of the runtime that lowered operations call.
const (
	panicNil            = "runtime.PanicNil"
	panicIndex          = "runtime.PanicIndex"
	panicSliceAlen      = "runtime.PanicSliceAlen"
	panicSliceAcap      = "runtime.PanicSliceAcap"
	panicSliceB         = "runtime.PanicSliceB"
	panicSlice3Alen     = "runtime.PanicSlice3Alen"
	panicSlice3Acap     = "runtime.PanicSlice3Acap"
	panicSlice3B        = "runtime.PanicSlice3B"
	panicSlice3C        = "runtime.PanicSlice3C"
	panicSliceConvert   = "runtime.PanicSliceConvert"
	panicDivide         = "runtime.PanicDivide"
	panicMakeSliceLen   = "runtime.PanicMakeSliceLen"
	panicMakeSliceCap   = "runtime.PanicMakeSliceCap"
	panicUnhashable     = "runtime.PanicUnhashable"
	panicUncomparable   = "runtime.PanicUncomparable"
	panicAssert         = "runtime.PanicAssert"
	stringHash          = "rgo/runtime/strs.Hash"
	identityHash        = "rgo/runtime/gc/collector.IdentityHash" // only if it is among the annotator's roots
	panicStackOverflow  = "runtime.PanicStackOverflow"
	panicOutOfMemory    = "runtime.PanicOutOfMemory"
	numLaterRoots       = 2 // the last two of RuntimeRoots are for passes after this one
	maxAllocBytes       = 1 << 47
	maxExplodedLeaves   = 16 // a struct with more lies in memory
	maxSwitchedTargets  = 6  // an invoke with more goes through a table
	likely, unlikely    = 1000, 1
	nilObjectLayoutName = "rgo.nil"
)

// RuntimeRoots returns the full names of the runtime functions that the rtyper and the passes after it call: the
// annotator has to keep them alive.
func RuntimeRoots() []string {
	return []string{
		panicNil, panicIndex,
		panicSliceAlen, panicSliceAcap, panicSliceB,
		panicSlice3Alen, panicSlice3Acap, panicSlice3B, panicSlice3C,
		panicSliceConvert, panicDivide, panicMakeSliceLen, panicMakeSliceCap,
		panicUnhashable, panicUncomparable, panicAssert, stringHash,
		panicStackOverflow, panicOutOfMemory,
	}
}

// typeMap is a map by type identity.
type typeMap = typeutil.Map

// A signature is what a graph looked like before it was lowered.
type signature struct {
	params, results, captures []types.Type
}

// typer is the state of one run.
type typer struct {
	prog  *flowgraph.Program
	facts *annotator.Facts
	errs  []error

	reprs   typeutil.Map // types.Type to *Repr
	byIdent map[types.Type]*Repr
	consts  map[constKey]*flowgraph.Const
	places  map[flowgraph.StaticRef]*flowgraph.Const
	codes   map[*flowgraph.Graph]*flowgraph.Const
	sigs    map[*flowgraph.Graph]signature

	grow         map[*flowgraph.Graph]*flowgraph.Graph // by instance of append: see append.go
	layouts      *layouts
	dyn          *dynamics
	statics      *statics
	funcs        *functions
	helpers      map[string]*flowgraph.Graph
	helperByType map[string]*typeMap
	counted      typeMap            // element types of arrays that must know their length: see whole.go
	tables       typeutil.Map       // interface to the method tables of invokes
	made         []*flowgraph.Graph // graphs made by the rtyper, in order
	room         []lowered          // of the graph that is being lowered

	// Memory for what graphs consist of.
	vars    flowgraph.Slab[flowgraph.Var]
	ops     flowgraph.Slab[flowgraph.Op]
	values  flowgraph.Slab[value]
	results flowgraph.Slab[*flowgraph.Var]
}

// Run lowers p.
func Run(p *flowgraph.Program, facts *annotator.Facts) error {
	if p.Stage.Low() {
		return errors.New("internal error: the rtyper takes a program of stage annotated")
	}
	t := newTyper(p, facts)
	graphs := slices.Clone(facts.Reached())
	for _, g := range graphs {
		t.sigs[g] = signature{goTypes(g.Params), goTypes(g.Results), goTypes(g.Captures)}
	}
	t.findCounted()
	t.survey(graphs)
	done := startFinishing()
	for _, g := range graphs {
		t.lowerGraph(g)
		done.add(g)
	}
	done.wait()
	t.statics.fill()
	for _, g := range graphs {
		if g.Deferred != nil && !facts.Live(g.Deferred) {
			g.Deferred = nil
		}
	}
	if len(t.errs) > 0 {
		return errors.Join(t.errs...)
	}
	p.Graphs = append(graphs, t.made...)
	p.Layouts = t.layouts.list
	p.Statics = t.statics.list
	p.Globals = nil
	p.Source = nil
	p.Stage = flowgraph.Rtyped
	t.dropRoots()
	p.DropUnreached()
	return nil
}

func newTyper(p *flowgraph.Program, facts *annotator.Facts) *typer {
	t := &typer{
		prog:         p,
		facts:        facts,
		byIdent:      map[types.Type]*Repr{},
		places:       map[flowgraph.StaticRef]*flowgraph.Const{},
		codes:        map[*flowgraph.Graph]*flowgraph.Const{},
		consts:       map[constKey]*flowgraph.Const{},
		sigs:         map[*flowgraph.Graph]signature{},
		grow:         map[*flowgraph.Graph]*flowgraph.Graph{},
		helpers:      map[string]*flowgraph.Graph{},
		helperByType: map[string]*typeMap{},
	}
	t.layouts = newLayouts(t)
	t.statics = newStatics(t)
	t.dyn = newDynamics(t)
	t.funcs = newFunctions(t)
	return t
}

func goTypes(list []flowgraph.Type) []types.Type {
	out := make([]types.Type, len(list))
	for i, x := range list {
		out[i] = x.(types.Type)
	}
	return out
}

// errorf notes a fault of the program or of an earlier pass.
func (t *typer) errorf(pos flowgraph.Pos, format string, args ...any) {
	t.errs = append(t.errs, fmt.Errorf("%s: %s", pos, fmt.Sprintf(format, args...)))
}

// runtime returns the graph of a runtime function.
func (t *typer) runtime(name string) *flowgraph.Graph {
	g := t.prog.Source.Runtime(name)
	if g == nil {
		t.errorf(flowgraph.Pos{}, "internal error: the runtime has no function %s", name)
		g = &flowgraph.Graph{Name: name}
	}
	return g
}

// A constKey identifies a constant.
// A constKey tells constants apart that are no addresses.
type constKey struct {
	form uint64 // the type, and what kind of value it is
	bits uint64
}

// dropRoots takes from the roots what only the rtyper asked for.
func (t *typer) dropRoots() {
	names := RuntimeRoots()
	drop := map[string]bool{}
	for _, n := range names[:len(names)-numLaterRoots] {
		drop[n] = true
	}
	t.prog.Roots = slices.DeleteFunc(t.prog.Roots, func(g *flowgraph.Graph) bool { return drop[g.Name] })
}
