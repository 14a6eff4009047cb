package rtyper

// This file lowers operations on slices.

import (
	"go/types"
	"math"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

var sliceLowerers = map[flowgraph.OpKind]lowerer{
	flowgraph.OpSlice:           (*lowering).slice,
	flowgraph.OpSliceToArrayPtr: (*lowering).sliceToArrayPtr,
	flowgraph.OpMakeSlice:       (*lowering).makeSlice,
	flowgraph.OpCopy:            (*lowering).copyOp,
	flowgraph.OpClearSlice:      (*lowering).clearSlice,
}

// bounds checks the operands of a slice expression, unless it is of a slice whose bounds are not checked.
type bounds struct {
	l         *lowering
	unchecked bool
}

// bound returns v as Signed after a check that it lies between 0 and limit, both included.
func (b bounds) bound(v value, limit value, panics string) value {
	l := b.l
	x := l.one(v)
	unsigned := prim(x) == lltype.Uint64
	x = l.convert(x, lltype.Int64)
	k, kok := constInt(x)
	m, mok := constInt(limit)
	switch {
	case b.unchecked, x == limit, kok && k == 0, kok && mok && 0 <= k && k <= m:
		return x
	}
	if l.recording() {
		l.record(flowgraph.AskCheck, false, "", "bounds check of a slice expression stays: %s %s", l.nameOf(v), l.factText(v))
	}
	l.require(l.notAbove(x, limit), l.boundsBlock(panics, unsigned), x, limit)
	return x
}

// slice lowers a[lo:hi:max]. Two-index forms come with max filled in: the capacity itself.
func (l *lowering) slice(op *flowgraph.Op) {
	var data, length value
	var capacity value
	var elem *Repr
	full := panicSliceAcap
	full3 := panicSlice3Acap
	switch u := flowType(op.Args[0]).Underlying().(type) {
	case *types.Pointer:
		r := l.t.repr(u.Elem())
		data = l.pointer(l.checkedAddress(op.Args[0]))
		length = l.t.int(r.count)
		capacity, elem = length, r.elem
		full, full3 = panicSliceAlen, panicSlice3Alen
	case *types.Slice:
		vals := l.values(op.Args[0])
		data, capacity, elem = vals[0], vals[2], l.t.repr(u.Elem())
	default:
		l.t.errorf(op.Pos, "internal error: slice of %s", flowType(op.Args[0]))
		l.newVars(op.Results)
		return
	}
	b := bounds{l: l, unchecked: isUnchecked(flowType(op.Args[0]))}
	var lo, hi, limit value
	if m := l.convert(l.one(op.Args[3]), lltype.Int64); m == capacity {
		limit = capacity
		hi = b.bound(op.Args[2], capacity, full)
		lo = b.bound(op.Args[1], hi, panicSliceB)
	} else {
		limit = b.bound(op.Args[3], capacity, full3)
		hi = b.bound(op.Args[2], limit, panicSlice3B)
		lo = b.bound(op.Args[1], hi, panicSlice3C)
	}
	newCap := l.difference(limit, lo)
	l.set(op.Result(), l.advance(data, lo, newCap, elem.stride()), l.difference(hi, lo), newCap)
}

func (l *lowering) sliceToArrayPtr(op *flowgraph.Op) {
	vals := l.values(op.Args[0])
	n := flowType(op.Result()).Underlying().(*types.Pointer).Elem().Underlying().(*types.Array).Len()
	if have, ok := constInt(vals[1]); n > 0 && !(ok && have >= n) {
		bad := l.panicBlock(panicSliceConvert, "", []flowgraph.Type{lltype.Int64, lltype.Int64}, nil)
		l.require(l.op(flowgraph.OpIntGe, lltype.Bool, vals[1], l.t.int(n)), bad, vals[1], l.t.int(n))
	}
	l.set(op.Result(), vals[0])
}

// makeSlice checks that 0 <= len <= cap and that the memory is no larger than there can be.
func (l *lowering) makeSlice(op *flowgraph.Op) {
	elem := l.t.repr(flowType(op.Result()).Underlying().(*types.Slice).Elem())
	n := l.convert(l.one(op.Args[0]), lltype.Int64)
	c := l.convert(l.one(op.Args[1]), lltype.Int64)
	limit := int64(math.MaxInt64)
	if elem.Size > 0 {
		limit = maxAllocBytes / elem.Size
	}
	maximum := l.t.int(limit)
	bad := func() *block { return l.makeSliceBlock(limit) }
	if k, ok := constInt(c); !ok || k < 0 || k > limit {
		lo, hi, ranged := l.t.facts.Range(op.Args[1])
		if !ranged || lo < 0 || hi > limit {
			l.require(l.notAbove(c, maximum), bad(), n)
		}
	}
	if k, ok := constInt(n); n != c && !(ok && k == 0) {
		if m, mok := constInt(c); !ok || !mok || k < 0 || k > m {
			l.require(l.notAbove(n, c), bad(), n)
		}
	}
	l.set(op.Result(), l.allocateArray(elem, c), n, c)
}

// makeSliceBlock returns the block that panics for a make with a length, its argument, or else a capacity out of range.
func (l *lowering) makeSliceBlock(limit int64) *block {
	key := "make " + l.t.int(limit).String()
	if b := l.cold[key]; b != nil {
		return b
	}
	b := l.newBlock(lltype.Int64)
	l.cold[key] = b
	l.at(b, func() {
		l.ifElse(l.notAbove(b.Args[0], l.t.int(limit)), l.panicBlock(panicMakeSliceCap, "", nil, nil), l.panicBlock(panicMakeSliceLen, "", nil, nil))
	})
	return b
}

// copyOp copies the shorter of the two lengths.
func (l *lowering) copyOp(op *flowgraph.Op) {
	dst, src := l.values(op.Args[0]), l.values(op.Args[1])
	elem := l.t.repr(flowType(op.Args[0]).Underlying().(*types.Slice).Elem())
	n := l.choose(l.op(flowgraph.OpIntLt, lltype.Bool, dst[1], src[1]), dst[1], src[1])
	if elem.Size > 0 {
		l.add(flowgraph.OpMemCopy, nil, []value{dst[0], src[0], l.scale(n, elem.stride())})
		a := l.dataOf(op.Args[0], dst[0], elem)
		a.rooted = l.rooted[asVar(op.Args[0])]
		l.last().Into = a.into()
		if !l.t.hasRefs(elem.Type) {
			l.last().Into = flowgraph.NoRefs
		}
	}
	if len(op.Results) > 0 {
		l.set(op.Result(), n)
	}
}

func (l *lowering) clearSlice(op *flowgraph.Op) {
	vals := l.values(op.Args[0])
	elem := l.t.repr(flowType(op.Args[0]).Underlying().(*types.Slice).Elem())
	if elem.Size > 0 {
		l.add(flowgraph.OpMemZero, nil, []value{vals[0], l.scale(vals[1], elem.stride())})
	}
}
