package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles try and with statements. As in CPython 3.11 handlers
// cost nothing until an exception comes, and a finally block is compiled
// once for every way to leave its try.

func (c *compiler) tryFinally(s *ast.Try) {
	body, end, exit, cleanup := c.newBlock(), c.newBlock(), c.newBlock(), c.newBlock()
	c.jump(setupFinally, end)
	c.use(body)
	c.push(frame{kind: finallyTryFrame, start: body, exit: end, final: s.Final})
	if len(s.Handlers) > 0 {
		c.tryExcept(s)
	} else {
		c.stmts(s.Body)
	}
	c.artificial(popBlock)
	c.pop()
	c.stmts(s.Final)
	c.jumpArtificial(jump, exit)

	c.use(end)
	c.noLocation()
	c.jump(setupCleanup, cleanup)
	c.op(code.PushExcInfo)
	c.push(frame{kind: finallyEndFrame, start: end})
	c.stmts(s.Final)
	c.opArg(code.Reraise, 0)
	c.pop()
	c.use(cleanup)
	c.popExceptAndReraise()
	c.use(exit)
}

// popExceptAndReraise ends a handler in which an exception was raised.
func (c *compiler) popExceptAndReraise() {
	c.opArg(code.Copy, 3)
	c.op(code.PopExcept)
	c.opArg(code.Reraise, 1)
}

func (c *compiler) tryExcept(s *ast.Try) {
	if s.Star {
		c.tryExceptStar(s)
		return
	}
	body, except, end, cleanup := c.newBlock(), c.newBlock(), c.newBlock(), c.newBlock()
	c.jump(setupFinally, except)
	c.use(body)
	c.push(frame{kind: tryFrame, start: body})
	c.stmts(s.Body)
	c.pop()
	c.artificial(popBlock)
	c.stmts(s.Orelse)
	c.jumpArtificial(jump, end)

	c.use(except)
	c.noLocation()
	c.jump(setupCleanup, cleanup)
	c.op(code.PushExcInfo)
	c.push(frame{kind: handlerFrame})
	for i, handler := range s.Handlers {
		c.locate(handler.Span)
		if handler.Type == nil && i < len(s.Handlers)-1 {
			c.fail("default 'except:' must be last")
			return
		}
		next := c.newBlock()
		if handler.Type != nil {
			c.expr(handler.Type)
			c.op(code.CheckExcMatch)
			c.jump(popJumpIfFalse, next)
		}
		c.handler(handler, end)
		c.use(next)
	}
	c.noLocation()
	c.pop()
	c.opArg(code.Reraise, 0)
	c.use(cleanup)
	c.popExceptAndReraise()
	c.use(end)
}

// handler compiles the body of an except clause, which goes on at end.
func (c *compiler) handler(h *ast.ExceptHandler, end *block) {
	if h.Name == "" {
		body := c.newBlock()
		c.op(code.PopTop)
		c.use(body)
		c.push(frame{kind: handlerCleanupFrame, start: body})
		c.stmts(h.Body)
		c.pop()
		c.noLocation()
		c.pseudo(popBlock)
		c.op(code.PopExcept)
		c.jump(jump, end)
		return
	}
	cleanupEnd, body := c.newBlock(), c.newBlock()
	c.name(h.Name, ast.Store)
	c.jump(setupCleanup, cleanupEnd)
	c.use(body)
	c.push(frame{kind: handlerCleanupFrame, start: body, name: h.Name})
	c.stmts(h.Body)
	c.pop()
	c.noLocation()
	c.pseudo(popBlock)
	c.pseudo(popBlock)
	c.op(code.PopExcept)
	c.unbind(h.Name)
	c.jump(jump, end)
	c.use(cleanupEnd)
	c.noLocation()
	c.unbind(h.Name)
	c.opArg(code.Reraise, 1)
}

