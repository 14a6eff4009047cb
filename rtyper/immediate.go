package rtyper

// This file represents one dynamic type without boxes: integers that fit stand in the interface word itself.
//
// Interpreters keep most of their integers in interfaces, and a box for each is most of what they allocate. Of the
// dynamic types that hold one integer and nothing else, the one that is put in interfaces in most places of the program
// is the immediate type. Its values lie in the low 63 bits of the word, and the highest bit is set; no address has that
// bit, so that collectors pass over such words as over everything that points outside of their heap. A value that needs
// all of 64 bits has a box, as other types have. Each value has only one of the two forms, so equal words are equal values.
//
// Go allows that without any proof: interfaces that hold integers are compared by value.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// immediateBit tells immediate words from addresses and nil.
const immediateBit = 1 << 63

// countBoxed notes that a value of dynamic type typ is put in an interface somewhere.
func (s *surveyor) countBoxed(typ types.Type) {
	n, _ := s.boxed.At(typ).(int)
	s.boxed.Set(typ, n+1)
}

// chooseImmediate finds the immediate type.
func (d *dynamics) chooseImmediate(boxed *typeMap) {
	most := 0
	for _, x := range d.list {
		if n, _ := boxed.At(x.typ).(int); n > most && x.boxed() && len(x.repr.Leaves) == 1 && x.repr.Leaves[0].Prim.IsInt() {
			most, d.immediate = n, x
		}
	}
	if x := d.immediate; x != nil {
		// Where a type id is loaded, this stands for all immediate words.
		d.anyImmediate = d.t.statics.add(&flowgraph.Static{Name: "rgo.immediate", Layout: x.layout, Size: x.repr.Size, Align: 8, ReadOnly: true})
	}
}

// isImmediate returns whether interface word p is immediate.
func (e *emitter) isImmediate(p value) value {
	word := e.convert(e.op(flowgraph.OpRefToInt, lltype.Uint64, p), lltype.Int64)
	return e.op(flowgraph.OpIntLt, lltype.Bool, word, e.t.int(0))
}

// mayBeImmediate reports whether interface v can hold the immediate type.
func (l *lowering) mayBeImmediate(v value) bool {
	x := l.t.dyn.immediate
	if x == nil {
		return false
	}
	for _, typ := range l.t.facts.TypesOf(v) {
		if types.Identical(typ, x.typ) {
			return true
		}
	}
	return false
}

// addressed returns p, and for an immediate word the address of an object that has its type id.
func (e *emitter) addressed(p value) value {
	if e.t.dyn.immediate == nil {
		return p
	}
	return e.choose(e.isImmediate(p), e.t.address(e.t.dyn.anyImmediate, 0), p)
}

// boxImmediate makes an interface word of a value of the immediate type.
func (e *emitter) boxImmediate(val value) value {
	x := e.t.dyn.immediate
	leaf := x.repr.Leaves[0].Prim
	word := e.op(flowgraph.OpIntOr, lltype.Uint64, e.convert(val, lltype.Uint64), e.t.uint(immediateBit))
	if leaf.Size() < 8 {
		return e.op(flowgraph.OpIntToRef, lltype.Ref, word)
	}
	if n, ok := constInt(val); ok && fitsImmediate(n) {
		return e.op(flowgraph.OpIntToRef, lltype.Ref, e.t.uint(uint64(n)|immediateBit))
	}
	large, join := e.newBlock(), e.newBlock(lltype.Ref)
	shifted := e.op(flowgraph.OpIntAdd, lltype.Uint64, e.convert(val, lltype.Uint64), e.t.uint(1<<62))
	fits := e.op(flowgraph.OpIntLt, lltype.Bool, shifted, e.t.uint(1<<63))
	small := e.op(flowgraph.OpIntToRef, lltype.Ref, word)
	e.branch(fits, &flowgraph.Link{Target: join, Args: []value{small}, Weight: likely}, &flowgraph.Link{Target: large, Weight: unlikely})
	e.cur = large
	p := e.opAux(flowgraph.OpAlloc, lltype.Ref, x.layout)
	e.store(x.repr, start(p), []value{val})
	e.jump(join, p)
	e.cur = join
	return join.Args[0]
}

// fitsImmediate reports whether n is the same after the loss of its highest bit.
func fitsImmediate(n int64) bool { return n<<1>>1 == n }

// immediateValue returns what the immediate word p stands for.
func (e *emitter) immediateValue(p value) value {
	leaf := e.t.dyn.immediate.repr.Leaves[0].Prim
	word := e.op(flowgraph.OpRefToInt, lltype.Uint64, p)
	if leaf.Size() < 8 {
		return e.convert(word, leaf)
	}
	n := e.op(flowgraph.OpIntShl, lltype.Int64, e.convert(word, lltype.Int64), e.t.int(1))
	return e.convert(e.op(flowgraph.OpIntShr, lltype.Int64, n, e.t.int(1)), leaf)
}

// unboxImmediate returns the value of interface word p, which holds the immediate type.
func (e *emitter) unboxImmediate(p value) value {
	x := e.t.dyn.immediate
	if x.repr.Leaves[0].Prim.Size() < 8 {
		return e.immediateValue(p)
	}
	small, large, join := e.newBlock(), e.newBlock(), e.newBlock(x.repr.Leaves[0].Prim)
	e.branch(e.isImmediate(p), &flowgraph.Link{Target: small, Weight: likely}, &flowgraph.Link{Target: large, Weight: unlikely})
	e.cur = small
	e.jump(join, e.immediateValue(p))
	e.cur = large
	e.jump(join, e.load(x.repr, start(p), true)...)
	e.cur = join
	return join.Args[0]
}

// assertImmediate asks whether interface word p holds the immediate type, and for its value if it does. There is one
// exit for each answer, so that a branch on ok that follows costs nothing. The word is that of interface v.
func (l *lowering) assertImmediate(v, p value) (val, ok value) {
	x := l.t.dyn.immediate
	leaf := x.repr.Leaves[0].Prim
	small, other, join := l.newBlock(), l.newBlock(), l.newBlock(leaf, lltype.Bool)
	l.ifElse(l.isImmediate(p), small, other)
	l.cur = small
	l.jump(join, l.immediateValue(p), l.t.bool(true))
	l.cur = other
	no := &flowgraph.Link{Target: join, Args: []value{l.t.zero(leaf), l.t.bool(false)}}
	if leaf.Size() < 8 {
		l.jump(join, no.Args...)
	} else {
		large := l.newBlock()
		object := p
		if !l.isNonNil(v) && !l.known[check{kind: "nil", a: p}] {
			object = l.choose(l.notNil(p), p, l.t.address(l.t.dyn.nothing, 0))
		}
		id := l.op(flowgraph.OpTypeID, lltype.Uint32, object)
		l.branch(l.op(flowgraph.OpIntEq, lltype.Bool, id, l.t.id(x.layout.ID)), &flowgraph.Link{Target: large}, no)
		l.cur = large
		l.jump(join, l.load(x.repr, start(p), true)[0], l.t.bool(true))
	}
	l.cur = join
	return join.Args[0], join.Args[1]
}

// frozenImmediate returns the word for a frozen value of dynamic type x, unless it has a box.
func (d *dynamics) frozenImmediate(x *dynamic, val any) (word uint64, ok bool) {
	if x != d.immediate {
		return 0, false
	}
	switch n := val.(type) {
	case nil:
		return immediateBit, true
	case int64:
		word = uint64(n)
	case uint64:
		word = n
	}
	return word | immediateBit, x.repr.Leaves[0].Prim.Size() < 8 || fitsImmediate(int64(word))
}
