package build

// This file builds go statements, channel operations and select: calls into runtime/scheduler and runtime/channels, as maps
// are calls into runtime/maps.

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// needThreads refuses what needs goroutines in a build without.
func (b *builder) needThreads(code string) {
	if !b.loaded.session.threaded() {
		b.fail(code, findCode(code).Title)
	}
}

// chanMethod returns the graph of a method of the implementation of channel type t.
func (s scope) chanMethod(t types.Type, name string) *flowgraph.Graph {
	return s.mustMethod(s.chanType(t), name)
}

// channel returns channel v as the pointer that it is for the runtime.
func (b *builder) channel(v ssa.Value) flowgraph.Value {
	return b.retype(b.value(v), b.chanType(v.Type()))
}

func elemOf(v ssa.Value) types.Type { return v.Type().Underlying().(*types.Chan).Elem() }

// goCall builds a go statement. Operands are evaluated here, the call happens in the new goroutine.
func (b *builder) goCall(instr *ssa.Go) {
	b.needThreads(codeGo)
	t := b.target(&instr.Call)
	switch {
	case t.method != nil:
		b.check(b.op1(flowgraph.OpIfaceIsNil, types.Typ[types.Bool], t.args[0]), "PanicNil")
	case t.dynamic:
		b.check(b.op1(flowgraph.OpFuncIsNil, types.Typ[types.Bool], t.args[0]), "GoNil")
	}
	b.callNamed(pathScheduler+".Go", b.thunk(t, &instr.Call, "go"))
}

// receive builds <-c, with one or two results.
func (b *builder) receive(instr *ssa.UnOp) {
	b.needThreads(codeChan)
	if instr.CommaOk {
		b.setTuple(instr, asValues(b.call(b.chanMethod(instr.X.Type(), "ReceiveOk"), b.channel(instr.X)))...)
		return
	}
	b.set(instr, b.call(b.chanMethod(instr.X.Type(), "Receive"), b.channel(instr.X))[0])
}

// selectInstr builds a select. Its values are the number of the case, whether a receive got a value, and what each
// receive case got.
func (b *builder) selectInstr(instr *ssa.Select) {
	b.needThreads(codeSelect)
	if len(instr.States) == 0 && instr.Blocking {
		b.callNamed(pathScheduler+".Forever", constString("select (no cases)"))
		b.setTuple(instr, constInt(-1), constBool(false))
		return
	}
	set := b.callNamed(pathChannels+".NewSelect", constInt(int64(len(instr.States))))[0]
	setType, caseType := typeOf(set), b.runtimeType(pathChannels, "Case")
	add := b.mustMethod(setType, "Add")
	var received []flowgraph.Value
	for _, st := range instr.States {
		var c flowgraph.Value
		if st.Dir == types.SendOnly {
			c = b.call(b.chanMethod(st.Chan.Type(), "SendCase"), b.channel(st.Chan), b.typed(st.Send, elemOf(st.Chan)))[0]
		} else {
			c = b.call(b.chanMethod(st.Chan.Type(), "ReceiveCase"), b.channel(st.Chan))[0]
			received = append(received, c)
		}
		b.call(add, set, b.op1(flowgraph.OpMakeIface, caseType, c))
	}
	name := "Poll"
	if instr.Blocking {
		name = "Wait"
	}
	values := asValues(b.call(b.mustMethod(setType, name), set))
	for _, c := range received {
		values = append(values, b.call(b.mustMethod(typeOf(c), "Value"), c)[0])
	}
	b.setTuple(instr, values...)
}
