package build

// This file puts the instructions of a statement into the order in which the gc compiler evaluates them. The language
// leaves open when variables are read relative to the calls in the same statement; gc calls first and reads late, as in
//
//	return x, f(&x)     // the x after the call
//	a[i] + f()          // the element after the call
//
// while go/ssa reads from left to right. So within a statement, reads and the computations on them move down, past
// calls, to where they are needed. What gc evaluates in place (slicing, append, assertions) stays.

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/ssa"
)

// A statement is the extent of one statement, and the index of the one around it or -1.
type statement struct {
	pos, end token.Pos
	parent   int
}

// statements lists the statements of a function in order of their position.
func statements(syntax ast.Node) []statement {
	if syntax == nil {
		return nil
	}
	var list []statement
	var open []int
	ast.Inspect(syntax, func(n ast.Node) bool {
		if n == nil {
			if open[len(open)-1] == -2 {
				open = open[:len(open)-1]
				return true
			}
			open = open[:len(open)-1]
			return true
		}
		s, ok := n.(ast.Stmt)
		if !ok {
			open = append(open, -2)
			return true
		}
		st := statement{pos: s.Pos(), end: s.End(), parent: -1}
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] >= 0 {
				st.parent = open[i]
				break
			}
		}
		open = append(open, len(list))
		list = append(list, st)
		return true
	})
	return list
}

// at returns the index of the innermost statement around pos, -1 if there is none.
func at(list []statement, pos token.Pos) int {
	i := sort.Search(len(list), func(i int) bool { return list[i].pos > pos }) - 1
	for i >= 0 && list[i].end <= pos {
		i = list[i].parent
	}
	return i
}

// evaluationOrders returns the instructions of each block of fn in the order to build them.
func evaluationOrders(fn *ssa.Function) map[*ssa.BasicBlock][]ssa.Instruction {
	syntax := fn.Syntax()
	extents, exprs := statements(syntax), indexExprs(syntax)
	orders := make(map[*ssa.BasicBlock][]ssa.Instruction, len(fn.Blocks))
	for _, sb := range fn.Blocks {
		orders[sb] = evaluationOrder(sb, extents, exprs)
	}
	return orders
}

// evaluationOrder returns the instructions of sb in the order to build them.
func evaluationOrder(sb *ssa.BasicBlock, list []statement, exprs map[token.Pos]*ast.IndexExpr) []ssa.Instruction {
	calls := 0
	for _, instr := range sb.Instrs {
		if hoisted(instr) {
			calls++
		}
	}
	if calls == 0 {
		return sb.Instrs
	}
	instrs := operandsInOrder(sb.Instrs, exprs)
	out := make([]ssa.Instruction, 0, len(instrs))
	var run []ssa.Instruction
	current := -1
	of := owners(instrs, list)
	for i, instr := range instrs {
		s := of[i]
		if s == unknown {
			s = current
		}
		if s != current {
			out = append(out, sink(run)...)
			run, current = nil, s
		}
		run = append(run, instr)
	}
	return append(out, sink(run)...)
}

// unknown stands for the statement of an instruction without a position.
const unknown = -2

// owners returns the statement of each of the instructions of a block. A value without a position belongs to the
// statement that uses it first; other instructions without one are left to the statement before them.
func owners(instrs []ssa.Instruction, list []statement) []int {
	of := make([]int, len(instrs))
	for i, pos := range places(instrs) {
		of[i] = unknown
		if list == nil {
			of[i] = -1
		} else if pos.IsValid() {
			of[i] = at(list, pos)
		}
	}
	return of
}

// sink reorders the instructions of one statement.
func sink(run []ssa.Instruction) []ssa.Instruction {
	first, last := -1, -1 // calls
	for i, instr := range run {
		if hoisted(instr) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if last <= 0 {
		return run
	}
	fresh := map[ssa.Value]bool{}
	for _, instr := range run {
		if a, ok := instr.(*ssa.Alloc); ok {
			fresh[a] = true
		}
	}
	s := &sinking{fresh: fresh, place: make(map[ssa.Instruction]int, len(run)), nextUse: map[ssa.Value]int{}, barrier: len(run) - 1}
	for i, instr := range run {
		s.place[instr] = i
	}
	// From the last to the first, so that the users of an instruction already have their places.
	calls := callsBefore(run)
	moved := false
	for i := len(run) - 1; i >= 0; i-- {
		if i < last {
			if p := s.target(run, i); p > i && calls[p] > calls[i+1] {
				s.place[run[i]] = p
				moved = true
			}
		}
		s.pass(run[i], i)
	}
	if !moved {
		return run
	}
	out := append([]ssa.Instruction(nil), run...)
	original := make(map[ssa.Instruction]int, len(run))
	for i, instr := range run {
		original[instr] = i
	}
	// What moves in front of place p keeps its order, and stands before the instruction that has always been there.
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if pa, pb := s.place[a], s.place[b]; pa != pb {
			return pa < pb
		}
		if ma, mb := s.place[a] != original[a], s.place[b] != original[b]; ma != mb {
			return ma
		}
		return original[a] < original[b]
	})
	return out
}

