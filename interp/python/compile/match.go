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

func (c *compiler) sequencePattern(p *ast.MatchSequence, m *matching) {
	n := len(p.Patterns)
	star, onlyWildcards, starIsWildcard := -1, true, false
	for i, sub := range p.Patterns {
		if s, ok := sub.(*ast.MatchStar); ok {
			if star >= 0 {
				c.fail("multiple starred names in sequence pattern")
				return
			}
			starIsWildcard = s.Name == ""
			onlyWildcards = onlyWildcards && starIsWildcard
			star = i
			continue
		}
		onlyWildcards = onlyWildcards && isWildcard(sub)
	}
	m.onTop++
	c.op(code.MatchSequence)
	c.jumpToFail(m, popJumpIfFalse)
	if star < 0 {
		c.checkLength(m, n, ast.Eq)
	} else if n > 1 {
		c.checkLength(m, n-1, ast.GtE)
	}
	m.onTop--
	switch {
	case onlyWildcards:
		c.op(code.PopTop)
	case starIsWildcard:
		c.indexPatterns(p.Patterns, star, m)
	default:
		c.unpackPatterns(p.Patterns, star, m)
	}
}

// checkLength fails unless the length of the top compares with n.
func (c *compiler) checkLength(m *matching, n int, op ast.CompareOperator) {
	c.op(code.GetLen)
	c.loadConst(code.Int(n))
	c.compareOp(op)
	c.jumpToFail(m, popJumpIfFalse)
}

// indexPatterns matches the elements beside a star that captures nothing.
func (c *compiler) indexPatterns(list []ast.Pattern, star int, m *matching) {
	m.onTop++
	for i, sub := range list {
		if i == star || isWildcard(sub) {
			continue
		}
		c.opArg(code.Copy, 1)
		if i < star {
			c.loadConst(code.Int(i))
		} else {
			// The subject may not know negative indexes.
			c.op(code.GetLen)
			c.loadConst(code.Int(len(list) - i))
			c.opArg(code.BinaryOp, code.Subtract)
		}
		c.op(code.BinarySubscr)
		c.subpattern(sub, m)
	}
	m.onTop--
	c.op(code.PopTop)
}

// unpackPatterns unpacks the subject and matches all its elements.
func (c *compiler) unpackPatterns(list []ast.Pattern, star int, m *matching) {
	n := len(list)
	if star < 0 {
		c.opArg(code.UnpackSequence, n)
	} else {
		after := n - star - 1
		if star >= 1<<8 || after >= 1<<15 {
			c.fail("too many expressions in star-unpacking sequence pattern")
			return
		}
		c.opArg(code.UnpackEx, star+after<<8)
	}
	m.onTop += n
	for _, sub := range list {
		m.onTop--
		c.subpattern(sub, m)
	}
}

func (c *compiler) classPattern(p *ast.MatchClass, m *matching) {
	attrs := make(code.Tuple, len(p.KwdAttrs))
	for i, name := range p.KwdAttrs {
		if c.forbidden(name, ast.Store) {
			return
		}
		for j := i + 1; j < len(p.KwdAttrs); j++ {
			if p.KwdAttrs[j] == name {
				c.locate(p.KwdPatterns[j].Range())
				c.fail("attribute name repeated in class pattern: " + name)
				return
			}
		}
		attrs[i] = code.Str(name)
	}
	c.expr(p.Class)
	c.loadConst(attrs)
	c.opArg(code.MatchClass, len(p.Patterns))
	c.failIfNone(m, 1)
	list := append(append([]ast.Pattern{}, p.Patterns...), p.KwdPatterns...)
	c.opArg(code.UnpackSequence, len(list))
	m.onTop += len(list) - 1
	for _, sub := range list {
		m.onTop--
		if isWildcard(sub) {
			c.op(code.PopTop)
			continue
		}
		c.subpattern(sub, m)
	}
}

