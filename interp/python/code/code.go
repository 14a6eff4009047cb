// Package code is the contract between the compiler and the virtual machine
// of the Python interpreter.
//
// What comes in: nothing; it is data. What goes out: the Code object, the
// opcode numbering with its table of stack effects, the constants, and the
// operand tables (binary operators, comparisons, flags). What holds for every
// Code that the compiler hands out:
//
//   - every jump argument is an absolute index into Instrs, and is in range;
//   - no execution leaves Instrs: the last reachable instruction of every path
//     is RETURN_VALUE, RAISE_VARARGS, RERAISE or a jump;
//   - the operand stack never holds more than StackSize values;
//   - Positions has one entry an instruction;
//   - ExceptionTable is sorted by Start and its ranges do not overlap.
//
// The instruction set is CPython 3.11's, with its names and stack semantics,
// except that there are no CACHE and EXTENDED_ARG units and that PRECALL is
// folded into CALL. Opcode numbers are CPython's too; numbers above MaxOpcode
// are free for instructions that a virtual machine makes for itself.
package code

// Flags are the bits of co_flags.
type Flags uint32

// The values of Flags, as in CPython.
const (
	Optimized         Flags = 0x0001 // locals live in fast slots, there is no locals dictionary
	NewLocals         Flags = 0x0002 // a call makes a new local namespace
	VarArgs           Flags = 0x0004 // has *args
	VarKeywords       Flags = 0x0008 // has **kwargs
	Nested            Flags = 0x0010 // is inside another function
	Generator         Flags = 0x0020 // a generator function
	Coroutine         Flags = 0x0080 // an async def function
	IterableCoroutine Flags = 0x0100 // set by types.coroutine at run time
	AsyncGenerator    Flags = 0x0200 // an async def function with yield

	FutureDivision        Flags = 0x20000 // the future flags are inherited by exec and compile
	FutureAbsoluteImport  Flags = 0x40000
	FutureWithStatement   Flags = 0x80000
	FuturePrintFunction   Flags = 0x100000
	FutureUnicodeLiterals Flags = 0x200000
	FutureBarryAsBDFL     Flags = 0x400000
	FutureGeneratorStop   Flags = 0x800000
	FutureAnnotations     Flags = 0x1000000
)

// FutureMask selects the future flags of a Flags value.
const FutureMask = FutureDivision | FutureAbsoluteImport | FutureWithStatement | FuturePrintFunction |
	FutureUnicodeLiterals | FutureBarryAsBDFL | FutureGeneratorStop | FutureAnnotations

// LocalKind tells what a slot of a frame's local variables holds.
type LocalKind uint8

// A slot may be both Local and Cell: a parameter that inner functions use. The
// call stores the argument in the slot, and the MAKE_CELL at the start of the
// code wraps it in a cell in the same slot.
const (
	Local LocalKind = 0x20
	Cell  LocalKind = 0x40
	Free  LocalKind = 0x80
)

// Code is one compiled block: a module, class body, function, lambda,
// comprehension or expression.
//
// The slots of a frame ("locals plus"), in order: all of VarNames (parameters
// first: positional, keyword-only, *args, **kwargs); then those of CellVars
// that are not parameters, in the order of CellVars; then FreeVars. LOAD_FAST and its
// kin, MAKE_CELL, LOAD_CLOSURE, LOAD_DEREF, STORE_DEREF, DELETE_DEREF and
// LOAD_CLASSDEREF all take an index into these slots. Cells are not there
// when a frame starts: MAKE_CELL instructions make them, and COPY_FREE_VARS
// fills the last len(FreeVars) slots from the function's closure.
type Code struct {
	Name           string
	QualName       string
	FileName       string
	FirstLine      int // line of the def, of the first decorator, or 1
	ArgCount       int // positional parameters, positional-only ones included, without *args
	PosOnlyCount   int
	KwOnlyCount    int
	Flags          Flags
	VarNames       []string // co_varnames: parameters, then other locals
	CellVars       []string // co_cellvars: locals that inner scopes use
	FreeVars       []string // co_freevars: variables of outer scopes
	LocalsPlus     []string // names of all slots
	LocalKinds     []LocalKind
	Names          []string // co_names: globals, attributes, imports
	Consts         []Const
	StackSize      int
	Instrs         []uint32 // see Op and Arg
	ExceptionTable []Handler
	Positions      []Position // of code that was read only after Places was asked for

	rest   *rest  // of code that was read, until it is complete
	packed string // the positions of code that was read, as encode.go writes them
	places int    // how many
}