// sinking is the state of reordering one statement, from its last instruction to its first. The place of an instruction
// that moves is that of the instruction it moves in front of.
type sinking struct {
	fresh   map[ssa.Value]bool // memory made by the statement itself
	place   map[ssa.Instruction]int
	nextUse map[ssa.Value]int // of fresh memory: its first use, other than filling it, of those passed
	barrier int               // the first of those passed that changes memory which was there before the statement
}

// target returns the place that instruction i of run can move to.
func (s *sinking) target(run []ssa.Instruction, i int) int {
	switch instr := run[i].(type) {
	case *ssa.Store:
		base := s.base(instr.Addr)
		if base == nil {
			return i
		}
		if use, ok := s.nextUse[base]; ok {
			return min(use, s.barrier)
		}
		return s.barrier
	case ssa.Value:
		if !s.late(instr) {
			return i
		}
		limit := s.barrier
		for _, use := range *instr.Referrers() {
			if _, debug := use.(*ssa.DebugRef); debug {
				continue
			}
			if p, ok := s.place[use]; ok && p > i {
				limit = min(limit, p)
			}
		}
		return limit
	}
	return i
}

// pass notes what instruction i means to those before it.
func (s *sinking) pass(instr ssa.Instruction, i int) {
	switch instr := instr.(type) {
	case *ssa.Store:
		if s.base(instr.Addr) == nil {
			s.barrier = i
		}
		s.use(instr.Val, i)
		return
	case *ssa.MapUpdate, *ssa.RunDefers, *ssa.Return, *ssa.Jump, *ssa.If, *ssa.Panic:
		s.barrier = i
	case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.DebugRef:
		return
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil {
			s.use(*op, i)
		}
	}
}

// use notes that instruction i uses the value v.
func (s *sinking) use(v ssa.Value, i int) {
	if base := s.base(v); base != nil {
		s.nextUse[base] = i
	}
}

// base returns the fresh memory that addr points into, or nil.
func (s *sinking) base(addr ssa.Value) ssa.Value {
	for {
		switch a := addr.(type) {
		case *ssa.Alloc:
			if s.fresh[a] {
				return a
			}
			return nil
		case *ssa.FieldAddr:
			addr = a.X
		case *ssa.IndexAddr:
			addr = a.X
		default:
			return nil
		}
	}
}

// late reports whether gc evaluates v where it is needed, rather than in its turn among the calls.
func (s *sinking) late(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.UnOp:
		return v.Op != token.ARROW
	case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Field, *ssa.Index, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Extract:
		return true
	case *ssa.BinOp:
		return true
	case *ssa.Convert:
		return true
	case *ssa.MakeInterface:
		return s.lateInterface(v.X)
	case *ssa.Lookup:
		return !v.CommaOk
	}
	return false
}

// lateInterface reports whether x becomes an interface late: scalars, strings and slices do; what needs an address does
// if it has one already; pointers do not.
func (s *sinking) lateInterface(x ssa.Value) bool {
	switch u := x.Type().Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsComplex == 0 && u.Kind() != types.UnsafePointer
	case *types.Slice:
		return true
	case *types.Struct, *types.Array:
		load, ok := x.(*ssa.UnOp)
		if !ok || load.Op != token.MUL {
			return false
		}
		switch load.X.(type) {
		case *ssa.Alloc, *ssa.FreeVar:
			return false
		}
		return true
	}
	return false
}

// harmless are the builtin functions that change nothing: moving a read past them makes no difference.
var harmless = map[string]bool{"len": true, "cap": true, "real": true, "imag": true, "complex": true, "min": true, "max": true}

// hoisted reports whether instr is evaluated in its turn: calls, and what is like a call.
func hoisted(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		b, ok := instr.Call.Value.(*ssa.Builtin)
		return !ok || !harmless[b.Name()]
	case *ssa.Next:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	}
	return false
}

// callsBefore returns, for every place in run and the one past its end, how many calls stand before it.
func callsBefore(run []ssa.Instruction) []int {
	calls := make([]int, len(run)+1)
	for i, instr := range run {
		calls[i+1] = calls[i]
		if hoisted(instr) {
			calls[i+1]++
		}
	}
	return calls
}
