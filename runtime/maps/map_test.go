package maps

import (
	"hash/maphash"
	"math"
	"math/rand"
	"slices"
	"strconv"
	"testing"

	"rgo/runtime/raw"
)

func init() {
	seed := maphash.MakeSeed()
	HostHash = func(k any, s uintptr) uintptr { return uintptr(maphash.Comparable(seed, k)) ^ s }
}

// drive runs random operations on a map and on Go's map beside it.
func drive[K comparable](t *testing.T, seed int64, steps int, key func(*rand.Rand) K) {
	rnd := rand.New(rand.NewSource(seed))
	m := (*Map[K, int])(nil).Make(rnd.Intn(40))
	model := map[K]int{}
	var order []K // keys in insertion order
	forget := func(k K) {
		if i := slices.Index(order, k); i >= 0 {
			order = slices.Delete(order, i, i+1)
		}
	}
	deleting := false
	for step := range steps {
		if step%300 == 0 {
			deleting = !deleting
		}
		k := key(rnd)
		switch op := rnd.Intn(100); {
		case op < 40 || op < 60 && !deleting:
			if _, ok := model[k]; !ok {
				order = append(order, k)
			}
			switch v, e := m.Find(k); { // all ways to set it
			case v != model[k]:
				t.Fatalf("seed %d step %d: found %d in [%v], want %d", seed, step, v, k, model[k])
			case op%4 == 0:
				m.Set(k, step)
			case op%4 == 1:
				m.SetValue(k, step)
			case op%4 == 2:
				m.Update(k, step, e)
			default:
				m.UpdateValue(k, step, e)
			}
			model[k] = step
		case op < 75:
			m.Delete(k)
			if _, ok := model[k]; ok {
				forget(k)
				delete(model, k)
			}
		case op == 99 && rnd.Intn(10) == 0:
			m.Clear()
			clear(model)
			order = nil
		case op == 98 && rnd.Intn(10) == 0:
			raw.Epoch = 1 - raw.Epoch
		}
		want, wantOk := model[k]
		if got, ok := m.GetOk(k); got != want || ok != wantOk || m.Get(k) != want {
			t.Fatalf("seed %d step %d: [%v] = %v %v, want %v %v", seed, step, k, got, ok, want, wantOk)
		}
		if m.Len() != len(model) {
			t.Fatalf("seed %d step %d: len %d, want %d", seed, step, m.Len(), len(model))
		}
		if step%37 == 0 {
			i := 0
			for it := m.Iter(); ; i++ {
				ok, k, v := it.Next()
				if !ok {
					break
				}
				if i >= len(order) || order[i] != k || model[k] != v {
					t.Fatalf("seed %d step %d: entry %d is %v: %v", seed, step, i, k, v)
				}
			}
			if i != len(order) {
				t.Fatalf("seed %d step %d: %d entries, want %d", seed, step, i, len(order))
			}
		}
	}
}

type wide struct {
	a string
	b [40]int
}

func TestModel(t *testing.T) {
	for seed := range int64(30) {
		span := []int{3, 8, 20, 300, 3000}[seed%5]
		drive(t, seed, 4000, func(r *rand.Rand) int { return r.Intn(span) })
		drive(t, seed, 2000, func(r *rand.Rand) string { return strconv.Itoa(r.Intn(span)) })
		drive(t, seed, 500, func(r *rand.Rand) wide { return wide{strconv.Itoa(r.Intn(span)), [40]int{3: 4}} })
		drive(t, seed, 500, func(r *rand.Rand) any { return []any{1, "a", 2.5, r.Intn(span), nil, [2]int{1, r.Intn(9)}}[r.Intn(6)] })
		drive(t, seed, 50, func(r *rand.Rand) struct{} { return struct{}{} })
	}
}

