package build

// This file builds calls of builtin functions.

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// builtin builds a call of the builtin function name and returns its result, nil if it has none. t is the type of the
// result. c is the call, if there still is one: deferred calls have only values.
func (b *builder) builtin(name string, args []flowgraph.Value, t types.Type, c *ssa.CallCommon) flowgraph.Value {
	switch name {
	case "len":
		return b.length(flowgraph.OpLen, args[0], t)
	case "cap":
		return b.length(flowgraph.OpCap, args[0], t)
	case "append":
		return b.appendCall(args)
	case "copy":
		return b.op1(flowgraph.OpCopy, types.Typ[types.Int], args...)
	case "clear":
		b.clear(args[0])
	case "delete":
		mt := typeOf(args[0])
		b.call(b.mapMethod(mt, "Delete"), b.retype(args[0], b.mapType(mt)), args[1])
	case "min", "max":
		v := args[0]
		for _, a := range args[1:] {
			v = b.extreme(name, v, a)
		}
		return v
	case "real":
		re, _ := b.complexParts(args[0])
		return b.retype(re, t)
	case "imag":
		_, im := b.complexParts(args[0])
		return b.retype(im, t)
	case "complex":
		return b.op1(flowgraph.OpComplexMake, t, args...)
	case "print", "println":
		b.print(args, name == "println")
	case "panic":
		b.callRuntime("Panic", b.retype(args[0], anyType))
	case "recover":
		if b.deferred {
			return b.callRuntime("Recover")[0]
		}
		return zero(anyType)
	case "close":
		b.needThreads(codeChan)
		ct := typeOf(args[0])
		b.call(b.chanMethod(ct, "Close"), b.retype(args[0], b.chanType(ct)))
	case "ssa:deferstack":
		return b.frame
	case "ssa:wrapnilchk":
		b.wrapperNilCheck(args)
		return args[0]
	default:
		return b.unsafeBuiltin(name, args, t, c)
	}
	return nil
}

var anyType = types.Universe.Lookup("any").Type().Underlying()

func typeOf(v flowgraph.Value) types.Type { return v.Type().(types.Type) }

// length builds len and cap.
func (b *builder) length(kind flowgraph.OpKind, x flowgraph.Value, t types.Type) flowgraph.Value {
	switch u := typeOf(x).Underlying().(type) {
	case *types.Map:
		return b.call(b.mapMethod(typeOf(x), "Len"), b.retype(x, b.mapType(typeOf(x))))[0]
	case *types.Array:
		return constInt(u.Len())
	case *types.Pointer:
		return constInt(u.Elem().Underlying().(*types.Array).Len())
	case *types.Chan:
		b.needThreads(codeChan)
		name := "Len"
		if kind == flowgraph.OpCap {
			name = "Cap"
		}
		return b.call(b.chanMethod(typeOf(x), name), b.retype(x, b.chanType(typeOf(x))))[0]
	}
	return b.op1(kind, t, x)
}

// appendCall builds append(s, t...).
func (b *builder) appendCall(args []flowgraph.Value) flowgraph.Value {
	if len(args) == 1 {
		return args[0]
	}
	s, more := args[0], args[1]
	st := typeOf(s)
	elem := st.Underlying().(*types.Slice).Elem()
	plain := types.NewSlice(elem)
	if isString(typeOf(more)) {
		bytes := types.NewSlice(types.Typ[types.Byte])
		r := b.callNamed(pathSlices+".AppendString", b.sliceOf(s, elem, bytes), b.retype(more, types.Typ[types.String]))[0]
		return b.sliceOf(r, types.Typ[types.Byte], st)
	}
	ops := b.opsType(elem)
	r := b.call(b.mustMethod(ops, "Append"), zero(ops), b.retype(s, plain), b.retype(more, plain))[0]
	return b.retype(r, st)
}

func (b *builder) clear(x flowgraph.Value) {
	t := typeOf(x)
	if _, ok := t.Underlying().(*types.Map); ok {
		b.call(b.mapMethod(t, "Clear"), b.retype(x, b.mapType(t)))
		return
	}
	b.effect(flowgraph.OpClearSlice, x)
}

