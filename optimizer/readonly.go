package optimizer

// This file finds static data that nobody writes to, so that loads from it are constants: most package variables are set
// by initialisers, which have run, and never again.

import "rgo/flowgraph"

// FindReadOnly marks as read-only every static whose address is used for nothing but loads. No graph changes here; folding
// does that.
func FindReadOnly(p *flowgraph.Program) []*flowgraph.Graph {
	exposed := map[*flowgraph.Static]bool{}
	expose := func(v flowgraph.Value) {
		if c, ok := v.(*flowgraph.Const); ok {
			if ref, ok := c.Val.(flowgraph.StaticRef); ok {
				exposed[ref.Static] = true
			}
		}
	}
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if onlyReads(op) {
					continue
				}
				for _, a := range op.Args {
					expose(a)
				}
			}
			for _, l := range b.Exits {
				for _, a := range l.Args {
					expose(a)
				}
			}
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

// onlyReads reports whether op does nothing with the addresses that it takes but read there.
func onlyReads(op *flowgraph.Op) bool {
	switch op.Kind {
	case flowgraph.OpMemLoad, flowgraph.OpMemEqual, flowgraph.OpTypeID, flowgraph.OpLength, flowgraph.OpKeepAlive,
		flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		return true
	}
	return false
}
