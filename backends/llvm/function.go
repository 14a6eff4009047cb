package llvm

// This file emits one graph as a function: parameters, blocks, phis and branches.

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A line is an instruction as text. Instructions of package ir print the typed pointers of older LLVM versions, and
// slowly; the embedded interface only makes line one of them.
type line struct {
	ir.Instruction
	text string
}

// LLString returns the instruction as LLVM reads it.
func (l *line) LLString() string { return l.text }

// A function is a graph being emitted.
type function struct {
	m     *module
	g     *flowgraph.Graph
	form  *ssaform.Form
	fn    *ir.Func
	block *ir.Block // being filled
	temps int
	split int    // blocks made for links
	cool  bool   // the block being filled does not run: calls in it stay calls
	roots string // the shadow-stack frame of this call, once root_enter has run

	subprogram, location string // debug information: of the function, of the current position
	at                   string // what is appended to an instruction
}

// incoming is a link as its target sees it.
type incoming struct {
	link  *flowgraph.Link
	label string
}

// emitFunction emits the body of g into fn. It panics with a *fault if g contains what no backend can compile.
func (m *module) emitFunction(g *flowgraph.Graph, fn *ir.Func) {
	f := &function{m: m, g: g, form: ssaform.New(g), fn: fn}
	m.debugFunction(f)
	entry := map[*flowgraph.Block]*ir.Block{}
	arrivals := map[*flowgraph.Block][]incoming{}
	if f.form.Predecessors(g.Start) > 0 {
		first := ir.NewBlock("entry")
		fn.Blocks = append(fn.Blocks, first)
		first.Term = &ir.TermBr{Target: labelOf(g.Start)}
	}
	for _, b := range g.Blocks {
		e := ir.NewBlock(labelName(b))
		entry[b] = e
		fn.Blocks = append(fn.Blocks, e)
	}
	cases := f.cases()
	for _, b := range g.Blocks {
		f.block = entry[b]
		f.cool = b.Heat == flowgraph.Cool
		if cases[b] {
			f.emit(barrier)
		}
		for _, o := range b.Ops {
			f.operation(o)
		}
		f.exits(b, arrivals)
	}
	for _, b := range g.Blocks {
		f.phis(b, entry[b], arrivals[b])
	}
}

func labelName(b *flowgraph.Block) string { return "b" + strconv.Itoa(b.ID) }

// labelOf returns a reference to the LLVM block of b.
func labelOf(b *flowgraph.Block) value.Value { return operand{types.Label, "%" + labelName(b)} }

// phis puts the merging arguments of b at its head.
func (f *function) phis(b *flowgraph.Block, block *ir.Block, from []incoming) {
	merges := f.form.Merges(b)
	if len(merges) == 0 || len(from) == 0 {
		return
	}
	lines := make([]ir.Instruction, 0, len(merges)+len(block.Insts))
	for _, i := range merges {
		var t strings.Builder
		v := b.Args[i]
		t.WriteString(f.nameOf(v))
		t.WriteString(" = phi ")
		t.WriteString(typeOf(v.Typ).String())
		if b == f.g.Start {
			t.WriteString(" [ " + parameterName(i) + ", %entry ],")
		}
		for k, in := range from {
			if k > 0 {
				t.WriteByte(',')
			}
			t.WriteString(" [ " + f.value(in.link.Args[i]).name + ", %" + in.label + " ]")
		}
		lines = append(lines, &line{text: t.String()})
	}
	block.Insts = append(lines, block.Insts...)
}

