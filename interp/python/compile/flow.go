package compile

import "rgo/interp/python/code"

// This file improves the graph of basic blocks: it removes what cannot be
// reached or does nothing, and copies small exits.

// maxCopySize is how long an exit block may be that is copied to its jumps.
const maxCopySize = 4

// normalize marks blocks that leave the code or do not fall through, and
// makes jumps skip empty blocks.
func normalize(b *block) {
	for i := range b.instrs {
		in := &b.instrs[i]
		if leavesCode(in.op) {
			b.exit = true
			b.noFallthrough = true
		}
		if in.op == jump || in.op == jumpNoInterrupt {
			b.noFallthrough = true
		}
		if isJump(in.op) {
			in.target = skipEmpty(in.target)
		}
	}
}

// skipEmpty is b or the first block after it that is not empty.
func skipEmpty(b *block) *block {
	for len(b.instrs) == 0 {
		b = b.next
	}
	return b
}

// optimizeFlow runs all improvements. What it leaves has no unreachable
// instructions and no empty blocks.
func (c *compiler) optimizeFlow() {
	entry := c.u.entry
	c.inlineExits()
	for b := entry; b != nil; b = b.next {
		c.optimizeBlock(b)
		clean(b)
	}
	c.inlineExits()
	markReachable(entry)
	for b := entry; b != nil; b = b.next {
		if b.predecessors == 0 {
			b.instrs = nil
			b.noFallthrough = false
			b.exit = false
		}
	}
	for b := entry; b != nil; b = b.next {
		clean(b)
	}
	removeEmpty(entry)
	redundant := false
	for b := entry; b != nil; b = b.next {
		if last := b.last(); last != nil && (last.op == jump || last.op == jumpNoInterrupt) && last.target == b.next {
			b.noFallthrough = false
			*last = instr{op: nop, at: last.at}
			clean(b)
			redundant = true
		}
	}
	if redundant {
		removeEmpty(entry)
	}
}

// inlineExits copies small exits, to the newest blocks first.
func (c *compiler) inlineExits() {
	for i := len(c.u.blocks) - 1; i >= 0; i-- {
		inlineExit(c.u.blocks[i])
	}
}

// inlineExit replaces a jump to a small exit block without lines by a copy of the
// block.
func inlineExit(b *block) {
	last := b.last()
	if last == nil || last.op != jump {
		return
	}
	target := last.target
	if !target.exit || len(target.instrs) > maxCopySize || hasLine(target) {
		return
	}
	*last = instr{op: nop, at: last.at}
	b.instrs = append(b.instrs, target.instrs...)
	b.exit = true
	b.noFallthrough = true
}

func hasLine(b *block) bool {
	for i := range b.instrs {
		if b.instrs[i].at.Line >= 0 {
			return true
		}
	}
	return false
}

// markReachable counts the ways into every block.
func markReachable(entry *block) {
	entry.predecessors = 1
	stack := []*block{entry}
	reach := func(b *block) {
		if b.predecessors == 0 {
			stack = append(stack, b)
		}
		b.predecessors++
	}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		b.visited = true
		if b.next != nil && !b.noFallthrough {
			reach(b.next)
		}
		for i := range b.instrs {
			if target := b.instrs[i].target; target != nil {
				reach(target)
			}
		}
	}
}

// clean removes the instructions of a block that do nothing, unless a line
// would get lost.
func clean(b *block) {
	kept := 0
	previous := int32(-1)
	for i := range b.instrs {
		in := &b.instrs[i]
		line := in.at.Line
		if in.op == nop {
			if line < 0 || previous == line {
				continue
			}
			if i+1 < len(b.instrs) {
				next := &b.instrs[i+1]
				if next.at.Line < 0 {
					next.at = in.at
					continue
				}
				if next.at.Line == line {
					continue
				}
			} else {
				next := b.next
				for next != nil && len(next.instrs) == 0 {
					next = next.next
				}
				if next != nil && next.instrs[0].at.Line == line {
					continue
				}
			}
		}
		if kept != i {
			b.instrs[kept] = *in
		}
		kept++
		previous = line
	}
	b.instrs = b.instrs[:kept]
}

// removeEmpty takes empty blocks out of the layout and out of the way of
// jumps.
func removeEmpty(entry *block) {
	for b := entry; b != nil; b = b.next {
		next := b.next
		for next != nil && len(next.instrs) == 0 {
			next = next.next
		}
		b.next = next
	}
	for b := entry; b != nil; b = b.next {
		for i := range b.instrs {
			if target := b.instrs[i].target; target != nil {
				b.instrs[i].target = skipEmpty(target)
			}
		}
	}
}

// duplicateExits gives every jump to an exit block without lines its own
// copy, so that it can have the line of the jump.
func (c *compiler) duplicateExits() {
	for i := len(c.u.blocks) - 1; i >= 0; i-- {
		b := c.u.blocks[i]
		last := b.last()
		if last == nil || !isJump(last.op) {
			continue
		}
		target := last.target
		if !target.exit || hasLine(target) || target.predecessors <= 1 {
			continue
		}
		copied := &block{
			instrs: append([]instr{}, target.instrs...), exit: true, noFallthrough: true,
			predecessors: 1, next: target.next, startDepth: -1,
		}
		c.u.blocks = append(c.u.blocks, copied)
		copied.instrs[0].at = last.at
		last.target = copied
		target.predecessors--
		target.next = copied
	}
	for b := c.u.entry; b != nil; b = b.next {
		for b.next != nil && len(b.next.instrs) == 0 {
			b.next = b.next.next
		}
	}
}

// propagateLines gives artificial instructions the place of those before
// them.
func (c *compiler) propagateLines() {
	for b := c.u.entry; b != nil; b = b.next {
		if len(b.instrs) == 0 {
			continue
		}
		previous := noPosition
		for i := range b.instrs {
			if b.instrs[i].at.Line < 0 {
				b.instrs[i].at = previous
			} else {
				previous = b.instrs[i].at
			}
		}
		if !b.noFallthrough && b.next.predecessors == 1 && b.next.instrs[0].at.Line < 0 {
			b.next.instrs[0].at = previous
		}
		if last := b.last(); isJump(last.op) {
			if target := last.target; target.predecessors == 1 && target.instrs[0].at.Line < 0 {
				target.instrs[0].at = previous
			}
		}
	}
	line := int32(c.u.firstLine)
	for b := c.u.entry; b != nil; b = b.next {
		last := b.last()
		if last == nil {
			continue
		}
		if last.at.Line >= 0 {
			line = last.at.Line
		} else if last.op == opcode(code.ReturnValue) {
			for i := range b.instrs {
				b.instrs[i].at.Line, b.instrs[i].at.EndLine = line, line
			}
		}
	}
}
