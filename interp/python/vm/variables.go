package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file loads and stores variables by name.

// loadGlobal finds a global or builtin and fills the instruction's cache.
//
//rgo:parallel
func (t *Thread) loadGlobal(f *Frame, name *Str, c *inlineCache) Object {
	if thread.Parallel {
		if v := c.more.global(f); v != nil {
			return v
		}
		if thread.Together() && (c == noCache || c.missed()) {
			v := f.globals.itemTogether(name)
			if v == nil {
				v = f.builtins.itemTogether(name)
			}
			if v != nil {
				return v
			}
		}
	}
	return t.findGlobal(f, name, c)
}

// global is what c or those behind it say of a global or builtin of f; nil if they
// say nothing.
//
//rgo:parallel
func (c *inlineCache) global(f *Frame) Object {
	for ; c != nil; c = c.more {
		if c.version != f.globals.version || c.version == 0 {
			continue
		}
		if c.kind == cacheGlobal {
			return f.globals.entries[c.index].value
		}
		if c.second == f.builtins.version {
			return f.builtins.entries[c.index].value
		}
	}
	return nil
}

// findGlobal is loadGlobal in one step for other threads.
func (t *Thread) findGlobal(f *Frame, name *Str, c *inlineCache) Object {
	if i := f.globals.findStr(name); i >= 0 {
		c.remember(inlineCache{kind: cacheGlobal, version: f.globals.layoutVersion(), index: i})
		return f.globals.entries[i].value
	}
	if i := f.builtins.findStr(name); i >= 0 {
		c.remember(inlineCache{kind: cacheBuiltin, version: f.globals.layoutVersion(),
			second: f.builtins.layoutVersion(), index: i})
		return f.builtins.entries[i].value
	}
	return t.oddBuiltin(f, name)
}

// builtinsOf is the namespace of builtins for code with some globals. Objects
// other than plain dicts and modules are shown as empty: oddBuiltin asks them.
func (t *Thread) builtinsOf(globals *Dict) *Dict {
	switch b := globals.getStr(nameBuiltins).(type) {
	case nil:
		globals.setStr(nameBuiltins, t.interp.builtins)
		return t.interp.builtins.dict
	case *Module:
		return b.dict
	case *Dict:
		return b
	}
	return NewDict()
}

// oddBuiltin looks a builtin up in a namespace that is no plain dict; NameError
// if it is not there.
func (t *Thread) oddBuiltin(f *Frame, name *Str) Object {
	switch b := f.globals.getStr(nameBuiltins).(type) {
	case nil, *Module, *Dict:
	default:
		v := t.getItem(b, name)
		if v != nil || !t.catch(KeyError) {
			return v
		}
	}
	return t.nameError(name)
}

// frameBuiltin finds a builtin for a frame; nil if there is none.
func (t *Thread) frameBuiltin(f *Frame, name *Str) Object {
	if v := f.builtins.getStr(name); v != nil {
		return v
	}
	v := t.oddBuiltin(f, name)
	if v == nil {
		t.catch(NameError)
	}
	return v
}

// nameError raises NameError for name.
func (t *Thread) nameError(name *Str) Object {
	e := newException(NameError, NewStr("name '"+name.s+"' is not defined"))
	e.setSlot(intern("name"), name)
	return t.raiseInstance(e)
}

// loadName finds a name in locals, globals and builtins.
func (t *Thread) loadName(f *Frame, name *Str) Object {
	switch x := f.locals.(type) {
	case *Dict:
		if v := x.getStr(name); v != nil {
			return v
		}
	case nil:
	default:
		v := t.getItem(x, name)
		if v != nil {
			return v
		}
		if !t.catch(KeyError) {
			return nil
		}
	}
	if v := f.globals.getStr(name); v != nil {
		return v
	}
	if v := f.builtins.getStr(name); v != nil {
		return v
	}
	return t.oddBuiltin(f, name)
}

// storeName stores in the namespace of the frame.
func (t *Thread) storeName(f *Frame, name *Str, value Object) bool {
	if d, ok := f.locals.(*Dict); ok {
		d.setStr(name, value)
		return true
	}
	if f.locals == nil {
		t.raise(SystemError, "no locals when storing '"+name.s+"'")
		return false
	}
	return t.setItem(f.locals, name, value)
}

// deleteName deletes from the namespace of the frame.
func (t *Thread) deleteName(f *Frame, name *Str) bool {
	if d, ok := f.locals.(*Dict); ok {
		if !d.deleteStr(name) {
			t.nameError(name)
			return false
		}
		return true
	}
	if !t.deleteItem(f.locals, name) {
		if t.catch(KeyError) {
			t.nameError(name)
		}
		return false
	}
	return true
}

// loadClassDeref finds a free variable from a class body.
func (t *Thread) loadClassDeref(f *Frame, slot int) Object {
	name := f.code.slots[slot]
	if d, ok := f.locals.(*Dict); ok {
		if v := d.getStr(name); v != nil {
			return v
		}
	} else if f.locals != nil {
		v := t.getItem(f.locals, name)
		if v != nil {
			return v
		}
		if !t.catch(KeyError) {
			return nil
		}
	}
	if v := f.stack[slot].(*Cell).v; v != nil {
		return v
	}
	return t.unboundCell(f.code, slot)
}

// unboundLocal raises UnboundLocalError for a slot.
func (t *Thread) unboundLocal(c *Code, slot int) Object {
	return t.raise(UnboundLocalError, "cannot access local variable '"+c.slots[slot].s+
		"' where it is not associated with a value")
}

// unboundCell raises the error for an empty cell.
func (t *Thread) unboundCell(c *Code, slot int) Object {
	if c.src.LocalKinds[slot]&code.Free == 0 {
		return t.unboundLocal(c, slot)
	}
	e := newException(NameError, NewStr("cannot access free variable '"+c.slots[slot].s+
		"' where it is not associated with a value in enclosing scope"))
	return t.raiseInstance(e)
}
