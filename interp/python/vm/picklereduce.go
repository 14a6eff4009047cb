package vm

import "strings"

// This file writes the other objects: by what they are called, or by what
// makes them again.

// saveOther writes an object that no opcode is for.
func (p *Pickler) saveOther(t *Thread, o Object) bool {
	var r Object
	if p.override != nil {
		if r = t.call1(p.override, o); r == nil {
			return false
		}
	}
	if r == nil || r == NotImplemented {
		switch x := o.(type) {
		case *Type:
			if x.Class() == TypeType {
				return p.saveType(t, x)
			}
		case *Function:
			return p.saveGlobal(t, o, nil)
		}
		fn, ok := p.reducer(t, o.Class())
		switch {
		case !ok:
			return false
		case fn != nil:
			r = t.call1(fn, o)
		case o.Class().isSubtype(TypeType):
			return p.saveGlobal(t, o, nil)
		default:
			r = p.reduced(t, o)
		}
		if r == nil {
			return false
		}
	}
	if strOf(r) != nil {
		return p.saveGlobal(t, o, r)
	}
	tuple := tuplePayload(r)
	if tuple == nil {
		return p.fails(t, "__reduce__ must return a string or tuple")
	}
	return p.saveReduce(t, tuple, o)
}

// fails raises PicklingError.
func (p *Pickler) fails(t *Thread, message string) bool {
	t.raise(picklingError, message)
	return false
}

// reducer looks up a function that reduces instances of a class.
func (p *Pickler) reducer(t *Thread, c *Type) (fn Object, ok bool) {
	if p.table == nil {
		fn = t.registered("copyreg", "dispatch_table", c)
		return fn, fn != nil || t.exc == nil
	}
	fn = t.getItem(p.table, c)
	return fn, fn != nil || t.catch(KeyError)
}

// reduced is what __reduce_ex__ or __reduce__ says.
func (p *Pickler) reduced(t *Thread, o Object) Object {
	fn, ok := t.findAttr(o, intern("__reduce_ex__"))
	if fn != nil {
		return t.call1(fn, intOf(p.protocol))
	}
	if !ok {
		return nil
	}
	if fn, ok = t.findAttr(o, nameReduce); fn != nil {
		return t.call0(fn)
	}
	if ok {
		p.fails(t, "can't pickle '"+o.Class().name+"' object: "+t.displayRepr(o))
	}
	return nil
}

// saveType writes a class. The classes of singletons have no name to find them by.
func (p *Pickler) saveType(t *Thread, c *Type) bool {
	for _, single := range []Object{None, Ellipsis, NotImplemented} {
		if single.Class() == c {
			return p.saveReduce(t, tupleOf(TypeType, tupleOf(single)), c)
		}
	}
	return p.saveGlobal(t, c, nil)
}

// saveGlobal writes an object that a module has under a name: name, or its own.
func (p *Pickler) saveGlobal(t *Thread, o, name Object) bool {
	ok := true
	if name == nil {
		if name, ok = t.findAttr(o, nameQualname); name == nil && ok {
			name = t.getAttr(o, nameName)
		}
		if name == nil {
			return false
		}
	}
	global := strOf(name)
	if global == nil {
		t.typeError("name must be str, not " + name.Class().name)
		return false
	}
	path := dottedPath(global.s)
	if path == nil {
		t.raise(AttributeError, "Can't pickle local object "+t.displayRepr(global))
		return false
	}
	module := t.moduleHolding(o, path)
	if module == nil {
		return false
	}
	if strOf(module) == nil {
		t.typeError("__module__ must be str, not " + module.Class().name)
		return false
	}
	m := t.importPath(strOf(module).s)
	if m == nil {
		t.exc = nil
		return p.fails(t, "Can't pickle "+t.displayRepr(o)+": import of module "+t.displayRepr(module)+" failed")
	}
	found, parent := t.deepAttr(m, path)
	if found == nil {
		t.exc = nil
		return p.fails(t, "Can't pickle "+t.displayRepr(o)+": attribute lookup "+global.s+" on "+strOf(module).s+" failed")
	}
	if found != o {
		return p.fails(t, "Can't pickle "+t.displayRepr(o)+": it's not the same object as "+strOf(module).s+"."+global.s)
	}
	if p.protocol >= 2 {
		if done, ok := p.saveExtension(t, o, module, global); done || !ok {
			return ok
		}
	}
	last := path[len(path)-1]
	if parent == m {
		global = last
	}
	switch {
	case p.protocol >= 4:
		if !p.save(t, module, false) || !p.save(t, global, false) {
			return false
		}
		p.emit(opStackGlobal)
	case parent != m:
		getattr := t.interp.builtins.dict.getStr(intern("getattr"))
		if !p.saveReduce(t, tupleOf(getattr, tupleOf(parent, last)), nil) {
			return false
		}
	default:
		if !p.emitGlobal(t, strOf(module), global) {
			return false
		}
	}
	return p.put(o)
}