// TestChangeWhileIterating checks Go's rules: each entry that stays is seen once, a deleted one that was not yet
// reached is not seen, one that is inserted is seen at most once.
func TestChangeWhileIterating(t *testing.T) {
	for seed := range int64(3000) {
		rnd := rand.New(rand.NewSource(seed))
		m := new(Map[int, int])
		state := map[int]string{}
		n := rnd.Intn(60)
		for k := range n {
			m.Set(k, k)
			state[k] = "due"
		}
		for range rnd.Intn(n/2 + 1) {
			k := rnd.Intn(n)
			m.Delete(k)
			delete(state, k)
		}
		fresh := 1000
		cleared := false
		for it := m.Iter(); ; {
			ok, k, v := it.Next()
			if !ok {
				break
			}
			if k != v || state[k] != "due" && state[k] != "new" {
				t.Fatalf("seed %d: saw %d, which is %q", seed, k, state[k])
			}
			state[k] = "seen"
			for range rnd.Intn(4) {
				switch rnd.Intn(8) {
				case 0, 1, 2:
					if fresh < 1200 {
						m.Set(fresh, fresh)
						state[fresh] = "new"
						fresh++
					}
				case 7:
					if rnd.Intn(40) == 0 {
						m.Clear()
						clear(state)
						cleared = true
					}
				default:
					k := rnd.Intn(n)
					m.Delete(k)
					delete(state, k)
				}
			}
		}
		for k, s := range state {
			if s == "due" {
				t.Fatalf("seed %d: missed %d (cleared %v)", seed, k, cleared)
			}
		}
	}
}

func TestSpecialKeys(t *testing.T) {
	m := new(Map[float64, int])
	nan := math.NaN()
	m.Set(nan, 1)
	m.Set(nan, 2)
	m.Delete(nan)
	if _, ok := m.GetOk(nan); ok || m.Len() != 2 {
		t.Errorf("NaN: found %v, len %d", ok, m.Len())
	}
	m.Set(0, 3)
	m.Set(math.Copysign(0, -1), 4)
	if m.Len() != 3 || m.Get(0) != 4 {
		t.Errorf("zeros: len %d, value %d", m.Len(), m.Get(0))
	}
	it, last := m.Iter(), 0.0
	for ok, k, _ := it.Next(); ok; ok, k, _ = it.Next() {
		last = k
	}
	if !math.Signbit(last) {
		t.Error("key was not updated")
	}
	for i := range 100 {
		m.Set(nan, i)
	}
	if m.Len() != 103 {
		t.Errorf("len %d", m.Len())
	}
	m.Clear()
	if ok, _, _ := m.Iter().Next(); ok || m.Len() != 0 {
		t.Error("clear left something")
	}
}

func TestNilMap(t *testing.T) {
	var m *Map[string, int]
	m.Delete("a")
	m.Clear()
	if v, ok := m.GetOk("a"); v != 0 || ok || m.Len() != 0 {
		t.Error("nil map is not empty")
	}
	if ok, _, _ := m.Iter().Next(); ok {
		t.Error("nil map has an entry")
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	m.Set("a", 1)
}

func TestUnhashable(t *testing.T) {
	var bad any = []int{}
	full := new(Map[any, int])
	full.Set(1, 1)
	for name, f := range map[string]func(){
		"get":          func() { full.Get(bad) },
		"get of empty": func() { new(Map[any, int]).Get(bad) },
		"get of nil":   func() { (*Map[any, int])(nil).Get(bad) },
		"set":          func() { full.Set(bad, 1) },
		"delete":       func() { full.Delete(bad) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// TestQueue: a map used as a queue must not scan what is long gone.
func TestQueue(t *testing.T) {
	m := new(Map[int, int])
	const n = 200000
	for i := range n {
		m.Set(i, i)
	}
	for i := range n {
		ok, k, _ := m.Iter().Next()
		if !ok || k != i {
			t.Fatalf("entry %d is %d", i, k)
		}
		m.Delete(k)
	}
}
