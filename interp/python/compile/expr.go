package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles expressions.

func (c *compiler) exprs(list []ast.Expr) {
	for _, e := range list {
		c.expr(e)
	}
}

// expr compiles an expression, which leaves one value on the stack, or stores to or
// deletes a target.
func (c *compiler) expr(e ast.Expr) {
	if !c.nest() {
		return
	}
	at := c.u.at
	c.locate(e.Range())
	c.exprNode(e)
	c.u.at = at
	c.depth--
}

// exprOrNone compiles an expression that may be nil.
func (c *compiler) exprOrNone(e ast.Expr) {
	if e == nil {
		c.loadNone()
		return
	}
	c.expr(e)
}

var unaryOpcodes = [...]code.Opcode{
	ast.Invert: code.UnaryInvert,
	ast.Not:    code.UnaryNot,
	ast.UAdd:   code.UnaryPositive,
	ast.USub:   code.UnaryNegative,
}

func (c *compiler) exprNode(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Name:
		c.name(e.ID, e.Ctx)
	case *ast.Constant:
		c.loadConst(e.Value)
	case *ast.Attribute:
		c.attribute(e)
	case *ast.Call:
		c.call(e)
	case *ast.Subscript:
		if e.Ctx == ast.Load {
			c.checkSubscript(e)
		}
		c.expr(e.Value)
		c.expr(e.Index)
		c.op(subscriptAccess.op(e.Ctx))
	case *ast.BinOp:
		c.expr(e.Left)
		c.expr(e.Right)
		c.opArg(code.BinaryOp, e.Op)
	case *ast.BoolOp:
		c.boolOp(e)
	case *ast.NamedExpr:
		c.expr(e.Value)
		c.opArg(code.Copy, 1)
		c.expr(e.Target)
	case *ast.UnaryOp:
		c.expr(e.Operand)
		c.op(unaryOpcodes[e.Op])
	case *ast.Lambda:
		c.lambda(e)
	case *ast.IfExp:
		c.ifExp(e)
	case *ast.Compare:
		c.compare(e)
	case *ast.Dict:
		c.dict(e)
	case *ast.Set:
		c.display(e.Elts, 0, setDisplay)
	case *ast.List:
		c.sequence(e.Elts, e.Ctx, listDisplay)
	case *ast.Tuple:
		c.sequence(e.Elts, e.Ctx, tupleDisplay)
	case *ast.ListComp:
		c.comprehension(e.Span, listComprehension, e.Scope, e.Generators, e.Elt, nil)
	case *ast.SetComp:
		c.comprehension(e.Span, setComprehension, e.Scope, e.Generators, e.Elt, nil)
	case *ast.DictComp:
		c.comprehension(e.Span, dictComprehension, e.Scope, e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		c.comprehension(e.Span, generatorExpression, e.Scope, e.Generators, e.Elt, nil)
	case *ast.Yield:
		if !c.inFunction() {
			c.fail("'yield' outside function")
			return
		}
		c.exprOrNone(e.Value)
		c.yield()
	case *ast.YieldFrom:
		c.yieldFromExpr(e)
	case *ast.Await:
		c.awaitExpr(e)
	case *ast.JoinedStr:
		c.joinedStr(e)
	case *ast.FormattedValue:
		c.formattedValue(e)
	case *ast.Starred:
		if e.Ctx == ast.Store {
			c.fail("starred assignment target must be in a list or tuple")
		} else {
			c.fail("can't use starred expression here")
		}
	case *ast.Slice:
		c.slice(e)
	}
}

var subscriptAccess = access{code.BinarySubscr, code.StoreSubscr, code.DeleteSubscr}

var attributeAccess = access{code.LoadAttr, code.StoreAttr, code.DeleteAttr}

func (c *compiler) attribute(e *ast.Attribute) {
	c.expr(e.Value)
	c.locateAttribute(e)
	if c.forbidden(e.Attr, e.Ctx) {
		return
	}
	c.opName(attributeAccess.op(e.Ctx), e.Attr)
}

