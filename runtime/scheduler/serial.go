//go:build !rgo_free

package scheduler

import "rgo/runtime/std/runtime"

// This file says which goroutine runs, where it is one.

//rgo:inline
func current() *G { return sched.current }

// makeCurrent has g run in the place of me.
//
//rgo:inline
func makeCurrent(me, g *G) {
	sched.current = g
	runtime.Switch(&me.state, &g.state)
}

//rgo:inline
func makeReady(g *G) { sched.ready.Put(g) }

func idleLoop(g *G) {}

func placed(g *G) *G { return g }

func leavePlace(me *G) {}

// GOMAXPROCS returns the number of threads that run Go code at the same time.
func GOMAXPROCS(n int) int { return 1 }

// NumCPU returns the number of processors that the program uses.
func NumCPU() int { return 1 }