// exits ends the current block as b ends.
func (f *function) exits(b *flowgraph.Block, arrivals map[*flowgraph.Block][]incoming) {
	f.setPosition(b.Pos)
	md := f.debugAttachment()
	label := f.block.LocalName
	arrive := func(l *flowgraph.Link) value.Value {
		from := label
		if l.Target == b && len(b.Exits) > manyCases {
			from = f.barredEdge(l)
		}
		for _, in := range arrivals[l.Target] {
			if from == label && in.label == label && len(f.form.Merges(l.Target)) > 0 {
				from = f.edge(l)
				break
			}
		}
		arrivals[l.Target] = append(arrivals[l.Target], incoming{l, from})
		if from != label {
			return operand{types.Label, "%" + from}
		}
		return labelOf(l.Target)
	}
	switch {
	case b == f.g.Return && b != f.g.Start && len(arrivals[b]) == 0:
		f.block.Term = &ir.TermUnreachable{} // it never returns
	case b == f.g.Return:
		f.ret(b)
	case len(b.Exits) == 0:
		f.block.Term = &ir.TermUnreachable{Metadata: md}
	case b.Switch == nil || len(b.Exits) == 1:
		f.block.Term = &ir.TermBr{Target: arrive(b.Exits[0]), Metadata: md}
	case primOf(b.Switch) == lltype.Bool:
		onTrue, onFalse := b.Exits[0], b.Exits[1]
		if onTrue.Case != nil && onTrue.Case.Val == false {
			onTrue, onFalse = onFalse, onTrue
		}
		term := &ir.TermCondBr{Cond: f.value(b.Switch), Metadata: md}
		term.TargetTrue, term.TargetFalse = arrive(onTrue), arrive(onFalse)
		term.Metadata = f.m.weights(term.Metadata, onTrue, onFalse)
		f.block.Term = term
	default:
		last := b.Exits[len(b.Exits)-1]
		term := &ir.TermSwitch{X: f.value(b.Switch), Metadata: md}
		missing := missingCases(b)
		weights := []*flowgraph.Link{last}
		for _, l := range b.Exits[:len(b.Exits)-1] {
			term.Cases = append(term.Cases, &ir.Case{X: f.value(l.Case), Target: arrive(l)})
			weights = append(weights, l)
		}
		if len(missing) == 0 {
			term.TargetDefault = arrive(last)
		} else {
			via := f.edge(last)
			arrivals[last.Target] = append(arrivals[last.Target], incoming{last, via})
			share := &flowgraph.Link{Weight: last.Weight / uint32(len(missing))}
			for _, c := range missing {
				term.Cases = append(term.Cases, &ir.Case{X: f.m.constant(c), Target: operand{types.Label, "%" + via}})
				weights = append(weights, share)
			}
			weights[0] = &flowgraph.Link{}
			term.TargetDefault = f.nowhere()
		}
		term.Metadata = f.m.weights(term.Metadata, weights...)
		f.block.Term = term
	}
}

// manyCases is from how many cases on a switch on a byte gets the others too.
const manyCases = 64

// missingCases returns the values that have no case in a switch on a byte that has many, as the switch in an
// interpreter's loop has. With cases for them, which do what the default does, the default is never taken, and LLVM
// needs no test of the range in front of its table.
func missingCases(b *flowgraph.Block) []*flowgraph.Const {
	p := primOf(b.Switch)
	cases := b.Exits[:len(b.Exits)-1]
	if p.Size() != 1 || len(cases) < manyCases {
		return nil
	}
	known := map[uint8]bool{}
	for _, l := range cases {
		n, _ := l.Case.IntBits()
		known[uint8(n)] = true
	}
	var list []*flowgraph.Const
	for n := range 256 {
		switch {
		case known[uint8(n)]:
		case p.IsSigned():
			list = append(list, flowgraph.NewConst(p, int64(int8(n))))
		default:
			list = append(list, flowgraph.NewConst(p, uint64(n)))
		}
	}
	return list
}

// nowhere makes a block that is never reached.
func (f *function) nowhere() value.Value {
	f.split++
	b := ir.NewBlock("e" + strconv.Itoa(f.split))
	b.Term = &ir.TermUnreachable{Metadata: f.debugAttachment()}
	f.fn.Blocks = append(f.fn.Blocks, b)
	return operand{types.Label, "%" + b.LocalName}
}

// barrier is what LLVM does not move, copy or merge, and no instruction in the end.
const barrier = `call void asm sideeffect "", ""()`

// cases returns the blocks that nothing leads to but one switch with many cases. LLVM must not give two of them one
// end: if that took in all of one, what the ends differ in would be a value that the switch passes on, and since it is
// copied to the end of each case, each would set a register for the sake of that one.
func (f *function) cases() map[*flowgraph.Block]bool {
	list := map[*flowgraph.Block]bool{}
	for _, b := range f.g.Blocks {
		if b.Switch == nil || len(b.Exits) <= manyCases {
			continue
		}
		links := map[*flowgraph.Block]int{}
		for _, l := range b.Exits {
			links[l.Target]++
		}
		for target, n := range links {
			if f.form.Predecessors(target) == n && target != f.g.Return {
				list[target] = true
			}
		}
	}
	return list
}

// edge makes a block of its own for a link whose block already has another link to the same target.
func (f *function) edge(l *flowgraph.Link) string {
	f.split++
	b := ir.NewBlock("e" + strconv.Itoa(f.split))
	b.Term = &ir.TermBr{Target: labelOf(l.Target), Metadata: f.debugAttachment()}
	f.fn.Blocks = append(f.fn.Blocks, b)
	return b.LocalName
}

// barredEdge makes a block for a link from the switch of an interpreter's loop back to itself, as of an instruction that does
// nothing, that LLVM does not merge with that switch: it copies a block with such a switch to where control comes from
// only if no successor of the block is the block itself.
func (f *function) barredEdge(l *flowgraph.Link) string {
	label := f.edge(l)
	f.fn.Blocks[len(f.fn.Blocks)-1].Insts = []ir.Instruction{&line{text: barrier}}
	return label
}

