package semispace

import (
	"testing"

	"rgo/runtime/gc/gctest"
)

func collector() *gctest.Collector {
	return &gctest.Collector{
		Name: "semispace", Shadow: true, Moving: true, Frees: true, Exact: true, Handles: true,
		Reset:        func(bool) { heap = state{} },
		Init:         Init,
		Alloc:        Alloc,
		AllocArray:   AllocArray,
		Collect:      Collect,
		IdentityHash: IdentityHash,
		Pin:          Pin,
		Unpin:        Unpin,
		Check:        check,
		Live:         func() uintptr { return heap.held },
	}
}

func TestRandom(t *testing.T) { gctest.Run(t, collector(), 3, 1000) }

func TestRandomStress(t *testing.T) {
	t.Setenv("RGO_GC_STRESS", "1")
	gctest.Run(t, collector(), 4, 200)
}

// TestRandomLimit collects because it must not use more memory, and TestRandomSmall because something has been allocated.
func TestRandomLimit(t *testing.T) {
	t.Setenv("RGO_GC_MAX", "2M")
	c := collector()
	c.Small = true
	gctest.Run(t, c, 2, 3000)
}

func TestRandomSmall(t *testing.T) {
	t.Setenv("RGO_GC_MIN", "100K")
	gctest.Run(t, collector(), 2, 1500)
}

func FuzzCollector(f *testing.F) { gctest.Fuzz(f, collector()) }
