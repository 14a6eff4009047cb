package build

// This file has one case for each kind of instruction of go/ssa.

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// instr builds one instruction. It leaves b.cur nil if what follows cannot be reached.
func (b *builder) instr(instr ssa.Instruction) {
	if inLoneElement(instr) {
		return
	}
	switch instr := instr.(type) {
	case *ssa.DebugRef:
		b.addressOfStar(instr)
	case *ssa.Phi, *ssa.Extract:
		// Phis are arguments of the block; components of tuples are looked up where they are used.
	case *ssa.Alloc:
		b.alloc(instr)
	case *ssa.BinOp:
		b.set(instr, b.binary(instr))
	case *ssa.Call:
		b.callInstr(instr)
	case *ssa.ChangeInterface:
		b.set(instr, b.retype(b.value(instr.X), instr.Type()))
	case *ssa.ChangeType:
		b.set(instr, b.retype(b.value(instr.X), instr.Type()))
	case *ssa.Convert:
		b.set(instr, b.convert(b.value(instr.X), instr.X.Type(), instr.Type()))
	case *ssa.Defer:
		b.deferCall(instr)
	case *ssa.Field:
		b.set(instr, b.op1aux(flowgraph.OpField, int64(instr.Field), instr.Type(), b.value(instr.X)))
	case *ssa.FieldAddr:
		if _, ok := b.parts[instr]; !ok {
			b.set(instr, b.op1aux(flowgraph.OpFieldAddr, int64(instr.Field), instr.Type(), b.value(instr.X)))
		}
	case *ssa.If:
		b.ifInstr(instr)
	case *ssa.Index:
		b.index(instr)
	case *ssa.IndexAddr:
		b.set(instr, b.op1(flowgraph.OpIndexAddr, instr.Type(), b.value(instr.X), b.value(instr.Index)))
	case *ssa.Jump:
		b.exit(instr.Block(), instr.Block().Succs[0], nil)
	case *ssa.Lookup:
		b.lookup(instr)
	case *ssa.MakeClosure:
		b.makeClosure(instr)
	case *ssa.MakeInterface:
		b.set(instr, b.op1(flowgraph.OpMakeIface, instr.Type(), b.value(instr.X)))
	case *ssa.MakeMap:
		b.makeMap(instr)
	case *ssa.MakeSlice:
		b.set(instr, b.op1(flowgraph.OpMakeSlice, instr.Type(), b.intOperand(instr.Len), b.intOperand(instr.Cap)))
	case *ssa.MapUpdate:
		b.mapUpdate(instr)
	case *ssa.Next:
		b.next(instr)
	case *ssa.Panic:
		b.callRuntime("Panic", b.value(instr.X))
		b.unreachable()
	case *ssa.Range:
		b.rangeInstr(instr)
	case *ssa.Return:
		b.returnInstr(instr)
	case *ssa.RunDefers:
		b.runDefers()
	case *ssa.Slice:
		b.set(instr, b.slice(instr))
	case *ssa.SliceToArrayPointer:
		b.set(instr, b.op1(flowgraph.OpSliceToArrayPtr, instr.Type(), b.value(instr.X)))
	case *ssa.Store:
		if p, ok := b.parts[instr.Addr]; ok {
			b.storePart(p, b.value(instr.Val))
		} else if b.fixed[instr.Addr] {
			b.values[instr.Addr] = b.typed(instr.Val, b.deref(instr.Addr.Type()))
		} else {
			b.effect(flowgraph.OpStore, b.value(instr.Addr), b.value(instr.Val))
		}
	case *ssa.TypeAssert:
		b.typeAssert(instr)
	case *ssa.UnOp:
		b.unary(instr)
	case *ssa.Go:
		b.goCall(instr)
	case *ssa.MakeChan:
		b.needThreads(codeChan)
		m := b.chanMethod(instr.Type(), "Make")
		b.set(instr, b.retype(b.call(m, zero(b.chanType(instr.Type())), b.intOperand(instr.Size))[0], instr.Type()))
	case *ssa.Send:
		b.needThreads(codeChan)
		b.call(b.chanMethod(instr.Chan.Type(), "Send"), b.channel(instr.Chan), b.typed(instr.X, elemOf(instr.Chan)))
	case *ssa.Select:
		b.selectInstr(instr)
	default:
		panic(fmt.Sprintf("instruction %T", instr))
	}
}

