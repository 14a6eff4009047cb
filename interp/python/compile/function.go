package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles functions, classes and lambdas.

// decorators evaluates decorators and returns the line that the definition
// starts at.
func (c *compiler) decorators(list []ast.Expr, line int32) int {
	c.exprs(list)
	if len(list) > 0 {
		line = list[0].Range().Line
	}
	return int(line)
}

// applyDecorators calls the decorators, the last one first.
func (c *compiler) applyDecorators(list []ast.Expr) {
	at := c.u.at
	for i := len(list) - 1; i >= 0; i-- {
		c.locate(list[i].Range())
		c.opArg(code.Call, 0)
	}
	c.u.at = at
}

func (c *compiler) function(s *ast.FunctionDef) {
	c.checkParameters(s.Args)
	line := c.decorators(s.Decorators, s.Line)
	flags := c.defaults(s.Args)
	if c.annotations(s.Args, s.Returns) {
		flags |= code.FunctionAnnotations
	}
	kind := functionUnit
	if s.Async {
		kind = asyncFunctionUnit
	}
	c.enter(s.Name, kind, s.Scope, line)
	body := s.Body
	doc, hasDoc := ast.IsDocstring(body[0])
	if hasDoc = hasDoc && c.options.Optimize < 2; hasDoc {
		c.u.consts.add(doc)
		body = body[1:]
	} else {
		c.u.consts.add(code.None{})
	}
	c.countParameters(s.Args)
	c.stmts(body)
	c.closure(c.leave(true), flags)
	c.applyDecorators(s.Decorators)
	c.name(s.Name, ast.Store)
}

func (c *compiler) countParameters(args *ast.Arguments) {
	c.u.argCount = len(args.PosOnly) + len(args.Args)
	c.u.posOnlyCount = len(args.PosOnly)
	c.u.kwOnlyCount = len(args.KwOnly)
}

// checkParameters refuses parameters with forbidden names.
func (c *compiler) checkParameters(args *ast.Arguments) {
	for _, list := range [][]*ast.Arg{args.PosOnly, args.Args, {args.VarArg}, args.KwOnly, {args.KwArg}} {
		for _, arg := range list {
			if arg != nil {
				c.forbidden(arg.Name, ast.Store)
			}
		}
	}
}

// defaults evaluates default values and returns the flags that tell of them.
func (c *compiler) defaults(args *ast.Arguments) int {
	flags := 0
	if len(args.Defaults) > 0 {
		flags |= code.FunctionDefaults
		c.exprs(args.Defaults)
		c.opArg(code.BuildTuple, len(args.Defaults))
	}
	var keys code.Tuple
	for i, arg := range args.KwOnly {
		if value := args.KwDefaults[i]; value != nil {
			keys = append(keys, code.Str(c.mangle(arg.Name)))
			c.expr(value)
		}
	}
	if len(keys) > 0 {
		flags |= code.FunctionKwDefaults
		c.loadConst(keys)
		c.opArg(code.BuildConstKeyMap, len(keys))
	}
	return flags
}

// annotations evaluates the annotations of a function into a tuple, if it
// has any.
func (c *compiler) annotations(args *ast.Arguments, returns ast.Expr) bool {
	n := 0
	annotate := func(name string, e ast.Expr) {
		if e == nil {
			return
		}
		n += 2
		c.loadConst(code.Str(c.mangle(name)))
		if star, ok := e.(*ast.Starred); ok && c.flags&code.FutureAnnotations == 0 {
			c.expr(star.Value)
			c.opArg(code.UnpackSequence, 1)
			return
		}
		c.annotation(e)
	}
	for _, list := range [][]*ast.Arg{args.Args, args.PosOnly, {args.VarArg}, args.KwOnly, {args.KwArg}} {
		for _, arg := range list {
			if arg != nil {
				annotate(arg.Name, arg.Annotation)
			}
		}
	}
	annotate("return", returns)
	if n > 0 {
		c.opArg(code.BuildTuple, n)
	}
	return n > 0
}

// annotation evaluates an annotation, or loads its text if annotations are
// not evaluated.
func (c *compiler) annotation(e ast.Expr) {
	if c.flags&code.FutureAnnotations != 0 {
		c.loadConst(code.Str(ast.Unparse(e)))
		return
	}
	c.expr(e)
}

// closure makes a function of the code of an inner scope.
func (c *compiler) closure(inner *code.Code, flags int) {
	if c.err != nil {
		return
	}
	if n := len(inner.FreeVars); n > 0 {
		for _, name := range inner.FreeVars {
			c.opArg(code.LoadClosure, c.deref(name))
		}
		flags |= code.FunctionClosure
		c.opArg(code.BuildTuple, n)
	}
	c.loadConst(inner)
	c.opArg(code.MakeFunction, flags)
}

func (c *compiler) class(s *ast.ClassDef) {
	line := c.decorators(s.Decorators, s.Line)
	c.enter(s.Name, classUnit, s.Scope, line)
	c.u.private = s.Name
	c.name("__name__", ast.Load)
	c.name("__module__", ast.Store)
	c.loadConst(code.Str(c.u.qualName))
	c.name("__qualname__", ast.Store)
	c.body(s.Body)
	c.noLocation()
	if c.u.scope.NeedsClassClosure {
		c.opArg(code.LoadClosure, c.u.cellVars.find("__class__"))
		c.opArg(code.Copy, 1)
		c.name("__classcell__", ast.Store)
	} else {
		c.loadNone()
	}
	c.op(code.ReturnValue)
	inner := c.leave(true)
	c.op(code.PushNull)
	c.op(code.LoadBuildClass)
	c.closure(inner, 0)
	c.loadConst(code.Str(s.Name))
	c.callHelper(2, s.Bases, s.Keywords)
	c.applyDecorators(s.Decorators)
	c.name(s.Name, ast.Store)
}

