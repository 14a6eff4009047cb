package eval

// This file moves memory between the evaluator and the program: the frozen heap of heap.go is read into objects when
// they are first touched, and written from them when the package initialisers have run.

import (
	"fmt"
	"go/types"
	"strings"

	"rgo/flowgraph"
)

// importLeaves fills o with the leaves of its origin.
func (m *Machine) importLeaves(o *object) {
	leaves := o.origin.Leaves
	if leaves == nil {
		return
	}
	if o.bytemk {
		for i, l := range leaves {
			switch v := l.(type) {
			case bool:
				o.bytes[i] = byte(b2u(v))
			case int64:
				o.bytes[i] = byte(v)
			case uint64:
				o.bytes[i] = byte(v)
			}
		}
		return
	}
	at := 0
	m.eachLeaf(o.typ, func(t *rtype) {
		if len(leaves) > 0 {
			m.importLeaf(o.cells[at:at+t.n], t, leaves[0])
			leaves = leaves[1:]
		}
		at += t.n
	})
}

// eachLeaf calls f with the type of every leaf of t, in order.
func (m *Machine) eachLeaf(t *rtype, f func(*rtype)) {
	switch t.shape {
	case shapeStruct:
		s := t.typ.Underlying().(*types.Struct)
		for i := range s.NumFields() {
			m.eachLeaf(m.types.of(s.Field(i).Type()), f)
		}
	case shapeArray:
		for range t.typ.Underlying().(*types.Array).Len() {
			m.eachLeaf(t.elem, f)
		}
	default:
		f(t)
	}
}

func (m *Machine) importPointer(p flowgraph.Pointer) cell {
	if p.Obj == nil {
		return cell{}
	}
	return cell{obj: m.objectOf(p.Obj), bits: uint64(m.leafCell(p.Obj.Type, p.Leaf))}
}

func (m *Machine) importLeaf(dst []cell, t *rtype, leaf any) {
	switch v := leaf.(type) {
	case nil:
	case flowgraph.Pointer:
		dst[0] = m.importPointer(v)
	case flowgraph.SliceValue:
		dst[0] = m.importPointer(v.Data)
		dst[1].bits, dst[2].bits = uint64(v.Len), uint64(v.Cap)
	case flowgraph.FuncValue:
		c := m.codeOf(v.Graph)
		if len(v.Bound) == 0 {
			dst[0].obj = m.staticClosure(c)
			return
		}
		o := &object{fn: c, filled: true, size: c.capture, cells: make([]cell, c.capture)}
		at, bound := 0, v.Bound
		for _, ct := range v.Graph.Captures {
			r := m.types.of(ct.(types.Type))
			var cells []cell
			cells, bound = m.importCells(r, bound)
			copy(o.cells[at:at+r.regs], m.inFrame(r, cells))
			at += r.regs
		}
		dst[0].obj = o
	case flowgraph.IfaceValue:
		dt := m.types.of(v.Type)
		cells, _ := m.importCells(dt, v.Leaves)
		if dt.wide() {
			dst[0] = m.inFrame(dt, cells)[0]
		} else {
			dst[0] = m.makeIface(dt, cells)
		}
	default:
		copy(dst, m.constCells(&flowgraph.Const{Typ: t.typ, Val: leaf}))
	}
}

// importCells returns the cells in memory of a value, and the leaves that are left.
func (m *Machine) importCells(t *rtype, leaves []any) ([]cell, []any) {
	cells := make([]cell, t.n)
	at := 0
	m.eachLeaf(t, func(lt *rtype) {
		m.importLeaf(cells[at:at+lt.n], lt, leaves[0])
		at, leaves = at+lt.n, leaves[1:]
	})
	return cells, leaves
}

// Freeze writes the memory of all globals, and of everything they lead to, into their Leaves. New objects are named
// after the global that leads to them first, so that a change in one package renames nothing in others.
//
// The error says what cannot be frozen.
func (m *Machine) Freeze() (err error) {
	defer func() {
		if r := recover(); r != nil {
			stop, ok := r.(stopError)
			if !ok {
				panic(r)
			}
			err = stop.err
		}
	}()
	z := &freezer{m: m, made: map[*object]*flowgraph.Object{}, count: map[string]int{}}
	for fo, o := range m.objects {
		if o != m.zero {
			z.made[o] = fo
		}
	}
	for _, g := range m.prog.Globals {
		if o := m.objects[g]; o != nil && o.filled && o != m.zero {
			z.fill(g, o)
		}
	}
	for len(z.work) > 0 {
		o := z.work[0]
		z.work = z.work[1:]
		z.fill(z.made[o], o)
	}
	return nil
}

// freezer turns objects into flowgraph objects.
type freezer struct {
	m     *Machine
	made  map[*object]*flowgraph.Object
	done  map[*object]bool
	work  []*object
	count map[string]int // objects named after each global
	owner string         // name of the global that led to what is being written
}

// object returns the flowgraph object for o.
func (z *freezer) object(o *object) *flowgraph.Object {
	if fo := z.made[o]; fo != nil {
		if o.origin != nil && !o.origin.Global && o.filled {
			z.queue(o)
		}
		return fo
	}
	if o.typ == nil {
		z.m.fail("a pointer to a function value cannot be frozen")
	}
	if o == z.m.zero {
		z.made[o] = &flowgraph.Object{Name: "rgo.zero", Type: o.typ.typ}
		return z.made[o]
	}
	z.count[z.owner]++
	t := o.typ.typ
	if o.array {
		n := o.size
		if o.typ.n > 0 {
			n /= o.typ.n
		}
		t = types.NewArray(t, int64(n))
	}
	fo := &flowgraph.Object{Name: fmt.Sprintf("%s~%d", z.owner, z.count[z.owner]), Type: t}
	z.made[o] = fo
	z.queue(o)
	return fo
}