// unreachable ends the current block after an operation that does not return.
func (b *builder) unreachable() {
	b.effect(flowgraph.OpUnreachable)
	b.cur = nil
}

func (b *builder) alloc(a *ssa.Alloc) {
	if l := b.locals[a]; l != nil {
		b.enter(a, l)
		return
	}
	if b.fixed[a] {
		b.values[a] = zero(b.deref(a.Type()))
		return
	}
	if b.values[a] != nil {
		return // the cell of a named result, made by the function around this one
	}
	if isMakeSlice(a) {
		return
	}
	b.set(a, b.op1aux(flowgraph.OpNew, b.deref(a.Type()), a.Type()))
}

// ifInstr ends a block; a constant condition makes a jump.
func (b *builder) ifInstr(instr *ssa.If) {
	sb := instr.Block()
	b.cur.Pos = b.pos
	cond := b.value(instr.Cond)
	if c, ok := cond.(*flowgraph.Const); ok {
		to := sb.Succs[1]
		if c.Val == true {
			to = sb.Succs[0]
		}
		b.exit(sb, to, nil)
		return
	}
	b.cur.Switch = b.retype(cond, types.Typ[types.Bool])
	b.exit(sb, sb.Succs[0], constBool(true))
	b.exit(sb, sb.Succs[1], constBool(false))
}

func (b *builder) returnInstr(instr *ssa.Return) {
	results := make([]flowgraph.Value, len(instr.Results))
	if b.noDefer {
		b.runDefers()
		for i, r := range instr.Results {
			// The results have been loaded before the deferred calls ran: load them again.
			if u, ok := r.(*ssa.UnOp); ok && u.Op == token.MUL {
				if _, ok := u.X.(*ssa.Alloc); ok && b.parts[u.X].alloc == nil {
					results[i] = b.op1(flowgraph.OpLoad, r.Type(), b.value(u.X))
				}
			}
		}
	}
	for i, r := range instr.Results {
		if results[i] == nil {
			results[i] = b.typed(r, b.fn.Signature.Results().At(i).Type())
		}
	}
	b.jump(b.g.Return, results...)
}

// unused reports whether nothing needs v.
func unused(v ssa.Value) bool {
	for _, use := range *v.Referrers() {
		if _, ok := use.(*ssa.DebugRef); !ok {
			return false
		}
	}
	return true
}

// addressOfStar builds the check of &*p, which for go/ssa is p. Where there are no references to the source (in standard
// packages), it is not seen.
func (b *builder) addressOfStar(ref *ssa.DebugRef) {
	e, ok := ref.Expr.(*ast.UnaryExpr)
	if !ok || e.Op != token.AND || ref.IsAddr {
		return
	}
	if _, ok := ast.Unparen(e.X).(*ast.StarExpr); ok {
		b.effect(flowgraph.OpNilCheck, b.value(ref.X))
	}
}

// unread returns the positions of the operands *p of ranges that need only the length of the array: if p is no call, the
// array is not read, although go/ssa loads it.
func unread(syntax ast.Node) map[token.Pos]bool {
	found := map[token.Pos]bool{}
	if syntax == nil {
		return found
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		r, ok := n.(*ast.RangeStmt)
		if !ok {
			return true
		}
		star, ok := ast.Unparen(r.X).(*ast.StarExpr)
		if !ok {
			return true
		}
		calls := false
		ast.Inspect(star.X, func(n ast.Node) bool {
			if _, ok := n.(*ast.CallExpr); ok {
				calls = true
			}
			return true
		})
		if !calls {
			found[star.Star] = true
		}
		return true
	})
	return found
}

