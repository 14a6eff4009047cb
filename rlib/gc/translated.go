//go:build rgo

package gc

// This file is for translated programs, whose collectors put finalizers in a queue of the runtime.

import (
	"runtime"
	"unsafe"
)

func waiting() bool { return false } // the translator makes this a call of the runtime

// Run is documented in plain.go.
func Run() { run() }

func run() {} // the translator makes this a call of the runtime

func finalizeTyped[T any](p *T, f func(*T)) {
	finalize(unsafe.Pointer(p), func(target unsafe.Pointer) { f((*T)(target)) })
}

func finalizeAll() {} // the translator makes this a call of the runtime

func watch[T any](p *T, f func()) { runtime.AddCleanup(p, func(f func()) { f() }, f) }
