package vm

// This file is exception groups and except*.

// ExceptionGroup is ExceptionGroup: a group of Exceptions.
var ExceptionGroup = newExceptionType("ExceptionGroup", BaseExceptionGroup)

// groupMembers returns the exceptions of a group, or ok == false.
func groupMembers(e *Instance) ([]Object, bool) {
	if !e.cls.isSubtype(BaseExceptionGroup) {
		return nil, false
	}
	p, ok := e.getSlot(intern("exceptions")).(*Tuple)
	if !ok {
		return nil, false
	}
	return p.items, true
}

// newGroup makes a group like model with other members.
func newGroup(model *Instance, members []Object) *Instance {
	cls := model.cls
	message := model.getSlot(intern("message"))
	e := newException(cls, message, newList(members))
	e.setSlot(intern("message"), message)
	e.setSlot(intern("exceptions"), newTuple(members))
	from, to := excData(model), excData(e)
	to.tb, to.cause, to.context, to.suppress = from.tb, from.cause, from.context, from.suppress
	if notes := model.getSlot(intern("__notes__")); notes != nil {
		e.setSlot(intern("__notes__"), notes)
	}
	return e
}

func init() {
	construct := func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		if len(args) != 3 {
			return t.typeError("BaseExceptionGroup.__new__() takes exactly 2 arguments (" + intText(intOf(len(args)-1)) + " given)")
		}
		if strOf(args[1]) == nil {
			return t.typeError("argument 1 must be str, not " + args[1].Class().name)
		}
		items, ok := sequenceItems(payloadOf(args[2]))
		if !ok {
			return t.typeError("second argument (exceptions) must be a sequence")
		}
		if len(items) == 0 {
			return t.valueError("second argument (exceptions) must be a non-empty sequence")
		}
		plain := true
		for i, o := range items {
			e := exceptionOf(o)
			if e == nil {
				return t.valueError("Item " + intText(intOf(i)) + " of second argument (exceptions) is not an exception")
			}
			plain = plain && e.cls.isSubtype(ExceptionType)
		}
		if !plain && c.isSubtype(ExceptionType) {
			return t.typeError("Cannot nest BaseExceptions in an " + c.name)
		}
		if plain && c == BaseExceptionGroup {
			c = ExceptionGroup
		}
		e := newException(c, args[1], args[2])
		e.setSlot(intern("message"), args[1])
		e.setSlot(intern("exceptions"), copyTuple(items))
		return e
	}
	BaseExceptionGroup.setNew(construct)
	BaseExceptionGroup.construct = nil
	ExceptionGroup.bases = []*Type{BaseExceptionGroup, ExceptionType}
	ExceptionGroup.mro = []*Type{ExceptionGroup, BaseExceptionGroup, ExceptionType, BaseExceptionType, ObjectType}
	ExceptionGroup.changed()
	BaseExceptionGroup.addMethods([]method{
		{"__str__", 0, 0, func(t *Thread, args []Object) Object {
			members, _ := groupMembers(args[0].(*Instance))
			n := len(members)
			return NewStr(t.displayText(args[0].(*Instance).getSlot(intern("message"))) + " (" +
				plural(n, "sub-exception") + ")")
		}, ""},
		{"derive", 1, 1, func(t *Thread, args []Object) Object {
			return t.call2(BaseExceptionGroup, args[0].(*Instance).getSlot(intern("message")), args[1])
		}, ""},
		{"split", 1, 1, func(t *Thread, args []Object) Object {
			match, rest, ok := t.splitGroup(args[0].(*Instance), args[1])
			if !ok {
				return nil
			}
			return tupleOf(exceptionOrNone(match), exceptionOrNone(rest))
		}, ""},
		{"subgroup", 1, 1, func(t *Thread, args []Object) Object {
			match, _, ok := t.splitGroup(args[0].(*Instance), args[1])
			if !ok {
				return nil
			}
			return exceptionOrNone(match)
		}, ""},
	})
	BaseExceptionGroup.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
}

