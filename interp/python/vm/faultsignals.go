package vm

import (
	"os"
	"strconv"
	"strings"

	"rgo/rlib/linux"
	"rgo/rlib/thread"
)

// This file is what faulthandler does when signals come, and after some time.

// faultSignals are the signals that enable is for, with what the dump calls them.
var faultSignals = []struct {
	n    int
	text string
}{{6, "Aborted"}, {7, "Bus error"}, {4, "Illegal instruction"}, {8, "Floating point exception"}, {11, "Segmentation fault"}}

// enableFaults has the process dump its stacks before it dies of SIGABRT. The
// other signals have the runtime's own handlers, which tell faults of the VM:
// raise and kill of this process go through dieOf.
func (t *Thread) enableFaults(o dumpOptions) {
	f := &t.interp.faults
	f.enabled, f.options = true, o
	const abort = 6
	if linux.WatchSignal(abort) {
		t.interp.signals.handlers[abort] = &Builtin{name: "fault", module: "faulthandler", min: 2, max: 2, fn: func(t *Thread, args []Object) Object {
			t.dieOf(abort)
			return None
		}}
	}
}

func (t *Thread) disableFaults() bool {
	f := &t.interp.faults
	if !f.enabled {
		return false
	}
	f.enabled = false
	const abort = 6
	linux.DefaultSignal(abort)
	t.interp.signals.handlers[abort] = nil
	return true
}

// faultSelf is dieOf for signals that the process sends itself: runtimes take those for faults of their own.
func (t *Thread) faultSelf(n int) {
	if n < 1 || n > 64 || t.interp.signals.handlers[n] != nil {
		return
	}
	if action, ok := smallValue(orNone(t.interp.signals.known[n])); ok && action == signalIgnore {
		return
	}
	for _, s := range faultSignals {
		if s.n == n {
			t.dieOf(n)
		}
	}
}

// dieOf has a signal kill the process, after a dump if that is enabled and the signal is one for it.
func (t *Thread) dieOf(n int) {
	for _, s := range faultSignals {
		if s.n == n && t.interp.faults.enabled {
			writeDump(t.interp.faults.options.fd, "Fatal Python error: "+s.text+"\n\n")
			t.dumpTraceback(t.interp.faults.options)
		}
	}
	linux.Die(n)
}

// dumpSignal reads the number of a signal that register can be for.
func (t *Thread) dumpSignal(o Object) (int, bool) {
	n, ok := t.cInt(o)
	if !ok {
		return 0, false
	}
	for _, s := range faultSignals {
		if s.n == n {
			t.raise(RuntimeError, "signal "+intText(intOf(n))+" cannot be registered, use enable() instead")
			return 0, false
		}
	}
	if n < 1 || n > 64 {
		t.valueError("signal number out of range")
		return 0, false
	}
	return n, true
}

// registerDump is register(signum, file=sys.stderr, all_threads=True, chain=False).
func registerDump(t *Thread, args []Object) Object {
	n, ok := t.dumpSignal(args[0])
	if !ok {
		return nil
	}
	o, ok := t.dumpOptions(args[1], args[2])
	if !ok {
		return nil
	}
	chain, ok := t.truthArg(args[3], false)
	if !ok {
		return nil
	}
	f, s := &t.interp.faults, t.interp.signals
	if !f.registered[n] {
		f.before[n] = s.handlers[n]
	}
	if !linux.WatchSignal(n) {
		return t.errno(-22)
	}
	f.registered[n] = true
	s.handlers[n] = &Builtin{name: "dump", module: "faulthandler", min: 2, max: 2, fn: func(t *Thread, args []Object) Object {
		t.dumpTraceback(o)
		switch before := f.before[n]; {
		case !chain:
		case before != nil:
			return t.call(before, args, nil)
		case s.known[n] == nil || s.known[n] == Object(newInt(signalDefault)):
			linux.DefaultSignal(n)
			linux.Int(sysKill, linux.Int(sysGetpid), n)
			linux.WatchSignal(n)
		}
		return None
	}}
	return None
}

func (t *Thread) unregisterDump(n int) bool {
	f := &t.interp.faults
	if !f.registered[n] {
		return false
	}
	f.registered[n] = false
	if t.interp.signals.handlers[n] = f.before[n]; f.before[n] == nil {
		linux.DefaultSignal(n)
	}
	f.before[n] = nil
	return true
}

// dumpLater is dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False): a thread waits, and dumps the stacks of all
// others when it gets its turn.
func dumpLater(t *Thread, args []Object) Object {
	given := t.toFloat(args[0])
	if given == nil {
		return nil
	}
	limit := payloadOf(given).(Float).v
	if limit <= 0 {
		return t.valueError("timeout must be greater than 0")
	}
	repeat, ok := t.truthArg(args[1], false)
	if !ok {
		return nil
	}
	fd, ok := t.dumpTarget(args[2])
	if !ok {
		return nil
	}
	exit, ok := t.truthArg(args[3], false)
	if !ok {
		return nil
	}
	if !thread.Enabled {
		return t.raise(RuntimeError, "this VM has no threads that could wait")
	}
	t.cancelDumps()
	f := &t.interp.faults
	number := f.later
	thread.Start(func() {
		watcher := t.newThread()
		watcher.started = -1
		for f.cancelled.Wait(int64(limit*1e9)) == thread.Late && f.later == number {
			writeDump(fd, "Timeout ("+clockText(limit)+")!\n")
			var b strings.Builder
			watcher.dumpOthers(&b)
			writeDump(fd, b.String())
			if exit {
				os.Exit(1)
			}
			if !repeat {
				break
			}
		}
		watcher.end()
	})
	return None
}

// cancelDumps ends what dump_traceback_later has begun.
func (t *Thread) cancelDumps() {
	f := &t.interp.faults
	f.later++
	if thread.Enabled {
		f.cancelled.Wake()
	}
}

// clockText is a number of seconds as hours, minutes and seconds, with microseconds if there are any.
func clockText(seconds float64) string {
	us := int(seconds*1e6 + .5)
	s := us / 1e6
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	text := strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	if us %= 1e6; us != 0 {
		digits := strconv.Itoa(1e6 + us)
		text += "." + digits[1:]
	}
	return text
}
