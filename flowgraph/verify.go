package flowgraph

// This file checks the invariants of graphs. After every pass, each of the following holds for each built graph; the
// numbers stand in the messages, and verify_test.go breaks each one.
//
//	V1  Start is the first block and Return the last; every other listed block can be reached from Start, every
//	    reachable block is listed, and none twice.
//	V2  The return block has no operations, switch or exits; its arguments have the types of Results.
//	V3  The arguments of Start have the types of Params followed by Captures.
//	V4  Variables are defined once; numbers of variables and of blocks are unique, positive and not above
//	    NextVar and NextBlock; names read back from the text form.
//	V5  A block uses only its own arguments, results of its earlier operations, and constants.
//	V6  A link has an argument for each argument of its target, of the same type.
//	V7  Exits: none; or one without switch and case; or two on a Bool, true first; or any number on an integer, with
//	    different constant cases of its type, and a default at the end.
//	V8  A block without exits is the return block, or its last operation never returns; "unreachable" is last.
//	V9  Operations belong to the stage; number of operands and results and the kind of Aux are those of the table.
//	V10 Types of operands and results fit the operation (verifytypes.go).
//	V11 Every type belongs to the stage: complete Go types without type parameters, or low-level types but Void.
//	V12 The value of a constant has the form that its type needs.
//	V13 Calls pass what the callee takes: parameters, captures, results.
//
// VerifyProgram adds those of whole programs (verifyprogram.go).

import (
	"fmt"
	"strings"

	"rgo/rtyper/lltype"
)

// A Fault is a broken invariant.
type Fault struct {
	Rule  int // the number above
	Graph *Graph
	About any // *Graph, *Block, *Op or *Link
	Msg   string
}

// Error names the graph and the place.
func (f *Fault) Error() string {
	where := ""
	switch a := f.About.(type) {
	case *Op:
		where = ": " + OpString(a)
		if a.Pos.Line != 0 {
			where = ": " + a.Pos.String() + where
		}
	case *Block:
		where = ": " + blockName(f.Graph, a)
	}
	return fmt.Sprintf("graph %s%s: %s [V%d]", f.Graph.Name, where, f.Msg, f.Rule)
}

// FaultText prints the graph that faults belong to, each fault below the line it is about.
func FaultText(g *Graph, faults []error) string {
	notes := map[any][]string{}
	for _, e := range faults {
		if f, ok := e.(*Fault); ok && f.Graph == g {
			notes[f.About] = append(notes[f.About], fmt.Sprintf("%s [V%d]", f.Msg, f.Rule))
		}
	}
	var b strings.Builder
	p := newPrinter(&b)
	p.graph(g, notes)
	p.w.Flush()
	return b.String()
}

// Verify checks g, a graph of p, and returns all faults. An unbuilt graph has none.
func Verify(p *Program, g *Graph) []error {
	if !g.Built() {
		return nil
	}
	v := &verifier{g: g, low: p.Stage.Low()}
	if v.shape() {
		v.numbers()
		for _, b := range g.Blocks {
			v.block(b)
		}
	}
	return v.faults
}

type verifier struct {
	g      *Graph
	low    bool
	faults []error

	blocks []*Block // by number

	// owner says where a variable was defined: in which block, by its index in g.Blocks plus one.
	owner []int32
	index int32         // of the block being checked
	good  map[Type]bool // types that belong to the stage
	prims uint64        // and primitive ones, by number
}

func (v *verifier) fault(rule int, about any, format string, args ...any) {
	v.faults = append(v.faults, &Fault{rule, v.g, about, fmt.Sprintf(format, args...)})
}

