package sre

// This file holds the words of the code, which re/_constants.py numbers.

// Magic is the version of the code that the engine runs; CodeSize the bytes of
// a word; MaxRepeat stands for no upper bound; MaxGroups bounds the groups.
const (
	Magic     = 20220615
	CodeSize  = 4
	MaxRepeat = 1<<32 - 1
	MaxGroups = 1<<30 - 1
)

// Operations.
const (
	opFailure = iota
	opSuccess
	opAny
	opAnyAll
	opAssert
	opAssertNot
	opAt
	opBranch
	opCategory
	opCharset
	opBigCharset
	opGroupRef
	opGroupRefExists
	opIn
	opInfo
	opJump
	opLiteral
	opMark
	opMaxUntil
	opMinUntil
	opNotLiteral
	opNegate
	opRange
	opRepeat
	opRepeatOne
	opSubpattern
	opMinRepeatOne
	opAtomicGroup
	opPossessiveRepeat
	opPossessiveRepeatOne
	opGroupRefIgnore
	opInIgnore
	opLiteralIgnore
	opNotLiteralIgnore
	opGroupRefLocIgnore
	opInLocIgnore
	opLiteralLocIgnore
	opNotLiteralLocIgnore
	opGroupRefUniIgnore
	opInUniIgnore
	opLiteralUniIgnore
	opNotLiteralUniIgnore
	opRangeUniIgnore
)

// Positions, the operand of opAt.
const (
	atBeginning = iota
	atBeginningLine
	atBeginningString
	atBoundary
	atNonBoundary
	atEnd
	atEndLine
	atEndString
	atLocBoundary
	atLocNonBoundary
	atUniBoundary
	atUniNonBoundary
	atCount
)

// Categories, the operand of opCategory; the odd ones are complements.
const (
	categoryDigit         = 0
	categorySpace         = 2
	categoryWord          = 4
	categoryLinebreak     = 6
	categoryLocWord       = 8
	categoryUniDigit      = 10
	categoryUniSpace      = 12
	categoryUniWord       = 14
	categoryUniLinebreak  = 16
	categoryCount         = 18
	infoPrefix            = 1
	infoLiteral           = 2
	infoCharset           = 4
	charsetWords          = 256 / 32
	bigCharsetIndexWords  = 256 / 4
	bigCharsetBlocksLimit = 256
)
