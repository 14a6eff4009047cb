package vm

import "strings"

// This file runs the instructions of pickles that look classes up and make
// objects with them.

// stepObject runs one of these.
func (u *Unpickler) stepObject(t *Thread, op byte) bool {
	switch op {
	case opGlobal:
		return u.loadGlobal(t)
	case opStackGlobal:
		module, name := u.popTwo(t)
		if module == nil {
			return false
		}
		a, isText := module.(*Str)
		b, isName := name.(*Str)
		if !isText || !isName {
			return u.fails(t, "STACK_GLOBAL requires str")
		}
		return u.push(u.classOf(t, a, b))
	case opExt1:
		return u.loadExtension(t, 1)
	case opExt2:
		return u.loadExtension(t, 2)
	case opExt4:
		return u.loadExtension(t, 4)
	case opInst, opObj:
		return u.loadInstance(t, op)
	case opNewObj, opNewObjEx:
		return u.loadNew(t, op)
	case opReduce:
		fn, args := u.popTwo(t)
		if fn == nil {
			return false
		}
		tuple := tuplePayload(args)
		if tuple == nil {
			t.typeError("argument list must be a tuple")
			return false
		}
		return u.push(t.call(fn, tuple.items, nil))
	case opBuild:
		return u.build(t)
	case opPersID, opBinPersID:
		return u.loadByID(t, op)
	}
	if op >= 0x20 && op < 0x7f && op != '\'' && op != '\\' {
		return u.fails(t, "invalid load key, '"+string(rune(op))+"'.")
	}
	const digits = "0123456789abcdef"
	return u.fails(t, "invalid load key, '\\x"+string(digits[op>>4])+string(digits[op&15])+"'.")
}

// classOf asks find_class.
func (u *Unpickler) classOf(t *Thread, module, name *Str) Object {
	if u.find != nil {
		return t.call2(u.find, module, name)
	}
	return u.findClass(t, module, name)
}

// findClass imports a module and returns what it has under a name. The
// protocols of Python 2 have its names; from protocol 4 on names have dots.
func (u *Unpickler) findClass(t *Thread, module, name *Str) Object {
	if !t.audit("pickle.find_class", module, name) {
		return nil
	}
	if u.protocol < 3 && u.renames {
		var ok bool
		if module, name, ok = t.renamed("NAME_MAPPING", "IMPORT_MAPPING", module, name); !ok {
			return nil
		}
	}
	m := t.importPath(module.s)
	if m == nil {
		return nil
	}
	path := []*Str{name}
	if u.protocol >= 4 {
		if path = dottedPath(name.s); path == nil {
			return t.raise(AttributeError, "Can't get local attribute "+t.displayRepr(name)+" on "+t.displayRepr(m))
		}
	}
	v, _ := t.deepAttr(m, path)
	if v == nil && t.catch(AttributeError) {
		return t.raise(AttributeError, "Can't get attribute "+t.displayRepr(name)+" on "+t.displayRepr(m))
	}
	return v
}

func (u *Unpickler) loadGlobal(t *Thread) bool {
	module, ok := u.takeLine(t)
	if !ok {
		return false
	}
	name, ok := u.takeLine(t)
	if !ok {
		return false
	}
	if module == "" || name == "" {
		return u.truncated(t)
	}
	return u.push(u.classOf(t, NewStr(module), NewStr(name)))
}

// loadExtension looks up a number of copyreg.
func (u *Unpickler) loadExtension(t *Thread, size int) bool {
	n, ok := u.takeNumber(t, size)
	if !ok {
		return false
	}
	code := int64(n)
	if size == 4 {
		code = int64(int32(n))
	}
	if code <= 0 {
		return u.fails(t, "EXT specifies code <= 0")
	}
	key := newInt(code)
	cache := t.moduleAttr("copyreg", "_extension_cache")
	if cache == nil {
		return false
	}
	if d := dictOf(cache); d != nil {
		if v := d.get(t, key); v != nil {
			return u.push(v)
		}
	}
	v := t.registered("copyreg", "_inverted_registry", key)
	if v == nil {
		if t.exc == nil {
			t.valueError("unregistered extension code " + intText(key))
		}
		return false
	}
	pair := tuplePayload(v)
	if pair == nil || len(pair.items) != 2 || strOf(pair.items[0]) == nil || strOf(pair.items[1]) == nil {
		t.valueError("_inverted_registry[" + intText(key) + "] isn't a 2-tuple of strings")
		return false
	}
	v = u.classOf(t, strOf(pair.items[0]), strOf(pair.items[1]))
	return v != nil && t.setItem(cache, key, v) && u.push(v)
}

