package llvm

// This file emits memory operations, and those on the shadow stack.

import (
	"strconv"

	"github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// address returns p + offset, for an access that is known to be inside of the object p points into.
func (f *function) address(p operand, offset int64) operand {
	if offset == 0 {
		return p
	}
	return f.temp(ptr{}, "getelementptr inbounds i8, ", p.String(), ", i64 ", strconv.FormatInt(offset, 10))
}

func (f *function) offset(o *flowgraph.Op) int64 {
	n, ok := o.Aux.(int64)
	if !ok && o.Aux != nil {
		f.fail(o, "Aux is %T, not int64", o.Aux)
	}
	return n
}

// load emits a load of type t, as result i of o.
func (f *function) load(o *flowgraph.Op, t lltype.Prim, p operand) {
	if t == lltype.Bool {
		b := f.temp(types.I8, "load i8, ", p.String(), ", align 1", f.m.rangeOf("i8", 0, 2))
		f.define(o, 0, "trunc ", b.String(), " to i1")
		return
	}
	f.define(o, 0, "load ", typeOf(t).String(), ", ", p.String(), ", align ", strconv.FormatInt(t.Size(), 10))
}

func memLoad(f *function, o *flowgraph.Op) {
	p := f.address(f.value(o.Args[0]), f.offset(o))
	f.load(o, o.Results[0].Typ.(lltype.Prim), p)
}

func memStore(f *function, o *flowgraph.Op) {
	p := f.address(f.value(o.Args[0]), f.offset(o))
	v := f.value(o.Args[1])
	t := primOf(o.Args[1])
	if t == lltype.Bool {
		v = f.temp(types.I8, "zext ", v.String(), " to i8")
	}
	if t == lltype.Ref && f.m.program.parallel {
		// Who sees the reference, by whatever race, sees the object as it was when the reference was stored. It is an ordinary store.
		f.emit("store atomic ", v.String(), ", ", p.String(), " release, align 8")
		return
	}
	f.emit("store ", v.String(), ", ", p.String(), ", align ", strconv.FormatInt(t.Size(), 10))
}

func ptrAdd(f *function, o *flowgraph.Op) {
	p, n := f.value(o.Args[0]), f.value(o.Args[1])
	f.define(o, 0, "getelementptr i8, ", p.String(), ", ", n.String())
}

func ptrSub(f *function, o *flowgraph.Op) {
	p, q := f.value(o.Args[0]), f.value(o.Args[1])
	a := f.temp(types.I64, "ptrtoint ", p.String(), " to i64")
	b := f.temp(types.I64, "ptrtoint ", q.String(), " to i64")
	f.define(o, 0, "sub ", a.String(), ", ", b.name)
}

func memCopy(f *function, o *flowgraph.Op) {
	to, from, n := f.value(o.Args[0]), f.value(o.Args[1]), f.value(o.Args[2])
	callee := f.m.declare("llvm.memmove.p0.p0.i64", types.Void, ptr{}, ptr{}, types.I64, types.I1)
	f.emit("call void ", callee, "(", to.String(), ", ", from.String(), ", ", n.String(), ", i1 false)")
}

func memZero(f *function, o *flowgraph.Op) { f.zero(f.value(o.Args[0]), f.value(o.Args[1])) }

func (f *function) zero(p, n operand) {
	callee := f.m.declare("llvm.memset.p0.i64", types.Void, ptr{}, types.I8, types.I64, types.I1)
	f.emit("call void ", callee, "(", p.String(), ", i8 0, ", n.String(), ", i1 false)")
}

func memEqual(f *function, o *flowgraph.Op) {
	p, q, n := f.value(o.Args[0]), f.value(o.Args[1]), f.value(o.Args[2])
	callee := f.m.declareAs(pureComparison, "bcmp", types.I32, ptr{}, ptr{}, types.I64)
	differ := f.temp(types.I32, "call i32 ", callee, "(", p.String(), ", ", q.String(), ", ", n.String(), ")")
	f.define(o, 0, "icmp eq ", differ.String(), ", 0")
}

func typeID(f *function, o *flowgraph.Op) {
	p := f.address(f.value(o.Args[0]), lltype.HeaderOffset)
	f.define(o, 0, "load i32, ", p.String(), ", align 8", f.m.rangeOf("i32", 1, f.m.program.typeIDs))
}

func length(f *function, o *flowgraph.Op) {
	p := f.address(f.value(o.Args[0]), lltype.LengthOffset)
	f.define(o, 0, "load i64, ", p.String(), ", align 8", f.m.rangeOf("i64", 0, 1<<62))
}

func stackAlloc(f *function, o *flowgraph.Op) {
	n := strconv.FormatInt(f.offset(o), 10)
	f.define(o, 0, "alloca [", n, " x i8], align 16")
	f.zero(operand{ptr{}, f.nameOf(o.Results[0])}, operand{types.I64, n})
}

// stackSpace has its memory made where the function starts: LLVM keeps what is allocated elsewhere apart from the frame.
func stackSpace(f *function, o *flowgraph.Op) {
	first := f.fn.Blocks[0]
	space := &line{text: f.nameOf(o.Results[0]) + " = alloca [" + strconv.FormatInt(f.offset(o), 10) + " x i8], align 16" + f.at}
	first.Insts = append([]ir.Instruction{space}, first.Insts...)
}

// keepAlive makes the collector see its operands up to here: an empty piece of assembly uses them.
func keepAlive(f *function, o *flowgraph.Op) {
	for _, a := range o.Args {
		if primOf(a).IsPointer() {
			f.emit(`call void asm sideeffect "", "r"(`, f.value(a).String(), ")")
		}
	}
}

// The shadow stack grows upwards; its first free slot is in a variable of the start-up code.
const shadowTop = "rgo_shadow_top"

func rootEnter(f *function, o *flowgraph.Op) {
	top := f.m.state(shadowTop)
	n := operand{types.I64, strconv.FormatInt(f.offset(o)*8, 10)}
	frame := f.temp(ptr{}, "load ptr, ", top, ", align 8")
	f.roots = frame.name
	f.zero(frame, n)
	next := f.temp(ptr{}, "getelementptr inbounds i8, ", frame.String(), ", ", n.String())
	f.emit("store ", next.String(), ", ", top, ", align 8")
}

// frame returns the shadow-stack frame of this call.
func (f *function) frame(o *flowgraph.Op) operand {
	if f.roots == "" {
		f.fail(o, "without root_enter before it")
	}
	return operand{ptr{}, f.roots}
}

func rootLeave(f *function, o *flowgraph.Op) {
	f.emit("store ", f.frame(o).String(), ", ", f.m.state(shadowTop), ", align 8")
}

func rootSave(f *function, o *flowgraph.Op) {
	slot := f.address(f.frame(o), f.offset(o)*8)
	f.emit("store ", f.value(o.Args[0]).String(), ", ", slot.String(), ", align 8")
}

func rootLoad(f *function, o *flowgraph.Op) {
	slot := f.address(f.frame(o), f.offset(o)*8)
	f.define(o, 0, "load ptr, ", slot.String(), ", align 8")
}
