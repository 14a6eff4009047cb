//go:build rgo

package gc

// This file is for translated programs, whose collectors put finalizers in a queue of the runtime.

import (
	"runtime"
	"unsafe"
)

func collect() { runtime.GC() }

// The translator makes these calls of the runtime.
func waiting() bool                                              { return false }
func run()                                                       {}
func finalizeAll()                                               {}
func finalize(p unsafe.Pointer, run func(target unsafe.Pointer)) {}

// Run is documented in plain.go.
func Run() { run() }

func finalizeTyped[T any](p *T, f func(*T)) {
	finalize(unsafe.Pointer(p), func(target unsafe.Pointer) { f((*T)(target)) })
}

func watch[T any](p *T, f func()) { runtime.AddCleanup(p, func(f func()) { f() }, f) }
