package flowgraph

// This file says what the text form leaves out: the types of results and constants that follow from the rest of the
// line. Printer and parser both ask here, so they cannot disagree.

import (
	"go/types"

	"rgo/rtyper/lltype"
)

// SameType reports whether a and b are the same type, at any stage.
func SameType(a, b Type) bool {
	if a == b {
		return true
	}
	ta, ok := a.(types.Type)
	if !ok {
		return false
	}
	tb, ok := b.(types.Type)
	return ok && types.Identical(ta, tb)
}

// A kind is what matters of a type for the spelling of constants and the choice of operations.
type kind uint8

const (
	kindOther     kind = iota // pointers, slices, maps, functions, interfaces, addresses: the zero value is nil
	kindBool                  //
	kindInt                   // signed integers
	kindUint                  // unsigned integers
	kindFloat                 //
	kindComplex               //
	kindString                //
	kindAggregate             // structs and arrays
	kindInvalid               // what no variable can have
)

func kindOf(t Type) kind {
	switch t := t.(type) {
	case lltype.Prim:
		switch {
		case t == lltype.Bool:
			return kindBool
		case t.IsSigned():
			return kindInt
		case t.IsInt():
			return kindUint
		case t.IsFloat():
			return kindFloat
		case t == lltype.Void:
			return kindInvalid
		}
		return kindOther
	case types.Type:
		switch u := t.Underlying().(type) {
		case *types.Basic:
			return kindOfBasic(u)
		case *types.Struct, *types.Array:
			return kindAggregate
		case *types.Tuple, *types.Union:
			return kindInvalid
		}
		return kindOther
	}
	return kindInvalid
}

func kindOfBasic(b *types.Basic) kind {
	info := b.Info()
	switch {
	case info&types.IsUntyped != 0:
		return kindInvalid
	case info&types.IsBoolean != 0:
		return kindBool
	case info&types.IsUnsigned != 0:
		return kindUint
	case info&types.IsInteger != 0:
		return kindInt
	case info&types.IsFloat != 0:
		return kindFloat
	case info&types.IsComplex != 0:
		return kindComplex
	case info&types.IsString != 0:
		return kindString
	case b.Kind() == types.UnsafePointer:
		return kindOther
	}
	return kindInvalid
}

// isLow reports whether t is a low-level type.
func isLow(t Type) bool {
	_, ok := t.(lltype.Prim)
	return ok
}

// IntType returns int of the flow stages or Signed of the low-level ones.
func IntType(low bool) Type {
	if low {
		return lltype.Int64
	}
	return types.Typ[types.Int]
}

// BoolType returns bool of the flow stages or Bool of the low-level ones.
func BoolType(low bool) Type {
	if low {
		return lltype.Bool
	}
	return types.Typ[types.Bool]
}

// resultRule says how the type of an operation's result follows from the rest.
type resultRule uint8

const (
	ruleNone  resultRule = iota // it is written
	ruleFirst                   // that of the first operand
	ruleBool                    // bool
	ruleInt                     // int
	ruleOvf                     // that of the first operand, and bool
	ruleElse                    // that of the second operand
	ruleID                      // Uint32
)

// resultRules holds the rules of operations that have one; operandRules those with operands all of one type.
var resultRules = makeResultRules()

func makeResultRules() (rules [NumOps]resultRule) {
	for k := OpIntAdd; k <= OpIntReverseBytes; k++ {
		rules[k] = ruleFirst
	}
	for k := OpIntEq; k <= OpIntGe; k++ {
		rules[k] = ruleBool
	}
	rules[OpIntLeadingZeros], rules[OpIntTrailingZeros], rules[OpIntOnesCount] = ruleInt, ruleInt, ruleInt
	rules[OpIntAddOvf], rules[OpIntSubOvf], rules[OpIntMulOvf] = ruleOvf, ruleOvf, ruleOvf
	for k := OpFloatAdd; k <= OpFloatFMA; k++ {
		rules[k] = ruleFirst
	}
	for k := OpFloatEq; k <= OpFloatGe; k++ {
		rules[k] = ruleBool
	}
	for _, k := range []OpKind{OpBoolNot, OpPtrEq, OpPtrNe, OpEqual, OpIfaceEqual, OpIfaceIsNil, OpFuncIsNil,
		OpStackCheck, OpPoll, OpPtrLt, OpMemEqual} {
		rules[k] = ruleBool
	}
	for _, k := range []OpKind{OpLen, OpCap, OpCopy, OpPtrSub, OpLength} {
		rules[k] = ruleInt
	}
	rules[OpSelect] = ruleElse
	rules[OpPtrAdd] = ruleFirst
	rules[OpTypeID] = ruleID
	return rules
}

