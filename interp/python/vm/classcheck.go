package vm

// This file is isinstance and issubclass.

// Lookups that tell whether a metaclass overrides the class checks.
var (
	typeInstanceCheck Object
	typeSubclassCheck Object
	objectClass       Object
)

// isInstanceOf is isinstance(o, class).
//
//rgo:parallel
func (t *Thread) isInstanceOf(o, class Object) (result, ok bool) {
	switch c := class.(type) {
	case *Type:
		cls := classOf(o)
		if cls == c {
			return true, true
		}
		if c.meta != nil {
			if m := c.meta.lookup(nameInstanceCheck); m != typeInstanceCheck {
				r := t.callMethodObject(m, c, o)
				if r == nil {
					return false, false
				}
				return t.truth(r)
			}
		}
		if cls.isSubtype(c) {
			return true, true
		}
		if i, isInst := o.(*Instance); isInst && i.cls.fakesClass() {
			v, ok := t.findAttr(o, nameClass)
			if !ok {
				return false, false
			}
			if k, isType := v.(*Type); isType {
				return k.isSubtype(c), true
			}
		}
		return false, true
	case *Tuple:
		if !t.enterDeep("in __instancecheck__") {
			return false, false
		}
		ok = true
		for i := 0; i < len(c.items) && ok && !result; i++ {
			result, ok = t.isInstanceOf(o, c.items[i])
		}
		t.leave()
		return result && ok, ok
	case *UnionType:
		for _, x := range c.args {
			if result, ok = t.isInstanceOf(o, x); !ok || result {
				return result, ok
			}
		}
		return false, true
	}
	if r, found := t.callSpecial(class, nameInstanceCheck, o); found {
		if r == nil {
			return false, false
		}
		return t.truth(r)
	}
	if ok = t.checkClass(class, "isinstance() arg 2 must be a type, a tuple of types, or a union"); !ok {
		return false, false
	}
	k, ok := t.findAttr(o, nameClass)
	if !ok || k == nil {
		return false, ok
	}
	return t.abstractSubclass(k, class)
}

// fakesClass reports whether __class__ of instances may not be their class.
//
//rgo:parallel
func (c *Type) fakesClass() bool {
	custom, _, _ := c.attrHooks()
	return custom || c.lookup(nameClass) != objectClass
}

// isSubclassOf is issubclass(o, class).
//
//rgo:parallel
func (t *Thread) isSubclassOf(o, class Object) (result, ok bool) {
	switch c := class.(type) {
	case *Type:
		if c.meta != nil {
			if m := c.meta.lookup(nameSubclassCheck); m != typeSubclassCheck {
				r := t.callMethodObject(m, c, o)
				if r == nil {
					return false, false
				}
				return t.truth(r)
			}
		}
		return t.classSubclass(o, c)
	case *Tuple:
		if !t.enterDeep("in __subclasscheck__") {
			return false, false
		}
		ok = true
		for i := 0; i < len(c.items) && ok && !result; i++ {
			result, ok = t.isSubclassOf(o, c.items[i])
		}
		t.leave()
		return result && ok, ok
	case *UnionType:
		for _, x := range c.args {
			if result, ok = t.isSubclassOf(o, x); !ok || result {
				return result, ok
			}
		}
		return false, true
	}
	if r, found := t.callSpecial(class, nameSubclassCheck, o); found {
		if r == nil {
			return false, false
		}
		return t.truth(r)
	}
	return t.classSubclass(o, class)
}

// classSubclass is issubclass without hooks: for classes, and for objects that
// look like some because their __bases__ is a tuple.
//
//rgo:parallel
func (t *Thread) classSubclass(o, class Object) (result, ok bool) {
	if k, isType := o.(*Type); isType {
		if c, isType := class.(*Type); isType {
			return k.isSubtype(c), true
		}
	} else if !t.checkClass(o, "issubclass() arg 1 must be a class") {
		return false, false
	}
	if !t.checkClass(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union") {
		return false, false
	}
	return t.abstractSubclass(o, class)
}

// abstractBases is o.__bases__ if that is a tuple; nil, perhaps with an
// exception, if not.
//
//rgo:parallel
func (t *Thread) abstractBases(o Object) *Tuple {
	v, ok := t.findAttr(o, nameBases)
	if !ok || v == nil {
		return nil
	}
	return tuplePayload(v)
}

// checkClass raises TypeError if o does not look like a class.
//
//rgo:parallel
func (t *Thread) checkClass(o Object, message string) bool {
	if _, isType := o.(*Type); isType || t.abstractBases(o) != nil {
		return true
	}
	if t.exc == nil {
		t.typeError(message)
	}
	return false
}

// abstractSubclass follows __bases__ from o, looking for class.
//
//rgo:parallel
func (t *Thread) abstractSubclass(o, class Object) (result, ok bool) {
	for {
		if o == class {
			return true, true
		}
		bases := t.abstractBases(o)
		if bases == nil {
			return false, t.exc == nil
		}
		if len(bases.items) == 1 {
			o = bases.items[0]
			continue
		}
		if len(bases.items) == 0 {
			return false, true
		}
		if !t.enterDeep("in __issubclass__") {
			return false, false
		}
		ok = true
		for i := 0; i < len(bases.items) && ok && !result; i++ {
			result, ok = t.abstractSubclass(bases.items[i], class)
		}
		t.leave()
		return result && ok, ok
	}
}
