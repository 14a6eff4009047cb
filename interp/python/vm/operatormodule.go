package vm

import (
	"strings"

	"rgo/interp/python/code"
)

// This file is the modules operator and _functools: callables written in Go.

func init() {
	builtinModules["operator"] = makeOperator
	builtinModules["_functools"] = makeFunctools
}

var operatorNames = []struct {
	name string
	op   int
}{
	{"add", code.Add}, {"and_", code.And}, {"floordiv", code.FloorDivide}, {"lshift", code.LeftShift},
	{"matmul", code.MatrixMultiply}, {"mul", code.Multiply}, {"mod", code.Remainder}, {"or_", code.Or},
	{"pow", code.Power}, {"rshift", code.RightShift}, {"sub", code.Subtract}, {"truediv", code.TrueDivide},
	{"xor", code.Xor}, {"concat", code.Add}, {"iadd", code.InplaceAdd}, {"isub", code.InplaceSubtract},
	{"imul", code.InplaceMultiply}, {"iand", code.InplaceAnd}, {"ior", code.InplaceOr}, {"ixor", code.InplaceXor},
	{"ifloordiv", code.InplaceFloorDivide}, {"itruediv", code.InplaceTrueDivide}, {"imod", code.InplaceRemainder},
	{"iconcat", code.InplaceAdd},
}

var compareFunctionNames = []string{"lt", "le", "eq", "ne", "gt", "ge"}

// makeOperator makes the module operator.
func makeOperator(t *Thread) *Module {
	m := newModule("operator")
	for _, row := range operatorNames {
		m.addFunctions([]method{{row.name, 2, 2, func(t *Thread, args []Object) Object {
			return t.binaryOp(row.op, args[0], args[1])
		}, ""}})
	}
	for op, name := range compareFunctionNames {
		m.addFunctions([]method{{name, 2, 2, func(t *Thread, args []Object) Object {
			return t.compare(op, args[0], args[1])
		}, ""}})
	}
	truth := func(want bool) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			b, ok := t.truth(args[0])
			if !ok {
				return nil
			}
			return boolOf(b == want)
		}
	}
	unary := func(op code.Opcode) BuiltinFunc {
		return func(t *Thread, args []Object) Object { return t.unary(op, args[0]) }
	}
	m.addFunctions([]method{
		{"truth", 1, 1, truth(true), ""},
		{"not_", 1, 1, truth(false), ""},
		{"neg", 1, 1, unary(code.UnaryNegative), ""},
		{"pos", 1, 1, unary(code.UnaryPositive), ""},
		{"invert", 1, 1, unary(code.UnaryInvert), ""},
		{"inv", 1, 1, unary(code.UnaryInvert), ""},
		{"abs", 1, 1, func(t *Thread, args []Object) Object { return t.abs(args[0]) }, ""},
		{"index", 1, 1, func(t *Thread, args []Object) Object { return t.indexObject(args[0]) }, ""},
		{"is_", 2, 2, func(t *Thread, args []Object) Object { return boolOf(args[0] == args[1]) }, ""},
		{"is_not", 2, 2, func(t *Thread, args []Object) Object { return boolOf(args[0] != args[1]) }, ""},
		{"contains", 2, 2, func(t *Thread, args []Object) Object {
			b, ok := t.contains(args[0], args[1])
			if !ok {
				return nil
			}
			return boolOf(b)
		}, ""},
		{"getitem", 2, 2, func(t *Thread, args []Object) Object { return t.getItem(args[0], args[1]) }, ""},
		{"setitem", 3, 3, func(t *Thread, args []Object) Object {
			if !t.setItem(args[0], args[1], args[2]) {
				return nil
			}
			return None
		}, ""},
		{"delitem", 2, 2, func(t *Thread, args []Object) Object {
			if !t.deleteItem(args[0], args[1]) {
				return nil
			}
			return None
		}, ""},
	})
	m.set("itemgetter", itemGetterType)
	m.set("attrgetter", attrGetterType)
	m.set("methodcaller", methodCallerType)
	return m
}

// getter is an itemgetter, attrgetter or methodcaller.
type getter struct {
	cls     *Type
	items   []Object
	kwNames []*Str
	get     func(t *Thread, g *getter, o Object) Object
}

// Class returns the class of the getter.
func (g *getter) Class() *Type { return g.cls }

// callNative applies the getter.
func (g *getter) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	if len(args) != 1 || len(kwNames) > 0 {
		return t.typeError(g.cls.name + " expected 1 argument, got " + intText(intOf(len(args))))
	}
	return g.get(t, g, args[0])
}

var (
	itemGetterType   = newBuiltinType("itemgetter", ObjectType, final)
	attrGetterType   = newBuiltinType("attrgetter", ObjectType, final)
	methodCallerType = newBuiltinType("methodcaller", ObjectType, final)
)

