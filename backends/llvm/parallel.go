package llvm

// This file is what is different in programs whose goroutines run at the same time (--threads free): what the start-up code keeps of
// the stack that runs is not in variables but in words of a machine, an OS thread, to which segment register gs points; and there
// are atomic operations.

import (
	"strconv"

	"github.com/llir/llvm/ir/types"

	"rgo/flowgraph"
)

// machineWords are the offsets of those words: see support/free.c.
var machineWords = map[string]int{"rgo_stack_limit": 8, "rgo_shadow_top": 24, "rgo_poll": 56}

// local is the address space of LLVM that is memory relative to gs.
const local = "addrspace(256)"

// state returns the address of a word of the start-up code.
func (m *module) state(name string) string {
	if !m.program.parallel {
		m.declareVariable(name)
		return "ptr @" + name
	}
	return "ptr " + local + " inttoptr (i64 " + strconv.Itoa(machineWords[name]) + " to ptr " + local + ")"
}

// inlined are the external functions that are instructions. Arguments have the types of the row in flowgraph's list.
var inlined = map[string]func(f *function, o *flowgraph.Op, args []operand){
	"stack_pointer": func(f *function, o *flowgraph.Op, _ []operand) { f.stackPointer(o) },
	"prefetch": func(f *function, o *flowgraph.Op, args []operand) {
		callee := f.m.declare("llvm.prefetch.p0", types.Void, ptr{}, types.I32, types.I32, types.I32)
		f.emit("call void ", callee, "(", args[0].String(), ", i32 0, i32 3, i32 1)") // for reading, keep it, data
	},
	"machine_load": func(f *function, o *flowgraph.Op, args []operand) {
		p := f.temp(ptr{}, "inttoptr ", args[0].String(), " to ptr ", local)
		f.fromWord(o, 0, f.temp(types.I64, "load i64, ptr ", local, " ", p.name, ", align 8"))
	},
	"machine_store": func(f *function, o *flowgraph.Op, args []operand) {
		p := f.temp(ptr{}, "inttoptr ", args[0].String(), " to ptr ", local)
		f.emit("store ", args[1].String(), ", ptr ", local, " ", p.name, ", align 8")
	},
	"atomic_load":   func(f *function, o *flowgraph.Op, args []operand) { f.atomicLoad(o, args[0], types.I64) },
	"atomic_load32": func(f *function, o *flowgraph.Op, args []operand) { f.atomicLoad(o, args[0], types.I32) },
	"atomic_swap":   func(f *function, o *flowgraph.Op, args []operand) { f.atomicUpdate(o, "xchg", args, types.I64) },
	"atomic_swap32": func(f *function, o *flowgraph.Op, args []operand) { f.atomicUpdate(o, "xchg", args, types.I32) },
	"atomic_add":    func(f *function, o *flowgraph.Op, args []operand) { f.atomicUpdate(o, "add", args, types.I64) },
	"atomic_add32":  func(f *function, o *flowgraph.Op, args []operand) { f.atomicUpdate(o, "add", args, types.I32) },
	"atomic_or":     func(f *function, o *flowgraph.Op, args []operand) { f.atomicUpdate(o, "or", args, types.I64) },
	"atomic_cas":    func(f *function, o *flowgraph.Op, args []operand) { f.atomicCas(o, args, types.I64) },
	"atomic_cas32":  func(f *function, o *flowgraph.Op, args []operand) { f.atomicCas(o, args, types.I32) },
}

// narrow converts a word to the type that an atomic operation is on.
func (f *function) narrow(x operand, t *types.IntType) operand {
	if t == types.I64 {
		return x
	}
	return f.temp(t, "trunc ", x.String(), " to ", t.String())
}

// widen makes x, of the type that an atomic operation is on, result 0 of o.
func (f *function) widen(o *flowgraph.Op, x operand, t *types.IntType) {
	if t != types.I64 {
		x = f.temp(types.I64, "sext ", x.String(), " to i64")
	}
	f.fromWord(o, 0, x)
}

// size returns the number of bytes of t.
func size(t *types.IntType) string { return strconv.FormatUint(t.BitSize/8, 10) }

func (f *function) atomicLoad(o *flowgraph.Op, p operand, t *types.IntType) {
	f.widen(o, f.temp(t, "load atomic ", t.String(), ", ", p.String(), " seq_cst, align ", size(t)), t)
}

func (f *function) atomicUpdate(o *flowgraph.Op, what string, args []operand, t *types.IntType) {
	v := f.narrow(args[1], t)
	f.widen(o, f.temp(t, "atomicrmw ", what, " ", args[0].String(), ", ", v.String(), " seq_cst, align ", size(t)), t)
}

func (f *function) atomicCas(o *flowgraph.Op, args []operand, t *types.IntType) {
	old, v := f.narrow(args[1], t), f.narrow(args[2], t)
	pair := f.temp(types.NewStruct(t, types.I1), "cmpxchg ", args[0].String(), ", ", old.String(), ", ", v.String(), " seq_cst seq_cst, align ", size(t))
	done := f.temp(types.I1, "extractvalue ", pair.String(), ", 1")
	f.fromWord(o, 0, f.temp(types.I64, "zext ", done.String(), " to i64"))
}
