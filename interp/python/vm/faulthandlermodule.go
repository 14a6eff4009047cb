package vm

import (
	"strconv"
	"strings"

	"rgo/rlib/linux"
	"rgo/rlib/thread"
)

// This file is the module faulthandler: the stacks of threads on demand, when
// a signal comes, and after some time. A signal shows them at the next safe
// point of the main thread, since where it comes the VM is in no state to
// print anything: so enable is for SIGABRT and for SIGSEGV and the like that
// another process sends. Of a fault of the VM itself the runtime tells.

// faultState is what the program asked for.
type faultState struct {
	enabled    bool
	options    dumpOptions  // of enable
	registered [65]bool     // by register
	before     [65]Object   // handlers before that
	later      int          // number of the last dump_traceback_later
	cancelled  thread.Queue // where it waits
}

// dumpOptions are where and what to dump.
type dumpOptions struct {
	fd  int
	all bool
}

func init() {
	builtinModules["faulthandler"] = func(t *Thread) *Module {
		m := newModule("faulthandler")
		m.addFunctions([]method{
			{"dump_traceback", 0, 2, func(t *Thread, args []Object) Object {
				o, ok := t.dumpOptions(args[0], args[1])
				if !ok {
					return nil
				}
				t.dumpTraceback(o)
				return None
			}, "file,all_threads"},
			{"enable", 0, 2, func(t *Thread, args []Object) Object {
				o, ok := t.dumpOptions(args[0], args[1])
				if !ok {
					return nil
				}
				t.enableFaults(o)
				return None
			}, "file,all_threads"},
			{"disable", 0, 0, func(t *Thread, args []Object) Object { return boolOf(t.disableFaults()) }, ""},
			{"is_enabled", 0, 0, func(t *Thread, args []Object) Object { return boolOf(t.interp.faults.enabled) }, ""},
			{"register", 1, 4, registerDump, "signum,file,all_threads,chain"},
			{"unregister", 1, 1, func(t *Thread, args []Object) Object {
				n, ok := t.dumpSignal(args[0])
				if !ok {
					return nil
				}
				return boolOf(t.unregisterDump(n))
			}, "signum"},
			{"dump_traceback_later", 1, 4, dumpLater, "timeout,repeat,file,exit"},
			dieOn("_sigabrt", 6), dieOn("_sigsegv", 11), dieOn("_sigfpe", 8), dieOn("_read_null", 11),
			{"cancel_dump_traceback_later", 0, 0, func(t *Thread, args []Object) Object {
				t.cancelDumps()
				return None
			}, ""},
		})
		return m
	}
}

// dieOn makes a function that tests of enable call.
func dieOn(name string, n int) method {
	return method{name, 0, 1, func(t *Thread, args []Object) Object {
		t.dieOf(n)
		return None
	}, ""}
}

// dumpOptions reads the arguments file=sys.stderr and all_threads=True.
func (t *Thread) dumpOptions(file, all Object) (o dumpOptions, ok bool) {
	if o.fd, ok = t.dumpTarget(file); !ok {
		return o, false
	}
	o.all, ok = t.truthArg(all, true)
	return o, ok
}

// dumpTraceback writes the stack of this thread, and of the others before it.
func (t *Thread) dumpTraceback(o dumpOptions) {
	var b strings.Builder
	if !o.all {
		b.WriteString("Stack (most recent call first):\n")
		t.dumpFrames(&b)
	} else {
		if t.dumpOthers(&b); b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("Current thread 0x" + hexWord(t.ident()) + " (most recent call first):\n")
		t.dumpFrames(&b)
	}
	writeDump(o.fd, b.String())
}

// dumpOthers writes the stacks of all other threads.
func (t *Thread) dumpOthers(b *strings.Builder) {
	for _, u := range t.interp.running {
		if u != t {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString("Thread 0x" + hexWord(u.ident()) + " (most recent call first):\n")
			u.dumpFrames(b)
		}
	}
}

func writeDump(fd int, text string) {
	linux.Call(sysWrite, linux.Buffers{1: []byte(text)}, fd, 0, len(text))
}

// hexWord is a word in 16 hexadecimal digits.
func hexWord(n int) string {
	s := strconv.FormatUint(uint64(n), 16)
	return strings.Repeat("0", 16-len(s)) + s
}

// dumpFrames writes the frames of a thread, the innermost first.
func (t *Thread) dumpFrames(b *strings.Builder) {
	for f := t.frame; f != nil; f = f.back {
		b.WriteString("  File \"" + clippedText(f.code.src.FileName) + "\", line " + strconv.Itoa(f.line()) + " in " + clippedText(f.code.name.s) + "\n")
	}
}

// clippedText is the beginning of a long text, in ASCII.
func clippedText(s string) string {
	const most = 500
	var b strings.Builder
	n := 0
	for _, c := range s {
		if n++; n > most {
			return b.String() + "..."
		}
		switch {
		case c >= ' ' && c < 127:
			b.WriteByte(byte(c))
		case c < 0x100:
			b.WriteString("\\x" + hexWord(int(c))[14:])
		case c < 0x10000:
			b.WriteString("\\u" + hexWord(int(c))[12:])
		default:
			b.WriteString("\\U" + hexWord(int(c))[8:])
		}
	}
	return b.String()
}

// dumpTarget returns the descriptor of a file, or of a number, after what is
// buffered has been written.
func (t *Thread) dumpTarget(file Object) (int, bool) {
	if file == nil || file == None {
		file = orNone(t.interp.sys.dict.getStr(intern("stderr")))
		if file == None {
			t.raise(RuntimeError, "sys.stderr is None")
			return 0, false
		}
	}
	if isInt(payloadOf(file)) {
		fd, ok := t.cInt(file)
		if ok && fd < 0 {
			t.valueError("file is not a valid file descripter")
			return 0, false
		}
		return fd, ok
	}
	n := t.callAttr(file, intern("fileno"))
	if n == nil {
		return 0, false
	}
	fd, ok := t.cInt(n)
	if ok && t.callAttr(file, nameFlush) == nil {
		t.exc = nil
	}
	return fd, ok
}
