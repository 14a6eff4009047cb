package build

// This file finds the operands of instructions: constants, globals, functions, results of other instructions.

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// value returns the operand for v.
func (b *builder) value(v ssa.Value) flowgraph.Value {
	switch v := v.(type) {
	case *ssa.Const:
		return b.constant(v, v.Type())
	case *ssa.Global:
		return &flowgraph.Const{Typ: b.typ(v.Type()), Val: flowgraph.Pointer{Obj: b.global(v)}}
	case *ssa.Function:
		return b.function(v, b.typ(v.Type()))
	case *ssa.Extract:
		return b.tuples[v.Tuple][v.Index]
	}
	x := b.values[v]
	if x == nil {
		panic("no value for " + v.Name() + " = " + v.String())
	}
	return x
}

// function returns the constant for a function without captures.
func (b *builder) function(fn *ssa.Function, t types.Type) flowgraph.Value {
	return &flowgraph.Const{Typ: t, Val: b.callee(fn, false)}
}

// typed returns the operand for v where a value of type t is wanted: an untyped constant takes that type.
func (b *builder) typed(v ssa.Value, t types.Type) flowgraph.Value {
	if c, ok := v.(*ssa.Const); ok {
		if isUntyped(c.Type()) {
			return b.constant(c, t)
		}
	}
	return b.value(v)
}

func (b *builder) valuesOf(list []ssa.Value) []flowgraph.Value {
	out := make([]flowgraph.Value, len(list))
	for i, v := range list {
		out[i] = b.value(v)
	}
	return out
}

// constant returns c as a constant of type t.
func (b *builder) constant(c *ssa.Const, t types.Type) flowgraph.Value {
	t = b.typ(t)
	if c.Value == nil {
		return zero(t)
	}
	return flowgraph.NewConst(t, constantValue(c.Value, t))
}

// constantValue returns the content of a constant of type t, as flowgraph.Const documents it.
func constantValue(v constant.Value, t types.Type) any {
	bt := basic(t)
	if bt == nil {
		panic("constant of type " + t.String())
	}
	info := bt.Info()
	switch {
	case info&types.IsBoolean != 0:
		return constant.BoolVal(v)
	case info&types.IsString != 0:
		return constant.StringVal(v)
	case info&types.IsUnsigned != 0, bt.Kind() == types.UnsafePointer:
		n, _ := constant.Uint64Val(constant.ToInt(v))
		return n
	case info&types.IsInteger != 0:
		i := constant.ToInt(v)
		if n, ok := constant.Int64Val(i); ok {
			return n
		}
		n, _ := constant.Uint64Val(i)
		return int64(n)
	case info&types.IsFloat != 0:
		return floatOf(v, bt.Kind() == types.Float32)
	case info&types.IsComplex != 0:
		v = constant.ToComplex(v)
		single := bt.Kind() == types.Complex64
		return complex(floatOf(constant.Real(v), single), floatOf(constant.Imag(v), single))
	}
	panic("constant of type " + t.String())
}

// floatOf returns v rounded once to the precision of the type.
func floatOf(v constant.Value, single bool) float64 {
	if single {
		f, _ := constant.Float32Val(v)
		return float64(f)
	}
	f, _ := constant.Float64Val(v)
	if f == 0 {
		return math.Abs(f) // constants have no negative zero
	}
	return f
}

// sourceNames returns the names that the source gives to values, as far as it is known.
func sourceNames(fn *ssa.Function) map[ssa.Value]string {
	names := map[ssa.Value]string{}
	for _, sb := range fn.Blocks {
		for _, instr := range sb.Instrs {
			switch instr := instr.(type) {
			case *ssa.DebugRef:
				if id, ok := instr.Expr.(*ast.Ident); ok && !instr.IsAddr && id.Name != "_" {
					if _, ok := names[instr.X]; !ok {
						names[instr.X] = id.Name
					}
				}
			case *ssa.Alloc:
				if token.IsIdentifier(instr.Comment) && !token.IsKeyword(instr.Comment) {
					names[instr] = instr.Comment
				}
			}
		}
	}
	return names
}
