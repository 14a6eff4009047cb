package runtime

// This file is the public API of Go's package runtime that does not depend on the threading model.

import (
	"rgo/runtime/gc/collector"
	"rgo/runtime/raw"
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
	raw.Lock()
	forced++
	raw.Unlock()
	raw.ForgetStack()
	collector.Collect()
	callFinalizers()
	if raw.Threads {
		Gosched() // as in Go, where who calls this in a loop does not keep others from running
	}
}

// KeepAlive keeps x reachable up to here.
//
//rgo:op keep_alive
func KeepAlive(x any) {}

// GOROOT returns "": a translated program knows no Go installation.
func GOROOT() string { return "" }

// Growth is what SetGrowth was told, or 0.
var Growth uintptr

// SetGrowth tells the collector by how many percent of what is live the heap may grow until all of it is collected.
func SetGrowth(percent int) { Growth = uintptr(max(percent, 1)) }
