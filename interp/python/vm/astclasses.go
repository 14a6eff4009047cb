package vm

import (
	"strconv"
	"strings"
)

// This file is the module _ast: the classes of the nodes of syntax trees. They
// come from the abstract grammar, as the language reference gives it.

// astGrammar is the abstract grammar: a line for each node class, "base:
// Class(type name, ...)"; ? marks what may be missing and * lists. Bases that
// are nodes themselves have no constructor list.
const astGrammar = `mod: Module(stmt* body, type_ignore* type_ignores)
mod: Interactive(stmt* body)
mod: Expression(expr body)
mod: FunctionType(expr* argtypes, expr returns)
stmt: FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment)
stmt: AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment)
stmt: ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list)
stmt: Return(expr? value)
stmt: Delete(expr* targets)
stmt: Assign(expr* targets, expr value, string? type_comment)
stmt: AugAssign(expr target, operator op, expr value)
stmt: AnnAssign(expr target, expr annotation, expr? value, int simple)
stmt: For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
stmt: AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
stmt: While(expr test, stmt* body, stmt* orelse)
stmt: If(expr test, stmt* body, stmt* orelse)
stmt: With(withitem* items, stmt* body, string? type_comment)
stmt: AsyncWith(withitem* items, stmt* body, string? type_comment)
stmt: Match(expr subject, match_case* cases)
stmt: Raise(expr? exc, expr? cause)
stmt: Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
stmt: TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
stmt: Assert(expr test, expr? msg)
stmt: Import(alias* names)
stmt: ImportFrom(identifier? module, alias* names, int? level)
stmt: Global(identifier* names)
stmt: Nonlocal(identifier* names)
stmt: Expr(expr value)
stmt: Pass
stmt: Break
stmt: Continue
expr: BoolOp(boolop op, expr* values)
expr: NamedExpr(expr target, expr value)
expr: BinOp(expr left, operator op, expr right)
expr: UnaryOp(unaryop op, expr operand)
expr: Lambda(arguments args, expr body)
expr: IfExp(expr test, expr body, expr orelse)
expr: Dict(expr* keys, expr* values)
expr: Set(expr* elts)
expr: ListComp(expr elt, comprehension* generators)
expr: SetComp(expr elt, comprehension* generators)
expr: DictComp(expr key, expr value, comprehension* generators)
expr: GeneratorExp(expr elt, comprehension* generators)
expr: Await(expr value)
expr: Yield(expr? value)
expr: YieldFrom(expr value)
expr: Compare(expr left, cmpop* ops, expr* comparators)
expr: Call(expr func, expr* args, keyword* keywords)
expr: FormattedValue(expr value, int conversion, expr? format_spec)
expr: JoinedStr(expr* values)
expr: Constant(constant value, string? kind)
expr: Attribute(expr value, identifier attr, expr_context ctx)
expr: Subscript(expr value, expr slice, expr_context ctx)
expr: Starred(expr value, expr_context ctx)
expr: Name(identifier id, expr_context ctx)
expr: List(expr* elts, expr_context ctx)
expr: Tuple(expr* elts, expr_context ctx)
expr: Slice(expr? lower, expr? upper, expr? step)
expr_context: Load
expr_context: Store
expr_context: Del
boolop: And
boolop: Or
operator: Add
operator: Sub
operator: Mult
operator: MatMult
operator: Div
operator: Mod
operator: Pow
operator: LShift
operator: RShift
operator: BitOr
operator: BitXor
operator: BitAnd
operator: FloorDiv
unaryop: Invert
unaryop: Not
unaryop: UAdd
unaryop: USub
cmpop: Eq
cmpop: NotEq
cmpop: Lt
cmpop: LtE
cmpop: Gt
cmpop: GtE
cmpop: Is
cmpop: IsNot
cmpop: In
cmpop: NotIn
AST: comprehension(expr target, expr iter, expr* ifs, int is_async)
excepthandler: ExceptHandler(expr? type, identifier? name, stmt* body)
AST: arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
AST: arg(identifier arg, expr? annotation, string? type_comment)
AST: keyword(identifier? arg, expr value)
AST: alias(identifier name, identifier? asname)
AST: withitem(expr context_expr, expr? optional_vars)
AST: match_case(pattern pattern, expr? guard, stmt* body)
pattern: MatchValue(expr value)
pattern: MatchSingleton(constant value)
pattern: MatchSequence(pattern* patterns)
pattern: MatchMapping(expr* keys, pattern* patterns, identifier? rest)
pattern: MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
pattern: MatchStar(identifier? name)
pattern: MatchAs(pattern? pattern, identifier? name)
pattern: MatchOr(pattern* patterns)
type_ignore: TypeIgnore(int lineno, string tag)`

// astPlaced are the classes whose nodes have a place in the source.
const astPlaced = " stmt expr excepthandler arg keyword alias pattern "

// astSet holds the node classes.
type astSet struct {
	root   *Type
	order  []*Type
	byName map[string]*Type
	single map[string]*Instance // the nodes of classes without fields that trees share
}

var (
	astNodes = makeASTClasses()

	nameFields = intern("_fields")
)

