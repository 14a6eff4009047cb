//go:build !rgo_threads

package time

import (
	"runtime"

	"rgo/runtime/raw"
)

// Sleep pauses the program and lets finalizers run.
func Sleep(d Duration) {
	if d > 0 {
		raw.Nanosleep(int(d))
	}
	runtime.Gosched()
}
