package llvm

// This file holds the table of operations and the families that need one instruction each.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// emitter appends the instructions for one operation.
type emitter func(f *function, o *flowgraph.Op)

// operation emits o.
func (f *function) operation(o *flowgraph.Op) {
	f.setPosition(o.Pos)
	e := emitters[o.Kind]
	if e == nil {
		f.fail(o, "not an operation of stage lowered")
	}
	e(f, o)
}

// emitters says how each operation is compiled. Rows that are missing do not occur at stage lowered. It is set up once
// and never changes.
var emitters = [flowgraph.NumOps]emitter{
	flowgraph.OpIntAdd:           infix("add", "add"),
	flowgraph.OpIntSub:           infix("sub", "sub"),
	flowgraph.OpIntMul:           infix("mul", "mul"),
	flowgraph.OpIntDiv:           divide,
	flowgraph.OpIntMod:           divide,
	flowgraph.OpIntAnd:           infix("and", "and"),
	flowgraph.OpIntOr:            infix("or", "or"),
	flowgraph.OpIntXor:           infix("xor", "xor"),
	flowgraph.OpIntAndNot:        andNot,
	flowgraph.OpIntShl:           shift,
	flowgraph.OpIntShr:           shift,
	flowgraph.OpIntNeg:           negate,
	flowgraph.OpIntNot:           complement,
	flowgraph.OpIntEq:            infix("icmp eq", "icmp eq"),
	flowgraph.OpIntNe:            infix("icmp ne", "icmp ne"),
	flowgraph.OpIntLt:            infix("icmp slt", "icmp ult"),
	flowgraph.OpIntLe:            infix("icmp sle", "icmp ule"),
	flowgraph.OpIntGt:            infix("icmp sgt", "icmp ugt"),
	flowgraph.OpIntGe:            infix("icmp sge", "icmp uge"),
	flowgraph.OpIntMulHigh:       multiplyHigh,
	flowgraph.OpIntLeadingZeros:  countBits("llvm.ctlz", ", i1 false"),
	flowgraph.OpIntTrailingZeros: countBits("llvm.cttz", ", i1 false"),
	flowgraph.OpIntOnesCount:     countBits("llvm.ctpop", ""),
	flowgraph.OpIntReverseBytes:  reverseBytes,
	flowgraph.OpIntAddOvf:        overflow("add"),
	flowgraph.OpIntSubOvf:        overflow("sub"),
	flowgraph.OpIntMulOvf:        overflow("mul"),

	flowgraph.OpFloatAdd:      infix("fadd", "fadd"),
	flowgraph.OpFloatSub:      infix("fsub", "fsub"),
	flowgraph.OpFloatMul:      infix("fmul", "fmul"),
	flowgraph.OpFloatDiv:      infix("fdiv", "fdiv"),
	flowgraph.OpFloatNeg:      floatNegate,
	flowgraph.OpFloatEq:       infix("fcmp oeq", "fcmp oeq"),
	flowgraph.OpFloatNe:       infix("fcmp une", "fcmp une"),
	flowgraph.OpFloatLt:       infix("fcmp olt", "fcmp olt"),
	flowgraph.OpFloatLe:       infix("fcmp ole", "fcmp ole"),
	flowgraph.OpFloatGt:       infix("fcmp ogt", "fcmp ogt"),
	flowgraph.OpFloatGe:       infix("fcmp oge", "fcmp oge"),
	flowgraph.OpFloatSqrt:     floatFunction("llvm.sqrt"),
	flowgraph.OpFloatFloor:    floatFunction("llvm.floor"),
	flowgraph.OpFloatCeil:     floatFunction("llvm.ceil"),
	flowgraph.OpFloatTrunc:    floatFunction("llvm.trunc"),
	flowgraph.OpFloatAbs:      floatFunction("llvm.fabs"),
	flowgraph.OpFloatCopysign: floatFunction("llvm.copysign"),
	flowgraph.OpFloatFMA:      floatFunction("llvm.fma"),

	flowgraph.OpBoolNot: boolNot,
	flowgraph.OpConvert: convert,
	flowgraph.OpBitcast: bitcast,
	flowgraph.OpPtrEq:   infix("icmp eq", "icmp eq"),
	flowgraph.OpPtrNe:   infix("icmp ne", "icmp ne"),
	flowgraph.OpSelect:  choose,

	flowgraph.OpCall:        call,
	flowgraph.OpTry:         try,
	flowgraph.OpSwitchStack: switchStack,
	flowgraph.OpThrow:       throw,
	flowgraph.OpExtern:      extern,
	flowgraph.OpStackCheck:  stackCheck,
	flowgraph.OpPoll:        poll,
	flowgraph.OpUnreachable: nothing,
	flowgraph.OpCallCode:    callCode,

	flowgraph.OpMemLoad:    memLoad,
	flowgraph.OpMemStore:   memStore,
	flowgraph.OpPtrAdd:     ptrAdd,
	flowgraph.OpPtrSub:     ptrSub,
	flowgraph.OpPtrLt:      infix("icmp ult", "icmp ult"),
	flowgraph.OpRefToInt:   castTo("ptrtoint"),
	flowgraph.OpIntToRef:   castTo("inttoptr"),
	flowgraph.OpCastPtr:    castPtr,
	flowgraph.OpMemCopy:    memCopy,
	flowgraph.OpMemZero:    memZero,
	flowgraph.OpMemEqual:   memEqual,
	flowgraph.OpTypeID:     typeID,
	flowgraph.OpLength:     length,
	flowgraph.OpStackAlloc: stackAlloc,
	flowgraph.OpStackSpace: stackSpace,
	flowgraph.OpRootEnter:  rootEnter,
	flowgraph.OpRootLeave:  rootLeave,
	flowgraph.OpRootSave:   rootSave,
	flowgraph.OpRootLoad:   rootLoad,
	flowgraph.OpKeepAlive:  keepAlive,
}

