package transform

// This file puts the operations on the shadow stack into a block: saves, and loads for collectors that move objects.
//
// After an operation that can collect, what a variable held before may be the address where an object was. So everything
// that is needed afterwards gets a new variable, loaded from the slot that the collector has updated, and whatever used
// the old one in this block uses that. It is loaded just behind the operation, unless the next use of it comes after
// another operation that needs it saved: then it stays in its slot. Blocks are given what they use, so that no other block
// sees the old variable.

import (
	"fmt"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A rewriter rewrites one block.
type rewriter struct {
	*rooter
	block  *flowgraph.Block
	first  []*flowgraph.Var                   // saved at the start
	before map[*flowgraph.Op][]*flowgraph.Var // saved in front of an operation
	after  map[*flowgraph.Op][]*flowgraph.Var // saved behind it
	slot   func(op *flowgraph.Op, v *flowgraph.Var) int64
	frames bool // each operation that needs slots reserves its own

	held  map[int64]*flowgraph.Var          // what slots hold
	names map[*flowgraph.Var]*flowgraph.Var // what values are called here
	moved map[*flowgraph.Var]bool           // by another name than at the start
}

func newRewriter(r *rooter, b *flowgraph.Block) *rewriter {
	return &rewriter{rooter: r, block: b, before: map[*flowgraph.Op][]*flowgraph.Var{}, after: map[*flowgraph.Op][]*flowgraph.Var{},
		held: map[int64]*flowgraph.Var{}, names: r.localNames(b), moved: map[*flowgraph.Var]bool{}}
}

// loads returns the values to load behind each operation.
func (w *rewriter) loads() map[*flowgraph.Op][]*flowgraph.Var {
	if !w.moving {
		return nil
	}
	loads := map[*flowgraph.Op][]*flowgraph.Var{}
	wanted := map[*flowgraph.Var]bool{} // used before the next operation that needs it saved
	use := func(v flowgraph.Value) {
		if x := w.root(v); x != nil {
			wanted[x] = true
		}
	}
	for _, l := range w.block.Exits {
		for _, a := range l.Args {
			use(a)
		}
	}
	for i := len(w.block.Ops) - 1; i >= 0; i-- {
		op := w.block.Ops[i]
		for _, v := range w.needs[op] {
			if wanted[v] {
				loads[op] = append(loads[op], v)
				delete(wanted, v)
			}
		}
		for _, v := range w.before[op] {
			wanted[v] = true
		}
		for _, a := range op.Args {
			use(a)
		}
	}
	return loads
}

// rewrite makes the new list of operations. It fails if a slot is about to be loaded that does not hold the value.
func (w *rewriter) rewrite() error {
	loads := w.loads()
	var ops []*flowgraph.Op
	save := func(op *flowgraph.Op, v *flowgraph.Var) {
		o := &flowgraph.Op{Kind: flowgraph.OpRootSave, Args: []flowgraph.Value{w.names[v]}, Aux: w.slot(op, v)}
		if op != nil {
			o.Pos = op.Pos
		}
		ops = append(ops, o)
		w.held[o.Aux.(int64)] = v
	}
	for _, v := range w.first {
		save(nil, v)
	}
	for _, op := range w.block.Ops {
		op.Args = w.rename(op.Args)
		framed := w.frames && len(w.needs[op]) > 0
		if framed {
			ops = append(ops, &flowgraph.Op{Kind: flowgraph.OpRootEnter, Aux: int64(len(w.needs[op])), Pos: op.Pos})
		}
		for _, v := range w.before[op] {
			save(op, v)
		}
		ops = append(ops, op)
		for _, v := range loads[op] {
			slot := w.slot(op, v)
			if w.held[slot] != v {
				return fmt.Errorf("%s: internal error: root of %s, which %s needs, is not in slot %d of %s", op.Pos, w.names[v], op.Kind, slot, w.g.Name)
			}
			n := w.g.NewVar(w.names[v].Name, lltype.Ref)
			w.names[v], w.moved[v] = n, true
			ops = append(ops, &flowgraph.Op{Kind: flowgraph.OpRootLoad, Results: []*flowgraph.Var{n}, Aux: slot, Pos: op.Pos})
		}
		for _, v := range w.after[op] { // behind the loads: the slot may be that of a value needed for the last time
			save(nil, v)
		}
		if framed {
			ops = append(ops, &flowgraph.Op{Kind: flowgraph.OpRootLeave, Aux: int64(len(w.needs[op])), Pos: op.Pos})
		}
	}
	w.block.Ops = ops
	for _, l := range w.block.Exits {
		l.Args = w.rename(l.Args)
	}
	return nil
}

// rename returns operands by the names that values have now.
func (w *rewriter) rename(args []flowgraph.Value) []flowgraph.Value {
	copied := false
	for i, a := range args {
		if x := w.root(a); x != nil && w.moved[x] {
			if !copied {
				args, copied = append([]flowgraph.Value(nil), args...), true
			}
			args[i] = w.names[x]
		}
	}
	return args
}
