package build

// This file corrects one fault of go/ssa: of x[i] for a string or an array that is no variable, it evaluates i first.

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// indexExprs returns the index expressions of a function by the position of their bracket.
func indexExprs(syntax ast.Node) map[token.Pos]*ast.IndexExpr {
	found := map[token.Pos]*ast.IndexExpr{}
	if syntax == nil {
		return found
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		if e, ok := n.(*ast.IndexExpr); ok {
			found[e.Lbrack] = e
		}
		return true
	})
	return found
}

// operandsInOrder returns instrs with what computes x moved in front of what computes i, for every x[i] that is an
// ssa.Index, as far as they are in this block.
func operandsInOrder(instrs []ssa.Instruction, exprs map[token.Pos]*ast.IndexExpr) []ssa.Instruction {
	for n := 0; n < len(instrs); n++ {
		index, ok := instrs[n].(*ssa.Index)
		if !ok || exprs[index.Pos()] == nil {
			continue
		}
		e := exprs[index.Pos()]
		places := places(instrs[:n])
		first := -1
		var moved, rest []ssa.Instruction
		for i, pos := range places {
			switch {
			case first >= 0 && e.X.Pos() <= pos && pos < e.X.End():
				moved = append(moved, instrs[i])
			case e.Index.Pos() <= pos && pos < e.Index.End() && first < 0:
				first = i
				rest = append(rest, instrs[i])
			case first >= 0:
				rest = append(rest, instrs[i])
			}
		}
		if len(moved) == 0 {
			continue
		}
		out := append([]ssa.Instruction(nil), instrs[:first]...)
		out = append(append(out, moved...), rest...)
		instrs = append(out, instrs[n:]...)
	}
	return instrs
}

// places returns the position of each instruction; one without has that of the first of the others that uses it.
func places(instrs []ssa.Instruction) []token.Pos {
	number := make(map[ssa.Instruction]int, len(instrs))
	for i, instr := range instrs {
		number[instr] = i
	}
	list := make([]token.Pos, len(instrs))
	for i := len(instrs) - 1; i >= 0; i-- {
		list[i] = instrs[i].Pos()
		v, ok := instrs[i].(ssa.Value)
		if !ok || list[i].IsValid() || v.Referrers() == nil {
			continue
		}
		first := len(instrs)
		for _, use := range *v.Referrers() {
			if n, ok := number[use]; ok && n > i {
				first = min(first, n)
			}
		}
		if first < len(instrs) {
			list[i] = list[first]
		}
	}
	return list
}