// locateAttribute makes the name of an attribute the place, if it is on
// another line than its owner.
func (c *compiler) locateAttribute(e *ast.Attribute) {
	at := &c.u.at
	if at.Line == e.EndLine {
		return
	}
	at.Line = e.EndLine
	length := int32(0)
	for i := range e.Attr {
		_ = i
		length++
	}
	if length <= e.EndCol {
		at.Col = e.EndCol - length
	} else {
		at.Col, at.EndCol = code.NoColumn, code.NoColumn
	}
}

func (c *compiler) slice(e *ast.Slice) {
	c.exprOrNone(e.Lower)
	c.exprOrNone(e.Upper)
	n := 2
	if e.Step != nil {
		c.expr(e.Step)
		n = 3
	}
	c.opArg(code.BuildSlice, n)
}

func (c *compiler) boolOp(e *ast.BoolOp) {
	op := jumpIfFalseOrPop
	if e.Or {
		op = jumpIfTrueOrPop
	}
	end := c.newBlock()
	last := len(e.Values) - 1
	for _, value := range e.Values[:last] {
		c.expr(value)
		c.jump(op, end)
		c.use(c.newBlock())
	}
	c.expr(e.Values[last])
	c.use(end)
}

func (c *compiler) ifExp(e *ast.IfExp) {
	end, next := c.newBlock(), c.newBlock()
	c.jumpIf(e.Test, next, false)
	c.expr(e.Body)
	c.jumpArtificial(jump, end)
	c.use(next)
	c.expr(e.Orelse)
	c.use(end)
}

// yield emits the yield of the top of the stack.
func (c *compiler) yield() {
	if c.u.scope.Generator && c.u.scope.Coroutine {
		c.op(code.AsyncGenWrap)
	}
	c.op(code.YieldValue)
	c.opArg(code.Resume, code.ResumeAfterYield)
}

// yieldFrom emits the loop that passes on what an iterator yields; resume
// tells RESUME what for.
func (c *compiler) yieldFrom(resume int) {
	start, again, exit := c.newBlock(), c.newBlock(), c.newBlock()
	c.use(start)
	c.jump(opcode(code.Send), exit)
	c.use(again)
	c.op(code.YieldValue)
	c.opArg(code.Resume, resume)
	c.jump(jumpNoInterrupt, start)
	c.use(exit)
}

// await emits the await of the top of the stack; where tells GET_AWAITABLE
// what for.
func (c *compiler) await(where int) {
	c.opArg(code.GetAwaitable, where)
	c.loadNone()
	c.yieldFrom(code.ResumeAfterAwait)
}

func (c *compiler) yieldFromExpr(e *ast.YieldFrom) {
	if !c.inFunction() {
		c.fail("'yield' outside function")
		return
	}
	if c.u.kind == asyncFunctionUnit {
		c.fail("'yield from' inside async function")
		return
	}
	c.expr(e.Value)
	c.op(code.GetYieldFromIter)
	c.loadNone()
	c.yieldFrom(code.ResumeAfterYieldFrom)
}

func (c *compiler) awaitExpr(e *ast.Await) {
	if !c.inFunction() {
		c.fail("'await' outside function")
		return
	}
	if c.u.kind != asyncFunctionUnit && c.u.kind != comprehensionUnit {
		c.fail("'await' outside async function")
		return
	}
	c.expr(e.Value)
	c.await(0)
}

func (c *compiler) joinedStr(e *ast.JoinedStr) {
	n := len(e.Values)
	if n > stackGuide {
		c.loadConst(code.Str(""))
		c.opName(code.LoadMethod, "join")
		c.opArg(code.BuildList, 0)
		for _, value := range e.Values {
			c.expr(value)
			c.opArg(code.ListAppend, 1)
		}
		c.opArg(code.Call, 1)
		return
	}
	c.exprs(e.Values)
	if n != 1 {
		c.opArg(code.BuildString, n)
	}
}

func (c *compiler) formattedValue(e *ast.FormattedValue) {
	c.expr(e.Value)
	arg := code.FormatPlain
	switch e.Conversion {
	case 's':
		arg = code.FormatStr
	case 'r':
		arg = code.FormatRepr
	case 'a':
		arg = code.FormatASCII
	}
	if e.Spec != nil {
		c.expr(e.Spec)
		arg |= code.FormatHasSpec
	}
	c.opArg(code.FormatValue, arg)
}
