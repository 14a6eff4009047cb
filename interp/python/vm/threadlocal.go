package vm

import "rgo/rlib/thread"

// This file is _thread._local where there are threads: an object whose attributes each thread has for itself. The instance has
// the dict of the thread that looked at it last.

// threadLocal is what an instance of _local carries.
type threadLocal struct {
	args  []Object // of the constructor, for __init__ in other threads
	names []*Str
	dicts map[int]*Dict // by the thread's number
}

// Class returns the class, which nobody asks for.
func (*threadLocal) Class() *Type { return localType }

func newLocal(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	if len(args) > 1 && c.lookup(nameInit) == objectInit {
		return t.typeError("Initialization arguments are not supported")
	}
	if !thread.Enabled {
		return newInstance(c, nil)
	}
	l := &threadLocal{append([]Object{}, args[1:]...), kwNames, map[int]*Dict{}}
	i := newInstance(c, l)
	l.dicts[t.started] = i.useDict()
	t.noteLocal(i)
	return i
}

// noteLocal has the thread's end drop its part of i.
func (t *Thread) noteLocal(i *Instance) {
	if t.interp.locals == nil {
		t.interp.locals = map[int][]weakPointer{}
	}
	t.interp.locals[t.started] = append(t.interp.locals[t.started], makeWeak(i, nil))
}

// dropLocals drops what _local objects have for a thread that has ended.
func (t *Thread) dropLocals() {
	for _, w := range t.interp.locals[t.started] {
		i, _ := w.value().(*Instance)
		if i == nil {
			continue
		}
		l := i.payload.(*threadLocal)
		if i.dict == l.dicts[t.started] {
			i.dict = NewDict()
		}
		delete(l.dicts, t.started)
	}
	delete(t.interp.locals, t.started)
}

// enterLocal gives o the attributes of the thread, which __init__ makes if it is the first time. It returns nil if that raised.
func (t *Thread) enterLocal(o Object) *Instance {
	i := o.(*Instance)
	l := i.payload.(*threadLocal)
	if d := l.dicts[t.started]; d != nil {
		i.dict = d
		return i
	}
	d := NewDict()
	l.dicts[t.started], i.dict = d, d
	t.noteLocal(i)
	if init := i.cls.lookup(nameInit); init != objectInit && t.call(init, append([]Object{i}, l.args...), l.names) == nil {
		delete(l.dicts, t.started)
		return nil
	}
	i.dict = d
	return i
}

// setLocal sets or deletes an attribute.
func setLocal(t *Thread, o Object, name *Str, value Object) Object {
	i := t.enterLocal(o)
	if i == nil || name == nil {
		return nil
	}
	if name == nameDict {
		return t.raise(AttributeError, "'"+i.cls.name+"' object attribute '__dict__' is read-only")
	}
	if !t.genericSetAttr(i, i.cls, name, value) {
		return nil
	}
	return None
}

func init() {
	localType.setNew(newLocal)
	if !thread.Enabled {
		return
	}
	localType.addMethods([]method{
		{"__getattribute__", 1, 1, func(t *Thread, args []Object) Object {
			i, name := t.enterLocal(args[0]), t.attrName(args[1])
			if i == nil || name == nil {
				return nil
			}
			return t.genericGetAttr(i, i.cls, name)
		}, ""},
		{"__setattr__", 2, 2, func(t *Thread, args []Object) Object { return setLocal(t, args[0], t.attrName(args[1]), args[2]) }, ""},
		{"__delattr__", 1, 1, func(t *Thread, args []Object) Object { return setLocal(t, args[0], t.attrName(args[1]), nil) }, ""},
	})
}
