package vm

import "rgo/rlib/thread"

// This file is the module greenlet: coroutines that switch to each other from
// anywhere. Each has a thread state of its own, on a stack of its own.

// Greenlet is a greenlet.
type Greenlet struct {
	weakHolder
	run     Object // what it calls, nil once it has started
	parent  *Greenlet
	self    Object // the object that programs see
	thread  *Thread
	co      *thread.G // nil before it has started
	dead    bool
	value   Object // handed over with a switch
	failure *Instance
}

// Class returns greenlet.
func (*Greenlet) Class() *Type { return GreenletType }

var (
	// GreenletType is greenlet.greenlet.
	GreenletType = newThreadType("greenlet", ObjectType, heapDict|weakrefs)

	greenletError = newThreadType("error", ExceptionType, heapDict)
	greenletExit  = newThreadType("GreenletExit", BaseExceptionType, heapDict)
)

// active is whether g has started and not ended.
func (g *Greenlet) active() bool { return g.co != nil && !g.dead }

// currentGreenlet returns the greenlet that runs. A thread is the first of its greenlets.
func (t *Thread) currentGreenlet() *Greenlet {
	if t.greenlet == nil {
		t.greenlet = &Greenlet{thread: t, co: thread.Current()}
		t.greenlet.self = t.greenlet
	}
	return t.greenlet
}

// result takes what has been handed over: a value, or nil and an exception.
func (t *Thread) result(g *Greenlet) Object {
	v, e := g.value, g.failure
	g.value, g.failure = nil, nil
	if e != nil {
		t.exc = e
		return nil
	}
	return v
}

// alive returns g, or the nearest of those above it that has not ended.
func (g *Greenlet) alive() *Greenlet {
	for g.dead {
		g = g.parent
	}
	return g
}

// switchTo hands v, or exception e, over to g, and returns what is handed back.
func (t *Thread) switchTo(g *Greenlet, v Object, e *Instance) Object {
	me := t.currentGreenlet()
	if e != nil && g.co == nil && !g.dead { // it ends before it has started
		g.dead = true
		v, e = greenletEnd(nil, e)
	}
	g = g.alive()
	g.value, g.failure = v, e
	if g == me {
		return t.result(me)
	}
	if g.co == nil {
		if !t.startGreenlet(g) {
			return nil
		}
	}
	g.co.Switch()
	return t.result(me)
}

// startGreenlet makes the coroutine of g, which calls g's run with what is handed over.
func (t *Thread) startGreenlet(g *Greenlet) bool {
	run := g.run
	if run == nil {
		if run = t.getAttr(g.self, intern("run")); run == nil {
			return false
		}
	}
	g.run = nil
	u := t.newThread()
	u.greenlet = g
	g.thread = u
	g.co = thread.New(func() *thread.G {
		var args []Object
		var names []*Str
		v := g.value
		g.value = nil
		switch x := v.(type) {
		case *greenletCall:
			args, names = x.args, x.names
		default:
			args = []Object{v}
		}
		v, e := greenletEnd(u.call(run, args, names), u.take())
		g.dead = true
		next := g.parent.alive()
		next.value, next.failure = v, e
		u.end()
		if next.co == nil && !u.startGreenlet(next) {
			next.dead = true
			next = next.parent.alive()
			next.failure = u.take()
		}
		return next.co
	})
	return true
}

// greenletEnd is what goes to the parent of a greenlet that ended with v or e: an
// exception that only ends greenlets is a value there.
func greenletEnd(v Object, e *Instance) (Object, *Instance) {
	if e != nil && e.cls.isSubtype(greenletExit) {
		p := excData(e).args
		if len(p.items) == 1 {
			return p.items[0], nil
		}
		if len(p.items) == 0 {
			return e, nil
		}
		return p, nil
	}
	return v, e
}

// greenletCall is the arguments of a switch that starts a greenlet.
type greenletCall struct {
	args  []Object
	names []*Str
}

// Class is never asked for.
func (*greenletCall) Class() *Type { return TupleType }

// handed is the value of a switch with these arguments.
func handed(args []Object, names []*Str) Object {
	n := len(args) - len(names)
	var values Object = tupleOf(args[:n]...)
	if n == 1 {
		values = args[0]
	}
	if len(names) == 0 {
		return values
	}
	d := NewDict()
	for i, name := range names {
		d.setStr(name, args[n+i])
	}
	if n == 0 {
		return d
	}
	return tupleOf(tupleOf(args[:n]...), d)
}

