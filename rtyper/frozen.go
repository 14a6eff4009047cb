package rtyper

// This file makes static data of globals and of the heap that package initialisers left, as far as live code reaches it.

import (
	"cmp"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// object returns the static of a global or frozen object. Its content comes later, from fill.
func (s *statics) object(o *flowgraph.Object) *flowgraph.Static {
	if x := s.objects[o]; x != nil {
		return x
	}
	r := s.t.repr(o.Type)
	if r.Size == 0 {
		s.objects[o] = s.empty(r)
		return s.objects[o]
	}
	x := &flowgraph.Static{Name: o.Name, Size: r.Size, Align: max(r.Align, 8), Pos: o.Pos}
	if x.Name == "" {
		x.Name = "frozen"
	}
	switch d := s.t.dyn.pointerTo(o.Type); {
	case d == nil && !s.t.hasRefs(o.Type) && !s.t.isCounted(r):
		// Neither the collector nor an interface needs to know what it is.
	case d == nil && r.elem != nil:
		x.Layout = s.t.layouts.array(r.elem.Type)
		x.Len = r.count
	default:
		x.Layout = s.t.layouts.object(o.Type)
	}
	s.objects[o] = s.add(x)
	s.queue = append(s.queue, o)
	return x
}

// pointer returns the address of a frozen pointer: nil for none.
func (s *statics) pointer(p flowgraph.Pointer) (*flowgraph.Static, int64) {
	if p.Obj == nil {
		return nil, 0
	}
	return s.object(p.Obj), s.t.flowOffset(p.Obj.Type, p.Leaf)
}

// fill gives every object its content; that may ask for further objects.
func (s *statics) fill() {
	for len(s.queue) > 0 {
		o := s.queue[0]
		s.queue = s.queue[1:]
		x := s.objects[o]
		if o.Leaves == nil {
			continue
		}
		im := newImage(x.Size)
		w := &leafWriter{t: s.t, im: im, leaves: o.Leaves, pos: o.Pos, name: o.Name}
		w.value(s.t.repr(o.Type), 0)
		x.Data, x.Relocs = im.trimmed(), im.sorted()
	}
}

// A leafWriter puts the leaves of flow values into an image.
type leafWriter struct {
	t      *typer
	im     *image
	leaves []any // those not written yet
	pos    flowgraph.Pos
	name   string
}

// value writes a value of representation r at off.
func (w *leafWriter) value(r *Repr, off int64) {
	switch r.Type.Underlying().(type) {
	case *types.Struct:
		for i, f := range r.fields {
			w.value(f, off+r.offsets[i])
		}
	case *types.Array:
		if w.t.numFlowLeaves(r.elem.Type) == 0 {
			return
		}
		for i := range r.count {
			w.value(r.elem, off+i*r.elem.stride())
		}
	default:
		if len(w.leaves) == 0 {
			w.fault("is too short")
			return
		}
		x := w.leaves[0]
		w.leaves = w.leaves[1:]
		if x != nil {
			w.leaf(r, off, x)
		}
	}
}

func (w *leafWriter) fault(what string) {
	w.t.errorf(w.pos, "internal error: frozen object %s %s", w.name, what)
	w.leaves = nil
}

// leaf writes one leaf that is not zero.
func (w *leafWriter) leaf(r *Repr, off int64, x any) {
	t, im := w.t, w.im
	switch x := x.(type) {
	case bool, int64, uint64, float64:
		im.putValues(t, r.Leaves, off, []value{&flowgraph.Const{Typ: r.Leaves[0].Prim, Val: x}})
	case complex128:
		im.putValues(t, r.Leaves, off, []value{t.float(r.Leaves[0].Prim, real(x)), t.float(r.Leaves[0].Prim, imag(x))})
	case string:
		im.putValues(t, r.Leaves, off, t.string(x))
	case flowgraph.Pointer:
		w.address(off, x)
	case flowgraph.SliceValue:
		if r.whole && x.Len == 0 {
			im.putAddress(off, t.statics.noElements(), 0)
			return
		}
		w.address(off, x.Data)
		if r.whole {
			return
		}
		if x.Data.Obj == nil && x.Cap == 0 {
			im.putAddress(off, t.statics.zeroes(0), 0)
		}
		im.put(off+8, 8, uint64(x.Len))
		im.put(off+16, 8, uint64(x.Cap))
	case flowgraph.FuncValue:
		if x.Graph != nil {
			im.putAddress(off, t.funcs.frozen(x), 0)
		}
	case flowgraph.IfaceValue:
		w.iface(off, x)
	default:
		w.fault("has a leaf of unknown kind")
	}
}

func (w *leafWriter) address(off int64, p flowgraph.Pointer) {
	if s, at := w.t.statics.pointer(p); s != nil {
		w.im.putAddress(off, s, at)
	}
}

// iface writes an interface value.
func (w *leafWriter) iface(off int64, v flowgraph.IfaceValue) {
	if v.Type == nil {
		return
	}
	x := w.t.dyn.of(v.Type)
	switch {
	case x == nil:
		w.fault("holds an interface of an unknown dynamic type " + v.Type.String())
	case x.immediate != nil:
		if word, ok := x.immediate.constant(v.Leaves[0]); ok {
			w.im.put(off, 8, word)
			return
		}
		fallthrough
	case x.boxed():
		im := newImage(x.repr.Size)
		in := &leafWriter{t: w.t, im: im, leaves: v.Leaves, pos: w.pos, name: w.name}
		in.value(x.repr, 0)
		w.im.putAddress(off, w.t.statics.boxed(x, im), 0)
	default:
		p, _ := v.Leaves[0].(flowgraph.Pointer)
		if p.Obj == nil {
			w.im.putAddress(off, x.nilStatic, 0)
		} else {
			w.address(off, p)
		}
	}
}

func (t *typer) float(p lltype.Prim, x float64) *flowgraph.Const { return t.constant(p, x) }

// sorted returns the addresses in the order of their places.
func (im *image) sorted() []flowgraph.Reloc {
	slices.SortFunc(im.relocs, func(a, b flowgraph.Reloc) int { return cmp.Compare(a.Off, b.Off) })
	return im.relocs
}

// key returns a text that tells images apart.
func (im *image) key() string {
	var b strings.Builder
	b.WriteString("\x00" + string(im.data))
	for _, r := range im.sorted() {
		b.WriteString("\x00" + strconv.FormatInt(r.Off, 10) + "+" + strconv.FormatInt(r.Addend, 10))
		if r.Static != nil {
			b.WriteString("s" + r.Static.Name)
		} else {
			b.WriteString("g" + r.Graph.Name)
		}
	}
	return b.String()
}

// constValues returns the variables of a flow constant.
func (t *typer) constValues(c *flowgraph.Const) []value {
	r := t.reprOf(c.Typ)
	switch x := c.Val.(type) {
	case nil:
		return t.zeros(r)
	case flowgraph.Undef:
		out := make([]value, len(r.Leaves))
		for i, l := range r.Leaves {
			out[i] = t.constant(l.Prim, x)
		}
		return out
	case bool, int64, uint64, float64:
		return []value{t.constant(r.Leaves[0].Prim, x)}
	case complex128:
		p := r.Leaves[0].Prim
		return []value{t.float(p, real(x)), t.float(p, imag(x))}
	case string:
		return t.string(x)
	case *flowgraph.Graph:
		return []value{t.address(t.funcs.static(x), 0)}
	case flowgraph.Pointer:
		if s, off := t.statics.pointer(x); s != nil {
			return []value{t.address(s, off)}
		}
		return t.zeros(r)
	}
	t.errorf(flowgraph.Pos{}, "internal error: constant %v of type %s", c.Val, c.Typ)
	return t.zeros(r)
}
