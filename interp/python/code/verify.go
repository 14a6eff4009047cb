package code

import (
	"math/bits"
	"strconv"
)

// This file verifies code that does not come from the compiler, so that a
// virtual machine need not check each index when it runs it: what the package
// says of every Code holds, and no instruction reads below its operand stack.
// It runs the code with depths in place of values, as the verifier of the JVM
// does (JVM specification, 4.10): where paths meet their depths are the same.

// Fault says why a virtual machine must not run c; "" if it may. The code
// objects among its constants are not looked at.
func (c *Code) Fault() string {
	n := len(c.Instrs)
	slots := len(c.LocalsPlus)
	if !c.fits(slots, len(c.FreeVars)) || len(c.VarNames) > slots || len(c.LocalKinds) != slots || c.countPlaces() != n {
		return "sizes do not fit"
	}
	last := 0
	for _, h := range c.ExceptionTable {
		if h.Start < last || h.End < h.Start || h.End > n {
			return "exception table out of order"
		}
		last = h.End
	}
	v := verifier{code: c, depths: make([]int32, n), cells: c.cellSlots()}
	v.reach(0, 0)
	for len(v.work) > 0 && v.fault == "" {
		i := v.work[len(v.work)-1]
		v.work = v.work[:len(v.work)-1]
		v.follow(i)
	}
	return v.fault
}

// fits reports whether the counts of c are possible with some slots, of which
// frees are variables of outer scopes.
func (c *Code) fits(slots, frees int) bool {
	arguments := c.Arguments()
	return c.StackSize >= 0 && c.StackSize <= MaxArg && slots >= 0 && slots <= MaxArg && frees >= 0 && frees <= slots &&
		c.ArgCount >= 0 && c.KwOnlyCount >= 0 && c.PosOnlyCount >= 0 && c.PosOnlyCount <= c.ArgCount &&
		c.ArgCount <= slots && c.KwOnlyCount <= slots && arguments <= slots
}

// Arguments is the number of parameters, *args and **kwargs included: the first slots.
func (c *Code) Arguments() int {
	n := c.ArgCount + c.KwOnlyCount
	if c.Flags&VarArgs != 0 {
		n++
	}
	if c.Flags&VarKeywords != 0 {
		n++
	}
	return n
}

// verifier knows how many values are on the stack before an instruction, one
// more of it; 0 if no path has led there.
type verifier struct {
	code   *Code
	depths []int32
	cells  []bool // slots that hold cells once the first instructions have run
	work   []int  // instructions to go on from
	fault  string
}

func (v *verifier) fail(i int, what string) {
	v.fault = "instruction " + strconv.Itoa(i) + ": " + what
}

// reach notes that a path leads to instruction i with some values on the stack.
func (v *verifier) reach(i, depth int) {
	switch {
	case i >= len(v.depths):
		v.fail(i, "execution leaves the code")
	case depth < 0 || depth > v.code.StackSize:
		v.fail(i, "stack depth "+strconv.Itoa(depth)+" of "+strconv.Itoa(v.code.StackSize))
	case v.depths[i] == 0:
		v.depths[i] = int32(depth) + 1
		v.work = append(v.work, i)
	case v.depths[i] != int32(depth)+1:
		v.fail(i, "stack depths "+strconv.Itoa(int(v.depths[i])-1)+" and "+strconv.Itoa(depth))
	}
}

// follow looks at an instruction, and notes where paths lead from it.
func (v *verifier) follow(i int) {
	depth := int(v.depths[i]) - 1
	op, arg := Op(v.code.Instrs[i]), Arg(v.code.Instrs[i])
	row := Lookup(op)
	if row == nil {
		v.fail(i, "no opcode "+strconv.Itoa(int(op)))
		return
	}
	if !v.code.inRange(row.Kind, op, arg) {
		v.fail(i, "argument of "+row.Name+" out of range")
		return
	}
	if row.Kind == LocalArg && op != MakeCell && usesCell(op) != v.cells[arg] {
		v.fail(i, row.Name+" of a slot of the other kind")
		return
	}
	if operands(op, arg) > depth {
		v.fail(i, row.Name+" finds too few operands")
		return
	}
	if h := v.code.FindHandler(i); h != nil {
		above := 1
		if h.LastI {
			above = 2
		}
		v.reach(h.Target, h.Depth+above)
	}
	if row.Kind == JumpArg {
		v.reach(arg, depth+StackEffect(op, arg, true))
	}
	switch op {
	case ReturnValue, Reraise, RaiseVarargs, JumpForward, JumpBackward, JumpBackwardNoInterrupt:
	case ReturnGenerator:
		v.reach(i+1, depth+1) // the value sent
	default:
		v.reach(i+1, depth+StackEffect(op, arg, false))
	}
}

