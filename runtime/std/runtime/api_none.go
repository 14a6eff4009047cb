//go:build !rgo_threads

package runtime

// This file is the part of the public API that is about goroutines, for a program that has just one.

import "rgo/runtime/gc/handles"

// NumGoroutine returns the number of goroutines.
func NumGoroutine() int { return 1 }

// NumCPU returns the number of processors that the program uses.
func NumCPU() int { return 1 }

// GOMAXPROCS returns the number of threads that run Go code. It cannot be changed.
func GOMAXPROCS(n int) int { return 1 }

// Gosched lets others run: finalizers and cleanups.
func Gosched() {
	if handles.Waiting() {
		callFinalizers()
	}
}
