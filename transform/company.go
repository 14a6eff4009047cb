package transform

// This file is for interpreters whose threads run at the same time (--threads free). In functions that are marked //rgo:parallel they
// do; where one without the mark runs, its thread is alone: no other thread is inside of the interpreter. So what an interpreter
// was written like for one thread needs no lock, and what is marked needs to get along only with what else is marked.
//
// A thread becomes alone at the entry of functions without the mark: those that others than such call, and those whose address is
// taken. It is together with others again where the interpreter offers its turn (rlib/thread.Offer). If a function without the mark calls
// something that may do so, its thread becomes alone again behind the call.
//
// The runtime and the libraries have no part in this: goroutines may use them at the same time.

import (
	"errors"
	"strings"

	"rgo/flowgraph"
)

// BeAlone is the function of rlib/thread that waits until its thread is alone.
const BeAlone = OwnTurns + "BeAlone"

// offerTurn is the one after which a thread is together with others.
const offerTurn = OwnTurns + "Offer"

// Company places the waiting. own are the beginnings of the names of the program's own functions. It returns the graphs that
// changed.
func Company(p *flowgraph.Program, own []string) ([]*flowgraph.Graph, error) {
	c := &company{calls: newCallGraph(p), alone: findGraph(p, BeAlone), waits: map[*flowgraph.Graph]bool{}, kinds: map[*flowgraph.Graph]partition{}}
	if c.alone == nil {
		return nil, errors.New("internal error: the program has threads that run at the same time but not " + BeAlone)
	}
	for _, g := range p.Graphs {
		c.kinds[g] = partOf(g, own)
	}
	shares := c.sharing(findGraph(p, offerTurn))
	for _, g := range p.Graphs {
		if c.kinds[g] == serial {
			c.waits[g] = c.waits[g] || c.calls.of[g] != nil
			continue
		}
		for _, h := range c.direct(g) {
			if c.kinds[h] == serial {
				c.waits[h] = true
			}
		}
	}
	if err := c.checkLocks(p); err != nil {
		return nil, err
	}
	var changed []*flowgraph.Graph
	for _, g := range p.Graphs {
		if c.kinds[g] != serial {
			continue
		}
		did := c.aloneAgain(g, shares)
		if c.waits[g] {
			g.Start.Ops = append([]*flowgraph.Op{c.wait(g.Pos)}, g.Start.Ops...)
			did = true
		}
		if did {
			changed = append(changed, g)
		}
	}
	return changed, nil
}

// A partition is the part that a function has in this.
type partition uint8

const (
	neutral  partition = iota // the runtime's, a library's, or one that cannot tell whether others run
	serial                    // the program's
	together                  // marked
)

func partOf(g *flowgraph.Graph, own []string) partition {
	if !g.Built() || g.Attr&(flowgraph.Leaf|flowgraph.Init) != 0 || !isOwn(g, own) || readsOneWord(g) {
		return neutral
	}
	if g.Attr&flowgraph.Together != 0 {
		return together
	}
	return serial
}

func isOwn(g *flowgraph.Graph, own []string) bool {
	name := strings.TrimLeft(g.Name, "(*")
	for _, s := range own {
		if strings.HasPrefix(name, s) {
			return true
		}
	}
	return false
}

// readsOneWord reports whether g writes nothing, calls nothing, and reads memory in at most one place: there is nothing half done
// that it could see.
func readsOneWord(g *flowgraph.Graph) bool {
	reads := 0
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			effects := op.Kind.Info().Effects
			if effects&(flowgraph.Writes|flowgraph.IO|flowgraph.Calls) != 0 {
				return false
			}
			if effects&flowgraph.Reads != 0 {
				reads++
			}
		}
	}
	return reads <= 1
}

type company struct {
	calls *callGraph
	alone *flowgraph.Graph
	kinds map[*flowgraph.Graph]partition
	waits map[*flowgraph.Graph]bool // wait at their entry
}

// direct returns the graphs that g calls by name.
func (c *company) direct(g *flowgraph.Graph) []*flowgraph.Graph {
	var out []*flowgraph.Graph
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind == flowgraph.OpCall || op.Kind == flowgraph.OpTry {
				out = append(out, op.Aux.(*flowgraph.Graph))
			}
		}
	}
	return out
}

// sharing returns the graphs after whose calls the thread may be together with others: offer, and what calls it through functions that
// do not become alone again themselves.
func (c *company) sharing(offer *flowgraph.Graph) map[*flowgraph.Graph]bool {
	if offer == nil {
		return nil
	}
	callers := newCallers(c.calls)
	for _, g := range c.calls.graphs {
		if c.kinds[g] != serial {
			callers.add(g, c.calls.called(g))
		}
	}
	found := map[*flowgraph.Graph]bool{offer: true}
	callers.spread(found, []*flowgraph.Graph{offer})
	return found
}

// aloneAgain has g, which is serial, wait behind its calls of what shares.
func (c *company) aloneAgain(g *flowgraph.Graph, shares map[*flowgraph.Graph]bool) bool {
	did := false
	for _, b := range g.Blocks {
		for i := 0; i < len(b.Ops); i++ {
			op := b.Ops[i]
			for _, h := range c.calls.callees(op) {
				if !shares[h] {
					continue
				}
				b.Ops = append(b.Ops[:i+1], append([]*flowgraph.Op{c.wait(op.Pos)}, b.Ops[i+1:]...)...)
				i++
				did = true
				break
			}
		}
	}
	return did
}

func (c *company) wait(at flowgraph.Pos) *flowgraph.Op {
	return &flowgraph.Op{Kind: flowgraph.OpCall, Aux: c.alone, Pos: at}
}
