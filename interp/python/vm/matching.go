package vm

import "rgo/interp/python/code"

// This file runs the instructions of match statements.

// executeMatch runs one of them.
//
//rgo:parallel
func (t *Thread) executeMatch(f *Frame, op code.Opcode, arg int) bool {
	switch op {
	case code.GetLen:
		n, ok := t.length(f.peek(1))
		if !ok {
			return false
		}
		f.push(intOf(n))
	case code.MatchMapping:
		f.push(boolOf(t.isMatchMapping(f.peek(1))))
	case code.MatchSequence:
		f.push(boolOf(isMatchSequence(f.peek(1))))
	case code.MatchKeys:
		r := t.matchKeys(f.peek(2), f.peek(1).(*Tuple))
		if r == nil {
			return false
		}
		f.push(r)
	case code.MatchClass:
		return f.replace(3, t.matchClass(f.peek(3), f.peek(2), f.peek(1).(*Tuple), arg))
	}
	return true
}

//rgo:parallel
func (t *Thread) isMatchMapping(o Object) bool {
	if dictOf(o) != nil {
		return true
	}
	if _, ok := o.(*MappingProxy); ok {
		return true
	}
	return o.Class().lookup(intern("__match_mapping__")) != nil
}

//rgo:parallel
func isMatchSequence(o Object) bool {
	switch payloadOf(o).(type) {
	case *List, *Tuple, *Range, *Deque, *Array:
		return true
	}
	return o.Class().lookup(intern("__match_sequence__")) != nil
}

// matchKeys returns the values of keys, or None if one is missing.
//
//rgo:parallel
func (t *Thread) matchKeys(subject Object, keys *Tuple) Object {
	values := make([]Object, 0, len(keys.items))
	seen := &setTable{}
	for _, k := range keys.items {
		hash, ok := t.hash(k)
		if !ok {
			return nil
		}
		added, ok := seen.add(t, k, hash)
		if !ok {
			return nil
		}
		if !added {
			return t.valueError("mapping pattern checks duplicate key (" + t.displayRepr(k) + ")")
		}
		var v Object
		if d, isDict := subject.(*Dict); isDict {
			v = d.get(t, k)
		} else {
			marker := newInstance(ObjectType, nil)
			v = t.callAttr(subject, intern("get"), k, marker)
			if v == Object(marker) {
				v = nil
			}
		}
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return None
		}
		values = append(values, v)
	}
	return newTuple(values)
}

// selfMatching are the classes whose one positional pattern is the subject.
var selfMatching = []*Type{BoolType, ByteArrayType, BytesType, DictType, FloatType, FrozenSetType, IntType, ListType,
	SetType, StrType, TupleType}

// matchClass returns the attributes that a class pattern looks at, or None.
//
//rgo:parallel
func (t *Thread) matchClass(subject, class Object, names *Tuple, positional int) Object {
	c, ok := class.(*Type)
	if !ok {
		return t.typeError("called match pattern must be a class")
	}
	match, ok := t.isInstanceOf(subject, c)
	if !ok {
		return nil
	}
	if !match {
		return None
	}
	values := make([]Object, 0, positional+len(names.items))
	var used []*Str
	if positional > 0 {
		args, isSelf, ok := t.matchArgs(c)
		if !ok {
			return nil
		}
		allowed := len(args)
		if isSelf {
			allowed = 1
		}
		if positional > allowed {
			return t.typeError(c.name + "() accepts " + intText(intOf(allowed)) + " positional sub-" +
				pluralWord(allowed, "pattern") + " (" + intText(intOf(positional)) + " given)")
		}
		if isSelf {
			values = append(values, subject)
		} else {
			for _, o := range args[:positional] {
				name, ok := o.(*Str)
				if !ok {
					return t.typeError("__match_args__ elements must be strings (got " + o.Class().name + ")")
				}
				v, ok := t.findAttr(subject, internStr(name))
				if !ok {
					return nil
				}
				if v == nil {
					return None
				}
				used = append(used, internStr(name))
				values = append(values, v)
			}
		}
	}
	for _, o := range names.items {
		name := internStr(o.(*Str))
		for _, u := range used {
			if u == name {
				return t.typeError(c.name + "() got multiple sub-patterns for attribute '" + name.s + "'")
			}
		}
		v, ok := t.findAttr(subject, name)
		if !ok {
			return nil
		}
		if v == nil {
			return None
		}
		values = append(values, v)
	}
	return newTuple(values)
}

// matchArgs reads __match_args__.
//
//rgo:parallel
func (t *Thread) matchArgs(c *Type) (args []Object, isSelf, ok bool) {
	v := c.lookup(nameMatchArgs)
	if v == nil {
		for _, k := range selfMatching {
			if c.isSubtype(k) {
				return nil, true, true
			}
		}
		return nil, false, true
	}
	p, isTuple := v.(*Tuple)
	if !isTuple {
		t.typeError(c.name + ".__match_args__ must be a tuple (got " + v.Class().name + ")")
		return nil, false, false
	}
	return p.items, false, true
}