// splitGroup splits an exception into the part that matches and the rest.
func (t *Thread) splitGroup(e *Instance, class Object) (match, rest *Instance, ok bool) {
	hit := false
	if isFunction(class) {
		r := t.call1(class, e)
		if r == nil {
			return nil, nil, false
		}
		if hit, ok = t.truth(r); !ok {
			return nil, nil, false
		}
	} else if hit, ok = t.matchException(e, class); !ok {
		return nil, nil, false
	}
	if hit {
		return e, nil, true
	}
	members, isGroup := groupMembers(e)
	if !isGroup {
		return nil, e, true
	}
	var yes, no []Object
	for _, o := range members {
		m, r, ok := t.splitGroup(o.(*Instance), class)
		if !ok {
			return nil, nil, false
		}
		if m != nil {
			yes = append(yes, m)
		}
		if r != nil {
			no = append(no, r)
		}
	}
	if len(yes) == 0 {
		return nil, e, true
	}
	if len(no) == 0 {
		return e, nil, true
	}
	return newGroup(e, yes), newGroup(e, no), true
}

// matchGroup runs CHECK_EG_MATCH.
func (t *Thread) matchGroup(f *Frame) bool {
	class := f.pop()
	e, ok := f.peek(1).(*Instance)
	if !ok {
		f.push(None)
		return true
	}
	for _, c := range classesOf(class) {
		if k := isExceptionClass(c); k == nil {
			t.typeError("catching classes that do not inherit from BaseException is not allowed")
			return false
		} else if k.isSubtype(BaseExceptionGroup) {
			t.typeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
			return false
		}
	}
	match, rest, ok := t.splitGroup(e, class)
	if !ok {
		return false
	}
	if match == nil {
		f.push(None)
		return true
	}
	if !match.cls.isSubtype(BaseExceptionGroup) {
		// A plain exception is handed to the clause inside a group.
		group := newException(ExceptionGroup, emptyStr, newList([]Object{match}))
		group.setSlot(intern("message"), emptyStr)
		group.setSlot(intern("exceptions"), tupleOf(match))
		excData(group).tb = excData(match).tb
		match = group
	}
	f.stack[f.sp-1] = exceptionOrNone(rest)
	f.push(match)
	t.handling.exc = match
	return true
}

func classesOf(o Object) []Object {
	if p, ok := o.(*Tuple); ok {
		return p.items
	}
	return []Object{o}
}

// prepareReraise runs PREP_RERAISE_STAR.
func (t *Thread) prepareReraise(f *Frame) bool {
	list := f.pop().(*List)
	original, _ := f.peek(1).(*Instance)
	var raised, reraised []Object
	for _, o := range list.items {
		e := exceptionOf(o)
		if e == nil {
			continue
		}
		if e == original || sameOrigin(e, original) {
			reraised = append(reraised, e)
		} else {
			raised = append(raised, e)
		}
	}
	var result Object = None
	if len(reraised) > 0 {
		result = t.mergeReraised(original, reraised)
	}
	if len(raised) > 0 {
		if result != None {
			raised = append(raised, result)
		}
		if len(raised) == 1 {
			result = raised[0]
		} else {
			e := newException(ExceptionGroup, emptyStr, newList(raised))
			e.setSlot(intern("message"), emptyStr)
			e.setSlot(intern("exceptions"), newTuple(raised))
			result = e
		}
	}
	f.stack[f.sp-1] = result
	return true
}

// sameOrigin tells whether e is a part of the group original.
func sameOrigin(e, original *Instance) bool {
	a, b := excData(e), excData(original)
	return e.cls.isSubtype(BaseExceptionGroup) && a.tb == b.tb && a.cause == b.cause && a.context == b.context
}

// mergeReraised makes the part of original that nobody handled.
func (t *Thread) mergeReraised(original *Instance, parts []Object) Object {
	if len(parts) == 1 {
		return parts[0]
	}
	keep := map[*Instance]bool{}
	for _, o := range parts {
		markLeaves(o.(*Instance), keep)
	}
	if e := project(original, keep); e != nil {
		return e
	}
	return None
}

func markLeaves(e *Instance, keep map[*Instance]bool) {
	members, ok := groupMembers(e)
	if !ok {
		keep[e] = true
		return
	}
	for _, o := range members {
		markLeaves(o.(*Instance), keep)
	}
}

// project keeps the marked leaves of a group.
func project(e *Instance, keep map[*Instance]bool) *Instance {
	members, ok := groupMembers(e)
	if !ok {
		if keep[e] {
			return e
		}
		return nil
	}
	var kept []Object
	for _, o := range members {
		if p := project(o.(*Instance), keep); p != nil {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	if len(kept) == len(members) {
		return e
	}
	return newGroup(e, kept)
}
