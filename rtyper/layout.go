package rtyper

// This file makes the layouts of heap objects, and finds references in memory.

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// layouts is the table of layouts being made. The index is the type id. The first real entry is that of the object
// which stands in for a nil interface where a type id is loaded without a branch.
type layouts struct {
	t        *typer
	list     []*lltype.Layout
	names    map[string]int
	objects  typeutil.Map // T to the layout of new(T)
	arrays   typeutil.Map // T to the layout of the memory behind []T
	boxes    typeutil.Map // T to the layout of a T in an interface
	closures map[*flowgraph.Graph]*lltype.Layout
}

func newLayouts(t *typer) *layouts {
	ls := &layouts{t: t, list: []*lltype.Layout{nil}, names: map[string]int{}, closures: map[*flowgraph.Graph]*lltype.Layout{}}
	ls.add(&lltype.Layout{Name: nilObjectLayoutName, Size: 8})
	return ls
}

// add gives l the next id and a unique name.
func (ls *layouts) add(l *lltype.Layout) *lltype.Layout {
	ls.names[l.Name]++
	if n := ls.names[l.Name]; n > 1 {
		l.Name += "'" + strconv.Itoa(n)
	}
	l.ID = uint32(len(ls.list))
	ls.list = append(ls.list, l)
	return l
}

// object returns the layout of new(T).
func (ls *layouts) object(typ types.Type) *lltype.Layout {
	return ls.of(&ls.objects, typ, func() *lltype.Layout {
		return &lltype.Layout{Name: longName(typ), Size: ls.t.repr(typ).Size, Refs: ls.t.refs(typ), Whole: ls.t.wholeRefs(typ)}
	})
}

// array returns the layout of the array behind a slice of typ.
func (ls *layouts) array(typ types.Type) *lltype.Layout {
	return ls.of(&ls.arrays, typ, func() *lltype.Layout {
		return &lltype.Layout{Name: "[...]" + longName(typ), Stride: ls.t.repr(typ).stride(), Elem: ls.t.refs(typ), WholeElem: ls.t.wholeRefs(typ)}
	})
}

// box returns the layout of a value of typ in an interface.
func (ls *layouts) box(typ types.Type) *lltype.Layout {
	return ls.of(&ls.boxes, typ, func() *lltype.Layout {
		return &lltype.Layout{Name: "box " + longName(typ), Size: ls.t.repr(typ).Size, Refs: ls.t.refs(typ), Whole: ls.t.wholeRefs(typ)}
	})
}

func (ls *layouts) of(m *typeutil.Map, typ types.Type, make func() *lltype.Layout) *lltype.Layout {
	if l, ok := m.At(typ).(*lltype.Layout); ok {
		return l
	}
	l := ls.add(make())
	m.Set(typ, l)
	return l
}

// closure returns the layout of the function values of g: its code, then its captures.
func (ls *layouts) closure(g *flowgraph.Graph) *lltype.Layout {
	if l := ls.closures[g]; l != nil {
		return l
	}
	offs, size := ls.t.captureOffsets(g)
	l := &lltype.Layout{Name: "closure " + g.Name, Size: size}
	for i, c := range ls.t.sigs[g].captures {
		l.Refs = ls.t.appendRefs(l.Refs, c, offs[i], allRefs)
		l.Whole = ls.t.appendRefs(l.Whole, c, offs[i], wholeRefs)
	}
	ls.closures[g] = ls.add(l)
	return l
}

// captureOffsets returns where the captures of g lie in its function values, and the size of those.
func (t *typer) captureOffsets(g *flowgraph.Graph) ([]int64, int64) {
	size := lltype.Code.Size()
	var offs []int64
	for _, c := range t.sigs[g].captures {
		r := t.repr(c)
		size = align(size, r.Align)
		offs = append(offs, size)
		size += r.Size
	}
	return offs, align(size, 8)
}

// refs returns the offsets of the references in a T in memory.
func (t *typer) refs(typ types.Type) []int64 { return t.appendRefs(nil, typ, 0, allRefs) }

// wholeRefs returns the offsets of those that never lead into the middle of an object.
func (t *typer) wholeRefs(typ types.Type) []int64 { return t.appendRefs(nil, typ, 0, wholeRefs) }

// What appendRefs looks for.
const (
	allRefs = iota
	wholeRefs
)

// isWhole reports whether the reference in a typ, which has one, never leads into the middle of an object.
func (t *typer) isWhole(typ types.Type) bool {
	switch u := typ.Underlying().(type) {
	case *types.Pointer:
		return !t.dyn.isInterior(u.Elem())
	case *types.Slice:
		return t.dyn.resliced.At(u.Elem()) == nil
	case *types.Interface, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return false
}

func (t *typer) appendRefs(list []int64, typ types.Type, off int64, which int) []int64 {
	r := t.repr(typ)
	switch {
	case r.fields != nil:
		for i, f := range r.fields {
			list = t.appendRefs(list, f.Type, off+r.offsets[i], which)
		}
	case r.elem != nil:
		if r.Size == 0 || !t.hasRefs(r.elem.Type) {
			return list
		}
		for i := range r.count {
			list = t.appendRefs(list, r.elem.Type, off+i*r.elem.stride(), which)
		}
	default:
		for _, l := range r.Leaves {
			if l.Prim == lltype.Ref && (which == allRefs || t.isWhole(typ)) {
				list = append(list, off+l.Off)
			}
		}
	}
	return list
}

// hasRefs reports whether a T in memory holds references.
func (t *typer) hasRefs(typ types.Type) bool {
	r := t.repr(typ)
	switch {
	case r.fields != nil:
		for _, f := range r.fields {
			if t.hasRefs(f.Type) {
				return true
			}
		}
		return false
	case r.elem != nil:
		return r.Size > 0 && t.hasRefs(r.elem.Type)
	}
	return len(r.Leaves) > 0 && r.Leaves[0].Prim == lltype.Ref
}

// numFlowLeaves counts the leaves that an object of the type has at the flow stages (see flowgraph.Object).
func (t *typer) numFlowLeaves(typ types.Type) int {
	r := t.repr(typ)
	switch {
	case r.fields != nil:
		n := 0
		for _, f := range r.fields {
			n += t.numFlowLeaves(f.Type)
		}
		return n
	case r.elem != nil:
		return int(r.count) * t.numFlowLeaves(r.elem.Type)
	}
	if s, ok := typ.Underlying().(*types.Struct); ok && s.NumFields() == 0 {
		return 0
	}
	return 1
}

// flowOffset returns the place in memory of leaf number leaf of an object of the type; one past the last is its end.
func (t *typer) flowOffset(typ types.Type, leaf int) int64 {
	off := int64(0)
	for {
		r := t.repr(typ)
		switch {
		case leaf == 0:
			return off
		case r.fields != nil:
			i := 0
			for ; i < len(r.fields); i++ {
				n := t.numFlowLeaves(r.fields[i].Type)
				if leaf < n {
					break
				}
				leaf -= n
			}
			if i == len(r.fields) {
				return off + r.Size
			}
			typ, off = r.fields[i].Type, off+r.offsets[i]
		case r.elem != nil && r.count > 0:
			n := t.numFlowLeaves(r.elem.Type)
			if n == 0 {
				return off
			}
			i := int64(leaf / n)
			if i >= r.count {
				return off + r.Size
			}
			off += i * r.elem.stride()
			leaf %= n
			typ = r.elem.Type
		default:
			return off + r.Size
		}
	}
}

// longName returns a text of typ with full package paths: unique for all but local types.
func longName(typ types.Type) string {
	return flowgraph.TypeName(typ, (*types.Package).Path)
}
