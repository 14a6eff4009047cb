package build

// This file corrects type information where go/ssa would stumble over it.

import (
	"go/ast"
	"go/token"
	"go/types"
)

// fixUntypedShifts gives the counts of shifts whose type is still untyped the type uint, operands included, as the
// compiler does: go/ssa refuses values of untyped types.
func fixUntypedShifts(fs []*ast.File, info *types.Info) {
	fix := func(count ast.Expr) {
		tv := info.Types[count]
		if tv.Value != nil || tv.Type == nil || !isUntyped(tv.Type) {
			return
		}
		ast.Inspect(count, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			if t := info.Types[e]; t.Type != nil && isUntypedNumeric(t.Type) {
				t.Type = types.Typ[types.Uint]
				info.Types[e] = t
			}
			return true
		})
	}
	for _, f := range fs {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op == token.SHL || n.Op == token.SHR {
					fix(n.Y)
				}
			case *ast.AssignStmt:
				if n.Tok == token.SHL_ASSIGN || n.Tok == token.SHR_ASSIGN {
					fix(n.Rhs[0])
				}
			}
			return true
		})
	}
}

func isUntyped(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsUntyped != 0
}

func isUntypedNumeric(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsUntyped != 0 && b.Info()&types.IsNumeric != 0
}
