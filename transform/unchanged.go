package transform

// This file finds stores of references that put back what was there, on some paths or all. They come from append: where
// there is room, the slice that it returns begins where the old one did.
//
//	b1:
//	    p = mem_load[8](x)
//	    if ... -> b3(p) else b2()
//	b2():
//	    q = call grow(...)
//	    jump b3(q)
//	b3(r):
//	    mem_store[8](x, r)
//
// No barrier is needed on the way from b1: when p was loaded it was in x. If x was old then and p young, x is in the log. It
// is still if there has been no collection since; and if there has been one, p is old now. (What survives a collection is
// not young: transform/collectors.go asks that of collectors with barriers.) So the barrier moves to the end of b2.

import "rgo/flowgraph"

// An early barrier is one for a store in the block that control goes to next.
type early struct {
	store *flowgraph.Op
	value flowgraph.Value // what is stored, as known in the block with the barrier,
	base  flowgraph.Value // and the address stored to,
	off   int64           // less this
}

// findUnchanged fills in b.unchanged and b.early.
func (b *barrierPlacer) findUnchanged() {
	b.unchanged = map[*flowgraph.Op]bool{}
	b.early = map[*flowgraph.Block][]early{}
	var before map[*flowgraph.Block][]*flowgraph.Block // made when it is needed
	for _, block := range b.g.Blocks {
		for _, op := range block.Ops {
			if storesRef(op) {
				if _, ok := op.Args[1].(*flowgraph.Var); ok {
					if before == nil {
						before = predecessors(b.g)
					}
					b.findUnchangedStore(block, op, before[block])
				}
			}
			if b.collects.during(op) {
				break
			}
		}
	}
}

func predecessors(g *flowgraph.Graph) map[*flowgraph.Block][]*flowgraph.Block {
	before := map[*flowgraph.Block][]*flowgraph.Block{}
	for _, block := range g.Blocks {
		for _, l := range block.Exits {
			before[l.Target] = append(before[l.Target], block)
		}
	}
	return before
}

// findUnchangedStore looks at one store of a variable in block, in front of which nothing in it can collect.
func (b *barrierPlacer) findUnchangedStore(block *flowgraph.Block, op *flowgraph.Op, before []*flowgraph.Block) {
	stored := op.Args[1].(*flowgraph.Var)
	base, off := b.offset(op.Args[0], op.Aux.(int64))
	if b.loadedFrom(stored, base, off) {
		b.unchanged[op] = true
		return
	}
	at := argument(block, stored)
	if at < 0 || block == b.g.Start {
		return
	}
	baseAt := -1
	if v, ok := base.(*flowgraph.Var); ok {
		if baseAt = argument(block, v); baseAt < 0 {
			return
		}
	}
	var list []early
	var in []*flowgraph.Block
	some := false
	for _, p := range before {
		for _, l := range p.Exits {
			if l.Target != block {
				continue
			}
			from, fromOff := base, off
			if baseAt >= 0 {
				from = l.Args[baseAt]
			}
			switch resolved, more := b.offset(from, fromOff); {
			case b.loadedFrom(l.Args[at], resolved, more):
				some = true
			case len(p.Exits) == 1:
				list = append(list, early{op, l.Args[at], from, fromOff})
				in = append(in, p)
			default:
				return
			}
		}
	}
	if !some {
		return
	}
	b.unchanged[op] = true
	for i, p := range in {
		b.early[p] = append(b.early[p], list[i])
	}
}

// argument returns which argument of block v is, or -1.
func argument(block *flowgraph.Block, v *flowgraph.Var) int {
	for i, a := range block.Args {
		if a == v {
			return i
		}
	}
	return -1
}

// offset takes off what ptr_add of constants added to an address, in any block.
func (b *barrierPlacer) offset(p flowgraph.Value, off int64) (flowgraph.Value, int64) {
	for {
		v, ok := p.(*flowgraph.Var)
		if !ok {
			return p, off
		}
		def := b.defs[v]
		if def == nil || def.Kind != flowgraph.OpPtrAdd {
			return p, off
		}
		n, ok := def.Args[1].(*flowgraph.Const)
		if !ok {
			return p, off
		}
		d, ok := n.Val.(int64)
		if !ok {
			return p, off
		}
		p, off = def.Args[0], off+d
	}
}

// loadedFrom reports whether v was loaded from address p plus off.
func (b *barrierPlacer) loadedFrom(v, p flowgraph.Value, off int64) bool {
	x, ok := b.form.Value(v).(*flowgraph.Var)
	if !ok {
		return false
	}
	def := b.defs[x]
	if def == nil || def.Kind != flowgraph.OpMemLoad {
		return false
	}
	from, at := b.offset(def.Args[0], def.Aux.(int64))
	if at != off {
		return false
	}
	y, ok := b.form.Value(from).(*flowgraph.Var)
	z, same := b.form.Value(p).(*flowgraph.Var)
	return ok && same && y == z
}

// storeEarly emits the barrier of a store at the end of the block before it.
func (b *barrierPlacer) storeEarly(e early, state clean) {
	b.store(&flowgraph.Op{Kind: flowgraph.OpMemStore, Args: []flowgraph.Value{e.base, e.value}, Aux: e.off, Into: e.store.Into, Pos: e.store.Pos}, state)
}