// failIfNone fails if the top is None; pushed more values are on the stack
// now.
func (c *compiler) failIfNone(m *matching, pushed int) {
	m.onTop += pushed
	c.opArg(code.Copy, 1)
	c.loadNone()
	c.opArg(code.IsOp, 1)
	c.jumpToFail(m, popJumpIfFalse)
}

func (c *compiler) mappingPattern(p *ast.MatchMapping, m *matching) {
	n := len(p.Keys)
	m.onTop++
	c.op(code.MatchMapping)
	c.jumpToFail(m, popJumpIfFalse)
	if n == 0 && p.Rest == "" {
		m.onTop--
		c.op(code.PopTop)
		return
	}
	if n > 0 {
		c.checkLength(m, n, ast.GtE)
	}
	seen := map[string]bool{}
	for _, key := range p.Keys {
		switch key := key.(type) {
		case *ast.Constant:
			if k := hashKey(key.Value); seen[k] {
				c.fail("mapping pattern checks duplicate key (" + code.Repr(key.Value) + ")")
				return
			} else {
				seen[k] = true
			}
		case *ast.Attribute:
		default:
			c.fail("mapping pattern keys may only match literals and attribute lookups")
			return
		}
		c.expr(key)
	}
	c.opArg(code.BuildTuple, n)
	c.op(code.MatchKeys)
	c.failIfNone(m, 2)
	c.opArg(code.UnpackSequence, n)
	m.onTop += n - 1
	for _, sub := range p.Patterns {
		m.onTop--
		c.subpattern(sub, m)
	}
	m.onTop -= 2
	if p.Rest == "" {
		c.op(code.PopTop)
		c.op(code.PopTop)
		return
	}
	// rest = dict(subject); for key in keys: del rest[key]
	c.opArg(code.BuildMap, 0)
	c.opArg(code.Swap, 3)
	c.opArg(code.DictUpdate, 2)
	c.opArg(code.UnpackSequence, n)
	for ; n > 0; n-- {
		c.opArg(code.Copy, 1+n)
		c.opArg(code.Swap, 2)
		c.op(code.DeleteSubscr)
	}
	c.capture(p.Rest, m)
}

func (c *compiler) orPattern(p *ast.MatchOr, m *matching) {
	end := c.newBlock()
	outer := *m
	var control []string // the names that the first alternative binds
	for i, alternative := range p.Patterns {
		c.locate(alternative.Range())
		*m = matching{allowCatchAll: i == len(p.Patterns)-1 && outer.allowCatchAll}
		c.opArg(code.Copy, 1)
		c.pattern(alternative, m)
		if i == 0 {
			control = append([]string{}, m.stores...)
		} else if !c.reorder(control, m) {
			if c.err == nil {
				c.fail("alternative patterns bind different names")
			}
			return
		}
		c.jump(jump, end)
		c.emitFailPop(m)
	}
	*m = outer
	c.op(code.PopTop)
	c.jumpToFail(m, jump)
	c.use(end)
	rotations := len(control) + 1 + m.onTop + len(m.stores)
	for _, name := range control {
		c.rotate(rotations)
		if c.isDuplicate(name, m) {
			return
		}
		m.stores = append(m.stores, name)
	}
	c.op(code.PopTop)
}

// reorder brings the captures of an alternative into the order of control,
// in the state and on the stack.
func (c *compiler) reorder(control []string, m *matching) bool {
	if len(m.stores) != len(control) {
		return false
	}
	for i := len(control) - 1; i >= 0; i-- {
		j := 0
		for j < len(m.stores) && m.stores[j] != control[i] {
			j++
		}
		if j == len(m.stores) {
			return false
		}
		if i == j {
			continue
		}
		moved := append([]string{}, m.stores[:j+1]...)
		rest := append([]string{}, m.stores[j+1:]...)
		m.stores = append(append(append([]string{}, rest[:i-j]...), moved...), rest[i-j:]...)
		for k := 0; k <= j; k++ {
			c.rotate(i + 1)
		}
	}
	return true
}
