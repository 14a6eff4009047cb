package annotator

// This file answers questions about where facts come from. A fact about a variable is the join of what flows into it:
// along links, from calls, out of memory. The flow along links and calls can be read off the graphs; what memory is
// shared is known here alone.

import (
	"go/types"

	"rgo/flowgraph"
)

// A Memory names a part of memory whose contents share one fact. Equal names, one fact.
type Memory struct{ c *cell }

// Known reports whether m is memory that facts are kept about.
func (m Memory) Known() bool { return m.c != nil }

// Pinned reports whether unsafe code may write m, so that nothing is known about it.
func (m Memory) Pinned() bool { return m.c != nil && m.c.pinned }

// Fact returns what is known about the contents of m.
func (m Memory) Fact() Fact {
	if m.c == nil {
		return Fact{}
	}
	return m.c.fact
}

// FieldMemory returns field i of struct type t, as a part of memory.
func (f *Facts) FieldMemory(t types.Type, i int) Memory {
	if f.values == nil || compound(t.Underlying().(*types.Struct).Field(i).Type()) {
		return Memory{}
	}
	return Memory{f.values.mem.field(t, i)}
}

// MemoryOf returns memory of type t that is no field or variable of its own: elements of slices, for example.
func (f *Facts) MemoryOf(t types.Type) Memory {
	if f.values == nil || compound(t) {
		return Memory{}
	}
	return Memory{f.values.mem.of(t)}
}

// BoxMemory returns the contents of interfaces with the dynamic type t.
func (f *Facts) BoxMemory(t types.Type) Memory {
	if f.values == nil || compound(t) {
		return Memory{}
	}
	return Memory{f.values.mem.box(t)}
}

// GlobalMemory returns the memory that constant address p leads to.
func (f *Facts) GlobalMemory(p flowgraph.Pointer) Memory {
	if f.values == nil || p.Obj == nil {
		return Memory{}
	}
	if c := f.values.mem.leafCell(p.Obj.Type, p.Leaf, f.values.mem.global(p.Obj)); c != nil {
		return Memory{c.find()}
	}
	return Memory{}
}

// FactOf returns what is known about v.
func (f *Facts) FactOf(v flowgraph.Value) Fact {
	if f.values == nil {
		return Fact{}
	}
	switch x := v.(type) {
	case *flowgraph.Var:
		return f.values.facts[x.Fact]
	case *flowgraph.Const:
		switch val := x.Val.(type) {
		case nil:
			return zero(x.Typ)
		case flowgraph.Pointer:
			return Fact{Some: true, Full: val.Obj != nil, Null: val.Obj == nil}
		case *flowgraph.Graph:
			out := Fact{Some: true, Full: true}
			for i, g := range f.values.taken {
				if g == val {
					out.Set = out.Set.With(i)
				}
			}
			return out
		}
		if n, ok := x.IntBits(); ok {
			return Fact{Some: true, Lo: int64(n), Hi: int64(n)}
		}
	}
	return Fact{Some: true}
}

// TypeNumber returns the number of dynamic type t in the sets of facts, or -1.
func (f *Facts) TypeNumber(t types.Type) int {
	if f.values == nil {
		return -1
	}
	n, ok := f.values.index.index.At(t).(int)
	if !ok {
		return -1
	}
	return n - 1
}

// GraphNumber returns the number of function value g in the sets of facts, or -1.
func (f *Facts) GraphNumber(g *flowgraph.Graph) int {
	if f.values != nil {
		for i, h := range f.values.taken {
			if h == g {
				return i
			}
		}
	}
	return -1
}

// LeafMemory returns the memory of leaf number i of object o; f is what the leaf contributes to its fact.
func (f *Facts) LeafMemory(o *flowgraph.Object, i int) (Memory, Fact) {
	if f.values == nil {
		return Memory{}, Fact{}
	}
	c := f.values.mem.leafCell(o.Type, i, f.values.mem.global(o))
	if c == nil {
		return Memory{}, Fact{}
	}
	c = c.find()
	out := Fact{Some: true}
	switch x := o.Leaves[i].(type) {
	case nil:
		out = zero(c.typ)
	case flowgraph.Pointer:
		out.Null, out.Full = x.Obj == nil, x.Obj != nil
	case flowgraph.IfaceValue:
		out.Full = true
		if n := f.TypeNumber(x.Type); n >= 0 {
			out.Set = out.Set.With(n)
		}
	case flowgraph.FuncValue:
		out.Full = true
		if n := f.GraphNumber(x.Graph); n >= 0 {
			out.Set = out.Set.With(n)
		}
	case int64:
		out.Lo, out.Hi = x, x
	case uint64:
		out.Lo, out.Hi = int64(x), int64(x)
	}
	return Memory{c}, out
}
