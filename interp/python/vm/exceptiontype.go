package vm

import (
	"rgo/interp/python/code"
)

// This file is the methods of exceptions and the instructions that raise and
// handle them.

//rgo:parallel
func init() {
	BaseExceptionType.setNew(newBaseException)
	BaseExceptionType.construct = nil
	BaseExceptionType.addRaw([]rawMethod{{"__init__", initException}})
	BaseExceptionType.addMethods([]method{
		{"__str__", 0, 0, exceptionStr, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			e := args[0].(*Instance)
			items := excData(e).args.items
			if len(items) == 1 {
				s, ok := t.repr(items[0])
				if !ok {
					return nil
				}
				return NewStr(e.cls.name + "(" + s + ")")
			}
			s, ok := t.repr(excData(e).args)
			if !ok {
				return nil
			}
			return NewStr(e.cls.name + s)
		}, ""},
		{"with_traceback", 1, 1, func(t *Thread, args []Object) Object {
			if !setTraceback(t, args[0], args[1]) {
				return nil
			}
			return args[0]
		}, ""},
		{"add_note", 1, 1, func(t *Thread, args []Object) Object {
			note := strOf(args[1])
			if note == nil {
				return t.typeError("note must be a str, not '" + args[1].Class().name + "'")
			}
			e := args[0].(*Instance)
			held, ok := t.findAttr(e, intern("__notes__"))
			if !ok {
				return nil
			}
			if held == nil {
				e.setSlot(intern("__notes__"), newList([]Object{note}))
				return None
			}
			notes := listOf(held)
			if notes == nil {
				return t.typeError("Cannot add note: __notes__ is not a list")
			}
			notes.bias.Own()
			notes.items = append(notes.items, note)
			return None
		}, ""},
	})
	BaseExceptionType.addGetSets([]getset{
		{"args", func(t *Thread, o Object) Object { return excData(o.(*Instance)).args }, func(t *Thread, o, v Object) bool {
			if v == nil {
				t.typeError("args may not be deleted")
				return false
			}
			items, ok := t.collect(v)
			if ok {
				excData(o.(*Instance)).args = newTuple(items)
			}
			return ok
		}},
		{"__traceback__", func(t *Thread, o Object) Object {
			if tb := excData(o.(*Instance)).tb; tb != nil {
				return tb
			}
			return None
		}, setTraceback},
		{"__cause__", func(t *Thread, o Object) Object { return exceptionOrNone(excData(o.(*Instance)).cause) },
			func(t *Thread, o, v Object) bool {
				if v == nil {
					t.typeError("__cause__ may not be deleted")
					return false
				}
				return t.setCause(o.(*Instance), v)
			}},
		{"__context__", func(t *Thread, o Object) Object { return exceptionOrNone(excData(o.(*Instance)).context) },
			func(t *Thread, o, v Object) bool {
				if v == nil {
					t.typeError("__context__ may not be deleted")
					return false
				}
				e := exceptionOf(v)
				if e == nil && v != None {
					t.typeError("exception context must be None or derive from BaseException")
					return false
				}
				excData(o.(*Instance)).context = e
				return true
			}},
		{"__suppress_context__", func(t *Thread, o Object) Object { return boolOf(excData(o.(*Instance)).suppress) },
			func(t *Thread, o, v Object) bool {
				b, ok := orNone(v).(*Bool)
				if !ok {
					t.typeError("attribute value type must be bool")
					return false
				}
				excData(o.(*Instance)).suppress = b.v
				return true
			}},
	})
	BaseExceptionType.markMembers("__suppress_context__")
	KeyError.addMethods([]method{{"__str__", 0, 0, func(t *Thread, args []Object) Object {
		e := args[0].(*Instance)
		if items := excData(e).args.items; len(items) == 1 {
			s, ok := t.repr(items[0])
			if !ok {
				return nil
			}
			return NewStr(s)
		}
		return strObject(t.exceptionText(e))
	}, ""}})
	initExceptionFields()
	TracebackType.setNew(newTraceback)
	TracebackType.addGetSets([]getset{
		{"tb_next", func(t *Thread, o Object) Object {
			if n := o.(*Traceback).next; n != nil {
				return n
			}
			return None
		}, setTracebackNext},
		{"tb_lineno", func(t *Thread, o Object) Object { return intOf(o.(*Traceback).line()) }, nil},
		{"tb_lasti", func(t *Thread, o Object) Object {
			tb := o.(*Traceback)
			if tb.made != nil {
				return intOf(tb.made.lasti)
			}
			return intOf(tb.code.byteOffset(tb.index))
		}, nil},
		{"tb_frame", func(t *Thread, o Object) Object {
			return o.(*Traceback).frame
		}, nil},
	})
}