// shape checks the list of blocks, and reports whether it can be walked at all.
func (v *verifier) shape() bool {
	g := v.g
	if g.Start == nil || g.Return == nil || g.Blocks[0] != g.Start || g.Blocks[len(g.Blocks)-1] != g.Return {
		v.fault(1, g, "the start block is not first or the return block not last")
		return false
	}
	if !v.list() {
		return false
	}
	reached := make([]bool, len(v.blocks))
	ok := true
	work := append(make([]*Block, 0, len(g.Blocks)), g.Start)
	reached[g.Start.ID] = true
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, l := range b.Exits {
			if l == nil || l.Target == nil {
				v.fault(6, b, "link to nowhere")
				ok = false
				continue
			}
			switch t := l.Target; {
			case t.ID < 1 || t.ID >= len(v.blocks) || v.blocks[t.ID] != t:
				v.fault(1, l, "target %s is not in the list of blocks", blockName(g, t))
				ok = false
			case !reached[t.ID]:
				reached[t.ID] = true
				work = append(work, t)
			}
		}
	}
	for _, b := range g.Blocks {
		if !reached[b.ID] && b != g.Return {
			v.fault(1, b, "unreachable block")
		}
	}
	if r := g.Return; len(r.Ops) > 0 || len(r.Exits) > 0 || r.Switch != nil {
		v.fault(2, r, "the return block has operations or exits")
	}
	v.vars(2, g.Return, g.Return.Args, g.Results, "results")
	v.vars(3, g.Start, g.Start.Args, append(g.Params[:len(g.Params):len(g.Params)], g.Captures...), "parameters and captures")
	return ok
}

// list checks the numbers of the listed blocks, and reports whether they can serve as indexes.
func (v *verifier) list() bool {
	g := v.g
	v.blocks = make([]*Block, g.NextBlock+1)
	for _, b := range g.Blocks {
		switch {
		case b == nil:
			v.fault(1, g, "a block is missing in the list")
			return false
		case b.ID < 1 || b.ID > g.NextBlock:
			v.fault(4, b, "block number %d is not in 1..%d", b.ID, g.NextBlock)
			return false
		case v.blocks[b.ID] == b:
			v.fault(1, g, "block listed twice: %s", blockName(g, b))
			return false
		case v.blocks[b.ID] != nil:
			v.fault(4, b, "block number %d is used twice", b.ID)
			return false
		}
		v.blocks[b.ID] = b
	}
	return true
}

// vars compares the types of variables with a list of types.
func (v *verifier) vars(rule int, b *Block, vars []*Var, want []Type, what string) {
	if len(vars) != len(want) {
		v.fault(rule, b, "%d arguments for %d %s", len(vars), len(want), what)
		return
	}
	for i, a := range vars {
		if a == nil || a.Typ == nil || !SameType(a.Typ, want[i]) {
			v.fault(rule, b, "argument %s has type %s, expected %s", varText(a), typeText(varType(a)), typeText(want[i]))
		}
	}
}

func varType(v *Var) Type {
	if v == nil {
		return nil
	}
	return v.Typ
}

func varText(v *Var) string {
	if v == nil {
		return "missing"
	}
	return v.String()
}

func typeText(t Type) string {
	if t == nil {
		return "none"
	}
	return newTypeNames().str(t)
}

// numbers makes room for what is known of variables.
func (v *verifier) numbers() {
	v.owner = make([]int32, v.g.NextVar+1)
	v.good = map[Type]bool{}
}

// define notes the definition of a variable in the current block.
func (v *verifier) define(about any, a *Var) {
	switch {
	case a == nil:
		v.fault(4, about, "missing variable")
		return
	case a.ID < 1 || a.ID >= len(v.owner):
		v.fault(4, about, "number of %s is not in 1..%d", a, v.g.NextVar)
	case v.owner[a.ID] != 0:
		v.fault(4, about, "%s is defined twice, or its number is", a)
	default:
		v.owner[a.ID] = v.index
	}
	if a.Name != "" && scanVar(a.Name) != len(a.Name) {
		v.fault(4, about, "name %q does not read back", a.Name)
	}
	v.typ(about, a.Typ)
}

// typ checks that t belongs to the stage.
func (v *verifier) typ(about any, t Type) bool {
	if p, ok := t.(lltype.Prim); ok && v.prims&(1<<p) != 0 || t != nil && v.good[t] {
		return true
	}
	if t == nil || isLow(t) != v.low || kindOf(t) == kindInvalid || !v.low && hasTypeParam(t) {
		v.fault(11, about, "type %s does not belong to this stage", typeText(t))
		return false
	}
	if p, ok := t.(lltype.Prim); ok {
		v.prims |= 1 << p
	} else {
		v.good[t] = true
	}
	return true
}

// use checks an operand of the current block.
func (v *verifier) use(about any, a Value) {
	switch a := a.(type) {
	case *Var:
		if a == nil {
			v.fault(5, about, "missing operand")
		} else if a.ID < 1 || a.ID >= len(v.owner) || v.owner[a.ID] != v.index {
			v.fault(5, about, "%s is not defined in this block", a)
		}
	case *Const:
		if a == nil {
			v.fault(5, about, "missing operand")
		} else if v.typ(about, a.Typ) && !constFits(a) {
			v.fault(12, about, "constant %s does not fit type %s", a, typeText(a.Typ))
		}
	default:
		v.fault(5, about, "missing operand")
	}
}