func (z *freezer) queue(o *object) {
	if z.done == nil {
		z.done = map[*object]bool{}
	}
	if !z.done[o] {
		z.done[o] = true
		z.work = append(z.work, o)
	}
}

// fill sets the leaves of fo from o.
func (z *freezer) fill(fo *flowgraph.Object, o *object) {
	z.owner, _, _ = strings.Cut(fo.Name, "~")
	if !o.filled {
		return
	}
	t := z.m.types.of(fo.Type)
	if o.bytemk {
		fo.Leaves = z.byteLeaves(t, o.bytes)
		return
	}
	leaves := make([]any, 0, flowgraph.NumLeaves(fo.Type))
	leaves = z.leaves(leaves, t, o.cells)
	fo.Leaves = nil
	for _, l := range leaves {
		if l != nil {
			fo.Leaves = leaves
			break
		}
	}
}

// byteLeaves returns the content of compact memory; nil if it is all zero.
func (z *freezer) byteLeaves(t *rtype, b []byte) []any {
	zero := true
	for _, c := range b {
		zero = zero && c == 0
	}
	if zero {
		return nil
	}
	elem := t.elem
	leaves := make([]any, len(b))
	for i, c := range b {
		switch {
		case c == 0:
		case elem.shape == shapeBool:
			leaves[i] = true
		case elem.shape == shapeInt:
			leaves[i] = int64(int8(c))
		default:
			leaves[i] = uint64(c)
		}
	}
	return leaves
}

// leaves appends the leaves of a value of type t.
func (z *freezer) leaves(list []any, t *rtype, v []cell) []any {
	at := 0
	z.m.eachLeaf(t, func(lt *rtype) {
		list = append(list, z.leaf(lt, v[at:at+lt.n]))
		at += lt.n
	})
	return list
}

// leaf returns one leaf: nil if it is zero.
func (z *freezer) leaf(t *rtype, v []cell) any {
	switch t.shape {
	case shapeBool:
		if v[0].bits == 0 {
			return nil
		}
		return true
	case shapeInt:
		if v[0].bits == 0 {
			return nil
		}
		return int64(v[0].bits)
	case shapeUint:
		if v[0].bits == 0 {
			return nil
		}
		return v[0].bits
	case shapeFloat32, shapeFloat64:
		if v[0].bits == 0 {
			return nil
		}
		return toFloat(primOf(t), v[0].bits)
	case shapeComplex64, shapeComplex128:
		if v[0].bits == 0 && v[1].bits == 0 {
			return nil
		}
		p := primOf(t)
		return complex(toFloat(p, v[0].bits), toFloat(p, v[1].bits))
	case shapeString:
		if v[1].bits == 0 {
			return nil
		}
		return goString(v[0], v[1])
	case shapeSlice:
		if v[0].obj == nil {
			return nil
		}
		return flowgraph.SliceValue{Data: z.pointer(v[0]), Len: int64(v[1].bits), Cap: int64(v[2].bits)}
	case shapeFunc:
		if v[0].obj == nil {
			return nil
		}
		return z.function(v[0].obj)
	case shapeIface:
		dt, cells := z.m.dynamic(v[0])
		if dt == nil {
			return nil
		}
		return flowgraph.IfaceValue{Type: dt.typ, Leaves: z.leaves(nil, dt, z.m.inCells(dt, cells))}
	}
	if v[0].obj == nil {
		return nil
	}
	return z.pointer(v[0])
}

func (z *freezer) function(o *object) any {
	f := flowgraph.FuncValue{Graph: o.fn.graph}
	at := 0
	for _, t := range o.fn.graph.Captures {
		r := z.m.types.of(t.(types.Type))
		f.Bound = z.leaves(f.Bound, r, z.m.inCells(r, o.cells[at:at+r.regs]))
		at += r.regs
	}
	return f
}

// pointer returns the address of a cell.
func (z *freezer) pointer(p cell) flowgraph.Pointer {
	o := p.obj
	fo := z.object(o)
	return flowgraph.Pointer{Obj: fo, Leaf: z.cellLeaf(z.m.types.of(fo.Type), int(p.bits))}
}

// cellLeaf returns the number of the leaf that starts at cell number at of a t.
func (z *freezer) cellLeaf(t *rtype, at int) int {
	if at == 0 {
		return 0
	}
	switch t.shape {
	case shapeStruct:
		s := t.typ.Underlying().(*types.Struct)
		leaf := 0
		for i := range s.NumFields() {
			f := z.m.types.of(s.Field(i).Type())
			if at < f.n {
				return leaf + z.cellLeaf(f, at)
			}
			at -= f.n
			leaf += flowgraph.NumLeaves(f.typ)
		}
		return leaf
	case shapeArray:
		if t.elem.n == 0 {
			return 0
		}
		i := at / t.elem.n
		return i*flowgraph.NumLeaves(t.elem.typ) + z.cellLeaf(t.elem, at%t.elem.n)
	}
	if at < t.n {
		z.m.fail("a pointer into the middle of a value cannot be frozen")
	}
	return 1
}
