package annotator

// This file looks at all reached code once, before facts flow, and merges the memory cells that code can confuse.

import (
	"go/types"

	"rgo/flowgraph"
)

func (s *solver) partition() {
	// Bytes come from strings, from files and from everywhere.
	s.mem.of(types.Typ[types.Uint8]).pinned = true
	found := make([]confusions, len(s.f.reached))
	flowgraph.Parallel(len(found), func(i int) {
		for _, b := range s.f.reached[i].Blocks {
			found[i].block(b)
		}
	})
	for i := range found {
		for _, op := range found[i].addresses {
			s.addressEscapes(op)
		}
		for _, c := range found[i].pointers {
			s.pointerEscapes(c.Val.(flowgraph.Pointer), c.Typ.(types.Type))
		}
		for _, op := range found[i].retypes {
			s.retype(op.Args[0].Type().(types.Type), op.Results[0].Typ.(types.Type))
		}
	}
	for _, o := range s.f.objects {
		for i, l := range o.Leaves {
			if c := s.mem.leafCell(o.Type, i, s.mem.global(o)); c != nil {
				s.frozenAddress(l, c.typ)
			}
		}
	}
}

// confusions are what makes code confuse memory cells.
type confusions struct {
	addresses []*flowgraph.Op    // of fields, that are used other than to go through them
	pointers  []*flowgraph.Const // the same
	retypes   []*flowgraph.Op
}

func (c *confusions) block(b *flowgraph.Block) {
	var addr map[*flowgraph.Var]*flowgraph.Op
	check := func(v flowgraph.Value) {
		switch x := v.(type) {
		case *flowgraph.Var:
			if op := addr[x]; op != nil {
				c.addresses = append(c.addresses, op)
			}
		case *flowgraph.Const:
			if _, ok := x.Val.(flowgraph.Pointer); ok {
				c.pointers = append(c.pointers, x)
			}
		}
	}
	for _, op := range b.Ops {
		for i, a := range op.Args {
			if i == 0 && addressing(op.Kind) {
				continue
			}
			check(a)
		}
		switch op.Kind {
		case flowgraph.OpFieldAddr:
			if addr == nil {
				addr = map[*flowgraph.Var]*flowgraph.Op{}
			}
			addr[op.Results[0]] = op
		case flowgraph.OpRetype:
			c.retypes = append(c.retypes, op)
		}
	}
	for _, l := range b.Exits {
		for _, a := range l.Args {
			check(a)
		}
	}
}

// addressing reports whether an operation only goes through the pointer that is its first operand.
func addressing(k flowgraph.OpKind) bool {
	switch k {
	case flowgraph.OpLoad, flowgraph.OpStore, flowgraph.OpFieldAddr, flowgraph.OpIndexAddr, flowgraph.OpNilCheck:
		return true
	}
	return false
}

// addressEscapes merges the field that op addresses with other memory of its type.
func (s *solver) addressEscapes(op *flowgraph.Op) {
	t := deref(op.Args[0].Type())
	i := int(op.Aux.(int64))
	ft := t.Underlying().(*types.Struct).Field(i).Type()
	if !compound(ft) {
		merge(s.mem.field(t, i), s.mem.of(ft))
	}
}

// pointerEscapes merges what p, a pointer of type t, points to with other memory of its type. A pointer to a struct or
// array needs nothing: its parts have the cells of their types anyway.
func (s *solver) pointerEscapes(p flowgraph.Pointer, t types.Type) {
	if p.Obj == nil {
		return
	}
	c := s.mem.leafCell(p.Obj.Type, p.Leaf, s.mem.global(p.Obj))
	elem := pointee(t)
	switch {
	case c == nil:
	case elem == nil:
		s.pin(p.Obj.Type)
		c.pinned = true
	case !compound(elem):
		merge(c, s.mem.of(elem))
	}
}

// frozenAddress is pointerEscapes for the addresses in a leaf of type t of frozen data.
func (s *solver) frozenAddress(leaf any, t types.Type) {
	switch x := leaf.(type) {
	case flowgraph.Pointer:
		switch t.Underlying().(type) {
		case *types.Map, *types.Chan: // what they point to is made and used as what it is
		default:
			s.pointerEscapes(x, t)
		}
	case flowgraph.SliceValue:
		s.pointerEscapes(x.Data, t)
	case flowgraph.FuncValue:
		i := 0
		for _, c := range x.Graph.Captures {
			for _, lt := range flowgraph.LeafTypes(c.(types.Type)) {
				s.frozenAddress(x.Bound[i], lt)
				i++
			}
		}
	case flowgraph.IfaceValue:
		for i, lt := range flowgraph.LeafTypes(x.Type) {
			s.frozenAddress(x.Leaves[i], lt)
		}
	}
}

// retype notes that memory can be seen as another type through a conversion of pointers.
func (s *solver) retype(from, to types.Type) {
	a, b := pointee(from), pointee(to)
	switch {
	case isUnsafe(from) && b != nil:
		s.pin(b)
	case isUnsafe(to) && a != nil:
		s.pin(a)
	case a != nil && b != nil:
		s.mem.unify(a, b)
	case compound(from) && compound(to):
		s.mem.unify(from, to)
	}
}

// pin gives up on memory of type t: unsafe code may write anything there.
func (s *solver) pin(t types.Type) {
	s.mem.parts(t, func(c *cell) { c.pinned = true })
}

func pointee(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	}
	return nil
}

func isUnsafe(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}

func deref(t flowgraph.Type) types.Type {
	return t.(types.Type).Underlying().(*types.Pointer).Elem()
}
