package build

// This file builds functions with defer statements. Such a function F becomes two graphs. The body, F$body, pushes the
// deferred calls on a frame of the runtime and runs them before it returns. F itself makes the frame and calls the
// body in a try; if a panic comes through, the frame runs what is left, and, if that recovered, F returns what the
// results hold, which therefore are cells in memory.

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// defers reports whether fn has deferred calls of its own. Bodies of ranges over functions defer into the function
// around them.
func defers(fn *ssa.Function) bool {
	if fn.Synthetic == yieldFunction {
		return false
	}
	for _, sb := range fn.Blocks {
		for _, instr := range sb.Instrs {
			switch instr := instr.(type) {
			case *ssa.Defer:
				return true
			case *ssa.Call:
				if f, ok := instr.Call.Value.(*ssa.Builtin); ok && f.Name() == "ssa:deferstack" {
					return true
				}
			}
		}
	}
	return false
}

// runsDefers reports whether fn has an instruction that runs the deferred calls.
func runsDefers(fn *ssa.Function) bool {
	for _, sb := range fn.Blocks {
		for _, instr := range sb.Instrs {
			if _, ok := instr.(*ssa.RunDefers); ok {
				return true
			}
		}
	}
	return false
}

// recoveredResults returns the variables that fn's recover block reads.
func recoveredResults(fn *ssa.Function) []*ssa.Alloc {
	var list []*ssa.Alloc
	if fn.Recover == nil {
		return nil
	}
	for _, instr := range fn.Recover.Instrs {
		if u, ok := instr.(*ssa.UnOp); ok {
			if a, ok := u.X.(*ssa.Alloc); ok {
				list = append(list, a)
			}
		}
	}
	return list
}

// wrapDefers builds the two graphs of a function that defers.
func (b *builder) wrapDefers() {
	fn, g := b.fn, b.g
	b.parameters(g.Start)
	b.cur = g.Start
	b.frame = b.op1aux(flowgraph.OpNew, b.runtimeType(pathRuntime, "DeferFrame"), b.frameType())
	args := append(asValues(g.Start.Args), b.frame)
	cells := recoveredResults(fn)
	for _, a := range cells {
		cell := b.op1aux(flowgraph.OpNew, b.deref(a.Type()), a.Type())
		b.set(a, cell)
		args = append(args, cell)
	}
	body := b.bodyGraph(cells, args)
	tried := b.op(flowgraph.OpTry, body, append([]types.Type{types.Typ[types.Bool]}, signatureOf(fn).results...), args...)
	returned, panicked := b.branch(tried[0])
	b.cur = returned
	b.jump(g.Return, asValues(tried[1:])...)
	b.cur = panicked
	b.call(b.mustMethod(b.frameType(), "Unwind"), b.frame)
	if fn.Recover == nil {
		var results []flowgraph.Value
		for _, t := range g.Results {
			results = append(results, zero(t.(types.Type)))
		}
		b.jump(g.Return, results...)
		return
	}
	for _, instr := range fn.Recover.Instrs {
		b.instr(instr)
	}
}

// bodyGraph returns the body of the function as a graph that takes args: parameters, captures, frame, cells.
func (b *builder) bodyGraph(cells []*ssa.Alloc, args []flowgraph.Value) *flowgraph.Graph {
	sig := signature{results: signatureOf(b.fn).results}
	for _, a := range args {
		sig.params = append(sig.params, typeOf(a))
	}
	n := b.newGraph("$body", b.g.Pos, sig)
	g := n.graph
	g.Doc = "body of a function that defers"
	g.Attr = flowgraph.NoInline | b.task.named.graph.Attr&flowgraph.Together
	fn, deferred := b.fn, b.deferred
	b.mu.Lock()
	defer b.mu.Unlock()
	b.add(n, func(s scope, g *flowgraph.Graph) error {
		body := s.newBuilder(fn, g, deferred)
		body.parameters(g.Start)
		frame := g.NewVar("frame", body.frameType())
		g.Start.Args = append(g.Start.Args, frame)
		body.frame = frame
		for _, a := range cells {
			body.argument(g.Start, a, a.Comment)
		}
		body.noDefer = !runsDefers(fn)
		var list []*ssa.BasicBlock
		for _, sb := range fn.DomPreorder() {
			if sb != fn.Recover {
				list = append(list, sb)
			}
		}
		body.body(list)
		makeSSI(g)
		return nil
	})
	return g
}

// runDefers builds the run of the deferred calls before a return.
func (b *builder) runDefers() {
	b.call(b.mustMethod(b.frameType(), "Run"), b.frame)
}

// deferCall builds a defer statement: the operands are evaluated now and captured by a function without parameters.
func (b *builder) deferCall(instr *ssa.Defer) {
	frame := b.frame
	if instr.DeferStack != nil {
		frame = b.value(instr.DeferStack)
	}
	t := b.target(&instr.Call)
	t.deferred = true
	if t.method != nil {
		isNil := b.op1(flowgraph.OpIfaceIsNil, types.Typ[types.Bool], t.args[0])
		b.check(isNil, "PanicNil")
	}
	b.call(b.mustMethod(b.frameType(), "Push"), frame, b.thunk(t, &instr.Call, "defer"))
}

var funcType = types.NewSignatureType(nil, nil, nil, nil, nil, false)

// thunk returns a value of type func() that performs t, for a statement defer or go.
func (b *builder) thunk(t target, c *ssa.CallCommon, kind string) flowgraph.Value {
	if t.static != nil && len(t.args) == 0 && len(t.results) == 0 && !b.isSpecial(t.static) {
		g := b.callee(t.static, t.deferred)
		if len(t.captures) == 0 {
			return &flowgraph.Const{Typ: funcType, Val: g}
		}
		return b.op1aux(flowgraph.OpMakeClosure, g, funcType, t.captures...)
	}
	b.thunks++
	n := b.newGraph(fmt.Sprintf("$%s%d", kind, b.thunks), b.pos, signature{})
	n.inline = true
	g := n.graph
	g.Doc = "deferred call"
	if kind == "go" {
		g.Doc = "call of a go statement"
	} else {
		g.Attr = b.task.named.graph.Attr & flowgraph.Together
	}
	inner := b.newBuilder(&ssa.Function{}, g, b.deferred)
	inner.pos = b.pos
	inner.cur = g.Start
	var captured []flowgraph.Value
	capture := func(list []flowgraph.Value) []flowgraph.Value {
		out := make([]flowgraph.Value, len(list))
		for i, v := range list {
			if x, ok := v.(*flowgraph.Var); ok {
				captured = append(captured, x)
				g.Captures = append(g.Captures, x.Typ)
				a := g.NewVar(x.Name, x.Typ)
				g.Start.Args = append(g.Start.Args, a)
				v = a
			}
			out[i] = v
		}
		return out
	}
	t.args, t.captures = capture(t.args), capture(t.captures)
	if t.builtin != nil {
		inner.builtin(t.builtin.Name(), t.args, types.Typ[types.Int], c)
	} else {
		inner.perform(t)
	}
	if inner.cur != nil {
		inner.jump(g.Return)
	}
	makeSSI(g)
	if len(captured) == 0 {
		return &flowgraph.Const{Typ: funcType, Val: g}
	}
	return b.op1aux(flowgraph.OpMakeClosure, g, funcType, captured...)
}
