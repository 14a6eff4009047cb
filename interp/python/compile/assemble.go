package compile

import (
	"rgo/interp/python/code"
	"rgo/interp/python/symtable"
)

// This file lays the blocks of a unit out as code.

// assemble ends the unit, with a return of None if so told, and makes its
// code.
func (c *compiler) assemble(addNone bool) *code.Code {
	u := c.u
	if last := u.current.last(); last == nil || last.op != returnValue {
		c.noLocation()
		if addNone {
			c.loadNone()
		}
		c.op(code.ReturnValue)
	}
	for _, b := range u.blocks {
		normalize(b)
	}
	flags := c.codeFlags()
	fixed := c.cellSlots()
	c.addPrefix(flags, fixed)
	localsPlus, kinds := c.fixSlots(fixed)
	c.optimizeFlow()
	c.duplicateExits()
	c.trimConsts()
	c.propagateLines()
	stackSize := c.stackDepth()
	labelHandlers(u.entry)
	for b := u.entry; b != nil; b = b.next {
		for i := range b.instrs {
			if op := b.instrs[i].op; isBlockPush(op) || op == popBlock {
				b.instrs[i].op = nop
				b.instrs[i].target = nil
			}
		}
	}
	for b := u.entry; b != nil; b = b.next {
		clean(b)
	}
	return c.layOut(flags, stackSize, localsPlus, kinds)
}

func (c *compiler) codeFlags() code.Flags {
	s := c.u.scope
	var flags code.Flags
	if s.Kind == symtable.Function {
		flags |= code.NewLocals | code.Optimized
		if s.Nested {
			flags |= code.Nested
		}
		switch {
		case s.Generator && s.Coroutine:
			flags |= code.AsyncGenerator
		case s.Generator:
			flags |= code.Generator
		case s.Coroutine:
			flags |= code.Coroutine
		}
		if s.VarArgs {
			flags |= code.VarArgs
		}
		if s.VarKeywords {
			flags |= code.VarKeywords
		}
	}
	return flags | c.flags
}

// cellSlots numbers the cells and free variables as slots that follow the
// locals; a cell that is a parameter has the parameter's slot.
func (c *compiler) cellSlots() []int {
	u := c.u
	fixed := make([]int, u.cellVars.size()+u.freeVars.size())
	for i := range fixed {
		fixed[i] = u.varNames.size() + i
	}
	for i, name := range u.cellVars.names {
		if local := u.varNames.find(name); local >= 0 {
			fixed[i] = local
		}
	}
	return fixed
}

// addPrefix inserts what a frame does first.
func (c *compiler) addPrefix(flags code.Flags, fixed []int) {
	u := c.u
	var prefix []instr
	if n := u.freeVars.size(); n > 0 {
		prefix = append(prefix, instr{op: opcode(code.CopyFreeVars), arg: n, at: noPosition})
	}
	// Cells are made in the order of their slots.
	for slot := 0; slot < u.varNames.size()+u.cellVars.size(); slot++ {
		for i := range u.cellVars.names {
			if fixed[i] == slot {
				prefix = append(prefix, instr{op: opcode(code.MakeCell), arg: i, at: noPosition})
			}
		}
	}
	if flags&(code.Generator|code.Coroutine|code.AsyncGenerator) != 0 {
		at := noPosition
		at.Line, at.EndLine = int32(u.firstLine), int32(u.firstLine)
		prefix = append(prefix,
			instr{op: opcode(code.ReturnGenerator), at: at},
			instr{op: opcode(code.PopTop), at: noPosition})
	}
	if len(prefix) > 0 {
		u.entry.instrs = append(prefix, u.entry.instrs...)
	}
}

