package rtyper

// This file says how the values of a Go type are represented: as variables, and in memory.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A Repr is the representation of a Go type.
//
// A value is one low-level variable for each leaf. Scalars have one leaf; a string has two (data, length), a slice
// three, a complex number two; a struct has the leaves of its fields. An array, and a struct of more than
// maxExplodedLeaves leaves, is a memory value: its only leaf is a Ref to memory that holds it and that nobody writes to
// any more. What takes no memory has no leaves.
//
// In memory every type has gc's size and alignment on amd64, except that an interface takes one word, and a field that only ever
// holds whole arrays does, too (whole.go).
type Repr struct {
	Type        types.Type
	Size, Align int64
	Leaves      []Leaf
	Memory      bool // a memory value
	whole       bool // a field that in memory is a reference to a whole array: see whole.go

	// Of structs:
	fields  []*Repr
	offsets []int64 // of each field in memory
	first   []int   // index of each field's first leaf, unless Memory
	// Of arrays:
	elem  *Repr
	count int64
}

// A Leaf is a part of a value that is one low-level variable.
type Leaf struct {
	Prim   lltype.Prim
	Off    int64  // in memory
	Suffix string // for names of variables
	// Inline is set where the variable refers to a memory value that in memory lies here, at Off, itself.
	Inline *Repr
	// Length is set where memory does not hold the variable: it is the number of elements of the array that the leaf before refers to.
	Length bool
}

// reprOf returns the representation of a flow type.
func (t *typer) reprOf(typ flowgraph.Type) *Repr { return t.repr(typ.(types.Type)) }

// repr returns the representation of typ. Identical types have the same one.
func (t *typer) repr(typ types.Type) *Repr {
	if r := t.byIdent[typ]; r != nil {
		return r
	}
	if r, ok := t.reprs.At(typ).(*Repr); ok {
		t.byIdent[typ] = r
		return r
	}
	r := t.makeRepr(typ)
	r.Type = typ
	t.reprs.Set(typ, r)
	t.byIdent[typ] = r
	return r
}

func (t *typer) makeRepr(typ types.Type) *Repr {
	switch u := typ.Underlying().(type) {
	case *types.Basic:
		return t.basicRepr(u)
	case *types.Slice:
		return multi(8, Leaf{Prim: lltype.Ref}, Leaf{Prim: lltype.Int64, Off: 8, Suffix: "len"}, Leaf{Prim: lltype.Int64, Off: 16, Suffix: "cap"})
	case *types.Struct:
		return t.structRepr(typ, u)
	case *types.Array:
		return t.arrayRepr(u)
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return multi(8, Leaf{Prim: lltype.Ref})
	}
	t.errorf(flowgraph.Pos{}, "internal error: type %s has no representation", typ)
	return multi(8, Leaf{Prim: lltype.Ref})
}

// multi returns the representation of a type whose leaves have the same size, which is its alignment.
func multi(size int64, leaves ...Leaf) *Repr {
	return &Repr{Size: size * int64(len(leaves)), Align: size, Leaves: leaves}
}

var basicPrims = map[types.BasicKind]lltype.Prim{
	types.Bool: lltype.Bool, types.UntypedBool: lltype.Bool,
	types.Int: lltype.Int64, types.Int8: lltype.Int8, types.Int16: lltype.Int16, types.Int32: lltype.Int32, types.Int64: lltype.Int64,
	types.Uint: lltype.Uint64, types.Uint8: lltype.Uint8, types.Uint16: lltype.Uint16, types.Uint32: lltype.Uint32, types.Uint64: lltype.Uint64,
	types.Uintptr: lltype.Uint64, types.Float32: lltype.Float32, types.Float64: lltype.Float64,
	types.UnsafePointer: lltype.Ref, types.UntypedNil: lltype.Ref,
}

func (t *typer) basicRepr(b *types.Basic) *Repr {
	switch b.Kind() {
	case types.String, types.UntypedString:
		return multi(8, Leaf{Prim: lltype.Ref}, Leaf{Prim: lltype.Int64, Off: 8, Suffix: "len"})
	case types.Complex64:
		return multi(4, Leaf{Prim: lltype.Float32, Suffix: "re"}, Leaf{Prim: lltype.Float32, Off: 4, Suffix: "im"})
	case types.Complex128:
		return multi(8, Leaf{Prim: lltype.Float64, Suffix: "re"}, Leaf{Prim: lltype.Float64, Off: 8, Suffix: "im"})
	}
	p, ok := basicPrims[b.Kind()]
	if !ok {
		t.errorf(flowgraph.Pos{}, "internal error: type %s has no representation", b)
		p = lltype.Int64
	}
	return multi(p.Size(), Leaf{Prim: p})
}

func (t *typer) structRepr(typ types.Type, s *types.Struct) *Repr {
	r := &Repr{Align: 1}
	for i := range s.NumFields() {
		f := t.fieldRepr(typ, i, s.Field(i).Type())
		r.Size = align(r.Size, f.Align)
		r.Align = max(r.Align, f.Align)
		r.fields = append(r.fields, f)
		r.offsets = append(r.offsets, r.Size)
		r.first = append(r.first, len(r.Leaves))
		for _, l := range f.Leaves {
			l.Off += r.Size
			l.Suffix = suffix(s.Field(i).Name(), l.Suffix)
			r.Leaves = append(r.Leaves, l)
		}
		r.Size += f.Size
		// The address of a last field without size must not be that of the next object.
		if i == s.NumFields()-1 && f.Size == 0 && r.Size > 0 {
			r.Size++
		}
	}
	r.Size = align(r.Size, r.Align)
	if len(r.Leaves) > maxExplodedLeaves {
		r.toMemory()
	}
	return r
}

func (t *typer) arrayRepr(a *types.Array) *Repr {
	e := t.repr(a.Elem())
	r := &Repr{Size: e.Size * a.Len(), Align: e.Align, elem: e, count: a.Len()}
	if r.Size > 0 {
		r.toMemory()
	}
	return r
}

func (r *Repr) toMemory() {
	r.Memory = true
	r.first = nil
	r.Leaves = []Leaf{{Prim: lltype.Ref, Inline: r}}
}

// fieldLeaves returns the values of field i of an exploded struct.
func (r *Repr) fieldLeaves(vals []flowgraph.Value, i int) []flowgraph.Value {
	return vals[r.first[i] : r.first[i]+len(r.fields[i].Leaves)]
}

// leafless reports whether values of r are no variables at all.
func (r *Repr) leafless() bool { return len(r.Leaves) == 0 }

// stride returns the distance of elements of type r in memory.
func (r *Repr) stride() int64 { return r.Size }

func align(n, a int64) int64 { return (n + a - 1) / a * a }

// suffix joins a field name and the suffix of one of its leaves.
func suffix(field, leaf string) string {
	if leaf == "" {
		return field
	}
	return field + "_" + leaf
}

// explode returns the low-level types of values of the given types.
func (t *typer) explode(list []types.Type) []flowgraph.Type {
	var out []flowgraph.Type
	for _, x := range list {
		for _, l := range t.repr(x).Leaves {
			out = append(out, l.Prim)
		}
	}
	return out
}
