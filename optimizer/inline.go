package optimizer

// This file inlines. Callees come before callers, so that what is copied has been simplified already. The cost of a callee is its number of operations and exits; error paths
// that never return count little, since they stay out of line in the machine code.

import (
	"sync"

	"rgo/flowgraph"
)

const (
	inlineNormal  = 30    // callees up to this cost: if the call is not on an error path
	inlineOnce    = 150   // a callee with a single call site
	callerLimit   = 12000 // no caller grows beyond this
	inlineHot     = 120   // callees up to this cost: if a profile says that nearly all time goes to such calls
	growthPerCall = 8     // the size of a call itself, saved by inlining
)

// Inline returns the graphs that it changed.
func Inline(p *flowgraph.Program) []*flowgraph.Graph { return inline(p, false) }

// InlineMarked inlines only what is marked for it.
func InlineMarked(p *flowgraph.Program) []*flowgraph.Graph { return inline(p, true) }

func inline(p *flowgraph.Program, marked bool) []*flowgraph.Graph {
	n := &inliner{marked: marked, decisions: p.Decisions, sites: map[*flowgraph.Graph]int{}, pinned: map[*flowgraph.Graph]bool{}, callees: map[*flowgraph.Graph]*callee{}}
	if marked {
		n.turns = markedTurns(p.Graphs)
	} else {
		n.turns = callTurns(p.Graphs)
		n.count(p)
	}
	n.remembers = newRemembering(n, p)
	for _, g := range p.Graphs {
		n.callees[g] = &callee{}
	}
	var changed []*flowgraph.Graph
	for _, turn := range n.turns.list {
		// Nothing of this turn is inlined into anything else of it.
		did := make([]bool, len(turn))
		flowgraph.Parallel(len(turn), func(i int) {
			if n.remembers != nil {
				did[i] = n.remembers.graph(turn[i])
			} else {
				did[i] = n.graph(turn[i], nil)
			}
		})
		for i, g := range turn {
			if did[i] {
				changed = append(changed, g)
			}
		}
	}
	return changed
}

// graph inlines into g and simplifies what that gives, until there is nothing left to inline. It notes in asked, if that is not nil,
// which graphs it has thought of inlining, and whether it did.
func (n *inliner) graph(g *flowgraph.Graph, asked map[*flowgraph.Graph]bool) bool {
	did := false
	for n.caller(g, asked) {
		did = true
		Clean(g)
		// What a removed closure calls may be known now.
		if !RemoveAllocations(g) {
			break
		}
	}
	return did
}

type inliner struct {
	callees   map[*flowgraph.Graph]*callee
	marked    bool
	decisions *flowgraph.Decisions
	sites     map[*flowgraph.Graph]int // number of direct calls
	pinned    map[*flowgraph.Graph]bool
	turns     *turns
	remembers *remembering // or nil
}

// count finds call sites, and graphs whose address is taken: those stay whatever happens.
func (n *inliner) count(p *flowgraph.Program) {
	called, taken := make([][]*flowgraph.Graph, len(p.Graphs)), make([][]*flowgraph.Graph, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		g := p.Graphs[i]
		taken[i] = addresses(g)
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if h, ok := op.Aux.(*flowgraph.Graph); ok {
					if op.Kind == flowgraph.OpCall {
						called[i] = append(called[i], h)
					} else {
						taken[i] = append(taken[i], h)
					}
				}
			}
		}
	})
	for i := range p.Graphs {
		for _, h := range called[i] {
			n.sites[h]++
		}
		for _, h := range taken[i] {
			n.pinned[h] = true
		}
	}
	for _, s := range p.Statics {
		for _, r := range s.Relocs {
			if r.Graph != nil {
				n.pinned[r.Graph] = true
			}
		}
	}
	for _, g := range p.Roots {
		n.pinned[g] = true
	}
	n.pinned[p.Entry] = true
}

