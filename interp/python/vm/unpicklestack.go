package vm

// This file runs the instructions of pickles on the stack, the memo and
// containers.

// stepStack runs an instruction if it is one of these.
func (u *Unpickler) stepStack(t *Thread, op byte) (done, ok bool) {
	switch op {
	case opMark:
		u.marks = append(u.marks, len(u.stack))
		return true, true
	case opPop:
		if n := len(u.marks); n > 0 && u.marks[n-1] == len(u.stack) {
			u.marks = u.marks[:n-1]
			return true, true
		}
		return true, u.pop(t) != nil
	case opPopMark:
		at, ok := u.mark(t)
		if ok {
			u.cut(at)
		}
		return true, ok
	case opDup:
		o := u.top(t)
		return true, o != nil && u.push(o)
	case opEmptyTuple:
		return true, u.push(emptyTuple)
	case opTuple1, opTuple2, opTuple3:
		at := len(u.stack) - int(op-opTuple1) - 1
		if at < u.fence() {
			return true, u.underflow(t)
		}
		return true, u.push(newTuple(u.cut(at)))
	case opEmptyList:
		return true, u.push(newList(nil))
	case opEmptyDict:
		return true, u.push(NewDict())
	case opEmptySet:
		return true, u.push(&Set{})
	case opTuple, opList, opDict, opFrozenSet:
		return true, u.gather(t, op)
	case opAppend:
		return true, u.appendFrom(t, len(u.stack)-1)
	case opAppends, opSetItems, opAddItems:
		at, ok := u.mark(t)
		if !ok {
			return true, false
		}
		switch op {
		case opAppends:
			return true, u.appendFrom(t, at)
		case opSetItems:
			return true, u.setFrom(t, at)
		}
		return true, u.addFrom(t, at)
	case opSetItem:
		return true, u.setFrom(t, len(u.stack)-2)
	case opGet, opBinGet, opLongBinGet, opPut, opBinPut, opLongBinPut, opMemoize:
		return true, u.stepMemo(t, op)
	}
	return false, false
}

// gather makes a container of what is behind the mark.
func (u *Unpickler) gather(t *Thread, op byte) bool {
	at, ok := u.mark(t)
	if !ok {
		return false
	}
	items := u.cut(at)
	switch op {
	case opTuple:
		if len(items) == 0 {
			return u.push(emptyTuple)
		}
		return u.push(newTuple(items))
	case opList:
		return u.push(newList(items))
	case opFrozenSet:
		s := &FrozenSet{}
		for _, v := range items {
			if !s.addObject(t, v) {
				return false
			}
		}
		return u.push(s)
	}
	if len(items)%2 != 0 {
		return u.fails(t, "odd number of items for DICT")
	}
	d := NewDict()
	for i := 0; i < len(items); i += 2 {
		if !d.set(t, items[i], items[i+1]) {
			return false
		}
	}
	return u.push(d)
}

// container is the object below the items from a place on. It is nil if there
// are no items, so nothing to do; and if no object is below them, but then ok
// is false, with an exception.
func (u *Unpickler) container(t *Thread, at int) (o Object, ok bool) {
	if at > len(u.stack) || at <= u.fence() {
		u.underflow(t)
		return nil, false
	}
	if at == len(u.stack) {
		return nil, true
	}
	return u.stack[at-1], true
}

// callEach calls a method of o with each of the items.
func (t *Thread) callEach(o Object, name string, items []Object) bool {
	method := t.getAttr(o, intern(name))
	if method == nil {
		return false
	}
	for _, v := range items {
		if t.call1(method, v) == nil {
			return false
		}
	}
	return true
}

// appendFrom appends the items from a place on.
func (u *Unpickler) appendFrom(t *Thread, at int) bool {
	o, ok := u.container(t, at)
	if o == nil {
		return ok
	}
	items := u.cut(at)
	if l, ok := o.(*List); ok {
		l.items = append(l.items, items...)
		return true
	}
	extend, ok := t.findAttr(o, intern("extend"))
	if extend != nil {
		return t.call1(extend, newList(items)) != nil
	}
	if !ok {
		return false
	}
	return t.callEach(o, "append", items)
}

// setFrom stores the pairs from a place on.
func (u *Unpickler) setFrom(t *Thread, at int) bool {
	o, ok := u.container(t, at)
	if o == nil {
		return ok
	}
	if (len(u.stack)-at)%2 != 0 {
		return u.fails(t, "odd number of items for SETITEMS")
	}
	items := u.cut(at)
	d, exact := o.(*Dict)
	for i := 0; i < len(items); i += 2 {
		if exact {
			if !d.set(t, items[i], items[i+1]) {
				return false
			}
		} else if !t.setItem(o, items[i], items[i+1]) {
			return false
		}
	}
	return true
}

// addFrom adds the items from a place on to a set.
func (u *Unpickler) addFrom(t *Thread, at int) bool {
	o, ok := u.container(t, at)
	if o == nil {
		return ok
	}
	items := u.cut(at)
	if s, ok := payloadOf(o).(*Set); ok {
		for _, v := range items {
			if !s.addObject(t, v) {
				return false
			}
		}
		return true
	}
	return t.callEach(o, "add", items)
}

// memoIndex reads the index behind an instruction on the memo.
func (u *Unpickler) memoIndex(t *Thread, op byte) (int, bool) {
	switch op {
	case opMemoize:
		return len(u.memo), true
	case opBinGet, opBinPut:
		n, ok := u.takeNumber(t, 1)
		return int(n), ok
	case opLongBinGet, opLongBinPut:
		n, ok := u.takeNumber(t, 4)
		return int(n), ok
	}
	line, ok := u.takeLine(t)
	if !ok {
		return 0, false
	}
	v := t.parseInt(NewStr(line), 10)
	if v == nil {
		return 0, false
	}
	return t.index(v)
}

// stepMemo gets an object from the memo, or puts the last one there.
func (u *Unpickler) stepMemo(t *Thread, op byte) bool {
	index, ok := u.memoIndex(t, op)
	if !ok {
		return false
	}
	switch op {
	case opGet, opBinGet, opLongBinGet:
		if index < 0 || index >= len(u.memo) || u.memo[index] == nil {
			return u.fails(t, "Memo value not found at index "+intText(intOf(index)))
		}
		return u.push(u.memo[index])
	}
	o := u.top(t)
	if o == nil {
		return false
	}
	if index < 0 {
		t.valueError("negative PUT argument")
		return false
	}
	return u.setMemo(t, index, o)
}
