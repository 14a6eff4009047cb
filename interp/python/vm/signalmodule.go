package vm

import (
	"rgo/rlib/linux"
	"rgo/rlib/thread"
)

// This file is the module _signal. Which signals came, package linux tells;
// their handlers run between instructions.

// signalState is what the program asked to do on signals.
type signalState struct {
	handlers [65]Object // functions of the program; nil for the default action
	known    [65]Object // what getsignal returns
	wakeup   int        // descriptor of set_wakeup_fd, -1 for none
}

// signalNames are the signals of Linux on amd64.
var signalNames = []struct {
	name string
	n    int
}{
	{"SIGHUP", 1}, {"SIGINT", 2}, {"SIGQUIT", 3}, {"SIGILL", 4}, {"SIGTRAP", 5}, {"SIGABRT", 6}, {"SIGIOT", 6}, {"SIGBUS", 7},
	{"SIGFPE", 8}, {"SIGKILL", 9}, {"SIGUSR1", 10}, {"SIGSEGV", 11}, {"SIGUSR2", 12}, {"SIGPIPE", 13}, {"SIGALRM", 14},
	{"SIGTERM", 15}, {"SIGSTKFLT", 16}, {"SIGCHLD", 17}, {"SIGCLD", 17}, {"SIGCONT", 18}, {"SIGSTOP", 19}, {"SIGTSTP", 20},
	{"SIGTTIN", 21}, {"SIGTTOU", 22}, {"SIGURG", 23}, {"SIGXCPU", 24}, {"SIGXFSZ", 25}, {"SIGVTALRM", 26}, {"SIGPROF", 27},
	{"SIGWINCH", 28}, {"SIGIO", 29}, {"SIGPOLL", 29}, {"SIGPWR", 30}, {"SIGSYS", 31}, {"SIGRTMIN", 34}, {"SIGRTMAX", 64},
}

// signalTexts are what strsignal returns.
var signalTexts = [32]string{"", "Hangup", "Interrupt", "Quit", "Illegal instruction", "Trace/breakpoint trap", "Aborted", "Bus error",
	"Floating point exception", "Killed", "User defined signal 1", "Segmentation fault", "User defined signal 2", "Broken pipe",
	"Alarm clock", "Terminated", "Stack fault", "Child exited", "Continued", "Stopped (signal)", "Stopped", "Stopped (tty input)",
	"Stopped (tty output)", "Urgent I/O condition", "CPU time limit exceeded", "File size limit exceeded", "Virtual timer expired",
	"Profiling timer expired", "Window changed", "I/O possible", "Power failure", "Bad system call"}

const (
	signalDefault, signalIgnore = 0, 1

	sysSigprocmask, sysAlarm, sysSetitimer, sysGetitimer, sysSigpending, sysSigtimedwait, sysGettid, sysTgkill = 14, 37, 38, 36, 127, 128, 186, 234
)

// runSignals runs the handlers of signals that came; false if one raised.
//
//rgo:parallel
func (t *Thread) runSignals() bool {
	if thread.Turn() {
		thread.Offer()
	}
	if !t.isMain() {
		if linux.SignalWaits() {
			thread.Yield() // the main thread runs them
		}
		return true
	}
	for {
		n := linux.NextSignal()
		if n == 0 {
			return true
		}
		if fd := t.interp.signals.wakeup - 1; fd >= 0 {
			const write = 1
			linux.Call(write, linux.Buffers{1: {byte(n)}}, fd, 0, 1)
		}
		if t.tripSignal(n) == nil {
			return false
		}
	}
}

// interrupt runs the handlers of signals in frame f, whose next instruction is at pc.
//
//rgo:parallel
func (t *Thread) interrupt(f *Frame, pc int) bool {
	f.pc = pc
	return t.runSignals()
}

// runSignalsAfter is runSignals after an InterruptedError, which it clears.
func (t *Thread) runSignalsAfter() bool {
	t.exc = nil
	return t.runSignals()
}

// tripSignal acts as if a signal had come.
func (t *Thread) tripSignal(number int) Object {
	if number < 1 || number > 64 {
		return t.valueError("signal number out of range")
	}
	h := t.interp.signals.handlers[number]
	if h == nil {
		return None
	}
	if !t.isMain() {
		linux.NoteSignal(number) // the main thread runs it
		return None
	}
	var frame Object = None
	if t.frame != nil {
		frame = t.frameObject(t.frame)
	}
	return t.call2(h, intOf(number), frame)
}

