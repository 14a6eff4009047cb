package golang

// This file prints operations with effects: stores, calls, unwinding, blocks of memory, roots.

import (
	"slices"
	"strconv"
	"strings"

	"rgo/flowgraph"
)

// maxInlineCopy and maxInlineZero are the numbers of bytes up to which memory is copied and zeroed in place.
const (
	maxInlineCopy = 32
	maxInlineZero = 128
)

// operation prints op, or keeps it until its value is used.
func (f *function) operation(n *node, op *flowgraph.Op) {
	f.position(op.Pos)
	if f.pure(n, op) || f.several(n, op) {
		return
	}
	switch op.Kind {
	case flowgraph.OpMemStore:
		off, _ := op.Aux.(int64)
		target := f.operand(op.Args[0]).at(goType(op.Args[1].Type()), off)
		v := f.operand(op.Args[1])
		f.flush()
		f.print(target.text, " = ", v.text)
	case flowgraph.OpCall:
		f.call(op, op.Results, f.program.names[op.Aux.(*flowgraph.Graph)], op.Args)
	case flowgraph.OpRootLoad: // at once: the slot can get another value before this one is used
		if r := op.Results[0]; f.plan.vars[r.ID].uses > 0 {
			f.assign(r, primary("roots").at("uintptr", 8*op.Aux.(int64)))
		}
	case flowgraph.OpTry:
		f.call(op, op.Results, f.program.tries[op.Aux.(*flowgraph.Graph)], op.Args)
	case flowgraph.OpSwitchStack:
		to := f.operand(op.Args[0])
		f.flush()
		f.print("SwitchStack(uint64(", to.text, "), ", f.program.names[op.Aux.(*flowgraph.Graph)], ")")
	case flowgraph.OpCallCode:
		f.callCode(op)
	case flowgraph.OpThrow:
		f.flush()
		f.print("panic(Unwinding{})")
		f.mayFall = false
	case flowgraph.OpUnreachable:
		if f.mayFall {
			f.print("for {")
			f.print("}")
		}
	case flowgraph.OpExtern:
		f.extern(op)
	case flowgraph.OpMemCopy:
		f.memCopy(op)
	case flowgraph.OpMemZero:
		f.memZero(op)
	case flowgraph.OpStackAlloc:
		f.stackAlloc(op)
	case flowgraph.OpRootEnter, flowgraph.OpRootLeave, flowgraph.OpRootSave:
		f.root_(op)
	default:
		f.program.fault(op.Pos, "internal error: the Go backend met operation "+op.Kind.String()+" in "+f.graph.Name)
	}
}

// arguments returns the operands as an argument list.
func (f *function) arguments(args []flowgraph.Value) string {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = f.operand(a).text
	}
	return strings.Join(texts, ", ")
}

// call prints a call of the Go function called name.
func (f *function) call(op *flowgraph.Op, results []*flowgraph.Var, name string, args []flowgraph.Value) {
	if name == "" {
		f.program.fault(op.Pos, "internal error: "+f.graph.Name+" calls "+op.Aux.(*flowgraph.Graph).Name+", which is not part of the program")
	}
	text := name + "(" + f.arguments(args) + ")"
	f.flush()
	f.results(results, text)
}

// callCode calls through an address, which is a Go function value: see codes.go. A variable makes it one that has a type;
// the compiler sees through that.
func (f *function) callCode(op *flowgraph.Op) {
	if c, ok := f.plan.value(op.Args[0]).(*flowgraph.Const); ok {
		if g, ok := c.Val.(*flowgraph.Graph); ok {
			f.call(op, op.Results, f.program.names[g], op.Args[1:])
			return
		}
	}
	sig := op.Aux.(*flowgraph.Signature)
	code := f.operand(op.Args[0])
	text := "(*(*" + funcType(sig.Params, sig.Results) + ")(Pointer(&code)))(" + f.arguments(op.Args[1:]) + ")"
	f.flush()
	f.code = true
	f.print("code = Pointer(", code.text, ")")
	f.results(op.Results, text)
}

func (f *function) extern(op *flowgraph.Op) {
	name, _ := op.Extern()
	x, ok := externs[name]
	if !ok {
		f.program.fault(op.Pos, "external function "+name+" is not supported by the Go backend")
		return
	}
	row := flowgraph.FindExtern(name)
	texts := make([]string, len(op.Args))
	for i, a := range op.Args {
		e := f.operand(a)
		texts[i] = e.text
		if want := letterTypes[row.Params[i]]; !e.constant && want != goType(a.Type()) {
			texts[i] = want + "(" + e.text + ")"
		}
	}
	f.flush()
	text := x + "(" + strings.Join(texts, ", ") + ")"
	if x[0] == '=' {
		text = x[1:]
	}
	if len(op.Results) == 1 {
		r := op.Results[0]
		if f.plan.vars[r.ID].uses > 0 {
			if have := letterTypes[row.Results[0]]; have != goType(r.Typ) || x[0] == '=' {
				text = goType(r.Typ) + "(" + text + ")"
			}
			f.assign(r, primary(text))
		} else if x[0] != '=' {
			f.print(text)
		}
		return
	}
	f.results(op.Results, text)
	if row.NoReturn {
		f.mayFall = true
	}
}