// SetSlots makes LocalsPlus and LocalKinds of the names of variables.
func (c *Code) SetSlots() {
	c.LocalsPlus = append([]string{}, c.VarNames...)
	c.LocalKinds = make([]LocalKind, len(c.VarNames))
	for i := range c.LocalKinds {
		c.LocalKinds[i] = Local
	}
	for _, name := range c.CellVars {
		parameter := -1
		for i, other := range c.VarNames[:c.Arguments()] {
			if name == other {
				parameter = i
			}
		}
		if parameter >= 0 {
			c.LocalKinds[parameter] |= Cell
			continue
		}
		c.LocalsPlus, c.LocalKinds = append(c.LocalsPlus, name), append(c.LocalKinds, Cell)
	}
	for _, name := range c.FreeVars {
		c.LocalsPlus, c.LocalKinds = append(c.LocalsPlus, name), append(c.LocalKinds, Free)
	}
}

// Handler is a row of the exception table: an exception raised by an
// instruction in [Start, End) pops the stack down to Depth values, pushes the
// index of the raising instruction if LastI is set, pushes the exception,
// and goes on at Target.
type Handler struct {
	Start, End, Target int
	Depth              int
	LastI              bool
}

// Position is the part of the source that an instruction comes from. Lines
// count from 1, columns are byte offsets from 0. NoLine and NoColumn stand
// for what is not known.
type Position struct {
	Line, EndLine int32
	Col, EndCol   int32
}

// What an unknown line or column is.
const (
	NoLine   = -1
	NoColumn = -1
)

// MaxArg is the largest argument of an instruction.
const MaxArg = 1<<24 - 1

// Make encodes an instruction: the opcode in the low 8 bits, the argument
// above it.
func Make(op Opcode, arg int) uint32 { return uint32(op) | uint32(arg)<<8 }

// Op is the opcode of an encoded instruction.
func Op(instr uint32) Opcode { return Opcode(instr & 0xff) }

// Arg is the argument of an encoded instruction.
func Arg(instr uint32) int { return int(instr >> 8) }

// FindHandler returns the row of the exception table that covers instruction
// index i, or nil.
//
//rgo:parallel
func (c *Code) FindHandler(i int) *Handler {
	low, high := 0, len(c.ExceptionTable)
	for low < high {
		middle := int(uint(low+high) >> 1)
		if c.ExceptionTable[middle].End <= i {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < len(c.ExceptionTable) && c.ExceptionTable[low].Start <= i {
		return &c.ExceptionTable[low]
	}
	return nil
}

// Line is the source line of instruction index i, or NoLine.
func (c *Code) Line(i int) int { return int(c.Place(i).Line) }

// Place is the position of instruction index i; what is not known is NoLine
// and NoColumn.
func (c *Code) Place(i int) Position {
	places := c.Places()
	if i < 0 || i >= len(places) {
		return Position{Line: NoLine, EndLine: NoLine, Col: NoColumn, EndCol: NoColumn}
	}
	return places[i]
}

// Places are the positions of all instructions. Of code that was read they are
// unpacked now: few functions ever raise an exception that is shown.
func (c *Code) Places() []Position {
	if c.Positions == nil && c.places > 0 {
		d := &decoder{in: c.packed}
		c.Positions = d.positions(c.places)
	}
	return c.Positions
}

// countPlaces is the length of Places.
func (c *Code) countPlaces() int {
	if c.Positions == nil {
		return c.places
	}
	return len(c.Positions)
}
