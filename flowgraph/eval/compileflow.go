package eval

// This file compiles the operations of the flow stages.

import (
	"go/types"

	"rgo/flowgraph"
)

func (k *compiler) rt(t flowgraph.Type) *rtype { return k.m.types.of(t.(types.Type)) }

// inMemory returns the number of cells that a value of type t takes in memory.
func (k *compiler) inMemory(t types.Type) int32 { return int32(k.m.types.of(t).n) }

// move emits a copy of n cells.
func (k *compiler) move(to, from, n int32) {
	switch n {
	case 0:
	case 1:
		k.emit(instr{op: opMove, a: to, b: from})
	default:
		k.emit(instr{op: opMoveN, a: to, b: from, n: n})
	}
}

func isSignedInt(t flowgraph.Type) bool {
	p, _ := flowgraph.PrimOf(t)
	return p.IsSigned()
}

// indexOf describes indexing of t: a slice, an array, or a pointer to an array.
func (k *compiler) indexOf(t flowgraph.Type, index flowgraph.Type) *indexInfo {
	info := &indexInfo{length: -1, signed: isSignedInt(index)}
	switch u := t.(types.Type).Underlying().(type) {
	case *types.Slice:
		info.step = k.inMemory(u.Elem())
	case *types.Array:
		info.step, info.length = k.inMemory(u.Elem()), u.Len()
	case *types.Pointer:
		a := u.Elem().Underlying().(*types.Array)
		info.step, info.length = k.inMemory(a.Elem()), a.Len()
	case *types.Basic: // string
		info.step = 1
	}
	return info
}