// defaultInterrupt is signal.default_int_handler.
var defaultInterrupt = &Builtin{name: "default_int_handler", module: "_signal", min: 2, max: 2, fn: func(t *Thread, args []Object) Object {
	return t.raiseInstance(newException(KeyboardInterrupt))
}}

// installSignals makes the interrupt key raise KeyboardInterrupt.
func (t *Thread) installSignals() {
	s := t.interp.signals
	if s.known[13] != nil {
		return // done before
	}
	if isIgnored(2) {
		s.known[2] = intOf(signalIgnore)
	} else if linux.WatchSignal(2) {
		s.known[2], s.handlers[2] = defaultInterrupt, defaultInterrupt
	}
	linux.IgnoreSignal(13)
	s.known[13] = intOf(signalIgnore)
	linux.IgnoreSignal(25)
	s.known[25] = intOf(signalIgnore)
}

// isIgnored tells whether the process was started with a signal ignored.
func isIgnored(n int) bool {
	const sigaction = 13
	b := make([]byte, 32)
	return linux.Call(sigaction, linux.Buffers{2: b}, n, 0, 0, 8) >= 0 && linux.Word(b, 0, 8) == signalIgnore
}

// signalArg converts a signal number.
func (t *Thread) signalArg(o Object) (int, bool) {
	n, ok := t.cInt(o)
	if ok && (n < 1 || n > 64) {
		t.valueError("signal number out of range")
		return 0, false
	}
	return n, ok
}

// maskArg converts a set of signals to a mask.
func (t *Thread) maskArg(o Object) (uint64, bool) {
	items, ok := t.collect(o)
	if !ok {
		return 0, false
	}
	mask := uint64(0)
	for _, x := range items {
		n, ok := t.cLong(x)
		if !ok {
			return 0, false
		}
		if n < 1 || n > 64 {
			t.valueError("signal number " + intText(intOf(n)) + " out of range [1; 64]")
			return 0, false
		}
		mask |= 1 << (n - 1)
	}
	return mask, true
}

func (t *Thread) maskSet(mask uint64) Object {
	s := &Set{}
	for n := 1; n <= 64; n++ {
		if mask>>(n-1)&1 != 0 {
			s.addObject(t, intOf(n))
		}
	}
	return s
}

func maskBytes(mask uint64) []byte {
	b := make([]byte, 8)
	linux.PutWord(b, 0, 8, mask)
	return b
}

var itimerError = newExceptionType("itimer_error", OSError)

// timerValue reads a struct timeval as seconds.
func timerValue(b []byte, at int) Object {
	return newFloat(float64(linux.Word(b, at, 8)) + float64(linux.Word(b, at+8, 8))/1e6)
}

func init() {
	itimerError.module = newASCII("signal")
	builtinModules["_signal"] = func(t *Thread) *Module {
		m := newModule("_signal")
		for _, s := range signalNames {
			m.set(s.name, intOf(s.n))
		}
		m.set("SIG_DFL", newInt(signalDefault))
		m.set("SIG_IGN", newInt(signalIgnore))
		m.set("SIG_BLOCK", newInt(0))
		m.set("SIG_UNBLOCK", newInt(1))
		m.set("SIG_SETMASK", newInt(2))
		m.set("NSIG", newInt(65))
		m.set("ITIMER_REAL", newInt(0))
		m.set("ITIMER_VIRTUAL", newInt(1))
		m.set("ITIMER_PROF", newInt(2))
		m.set("ItimerError", itimerError)
		m.set("default_int_handler", defaultInterrupt)
		t.installSignals()
		m.addFunctions(signalFunctions)
		return m
	}
}

