package immix

import (
	"testing"

	"rgo/runtime/gc/gctest"
	"rgo/runtime/gc/log"
)

func collector() *gctest.Collector {
	return &gctest.Collector{
		Name: "immix", Conservative: true, Shadow: true, Frees: true, Exact: true, Handles: true, Moving: true,
		Reset: func(conservative bool) {
			heap, Conservative = state{}, conservative
		},
		Init:         Init,
		Alloc:        Alloc,
		AllocArray:   AllocArray,
		Collect:      Collect,
		IdentityHash: IdentityHash,
		Pin:          Pin,
		Unpin:        Unpin,
		Check:        check,
		Live:         func() uintptr { return heap.policy.held + heap.policy.allocated },

		Minor:           func() { collect(false, log.Nursery) },
		Barrier:         Barrier,
		BarrierElement:  BarrierElement,
		BarrierInterior: BarrierInterior,
		BarrierRange:    BarrierRange,
		StaticHeader:    unlogged >> epochShift,
	}
}

func TestRandom(t *testing.T) {
	gctest.Run(t, collector(), 4, 600)
}

func TestRandomStress(t *testing.T) {
	t.Setenv("RGO_GC_STRESS", "1")
	gctest.Run(t, collector(), 10, 150)
}

func FuzzCollector(f *testing.F) { gctest.Fuzz(f, collector()) }