// makeASTClasses makes the classes of the grammar.
func makeASTClasses() *astSet {
	s := &astSet{byName: map[string]*Type{}, single: map[string]*Instance{}}
	s.root = s.class("AST", ObjectType)
	s.fields(s.root, nil, nil, false)
	for _, line := range strings.Split(astGrammar, "\n") {
		base, rest, _ := strings.Cut(line, ": ")
		b := s.byName[base]
		if b == nil {
			b = s.class(base, s.root)
			s.fields(b, nil, nil, strings.Contains(astPlaced, " "+base+" "))
		}
		name, list, _ := strings.Cut(strings.TrimSuffix(rest, ")"), "(")
		c := s.class(name, b)
		var names, optional []Object
		for _, field := range strings.Split(list, ", ") {
			kind, f, ok := strings.Cut(field, " ")
			if !ok {
				continue
			}
			names = append(names, intern(f))
			if strings.HasSuffix(kind, "?") {
				optional = append(optional, intern(f))
			}
		}
		c.dict.set(nameDoc, newASCII(rest))
		s.fields(c, names, optional, base == "AST" && strings.Contains(astPlaced, " "+name+" "))
		if len(names) == 0 {
			s.single[name] = newInstance(c, nil)
		}
		if base != "AST" {
			b.describe(rest, len(names) == 0)
		}
	}
	return s
}

// describe adds one of the alternatives that a class of the grammar has to its documentation.
func (c *Type) describe(alternative string, short bool) {
	before, some := c.dict.get(nameDoc).(*Str)
	switch {
	case !some:
		c.dict.set(nameDoc, newASCII(c.name+" = "+alternative))
	case short:
		c.dict.set(nameDoc, newASCII(before.s+" | "+alternative))
	default:
		c.dict.set(nameDoc, newASCII(before.s+"\n"+strings.Repeat(" ", len(c.name)+1)+"| "+alternative))
	}
}

func (s *astSet) class(name string, base *Type) *Type {
	c := newBuiltinType(name, base, heapDict|userClass)
	c.layout = ObjectType
	c.dict.set(intern("__module__"), newASCII("ast"))
	s.byName[name] = c
	s.order = append(s.order, c)
	return c
}

// fields sets _fields and what follows from it.
func (s *astSet) fields(c *Type, names, optional []Object, placed bool) {
	t := newTuple(names)
	if c == s.root || len(names) > 0 || c.base == s.root || c.base.base == s.root {
		c.dict.set(intern("_fields"), t)
		c.dict.set(intern("__match_args__"), t)
	}
	for _, o := range optional {
		c.dict.set(o.(*Str), None)
	}
	switch {
	case placed:
		c.dict.set(intern("_attributes"), tupleOf(intern("lineno"), intern("col_offset"), intern("end_lineno"), intern("end_col_offset")))
		c.dict.set(intern("end_lineno"), None)
		c.dict.set(intern("end_col_offset"), None)
	case c == s.root || c.base == s.root:
		c.dict.set(intern("_attributes"), emptyTuple)
	}
	c.changed()
}

func init() {
	builtinModules["_ast"] = func(t *Thread) *Module {
		m := newModule("_ast")
		for _, c := range astNodes.order {
			m.set(c.name, c)
		}
		m.set("PyCF_ONLY_AST", newInt(onlyAST))
		m.set("PyCF_TYPE_COMMENTS", newInt(0x1000))
		m.set("PyCF_ALLOW_TOP_LEVEL_AWAIT", newInt(0x2000))
		return m
	}
	astNodes.root.addRaw([]rawMethod{{"__init__", initASTNode}})
	astNodes.root.dict.set(nameNew, &Builtin{name: "__new__", owner: astNodes.root, kind: staticBuiltin, min: 1, max: -1,
		raw: func(t *Thread, args []Object, kwNames []*Str) Object { // __init__ looks at the arguments
			if !t.checkNew(astNodes.root, args, kwNames) {
				return nil
			}
			return newInstance(args[0].(*Type), nil)
		}})
	astNodes.root.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		return tupleOf(args[0].Class(), emptyTuple, args[0].(*Instance).useDict())
	}, ""}})
}

// initASTNode is AST.__init__: arguments are fields.
func initASTNode(t *Thread, args []Object, kwNames []*Str) Object {
	o := args[0]
	fields, ok := t.findAttr(o.Class(), nameFields)
	if !ok {
		return nil
	}
	var names []Object
	if fields != nil {
		if names, ok = t.collect(fields); !ok {
			return nil
		}
	}
	positional := len(args) - len(kwNames) - 1
	if positional > len(names) {
		plural := "s"
		if len(names) == 1 {
			plural = ""
		}
		return t.typeError(o.Class().name + " constructor takes at most " + strconv.Itoa(len(names)) + " positional argument" + plural)
	}
	for i, v := range args[1 : 1+positional] {
		name := strOf(names[i])
		if name == nil || !t.setAttr(o, internStr(name), v) {
			return nil
		}
	}
	for i, k := range kwNames {
		for _, n := range names[:positional] {
			if s := strOf(n); s != nil && s.s == k.s {
				return t.typeError(o.Class().name + " got multiple values for argument '" + k.s + "'")
			}
		}
		if !t.setAttr(o, internStr(k), args[1+positional+i]) {
			return nil
		}
	}
	return None
}
