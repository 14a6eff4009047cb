package rtyper

// This file lowers operations on pointers and memory.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

var memoryLowerers = map[flowgraph.OpKind]lowerer{
	flowgraph.OpNew:       (*lowering).newOp,
	flowgraph.OpFieldAddr: (*lowering).fieldAddr,
	flowgraph.OpIndexAddr: (*lowering).indexAddr,
	flowgraph.OpLoad:      (*lowering).loadOp,
	flowgraph.OpStore:     (*lowering).storeOp,
	flowgraph.OpNilCheck:  func(l *lowering, op *flowgraph.Op) { l.checkNil(op.Args[0]) },
	flowgraph.OpPtrToInt:  (*lowering).pointerToInt,
	flowgraph.OpIntToPtr:  (*lowering).intToPointer,
}

func (l *lowering) newOp(op *flowgraph.Op) {
	l.setNonNil(op.Result(), l.allocate(l.t.repr(op.Aux.(types.Type))))
}

// pointee returns the representation of what pointer v points to.
func (l *lowering) pointee(v value) *Repr {
	return l.t.repr(flowType(v).Underlying().(*types.Pointer).Elem())
}

func (l *lowering) fieldAddr(op *flowgraph.Op) {
	r := l.pointee(op.Args[0])
	a := l.checkedAddress(op.Args[0])
	l.setAddress(op.Result(), a.field(r, int(op.Aux.(int64))))
}

func (l *lowering) indexAddr(op *flowgraph.Op) {
	switch u := flowType(op.Args[0]).Underlying().(type) {
	case *types.Slice:
		s := l.values(op.Args[0])
		i := l.sliceIndex(op.Args[0], op.Args[1], s[1])
		elem := l.t.repr(u.Elem())
		l.setAddress(op.Result(), l.element(l.dataOf(op.Args[0], s[0], elem), i, elem))
	default:
		r := l.pointee(op.Args[0])
		a := l.checkedAddress(op.Args[0])
		i := l.checkIndex(op.Args[1], l.t.int(r.count))
		l.setAddress(op.Result(), l.element(a, i, r.elem))
	}
}

func (l *lowering) loadOp(op *flowgraph.Op) {
	l.setLoaded(op.Result(), l.checkedAddress(op.Args[0]), false)
}

func (l *lowering) storeOp(op *flowgraph.Op) {
	a := l.checkedAddress(op.Args[0])
	a.rooted = l.rooted[asVar(op.Args[0])]
	l.storeValue(a, op.Args[1])
}

func (l *lowering) pointerToInt(op *flowgraph.Op) {
	l.set(op.Result(), l.op(flowgraph.OpRefToInt, lltype.Uint64, l.one(op.Args[0])))
}

// intToPointer makes a pointer that nobody checks: who makes one knows what lies there.
func (l *lowering) intToPointer(op *flowgraph.Op) {
	l.setNonNil(op.Result(), l.op(flowgraph.OpIntToRef, lltype.Ref, l.one(op.Args[0])))
}
