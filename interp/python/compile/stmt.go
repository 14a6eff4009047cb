package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles statements other than try, with and match.

func (c *compiler) stmts(list []ast.Stmt) {
	for _, s := range list {
		if !c.nest() {
			return
		}
		c.locate(s.Range())
		c.stmt(s)
		c.depth--
	}
}

func (c *compiler) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		c.function(s)
	case *ast.ClassDef:
		c.class(s)
	case *ast.Return:
		c.returnStatement(s)
	case *ast.Delete:
		c.exprs(s.Targets)
	case *ast.Assign:
		c.expr(s.Value)
		for i, target := range s.Targets {
			if i+1 < len(s.Targets) {
				c.opArg(code.Copy, 1)
			}
			c.expr(target)
		}
	case *ast.AugAssign:
		c.augmentedAssign(s)
	case *ast.AnnAssign:
		c.annotatedAssign(s)
	case *ast.For:
		if s.Async {
			c.asyncFor(s)
		} else {
			c.forLoop(s)
		}
	case *ast.While:
		c.while(s)
	case *ast.If:
		c.ifStatement(s)
	case *ast.With:
		c.with(s, 0)
	case *ast.Match:
		c.match(s)
	case *ast.Raise:
		n := 0
		if s.Exc != nil {
			c.expr(s.Exc)
			n++
			if s.Cause != nil {
				c.expr(s.Cause)
				n++
			}
		}
		c.opArg(code.RaiseVarargs, n)
	case *ast.Try:
		if len(s.Final) > 0 {
			c.tryFinally(s)
		} else {
			c.tryExcept(s)
		}
	case *ast.Assert:
		c.assert(s)
	case *ast.Import:
		c.importStatement(s)
	case *ast.ImportFrom:
		c.importFrom(s)
	case *ast.ExprStmt:
		c.exprStatement(s)
	case *ast.Pass:
		c.op(code.Nop)
	case *ast.Break:
		c.breakStatement()
	case *ast.Continue:
		c.continueStatement()
	}
}

func (c *compiler) exprStatement(s *ast.ExprStmt) {
	if c.interactive && len(c.stack) == 0 {
		c.expr(s.Value)
		c.op(code.PrintExpr)
		return
	}
	if _, ok := s.Value.(*ast.Constant); ok {
		c.op(code.Nop)
		return
	}
	c.expr(s.Value)
	c.noLocation()
	c.op(code.PopTop)
}

func (c *compiler) returnStatement(s *ast.Return) {
	constant, isConstant := s.Value.(*ast.Constant)
	keep := s.Value != nil && !isConstant
	if !c.inFunction() {
		c.fail("'return' outside function")
		return
	}
	if s.Value != nil && c.u.scope.Coroutine && c.u.scope.Generator {
		c.fail("'return' with value in async generator")
		return
	}
	if keep {
		c.expr(s.Value)
	} else if s.Value != nil {
		c.locate(s.Value.Range())
		c.op(code.Nop)
	}
	if s.Value == nil || s.Value.Range().Line != s.Line {
		c.locate(s.Span)
		c.op(code.Nop)
	}
	c.unwind(keep, false)
	if s.Value == nil {
		c.loadNone()
	} else if !keep {
		c.loadConst(constant.Value)
	}
	c.op(code.ReturnValue)
}

func (c *compiler) ifStatement(s *ast.If) {
	end := c.newBlock()
	next := end
	if len(s.Orelse) > 0 {
		next = c.newBlock()
	}
	c.jumpIf(s.Test, next, false)
	c.stmts(s.Body)
	if len(s.Orelse) > 0 {
		c.jumpArtificial(jump, end)
		c.use(next)
		c.stmts(s.Orelse)
	}
	c.use(end)
}

func (c *compiler) forLoop(s *ast.For) {
	start, body, cleanup, end := c.newBlock(), c.newBlock(), c.newBlock(), c.newBlock()
	c.push(frame{kind: forFrame, start: start, exit: end})
	c.expr(s.Iter)
	c.op(code.GetIter)
	c.use(start)
	c.jump(opcode(code.ForIter), cleanup)
	c.use(body)
	c.expr(s.Target)
	c.stmts(s.Body)
	c.noLocation()
	c.jump(jump, start)
	c.use(cleanup)
	c.pop()
	c.stmts(s.Orelse)
	c.use(end)
}

