package rtyper

// This file tests the dynamic types of interface values: by the type ids that the value can have at all.

import (
	"cmp"
	"go/types"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// maxRanges is how many ranges of type ids a test compares with; a table takes its place if there are more.
const maxRanges = 3

// A candidate is a type id that an interface value can have, and whether an assertion about it holds.
type candidate struct {
	id uint32
	is bool
}

// candidates returns what interface v can be, by type id, in an assertion to typ.
func (l *lowering) candidates(v value, typ types.Type) []candidate {
	var list []candidate
	accepts := l.t.dyn.accepted(typ)
	for _, d := range l.t.facts.TypesOf(v) {
		x := l.t.dyn.of(d)
		if x == nil {
			l.t.errorf(l.pos, "internal error: the annotator does not know dynamic type %s", d)
			continue
		}
		is := accepts[x]
		for _, id := range x.ids() {
			list = append(list, candidate{id, is})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.id, b.id) })
	return list
}

// accepted returns the dynamic types for which an assertion to typ holds.
func (d *dynamics) accepted(typ types.Type) map[*dynamic]bool {
	accepts, _ := d.accepts.At(typ).(map[*dynamic]bool)
	if accepts == nil {
		accepts = map[*dynamic]bool{}
		for _, x := range d.list {
			if matches(x.typ, typ) {
				accepts[x] = true
			}
		}
		d.accepts.Set(typ, accepts)
	}
	return accepts
}

// matches reports whether an assertion to typ holds for dynamic type d.
func matches(d, typ types.Type) bool {
	if iface, ok := typ.Underlying().(*types.Interface); ok {
		return types.Implements(d, iface)
	}
	return types.Identical(d, typ)
}

// idRanges returns ranges of type ids, first and last, that hold what matches and nothing of the rest of list.
func idRanges(list []candidate) (ranges [][2]uint32, all bool) {
	all = true
	open := false
	for _, c := range list {
		switch {
		case !c.is:
			all, open = false, false
		case open:
			ranges[len(ranges)-1][1] = c.id
		default:
			ranges = append(ranges, [2]uint32{c.id, c.id})
			open = true
		}
	}
	return ranges, all
}

// test returns whether interface v, whose word is p, holds what an assertion to typ accepts.
func (l *lowering) test(v, p value, typ types.Type) value {
	ranges, all := idRanges(l.candidates(v, typ))
	switch {
	case len(ranges) == 0:
		return l.t.bool(false)
	case all && (l.isNonNil(v) || l.known[check{kind: "nil", a: p}]):
		return l.t.bool(true)
	case all:
		return l.notNil(p)
	case len(ranges) > maxRanges:
		at := l.convert(l.typeIDOf(v, p), lltype.Int64)
		table := l.t.address(l.t.dyn.testTable(typ), 0)
		return l.opAux(flowgraph.OpMemLoad, lltype.Bool, int64(0), l.offset(table, at))
	}
	if !l.matchesImmediate(v, ranges) {
		return l.testObject(v, p, ranges)
	}
	return l.inRanges(l.typeIDOf(v, p), ranges)
}

// matchesImmediate reports whether ranges hold the id of an immediate type that interface v can hold.
func (l *lowering) matchesImmediate(v value, ranges [][2]uint32) bool {
	for _, x := range l.immediatesOf(v) {
		for _, r := range ranges {
			if r[0] <= x.layout.ID && x.layout.ID <= r[1] {
				return true
			}
		}
	}
	return false
}

// testObject is test for ranges that hold no immediate type: one comparison with zero finds out what is no address. There
// is an exit for each answer, so that a branch on it that follows costs nothing.
func (l *lowering) testObject(v, p value, ranges [][2]uint32) value {
	is := l.isAddress(v, p)
	if id := l.ids[p]; id != nil || is == nil {
		return l.inRanges(l.typeIDOf(v, p), ranges)
	}
	object, join := l.newBlock(), l.newBlock(lltype.Bool)
	l.branch(is, &flowgraph.Link{Target: object}, &flowgraph.Link{Target: join, Args: []value{l.t.bool(false)}})
	l.cur = object
	l.jump(join, l.inRanges(l.op(flowgraph.OpTypeID, lltype.Uint32, p), ranges))
	l.cur = join
	return join.Args[0]
}

// isAddress returns whether the word p of interface v is the address of an object, neither nil nor immediate. It is nil
// if that is always so.
func (l *lowering) isAddress(v, p value) value {
	maybeNil := l.maybeNil(v, p)
	switch immediates := len(l.immediatesOf(v)) > 0; {
	case maybeNil && immediates:
		return l.op(flowgraph.OpIntLt, lltype.Bool, l.t.int(0), l.signedWord(p))
	case maybeNil:
		return l.notNil(p)
	case immediates:
		return l.op(flowgraph.OpIntLe, lltype.Bool, l.t.int(0), l.signedWord(p))
	}
	return nil
}

// maybeNil reports whether interface v, whose word is p, can be nil here.
func (l *lowering) maybeNil(v, p value) bool {
	return !l.isNonNil(v) && !l.known[check{kind: "nil", a: p}]
}

func (e *emitter) inRanges(id value, ranges [][2]uint32) value {
	var any value
	for _, r := range ranges {
		in := e.inRange(id, r)
		if any == nil {
			any = in
		} else {
			any = e.choose(any, e.t.bool(true), in)
		}
	}
	return any
}

func (e *emitter) inRange(id value, r [2]uint32) value {
	if r[0] == r[1] {
		return e.op(flowgraph.OpIntEq, lltype.Bool, id, e.t.id(r[0]))
	}
	d := e.op(flowgraph.OpIntSub, lltype.Uint32, id, e.t.id(r[0]))
	return e.op(flowgraph.OpIntLe, lltype.Bool, d, e.t.id(r[1]-r[0]))
}

// testTable returns a byte for each type id: whether an assertion to typ holds for it.
func (d *dynamics) testTable(typ types.Type) *flowgraph.Static {
	if s, ok := d.tables.At(typ).(*flowgraph.Static); ok {
		return s
	}
	data := make([]byte, len(d.byID))
	for id, x := range d.byID {
		if x != nil && matches(x.typ, typ) {
			data[id] = 1
		}
	}
	s := d.t.statics.add(&flowgraph.Static{Name: "implements " + longName(typ), Data: data, Size: int64(len(data)), Align: 1, ReadOnly: true})
	d.tables.Set(typ, s)
	return s
}