func greenletSwitch(t *Thread, args []Object, names []*Str) Object {
	g, ok := payloadOf(args[0]).(*Greenlet)
	if !ok {
		return t.typeError("descriptor 'switch' requires a greenlet")
	}
	rest := args[1:]
	if g = g.alive(); g.co == nil {
		return t.switchTo(g, &greenletCall{append([]Object{}, rest...), names}, nil)
	}
	return t.switchTo(g, handed(rest, names), nil)
}

func greenletThrow(t *Thread, args []Object) Object {
	g := payloadOf(args[0]).(*Greenlet)
	rest := args[1:]
	if len(rest) == 0 {
		rest = []Object{greenletExit}
	}
	e := t.makeThrown(rest)
	if e == nil {
		return nil
	}
	if g.dead {
		v, left := greenletEnd(nil, e)
		return t.switchTo(g, v, left)
	}
	return t.switchTo(g, nil, e)
}

func init() {
	if !thread.Enabled {
		return
	}
	GreenletType.module = newASCII("greenlet")
	greenletError.module, greenletExit.module = newASCII("greenlet"), newASCII("greenlet")
	GreenletType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		g := &Greenlet{parent: t.currentGreenlet()}
		g.self = wrapNew(args[0].(*Type), GreenletType, g)
		n := len(args) - len(kwNames)
		for i, a := range args[1:] {
			name := "run"
			if 1+i >= n {
				name = kwNames[1+i-n].s
			} else if i == 1 {
				name = "parent"
			}
			switch {
			case name == "run" && a != None:
				g.run = a
			case name == "parent" && a != None:
				p, ok := payloadOf(a).(*Greenlet)
				if !ok {
					return t.typeError("parent must be a greenlet")
				}
				g.parent = p
			}
		}
		return g.self
	})
	GreenletType.addRaw([]rawMethod{{"switch", greenletSwitch}})
	GreenletType.addMethods([]method{
		{"throw", 0, 3, func(t *Thread, args []Object) Object {
			for len(args) > 1 && args[len(args)-1] == nil {
				args = args[:len(args)-1]
			}
			return greenletThrow(t, args)
		}, ""},
		{"__bool__", 0, 0, func(t *Thread, args []Object) Object {
			return boolOf(payloadOf(args[0]).(*Greenlet).active())
		}, ""},
	})
	of := func(f func(t *Thread, g *Greenlet) Object) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object { return f(t, payloadOf(o).(*Greenlet)) }
	}
	GreenletType.addGetSets([]getset{
		{"dead", of(func(t *Thread, g *Greenlet) Object { return boolOf(g.dead) }), nil},
		{"parent", of(func(t *Thread, g *Greenlet) Object {
			if g.parent == nil {
				return None
			}
			return g.parent.self
		}), setGreenletParent},
		{"run", of(func(t *Thread, g *Greenlet) Object {
			if g.run == nil {
				return t.raise(AttributeError, "run")
			}
			return g.run
		}), func(t *Thread, o, value Object) bool {
			g := payloadOf(o).(*Greenlet)
			if g.co != nil {
				t.raise(AttributeError, "run cannot be set after the start of the greenlet")
				return false
			}
			g.run = value
			return true
		}},
		{"gr_frame", of(func(t *Thread, g *Greenlet) Object {
			if g.co == nil || g.dead || g == t.greenlet || g.thread.frame == nil {
				return None
			}
			return g.thread.frameObject(g.thread.frame)
		}), nil},
	})
	builtinModules["greenlet"] = makeGreenletModule
}

func setGreenletParent(t *Thread, o, value Object) bool {
	g := payloadOf(o).(*Greenlet)
	p, ok := payloadOf(orNone(value)).(*Greenlet)
	if !ok {
		t.typeError("parent must be a greenlet")
		return false
	}
	for q := p; q != nil; q = q.parent {
		if q == g {
			t.valueError("cyclic parent chain")
			return false
		}
	}
	if g.parent == nil {
		t.raise(AttributeError, "cannot set the parent of a main greenlet")
		return false
	}
	g.parent = p
	return true
}

// makeGreenletModule makes the module greenlet.
func makeGreenletModule(t *Thread) *Module {
	m := newModule("greenlet")
	m.set("greenlet", GreenletType)
	m.set("error", greenletError)
	m.set("GreenletExit", greenletExit)
	m.addFunctions([]method{{"getcurrent", 0, 0, func(t *Thread, args []Object) Object { return t.currentGreenlet().self }, ""}})
	GreenletType.dict.set(intern("error"), greenletError)
	GreenletType.dict.set(intern("GreenletExit"), greenletExit)
	GreenletType.dict.set(intern("getcurrent"), &StaticMethod{fn: m.dict.getStr(intern("getcurrent"))})
	return m
}
