package vm

// This file defines modules and the tables that builtin modules are made of.

// Module is a module.
type Module struct {
	name string
	dict *Dict
}

// Class returns the module type.
func (*Module) Class() *Type { return ModuleType }

// ModuleType is the type of modules.
var ModuleType = newBuiltinType("module", ObjectType, heapDict)

// newModule makes an empty module.
func newModule(name string) *Module {
	m := &Module{name: name, dict: NewDict()}
	m.dict.setStr(nameName, intern(name))
	m.dict.setStr(nameDoc, None)
	m.dict.setStr(namePackage, intern(""))
	m.dict.setStr(intern("__loader__"), None)
	m.dict.setStr(nameSpec, None)
	return m
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
	ModuleType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) < 2 || strOf(args[1]) == nil {
			return t.typeError("module() missing required argument 'name' (pos 1)")
		}
		m := newModule(strOf(args[1]).s)
		if len(args) > 2 {
			m.dict.setStr(nameDoc, args[2])
		}
		return wrapNew(args[0].(*Type), ModuleType, m)
	})
	ModuleType.addGetSets([]getset{{"__dict__", func(t *Thread, o Object) Object { return payloadOf(o).(*Module).dict }, nil}})
	ModuleType.addText(false)
}
