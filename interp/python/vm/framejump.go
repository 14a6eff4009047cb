package vm

import "rgo/interp/python/code"

// This file lets trace functions assign f_lineno: the frame goes on at another
// line. As in CPython that is possible where the operand stack of the target is
// a prefix of the current one, by kinds of values. A stack of kinds is a number
// with three bits a value, the top in the lowest bits.

const (
	kindIterator = 1 + iota
	kindExcept
	kindObject
	kindNull
)

const (
	kindBits      = 3
	kindsEmpty    = 0
	kindsUnknown  = -2
	kindsTooMany  = -1
	kindsMaxStack = 1 << 60
)

func pushKind(kinds int64, kind int64) int64 {
	if kinds < 0 || kinds >= kindsMaxStack {
		return kindsTooMany
	}
	return kinds<<kindBits | kind
}

func popKind(kinds int64) int64 { return kinds >> kindBits }

func topKind(kinds int64) int64 { return kinds & (1<<kindBits - 1) }

func kindsDepth(kinds int64) int {
	n := 0
	for ; kinds > 0; kinds = popKind(kinds) {
		n++
	}
	return n
}

// setFrameLine assigns f_lineno.
func setFrameLine(t *Thread, o, value Object) bool {
	f := o.(*FrameObject)
	fail := func(message string) bool {
		t.valueError(message)
		return false
	}
	if value == nil {
		t.raise(AttributeError, "cannot delete attribute")
		return false
	}
	if !isInt(value) {
		return fail("lineno must be an integer")
	}
	switch {
	case t.tracer.inside > 0 && t.tracer.event == "call":
		return fail("can't jump from the 'call' trace event of a new frame")
	case t.tracer.inside > 0 && t.tracer.event == "line":
	case t.tracer.inside > 0:
		return fail("can only jump from a 'line' trace event")
	case f.trace == nil:
		return fail("f_lineno can only be set by a trace function")
	default:
		return fail("can only jump from a 'line' trace event")
	}
	if f.trace == nil || f.frame == nil {
		return fail("f_lineno can only be set by a trace function")
	}
	line, ok := smallValue(plainInt(value))
	if !ok || line != int64(int32(line)) {
		return fail("lineno out of range")
	}
	src := f.code.src
	if int(line) < src.FirstLine {
		return fail("line " + intText(newInt(line)) + " comes before the current code block")
	}
	starts := lineStarts(src)
	target := 0
	for _, n := range starts {
		if n >= int(line) && (target == 0 || n < target) {
			target = n
		}
	}
	if target == 0 {
		return fail("line " + intText(newInt(line)) + " comes after the current code block")
	}
	return t.jumpTo(f, starts, target)
}

// lineStarts tells for each instruction the line that starts there, or NoLine.
func lineStarts(c *code.Code) []int {
	starts := make([]int, len(c.Instrs))
	last := code.NoLine
	for i := range starts {
		line := c.Line(i)
		starts[i] = code.NoLine
		if line != last && line != code.NoLine {
			starts[i] = line
		}
		last = line
	}
	return starts
}

// jumpTo moves a frame to the start of a line.
func (t *Thread) jumpTo(f *FrameObject, starts []int, line int) bool {
	kinds := markKinds(f.code.src)
	from := kinds[f.frame.pc-1]
	best, bestAt := int64(kindsTooMany), -1
	message, explained := "cannot find bytecode for specified line", false
	for i, n := range starts {
		if n != line {
			continue
		}
		if compatibleKinds(from, kinds[i]) {
			if kinds[i] > best {
				best, bestAt = kinds[i], i
			}
		} else if !explained {
			switch from {
			case kindsTooMany:
				message = "stack to deep to analyze"
			case kindsUnknown:
				message = "can't jump from unreachable code"
			default:
				message, explained = explainKinds(kinds[i]), true
			}
		}
	}
	if bestAt < 0 {
		t.valueError(message)
		return false
	}
	for ; from > best; from = popKind(from) {
		f.frame.sp--
		v := f.frame.values()[f.frame.sp]
		if topKind(from) == kindExcept {
			t.handling.exc, _ = v.(*Instance)
		}
	}
	f.frame.pc = bestAt + 1
	return true
}

