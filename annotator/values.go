package annotator

// This file answers questions about variables from the fixed point.

import (
	"go/types"
	"sync"

	"rgo/flowgraph"
)

// values holds the facts about variables.
type values struct {
	facts []Fact             // by Var.Fact
	order []types.Type       // dynamic types by number
	made  []bool             // by number: live code makes them, as far as that is known; nil before
	taken []*flowgraph.Graph // function values by number
	mem   *memory            // for origins of facts
	index *TypeSet
}

// analyseValues runs the solver, with beside at the same time, and drops graphs that it never entered.
func (f *Facts) analyseValues(beside func([]*flowgraph.Graph)) {
	var other sync.WaitGroup
	if beside != nil {
		graphs := f.prog.Graphs
		other.Go(func() { beside(graphs) })
	}
	s := newSolver(f)
	s.run()
	other.Wait()
	f.values = &values{facts: s.facts, order: s.order, taken: s.taken, mem: &s.mem, index: s.index}
	s.mem.forgetReaders()
	s.prune()
	f.prog.Graphs = f.reached
}

// Pruned returns the graphs from which Run has taken something that can never run.
func (f *Facts) Pruned() []*flowgraph.Graph { return f.pruned }

// of returns the fact of a variable; ok is false if no value ever arrives, so that nothing need be said.
func (v *values) of(x flowgraph.Value) (Fact, bool) {
	y, isVar := x.(*flowgraph.Var)
	if !isVar {
		return Fact{}, false
	}
	f := v.facts[y.Fact]
	return f, f.Some
}

func (v *values) typesOf(x flowgraph.Value) ([]types.Type, bool) {
	f, ok := v.of(x)
	if !ok {
		return nil, false
	}
	list := make([]types.Type, 0, f.Set.Len())
	f.Set.Each(func(i int) {
		// What only functions make that turned out not to be reached, nobody makes.
		if v.made == nil || v.made[i] {
			list = append(list, v.order[i])
		}
	})
	return list, true
}

func (v *values) canBe(x flowgraph.Value, t types.Type) (can, ok bool) {
	f, ok := v.of(x)
	if !ok {
		return false, false
	}
	i, _ := v.index.index.At(t).(int)
	return i > 0 && f.Set.Has(i-1) && (v.made == nil || v.made[i-1]), true
}

func (v *values) calleesOf(x flowgraph.Value) ([]*flowgraph.Graph, bool) {
	f, ok := v.of(x)
	if !ok {
		return nil, false
	}
	list := make([]*flowgraph.Graph, 0, f.Set.Len())
	f.Set.Each(func(i int) { list = append(list, v.taken[i]) })
	return list, true
}

func (v *values) nonNil(x flowgraph.Value) bool {
	f, ok := v.of(x)
	return ok && !f.Null
}

func (v *values) rangeOf(x flowgraph.Value) (lo, hi int64, ok bool) {
	f, ok := v.of(x)
	if !ok || kindOf(x.Type()) != kindInt {
		return 0, 0, false
	}
	tlo, thi := bounds(x.Type())
	return f.Lo, f.Hi, f.Lo > tlo || f.Hi < thi
}