var signalFunctions = []method{
	{"signal", 2, 2, func(t *Thread, args []Object) Object {
		n, ok := t.signalArg(args[0])
		if !ok {
			return nil
		}
		s := t.interp.signals
		var handler Object
		action, isInt := smallValue(args[1])
		switch {
		case isInt && action == signalDefault:
			ok = n != 9 && n != 19 && linux.DefaultSignal(n)
		case isInt && action == signalIgnore:
			ok = n != 9 && n != 19 && linux.IgnoreSignal(n)
		case isCallable(args[1]):
			handler = args[1]
			ok = linux.WatchSignal(n)
		default:
			return t.typeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
		}
		if !ok {
			return t.errno(-22)
		}
		old := s.known[n]
		s.handlers[n], s.known[n] = handler, args[1]
		if old == nil {
			return newInt(signalDefault)
		}
		return old
	}, ""},
	{"getsignal", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.signalArg(args[0])
		if !ok {
			return nil
		}
		if o := t.interp.signals.known[n]; o != nil {
			return o
		}
		return newInt(signalDefault)
	}, ""},
	{"raise_signal", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		t.faultSelf(n)
		if r := linux.Int(sysTgkill, linux.Int(sysGetpid), linux.Int(sysGettid), n); r < 0 {
			return t.errno(r)
		}
		linux.SettleSignal(n)
		if !t.runSignals() {
			return nil
		}
		return None
	}, ""},
	{"strsignal", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.signalArg(args[0])
		if !ok {
			return nil
		}
		if n < 32 {
			return newASCII(signalTexts[n])
		}
		if n < 34 {
			return None
		}
		return newASCII("Real-time signal " + intText(intOf(n-34)))
	}, ""},
	{"valid_signals", 0, 0, func(t *Thread, args []Object) Object { return t.maskSet(^uint64(0) &^ (3 << 31)) }, ""},
	{"alarm", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.number(linux.Int(sysAlarm, n))
	}, ""},
	{"setitimer", 2, 3, func(t *Thread, args []Object) Object {
		which, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b, old := make([]byte, 32), make([]byte, 32)
		for i, at := range []int{16, 0} {
			if len(args) <= 1+i {
				break
			}
			v, ok := t.floatValue(args[1+i])
			if !ok {
				return nil
			}
			whole := int64(v)
			linux.PutWord(b, at, 8, uint64(whole))
			linux.PutWord(b, at+8, 8, uint64((v-float64(whole))*1e6))
		}
		if r := linux.Call(sysSetitimer, linux.Buffers{1: b, 2: old}, which); r < 0 {
			return t.raiseInstance(t.call(itimerError, []Object{intOf(-r), newASCII(errnoMessage(-r))}, nil).(*Instance))
		}
		return tupleOf(timerValue(old, 16), timerValue(old, 0))
	}, ""},
	{"getitimer", 1, 1, func(t *Thread, args []Object) Object {
		which, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b := make([]byte, 32)
		if r := linux.Call(sysGetitimer, linux.Buffers{1: b}, which); r < 0 {
			return t.raiseInstance(t.call(itimerError, []Object{intOf(-r), newASCII(errnoMessage(-r))}, nil).(*Instance))
		}
		return tupleOf(timerValue(b, 16), timerValue(b, 0))
	}, ""},
	{"pause", 0, 0, func(t *Thread, args []Object) Object {
		for !linux.SignalWaits() {
			linux.Sleep(1e15)
		}
		if !t.runSignals() {
			return nil
		}
		return None
	}, ""},
	{"siginterrupt", 2, 2, func(t *Thread, args []Object) Object {
		if _, ok := t.signalArg(args[0]); !ok {
			return nil
		}
		return None
	}, ""},
	{"set_wakeup_fd", 1, 2, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		s := t.interp.signals
		old := s.wakeup - 1
		if fd >= 0 {
			if _, r := fstat(fd); r < 0 {
				return t.valueError("invalid fd")
			}
		}
		s.wakeup = fd + 1
		return intOf(old)
	}, "fd,warn_on_full_buffer"},
	{"pthread_sigmask", 2, 2, func(t *Thread, args []Object) Object {
		how, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		mask, ok := t.maskArg(args[1])
		if !ok {
			return nil
		}
		if !t.bound { // the mask is that of a thread of the system
			t.bound = true
			thread.Bind()
		}
		old, waiting := make([]byte, 8), make([]byte, 8)
		linux.Call(sysSigpending, linux.Buffers{waiting}, 0, 8)
		if r := linux.Call(sysSigprocmask, linux.Buffers{1: maskBytes(mask), 2: old}, how, 0, 0, 8); r < 0 {
			return t.errno(r)
		}
		for n := 1; n <= 64; n++ {
			if linux.Word(waiting, 0, 8)>>(n-1)&1 != 0 && how != 0 {
				linux.SettleSignal(n)
			}
		}
		if !t.runSignals() {
			return nil
		}
		return t.maskSet(linux.Word(old, 0, 8))
	}, ""},
	{"sigpending", 0, 0, func(t *Thread, args []Object) Object {
		b := make([]byte, 8)
		if r := linux.Call(sysSigpending, linux.Buffers{b}, 0, 8); r < 0 {
			return t.errno(r)
		}
		return t.maskSet(linux.Word(b, 0, 8))
	}, ""},
	{"sigwait", 1, 1, func(t *Thread, args []Object) Object {
		mask, ok := t.maskArg(args[0])
		if !ok {
			return nil
		}
		for {
			r := linux.Call(sysSigtimedwait, linux.Buffers{maskBytes(mask)}, 0, 0, 0, 8)
			if r != -4 {
				return t.number(r)
			}
		}
	}, ""},
}