// caller inlines into g until nothing more is worth it. Copied blocks are not looked at again: the callee has been.
func (n *inliner) caller(g *flowgraph.Graph, asked map[*flowgraph.Graph]bool) bool {
	changed := false
	size := g.Size()
	var cold map[*flowgraph.Block]bool // of g as it is now; found at the first call
	work := append([]*flowgraph.Block(nil), g.Blocks...)
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		for i := 0; i < len(b.Ops); i++ {
			op := b.Ops[i]
			if op.Kind != flowgraph.OpCall {
				continue
			}
			if cold == nil {
				cold = coldBlocks(g)
			}
			h := op.Aux.(*flowgraph.Graph)
			v := n.worth(g, h, size, cold[b], b.Heat)
			if n.decisions.Wanted() {
				n.record(g, h, op.Pos, v)
			}
			if asked != nil {
				asked[h] = asked[h] || v.yes()
			}
			if !v.yes() {
				continue
			}
			size += h.Size() - growthPerCall
			changed = true
			after, spliced := InlineCall(g, b, i)
			if after != nil {
				cold[after] = cold[b]
				work = append(work, after)
				break
			}
			i += spliced - 1
		}
	}
	if changed {
		g.Relink()
	}
	return changed
}

// worth decides about one call of h in g, in a block that is cold, or of which a profile says how hot it is.
func (n *inliner) worth(g, h *flowgraph.Graph, size int, cold bool, heat flowgraph.Heat) verdict {
	switch {
	case h == g:
		return callsItself
	case h.Attr&flowgraph.NoInline != 0:
		return forbidden
	case h.Attr&(flowgraph.Cold|flowgraph.NoReturn) != 0:
		return errorPath
	case n.turns.of[h] >= n.turns.of[g]:
		return recursive // and perhaps changing just now
	case !h.Built():
		return noBody
	}
	know := n.about(h)
	switch {
	case !know.possible:
		return ownFrame
	case heat == flowgraph.Cool && know.cost > growthPerCall:
		return neverRuns
	case h.Attr&flowgraph.Inline != 0:
		return demanded
	}
	cost := know.cost
	switch {
	case n.marked:
		return tooLate
	case cost <= growthPerCall:
		return small
	case size > callerLimit:
		return callerFull
	case cold:
		return onErrorPath
	case cost <= inlineNormal:
		return small
	case heat == flowgraph.Hot && cost <= inlineHot:
		return runsOften
	case n.sites[h] == 1 && !n.pinned[h]:
		if cost <= inlineOnce {
			return onlyCall
		}
		return tooLargeOnce
	}
	return tooLarge
}

// about returns what matters of h as a callee. A graph is a callee only after its own turn, so that this is computed once.
func (n *inliner) about(h *flowgraph.Graph) *callee {
	c := n.callees[h]
	c.once.Do(func() { c.possible, c.cost = CanInline(h), calleeCost(h) })
	return c
}

// callee is what decides whether a graph is inlined.
type callee struct {
	once     sync.Once
	possible bool
	cost     int
}

// calleeCost counts the operations of h that can run on a path that returns.
func calleeCost(h *flowgraph.Graph) int {
	cold := coldBlocks(h)
	cost := 0
	for _, b := range h.Blocks {
		if cold[b] {
			cost++
			continue
		}
		cost += len(b.Ops) + len(b.Exits)
		for _, op := range b.Ops {
			if op.Kind == flowgraph.OpCall || op.Kind == flowgraph.OpCallCode {
				cost += 3
			}
		}
	}
	return cost
}

// coldBlocks returns the blocks of error paths: those that end in a panic, and those that call something cold.
func coldBlocks(g *flowgraph.Graph) map[*flowgraph.Block]bool {
	cold := errorPaths(g)
	for b := range panicBlocks(g) {
		cold[b] = true
	}
	return cold
}

// panicBlocks returns the last blocks of paths that cannot reach the return block.
func panicBlocks(g *flowgraph.Graph) map[*flowgraph.Block]bool {
	preds := g.Preds()
	warm := map[*flowgraph.Block]bool{g.Return: true}
	work := []*flowgraph.Block{g.Return}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range preds.Of(b) {
			if !warm[p.From] {
				warm[p.From] = true
				work = append(work, p.From)
			}
		}
	}
	cold := map[*flowgraph.Block]bool{}
	for _, b := range g.Blocks {
		if !warm[b] && len(b.Exits) == 0 {
			cold[b] = true
		}
	}
	return cold
}

