package marksweep

import (
	"testing"

	"rgo/runtime/gc/gctest"
)

func collector() *gctest.Collector {
	return &gctest.Collector{
		Name: "marksweep", Conservative: true, Shadow: true, Frees: true, Exact: true, Handles: true,
		Reset:      func(conservative bool) { heap, Conservative = state{}, conservative },
		Init:       Init,
		Alloc:      Alloc,
		AllocArray: AllocArray,
		Collect:    Collect,
		Live:       func() uintptr { return heap.live },
	}
}

func TestRandom(t *testing.T) { gctest.Run(t, collector(), 4, 3000) }

func TestRandomStress(t *testing.T) {
	t.Setenv("RGO_GC_STRESS", "1")
	gctest.Run(t, collector(), 10, 150)
}

func FuzzCollector(f *testing.F) { gctest.Fuzz(f, collector()) }
