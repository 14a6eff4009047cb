package marksweep

import (
	"strings"
	"testing"

	"rgo/runtime/gc/gctest"
	"rgo/runtime/raw"
)

func collector() *gctest.Collector {
	return &gctest.Collector{
		Name: "marksweep", Conservative: true, Shadow: true, Frees: true, Exact: true, Handles: true,
		Reset: func(conservative bool) {
			heap, Conservative, Generational, Helped = state{}, conservative, false, false
		},
		Init:       Init,
		Alloc:      Alloc,
		AllocArray: AllocArray,
		Collect:    Collect,
		Live:       func() uintptr { return heap.live },
	}
}

// generational is the collector as it is where goroutines run at the same time.
func generational() *gctest.Collector {
	c := collector()
	c.Name = "marksweep with generations"
	c.Reset = func(conservative bool) { heap, Conservative, Generational, Helped = state{}, conservative, true, false }
	c.Minor = func() { collect("test", true) }
	c.Barrier, c.BarrierElement, c.BarrierInterior, c.BarrierRange = Barrier, BarrierElement, BarrierInterior, BarrierRange
	c.StaticHeader = unlogged
	return c
}

// together is that collector where every marking goes on as if there were somebody to help.
func together() *gctest.Collector {
	c := generational()
	c.Name = "marksweep with helpers"
	reset := c.Reset
	c.Reset = func(conservative bool) { reset(conservative); Helped = true }
	c.Init = func() { Init(); heap.helpers = 1 }
	return c
}

func TestRandom(t *testing.T) {
	gctest.Run(t, collector(), 4, 3000)
	gctest.Run(t, generational(), 3, 3000)
	gctest.Run(t, together(), 2, 2000)
}

func TestRandomStress(t *testing.T) {
	t.Setenv("RGO_GC_STRESS", "1")
	gctest.Run(t, collector(), 10, 150)
	gctest.Run(t, generational(), 10, 150)
	gctest.Run(t, together(), 5, 150)
}

func FuzzCollector(f *testing.F) { gctest.Fuzz(f, collector()) }

func FuzzGenerational(f *testing.F) { gctest.Fuzz(f, generational()) }

// TestChecks leaves out barriers, and wants the check to see it.
func TestChecks(t *testing.T) {
	defer func() { Generational = false }()
	const missing = "modified without a barrier"
	for _, c := range []struct {
		what  string
		store func(old, young uintptr)
		want  string
	}{
		{"nothing", func(old, young uintptr) {}, ""},
		{"store with a barrier", func(old, young uintptr) { Barrier(old); raw.StoreWord(old+8, young) }, ""},
		{"store with a barrier for the slot", func(old, young uintptr) { BarrierInterior(old + 8); raw.StoreWord(old+8, young) }, ""},
		{"copy with a barrier", func(old, young uintptr) { BarrierRange(old, 16); raw.StoreWord(old+8, young) }, ""},
		{"store without a barrier", func(old, young uintptr) { raw.StoreWord(old+8, young) }, missing},
		{"barrier for another object", func(old, young uintptr) { Barrier(young); raw.StoreWord(old+8, young) }, missing},
	} {
		text := gctest.Output(generational(), func() {
			heap.stress, heap.wait = 1<<30, 1<<30
			old := Alloc(4, 700)
			raw.StoreWord(raw.Address(raw.StackPointer()), old)
			collect("test", true)
			young := Alloc(2, 16)
			c.store(old, young)
			collect("test", true)
		})
		if c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, want %q", c.what, text, c.want)
		}
	}
}
