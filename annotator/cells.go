package annotator

// This file models memory. Go is type-safe, so memory is divided by type: each field of each struct type is one cell,
// shared by all structs of that type; each global is one; what is boxed in interfaces is one per dynamic type; and
// everything else of type E (slice and array elements, new(E), fields and globals whose address escapes) is the cell
// mem(E). A field or global whose address is used other than by a load or store next to it is merged with mem(E)
// beforehand, so that the partition is fixed while facts flow.

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// A cell is one abstract memory location. After merging, only the representative holds a fact.
type cell struct {
	parent  *cell
	typ     types.Type
	fact    Fact
	pinned  bool // anything can be stored here: unsafe code
	readers []*node
	// Of what is boxed in interfaces: methods that have it as their receiver.
	receivers []*body
	raised    int // times that fact grew
}

func (c *cell) find() *cell {
	for c.parent != nil {
		if c.parent.parent != nil {
			c.parent = c.parent.parent
		}
		c = c.parent
	}
	return c
}

// memory finds cells.
type memory struct {
	fields  typeutil.Map // struct type to []*cell, one per field
	mem     typeutil.Map // type to *cell
	boxes   typeutil.Map // dynamic type to *cell
	globals map[*flowgraph.Object]*cell
}

func (m *memory) field(t types.Type, i int) *cell {
	list, _ := m.fields.At(t).([]*cell)
	if list == nil {
		s := t.Underlying().(*types.Struct)
		list = make([]*cell, s.NumFields())
		for k := range list {
			list[k] = &cell{typ: s.Field(k).Type()}
		}
		m.fields.Set(t, list)
	}
	return list[i].find()
}

func (m *memory) of(t types.Type) *cell  { return lookupCell(&m.mem, t) }
func (m *memory) box(t types.Type) *cell { return lookupCell(&m.boxes, t) }

func lookupCell(m *typeutil.Map, t types.Type) *cell {
	c, _ := m.At(t).(*cell)
	if c == nil {
		c = &cell{typ: t}
		m.Set(t, c)
	}
	return c.find()
}

func (m *memory) global(o *flowgraph.Object) *cell {
	c := m.globals[o]
	if c == nil {
		c = &cell{typ: o.Type}
		m.globals[o] = c
	}
	return c.find()
}

// forgetReaders drops what only the fixed point needed: the blocks that read each cell.
func (m *memory) forgetReaders() {
	forget := func(c *cell) { c.readers, c.receivers = nil, nil }
	m.fields.Iterate(func(_ types.Type, list any) {
		for _, c := range list.([]*cell) {
			forget(c)
		}
	})
	for _, cells := range []*typeutil.Map{&m.mem, &m.boxes} {
		cells.Iterate(func(_ types.Type, c any) { forget(c.(*cell)) })
	}
	for _, c := range m.globals {
		forget(c)
	}
}

// merge makes a and b one cell. Only before facts flow.
func merge(a, b *cell) {
	a, b = a.find(), b.find()
	if a != b {
		a.parent = b
		b.pinned = b.pinned || a.pinned
	}
}

// compound reports whether memory of type t is described by the cells of its parts, not by one of its own.
func compound(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// parts calls f with the cell of every part of memory of type t.
func (m *memory) parts(t types.Type, f func(c *cell)) {
	m.walk(t, nil, f, map[types.Type]bool{})
}

func (m *memory) walk(t types.Type, own *cell, f func(c *cell), seen map[types.Type]bool) {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if seen[t] {
			return
		}
		seen[t] = true
		for i := 0; i < u.NumFields(); i++ {
			ft := u.Field(i).Type()
			if compound(ft) {
				m.walk(ft, nil, f, seen)
			} else {
				f(m.field(t, i))
			}
		}
	case *types.Array:
		m.walk(u.Elem(), nil, f, seen)
	default:
		if own == nil {
			own = m.of(t)
		}
		f(own)
	}
}

// unify merges the cells of types a and b, which have identical underlying types: a conversion lets the same memory be
// seen as both.
func (m *memory) unify(a, b types.Type) {
	if types.Identical(a, b) {
		return
	}
	x, ok1 := a.Underlying().(*types.Struct)
	y, ok2 := b.Underlying().(*types.Struct)
	switch {
	case ok1 && ok2 && x.NumFields() == y.NumFields():
		for i := 0; i < x.NumFields(); i++ {
			if !compound(x.Field(i).Type()) {
				merge(m.field(a, i), m.field(b, i))
			}
		}
	case !compound(a) && !compound(b):
		merge(m.of(a), m.of(b))
	}
}

// leafCell returns the cell of leaf number leaf in memory of type t, or nil past its end. own is the cell if t itself is
// not compound.
func (m *memory) leafCell(t types.Type, leaf int, own *cell) *cell {
	for {
		switch u := t.Underlying().(type) {
		case *types.Struct:
			i := 0
			for ; i < u.NumFields(); i++ {
				n := flowgraph.NumLeaves(u.Field(i).Type())
				if leaf < n {
					break
				}
				leaf -= n
			}
			if i == u.NumFields() {
				return nil
			}
			ft := u.Field(i).Type()
			if !compound(ft) {
				return m.field(t, i)
			}
			t = ft
		case *types.Array:
			n := flowgraph.NumLeaves(u.Elem())
			if n == 0 || int64(leaf) >= u.Len()*int64(n) {
				return nil
			}
			leaf %= n
			if !compound(u.Elem()) {
				return m.of(u.Elem())
			}
			t = u.Elem()
		default:
			if leaf > 0 {
				return nil
			}
			if own != nil {
				return own
			}
			return m.of(t)
		}
	}
}
