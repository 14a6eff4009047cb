package vm

import (
	"os"
	"strconv"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/rlib/linux"
)

// This file starts the library's importlib. It runs when a module is imported
// that is not there yet, or when a program asks for what importlib makes; so a
// program that needs neither does not wait for it.

// The file names of importlib's two parts, as tracebacks would show them.
const (
	bootstrapFile = "<frozen importlib._bootstrap>"
	externalFile  = "<frozen importlib._bootstrap_external>"
)

// magicNumber begins files with compiled code. Its first half is counted up
// whenever the form of code objects changes.
const magicNumber = 9003

// magicBytes are the first four bytes of such files.
func magicBytes() string { return string([]byte{magicNumber & 0xff, magicNumber >> 8, '\r', '\n'}) }

// Boot makes importlib ready; false means that an exception is pending.
// Without a library it does nothing.
func (t *Thread) Boot() bool {
	in := t.interp
	if in.booted {
		return true
	}
	in.booted = true
	in.sys.set("meta_path", newList(nil))
	in.sys.set("path_hooks", newList(nil))
	in.sys.set("path_importer_cache", NewDict())
	if in.layout.library == "" {
		return true
	}
	dir := in.layout.library + "/importlib/"
	frozen := t.bootModule("_frozen_importlib", dir, "_bootstrap.py", bootstrapFile)
	if frozen == nil {
		return false
	}
	in.importlib = frozen
	in.findAndLoad = frozen.dict.getStr(intern("_find_and_load"))
	imp := in.modules.getStr(intern("_imp"))
	if imp == nil {
		if imp = t.makeBuiltinModule(intern("_imp")); imp == nil {
			return false
		}
	}
	install := frozen.dict.getStr(intern("_install"))
	if install == nil || t.call2(install, in.sys, imp) == nil {
		return false
	}
	external := t.bootModule("_frozen_importlib_external", dir, "_bootstrap_external.py", externalFile)
	if external == nil {
		return false
	}
	external.set("MAGIC_NUMBER", &Bytes{magicBytes()})
	external.set("_RAW_MAGIC_NUMBER", newInt(magicNumber|'\r'<<16|'\n'<<24))
	if install = frozen.dict.getStr(intern("_install_external_importers")); t.call0(install) == nil {
		return false
	}
	if hooks, ok := in.sys.dict.getStr(intern("path_hooks")).(*List); ok {
		hooks.items = append([]Object{newZipHook()}, hooks.items...)
	}
	if main, ok := in.modules.getStr(nameMain).(*Module); ok && orNone(main.dict.getStr(nameLoader)) == None {
		main.dict.setStr(nameLoader, orNone(frozen.dict.getStr(intern("BuiltinImporter"))))
	}
	return true
}

// bootModule runs a file of importlib as a module.
func (t *Thread) bootModule(name, dir, file, shown string) *Module {
	c := t.cachedCode(dir, file, shown)
	if c == nil {
		return nil
	}
	m := newModule(name)
	m.dict.setStr(nameBuiltins, t.interp.builtins)
	t.interp.modules.setStr(intern(name), m)
	if t.runCode(c, m.dict, m.dict, nil) == nil {
		return nil
	}
	return m
}

// cachedCode compiles a file of the library, or takes the code from the cache
// beside it: the same file that importlib would use.
func (t *Thread) cachedCode(dir, file, shown string) *Code {
	path := dir + file
	st, r := statAt(atFdcwd, path, true)
	if r < 0 {
		t.errno(r, fsDecode(path))
		return nil
	}
	stem := file[:len(file)-len(".py")]
	cached := dir + "__pycache__/" + stem + "." + cacheTag + ".boot.pyc"
	head := []byte(magicBytes() + "\x00\x00\x00\x00")
	var stamp [8]byte
	linux.PutWord(stamp[:], 0, 4, uint64(floorDivide(st.times[1], 1e9)))
	linux.PutWord(stamp[:], 4, 4, st.size)
	head = append(head, stamp[:]...)
	if data, err := os.ReadFile(cached); err == nil && len(data) > len(head) && string(data[:len(head)]) == string(head) {
		if c, ok := code.Decode(string(data[len(head):])); ok {
			return t.loadCode(c)
		}
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.osError(err, fsDecode(path))
		return nil
	}
	level := t.interp.config.Optimize
	t.interp.config.Optimize = 0 // one cache serves all levels
	c := t.compileSource(source, shown, ast.File, 0)
	t.interp.config.Optimize = level
	if c == nil {
		return nil
	}
	if t.interp.config.DontWriteBytecode == 0 {
		writeAtomically(cached, append(head, code.Encode(c.src)...))
	}
	return c
}