// infix returns the emitter of an instruction with two operands, by the signedness of the first.
func infix(signed, unsigned string) emitter {
	return func(f *function, o *flowgraph.Op) {
		name := unsigned
		if primOf(o.Args[0]).IsSigned() {
			name = signed
		}
		a, b := f.value(o.Args[0]), f.value(o.Args[1])
		f.define(o, 0, name, " ", a.String(), ", ", b.name)
	}
}

// castTo returns the emitter of a conversion instruction.
func castTo(name string) emitter {
	return func(f *function, o *flowgraph.Op) {
		f.define(o, 0, name, " ", f.value(o.Args[0]).String(), " to ", typeOf(o.Results[0].Typ).String())
	}
}

func castPtr(f *function, o *flowgraph.Op) { f.copyTo(o, f.value(o.Args[0])) }

func nothing(*function, *flowgraph.Op) {}

func boolNot(f *function, o *flowgraph.Op) {
	f.define(o, 0, "xor ", f.value(o.Args[0]).String(), ", true")
}

func choose(f *function, o *flowgraph.Op) {
	c, a, b := f.value(o.Args[0]), f.value(o.Args[1]), f.value(o.Args[2])
	f.define(o, 0, "select ", c.String(), ", ", a.String(), ", ", b.String())
}

// bitcast changes between an integer and a float of the same size, or only the signedness.
func bitcast(f *function, o *flowgraph.Op) {
	a := f.value(o.Args[0])
	from, to := primOf(o.Args[0]), o.Results[0].Typ.(lltype.Prim)
	if from.Size() != to.Size() || from.IsPointer() != to.IsPointer() {
		f.fail(o, "%s to %s", from, to)
	}
	if t := typeOf(to); !a.typ.Equal(t) {
		f.define(o, 0, "bitcast ", a.String(), " to ", t.String())
		return
	}
	f.copyTo(o, a)
}
