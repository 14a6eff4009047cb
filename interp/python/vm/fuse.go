package vm

import "rgo/interp/python/code"

// This file makes the instructions that the loop runs from those that the
// program shows. Where several instructions stand behind each other that often
// do, the first is replaced by a fused one, which does the work of all of them
// on its fast path: integers, floats, instances whose attribute is cached. On
// any other path it does what the instruction that it replaced does. The others
// stay where they are: a jump may lead to one. So instructions keep their
// indexes, and nothing but the loop knows of fusion.

// Fused instructions. Their letters say where operands come from: F a local
// variable, C a constant, S the operand stack. The first three operands of the
// parts, in their order, are in the bytes of the argument.
const (
	fusedFF code.Opcode = 180 + iota // push two
	fusedFC
	fusedStoreF     // store one, push one
	fusedStoreStore // store two
	fusedAttrF      // push an attribute of a local variable
	fusedSetAttrF   // set one
	fusedSetAttrFF  // to a local variable
	fusedMethodF
	fusedAddFF
	fusedAddFC
	fusedAddSF
	fusedAddSC
	fusedAddSS
	fusedSubFF
	fusedSubFC
	fusedSubSF
	fusedSubSC
	fusedSubSS
	fusedMulFF
	fusedMulFC
	fusedMulSF
	fusedMulSC
	fusedMulSS
	fusedAddStoreFC // i = i + 1
	fusedBinaryFF   // another operator, by the third operand
	fusedBinaryFC
	fusedSubscrFF
	fusedSubscrSF
	fusedSubscrSC
	fusedSlice // between two values
	fusedSliceStep
	fusedSetSlice
	fusedIsJump // IS_OP; the third operand tells whether a jump is for True
	fusedInJump // CONTAINS_OP
	fusedJumpFF // compare and jump if the third operand has the order
	fusedJumpFC
	fusedJumpSF
	fusedJumpSC
	fusedJumpSS
	fusedForStore // next value of an iterator to a local variable
	fusedReturnF
	fusedReturnC
	fusedCallF // push one, and call
	fusedPopJump
	fusedResumePop
	fusedJumpBackward // without counting
)

// Code is fused, and gets inline caches, when it has run for a while. Until then
// calls and rounds of loops are counted.
const (
	coldness = 17
	callHeat = 6
	loopHeat = 1
)

// warm counts what a cold code object does, and fuses its instructions when
// that is enough.
func (c *Code) warm(t *Thread, heat int) bool {
	if c.cold <= 0 { // as another thread has found
		return true
	}
	if c.cold -= heat; c.cold > 0 {
		return false
	}
	c.caches, c.owner = c.makeCaches(), t.caches
	c.fused = fuse(c.instrs)
	if code.Op(c.instrs[0]) == code.Resume {
		c.entry = 1
	}
	return true
}

// A fusion is a sequence of instructions and what it becomes.
type fusion struct {
	op       code.Opcode
	operator int // of the BINARY_OP or COMPARE_OP in it, or -1 for any
	parts    []code.Opcode
}

// fusions are all of them, by their first instruction. Of sequences that save
// as much, the first is taken.
var fusions = groupFusions(makeFusions())

func groupFusions(list []fusion) (groups [256][]fusion) {
	for _, f := range list {
		first := f.parts[0]
		groups[first] = append(groups[first], f)
	}
	return groups
}

