package vm

// This file is exception groups and except*.

// ExceptionGroup is ExceptionGroup: a group of Exceptions.
var ExceptionGroup = newExceptionType("ExceptionGroup", BaseExceptionGroup)

// groupMembers returns the exceptions of a group, or ok == false.
func groupMembers(e *Instance) ([]Object, bool) {
	if !e.cls.isSubtype(BaseExceptionGroup) {
		return nil, false
	}
	p, ok := e.getSlot(nameMembers).(*Tuple)
	if !ok {
		return nil, false
	}
	return p.items, true
}

// nameMessage and nameMembers are the hidden attributes of groups.
var (
	nameMessage = &Str{s: "message", n: 7, place: intern("message").place, hidden: true}
	nameMembers = &Str{s: "exceptions", n: 10, place: intern("exceptions").place, hidden: true}
)

// makeGroup makes an ExceptionGroup of exceptions, or a BaseExceptionGroup if
// they need that.
func makeGroup(message *Str, members []Object) *Instance {
	cls := ExceptionGroup
	for _, o := range members {
		if !o.(*Instance).cls.isSubtype(ExceptionType) {
			cls = BaseExceptionGroup
		}
	}
	e := newException(cls, message, newList(members))
	e.setSlot(nameMessage, message)
	e.setSlot(nameMembers, newTuple(members))
	return e
}

// groupSubset makes a group like model with some of its members, by derive();
// it is nil if there are none.
func (t *Thread) groupSubset(model *Instance, members []Object) (subset *Instance, ok bool) {
	if len(members) == 0 {
		return nil, true
	}
	r := t.callAttr(model, intern("derive"), newList(members))
	if r == nil {
		return nil, false
	}
	e := exceptionOf(r)
	if e == nil || !e.cls.isSubtype(BaseExceptionGroup) {
		t.typeError("derive must return an instance of BaseExceptionGroup")
		return nil, false
	}
	from, to := excData(model), excData(e)
	to.tb, to.cause, to.context, to.suppress = from.tb, from.cause, from.context, from.suppress
	if notes := model.getSlot(intern("__notes__")); notes != nil {
		if items, isSequence := sequenceItems(payloadOf(notes)); isSequence {
			e.setSlot(intern("__notes__"), copyList(items))
		}
	}
	return e, true
}

func init() {
	construct := func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		if len(args) != 3 {
			return t.typeError("BaseExceptionGroup.__new__() takes exactly 2 arguments (" + intText(intOf(len(args)-1)) + " given)")
		}
		if strOf(args[1]) == nil {
			return t.typeError("BaseExceptionGroup.__new__() argument 1 must be str, not " + args[1].Class().name)
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
			if c == ExceptionGroup {
				return t.typeError("Cannot nest BaseExceptions in an ExceptionGroup")
			}
			return t.typeError("Cannot nest BaseExceptions in '" + c.name + "'")
		}
		if plain && c == BaseExceptionGroup {
			c = ExceptionGroup
		}
		e := newException(c, args[1], args[2])
		e.setSlot(nameMessage, args[1])
		e.setSlot(nameMembers, copyTuple(items))
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
			return NewStr(t.displayText(args[0].(*Instance).getSlot(nameMessage)) + " (" +
				plural(n, "sub-exception") + ")")
		}, ""},
		{"derive", 1, 1, func(t *Thread, args []Object) Object {
			return t.call2(BaseExceptionGroup, args[0].(*Instance).getSlot(nameMessage), args[1])
		}, ""},
		{"split", 1, 1, func(t *Thread, args []Object) Object {
			match, rest, ok := t.splitBy(args[0].(*Instance), args[1], true)
			if !ok {
				return nil
			}
			return tupleOf(exceptionOrNone(match), exceptionOrNone(rest))
		}, ""},
		{"subgroup", 1, 1, func(t *Thread, args []Object) Object {
			match, _, ok := t.splitBy(args[0].(*Instance), args[1], false)
			if !ok {
				return nil
			}
			return exceptionOrNone(match)
		}, ""},
	})
	BaseExceptionGroup.addGetSets([]getset{
		{"message", func(t *Thread, o Object) Object { return orNone(o.(*Instance).getSlot(nameMessage)) }, nil},
		{"exceptions", func(t *Thread, o Object) Object { return orNone(o.(*Instance).getSlot(nameMembers)) }, nil},
	})
	BaseExceptionGroup.markMembers("message", "exceptions")
	BaseExceptionGroup.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
}

