package vm

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file converts between syntax trees of package ast and node objects. The
// fields of each kind of node are described once (astnodes.go); a codec either
// writes them into a new object or reads them from one.

// astCodec is a conversion under way.
type astCodec struct {
	t       *Thread
	reading bool
	failed  bool      // reading raised
	node    *Instance // the object at hand
	depth   int
}

// astDepth bounds the nesting of trees that programs make.
const astDepth = 6000

// get reads a field; nil if it is missing.
func (c *astCodec) get(name string) Object {
	if c.failed {
		return nil
	}
	v, ok := c.t.findAttr(c.node, intern(name))
	if !ok {
		c.failed = true
	}
	return v
}

func (c *astCodec) set(name string, v Object) { c.node.setSlot(intern(name), v) }

// fail raises TypeError.
func (c *astCodec) fail(message string) {
	if !c.failed {
		c.failed = true
		c.t.typeError(message)
	}
}

func (c *astCodec) failValue(message string) {
	if !c.failed {
		c.failed = true
		c.t.valueError(message)
	}
}

// kindName is the class of the grammar that the node at hand belongs to.
func (c *astCodec) kindName() string { return astKind(c.node).name }

// missing raises the error for a required field that is not there.
func (c *astCodec) missing(name string) {
	c.fail("required field \"" + name + "\" missing from " + c.kindName())
}

// astKind finds the class of the grammar that o is an instance of.
func astKind(o Object) *Type {
	for _, k := range o.Class().mro {
		if astNodes.byName[k.name] == k {
			return k
		}
	}
	return nil
}

// required reads a field that has to be there.
func (c *astCodec) required(name string) Object {
	v := c.get(name)
	if v == nil {
		c.missing(name)
	}
	return v
}

// within converts fields of another node.
func (c *astCodec) within(o *Instance, fields func()) {
	c.depth++
	if c.depth > astDepth {
		if !c.failed {
			c.failed = true
			c.t.raise(RecursionError, "maximum recursion depth exceeded during ast construction")
		}
		return
	}
	outer := c.node
	c.node = o
	fields()
	c.node = outer
	c.depth--
}

// create makes a node object and writes its fields.
func (c *astCodec) create(class string, fields func()) Object {
	o := newInstance(astNodes.byName[class], nil)
	c.within(o, fields)
	return o
}

// span is the place of the node at hand.
func (c *astCodec) span(s *ast.Span) {
	c.place("lineno", &s.Line, true)
	c.place("col_offset", &s.Col, true)
	if c.reading {
		s.EndLine, s.EndCol = s.Line, s.Col
	}
	c.place("end_lineno", &s.EndLine, false)
	c.place("end_col_offset", &s.EndCol, false)
}

func (c *astCodec) place(name string, n *int32, required bool) {
	if !c.reading {
		c.set(name, newInt(int64(*n)))
		return
	}
	v := c.get(name)
	if v == nil || v == None && !required {
		if v == nil && required && !c.failed {
			kind := astKind(c.node)
			if kind.base != astNodes.root {
				kind = kind.base
			}
			c.fail("required field \"" + name + "\" missing from " + kind.name)
		}
		return
	}
	if i, ok := c.integer(v); ok {
		*n = int32(i)
	}
}

// integer takes an int.
func (c *astCodec) integer(v Object) (int, bool) {
	if !isInt(v) {
		c.failValue("invalid integer value: " + c.t.displayRepr(v))
		return 0, false
	}
	i, ok := c.t.index(v)
	c.failed = c.failed || !ok
	return i, ok
}

// number is an int field; an optional one may be missing.
func (c *astCodec) number(name string, n *int, optional bool) {
	if !c.reading {
		c.set(name, intOf(*n))
		return
	}
	v := c.get(name)
	if v == nil || v == None && optional {
		if v == nil && !optional {
			c.missing(name)
		}
		return
	}
	if i, ok := c.integer(v); ok {
		*n = i
	}
}

// flag is an int field that is 0 or 1.
func (c *astCodec) flag(name string, b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.number(name, &n, false)
	*b = n != 0
}

// text is an identifier; where it is optional "" stands for None.
func (c *astCodec) text(name string, s *string, optional bool) {
	if !c.reading {
		if *s == "" && optional {
			c.set(name, None)
		} else {
			c.set(name, internStr(NewStr(*s)))
		}
		return
	}
	v := c.get(name)
	if v == nil || v == None {
		if !optional && !c.failed {
			if v == nil {
				c.missing(name)
			} else {
				c.failValue("field '" + name + "' is required for " + c.kindName())
			}
		}
		return
	}
	if x, ok := v.(*Str); ok {
		*s = x.s
	} else {
		c.fail("AST identifier must be of type str")
	}
}

// comment is the type comment, which the parser does not keep.
func (c *astCodec) comment() {
	if !c.reading {
		c.set("type_comment", None)
	}
}

// texts is a list of identifiers.
func (c *astCodec) texts(name string, list *[]string) {
	if !c.reading {
		items := make([]Object, len(*list))
		for i, s := range *list {
			items[i] = internStr(NewStr(s))
		}
		c.set(name, newList(items))
		return
	}
	for _, o := range c.list(name) {
		if s, ok := o.(*Str); ok {
			*list = append(*list, s.s)
		} else {
			c.fail("AST identifier must be of type str")
		}
	}
}

// list reads a list field.
func (c *astCodec) list(name string) []Object {
	v := c.get(name)
	if v == nil {
		c.missing(name)
		return nil
	}
	l := listOf(v)
	if l == nil {
		c.fail(c.kindName() + " field \"" + name + "\" must be a list, not a " + v.Class().name)
		return nil
	}
	items := make([]Object, len(l.items))
	copy(items, l.items)
	return items
}