// extreme builds min(x, y) and max(x, y).
func (b *builder) extreme(name string, x, y flowgraph.Value) flowgraph.Value {
	t, boolean := typeOf(x), types.Typ[types.Bool]
	compare, runtimeName := token.LSS, "MinFloat"
	if name == "max" {
		compare, runtimeName = token.GTR, "MaxFloat"
	}
	switch {
	case isFloat(t):
		wide := types.Typ[types.Float64]
		r := b.callRuntime(runtimeName, b.convert(x, t, wide), b.convert(y, t, wide))[0]
		return b.convert(r, wide, t)
	case isString(t):
		str := types.Typ[types.String]
		order := b.callNamed(pathStrs+".Compare", b.retype(y, str), b.retype(x, str))[0]
		return b.op1(flowgraph.OpSelect, t, b.op1(intOps[compare], boolean, order, constInt(0)), y, x)
	}
	return b.op1(flowgraph.OpSelect, t, b.op1(intOps[compare], boolean, y, x), y, x)
}

// print builds print and println.
func (b *builder) print(args []flowgraph.Value, line bool) {
	for i, a := range args {
		if i > 0 && line {
			b.callRuntime("PrintSpace")
		}
		b.printValue(a)
	}
	if line {
		b.callRuntime("PrintNewline")
	}
}

func (b *builder) printValue(v flowgraph.Value) {
	t := typeOf(v)
	pointer := types.Typ[types.UnsafePointer]
	switch u := t.Underlying().(type) {
	case *types.Basic:
		b.printBasic(v, t, u)
	case *types.Interface:
		b.callRuntime("PrintIface", b.retype(v, anyType))
	case *types.Slice:
		data := b.op1(flowgraph.OpSliceData, types.NewPointer(u.Elem()), v)
		n, c := b.op1(flowgraph.OpLen, types.Typ[types.Int], v), b.op1(flowgraph.OpCap, types.Typ[types.Int], v)
		b.callRuntime("PrintSlice", b.op1(flowgraph.OpRetype, pointer, data), n, c)
	case *types.Map:
		b.callRuntime("PrintPointer", b.op1(flowgraph.OpRetype, pointer, b.retype(v, b.mapType(t))))
	case *types.Pointer, *types.Chan:
		b.callRuntime("PrintPointer", b.op1(flowgraph.OpRetype, pointer, v))
	default:
		b.fail(codePrint, "print of a value of type "+t.String())
	}
}

func (b *builder) printBasic(v flowgraph.Value, t types.Type, u *types.Basic) {
	info := u.Info()
	call := func(name string, as types.BasicKind) {
		b.callRuntime(name, b.convert(v, t, types.Typ[as]))
	}
	switch {
	case u.Kind() == types.UnsafePointer:
		b.callRuntime("PrintPointer", b.retype(v, u))
	case u.Kind() == types.UntypedNil:
		b.callRuntime("PrintPointer", zero(types.Typ[types.UnsafePointer]))
	case info&types.IsString != 0:
		call("PrintString", types.String)
	case info&types.IsBoolean != 0:
		call("PrintBool", types.Bool)
	case info&types.IsUnsigned != 0:
		call("PrintUint", types.Uint64)
	case info&types.IsInteger != 0:
		call("PrintInt", types.Int64)
	case u.Kind() == types.Float32 && b.Runtime("runtime.PrintFloat32") != nil:
		call("PrintFloat32", types.Float32)
	case info&types.IsFloat != 0:
		call("PrintFloat", types.Float64)
	case u.Kind() == types.Complex64 && b.Runtime("runtime.PrintComplex64") != nil:
		call("PrintComplex64", types.Complex64)
	default:
		call("PrintComplex", types.Complex128)
	}
}

