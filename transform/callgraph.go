package transform

// This file answers questions about the whole program's calls. A call through an address can reach every function of the
// same low-level signature whose address is taken.

import (
	"slices"
	"strings"

	"rgo/flowgraph"
)

// A callGraph knows the possible callees of every call.
type callGraph struct {
	graphs    []*flowgraph.Graph
	addressed map[string][]*flowgraph.Graph // by signature
	seen      map[*flowgraph.Graph]bool     // in addressed
}

func newCallGraph(p *flowgraph.Program) *callGraph {
	c := &callGraph{graphs: p.Graphs, addressed: map[string][]*flowgraph.Graph{}, seen: map[*flowgraph.Graph]bool{}}
	mentioned := make([][]*flowgraph.Graph, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		for _, b := range p.Graphs[i].Blocks {
			b.Constants(func(k *flowgraph.Const) {
				if h, ok := k.Val.(*flowgraph.Graph); ok {
					mentioned[i] = append(mentioned[i], h)
				}
			})
		}
	})
	for _, list := range mentioned {
		for _, h := range list {
			c.take(h)
		}
	}
	for _, s := range p.Statics {
		for _, r := range s.Relocs {
			if r.Graph != nil {
				c.take(r.Graph)
			}
		}
	}
	return c
}

func (c *callGraph) take(g *flowgraph.Graph) {
	if c.seen[g] || !g.Built() {
		return
	}
	c.seen[g] = true
	key := signatureKey(varTypes(g.Start.Args), varTypes(g.Return.Args))
	c.addressed[key] = append(c.addressed[key], g)
}

func varTypes(vars []*flowgraph.Var) []flowgraph.Type {
	out := make([]flowgraph.Type, len(vars))
	for i, v := range vars {
		out[i] = v.Typ
	}
	return out
}

func signatureKey(params, results []flowgraph.Type) string {
	var b strings.Builder
	for _, t := range params {
		b.WriteString(t.String())
		b.WriteByte(',')
	}
	b.WriteByte('>')
	for _, t := range results {
		b.WriteString(t.String())
		b.WriteByte(',')
	}
	return b.String()
}

// only returns the graph that op calls, if it is known.
func (c *callGraph) only(op *flowgraph.Op) (*flowgraph.Graph, bool) {
	switch op.Kind {
	case flowgraph.OpCall, flowgraph.OpTry:
		return op.Aux.(*flowgraph.Graph), true
	case flowgraph.OpCallCode:
		if k, ok := op.Args[0].(*flowgraph.Const); ok {
			g, ok := k.Val.(*flowgraph.Graph)
			return g, ok
		}
	}
	return nil, false
}

// callees returns the graphs that op can call.
func (c *callGraph) callees(op *flowgraph.Op) []*flowgraph.Graph {
	if g, ok := c.only(op); ok {
		return []*flowgraph.Graph{g}
	}
	if op.Kind != flowgraph.OpCallCode {
		return nil
	}
	s := op.Aux.(*flowgraph.Signature)
	return c.addressed[signatureKey(s.Params, s.Results)]
}

// edges returns the graphs that g can call, in order of first call, each once.
func (c *callGraph) edges(g *flowgraph.Graph) []*flowgraph.Graph {
	const few = 16 // so many are looked through rather than found in a map
	var out []*flowgraph.Graph
	var seen map[*flowgraph.Graph]bool
	known := func(h *flowgraph.Graph) bool {
		if len(out) < few {
			return slices.Contains(out, h)
		}
		if seen == nil {
			seen = make(map[*flowgraph.Graph]bool, 2*few)
			for _, h := range out {
				seen[h] = true
			}
		}
		was := seen[h]
		seen[h] = true
		return was
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if h, ok := c.only(op); ok {
				if !known(h) {
					out = append(out, h)
				}
				continue
			}
			for _, h := range c.callees(op) {
				if !known(h) {
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// reaching returns the graphs that are in the set or can call, directly or not, one that is.
func (c *callGraph) reaching(in func(*flowgraph.Graph) bool) map[*flowgraph.Graph]bool {
	callers := map[*flowgraph.Graph][]*flowgraph.Graph{}
	result := map[*flowgraph.Graph]bool{}
	var work []*flowgraph.Graph
	edges, first := make([][]*flowgraph.Graph, len(c.graphs)), make([]bool, len(c.graphs))
	flowgraph.Parallel(len(c.graphs), func(i int) { edges[i], first[i] = c.edges(c.graphs[i]), in(c.graphs[i]) })
	for i, g := range c.graphs {
		for _, h := range edges[i] {
			callers[h] = append(callers[h], g)
		}
		if first[i] {
			result[g] = true
			work = append(work, g)
		}
	}
	spread(callers, result, work)
	return result
}

// spread adds to found what calls the graphs of work, which are in it, directly or through others that were not.
func spread(callers map[*flowgraph.Graph][]*flowgraph.Graph, found map[*flowgraph.Graph]bool, work []*flowgraph.Graph) {
	for len(work) > 0 {
		g := work[len(work)-1]
		work = work[:len(work)-1]
		for _, h := range callers[g] {
			if !found[h] {
				found[h] = true
				work = append(work, h)
			}
		}
	}
}
