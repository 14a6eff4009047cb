package vm

// This file defines modules and the tables that builtin modules are made of.

// Module is a module.
type Module struct {
	weakHolder
	name string
	dict *Dict
	cls  *Type // nil for the module type itself
}

// Class returns the module type, or the subclass.
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

func (t *Thread) reprModule(m *Module) string {
	name := m.name
	if n, ok := m.dict.getStr(nameName).(*Str); ok {
		name = n.s
	}
	if f, ok := m.dict.getStr(nameFile).(*Str); ok {
		return "<module " + quoteStr(name) + " from " + quoteStr(f.s) + ">"
	}
	return "<module " + quoteStr(name) + " (built-in)>"
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