// splitBy is split and subgroup with a function, a class or a tuple of classes.
func (t *Thread) splitBy(e *Instance, by Object, wantRest bool) (match, rest *Instance, ok bool) {
	if isFunction(by) {
		return t.splitGroup(e, func(e *Instance) (bool, bool) {
			r := t.call1(by, e)
			if r == nil {
				return false, false
			}
			return t.truth(r)
		}, wantRest)
	}
	for _, c := range classesOf(by) {
		if isExceptionClass(c) == nil {
			t.typeError("expected a function, exception type or tuple of exception types")
			return nil, nil, false
		}
	}
	return t.splitGroup(e, func(e *Instance) (bool, bool) { return t.matchException(e, by) }, wantRest)
}

// splitGroup splits an exception into the part that matches and the rest.
func (t *Thread) splitGroup(e *Instance, is func(e *Instance) (bool, bool), wantRest bool) (match, rest *Instance, ok bool) {
	hit, ok := is(e)
	if !ok {
		return nil, nil, false
	}
	if hit {
		return e, nil, true
	}
	members, isGroup := groupMembers(e)
	if !isGroup {
		return nil, e, true
	}
	if !t.enterDeep("in exceptiongroup_split_recursive") {
		return nil, nil, false
	}
	var yes, no []Object
	for _, o := range members {
		m, r, ok := t.splitGroup(o.(*Instance), is, wantRest)
		if !ok {
			t.leave()
			return nil, nil, false
		}
		if m != nil {
			yes = append(yes, m)
		}
		if r != nil {
			no = append(no, r)
		}
	}
	t.leave()
	if match, ok = t.groupSubset(e, yes); !ok || !wantRest {
		return match, nil, ok
	}
	rest, ok = t.groupSubset(e, no)
	return match, rest, ok
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
	match, rest, ok := t.matchStar(e, class)
	if !ok {
		return false
	}
	if match == nil {
		f.push(None)
		return true
	}
	f.stack[f.sp-1] = exceptionOrNone(rest)
	f.push(match)
	t.handling.exc = match
	return true
}

// matchStar is what an except* clause takes of an exception, and the rest.
func (t *Thread) matchStar(e *Instance, class Object) (match, rest *Instance, ok bool) {
	hit, ok := t.matchException(e, class)
	if !ok {
		return nil, nil, false
	}
	_, isGroup := groupMembers(e)
	switch {
	case hit && isGroup:
		return e, nil, true
	case hit: // a plain exception is handed to the clause inside a group
		group := makeGroup(emptyStr, []Object{e})
		excData(group).args = tupleOf(emptyStr, tupleOf(e))
		excData(group).tb = excData(e).tb
		return group, nil, true
	case !isGroup:
		return nil, e, true
	}
	r := t.callAttr(e, intern("split"), class)
	if r == nil {
		return nil, nil, false
	}
	p, isTuple := r.(*Tuple)
	if !isTuple {
		t.typeError(e.cls.name + ".split must return a tuple, not " + r.Class().name)
		return nil, nil, false
	}
	if len(p.items) < 2 {
		t.typeError(e.cls.name + ".split must return a 2-tuple, got tuple of size " + intText(intOf(len(p.items))))
		return nil, nil, false
	}
	return exceptionOf(p.items[0]), exceptionOf(p.items[1]), true
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
	result, ok := t.reraised(original, list.items)
	if ok {
		f.stack[f.sp-1] = exceptionOrNone(result)
	}
	return ok
}

// reraised is the exception that leaves a try with except*: what the clauses
// raised, and what nobody handled.
func (t *Thread) reraised(original *Instance, list []Object) (*Instance, bool) {
	if original == nil {
		return nil, true
	}
	if _, isGroup := groupMembers(original); !isGroup {
		if len(list) == 0 {
			return nil, true
		}
		return exceptionOf(list[0]), true
	}
	var raised []Object
	keep := map[*Instance]bool{}
	for _, o := range list {
		e := exceptionOf(o)
		switch {
		case e == nil:
		case sameOrigin(e, original):
			markLeaves(e, keep)
		default:
			raised = append(raised, e)
		}
	}
	var rest *Instance
	if len(keep) > 0 {
		var ok bool
		rest, _, ok = t.splitGroup(original, func(e *Instance) (bool, bool) { return keep[e], true }, false)
		if !ok {
			return nil, false
		}
	}
	if len(raised) == 0 {
		return rest, true
	}
	if rest != nil {
		raised = append(raised, rest)
	}
	return makeGroup(emptyStr, raised), true
}

// sameOrigin tells whether e is a part of the group original.
func sameOrigin(e, original *Instance) bool {
	if e == original {
		return true
	}
	a, b := excData(e), excData(original)
	return e.cls.isSubtype(BaseExceptionGroup) && a.tb == b.tb && a.cause == b.cause && a.context == b.context
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
