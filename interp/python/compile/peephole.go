package compile

import "rgo/interp/python/code"

// This file improves the instructions of one block.

// optimizeBlock simplifies jumps on constants, jumps to jumps, tuples of
// constants, and swaps.
func (c *compiler) optimizeBlock(b *block) {
	none := instr{op: nop}
	for i := 0; i < len(b.instrs); i++ {
		in := &b.instrs[i]
		next := &none
		if i+1 < len(b.instrs) {
			next = &b.instrs[i+1]
		}
		target := &none
		if in.target != nil {
			in.target = skipEmpty(in.target)
			target = &in.target.instrs[0]
		}
		switch in.op {
		case loadConst:
			c.constantJump(b, i)
		case opcode(code.BuildTuple):
			if next.op == opcode(code.UnpackSequence) && next.arg == in.arg {
				if in.arg == 1 {
					*in = instr{op: nop, at: in.at}
					*next = instr{op: nop, at: next.at}
					continue
				}
				if in.arg == 2 || in.arg == 3 {
					*in = instr{op: nop, at: in.at}
					next.op = swap
					continue
				}
			}
			if i >= in.arg {
				c.foldTuple(b.instrs[i-in.arg : i+1])
			}
		case jumpIfFalseOrPop:
			i -= threadOrPop(in, target, jumpIfFalseOrPop, popJumpIfFalse, jumpIfTrueOrPop, popJumpIfTrue)
		case jumpIfTrueOrPop:
			i -= threadOrPop(in, target, jumpIfTrueOrPop, popJumpIfTrue, jumpIfFalseOrPop, popJumpIfFalse)
		case popJumpIfFalse, popJumpIfTrue, popJumpIfNone, popJumpIfNotNone, jump:
			if target.op == jump {
				i -= thread(in, target, in.op)
			}
		case swap:
			if in.arg == 1 {
				*in = instr{op: nop, at: in.at}
				break
			}
			i = simplifySwaps(b, i)
			applySwaps(b, i)
		case opcode(code.PushNull):
			if next.op == opcode(code.LoadGlobal) && next.arg&1 == 0 {
				*in = instr{op: nop, at: in.at}
				next.arg |= 1
			}
		}
	}
}

// constantJump simplifies tests of a constant.
func (c *compiler) constantJump(b *block, i int) {
	if i+1 >= len(b.instrs) {
		return
	}
	in, next := &b.instrs[i], &b.instrs[i+1]
	value := c.u.consts.values[in.arg]
	switch next.op {
	case popJumpIfFalse, popJumpIfTrue:
		jumps := truth(value) == (next.op == popJumpIfTrue)
		*in = instr{op: nop, at: in.at}
		if jumps {
			next.op = jump
			b.noFallthrough = true
		} else {
			*next = instr{op: nop, at: next.at}
		}
	case jumpIfFalseOrPop, jumpIfTrueOrPop:
		if truth(value) == (next.op == jumpIfTrueOrPop) {
			next.op = jump
			b.noFallthrough = true
		} else {
			*in = instr{op: nop, at: in.at}
			*next = instr{op: nop, at: next.at}
		}
	case opcode(code.IsOp):
		if _, isNone := value.(code.None); !isNone || i+2 >= len(b.instrs) {
			return
		}
		test := &b.instrs[i+2]
		if test.op != popJumpIfFalse && test.op != popJumpIfTrue {
			return
		}
		inverted := next.arg == 1
		*in = instr{op: nop, at: in.at}
		*next = instr{op: nop, at: next.at}
		if inverted != (test.op == popJumpIfFalse) {
			test.op = popJumpIfNotNone
		} else {
			test.op = popJumpIfNone
		}
	}
}

// thread makes a jump to a jump go where that goes. It returns 1 if the
// instruction should be looked at again.
func thread(in, target *instr, op opcode) int {
	if in.at.Line == target.at.Line && in.target != target.target {
		in.target = target.target
		in.op = op
		return 1
	}
	return 0
}