// CanInline reports whether the body of h may run inside another function's frame.
func CanInline(h *flowgraph.Graph) bool {
	for _, b := range h.Blocks {
		for _, op := range b.Ops {
			switch op.Kind {
			case flowgraph.OpStackAlloc, flowgraph.OpStackSpace, flowgraph.OpRootEnter:
				return false
			case flowgraph.OpExtern:
				if op.Aux.(string) == "stack_pointer" {
					return false
				}
			}
		}
	}
	return true
}

// InlineCall replaces operation i of b, a direct call, by the body of the callee. If the callee is a straight line, its
// operations are spliced in, and their number is returned with a nil block; otherwise b ends in a jump to the copy, what
// followed the call is in the new block after, and g.Blocks is stale until Relink.
func InlineCall(g *flowgraph.Graph, b *flowgraph.Block, i int) (after *flowgraph.Block, spliced int) {
	call := b.Ops[i]
	h := call.Aux.(*flowgraph.Graph)
	c := flowgraph.NewCloner(g)
	c.Pos = call.Pos
	c.Site = &flowgraph.Site{Callee: h.Name, Pos: call.Pos}
	if s := h.Start; s.Switch == nil && len(s.Exits) == 1 && s.Exits[0].Target == h.Return && s != h.Return {
		for k, a := range s.Args {
			c.Vars[a] = call.Args[k]
		}
		ops := make([]*flowgraph.Op, 0, len(b.Ops)+len(s.Ops))
		ops = append(ops, b.Ops[:i]...)
		for _, op := range s.Ops {
			ops = append(ops, c.Op(op))
		}
		known := map[*flowgraph.Var]flowgraph.Value{}
		for k, r := range call.Results {
			known[r] = c.Value(s.Exits[0].Args[k])
		}
		b.Ops = append(ops, b.Ops[i+1:]...)
		b.Substitute(known)
		return nil, len(s.Ops)
	}

	// The rest of b becomes a block of its own; the variables of b that it uses travel through the copy.
	after = g.NewBlock(call.Results...)
	after.Heat = b.Heat
	after.Ops = append([]*flowgraph.Op(nil), b.Ops[i+1:]...)
	after.Switch, after.Exits, after.Pos = b.Switch, b.Exits, b.Pos
	b.Ops = b.Ops[:i:i]
	through := usedFrom(b, after)
	rename := map[*flowgraph.Var]flowgraph.Value{}
	for _, v := range through {
		n := g.NewVar(v.Name, v.Typ)
		rename[v] = n
		after.Args = append(after.Args, n)
	}
	after.Substitute(rename)

	cold := panicBlocks(h)
	c.Blocks[h.Return] = after
	extra := map[*flowgraph.Block][]flowgraph.Value{}
	for _, hb := range h.Blocks {
		if hb == h.Return {
			continue
		}
		n := c.Block(hb)
		if b.Heat == flowgraph.Cool {
			n.Heat = flowgraph.Cool
		}
		if cold[hb] {
			continue
		}
		for _, v := range through {
			a := g.NewVar(v.Name, v.Typ)
			n.Args = append(n.Args, a)
			extra[n] = append(extra[n], a)
		}
	}
	for _, hb := range h.Blocks {
		if hb == h.Return {
			continue
		}
		c.Exits(hb)
		n := c.Blocks[hb]
		for k, l := range n.Exits {
			if !cold[hb.Exits[k].Target] {
				l.Args = append(l.Args, extra[n]...)
			}
		}
	}
	start := c.Blocks[h.Start]
	args := append([]flowgraph.Value(nil), call.Args...)
	if !cold[h.Start] {
		for _, v := range through {
			args = append(args, v)
		}
	}
	b.Switch, b.Pos = nil, call.Pos
	b.Exits = []*flowgraph.Link{{Args: args, Target: start}}
	return after, 0
}

// usedFrom returns the variables of b that after uses, in the order of their definition.
func usedFrom(b, after *flowgraph.Block) []*flowgraph.Var {
	used := map[*flowgraph.Var]bool{}
	after.Operands(func(v *flowgraph.Value) {
		if x, ok := (*v).(*flowgraph.Var); ok {
			used[x] = true
		}
	})
	var list []*flowgraph.Var
	for _, a := range b.Args {
		if used[a] {
			list = append(list, a)
		}
	}
	for _, op := range b.Ops {
		for _, r := range op.Results {
			if used[r] {
				list = append(list, r)
			}
		}
	}
	return list
}
