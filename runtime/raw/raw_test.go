package raw_test

import (
	"testing"
	"unsafe"

	. "rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

func TestMemory(t *testing.T) {
	p := uintptr(Mmap(1 << 20))
	if p == 0 {
		t.Fatal("no memory")
	}
	StoreWord(p, 0x1122334455667788)
	if Load32(p) != 0x55667788 || Load8(p+7) != 0x11 || LoadWord(p) != 0x1122334455667788 {
		t.Errorf("loads: %x %x %x", Load32(p), Load8(p+7), LoadWord(p))
	}
	Copy(p+8, p, 8)
	Store8(p+8, 0)
	StoreInt(p+16, -2)
	if LoadWord(p+8) != 0x1122334455667700 || LoadInt(p+16) != -2 {
		t.Errorf("after copy: %x", LoadWord(p+8))
	}
	Zero(p, 24)
	if LoadWord(p) != 0 || LoadWord(p+16) != 0 {
		t.Error("not zeroed")
	}
	if r := Munmap(Pointer(p), 1<<20); r != 0 {
		t.Errorf("munmap: %d", r)
	}
}

func TestExterns(t *testing.T) {
	if r := Open(PathBytes("/nonexistent"), 0, 0); r != -2 {
		t.Errorf("open of a missing file: %d", r)
	}
	if s := CString(Argv(0)); s == "" || Argc() < 1 {
		t.Error("no arguments")
	}
	var buf [256]byte
	if n := Getcwd(unsafe.Pointer(&buf), len(buf)); n <= 1 || buf[0] != '/' || buf[n-1] != 0 {
		t.Errorf("getcwd: %d %q", n, buf)
	}
	if ClockMono() <= 0 {
		t.Error("no clock")
	}
}
