package llvm

// This file emits arithmetic with Go's rules where they are not LLVM's: division, shifts, overflow, conversions.

import (
	"strconv"

	"github.com/llir/llvm/ir/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// constantInt returns the value of v if it is an integer constant, as a bit pattern.
func (f *function) constantInt(v flowgraph.Value) (int64, bool) {
	c, ok := f.form.Value(v).(*flowgraph.Const)
	if !ok {
		return 0, false
	}
	switch x := c.Val.(type) {
	case nil:
		return 0, true
	case int64:
		return x, true
	case uint64:
		return int64(x), true
	}
	return 0, false
}

// divide emits int_div and int_mod. The least integer divided by -1 overflows in LLVM and traps in hardware, so -1 is
// taken out: x / -1 is -x, x % -1 is x % 1.
func divide(f *function, o *flowgraph.Op) {
	a, b := f.value(o.Args[0]), f.value(o.Args[1])
	name := map[bool]string{true: "div ", false: "rem "}[o.Kind == flowgraph.OpIntDiv]
	if !primOf(o.Args[0]).IsSigned() {
		f.define(o, 0, "u", name, a.String(), ", ", b.name)
		return
	}
	if n, ok := f.constantInt(o.Args[1]); ok && n != 0 && n != -1 {
		f.define(o, 0, "s", name, a.String(), ", ", b.name)
		return
	}
	t := a.typ.String()
	minus := f.temp(types.I1, "icmp eq ", b.String(), ", -1")
	safe := f.temp(a.typ, "select ", minus.String(), ", ", t, " 1, ", b.String())
	if o.Kind == flowgraph.OpIntMod {
		f.define(o, 0, "srem ", a.String(), ", ", safe.name)
		return
	}
	quotient := f.temp(a.typ, "sdiv ", a.String(), ", ", safe.name)
	negated := f.temp(a.typ, "sub ", t, " 0, ", a.name)
	f.define(o, 0, "select ", minus.String(), ", ", negated.String(), ", ", quotient.String())
}

func andNot(f *function, o *flowgraph.Op) {
	a, b := f.value(o.Args[0]), f.value(o.Args[1])
	not := f.temp(b.typ, "xor ", b.String(), ", -1")
	f.define(o, 0, "and ", a.String(), ", ", not.name)
}

func negate(f *function, o *flowgraph.Op) {
	a := f.value(o.Args[0])
	f.define(o, 0, "sub ", a.typ.String(), " 0, ", a.name)
}

func complement(f *function, o *flowgraph.Op) {
	f.define(o, 0, "xor ", f.value(o.Args[0]).String(), ", -1")
}

func floatNegate(f *function, o *flowgraph.Op) {
	f.define(o, 0, "fneg ", f.value(o.Args[0]).String())
}

// shift emits int_shl and int_shr. LLVM leaves counts from the width on undefined; Go shifts everything out.
func shift(f *function, o *flowgraph.Op) {
	a, n := f.value(o.Args[0]), f.value(o.Args[1])
	t := a.typ.String()
	left := o.Kind == flowgraph.OpIntShl
	arithmetic := !left && primOf(o.Args[0]).IsSigned()
	name := "lshr "
	if left {
		name = "shl "
	} else if arithmetic {
		name = "ashr "
	}
	size := width(primOf(o.Args[0]))
	if c, ok := f.constantInt(o.Args[1]); ok {
		switch {
		case uint64(c) < uint64(size):
			f.define(o, 0, name, a.String(), ", ", strconv.FormatInt(c, 10))
		case arithmetic:
			f.define(o, 0, name, a.String(), ", ", strconv.FormatInt(size-1, 10))
		default:
			f.define(o, 0, "and ", a.String(), ", 0")
		}
		return
	}
	within := f.temp(types.I1, "icmp ult ", n.String(), ", ", strconv.FormatInt(size, 10))
	count := n
	switch from := width(primOf(o.Args[1])); {
	case from > size:
		count = f.temp(a.typ, "trunc ", n.String(), " to ", t)
	case from < size:
		count = f.temp(a.typ, "zext ", n.String(), " to ", t)
	}
	if arithmetic {
		most := t + " " + strconv.FormatInt(size-1, 10)
		count = f.temp(a.typ, "select ", within.String(), ", ", count.String(), ", ", most)
		f.define(o, 0, name, a.String(), ", ", count.name)
		return
	}
	shifted := f.temp(a.typ, name, a.String(), ", ", count.name)
	f.define(o, 0, "select ", within.String(), ", ", shifted.String(), ", ", t, " 0")
}

func multiplyHigh(f *function, o *flowgraph.Op) {
	extend, t := "zext ", "i"+strconv.FormatInt(2*width(primOf(o.Args[0])), 10)
	if primOf(o.Args[0]).IsSigned() {
		extend = "sext "
	}
	wide := types.NewInt(2 * uint64(width(primOf(o.Args[0]))))
	a, b := f.value(o.Args[0]), f.value(o.Args[1])
	x := f.temp(wide, extend, a.String(), " to ", t)
	y := f.temp(wide, extend, b.String(), " to ", t)
	product := f.temp(wide, "mul ", x.String(), ", ", y.name)
	high := f.temp(wide, "lshr ", product.String(), ", ", strconv.FormatInt(width(primOf(o.Args[0])), 10))
	f.define(o, 0, "trunc ", high.String(), " to ", a.typ.String())
}

// countBits returns the emitter of an intrinsic whose result is converted to the result's type.
func countBits(name, more string) emitter {
	return func(f *function, o *flowgraph.Op) {
		a := f.value(o.Args[0])
		t := typeOf(o.Results[0].Typ)
		callee := f.m.intrinsic(name+"."+a.typ.String(), a.typ, a.typ, more != "")
		expression := "call " + a.typ.String() + " " + callee + "(" + a.String() + more + ")"
		from, to := width(primOf(o.Args[0])), width(o.Results[0].Typ.(lltype.Prim))
		if from == to {
			f.define(o, 0, expression)
			return
		}
		n := f.temp(a.typ, expression)
		how := "zext "
		if from > to {
			how = "trunc "
		}
		f.define(o, 0, how, n.String(), " to ", t.String())
	}
}

func reverseBytes(f *function, o *flowgraph.Op) {
	a := f.value(o.Args[0])
	if width(primOf(o.Args[0])) == 8 {
		f.copyTo(o, a)
		return
	}
	callee := f.m.intrinsic("llvm.bswap."+a.typ.String(), a.typ, a.typ, false)
	f.define(o, 0, "call ", a.typ.String(), " ", callee, "(", a.String(), ")")
}

// overflow returns the emitter of checked arithmetic: the wrapped result and whether it is wrong.
func overflow(name string) emitter {
	return func(f *function, o *flowgraph.Op) {
		a, b := f.value(o.Args[0]), f.value(o.Args[1])
		sign := "u"
		if primOf(o.Args[0]).IsSigned() {
			sign = "s"
		}
		both := types.NewStruct(a.typ, types.I1)
		callee := f.m.declare("llvm."+sign+name+".with.overflow."+a.typ.String(), both, a.typ, a.typ)
		pair := f.temp(both, "call ", both.String(), " ", callee, "(", a.String(), ", ", b.String(), ")")
		f.define(o, 0, "extractvalue ", pair.String(), ", 0")
		f.define(o, 1, "extractvalue ", pair.String(), ", 1")
	}
}

// floatFunction returns the emitter of an intrinsic on floats.
func floatFunction(name string) emitter {
	return func(f *function, o *flowgraph.Op) {
		suffix := map[lltype.Prim]string{lltype.Float32: ".f32", lltype.Float64: ".f64"}[primOf(o.Args[0])]
		var parameters []types.Type
		args := ""
		for i, v := range o.Args {
			a := f.value(v)
			parameters = append(parameters, a.typ)
			if i > 0 {
				args += ", "
			}
			args += a.String()
		}
		t := typeOf(o.Results[0].Typ)
		f.define(o, 0, "call ", t.String(), " ", f.m.declare(name+suffix, t, parameters...), "(", args, ")")
	}
}

// convert emits numeric conversions.
func convert(f *function, o *flowgraph.Op) {
	a := f.value(o.Args[0])
	from, to := primOf(o.Args[0]), o.Results[0].Typ.(lltype.Prim)
	t := typeOf(to)
	name := ""
	switch {
	case from.IsInt() && to.IsInt():
		switch {
		case width(from) > width(to):
			name = "trunc"
		case width(from) == width(to):
			f.copyTo(o, a)
			return
		case from.IsSigned():
			name = "sext"
		default:
			name = "zext"
		}
	case from.IsInt() && to.IsFloat():
		name = "uitofp"
		if from.IsSigned() {
			name = "sitofp"
		}
	case from.IsFloat() && to.IsFloat():
		switch {
		case from.Size() < to.Size():
			name = "fpext"
		case from.Size() > to.Size():
			name = "fptrunc"
		default:
			f.copyTo(o, a)
			return
		}
	case from.IsFloat() && to.IsInt():
		floatToInt(f, o, a, from, to)
		return
	default:
		f.fail(o, "%s to %s", from, to)
	}
	f.define(o, 0, name, " ", a.String(), " to ", t.String())
}

// floatToInt converts as the Go compiler does on amd64, whose instruction yields the least integer for whatever does not
// fit: types up to 32 bits (unsigned ones: up to 16) through int32, the others through int64, and uint64 in two halves.
func floatToInt(f *function, o *flowgraph.Op, a operand, from, to lltype.Prim) {
	switch {
	case to == lltype.Uint64:
		// 2^63 as an LLVM constant of either float type.
		const half = "0x43E0000000000000"
		low := f.truncate(a, from, types.I64)
		rest := f.temp(a.typ, "fsub ", a.String(), ", ", half)
		high := f.truncate(rest, from, types.I64)
		set := f.temp(types.I64, "or ", high.String(), ", -9223372036854775808")
		small := f.temp(types.I1, "fcmp olt ", a.String(), ", ", half)
		f.define(o, 0, "select ", small.String(), ", ", low.String(), ", ", set.String())
	case to == lltype.Int64:
		f.copyTo(o, f.truncate(a, from, types.I64))
	case to == lltype.Int32:
		f.copyTo(o, f.truncate(a, from, types.I32))
	case to == lltype.Uint32:
		f.define(o, 0, "trunc ", f.truncate(a, from, types.I64).String(), " to i32")
	default:
		f.define(o, 0, "trunc ", f.truncate(a, from, types.I32).String(), " to ", typeOf(to).String())
	}
}

// truncate converts a float to the integer type t towards zero, or to the least integer if it does not fit.
func (f *function) truncate(a operand, from lltype.Prim, t *types.IntType) operand {
	name, vector := "llvm.x86.sse2.cvttsd2si", types.NewVector(2, types.Double)
	if from == lltype.Float32 {
		name, vector = "llvm.x86.sse.cvttss2si", types.NewVector(4, types.Float)
	}
	if t.BitSize == 64 {
		name += "64"
	}
	in := f.temp(vector, "insertelement ", vector.String(), " zeroinitializer, ", a.String(), ", i32 0")
	return f.temp(t, "call ", t.String(), " ", f.m.declare(name, t, vector), "(", in.String(), ")")
}
