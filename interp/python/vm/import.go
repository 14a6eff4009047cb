package vm

import (
	"os"
	"strings"

	"rgo/interp/python/ast"
)

// This file is the import statement and __import__. Modules that were not
// imported before are found by the library's own importlib, which bootstrap.go
// starts; without a library by simple.go.

// builtinModules make the modules that are written in Go.
var builtinModules = map[string]func(t *Thread) *Module{}

var (
	nameInitializing = intern("_initializing")
	nameParent       = intern("parent")
	nameLoader       = intern("__loader__")
)

// builtinImport is __import__.
func builtinImport(t *Thread, args []Object) Object {
	name := strOf(args[0])
	if name == nil {
		return t.typeError("module name must be a string")
	}
	level := 0
	if args[4] != nil {
		var ok bool
		if level, ok = t.cInt(args[4]); !ok {
			return nil
		}
	}
	var globals *Dict
	if args[1] != nil && args[1] != None {
		if globals = dictOf(args[1]); globals == nil && level > 0 {
			return t.typeError("globals must be a dict")
		}
	}
	return t.importModule(name, globals, orNone(args[3]), level)
}

// importName runs IMPORT_NAME.
//
//rgo:parallel
func (t *Thread) importName(f *Frame, name *Str, level, from Object) Object {
	hook := f.builtins.getStr(nameImport)
	if b, ok := hook.(*Builtin); ok && b.fn != nil && b.name == "__import__" {
		n, ok := t.index(level)
		if !ok {
			return nil
		}
		return t.importModule(name, f.globals, from, n)
	}
	if hook == nil {
		return t.raise(ImportError, "__import__ not found")
	}
	return t.call(hook, []Object{name, f.globals, orNone(f.locals), from, level}, nil)
}

// importModule imports an absolute or relative module and returns what the
// import statement wants: the module itself if names are imported from it,
// else its topmost package.
//
//rgo:parallel
func (t *Thread) importModule(name *Str, globals *Dict, from Object, level int) Object {
	if level < 0 {
		return t.valueError("level must be >= 0")
	}
	full := name.s
	if level > 0 {
		base, ok := t.packageName(globals, level)
		if !ok {
			return nil
		}
		if full == "" {
			full = base
		} else {
			full = base + "." + full
		}
	} else if full == "" {
		return t.valueError("Empty module name")
	}
	m := t.importPath(full)
	if m == nil {
		return nil
	}
	hasFrom, ok := t.truth(from)
	if !ok {
		return nil
	}
	if hasFrom {
		return t.importFromList(m, full, from)
	}
	if level > 0 && name.s == "" {
		return m
	}
	i := strings.IndexByte(name.s, '.')
	if i < 0 {
		return m
	}
	if level == 0 {
		return t.importPath(full[:i])
	}
	front := full[:len(full)-(len(name.s)-i)]
	top := t.moduleOf(intern(front))
	if top == nil && t.exc == nil {
		return t.keyError(NewStr(front))
	}
	return top
}

// moduleOf looks a name up in sys.modules, whatever that is; nil if it is not
// there (or with an exception pending).
//
//rgo:parallel
func (t *Thread) moduleOf(name *Str) Object {
	modules := t.interp.sys.dict.getStr(intern("modules"))
	if d, ok := modules.(*Dict); ok {
		return d.getStr(name)
	}
	if modules == nil {
		return t.raise(RuntimeError, "unable to get sys.modules")
	}
	r := t.getItem(modules, name)
	if r == nil {
		t.catch(KeyError)
	}
	return r
}

// importPath imports a module by its absolute name.
//
//rgo:parallel
func (t *Thread) importPath(full string) Object {
	name := intern(full)
	m := t.moduleOf(name)
	if m != nil && m != None {
		if !t.ensureInitialized(m, name) {
			return nil
		}
		return m
	}
	if t.exc != nil {
		return nil
	}
	if !t.interp.booted {
		if m == nil && strings.IndexByte(full, '.') < 0 && builtinModules[full] != nil {
			return t.makeBuiltinModule(name)
		}
		if !t.Boot() {
			return nil
		}
	}
	if t.interp.findAndLoad == nil {
		return t.simpleImport(full)
	}
	if !t.audit("import", name, None, orNone(t.interp.sys.dict.getStr(intern("path"))), None, None) {
		return nil
	}
	m = t.call2(orNone(t.interp.importlib.dict.getStr(intern("_find_and_load"))), name, t.interp.builtins.dict.getStr(nameImport))
	if m == nil {
		t.trimImportFrames()
	}
	return m
}

