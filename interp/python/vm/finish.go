package vm

import (
	"os"

	"rgo/rlib/linux"
)

// This file ends a program: the exception that nobody handled, atexit's
// functions, the buffers of files.

// exitHook is a function that atexit knows.
type exitHook struct {
	fn      Object
	args    []Object
	kwNames []*Str
}

// Finish prints the pending exception, if any, runs what is to run at exit,
// flushes the files and returns the exit status.
func (t *Thread) Finish() int {
	status := 0
	if t.exc != nil {
		status = t.reportException()
	}
	t.joinThreads()
	t.runExitHooks()
	t.interp.finalizing = true
	t.finalizeAll()
	if !t.flushStandard() && status == 0 {
		status = 120
	}
	t.flushDirty()
	t.exc = nil
	if t.interp.interrupted {
		linux.Die(2) // so that who started the program, a shell for one, sees why it ended
	}
	return status
}

// joinThreads calls threading._shutdown, if that module is there.
func (t *Thread) joinThreads() {
	m, ok := t.interp.modules.getStr(intern("threading")).(*Module)
	if !ok {
		return
	}
	if shutdown := m.dict.getStr(intern("_shutdown")); shutdown != nil && t.call0(shutdown) == nil {
		t.writeUnraisable(m)
	}
}

// runExitHooks runs atexit's functions, last first.
func (t *Thread) runExitHooks() {
	for len(t.interp.exitHooks) > 0 {
		last := len(t.interp.exitHooks) - 1
		h := t.interp.exitHooks[last]
		t.interp.exitHooks = t.interp.exitHooks[:last]
		if h.fn != nil && t.call(h.fn, h.args, h.kwNames) == nil {
			t.writeUnraisableIn("Exception ignored in atexit callback", h.fn)
		}
	}
}

// flushStandard flushes sys.stdout and sys.stderr; it reports success for the
// first.
func (t *Thread) flushStandard() bool {
	ok := true
	for _, name := range []string{"stdout", "stderr"} {
		f := t.interp.sys.dict.getStr(intern(name))
		if f == nil || f == None {
			continue
		}
		closed, known := t.isClosed(f)
		if !known {
			t.exc = nil
		}
		if closed {
			continue
		}
		if t.callAttr(f, nameFlush) == nil {
			if name == "stdout" {
				t.writeUnraisable(f)
				ok = false
			}
			t.exc = nil
		}
	}
	return ok
}

// reportException prints the pending exception and returns the exit status
// that it stands for.
func (t *Thread) reportException() int {
	e := t.take()
	t.exc = nil
	if e.cls.isSubtype(SystemExit) && t.interp.config.Inspect == 0 {
		return t.exitStatus(e)
	}
	tb := Object(None)
	if x := excData(e).tb; x != nil {
		tb = x
	}
	sys := t.interp.sys
	sys.set("last_type", e.cls)
	sys.set("last_value", e)
	sys.set("last_traceback", tb)
	hook := sys.dict.getStr(intern("excepthook"))
	if hook == nil {
		t.writeError("sys.excepthook is missing\n")
		t.printException(e)
		return 1
	}
	if hook == sys.dict.getStr(intern("__excepthook__")) {
		t.printException(e)
	} else if t.call3(hook, e.cls, e, tb) == nil {
		second := t.take()
		t.exc = nil
		if second.cls.isSubtype(SystemExit) {
			return t.exitStatus(second)
		}
		t.writeError("Error in sys.excepthook:\n")
		t.printException(second)
		t.writeError("\nOriginal exception was:\n")
		t.printException(e)
	}
	if e.cls.isSubtype(KeyboardInterrupt) {
		t.interp.interrupted = true
		return 128 + 2
	}
	return 1
}

// exitStatus is the exit status that a SystemExit asks for.
func (t *Thread) exitStatus(e *Instance) int {
	v := t.getAttr(e, intern("code"))
	switch x := v.(type) {
	case nil:
		t.exc = nil
		return 1
	case *noneObject:
		return 0
	case Int:
		return int(x.v & 0xff)
	case *Bool:
		return int(boolInt(x.v))
	}
	if n, ok := smallValue(v); ok {
		return int(n & 0xff)
	}
	s := t.str(v)
	if s == nil {
		t.exc = nil
		return 1
	}
	t.writeError(s.s + "\n")
	return 1
}

