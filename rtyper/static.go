package rtyper

// This file makes static data: strings, zeroes, boxes and tables. Frozen objects are in frozen.go.

import (
	"encoding/binary"
	"math"
	"strconv"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// statics is the static data being made.
type statics struct {
	t       *typer
	list    []*flowgraph.Static
	names   map[string]int
	zero    *flowgraph.Static // read-only zeroes, as many as the largest that was asked for
	strings map[string]*flowgraph.Static
	boxes   map[string]*flowgraph.Static // by layout and content
	none    *flowgraph.Static            // an array of length 0; nil before it was asked for
	empties typeutil.Map                 // T without size to the one object that new(T) returns
	objects map[*flowgraph.Object]*flowgraph.Static
	queue   []*flowgraph.Object // in objects, but not filled yet
}

func newStatics(t *typer) *statics {
	s := &statics{
		t:       t,
		names:   map[string]int{},
		strings: map[string]*flowgraph.Static{},
		boxes:   map[string]*flowgraph.Static{},
		objects: map[*flowgraph.Object]*flowgraph.Static{},
	}
	s.zero = s.add(&flowgraph.Static{Name: "rgo.zero", Size: 16, Align: 16, ReadOnly: true})
	return s
}

// add adds a static, making its name unique.
func (s *statics) add(x *flowgraph.Static) *flowgraph.Static {
	s.names[x.Name]++
	if n := s.names[x.Name]; n > 1 {
		x.Name += "'" + strconv.Itoa(n)
	}
	s.list = append(s.list, x)
	return x
}

// zeroes returns static memory with at least n zero bytes, which nobody writes to.
func (s *statics) zeroes(n int64) *flowgraph.Static {
	s.zero.Size = max(s.zero.Size, align(n, 16))
	return s.zero
}

// empty returns the object that stands for all objects of a type without size: one for all such types, but for those
// whose pointers interfaces tell by their header.
func (s *statics) empty(r *Repr) *flowgraph.Static {
	if s.t.dyn.pointerTo(r.Type) == nil {
		return s.zero
	}
	if x, ok := s.empties.At(r.Type).(*flowgraph.Static); ok {
		return x
	}
	x := s.add(&flowgraph.Static{Name: "empty " + longName(r.Type), Layout: s.t.layouts.object(r.Type), Size: 8, Align: 8, ReadOnly: true})
	s.empties.Set(r.Type, x)
	return x
}

// text returns static memory with the bytes of text, which is not empty.
func (s *statics) text(text string) *flowgraph.Static {
	if x := s.strings[text]; x != nil {
		return x
	}
	x := s.add(&flowgraph.Static{
		Name: "str." + strconv.Itoa(len(s.strings)), Data: []byte(text), Size: int64(len(text)), Align: 1, ReadOnly: true,
	})
	s.strings[text] = x
	return x
}

// string returns the variables of a constant string.
func (t *typer) string(text string) []value {
	if text == "" {
		return []value{t.nil(), t.int(0)}
	}
	return []value{t.address(t.statics.text(text), 0), t.int(int64(len(text)))}
}

// stringTable returns static memory with a string for each element of list.
func (s *statics) stringTable(name string, list []string) *flowgraph.Static {
	im := newImage(int64(len(list)) * 16)
	for i, text := range list {
		if text != "" {
			im.putValues(s.t, stringLeaves, int64(i)*16, s.t.string(text))
		}
	}
	return s.add(im.static(name, 8))
}

var stringLeaves = []Leaf{{Prim: lltype.Ref}, {Prim: lltype.Int64, Off: 8}}

// boxOf returns the static box of a constant value of dynamic type x, or nil if vals are not all constants.
func (s *statics) boxOf(x *dynamic, vals []value) *flowgraph.Static {
	im := newImage(x.repr.Size)
	for i, l := range x.repr.Leaves {
		c, ok := vals[i].(*flowgraph.Const)
		if !ok || l.Inline != nil {
			return nil
		}
		if _, undef := c.Val.(flowgraph.Undef); undef {
			return nil
		}
		im.putValues(s.t, x.repr.Leaves[i:i+1], 0, vals[i:i+1])
	}
	return s.boxed(x, im)
}

// boxed returns the static box with the given content.
func (s *statics) boxed(x *dynamic, im *image) *flowgraph.Static {
	key := strconv.Itoa(int(x.layout.ID)) + im.key()
	if b := s.boxes[key]; b != nil {
		return b
	}
	b := im.static(x.layout.Name, 8)
	b.Layout = x.layout
	b.Size = max(b.Size, 1)
	s.boxes[key] = s.add(b)
	return b
}

// An image is the content of a static while it is being put together.
type image struct {
	data   []byte
	relocs []flowgraph.Reloc // in any order
}

func newImage(size int64) *image { return &image{data: make([]byte, size)} }

// static returns a read-only static with content im.
func (im *image) static(name string, align int64) *flowgraph.Static {
	return &flowgraph.Static{
		Name: name, Data: im.trimmed(), Size: int64(len(im.data)), Align: align, Relocs: im.sorted(), ReadOnly: true,
	}
}

// trimmed returns the data without the zeroes at its end.
func (im *image) trimmed() []byte {
	n := len(im.data)
	for n > 0 && im.data[n-1] == 0 {
		n--
	}
	if n == 0 {
		return nil
	}
	return im.data[:n]
}

// put stores a scalar of n bytes.
func (im *image) put(off, n int64, bits uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], bits)
	copy(im.data[off:off+n], b[:n])
}

// putAddress stores an address.
func (im *image) putAddress(off int64, s *flowgraph.Static, addend int64) {
	im.relocs = append(im.relocs, flowgraph.Reloc{Off: off, Static: s, Addend: addend})
}

// putCode stores the address of g's code.
func (im *image) putCode(off int64, g *flowgraph.Graph) {
	im.relocs = append(im.relocs, flowgraph.Reloc{Off: off, Graph: g})
}

// putValues stores constants in the places of leaves, which are relative to off.
func (im *image) putValues(t *typer, leaves []Leaf, off int64, vals []value) {
	for i, l := range leaves {
		if l.Length {
			continue
		}
		at := off + l.Off
		switch x := vals[i].(*flowgraph.Const).Val.(type) {
		case bool:
			if x {
				im.put(at, 1, 1)
			}
		case int64:
			im.put(at, l.Prim.Size(), uint64(x))
		case uint64:
			im.put(at, l.Prim.Size(), x)
		case float64:
			im.put(at, l.Prim.Size(), floatBits(x, l.Prim))
		case flowgraph.StaticRef:
			im.putAddress(at, x.Static, x.Off)
		case *flowgraph.Graph:
			im.putCode(at, x)
		case nil:
		default:
			t.errorf(flowgraph.Pos{}, "internal error: constant %v in static data", vals[i])
		}
	}
}

func floatBits(x float64, p lltype.Prim) uint64 {
	if p == lltype.Float32 {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
}
