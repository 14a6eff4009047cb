package vm

import (
	"os"
	"strconv"
)

// This file is the functions of module sys.

// sysNone makes a function that takes arguments and does nothing.
func sysNone(name string, low, high int) method {
	return method{name, low, high, func(t *Thread, args []Object) Object { return None }, ""}
}

// sysText makes a function without arguments that returns a text.
func sysText(name, text string) method {
	return method{name, 0, 0, func(t *Thread, args []Object) Object { return intern(text) }, ""}
}

// handledTriple is the exception that a thread handles as sys.exc_info() shows it.
func (t *Thread) handledTriple() Object {
	e := t.handled()
	var cls, tb Object = None, None
	if e != nil {
		cls = e.cls
		if x := excData(e).tb; x != nil {
			tb = x
		}
	}
	return tupleOf(cls, exceptionOrNone(e), tb)
}

var sysFunctions = []method{
	{"exit", 0, 1, func(t *Thread, args []Object) Object {
		if len(args) == 0 {
			return t.raiseInstance(newException(SystemExit))
		}
		if p, ok := args[0].(*Tuple); ok {
			return t.raiseInstance(newException(SystemExit, p.items...))
		}
		return t.raiseInstance(newException(SystemExit, args[0]))
	}, ""},
	{"getrecursionlimit", 0, 0, func(t *Thread, args []Object) Object { return intOf(t.interp.limit) }, ""},
	{"setrecursionlimit", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		if n < 1 {
			return t.valueError("recursion limit must be greater or equal than 1")
		}
		if t.depth >= n {
			return t.raise(RecursionError, "cannot set the recursion limit to "+strconv.Itoa(n)+" at the recursion depth "+
				strconv.Itoa(t.depth)+": the limit is too low")
		}
		t.interp.limit = n
		return None
	}, ""},
	{"exc_info", 0, 0, func(t *Thread, args []Object) Object {
		e := t.handled()
		if e == nil {
			return tupleOf(None, None, None)
		}
		var tb Object = None
		if x := excData(e).tb; x != nil {
			tb = x
		}
		return tupleOf(e.cls, e, tb)
	}, ""},
	{"exception", 0, 0, func(t *Thread, args []Object) Object { return exceptionOrNone(t.handled()) }, ""},
	{"intern", 1, 1, sysIntern, ""},
	{"getsizeof", 1, 2, sysSizeof, "object,default"},
	{"getrefcount", 1, 1, func(t *Thread, args []Object) Object { return newInt(1) }, ""},
	sysText("getdefaultencoding", "utf-8"),
	sysText("getfilesystemencoding", "utf-8"),
	sysText("getfilesystemencodeerrors", "surrogateescape"),
	{"is_finalizing", 0, 0, func(t *Thread, args []Object) Object { return boolOf(t.interp.finalizing) }, ""},
	{"get_int_max_str_digits", 0, 0, func(t *Thread, args []Object) Object { return intOf(t.interp.config.MaxDigits) }, ""},
	{"set_int_max_str_digits", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		if n != 0 && n < 640 {
			return t.valueError("maxdigits must be 0 or larger than 640")
		}
		t.interp.config.MaxDigits = n
		return None
	}, "maxdigits"},
	{"displayhook", 1, 1, sysDisplayHook, ""},
	{"excepthook", 3, 3, func(t *Thread, args []Object) Object {
		if e := exceptionOf(args[1]); e != nil {
			if tb, ok := args[2].(*Traceback); ok && excData(e).tb == nil {
				excData(e).tb = tb
			}
			t.printException(e)
		}
		return None
	}, ""},
	{"unraisablehook", 1, 1, func(t *Thread, args []Object) Object {
		t.printUnraisable(args[0])
		return None
	}, ""},
	{"audit", 1, -1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("expected str for argument 'event', not " + args[0].Class().name)
		}
		if !t.audit(s.s, args[1:]...) {
			return nil
		}
		return None
	}, ""},
	{"addaudithook", 1, 1, func(t *Thread, args []Object) Object {
		if !t.audit("sys.addaudithook") {
			if t.catch(RuntimeError) {
				return None
			}
			return nil
		}
		t.interp.auditHooks = append(t.interp.auditHooks, args[0])
		return None
	}, "hook"},
	{"_current_frames", 0, 0, func(t *Thread, args []Object) Object {
		d := NewDict()
		for _, u := range t.interp.running {
			if u.frame != nil {
				d.set(t, intOf(u.ident()), u.frameObject(u.frame))
			}
		}
		return d
	}, ""},
	{"_current_exceptions", 0, 0, func(t *Thread, args []Object) Object {
		d := NewDict()
		for _, u := range t.interp.running {
			if u.frame != nil {
				d.set(t, intOf(u.ident()), u.handledTriple())
			}
		}
		return d
	}, ""},
	{"get_asyncgen_hooks", 0, 0, func(t *Thread, args []Object) Object {
		return makeRecord(asyncgenHooksType, orNone(t.interp.asyncgenHooks[0]), orNone(t.interp.asyncgenHooks[1]))
	}, ""},
	{"set_asyncgen_hooks", 0, 2, func(t *Thread, args []Object) Object {
		for i, name := range []string{"firstiter", "finalizer"} {
			if o := args[i]; o != nil && o != None && !isCallable(o) {
				return t.typeError("callable " + name + " expected, got " + o.Class().name)
			}
		}
		for i, o := range args {
			if o == None {
				t.interp.asyncgenHooks[i] = nil
			} else if o != nil {
				t.interp.asyncgenHooks[i] = o
			}
		}
		return None
	}, "firstiter,finalizer"},
	{"get_coroutine_origin_tracking_depth", 0, 0, func(t *Thread, args []Object) Object { return intOf(t.interp.originDepth) }, ""},
	{"set_coroutine_origin_tracking_depth", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		if n < 0 {
			return t.valueError("depth must be >= 0")
		}
		t.interp.originDepth = n
		return None
	}, "depth"},
	{"getswitchinterval", 0, 0, func(t *Thread, args []Object) Object { return newFloat(t.interp.switchInterval) }, ""},
	{"setswitchinterval", 1, 1, func(t *Thread, args []Object) Object {
		v, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		if v <= 0 {
			return t.valueError("switch interval must be strictly positive")
		}
		t.interp.switchInterval = v
		return None
	}, ""},
	{"getdlopenflags", 0, 0, func(t *Thread, args []Object) Object { return intOf(t.interp.dlopenFlags) }, ""},
	{"setdlopenflags", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		t.interp.dlopenFlags = n
		return None
	}, ""},
	{"getallocatedblocks", 0, 0, func(t *Thread, args []Object) Object { return intOf(len(t.interp.ids)) }, ""},
	sysNone("_clear_type_cache", 0, 0),
	sysNone("_debugmallocstats", 0, 0),
	sysNone("activate_stack_trampoline", 1, 1),
}

