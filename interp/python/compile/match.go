package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles match statements. While a pattern is matched the stack
// holds, from the bottom: the values captured so far, then what is still
// being looked at. If the pattern fails all of that is popped: the jump goes
// to the block that pops as many values as there are.

// matching is the state of one pattern.
type matching struct {
	stores        []string // names captured, in the order of their values
	allowCatchAll bool     // a pattern that matches everything is allowed
	failPop       []*block // failPop[n] pops n values
	onTop         int      // values above the captures
}

func (c *compiler) match(s *ast.Match) {
	c.expr(s.Subject)
	end := c.newBlock()
	n := len(s.Cases)
	last := s.Cases[n-1]
	hasDefault := isWildcard(last.Pattern) && n > 1
	tested := n
	if hasDefault {
		tested--
	}
	for i, m := range s.Cases[:tested] {
		c.locate(m.Pattern.Range())
		if i != tested-1 {
			c.opArg(code.Copy, 1)
		}
		state := &matching{allowCatchAll: m.Guard != nil || i == n-1}
		c.pattern(m.Pattern, state)
		for _, name := range state.stores {
			c.name(name, ast.Store)
		}
		if m.Guard != nil {
			c.jumpIf(m.Guard, c.failBlock(state, 0), false)
		}
		if i != tested-1 {
			c.op(code.PopTop)
		}
		c.stmts(m.Body)
		c.jump(jump, end)
		// The cleanup belongs to the pattern, not to the end of the body.
		c.locate(m.Pattern.Range())
		c.emitFailPop(state)
	}
	if hasDefault {
		c.locate(last.Pattern.Range())
		c.op(code.Nop)
		if last.Guard != nil {
			c.jumpIf(last.Guard, end, false)
		}
		c.stmts(last.Body)
	}
	c.use(end)
}

func isWildcard(p ast.Pattern) bool {
	as, ok := p.(*ast.MatchAs)
	return ok && as.Name == "" && as.Pattern == nil
}

// failBlock is the block that pops n values and fails.
func (c *compiler) failBlock(m *matching, n int) *block {
	for len(m.failPop) <= n {
		m.failPop = append(m.failPop, c.newBlock())
	}
	return m.failPop[n]
}

// jumpToFail jumps to where all values of the pattern are popped.
func (c *compiler) jumpToFail(m *matching, op opcode) {
	c.jump(op, c.failBlock(m, m.onTop+len(m.stores)))
}

// emitFailPop emits the blocks that pop values.
func (c *compiler) emitFailPop(m *matching) {
	for n := len(m.failPop) - 1; n >= 0; n-- {
		c.use(m.failPop[n])
		if n > 0 {
			c.op(code.PopTop)
		}
	}
	m.failPop = nil
}

// rotate moves the top below count-1 values.
func (c *compiler) rotate(count int) {
	for ; count > 1; count-- {
		c.opArg(code.Swap, count)
	}
}

// capture takes the top as the value of a name, or drops it.
func (c *compiler) capture(name string, m *matching) {
	if name == "" {
		c.op(code.PopTop)
		return
	}
	if c.forbidden(name, ast.Store) || c.isDuplicate(name, m) {
		return
	}
	c.rotate(m.onTop + len(m.stores) + 1)
	m.stores = append(m.stores, name)
}

func (c *compiler) isDuplicate(name string, m *matching) bool {
	for _, other := range m.stores {
		if other == name {
			c.fail("multiple assignments to name " + code.Repr(code.Str(name)) + " in pattern")
			return true
		}
	}
	return false
}

// pattern matches the top of the stack, which it consumes.
func (c *compiler) pattern(p ast.Pattern, m *matching) {
	if !c.nest() {
		return
	}
	// The place stays that of the last pattern, also for what binds the names.
	c.locate(p.Range())
	switch p := p.(type) {
	case *ast.MatchValue:
		c.valuePattern(p, m)
	case *ast.MatchSingleton:
		c.loadConst(p.Value)
		c.opArg(code.IsOp, 0)
		c.jumpToFail(m, popJumpIfFalse)
	case *ast.MatchSequence:
		c.sequencePattern(p, m)
	case *ast.MatchMapping:
		c.mappingPattern(p, m)
	case *ast.MatchClass:
		c.classPattern(p, m)
	case *ast.MatchStar:
		c.capture(p.Name, m)
	case *ast.MatchAs:
		c.asPattern(p, m)
	case *ast.MatchOr:
		c.orPattern(p, m)
	}
	c.depth--
}

// subpattern matches a part, which may match everything.
func (c *compiler) subpattern(p ast.Pattern, m *matching) {
	before := m.allowCatchAll
	m.allowCatchAll = true
	c.pattern(p, m)
	m.allowCatchAll = before
}

func (c *compiler) valuePattern(p *ast.MatchValue, m *matching) {
	switch p.Value.(type) {
	case *ast.Constant, *ast.Attribute:
	case *ast.JoinedStr:
		c.fail("patterns may only match literals and attribute lookups")
		return
	}
	c.expr(p.Value)
	c.compareOp(ast.Eq)
	c.jumpToFail(m, popJumpIfFalse)
}

func (c *compiler) asPattern(p *ast.MatchAs, m *matching) {
	if p.Pattern == nil {
		if !m.allowCatchAll {
			if p.Name != "" {
				c.fail("name capture " + code.Repr(code.Str(p.Name)) + " makes remaining patterns unreachable")
			} else {
				c.fail("wildcard makes remaining patterns unreachable")
			}
			return
		}
		c.capture(p.Name, m)
		return
	}
	m.onTop++
	c.opArg(code.Copy, 1)
	c.pattern(p.Pattern, m)
	m.onTop--
	c.capture(p.Name, m)
}
