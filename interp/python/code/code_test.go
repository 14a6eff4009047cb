package code

import "testing"

func TestTableIsSortedAndComplete(t *testing.T) {
	last := -1
	for _, row := range Table {
		if int(row.Op) <= last {
			t.Errorf("%s is out of order", row.Name)
		}
		last = int(row.Op)
		if row.Doc == "" || row.Op.String() != row.Name {
			t.Errorf("bad row %v", row)
		}
	}
	if Opcode(last) != MaxOpcode {
		t.Errorf("MaxOpcode is %d, the table ends at %d", MaxOpcode, last)
	}
}

func TestStackEffect(t *testing.T) {
	tests := []struct {
		op   Opcode
		arg  int
		jump bool
		want int
	}{
		{Call, 3, false, -4},
		{CallFunctionEx, 1, false, -3},
		{CallFunctionEx, 0, false, -2},
		{LoadGlobal, 3, false, 2},
		{MakeFunction, 0xf, false, -4},
		{UnpackEx, 2 | 1<<8, false, 3},
		{UnpackSequence, 3, false, 2},
		{ForIter, 9, true, -1},
		{ForIter, 9, false, 1},
		{JumpIfTrueOrPop, 9, true, 0},
		{BuildMap, 2, false, -3},
		{BuildConstKeyMap, 2, false, -2},
	}
	for _, test := range tests {
		if got := StackEffect(test.op, test.arg, test.jump); got != test.want {
			t.Errorf("StackEffect(%s, %d, %v) = %d, want %d", test.op, test.arg, test.jump, got, test.want)
		}
	}
}

func TestFindHandler(t *testing.T) {
	c := &Code{ExceptionTable: []Handler{{Start: 2, End: 4, Target: 10}, {Start: 4, End: 5, Target: 20}, {Start: 8, End: 9, Target: 30}}}
	for i, want := range []int{0, 0, 10, 10, 20, 0, 0, 0, 30, 0} {
		got := 0
		if h := c.FindHandler(i); h != nil {
			got = h.Target
		}
		if got != want {
			t.Errorf("FindHandler(%d) = %d, want %d", i, got, want)
		}
	}
}
