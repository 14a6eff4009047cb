package vm

import "strconv"

// This file is the call protocol for native callers and the argument rules of
// builtins. Python functions bind their arguments in bind.go.

// call calls any callable. The last len(kwNames) of args are keyword
// arguments. args is not kept.
//
//rgo:parallel
func (t *Thread) call(callee Object, args []Object, kwNames []*Str) Object {
	switch x := callee.(type) {
	case *Function:
		return t.runFunction(x, args, kwNames)
	case *Builtin:
		return x.call(t, args, kwNames)
	case *BoundMethod:
		return t.callWithSelf(x.fn, x.self, args, kwNames)
	case *Type:
		return t.callType(x, args, kwNames)
	case *StaticMethod:
		return t.call(x.fn, args, kwNames)
	case *Instance:
		if m := x.cls.lookup(nameCall); m != nil {
			if !t.enter() {
				return nil
			}
			r := t.callMethod(m, x, args, kwNames)
			t.leave()
			return r
		}
	case *Module:
		if m := x.Class().lookup(nameCall); m != nil {
			return t.callMethod(m, x, args, kwNames)
		}
	case nativeCallable:
		return x.callNative(t, args, kwNames)
	}
	return t.typeError("'" + callee.Class().name + "' object is not callable")
}

// nativeCallable is implemented by builtin objects of other kinds that can be
// called.
type nativeCallable interface {
	Object
	callNative(t *Thread, args []Object, kwNames []*Str) Object
}

// call0 and its like call with positional arguments.
//
//rgo:parallel
func (t *Thread) call0(callee Object) Object { return t.call(callee, nil, nil) }

//rgo:parallel
func (t *Thread) call1(callee, a Object) Object {
	args := t.window(1)
	args[0] = a
	r := t.call(callee, args, nil)
	t.top--
	return r
}

//rgo:parallel
func (t *Thread) call2(callee, a, b Object) Object {
	args := t.window(2)
	args[0], args[1] = a, b
	r := t.call(callee, args, nil)
	t.top -= 2
	return r
}

//rgo:parallel
func (t *Thread) call3(callee, a, b, c Object) Object {
	args := t.window(3)
	args[0], args[1], args[2] = a, b, c
	r := t.call(callee, args, nil)
	t.top -= 3
	return r
}

// callWithSelf calls fn(self, *args).
//
//rgo:parallel
func (t *Thread) callWithSelf(fn, self Object, args []Object, kwNames []*Str) Object {
	n := len(args) + 1
	all := t.window(n)
	all[0] = self
	copy(all[1:], args)
	r := t.call(fn, all, kwNames)
	t.top -= n
	return r
}

// callMethod calls an attribute found in the class of self as a method.
//
//rgo:parallel
func (t *Thread) callMethod(m, self Object, args []Object, kwNames []*Str) Object {
	switch x := m.(type) {
	case *Function:
		return t.callWithSelf(x, self, args, kwNames)
	case *Builtin:
		if x.kind == methodBuiltin || x.kind == slotBuiltin {
			return t.callWithSelf(x, self, args, kwNames)
		}
	}
	bound := t.bind(m, self, self.Class())
	if bound == nil {
		return nil
	}
	return t.call(bound, args, kwNames)
}

// callMethodObject calls m as a method of self with at most one argument.
//
//rgo:parallel
func (t *Thread) callMethodObject(m, self, arg Object) Object {
	if arg == nil {
		return t.callMethod(m, self, nil, nil)
	}
	args := t.window(1)
	args[0] = arg
	r := t.callMethod(m, self, args, nil)
	t.top--
	return r
}

// callSpecial looks a special method up in the class of o and calls it. found
// is false if the class has none.
//
//rgo:parallel
func (t *Thread) callSpecial(o Object, name *Str, args ...Object) (result Object, found bool) {
	m := o.Class().lookup(name)
	if m == nil {
		return nil, false
	}
	if !t.enter() {
		return nil, true
	}
	r := t.callMethod(m, o, args, nil)
	t.leave()
	return r, true
}

// callAttr calls o.name(*args).
//
//rgo:parallel
func (t *Thread) callAttr(o Object, name *Str, args ...Object) Object {
	fn := t.getAttr(o, name)
	if fn == nil {
		return nil
	}
	return t.call(fn, args, nil)
}

// call calls a builtin, checking the number of arguments.
//
//rgo:parallel
func (b *Builtin) call(t *Thread, args []Object, kwNames []*Str) Object {
	if len(kwNames) == 0 && b.takes(args) {
		return b.fn(t, args)
	}
	return b.callSlow(t, args, kwNames)
}

// takes reports whether b can be called with positional arguments as they are.
//
//rgo:inline
//rgo:parallel
func (b *Builtin) takes(args []Object) bool {
	n := len(args)
	return b.fn != nil && b.self == nil && n >= b.min && (n <= b.max || b.max < 0) && n >= len(b.params) &&
		(b.owner == nil || n > 0 && classOf(args[0]) == b.owner)
}

// callSlow is call in the general case.
//
//rgo:parallel
func (b *Builtin) callSlow(t *Thread, args []Object, kwNames []*Str) Object {
	if b.owner != nil && b.kind != staticBuiltin && b.kind != plainBuiltin && !b.checkSelf(t, args, kwNames) {
		return nil
	}
	if b.self != nil {
		return t.callBoundBuiltin(b, args, kwNames)
	}
	if b.raw != nil {
		return b.raw(t, args, kwNames)
	}
	if len(kwNames) > 0 || len(args) < len(b.params) && b.params != nil {
		return b.callNamed(t, args, kwNames)
	}
	if len(args) < b.min || b.max >= 0 && len(args) > b.max {
		return b.countError(t, len(args))
	}
	return b.fn(t, args)
}