// dottedPath splits a name; nil if it goes through a function's locals.
func dottedPath(name string) []*Str {
	var path []*Str
	for _, part := range strings.Split(name, ".") {
		if part == "<locals>" {
			return nil
		}
		path = append(path, NewStr(part))
	}
	return path
}

// moduleHolding is the name of the module that an object says it is from, or
// of one that has it.
func (t *Thread) moduleHolding(o Object, path []*Str) Object {
	name, ok := t.findAttr(o, nameModule)
	if !ok {
		return nil
	}
	if name != nil && name != None {
		return name
	}
	modules := dictOf(orNone(t.interp.sys.dict.getStr(intern("modules"))))
	if modules == nil {
		return t.raise(RuntimeError, "unable to get sys.modules")
	}
	pairs, ok := t.collect(modules)
	if !ok {
		return nil
	}
	for _, key := range pairs {
		m := modules.get(t, key)
		s := strOf(key)
		if m == nil || m == None || s == nil || s.s == "__main__" {
			t.exc = nil
			continue
		}
		found, _ := t.deepAttr(m, path)
		if found == nil && !t.catch(AttributeError) {
			return nil
		}
		if found == o {
			return key
		}
	}
	return newASCII("__main__")
}

// saveExtension writes the number that copyreg has for a name.
func (p *Pickler) saveExtension(t *Thread, o, module Object, global *Str) (done, ok bool) {
	v := t.registered("copyreg", "_extension_registry", tupleOf(module, global))
	if v == nil {
		return false, t.exc == nil
	}
	if !isNumber(v) {
		return false, p.fails(t, "Can't pickle "+t.displayRepr(o)+": extension code "+t.displayRepr(v)+" isn't an integer")
	}
	n, small := smallValue(v)
	switch {
	case !small || n <= 0 || n > 0x7fffffff:
		return false, p.fails(t, "Can't pickle "+t.displayRepr(o)+": extension code "+t.displayRepr(v)+" is out of range")
	case n <= 0xff:
		p.emit(opExt1, byte(n))
	case n <= 0xffff:
		p.emitNumber(opExt2, uint64(n), 2)
	default:
		p.emitNumber(opExt4, uint64(n), 4)
	}
	return true, true
}

// emitGlobal writes the two lines of GLOBAL, with Python 2's names for its protocols.
func (p *Pickler) emitGlobal(t *Thread, module, name *Str) bool {
	if p.renames {
		var ok bool
		if module, name, ok = t.renamed("REVERSE_NAME_MAPPING", "REVERSE_IMPORT_MAPPING", module, name); !ok {
			return false
		}
	}
	for i, part := range []*Str{module, name} {
		if p.protocol < 3 && !part.isASCII() {
			what := []string{"module", "global"}[i]
			return p.fails(t, "can't pickle "+what+" identifier '"+part.s+"' using pickle protocol "+intText(intOf(p.protocol)))
		}
	}
	p.emitText("c" + module.s + "\n" + name.s + "\n")
	return true
}

// renamed maps a name between Python 2 and 3 by two tables of _compat_pickle.
func (t *Thread) renamed(names, imports string, module, name *Str) (*Str, *Str, bool) {
	v := t.registered("_compat_pickle", names, tupleOf(module, name))
	if v == nil && t.exc != nil {
		return nil, nil, false
	}
	if v != nil {
		pair := tuplePayload(v)
		if pair == nil || len(pair.items) != 2 || strOf(pair.items[0]) == nil || strOf(pair.items[1]) == nil {
			t.raise(RuntimeError, "_compat_pickle."+names+" values should be pairs of str")
			return nil, nil, false
		}
		return strOf(pair.items[0]), strOf(pair.items[1]), true
	}
	v = t.registered("_compat_pickle", imports, module)
	if v == nil {
		return module, name, t.exc == nil
	}
	if module = strOf(v); module == nil {
		t.raise(RuntimeError, "_compat_pickle."+imports+" values should be strings, not "+v.Class().name)
		return nil, nil, false
	}
	return module, name, true
}