func explainKinds(to int64) string {
	switch {
	case to == kindsTooMany:
		return "stack is too deep to analyze"
	case to == kindsUnknown:
		return "can't jump into an exception handler, or code may be unreachable"
	}
	switch topKind(to) {
	case kindExcept:
		return "can't jump into an 'except' block as there's no exception"
	case kindIterator:
		return "can't jump into the body of a for loop"
	}
	return "incompatible stacks"
}

// compatibleKinds reports whether a frame with stack from can go on where the
// stack is to, after it dropped values from the top.
func compatibleKinds(from, to int64) bool {
	if from < 0 || to < 0 {
		return false
	}
	for from > to {
		from = popKind(from)
	}
	for from > 0 {
		a, b := topKind(from), topKind(to)
		if b == 0 || b == kindObject && a == kindNull || b != kindObject && b != kindNull && a != b {
			return false
		}
		from, to = popKind(from), popKind(to)
	}
	return to == 0
}

// markKinds computes the stack of kinds before each instruction.
func markKinds(c *code.Code) []int64 {
	n := len(c.Instrs)
	kinds := make([]int64, n+1)
	for i := range kinds {
		kinds[i] = kindsUnknown
	}
	kinds[0] = kindsEmpty
	if c.Flags&(code.Generator|code.Coroutine|code.AsyncGenerator) != 0 {
		kinds[0] = pushKind(kindsEmpty, kindObject) // what starts the generator is sent to it
	}
	for again := true; again; {
		again = false
		for i := 0; i < n; i++ {
			if kinds[i] != kindsUnknown && markInstr(c, i, kinds) {
				again = true
			}
		}
		for k := range c.ExceptionTable {
			h := &c.ExceptionTable[k]
			if kinds[h.Start] == kindsUnknown || kinds[h.Target] != kindsUnknown {
				continue
			}
			again = true
			target := kinds[h.Start]
			for kindsDepth(target) > h.Depth {
				target = popKind(target)
			}
			if h.LastI {
				target = pushKind(target, kindObject)
			}
			kinds[h.Target] = pushKind(target, kindExcept)
		}
	}
	return kinds
}

// markInstr computes the stacks after instruction i; it reports whether a
// place before i became known.
func markInstr(c *code.Code, i int, kinds []int64) bool {
	op, arg := code.Op(c.Instrs[i]), code.Arg(c.Instrs[i])
	next := kinds[i]
	back := false
	jump := func(stack int64) {
		back = back || kinds[arg] == kindsUnknown && arg < i
		kinds[arg] = stack
	}
	switch op {
	case code.JumpIfFalseOrPop, code.JumpIfTrueOrPop:
		jump(next)
		next = popKind(next)
	case code.PopJumpForwardIfFalse, code.PopJumpBackwardIfFalse, code.PopJumpForwardIfTrue, code.PopJumpBackwardIfTrue,
		code.PopJumpForwardIfNone, code.PopJumpBackwardIfNone, code.PopJumpForwardIfNotNone, code.PopJumpBackwardIfNotNone:
		next = popKind(next)
		jump(next)
	case code.Send:
		jump(popKind(next))
	case code.JumpForward, code.JumpBackward, code.JumpBackwardNoInterrupt:
		jump(next)
		return back
	case code.GetIter, code.GetAiter:
		next = pushKind(popKind(next), kindIterator)
	case code.ForIter:
		jump(popKind(next))
		next = pushKind(next, kindObject)
	case code.EndAsyncFor:
		next = popKind(popKind(next))
	case code.PushExcInfo:
		next = pushKind(next, kindExcept)
	case code.PopExcept:
		next = popKind(next)
	case code.ReturnValue, code.RaiseVarargs, code.Reraise:
		return false
	case code.PushNull:
		next = pushKind(next, kindNull)
	case code.LoadMethod:
		next = pushKind(pushKind(popKind(next), kindNull), kindObject)
	case code.LoadGlobal:
		if arg&1 != 0 {
			next = pushKind(next, kindNull)
		}
		next = pushKind(next, kindObject)
	default:
		effect := code.StackEffect(op, arg, false)
		for ; effect < 0; effect++ {
			next = popKind(next)
		}
		for ; effect > 0; effect-- {
			next = pushKind(next, kindObject)
		}
	}
	kinds[i+1] = next
	return back
}