// wrapperNilCheck builds the check of a method that go/ssa made from one with a value receiver: the pointer must not
// be nil. args are the pointer, its type and the method's name.
func (b *builder) wrapperNilCheck(args []flowgraph.Value) {
	if b.Runtime("runtime.PanicWrap") == nil {
		b.effect(flowgraph.OpNilCheck, args[0])
		return
	}
	isNil := b.op1(flowgraph.OpPtrEq, types.Typ[types.Bool], args[0], zero(typeOf(args[0])))
	recv := typeOf(args[0]).Underlying().(*types.Pointer).Elem()
	pkg, name := "", types.TypeString(recv, func(*types.Package) string { return "" })
	if n, ok := types.Unalias(recv).(*types.Named); ok && n.Obj().Pkg() != nil {
		pkg = n.Obj().Pkg().Name()
	}
	str := types.Typ[types.String]
	b.check(isNil, "PanicWrap", flowgraph.NewConst(str, pkg), flowgraph.NewConst(str, name), args[2])
}

// unsafeBuiltin builds the functions of package unsafe.
func (b *builder) unsafeBuiltin(name string, args []flowgraph.Value, t types.Type, c *ssa.CallCommon) flowgraph.Value {
	word := types.Typ[types.Uintptr]
	switch name {
	case "Add":
		sum := b.op1(flowgraph.OpIntAdd, word, b.op1(flowgraph.OpPtrToInt, word, args[0]), b.convert(args[1], typeOf(args[1]), word))
		return b.op1(flowgraph.OpIntToPtr, t, sum)
	case "Slice":
		n := b.convert(args[1], typeOf(args[1]), types.Typ[types.Int])
		return b.op1(flowgraph.OpMakeSliceRaw, t, args[0], n, n)
	case "SliceData":
		return b.op1(flowgraph.OpSliceData, t, args[0])
	case "String":
		return b.op1(flowgraph.OpMakeString, t, args[0], b.convert(args[1], typeOf(args[1]), types.Typ[types.Int]))
	case "StringData":
		return b.op1(flowgraph.OpStrData, t, args[0])
	case "Sizeof":
		return flowgraph.NewConst(b.typ(t), uint64(sizes().Sizeof(typeOf(args[0]))))
	case "Alignof":
		return flowgraph.NewConst(b.typ(t), uint64(sizes().Alignof(typeOf(args[0]))))
	case "Offsetof":
		return flowgraph.NewConst(b.typ(t), uint64(b.offsetOf(c)))
	}
	panic("builtin " + name)
}

// offsetOf returns unsafe.Offsetof of a field of a generic type, which go/ssa leaves as a call on the field's value.
// Embedded fields on the way count.
func (b *builder) offsetOf(c *ssa.CallCommon) int64 {
	v := c.Args[0]
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	var sum int64
	for range b.selectorLength(c) {
		switch f := v.(type) {
		case *ssa.Field:
			sum += fieldOffset(f.X.Type(), f.Field)
			v = f.X
		case *ssa.FieldAddr:
			sum += fieldOffset(f.X.Type().Underlying().(*types.Pointer).Elem(), f.Field)
			v = f.X
		default:
			panic("offset of " + c.Args[0].String())
		}
	}
	return sum
}

// selectorLength returns how many fields the operand of a call of unsafe.Offsetof selects, embedded ones included.
func (b *builder) selectorLength(c *ssa.CallCommon) int {
	fn := b.fn
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	n := 1
	ast.Inspect(fn.Syntax(), func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok && call.Lparen == c.Pos() {
			if sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr); ok {
				if s := b.packages[fn.Pkg.Pkg].Info.Selections[sel]; s != nil {
					n = len(s.Index())
				}
			}
		}
		return true
	})
	return n
}

// fieldOffset returns the offset of a field of struct type t.
func fieldOffset(t types.Type, field int) int64 {
	s := t.Underlying().(*types.Struct)
	fields := make([]*types.Var, s.NumFields())
	for i := range fields {
		fields[i] = s.Field(i)
	}
	return sizes().Offsetsof(fields)[field]
}
