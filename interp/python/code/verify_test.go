package code

import (
	"strings"
	"testing"
)

// TestFault changes one thing of a code object that may run.
func TestFault(t *testing.T) {
	sound := func() *Code {
		return &Code{
			StackSize: 3, LocalsPlus: []string{"x", "c"}, LocalKinds: []LocalKind{Local, Free}, VarNames: []string{"x"},
			FreeVars: []string{"c"}, Names: []string{"n"}, Consts: []Const{None{}, Int(1)}, Positions: make([]Position, 8),
			Instrs: []uint32{
				Make(CopyFreeVars, 1), Make(LoadFast, 0), Make(LoadConst, 1), Make(BinaryOp, Add), Make(PopJumpForwardIfFalse, 6),
				Make(JumpForward, 6), Make(LoadConst, 0), Make(ReturnValue, 0),
			},
			ExceptionTable: []Handler{{Start: 1, End: 3, Target: 7, Depth: 0}},
		}
	}
	if fault := sound().Fault(); fault != "" {
		t.Fatal(fault)
	}
	for _, test := range []struct {
		spoil func(c *Code)
		want  string
	}{
		{func(c *Code) { c.Instrs[1] = Make(LoadFast, 2) }, "instruction 1: argument of LOAD_FAST out of range"},
		{func(c *Code) { c.Instrs[2] = Make(LoadConst, 2) }, "argument of LOAD_CONST"},
		{func(c *Code) { c.Instrs[2] = Make(LoadGlobal, 2) }, "argument of LOAD_GLOBAL"},
		{func(c *Code) { c.Instrs[3] = Make(BinaryOp, 26) }, "argument of BINARY_OP"},
		{func(c *Code) { c.Instrs[3] = Make(CompareOp, 6) }, "argument of COMPARE_OP"},
		{func(c *Code) { c.Instrs[0] = Make(CopyFreeVars, 2) }, "argument of COPY_FREE_VARS"},
		{func(c *Code) { c.Instrs[0] = Make(Copy, 0) }, "argument of COPY"},
		{func(c *Code) { c.Instrs[0] = Make(Copy, 1) }, "COPY finds too few operands"},
		{func(c *Code) { c.Instrs[3] = Make(StoreSubscr, 0) }, "STORE_SUBSCR finds too few operands"},
		{func(c *Code) { c.Instrs[3] = Make(Call, 1) }, "CALL finds too few operands"},
		{func(c *Code) { c.Instrs[3] = Make(ListAppend, 2) }, "LIST_APPEND finds too few operands"},
		{func(c *Code) { c.Instrs[1] = Make(LoadFast, 1) }, "LOAD_FAST of a slot of the other kind"},
		{func(c *Code) { c.Instrs[1] = Make(LoadDeref, 0) }, "LOAD_DEREF of a slot of the other kind"},
		{func(c *Code) { c.Instrs[0], c.Instrs[1] = Make(Nop, 0), Make(LoadDeref, 1) }, "LOAD_DEREF of a slot of the other kind"},
		{func(c *Code) { c.Instrs[0] = Make(180, 0) }, "no opcode 180"},
		{func(c *Code) { c.Instrs[4] = Make(PopJumpForwardIfFalse, 8) }, "instruction 8: execution leaves the code"},
		{func(c *Code) { c.Instrs[7] = Make(Nop, 0) }, "instruction 8: execution leaves the code"},
		{func(c *Code) { c.Instrs[5] = Make(LoadConst, 0) }, "stack depths 0 and 1"},
		{func(c *Code) { c.StackSize = 1 }, "stack depth 2 of 1"},
		{func(c *Code) { c.StackSize = -1 }, "sizes"},
		{func(c *Code) { c.Positions = nil }, "sizes"},
		{func(c *Code) { c.ArgCount = 3 }, "sizes"},
		{func(c *Code) { c.ExceptionTable[0].Depth = 3 }, "stack depth 4 of 3"},
		{func(c *Code) { c.ExceptionTable[0].End = 9 }, "exception table"},
		{func(c *Code) { c.ExceptionTable = append(c.ExceptionTable, Handler{}) }, "exception table"},
	} {
		c := sound()
		test.spoil(c)
		if fault := c.Fault(); !strings.Contains(fault, test.want) {
			t.Errorf("%q, want %q", fault, test.want)
		}
	}
}
