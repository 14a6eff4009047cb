package rt

// This file lets the program watch signals, through package os/signal.

import (
	"os"
	"os/signal"
	"syscall"
	"unsafe"
)

// watched gets the signals that the program watches; nil before the first.
var watched chan os.Signal

// onSignal tells the scheduler of signals, where goroutines run on several OS threads.
var onSignal func()

// interruptWhile ends the calls in which the first thread waits, in programs that make such calls.
var interruptWhile func(waits func() bool)

// signalTable has a byte a signal, which becomes 1. It lies in static data.
var signalTable uintptr

// kernelAction is the kernel's struct sigaction.
type kernelAction struct{ handler, flags, restorer, mask uintptr }

func sigaction(n int64, set, old *kernelAction) int64 {
	_, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(n), uintptr(unsafe.Pointer(set)), uintptr(unsafe.Pointer(old)), 8, 0, 0)
	return -int64(errno)
}

// ExternWatchSignal begins to watch a signal. The program may have set another action for it with a system call of its own,
// which package os/signal does not know: so the handler of Go's runtime, which is that of every signal, is set again. Without
// SA_RESTART, so that calls that wait are interrupted.
func ExternWatchSignal(n int64, table uintptr) int64 {
	const urgent, restart = int64(syscall.SIGURG), 0x10000000
	if n < 1 || n > 64 {
		return -int64(syscall.EINVAL)
	}
	signalTable = table
	if watched == nil {
		watched = make(chan os.Signal, 256)
		go noteSignals()
	}
	signal.Notify(watched, syscall.Signal(n))
	var action kernelAction
	if r := sigaction(urgent, nil, &action); r < 0 {
		return r
	}
	action.flags &^= restart
	return sigaction(n, &action, nil)
}

// noteSignals stores that signals came, in the order in which the program looks at the bytes: the common one last.
func noteSignals() {
	for s := range watched {
		*(*byte)(unsafe.Pointer(signalTable + uintptr(s.(syscall.Signal)))) = 1
		*(*byte)(unsafe.Pointer(signalTable)) = 1
		if onSignal != nil {
			onSignal()
		}
		if interruptWhile != nil {
			interruptWhile(signalWaits)
		}
	}
}

func signalWaits() bool { return *(*byte)(unsafe.Pointer(signalTable)) != 0 }
