//go:build rgo_threads

package runtime

// This file is the part of the public API that is about goroutines: package scheduler has the bodies.

import "unsafe"

var _ unsafe.Pointer // for go:linkname

// NumGoroutine returns the number of goroutines.
//
//go:linkname NumGoroutine rgo/runtime/scheduler.NumGoroutine
func NumGoroutine() int

// NumCPU returns the number of processors that the program uses.
//
//go:linkname NumCPU rgo/runtime/scheduler.NumCPU
func NumCPU() int

// GOMAXPROCS returns the number of threads that run Go code at the same time. It cannot be changed.
//
//go:linkname GOMAXPROCS rgo/runtime/scheduler.GOMAXPROCS
func GOMAXPROCS(n int) int

// Gosched lets other goroutines run.
//
//go:linkname Gosched rgo/runtime/scheduler.Gosched
func Gosched()

// Goexit ends the goroutine, after its deferred calls.
//
//go:linkname Goexit rgo/runtime/scheduler.Goexit
func Goexit()

// LockOSThread keeps the goroutine on its thread.
//
//go:linkname LockOSThread rgo/runtime/scheduler.LockOSThread
func LockOSThread()

// UnlockOSThread takes back one LockOSThread.
//
//go:linkname UnlockOSThread rgo/runtime/scheduler.UnlockOSThread
func UnlockOSThread()
