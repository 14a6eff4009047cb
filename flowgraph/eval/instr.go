package eval

// This file is the compact form that graphs are compiled to: a row of instructions over the cells of a frame.
//
// A frame begins with the parameters; constants follow, copied there by each call; then variables. Block arguments that
// always equal another value (package ssaform) have no cells of their own.

import "rgo/flowgraph"

// An opcode is what an instruction does. The scalar opcodes come in a fast form for 64-bit integers or Float, and a
// form with suffix W that brings the result to the width w.
type opcode uint16

const (
	opBad opcode = iota

	opMove        // a ← b
	opMoveN       // n cells a ← b
	opJump        // to n
	opBranch      // on a: to b or c
	opSwitch      // on a: x is *switchTable
	opReturn      // x is []int32
	opCall        // x is *callInfo
	opCallDyn     // call of function value a; x is *callInfo
	opInvoke      // call of a method of interface a; x is *callInfo
	opSwitchStack // to stack a; new ones start in x, a *code
	opThrow
	opExtern // x is *externInfo
	opUnreachable
	opStackCheck
	opPoll

	opAdd // a ← b + c
	opSub
	opMul
	opAnd
	opOr
	opXor
	opAndNot
	opShl
	opShrS
	opShrU
	opDivS
	opDivU
	opModS
	opModU
	opEq
	opNe
	opLtS
	opLeS
	opLtU
	opLeU
	opNot  // boolean
	opBrEq // if b op c: to a, else to n
	opBrNe
	opBrLtS
	opBrLeS
	opBrLtU
	opBrLeU
	opNorm   // a ← b brought to width w
	opScalar // any scalar operation: a ← k(b, c) with width w; x is flowgraph.OpKind
	opOverflow
	opFAdd // Float
	opFSub
	opFMul
	opFDiv
	opFEq
	opFNe
	opFLt
	opFLe
	opFloat // any float operation
	opFMA
	opConvert // from flag to w
	opSelect  // x cells: a ← b ? c : n

	// Flow.
	opLoad    // a ← *b, one cell
	opLoadN   // n cells
	opStore   // *a ← b
	opStoreN  // n cells
	opLoadLow // through foreign memory: w bytes
	opNew     // a ← new object of type x
	opMakeSlice
	opFieldAddr // a ← &b.field at cell n
	opIndexAddr // a ← &b[c]; x is *indexInfo
	opIndexVal  // a ← array value b [c]
	opStrIndex
	opStrSlice
	opSlice
	opSliceToArray
	opCopy
	opClear
	opNilCheck
	opPtrToInt
	opIntToPtr
	opPtrEq
	opPtrNe
	opMakeString
	opMakeSliceRaw
	opMakeIface
	opAssert
	opIfaceNil
	opTypeString
	opClosure
	opFuncNil
	opDeferredVariant
	opEqualT
	opHash

	// Flow, wide values: see wide.go.
	opWideField // a ← field of b at cell n; x is the field's *rtype
	opWideMake  // a ← struct; x is *wideInfo
	opWideIndex // a ← b[c]; x is *wideIndex
	opWideLoad  // a ← *b; x is *rtype
	opWideStore // *a ← b; x is *rtype

	// Low level.
	opLowLoad  // a ← w at b + n
	opLowStore // w at a + n ← b
	opLowOp    // x is *lowInfo
)

// An instr is one instruction. Operands are numbers of cells in the frame unless the opcode says otherwise.
type instr struct {
	op         opcode
	w, flag    uint8
	a, b, c, n int32
	x          any
}

// code is a compiled graph.
type code struct {
	graph   *flowgraph.Graph
	ready   bool
	ins     []instr
	ops     []*flowgraph.Op // for positions, by instruction; nil for exits
	params  int             // cells
	consts  []cell          // cells after the parameters
	cells   int             // of the frame
	results int             // cells
	closure *object         // the function value without captures
	capture int             // cells of captured values
}

// callInfo is the fixed part of a call.
type callInfo struct {
	target *code   // nil for dynamic calls
	args   []int32 // cells to pass
	dst    []int32 // cells for the results
	try    bool
	ok     int32 // try: cell for whether it returned
	method methodKey
	pkg    flowgraph.Package
	cache  map[*rtype]*code
}

// A switchTable finds the exit of an integer switch.
type switchTable struct {
	low     uint64 // dense: targets[v - low]
	targets []int32
	sparse  map[uint64]int32
	other   int32
}

// indexInfo is the fixed part of an index operation.
type indexInfo struct {
	length int64 // of the array; -1 for a slice
	step   int32 // cells of an element
	signed bool  // the index is
}
