package optimizer

// This file drops graphs and static data that nothing mentions any more, for example functions that have been inlined
// everywhere.

import "rgo/flowgraph"

// DropUnreached removes graphs and statics that are not reachable from the entry and the roots. Once a program is
// lowered no pass will call the roots any more: then only the entry counts.
func DropUnreached(p *flowgraph.Program) []*flowgraph.Graph {
	d := &dropper{graphs: map[*flowgraph.Graph]bool{}, statics: map[*flowgraph.Static]bool{}}
	d.graph(p.Entry)
	if p.Stage == flowgraph.Lowered {
		p.Roots = nil
	}
	for _, g := range p.Roots {
		d.graph(g)
	}
	for len(d.work) > 0 || len(d.data) > 0 {
		for len(d.work) > 0 {
			g := d.work[len(d.work)-1]
			d.work = d.work[:len(d.work)-1]
			d.scan(g)
		}
		for len(d.data) > 0 {
			s := d.data[len(d.data)-1]
			d.data = d.data[:len(d.data)-1]
			for _, r := range s.Relocs {
				d.graph(r.Graph)
				d.static(r.Static)
			}
		}
	}
	graphs := p.Graphs[:0]
	for _, g := range p.Graphs {
		if d.graphs[g] {
			graphs = append(graphs, g)
		}
	}
	clear(p.Graphs[len(graphs):])
	p.Graphs = graphs
	statics := p.Statics[:0]
	for _, s := range p.Statics {
		if d.statics[s] {
			statics = append(statics, s)
		}
	}
	clear(p.Statics[len(statics):])
	p.Statics = statics
	for _, g := range p.Graphs {
		if g.Deferred != nil && !d.graphs[g.Deferred] {
			g.Deferred = nil
		}
	}
	return nil
}

type dropper struct {
	graphs  map[*flowgraph.Graph]bool
	statics map[*flowgraph.Static]bool
	work    []*flowgraph.Graph
	data    []*flowgraph.Static
}

func (d *dropper) graph(g *flowgraph.Graph) {
	if g != nil && !d.graphs[g] {
		d.graphs[g] = true
		d.work = append(d.work, g)
	}
}

func (d *dropper) static(s *flowgraph.Static) {
	if s != nil && !d.statics[s] {
		d.statics[s] = true
		d.data = append(d.data, s)
	}
}

func (d *dropper) scan(g *flowgraph.Graph) {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if h, ok := op.Aux.(*flowgraph.Graph); ok {
				d.graph(h)
			}
		}
		b.Operands(func(v *flowgraph.Value) {
			c, ok := (*v).(*flowgraph.Const)
			if !ok {
				return
			}
			switch x := c.Val.(type) {
			case *flowgraph.Graph:
				d.graph(x)
			case flowgraph.StaticRef:
				d.static(x.Static)
			}
		})
	}
}
