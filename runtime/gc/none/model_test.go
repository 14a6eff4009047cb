package none

import (
	"testing"

	"rgo/runtime/gc/gctest"
)

func collector() *gctest.Collector {
	return &gctest.Collector{
		Name:       "none",
		Reset:      func(bool) { heap = state{} },
		Init:       Init,
		Alloc:      Alloc,
		AllocArray: AllocArray,
		Collect:    Collect,
	}
}

func TestRandom(t *testing.T) { gctest.Run(t, collector(), 4, 2000) }

func FuzzCollector(f *testing.F) { gctest.Fuzz(f, collector()) }
