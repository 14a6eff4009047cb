package vm

// This file defines modules and the tables that builtin modules are made of.

// Module is a module.
type Module struct {
	weakHolder
	name string
	dict *Dict
	cls  *Type // nil for the module type itself

	members []memberValue // what __slots__ of a subclass have
}

// A memberValue is the value of a __slots__ entry.
type memberValue struct {
	key   *Str
	value Object
}

// member returns the value of the __slots__ entry key, or nil.
func (m *Module) member(key *Str) Object {
	for _, x := range m.members {
		if x.key == key {
			return x.value
		}
	}
	return nil
}

// setMember sets it, or deletes it if value is nil; it returns false if there is nothing to delete.
func (m *Module) setMember(key *Str, value Object) bool {
	for i := range m.members {
		if x := &m.members[i]; x.key == key {
			had := x.value != nil
			x.value = value
			return had || value != nil
		}
	}
	if value == nil {
		return false
	}
	m.members = append(m.members, memberValue{key, value})
	return true
}

// Class returns the module type, or the subclass.
//
//rgo:parallel
func (m *Module) Class() *Type {
	if m.cls != nil {
		return m.cls
	}
	return ModuleType
}

// ModuleType is the type of modules.
var ModuleType = newBuiltinType("module", ObjectType, heapDict)

// newModule makes an empty module.
func newModule(name string) *Module {
	m := &Module{dict: NewDict()}
	m.init(name)
	return m
}

// init gives a module its first attributes.
func (m *Module) init(name string) {
	m.name = name
	m.dict.setStr(nameName, intern(name))
	m.dict.setStr(nameDoc, None)
	m.dict.setStr(namePackage, None)
	m.dict.setStr(intern("__loader__"), None)
	m.dict.setStr(nameSpec, None)
}

// set stores a module attribute.
func (m *Module) set(name string, value Object) { m.dict.setStr(intern(name), value) }

// addFunctions installs builtin functions.
func (m *Module) addFunctions(rows []method) {
	for _, f := range rows {
		b := &Builtin{name: f.name, module: m.name, min: f.min, max: f.max, fn: f.fn}
		if f.params != "" {
			b.params = paramNames(f.params)
		}
		m.set(f.name, b)
	}
}

// addRaw installs builtin functions that take keywords by themselves.
func (m *Module) addRaw(rows []rawMethod) {
	for _, f := range rows {
		m.set(f.name, &Builtin{name: f.name, module: m.name, max: -1, raw: f.fn})
	}
}

// moduleGetAttr is called when a module lacks an attribute.
func (t *Thread) moduleGetAttr(m *Module, name *Str) Object {
	if m == t.interp.sys && !t.interp.booted && (name.s == "meta_path" || name.s == "path_hooks" || name.s == "path_importer_cache") {
		if !t.Boot() {
			return nil
		}
		return m.dict.getStr(name)
	}
	if hook := m.dict.getStr(nameGetAttr); hook != nil {
		return t.call1(hook, name)
	}
	text := "module has no attribute '" + name.s + "'"
	if n, ok := m.dict.getStr(nameName).(*Str); ok {
		text = "module '" + n.s + "' has no attribute '" + name.s + "'"
	}
	e := newException(AttributeError, NewStr(text))
	e.setSlot(intern("name"), name)
	e.setSlot(intern("obj"), m)
	return t.raiseInstance(e)
}

// moduleText is the __name__ of a module.
func (t *Thread) moduleText(m *Module) string {
	if n, ok := m.dict.getStr(nameName).(*Str); ok {
		return n.s
	}
	return "?"
}

