package time

import "rgo/runtime/raw"

// startNano is set at start-up, not by a package initialiser: those run at translation time.
var startNano int64

//rgo:startup
func startup() { startNano = runtimeNano() - 1 }

func now() (sec int64, nsec int32, mono int64) {
	s, n := raw.ClockWall()
	return int64(s), int32(n), runtimeNano()
}

func runtimeNow() (sec int64, nsec int32, mono int64) { return now() }

func runtimeNano() int64 { return int64(raw.ClockMono()) }

func runtimeIsBubbled() bool { return false }

// interrupt is for tests of the original.
func interrupt() {}