func (v *verifier) block(b *Block) {
	v.index++
	for _, a := range b.Args {
		v.define(b, a)
	}
	for i, o := range b.Ops {
		if o == nil || o.Kind == OpInvalid || o.Kind >= NumOps {
			v.fault(9, b, "invalid operation")
			continue
		}
		before := len(v.faults)
		for _, a := range o.Args {
			v.use(o, a)
		}
		for _, r := range o.Results {
			v.define(o, r)
		}
		if v.counts(o); len(v.faults) == before {
			v.opTypes(o)
		}
		if o.Kind == OpUnreachable && (i != len(b.Ops)-1 || len(b.Exits) > 0) {
			v.fault(8, o, "code after unreachable")
		}
	}
	v.exits(b)
}

// samePrim reports whether a is a variable of the primitive type that want has: the usual case, quickly.
func samePrim(a Value, want *Var) bool {
	x, ok := a.(*Var)
	if !ok || x == nil || want == nil {
		return false
	}
	p, low := x.Typ.(lltype.Prim)
	q, ok := want.Typ.(lltype.Prim)
	return low && ok && p == q
}

func (v *verifier) exits(b *Block) {
	if b.Switch != nil {
		v.use(b, b.Switch)
	}
	for _, l := range b.Exits {
		for _, a := range l.Args {
			v.use(l, a)
		}
		if len(l.Args) != len(l.Target.Args) {
			v.fault(6, l, "%d arguments for the %d of %s", len(l.Args), len(l.Target.Args), blockName(v.g, l.Target))
			continue
		}
		for i, a := range l.Args {
			want := l.Target.Args[i]
			if samePrim(a, want) {
				continue
			}
			if a != nil && want != nil && !isNilValue(a) && !SameType(a.Type(), want.Typ) {
				v.fault(6, l, "argument %s has type %s, %s of %s has %s", a, typeText(a.Type()), want, blockName(v.g, l.Target), typeText(want.Typ))
			}
		}
	}
	switch {
	case len(b.Exits) == 0:
		if b.Switch != nil {
			v.fault(7, b, "a switch without exits")
		}
		if b != v.g.Return && !neverReturns(b) {
			v.fault(8, b, "a block without exits goes on")
		}
	case b.Switch == nil:
		if len(b.Exits) > 1 || b.Exits[0].Case != nil {
			v.fault(7, b, "several exits or a case, without a switch")
		}
	case isNilValue(b.Switch) || b.Switch.Type() == nil:
	case kindOf(b.Switch.Type()) == kindBool:
		if !isIf(b) {
			v.fault(7, b, "a branch on a boolean has exits true and false, in this order")
		}
	default:
		v.intSwitch(b)
	}
}

func isNilValue(a Value) bool {
	switch a := a.(type) {
	case *Var:
		return a == nil
	case *Const:
		return a == nil
	}
	return true
}

func (v *verifier) intSwitch(b *Block) {
	t := b.Switch.Type()
	if k := kindOf(t); k != kindInt && k != kindUint {
		v.fault(7, b, "a switch on type %s", typeText(t))
		return
	}
	seen := map[any]bool{}
	for i, l := range b.Exits {
		last := i == len(b.Exits)-1
		switch {
		case l.Case == nil && !last:
			v.fault(7, l, "the default exit is not last")
		case l.Case == nil:
		case last:
			v.fault(7, l, "no default exit")
		case !SameType(l.Case.Typ, t) || !constFits(l.Case) || l.Case.Val == nil:
			v.fault(7, l, "case %s is no constant of type %s", l.Case, typeText(t))
		case seen[l.Case.Val]:
			v.fault(7, l, "case %s twice", l.Case)
		default:
			seen[l.Case.Val] = true
		}
	}
}

// neverReturns reports whether the last operation of b does not return.
func neverReturns(b *Block) bool {
	if len(b.Ops) == 0 {
		return false
	}
	o := b.Ops[len(b.Ops)-1]
	switch o.Kind {
	case OpUnreachable, OpThrow:
		return true
	case OpExtern:
		name, _ := o.Aux.(string)
		e := FindExtern(name)
		return e != nil && e.NoReturn
	}
	return false
}
