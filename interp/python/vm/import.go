package vm

import (
	"os"
	"strings"

	"rgo/interp/python/ast"
)

// This file imports modules: builtin ones, those written in Python that come
// with the VM, and .py files and packages on sys.path.

// builtinModules make the modules that are written in Go.
var builtinModules = map[string]func(t *Thread) *Module{}

// builtinImport is __import__.
func builtinImport(t *Thread, args []Object) Object {
	name := strOf(args[0])
	if name == nil {
		return t.typeError("__import__() argument 1 must be str, not " + args[0].Class().name)
	}
	globals := t.frame.globals
	if args[1] != nil {
		if d := dictOf(args[1]); d != nil {
			globals = d
		}
	}
	level := 0
	if args[4] != nil {
		var ok bool
		if level, ok = t.index(args[4]); !ok {
			return nil
		}
	}
	var from Object = None
	if args[3] != nil {
		from = args[3]
	}
	return t.importModule(name, globals, from, level)
}

// importName runs IMPORT_NAME.
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
func (t *Thread) importModule(name *Str, globals *Dict, from Object, level int) Object {
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
	}
	if full == "" {
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
	if level > 0 {
		return m
	}
	if i := strings.IndexByte(full, '.'); i >= 0 {
		return t.interp.modules.getStr(intern(full[:i]))
	}
	return m
}

// packageName is the package that a relative import starts from.
func (t *Thread) packageName(globals *Dict, level int) (string, bool) {
	name := ""
	if p := strOf(orNone(globals.getStr(namePackage))); p != nil {
		name = p.s
	} else if n := strOf(orNone(globals.getStr(nameName))); n != nil {
		name = n.s
		if globals.getStr(namePath) == nil {
			i := strings.LastIndexByte(name, '.')
			name = name[:max(i, 0)]
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

// importPath imports a dotted name, its packages first, and returns the last
// module.
func (t *Thread) importPath(full string) Object {
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
			if m = t.loadModule(name, parent, full[end:next]); m == nil {
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

// EnterPackage imports a package and makes __main__ a module of it. An empty
// name stands for no package. It returns false with an exception pending.
func (t *Thread) EnterPackage(name string) bool {
	t.mainModule().dict.setStr(namePackage, intern(name))
	return name == "" || t.importPath(name) != nil
}

// loadModule finds and runs a module.
func (t *Thread) loadModule(name *Str, parent Object, last string) Object {
	path := t.interp.path
	if parent == nil {
		if makeModule := builtinModules[name.s]; makeModule != nil {
			m := makeModule(t)
			if m == nil {
				return nil
			}
			t.interp.modules.setStr(name, m)
			return m
		}
		if source := pythonModules[name.s]; source != "" {
			return t.runModule(name, []byte(source), "<frozen "+name.s+">", nil)
		}
	} else {
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
			return t.runModule(name, source, base+"/__init__.py", newList([]Object{NewStr(base)}))
		}
		if source, err := os.ReadFile(base + ".py"); err == nil {
			return t.runModule(name, source, base+".py", nil)
		}
		if info, err := os.Stat(base); err == nil && info.IsDir() {
			m := newModule(name.s)
			m.dict.setStr(namePath, newList([]Object{NewStr(base)}))
			t.interp.modules.setStr(name, m)
			return m
		}
	}
	return t.notFound(name, "No module named '"+name.s+"'")
}

// notFound raises ModuleNotFoundError.
func (t *Thread) notFound(name *Str, message string) Object {
	e := newException(ModuleNotFoundError, NewStr(message))
	e.setSlot(intern("name"), name)
	return t.raiseInstance(e)
}

// runModule runs the source of a module. path is set for packages.
func (t *Thread) runModule(name *Str, source []byte, file string, path *List) Object {
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
	if file[0] != '<' {
		m.dict.setStr(nameFile, NewStr(file))
	}
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

// importFromList imports the submodules that a from list names.
func (t *Thread) importFromList(m Object, full string, from Object) Object {
	if x, ok := m.(*Module); !ok || x.dict.getStr(namePath) == nil {
		return m
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
func (t *Thread) importFrom(m Object, name *Str) Object {
	v, ok := t.findAttr(m, name)
	if v != nil || !ok {
		return v
	}
	module := "<unknown module name>"
	file := ""
	if x, ok := m.(*Module); ok {
		if n := strOf(orNone(x.dict.getStr(nameName))); n != nil {
			module = n.s
			if v := t.interp.modules.getStr(intern(n.s + "." + name.s)); v != nil {
				return v
			}
		}
		if f := strOf(orNone(x.dict.getStr(nameFile))); f != nil {
			file = f.s
		}
	}
	text := "cannot import name '" + name.s + "' from '" + module + "'"
	if file != "" {
		text += " (" + file + ")"
	} else {
		text += " (unknown location)"
	}
	e := newException(ImportError, NewStr(text))
	e.setSlot(intern("name"), NewStr(module))
	return t.raiseInstance(e)
}

// importStar runs IMPORT_STAR.
func (t *Thread) importStar(f *Frame, m Object) bool {
	x, ok := m.(*Module)
	if !ok {
		t.raise(ImportError, "from-import-* object has no __dict__ and no __all__")
		return false
	}
	if all := x.dict.getStr(nameAll); all != nil {
		names, ok := t.collect(all)
		if !ok {
			return false
		}
		for _, o := range names {
			s := strOf(o)
			if s == nil {
				t.typeError("Item in " + x.name + ".__all__ must be str, not " + o.Class().name)
				return false
			}
			v := t.getAttr(m, internStr(s))
			if v == nil || !t.storeName(f, internStr(s), v) {
				return false
			}
		}
		return true
	}
	for _, e := range x.dict.copy().entries {
		s, ok := e.key.(*Str)
		if !ok || strings.HasPrefix(s.s, "_") {
			continue
		}
		if !t.storeName(f, internStr(s), e.value) {
			return false
		}
	}
	return true
}
