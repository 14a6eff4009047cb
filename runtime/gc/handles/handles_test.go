package handles

import (
	"math/rand"
	"testing"

	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

// A copier is a tracer over made-up addresses: targets are numbers, and a collection moves what lives by a distance.
// Words of weak pointers have to be real memory, so objects do not move.
type copier struct {
	live map[uintptr]bool
	by   uintptr
}

const farAway = 1 << 40 // addresses below are targets

func (c *copier) Live(p uintptr) bool { return p >= farAway || c.live[p] }

func (c *copier) Where(p uintptr) uintptr {
	if p >= farAway {
		return p
	}
	return p + c.by
}

func (c *copier) Reach(p uintptr) uintptr {
	if p < farAway {
		c.live[p] = true
	}
	return c.Where(p)
}

func (c *copier) ReachFrom(p uintptr) {}
func (c *copier) Drain()              {}

// TestMany has more entries than the first table has room for, kills half of them in each collection, and finds the
// others where they have gone.
func TestMany(t *testing.T) {
	Reset()
	rnd := rand.New(rand.NewSource(1))
	words := raw.Address(raw.Mmap(1 << 20))
	type target struct {
		at         uintptr
		word       uintptr
		cleanup    uint64
		final, old bool
	}
	targets := map[*target]bool{}
	next, moved := uintptr(1000), uintptr(0)
	for round := range 30 {
		for range 200 {
			x := &target{at: next + moved, word: words}
			words += 8
			next += 8
			targets[x] = true
			Weak(raw.Pointer(x.at), raw.Pointer(x.word))
			if rnd.Intn(3) == 0 {
				x.cleanup = AddCleanup(raw.Pointer(x.at), raw.Pointer(farAway+x.word))
			}
			if x.final = rnd.Intn(3) == 0; x.final {
				SetFinalizer(raw.Pointer(x.at), raw.Pointer(x.word))
			}
		}
		minor := round%3 == 1
		c := &copier{live: map[uintptr]bool{}, by: 1 << 20}
		if minor {
			c.by = 0 // old objects do not move
		}
		dead := map[*target]bool{}
		waiting := 0
		for x := range targets {
			switch {
			case rnd.Intn(2) == 0 || minor && x.old:
				c.live[x.at] = true
			case x.cleanup != 0 && rnd.Intn(4) == 0:
				StopCleanup(x.cleanup)
				x.cleanup = 0
				fallthrough
			default:
				dead[x] = true
				if x.final || x.cleanup != 0 {
					waiting++
				}
			}
		}
		Roots(c, minor)
		Process(c, minor)
		moved += c.by
		for x := range targets {
			x.old = true
			x.at += c.by
			object := raw.Address(FindWeak(raw.Pointer(x.at)))
			if !dead[x] && (object != x.word || raw.LoadWord(x.word) != x.at) {
				t.Fatalf("round %d: weak pointer to %x is %x at %x", round, x.at, raw.LoadWord(x.word), object)
			}
			if dead[x] && (object != 0 || raw.LoadWord(x.word) != 0) {
				t.Fatalf("round %d: weak pointer to the dead is %x at %x", round, raw.LoadWord(x.word), object)
			}
			if dead[x] && x.cleanup != 0 && x.final {
				dead[x] = false // has been brought back
			}
		}
		for ; Waiting(); waiting-- {
			f, p := Take()
			if raw.Address(f) < farAway && raw.LoadWord(raw.Address(f)) != 0 || p == nil && raw.Address(f) < farAway {
				t.Fatalf("round %d: function %x with target %x", round, f, p)
			}
		}
		if waiting != 0 {
			t.Fatalf("round %d: %d functions are missing", round, waiting)
		}
		for x := range dead {
			if !dead[x] {
				StopCleanup(x.cleanup)
			}
			delete(targets, x)
		}
	}
	used := table.used
	for x := range targets {
		ClearFinalizer(raw.Pointer(x.at))
		StopCleanup(x.cleanup)
	}
	c := &copier{live: map[uintptr]bool{}}
	Process(c, false)
	if table.count != 0 || table.used != used {
		t.Errorf("%d of %d entries are left", table.count, table.used)
	}
}

// TestNumbers stops a cleanup whose entry has been used again.
func TestNumbers(t *testing.T) {
	Reset()
	one := AddCleanup(raw.Pointer(1000), raw.Pointer(farAway))
	StopCleanup(one)
	Process(&copier{live: map[uintptr]bool{}}, true)
	two := AddCleanup(raw.Pointer(2000), raw.Pointer(farAway))
	if uint32(one) != uint32(two) {
		t.Fatalf("entry %x is not used again: %x", one, two)
	}
	StopCleanup(one)
	StopCleanup(0)
	StopCleanup(99)
	if table.count != 1 {
		t.Error("the wrong cleanup was stopped")
	}
	if SetFinalizer(raw.Pointer(2000), raw.Pointer(farAway)); SetFinalizer(raw.Pointer(2000), raw.Pointer(farAway)) {
		t.Error("two finalizers")
	}
}

// TestAnyOrder has finalizers of dead targets called that lead to each other, and in the end those of living ones.
func TestAnyOrder(t *testing.T) {
	Reset()
	for target := uintptr(1000); target < 1004; target++ {
		if !SetAnyOrder(raw.Pointer(target), raw.Pointer(farAway+target)) || SetAnyOrder(raw.Pointer(target), raw.Pointer(farAway)) {
			t.Errorf("target %d: not one finalizer", target)
		}
	}
	for _, minor := range []bool{true, false} {
		c := &cycle{copier{live: map[uintptr]bool{1003: true}}}
		Roots(c, minor)
		Process(c, minor)
		got := taken()
		if want := 3; minor && len(got) != want || !minor && len(got) != 0 {
			t.Errorf("minor %v: finalizers of %v were called", minor, got)
		}
	}
	QueueAll()
	if got := taken(); len(got) != 1 || got[0] != 1003 || Waiting() {
		t.Errorf("in the end finalizers of %v were called", got)
	}
}

// taken takes everything out of the queue and returns the targets.
func taken() (list []uintptr) {
	for Waiting() {
		function, target := Take()
		if raw.Address(function) != farAway+raw.Address(target) {
			panic("another target's function")
		}
		list = append(list, raw.Address(target))
	}
	return list
}

// A cycle is a tracer over targets that all lead to one another.
type cycle struct{ copier }

func (c *cycle) ReachFrom(p uintptr) {
	for target := uintptr(1000); target < 1003; target++ {
		c.live[target] = true
	}
}

// A waker is a copier for which one word of a weak pointer is reached from nowhere but a target.
type waker struct {
	copier
	from, word uintptr
	awake      bool
}

func (w *waker) Live(p uintptr) bool {
	if p == w.word {
		return w.awake
	}
	return w.copier.Live(p)
}

func (w *waker) Reach(p uintptr) uintptr {
	w.awake = w.awake || p == w.from
	return w.copier.Reach(p)
}

// TestBroughtBack has a finalizer bring a weak pointer back to life that nothing else leads to: it still says where its
// target is now, or that it has died.
func TestBroughtBack(t *testing.T) {
	for _, lives := range []bool{true, false} {
		Reset()
		const dying, target = 1000, 2000
		word := raw.Address(raw.Mmap(4096))
		Weak(raw.Pointer(target), raw.Pointer(word))
		SetAnyOrder(raw.Pointer(dying), raw.Pointer(farAway))
		w := &waker{copier: copier{live: map[uintptr]bool{target: lives}, by: 1 << 20}, from: dying, word: word}
		Roots(w, false)
		Process(w, false)
		want := uintptr(0)
		if lives {
			want = target + w.by
		}
		if got := raw.LoadWord(word); got != want || !w.awake {
			t.Errorf("target lives %v: the weak pointer is %x, want %x", lives, got, want)
		}
	}
}
