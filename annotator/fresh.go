package annotator

// This file follows new objects while nobody else can see them.

import (
	"go/types"

	"rgo/flowgraph"
)

// freshObject is an object made in this block that nobody else can see yet: its fields need not be counted as zero if
// they are stored to before the address goes anywhere.
type freshObject struct {
	v    *flowgraph.Var // its address
	typ  types.Type
	done Set // fields that have been stored to
}

// makeFresh handles new: the zero content is counted when the address is used for something else than stores.
func (s *solver) makeFresh(fr *frame, op *flowgraph.Op) {
	t := op.Aux.(types.Type)
	s.set(op.Results[0], Fact{Some: true, Full: true})
	fr.fresh = append(fr.fresh, freshObject{v: op.Results[0], typ: t})
}

// freshAt returns the index in fr.fresh of the object whose address is v, or -1.
func (fr *frame) freshAt(v flowgraph.Value) int {
	for i := range fr.fresh {
		if fr.fresh[i].v == v {
			return i
		}
	}
	return -1
}

// forget makes object number i an ordinary one.
func (fr *frame) forget(i int) {
	last := len(fr.fresh) - 1
	fr.fresh[i] = fr.fresh[last]
	fr.fresh = fr.fresh[:last]
}

// escapeFresh looks at how op uses objects made in this block.
func (s *solver) escapeFresh(fr *frame, op *flowgraph.Op) {
	if len(fr.fresh) == 0 {
		return
	}
	for i, a := range op.Args {
		v, ok := a.(*flowgraph.Var)
		if !ok || len(fr.fresh) == 0 {
			continue
		}
		if k := fr.freshAt(v); k >= 0 {
			if i == 0 && op.Kind == flowgraph.OpFieldAddr {
				continue
			}
			if i == 0 && op.Kind == flowgraph.OpStore {
				fr.forget(k) // initialised as a whole
				continue
			}
			s.publish(fr, k)
			continue
		}
		// The address of a field of a fresh object.
		d := s.defs[v.Fact]
		if d == nil || d.Kind != flowgraph.OpFieldAddr {
			continue
		}
		k := fr.freshAt(d.Args[0])
		if k < 0 {
			continue
		}
		if i == 0 && op.Kind == flowgraph.OpStore {
			fr.fresh[k].done = fr.fresh[k].done.With(int(d.Aux.(int64)))
			continue
		}
		s.publish(fr, k)
	}
}

// publish counts the zero content of those fields of fresh object number k that have not been stored to.
func (s *solver) publish(fr *frame, k int) {
	o := fr.fresh[k]
	fr.forget(k)
	st, ok := o.typ.Underlying().(*types.Struct)
	if !ok {
		s.zeroMemory(o.typ)
		return
	}
	for i := 0; i < st.NumFields(); i++ {
		if o.done.Has(i) {
			continue
		}
		ft := st.Field(i).Type()
		if compound(ft) {
			s.zeroParts(ft)
		} else {
			s.write(s.mem.field(o.typ, i), zero(ft))
		}
	}
}

func (s *solver) publishAll(fr *frame) {
	for len(fr.fresh) > 0 { // joins commute: any order
		s.publish(fr, len(fr.fresh)-1)
	}
}