func makeFusions() []fusion {
	const f, c, binary = code.LoadFast, code.LoadConst, code.BinaryOp
	list := []fusion{
		{fusedAddStoreFC, code.Add, []code.Opcode{f, c, binary, code.StoreFast}},
	}
	for _, jump := range []code.Opcode{code.PopJumpForwardIfFalse, code.PopJumpBackwardIfFalse, code.PopJumpForwardIfTrue, code.PopJumpBackwardIfTrue} {
		list = append(list,
			fusion{fusedJumpFF, -1, []code.Opcode{f, f, code.CompareOp, jump}},
			fusion{fusedJumpFC, -1, []code.Opcode{f, c, code.CompareOp, jump}},
			fusion{fusedJumpSF, -1, []code.Opcode{f, code.CompareOp, jump}},
			fusion{fusedJumpSC, -1, []code.Opcode{c, code.CompareOp, jump}},
			fusion{fusedJumpSS, -1, []code.Opcode{code.CompareOp, jump}},
			fusion{fusedIsJump, 0, []code.Opcode{code.IsOp, jump}},
			fusion{fusedInJump, 0, []code.Opcode{code.ContainsOp, jump}})
	}
	for _, row := range []struct {
		first    code.Opcode
		operator int
	}{{fusedAddFF, code.Add}, {fusedSubFF, code.Subtract}, {fusedMulFF, code.Multiply}} {
		list = append(list,
			fusion{row.first, row.operator, []code.Opcode{f, f, binary}},
			fusion{row.first + 1, row.operator, []code.Opcode{f, c, binary}},
			fusion{row.first + 2, row.operator, []code.Opcode{f, binary}},
			fusion{row.first + 3, row.operator, []code.Opcode{c, binary}},
			fusion{row.first + 4, row.operator, []code.Opcode{binary}})
	}
	return append(list,
		fusion{fusedBinaryFF, -1, []code.Opcode{f, f, binary}},
		fusion{fusedBinaryFC, -1, []code.Opcode{f, c, binary}},
		fusion{fusedSubscrFF, 0, []code.Opcode{f, f, code.BinarySubscr}},
		fusion{fusedSubscrSF, 0, []code.Opcode{f, code.BinarySubscr}},
		fusion{fusedSubscrSC, 0, []code.Opcode{c, code.BinarySubscr}},
		fusion{fusedSlice, 2, []code.Opcode{code.BuildSlice, code.BinarySubscr}},
		fusion{fusedSliceStep, 3, []code.Opcode{code.BuildSlice, code.BinarySubscr}},
		fusion{fusedSetSlice, 2, []code.Opcode{code.BuildSlice, code.StoreSubscr}},
		fusion{fusedAttrF, 0, []code.Opcode{f, code.LoadAttr}},
		fusion{fusedMethodF, 0, []code.Opcode{f, code.LoadMethod}},
		fusion{fusedSetAttrF, 0, []code.Opcode{f, code.StoreAttr}},
		fusion{fusedSetAttrFF, 0, []code.Opcode{f, f, code.StoreAttr}},
		fusion{fusedReturnF, 0, []code.Opcode{f, code.ReturnValue}},
		fusion{fusedReturnC, 0, []code.Opcode{c, code.ReturnValue}},
		fusion{fusedCallF, 0, []code.Opcode{f, code.Call}},
		fusion{fusedForStore, 0, []code.Opcode{code.ForIter, code.StoreFast}},
		fusion{fusedPopJump, 0, []code.Opcode{code.PopTop, code.JumpBackward}},
		fusion{fusedJumpBackward, 0, []code.Opcode{code.JumpBackward}},
		fusion{fusedResumePop, 0, []code.Opcode{code.Resume, code.PopTop}},
		fusion{fusedStoreF, 0, []code.Opcode{code.StoreFast, f}},
		fusion{fusedStoreStore, 0, []code.Opcode{code.StoreFast, code.StoreFast}},
		fusion{fusedFF, 0, []code.Opcode{f, f}},
		fusion{fusedFC, 0, []code.Opcode{f, c}},
	)
}

// fuse returns the instructions that the loop runs for instrs. At every place
// it takes what leads to the end, or to the next jump, in the fewest steps.
func fuse(instrs []uint32) []uint32 {
	out := make([]uint32, len(instrs))
	copy(out, instrs)
	steps := make([]int, len(instrs)+1)
	for i := len(instrs) - 1; i >= 0; i-- {
		steps[i] = 1 + steps[i+1]
		fused := false
		group := fusions[code.Op(instrs[i])]
		for k := range group {
			f := &group[k]
			n := len(f.parts)
			if !f.starts(instrs[i:]) {
				continue
			}
			// Pushing two values saves nothing if the second could be fused with what follows.
			if s := 1 + steps[i+n]; s < steps[i] || s == steps[i] && n == 1 && !fused {
				if word, ok := f.pack(instrs[i : i+n]); ok {
					out[i], steps[i], fused = word, s, true
				}
			}
		}
	}
	return out
}

// starts reports whether instrs start with the parts.
func (f *fusion) starts(instrs []uint32) bool {
	if len(instrs) < len(f.parts) {
		return false
	}
	for k, op := range f.parts {
		if code.Op(instrs[k]) != op {
			return false
		}
	}
	return true
}

// jumpsIfFalse reports whether part k is a jump if a value is false.
func (f *fusion) jumpsIfFalse(k int) bool {
	return f.parts[k] == code.PopJumpForwardIfFalse || f.parts[k] == code.PopJumpBackwardIfFalse
}

// pack returns the fused instruction for its parts, if their operands fit.
func (f *fusion) pack(instrs []uint32) (word uint32, ok bool) {
	word = uint32(f.op)
	shift := 8
	for k, instr := range instrs {
		arg := code.Arg(instr)
		switch f.parts[k] {
		case code.BinaryOp:
			if f.operator >= 0 {
				if arg%code.Inplace != f.operator {
					return 0, false
				}
				continue
			}
		case code.CompareOp:
			arg = ordersOf[arg]
			if f.jumpsIfFalse(k + 1) {
				arg ^= anyOrder
			}
			shift = 24
		case code.IsOp, code.ContainsOp:
			// The operand itself is 1 for "not"; what the jump asks of the operands is the opposite for each.
			asks := 1 - arg
			if f.jumpsIfFalse(k + 1) {
				asks = 1 - asks
			}
			return word | uint32(arg)<<8 | uint32(asks)<<24, true
		case code.BuildSlice:
			if arg != f.operator {
				return 0, false
			}
			continue
		case code.ForIter, code.JumpBackward:
			if k == 0 {
				word |= uint32(arg) << 8
			}
			continue
		case code.StoreFast:
			if f.op == fusedForStore { // the loop takes it from there
				if arg > 0xff {
					return 0, false
				}
				continue
			}
		case code.LoadFast, code.LoadConst, code.Call:
		default:
			continue
		}
		if arg > 0xff {
			return 0, false
		}
		word |= uint32(arg) << shift
		shift += 8
	}
	return word, true
}
