package rtyper

// This file makes the hash of every comparable type, consistent with ==. A collector that moves objects is asked for a
// number that stays with them; otherwise addresses are hashed as they are.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// The multiplier of the mixing step, an odd number with bits in no pattern: 2^64 divided by the golden ratio.
const hashMultiplier = 0x9E3779B97F4A7C15

// hash returns the hash of a value of representation r, starting with seed (Unsigned).
func (e *emitter) hash(r *Repr, vals []value, seed value) value {
	switch u := r.Type.Underlying().(type) {
	case *types.Basic:
		return e.hashBasic(u, vals, seed)
	case *types.Struct, *types.Array:
		if r.leafless() {
			return seed
		}
		g := e.t.typeHelper("hash", r, lltype.Uint64, true, func(e *emitter, vals []value) {
			n := len(vals) - 1
			e.ret(e.hashAggregate(r, vals[:n], vals[n]))
		})
		return e.call(g, append(append([]value{}, vals...), seed), []flowgraph.Type{lltype.Uint64})[0]
	case *types.Interface:
		g := e.t.helper("hash interface", lltype.Uint64, []flowgraph.Type{lltype.Ref, lltype.Uint64}, (*emitter).hashInterfaceBody)
		return e.call(g, []value{vals[0], seed}, []flowgraph.Type{lltype.Uint64})[0]
	}
	return e.hashAddress(vals[0], seed)
}

// mix hashes one word: both halves of a product, in which every bit of the word counts.
func (e *emitter) mix(word, seed value) value {
	x := e.op(flowgraph.OpIntXor, lltype.Uint64, word, seed)
	m := e.t.uint(hashMultiplier)
	low := e.op(flowgraph.OpIntMul, lltype.Uint64, x, m)
	high := e.op(flowgraph.OpIntMulHigh, lltype.Uint64, x, m)
	return e.op(flowgraph.OpIntXor, lltype.Uint64, low, high)
}

// hashAddress hashes the address p.
func (e *emitter) hashAddress(p, seed value) value {
	word := e.op(flowgraph.OpRefToInt, lltype.Uint64, p)
	if g := e.t.prog.Source.Runtime(identityHash); g != nil && e.t.facts.Live(g) {
		word = e.call(g, []value{word}, []flowgraph.Type{lltype.Uint64})[0]
	}
	return e.mix(word, seed)
}

func (e *emitter) hashBasic(b *types.Basic, vals []value, seed value) value {
	info := b.Info()
	switch {
	case info&types.IsString != 0:
		return e.call(e.t.runtime(stringHash), []value{vals[0], vals[1], seed}, []flowgraph.Type{lltype.Uint64})[0]
	case info&types.IsComplex != 0:
		return e.hashFloat(vals[1], e.hashFloat(vals[0], seed))
	case info&types.IsFloat != 0:
		return e.hashFloat(vals[0], seed)
	case info&types.IsBoolean != 0:
		return e.mix(e.choose(vals[0], e.t.uint(1), e.t.uint(0)), seed)
	case info&types.IsInteger != 0:
		return e.mix(e.convert(vals[0], lltype.Uint64), seed)
	}
	return e.hashAddress(vals[0], seed)
}

// hashFloat gives both zeroes one hash.
func (e *emitter) hashFloat(f, seed value) value {
	p := prim(f)
	bits := lltype.Uint64
	if p == lltype.Float32 {
		bits = lltype.Uint32
	}
	isZero := e.op(flowgraph.OpFloatEq, lltype.Bool, f, e.t.zero(p))
	word := e.convert(e.op(flowgraph.OpBitcast, bits, f), lltype.Uint64)
	return e.mix(e.choose(isZero, e.t.uint(0), word), seed)
}

// hashAggregate hashes the elements or fields one after the other.
func (e *emitter) hashAggregate(r *Repr, vals []value, seed value) value {
	if r.elem != nil {
		head, after := e.newBlock(lltype.Int64, lltype.Uint64), e.newBlock()
		e.jump(head, e.t.int(0), seed)
		e.cur = head
		i, h := value(head.Args[0]), value(head.Args[1])
		h = e.hash(r.elem, e.load(r.elem, e.element(somewhere(vals[0]), i, r.elem), true), h)
		next := e.sum(i, e.t.int(1))
		e.branch(e.op(flowgraph.OpIntLt, lltype.Bool, next, e.t.int(r.count)),
			&flowgraph.Link{Target: head, Args: []value{next, h}}, &flowgraph.Link{Target: after})
		e.cur = after
		return h
	}
	s := r.Type.Underlying().(*types.Struct)
	for i, f := range r.fields {
		if s.Field(i).Name() != "_" {
			seed = e.hash(f, e.fieldOf(r, vals, i), seed)
		}
	}
	return seed
}

func (e *emitter) hashInterfaceBody() {
	t := e.t
	p, seed := e.params()[0], e.params()[1]
	other, typed := e.newBlock(), e.newBlock()
	e.ifElse(e.isNil(p), other, typed)
	e.cur = typed
	e.switchBoxes(e.op(flowgraph.OpTypeID, lltype.Uint32, e.addressed(p, t.dyn.immediates)), other, func(x *dynamic) {
		if !types.Comparable(x.typ) {
			e.call(t.runtime(panicUnhashable), t.string(x.text), nil)
			e.add(flowgraph.OpUnreachable, nil, nil)
			return
		}
		e.ret(e.hash(x.repr, e.unbox(x, p), seed))
	})
	e.cur = other
	e.ret(e.hashAddress(p, seed))
}
