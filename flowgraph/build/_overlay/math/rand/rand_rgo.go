package rand

import (
	"unsafe"

	"rgo/runtime/raw"
)

// runtime_rand returns random bits of the operating system.
func runtime_rand() uint64 {
	var b [8]byte
	raw.RandomBytes(unsafe.Pointer(&b), len(b))
	v := uint64(0)
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}
