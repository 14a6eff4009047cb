package flowgraph

// This file drops graphs and static data that nothing mentions any more, for example functions that have been inlined
// everywhere.

import "slices"

// DropUnreached removes graphs and statics that are not reachable from the entry and the roots of a low-level program.
func (p *Program) DropUnreached() {
	r := &reached{graphs: make(map[*Graph]bool, len(p.Graphs)), statics: make(map[*Static]bool, len(p.Statics)), mentions: mentionsOf(p.Graphs)}
	r.graph(p.Entry)
	for _, g := range p.Roots {
		r.graph(g)
	}
	r.spread()
	p.Graphs = slices.DeleteFunc(p.Graphs, func(g *Graph) bool { return !r.graphs[g] })
	p.Statics = slices.DeleteFunc(p.Statics, func(s *Static) bool { return !r.statics[s] })
	for _, g := range p.Graphs {
		if !r.graphs[g.Deferred] {
			g.Deferred = nil
		}
	}
}

// reached is what is known to be reachable.
type reached struct {
	graphs     map[*Graph]bool
	statics    map[*Static]bool
	mentions   map[*Graph]*mentions
	graphQueue []*Graph // whose mentions have not been followed
	dataQueue  []*Static
}

func (r *reached) graph(g *Graph) {
	if g != nil && !r.graphs[g] {
		r.graphs[g] = true
		r.graphQueue = append(r.graphQueue, g)
	}
}

func (r *reached) static(s *Static) {
	if s != nil && !r.statics[s] {
		r.statics[s] = true
		r.dataQueue = append(r.dataQueue, s)
	}
}

func (r *reached) spread() {
	for len(r.graphQueue)+len(r.dataQueue) > 0 {
		if n := len(r.dataQueue); n > 0 {
			s := r.dataQueue[n-1]
			r.dataQueue = r.dataQueue[:n-1]
			for _, l := range s.Relocs {
				r.graph(l.Graph)
				r.static(l.Static)
			}
			continue
		}
		g := r.graphQueue[len(r.graphQueue)-1]
		r.graphQueue = r.graphQueue[:len(r.graphQueue)-1]
		m := r.mentions[g]
		if m == nil { // not of the list of graphs
			m = g.mentions()
		}
		for _, h := range m.graphs {
			r.graph(h)
		}
		for _, s := range m.statics {
			r.static(s)
		}
	}
}

// mentions is what a graph refers to; some of it several times.
type mentions struct {
	graphs  []*Graph
	statics []*Static
}

// mentionsOf finds the mentions of each graph, on all processors.
func mentionsOf(list []*Graph) map[*Graph]*mentions {
	found := make([]*mentions, len(list))
	Parallel(len(list), func(i int) { found[i] = list[i].mentions() })
	all := make(map[*Graph]*mentions, len(list))
	for i, g := range list {
		all[g] = found[i]
	}
	return all
}

func (g *Graph) mentions() *mentions {
	m := &mentions{}
	constant := func(c *Const) {
		switch x := c.Val.(type) {
		case *Graph:
			m.graphs = append(m.graphs, x)
		case StaticRef:
			if n := len(m.statics); n == 0 || m.statics[n-1] != x.Static {
				m.statics = append(m.statics, x.Static)
			}
		}
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if h, ok := op.Aux.(*Graph); ok {
				m.graphs = append(m.graphs, h)
			}
		}
		b.Constants(constant)
	}
	return m
}
