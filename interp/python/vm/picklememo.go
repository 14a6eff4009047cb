package vm

import "slices"

// This file is the memos of picklers and unpicklers as programs see them.

type picklerMemo struct{ p *Pickler }

// Class returns PicklerMemoProxy.
func (*picklerMemo) Class() *Type { return picklerMemoType }

type unpicklerMemo struct{ u *Unpickler }

// Class returns UnpicklerMemoProxy.
func (*unpicklerMemo) Class() *Type { return unpicklerMemoType }

var (
	picklerMemoType   = newBuiltinType("PicklerMemoProxy", ObjectType, final|byTable)
	unpicklerMemoType = newBuiltinType("UnpicklerMemoProxy", ObjectType, final|byTable)
)

// copy is the memo as a dict: by identity, the number and the object.
func (m *picklerMemo) copy(t *Thread) *Dict {
	memo := m.p.memo
	list := make([]Object, 0, len(memo))
	for o := range memo {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b Object) int { return memo[a] - memo[b] })
	d := NewDict()
	for _, o := range list {
		d.set(t, intOf(t.identity(o)), tupleOf(intOf(memo[o]), o))
	}
	return d
}

// copy is the memo as a dict: by number, the object.
func (m *unpicklerMemo) copy(t *Thread) *Dict {
	d := NewDict()
	for at, o := range m.u.memo {
		if o != nil {
			d.set(t, intOf(at), o)
		}
	}
	return d
}

func init() {
	dict := func(o Object, t *Thread) *Dict {
		if m, ok := o.(*picklerMemo); ok {
			return m.copy(t)
		}
		return o.(*unpicklerMemo).copy(t)
	}
	for _, c := range []*Type{picklerMemoType, unpicklerMemoType} {
		c.dict.set(nameHash, None)
		c.addMethods([]method{
			{"clear", 0, 0, func(t *Thread, args []Object) Object {
				if m, ok := args[0].(*picklerMemo); ok {
					m.p.memo = map[Object]int{}
				} else {
					args[0].(*unpicklerMemo).u.memo = nil
				}
				return None
			}, ""},
			{"copy", 0, 0, func(t *Thread, args []Object) Object { return dict(args[0], t) }, ""},
			{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
				return tupleOf(DictType, tupleOf(dict(args[0], t)))
			}, ""},
		})
	}
}

// setPicklerMemo is pickler.memo = v.
func (t *Thread) setPicklerMemo(p *Pickler, v Object) bool {
	if v == nil {
		t.typeError("attribute deletion is not supported")
		return false
	}
	memo := map[Object]int{}
	if m, ok := v.(*picklerMemo); ok {
		for o, at := range m.p.memo {
			memo[o] = at
		}
		p.memo = memo
		return true
	}
	d := dictOf(v)
	if d == nil {
		t.typeError("'memo' attribute must be a PicklerMemoProxy object or dict, not " + v.Class().name)
		return false
	}
	ok := t.eachPair(d, func(_, v Object) bool {
		pair := tuplePayload(v)
		if pair == nil || len(pair.items) != 2 {
			t.typeError("'memo' values must be 2-item tuples")
			return false
		}
		at, ok := t.index(pair.items[0])
		memo[pair.items[1]] = at
		return ok
	})
	if ok {
		p.memo = memo
	}
	return ok
}

// setUnpicklerMemo is unpickler.memo = v.
func (t *Thread) setUnpicklerMemo(u *Unpickler, v Object) bool {
	if v == nil {
		t.typeError("attribute deletion is not supported")
		return false
	}
	if m, ok := v.(*unpicklerMemo); ok {
		u.memo = append([]Object(nil), m.u.memo...)
		return true
	}
	d := dictOf(v)
	if d == nil {
		t.typeError("'memo' attribute must be an UnpicklerMemoProxy object or dict, not " + v.Class().name)
		return false
	}
	next := &Unpickler{}
	ok := t.eachPair(d, func(k, v Object) bool {
		if !isNumber(k) {
			t.typeError("memo key must be integers")
			return false
		}
		at, ok := t.index(k)
		if ok && at < 0 {
			t.valueError("memo key must be positive integers.")
			return false
		}
		return ok && next.setMemo(t, at, v)
	})
	if ok {
		u.memo = next.memo
	}
	return ok
}
