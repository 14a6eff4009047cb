// Package procfork copies a process that has Go's runtime in it.
//
// The system's fork leaves the copy with one thread. Go's runtime does not work there: it believes in its other threads, hands
// goroutines over to them, waits for them before it collects, and a lock that one of them had stays taken. So this package copies
// the threads, too: all others are stopped in a signal handler, where the system has stored their registers on their
// signal stacks; the process is copied; and in the copy each gets a new thread, which returns from the handler. To the runtime it is
// as if nothing had happened, only that the numbers of the threads are others, which it uses for asynchronous preemption and
// for nothing that must work.
//
// In the copy, calls that may wait (reading, accepting, ...) are not made again by the threads that were in them, but end as
// interrupted: whoever makes such calls while another goroutine forks has to see to it that nothing of the original goes on
// in the copy, see package scheduler. The poller of Go's runtime gets files of its own, for the copy would otherwise share the original's.
//
// It is for programs that Go's compiler has built: under plain Go, and of the Go backend, which has a copy of it. linux/amd64 only.
package procfork

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

var one sync.Mutex

// copies is how often this process is a copy of a copy.
var copies int64

// Copies returns how often this process is a copy: 0 at first, in a copy one more than in its original. Whoever looks at it before
// and after something that waits knows whether it still is in the same process.
func Copies() int64 { return atomic.LoadInt64(&copies) }

// Fork copies the process. It returns 0 in the copy, where the caller's goroutine is locked to its thread, which gets the
// signals of the process; else the number of the copy, or minus an errno: EAGAIN if a thread could not be stopped.
func Fork() int {
	one.Lock()
	defer one.Unlock()
	if err := findPoller(); err != nil {
		return -int(syscall.ENOSYS)
	}
	if !handling() {
		return -int(syscall.ENOSYS)
	}
	pid := fork()
	if pid == 0 {
		runtime.LockOSThread()
	}
	return pid
}

const (
	// stopSignal stops threads. C libraries keep it for themselves, and neither they nor Go use it in programs without C.
	stopSignal = 33

	maxThreads = 4096
	patience   = 5_000_000_000 // nanoseconds
	nap        = 20_000        // nanoseconds
)

// A stopped thread: where its stack pointer was when its handler began, and its segment of local variables.
type stopped struct{ stack, local uintptr }

// What the handler works with. It runs on any thread, so nothing here is a pointer.
var (
	stage   uint32              // odd while threads are to stop; they wait for it to change
	arrived uint64              // handlers that have begun
	waiting uint64              // and have filled their entries
	threads [maxThreads]stopped // entries by number of arrival
)

// resume starts a thread that returns from the signal handler. Both are in assembly.
func resume(stack, local uintptr) int
func storeStage(value uint32)
func loadWaiting() uint64
func handlerAddress() uintptr
func restorerAddress() uintptr

// kernelAction is the system's struct sigaction.
type kernelAction struct{ handler, flags, restorer, mask uintptr }

// handling sets the handler of stopSignal.
func handling() bool {
	const info, restorer, onStack, restart = 4, 0x04000000, 0x08000000, 0x10000000
	a := kernelAction{handlerAddress(), info | restorer | onStack | restart, restorerAddress(), ^uintptr(0)}
	_, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, stopSignal, uintptr(unsafe.Pointer(&a)), 0, 8, 0, 0)
	return errno == 0
}

// system makes a system call, and returns minus an errno if it fails.
//
//go:nosplit
func system(number, a, b, c, d uintptr) int {
	r, _, errno := syscall.RawSyscall6(number, a, b, c, d, 0, 0)
	if errno != 0 {
		return -int(errno)
	}
	return int(r)
}

// From here to the end of the copying nothing may need the runtime, whose locks a stopped thread may hold: no allocation, no
// growing of the stack, no preemption. So all functions are marked, and what they need lies in variables.

var (
	allSignals, oldSignals uint64
	napTime                = [2]int64{0, nap}
	signalled              [maxThreads]int32
	signalledCount         int
	entries                [32 << 10]byte // what the system says of a directory
	taskPath               = [...]byte{'/', 'p', 'r', 'o', 'c', '/', 's', 'e', 'l', 'f', '/', 't', 'a', 's', 'k', 0}
)

//go:nosplit
func fork() int {
	const setMask = 2
	allSignals = ^uint64(0)
	system(syscall.SYS_RT_SIGPROCMASK, setMask, uintptr(unsafe.Pointer(&allSignals)), uintptr(unsafe.Pointer(&oldSignals)), 8)
	pid := stopOthers()
	if pid == 0 {
		pid = system(syscall.SYS_FORK, 0, 0, 0, 0)
	}
	if pid == 0 {
		copies++
		separatePoller()
		stage++
		resumeOthers()
	} else {
		letGo()
	}
	system(syscall.SYS_RT_SIGPROCMASK, setMask, uintptr(unsafe.Pointer(&oldSignals)), 0, 8)
	return pid
}