// sysRaw are the functions that take keywords by themselves.
var sysRaw = []rawMethod{
	{"breakpointhook", breakpointHook},
}

// sysSizeof is sys.getsizeof.
func sysSizeof(t *Thread, args []Object) Object {
	m := args[0].Class().lookup(intern("__sizeof__"))
	if m == nil {
		if args[1] != nil {
			return args[1]
		}
		return t.typeError("Type " + args[0].Class().name + " doesn't define __sizeof__")
	}
	r := t.callMethod(m, args[0], nil, nil)
	if r == nil {
		if args[1] != nil && t.catch(TypeError) {
			return args[1]
		}
		return nil
	}
	n, ok := t.index(r)
	if !ok {
		return nil
	}
	if n < 0 {
		return t.valueError("__sizeof__() should return >= 0")
	}
	return intOf(n)
}

// sysDisplayHook is sys.displayhook.
func sysDisplayHook(t *Thread, args []Object) Object {
	b, ok := t.interp.modules.getStr(intern("builtins")).(*Module)
	if !ok {
		return t.raise(RuntimeError, "lost builtins module")
	}
	if args[0] == None {
		return None
	}
	b.set("_", None)
	out := t.interp.sys.dict.getStr(intern("stdout"))
	if out == nil || out == None {
		return t.raise(RuntimeError, "lost sys.stdout")
	}
	s, ok := t.repr(args[0])
	if !ok {
		return nil
	}
	text := NewStr(s)
	if t.callAttr(out, intern("write"), text) == nil {
		if !t.catch(UnicodeEncodeError) {
			return nil
		}
		encoding := t.getAttr(out, intern("encoding"))
		if encoding == nil {
			return nil
		}
		b := t.encode(text, encoding, newASCII("backslashreplace"))
		if b == nil {
			return nil
		}
		back := t.decode(b.s, encoding, newASCII("strict"))
		if back == nil || t.callAttr(out, intern("write"), back) == nil {
			return nil
		}
	}
	if t.callAttr(out, intern("write"), newASCII("\n")) == nil {
		return nil
	}
	b.set("_", args[0])
	return None
}