// astList converts a list of nodes.
func astList[T any](c *astCodec, name string, list *[]T, write func(T) Object, read func(Object) T) {
	if !c.reading {
		items := make([]Object, len(*list))
		for i, x := range *list {
			items[i] = write(x)
		}
		c.set(name, newList(items))
		return
	}
	for _, o := range c.list(name) {
		if c.failed {
			return
		}
		*list = append(*list, read(o))
	}
}

// astOne converts a field that is a node.
func astOne[T any](c *astCodec, name string, optional bool, field *T, missing bool, write func(T) Object, read func(Object) T) {
	if !c.reading {
		if missing {
			c.set(name, None)
		} else {
			c.set(name, write(*field))
		}
		return
	}
	v := c.get(name)
	if v == nil || v == None {
		if optional || c.failed {
			return
		}
		if v == nil {
			c.missing(name)
		} else {
			c.failValue("field '" + name + "' is required for " + c.kindName())
		}
		return
	}
	*field = read(v)
}

// expect checks that o is a node of a class of the grammar.
func (c *astCodec) expect(o Object, class string) *Instance {
	i, ok := o.(*Instance)
	if !ok || !i.cls.isSubtype(astNodes.byName[class]) {
		c.fail("expected some sort of " + class + ", but got " + c.t.displayRepr(o))
		return nil
	}
	return i
}

func (c *astCodec) expr(name string, e *ast.Expr) {
	astOne(c, name, false, e, *e == nil, c.writeExpr, c.readExpr)
}

func (c *astCodec) optionalExpr(name string, e *ast.Expr) {
	astOne(c, name, true, e, *e == nil, c.writeExpr, c.readExpr)
}

func (c *astCodec) exprs(name string, list *[]ast.Expr) {
	astList(c, name, list, c.writeExpr, c.readExpr)
}

// exprsOrNone is a list in which None stands for a missing expression.
func (c *astCodec) exprsOrNone(name string, list *[]ast.Expr) {
	astList(c, name, list, func(e ast.Expr) Object {
		if e == nil {
			return None
		}
		return c.writeExpr(e)
	}, func(o Object) ast.Expr {
		if o == None {
			return nil
		}
		return c.readExpr(o)
	})
}

func (c *astCodec) stmts(name string, list *[]ast.Stmt) {
	astList(c, name, list, c.writeStmt, func(o Object) ast.Stmt {
		if o == None {
			return nil // for which the validator has a message
		}
		return c.readStmt(o)
	})
}

func (c *astCodec) patterns(name string, list *[]ast.Pattern) {
	astList(c, name, list, c.writePattern, c.readPattern)
}

// choice is a field whose value is one of the nodes without fields: an
// operator or a context.
func (c *astCodec) choice(name, class string, names []string, n *int) {
	if !c.reading {
		c.set(name, astNodes.single[names[*n]])
		return
	}
	v := c.get(name)
	switch {
	case v == nil:
		c.missing(name)
	case v == None:
		c.failValue("field '" + name + "' is required for " + c.kindName())
	default:
		*n = c.readChoice(v, class, names)
	}
}

func (c *astCodec) readChoice(o Object, class string, names []string) int {
	for i, name := range names {
		if isInstance(o, astNodes.byName[name]) {
			return i
		}
	}
	c.fail("expected some sort of " + class + ", but got " + c.t.displayRepr(o))
	return 0
}

// Names of operators and contexts, by the numbers of packages code and ast.
var (
	astOperators = []string{"Add", "BitAnd", "FloorDiv", "LShift", "MatMult", "Mult", "Mod", "BitOr", "Pow", "RShift", "Sub",
		"Div", "BitXor"}
	astCompares = []string{"Lt", "LtE", "Eq", "NotEq", "Gt", "GtE", "In", "NotIn", "Is", "IsNot"}
	astUnary    = []string{"Invert", "Not", "UAdd", "USub"}
	astContexts = []string{"Load", "Store", "Del"}
	astBool     = []string{"And", "Or"}
)

func (c *astCodec) context(x *ast.Context) {
	n := int(*x)
	c.choice("ctx", "expr_context", astContexts, &n)
	*x = ast.Context(n)
}

// constant is the value of a Constant or MatchSingleton.
func (c *astCodec) constant(k *code.Const) {
	if !c.reading {
		c.set("value", c.t.constant(*k))
		return
	}
	v := c.required("value")
	if v == nil {
		return
	}
	value, bad := constantOf(v)
	if bad != nil {
		c.fail("got an invalid type in Constant: " + bad.Class().name)
	}
	*k = value
}

// constantOf converts an object that can be a constant. What cannot, or an item of it, is bad.
func constantOf(o Object) (k code.Const, bad Object) {
	switch x := o.(type) {
	case *noneObject:
		return code.None{}, nil
	case *ellipsisObject:
		return code.Ellipsis{}, nil
	case *Bool:
		return code.Bool(x.v), nil
	case Int:
		return code.Int(x.v), nil
	case *BigInt:
		return code.BigInt{Value: x.v}, nil
	case Float:
		return code.Float(x.v), nil
	case *Complex:
		return code.Complex(x.v), nil
	case *Str:
		return code.Str(x.s), nil
	case *Bytes:
		return code.Bytes(x.s), nil
	case *Tuple:
		items := make(code.Tuple, len(x.items))
		for i, v := range x.items {
			k, bad := constantOf(v)
			if bad != nil {
				return nil, bad
			}
			items[i] = k
		}
		return items, nil
	case *FrozenSet:
		var items code.FrozenSet
		for i := x.next(0); i >= 0; i = x.next(i + 1) {
			k, bad := constantOf(x.table[i].key)
			if bad != nil {
				return nil, bad
			}
			items = append(items, k)
		}
		return items, nil
	}
	return nil, o
}