// reprModule is repr of a module: from its spec, its file, or its loader.
func (t *Thread) reprModule(m *Module) (string, bool) {
	dict := func(name *Str) Object {
		if v := m.dict.getStr(name); v != nil && v != None {
			return v
		}
		return nil
	}
	if spec := dict(nameSpec); spec != nil {
		if s, found, ok := t.reprSpec(spec); found || !ok {
			return s, ok
		}
	}
	loader := dict(nameLoader)
	if loader != nil {
		if hook, ok := t.findAttr(loader, intern("module_repr")); !ok {
			return "", false
		} else if hook != nil {
			if s := strOf(t.call1(hook, m)); s != nil {
				return s.s, true
			} else if t.exc != nil && !t.catch(ExceptionType) {
				return "", false
			}
		}
	}
	name := "'?'"
	if n := m.dict.getStr(nameName); n != nil {
		s, ok := t.repr(n)
		if !ok {
			return "", false
		}
		name = s
	}
	if f := m.dict.getStr(nameFile); f != nil {
		s, ok := t.repr(f)
		return "<module " + name + " from " + s + ">", ok
	}
	if loader == nil {
		if !t.isLibraryModule(m) {
			return "<module " + name + ">", true
		}
		return "<module " + name + " (built-in)>", true
	}
	s, ok := t.repr(loader)
	return "<module " + name + " (" + s + ")>", ok
}

// isLibraryModule tells whether a module is written in Go.
func (t *Thread) isLibraryModule(m *Module) bool {
	_, known := builtinModules[m.name]
	return known || m == t.interp.builtins || m == t.interp.sys
}

// reprSpec shows a module by its spec; not found if that is no spec.
func (t *Thread) reprSpec(spec Object) (s string, found, ok bool) {
	var parts [3]Object
	for i, name := range []string{"name", "origin", "loader"} {
		v, ok := t.findAttr(spec, intern(name))
		if !ok {
			return "", false, false
		}
		parts[i] = v
	}
	if parts[0] == nil {
		return "", false, true
	}
	name, ok := t.repr(parts[0])
	if !ok {
		return "", false, false
	}
	origin := parts[1]
	if origin == nil || origin == None {
		if parts[2] == nil || parts[2] == None {
			return "<module " + name + ">", true, true
		}
		text, ok := t.repr(parts[2])
		return "<module " + name + " (" + text + ")>", true, ok
	}
	placed, ok := t.findAttr(spec, intern("has_location"))
	if !ok {
		return "", false, false
	}
	text := t.str(origin)
	if text == nil {
		return "", false, false
	}
	if placed != nil {
		if is, ok := t.truth(placed); !ok {
			return "", false, false
		} else if is {
			quoted, ok := t.repr(origin)
			return "<module " + name + " from " + quoted + ">", true, ok
		}
	}
	return "<module " + name + " (" + text.s + ")>", true, true
}

func init() {
	initModule := func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [2]Object
		if !t.bindNames("module", args[1:], kwNames, []string{"name", "doc"}, fields[:]) {
			return nil
		}
		if fields[0] == nil {
			return t.typeError("module() missing required argument 'name' (pos 1)")
		}
		name := strOf(fields[0])
		if name == nil {
			return t.typeError("module() argument 'name' must be str, not " + fields[0].Class().name)
		}
		m := args[0].(*Module)
		m.init(name.s)
		if fields[1] != nil {
			m.dict.setStr(nameDoc, fields[1])
		}
		return None
	}
	ModuleType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		m := &Module{name: "?", dict: NewDict()}
		if c := args[0].(*Type); c != ModuleType {
			m.cls = c
		}
		return m
	})
	ModuleType.construct = func(t *Thread, args []Object, kwNames []*Str) Object {
		all := append([]Object{&Module{name: "?", dict: NewDict()}}, args[1:]...)
		if initModule(t, all, kwNames) == nil {
			return nil
		}
		return all[0]
	}
	ModuleType.addRaw([]rawMethod{{"__init__", initModule}})
	ModuleType.addGetSets([]getset{
		{"__dict__", func(t *Thread, o Object) Object { return o.(*Module).dict }, nil},
		{"__annotations__", func(t *Thread, o Object) Object {
			m := o.(*Module)
			if a := m.dict.getStr(nameAnnotations); a != nil {
				return a
			}
			d := NewDict()
			m.dict.setStr(nameAnnotations, d)
			return d
		}, func(t *Thread, o, v Object) bool {
			m := o.(*Module)
			if v != nil {
				m.dict.setStr(nameAnnotations, v)
				return true
			}
			if !m.dict.deleteStr(nameAnnotations) {
				t.raise(AttributeError, "__annotations__")
				return false
			}
			return true
		}},
	})
	ModuleType.addText(false)
}