func (c *compiler) asyncFor(s *ast.For) {
	if c.u.kind != asyncFunctionUnit && c.u.kind != comprehensionUnit {
		c.fail("'async for' outside async function")
		return
	}
	start, except, end := c.newBlock(), c.newBlock(), c.newBlock()
	c.expr(s.Iter)
	c.op(code.GetAiter)
	c.use(start)
	c.push(frame{kind: forFrame, start: start, exit: end})
	c.jump(setupFinally, except)
	c.op(code.GetAnext)
	c.loadNone()
	c.yieldFrom(code.ResumeAfterAwait)
	c.pseudo(popBlock)
	c.expr(s.Target)
	c.stmts(s.Body)
	c.noLocation()
	c.jump(jump, start)
	c.pop()
	c.use(except)
	// The iterator ends the loop, not the body.
	c.locate(s.Iter.Range())
	c.op(code.EndAsyncFor)
	c.stmts(s.Orelse)
	c.use(end)
}

func (c *compiler) while(s *ast.While) {
	loop, body, anchor, end := c.newBlock(), c.newBlock(), c.newBlock(), c.newBlock()
	c.use(loop)
	c.push(frame{kind: whileFrame, start: loop, exit: end})
	c.jumpIf(s.Test, anchor, false)
	c.use(body)
	c.stmts(s.Body)
	c.locate(s.Span)
	c.jumpIf(s.Test, body, true)
	c.pop()
	c.use(anchor)
	c.stmts(s.Orelse)
	c.use(end)
}

func (c *compiler) breakStatement() {
	at := c.u.at
	c.op(code.Nop)
	loop, ok := c.unwind(false, true)
	if !ok {
		c.u.at = at
		c.fail("'break' outside loop")
		return
	}
	c.unwindFrame(loop, false)
	c.jump(jump, loop.exit)
}

func (c *compiler) continueStatement() {
	at := c.u.at
	c.op(code.Nop)
	loop, ok := c.unwind(false, true)
	if !ok {
		c.u.at = at
		c.fail("'continue' not properly in loop")
		return
	}
	c.jump(jump, loop.start)
}

// unwind emits what leaving the frames takes: all of them, or those inside
// the innermost loop, which it then returns. keep tells that a value on the
// stack must stay there.
func (c *compiler) unwind(keep, toLoop bool) (loop frame, ok bool) {
	n := len(c.u.frames)
	if n == 0 {
		return frame{}, false
	}
	top := c.u.frames[n-1]
	if top.kind == groupHandlerFrame {
		c.fail("'break', 'continue' and 'return' cannot appear in an except* block")
		return frame{}, false
	}
	if toLoop && (top.kind == whileFrame || top.kind == forFrame) {
		return top, true
	}
	c.u.frames = c.u.frames[:n-1]
	c.unwindFrame(top, keep)
	loop, ok = c.unwind(keep, toLoop)
	c.u.frames = append(c.u.frames[:n-1], top)
	return loop, ok
}

// unwindFrame emits what leaving one frame takes.
func (c *compiler) unwindFrame(f frame, keep bool) {
	swapIfKept := func() {
		if keep {
			c.opArg(code.Swap, 2)
		}
	}
	switch f.kind {
	case forFrame, valueFrame:
		swapIfKept()
		c.op(code.PopTop)
	case tryFrame:
		c.pseudo(popBlock)
	case finallyTryFrame:
		c.pseudo(popBlock)
		if keep {
			c.push(frame{kind: valueFrame})
		}
		c.stmts(f.final)
		if keep {
			c.pop()
		}
		c.noLocation()
	case finallyEndFrame:
		swapIfKept()
		c.op(code.PopTop)
		swapIfKept()
		c.pseudo(popBlock)
		c.op(code.PopExcept)
	case withFrame, asyncWithFrame:
		c.locate(f.with.Span)
		c.pseudo(popBlock)
		swapIfKept()
		c.callExit()
		if f.kind == asyncWithFrame {
			c.await(2)
		}
		c.op(code.PopTop)
		c.noLocation()
	case handlerCleanupFrame:
		if f.name != "" {
			c.pseudo(popBlock)
		}
		swapIfKept()
		c.pseudo(popBlock)
		c.op(code.PopExcept)
		c.unbind(f.name)
	}
}

// unbind sets a name to None and deletes it, if there is one.
func (c *compiler) unbind(name string) {
	if name != "" {
		c.loadNone()
		c.name(name, ast.Store)
		c.name(name, ast.Del)
	}
}

func (c *compiler) assert(s *ast.Assert) {
	c.checkAssert(s)
	if c.options.Optimize > 0 {
		return
	}
	end := c.newBlock()
	c.jumpIf(s.Test, end, true)
	c.op(code.LoadAssertionError)
	if s.Msg != nil {
		c.expr(s.Msg)
		c.opArg(code.Call, 0)
	}
	c.opArg(code.RaiseVarargs, 1)
	c.use(end)
}