// pieces cuts a block of memory into words: offsets and types.
func pieces(size int64) (offsets []int64, types []string) {
	for off := int64(0); off < size; {
		for _, w := range []int64{8, 4, 2, 1} {
			if off+w <= size {
				offsets, types = append(offsets, off), append(types, wordOf(w))
				off += w
				break
			}
		}
	}
	return offsets, types
}

// memCopy copies a small block by loading all of it first, since the two places can overlap.
func (f *function) memCopy(op *flowgraph.Op) {
	size, ok := constInt(f.plan.value(op.Args[2]))
	if !ok || size > maxInlineCopy {
		text := f.arguments(op.Args)
		f.flush()
		f.print("MemCopy(", text, ")")
		return
	}
	offsets, types := pieces(size)
	if len(offsets) == 1 {
		to, from := f.operand(op.Args[0]).at(types[0], 0), f.operand(op.Args[1]).at(types[0], 0)
		f.flush()
		f.print(to.text, " = ", from.text)
		return
	}
	to, from := f.named(op.Args[0]), f.named(op.Args[1])
	f.flush()
	temps := make([]string, len(offsets))
	for i, off := range offsets {
		temps[i] = f.hold(from.at(types[i], off))
	}
	for i, off := range offsets {
		f.print(to.at(types[i], off).text, " = ", temps[i])
	}
}

// named returns an address that can be mentioned several times.
func (f *function) named(v flowgraph.Value) expr {
	e := f.operand(v)
	if e.constant || isName(e.text) || e.base != "" && e.index == "" && isName(e.base) {
		return e
	}
	return primary(f.hold(e))
}

func (f *function) memZero(op *flowgraph.Op) {
	size, ok := constInt(f.plan.value(op.Args[1]))
	if !ok || size > maxInlineZero {
		text := f.arguments(op.Args)
		f.flush()
		f.print("MemZero(", text, ")")
		return
	}
	p := f.named(op.Args[0])
	f.flush()
	if words := size / 8; words > 0 {
		t := "[" + strconv.FormatInt(words, 10) + "]uint64"
		f.print("*(*", t, ")(", p.pointer(0), ") = ", t, "{}")
	}
	offsets, types := pieces(size)
	for i, off := range offsets {
		if types[i] != "uint64" {
			f.print(p.at(types[i], off).text, " = 0")
		}
	}
}

// stackAlloc takes memory from the side stack, which the function gives back when it returns. Go's own stack is no place
// for it: the Go compiler would not know that the memory is still used.
func (f *function) stackAlloc(op *flowgraph.Op) {
	f.frame = true
	size := (op.Aux.(int64) + 15) &^ 15
	f.flush()
	r := op.Results[0]
	text := "SideAlloc(" + strconv.FormatInt(size, 10) + ")"
	if f.plan.vars[r.ID].uses == 0 {
		return
	}
	f.assign(r, primary(text))
}

func (f *function) root_(op *flowgraph.Op) {
	f.roots = true
	slots, _ := op.Aux.(int64)
	switch op.Kind {
	case flowgraph.OpRootEnter:
		if f.idle {
			f.print("roots = Enter(", strconv.FormatInt(8*slots, 10), ")")
			return
		}
		f.print("roots = ShadowTop")
		f.print("ShadowTop = roots + ", strconv.FormatInt(8*slots, 10))
		f.zeroSlots(slots, f.savedBehind(op))
	case flowgraph.OpRootLeave:
		f.print("ShadowTop = roots")
	case flowgraph.OpRootSave:
		v := f.operand(op.Args[0])
		f.print(primary("roots").at("uintptr", 8*slots).text, " = ", v.text)
	}
}

// savedBehind returns the slots that get references behind op, in its block, before anything is called: until then no
// collector sees what they hold.
func (f *function) savedBehind(op *flowgraph.Op) map[int64]bool {
	saved := map[int64]bool{}
	ops := f.block.Ops[slices.Index(f.block.Ops, op)+1:]
	for _, op := range ops {
		if op.Kind.Info().Effects&(flowgraph.Calls|flowgraph.Allocs|flowgraph.IO) != 0 {
			break
		}
		if op.Kind == flowgraph.OpRootSave && f.plan.printed(op) {
			saved[op.Aux.(int64)] = true
		}
	}
	return saved
}

// zeroSlots zeroes slots 0 to n-1 but for those that are in except.
func (f *function) zeroSlots(n int64, except map[int64]bool) {
	for i := int64(0); i < n; i++ {
		if except[i] {
			continue
		}
		from := i
		for i+1 < n && !except[i+1] {
			i++
		}
		words := i + 1 - from
		if words > maxInlineZero/8 {
			f.print("MemZero(roots+", strconv.FormatInt(8*from, 10), ", ", strconv.FormatInt(8*words, 10), ")")
			continue
		}
		t := "[" + strconv.FormatInt(words, 10) + "]uintptr"
		f.print("*(*", t, ")(", primary("roots").pointer(8*from), ") = ", t, "{}")
	}
}
