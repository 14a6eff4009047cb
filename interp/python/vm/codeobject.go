package vm

import (
	"rgo/interp/python/code"
)

// This file is the attributes and methods of code objects.

func strTuple(names []string) Object {
	items := make([]Object, len(names))
	for i, s := range names {
		items[i] = intern(s)
	}
	return newTuple(items)
}

func initCode() {
	head := func(get func(c *Code) Object) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object { return get(o.(*Code)) }
	}
	of := func(get func(c *Code) Object) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object {
			c := o.(*Code)
			if !c.shown(t) {
				return nil
			}
			return get(c)
		}
	}
	rows := []getset{
		{"co_name", head(func(c *Code) Object { return c.name }), nil},
		{"co_qualname", head(func(c *Code) Object { return c.qualname }), nil},
		{"co_filename", head(func(c *Code) Object { return NewStr(c.src.FileName) }), nil},
		{"co_firstlineno", head(func(c *Code) Object { return intOf(c.src.FirstLine) }), nil},
		{"co_argcount", head(func(c *Code) Object { return intOf(c.argCount) }), nil},
		{"co_posonlyargcount", head(func(c *Code) Object { return intOf(c.src.PosOnlyCount) }), nil},
		{"co_kwonlyargcount", head(func(c *Code) Object { return intOf(c.kwOnly) }), nil},
		{"co_flags", head(func(c *Code) Object { return newInt(int64(c.flags)) }), nil},
		{"co_stacksize", head(func(c *Code) Object { return intOf(c.src.StackSize) }), nil},
		{"co_names", of(func(c *Code) Object { return strTuple(c.src.Names) }), nil},
		{"co_consts", of(func(c *Code) Object { return copyTuple(c.consts) }), nil},
		{"co_linetable", of(func(c *Code) Object { return &Bytes{string(c.lineTable())} }), nil},
		{"co_exceptiontable", of(func(c *Code) Object { return &Bytes{string(c.exceptionBytes())} }), nil},
	}
	CodeType.addGetSets(rows)
	for _, row := range rows {
		CodeType.markMembers(row.name)
	}
	CodeType.addGetSets([]getset{
		{"co_nlocals", of(func(c *Code) Object { return intOf(len(c.src.VarNames)) }), nil},
		{"co_varnames", of(func(c *Code) Object { return strTuple(c.src.VarNames) }), nil},
		{"co_cellvars", of(func(c *Code) Object { return strTuple(c.src.CellVars) }), nil},
		{"co_freevars", of(func(c *Code) Object { return strTuple(c.src.FreeVars) }), nil},
		{"co_code", of(func(c *Code) Object { return &Bytes{string(c.codeBytes())} }), nil},
		{"_co_code_adaptive", of(func(c *Code) Object { return &Bytes{string(c.codeBytes())} }), nil},
		{"co_lnotab", of(func(c *Code) Object { return &Bytes{string(c.lineNumberTable())} }), nil},
	})
	CodeType.addMethods([]method{
		{"co_lines", 0, 0, func(t *Thread, args []Object) Object {
			c := args[0].(*Code)
			if !c.shown(t) {
				return nil
			}
			var items []Object
			for _, r := range c.lineRanges() {
				items = append(items, tupleOf(intOf(r[0]), intOf(r[1]), numberOrNone(r[2])))
			}
			return &TupleIter{items: items, cls: lineIterType}
		}, ""},
		{"co_positions", 0, 0, func(t *Thread, args []Object) Object {
			c := args[0].(*Code)
			if !c.shown(t) {
				return nil
			}
			l := c.layout()
			var items []Object
			for i := range c.instrs {
				p := c.position(i)
				if t.interp.config.NoCarets {
					p.EndLine, p.Col, p.EndCol = p.Line, -1, -1
				}
				var place Object = tupleOf(numberOrNone(int(p.Line)), numberOrNone(int(p.EndLine)),
					numberOrNone(int(p.Col)), numberOrNone(int(p.EndCol)))
				for unit := l.start[i]; unit < l.start[i+1] && (c.made == nil || unit < c.made.units); unit++ {
					items = append(items, place)
				}
			}
			return &TupleIter{items: items, cls: positionsIterType}
		}, ""},
		{"_varname_from_oparg", 1, 1, func(t *Thread, args []Object) Object {
			i, ok := t.index(args[1])
			if !ok {
				return nil
			}
			if !args[0].(*Code).shown(t) {
				return nil
			}
			names := args[0].(*Code).slots
			if i < 0 || i >= len(names) {
				return t.indexError("tuple index out of range")
			}
			return names[i]
		}, ""},
		{"__hash__", 0, 0, func(t *Thread, args []Object) Object {
			c := args[0].(*Code)
			if !c.shown(t) {
				return nil
			}
			h, ok := t.hash(t.codeKey(c))
			if !ok {
				return nil
			}
			return newInt(int64(h))
		}, ""},
	})
	for _, op := range []int{code.Equal, code.NotEqual} {
		CodeType.addMethods([]method{{compareNames[op].s, 1, 1, func(t *Thread, args []Object) Object {
			a := args[0].(*Code)
			b, ok := args[1].(*Code)
			if !ok {
				return NotImplemented
			}
			same, ok := t.sameCode(a, b)
			if !ok {
				return nil
			}
			return boolOf(same == (op == code.Equal))
		}, ""}})
	}
	CodeType.addRaw([]rawMethod{{"replace", replaceCode}})
}

