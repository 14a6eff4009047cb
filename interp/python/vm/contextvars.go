package vm

import "rgo/rlib/thread"

// This file is the module _contextvars.

// ContextVar is a context variable.
type ContextVar struct {
	name     Object
	missing  Object // the default, nil if there is none
	lastCtx  *Context
	lastEdit int
	last     Object // the value in lastCtx as of lastEdit
}

// Class returns ContextVar.
func (*ContextVar) Class() *Type { return ContextVarType }

// Context maps context variables to values.
type Context struct {
	vars    *Dict
	edits   int
	entered bool
	outer   *Context // the one that run() goes back to
}

// Class returns Context.
func (*Context) Class() *Type { return ContextType }

// ContextToken remembers the value before a set().
type ContextToken struct {
	v    *ContextVar
	ctx  *Context
	old  Object // nil if there was none
	used bool
}

// Class returns Token.
func (*ContextToken) Class() *Type { return ContextTokenType }

type contextMissing struct{ _ int }

// Class returns Token.MISSING's type.
func (*contextMissing) Class() *Type { return contextMissingType }

func (*contextMissing) reprText(t *Thread) (string, bool) { return "<Token.MISSING>", true }

var (
	// ContextVarType is contextvars.ContextVar.
	ContextVarType = newBuiltinType("ContextVar", ObjectType, final)
	// ContextType is contextvars.Context.
	ContextType = newBuiltinType("Context", ObjectType, final|byTable)
	// ContextTokenType is contextvars.Token.
	ContextTokenType = newBuiltinType("Token", ObjectType, final)

	contextMissingType = newBuiltinType("_Token_missing", ObjectType, final)

	contextMissingValue Object = &contextMissing{}
)

// context returns the current context of the thread.
//
//rgo:parallel
func (t *Thread) currentContext() *Context {
	if t.context == nil {
		t.context = &Context{vars: NewDict(), entered: true}
	}
	return t.context
}

func (c *Context) copy() *Context { return &Context{vars: c.vars.copy()} }

// get returns the value of v, or nil.
//
//rgo:parallel
func (c *Context) get(t *Thread, v *ContextVar) Object {
	if thread.Parallel {
		return c.vars.get(t, v) // what v remembers would be of another thread as often as not
	}
	if v.lastCtx == c && v.lastEdit == c.edits {
		return v.last
	}
	value := c.vars.get(t, v)
	v.lastCtx, v.lastEdit, v.last = c, c.edits, value
	return value
}

func init() {
	for _, c := range []*Type{ContextVarType, ContextType, ContextTokenType} {
		c.module = newASCII("_contextvars")
	}
	builtinModules["_contextvars"] = func(t *Thread) *Module {
		m := newModule("_contextvars")
		m.set("ContextVar", ContextVarType)
		m.set("Context", ContextType)
		m.set("Token", ContextTokenType)
		m.addFunctions([]method{{"copy_context", 0, 0, func(t *Thread, args []Object) Object {
			return t.currentContext().copy()
		}, ""}})
		return m
	}
	initContextVar()
	initContext()
	ContextTokenType.dict.set(intern("MISSING"), contextMissingValue)
	ContextTokenType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	ContextTokenType.dict.set(nameHash, None)
	ContextTokenType.addGetSets([]getset{
		{"var", func(t *Thread, o Object) Object { return o.(*ContextToken).v }, nil},
		{"old_value", func(t *Thread, o Object) Object {
			if old := o.(*ContextToken).old; old != nil {
				return old
			}
			return contextMissingValue
		}, nil},
	})
	ContextTokenType.addText(false)
	ContextTokenType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return t.raise(RuntimeError, "Tokens can only be created by ContextVars")
	})
}

func (x *ContextToken) reprText(t *Thread) (string, bool) {
	v, ok := t.repr(x.v)
	used := ""
	if x.used {
		used = " used"
	}
	return "<Token" + used + " var=" + v + " at " + t.address(x) + ">", ok
}

func (v *ContextVar) reprText(t *Thread) (string, bool) {
	s, ok := t.repr(v.name)
	if !ok {
		return "", false
	}
	s = "<ContextVar name=" + s
	if v.missing != nil {
		d, ok := t.repr(v.missing)
		if !ok {
			return "", false
		}
		s += " default=" + d
	}
	return s + " at " + t.address(v) + ">", true
}

