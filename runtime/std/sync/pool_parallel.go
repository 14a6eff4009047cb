//go:build rgo_free

package sync

// This file divides pools among threads that run at the same time. Who finds another one in a piece does without the pool.

import (
	"unsafe"

	"rgo/runtime/raw"
)

const poolPieces = 8

// A poolPiece is the part of a pool that some threads look at.
type poolPiece struct {
	items []any
	inUse int32
	_     [4]uintptr // the next one is in another line of the cache
}

// piece returns the piece of this machine, which others may have, too.
//
//rgo:inline
func (p *Pool) piece() *poolPiece {
	if raw.Collected() == 0 {
		return &p.pieces[0]
	}
	return &p.pieces[uint64(raw.Local(raw.MachineHeap)>>3)*0x9e3779b97f4a7c15>>61]
}

//rgo:inline
func (s *poolPiece) enter() bool {
	return raw.Collected() == 0 || raw.SwapHalf(unsafe.Pointer(&s.inUse), 1) == 0
}

//rgo:inline
func (s *poolPiece) leave() {
	if raw.Collected() != 0 {
		raw.SwapHalf(unsafe.Pointer(&s.inUse), 0)
	}
}