// ret returns the arguments of the return block.
func (f *function) ret(b *flowgraph.Block) {
	md := f.debugAttachment()
	switch len(b.Args) {
	case 0:
		f.block.Term = &ir.TermRet{Metadata: md}
	case 1:
		x := f.value(b.Args[0])
		if f.m.program.allocators[f.g] {
			x = f.temp(ptr{}, "inttoptr ", x.String(), " to ptr")
		}
		f.block.Term = &ir.TermRet{X: x, Metadata: md}
	default:
		all := operand{resultType(f.g.Results), "poison"}
		for i, a := range b.Args {
			all = f.temp(all.typ, "insertvalue ", all.String(), ", ", f.value(a).String(), ", ", strconv.Itoa(i))
		}
		f.block.Term = &ir.TermRet{X: all, Metadata: md}
	}
}

// nameOf returns the local name of v, which must not have been replaced by another value.
func (f *function) nameOf(v *flowgraph.Var) string { return "%v" + strconv.Itoa(v.ID) }

func parameterName(i int) string { return "%p" + strconv.Itoa(i) }

// value returns the operand for v.
func (f *function) value(v flowgraph.Value) operand {
	v = f.form.Value(v)
	if c, ok := v.(*flowgraph.Const); ok {
		return f.m.constant(c)
	}
	x := v.(*flowgraph.Var)
	return operand{typeOf(x.Typ), f.nameOf(x)}
}

// parameters returns the parameters of the function: numbered apart from the variables if the start block has phis.
func (m *module) parameters(g *flowgraph.Graph) []*ir.Param {
	loop := false
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			loop = loop || l.Target == g.Start
		}
	}
	params := make([]*ir.Param, len(g.Start.Args))
	for i, v := range g.Start.Args {
		name := "v" + strconv.Itoa(v.ID)
		if loop {
			name = parameterName(i)[1:]
		}
		params[i] = ir.NewParam(name, typeOf(v.Typ))
	}
	return params
}

// emit appends an instruction without result.
func (f *function) emit(parts ...string) {
	f.block.Insts = append(f.block.Insts, &line{text: strings.Join(parts, "") + f.at})
}

// set appends an instruction whose result is called name.
func (f *function) set(name string, parts ...string) {
	f.block.Insts = append(f.block.Insts, &line{text: name + " = " + strings.Join(parts, "") + f.at})
}

// temp appends an instruction with a new name for its result.
func (f *function) temp(t types.Type, parts ...string) operand {
	f.temps++
	name := "%t" + strconv.Itoa(f.temps)
	f.set(name, parts...)
	return operand{t, name}
}

// define appends an instruction that computes result number i of o.
func (f *function) define(o *flowgraph.Op, i int, parts ...string) {
	f.set(f.nameOf(o.Results[i]), parts...)
}

// copyTo makes x the result of o: other operations refer to results by name, so even a value that exists needs one.
func (f *function) copyTo(o *flowgraph.Op, x operand) {
	switch x.typ.(type) {
	case ptr:
		f.define(o, 0, "getelementptr i8, ", x.String(), ", i64 0")
	case *types.FloatType:
		f.define(o, 0, "select i1 true, ", x.String(), ", ", x.String())
	default:
		f.define(o, 0, "or ", x.String(), ", 0")
	}
}

// callingConvention is used by every graph that can be called through its address.
const callingConvention = enum.CallingConvFast

// convention returns the calling convention of g.
func (p *program) convention(g *flowgraph.Graph) enum.CallingConv {
	if p.considerate[g] {
		return enum.CallingConvPreserveMost
	}
	return callingConvention
}

// findConsiderate finds the graphs that keep registers: cold leaves of which nobody takes the address.
func (p *program) findConsiderate() {
	p.considerate = map[*flowgraph.Graph]bool{}
	for _, g := range p.Graphs {
		if g.Attr&(flowgraph.Cold|flowgraph.Leaf|flowgraph.NoReturn) == flowgraph.Cold|flowgraph.Leaf {
			p.considerate[g] = true
		}
	}
	taken := func(v any) {
		if g, ok := v.(*flowgraph.Graph); ok {
			delete(p.considerate, g)
		}
	}
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			b.Operands(func(v *flowgraph.Value) {
				if c, ok := (*v).(*flowgraph.Const); ok {
					taken(c.Val)
				}
			})
		}
	}
	for _, s := range p.Statics {
		for _, r := range s.Relocs {
			taken(r.Graph)
		}
	}
}

// A fault is a reason why a program cannot be compiled that earlier stages should have excluded.
type fault struct {
	graph *flowgraph.Graph
	pos   flowgraph.Pos
	text  string
}

func (e *fault) Error() string {
	return fmt.Sprintf("%s: internal error: llvm backend: graph %s: %s", e.pos, e.graph.Name, e.text)
}

// fail gives up on the program because of o.
func (f *function) fail(o *flowgraph.Op, format string, args ...any) {
	panic(&fault{f.g, o.Pos, o.Kind.String() + ": " + fmt.Sprintf(format, args...)})
}

// catchFault, deferred, turns a panic with a *fault into an error.
func catchFault(err *error) {
	switch e := recover().(type) {
	case nil:
	case *fault:
		*err = e
	default:
		panic(e)
	}
}
