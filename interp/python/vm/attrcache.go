package vm

import (
	"rgo/rlib/thread"
	"rgo/rlib/unchecked"
)

// This file does attribute access for instructions that have an inline cache
// and decides what the cache may remember.

// holds reports whether the cache is about instances like x.
//
//rgo:inline
//rgo:parallel
func (c *inlineCache) holds(x *Instance) bool {
	return x.shape == c.shape && x.cls.version == c.version
}

// maxCaches is how many lookups are remembered beside one instruction.
const maxCaches = 8

// recall returns what holds instances like x behind the first of the caches of
// instruction i, or noCache. It makes that the first, unless other threads may be
// reading them.
//
//rgo:parallel
func (t *Thread) recall(caches unchecked.Slice[*inlineCache], i int, x *Instance) *inlineCache {
	first := caches[i]
	before := first
	for c := first.more; c != nil; before, c = c, c.more {
		if !c.holds(x) {
			continue
		}
		if !thread.Parallel || t.caches != sharedCaches || !thread.Together() {
			before.more = c.more
			c.more = first
			caches[i] = c
		}
		return c
	}
	return noCache
}

// remember makes entry what the first cache holds. What it held is kept behind
// it if it is about something else that may come again; of too many the last is
// dropped.
func (c *inlineCache) remember(entry inlineCache) {
	if c == noCache {
		return
	}
	entry.more, entry.misses = c.more, c.misses
	if c.comesAgain(&entry) {
		kept := *c
		entry.more = &kept
		last := &kept
		for n := 2; last.more != nil; n++ {
			if n == maxCaches {
				last.more = nil
				break
			}
			last = last.more
		}
	}
	*c = entry
}

// comesAgain reports whether what c holds should be kept behind entry: it is about
// other instances, or, since threads have to be alone to fill a cache, about a
// class or globals that another thread may be using.
func (c *inlineCache) comesAgain(entry *inlineCache) bool {
	if c.shape != nil || entry.shape != nil {
		return c.shape != nil && entry.shape != nil && c.shape != entry.shape
	}
	return thread.Parallel && c.kind >= cacheGlobal && c.version != entry.version
}

// property is the getter that c holds for an instance, or nil.
//
//rgo:parallel
func (c *inlineCache) property(o Object) Object {
	if x, ok := o.(*Instance); ok {
		for ; c != nil; c = c.more {
			if c.kind == cacheProperty && c.holds(x) {
				return c.value
			}
		}
	}
	return nil
}

// manyMisses is how often threads that are together fill a cache, before they do without:
// to fill it they have to be alone, and not all attributes are for caches.
const manyMisses = 16

// missed counts a miss, and reports whether there have been too many.
//
//rgo:parallel
func (c *inlineCache) missed() bool {
	if c.misses < manyMisses {
		c.misses++
	}
	return c.misses == manyMisses
}

// full reports whether c has no room for one more lookup.
//
//rgo:parallel
func (c *inlineCache) full() bool {
	if c == noCache {
		return true
	}
	n := 0
	for ; c != nil && c.kind != cacheNothing; c = c.more {
		n++
	}
	return n >= maxCaches
}

// plainMethod is a method found in the class of o, if that needs no more than to
// look there; else nil.
//
//rgo:parallel
func plainMethod(o Object, name *Str) Object {
	var cls *Type
	switch x := o.(type) {
	case *Instance:
		cls = x.cls
		if cls.customVersion != cls.version || cls.customAttr || x.dict != nil || x.shape.find(name) >= 0 {
			return nil
		}
	case *Str, *List, *Dict, *Set, *Tuple, Int, Float:
		cls = classOf(o)
	default:
		return nil
	}
	if m := cls.lookup(name); isMethod(m) {
		return m
	}
	return nil
}

// loadAttr runs LOAD_ATTR when the cache did not answer.
//
//rgo:parallel
func (t *Thread) loadAttr(o Object, name *Str, c *inlineCache) Object {
	if thread.Parallel && thread.Together() {
		if v := c.shared(o, name); v != nil {
			return v
		}
		if k := c.property(o); k != nil {
			return t.callMethodObject(k, o, nil)
		}
		switch o.(type) {
		case *Instance, *Type, *Module:
			if c.full() || c.missed() {
				return t.getAttr(o, name)
			}
		default: // nothing is remembered for others
			return t.getAttr(o, name)
		}
	}
	return t.findAttrFor(o, name, c)
}