// setTracebackNext is traceback.tb_next = v, which must not close a circle.
func setTracebackNext(t *Thread, o, v Object) bool {
	tb := o.(*Traceback)
	next, isTraceback := v.(*Traceback)
	switch {
	case v == nil:
		t.typeError("can't delete tb_next attribute")
		return false
	case v != None && !isTraceback:
		t.typeError("expected traceback object, got '" + v.Class().name + "'")
		return false
	}
	for at := next; at != nil; at = at.next {
		if at == tb {
			t.valueError("traceback loop detected")
			return false
		}
	}
	tb.next = next
	return true
}

// newTraceback is TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno).
func newTraceback(t *Thread, args []Object, kwNames []*Str) Object {
	var f [4]Object
	names := []string{"tb_next", "tb_frame", "tb_lasti", "tb_lineno"}
	if !t.bindNames("TracebackType", args[1:], kwNames, names, f[:]) {
		return nil
	}
	for i, v := range f {
		if v == nil {
			return t.typeError("TracebackType() missing required argument '" + names[i] + "' (pos " + intText(intOf(i+1)) + ")")
		}
	}
	next, isTraceback := f[0].(*Traceback)
	if f[0] != None && !isTraceback {
		return t.typeError("expected traceback object or None, got '" + f[0].Class().name + "'")
	}
	frame, ok := f[1].(*FrameObject)
	if !ok {
		return t.typeError("TracebackType() argument 'tb_frame' must be frame, not " + f[1].Class().name)
	}
	lasti, ok := t.cInt(f[2])
	if !ok {
		return nil
	}
	line, ok := t.cInt(f[3])
	if !ok {
		return nil
	}
	return &Traceback{next: next, frame: frame, code: frame.code, made: &tracebackPlace{lasti, line}}
}

//rgo:parallel
func exceptionOrNone(e *Instance) Object {
	if e == nil {
		return None
	}
	return e
}

// newBaseException is BaseException.__new__.
//
//rgo:parallel
func newBaseException(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	positional := len(args) - len(kwNames)
	return newInstance(c, &ExcData{args: copyTuple(args[1:positional])})
}

//rgo:parallel
func exceptionStr(t *Thread, args []Object) Object {
	return strObject(t.exceptionText(args[0].(*Instance)))
}

// initException is BaseException.__init__.
//
//rgo:parallel
func initException(t *Thread, args []Object, kwNames []*Str) Object {
	e := args[0].(*Instance)
	if len(kwNames) > 0 {
		return t.typeError(e.cls.name + "() takes no keyword arguments")
	}
	excData(e).args = copyTuple(args[1 : len(args)-len(kwNames)])
	return None
}

// exceptionText is str(exception) by BaseException's rule.
//
//rgo:parallel
func (t *Thread) exceptionText(e *Instance) *Str {
	items := excData(e).args.items
	switch len(items) {
	case 0:
		return emptyStr
	case 1:
		return t.str(items[0])
	}
	return t.str(excData(e).args)
}

func setTraceback(t *Thread, o, v Object) bool {
	if v == nil {
		t.typeError("__traceback__ may not be deleted")
		return false
	}
	tb, ok := v.(*Traceback)
	if !ok && v != None {
		t.typeError("__traceback__ must be a traceback or None")
		return false
	}
	excData(o.(*Instance)).tb = tb
	return true
}

// setCause stores __cause__.
func (t *Thread) setCause(e *Instance, v Object) bool {
	c := exceptionOf(v)
	if c == nil && v != None {
		t.typeError("exception cause must be None or derive from BaseException")
		return false
	}
	excData(e).cause = c
	excData(e).suppress = true
	return true
}

