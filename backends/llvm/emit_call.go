package llvm

// This file emits calls: of graphs, through addresses, out of the program, and those that stop a panic.

import (
	"strconv"
	"strings"

	"github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// arguments returns the text of an argument list.
func (f *function) arguments(args []flowgraph.Value) string {
	list := make([]string, len(args))
	for i, a := range args {
		list[i] = f.value(a).String()
	}
	return strings.Join(list, ", ")
}

func call(f *function, o *flowgraph.Op) {
	g, ok := o.Aux.(*flowgraph.Graph)
	if !ok {
		f.fail(o, "Aux is %T, not a graph", o.Aux)
	}
	if len(o.Args) != len(g.Params)+len(g.Captures) || len(o.Results) != len(g.Results) {
		f.fail(o, "of %s with %d operands and %d results", g.Name, len(o.Args), len(o.Results))
	}
	callee := f.m.function(g)
	how := ""
	if f.cool {
		how = " noinline"
	}
	if f.m.program.allocators[g] {
		p := f.temp(ptr{}, "call "+f.m.program.convention(g).String()+" noalias nonnull ptr ", callee, "(", f.arguments(o.Args), ")", how)
		f.define(o, 0, "ptrtoint ", p.String(), " to i64")
		return
	}
	f.callResults(o, o.Results, f.m.program.convention(g), resultType(g.Results), callee+"("+f.arguments(o.Args)+")"+how)
}

func callCode(f *function, o *flowgraph.Op) {
	s, ok := o.Aux.(*flowgraph.Signature)
	if !ok {
		f.fail(o, "Aux is %T, not a signature", o.Aux)
	}
	code := f.value(o.Args[0])
	f.callResults(o, o.Results, callingConvention, resultType(s.Results), code.name+"("+f.arguments(o.Args[1:])+")")
}

// callResults emits a call by the convention of graphs and names its results.
func (f *function) callResults(o *flowgraph.Op, results []*flowgraph.Var, convention enum.CallingConv, t types.Type, call string) {
	call = "call " + convention.String() + " " + t.String() + " " + call
	switch len(results) {
	case 0:
		f.emit(call)
	case 1:
		f.set(f.nameOf(results[0]), call)
	default:
		all := f.temp(t, call)
		for i := range results {
			f.define(o, i, "extractvalue ", all.String(), ", ", strconv.Itoa(i))
		}
	}
}

// try calls a graph through the assembly routine rgo_try, which saves the registers that a throw restores. The routine
// can only call a function of one argument; so arguments and results pass through a struct on the stack, and a
// trampoline made for the graph unpacks and packs it.
func try(f *function, o *flowgraph.Op) {
	g, ok := o.Aux.(*flowgraph.Graph)
	if !ok {
		f.fail(o, "Aux is %T, not a graph", o.Aux)
	}
	trampoline, box := f.m.trampoline(g)
	frame := f.entryAlloca(box)
	for i, a := range o.Args {
		f.emit("store ", f.value(a).String(), ", ", f.fieldAddress(box, frame, i).String())
	}
	for i, r := range o.Results[1:] {
		if r.Typ == flowgraph.Type(lltype.Ref) { // after a throw, a collector may still see it
			f.emit("store ptr null, ", f.fieldAddress(box, frame, len(o.Args)+i).String())
		}
	}
	routine := f.m.declare("rgo_try", types.I64, ptr{}, ptr{})
	returned := f.temp(types.I64, "call i64 ", routine, "(ptr ", trampoline, ", ", frame.String(), ")")
	f.define(o, 0, "icmp ne ", returned.String(), ", 0")
	for i, r := range o.Results[1:] {
		p := f.fieldAddress(box, frame, len(o.Args)+i)
		f.define(o, i+1, "load ", typeOf(r.Typ).String(), ", ", p.String())
	}
}

// entryAlloca reserves stack memory once per call of the function, however often the operation runs.
func (f *function) entryAlloca(t types.Type) operand {
	f.temps++
	x := operand{ptr{}, "%t" + strconv.Itoa(f.temps)}
	first := f.fn.Blocks[0]
	text := x.name + " = alloca " + t.String() + ", align 16"
	first.Insts = append([]ir.Instruction{&line{text: text}}, first.Insts...)
	return x
}

func (f *function) fieldAddress(t types.Type, p operand, i int) operand {
	return f.temp(ptr{}, "getelementptr inbounds ", t.String(), ", ", p.String(), ", i32 0, i32 ", strconv.Itoa(i))
}

func throw(f *function, o *flowgraph.Op) {
	routine := f.m.declareAs(neverReturns, "rgo_throw", types.Void)
	f.emit("call void ", routine, "()")
}

// extern calls a function of the start-up code: rgo_x_ and the name of the row in flowgraph's list.
func extern(f *function, o *flowgraph.Op) {
	name, _ := o.Extern()
	row := flowgraph.FindExtern(name)
	if row == nil {
		f.fail(o, "unknown function %q", name)
	}
	if len(o.Args) != len(row.Params) || len(o.Results) != len(row.Results) {
		f.fail(o, "%s with %d operands and %d results", name, len(o.Args), len(o.Results))
	}
	if s := f.m.program.tables[name]; s != nil {
		f.copyTo(o, f.m.staticAddress(s, 0))
		return
	}
	var parameters, results []types.Type
	words := make([]operand, len(o.Args))
	args := make([]string, len(o.Args))
	for i, a := range o.Args {
		words[i] = f.word(f.value(a), primOf(a), row.Params[i])
		parameters = append(parameters, words[i].typ)
		args[i] = words[i].String()
	}
	if emit := inlined[name]; emit != nil {
		emit(f, o, words)
		return
	}
	for i := range row.Results {
		results = append(results, letterType(row.Results[i]))
	}
	effect := ordinary
	if row.NoReturn {
		effect = neverReturns
	}
	var t types.Type = types.Void
	if len(results) == 1 {
		t = results[0]
	} else if len(results) > 1 {
		t = types.NewStruct(results...)
	}
	text := "call " + t.String() + " " + f.m.declareAs(effect, "rgo_x_"+name, t, parameters...) + "(" + strings.Join(args, ", ") + ")"
	switch len(results) {
	case 0:
		f.emit(text)
	case 1:
		f.fromWord(o, 0, f.temp(t, text))
	default:
		all := f.temp(t, text)
		for i := range results {
			f.fromWord(o, i, f.temp(results[i], "extractvalue ", all.String(), ", ", strconv.Itoa(i)))
		}
	}
}

// letterType returns the type that a letter of an extern's row stands for.
func letterType(letter byte) types.Type {
	switch letter {
	case 'p':
		return ptr{}
	case 'f':
		return types.Double
	}
	return types.I64
}

// word converts an argument to the type that an extern takes: addresses may come as integers and the other way round.
func (f *function) word(x operand, from lltype.Prim, letter byte) operand {
	switch {
	case letter == 'p' && from.IsInt():
		return f.temp(ptr{}, "inttoptr ", x.String(), " to ptr")
	case letter != 'p' && from.IsPointer():
		return f.temp(types.I64, "ptrtoint ", x.String(), " to i64")
	case from.IsInt() && from.Size() < 8 && from.IsSigned():
		return f.temp(types.I64, "sext ", x.String(), " to i64")
	case from.IsInt() && from.Size() < 8:
		return f.temp(types.I64, "zext ", x.String(), " to i64")
	}
	return x
}

// fromWord names what an extern returned as result i of o.
func (f *function) fromWord(o *flowgraph.Op, i int, x operand) {
	_, isPointer := x.typ.(ptr)
	to := o.Results[i].Typ.(lltype.Prim)
	name := f.nameOf(o.Results[i])
	switch {
	case isPointer && to.IsInt():
		f.set(name, "ptrtoint ", x.String(), " to ", typeOf(to).String())
	case !isPointer && to.IsPointer():
		f.set(name, "inttoptr ", x.String(), " to ptr")
	case to.IsInt() && to.Size() < 8:
		f.set(name, "trunc ", x.String(), " to ", typeOf(to).String())
	case isPointer:
		f.set(name, "getelementptr i8, ", x.String(), ", i64 0")
	default:
		f.set(name, "bitcast ", x.String(), " to ", typeOf(to).String())
	}
}

// stackPointer returns the lowest address of this call's frame, into which it first writes the registers that callers
// keep values in, so that a scan upwards from there sees them.
func (f *function) stackPointer(o *flowgraph.Op) {
	area := f.entryAlloca(types.NewArray(savedRegisters, types.I64))
	routine := f.m.declare("rgo_spill", ptr{}, ptr{})
	f.fromWord(o, 0, f.temp(ptr{}, "call ptr ", routine, "(", area.String(), ")"))
}

// savedRegisters is the number of words that rgo_spill writes: the most that any supported machine has.
const savedRegisters = 20

// stackCheck compares the stack pointer to the limit that start-up code sets.
func stackCheck(f *function, o *flowgraph.Op) {
	limit := f.temp(types.I64, "load i64, ", f.m.state("rgo_stack_limit"), ", align 8")
	callee := f.m.declareRegister()
	sp := f.temp(types.I64, "call i64 ", callee, "(metadata ", f.m.stackRegister(), ")")
	f.define(o, 0, "icmp ult ", sp.String(), ", ", limit.name)
}
