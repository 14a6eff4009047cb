// Package optimizer makes low-level graphs smaller and faster without changing what they do.
//
// In and out: a program at stage Rtyped or Optimized, every graph closed (no lazy bodies). Each pass is a row of Passes;
// a pass works on one graph or on the whole program, and reports what it changed, so that the driver can verify and
// dump just those graphs. The order of the rows is the order in which they run.
package optimizer

import "rgo/flowgraph"

// A Pass is a row of the pass table.
type Pass struct {
	Name     string
	MinLevel int    // runs at -O MinLevel and above
	Why      string // what it buys, one line
	// Exactly one of the two is set. Both return the graphs they changed.
	Graph   func(g *flowgraph.Graph) bool
	Program func(p *flowgraph.Program) []*flowgraph.Graph
}

// Passes is the optimizer's part of the pass table, in order.
var passes = []Pass{
	{"readonly", 1, "finds static data that nobody writes to", nil, FindReadOnly},
	{"simplify", 0, "folds constant branches, threads and merges blocks", Simplify, nil},
	{"constfold", 1, "computes operations on constants, removes copies and identities", Fold, nil},
	{"dead", 0, "removes operations, block arguments and blocks whose results nobody uses", RemoveDead, nil},
	{"switches", 1, "turns chains of comparisons with constants into switches", Switches, nil},
	{"cold", 1, "finds error paths by the cold functions that they call, and keeps them out of the way", nil, Cold},
	{"inline", 1, "copies small functions into their callers, bottom up", nil, Inline},
	{"malloc", 1, "keeps objects that never leave the function that makes them in variables", RemoveAllocations, nil},
	{"deadargs", 1, "removes parameters and results that no function needs", nil, RemoveDeadArgs},
	{"switchesagain", 1, "finds chains of comparisons that only the passes before have made", Switches, nil},
	{"drop", 0, "forgets functions and data that nothing mentions any more", nil, DropUnreached},
	{"cleanup", 1, "simplify, constfold and dead once more after the others", Clean, nil},
	{"late", 1, "makes objects just before they are used first, so that no collection comes between", AllocateLate, nil},
	{"merge", 1, "has functions that do the same share one body", nil, MergeIdentical},
}

// Passes returns the optimizer's rows of the pass table.
func Passes() []Pass { return passes }

// Run applies one pass to p and returns the graphs that it changed.
func (t *Pass) Run(p *flowgraph.Program) []*flowgraph.Graph {
	if t.Program != nil {
		return t.Program(p)
	}
	did := make([]bool, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) { did[i] = t.Graph(p.Graphs[i]) })
	var changed []*flowgraph.Graph
	for i, g := range p.Graphs {
		if did[i] {
			changed = append(changed, g)
		}
	}
	return changed
}

// Clean brings g to a form where simplify, constfold and dead find nothing more, within a few rounds.
func Clean(g *flowgraph.Graph) bool {
	changed := false
	for range 4 {
		again := Simplify(g)
		again = Fold(g) || again
		again = RemoveDead(g) || again
		again = ThreadJumps(g) || again
		if !again {
			break
		}
		changed = true
	}
	return changed
}