// letGo has the stopped threads go on.
//
//go:nosplit
func letGo() {
	const wake = 1 | 128 // FUTEX_WAKE, private
	storeStage(stage + 1)
	system(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(&stage)), wake, 1<<31-1, 0)
}

// stopOthers returns when all threads but this one wait in the handler, with 0 or minus an errno. A thread may start others until it
// stops. So the list of threads is read until all that are in it have stopped.
//
//go:nosplit
func stopOthers() int {
	arrived, waiting, signalledCount = 0, 0, 0
	storeStage(stage + 1)
	me := system(syscall.SYS_GETTID, 0, 0, 0, 0)
	process := system(syscall.SYS_GETPID, 0, 0, 0, 0)
	for slept := 0; slept < patience; slept += nap {
		if arrived > maxThreads {
			break
		}
		before := signalledCount
		others := signalOthers(process, me)
		if others < 0 {
			return others
		}
		if before == signalledCount && loadWaiting() == uint64(others) {
			return 0
		}
		system(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&napTime)), 0, 0, 0)
	}
	return -int(syscall.EAGAIN)
}

// signalOthers sends the signal to all threads that have not got it, and returns how many there are besides this one.
//
//go:nosplit
func signalOthers(process, me int) int {
	const directory, closeOnExec = 0x10000, 0x80000
	fd := system(syscall.SYS_OPEN, uintptr(unsafe.Pointer(&taskPath)), directory|closeOnExec, 0, 0)
	if fd < 0 {
		return fd
	}
	others := 0
	for {
		n := system(syscall.SYS_GETDENTS64, uintptr(fd), uintptr(unsafe.Pointer(&entries)), uintptr(len(entries)), 0)
		if n <= 0 {
			system(syscall.SYS_CLOSE, uintptr(fd), 0, 0, 0)
			if n < 0 {
				return n
			}
			return others
		}
		for at := 0; at < n; at += int(entries[at+16]) | int(entries[at+17])<<8 {
			thread := threadNumber(at + 19)
			if thread == 0 || thread == me {
				continue
			}
			others++
			if !isSignalled(int32(thread)) && signalledCount < maxThreads {
				signalled[signalledCount] = int32(thread)
				signalledCount++
				system(syscall.SYS_TGKILL, uintptr(process), uintptr(thread), stopSignal, 0)
			}
		}
	}
}

// threadNumber reads the name of an entry, 0 if it is no number.
//
//go:nosplit
func threadNumber(at int) int {
	n := 0
	for ; entries[at] >= '0' && entries[at] <= '9'; at++ {
		n = 10*n + int(entries[at]-'0')
	}
	return n
}

//go:nosplit
func isSignalled(thread int32) bool {
	for i := signalledCount - 1; i >= 0; i-- {
		if signalled[i] == thread {
			return true
		}
	}
	return false
}

// resumeOthers has a new thread in the copy for each that was stopped in the original.
//
//go:nosplit
func resumeOthers() {
	for i := 0; i < int(waiting); i++ {
		interrupt(threads[i].stack + 8)
		if resume(threads[i].stack+8, threads[i].local) < 0 {
			const status = 127 // a copy without its threads would hang sooner or later
			system(syscall.SYS_EXIT_GROUP, status, 0, 0, 0)
		}
	}
}

// Offsets in the system's struct ucontext.
const (
	savedAX = 144
	savedIP = 168
)

// interrupt has a call that may wait, and would be made again, end as interrupted.
//
//go:nosplit
func interrupt(context uintptr) {
	ax, ip := word(context+savedAX), word(context+savedIP)
	code := *(*[2]byte)(unsafe.Pointer(word(*ip)))
	if code == [2]byte{0x0f, 0x05} && waits(*ax) {
		*ax = ^uintptr(syscall.EINTR - 1) // minus EINTR
		*ip += 2
	}
}

//go:nosplit
func word(p uintptr) *uintptr { return *(**uintptr)(unsafe.Pointer(&p)) }

// waits reports whether call number may wait, or changes what the original sees. Waits of Go's runtime are not among them.
//
//go:nosplit
func waits(number uintptr) bool {
	switch number {
	case syscall.SYS_READ, syscall.SYS_WRITE, syscall.SYS_OPEN, syscall.SYS_OPENAT, syscall.SYS_PREAD64, syscall.SYS_PWRITE64, syscall.SYS_READV,
		syscall.SYS_WRITEV, syscall.SYS_SENDFILE, syscall.SYS_CONNECT, syscall.SYS_ACCEPT, syscall.SYS_ACCEPT4, syscall.SYS_SENDTO,
		syscall.SYS_RECVFROM, syscall.SYS_SENDMSG, syscall.SYS_RECVMSG, syscall.SYS_WAIT4, syscall.SYS_WAITID, syscall.SYS_FCNTL, syscall.SYS_FLOCK:
		return true
	}
	return false
}
