package optimizer

// This file finds static data that nobody writes to, so that loads from it are constants: most package variables are set
// by initialisers, which have run, and never again.

import "rgo/flowgraph"

// FindReadOnly marks as read-only every static whose address is used for nothing but loads. No graph changes here; folding
// does that.
func FindReadOnly(p *flowgraph.Program) []*flowgraph.Graph {
	lists := make([][]*flowgraph.Static, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) { lists[i] = exposedBy(p.Graphs[i]) })
	exposed := map[*flowgraph.Static]bool{}
	for _, list := range lists {
		for _, s := range list {
			exposed[s] = true
		}
	}
	for _, s := range p.Statics {
		for _, r := range s.Relocs {
			exposed[r.Static] = true // who finds the address there may write
		}
	}
	for _, s := range p.Statics {
		s.ReadOnly = s.ReadOnly || !exposed[s]
	}
	return nil
}

// exposedBy returns the static data whose addresses g uses for more than loads.
func exposedBy(g *flowgraph.Graph) (list []*flowgraph.Static) {
	expose := func(args []flowgraph.Value) {
		for _, v := range args {
			if c, ok := v.(*flowgraph.Const); ok {
				if ref, ok := c.Val.(flowgraph.StaticRef); ok {
					list = append(list, ref.Static)
				}
			}
		}
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if !onlyReads(op) {
				expose(op.Args)
			}
		}
		for _, l := range b.Exits {
			expose(l.Args)
		}
	}
	return list
}

// onlyReads reports whether op does nothing with the addresses that it takes but read there.
func onlyReads(op *flowgraph.Op) bool {
	switch op.Kind {
	case flowgraph.OpMemLoad, flowgraph.OpMemEqual, flowgraph.OpTypeID, flowgraph.OpLength, flowgraph.OpKeepAlive,
		flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		return true
	}
	return false
}
