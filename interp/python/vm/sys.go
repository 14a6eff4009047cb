package vm

import (
	"math"
	"sort"
	"strings"
)

// This file is the module sys: its attributes. Its functions are in
// sysfunctions.go.

// Version is the version of Python that the VM implements.
const Version = "3.11.2"

// FullVersion is sys.version.
const FullVersion = Version + " (main, Jan  1 2026, 00:00:00) [RGo]"

// cacheTag is in the names of files with compiled code.
const cacheTag = "pygo-311"

// multiarch is Debian's name of the machine, which sysconfig's data has.
const multiarch = "x86_64-linux-gnu"

// makeSys makes the module sys.
func (in *Interp) makeSys(t *Thread) {
	c := in.config
	m := newModule("sys")
	in.sys = m
	in.path = newList(nil)
	in.argv = newList([]Object{emptyStr})
	m.set("path", in.path)
	m.set("argv", in.argv)
	m.set("modules", in.modules)
	m.set("maxsize", newInt(math.MaxInt64))
	m.set("maxunicode", newInt(0x10ffff))
	m.set("byteorder", newASCII("little"))
	m.set("platform", newASCII("linux"))
	m.set("platlibdir", newASCII("lib"))
	m.set("abiflags", emptyStr)
	m.set("api_version", newInt(1013))
	m.set("float_repr_style", newASCII("short"))
	m.set("version", newASCII(FullVersion))
	m.set("copyright", newASCII("RGo's Python"))
	m.set("hexversion", newInt(0x030b02f0))
	m.set("_git", tupleOf(newASCII("RGo"), emptyStr, emptyStr))
	m.set("_framework", emptyStr)
	l := in.layout
	m.set("executable", fsDecode(l.executable))
	m.set("_base_executable", fsDecode(l.executable))
	m.set("prefix", fsDecode(l.prefix))
	m.set("base_prefix", fsDecode(l.prefix))
	m.set("exec_prefix", fsDecode(l.execPrefix))
	m.set("base_exec_prefix", fsDecode(l.execPrefix))
	m.set("_stdlib_dir", None)
	if l.library != "" {
		m.set("_stdlib_dir", fsDecode(l.library))
	}
	m.set("pycache_prefix", None)
	if c.CachePrefix != "" {
		m.set("pycache_prefix", fsDecode(c.CachePrefix))
	}
	m.set("dont_write_bytecode", boolOf(c.DontWriteBytecode != 0))
	m.set("warnoptions", textList(c.Warnings))
	m.set("orig_argv", textList(c.Original))
	options := NewDict()
	for _, x := range c.X {
		k, v, has := strings.Cut(x, "=")
		var value Object = True
		if has {
			value = fsDecode(v)
		}
		options.setStr(intern(k), value)
	}
	m.set("_xoptions", options)
	m.set("version_info", makeRecord(versionInfoType, newInt(3), newInt(11), newInt(2), newASCII("final"), newInt(0)))
	m.set("float_info", makeRecord(floatInfoType, newFloat(math.MaxFloat64), newInt(1024), newInt(308),
		newFloat(2.2250738585072014e-308), newInt(-1021), newInt(-307), newInt(15), newInt(53),
		newFloat(2.220446049250313e-16), newInt(2), newInt(1)))
	m.set("int_info", makeRecord(intInfoType, newInt(30), newInt(4), newInt(4300), newInt(640)))
	m.set("hash_info", makeRecord(hashInfoType, newInt(64), newInt(hashModulus), newInt(314159), newInt(0), newInt(1000003),
		newASCII("siphash13"), newInt(64), newInt(128), newInt(0)))
	m.set("thread_info", makeRecord(threadInfoType, newASCII("pthread"), newASCII("semaphore"), None))
	m.set("implementation", in.implementation())
	m.set("flags", in.flags())
	m.set("builtin_module_names", newTuple(builtinModuleNames()))
	m.set("stdlib_module_names", stdlibNames(t))
	m.addFunctions(sysFunctions)
	m.addFunctions(traceFunctions)
	m.addRaw(sysRaw)
	for _, name := range []string{"displayhook", "excepthook", "unraisablehook", "breakpointhook"} {
		m.set("__"+name+"__", m.dict.getStr(intern(name)))
	}
	in.path.items = append(in.path.items, l.pathItems(c)...)
	in.argv.items = textList(c.Argv).items
	in.modules.setStr(intern("sys"), m)
}

func textList(texts []string) *List {
	items := make([]Object, len(texts))
	for i, s := range texts {
		items[i] = fsDecode(s)
	}
	return newList(items)
}

// builtinModuleNames are the names of the modules written in Go, sorted.
func builtinModuleNames() []Object {
	names := []string{"builtins", "sys"}
	for name := range builtinModules {
		names = append(names, name)
	}
	sort.Strings(names)
	items := make([]Object, len(names))
	for i, s := range names {
		items[i] = intern(s)
	}
	return items
}

// implementation is sys.implementation.
func (in *Interp) implementation() Object {
	m := newInstance(simpleNamespaceType, nil)
	m.setSlot(intern("name"), newASCII("pygo"))
	m.setSlot(intern("cache_tag"), newASCII(cacheTag))
	m.setSlot(intern("version"), in.sys.dict.getStr(intern("version_info")))
	m.setSlot(intern("hexversion"), newInt(0x030b02f0))
	m.setSlot(intern("_multiarch"), newASCII(multiarch))
	return m
}

// flags is sys.flags.
func (in *Interp) flags() Object {
	c := in.config
	n := func(v int) Object { return intOf(v) }
	hashing := 1
	if c.HashSeed == "0" {
		hashing = 0
	}
	return makeRecord(flagsType, n(c.Debug), n(c.Inspect), n(c.Interactive), n(c.Optimize), n(c.DontWriteBytecode), n(c.NoUserSite),
		n(c.NoSite), n(c.IgnoreEnvironment), n(c.Verbose), n(c.BytesWarning), n(c.Quiet), n(hashing), n(c.Isolated),
		boolOf(c.DevMode != 0), n(c.Utf8Mode), n(c.WarnEncoding), boolOf(c.SafePath != 0), n(c.MaxDigits))
}

// stdlibNames is sys.stdlib_module_names.
func stdlibNames(t *Thread) Object {
	s := &FrozenSet{}
	for _, name := range strings.Fields(stdlibModuleNames) {
		s.addObject(t, intern(name))
	}
	return s
}

// SetArguments sets sys.argv and the first entry of sys.path.
func (t *Thread) SetArguments(argv []string, dir string) {
	t.interp.argv.items = textList(argv).items
	t.PrependPath(dir)
}

// PrependPath puts a directory in front of sys.path, unless paths are safe.
func (t *Thread) PrependPath(dir string) {
	if t.interp.config.SafePath == 0 {
		t.interp.path.items = append([]Object{fsDecode(dir)}, t.interp.path.items...)
	}
}