var (
	lineIterType      = newBuiltinType("line_iterator", ObjectType, final)
	positionsIterType = newBuiltinType("positions_iterator", ObjectType, final)
)

func init() { addIteratorMethods(lineIterType, positionsIterType) }

// numberOrNone is None for negative numbers, which stand for nothing known.
func numberOrNone(n int) Object {
	if n < 0 {
		return None
	}
	return intOf(n)
}

// markMembers makes attributes look like C fields.
func (c *Type) markMembers(names ...string) {
	for _, name := range names {
		if g, ok := c.dict.get(intern(name)).(*GetSet); ok {
			g.member = true
		}
	}
}

// codeKey is what equal code objects have in common beside their constants.
func (t *Thread) codeKey(c *Code) Object {
	return tupleOf(c.name, intOf(c.argCount), intOf(c.src.PosOnlyCount), intOf(c.kwOnly), newInt(int64(c.flags)),
		intOf(c.src.FirstLine), &Bytes{string(c.codeBytes())}, strTuple(c.src.Names), strTuple(c.src.LocalsPlus))
}

// sameCode is == of code objects.
func (t *Thread) sameCode(a, b *Code) (same, ok bool) {
	if a == b {
		return true, true
	}
	if !a.shown(t) || !b.shown(t) {
		return false, false
	}
	if same, ok = t.equal(t.codeKey(a), t.codeKey(b)); !same || len(a.consts) != len(b.consts) {
		return false, ok
	}
	for i, x := range a.consts {
		if same, ok = t.sameConstant(x, b.consts[i]); !same {
			return false, ok
		}
	}
	return string(a.lineTable()) == string(b.lineTable()) && string(a.exceptionBytes()) == string(b.exceptionBytes()), true
}

// sameConstant compares constants of code: equal values of different types, or
// zeros of different signs, are different constants.
func (t *Thread) sameConstant(a, b Object) (same, ok bool) {
	if a.Class() != b.Class() {
		return false, true
	}
	switch x := a.(type) {
	case *Tuple:
		y := b.(*Tuple)
		if len(x.items) != len(y.items) {
			return false, true
		}
		for i := range x.items {
			if same, ok = t.sameConstant(x.items[i], y.items[i]); !same {
				return false, ok
			}
		}
		return true, true
	case *Code:
		return t.sameCode(x, b.(*Code))
	case Float, *Complex:
		s, _ := t.repr(a)
		u, _ := t.repr(b)
		return s == u, true
	}
	return t.equal(a, b)
}
