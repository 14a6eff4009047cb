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
	graphs  []*flowgraph.Graph
	classes map[string]*class           // by signature
	of      map[*flowgraph.Graph]*class // that a graph is a member of
}

// A class is what a call through an address can reach: the graphs of one signature whose address is taken.
type class struct{ members []*flowgraph.Graph }

// Calls says which functions calls through addresses can reach. That holds as long as passes take no more addresses, as those of this package
// do not.
type Calls struct{ graph *callGraph }

// FindCalls looks at the whole program.
func FindCalls(p *flowgraph.Program) *Calls { return &Calls{newCallGraph(p)} }

// calls returns the call graph of p.
func (o Options) calls(p *flowgraph.Program) *callGraph {
	if o.Calls == nil {
		return newCallGraph(p)
	}
	c := *o.Calls.graph
	c.graphs = p.Graphs
	return &c
}

func newCallGraph(p *flowgraph.Program) *callGraph {
	c := &callGraph{graphs: p.Graphs, classes: map[string]*class{}, of: map[*flowgraph.Graph]*class{}}
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
	if c.of[g] != nil || !g.Built() {
		return
	}
	key := signatureKey(varTypes(g.Start.Args), varTypes(g.Return.Args))
	k := c.classes[key]
	if k == nil {
		k = &class{}
		c.classes[key] = k
	}
	c.of[g] = k
	k.members = append(k.members, g)
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
	if k := c.class(op); k != nil {
		return k.members
	}
	return nil
}

// class returns what op can call if it calls through an address, else nil.
func (c *callGraph) class(op *flowgraph.Op) *class {
	if op.Kind != flowgraph.OpCallCode {
		return nil
	}
	s := op.Aux.(*flowgraph.Signature)
	return c.classes[signatureKey(s.Params, s.Results)]
}

// A called is what a graph calls.
type called struct {
	graphs  []*flowgraph.Graph // each once at least
	classes []*class           // each once
}

// add adds what op can call.
func (x *called) add(c *callGraph, op *flowgraph.Op) {
	const few = 16 // so many are looked through
	if h, ok := c.only(op); ok {
		if len(x.graphs) > few || !slices.Contains(x.graphs, h) {
			x.graphs = append(x.graphs, h)
		}
	} else if k := c.class(op); k != nil && !slices.Contains(x.classes, k) {
		x.classes = append(x.classes, k)
	}
}

// called returns what g calls.
func (c *callGraph) called(g *flowgraph.Graph) (x called) {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			x.add(c, op)
		}
	}
	return x
}

// A callers says which graphs call a graph or a class.
type callers struct {
	calls   *callGraph
	graphs  map[*flowgraph.Graph][]*flowgraph.Graph
	classes map[*class][]*flowgraph.Graph
}

func newCallers(c *callGraph) *callers {
	return &callers{c, make(map[*flowgraph.Graph][]*flowgraph.Graph, len(c.graphs)), map[*class][]*flowgraph.Graph{}}
}

// add says that g calls x.
func (c *callers) add(g *flowgraph.Graph, x called) {
	for _, h := range x.graphs {
		c.graphs[h] = append(c.graphs[h], g)
	}
	for _, k := range x.classes {
		c.classes[k] = append(c.classes[k], g)
	}
}

// spread adds to found what calls the graphs of work, which are in it, directly or through others that were not.
func (c *callers) spread(found map[*flowgraph.Graph]bool, work []*flowgraph.Graph) {
	seen := map[*class]bool{}
	add := func(list []*flowgraph.Graph) {
		for _, h := range list {
			if !found[h] {
				found[h] = true
				work = append(work, h)
			}
		}
	}
	for len(work) > 0 {
		g := work[len(work)-1]
		work = work[:len(work)-1]
		add(c.graphs[g])
		if k := c.calls.of[g]; k != nil && !seen[k] {
			seen[k] = true
			add(c.classes[k])
		}
	}
}

// reaching returns the graphs that are in the set or can call, directly or not, one that is.
func (c *callGraph) reaching(in func(*flowgraph.Graph) bool) map[*flowgraph.Graph]bool {
	calls, first := make([]called, len(c.graphs)), make([]bool, len(c.graphs))
	flowgraph.Parallel(len(c.graphs), func(i int) { calls[i], first[i] = c.called(c.graphs[i]), in(c.graphs[i]) })
	by, result := newCallers(c), map[*flowgraph.Graph]bool{}
	var work []*flowgraph.Graph
	for i, g := range c.graphs {
		by.add(g, calls[i])
		if first[i] {
			result[g] = true
			work = append(work, g)
		}
	}
	by.spread(result, work)
	return result
}