// Report prints the pending exception. exit is true if it asks the process to
// end, with the given status.
func (t *Thread) Report() (status int, exit bool) {
	isExit := t.exc.cls.isSubtype(SystemExit)
	status = t.reportException()
	return status, isExit
}

// environmentValue is a variable of the environment, unless that is ignored.
func environmentValue(name string) string { return os.Getenv(name) }

// directFile returns the state of a text file whose write method is the VM's
// own, so that print needs no call.
func (t *Thread) directFile(file Object) (*textIO, bool) {
	i, ok := file.(*Instance)
	if !ok || i.cls != TextIOType {
		return nil, false
	}
	x, ok := i.payload.(*textIO)
	if !ok || i.getSlot(nameWrite) != nil {
		return nil, false
	}
	return x, true
}

// printTo writes to a text file directly, or by the write method.
func (t *Thread) printTo(out *textIO, direct bool, file Object, s *Str) bool {
	if direct {
		return t.textOpen(file) != nil && t.textWrite(out, s)
	}
	return t.callAttr(file, nameWrite, s) != nil
}

// printText writes to sys.stdout.
func (t *Thread) printText(s *Str) bool {
	f := t.interp.sys.dict.getStr(intern("stdout"))
	if f == nil || f == None {
		return true
	}
	return t.callAttr(f, nameWrite, s) != nil
}

// builtinInput is input.
func builtinInput(t *Thread, args []Object) Object {
	sys := t.interp.sys.dict
	in, out, errs := sys.getStr(intern("stdin")), sys.getStr(intern("stdout")), sys.getStr(intern("stderr"))
	for i, f := range []Object{in, out, errs} {
		if f == nil || f == None {
			return t.raise(RuntimeError, "input(): lost sys."+[]string{"stdin", "stdout", "stderr"}[i])
		}
	}
	if !t.audit("builtins.input", args...) {
		return nil
	}
	if t.callAttr(errs, nameFlush) == nil {
		t.exc = nil
	}
	if result, done := t.terminalInput(in, out, args); done {
		return result
	}
	if len(args) > 0 {
		s := t.str(args[0])
		if s == nil || t.callAttr(out, nameWrite, s) == nil {
			return nil
		}
	}
	if t.callAttr(out, nameFlush) == nil {
		t.exc = nil
	}
	line := t.callAttr(in, nameReadLine)
	if line == nil {
		return nil
	}
	s := strOf(line)
	if s == nil {
		return t.typeError("object.readline() returned non-string")
	}
	if s.s == "" {
		return t.raise(EOFError, "EOF when reading a line")
	}
	if s.s[len(s.s)-1] == '\n' {
		return NewStr(s.s[:len(s.s)-1])
	}
	return s
}

func init() {
	builtinModules["atexit"] = func(t *Thread) *Module {
		m := newModule("atexit")
		m.addRaw([]rawMethod{{"register", func(t *Thread, args []Object, kwNames []*Str) Object {
			if len(args) == len(kwNames) {
				return t.typeError("register() takes at least 1 argument (0 given)")
			}
			if !isCallable(args[0]) {
				return t.typeError("the first argument must be callable")
			}
			t.interp.exitHooks = append(t.interp.exitHooks, exitHook{args[0], append([]Object{}, args[1:]...), kwNames})
			return args[0]
		}}})
		m.addFunctions([]method{
			{"unregister", 1, 1, func(t *Thread, args []Object) Object {
				for i := range t.interp.exitHooks {
					h := &t.interp.exitHooks[i]
					if h.fn == nil {
						continue
					}
					same, ok := t.equal(h.fn, args[0])
					if !ok {
						return nil
					}
					if same {
						*h = exitHook{}
					}
				}
				return None
			}, ""},
			{"_clear", 0, 0, func(t *Thread, args []Object) Object {
				t.interp.exitHooks = nil
				return None
			}, ""},
			{"_run_exitfuncs", 0, 0, func(t *Thread, args []Object) Object {
				t.runExitHooks()
				return None
			}, ""},
			{"_ncallbacks", 0, 0, func(t *Thread, args []Object) Object {
				n := 0
				for _, h := range t.interp.exitHooks {
					if h.fn != nil {
						n++
					}
				}
				return intOf(n)
			}, ""},
		})
		return m
	}
}