//rgo:parallel
func initContextVar() {
	ContextVarType.addText(false)
	ContextVarType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	ContextVarType.addGetSets([]getset{{"name", func(t *Thread, o Object) Object { return o.(*ContextVar).name }, nil}})
	ContextVarType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [2]Object
		positional := len(args) - len(kwNames)
		if positional > 2 {
			return t.typeError("ContextVar() takes exactly 1 positional argument (" + intText(intOf(positional-1)) + " given)")
		}
		if !t.bindNames("ContextVar", args[1:], kwNames, []string{"name", "default"}, fields[:]) {
			return nil
		}
		if fields[0] == nil {
			return t.typeError("ContextVar() missing required argument 'name' (pos 1)")
		}
		if strOf(fields[0]) == nil {
			return t.typeError("context variable name must be a str")
		}
		return &ContextVar{name: fields[0], missing: fields[1]}
	})
	ContextVarType.addMethods([]method{
		{"get", 0, 1, func(t *Thread, args []Object) Object {
			v := args[0].(*ContextVar)
			if value := t.currentContext().get(t, v); value != nil {
				return value
			}
			if len(args) > 1 {
				return args[1]
			}
			if v.missing != nil {
				return v.missing
			}
			return t.raiseInstance(newException(LookupError, v))
		}, ""},
		{"set", 1, 1, func(t *Thread, args []Object) Object {
			v, c := args[0].(*ContextVar), t.currentContext()
			token := &ContextToken{v: v, ctx: c, old: c.get(t, v)}
			if !c.vars.set(t, v, args[1]) {
				return nil
			}
			c.edits++
			return token
		}, ""},
		{"reset", 1, 1, func(t *Thread, args []Object) Object {
			v, c := args[0].(*ContextVar), t.currentContext()
			token, ok := args[1].(*ContextToken)
			if !ok {
				return t.typeError("expected an instance of Token, got " + t.displayRepr(args[1]))
			}
			switch {
			case token.used:
				return t.raise(RuntimeError, t.displayRepr(token)+" has already been used once")
			case token.v != v:
				return t.valueError(t.displayRepr(token) + " was created by a different ContextVar")
			case token.ctx != c:
				return t.valueError(t.displayRepr(token) + " was created in a different Context")
			}
			token.used = true
			if token.old == nil {
				c.vars.remove(t, v)
			} else if !c.vars.set(t, v, token.old) {
				return nil
			}
			c.edits++
			return None
		}, ""},
	})
}

// contextKey checks the key of a mapping operation.
func (t *Thread) contextKey(o Object) bool {
	if _, ok := o.(*ContextVar); !ok {
		t.typeError("a ContextVar key was expected, got " + t.displayRepr(o))
		return false
	}
	return true
}

func initContext() {
	ContextType.dict.set(nameHash, None)
	ContextType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) > 1 {
			return t.typeError("Context() does not accept any arguments")
		}
		return &Context{vars: NewDict()}
	})
	ContextType.addRaw([]rawMethod{{"run", func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args)-len(kwNames) < 2 {
			return t.typeError("run() missing 1 required positional argument")
		}
		c := args[0].(*Context)
		if c.entered {
			return t.raise(RuntimeError, "cannot enter context: "+t.displayRepr(c)+" is already entered")
		}
		c.outer, c.entered = t.currentContext(), true
		t.context = c
		r := t.call(args[1], copyTuple(args[2:]).items, kwNames)
		t.context = c.outer
		c.outer, c.entered = nil, false
		return r
	}}})
	view := func(kind dictView) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			d := args[0].(*Context).vars
			return &DictIter{dict: d, live: d.live, view: kind}
		}
	}
	ContextType.addMethods([]method{
		{"copy", 0, 0, func(t *Thread, args []Object) Object { return args[0].(*Context).copy() }, ""},
		{"__getitem__", 1, 1, func(t *Thread, args []Object) Object {
			if !t.contextKey(args[1]) {
				return nil
			}
			v := args[0].(*Context).vars.get(t, args[1])
			if v == nil && t.exc == nil {
				return t.keyError(args[1])
			}
			return v
		}, ""},
		{"get", 1, 2, func(t *Thread, args []Object) Object {
			if !t.contextKey(args[1]) {
				return nil
			}
			if v := args[0].(*Context).vars.get(t, args[1]); v != nil {
				return v
			}
			if len(args) > 2 {
				return args[2]
			}
			return None
		}, ""},
		{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
			if !t.contextKey(args[1]) {
				return nil
			}
			return boolOf(args[0].(*Context).vars.get(t, args[1]) != nil)
		}, ""},
		{"__len__", 0, 0, func(t *Thread, args []Object) Object { return intOf(args[0].(*Context).vars.live) }, ""},
		{"__iter__", 0, 0, view(viewKeys), ""},
		{"keys", 0, 0, view(viewKeys), ""},
		{"values", 0, 0, view(viewValues), ""},
		{"items", 0, 0, view(viewItems), ""},
		{"__eq__", 1, 1, func(t *Thread, args []Object) Object {
			other, ok := args[1].(*Context)
			if !ok {
				return NotImplemented
			}
			same, ok := t.equalDicts(args[0].(*Context).vars, other.vars)
			if !ok {
				return nil
			}
			return boolOf(same)
		}, ""},
	})
}
