package transform

// This file places polls, for the threading models in which a goroutine does not go on for ever while others are ready: at each link
// that closes a loop, and at the entry of functions that break cycles of calls. A poll asks for a flag; if it is set, the
// scheduler lets others run.
//
// Polls are in the program's code only. What the runtime does (channels, locks, timers, maps, the collector) nobody else sees
// unfinished, and the runtime's loops end soon. A program that gives threads to an interpreted language says itself where they
// take turns (rgo/rlib/thread): its operations are what nobody else sees unfinished.

import (
	"errors"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Offer is the function of the scheduler that lets others run.
const Offer = "rgo/runtime/scheduler.Offer"

// unpolled are the beginnings of the names of functions that are not interrupted: those of packages that the runtime replaces or
// consists of.
var unpolled = []string{"rgo/runtime/", "runtime.", "sync.", "sync/atomic.", "time.", "iter.", "syscall.", "os.", "internal/", "weak."}

// OwnTurns begins the names of the functions by which a program says where threads take turns.
const OwnTurns = "rgo/rlib/thread."

// LoopPolls places the polls of loops. It returns the graphs that got some.
func LoopPolls(p *flowgraph.Program) ([]*flowgraph.Graph, error) {
	if takesOwnTurns(p) {
		return nil, nil
	}
	to, err := offerer(p)
	if err != nil {
		return nil, err
	}
	var changed []*flowgraph.Graph
	for _, g := range p.Graphs {
		if !polled(g) {
			continue
		}
		links := closing(g)
		for _, l := range links {
			pollLink(g, l, to)
		}
		if len(links) > 0 {
			g.Relink()
			changed = append(changed, g)
		}
	}
	return changed, nil
}

// EntryPolls places the polls at entries of the given graphs. It returns those that got one.
func EntryPolls(p *flowgraph.Program, graphs []*flowgraph.Graph) ([]*flowgraph.Graph, error) {
	if takesOwnTurns(p) {
		return nil, nil
	}
	to, err := offerer(p)
	if err != nil {
		return nil, err
	}
	var changed []*flowgraph.Graph
	for _, g := range graphs {
		// The entry of a graph with a stack check is that of the check: the poll is behind it.
		if !polled(g) || len(g.Start.Exits) != 2 {
			continue
		}
		pollLink(g, g.Start.Exits[1], to)
		g.Relink()
		changed = append(changed, g)
	}
	return changed, nil
}

func offerer(p *flowgraph.Program) (*flowgraph.Graph, error) {
	g := findGraph(p, Offer)
	if g == nil {
		return nil, errors.New("internal error: the program has polls but not " + Offer)
	}
	return g, nil
}

func takesOwnTurns(p *flowgraph.Program) bool {
	for _, g := range p.Graphs {
		if strings.HasPrefix(g.Name, OwnTurns) {
			return true
		}
	}
	return false
}

// polled reports whether g may be interrupted.
func polled(g *flowgraph.Graph) bool {
	if !g.Built() || g.Attr&(flowgraph.Leaf|flowgraph.Init) != 0 {
		return false
	}
	name := strings.TrimLeft(g.Name, "(*")
	for _, s := range unpolled {
		if strings.HasPrefix(name, s) {
			return false
		}
	}
	return true
}

// closing returns the links of g that lead back to a block through which a depth-first walk has come to them. Every loop has
// one.
func closing(g *flowgraph.Graph) []*flowgraph.Link {
	const (
		inside = 1
		done   = 2
	)
	state := map[*flowgraph.Block]int{g.Start: inside}
	type place struct {
		b    *flowgraph.Block
		next int
	}
	var list []*flowgraph.Link
	for walk := []place{{g.Start, 0}}; len(walk) > 0; {
		at := &walk[len(walk)-1]
		if at.next == len(at.b.Exits) {
			state[at.b] = done
			walk = walk[:len(walk)-1]
			continue
		}
		l := at.b.Exits[at.next]
		at.next++
		switch state[l.Target] {
		case inside:
			list = append(list, l)
		case 0:
			state[l.Target] = inside
			walk = append(walk, place{l.Target, 0})
		}
	}
	return list
}

// pollLink puts a poll on link l, of g.
func pollLink(g *flowgraph.Graph, l *flowgraph.Link, to *flowgraph.Graph) {
	target := l.Target
	poll, turn := pass(g, target), pass(g, target)
	flag := g.NewVar("", lltype.Bool)
	poll.Ops = []*flowgraph.Op{{Kind: flowgraph.OpPoll, Results: []*flowgraph.Var{flag}, Pos: g.Pos}}
	poll.Switch, poll.Pos = flag, g.Pos
	poll.Exits = []*flowgraph.Link{
		{Target: turn, Args: values(poll.Args), Case: flowgraph.NewConst(lltype.Bool, true), Weight: 1},
		{Target: target, Args: values(poll.Args), Case: flowgraph.NewConst(lltype.Bool, false), Weight: 100000},
	}
	turn.Ops = []*flowgraph.Op{{Kind: flowgraph.OpCall, Aux: to, Pos: g.Pos}}
	turn.Exits = []*flowgraph.Link{{Target: target, Args: values(turn.Args)}}
	l.Target = poll
}

// pass returns a new block that takes what b takes.
func pass(g *flowgraph.Graph, b *flowgraph.Block) *flowgraph.Block {
	n := g.NewBlock()
	for _, a := range b.Args {
		n.Args = append(n.Args, g.NewVar(a.Name, a.Typ))
	}
	return n
}

func values(vars []*flowgraph.Var) []flowgraph.Value {
	out := make([]flowgraph.Value, len(vars))
	for i, v := range vars {
		out[i] = v
	}
	return out
}
