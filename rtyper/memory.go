package rtyper

// This file moves values between variables and memory.

import (
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// An address is base + off, with off known. Keeping the two apart lets loads and stores take off as their own.
type address struct {
	base   value
	off    int64
	whole  bool  // base, less the offsets of elements that were added to it, is the start of an object
	rooted bool  // it lies in an array that every collection looks at
	form   *Repr // of what lies there, if that is not the representation of its type
}

// start returns the address where an object starts.
func start(base value) address { return address{base: base, whole: true} }

// somewhere returns an address of which it is not known where its object starts.
func somewhere(base value) address { return address{base: base} }

// into returns what stores at a say about the memory they write to.
func (a address) into() flowgraph.Into {
	switch {
	case a.rooted:
		return flowgraph.Rooted
	case a.whole:
		return flowgraph.Whole
	}
	return flowgraph.Anywhere
}

// plus returns the address n bytes behind a.
func (a address) plus(n int64) address { return address{a.base, a.off + n, a.whole, a.rooted, nil} }

// field returns the address of field i of a struct of representation r at a.
func (a address) field(r *Repr, i int) address {
	f := a.plus(r.offsets[i])
	if r.fields[i].whole {
		f.form = r.fields[i]
	}
	return f
}

// formOf returns the representation in memory at a of a value whose type has representation r.
func (a address) formOf(r *Repr) *Repr {
	if a.form != nil {
		return a.form
	}
	return r
}

// pointer returns a as one variable.
func (e *emitter) pointer(a address) value { return e.offset(a.base, e.t.int(a.off)) }

// load loads the variables of a value of representation r. Stable memory never changes, so that a memory value in it
// needs no copy.
func (e *emitter) load(r *Repr, a address, stable bool) []value {
	out := make([]value, len(r.Leaves))
	for i, l := range r.Leaves {
		switch {
		case !l.Length:
			out[i] = e.loadLeaf(r, i, a, stable)
		case r.Leaves[i-1].Length: // the capacity
			out[i] = out[i-1]
		default:
			out[i] = e.op(flowgraph.OpLength, lltype.Int64, out[i-1])
		}
	}
	return out
}

func (e *emitter) loadLeaf(r *Repr, i int, a address, stable bool) value {
	l := r.Leaves[i]
	switch {
	case l.Inline == nil:
		return e.opAux(flowgraph.OpMemLoad, l.Prim, a.off+l.Off, a.base)
	case stable:
		return e.pointer(a.plus(l.Off))
	}
	return e.copyOut(l.Inline, a.plus(l.Off))
}

// copyOut returns a new memory value with the content of memory.
func (e *emitter) copyOut(r *Repr, a address) value {
	p := e.allocate(r)
	e.moveBytes(start(p), a, r)
	return p
}

// store stores the variables of a value of representation r.
func (e *emitter) store(r *Repr, a address, vals []value) {
	for i, l := range r.Leaves {
		if l.Length {
			continue
		}
		if i+1 < len(r.Leaves) && r.Leaves[i+1].Length {
			vals = slices.Clone(vals)
			vals[i] = e.wholeArray(vals[i], vals[i+1])
		}
		if l.Inline != nil {
			e.storeMemory(a.plus(l.Off), l.Inline, vals[i])
		} else {
			e.add(flowgraph.OpMemStore, a.off+l.Off, []value{a.base, vals[i]})
			if l.Prim == lltype.Ref {
				e.last().Into = a.into()
			}
		}
	}
}

// storeMemory stores a memory value.
func (e *emitter) storeMemory(a address, r *Repr, from value) {
	if c, ok := from.(*flowgraph.Const); ok {
		if s, ok := c.Val.(flowgraph.StaticRef); ok && s.Static == e.t.statics.zero {
			e.add(flowgraph.OpMemZero, nil, []value{e.pointer(a), e.t.int(r.Size)})
			return
		}
	}
	e.moveBytes(a, somewhere(from), r)
}

// moveBytes copies a value of representation r from one place to another.
func (e *emitter) moveBytes(to, from address, r *Repr) {
	e.add(flowgraph.OpMemCopy, nil, []value{e.pointer(to), e.pointer(from), e.t.int(r.Size)})
	e.last().Into = to.into()
	if !e.t.hasRefs(r.Type) {
		e.last().Into = flowgraph.NoRefs
	}
}

// allocate returns a new zeroed object that can hold a value of representation r.
func (e *emitter) allocate(r *Repr) value {
	d := e.t.dyn.pointerTo(r.Type)
	switch {
	case r.Size == 0:
		return e.t.address(e.t.statics.empty(r), 0)
	case r.elem != nil && d == nil:
		return e.allocateArray(r.elem, e.t.int(r.count))
	}
	return e.opAux(flowgraph.OpAlloc, lltype.Ref, e.t.layouts.object(r.Type))
}

// allocateArray returns new memory for n elements; n is Signed and has been checked.
func (e *emitter) allocateArray(elem *Repr, n value) value {
	if elem.Size == 0 {
		return e.t.address(e.t.statics.zeroes(0), 0)
	}
	if c, ok := constInt(n); !ok {
		// An object without elements would have the address of what follows it.
		n = e.choose(e.op(flowgraph.OpIntEq, lltype.Bool, n, e.t.int(0)), e.t.int(1), n)
	} else if c == 0 {
		return e.t.address(e.t.statics.zeroes(0), 0)
	}
	return e.opAux(flowgraph.OpAllocArray, lltype.Ref, e.t.layouts.array(elem.Type), n)
}
