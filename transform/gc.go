// Package transform makes explicit what the stages before took for granted: the collector and the end of the stack.
//
// In comes a program at stage Optimized. GC replaces every allocation by a call of the collector that was chosen, an
// ordinary package of the program, and builds the tables that the collector reads. Roots, which comes after the fast path
// of allocation has been inlined, makes roots explicit if the collector finds them on a shadow stack. StackChecks breaks every cycle of calls with a check of the machine stack. Then
// holds: no operation allocates, the program is at stage Lowered, and a backend needs to know nothing about collectors.
// Pointers that the collector must see are Refs; those in other variables, and integers made from Refs, are left alone.
package transform

import (
	"fmt"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Options say which collector to use and how it finds its roots.
type Options struct {
	GC    string // the name of a row of the table of collectors
	Roots string // "conservative" or "shadowstack"

	Parallel bool // goroutines run at the same time

	Calls *Calls // of the program, if they are known
}

// conservative is the variable of a collector that says how it finds its roots. The translator sets it, and the package
// itself never writes to it.
const conservative = "Conservative"

// generational is the variable of a collector that says whether it collects young objects by themselves, if that depends on the
// threading model.
const generational = "Generational"

// helped is a variable of a collector's package: whether threads that have nothing else to do help it.
const helped = "Helped"

// movesKnown is the variable that says whether the collector moves what only the stack of a goroutine refers to.
const movesKnown = "rgo/runtime/scheduler.movesAll"

// watches is the variable that says whether the collector tells of the death of objects.
const watches = chosen + ".Watches"

// Package returns the import path of a collector.
func Package(gc string) string { return "rgo/runtime/gc/" + gc }

// chosen is the package through which runtime code calls whatever collector has been chosen.
const chosen = "rgo/runtime/gc/collector"

// RuntimeRoots returns the full names of the functions that GC and StackChecks will call: nothing calls them before, so
// the annotator has to keep them.
func RuntimeRoots(o Options) []string {
	names := []string{stackOverflow}
	c := o.collector()
	if c.Moving {
		names = append(names, chosen+".IdentityHash") // the rtyper's sign that addresses are no hashes
	}
	for _, f := range functionsOf(c) {
		names = append(names, Package(o.GC)+"."+f.name)
	}
	return names
}

// Configure tells the collector how it will find its roots, and the program what the collector can do. It must run after the package initialisers and before the
// annotator, which takes what nobody writes to for constant.
func Configure(p *flowgraph.Program, o Options) error {
	for _, g := range p.Globals {
		switch g.Name {
		case watches:
			g.Leaves = []any{!FindCollector(o.GC).Foreign}
		case movesKnown:
			g.Leaves = []any{o.Roots != "conservative" && FindCollector(o.GC).Moving}
		}
	}
	name := Package(o.GC) + "." + conservative
	for _, g := range p.Globals {
		if g.Name == Package(o.GC)+"."+generational || g.Name == Package(o.GC)+"."+helped {
			g.Leaves = []any{o.Parallel}
		}
	}
	for _, g := range p.Globals {
		if g.Name == name {
			g.Leaves = []any{o.Roots == "conservative"}
			return nil
		}
	}
	if o.GC == "none" {
		return nil
	}
	return fmt.Errorf("internal error: collector %s has no variable %s", o.GC, name)
}

// Refused returns what an annotated program does that its collector cannot do, or "": it watches objects die, and the
// collector does not tell.
func Refused(p *flowgraph.Program, o Options) string {
	if !FindCollector(o.GC).Foreign {
		return ""
	}
	for _, f := range []struct{ name, what string }{
		{"SetFinalizer", "runtime.SetFinalizer"}, {"AddCleanup", "runtime.AddCleanup"}, {"Weak", "weak.Make"},
	} {
		if findGraph(p, "rgo/runtime/gc/handles."+f.name) != nil {
			return f.what
		}
	}
	return ""
}

// A lowering is one run of GC.
type lowering struct {
	p         *flowgraph.Program
	options   Options
	collector *Collector
	functions map[string]*flowgraph.Graph // of the collector's package, by name
	calls     *callGraph
	changed   map[*flowgraph.Graph]bool
}

// GC lowers allocations. It returns the graphs that it changed.
func GC(p *flowgraph.Program, o Options) ([]*flowgraph.Graph, error) {
	l := &lowering{p: p, options: o, collector: o.collector(), functions: map[string]*flowgraph.Graph{}, changed: map[*flowgraph.Graph]bool{}}
	if err := l.findCollector(); err != nil {
		return nil, err
	}
	l.redirect()
	l.calls = o.calls(p)
	alloc, array, collect := l.functions["Alloc"], l.functions["AllocArray"], l.functions["Collect"]
	collects := findCollecting(p, l.calls, func(g *flowgraph.Graph) bool {
		return g == alloc || g == array || g == collect
	})
	if err := l.checkLeaves(collects); err != nil {
		return nil, err
	}
	l.each(l.lowerAllocations)
	l.buildTables()
	l.callInit()
	l.callExit()
	p.Stage = flowgraph.Lowered
	var changed []*flowgraph.Graph
	for _, g := range p.Graphs {
		if l.changed[g] {
			changed = append(changed, g)
		}
	}
	return changed, nil
}

// each calls f for all graphs, several at a time, and notes which it has changed.
func (l *lowering) each(f func(g *flowgraph.Graph) (changed bool)) {
	did := make([]bool, len(l.p.Graphs))
	flowgraph.Parallel(len(did), func(i int) { did[i] = f(l.p.Graphs[i]) })
	for i, changed := range did {
		if changed {
			l.changed[l.p.Graphs[i]] = true
		}
	}
}

// findCollector looks up the functions of the collector and checks their types.
func (l *lowering) findCollector() error {
	for _, f := range functionsOf(l.collector) {
		name := Package(l.options.GC) + "." + f.name
		g := findGraph(l.p, name)
		if g == nil {
			return fmt.Errorf("internal error: function %s of the collector is not part of the program", name)
		}
		if !sameTypes(g.Start.Args, f.params) || !sameTypes(g.Return.Args, f.results) {
			return fmt.Errorf("internal error: function %s of the collector has other parameters or results than the interface asks for", name)
		}
		l.functions[f.name] = g
	}
	return nil
}

func findGraph(p *flowgraph.Program, name string) *flowgraph.Graph {
	for _, g := range p.Graphs {
		if g.Name == name && g.Built() {
			return g
		}
	}
	return nil
}

func sameTypes(vars []*flowgraph.Var, types []lltype.Prim) bool {
	if len(vars) != len(types) {
		return false
	}
	for i, v := range vars {
		if v.Typ != flowgraph.Type(types[i]) {
			return false
		}
	}
	return true
}

// checkLeaves reports functions that must not allocate but do. Calls that never return and blocks that never lead to the
// return do not count: they end the program.
func (l *lowering) checkLeaves(collects *Collecting) error {
	for _, g := range l.p.Graphs {
		if g.Attr&flowgraph.Leaf == 0 || g == l.functions["Alloc"] || g == l.functions["AllocArray"] || g == l.functions["Collect"] {
			continue
		}
		returns := reachingReturn(g)
		for _, b := range g.Blocks {
			if !returns[b.ID] {
				continue
			}
			for _, op := range b.Ops {
				if asksCollector(op) {
					return fmt.Errorf("%s: %s must not allocate, but does here [GCT001]", op.Pos, g.Name)
				}
				for _, callee := range l.calls.callees(op) {
					if collects.during(op) && callee.Attr&flowgraph.Leaf == 0 {
						return fmt.Errorf("%s: %s must not allocate, but calls %s, which can [GCT002]", op.Pos, g.Name, callee.Name)
					}
				}
			}
		}
	}
	return nil
}

// lowerAllocations replaces allocations in g by calls, and reports whether there are any.
func (l *lowering) lowerAllocations(g *flowgraph.Graph) (changed bool) {
	for _, b := range g.Blocks {
		var ops []*flowgraph.Op
		for i, op := range b.Ops {
			if !op.Kind.Has(flowgraph.Allocs) {
				if ops != nil {
					ops = append(ops, op)
				}
				continue
			}
			if ops == nil {
				ops = append(make([]*flowgraph.Op, 0, len(b.Ops)+4), b.Ops[:i]...)
				changed = true
			}
			if op.Into == flowgraph.InFrame {
				ops = append(ops, inFrame(g, op)...)
				continue
			}
			layout := op.Aux.(*lltype.Layout)
			args := []flowgraph.Value{flowgraph.NewConst(lltype.Uint32, uint64(layout.ID))}
			callee := l.functions["Alloc"]
			if op.Kind == flowgraph.OpAllocArray {
				callee = l.functions["AllocArray"]
				args = append(args, op.Args[0], flowgraph.NewConst(lltype.Int64, layout.Stride))
			} else {
				args = append(args, flowgraph.NewConst(lltype.Int64, layout.Size))
			}
			address := g.NewVar("", lltype.Uint64)
			ops = append(ops,
				&flowgraph.Op{Kind: flowgraph.OpCall, Args: args, Results: []*flowgraph.Var{address}, Aux: callee, Pos: op.Pos},
				&flowgraph.Op{Kind: flowgraph.OpIntToRef, Args: []flowgraph.Value{address}, Results: op.Results, Pos: op.Pos})
		}
		if ops != nil {
			b.Ops = ops
		}
	}
	return changed
}

// callInit starts the program with the initialisation of the collector.
func (l *lowering) callInit() {
	start := l.p.Entry.Start
	call := &flowgraph.Op{Kind: flowgraph.OpCall, Aux: l.functions["Init"]}
	start.Ops = append([]*flowgraph.Op{call}, start.Ops...)
	l.changed[l.p.Entry] = true
}

// callExit has the collector's Exit called in front of every end of the program: where its entry returns, and at each call
// of the external function exit.
func (l *lowering) callExit() {
	exit := l.functions["Exit"]
	l.each(func(g *flowgraph.Graph) (changed bool) {
		for _, b := range g.Blocks {
			for i, op := range b.Ops {
				if name, _ := op.Extern(); name == "exit" {
					b.Ops = slices.Insert(b.Ops, i, &flowgraph.Op{Kind: flowgraph.OpCall, Aux: exit, Pos: op.Pos})
					changed = true
					break // it does not return
				}
			}
		}
		return changed
	})
	entry := l.p.Entry
	end := entry.NewBlock()
	end.Ops = []*flowgraph.Op{{Kind: flowgraph.OpCall, Aux: exit}}
	end.Exits = []*flowgraph.Link{{Target: entry.Return}}
	for _, b := range entry.Blocks {
		for _, link := range b.Exits {
			if b != end && link.Target == entry.Return {
				link.Target = end
			}
		}
	}
	entry.Relink()
}

// redirect makes calls of package chosen calls of the collector.
func (l *lowering) redirect() {
	to := map[*flowgraph.Graph]*flowgraph.Graph{}
	for name, f := range l.functions {
		if g := findGraph(l.p, chosen+"."+name); g != nil {
			to[g] = f
		}
	}
	l.each(func(g *flowgraph.Graph) (changed bool) {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if callee, ok := op.Aux.(*flowgraph.Graph); ok && to[callee] != nil {
					op.Aux = to[callee]
					changed = true
				}
			}
			changed = answerCollected(b) || changed
		}
		return changed
	})
}

// answerCollected puts 1 in the place of the external function that says whether there is a collector, and reports
// whether it is in b.
func answerCollected(b *flowgraph.Block) bool {
	asks := func(op *flowgraph.Op) bool {
		name, ok := op.Extern()
		return ok && name == "collected"
	}
	if !slices.ContainsFunc(b.Ops, asks) {
		return false
	}
	known := map[*flowgraph.Var]flowgraph.Value{}
	kept := b.Ops[:0]
	for _, op := range b.Ops {
		if asks(op) {
			known[op.Results[0]] = flowgraph.NewConst(lltype.Int64, int64(1))
			continue
		}
		kept = append(kept, op)
	}
	b.Ops = kept
	b.Substitute(known)
	return true
}
