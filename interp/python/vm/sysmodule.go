package vm

import (
	"math"
	"os"
	"sort"
	"strconv"
	"time"
)

// This file is the modules sys and time.

// Version is the version of Python that the VM implements.
const Version = "3.11.2"

// makeSys makes the module sys.
func (in *Interp) makeSys(t *Thread) {
	m := newModule("sys")
	in.sys = m
	in.path = newList(nil)
	in.argv = newList([]Object{emptyStr})
	m.set("path", in.path)
	m.set("argv", in.argv)
	m.set("modules", in.modules)
	m.set("stdin", in.stdin)
	m.set("stdout", in.stdout)
	m.set("stderr", in.stderr)
	m.set("__stdin__", in.stdin)
	m.set("__stdout__", in.stdout)
	m.set("__stderr__", in.stderr)
	m.set("maxsize", newInt(math.MaxInt64))
	m.set("maxunicode", newInt(0x10ffff))
	m.set("byteorder", newASCII("little"))
	m.set("platform", newASCII("linux"))
	m.set("version", newASCII(Version+" (rgo)"))
	m.set("copyright", newASCII(""))
	m.set("hexversion", newInt(0x030b02f0))
	m.set("executable", emptyStr)
	m.set("prefix", emptyStr)
	m.set("exec_prefix", emptyStr)
	m.set("dont_write_bytecode", True)
	m.set("ps1", newASCII(">>> "))
	m.set("ps2", newASCII("... "))
	m.set("version_info", makeRecord(versionInfoType, newInt(3), newInt(11), newInt(2), newASCII("final"), newInt(0)))
	m.set("float_info", makeRecord(floatInfoType, newFloat(math.MaxFloat64), newInt(1024), newInt(308),
		newFloat(2.2250738585072014e-308), newInt(-1021), newInt(-307), newInt(15), newInt(53),
		newFloat(2.220446049250313e-16), newInt(2), newInt(1)))
	m.set("int_info", makeRecord(intInfoType, newInt(30), newInt(4), newInt(4300), newInt(640)))
	m.set("hash_info", makeRecord(hashInfoType, newInt(64), newInt(hashModulus), newInt(314159), newInt(0), newInt(1000003)))
	m.set("implementation", in.implementation())
	m.set("flags", makeRecord(flagsType, newInt(0), newInt(0), newInt(0)))
	names := make([]string, 0, len(builtinModules))
	for name := range builtinModules {
		names = append(names, name)
	}
	sort.Strings(names)
	items := []Object{newASCII("builtins"), newASCII("sys")}
	for _, name := range names {
		items = append(items, newASCII(name))
	}
	m.set("builtin_module_names", newTuple(items))
	m.addFunctions(sysFunctions)
	m.addFunctions(traceFunctions)
	in.modules.setStr(intern("sys"), m)
}

// implementation is sys.implementation.
func (in *Interp) implementation() Object {
	m := newInstance(simpleNamespaceType, nil)
	m.setSlot(intern("name"), newASCII("pygo"))
	m.setSlot(intern("cache_tag"), None)
	m.setSlot(intern("version"), in.sys.dict.getStr(intern("version_info")))
	return m
}

// SetArguments sets sys.argv and the first entry of sys.path.
func (t *Thread) SetArguments(argv []string, dir string) {
	items := make([]Object, len(argv))
	for i, a := range argv {
		items[i] = NewStr(a)
	}
	t.interp.argv.items = items
	t.interp.path.items = append([]Object{NewStr(dir)}, t.interp.path.items...)
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
		n, ok := t.index(args[0])
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
	{"intern", 1, 1, func(t *Thread, args []Object) Object {
		s, ok := args[0].(*Str)
		if !ok {
			return t.typeError("intern() argument must be str, not " + args[0].Class().name)
		}
		return internStr(s)
	}, ""},
	{"getsizeof", 1, 2, func(t *Thread, args []Object) Object {
		n := 16
		if l, ok := t.length(args[0]); ok {
			n += 8 * l
		}
		t.exc = nil
		return intOf(n)
	}, ""},
	{"getrefcount", 1, 1, func(t *Thread, args []Object) Object { return newInt(1) }, ""},
	{"getdefaultencoding", 0, 0, func(t *Thread, args []Object) Object { return newASCII("utf-8") }, ""},
	{"getfilesystemencoding", 0, 0, func(t *Thread, args []Object) Object { return newASCII("utf-8") }, ""},
	{"is_finalizing", 0, 0, func(t *Thread, args []Object) Object { return False }, ""},
	{"get_int_max_str_digits", 0, 0, func(t *Thread, args []Object) Object { return newInt(4300) }, ""},
	{"set_int_max_str_digits", 1, 1, func(t *Thread, args []Object) Object { return None }, ""},
	{"displayhook", 1, 1, func(t *Thread, args []Object) Object {
		if args[0] == None {
			return None
		}
		s, ok := t.repr(args[0])
		if !ok || builtinPrint(t, []Object{NewStr(s)}, nil) == nil {
			return nil
		}
		t.interp.builtins.set("_", args[0])
		return None
	}, ""},
}

func init() {
	builtinModules["time"] = makeTime
}

// makeTime makes the module time.
func makeTime(t *Thread) *Module {
	m := newModule("time")
	start := time.Now()
	seconds := func(t *Thread, args []Object) Object { return newFloat(time.Since(start).Seconds()) }
	nanoseconds := func(t *Thread, args []Object) Object { return newInt(int64(time.Since(start))) }
	m.addFunctions([]method{
		{"time", 0, 0, func(t *Thread, args []Object) Object {
			return newFloat(float64(time.Now().UnixNano()) / 1e9)
		}, ""},
		{"time_ns", 0, 0, func(t *Thread, args []Object) Object { return newInt(time.Now().UnixNano()) }, ""},
		{"perf_counter", 0, 0, seconds, ""},
		{"perf_counter_ns", 0, 0, nanoseconds, ""},
		{"monotonic", 0, 0, seconds, ""},
		{"monotonic_ns", 0, 0, nanoseconds, ""},
		{"process_time", 0, 0, seconds, ""},
		{"process_time_ns", 0, 0, nanoseconds, ""},
		{"sleep", 1, 1, func(t *Thread, args []Object) Object {
			v, ok := t.floatValue(args[0])
			if !ok {
				return nil
			}
			if v < 0 {
				return t.valueError("sleep length must be non-negative")
			}
			t.interp.stdout.flush(t)
			time.Sleep(time.Duration(v * 1e9))
			return None
		}, ""},
	})
	return m
}

// Exit ends the process.
func Exit(status int) { os.Exit(status) }