// audit tells the audit hooks of an event; false means that one raised.
func (t *Thread) audit(event string, args ...Object) bool {
	if len(t.interp.auditHooks) == 0 {
		return true
	}
	for i, a := range args {
		if a == nil {
			args[i] = None
		}
	}
	tuple := copyTuple(args)
	for _, hook := range t.interp.auditHooks {
		if t.call2(hook, NewStr(event), tuple) == nil {
			return false
		}
	}
	return true
}

// printException writes an exception to sys.stderr as sys.excepthook does.
func (t *Thread) printException(e *Instance) {
	t.interp.lines = map[string][]string{}
	t.writeError(t.formatException(e))
}

// writeError writes to sys.stderr; to descriptor 2 if there is none.
func (t *Thread) writeError(text string) {
	saved := t.exc
	t.exc = nil
	file := t.interp.sys.dict.getStr(intern("stderr"))
	if file == nil {
		t.exc = saved
		os.Stderr.WriteString(escapeSurrogates(text))
		return
	}
	if file != None {
		if t.callAttr(file, intern("write"), NewStr(text)) != nil {
			t.callAttr(file, intern("flush"))
		}
	}
	t.exc = saved
}

// writeUnraisable reports the pending exception, which nobody can handle,
// through sys.unraisablehook. where is what raised it.
func (t *Thread) writeUnraisable(where Object) { t.writeUnraisableIn("", where) }

// writeUnraisableIn is writeUnraisable with another message.
func (t *Thread) writeUnraisableIn(message string, where Object) {
	e := t.take()
	if e == nil {
		return
	}
	t.exc = nil
	var tb Object = None
	if x := excData(e).tb; x != nil {
		tb = x
	}
	text := Object(None)
	if message != "" {
		text = newASCII(message)
	}
	record := makeRecord(unraisableType, e.cls, e, tb, text, orNone(where))
	hook := t.interp.sys.dict.getStr(intern("unraisablehook"))
	if hook == nil || t.call1(hook, record) == nil {
		t.exc = nil
		t.printUnraisable(record)
	}
	t.exc = nil
}

// printUnraisable is sys.unraisablehook.
func (t *Thread) printUnraisable(record Object) {
	p := tuplePayload(record)
	if p == nil || len(p.items) < 5 {
		return
	}
	text := ""
	message := "Exception ignored in"
	if s := strOf(p.items[3]); s != nil {
		message = s.s
	}
	if p.items[4] != None {
		s, ok := t.repr(p.items[4])
		if !ok {
			t.exc = nil
			s = "<object repr() failed>"
		}
		text = message + ": " + s + "\n"
	} else if p.items[3] != None {
		text = message + ":\n"
	}
	if e := exceptionOf(p.items[1]); e != nil {
		t.interp.lines = map[string][]string{}
		w := &exceptionWriter{t: t, seen: map[*Instance]bool{}}
		w.body(e, "Traceback", "|")
		text += w.out.String()
	}
	t.writeError(text)
}

// mainThreadID is the ident of the main thread.
const mainThreadID = 0x7f0000001000

// sysIntern is intern(string).
//
//rgo:parallel
func sysIntern(t *Thread, args []Object) Object {
	s, ok := args[0].(*Str)
	if !ok {
		if strOf(args[0]) != nil {
			return t.typeError("can't intern " + args[0].Class().name)
		}
		return t.typeError("intern() argument must be str, not " + args[0].Class().name)
	}
	return internStr(s)
}
