package immix

import (
	"strings"
	"testing"

	"rgo/runtime/gc/gctest"
	"rgo/runtime/raw"
)

// TestChecks leaves out one thing after the other that checks look for, and wants them to see it.
func TestChecks(t *testing.T) {
	for _, c := range []struct {
		what  string
		fault func(old, young uintptr)
		want  string
	}{
		{"nothing", func(old, young uintptr) {}, ""},
		{"store with a barrier", func(old, young uintptr) { Barrier(old); raw.StoreWord(old+8, young) }, ""},
		{"store with a barrier for the slot", func(old, young uintptr) { BarrierInterior(old + 8); raw.StoreWord(old+8, young) }, ""},
		{"store without a barrier", func(old, young uintptr) { raw.StoreWord(old+8, young) }, "an old object was modified without a barrier: object of type 4"},
		{"barrier for another object", func(old, young uintptr) { Barrier(young); raw.StoreWord(old+8, young) }, "an old object was modified without a barrier"},
		{"dangling reference", func(old, young uintptr) { raw.StoreWord(old+8, heap.start+uintptr(heap.used)<<blockShift-8) }, "a reference to free memory: object of type 4"},
		{"line not marked", func(old, young uintptr) { raw.Store8(heap.lines+(old+500-heap.start)>>lineShift, 0) }, "a line of a live object is free: object of type 4"},
	} {
		text := gctest.Output(collector(), func() {
			heap.stress.every = 1 << 30
			old := Alloc(4, 700)
			raw.StoreWord(raw.Address(raw.StackPointer()), old)
			collect(false, "test")
			young := Alloc(2, 16)
			c.fault(old, young)
			if c.what == "line not marked" {
				check()
			}
			collect(false, "test")
		})
		if c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, want %q", c.what, text, c.want)
		}
	}
}
