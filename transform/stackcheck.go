package transform

// This file places checks of the machine stack: at the entry of enough functions that every cycle of calls has one. The
// margin below the limit has room for any chain of functions without checks.

import (
	"errors"

	"rgo/flowgraph"
	"rgo/optimizer"
	"rgo/rtyper/lltype"
)

// stackOverflow is the runtime function that turns a full stack into a panic.
const stackOverflow = "runtime.PanicStackOverflow"

// StackChecks returns the graphs that got a check.
func StackChecks(p *flowgraph.Program, o Options) ([]*flowgraph.Graph, error) {
	c := o.calls(p)
	panics := findGraph(p, stackOverflow)
	exempt := map[*flowgraph.Graph]bool{}
	if panics != nil {
		exempt = directlyCalled(panics)
	}
	var changed []*flowgraph.Graph
	for _, g := range cycleBreakers(c, exempt) {
		if panics == nil {
			return nil, errors.New("internal error: the program has recursive functions but not " + stackOverflow)
		}
		addCheck(g, panics)
		changed = append(changed, g)
	}
	return changed, nil
}

// directlyCalled returns g and what it calls, directly or not: what runs when the stack is nearly full must not check.
func directlyCalled(g *flowgraph.Graph) map[*flowgraph.Graph]bool {
	seen := map[*flowgraph.Graph]bool{g: true}
	work := []*flowgraph.Graph{g}
	for len(work) > 0 {
		g := work[len(work)-1]
		work = work[:len(work)-1]
		for _, h := range optimizer.Callees(g) {
			if !seen[h] {
				seen[h] = true
				work = append(work, h)
			}
		}
	}
	return seen
}

// cycleBreakers returns the graphs that a depth-first walk over calls comes back to while it is inside of them. Every
// cycle has one. Exempt graphs and those that must not allocate are left out, together with their calls.
func cycleBreakers(c *callGraph, exempt map[*flowgraph.Graph]bool) []*flowgraph.Graph {
	const (
		inside = 1
		done   = 2
	)
	state := make(map[*flowgraph.Graph]int, len(c.graphs))
	breaks := map[*flowgraph.Graph]bool{}
	classes := make(map[*class]*classState, len(c.classes))
	for _, k := range c.classes {
		classes[k] = &classState{}
	}
	set := func(g *flowgraph.Graph, now int) {
		state[g] = now
		if k := classes[c.of[g]]; k != nil {
			if now == inside {
				k.inside++
			} else {
				k.inside--
			}
		}
	}
	type frame struct {
		g    *flowgraph.Graph
		todo []callees
	}
	skip := func(g *flowgraph.Graph) bool { return exempt[g] || g.Attr&flowgraph.Leaf != 0 }
	for _, root := range c.graphs {
		if state[root] != 0 || skip(root) {
			continue
		}
		set(root, inside)
		stack := []frame{{root, c.inOrder(root)}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if len(f.todo) == 0 {
				set(f.g, done)
				stack = stack[:len(stack)-1]
				continue
			}
			next := &f.todo[0]
			k := classes[next.class]
			if len(next.graphs) == 0 || k != nil && k.seen && k.inside == 0 {
				if k != nil {
					k.seen = true
				}
				f.todo = f.todo[1:]
				continue
			}
			h := next.graphs[0]
			next.graphs = next.graphs[1:]
			switch {
			case skip(h):
			case state[h] == inside:
				breaks[h] = true
			case state[h] == 0:
				set(h, inside)
				stack = append(stack, frame{h, c.inOrder(h)})
			}
		}
	}
	var out []*flowgraph.Graph
	for _, g := range c.graphs {
		if breaks[g] {
			out = append(out, g)
		}
	}
	return out
}

// A classState says how far the search is with a class.
type classState struct {
	seen   bool // all members have been entered
	inside int  // how many have not been left
}

// callees are graphs that one call can reach.
type callees struct {
	graphs []*flowgraph.Graph
	class  *class // of which they are the members, or nil
}

// inOrder returns what g can call, in order of first call, each once.
func (c *callGraph) inOrder(g *flowgraph.Graph) (list []callees) {
	var all called
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			graphs, classes := len(all.graphs), len(all.classes)
			all.add(c, op)
			if n := len(all.graphs); n > graphs {
				list = append(list, callees{graphs: all.graphs[graphs:n:n]})
			} else if len(all.classes) > classes {
				k := all.classes[classes]
				list = append(list, callees{k.members, k})
			}
		}
	}
	return list
}

// addCheck puts a new start block in front of g.
func addCheck(g, panics *flowgraph.Graph) {
	old := g.Start
	start, full := g.NewBlock(), g.NewBlock()
	start.Heat = g.Start.Heat
	var args []flowgraph.Value
	for _, a := range old.Args {
		v := g.NewVar(a.Name, a.Typ)
		start.Args = append(start.Args, v)
		args = append(args, v)
	}
	// Memory of the call is allocated in the start block only.
	kept := old.Ops[:0]
	for _, op := range old.Ops {
		if op.Kind == flowgraph.OpStackAlloc {
			r := op.Results[0]
			inner := g.NewVar(r.Name, r.Typ)
			start.Ops = append(start.Ops, &flowgraph.Op{Kind: op.Kind, Aux: op.Aux, Results: []*flowgraph.Var{inner}, Pos: op.Pos})
			old.Args = append(old.Args, r)
			args = append(args, inner)
			continue
		}
		kept = append(kept, op)
	}
	old.Ops = kept
	if len(args) > len(start.Args) && loopsToStart(g) {
		panic("internal error: " + g.Name + " jumps back to a start block that allocates memory of the call")
	}
	check := g.NewVar("", lltype.Bool)
	start.Ops = append(start.Ops, &flowgraph.Op{Kind: flowgraph.OpStackCheck, Results: []*flowgraph.Var{check}, Pos: g.Pos})
	start.Switch, start.Pos = check, g.Pos
	start.Exits = []*flowgraph.Link{
		{Target: full, Case: flowgraph.NewConst(lltype.Bool, true), Weight: 1},
		{Target: old, Args: args, Case: flowgraph.NewConst(lltype.Bool, false), Weight: 100000},
	}
	full.Ops = []*flowgraph.Op{
		{Kind: flowgraph.OpCall, Aux: panics, Pos: g.Pos},
		{Kind: flowgraph.OpUnreachable, Pos: g.Pos},
	}
	g.Start = start
	g.Relink()
}

// loopsToStart reports whether links lead back to the start block of g.
func loopsToStart(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			if l.Target == g.Start {
				return true
			}
		}
	}
	return false
}
