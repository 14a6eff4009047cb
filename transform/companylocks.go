package transform

// This file checks what functions do between Lock or LockToRead and Unlock of a rlib/thread.Bias: nothing there may have the thread wait until it is
// alone, offer its turn, or lock something else. A thread that waits would be waited for by those that want the lock; and what the lock
// keeps from others would be open to who is alone meanwhile.

import (
	"errors"
	"fmt"
	"maps"

	"rgo/flowgraph"
)

const unlockBias = OwnTurns + "(*Bias).Unlock"

var lockBias = []string{OwnTurns + "(*Bias).Lock", OwnTurns + "(*Bias).LockToRead"}

// checkLocks returns an error for each call that must not be there.
func (c *company) checkLocks(p *flowgraph.Program) error {
	locks, unlock := map[*flowgraph.Graph]bool{}, findGraph(p, unlockBias)
	for _, name := range lockBias {
		if g := findGraph(p, name); g != nil {
			locks[g] = true
		}
	}
	if len(locks) == 0 || unlock == nil {
		return nil
	}
	l := &lockCheck{c: c, locks: locks, unlock: unlock, waits: c.mayWait(p, locks)}
	for _, g := range p.Graphs {
		if !locks[g] && callsOneOf(g, locks) {
			l.check(g)
		}
	}
	return errors.Join(l.faults...)
}

func callsOneOf(g *flowgraph.Graph, list map[*flowgraph.Graph]bool) bool {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if h, ok := op.Aux.(*flowgraph.Graph); ok && op.Kind == flowgraph.OpCall && list[h] {
				return true
			}
		}
	}
	return false
}

// mayWait returns the graphs in which a thread can wait until it is alone, or offer its turn.
func (c *company) mayWait(p *flowgraph.Program, locks map[*flowgraph.Graph]bool) map[*flowgraph.Graph]bool {
	callers := newCallers(c.calls)
	found := maps.Clone(locks)
	var work []*flowgraph.Graph
	add := func(g *flowgraph.Graph) {
		if g != nil && !found[g] {
			found[g] = true
			work = append(work, g)
		}
	}
	add(c.alone)
	add(findGraph(p, offerTurn))
	for _, g := range p.Graphs {
		callers.add(g, c.calls.called(g))
		if c.waits[g] {
			add(g)
		}
	}
	callers.spread(found, work)
	return found
}

type lockCheck struct {
	c      *company
	locks  map[*flowgraph.Graph]bool
	unlock *flowgraph.Graph
	waits  map[*flowgraph.Graph]bool
	faults []error
}

// check follows the paths through g. A block may be reached both with and without a lock: then one has been forgotten.
func (l *lockCheck) check(g *flowgraph.Graph) {
	before := map[*flowgraph.Block]bool{g.Start: false}
	for work := []*flowgraph.Block{g.Start}; len(work) > 0; {
		b := work[0]
		work = work[1:]
		locked := l.through(g, b, before[b])
		for _, link := range b.Exits {
			to := link.Target
			if to == g.Return && locked {
				l.fault(g, g.Pos, "returns with the lock of a Bias")
			}
			if was, seen := before[to]; !seen {
				before[to] = locked
				work = append(work, to)
			} else if was != locked && to != g.Return {
				l.fault(g, g.Pos, "has the lock of a Bias on some paths only")
				return
			}
		}
	}
}

func (l *lockCheck) through(g *flowgraph.Graph, b *flowgraph.Block, locked bool) bool {
	for _, op := range b.Ops {
		h, known := l.c.calls.only(op)
		switch {
		case known && h == l.unlock:
			locked = false
		case known && l.locks[h] && !locked:
			locked = true
		case locked:
			for _, h := range l.c.calls.callees(op) {
				if l.waits[h] {
					l.fault(g, op.Pos, "calls "+h.Name+" with the lock of a Bias, where its thread may wait")
				}
			}
		}
	}
	return locked
}

func (l *lockCheck) fault(g *flowgraph.Graph, at flowgraph.Pos, what string) {
	l.faults = append(l.faults, fmt.Errorf("%v: %s %s", at, g.Name, what))
}
