package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles sequence, class, mapping and or-patterns.

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