// cellSlots says which slots hold cells: those that the first instructions of
// the code make or copy. Others may not make cells.
func (c *Code) cellSlots() []bool {
	cells := make([]bool, len(c.LocalsPlus))
	for _, instr := range c.Instrs {
		switch Op(instr) {
		case MakeCell:
			if Arg(instr) < len(cells) {
				cells[Arg(instr)] = true
			}
		case CopyFreeVars:
			for i := range c.FreeVars {
				cells[len(cells)-1-i] = true
			}
		case ReturnGenerator, PopTop, Resume, Nop:
		default:
			return cells
		}
	}
	return cells
}

// usesCell reports whether an instruction wants a cell in its slot, not a value.
func usesCell(op Opcode) bool {
	switch op {
	case LoadDeref, StoreDeref, DeleteDeref, LoadClassderef, LoadClosure:
		return true
	}
	return false
}

// inRange reports whether an argument is an index of what it must be one of.
func (c *Code) inRange(kind ArgKind, op Opcode, arg int) bool {
	switch kind {
	case ConstArg:
		return arg < len(c.Consts)
	case NameArg:
		return arg < len(c.Names)
	case GlobalArg:
		return arg>>1 < len(c.Names)
	case LocalArg:
		return arg < len(c.LocalsPlus)
	case CompareArg:
		return arg < len(CompareOperators)
	case BinaryArg:
		return arg < len(BinaryOperators)
	}
	switch op {
	case Copy, Swap, ListAppend, SetAdd, MapAdd, ListExtend, SetUpdate, DictMerge, DictUpdate:
		return arg > 0
	case CopyFreeVars:
		return arg == len(c.FreeVars)
	case BuildSlice:
		return arg == 2 || arg == 3
	case RaiseVarargs:
		return arg <= 2
	}
	return true
}

// operands is how many values an instruction finds on the stack at least.
func operands(op Opcode, arg int) int {
	switch op {
	case Copy, Swap, BuildTuple, BuildList, BuildSet, BuildString, BuildSlice, RaiseVarargs:
		return arg
	case BuildMap:
		return 2 * arg
	case ListAppend, SetAdd, ListExtend, SetUpdate, DictUpdate, BuildConstKeyMap, Reraise:
		return arg + 1
	case MapAdd, Call:
		return arg + 2
	case DictMerge:
		return arg + 3
	case CallFunctionEx:
		return 3 + arg&1
	case MakeFunction:
		return 1 + bits.OnesCount(uint(arg&0xf))
	case FormatValue:
		if arg&FormatHasSpec != 0 {
			return 2
		}
		return 1
	case BinarySubscr, DeleteSubscr, CompareOp, IsOp, ContainsOp, BinaryOp, Send, StoreAttr, ImportName, PrepReraiseStar,
		CheckExcMatch, CheckEgMatch, MatchKeys, EndAsyncFor:
		return 2
	case StoreSubscr, MatchClass:
		return 3
	case WithExceptStart:
		return 4
	case Nop, PushNull, LoadBuildClass, LoadAssertionError, ReturnGenerator, SetupAnnotations, DeleteName, DeleteGlobal, LoadConst,
		LoadName, LoadGlobal, LoadFast, DeleteFast, LoadClosure, LoadDeref, DeleteDeref, LoadClassderef, MakeCell, CopyFreeVars,
		Resume, KwNames, JumpForward, JumpBackward, JumpBackwardNoInterrupt:
		return 0
	}
	return 1
}
