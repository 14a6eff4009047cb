package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file has basic blocks and how instructions are added to them.

// opcode is a code.Opcode or one of the opcodes below, which exist only
// before the layout.
type opcode uint16

const (
	setupFinally opcode = 256 + iota // push an exception handler
	setupCleanup                     // the same; the handler wants the index of the instruction
	setupWith                        // setupCleanup above a value
	popBlock                         // pop the handler
	jump
	jumpNoInterrupt
	popJumpIfFalse
	popJumpIfTrue
	popJumpIfNone
	popJumpIfNotNone
)

const (
	nop              = opcode(code.Nop)
	loadConst        = opcode(code.LoadConst)
	returnValue      = opcode(code.ReturnValue)
	jumpIfFalseOrPop = opcode(code.JumpIfFalseOrPop)
	jumpIfTrueOrPop  = opcode(code.JumpIfTrueOrPop)
	swap             = opcode(code.Swap)
)

// instr is an instruction before the layout.
type instr struct {
	op      opcode
	arg     int
	target  *block // of a jump or of a handler
	at      code.Position
	handler *block // where exceptions go
}

// block is a basic block: only its last instruction jumps.
type block struct {
	instrs        []instr
	next          *block // the block that follows in the layout
	predecessors  int
	noFallthrough bool // never goes on to next
	exit          bool // leaves the code
	visited       bool
	keepLastI     bool     // is a handler that wants the index of the instruction
	startDepth    int      // stack depth, or -1 if not known
	offset        int      // index of the first instruction
	handlers      []*block // handlers in force at the start
}

// isJump tells whether an opcode may jump.
func isJump(op opcode) bool {
	switch op {
	case jump, jumpNoInterrupt, popJumpIfFalse, popJumpIfTrue, popJumpIfNone, popJumpIfNotNone,
		jumpIfFalseOrPop, jumpIfTrueOrPop, opcode(code.ForIter), opcode(code.Send):
		return true
	}
	return false
}

// isBlockPush tells whether an opcode pushes a handler.
func isBlockPush(op opcode) bool { return op == setupFinally || op == setupCleanup || op == setupWith }

// leavesCode tells whether an opcode ends the code.
func leavesCode(op opcode) bool {
	return op == returnValue || op == opcode(code.RaiseVarargs) || op == opcode(code.Reraise)
}

// last returns the last instruction, or nil.
func (b *block) last() *instr {
	if n := len(b.instrs); n > 0 {
		return &b.instrs[n-1]
	}
	return nil
}

// noPosition is the place of instructions that come from nowhere.
var noPosition = code.Position{Line: code.NoLine, EndLine: code.NoLine, Col: code.NoColumn, EndCol: code.NoColumn}

// locate makes a node the place of the instructions that follow.
func (c *compiler) locate(s ast.Span) {
	c.u.at = code.Position{Line: s.Line, EndLine: s.EndLine, Col: s.Col, EndCol: s.EndCol}
}

// noLocation makes the instructions that follow artificial.
func (c *compiler) noLocation() { c.u.at = noPosition }

func (c *compiler) newBlock() *block {
	b := &block{startDepth: -1}
	c.u.blocks = append(c.u.blocks, b)
	return b
}

// use makes b the block that follows the current one, and current.
func (c *compiler) use(b *block) {
	c.u.current.next = b
	c.u.current = b
}

// emit adds an instruction. After a jump it starts a block.
func (c *compiler) emit(in instr) {
	if last := c.u.current.last(); last != nil && (isJump(last.op) || leavesCode(last.op)) {
		c.use(c.newBlock())
	}
	if in.arg > code.MaxArg {
		c.fail("too many constants, names or variables in one code block")
	}
	c.u.current.instrs = append(c.u.current.instrs, in)
}

func (c *compiler) op(op code.Opcode) { c.emit(instr{op: opcode(op), at: c.u.at}) }

func (c *compiler) opArg(op code.Opcode, arg int) {
	c.emit(instr{op: opcode(op), arg: arg, at: c.u.at})
}

// opName emits an instruction whose argument is a name.
func (c *compiler) opName(op code.Opcode, name string) {
	c.opArg(op, c.u.names.add(c.mangle(name)))
}

// artificial emits an instruction that comes from nowhere.
func (c *compiler) artificial(op opcode) { c.emit(instr{op: op, at: noPosition}) }

// pseudo emits an instruction that exists only before the layout.
func (c *compiler) pseudo(op opcode) { c.emit(instr{op: op, at: c.u.at}) }

// jump emits a jump, or the push of a handler.
func (c *compiler) jump(op opcode, target *block) {
	c.emit(instr{op: op, target: target, at: c.u.at})
}

// jumpArtificial emits a jump that comes from nowhere.
func (c *compiler) jumpArtificial(op opcode, target *block) {
	c.emit(instr{op: op, target: target, at: noPosition})
}

func (c *compiler) loadConst(value code.Const) {
	c.opArg(code.LoadConst, c.u.consts.add(value))
}

func (c *compiler) loadNone() { c.loadConst(code.None{}) }

// frameKind tells what a frame stands for.
type frameKind uint8

const (
	whileFrame frameKind = iota
	forFrame
	tryFrame
	finallyTryFrame // in the body of a try with finally
	finallyEndFrame // in the finally that runs for an exception
	withFrame
	asyncWithFrame
	handlerFrame // in the handlers of a try
	groupHandlerFrame
	handlerCleanupFrame // in the body of an except clause
	valueFrame          // a return value is on the stack
	asyncComprehensionFrame
)

// frame is a statement that return, break and continue have to unwind.
type frame struct {
	kind  frameKind
	start *block
	exit  *block
	final []ast.Stmt // of finallyTryFrame
	with  *ast.With
	name  string // of handlerCleanupFrame, or ""
}

// maxFrames is how deep blocks may nest.
const maxFrames = 20

func (c *compiler) push(f frame) {
	if len(c.u.frames) >= maxFrames {
		c.fail("too many statically nested blocks")
	}
	c.u.frames = append(c.u.frames, f)
}

func (c *compiler) pop() { c.u.frames = c.u.frames[:len(c.u.frames)-1] }