// makeException makes the exception to raise from a class or instance.
//
//rgo:parallel
func (t *Thread) makeException(o, value Object) *Instance {
	if e := exceptionOf(o); e != nil {
		if value != nil {
			t.typeError("instance exception may not have a separate value")
			return nil
		}
		return e
	}
	if c := isExceptionClass(o); c != nil {
		if v := exceptionOf(orNone(value)); v != nil && v.cls.isSubtype(c) {
			return v
		}
		var r Object
		switch {
		case value == nil:
			r = t.call0(c)
		case tuplePayload(value) != nil:
			r = t.call(c, tuplePayload(value).items, nil)
		default:
			r = t.call1(c, value)
		}
		if r == nil {
			return nil
		}
		e := exceptionOf(r)
		if _, ok := r.(*Type); ok || e == nil {
			t.typeError("calling " + t.displayRepr(c) + " should have returned an instance of BaseException, not " + t.classText(r.Class()))
		}
		return e
	}
	t.typeError("exceptions must derive from BaseException")
	return nil
}

func (t *Thread) displayRepr(o Object) string {
	s, ok := t.repr(o)
	if !ok {
		t.exc = nil
		return "<exception repr() failed>"
	}
	return s
}

// executeException runs the instructions about exceptions and with blocks.
//
//rgo:parallel
func (t *Thread) executeException(f *Frame, op code.Opcode, arg int) bool {
	switch op {
	case code.RaiseVarargs:
		return t.raiseVarargs(f, arg)
	case code.PushExcInfo:
		e := f.pop().(*Instance)
		f.push(exceptionOrNone(t.handling.exc))
		f.push(e)
		t.handling.exc = e
	case code.CheckExcMatch:
		match, ok := t.matchException(f.peek(2), f.peek(1))
		if !ok {
			return false
		}
		f.stack[f.sp-1] = boolOf(match)
	case code.CheckEgMatch:
		return t.matchGroup(f)
	case code.PrepReraiseStar:
		return t.prepareReraise(f)
	case code.BeforeWith:
		return t.beforeWith(f)
	case code.WithExceptStart:
		e := f.peek(1).(*Instance)
		var tb Object = None
		if excData(e).tb != nil {
			tb = excData(e).tb
		}
		r := t.call3(f.peek(4), e.cls, e, tb)
		if r == nil {
			return false
		}
		f.push(r)
	}
	return true
}

// raiseVarargs runs RAISE_VARARGS.
//
//rgo:parallel
func (t *Thread) raiseVarargs(f *Frame, n int) bool {
	if n == 0 {
		e := t.handled()
		if e == nil {
			t.raise(RuntimeError, "No active exception to reraise")
			return false
		}
		t.exc = e
		t.rethrow = true
		return false
	}
	e := t.makeException(f.peek(n), nil)
	if e == nil {
		return false
	}
	if n == 2 {
		cause := f.peek(1)
		if c := isExceptionClass(cause); c != nil {
			if cause = t.call0(c); cause == nil {
				return false
			}
		}
		if cause != None && exceptionOf(cause) == nil {
			t.typeError("exception causes must derive from BaseException")
			return false
		}
		if !t.setCause(e, cause) {
			return false
		}
	}
	t.raiseInstance(e)
	return false
}

// matchException is the test of an except clause.
//
//rgo:parallel
func (t *Thread) matchException(e, class Object) (match, ok bool) {
	if c := isExceptionClass(class); c != nil {
		return e.Class().isSubtype(c), true
	}
	if p, isTuple := class.(*Tuple); isTuple {
		for _, o := range p.items {
			c := isExceptionClass(o)
			if c == nil {
				t.typeError("catching classes that do not inherit from BaseException is not allowed")
				return false, false
			}
			match = match || e.Class().isSubtype(c)
		}
		return match, true
	}
	t.typeError("catching classes that do not inherit from BaseException is not allowed")
	return false, false
}

// beforeWith runs BEFORE_WITH.
//
//rgo:parallel
func (t *Thread) beforeWith(f *Frame) bool {
	manager := f.peek(1)
	cls := manager.Class()
	enter, exit := cls.lookup(nameEnter), cls.lookup(nameExit)
	if enter == nil {
		t.typeError("'" + cls.fullName() + "' object does not support the context manager protocol")
		return false
	}
	if exit == nil {
		t.typeError("'" + cls.fullName() + "' object does not support the context manager protocol (missed __exit__ method)")
		return false
	}
	bound := t.bind(exit, manager, cls)
	if bound == nil {
		return false
	}
	f.stack[f.sp-1] = bound
	r := t.callMethod(enter, manager, nil, nil)
	if r == nil {
		return false
	}
	f.push(r)
	return true
}
