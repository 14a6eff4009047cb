package main

// An Op is the operation of an instruction.
type Op uint8

// The instructions. a is the argument.
const (
	OpConst     Op = iota // push constant a
	OpLocal               // push local variable a
	OpSetLocal            // pop into local variable a
	OpGlobal              // push global variable a
	OpSetGlobal           // pop into global variable a
	OpPop                 // drop the top
	OpAdd                 // the operators pop two values and push one
	OpSub
	OpMul
	OpDiv
	OpMod
	OpLess
	OpLessEqual
	OpEqual
	OpNot         // pops a boolean, pushes the other one
	OpNegate      // pops an integer
	OpJump        // continue at a
	OpJumpIfFalse // pop; continue at a if it is false
	OpCall        // call function a; its arguments are on the stack
	OpReturn      // return the top
	OpPrint       // pop and print
)

// An Instr is one instruction.
type Instr struct {
	op   Op
	a    int32
	line int32
}

// A Function is compiled code.
type Function struct {
	name   string
	params int
	locals int // parameters included
	code   []Instr
}

// A Program is a compiled source text. Functions[0] is the code outside of functions.
type Program struct {
	functions []*Function
	constants []Value
	globals   int
}
