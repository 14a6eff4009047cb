package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles comparisons and conditions.

// compareOp emits one comparison.
func (c *compiler) compareOp(op ast.CompareOperator) {
	switch op {
	case ast.In:
		c.opArg(code.ContainsOp, 0)
	case ast.NotIn:
		c.opArg(code.ContainsOp, 1)
	case ast.Is:
		c.opArg(code.IsOp, 0)
	case ast.IsNot:
		c.opArg(code.IsOp, 1)
	default:
		c.opArg(code.CompareOp, int(op))
	}
}

func (c *compiler) compare(e *ast.Compare) {
	c.checkCompare(e)
	c.expr(e.Left)
	last := len(e.Ops) - 1
	if last == 0 {
		c.expr(e.Comparators[0])
		c.compareOp(e.Ops[0])
		return
	}
	cleanup := c.newBlock()
	for i, comparator := range e.Comparators[:last] {
		c.expr(comparator)
		c.opArg(code.Swap, 2)
		c.opArg(code.Copy, 2)
		c.compareOp(e.Ops[i])
		c.jump(jumpIfFalseOrPop, cleanup)
	}
	c.expr(e.Comparators[last])
	c.compareOp(e.Ops[last])
	end := c.newBlock()
	c.jumpArtificial(jump, end)
	c.use(cleanup)
	c.opArg(code.Swap, 2)
	c.op(code.PopTop)
	c.use(end)
}

// jumpIf evaluates a condition and jumps to next if its truth is when.
func (c *compiler) jumpIf(e ast.Expr, next *block, when bool) {
	if !c.nest() {
		return
	}
	c.jumpIfNode(e, next, when)
	c.depth--
}

func (c *compiler) jumpIfNode(e ast.Expr, next *block, when bool) {
	switch e := e.(type) {
	case *ast.UnaryOp:
		if e.Op == ast.Not {
			c.jumpIf(e.Operand, next, !when)
			return
		}
	case *ast.BoolOp:
		inner := next
		if e.Or != when {
			inner = c.newBlock()
		}
		last := len(e.Values) - 1
		for _, value := range e.Values[:last] {
			c.jumpIf(value, inner, e.Or)
		}
		c.jumpIf(e.Values[last], next, when)
		if inner != next {
			c.use(inner)
		}
		return
	case *ast.IfExp:
		end, orelse := c.newBlock(), c.newBlock()
		c.jumpIf(e.Test, orelse, false)
		c.jumpIf(e.Body, next, when)
		c.jumpArtificial(jump, end)
		c.use(orelse)
		c.jumpIf(e.Orelse, next, when)
		c.use(end)
		return
	case *ast.Compare:
		c.locate(e.Span)
		if len(e.Ops) > 1 {
			c.jumpIfChain(e, next, when)
			return
		}
	}
	c.expr(e)
	c.jump(conditionalJump(when), next)
}

func conditionalJump(when bool) opcode {
	if when {
		return popJumpIfTrue
	}
	return popJumpIfFalse
}

// jumpIfChain is jumpIf for a chained comparison.
func (c *compiler) jumpIfChain(e *ast.Compare, next *block, when bool) {
	c.checkCompare(e)
	last := len(e.Ops) - 1
	cleanup := c.newBlock()
	c.expr(e.Left)
	for i, comparator := range e.Comparators[:last] {
		c.expr(comparator)
		c.opArg(code.Swap, 2)
		c.opArg(code.Copy, 2)
		c.compareOp(e.Ops[i])
		c.jump(popJumpIfFalse, cleanup)
	}
	c.expr(e.Comparators[last])
	c.compareOp(e.Ops[last])
	c.jump(conditionalJump(when), next)
	end := c.newBlock()
	c.jumpArtificial(jump, end)
	c.use(cleanup)
	c.op(code.PopTop)
	if !when {
		c.jumpArtificial(jump, next)
	}
	c.use(end)
}