// loadInstance makes an instance of a class as Python 2's old classes were.
func (u *Unpickler) loadInstance(t *Thread, op byte) bool {
	at, ok := u.mark(t)
	if !ok {
		return false
	}
	var cls Object
	var args []Object
	if op == opInst {
		module, ok := u.takeLine(t)
		if !ok {
			return false
		}
		name, ok := u.takeLine(t)
		if !ok {
			return false
		}
		if cls = u.classOf(t, NewStr(module), NewStr(name)); cls == nil {
			return false
		}
		args = u.cut(at)
	} else {
		if len(u.stack)-at < 1 {
			return u.underflow(t)
		}
		args = u.cut(at)
		cls, args = args[0], args[1:]
	}
	c, isType := cls.(*Type)
	if isType && len(args) == 0 {
		fn, ok := t.findAttr(c, intern("__getinitargs__"))
		if !ok {
			return false
		}
		if fn == nil {
			make := t.getAttr(c, nameNew)
			return make != nil && u.push(t.call1(make, c))
		}
	}
	return u.push(t.call(cls, args, nil))
}

// loadNew calls a class's __new__.
func (u *Unpickler) loadNew(t *Thread, op byte) bool {
	name := "NEWOBJ"
	var keywords Object
	if op == opNewObjEx {
		name = "NEWOBJ_EX"
		if keywords = u.pop(t); keywords == nil {
			return false
		}
	}
	cls, args := u.popTwo(t)
	if cls == nil {
		return false
	}
	c, ok := cls.(*Type)
	if !ok {
		return u.fails(t, name+" class argument must be a type, not "+cls.Class().name)
	}
	if c.lookup(nameNew) == nil {
		return u.fails(t, name+" class argument '"+c.name+"' doesn't have __new__")
	}
	tuple := tuplePayload(args)
	if tuple == nil {
		return u.fails(t, name+" args argument must be a tuple, not "+args.Class().name)
	}
	named := NewDict()
	if keywords != nil {
		if named = dictOf(keywords); named == nil {
			return u.fails(t, name+" kwargs argument must be a dict, not "+keywords.Class().name)
		}
	}
	make := t.getAttr(c, nameNew)
	return make != nil && u.push(t.callDict(make, append([]Object{c}, tuple.items...), named))
}

// loadByID asks persistent_load.
func (u *Unpickler) loadByID(t *Thread, op byte) bool {
	if u.persist == nil {
		return u.fails(t, "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.")
	}
	var id Object
	if op == opPersID {
		line, ok := u.takeLine(t)
		if !ok {
			return false
		}
		if strings.IndexFunc(line, func(r rune) bool { return r >= 0x80 }) >= 0 {
			return u.fails(t, "persistent IDs in protocol 0 must be ASCII strings")
		}
		id = newASCII(line)
	} else if id = u.pop(t); id == nil {
		return false
	}
	return u.push(t.call1(u.persist, id))
}

// build gives an object its state.
func (u *Unpickler) build(t *Thread) bool {
	if len(u.stack)-2 < u.fence() {
		return u.underflow(t)
	}
	state := u.pop(t)
	o := u.top(t)
	set, ok := t.findAttr(o, intern("__setstate__"))
	if !ok {
		return false
	}
	if set != nil {
		return t.call1(set, state) != nil
	}
	var slots Object
	if pair := tuplePayload(state); pair != nil && len(pair.items) == 2 {
		state, slots = pair.items[0], pair.items[1]
	}
	if state != None {
		d := dictOf(state)
		if d == nil {
			return u.fails(t, "state is not a dictionary")
		}
		into := t.getAttr(o, nameDict)
		if into == nil || !t.eachPair(d, func(k, v Object) bool { return t.setItem(into, k, v) }) {
			return false
		}
	}
	if slots == nil || slots == None {
		return true
	}
	d := dictOf(slots)
	if d == nil {
		return u.fails(t, "slot state is not a dictionary")
	}
	return t.eachPair(d, func(k, v Object) bool {
		name := strOf(k)
		if name == nil {
			t.typeError("attribute name must be string, not '" + k.Class().name + "'")
			return false
		}
		return t.setAttr(o, internStr(name), v)
	})
}

// eachPair goes through a dict, with names interned.
func (t *Thread) eachPair(d *Dict, do func(k, v Object) bool) bool {
	it := &DictIter{dict: d, live: d.live, view: viewItems}
	for v := t.next(it); v != nil; v = t.next(it) {
		pair := v.(*Tuple)
		key := pair.items[0]
		if s, ok := key.(*Str); ok {
			key = internStr(s)
		}
		if !do(key, pair.items[1]) {
			return false
		}
	}
	return t.exc == nil
}
