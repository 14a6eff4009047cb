package rtyper

// This file represents two dynamic types without boxes: numbers that fit stand in the interface word itself.
//
// Interpreters keep most of their numbers in interfaces, and a box for each is most of what they allocate. Of the dynamic
// types that hold one integer and nothing else, the one that most operations of the program put in interfaces or take out
// again is immediate, and so is one of those that hold one float. The highest bit of an immediate word is set; no address
// has that bit, so that collectors pass over such words as over everything that points outside of their heap. Each value
// has only one form, a word or a box, so equal words are equal values.
//
//	1...  an integer in the low 63 bits, or, if there is an immediate type of floats too,
//	10..  an integer in the low 62 bits
//	11..  a float: the sign is moved to the low end, and of the exponent, of which nearly all numbers have one within
//	      2^-255 and 2^256, two bits are saved (Melançon, Serrano, Feeley, "Float self-tagging", 2025)
//
// Go allows that without any proof: interfaces that hold numbers are compared by value. Zeroes, infinities and what is no
// number have boxes, so that words are equal exactly if the floats are.

import (
	"go/types"
	"math"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

const (
	immediateBit   = 1 << 63
	floatTag       = 3 << 62
	floatWords     = 1 << 62     // how many floats are immediate
	leastExponent  = 0x300 << 53 // of those, in a float whose sign has been moved to the low end
	leastFloatWord = -(1 << 62)  // floatTag, Signed
)

// An immediate is a dynamic type whose values stand in interface words.
type immediate struct {
	leaf   lltype.Prim
	spare  int64             // bits of a word that do not hold the value
	tag    uint64            // those bits
	object *flowgraph.Static // has the type id; it is zero
}

// countBoxed notes that a value of type typ is put in an interface somewhere, or taken out of one.
func (s *surveyor) countBoxed(typ types.Type) {
	n, _ := s.boxed.At(typ).(int)
	s.boxed.Set(typ, n+1)
}

// chooseImmediates finds the immediate types.
func (d *dynamics) chooseImmediates(boxed *typeMap) {
	most := func(fits func(lltype.Prim) bool) *dynamic {
		var best *dynamic
		count := 0
		for _, x := range d.list {
			if n, _ := boxed.At(x.typ).(int); n > count && x.boxed() && len(x.repr.Leaves) == 1 && fits(x.repr.Leaves[0].Prim) {
				best, count = x, n
			}
		}
		return best
	}
	ints, floats := most(lltype.Prim.IsInt), most(lltype.Prim.IsFloat)
	if ints != nil {
		ints.immediate = &immediate{spare: 1, tag: immediateBit}
		if floats != nil {
			ints.immediate.spare = 2
		}
	}
	if floats != nil {
		floats.immediate = &immediate{spare: 2, tag: floatTag}
	}
	for _, x := range d.list {
		if x == ints || x == floats {
			x.immediate.leaf = x.repr.Leaves[0].Prim
			x.layout.Immediate = true
			x.immediate.object = d.t.statics.add(&flowgraph.Static{Name: "immediate " + longName(x.typ), Layout: x.layout, Size: 8, Align: 8, ReadOnly: true})
			d.immediates = append(d.immediates, x)
		}
	}
}

// immediatesOf returns the immediate types that interface v can hold.
func (l *lowering) immediatesOf(v value) []*dynamic {
	var list []*dynamic
	for _, x := range l.t.dyn.immediates {
		if l.t.facts.CanBe(v, x.typ) {
			list = append(list, x)
		}
	}
	return list
}

func (e *emitter) signedWord(p value) value {
	return e.convert(e.op(flowgraph.OpRefToInt, lltype.Uint64, p), lltype.Int64)
}

// isImmediate returns whether interface word p is immediate.
func (e *emitter) isImmediate(p value) value {
	return e.op(flowgraph.OpIntLt, lltype.Bool, e.signedWord(p), e.t.int(0))
}

// isImmediateOf returns whether interface word p is an immediate x, given the immediate types that it can be.
func (e *emitter) isImmediateOf(x *dynamic, p value, can []*dynamic) value {
	switch {
	case len(can) == 1:
		return e.isImmediate(p)
	case x.immediate.tag == floatTag:
		return e.op(flowgraph.OpIntLe, lltype.Bool, e.t.uint(floatTag), e.op(flowgraph.OpRefToInt, lltype.Uint64, p))
	}
	return e.op(flowgraph.OpIntLt, lltype.Bool, e.signedWord(p), e.t.int(leastFloatWord))
}

// addressed returns p, and for an immediate word, which can be of the types given, the address of an object that has its
// type id.
func (e *emitter) addressed(p value, can []*dynamic) value {
	if len(can) == 0 {
		return p
	}
	object := value(e.t.address(can[0].immediate.object, 0))
	for _, x := range can[1:] {
		object = e.choose(e.isImmediateOf(x, p, can), e.t.address(x.immediate.object, 0), object)
	}
	return e.choose(e.isImmediate(p), object, p)
}

// encode returns val as an immediate word (Unsigned), and whether it fits; nil says that all values do.
func (e *emitter) encode(m *immediate, val value) (word, fits value) {
	if c, ok := val.(*flowgraph.Const); ok {
		if word, ok := m.constant(c.Val); ok {
			return e.t.uint(word), nil
		}
	}
	room := lltype.Uint64.Size()*8 - m.spare
	switch {
	case m.leaf == lltype.Float64:
		n := e.op(flowgraph.OpBitcast, lltype.Uint64, val)
		n = e.op(flowgraph.OpIntOr, lltype.Uint64, e.shift(flowgraph.OpIntShl, n, 1), e.shift(flowgraph.OpIntShr, n, 63))
		word = e.op(flowgraph.OpIntSub, lltype.Uint64, n, e.t.uint(leastExponent))
		fits = e.op(flowgraph.OpIntLt, lltype.Bool, word, e.t.uint(floatWords))
	case m.leaf == lltype.Float32:
		word = e.convert(e.op(flowgraph.OpBitcast, lltype.Uint32, val), lltype.Uint64)
	case m.leaf.Size() < 8:
		word = e.convert(val, lltype.Uint64)
	default:
		word = e.convert(val, lltype.Uint64)
		shifted := e.op(flowgraph.OpIntAdd, lltype.Uint64, word, e.t.uint(1<<(room-1)))
		fits = e.op(flowgraph.OpIntLt, lltype.Bool, shifted, e.t.uint(1<<room))
		word = e.op(flowgraph.OpIntAnd, lltype.Uint64, word, e.t.uint(1<<room-1))
	}
	if m.leaf.Size() < 8 && m.leaf.IsSigned() {
		word = e.op(flowgraph.OpIntAnd, lltype.Uint64, word, e.t.uint(1<<room-1))
	}
	return e.op(flowgraph.OpIntOr, lltype.Uint64, word, e.t.uint(m.tag)), fits
}

// constant is encode of a constant; ok is false for those that do not fit.
func (m *immediate) constant(val any) (word uint64, ok bool) {
	room := 64 - m.spare
	switch x := val.(type) {
	case nil:
		if m.leaf == lltype.Float64 {
			return 0, false
		}
	case int64:
		word = uint64(x)
	case uint64:
		word = x
	case float64:
		if m.leaf == lltype.Float32 {
			word = uint64(math.Float32bits(float32(x)))
		} else {
			word = math.Float64bits(x)
		}
	default:
		return 0, false
	}
	switch {
	case m.leaf == lltype.Float64:
		word = (word<<1 | word>>63) - leastExponent
		return word | m.tag, word < floatWords
	case m.leaf.Size() == 8 && int64(word)<<m.spare>>m.spare != int64(word):
		return 0, false
	}
	return word&(1<<room-1) | m.tag, true
}

// decode returns the value that the immediate word p stands for.
func (e *emitter) decode(m *immediate, p value) value {
	word := e.op(flowgraph.OpRefToInt, lltype.Uint64, p)
	switch {
	case m.leaf == lltype.Float64:
		n := e.op(flowgraph.OpIntAnd, lltype.Uint64, word, e.t.uint(floatWords-1))
		n = e.op(flowgraph.OpIntAdd, lltype.Uint64, n, e.t.uint(leastExponent))
		n = e.op(flowgraph.OpIntOr, lltype.Uint64, e.shift(flowgraph.OpIntShr, n, 1), e.shift(flowgraph.OpIntShl, n, 63))
		return e.op(flowgraph.OpBitcast, lltype.Float64, n)
	case m.leaf == lltype.Float32:
		return e.op(flowgraph.OpBitcast, lltype.Float32, e.convert(word, lltype.Uint32))
	case m.leaf.Size() < 8:
		return e.convert(word, m.leaf)
	}
	n := e.op(flowgraph.OpIntShl, lltype.Int64, e.convert(word, lltype.Int64), e.t.int(m.spare))
	return e.convert(e.op(flowgraph.OpIntShr, lltype.Int64, n, e.t.int(m.spare)), m.leaf)
}

// shift shifts the Unsigned n.
func (e *emitter) shift(k flowgraph.OpKind, n value, by int64) value {
	return e.op(k, lltype.Uint64, n, e.t.int(by))
}

// boxImmediate makes an interface word of a value of the immediate type x.
func (e *emitter) boxImmediate(x *dynamic, val value) value {
	word, fits := e.encode(x.immediate, val)
	small := e.op(flowgraph.OpIntToRef, lltype.Ref, word)
	if fits == nil {
		return small
	}
	large, join := e.newBlock(), e.newBlock(lltype.Ref)
	e.branch(fits, &flowgraph.Link{Target: join, Args: []value{small}, Weight: likely}, &flowgraph.Link{Target: large, Weight: unlikely})
	e.cur = large
	e.jump(join, e.newBox(x, []value{val}))
	e.cur = join
	return join.Args[0]
}

// always reports whether all values are immediate.
func (m *immediate) always() bool { return m.leaf.Size() < 8 }

// unboxImmediate returns the value of interface word p, which holds the immediate type x.
func (e *emitter) unboxImmediate(x *dynamic, p value) value {
	m := x.immediate
	if m.always() {
		return e.decode(m, p)
	}
	small, large, join := e.newBlock(), e.newBlock(), e.newBlock(m.leaf)
	e.branch(e.isImmediate(p), &flowgraph.Link{Target: small, Weight: likely}, &flowgraph.Link{Target: large, Weight: unlikely})
	e.cur = small
	e.jump(join, e.decode(m, p))
	e.cur = large
	e.jump(join, e.load(x.repr, start(p), true)...)
	e.cur = join
	return join.Args[0]
}

// assertImmediate asks whether interface v, whose word is p, holds the immediate type x, and for its value if it does.
// There is one exit for each answer, so that a branch on ok that follows costs nothing.
func (l *lowering) assertImmediate(x *dynamic, v, p value) (val, ok value) {
	m, can := x.immediate, l.immediatesOf(v)
	small, other, join := l.newBlock(), l.newBlock(), l.newBlock(m.leaf, lltype.Bool)
	l.ifElse(l.isImmediateOf(x, p, can), small, other)
	l.cur = small
	l.jump(join, l.decode(m, p), l.t.bool(true))
	l.cur = other
	no := &flowgraph.Link{Target: join, Args: []value{l.t.zero(m.leaf), l.t.bool(false)}}
	if m.always() {
		l.jump(join, no.Args...)
	} else {
		if maybeNil := l.maybeNil(v, p); maybeNil || len(can) > 1 {
			is := l.isAddress(v, p)
			box := l.newBlock() // it is neither the other immediate type nor nil
			l.branch(is, &flowgraph.Link{Target: box}, &flowgraph.Link{Target: join, Args: no.Args})
			l.cur = box
		}
		large := l.newBlock()
		id := l.op(flowgraph.OpTypeID, lltype.Uint32, p)
		l.branch(l.op(flowgraph.OpIntEq, lltype.Bool, id, l.t.id(x.layout.ID)), &flowgraph.Link{Target: large}, no)
		l.cur = large
		l.jump(join, l.load(x.repr, start(p), true)[0], l.t.bool(true))
	}
	l.cur = join
	return join.Args[0], join.Args[1]
}
