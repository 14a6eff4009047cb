package build

// This file turns one ssa.Function into one graph: blocks, exits, and where values are kept meanwhile.

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// builder is the state of building one graph. Blocks are visited in dominator order, so that a definition is seen
// before its uses; makeSSI makes variables local to their blocks afterwards.
type builder struct {
	scope
	fn       *ssa.Function
	g        *flowgraph.Graph
	deferred bool // recover works in this variant

	cur    *flowgraph.Block // where operations go
	pos    flowgraph.Pos    // of the instruction being built
	blocks map[*ssa.BasicBlock]*flowgraph.Block
	values map[ssa.Value]flowgraph.Value
	tuples map[ssa.Value][]flowgraph.Value
	names  map[ssa.Value]string
	before map[*ssa.BasicBlock]func() // builds what comes first in a block
	orders map[*ssa.BasicBlock][]ssa.Instruction
	rest   []ssa.Instruction // of the block, not built yet
	edges  []edge            // links whose phi arguments are filled in at the end
	locals map[*ssa.Alloc]*local
	parts  map[ssa.Value]part                 // addresses inside of locals
	unread map[token.Pos]bool                 // loads to leave out if nobody uses them
	found  map[*ssa.MapUpdate]flowgraph.Value // entries that lookups in front have found

	fixed map[ssa.Value]bool // variables that are values: see constantVars

	frame   flowgraph.Value // *runtime.DeferFrame, in functions that defer
	noDefer bool            // ssa forgot to run the deferred calls before returning
	thunks  int
}

// edge is a link from the end of an ssa block to the index-th predecessor slot of another.
type edge struct {
	link     *flowgraph.Link
	from, to *ssa.BasicBlock
}

// buildFunction builds the body of the graph of fn.
func (s scope) buildFunction(fn *ssa.Function, body *flowgraph.Graph, deferred bool) error {
	s.built(fn)
	if s.isSpecial(fn) {
		s.buildSpecial(fn, body)
		return nil
	}
	if len(fn.Blocks) == 0 {
		return s.buildBodiless(fn, body)
	}
	b := s.newBuilder(fn, body, deferred)
	if defers(fn) {
		b.wrapDefers()
	} else {
		b.parameters(body.Start)
		b.body(fn.DomPreorder())
	}
	makeSSI(body)
	return nil
}

func (s scope) newBuilder(fn *ssa.Function, g *flowgraph.Graph, deferred bool) *builder {
	instrs := 0
	for _, sb := range fn.Blocks {
		instrs += len(sb.Instrs)
	}
	b := &builder{
		scope:    s,
		fn:       fn,
		g:        g,
		deferred: deferred,
		blocks:   make(map[*ssa.BasicBlock]*flowgraph.Block, len(fn.Blocks)),
		values:   make(map[ssa.Value]flowgraph.Value, instrs/2),
		tuples:   map[ssa.Value][]flowgraph.Value{},
		before:   map[*ssa.BasicBlock]func(){},
		pos:      g.Pos,
	}
	b.names, b.unread, b.orders = sourceNames(fn), unread(fn.Syntax()), evaluationOrders(fn)
	b.locals, b.parts = scalarLocals(fn)
	b.fixed = s.constantVars(fn)
	g.Start = g.NewBlock()
	g.Return = g.NewBlock()
	for _, t := range g.Results {
		g.Return.Args = append(g.Return.Args, g.NewVar("", t))
	}
	return b
}

// parameters makes the parameters and captures of fn arguments of the block start.
func (b *builder) parameters(start *flowgraph.Block) {
	for _, param := range b.fn.Params {
		b.argument(start, param, param.Name())
	}
	for _, fv := range b.fn.FreeVars {
		b.argument(start, fv, fv.Name())
		b.values[fv].(*flowgraph.Var).Typ = b.captureType(fv)
	}
}

func (b *builder) argument(start *flowgraph.Block, v ssa.Value, name string) {
	if name == "_" {
		name = ""
	}
	a := b.g.NewVar(name, b.typ(v.Type()))
	start.Args = append(start.Args, a)
	b.values[v] = a
}

// body builds the given blocks of the function. The first one continues the start block.
func (b *builder) body(list []*ssa.BasicBlock) {
	entry := list[0]
	if b.cur == nil {
		b.cur = b.g.Start
	}
	if len(entry.Preds) == 0 {
		b.blocks[entry] = b.cur
	} else {
		b.jump(b.block(entry))
	}
	for _, sb := range list {
		b.cur = b.block(sb)
		if f := b.before[sb]; f != nil {
			f()
		}
		b.rest = b.orders[sb]
		for len(b.rest) > 0 {
			instr := b.rest[0]
			b.rest = b.rest[1:]
			if pos := b.positionOf(instr.Pos()); pos.Line != 0 {
				b.pos = pos
			}
			b.instr(instr)
			if b.cur == nil {
				break // the rest cannot be reached
			}
		}
	}
	for _, e := range b.edges {
		b.phiArguments(e)
	}
}

// block returns the block that begins where sb does. Its arguments are the phis of sb.
func (b *builder) block(sb *ssa.BasicBlock) *flowgraph.Block {
	if fb := b.blocks[sb]; fb != nil {
		return fb
	}
	fb := b.g.NewBlock()
	b.blocks[sb] = fb
	for _, instr := range sb.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		name := b.names[phi]
		if name == "" && token.IsIdentifier(phi.Comment) {
			name = phi.Comment
		}
		v := b.g.NewVar(name, b.typ(phi.Type()))
		fb.Args = append(fb.Args, v)
		b.values[phi] = v
	}
	return fb
}