// callBoundBuiltin calls a builtin that was bound to a module or class.
//
//rgo:parallel
func (t *Thread) callBoundBuiltin(b *Builtin, args []Object, kwNames []*Str) Object {
	unbound := *b
	unbound.self = nil
	return t.callWithSelf(&unbound, b.self, args, kwNames)
}

// checkSelf tests that a method gets an instance of its owner.
//
//rgo:parallel
func (b *Builtin) checkSelf(t *Thread, args []Object, kwNames []*Str) bool {
	if len(args)-len(kwNames) == 0 {
		if b.kind == slotBuiltin {
			t.typeError("descriptor '" + b.name + "' of '" + b.owner.name + "' object needs an argument")
		} else {
			t.typeError("unbound method " + b.owner.name + "." + b.name + "() needs an argument")
		}
		return false
	}
	if b.kind == classBuiltin {
		return true
	}
	if c := args[0].Class(); c != b.owner && !c.isSubtype(b.owner) {
		if b.kind == slotBuiltin {
			t.typeError("descriptor '" + b.name + "' requires a '" + b.owner.name + "' object but received a '" + c.name + "'")
		} else {
			t.doesNotApply(b.name, b.owner, c)
		}
		return false
	}
	return true
}

// label is how error messages call the builtin.
func (b *Builtin) label() string {
	if b.owner != nil && b.name == "__new__" {
		return b.owner.name
	}
	if b.owner != nil && b.kind != slotBuiltin {
		return b.owner.name + "." + b.name
	}
	if b.module != "" && b.module != "builtins" {
		return b.module + "." + b.name
	}
	return b.name
}

// countError raises the TypeError for a wrong number of arguments.
func (b *Builtin) countError(t *Thread, given int) Object {
	low, high := b.min, b.max
	if b.owner != nil && b.kind != staticBuiltin && b.kind != plainBuiltin {
		low, given = low-1, given-1
		if high > 0 {
			high--
		}
	}
	switch b.owner {
	case StrType, BytesType, ByteArrayType:
		switch b.name {
		case "find", "rfind", "index", "rindex", "count", "startswith", "endswith":
			text, n := "least", low
			if given > high {
				text, n = "most", high
			}
			return t.typeError(b.name + "() takes at " + text + " " + plural(n, "argument") + " (" + strconv.Itoa(given) + " given)")
		}
	}
	got := ", got " + strconv.Itoa(given)
	switch {
	case b.owner == nil && b.params != nil && given > high && high > 0:
		text := "at most "
		if low == high {
			text = "exactly "
		}
		return t.typeError(b.name + "() takes " + text + plural(high, "argument") + " (" + strconv.Itoa(given) + " given)")
	case b.kind == slotBuiltin && low == high:
		return t.typeError("expected " + plural(low, "argument") + got)
	case high == 0:
		return t.typeError(b.label() + "() takes no arguments (" + strconv.Itoa(given) + " given)")
	case low == high && low == 1:
		return t.typeError(b.label() + "() takes exactly one argument (" + strconv.Itoa(given) + " given)")
	case low == high:
		return t.typeError(b.name + " expected " + plural(low, "argument") + got)
	case given < low:
		return t.typeError(b.name + " expected at least " + plural(low, "argument") + got)
	}
	if b.name == "__init__" {
		return t.typeError(b.owner.name + "() takes at most " + plural(high, "argument") + " (" + strconv.Itoa(given) + " given)")
	}
	return t.typeError(b.name + " expected at most " + plural(high, "argument") + got)
}

// plural is "1 argument", "2 arguments".
func plural(n int, noun string) string {
	s := strconv.Itoa(n) + " " + noun
	if n != 1 {
		s += "s"
	}
	return s
}

// callNamed binds keyword arguments to the parameters of a builtin.
//
//rgo:parallel
func (b *Builtin) callNamed(t *Thread, args []Object, kwNames []*Str) Object {
	if b.params == nil {
		return t.typeError(b.label() + "() takes no keyword arguments")
	}
	positional := len(args) - len(kwNames)
	if b.max >= 0 && len(args) > b.max {
		return b.countError(t, len(args))
	}
	n := len(b.params)
	all := t.window(n)
	clear(all)
	copy(all, args[:positional])
	for i, name := range kwNames {
		p := -1
		for j, param := range b.params {
			if param == name && name != nameEmpty {
				p = j
				break
			}
		}
		if p < 0 {
			t.top -= n
			return t.typeError("'" + name.s + "' is an invalid keyword argument for " + b.name + "()")
		}
		if all[p] != nil {
			t.top -= n
			return t.typeError("argument for " + b.name + "() given by name ('" + name.s + "') and position (" + strconv.Itoa(p+1) + ")")
		}
		all[p] = args[positional+i]
	}
	for i := 0; i < b.min; i++ {
		if all[i] == nil {
			t.top -= n
			if b.params[i] == nameEmpty {
				return b.countError(t, positional)
			}
			return t.typeError(b.name + "() missing required argument '" + b.params[i].s + "' (pos " + strconv.Itoa(i+1) + ")")
		}
	}
	r := b.fn(t, all)
	t.top -= n
	return r
}