// fixSlots closes the gaps that parameter cells leave in the slots, makes
// the instructions name the slots, and returns the slots' names and kinds.
func (c *compiler) fixSlots(fixed []int) ([]string, []code.LocalKind) {
	u := c.u
	locals := u.varNames.size()
	dropped := 0
	for i := range fixed {
		if fixed[i] == i+locals {
			fixed[i] -= dropped
		} else {
			dropped++
		}
	}
	for _, b := range u.blocks {
		for i := range b.instrs {
			switch in := &b.instrs[i]; code.Opcode(in.op) {
			case code.MakeCell, code.LoadClosure, code.LoadDeref, code.StoreDeref, code.DeleteDeref, code.LoadClassderef:
				if in.op < 256 {
					in.arg = fixed[in.arg]
				}
			}
		}
	}
	names := make([]string, locals+len(fixed)-dropped)
	kinds := make([]code.LocalKind, len(names))
	for i, name := range u.varNames.names {
		names[i] = name
		kinds[i] = code.Local
	}
	for i, name := range u.cellVars.names {
		names[fixed[i]] = name
		kinds[fixed[i]] |= code.Cell
	}
	for i, name := range u.freeVars.names {
		slot := fixed[u.cellVars.size()+i]
		names[slot] = name
		kinds[slot] |= code.Free
	}
	return names, kinds
}

// trimConsts drops the constants after the last one in use; the first stays,
// because it may be a docstring.
func (c *compiler) trimConsts() {
	most := 0
	for b := c.u.entry; b != nil; b = b.next {
		for i := range b.instrs {
			if op := b.instrs[i].op; op == loadConst || op == opcode(code.KwNames) {
				most = max(most, b.instrs[i].arg)
			}
		}
	}
	if values := c.u.consts.values; len(values) > most+1 {
		c.u.consts.values = values[:most+1]
	}
}

// effect is the effect on the stack of an instruction.
func effect(in *instr, jumps bool) int {
	switch in.op {
	case popBlock, jump, jumpNoInterrupt:
		return 0
	case setupFinally:
		if jumps {
			return 1
		}
		return 0
	case setupCleanup:
		if jumps {
			return 2
		}
		return 0
	case setupWith:
		// The handler finds two values in the place of the one that enter returned.
		if jumps {
			return 1
		}
		return 0
	case popJumpIfFalse, popJumpIfTrue, popJumpIfNone, popJumpIfNotNone:
		return -1
	}
	return code.StackEffect(code.Opcode(in.op), in.arg, jumps)
}

// stackDepth finds the depth at the start of every block and returns the
// greatest depth.
func (c *compiler) stackDepth() int {
	deepest := 0
	start := 0
	if s := c.u.scope; s.Kind == symtable.Function && (s.Generator || s.Coroutine) {
		start = 1
	}
	c.u.entry.startDepth = start
	stack := []*block{c.u.entry}
	reach := func(b *block, depth int) {
		if b.startDepth < 0 {
			b.startDepth = depth
			stack = append(stack, b)
		}
	}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		depth := b.startDepth
		next := b.next
		for i := range b.instrs {
			in := &b.instrs[i]
			after := depth + effect(in, false)
			deepest = max(deepest, after)
			if in.target != nil {
				target := depth + effect(in, true)
				deepest = max(deepest, target)
				reach(in.target, target)
			}
			depth = after
			if in.op == jump || in.op == jumpNoInterrupt || leavesCode(in.op) {
				next = nil
				break
			}
		}
		if next != nil {
			reach(next, depth)
		}
	}
	return deepest
}

// labelHandlers finds out where the exceptions of every instruction go.
func labelHandlers(entry *block) {
	for b := entry; b != nil; b = b.next {
		b.visited = false
	}
	entry.visited = true
	todo := []*block{entry}
	reach := func(b *block, handlers []*block) {
		if !b.visited {
			b.visited = true
			b.handlers = append([]*block{}, handlers...)
			todo = append(todo, b)
		}
	}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		handlers := b.handlers
		for i := range b.instrs {
			in := &b.instrs[i]
			switch {
			case isBlockPush(in.op):
				reach(in.target, handlers)
				if in.op != setupFinally {
					in.target.keepLastI = true
				}
				handlers = append(handlers, in.target)
			case in.op == popBlock:
				handlers = handlers[:len(handlers)-1]
			default:
				if len(handlers) > 0 {
					in.handler = handlers[len(handlers)-1]
				}
				if in.target != nil {
					reach(in.target, handlers)
				}
			}
		}
		if b.next != nil && !b.noFallthrough {
			reach(b.next, handlers)
		}
	}
}

