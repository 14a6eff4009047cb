package code

// This file has the meanings of arguments that are neither counts nor
// indexes.

// The arguments of BINARY_OP; the in-place operators follow the plain ones.
const (
	Add = iota
	And
	FloorDivide
	LeftShift
	MatrixMultiply
	Multiply
	Remainder
	Or
	Power
	RightShift
	Subtract
	TrueDivide
	Xor
	InplaceAdd
	InplaceAnd
	InplaceFloorDivide
	InplaceLeftShift
	InplaceMatrixMultiply
	InplaceMultiply
	InplaceRemainder
	InplaceOr
	InplacePower
	InplaceRightShift
	InplaceSubtract
	InplaceTrueDivide
	InplaceXor
)

// Inplace is the distance from an operator to its in-place form.
const Inplace = InplaceAdd - Add

// BinaryOperators spells the arguments of BINARY_OP.
var BinaryOperators = []string{
	"+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^",
	"+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=",
}

// The arguments of COMPARE_OP.
const (
	Less = iota
	LessEqual
	Equal
	NotEqual
	Greater
	GreaterEqual
)

// CompareOperators spells the arguments of COMPARE_OP.
var CompareOperators = []string{"<", "<=", "==", "!=", ">", ">="}

// The flags of MAKE_FUNCTION: which values lie below the code object, the
// first flag deepest.
const (
	FunctionDefaults    = 0x01 // a tuple of default values
	FunctionKwDefaults  = 0x02 // a dict of the defaults of keyword-only parameters
	FunctionAnnotations = 0x04 // a tuple name, annotation, name, annotation, ...
	FunctionClosure     = 0x08 // a tuple of cells
)

// The argument of FORMAT_VALUE: a conversion, and whether a format
// specification lies on top of the value.
const (
	FormatConvertMask = 0x3
	FormatPlain       = 0x0
	FormatStr         = 0x1
	FormatRepr        = 0x2
	FormatASCII       = 0x3
	FormatHasSpec     = 0x4
)

// The argument of RESUME.
const (
	ResumeStart          = 0
	ResumeAfterYield     = 1
	ResumeAfterYieldFrom = 2
	ResumeAfterAwait     = 3
)
