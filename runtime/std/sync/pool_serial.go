//go:build !rgo_free

package sync

// This file stands for pool_parallel.go where one goroutine runs at a time.

const poolPieces = 1

// A poolPiece is all of a pool.
type poolPiece struct{ items []any }

//rgo:inline
func (p *Pool) piece() *poolPiece { return &p.pieces[0] }

//rgo:inline
func (*poolPiece) enter() bool { return true }

//rgo:inline
func (*poolPiece) leave() {}
