package vm

import (
	"strconv"
	"strings"

	"rgo/rlib/linux"
)

// This file is the module faulthandler, as far as a VM without faults of its
// own needs it: the stacks of threads on demand. Handlers for the signals of
// faults are refused: where one comes the VM is in no state to print anything.

func init() {
	builtinModules["faulthandler"] = func(t *Thread) *Module {
		m := newModule("faulthandler")
		m.addFunctions([]method{
			{"dump_traceback", 0, 2, dumpTraceback, "file,all_threads"},
			{"enable", 0, 2, func(t *Thread, args []Object) Object {
				return t.raise(RuntimeError, "faults of the VM cannot be handled")
			}, "file,all_threads"},
			{"disable", 0, 0, func(t *Thread, args []Object) Object { return False }, ""},
			{"is_enabled", 0, 0, func(t *Thread, args []Object) Object { return False }, ""},
		})
		return m
	}
}

// dumpTraceback is dump_traceback(file=sys.stderr, all_threads=True).
func dumpTraceback(t *Thread, args []Object) Object {
	fd, ok := t.dumpTarget(args[0])
	if !ok {
		return nil
	}
	all, ok := t.truthArg(args[1], true)
	if !ok {
		return nil
	}
	var b strings.Builder
	if !all {
		b.WriteString("Stack (most recent call first):\n")
		t.dumpFrames(&b)
	} else {
		for _, u := range t.interp.running {
			if u != t {
				b.WriteString("Thread 0x" + hexWord(u.ident()) + " (most recent call first):\n")
				u.dumpFrames(&b)
				b.WriteByte('\n')
			}
		}
		b.WriteString("Current thread 0x" + hexWord(t.ident()) + " (most recent call first):\n")
		t.dumpFrames(&b)
	}
	linux.Call(sysWrite, linux.Buffers{1: []byte(b.String())}, fd, 0, b.Len())
	return None
}

// hexWord is a word in 16 hexadecimal digits.
func hexWord(n int) string {
	s := strconv.FormatUint(uint64(n), 16)
	return strings.Repeat("0", 16-len(s)) + s
}

// dumpFrames writes the frames of a thread, the innermost first.
func (t *Thread) dumpFrames(b *strings.Builder) {
	for f := t.frame; f != nil; f = f.back {
		b.WriteString("  File \"" + f.code.src.FileName + "\", line " + strconv.Itoa(f.line()) + " in " + f.code.name.s + "\n")
	}
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