// makeBuiltinModule makes a module that is written in Go.
func (t *Thread) makeBuiltinModule(name *Str) Object {
	m := builtinModules[name.s](t)
	if m == nil {
		return nil
	}
	t.interp.modules.setStr(name, m)
	return m
}

// ensureInitialized waits for a module that is being imported.
//
//rgo:parallel
func (t *Thread) ensureInitialized(m Object, name *Str) bool {
	x, ok := m.(*Module)
	if !ok {
		spec, ok := t.findAttr(m, nameSpec)
		if !ok {
			t.exc = nil
			return true
		}
		return t.waitFor(spec, name)
	}
	spec := x.dict.getStr(nameSpec)
	if spec == nil || spec == None {
		return true
	}
	return t.waitFor(spec, name)
}

//rgo:parallel
func (t *Thread) waitFor(spec Object, name *Str) bool {
	i, ok := spec.(*Instance)
	if !ok {
		return true
	}
	v, ok := t.findAttr(i, nameInitializing)
	if !ok {
		t.exc = nil
	}
	if v == nil || v == False {
		return true
	}
	busy, ok := t.truth(v)
	if !ok {
		t.exc = nil
		return true
	}
	if !busy || t.interp.importlib == nil {
		return true
	}
	return t.call1(orNone(t.interp.importlib.dict.getStr(intern("_lock_unlock_module"))), name) != nil
}

// isInitializing reports whether a module is being imported.
func (t *Thread) isInitializing(m Object) bool {
	x, ok := payloadOf(m).(*Module)
	if !ok {
		return false
	}
	i, ok := orNone(x.dict.getStr(nameSpec)).(*Instance)
	if !ok {
		return false
	}
	busy, ok := t.truth(orNone(i.getSlot(nameInitializing)))
	if !ok {
		t.exc = nil
	}
	return busy
}

// trimImportFrames removes importlib's own frames from the traceback of the
// pending exception: all of them from an ImportError, else those around
// _call_with_frames_removed.
func (t *Thread) trimImportFrames() {
	if t.interp.config.Verbose > 0 || t.exc == nil {
		return
	}
	data := excData(t.exc)
	all := t.exc.cls == ImportError || t.exc.cls.isSubtype(ImportError)
	var kept []*Traceback
	chunk, inside := 0, false
	for tb := data.tb; tb != nil; tb = tb.next {
		file := tb.code.src.FileName
		now := file == bootstrapFile || file == externalFile
		if now && !inside {
			chunk = len(kept)
		}
		inside = now
		if inside && (all || tb.code.name.s == "_call_with_frames_removed") {
			kept = kept[:chunk]
			continue
		}
		kept = append(kept, tb)
	}
	data.tb = nil
	for i := len(kept) - 1; i >= 0; i-- {
		kept[i].next = data.tb
		data.tb = kept[i]
	}
}

// packageName is the package that a relative import starts from.
func (t *Thread) packageName(globals *Dict, level int) (string, bool) {
	if globals == nil {
		t.keyError(newASCII("'__name__' not in globals"))
		return "", false
	}
	pkg := orNone(globals.getStr(namePackage))
	spec := orNone(globals.getStr(nameSpec))
	name := ""
	if pkg != None {
		p := strOf(pkg)
		if p == nil {
			t.typeError("package must be a string")
			return "", false
		}
		name = p.s
		if spec != None {
			parent := t.getAttr(spec, nameParent)
			if parent == nil {
				return "", false
			}
			same, ok := t.equal(pkg, parent)
			if !ok {
				return "", false
			}
			if !same && !t.warn(ImportWarning, "__package__ != __spec__.parent", 1) {
				return "", false
			}
		}
	} else if spec != None {
		parent := t.getAttr(spec, nameParent)
		if parent == nil {
			return "", false
		}
		p := strOf(parent)
		if p == nil {
			t.typeError("__spec__.parent must be a string")
			return "", false
		}
		name = p.s
	} else {
		if !t.warn(ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", 1) {
			return "", false
		}
		n := globals.getStr(nameName)
		if n == nil {
			t.keyError(newASCII("'__name__' not in globals"))
			return "", false
		}
		s := strOf(n)
		if s == nil {
			t.typeError("__name__ must be a string")
			return "", false
		}
		name = s.s
		if globals.getStr(namePath) == nil {
			i := strings.LastIndexByte(name, '.')
			if i < 0 {
				t.raise(ImportError, "attempted relative import with no known parent package")
				return "", false
			}
			name = name[:i]
		}
	}
	if name == "" {
		t.raise(ImportError, "attempted relative import with no known parent package")
		return "", false
	}
	for ; level > 1; level-- {
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			t.raise(ImportError, "attempted relative import beyond top-level package")
			return "", false
		}
		name = name[:i]
	}
	return name, true
}