// phiArguments fills in what link e passes for the phis of its target.
func (b *builder) phiArguments(e edge) {
	index := -1
	for i, pred := range e.to.Preds {
		if pred == e.from {
			index = i
		}
	}
	for _, instr := range e.to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		e.link.Args = append(e.link.Args, b.typed(phi.Edges[index], phi.Type()))
	}
}

// exit adds an exit from the current block, the end of sb, to the start of to.
func (b *builder) exit(from, to *ssa.BasicBlock, cond *flowgraph.Const) {
	link := &flowgraph.Link{Target: b.block(to), Case: cond}
	b.cur.Exits = append(b.cur.Exits, link)
	b.edges = append(b.edges, edge{link, from, to})
}

// jump ends the current block with a jump.
func (b *builder) jump(to *flowgraph.Block, args ...flowgraph.Value) {
	b.cur.Exits = []*flowgraph.Link{{Target: to, Args: args}}
	b.cur.Pos = b.pos
}

// branch ends the current block with a choice between two new blocks without arguments, and returns them.
func (b *builder) branch(cond flowgraph.Value) (yes, no *flowgraph.Block) {
	yes, no = b.g.NewBlock(), b.g.NewBlock()
	b.cur.Switch = cond
	b.cur.Pos = b.pos
	b.cur.Exits = []*flowgraph.Link{
		{Target: yes, Case: constBool(true)},
		{Target: no, Case: constBool(false)},
	}
	return yes, no
}

// check goes on only if bad is false; otherwise the runtime function name is called, which panics.
func (b *builder) check(bad flowgraph.Value, name string, args ...flowgraph.Value) {
	fail, next := b.branch(bad)
	b.cur.Exits[0].Weight, b.cur.Exits[1].Weight = 1, 1000
	b.cur = fail
	b.callRuntime(name, args...)
	b.op(flowgraph.OpUnreachable, nil, nil)
	b.cur = next
}

// op appends an operation with results of the given types.
func (b *builder) op(kind flowgraph.OpKind, aux any, results []types.Type, args ...flowgraph.Value) []*flowgraph.Var {
	op := &flowgraph.Op{Kind: kind, Aux: aux, Args: args, Pos: b.pos}
	for _, t := range results {
		op.Results = append(op.Results, b.g.NewVar("", b.typ(t)))
	}
	b.cur.Ops = append(b.cur.Ops, op)
	return op.Results
}

// op1 appends an operation with one result of type t.
func (b *builder) op1(kind flowgraph.OpKind, t types.Type, args ...flowgraph.Value) flowgraph.Value {
	return b.op(kind, nil, []types.Type{t}, args...)[0]
}

// op1aux is op1 with something fixed.
func (b *builder) op1aux(kind flowgraph.OpKind, aux any, t types.Type, args ...flowgraph.Value) flowgraph.Value {
	return b.op(kind, aux, []types.Type{t}, args...)[0]
}

// effect appends an operation without results.
func (b *builder) effect(kind flowgraph.OpKind, args ...flowgraph.Value) {
	b.op(kind, nil, nil, args...)
}

// assign gives the variable slot a new value.
func (b *builder) assign(slot *flowgraph.Var, v flowgraph.Value) {
	b.cur.Ops = append(b.cur.Ops, &flowgraph.Op{Kind: opAssign, Args: []flowgraph.Value{v}, Results: []*flowgraph.Var{slot}})
}

// call appends a direct call.
func (b *builder) call(g *flowgraph.Graph, args ...flowgraph.Value) []*flowgraph.Var {
	op := &flowgraph.Op{Kind: flowgraph.OpCall, Aux: g, Args: args, Pos: b.pos}
	for _, t := range g.Results {
		op.Results = append(op.Results, b.g.NewVar("", t))
	}
	b.cur.Ops = append(b.cur.Ops, op)
	return op.Results
}

// callRuntime calls a function of package runtime.
func (b *builder) callRuntime(name string, args ...flowgraph.Value) []*flowgraph.Var {
	return b.callNamed(pathRuntime+"."+name, args...)
}

func (b *builder) callNamed(name string, args ...flowgraph.Value) []*flowgraph.Var {
	g := b.Runtime(name)
	if g == nil {
		panic("the runtime lacks function " + name)
	}
	return b.call(g, args...)
}

// fail ends the building of the graph: the program uses something that is not supported.
func (b *builder) fail(code, msg string) {
	panic(&Error{Pos: b.pos, Code: code, Msg: msg, Hint: findCode(code).Hint, Note: "in " + b.g.Name})
}

// set records the value of an instruction.
func (b *builder) set(v ssa.Value, value flowgraph.Value) {
	if x, ok := value.(*flowgraph.Var); ok && x.Name == "" {
		x.Name = b.names[v]
	}
	b.values[v] = value
}

// setTuple records the values of an instruction with several results.
func (b *builder) setTuple(v ssa.Value, values ...flowgraph.Value) { b.tuples[v] = values }

func constBool(v bool) *flowgraph.Const { return flowgraph.NewConst(types.Typ[types.Bool], v) }

func constString(v string) *flowgraph.Const { return flowgraph.NewConst(types.Typ[types.String], v) }

func constInt(v int64) *flowgraph.Const { return flowgraph.NewConst(types.Typ[types.Int], v) }

func zero(t types.Type) *flowgraph.Const { return flowgraph.NewConst(t, nil) }

// values turns variables into values.
func asValues(vars []*flowgraph.Var) []flowgraph.Value {
	out := make([]flowgraph.Value, len(vars))
	for i, v := range vars {
		out[i] = v
	}
	return out
}
