package none

import (
	"testing"

	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

func TestAlloc(t *testing.T) {
	Init()
	end := uintptr(0)
	for i := range int64(1000) {
		p := Alloc(uint32(i), i)
		if p&7 != 0 || raw.LoadWord(p-8) != uintptr(i) {
			t.Fatalf("object %d at %x, header %x", i, p, raw.LoadWord(p-8))
		}
		q := AllocArray(7, i, 3)
		if q&7 != 0 || raw.LoadInt(q-16) != i || raw.LoadWord(q-8) != 7 {
			t.Fatalf("array %d at %x", i, q)
		}
		if p < end && end != 0 || q < p+uintptr(i) {
			t.Fatalf("object %d overlaps", i)
		}
		for k := range uintptr(i) {
			if raw.Load8(p+k) != 0 {
				t.Fatalf("object %d is not zeroed", i)
			}
			raw.Store8(p+k, 0xff)
		}
		for k := range uintptr(3 * i) {
			if raw.Load8(q+k) != 0 {
				t.Fatalf("array %d is not zeroed", i)
			}
			raw.Store8(q+k, 0xff)
		}
		end = q + uintptr(3*i)
	}
	if p := AllocArray(1, 1<<20, 300); raw.LoadInt(p-16) != 1<<20 {
		t.Error("large array")
	}
}