// tryExceptStar compiles except* clauses. While they run the stack holds the
// original exception, a list of what they raised, and the part that nobody
// has handled yet.
func (c *compiler) tryExceptStar(s *ast.Try) {
	body, except, orelse, end := c.newBlock(), c.newBlock(), c.newBlock(), c.newBlock()
	cleanup, reraiseStar := c.newBlock(), c.newBlock()
	c.jump(setupFinally, except)
	c.use(body)
	c.push(frame{kind: tryFrame, start: body})
	c.stmts(s.Body)
	c.pop()
	c.artificial(popBlock)
	c.jumpArtificial(jump, orelse)

	c.use(except)
	c.noLocation()
	c.jump(setupCleanup, cleanup)
	c.op(code.PushExcInfo)
	c.push(frame{kind: groupHandlerFrame})
	for i, handler := range s.Handlers {
		c.locate(handler.Span)
		next, match := c.newBlock(), c.newBlock()
		if i == 0 {
			c.opArg(code.Copy, 1)
			c.opArg(code.BuildList, 0)
			c.opArg(code.Swap, 2)
		}
		c.expr(handler.Type)
		c.op(code.CheckEgMatch)
		c.opArg(code.Copy, 1)
		c.jump(popJumpIfNotNone, match)
		c.op(code.PopTop)
		c.jump(jump, next)
		c.use(match)
		c.handlerStar(handler, next)
		c.use(next)
		if i == len(s.Handlers)-1 {
			c.opArg(code.ListAppend, 1)
			c.jump(jump, reraiseStar)
		}
	}
	c.noLocation()
	c.pop()
	reraise := c.newBlock()
	c.use(reraiseStar)
	c.op(code.PrepReraiseStar)
	c.opArg(code.Copy, 1)
	c.jump(popJumpIfNotNone, reraise)
	c.op(code.PopTop)
	c.pseudo(popBlock)
	c.op(code.PopExcept)
	c.jump(jump, end)
	c.use(reraise)
	c.pseudo(popBlock)
	c.opArg(code.Swap, 2)
	c.op(code.PopExcept)
	c.opArg(code.Reraise, 0)
	c.use(cleanup)
	c.popExceptAndReraise()
	c.use(orelse)
	c.stmts(s.Orelse)
	c.use(end)
}

// handlerStar compiles the body of an except* clause, which goes on at next.
func (c *compiler) handlerStar(h *ast.ExceptHandler, next *block) {
	cleanupEnd, body := c.newBlock(), c.newBlock()
	if h.Name != "" {
		c.name(h.Name, ast.Store)
	} else {
		c.op(code.PopTop)
	}
	c.jump(setupCleanup, cleanupEnd)
	c.use(body)
	c.push(frame{kind: handlerCleanupFrame, start: body, name: h.Name})
	c.stmts(h.Body)
	c.pop()
	c.noLocation()
	c.pseudo(popBlock)
	c.unbind(h.Name)
	c.jump(jump, next)
	c.use(cleanupEnd)
	c.noLocation()
	c.unbind(h.Name)
	c.opArg(code.ListAppend, 3)
	c.op(code.PopTop)
	c.jump(jump, next)
}

// with compiles a with statement from item i on.
func (c *compiler) with(s *ast.With, i int) {
	if s.Async && i == 0 && c.u.kind != asyncFunctionUnit && c.u.kind != comprehensionUnit {
		c.fail("'async with' outside async function")
		return
	}
	item := s.Items[i]
	body, final, exit, cleanup := c.newBlock(), c.newBlock(), c.newBlock(), c.newBlock()
	c.expr(item.Context)
	kind := withFrame
	if s.Async {
		kind = asyncWithFrame
		c.op(code.BeforeAsyncWith)
		c.await(1)
	} else {
		c.op(code.BeforeWith)
	}
	c.jump(setupWith, final)
	c.use(body)
	c.push(frame{kind: kind, start: body, exit: final, with: s})
	if item.Vars != nil {
		c.expr(item.Vars)
	} else {
		c.op(code.PopTop)
	}
	if i+1 == len(s.Items) {
		c.stmts(s.Body)
	} else {
		c.with(s, i+1)
	}
	c.pop()
	c.noLocation()
	c.pseudo(popBlock)
	c.locate(s.Span)
	c.callExit()
	if s.Async {
		c.await(2)
	}
	c.op(code.PopTop)
	c.jump(jump, exit)

	c.use(final)
	c.jump(setupCleanup, cleanup)
	c.op(code.PushExcInfo)
	c.op(code.WithExceptStart)
	if s.Async {
		c.await(2)
	}
	c.withExceptEnd(cleanup)
	c.use(exit)
}

// callExit calls the exit method on the stack with three Nones.
func (c *compiler) callExit() {
	c.loadNone()
	c.loadNone()
	c.loadNone()
	c.opArg(code.Call, 2)
}

// withExceptEnd raises the exception again unless the exit method returned
// true.
func (c *compiler) withExceptEnd(cleanup *block) {
	c.noLocation()
	suppress := c.newBlock()
	c.jump(popJumpIfTrue, suppress)
	c.opArg(code.Reraise, 2)
	c.use(cleanup)
	c.popExceptAndReraise()
	c.use(suppress)
	c.op(code.PopTop)
	c.pseudo(popBlock)
	c.op(code.PopExcept)
	c.op(code.PopTop)
	c.op(code.PopTop)
}
