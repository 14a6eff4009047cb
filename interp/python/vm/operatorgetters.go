package vm

import "strings"

// This file is itemgetter, attrgetter and methodcaller of the module _operator.

// getter is an itemgetter, attrgetter or methodcaller.
type getter struct {
	cls     *Type
	items   []Object
	paths   [][]*Str // of an attrgetter: the names between the dots
	kwNames []*Str
	kwArgs  []Object
	get     func(t *Thread, g *getter, o Object) Object
}

// Class returns the class of the getter.
func (g *getter) Class() *Type { return g.cls }

// callNative applies the getter.
//
//rgo:parallel
func (g *getter) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	if len(kwNames) > 0 {
		return t.typeError(g.cls.name + "() takes no keyword arguments")
	}
	if len(args) != 1 {
		return t.typeError(g.cls.name + " expected 1 argument, got " + intText(intOf(len(args))))
	}
	return g.get(t, g, args[0])
}

var (
	itemGetterType   = newBuiltinType("itemgetter", ObjectType, final)
	attrGetterType   = newBuiltinType("attrgetter", ObjectType, final)
	methodCallerType = newBuiltinType("methodcaller", ObjectType, final)
)

//rgo:parallel
func init() {
	for _, c := range []*Type{itemGetterType, attrGetterType, methodCallerType} {
		c.module = newASCII("operator")
		c.addRaw([]rawMethod{{"__call__", callSelf}})
		c.addText(false)
		c.addMethods([]method{{"__reduce__", 0, 0, reduceGetter, ""}})
	}
	itemGetterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(kwNames) > 0 {
			return t.typeError("itemgetter() takes no keyword arguments")
		}
		if len(args) < 2 {
			return t.typeError("itemgetter expected at least 1 argument, got 0")
		}
		return &getter{cls: itemGetterType, items: copyTuple(args[1:]).items, get: getItems}
	})
	attrGetterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(kwNames) > 0 {
			return t.typeError("attrgetter() takes no keyword arguments")
		}
		if len(args) < 2 {
			return t.typeError("attrgetter expected at least 1 argument, got 0")
		}
		g := &getter{cls: attrGetterType, items: copyTuple(args[1:]).items, get: getAttrs}
		for _, o := range g.items {
			name := strOf(o)
			if name == nil {
				return t.typeError("attribute name must be a string")
			}
			g.paths = append(g.paths, pathOf(name))
		}
		return g
	})
	methodCallerType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		positional := len(args) - len(kwNames)
		if positional < 2 {
			return t.typeError("methodcaller needs at least one argument, the method name")
		}
		if strOf(args[1]) == nil {
			return t.typeError("method name must be a string")
		}
		return &getter{cls: methodCallerType, items: copyTuple(args[1:positional]).items, kwNames: kwNames,
			kwArgs: copyTuple(args[positional:]).items, get: callNamedMethod}
	})
}

// getItems is what an itemgetter does.
//
//rgo:parallel
func getItems(t *Thread, g *getter, o Object) Object {
	if len(g.items) == 1 {
		return t.getItem(o, g.items[0])
	}
	items := make([]Object, len(g.items))
	for i, k := range g.items {
		if items[i] = t.getItem(o, k); items[i] == nil {
			return nil
		}
	}
	return newTuple(items)
}

// getAttrs is what an attrgetter does.
//
//rgo:parallel
func getAttrs(t *Thread, g *getter, o Object) Object {
	if len(g.paths) == 1 {
		return t.attrAt(o, g.paths[0])
	}
	items := make([]Object, len(g.paths))
	for i, path := range g.paths {
		if items[i] = t.attrAt(o, path); items[i] == nil {
			return nil
		}
	}
	return newTuple(items)
}

// pathOf splits a name at its dots.
//
//rgo:parallel
func pathOf(name *Str) []*Str {
	if strings.IndexByte(name.s, '.') < 0 {
		return []*Str{internStr(name)}
	}
	var path []*Str
	for _, part := range strings.Split(name.s, ".") {
		path = append(path, internStr(NewStr(part)))
	}
	return path
}

//rgo:parallel
func (t *Thread) attrAt(o Object, path []*Str) Object {
	for _, name := range path {
		if o = t.getAttr(o, name); o == nil {
			return nil
		}
	}
	return o
}

// callNamedMethod is what a methodcaller does.
//
//rgo:parallel
func callNamedMethod(t *Thread, g *getter, o Object) Object {
	m := t.getAttr(o, internStr(strOf(g.items[0])))
	if m == nil {
		return nil
	}
	return t.call(m, concatItems(g.items[1:], g.kwArgs), g.kwNames)
}

func (g *getter) reprText(t *Thread) (string, bool) {
	for _, o := range t.building {
		if o == Object(g) {
			return "operator." + g.cls.name + "(...)", true
		}
	}
	t.building = append(t.building, g)
	text, ok := "", true
	for i, o := range concatItems(g.items, g.kwArgs) {
		s, good := t.repr(o)
		if !good {
			ok = false
			break
		}
		if i > 0 {
			text += ", "
		}
		if k := i - len(g.items); k >= 0 {
			text += g.kwNames[k].s + "="
		}
		text += s
	}
	t.endRepr()
	return "operator." + g.cls.name + "(" + text + ")", ok
}

// reduceGetter is __reduce__ of the getters.
func reduceGetter(t *Thread, args []Object) Object {
	g := args[0].(*getter)
	if len(g.kwNames) == 0 {
		return tupleOf(g.cls, copyTuple(g.items))
	}
	p := &partial{fn: g.cls, args: []Object{g.items[0]}, keywords: NewDict()}
	for i, k := range g.kwNames {
		p.keywords.setStr(k, g.kwArgs[i])
	}
	return tupleOf(p, copyTuple(g.items[1:]))
}