// shared is what the cache says of an attribute of a module or class; nil if it
// says nothing.
//
//rgo:parallel
func (c *inlineCache) shared(o Object, name *Str) Object {
	switch x := o.(type) {
	case *Instance:
		for ; c != nil; c = c.more {
			if c.holds(x) {
				if c.kind == cacheSlot {
					return x.slots[c.index]
				} else if c.kind == cacheValue {
					return c.value
				}
				return nil
			}
		}
	case *Module:
		for ; x.cls == nil && c != nil; c = c.more {
			if c.kind == cacheGlobal && c.version == x.dict.version && c.version != 0 {
				return x.dict.entries[c.index].value
			}
		}
	case *Type:
		for ; c != nil; c = c.more {
			if c.kind == cacheClass && c.cls == x && c.version == x.version {
				return c.value
			}
		}
	}
	return nil
}

// findAttrFor is loadAttr where the cache does not help.
func (t *Thread) findAttrFor(o Object, name *Str, c *inlineCache) Object {
	x, ok := o.(*Instance)
	if !ok {
		return t.loadShared(o, name, c)
	}
	cls := x.cls
	if custom, _, _ := cls.attrHooks(); custom {
		return t.getAttr(o, name)
	}
	d := cls.lookup(name)
	if d != nil && isData(d) {
		switch d := d.(type) {
		case *Member:
			if n := x.shape.find(d.key); n >= 0 && cls.isSubtype(d.owner) {
				c.remember(inlineCache{kind: cacheSlot, shape: x.shape, version: cls.version, index: n})
				return x.slots[n]
			}
		case *Property:
			if fn, ok := d.get.(*Function); ok && fn.code.simple && fn.code.argCount == 1 {
				c.remember(inlineCache{kind: cacheProperty, shape: x.shape, version: cls.version, value: fn})
			}
		}
		return t.getAttr(o, name)
	}
	if n := x.shape.find(name); n >= 0 {
		c.remember(inlineCache{kind: cacheSlot, shape: x.shape, version: cls.version, index: n})
		return x.slots[n]
	}
	if x.dict == nil && d != nil && !isDescriptor(d) {
		if i, ok := d.(*Instance); !ok || i.cls.lookup(nameGet) == nil {
			c.remember(inlineCache{kind: cacheValue, shape: x.shape, version: cls.version, value: d})
			return d
		}
	}
	return t.getAttr(o, name)
}

// loadShared loads an attribute of a module or class through the cache.
func (t *Thread) loadShared(o Object, name *Str, c *inlineCache) Object {
	if v := c.shared(o, name); v != nil {
		return v
	}
	switch x := o.(type) {
	case *Module:
		if x.cls != nil {
			return t.getAttr(o, name)
		}
		if i := x.dict.findStr(name); i >= 0 && name != nameDict && name != nameClass {
			c.remember(inlineCache{kind: cacheGlobal, version: x.dict.layoutVersion(), index: i})
			return x.dict.entries[i].value
		}
	case *Type:
		if x.meta == nil {
			if d := TypeType.lookup(name); d == nil || !isData(d) {
				v := x.lookup(name)
				if _, isFunction := v.(*Function); isFunction || v != nil && !isDescriptor(v) && !usesClass(v) {
					c.remember(inlineCache{kind: cacheClass, cls: x, version: x.version, value: v})
					return v
				}
			}
		}
	}
	return t.getAttr(o, name)
}

// storeAttr runs STORE_ATTR when the cache did not answer.
//
//rgo:parallel
func (t *Thread) storeAttr(o Object, name *Str, value Object, c *inlineCache) bool {
	if x, ok := o.(*Instance); ok && thread.Parallel && thread.Together() {
		for k := c; k != nil; k = k.more {
			if !k.holds(x) {
				continue
			}
			if k.kind == cacheSlot {
				x.slots[k.index] = value
				return true
			} else if k.kind == cacheAdd {
				x.addSlot(k.next, value)
				return true
			}
		}
		if p := x.cls.settable(name); p != nil {
			return t.setProperty(p, o, name, value)
		}
		if (c.full() || c.missed()) && x.storeTogether(name, value) {
			return true
		}
	}
	return t.storeAttrFor(o, name, value, c)
}

// settable returns the property of a name, if the class has no other hooks for
// storing it.
//
//rgo:parallel
func (c *Type) settable(name *Str) *Property {
	p, ok := c.lookup(name).(*Property)
	if !ok || c.customVersion != c.version || c.customSet {
		return nil
	}
	return p
}

// storeTogether stores an attribute that the instance itself is to have; false if
// that is not for here.
//
//rgo:parallel
func (x *Instance) storeTogether(name *Str, value Object) bool {
	cls := x.cls
	return cls.customVersion == cls.version && !cls.customSet && x.storeSlot(name, value)
}

