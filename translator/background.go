package translator

// This file does work beside the translation that nothing in it waits for.

import (
	"runtime"
	"syscall"
)

// leastPriority is the nice value of work in the background: what else wants a processor gets nearly all of it.
const leastPriority = 19

// inBackground gives the goroutine that calls it a thread of its own, which the system runs with what is left of the processors, until
// it ends. It must not hold what the translation could wait for.
func inBackground() {
	runtime.LockOSThread() // for good: the thread ends with its priority
	syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), leastPriority)
}
