package rtyper

// This file makes a slice one word in memory, in fields that only ever hold whole arrays (annotator.WholeField): a reference to the
// array, whose length is in front of its elements. An interpreter's frame with slots of its own is smaller by two words that
// way, and who stores into a slot knows where the array begins, which makes the write barrier simple.
//
// Such a slice has three variables as any other. A field that can be nil would have to be compared with nil before each look at its
// length, and does not pay. An array without elements is never made (see allocateArray), so what is empty refers to a static
// array of length 0.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// fieldRepr returns the representation of field i, of type field, of struct type typ.
func (t *typer) fieldRepr(typ types.Type, i int, field types.Type) *Repr {
	plain := t.repr(field)
	u, ok := field.Underlying().(*types.Slice)
	if !ok {
		return plain
	}
	if !t.facts.WholeField(typ, i) || !t.countsElements(u.Elem()) {
		return plain
	}
	return &Repr{Type: field, Size: 8, Align: 8, whole: true, Leaves: []Leaf{
		{Prim: lltype.Ref}, {Prim: lltype.Int64, Suffix: "len", Length: true}, {Prim: lltype.Int64, Suffix: "cap", Length: true},
	}}
}

// countsElements reports whether all arrays of elem, which are no part of something else, know how many elements they have.
func (t *typer) countsElements(elem types.Type) bool {
	if t.repr(elem).Size == 0 {
		return false
	}
	for _, d := range t.facts.DynamicTypes() { // an array that interfaces point to begins as other objects do
		if p, ok := d.Underlying().(*types.Pointer); ok {
			if a, ok := p.Elem().Underlying().(*types.Array); ok && types.Identical(a.Elem(), elem) {
				return false
			}
		}
	}
	return true
}

// findCounted finds the types of the elements of such fields: static arrays of them know their length, too.
func (t *typer) findCounted() {
	t.facts.WholeFields(func(s *types.Slice) {
		if t.countsElements(s.Elem()) {
			t.counted.Set(s.Elem(), true)
		}
	})
}

// noElements returns an array of length 0: for any type of elements.
func (s *statics) noElements() *flowgraph.Static {
	if s.none == nil {
		layout := s.t.layouts.array(types.Typ[types.Uint8])
		s.none = s.add(&flowgraph.Static{Name: "rgo.none", Layout: layout, Size: 8, Align: 8, ReadOnly: true})
	}
	return s.none
}

// wholeArray returns what such a field refers to for a slice with this data and length.
func (e *emitter) wholeArray(data, length value) value {
	if n, ok := constInt(length); ok && n > 0 {
		return data
	}
	isEmpty := e.op(flowgraph.OpIntEq, lltype.Bool, length, e.t.int(0))
	return e.choose(isEmpty, e.t.address(e.t.statics.noElements(), 0), data)
}

// isCounted reports whether r is an array that must know its length.
func (t *typer) isCounted(r *Repr) bool { return r.elem != nil && t.counted.At(r.elem.Type) != nil }
