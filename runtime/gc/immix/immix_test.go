package immix

import (
	"strings"
	"testing"

	"rgo/runtime/gc/gctest"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
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

// TestHoles fills holes between objects that stay where they are, several in a block between two collections.
func TestHoles(t *testing.T) {
	for _, every := range []string{"60", "500"} {
		t.Setenv("RGO_GC_STRESS", every)
		gctest.Run(t, crowded(), 3, 700)
	}
}

// crowded is a collector that copies nothing: what survives a young collection leaves holes beside it, which stress mode uses
// before free blocks.
func crowded() *gctest.Collector {
	c := collector()
	c.Name, c.Small, c.Litter = "immix, crowded", true, true
	c.Alloc = func(id uint32, size int64) uintptr {
		heap.policy.minorRate, heap.policy.fullRate = 100, 100
		return Alloc(id, size)
	}
	return c
}

func FuzzCollector(f *testing.F) { gctest.Fuzz(f, collector()) }

// TestRenumber starts shortly before the numbers of cycles are used up.
func TestRenumber(t *testing.T) {
	c := collector()
	c.Init = func() {
		Init()
		heap.stamp = unlogged | lastEpoch - 3*epochOne
		heap.previous = heap.stamp & epochMask
	}
	gctest.Run(t, c, 2, 500)
}

// TestGarbage allocates much more than is ever live: 300 MB, of which a list stays.
func TestGarbage(t *testing.T) {
	text := gctest.Output(collector(), func() {
		root := raw.Address(raw.StackPointer())
		for i := range 6_000_000 {
			p := Alloc(2, 16)
			if i%1000 == 0 {
				raw.StoreWord(p, raw.LoadWord(root))
				raw.StoreWord(root, p)
			}
			if i%10 == 0 {
				AllocArray(6, int64(i%50), 1)
			}
			if i%100000 == 0 {
				AllocArray(6, 1<<20, 1)
			}
		}
		n := 0
		for p := raw.LoadWord(root); p != 0; p = raw.LoadWord(p) {
			n++
		}
		if n != 6000 {
			t.Errorf("list has %d objects", n)
		}
		if size := uintptr(heap.used) << blockShift; size > nursery {
			t.Errorf("%d bytes in use", size)
		}
	})
	if text != "" {
		t.Error(text)
	}
}

// TestLimit fills a heap of 12 MB with objects of several sizes, until it is full. The largest have a block each.
func TestLimit(t *testing.T) {
	t.Setenv("RGO_GC_MAX", "12M")
	for size, least := range map[int64]int64{16: 10 << 20, 700: 10 << 20, 5000: 10 << 20, 20000: 7 << 20} {
		kept := int64(0)
		text := gctest.Output(collector(), func() {
			root := raw.Address(raw.StackPointer())
			for {
				n := size / 8
				p := AllocArray(7, n, 8)
				raw.StoreWord(p, raw.LoadWord(root))
				raw.StoreWord(root, p)
				kept += n*8 + arrayHeader
			}
		})
		if !strings.Contains(text, "out of memory") || kept < least || kept > 12<<20 {
			t.Errorf("objects of %d bytes: %d bytes were there at the end: %s", size, kept, text)
		}
	}
}

// TestGiveBack lets go of 100 MB, and wants most of it to go back to the system.
func TestGiveBack(t *testing.T) {
	text := gctest.Output(collector(), func() {
		root := raw.Address(raw.StackPointer())
		for range 100 << 20 / 32 {
			p := Alloc(2, 16)
			raw.StoreWord(p, raw.LoadWord(root))
			raw.StoreWord(root, p)
		}
		raw.StoreWord(root, 0)
		Collect()
		clean := 0
		for b := range heap.used {
			if kindOf(b) == kindClean {
				clean++
			}
		}
		if clean < heap.used/2 {
			t.Errorf("%d of %d blocks were given back", clean, heap.used)
		}
		for range 1 << 20 { // which are used again
			if p := Alloc(2, 16); raw.LoadWord(p)|raw.LoadWord(p+8) != 0 {
				t.Fatal("not zeroed")
			}
		}
	})
	if text != "" {
		t.Error(text)
	}
}

// TestEndOfBlock looks for what is at the end of a block when the one behind belongs to a large object, whose bytes look like
// an array where small ones had been.
func TestEndOfBlock(t *testing.T) {
	text := gctest.Output(collector(), func() {
		large := AllocArray(6, 1<<20, 1)
		behind := address(int((large-heap.start)>>blockShift) + 1)
		raw.StoreWord(behind, 6)
		setBit(heap.starts, behind)
		if object := find(heap.starts, behind-1); object != 0 {
			t.Errorf("found %#x, %d bytes behind the block", object, object-behind)
		}
	})
	if text != "" {
		t.Error(text)
	}
}

// TestModifiedObjectsAreWork lets as much survive in two heaps; in one of them many old objects have been modified too.
func TestModifiedObjectsAreWork(t *testing.T) {
	for _, c := range []struct{ notes, want uintptr }{{0, 2 * trial}, {2 * bearable / perNote, trial}} {
		heap = state{}
		p := &heap.policy
		p.budget, p.threshold, p.noted = 2*trial, 1<<30, c.notes*raw.Word
		heap.promoted = bearable - trial/4
		p.afterMinor(30)
		if p.budget != c.want {
			t.Errorf("%d notes: the next minor collection comes after %d bytes, want %d", c.notes, p.budget, c.want)
		}
	}
}