// EnterPackage imports a package and makes __main__ a module of it. An empty
// name stands for no package. It returns false with an exception pending.
func (t *Thread) EnterPackage(name string) bool {
	t.mainModule().dict.setStr(namePackage, intern(name))
	return name == "" || t.importPath(name) != nil
}

// notFound raises ModuleNotFoundError.
func (t *Thread) notFound(name *Str, message string) Object {
	e := newException(ModuleNotFoundError, NewStr(message))
	e.setSlot(intern("name"), name)
	return t.raiseInstance(e)
}

// importFromList imports the submodules that a from list names.
//
//rgo:parallel
func (t *Thread) importFromList(m Object, full string, from Object) Object {
	if x, ok := m.(*Module); ok && x.dict.getStr(namePath) == nil && x.dict.getStr(nameGetAttr) == nil {
		return m
	}
	path, ok := t.findAttr(m, namePath)
	if !ok {
		return nil
	}
	if path == nil {
		return m
	}
	if t.interp.importlib != nil {
		return t.call3(orNone(t.interp.importlib.dict.getStr(intern("_handle_fromlist"))), m, from, t.interp.builtins.dict.getStr(nameImport))
	}
	names, ok := t.collect(from)
	if !ok {
		return nil
	}
	for _, o := range names {
		s := strOf(o)
		if s == nil || s.s == "*" {
			continue
		}
		v, ok := t.findAttr(m, internStr(s))
		if !ok {
			return nil
		}
		if v == nil && t.importPath(full+"."+s.s) == nil {
			if t.exc.cls != ModuleNotFoundError || t.exc.getSlot(intern("name")) != Object(intern(full+"."+s.s)) {
				return nil
			}
			t.exc = nil
		}
	}
	return m
}

// importFrom runs IMPORT_FROM.
//
//rgo:parallel
func (t *Thread) importFrom(m Object, name *Str) Object {
	v, ok := t.findAttr(m, name)
	if v != nil || !ok {
		return v
	}
	module, known := Object(nil), true
	if module, known = t.findAttr(m, nameName); !known {
		return nil
	}
	n := strOf(orNone(module))
	if n != nil {
		if v := t.moduleOf(intern(n.s + "." + name.s)); v != nil || t.exc != nil {
			return v
		}
	}
	moduleText := "<unknown module name>"
	if n != nil {
		moduleText = n.s
	}
	text := "cannot import name '" + name.s + "' from '" + moduleText + "'"
	if t.isInitializing(m) {
		text = "cannot import name '" + name.s + "' from partially initialized module '" + moduleText + "' (most likely due to a circular import)"
	}
	var file *Str
	if f, ok := t.findAttr(m, nameFile); ok && f != nil {
		file = strOf(f)
	}
	t.exc = nil
	if file != nil {
		text += " (" + file.s + ")"
	} else {
		text += " (unknown location)"
	}
	e := newException(ImportError, NewStr(text))
	e.setSlot(intern("name"), NewStr(moduleText))
	if file != nil {
		e.setSlot(intern("path"), file)
	}
	return t.raiseInstance(e)
}