func (c *compiler) lambda(e *ast.Lambda) {
	c.checkParameters(e.Args)
	flags := c.defaults(e.Args)
	c.enter("<lambda>", lambdaUnit, e.Scope, int(e.Line))
	c.u.consts.add(code.None{}) // the first constant would be a docstring
	c.countParameters(e.Args)
	c.expr(e.Body)
	var inner *code.Code
	if c.u.scope.Generator {
		inner = c.leave(false)
	} else {
		c.op(code.ReturnValue)
		inner = c.leave(true)
	}
	c.closure(inner, flags)
}

// comprehension compiles a comprehension as a function that is called with
// the first iterator.
func (c *compiler) comprehension(span ast.Span, kind comprehensionKind, scope int32, clauses []*ast.Comprehension, elt, value ast.Expr) {
	outer := c.u.kind
	c.enter(kind.name, comprehensionUnit, scope, int(span.Line))
	c.locate(span)
	isAsync := c.u.scope.Coroutine
	if isAsync && !kind.generator && outer != asyncFunctionUnit && outer != comprehensionUnit {
		c.fail("asynchronous comprehension outside of an asynchronous function")
	}
	if !kind.generator {
		c.opArg(kind.build, 0)
	}
	c.comprehensionClause(kind, clauses, 0, 0, elt, value)
	if !kind.generator {
		c.op(code.ReturnValue)
	}
	inner := c.leave(true)
	c.closure(inner, 0)
	c.expr(clauses[0].Iter)
	if clauses[0].Async {
		c.op(code.GetAiter)
	} else {
		c.op(code.GetIter)
	}
	c.opArg(code.Call, 0)
	if isAsync && !kind.generator {
		c.await(0)
	}
}

// comprehensionKind tells how a comprehension builds its result.
type comprehensionKind struct {
	name      string
	build     code.Opcode
	add       code.Opcode
	generator bool
}

var (
	listComprehension   = comprehensionKind{name: "<listcomp>", build: code.BuildList, add: code.ListAppend}
	setComprehension    = comprehensionKind{name: "<setcomp>", build: code.BuildSet, add: code.SetAdd}
	dictComprehension   = comprehensionKind{name: "<dictcomp>", build: code.BuildMap, add: code.MapAdd}
	generatorExpression = comprehensionKind{name: "<genexpr>", generator: true}
)

// comprehensionClause compiles clause i and those inside it; depth is the
// number of iterators on the stack.
func (c *compiler) comprehensionClause(kind comprehensionKind, clauses []*ast.Comprehension, i, depth int, elt, value ast.Expr) {
	clause := clauses[i]
	if clause.Async {
		c.asyncComprehensionClause(kind, clauses, i, depth, elt, value)
		return
	}
	start, ifCleanup, anchor := c.newBlock(), c.newBlock(), c.newBlock()
	loops := true
	if i == 0 {
		c.u.argCount = 1
		c.opArg(code.LoadFast, 0)
	} else if only := singleElement(clause.Iter); only != nil {
		// for y in [f(x)] is an assignment.
		c.expr(only)
		loops = false
	} else {
		c.expr(clause.Iter)
		c.op(code.GetIter)
	}
	if loops {
		depth++
		c.use(start)
		c.jump(opcode(code.ForIter), anchor)
	}
	c.expr(clause.Target)
	c.comprehensionRest(kind, clauses, i, depth, ifCleanup, elt, value)
	c.use(ifCleanup)
	if loops {
		c.jump(jump, start)
		c.use(anchor)
	}
}

// singleElement is the element of a display with one, or nil.
func singleElement(e ast.Expr) ast.Expr {
	var elts []ast.Expr
	switch e := e.(type) {
	case *ast.List:
		elts = e.Elts
	case *ast.Tuple:
		elts = e.Elts
	}
	if len(elts) != 1 {
		return nil
	}
	if _, ok := elts[0].(*ast.Starred); ok {
		return nil
	}
	return elts[0]
}

// comprehensionRest compiles the conditions of a clause and what is inside it.
func (c *compiler) comprehensionRest(kind comprehensionKind, clauses []*ast.Comprehension, i, depth int, ifCleanup *block, elt, value ast.Expr) {
	for _, test := range clauses[i].Ifs {
		c.jumpIf(test, ifCleanup, false)
	}
	if i+1 < len(clauses) {
		c.comprehensionClause(kind, clauses, i+1, depth, elt, value)
		return
	}
	c.expr(elt)
	switch {
	case kind.generator:
		c.yield()
		c.op(code.PopTop)
		return
	case value != nil:
		c.expr(value)
	}
	c.opArg(kind.add, depth+1)
}

func (c *compiler) asyncComprehensionClause(kind comprehensionKind, clauses []*ast.Comprehension, i, depth int, elt, value ast.Expr) {
	clause := clauses[i]
	start, except, ifCleanup := c.newBlock(), c.newBlock(), c.newBlock()
	if i == 0 {
		c.u.argCount = 1
		c.opArg(code.LoadFast, 0)
	} else {
		c.expr(clause.Iter)
		c.op(code.GetAiter)
	}
	c.use(start)
	c.push(frame{kind: asyncComprehensionFrame, start: start})
	c.jump(setupFinally, except)
	c.op(code.GetAnext)
	c.loadNone()
	c.yieldFrom(code.ResumeAfterAwait)
	c.pseudo(popBlock)
	c.expr(clause.Target)
	c.comprehensionRest(kind, clauses, i, depth+1, ifCleanup, elt, value)
	c.use(ifCleanup)
	c.jump(jump, start)
	c.pop()
	c.use(except)
	c.op(code.EndAsyncFor)
}