// writeAtomically writes a file so that readers see all of it or nothing.
// Failure is no harm: the cache stays empty.
func writeAtomically(path string, data []byte) {
	temporary := path + "." + strconv.Itoa(linux.Int(sysGetpid))
	const create, exclusive, writeOnly = 0x40, 0x80, 1
	fd := openFile(atFdcwd, temporary, create|exclusive|writeOnly, 0o644)
	if fd < 0 {
		return
	}
	n := writeBytes(sysWrite, fd, data, 0)
	linux.Int(sysClose, fd)
	if n != len(data) || linux.Call(sysRename, linux.Buffers{linux.CString(temporary), linux.CString(path)}) < 0 {
		linux.Path(sysUnlink, temporary)
	}
}

func init() { builtinModules["_imp"] = makeImp }

// makeImp makes the module _imp.
func makeImp(t *Thread) *Module {
	m := newModule("_imp")
	m.set("check_hash_based_pycs", newASCII("default"))
	if v, ok := t.interp.config.option("check_hash_based_pycs"); ok {
		m.set("check_hash_based_pycs", newASCII(v))
	}
	m.addFunctions([]method{
		{"lock_held", 0, 0, func(t *Thread, args []Object) Object { return boolOf(t.interp.importLock > 0) }, ""},
		{"acquire_lock", 0, 0, func(t *Thread, args []Object) Object {
			t.interp.importLock++
			return None
		}, ""},
		{"release_lock", 0, 0, func(t *Thread, args []Object) Object {
			if t.interp.importLock == 0 {
				return t.raise(RuntimeError, "not holding the import lock")
			}
			t.interp.importLock--
			return None
		}, ""},
		{"is_builtin", 1, 1, func(t *Thread, args []Object) Object {
			s := strOf(args[0])
			switch {
			case s == nil:
				return t.typeError("is_builtin() argument must be str, not " + args[0].Class().name)
			case s.s == "sys" || s.s == "builtins":
				return newInt(-1)
			case builtinModules[s.s] != nil:
				return newInt(1)
			}
			return newInt(0)
		}, ""},
		{"is_frozen", 1, 1, func(t *Thread, args []Object) Object { return False }, ""},
		{"is_frozen_package", 1, 1, noFrozen, ""},
		{"get_frozen_object", 1, 2, noFrozen, ""},
		{"init_frozen", 1, 1, noFrozen, ""},
		{"find_frozen", 1, 2, func(t *Thread, args []Object) Object { return None }, "name,withdata"},
		{"_frozen_module_names", 0, 0, func(t *Thread, args []Object) Object { return newList(nil) }, ""},
		{"_override_frozen_modules_for_tests", 1, 1, func(t *Thread, args []Object) Object { return None }, ""},
		{"extension_suffixes", 0, 0, func(t *Thread, args []Object) Object { return newList(nil) }, ""},
		{"create_builtin", 1, 1, func(t *Thread, args []Object) Object {
			name := strOf(orNone(t.getAttr(args[0], intern("name"))))
			if name == nil {
				return nil
			}
			if m := t.interp.modules.getStr(internStr(name)); m != nil && m != None {
				return m
			}
			makeModule := builtinModules[name.s]
			if makeModule == nil {
				return None
			}
			m := makeModule(t)
			if m == nil {
				return nil
			}
			return m
		}, ""},
		{"exec_builtin", 1, 1, func(t *Thread, args []Object) Object { return newInt(0) }, ""},
		{"create_dynamic", 1, 2, func(t *Thread, args []Object) Object {
			return t.raise(ImportError, "modules in machine code cannot be loaded")
		}, ""},
		{"exec_dynamic", 1, 1, func(t *Thread, args []Object) Object { return newInt(0) }, ""},
		{"_fix_co_filename", 2, 2, func(t *Thread, args []Object) Object {
			c, ok := args[0].(*Code)
			s := strOf(args[1])
			if !ok || s == nil {
				return t.typeError("_fix_co_filename() arguments must be code and str")
			}
			renameCode(c.src, c.src.FileName, s.s)
			return None
		}, ""},
		{"source_hash", 2, 2, func(t *Thread, args []Object) Object {
			key, ok := t.cLong(args[0])
			if !ok {
				return nil
			}
			s, ok := t.bytesLike(args[1])
			if !ok {
				return nil
			}
			b := make([]byte, 8)
			linux.PutWord(b, 0, 8, sipHash(uint64(key), 0, s))
			return &Bytes{string(b)}
		}, "key,source"},
	})
	return m
}

// noFrozen says that there are no frozen modules.
func noFrozen(t *Thread, args []Object) Object {
	name := strOf(args[0])
	if name == nil {
		return t.typeError("argument must be str, not " + args[0].Class().name)
	}
	s, _ := t.repr(name)
	e := newException(ImportError, NewStr("No such frozen object named "+name.s))
	_ = s
	e.setSlot(intern("name"), name)
	return t.raiseInstance(e)
}

// renameCode gives code objects that are from file old another file name.
func renameCode(c *code.Code, old, name string) {
	if c.FileName != old || old == name {
		return
	}
	c.Complete()
	c.FileName = name
	for _, k := range c.Consts {
		if x, ok := k.(*code.Code); ok {
			renameCode(x, old, name)
		}
	}
}
