package optimizer

// This file finds error paths: blocks that control leaves by a call marked as cold, whatever way it takes, and functions
// that consist of such paths only. A function that makes an error and returns it is not marked by anything but a hint on
// the function that it calls for that; from there it spreads to whoever only passes the error on.

import (
	"slices"

	"rgo/flowgraph"
)

// Weights of links where one side is an error path.
const (
	likely   = 1000
	unlikely = 1
)

// Cold marks functions as cold and makes links to error paths unlikely. It returns the graphs that it changed.
func Cold(p *flowgraph.Program) []*flowgraph.Graph {
	callers := map[*flowgraph.Graph][]*flowgraph.Graph{}
	var work []*flowgraph.Graph
	for _, g := range p.Graphs {
		first := false
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if h, ok := op.Aux.(*flowgraph.Graph); ok && op.Kind == flowgraph.OpCall {
					callers[h] = append(callers[h], g)
					first = first || h.Attr&flowgraph.Cold != 0
				}
			}
		}
		if first {
			work = append(work, g)
		}
	}
	for len(work) > 0 {
		g := work[len(work)-1]
		work = work[:len(work)-1]
		if g != p.Entry && g.Built() && canBeCold(g) && errorPaths(g)[g.Start] {
			g.Attr |= flowgraph.Cold
			work = append(work, callers[g]...)
		}
	}
	weigh := Pass{Graph: func(g *flowgraph.Graph) bool { return g.Built() && weighErrorPaths(g) }}
	return weigh.Run(p)
}

// canBeCold reports whether g may be marked: not if somebody decided about it, or if it does work of its own in loops.
func canBeCold(g *flowgraph.Graph) bool {
	if g.Attr&(flowgraph.Cold|flowgraph.Inline|flowgraph.NoReturn|flowgraph.Init) != 0 {
		return false
	}
	number := map[*flowgraph.Block]int{} // reverse postorder
	for i, b := range g.Blocks {
		number[b] = i
	}
	for i, b := range g.Blocks {
		for _, l := range b.Exits {
			if l.Target != g.Return && number[l.Target] <= i {
				return false
			}
		}
	}
	return true
}

// errorPaths returns the blocks that end up, whatever happens, in a call of a cold function that returns.
func errorPaths(g *flowgraph.Graph) map[*flowgraph.Block]bool {
	cold := map[*flowgraph.Block]bool{}
	if !slices.ContainsFunc(g.Blocks, callsCold) {
		return cold
	}
	for again := true; again; {
		again = false
		for i := len(g.Blocks) - 1; i >= 0; i-- {
			if b := g.Blocks[i]; !cold[b] && (callsCold(b) || allExitsIn(b, cold)) {
				cold[b] = true
				again = true
			}
		}
	}
	return cold
}

func callsCold(b *flowgraph.Block) bool {
	for _, op := range b.Ops {
		if h, ok := op.Aux.(*flowgraph.Graph); ok && op.Kind == flowgraph.OpCall && h.Attr&flowgraph.Cold != 0 && h.Attr&flowgraph.NoReturn == 0 {
			return true
		}
	}
	return false
}

func allExitsIn(b *flowgraph.Block, set map[*flowgraph.Block]bool) bool {
	for _, l := range b.Exits {
		if !set[l.Target] {
			return false
		}
	}
	return len(b.Exits) > 0
}

// weighErrorPaths makes links to error paths unlikely where nothing else is known.
func weighErrorPaths(g *flowgraph.Graph) bool {
	cold := errorPaths(g)
	changed := false
	for _, b := range g.Blocks {
		if len(cold) == 0 || len(b.Exits) < 2 || cold[b] {
			continue
		}
		known, some := false, false
		for _, l := range b.Exits {
			known = known || l.Weight != 0
			some = some || cold[l.Target]
		}
		if known || !some {
			continue
		}
		for _, l := range b.Exits {
			l.Weight = likely
			if cold[l.Target] {
				l.Weight = unlikely
			}
		}
		changed = true
	}
	return changed
}
