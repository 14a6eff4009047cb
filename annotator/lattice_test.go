package annotator

import (
	"math/rand/v2"
	"testing"
)

func randomFact(r *rand.Rand) Fact {
	if r.IntN(8) == 0 {
		return Fact{}
	}
	f := Fact{Some: true, Null: r.IntN(2) == 0, Full: r.IntN(2) == 0}
	f.Lo = int64(r.IntN(21) - 10)
	f.Hi = f.Lo + int64(r.IntN(10))
	for range r.IntN(4) {
		f.Set = f.Set.With(r.IntN(200))
	}
	return f
}

// TestJoinIsALeastUpperBound checks the laws that the fixed point relies on.
func TestJoinIsALeastUpperBound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		a, b, c := randomFact(r), randomFact(r), randomFact(r)
		switch {
		case !a.Join(b).Equal(b.Join(a)):
			t.Fatalf("join is not commutative: %v %v", a, b)
		case !a.Join(b).Join(c).Equal(a.Join(b.Join(c))):
			t.Fatalf("join is not associative: %v %v %v", a, b, c)
		case !a.Join(a).Equal(a):
			t.Fatalf("join is not idempotent: %v", a)
		case !a.Join(b).Covers(a):
			t.Fatalf("join does not cover its operands: %v %v", a, b)
		case a.Covers(b) && !a.Join(c).Covers(b.Join(c)):
			t.Fatalf("join is not monotone: %v %v %v", a, b, c)
		case !a.Join(Fact{}).Equal(a):
			t.Fatalf("bottom is not neutral: %v", a)
		}
	}
}

func TestSet(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		model := map[int]bool{}
		var s Set
		for range r.IntN(30) {
			i := r.IntN(300)
			if r.IntN(3) == 0 {
				s = s.Without(i)
				delete(model, i)
			} else {
				s = s.With(i)
				model[i] = true
			}
		}
		if s.Len() != len(model) {
			t.Fatalf("length %d, want %d", s.Len(), len(model))
		}
		last := -1
		s.Each(func(i int) {
			if !model[i] || i <= last {
				t.Fatalf("unexpected member %d after %d", i, last)
			}
			last = i
		})
		if len(s) > 0 && s[len(s)-1] == 0 {
			t.Fatal("last word is zero")
		}
		if !s.Union(nil).Equal(s) || s.Intersect(nil).Len() != 0 || !s.Intersect(s).Equal(s) {
			t.Fatal("union or intersection with the empty set is wrong")
		}
	}
}
