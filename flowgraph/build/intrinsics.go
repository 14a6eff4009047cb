package build

// This file is the table of standard functions that are operations.

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// An intrinsicFunc builds a call with the given arguments and result types.
type intrinsicFunc func(b *builder, args []flowgraph.Value, results []types.Type) []flowgraph.Value

// intrinsic returns how calls of fn are built, nil if they are ordinary.
func intrinsic(fn *ssa.Function) intrinsicFunc {
	if fn.Pkg == nil || fn.Signature.Recv() != nil || fn.Parent() != nil {
		return nil
	}
	name := fn.Pkg.Pkg.Path() + "." + fn.Name()
	if c, ok := typedCalls[name]; ok {
		return c.intrinsic(name)
	}
	if to := runtimeCalls[name]; to != "" {
		return func(b *builder, args []flowgraph.Value, _ []types.Type) []flowgraph.Value {
			return asValues(b.call(b.Runtime(to), args...))
		}
	}
	if to := addressCalls[name]; to != "" {
		return onAddress(to)
	}
	if name == "runtime.SetFinalizer" {
		return setFinalizer
	}
	return intrinsics[name]
}

// single builds one operation with the type of the result.
func single(kind flowgraph.OpKind) intrinsicFunc {
	return func(b *builder, args []flowgraph.Value, results []types.Type) []flowgraph.Value {
		return []flowgraph.Value{b.op1(kind, results[0], args...)}
	}
}

// bitLength builds bits.Len of an integer of width bits.
func bitLength(width int64) intrinsicFunc {
	return func(b *builder, args []flowgraph.Value, _ []types.Type) []flowgraph.Value {
		integer := types.Typ[types.Int]
		n := b.op1(flowgraph.OpIntLeadingZeros, integer, args[0])
		return []flowgraph.Value{b.op1(flowgraph.OpIntSub, integer, constInt(width), n)}
	}
}

// wideProduct builds bits.Mul64.
func wideProduct(b *builder, args []flowgraph.Value, results []types.Type) []flowgraph.Value {
	return []flowgraph.Value{
		b.op1(flowgraph.OpIntMulHigh, results[0], args...),
		b.op1(flowgraph.OpIntMul, results[1], args...),
	}
}

// intrinsics maps functions by package path and name.
var intrinsics = map[string]intrinsicFunc{
	"fmt.shapeOf": single(flowgraph.OpRetype),

	"math.Sqrt":     single(flowgraph.OpFloatSqrt),
	"math.sqrt":     single(flowgraph.OpFloatSqrt),
	"math.Floor":    single(flowgraph.OpFloatFloor),
	"math.floor":    single(flowgraph.OpFloatFloor),
	"math.Ceil":     single(flowgraph.OpFloatCeil),
	"math.ceil":     single(flowgraph.OpFloatCeil),
	"math.Trunc":    single(flowgraph.OpFloatTrunc),
	"math.trunc":    single(flowgraph.OpFloatTrunc),
	"math.Abs":      single(flowgraph.OpFloatAbs),
	"math.Copysign": single(flowgraph.OpFloatCopysign),
	"math.FMA":      single(flowgraph.OpFloatFMA),

	"math.Float64bits":     single(flowgraph.OpBitcast),
	"math.Float64frombits": single(flowgraph.OpBitcast),
	"math.Float32bits":     single(flowgraph.OpBitcast),
	"math.Float32frombits": single(flowgraph.OpBitcast),

	"internal/strconv.float64bits":     single(flowgraph.OpBitcast),
	"internal/strconv.float64frombits": single(flowgraph.OpBitcast),
	"internal/strconv.float32bits":     single(flowgraph.OpBitcast),
	"internal/strconv.float32frombits": single(flowgraph.OpBitcast),

	"math/bits.LeadingZeros":    single(flowgraph.OpIntLeadingZeros),
	"math/bits.LeadingZeros8":   single(flowgraph.OpIntLeadingZeros),
	"math/bits.LeadingZeros16":  single(flowgraph.OpIntLeadingZeros),
	"math/bits.LeadingZeros32":  single(flowgraph.OpIntLeadingZeros),
	"math/bits.LeadingZeros64":  single(flowgraph.OpIntLeadingZeros),
	"math/bits.TrailingZeros":   single(flowgraph.OpIntTrailingZeros),
	"math/bits.TrailingZeros8":  single(flowgraph.OpIntTrailingZeros),
	"math/bits.TrailingZeros16": single(flowgraph.OpIntTrailingZeros),
	"math/bits.TrailingZeros32": single(flowgraph.OpIntTrailingZeros),
	"math/bits.TrailingZeros64": single(flowgraph.OpIntTrailingZeros),
	"math/bits.OnesCount":       single(flowgraph.OpIntOnesCount),
	"math/bits.OnesCount8":      single(flowgraph.OpIntOnesCount),
	"math/bits.OnesCount16":     single(flowgraph.OpIntOnesCount),
	"math/bits.OnesCount32":     single(flowgraph.OpIntOnesCount),
	"math/bits.OnesCount64":     single(flowgraph.OpIntOnesCount),
	"math/bits.ReverseBytes":    single(flowgraph.OpIntReverseBytes),
	"math/bits.ReverseBytes16":  single(flowgraph.OpIntReverseBytes),
	"math/bits.ReverseBytes32":  single(flowgraph.OpIntReverseBytes),
	"math/bits.ReverseBytes64":  single(flowgraph.OpIntReverseBytes),
	"math/bits.Len":             bitLength(64),
	"math/bits.Len8":            bitLength(8),
	"math/bits.Len16":           bitLength(16),
	"math/bits.Len32":           bitLength(32),
	"math/bits.Len64":           bitLength(64),
	"math/bits.Mul":             wideProduct,
	"math/bits.Mul64":           wideProduct,
}

