package build

// This file builds calls: of functions, of methods through interfaces, of function values.

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// A target is a call whose operands have been evaluated. Exactly one of static, builtin, method and dynamic is set.
type target struct {
	static  *ssa.Function
	builtin *ssa.Builtin
	method  *flowgraph.Method
	dynamic bool // args[0] is the function value
	args    []flowgraph.Value
	// captures are the bindings of a static callee that is a closure; they follow args.
	captures []flowgraph.Value
	results  []types.Type
	deferred bool // called by a defer statement
}

// target evaluates the operands of c.
func (b *builder) target(c *ssa.CallCommon) target {
	t := target{results: resultTypes(c.Signature())}
	if c.IsInvoke() {
		t.method = &flowgraph.Method{Name: c.Method.Name()}
		if !c.Method.Exported() {
			t.method.Pkg = c.Method.Pkg()
		}
		t.args = append(t.args, b.value(c.Value))
		t.args = append(t.args, b.arguments(c)...)
		return t
	}
	switch v := c.Value.(type) {
	case *ssa.Builtin:
		t.builtin = v
		for i, a := range c.Args {
			t.args = append(t.args, b.typed(a, argumentType(v, i, a)))
		}
		return t
	case *ssa.Function:
		t.static = v
	case *ssa.MakeClosure:
		t.static = v.Fn.(*ssa.Function)
		t.captures = b.valuesOf(v.Bindings)
	default:
		t.dynamic = true
		t.args = append(t.args, b.value(c.Value))
	}
	t.args = append(t.args, b.arguments(c)...)
	return t
}

// arguments returns the arguments of c as values of the parameters' types. go/ssa does not convert between a named type
// and its underlying one in all places.
func (b *builder) arguments(c *ssa.CallCommon) []flowgraph.Value {
	args := b.valuesOf(c.Args)
	params := c.Signature().Params()
	first := len(args) - params.Len() // the receiver
	for i := range params.Len() {
		args[first+i] = b.retype(args[first+i], params.At(i).Type())
	}
	return args
}

// argumentType returns the type that argument i of a builtin has: that of its signature if a is untyped.
func argumentType(f *ssa.Builtin, i int, a ssa.Value) types.Type {
	sig, ok := f.Type().(*types.Signature)
	if isUntyped(a.Type()) && ok && i < sig.Params().Len() && !isUntyped(sig.Params().At(i).Type()) {
		return sig.Params().At(i).Type()
	}
	return a.Type()
}

func resultTypes(sig *types.Signature) []types.Type {
	var list []types.Type
	for v := range sig.Results().Variables() {
		list = append(list, v.Type())
	}
	return list
}

// callInstr builds a call instruction.
func (b *builder) callInstr(instr *ssa.Call) {
	if x, ok := appendedOne(instr); ok {
		b.set(instr, b.appendOne(instr, x))
		return
	}
	t := b.target(&instr.Call)
	t.deferred = b.deferred && isWrapper(b.fn) // what a wrapper calls is what is deferred
	if t.builtin != nil {
		if v := b.builtin(t.builtin.Name(), t.args, instr.Type(), &instr.Call); v != nil {
			b.set(instr, v)
		}
		return
	}
	results := b.perform(t)
	switch len(results) {
	case 0:
	case 1:
		b.set(instr, results[0])
	default:
		b.setTuple(instr, results...)
	}
}

// perform builds the call t.
func (b *builder) perform(t target) []flowgraph.Value {
	switch {
	case t.method != nil:
		m := *t.method
		m.Deferred = t.deferred
		return asValues(b.op(flowgraph.OpInvoke, &m, t.results, t.args...))
	case t.dynamic:
		if t.deferred {
			t.args[0] = b.op1(flowgraph.OpDeferredVariant, t.args[0].Type().(types.Type), t.args[0])
		}
		return asValues(b.op(flowgraph.OpCallIndirect, nil, t.results, t.args...))
	}
	if results, ok := b.special(t.static, t.args); ok {
		return results
	}
	g := b.callee(t.static, t.deferred)
	return asValues(b.call(g, append(t.args[:len(t.args):len(t.args)], t.captures...)...))
}

// special builds the call of a function that is an operation, an external function or an intrinsic.
func (b *builder) special(fn *ssa.Function, args []flowgraph.Value) ([]flowgraph.Value, bool) {
	d := b.directive(fn)
	results := resultTypes(fn.Signature)
	switch {
	case d.extern != "":
		if flowgraph.FindExtern(d.extern) == nil {
			panic("no external function " + d.extern)
		}
		return asValues(b.op(flowgraph.OpExtern, d.extern, results, args...)), true
	case d.op != "":
		kind := opNamed(d.op)
		if kind == flowgraph.OpInvalid {
			panic("no operation " + d.op)
		}
		return asValues(b.op(kind, nil, results, args...)), true
	case d.try:
		// The function is try of callFunc, which is declared beside it.
		callee := b.Runtime(b.packagePath(fn.Pkg.Pkg) + ".callFunc")
		return asValues(b.op(flowgraph.OpTry, callee, []types.Type{types.Typ[types.Bool]}, args...)), true
	case d.swap:
		b.op(flowgraph.OpSwitchStack, b.Runtime(b.packagePath(fn.Pkg.Pkg)+".start"), nil, args...)
		return nil, true
	}
	if f := intrinsic(fn); f != nil {
		return f(b, args, results), true
	}
	return nil, false
}

// opNamed returns the operation of a name.
func opNamed(name string) flowgraph.OpKind {
	for k := flowgraph.OpInvalid + 1; k < flowgraph.NumOps; k++ {
		if k.String() == name {
			return k
		}
	}
	return flowgraph.OpInvalid
}

// isSpecial reports whether calls of fn are not calls.
func (p *program) isSpecial(fn *ssa.Function) bool {
	d := p.directive(fn)
	return d.extern != "" || d.op != "" || d.try || d.swap || intrinsic(fn) != nil
}

// buildSpecial builds the graph of a function that is an operation, for where it is used as a value.
func (s scope) buildSpecial(fn *ssa.Function, g *flowgraph.Graph) {
	b := s.newBuilder(fn, g, false)
	b.cur = g.Start
	for _, t := range g.Params {
		g.Start.Args = append(g.Start.Args, g.NewVar("", t))
	}
	results, _ := b.special(fn, asValues(g.Start.Args))
	b.jump(g.Return, results...)
	makeSSI(g)
}

// buildBodiless builds the graph of a function without a body: a call of the function that linkname says.
func (s scope) buildBodiless(fn *ssa.Function, body *flowgraph.Graph) error {
	b := s.newBuilder(fn, body, false)
	pkg := ""
	if fn.Pkg != nil {
		pkg = s.packagePath(fn.Pkg.Pkg)
	}
	to, ok := s.loaded.session.links[pkg+"."+fn.Name()]
	var callee *flowgraph.Graph
	if ok && (to != link{pkg, fn.Name()}) {
		callee = s.Runtime(to.pkg + "." + to.name)
	}
	if callee == nil || callee == s.task.graph {
		if body.Name == "iter.coroutine" {
			b.fail(codePull, findCode(codePull).Title)
		}
		b.fail(codeNoBody, "function "+body.Name+" has no Go body")
	}
	b.cur = body.Start
	for _, t := range body.Params {
		body.Start.Args = append(body.Start.Args, body.NewVar("", t))
	}
	b.jump(body.Return, asValues(b.call(callee, asValues(body.Start.Args)...))...)
	makeSSI(body)
	return nil
}
