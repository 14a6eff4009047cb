package vm

// This file is types.FunctionType called as a class.

// newFunction is function(code, globals, name=None, argdefs=None, closure=None).
func newFunction(t *Thread, args []Object, kwNames []*Str) Object {
	var given [5]Object
	if !t.bindNames("function", args[1:], kwNames, []string{"code", "globals", "name", "argdefs", "closure"}, given[:]) {
		return nil
	}
	for i, name := range []string{"code", "globals"} {
		if given[i] == nil {
			return t.typeError("function() missing required argument '" + name + "' (pos " + intText(intOf(i+1)) + ")")
		}
	}
	c, ok := given[0].(*Code)
	if !ok {
		return t.typeError("function() argument 'code' must be code, not " + given[0].Class().name)
	}
	globals := dictOf(given[1])
	if globals == nil {
		return t.typeError("function() argument 'globals' must be dict, not " + given[1].Class().name)
	}
	builtins := t.interp.builtins.dict
	if globals.getStr(nameBuiltins) != nil {
		builtins = t.builtinsOf(globals)
	}
	fn := &Function{code: c, globals: globals, builtins: builtins, name: c.name, qualname: c.qualname}
	if name := orNone(given[2]); name != None {
		s := strOf(name)
		if s == nil {
			return t.typeError("arg 3 (name) must be None or string")
		}
		fn.name = s
	}
	if defaults := orNone(given[3]); defaults != None {
		items := tuplePayload(defaults)
		if items == nil {
			return t.typeError("arg 4 (defaults) must be None or tuple")
		}
		fn.defaults = items.items
	}
	if fn.closure, ok = t.givenClosure(c, orNone(given[4])); !ok {
		return nil
	}
	if fn.module = globals.getStr(nameName); fn.module == nil {
		fn.module = None
	}
	return fn
}

// givenClosure checks the closure of a function to be made.
func (t *Thread) givenClosure(c *Code, given Object) ([]*Cell, bool) {
	var items []Object
	cells := tuplePayload(given)
	if cells != nil {
		items = cells.items
	} else if given != None || c.src.Frees() > 0 {
		text := "arg 5 (closure) must be None or tuple"
		if c.src.Frees() > 0 {
			text = "arg 5 (closure) must be tuple"
		}
		t.typeError(text)
		return nil, false
	}
	if len(items) != c.src.Frees() {
		t.valueError(c.name.s + " requires closure of length " + intText(intOf(c.src.Frees())) + ", not " + intText(intOf(len(items))))
		return nil, false
	}
	if cells == nil {
		return nil, true
	}
	closure := make([]*Cell, 0, len(items))
	for _, x := range items {
		cell, ok := x.(*Cell)
		if !ok {
			t.typeError("arg 5 (closure) expected cell, found " + x.Class().name)
			return nil, false
		}
		closure = append(closure, cell)
	}
	return closure, true
}

func init() { FunctionType.setNew(newFunction) }
