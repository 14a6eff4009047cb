package transform

// This file keeps references in their slots where a profile says that code does not run. A reference that is loaded again
// behind an operation has another name from there on; where that path meets one without such an operation, an argument
// of the block merges both. In code that runs this is what one wants: the reference is in a register on either path. In code that does
// not run it is only more to compile: the slot holds the reference on both paths, so the block can load it from there, and
// nobody has to pass it along.

import (
	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// loadWhereIdle replaces arguments that merge one reference under several names by loads at the start of blocks that did
// not run.
func (r *rooter) loadWhereIdle() {
	var form *ssaform.Form
	for i, b := range r.flow.blocks {
		if b.Heat != flowgraph.Cool || r.entries[i] == nil {
			continue
		}
		if form == nil {
			form = ssaform.New(r.g)
		}
		var loads []*flowgraph.Op
		names := map[*flowgraph.Var]flowgraph.Value{}
		for _, k := range form.Merges(b) {
			a := b.Args[k]
			x := r.root(a)
			if x == nil {
				continue
			}
			if s, ok := r.slots[x]; ok && r.entries[i][s] == x {
				n := r.g.NewVar(a.Name, lltype.Ref)
				names[a] = n
				loads = append(loads, &flowgraph.Op{Kind: flowgraph.OpRootLoad, Results: []*flowgraph.Var{n}, Aux: int64(s), Pos: b.Pos})
			}
		}
		if len(loads) > 0 {
			b.Substitute(names)
			b.Ops = append(loads, b.Ops...)
		}
	}
}