// addressCalls maps functions that take a pointer to functions of the runtime that take the address.
var addressCalls = map[string]string{
	"rgo/rlib/gc.pin":   "rgo/runtime/gc/collector.Pin",
	"rgo/rlib/gc.unpin": "rgo/runtime/gc/collector.Unpin",
	"rgo/rlib/gc.root":  "rgo/runtime/gc/collector.Root",
}

// runtimeCalls maps functions to functions of the runtime with the same parameters and results.
var runtimeCalls = map[string]string{
	"rgo/rlib/gc.run":         "runtime.CallFinalizers",
	"rgo/rlib/gc.fits":        "runtime.Fits",
	"rgo/rlib/gc.finalize":    "runtime.SetAnyOrder",
	"rgo/rlib/gc.finalizeAll": "runtime.FinalizeAll",
	"rgo/rlib/gc.growth":      "runtime.SetGrowth",
	"rgo/rlib/gc.waiting":     "runtime.Waiting",
	"rgo/rlib/gc.watches":     "runtime.Watches",
}

// onAddress builds a call of a runtime function with the address that the argument, a pointer, holds.
func onAddress(name string) intrinsicFunc {
	return func(b *builder, args []flowgraph.Value, _ []types.Type) []flowgraph.Value {
		b.call(b.Runtime(name), b.op1(flowgraph.OpPtrToInt, types.Typ[types.Uintptr], args[0]))
		return nil
	}
}

// setFinalizer builds runtime.SetFinalizer as a method of a type of package runtime, instantiated for the object and the
// finalizer.
func setFinalizer(b *builder, args []flowgraph.Value, _ []types.Type) []flowgraph.Value {
	object := b.beforeIface(args[0])
	if object == nil {
		b.fail(codeFinalizer, "runtime.SetFinalizer of an object whose type is not known here")
	}
	ptr, ok := typeOf(object).Underlying().(*types.Pointer)
	if !ok {
		b.fail(codeFinalizer, "runtime.SetFinalizer: first argument is "+typeOf(object).String()+", not pointer")
	}
	object = b.retype(object, types.NewPointer(ptr.Elem()))
	on := func(name, method string, args []types.Type, operands ...flowgraph.Value) {
		impl := b.instance(b.runtimeType("runtime", name), args...)
		b.call(b.mustMethod(impl, method), append([]flowgraph.Value{zero(impl), object}, operands...)...)
	}
	if c, ok := args[1].(*flowgraph.Const); ok && c.Val == nil {
		on("NoFinalizer", "Clear", []types.Type{ptr.Elem()})
		return nil
	}
	f := b.beforeIface(args[1])
	if f == nil {
		b.fail(codeFinalizer, "runtime.SetFinalizer with a finalizer whose type is not known here")
	}
	sig, ok := typeOf(f).Underlying().(*types.Signature)
	if !ok || sig.Variadic() || sig.Params().Len() != 1 || sig.Results().Len() > 1 || !types.AssignableTo(typeOf(args[0]), sig.Params().At(0).Type()) &&
		!types.AssignableTo(object.Type().(types.Type), sig.Params().At(0).Type()) {
		b.fail(codeFinalizer, "runtime.SetFinalizer: cannot pass "+typeOf(object).String()+" to finalizer "+typeOf(f).String())
	}
	f = b.retype(f, sig)
	param := sig.Params().At(0).Type()
	if sig.Results().Len() == 1 {
		on("FinalizerResult", "Set", []types.Type{ptr.Elem(), param, sig.Results().At(0).Type()}, f)
	} else {
		on("Finalizer", "Set", []types.Type{ptr.Elem(), param}, f)
	}
	return nil
}

// A typedCall says how a standard function that takes an any and looks at its type with reflection is called instead:
// as a method of a generic type, instantiated for what the argument is at the call.
type typedCall struct {
	pkg, typ, method string
	arg              int
}

// typedCalls maps functions by package path and name.
var typedCalls = map[string]typedCall{
	"errors.As":          {"errors", "Target", "As", 1},
	"sort.Slice":         {"sort", "Of", "Slice", 0},
	"sort.SliceStable":   {"sort", "Of", "SliceStable", 0},
	"sort.SliceIsSorted": {"sort", "Of", "SliceIsSorted", 0},
}

// intrinsic builds a call of function name with the argument's type taken from the place where it became an any.
func (c typedCall) intrinsic(name string) intrinsicFunc {
	return func(b *builder, args []flowgraph.Value, _ []types.Type) []flowgraph.Value {
		concrete := b.beforeIface(args[c.arg])
		var elem types.Type
		if concrete != nil {
			switch t := typeOf(concrete).Underlying().(type) {
			case *types.Pointer:
				elem = t.Elem()
			case *types.Slice:
				elem = t.Elem()
				concrete = b.retype(concrete, types.NewSlice(elem))
			}
		}
		if elem == nil {
			b.fail(codeTyped, name+" with an argument whose type is not known here")
		}
		impl := b.instance(b.runtimeType(c.pkg, c.typ), elem)
		list := append([]flowgraph.Value{zero(impl)}, args...)
		list[c.arg+1] = concrete
		return asValues(b.call(b.mustMethod(impl, c.method), list...))
	}
}

// beforeIface returns the value that was made into interface v in this block, or nil.
func (b *builder) beforeIface(v flowgraph.Value) flowgraph.Value {
	for i := len(b.cur.Ops) - 1; i >= 0; i-- {
		op := b.cur.Ops[i]
		if op.Kind == flowgraph.OpMakeIface && flowgraph.Value(op.Results[0]) == v {
			return op.Args[0]
		}
	}
	return nil
}
