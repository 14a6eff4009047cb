package build

// This file finds the captured variables that are not assigned after their initialisation, as the compiler does it: such
// a variable needs no memory of its own, and closures capture its value instead of its address.

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// largestCapture is the size of the largest variable captured by value.
const largestCapture = 64

// constantVars returns the variables of fn, and of the functions around and inside it, that are captured by value: local
// variables where they are declared, captures inside of closures.
func (p *program) constantVars(fn *ssa.Function) map[ssa.Value]bool {
	root := fn
	for root.Parent() != nil {
		root = root.Parent()
	}
	p.capturesMu.Lock()
	defer p.capturesMu.Unlock()
	if found, ok := p.constants[root]; ok {
		return found
	}
	found := map[ssa.Value]bool{}
	p.constants[root] = found
	var visit func(*ssa.Function)
	visit = func(f *ssa.Function) {
		for _, sb := range f.Blocks {
			for _, instr := range sb.Instrs {
				if a, ok := instr.(*ssa.Alloc); ok && a.Heap {
					findConstant(a, found)
				}
			}
		}
		for _, anon := range f.AnonFuncs {
			visit(anon)
		}
	}
	visit(root)
	return found
}

// findConstant adds a, and what closures call it, to found, if it is captured and never assigned after the only store,
// which everything else comes after.
func findConstant(a *ssa.Alloc, found map[ssa.Value]bool) {
	t := a.Type().Underlying().(*types.Pointer).Elem()
	if sizes().Sizeof(t) > largestCapture || usedIn(a, a.Parent().Recover) {
		return
	}
	var store *ssa.Store
	for _, use := range *a.Referrers() {
		if s, ok := use.(*ssa.Store); ok {
			// In another block the store might run again: only a declaration and its value in one block are sure.
			if store != nil || s.Val == a || s.Block() != a.Block() {
				return
			}
			store = s
		}
	}
	names := []ssa.Value{a}
	captured := false
	for _, use := range *a.Referrers() {
		if store != nil && use != store && !before(store, use) {
			if _, ok := use.(*ssa.DebugRef); !ok {
				return
			}
		}
		switch use := use.(type) {
		case *ssa.Store, *ssa.DebugRef:
		case *ssa.UnOp:
			if use.Op != token.MUL {
				return
			}
		case *ssa.MakeClosure:
			captured = true
			if !collectCaptures(use, a, &names) {
				return
			}
		default:
			return
		}
	}
	if captured {
		for _, n := range names {
			found[n] = true
		}
	}
}

// collectCaptures appends the captures through which the closure c, and those inside it, know v. It returns false if one
// of them does more than read.
func collectCaptures(c *ssa.MakeClosure, v ssa.Value, names *[]ssa.Value) bool {
	for i, b := range c.Bindings {
		if b != v {
			continue
		}
		fv := c.Fn.(*ssa.Function).FreeVars[i]
		*names = append(*names, fv)
		for _, use := range *fv.Referrers() {
			switch use := use.(type) {
			case *ssa.DebugRef:
			case *ssa.UnOp:
				if use.Op != token.MUL {
					return false
				}
			case *ssa.MakeClosure:
				if !collectCaptures(use, fv, names) {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}

// before reports whether a comes before b on every path to b.
func before(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, instr := range a.Block().Instrs {
		switch instr {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// captureType returns the type of a capture of a closure.
func (p *program) captureType(fv *ssa.FreeVar) types.Type {
	if fv.Parent().Parent() != nil && p.constantVars(fv.Parent())[fv] {
		return p.deref(fv.Type())
	}
	return p.typ(fv.Type())
}