func (k *compiler) flowOp(o *flowgraph.Op) {
	var in instr
	in.x = nil
	if len(o.Results) > 0 {
		in.a = k.define(o.Results[0])
	}
	if len(o.Args) > 0 {
		in.b = k.value(o.Args[0])
	}
	if len(o.Args) > 1 {
		in.c = k.value(o.Args[1])
	}
	switch o.Kind {
	case flowgraph.OpRetype:
		k.move(in.a, in.b, k.width(o.Results[0].Typ))
		return
	case flowgraph.OpComplexMake:
		k.move(in.a, in.b, 1)
		k.move(in.a+1, in.c, 1)
		return
	case flowgraph.OpComplexReal:
		k.move(in.a, in.b, 1)
		return
	case flowgraph.OpComplexImag:
		k.move(in.a, in.b+1, 1)
		return
	case flowgraph.OpField:
		if t := k.rt(o.Args[0].Type()); t.wide() {
			k.emit(instr{op: opWideField, a: in.a, b: in.b, n: int32(t.fields[o.Aux.(int64)]), x: k.rt(o.Results[0].Typ)})
			return
		}
		k.move(in.a, in.b+int32(k.rt(o.Args[0].Type()).fields[o.Aux.(int64)]), k.width(o.Results[0].Typ))
		return
	case flowgraph.OpMakeStruct:
		if t := k.rt(o.Results[0].Typ); t.wide() {
			x := &wideInfo{typ: t}
			for i, a := range o.Args {
				x.parts = append(x.parts, widePart{t.fields[i], k.value(a), k.rt(a.Type())})
			}
			k.emit(instr{op: opWideMake, a: in.a, x: x})
			return
		}
		at := in.a
		for _, a := range o.Args {
			n := k.width(a.Type())
			k.move(at, k.value(a), n)
			at += n
		}
		return
	case flowgraph.OpLen:
		k.move(in.a, in.b+1, 1)
		return
	case flowgraph.OpCap:
		k.move(in.a, in.b+2, 1)
		return
	case flowgraph.OpStrData, flowgraph.OpSliceData:
		k.move(in.a, in.b, 1)
		return
	case flowgraph.OpMakeSliceRaw:
		k.move(in.a, in.b, 1)
		k.move(in.a+1, in.c, 1)
		k.move(in.a+2, k.value(o.Args[2]), 1)
		return
	case flowgraph.OpMakeString:
		in.op = opMakeString
	case flowgraph.OpIndex:
		if t := k.rt(o.Args[0].Type()); t.wide() {
			info := k.indexOf(o.Args[0].Type(), o.Args[1].Type())
			info.step = int32(t.elem.n)
			in.op, in.x = opWideIndex, &wideIndex{*info, t.elem}
			break
		}
		in.op, in.x = opIndexVal, k.indexOf(o.Args[0].Type(), o.Args[1].Type())
	case flowgraph.OpStrIndex:
		in.op, in.x = opStrIndex, k.indexOf(o.Args[0].Type(), o.Args[1].Type())
	case flowgraph.OpStrSlice:
		in.op, in.n = opStrSlice, k.value(o.Args[2])
		in.x = boundsOf(o)
	case flowgraph.OpSlice:
		info := k.indexOf(o.Args[0].Type(), types.Typ[types.Int])
		in.op, in.x = opSlice, &sliceInfo{indexInfo: *info, bounds: boundsOf(o), hi: k.value(o.Args[2]), max: k.value(o.Args[3])}
	case flowgraph.OpSliceToArrayPtr:
		n := o.Results[0].Typ.(types.Type).Underlying().(*types.Pointer).Elem().Underlying().(*types.Array).Len()
		in.op, in.x = opSliceToArray, n
	case flowgraph.OpEqual, flowgraph.OpIfaceEqual:
		in.op, in.x = opEqualT, k.rt(o.Args[0].Type())
	case flowgraph.OpHash:
		in.op, in.x = opHash, k.rt(o.Args[0].Type())
	case flowgraph.OpNew:
		in.op, in.x = opNew, k.m.types.of(o.Aux.(types.Type))
	case flowgraph.OpMakeSlice:
		in.op, in.x = opMakeSlice, k.rt(o.Results[0].Typ).elem
	case flowgraph.OpFieldAddr:
		elem := o.Args[0].Type().(types.Type).Underlying().(*types.Pointer).Elem()
		in.op, in.n = opFieldAddr, int32(k.m.types.of(elem).fields[o.Aux.(int64)])
	case flowgraph.OpIndexAddr:
		in.op, in.x = opIndexAddr, k.indexOf(o.Args[0].Type(), o.Args[1].Type())
	case flowgraph.OpLoad:
		in.op, in.n, in.x = opLoadN, k.width(o.Results[0].Typ), k.rt(o.Results[0].Typ)
		if in.x.(*rtype).wide() {
			in.op = opWideLoad
		} else if in.n == 1 {
			in.op = opLoad
		}
	case flowgraph.OpStore:
		in.op, in.n, in.x = opStoreN, k.width(o.Args[1].Type()), k.rt(o.Args[1].Type())
		in.a, in.b = in.b, in.c
		if in.x.(*rtype).wide() {
			in.op = opWideStore
		} else if in.n == 1 {
			in.op = opStore
		}
	case flowgraph.OpCopy:
		in.op, in.n = opCopy, k.indexOf(o.Args[0].Type(), types.Typ[types.Int]).step
	case flowgraph.OpClearSlice:
		in.op, in.n = opClear, k.indexOf(o.Args[0].Type(), types.Typ[types.Int]).step
	case flowgraph.OpNilCheck:
		in.op = opNilCheck
	case flowgraph.OpPtrToInt:
		in.op = opPtrToInt
	case flowgraph.OpIntToPtr:
		in.op = opIntToPtr
	case flowgraph.OpMakeIface:
		in.op, in.x = opMakeIface, k.rt(o.Args[0].Type())
	case flowgraph.OpAssert:
		in.op, in.x = opAssert, &assertInfo{from: k.rt(o.Args[0].Type()), to: k.m.types.of(o.Aux.(types.Type)), ok: -1}
	case flowgraph.OpAssertOk:
		in.op, in.x = opAssert, &assertInfo{from: k.rt(o.Args[0].Type()), to: k.m.types.of(o.Aux.(types.Type)), ok: k.define(o.Results[1])}
	case flowgraph.OpIfaceIsNil:
		in.op = opIfaceNil
	case flowgraph.OpTypeString:
		in.op = opTypeString
	case flowgraph.OpMakeClosure:
		in.op, in.x = opClosure, &closureInfo{code: k.m.codeOf(o.Aux.(*flowgraph.Graph)), args: k.flatAll(o.Args)}
	case flowgraph.OpFuncIsNil:
		in.op = opFuncNil
	case flowgraph.OpDeferredVariant:
		in.op = opDeferredVariant
	case flowgraph.OpInvoke:
		meth := o.Aux.(*flowgraph.Method)
		key := methodKey{name: meth.Name, deferred: meth.Deferred}
		if meth.Pkg != nil {
			key.pkg = meth.Pkg.Path()
		}
		in.op, in.x = opInvoke, &callInfo{args: k.flatAll(o.Args[1:]), dst: k.flatResults(o.Results), method: key, pkg: meth.Pkg, cache: map[*rtype]*code{}}
		in.a = in.b
	case flowgraph.OpCallIndirect:
		in.op, in.x = opCallDyn, &callInfo{args: k.flatAll(o.Args[1:]), dst: k.flatResults(o.Results)}
		in.a = in.b
	default:
		k.m.failAt(o, "the evaluator has no operation %s", o.Kind)
	}
	k.emit(in)
}

// bounds says which operands of a slice operation are signed.
type bounds struct{ lo, hi bool }

func boundsOf(o *flowgraph.Op) bounds {
	return bounds{lo: isSignedInt(o.Args[1].Type()), hi: isSignedInt(o.Args[2].Type())}
}

type sliceInfo struct {
	indexInfo
	bounds  bounds
	hi, max int32
}

type assertInfo struct {
	from, to *rtype
	ok       int32 // cell for the second result, or -1
}

type closureInfo struct {
	code *code
	args []int32
}

type externInfo struct {
	name string
	run  externFunc
	pure bool
	low  bool
	args []int32
	dst  []int32
}