// impliedResult returns the type that result i of o has if none is written, or nil.
func impliedResult(o *Op, i int) Type {
	operand := func(n int) Type {
		if n < len(o.Args) && o.Args[n] != nil {
			return o.Args[n].Type()
		}
		return nil
	}
	switch o.Kind {
	case OpTry:
		if i == 0 {
			return BoolType(lowResult(o, i))
		}
		return nil
	case OpAssertOk:
		if i == 1 {
			return BoolType(false)
		}
		return nil
	case OpStackAlloc, OpStackSpace:
		return lltype.Addr
	}
	switch resultRules[o.Kind] {
	case ruleFirst:
		return operand(0)
	case ruleElse:
		return operand(1)
	case ruleOvf:
		if i == 1 {
			return BoolType(operand(0) != nil && isLow(operand(0)))
		}
		return operand(0)
	case ruleBool:
		return BoolType(lowResult(o, i))
	case ruleInt:
		return IntType(lowResult(o, i))
	case ruleID:
		return lltype.Uint32
	}
	return nil
}

// lowResult reports whether an implied type of o is a low-level one. Operations without operands (stack_check) and
// calls do not say, so the type has to be written at the low-level stages: the answer is then no.
func lowResult(o *Op, i int) bool {
	if s := o.Kind.Info().Stages; s != AnyStage {
		return s == LowOnly
	}
	if o.Kind == OpTry || len(o.Args) == 0 {
		return false
	}
	return o.Args[0] != nil && o.Args[0].Type() != nil && isLow(o.Args[0].Type())
}

// impliedOperand returns the type that a constant operand i of o has if none is written: that of the first variable
// among operands that have equal types. Nil if there is none; then impliedConst decides.
func impliedOperand(o *Op, i int) Type {
	from := 0
	switch o.Kind {
	case OpIntShl, OpIntShr, OpBitcast, OpConvert:
		return nil
	case OpSelect:
		if i == 0 {
			return nil
		}
		from = 1
	case OpEqual, OpIfaceEqual, OpPtrEq, OpPtrNe:
	default:
		if o.Kind < OpIntAdd || o.Kind > OpFloatFMA {
			return nil
		}
	}
	for _, a := range o.Args[from:] {
		if v, ok := a.(*Var); ok {
			return v.Typ
		}
	}
	return nil
}

// impliedConst returns the type of a constant that stands alone, by its kind: int, float64, bool, string, Ref, or that
// of a whole object's address. near is a type of the stage.
func impliedConst(c *Const, near Type) Type {
	low := near != nil && isLow(near)
	switch v := c.Val.(type) {
	case bool:
		return BoolType(low)
	case int64, uint64:
		return IntType(low)
	case float64:
		if low {
			return lltype.Float64
		}
		return types.Typ[types.Float64]
	case complex128:
		return types.Typ[types.Complex128]
	case string:
		return types.Typ[types.String]
	case StaticRef:
		return lltype.Ref
	case *Graph:
		if low {
			return lltype.Code
		}
	case Pointer:
		if v.Leaf == 0 && v.Obj.Type != nil {
			if t, ok := near.(*types.Pointer); ok && types.Identical(t.Elem(), v.Obj.Type) {
				return t
			}
			return types.NewPointer(v.Obj.Type)
		}
	case nil:
		switch kindOf(near) {
		case kindBool:
			return BoolType(low)
		case kindInt, kindUint:
			return IntType(low)
		case kindFloat:
			if low {
				return lltype.Float64
			}
			return types.Typ[types.Float64]
		case kindComplex:
			return types.Typ[types.Complex128]
		case kindString:
			return types.Typ[types.String]
		}
		if low {
			return lltype.Ref
		}
	}
	return nil
}
