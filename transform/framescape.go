package transform

// This file finds the references that outlive the calls they are passed to. A reference escapes if it is stored,
// returned, made a number, or passed to code of which nothing is known. To load and store through it, to compare it and
// to pass it to a parameter that does not escape are harmless. Where the references in question lead is found in one
// function after the other, once, and what parameters they come to is kept; then what escapes goes back along the calls,
// so recursion costs nothing.
//
// Source: J.-D. Choi et al., "Escape Analysis for Java", OOPSLA 1999, without its connection graphs: what is stored
// anywhere counts as lost.

import (
	"math/bits"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A sources is a set of references of one function: its parameters, by number, and behind those its candidates.
type sources uint64

const maxSources = 64

// A passing says that any of some references of a function may be passed as a parameter of another.
type passing struct {
	from   sources
	callee int
	param  int
}

// flows says where references of a function lead.
type flows struct {
	candidates []*flowgraph.Op    // allocations
	reached    []sources          // what a variable may refer to, by ID
	escaping   sources            // of parameters and candidates
	passed     []passing          // to direct calls
	blocks     []*flowgraph.Block // those of the candidates
}

// findFlows looks at all graphs of p, of which choose names the allocations to follow.
func findFlows(p *flowgraph.Program, choose func(*flowgraph.Op) bool) []flows {
	number := make(map[*flowgraph.Graph]int, len(p.Graphs))
	for i, g := range p.Graphs {
		number[g] = i
	}
	all := make([]flows, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		if g := p.Graphs[i]; g.Built() {
			all[i].follow(g, number, choose)
		}
	})
	type param struct{ graph, number int }
	type source struct {
		graph int
		from  sources
	}
	arrive := map[param][]source{}
	var work []param
	escape := func(i int, s sources) {
		s &^= all[i].escaping
		all[i].escaping |= s
		for params := s & all[i].params(p.Graphs[i]); params != 0; params &= params - 1 {
			work = append(work, param{i, bits.TrailingZeros64(uint64(params))})
		}
	}
	for i := range all {
		for _, x := range all[i].passed {
			to := param{x.callee, x.param}
			arrive[to] = append(arrive[to], source{i, x.from})
		}
		known := all[i].escaping
		all[i].escaping = 0
		escape(i, known)
	}
	for len(work) > 0 {
		x := work[len(work)-1]
		work = work[:len(work)-1]
		for _, s := range arrive[x] {
			escape(s.graph, s.from)
		}
	}
	return all
}

// params returns the parameters of g, whose flows f are.
func (f *flows) params(g *flowgraph.Graph) sources {
	if !g.Built() {
		return 0
	}
	return sources(1)<<min(len(g.Start.Args), maxSources) - 1
}

// candidate returns the source that candidate number i is.
func (f *flows) candidate(g *flowgraph.Graph, i int) sources { return 1 << (len(g.Start.Args) + i) }

// follow finds where the sources of g lead.
func (f *flows) follow(g *flowgraph.Graph, number map[*flowgraph.Graph]int, choose func(*flowgraph.Op) bool) {
	f.reached = make([]sources, g.NextVar+1)
	for i, a := range g.Start.Args {
		if t, ok := a.Typ.(lltype.Prim); ok && t.IsPointer() && i < maxSources {
			f.reached[a.ID] = 1 << i
		}
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind.Has(flowgraph.Allocs) && choose(op) && len(g.Start.Args)+len(f.candidates) < maxSources {
				f.reached[op.Results[0].ID] = f.candidate(g, len(f.candidates))
				f.candidates = append(f.candidates, op)
				f.blocks = append(f.blocks, b)
			}
		}
	}
	place := make([]int, g.NextBlock+1)
	for i, b := range g.Blocks {
		place[b.ID] = i
	}
	for f.spread(g, place) {
	}
	for _, a := range g.Return.Args {
		f.escaping |= f.reached[a.ID]
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			f.use(op, number)
		}
	}
}

// spread passes on once what variables refer to, through the blocks in their order, and reports whether something new went
// back in it. place is where blocks are, by ID.
func (f *flows) spread(g *flowgraph.Graph, place []int) bool {
	again := false
	for i, b := range g.Blocks {
		for _, op := range b.Ops {
			if moves(op) {
				for _, a := range op.Args {
					f.reached[op.Results[0].ID] |= f.of(a)
				}
			}
		}
		for _, l := range b.Exits {
			for k, a := range l.Args {
				to := &f.reached[l.Target.Args[k].ID]
				if s := f.of(a); s&^*to != 0 {
					*to |= s
					again = again || place[l.Target.ID] <= i
				}
			}
		}
	}
	return again
}

// moves reports whether the result of op may refer to what an operand refers to.
func moves(op *flowgraph.Op) bool {
	return op.Kind == flowgraph.OpPtrAdd || op.Kind == flowgraph.OpCastPtr || op.Kind == flowgraph.OpSelect
}

func (f *flows) of(v flowgraph.Value) sources {
	if x, ok := v.(*flowgraph.Var); ok {
		return f.reached[x.ID]
	}
	return 0
}

// use notes what op does with the sources.
func (f *flows) use(op *flowgraph.Op, number map[*flowgraph.Graph]int) {
	switch op.Kind {
	case flowgraph.OpMemLoad, flowgraph.OpTypeID, flowgraph.OpLength, flowgraph.OpPtrEq, flowgraph.OpPtrNe, flowgraph.OpPtrLt,
		flowgraph.OpPtrSub, flowgraph.OpMemCopy, flowgraph.OpMemZero, flowgraph.OpMemEqual, flowgraph.OpKeepAlive,
		flowgraph.OpPtrAdd, flowgraph.OpCastPtr, flowgraph.OpSelect:
	case flowgraph.OpMemStore:
		f.escaping |= f.of(op.Args[1])
	case flowgraph.OpCall, flowgraph.OpTry:
		callee := op.Aux.(*flowgraph.Graph)
		for i, a := range op.Args {
			if s := f.of(a); s != 0 && callee.Built() && i < maxSources {
				f.passed = append(f.passed, passing{s, number[callee], i})
			} else {
				f.escaping |= s
			}
		}
	default:
		for _, a := range op.Args {
			f.escaping |= f.of(a)
		}
	}
}