// ofMethodValue reports whether instr comes from a method value x.M of an interface x, where go/ssa writes the check for
// nil as an assertion.
func ofMethodValue(instr *ssa.TypeAssert) bool {
	if !unused(instr) || !types.Identical(instr.X.Type(), instr.AssertedType) {
		return false
	}
	found := false
	for _, next := range instr.Block().Instrs {
		switch next := next.(type) {
		case *ssa.DebugRef:
		case *ssa.MakeClosure:
			if found {
				return isWrapper(next.Fn.(*ssa.Function)) && next.Bindings[0] == instr.X
			}
		default:
			if found {
				return false
			}
			found = next == instr
		}
	}
	return false
}

// unary builds loads and the arithmetic of one operand.
func (b *builder) unary(instr *ssa.UnOp) {
	t := instr.Type()
	if instr.Op == token.MUL {
		if p, ok := b.parts[instr.X]; ok {
			b.set(instr, b.loadPart(p))
			return
		}
		if b.fixed[instr.X] {
			b.values[instr] = b.value(instr.X)
			return
		}
		if b.unread[instr.Pos()] && unused(instr) {
			return
		}
		b.set(instr, b.op1(flowgraph.OpLoad, t, b.value(instr.X)))
		return
	}
	if instr.Op == token.ARROW {
		b.receive(instr)
		return
	}
	x := b.value(instr.X)
	switch {
	case instr.Op == token.NOT:
		b.set(instr, b.op1(flowgraph.OpBoolNot, t, x))
	case instr.Op == token.XOR:
		b.set(instr, b.op1(flowgraph.OpIntNot, t, x))
	case instr.Op == token.SUB && isFloat(t):
		b.set(instr, b.op1(flowgraph.OpFloatNeg, t, x))
	case instr.Op == token.SUB && isComplex(t):
		re, im := b.complexParts(x)
		pt := partType(t)
		b.set(instr, b.op1(flowgraph.OpComplexMake, t, b.op1(flowgraph.OpFloatNeg, pt, re), b.op1(flowgraph.OpFloatNeg, pt, im)))
	case instr.Op == token.SUB:
		b.set(instr, b.op1(flowgraph.OpIntNeg, t, x))
	default:
		panic("unary operation " + instr.Op.String())
	}
}

func (b *builder) index(instr *ssa.Index) {
	kind := flowgraph.OpIndex
	if isString(instr.X.Type()) {
		kind = flowgraph.OpStrIndex
	}
	b.set(instr, b.op1(kind, instr.Type(), b.value(instr.X), b.value(instr.Index)))
}

func (b *builder) typeAssert(instr *ssa.TypeAssert) {
	x := b.value(instr.X)
	if instr.CommaOk {
		r := b.op(flowgraph.OpAssertOk, instr.AssertedType, []types.Type{instr.AssertedType, types.Typ[types.Bool]}, x)
		b.setTuple(instr, asValues(r)...)
		return
	}
	if ofMethodValue(instr) {
		b.check(b.op1(flowgraph.OpIfaceIsNil, types.Typ[types.Bool], x), "PanicNil")
		b.set(instr, x)
		return
	}
	b.set(instr, b.op1aux(flowgraph.OpAssert, instr.AssertedType, instr.AssertedType, x))
}

func (b *builder) makeClosure(instr *ssa.MakeClosure) {
	fn := instr.Fn.(*ssa.Function)
	g := b.callee(fn, false)
	if len(instr.Bindings) == 0 {
		b.set(instr, &flowgraph.Const{Typ: b.typ(instr.Type()), Val: g})
		return
	}
	b.set(instr, b.op1aux(flowgraph.OpMakeClosure, g, instr.Type(), b.valuesOf(instr.Bindings)...))
}

// callee returns the graph that a use of fn refers to. The body of a range over a function belongs to the function
// around it, so that recover works in both or in neither. deferred asks for the variant that a defer statement calls.
func (b *builder) callee(fn *ssa.Function, deferred bool) *flowgraph.Graph {
	if fn.Synthetic == yieldFunction {
		deferred = b.deferred
	}
	return b.graph(fn, deferred)
}