// importStar runs IMPORT_STAR.
func (t *Thread) importStar(f *Frame, m Object) bool {
	all, ok := t.findAttr(m, nameAll)
	if !ok {
		return false
	}
	skip := all == nil
	if skip {
		d, ok := t.findAttr(m, nameDict)
		if !ok {
			return false
		}
		if d == nil {
			t.raise(ImportError, "from-import-* object has no __dict__ and no __all__")
			return false
		}
		if all = t.callAttr(d, intern("keys")); all == nil {
			return false
		}
	}
	names, ok := t.collect(all)
	if !ok {
		return false
	}
	for _, o := range names {
		s := strOf(o)
		if s == nil {
			module := t.displayText(orNone(t.getAttr(m, nameName)))
			t.exc = nil
			what := "Item in " + module + ".__all__"
			if skip {
				what = "Key in " + module + ".__dict__"
			}
			t.typeError(what + " must be str, not " + o.Class().name)
			return false
		}
		if skip && strings.HasPrefix(s.s, "_") {
			continue
		}
		v := t.getAttr(m, internStr(s))
		if v == nil || !t.storeName(f, internStr(s), v) {
			return false
		}
	}
	return true
}

// simpleImport imports a dotted name without importlib: builtin modules and
// source files on sys.path.
func (t *Thread) simpleImport(full string) Object {
	var parent Object
	for end := 0; end < len(full); {
		next := strings.IndexByte(full[end:], '.')
		if next < 0 {
			next = len(full)
		} else {
			next += end
		}
		name := intern(full[:next])
		m := t.interp.modules.getStr(name)
		if m == None {
			return t.notFound(name, "import of "+name.s+" halted; None in sys.modules")
		}
		if m == nil {
			if m = t.simpleLoad(name, parent, full[end:next]); m == nil {
				return nil
			}
			if parent != nil && !t.setAttr(parent, intern(full[end:next]), m) {
				return nil
			}
		}
		parent = m
		end = next + 1
	}
	return parent
}

// simpleLoad finds and runs a module.
func (t *Thread) simpleLoad(name *Str, parent Object, last string) Object {
	path := t.interp.path
	if parent == nil && builtinModules[name.s] != nil {
		return t.makeBuiltinModule(name)
	}
	if parent != nil {
		p, ok := t.findAttr(parent, namePath)
		if !ok {
			return nil
		}
		list, isList := p.(*List)
		if !isList {
			i := strings.LastIndexByte(name.s, '.')
			return t.notFound(name, "No module named '"+name.s+"'; '"+name.s[:i]+"' is not a package")
		}
		path = list
	}
	for _, o := range path.items {
		dir := strOf(o)
		if dir == nil {
			continue
		}
		base := last
		if dir.s != "" {
			base = strings.TrimSuffix(dir.s, "/") + "/" + last
		}
		if source, err := os.ReadFile(base + "/__init__.py"); err == nil {
			return t.simpleRun(name, source, base+"/__init__.py", newList([]Object{NewStr(base)}))
		}
		if source, err := os.ReadFile(base + ".py"); err == nil {
			return t.simpleRun(name, source, base+".py", nil)
		}
	}
	text := "No module named '" + name.s + "'"
	if parent == nil && strings.Contains(" "+strings.ReplaceAll(stdlibModuleNames, "\n", " ")+" ", " "+name.s+" ") {
		text += " (Python's library was looked for in " + strings.Join(t.interp.layout.tried, ", ") + ")"
	}
	return t.notFound(name, text)
}

// simpleRun runs the source of a module. path is set for packages.
func (t *Thread) simpleRun(name *Str, source []byte, file string, path *List) Object {
	c := t.compileSource(source, file, ast.File, 0)
	if c == nil {
		return nil
	}
	m := newModule(name.s)
	m.dict.setStr(nameBuiltins, t.interp.builtins)
	if path != nil {
		m.dict.setStr(namePath, path)
		m.dict.setStr(namePackage, name)
	} else if i := strings.LastIndexByte(name.s, '.'); i >= 0 {
		m.dict.setStr(namePackage, intern(name.s[:i]))
	}
	m.dict.setStr(nameFile, NewStr(file))
	t.interp.modules.setStr(name, m)
	if t.runCode(c, m.dict, m.dict, nil) == nil {
		t.interp.modules.deleteStr(name)
		return nil
	}
	if replaced := t.interp.modules.getStr(name); replaced != nil {
		return replaced
	}
	return m
}
