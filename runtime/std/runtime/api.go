package runtime

// This file is the public API of Go's package runtime, as far as a program in one thread can use it.

import (
	"rgo/runtime/gc/collector"
	"rgo/runtime/gc/handles"
)

// The constants name the target and the toolchain.
const (
	GOOS     = "linux"
	GOARCH   = "amd64"
	Compiler = "rgo"
)

// Version returns the version of Go whose language and library this is.
func Version() string { return "go1.26" }

// GC runs a collection, and then the finalizers and cleanups of what it found dead.
func GC() {
	forced++
	collector.Collect()
	callFinalizers()
}

// KeepAlive keeps x reachable up to here.
//
//rgo:op keep_alive
func KeepAlive(x any) {}

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

// GOROOT returns "": a translated program knows no Go installation.
func GOROOT() string { return "" }
