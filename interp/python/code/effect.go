package code

// This file makes the opcode table fast to look up, and works out stack
// effects.

// byOpcode has the index of an opcode's row in Table plus one, or 0.
var byOpcode = indexTable()

func indexTable() [256]uint8 {
	var index [256]uint8
	for i, row := range Table {
		index[row.Op] = uint8(i + 1)
	}
	return index
}

// Lookup returns the row of op in Table, or nil.
func Lookup(op Opcode) *Info {
	if i := byOpcode[op]; i != 0 {
		return &Table[i-1]
	}
	return nil
}

// String is the name of an opcode, as CPython writes it.
func (op Opcode) String() string {
	if row := Lookup(op); row != nil {
		return row.Name
	}
	return "<?>"
}

// HasJump tells whether an opcode has a jump target.
func (op Opcode) HasJump() bool {
	row := Lookup(op)
	return row != nil && row.Kind == JumpArg
}

// StackEffect is the number of values that an instruction adds to the stack,
// when it jumps or when it does not.
func StackEffect(op Opcode, arg int, jump bool) int {
	switch op {
	case ForIter, Send:
		if jump {
			return -1
		}
	case JumpIfFalseOrPop, JumpIfTrueOrPop:
		if jump {
			return 0
		}
	case UnpackEx:
		return arg&0xff + arg>>8
	case LoadGlobal:
		return 1 + arg&1
	case CallFunctionEx:
		return -2 - arg&1
	case MakeFunction:
		effect := 0
		for bits := arg & 0xf; bits != 0; bits &= bits - 1 {
			effect--
		}
		return effect
	case BuildSlice:
		if arg == 3 {
			return -2
		}
		return -1
	case FormatValue:
		if arg&FormatHasSpec != 0 {
			return -1
		}
		return 0
	}
	row := Lookup(op)
	if row == nil {
		return 0
	}
	return int(row.Effect) + int(row.PerArg)*arg
}