func init() {
	for _, c := range []*Type{itemGetterType, attrGetterType, methodCallerType} {
		c.module = newASCII("operator")
		c.addRaw([]rawMethod{{"__call__", callSelf}})
	}
	several := func(one func(t *Thread, o, key Object) Object) func(t *Thread, g *getter, o Object) Object {
		return func(t *Thread, g *getter, o Object) Object {
			if len(g.items) == 1 {
				return one(t, o, g.items[0])
			}
			items := make([]Object, len(g.items))
			for i, k := range g.items {
				if items[i] = one(t, o, k); items[i] == nil {
					return nil
				}
			}
			return newTuple(items)
		}
	}
	itemGetterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) < 2 {
			return t.typeError("itemgetter expected at least 1 argument, got 0")
		}
		return &getter{cls: itemGetterType, items: copyTuple(args[1:]).items, get: several(func(t *Thread, o, key Object) Object {
			return t.getItem(o, key)
		})}
	})
	attrGetterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) < 2 {
			return t.typeError("attrgetter expected at least 1 argument, got 0")
		}
		for _, o := range args[1:] {
			if strOf(o) == nil {
				return t.typeError("attribute name must be a string")
			}
		}
		return &getter{cls: attrGetterType, items: copyTuple(args[1:]).items, get: several(func(t *Thread, o, key Object) Object {
			for _, name := range strings.Split(strOf(key).s, ".") {
				if o = t.getAttr(o, intern(name)); o == nil {
					return nil
				}
			}
			return o
		})}
	})
	methodCallerType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) < 2 || strOf(args[1]) == nil {
			return t.typeError("method name must be a string")
		}
		return &getter{cls: methodCallerType, items: copyTuple(args[1:]).items, kwNames: kwNames,
			get: func(t *Thread, g *getter, o Object) Object {
				m := t.getAttr(o, internStr(strOf(g.items[0])))
				if m == nil {
					return nil
				}
				return t.call(m, g.items[1:], g.kwNames)
			}}
	})
}

// partial is functools.partial.
type partial struct {
	fn      Object
	args    []Object
	kwNames []*Str
	kwArgs  []Object
	dict    *Dict
}

// Class returns partial.
func (*partial) Class() *Type { return partialType }

var partialType = newBuiltinType("partial", ObjectType, final)

// callNative calls the function with the arguments of both.
func (p *partial) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	all := make([]Object, 0, len(p.args)+len(args)+len(p.kwArgs))
	all = append(append(all, p.args...), args[:positional]...)
	var names []*Str
	for i, k := range p.kwNames {
		v := p.kwArgs[i]
		for j, name := range kwNames {
			if name == k {
				v = args[positional+j]
			}
		}
		names = append(names, k)
		all = append(all, v)
	}
	for j, name := range kwNames {
		known := false
		for _, k := range p.kwNames {
			known = known || k == name
		}
		if !known {
			names = append(names, name)
			all = append(all, args[positional+j])
		}
	}
	return t.call(p.fn, all, names)
}

func (p *partial) reprText(t *Thread) (string, bool) {
	s := "functools.partial(" + t.displayRepr(p.fn)
	for _, a := range p.args {
		s += ", " + t.displayRepr(a)
	}
	for i, k := range p.kwNames {
		s += ", " + k.s + "=" + t.displayRepr(p.kwArgs[i])
	}
	return s + ")", true
}

// makeFunctools makes the module _functools.
func makeFunctools(t *Thread) *Module {
	m := newModule("_functools")
	m.set("partial", partialType)
	m.addFunctions([]method{{"reduce", 2, 3, func(t *Thread, args []Object) Object {
		it := t.iter(args[1])
		if it == nil {
			return nil
		}
		var total Object
		if len(args) > 2 {
			total = args[2]
		} else if total = t.next(it); total == nil {
			if t.exc == nil {
				t.typeError("reduce() of empty iterable with no initial value")
			}
			return nil
		}
		for {
			v := t.next(it)
			if v == nil {
				if t.exc != nil {
					return nil
				}
				return total
			}
			if total = t.call2(args[0], total, v); total == nil {
				return nil
			}
		}
	}, ""}})
	return m
}

func init() {
	partialType.module = newASCII("functools")
	partialType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		positional := len(args) - len(kwNames)
		if positional < 2 {
			return t.typeError("type 'partial' takes at least one argument")
		}
		if !isCallable(args[1]) {
			return t.typeError("the first argument must be callable")
		}
		p := &partial{fn: args[1], args: copyTuple(args[2:positional]).items, kwNames: kwNames,
			kwArgs: copyTuple(args[positional:]).items}
		if inner, ok := p.fn.(*partial); ok && len(inner.kwNames) == 0 && inner.dict == nil {
			p.fn, p.args = inner.fn, concatItems(inner.args, p.args)
		}
		return p
	})
	partialType.addRaw([]rawMethod{{"__call__", callSelf}})
	partialType.addText(false)
	partialType.addGetSets([]getset{
		{"func", func(t *Thread, o Object) Object { return o.(*partial).fn }, nil},
		{"args", func(t *Thread, o Object) Object { return copyTuple(o.(*partial).args) }, nil},
		{"keywords", func(t *Thread, o Object) Object {
			p, d := o.(*partial), NewDict()
			for i, k := range p.kwNames {
				d.setStr(k, p.kwArgs[i])
			}
			return d
		}, nil},
		{"__dict__", func(t *Thread, o Object) Object {
			p := o.(*partial)
			if p.dict == nil {
				p.dict = NewDict()
			}
			return p.dict
		}, nil},
	})
}
