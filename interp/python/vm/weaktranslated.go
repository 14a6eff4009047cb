//go:build rgo

package vm

import "runtime"

// This file is weak pointers in translated programs. Their collectors have
// none yet, so what is referenced weakly lives as long as the reference.

type strongPointer struct{ o Object }

func (s strongPointer) value() Object { return s.o }

// makeWeak makes a pointer to an object.
func makeWeak(o Object) weakPointer { return strongPointer{o} }

// collectGarbage runs the collector.
func collectGarbage() { runtime.GC() }

// fileGuard is nothing: files stay open until they are closed.
type fileGuard struct{}

func guardFile(f *fileIO, fd int) fileGuard { return fileGuard{} }

func (g *fileGuard) drop() {}

func waitForGuards() {}
