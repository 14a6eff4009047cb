package rand

import (
	"unsafe"

	"rgo/runtime/raw"
)

// runtime_rand returns random bits of the operating system.
func runtime_rand() uint64 {
	v := new(uint64)
	raw.RandomBytes(unsafe.Pointer(v), 8)
	return *v
}