// threadOrPop is thread for jumps that may keep the value: same and samePop are the
// opcodes that jump on the same truth, other and otherPop those on the other.
func threadOrPop(in, target *instr, same, samePop, other, otherPop opcode) int {
	switch target.op {
	case samePop:
		return thread(in, target, samePop)
	case jump, same:
		return thread(in, target, same)
	case other, otherPop:
		if in.at.Line == target.at.Line {
			in.op = samePop
			in.target = in.target.next
			return 1
		}
	}
	return 0
}

// foldTuple turns constants and the BUILD_TUPLE after them into one constant.
func (c *compiler) foldTuple(list []instr) {
	n := len(list) - 1
	values := make(code.Tuple, n)
	for i := range values {
		if list[i].op != loadConst {
			return
		}
		values[i] = c.u.consts.values[list[i].arg]
	}
	for i := range values {
		list[i] = instr{op: nop, at: list[i].at}
	}
	list[n].op = loadConst
	list[n].arg = c.u.consts.add(values)
}

// simplifySwaps replaces a run of swaps, from instruction i, by the shortest
// run that does the same, and returns the index of its last instruction.
func simplifySwaps(b *block, i int) int {
	depth, length := b.instrs[i].arg, 0
	more := false
	for length++; i+length < len(b.instrs); length++ {
		in := &b.instrs[i+length]
		if in.op == swap {
			depth = max(depth, in.arg)
			more = true
		} else if in.op != nop {
			break
		}
	}
	if !more {
		return i
	}
	run := b.instrs[i : i+length]
	// permutation[p] is the value that ends up p values below the top.
	permutation := make([]int, depth)
	for p := range permutation {
		permutation[p] = p
	}
	for k := range run {
		if run[k].op == swap {
			p := run[k].arg - 1
			permutation[0], permutation[p] = permutation[p], permutation[0]
		}
	}
	// Write the cycles of the permutation from the end of the run backwards.
	const done = -1
	current := length - 1
	for start := 0; start < depth; start++ {
		if permutation[start] == done || permutation[start] == start {
			continue
		}
		for p := start; ; {
			if p != 0 {
				run[current].op = swap
				run[current].arg = p + 1
				current--
			}
			if permutation[p] == done {
				break
			}
			p, permutation[p] = permutation[p], done
		}
	}
	for ; current >= 0; current-- {
		run[current] = instr{op: nop, at: run[current].at}
	}
	return i + length - 1
}

// swappable tells whether an instruction pops one value, changes nothing on
// the rest of the stack, and cannot fail.
func swappable(op opcode) bool {
	return op == opcode(code.StoreFast) || op == opcode(code.PopTop)
}

// nextSwappable is the index of the next instruction after i that is
// swappable, or -1. It must be on line if that is known.
func nextSwappable(b *block, i int, line int32) int {
	for i++; i < len(b.instrs); i++ {
		in := &b.instrs[i]
		if line >= 0 && in.at.Line != line {
			return -1
		}
		if in.op == nop {
			continue
		}
		if swappable(in.op) {
			return i
		}
		return -1
	}
	return -1
}

// applySwaps does the swaps that end at instruction i now, where they are
// followed by stores, by exchanging the stores.
func applySwaps(b *block, i int) {
	for ; i >= 0; i-- {
		in := &b.instrs[i]
		if in.op != swap {
			if in.op == nop || swappable(in.op) {
				continue
			}
			return
		}
		first := nextSwappable(b, i, -1)
		if first < 0 {
			return
		}
		second := first
		line := b.instrs[first].at.Line
		for n := in.arg; n > 1; n-- {
			if second = nextSwappable(b, second, line); second < 0 {
				return
			}
		}
		*in = instr{op: nop, at: in.at}
		b.instrs[first], b.instrs[second] = b.instrs[second], b.instrs[first]
	}
}
