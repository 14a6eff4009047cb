package rtyper

// This file lowers operations on structs, arrays, strings and complex numbers as values.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

var valueLowerers = map[flowgraph.OpKind]lowerer{
	flowgraph.OpRetype:       (*lowering).retype,
	flowgraph.OpComplexMake:  (*lowering).concat,
	flowgraph.OpComplexReal:  func(l *lowering, op *flowgraph.Op) { l.part(op, 0) },
	flowgraph.OpComplexImag:  func(l *lowering, op *flowgraph.Op) { l.part(op, 1) },
	flowgraph.OpField:        (*lowering).field,
	flowgraph.OpMakeStruct:   (*lowering).makeStruct,
	flowgraph.OpIndex:        (*lowering).index,
	flowgraph.OpEqual:        (*lowering).equalOp,
	flowgraph.OpHash:         (*lowering).hashOp,
	flowgraph.OpLen:          func(l *lowering, op *flowgraph.Op) { l.part(op, 1) },
	flowgraph.OpCap:          func(l *lowering, op *flowgraph.Op) { l.part(op, 2) },
	flowgraph.OpStrIndex:     (*lowering).stringIndex,
	flowgraph.OpStrSlice:     (*lowering).stringSlice,
	flowgraph.OpStrData:      func(l *lowering, op *flowgraph.Op) { l.part(op, 0) },
	flowgraph.OpSliceData:    func(l *lowering, op *flowgraph.Op) { l.part(op, 0) },
	flowgraph.OpMakeString:   (*lowering).concatLengths,
	flowgraph.OpMakeSliceRaw: (*lowering).concatLengths,
}

// part takes one variable of the operand.
func (l *lowering) part(op *flowgraph.Op, i int) { l.set(op.Result(), l.values(op.Args[0])[i]) }

// concat puts the variables of the operands behind each other.
func (l *lowering) concat(op *flowgraph.Op) { l.set(op.Result(), l.valuesOf(op.Args)...) }

// concatLengths is concat for a pointer and lengths of any integer type.
func (l *lowering) concatLengths(op *flowgraph.Op) {
	vals := l.valuesOf(op.Args)
	for i := 1; i < len(vals); i++ {
		vals[i] = l.convert(vals[i], lltype.Int64)
	}
	l.set(op.Result(), vals...)
}

// retype changes nothing: types of one underlying type have equal representations. An address stays pending.
func (l *lowering) retype(op *flowgraph.Op) {
	if v, ok := op.Args[0].(*flowgraph.Var); ok {
		if w := l.vals[v.ID]; w.defined && !(w.pending && w.lazy) {
			l.vals[op.Result().ID] = w
			return
		}
	}
	nonNil := l.isNonNil(op.Args[0])
	l.set(op.Result(), l.values(op.Args[0])...)
	if nonNil {
		w := l.vals[op.Result().ID]
		w.nonNil = true
		l.vals[op.Result().ID] = w
	}
}

func (l *lowering) field(op *flowgraph.Op) {
	i := int(op.Aux.(int64))
	r := l.t.reprOf(op.Args[0].Type())
	if a, stable, ok := l.inMemory(op.Args[0]); ok {
		l.setLoaded(op.Result(), a.field(r, i), stable)
		return
	}
	l.set(op.Result(), r.fieldLeaves(l.values(op.Args[0]), i)...)
}

func (l *lowering) makeStruct(op *flowgraph.Op) {
	r := l.t.reprOf(op.Result().Typ)
	if !r.Memory {
		l.concat(op)
		return
	}
	p := l.allocate(r)
	for i, a := range op.Args {
		l.storeValue(start(p).field(r, i), a)
	}
	l.set(op.Result(), p)
}

// index takes an element of an array value.
func (l *lowering) index(op *flowgraph.Op) {
	r := l.t.reprOf(op.Args[0].Type())
	i := l.checkIndex(op.Args[1], l.t.int(r.count))
	a, stable, ok := l.inMemory(op.Args[0])
	if !ok { // without size, or without elements
		l.set(op.Result(), l.t.zeros(r.elem)...)
		return
	}
	l.setLoaded(op.Result(), l.element(a, i, r.elem), stable)
}

// dataOf returns the address of the elements of slice v with pointer data.
func (l *lowering) dataOf(v, data value, elem *Repr) address {
	return address{base: data, whole: l.t.dyn.resliced.At(elem.Type) == nil || l.t.facts.WholeSlice(v)}
}

// element returns the address of element i of an array at a.
func (e *emitter) element(a address, i value, elem *Repr) address {
	if n, ok := constInt(i); ok {
		return a.plus(n * elem.stride())
	}
	if elem.Size == 0 {
		return a
	}
	return address{e.offset(a.base, e.scale(i, elem.stride())), a.off, a.whole, a.rooted, nil}
}

func (l *lowering) stringIndex(op *flowgraph.Op) {
	s := l.values(op.Args[0])
	i := l.checkIndex(op.Args[1], s[1])
	l.set(op.Result(), l.opAux(flowgraph.OpMemLoad, lltype.Uint8, int64(0), l.offset(s[0], i)))
}

func (l *lowering) stringSlice(op *flowgraph.Op) {
	s := l.values(op.Args[0])
	b := bounds{l: l}
	hi := b.bound(op.Args[2], s[1], panicSliceAlen)
	lo := b.bound(op.Args[1], hi, panicSliceB)
	n := l.difference(hi, lo)
	l.set(op.Result(), l.advance(s[0], lo, n, 1), n)
}

// advance returns the address p + lo*stride, but p if what is left there, n, is nothing: the address one past an object
// is that of another.
func (l *lowering) advance(p, lo, n value, stride int64) value {
	if k, ok := constInt(lo); ok && k == 0 || stride == 0 {
		return p
	}
	by := l.scale(lo, stride)
	if k, ok := constInt(n); ok && k > 0 {
		return l.offset(p, by)
	}
	left := l.op(flowgraph.OpIntNe, lltype.Bool, n, l.t.int(0))
	return l.offset(p, l.choose(left, by, l.t.int(0)))
}

// equalOp compares two values of one type; slices, functions and maps only with nil.
func (l *lowering) equalOp(op *flowgraph.Op) {
	a, b := op.Args[0], op.Args[1]
	switch flowType(a).Underlying().(type) {
	case *types.Slice, *types.Signature, *types.Map, *types.Pointer, *types.Chan:
		l.set(op.Result(), l.opAux(flowgraph.OpPtrEq, lltype.Bool, nil, l.one(a), l.one(b)))
		return
	}
	l.set(op.Result(), l.equal(l.t.reprOf(a.Type()), l.lookAt(a), l.lookAt(b)))
}

func (l *lowering) hashOp(op *flowgraph.Op) {
	l.set(op.Result(), l.hash(l.t.reprOf(op.Args[0].Type()), l.lookAt(op.Args[0]), l.one(op.Args[1])))
}