// directed chooses the form of a jump for its direction.
func directed(op opcode, backward bool) code.Opcode {
	pick := func(back, forward code.Opcode) code.Opcode {
		if backward {
			return back
		}
		return forward
	}
	switch op {
	case jump:
		return pick(code.JumpBackward, code.JumpForward)
	case jumpNoInterrupt:
		return pick(code.JumpBackwardNoInterrupt, code.JumpForward)
	case popJumpIfFalse:
		return pick(code.PopJumpBackwardIfFalse, code.PopJumpForwardIfFalse)
	case popJumpIfTrue:
		return pick(code.PopJumpBackwardIfTrue, code.PopJumpForwardIfTrue)
	case popJumpIfNone:
		return pick(code.PopJumpBackwardIfNone, code.PopJumpForwardIfNone)
	case popJumpIfNotNone:
		return pick(code.PopJumpBackwardIfNotNone, code.PopJumpForwardIfNotNone)
	}
	return code.Opcode(op)
}

// namesOfKind is the names of the slots of a kind.
func namesOfKind(names []string, kinds []code.LocalKind, kind code.LocalKind) []string {
	var list []string
	for i, name := range names {
		if kinds[i]&kind != 0 {
			list = append(list, name)
		}
	}
	return list
}

// layOut writes the instructions and tables.
func (c *compiler) layOut(flags code.Flags, stackSize int, localsPlus []string, kinds []code.LocalKind) *code.Code {
	u := c.u
	size := 0
	for b := u.entry; b != nil; b = b.next {
		b.offset = size
		size += len(b.instrs)
	}
	result := &code.Code{
		Name: u.name, QualName: u.qualName, FileName: c.fileName, FirstLine: u.firstLine,
		ArgCount: u.argCount, PosOnlyCount: u.posOnlyCount, KwOnlyCount: u.kwOnlyCount, Flags: flags,
		VarNames: u.varNames.names, CellVars: namesOfKind(localsPlus, kinds, code.Cell), FreeVars: u.freeVars.names,
		LocalsPlus: localsPlus, LocalKinds: kinds, Names: u.names.names, Consts: u.consts.values,
		StackSize: stackSize, Instrs: make([]uint32, 0, size), Positions: make([]code.Position, 0, size),
	}
	if result.QualName == "" {
		result.QualName = u.name
	}
	var handler *block
	start := 0
	endRange := func(end int) {
		if handler != nil {
			depth := handler.startDepth - 1
			if handler.keepLastI {
				depth--
			}
			result.ExceptionTable = append(result.ExceptionTable, code.Handler{
				Start: start, End: end, Target: handler.offset, Depth: depth, LastI: handler.keepLastI,
			})
		}
	}
	for b := u.entry; b != nil; b = b.next {
		for i := range b.instrs {
			in := &b.instrs[i]
			index := len(result.Instrs)
			arg := in.arg
			op := code.Opcode(in.op)
			if in.target != nil {
				arg = in.target.offset
				op = directed(in.op, arg <= index)
			}
			if in.handler != handler {
				endRange(index)
				start, handler = index, in.handler
			}
			if arg > code.MaxArg {
				c.fail("code block too large")
			}
			result.Instrs = append(result.Instrs, code.Make(op, arg))
			result.Positions = append(result.Positions, in.at)
		}
	}
	endRange(len(result.Instrs))
	return result
}
