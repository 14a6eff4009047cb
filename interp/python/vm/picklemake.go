package vm

// This file writes what makes an object again: the tuple of __reduce__.

// reduction is such a tuple, taken apart; nil where it has nothing.
type reduction struct {
	callable                    Object
	args                        *Tuple
	state, items, pairs, setter Object
}

// reductionOf checks a tuple of __reduce__.
func (p *Pickler) reductionOf(t *Thread, parts *Tuple) (r reduction, ok bool) {
	n := len(parts.items)
	if n < 2 || n > 6 {
		return r, p.fails(t, "tuple returned by __reduce__ must contain 2 through 6 elements")
	}
	fields := [6]Object{}
	for i, v := range parts.items {
		if v != None || i < 2 {
			fields[i] = v
		}
	}
	r.callable, r.state, r.items, r.pairs, r.setter = fields[0], fields[2], fields[3], fields[4], fields[5]
	if !isCallable(r.callable) {
		return r, p.fails(t, "first item of the tuple returned by __reduce__ must be callable")
	}
	if r.args = tuplePayload(fields[1]); r.args == nil {
		return r, p.fails(t, "second item of the tuple returned by __reduce__ must be a tuple")
	}
	const prefix = " element of the tuple returned by __reduce__ must be "
	for i, it := range []Object{r.items, r.pairs} {
		if it != nil && !isIteratorObject(it) {
			return r, p.fails(t, []string{"fourth", "fifth"}[i]+prefix+"an iterator, not "+it.Class().name)
		}
	}
	if r.setter != nil && !isCallable(r.setter) {
		return r, p.fails(t, "sixth"+prefix+"a function, not "+r.setter.Class().name)
	}
	return r, true
}

// isIteratorObject reports whether an object has __next__.
func isIteratorObject(o Object) bool {
	_, ok := o.(Iterator)
	return ok || o.Class().lookup(nameNext) != nil
}

// saveReduce writes a reduction. o is the object for the memo, or nil.
func (p *Pickler) saveReduce(t *Thread, parts *Tuple, o Object) bool {
	r, ok := p.reductionOf(t, parts)
	if !ok {
		return false
	}
	how := ""
	if p.protocol >= 2 {
		name, ok := t.findAttr(r.callable, nameName)
		if !ok {
			return false
		}
		if s := strOf(orNone(name)); s != nil {
			how = s.s
		}
	}
	switch how {
	case "__newobj_ex__":
		ok = p.saveNewEx(t, r.args.items)
	case "__newobj__":
		ok = p.saveNew(t, r.args.items, o)
	default:
		if ok = p.save(t, r.callable, false) && p.save(t, r.args, false); ok {
			p.emit(opReduce)
		}
	}
	if !ok {
		return false
	}
	if o != nil {
		if at, recursive := p.memo[o]; recursive { // made while its arguments were written
			p.emit(opPop)
			return p.get(at)
		}
		p.put(o)
	}
	if r.items != nil && !p.saveItems(t, r.items) || r.pairs != nil && !p.savePairs(t, r.pairs) {
		return false
	}
	return r.state == nil || p.saveState(t, r, o)
}

func (p *Pickler) saveState(t *Thread, r reduction, o Object) bool {
	if r.setter == nil {
		if !p.save(t, r.state, false) {
			return false
		}
		p.emit(opBuild)
		return true
	}
	if !p.save(t, r.setter, false) || !p.save(t, orNone(o), false) || !p.save(t, r.state, false) {
		return false
	}
	p.emit(opTuple2)
	p.emit(opReduce)
	p.emit(opPop)
	return true
}

// saveNew writes a call of a class's __new__.
func (p *Pickler) saveNew(t *Thread, args []Object, o Object) bool {
	if len(args) < 1 {
		return p.fails(t, "__newobj__ arglist is empty")
	}
	if _, ok := args[0].(*Type); !ok {
		return p.fails(t, "args[0] from __newobj__ args is not a type")
	}
	if o != nil {
		c := t.getAttr(o, nameClass)
		if c == nil {
			return false
		}
		if c != args[0] {
			return p.fails(t, "args[0] from __newobj__ args has the wrong class")
		}
	}
	if !p.save(t, args[0], false) || !p.save(t, newTuple(args[1:]), false) {
		return false
	}
	p.emit(opNewObj)
	return true
}

// saveNewEx writes a call of __new__ with keywords; protocols without an
// opcode for that have it in a partial.
func (p *Pickler) saveNewEx(t *Thread, args []Object) bool {
	if len(args) != 3 {
		return p.fails(t, "length of the NEWOBJ_EX argument tuple must be exactly 3, not "+intText(intOf(len(args))))
	}
	if _, ok := args[0].(*Type); !ok {
		return p.fails(t, "first item from NEWOBJ_EX argument tuple must be a class, not "+args[0].Class().name)
	}
	positional, keywords := tuplePayload(args[1]), dictOf(args[2])
	if positional == nil {
		return p.fails(t, "second item from NEWOBJ_EX argument tuple must be a tuple, not "+args[1].Class().name)
	}
	if keywords == nil {
		return p.fails(t, "third item from NEWOBJ_EX argument tuple must be a dict, not "+args[2].Class().name)
	}
	if p.protocol >= 4 {
		for _, v := range args {
			if !p.save(t, v, false) {
				return false
			}
		}
		p.emit(opNewObjEx)
		return true
	}
	partial := t.moduleAttr("functools", "partial")
	if partial == nil {
		return false
	}
	fn := t.getAttr(args[0], nameNew)
	if fn == nil {
		return false
	}
	call := t.callDict(partial, append([]Object{fn, args[0]}, positional.items...), keywords)
	if call == nil || !p.save(t, call, false) || !p.save(t, emptyTuple, false) {
		return false
	}
	p.emit(opReduce)
	return true
}
