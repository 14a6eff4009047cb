package procfork

import (
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

// This file ends calls of the system in which the first thread of the process waits, as a signal for it does.
//
// Signals are noted by a goroutine, which Go's runtime starts some time after the handler has run. Meanwhile the program has seen that
// its call was interrupted, has found that no signal came, and waits again. So whoever has noted a signal interrupts it again.

// interruptSignal has a handler that does nothing. Like stopSignal it is kept by C libraries for themselves.
const interruptSignal = 32

var setInterrupt sync.Once

func nothingAddress() uintptr

// Interrupt has a call in which the first thread waits end with EINTR.
func Interrupt() {
	setInterrupt.Do(func() {
		const restorer, onStack = 0x04000000, 0x08000000
		a := kernelAction{nothingAddress(), restorer | onStack, restorerAddress(), ^uintptr(0)}
		syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, interruptSignal, uintptr(unsafe.Pointer(&a)), 0, 8, 0, 0)
	})
	process := syscall.Getpid()
	syscall.RawSyscall(syscall.SYS_TGKILL, uintptr(process), uintptr(process), interruptSignal)
}

// interrupting says that a goroutine interrupts.
var interrupting atomic.Bool

// InterruptWhile has the first thread interrupted until waits says that it has looked at the signals that came: the thread may have been on
// its way into the call. It returns at once.
func InterruptWhile(waits func() bool) {
	if interrupting.CompareAndSwap(false, true) {
		go interruptWhile(waits)
	}
}

func interruptWhile(waits func() bool) {
	const first, last = time.Millisecond, time.Second
	for {
		for pause := first; waits(); pause = min(2*pause, last) {
			Interrupt()
			time.Sleep(pause)
		}
		interrupting.Store(false)
		if !waits() || !interrupting.CompareAndSwap(false, true) { // what came in between saw this one at work
			return
		}
	}
}
