package annotator

// This file is the lattice of facts.
//
// A Fact describes the set of values that a variable or a memory cell can hold. Which fields of it matter depends on the
// kind of the type:
//
//	integers, booleans   Lo..Hi, inclusive; booleans are 0 and 1. Unsigned 64-bit values above MaxInt64 are only
//	                     described by the full range MinInt64..MaxInt64, which says nothing.
//	pointers, maps       Null: may be nil. Full: may be something else.
//	functions            the same, and Set: which graphs (numbers of taken graphs)
//	interfaces           the same, and Set: which dynamic types (numbers of dynamic types)
//	slices               Null, Full, and Part: may be something else than a whole array that make or a literal has made
//	everything else      nothing is known but whether any value arrives at all
//
// The order is inclusion of sets of values: bottom is the zero Fact (no value arrives), top depends on the type. Join is
// the union (for integers its convex hull). Chains are finite but for integers, which are widened.

import (
	"go/types"
	"math"
	"math/bits"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A Fact is an element of the lattice; see the top of the file.
type Fact struct {
	Some   bool // some value arrives
	Null   bool
	Full   bool
	Part   bool
	Lo, Hi int64
	Set    Set
}

// Join returns the least fact that covers both.
func (a Fact) Join(b Fact) Fact {
	if !a.Some {
		return b
	}
	if !b.Some {
		return a
	}
	return Fact{true, a.Null || b.Null, a.Full || b.Full, a.Part || b.Part, min(a.Lo, b.Lo), max(a.Hi, b.Hi), a.Set.Union(b.Set)}
}

// Equal reports whether a and b are the same element.
func (a Fact) Equal(b Fact) bool {
	return a.Some == b.Some && a.Null == b.Null && a.Full == b.Full && a.Part == b.Part && a.Lo == b.Lo && a.Hi == b.Hi && a.Set.Equal(b.Set)
}

// Covers reports whether every value that b describes is described by a.
func (a Fact) Covers(b Fact) bool { return a.covers(&b) }

func (a *Fact) covers(b *Fact) bool {
	if !a.Some || !b.Some {
		return !b.Some
	}
	return a.Lo <= b.Lo && b.Hi <= a.Hi && (a.Null || !b.Null) && (a.Full || !b.Full) && (a.Part || !b.Part) && a.Set.contains(b.Set)
}

// A Set is an immutable set of small numbers; nil is empty. The last word is never zero.
type Set []uint64

// Has reports whether i is a member.
func (s Set) Has(i int) bool { return i/64 < len(s) && s[i/64]>>(i%64)&1 != 0 }

// With returns s and i.
func (s Set) With(i int) Set {
	if s.Has(i) {
		return s
	}
	n := make(Set, max(len(s), i/64+1))
	copy(n, s)
	n[i/64] |= 1 << (i % 64)
	return n
}

// Without returns s but i.
func (s Set) Without(i int) Set {
	if !s.Has(i) {
		return s
	}
	n := slices.Clone(s)
	n[i/64] &^= 1 << (i % 64)
	for len(n) > 0 && n[len(n)-1] == 0 {
		n = n[:len(n)-1]
	}
	return n
}

// Union returns the union; it is s or t itself where that is possible.
func (s Set) Union(t Set) Set {
	if s.contains(t) {
		return s
	}
	if t.contains(s) {
		return t
	}
	n := make(Set, max(len(s), len(t)))
	copy(n, s)
	for i, w := range t {
		n[i] |= w
	}
	return n
}

// Intersect returns the intersection.
func (s Set) Intersect(t Set) Set {
	n := make(Set, min(len(s), len(t)))
	for i := range n {
		n[i] = s[i] & t[i]
	}
	for len(n) > 0 && n[len(n)-1] == 0 {
		n = n[:len(n)-1]
	}
	return n
}

func (s Set) contains(t Set) bool {
	if len(t) > len(s) {
		return false
	}
	for i, w := range t {
		if w&^s[i] != 0 {
			return false
		}
	}
	return true
}

// Equal reports whether s and t have the same members.
func (s Set) Equal(t Set) bool { return slices.Equal(s, t) }

// Len returns the number of members.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Each calls f with the members in ascending order.
func (s Set) Each(f func(i int)) {
	for k, w := range s {
		for ; w != 0; w &= w - 1 {
			f(k*64 + bits.TrailingZeros64(w))
		}
	}
}

// A kind is how facts about a type look.
type kind uint8

const (
	kindOther kind = iota
	kindInt        // integers and booleans
	kindPointer
	kindFunc
	kindIface
	kindSlice
)

func kindOf(t flowgraph.Type) kind {
	switch u := t.(types.Type).Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return kindPointer
		}
		if p, ok := flowgraph.PrimOf(u); ok && (p.IsInt() || p == lltype.Bool) {
			return kindInt
		}
	case *types.Pointer, *types.Map, *types.Chan:
		return kindPointer
	case *types.Signature:
		return kindFunc
	case *types.Interface:
		return kindIface
	case *types.Slice:
		return kindSlice
	}
	return kindOther
}

// bounds returns the range of integer or boolean type t.
func bounds(t flowgraph.Type) (lo, hi int64) {
	p, _ := flowgraph.PrimOf(t)
	switch {
	case p == lltype.Bool:
		return 0, 1
	case p.Size() == 8:
		return math.MinInt64, math.MaxInt64
	case p.IsSigned():
		return -1 << (p.Size()*8 - 1), 1<<(p.Size()*8-1) - 1
	}
	return 0, 1<<(p.Size()*8) - 1
}

// interval returns the fact for integers of type t between lo and hi, cut to what t can hold.
func interval(t flowgraph.Type, lo, hi int64) Fact {
	tlo, thi := bounds(t)
	p, _ := flowgraph.PrimOf(t)
	wraps := p.Size() == 8 && p.IsInt() && !p.IsSigned() && lo < 0
	if lo < tlo || hi > thi || lo > hi || wraps {
		lo, hi = tlo, thi
	}
	return Fact{Some: true, Lo: lo, Hi: hi}
}

// zero returns the fact for the zero value of type t.
func zero(t flowgraph.Type) Fact {
	switch kindOf(t) {
	case kindInt:
		return Fact{Some: true}
	case kindPointer, kindFunc, kindIface, kindSlice:
		return Fact{Some: true, Null: true}
	}
	return Fact{Some: true}
}
