//go:build !rgo_gil && !rgo_free

package scheduler

// This file is what is particular to goroutines on one OS thread.

import "rgo/runtime/raw"

// signalInterval is how many nanoseconds nobody may look for signals that interrupt waiting, in programs that watch signals: the
// system may have given one to a thread that does nothing, or just before the thread began to wait.
const signalInterval = 100 * 1000 * 1000

// pick returns the goroutine to run next. It waits until there is one.
func pick() *G {
	look()
	for {
		if g := sched.ready.Take(); g != nil {
			return g
		}
		if timers.count() == 0 && len(waiting.owners) == 0 {
			deadlock()
		}
		idle()
		fire()
	}
}

// look sees now and then whether a time or an event has come that somebody waits for.
func look() {
	if sched.ticks++; sched.ticks%clockInterval != 0 {
		return
	}
	if timers.count() > 0 {
		fire()
	}
	if len(waiting.owners) > 0 {
		lookAtFiles(0)
		lookAtSignals()
	}
}

// idle waits for the next time or event.
func idle() {
	limit := int64(-1)
	if timers.count() > 0 {
		limit = max(0, timers.list[0].when-int64(raw.ClockMono()))
	}
	if len(waiting.owners) == 0 {
		raw.Nanosleep(int(limit))
		return
	}
	if waiting.signal != nil && (limit < 0 || limit > signalInterval) {
		limit = signalInterval
	}
	lookAtFiles(limit)
	lookAtSignals()
}

// One thread runs all goroutines, and nothing has to be prepared.

func prepare() {}

func sooner() {}

func swapMachines(me, g *G) {}

func unlockAll(g *G) { g.locks = 0 }

// Forked tells the scheduler that it runs in a copy of the process, which has this thread only.
func Forked() { forgetOthers() }

// LockOSThread keeps the goroutine on its thread, which is the only one.
func LockOSThread() { current().locks++ }

// UnlockOSThread takes back one LockOSThread.
func UnlockOSThread() { current().locks = max(0, current().locks-1) }