// storeSlot is storeTogether for who has asked the class for hooks.
//
//rgo:parallel
func (x *Instance) storeSlot(name *Str, value Object) bool {
	cls := x.cls
	key := cls.slotFor(name)
	if key == nil || x.cls != cls { // the thread may have waited to be alone
		return false
	}
	if n := x.shape.find(key); n >= 0 {
		x.slots[n] = value
		return true
	}
	if x.dict != nil {
		return !key.hidden && x.dict.storeTogether(key, value)
	}
	next := x.shape.known(key)
	if next == nil || len(x.slots) >= maxShape {
		return false
	}
	x.addSlot(next, value)
	return true
}

// slotFor returns the name of the slot that stores to an attribute go to: that of
// a member of __slots__, or of an attribute that the class does not know; nil if it
// is for neither.
//
//rgo:parallel
func (c *Type) slotFor(name *Str) *Str {
	d := c.lookup(name)
	if m, ok := d.(*Member); ok && c.isSubtype(m.owner) {
		return m.key
	}
	if d != nil || !c.hasDict() {
		return nil
	}
	return name
}

// storeAttrFor is storeAttr where the cache does not help.
func (t *Thread) storeAttrFor(o Object, name *Str, value Object, c *inlineCache) bool {
	x, ok := o.(*Instance)
	if !ok {
		return t.setAttr(o, name, value)
	}
	cls := x.cls
	if _, custom, _ := cls.attrHooks(); custom {
		return t.setAttr(o, name, value)
	}
	d := cls.lookup(name)
	key := name
	if m, ok := d.(*Member); ok && cls.isSubtype(m.owner) {
		key = m.key
	} else if d != nil && isData(d) || !cls.hasDict() {
		return t.setAttr(o, name, value)
	}
	before := x.shape
	n := before.find(key)
	x.setSlot(key, value)
	if n >= 0 {
		c.remember(inlineCache{kind: cacheSlot, shape: before, version: cls.version, index: n})
	} else if x.shape != before && x.dict == nil {
		c.remember(inlineCache{kind: cacheAdd, shape: before, next: x.shape, version: cls.version})
	}
	return true
}

// loadMethod runs LOAD_METHOD when the cache did not answer. It returns a
// function with self, or an attribute with self == nil.
//
//rgo:parallel
func (t *Thread) loadMethod(o Object, name *Str, c *inlineCache) (m, self Object) {
	if thread.Parallel && thread.Together() {
		switch x := o.(type) {
		case *Type, *Module:
			if m = c.shared(o, name); m == nil && (c.full() || c.missed()) {
				m = t.getAttr(o, name)
			}
			if m != nil || t.exc != nil {
				return m, nil
			}
		case *Instance:
			for k := c; k != nil; k = k.more {
				if k.kind == cacheMethod && k.holds(x) {
					return k.value, o
				}
			}
		}
		if _, ok := o.(*Super); ok {
			return t.getAttr(o, name), nil
		}
		if c.cls != nil || c.full() || c.missed() {
			if m = plainMethod(o, name); m != nil {
				return m, o
			}
			if c.missed() {
				return t.getAttr(o, name), nil
			}
		}
	}
	return t.findMethodFor(o, name, c)
}

// findMethodFor is loadMethod where the cache does not help.
func (t *Thread) findMethodFor(o Object, name *Str, c *inlineCache) (m, self Object) {
	cls := o.Class()
	switch x := o.(type) {
	case *Type, *Module:
		return t.loadShared(o, name, c), nil
	case *Super, *Function:
		return t.getAttr(o, name), nil
	case *Instance:
		if custom, _, _ := cls.attrHooks(); custom {
			return t.getAttr(o, name), nil
		}
		d := cls.lookup(name)
		if !isMethod(d) || x.getSlot(name) != nil {
			return t.getAttr(o, name), nil
		}
		if x.dict == nil {
			c.remember(inlineCache{kind: cacheMethod, shape: x.shape, version: cls.version, value: d})
		}
		return d, o
	}
	d := cls.lookup(name)
	if isMethod(d) && attrDict(o, false) == nil {
		c.remember(inlineCache{kind: cacheMethod, cls: cls, version: cls.version, value: d})
		return d, o
	}
	return t.getAttr(o, name), nil
}

// isMethod reports whether binding d makes a method with self first.
//
//rgo:parallel
func isMethod(d Object) bool {
	switch x := d.(type) {
	case *Function:
		return true
	case *Builtin:
		return x.kind == methodBuiltin || x.kind == slotBuiltin
	}
	return false
}
