//go:build !rgo_threads

package syscall

import (
	"unsafe"

	"rgo/runtime/raw"
)

// This file makes the calls that may wait, in programs that have one thread.

func read(fd int, p unsafe.Pointer, n int) int { return raw.Read(fd, p, n) }

func write(fd int, p unsafe.Pointer, n int) int { return raw.Write(fd, p, n) }

func open(path unsafe.Pointer, mode, perm int) int { return raw.Open(path, mode, perm) }
