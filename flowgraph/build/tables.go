package build

// This file shortens tables for the type checker, where the graph of a package's initialisation is kept: elements that are literals
// throughout depend on nothing and decide nothing but the length of an array. The tables of Unicode take longer to check than most packages.

import (
	"go/ast"
	"go/token"
	"strconv"
)

// leastTable is how many elements are worth it.
const leastTable = 8

// withoutTables returns a declaration of variables without the elements of tables, and of how many bytes of source they are.
func withoutTables(d *ast.GenDecl) (short *ast.GenDecl, saved int) {
	c := *d
	c.Specs = make([]ast.Spec, len(d.Specs))
	for i, s := range d.Specs {
		v := *s.(*ast.ValueSpec)
		v.Values = shorten(v.Values, &saved)
		c.Specs[i] = &v
	}
	return &c, saved
}

// shorten returns list without the elements of tables.
func shorten(list []ast.Expr, saved *int) []ast.Expr {
	out := make([]ast.Expr, len(list))
	for i, e := range list {
		out[i] = shortened(e, saved)
	}
	return out
}

func shortened(e ast.Expr, saved *int) ast.Expr {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		c := *e
		c.X = shortened(e.X, saved)
		return &c
	case *ast.KeyValueExpr:
		c := *e
		c.Value = shortened(e.Value, saved)
		return &c
	case *ast.CompositeLit:
		c := *e
		if !isTable(e) {
			c.Elts = shorten(e.Elts, saved)
			return &c
		}
		if t := e.Type.(*ast.ArrayType); t.Len != nil {
			if _, counts := t.Len.(*ast.Ellipsis); counts {
				array := *t
				array.Len = &ast.BasicLit{ValuePos: t.Len.Pos(), Kind: token.INT, Value: strconv.Itoa(len(e.Elts))}
				c.Type = &array
			}
		}
		*saved += int(e.Elts[len(e.Elts)-1].End() - e.Elts[0].Pos())
		c.Elts = nil
		return &c
	}
	return e
}

// isTable reports whether e is an array or slice of literals, without keys.
func isTable(e *ast.CompositeLit) bool {
	if _, ok := e.Type.(*ast.ArrayType); !ok || len(e.Elts) < leastTable {
		return false
	}
	for _, x := range e.Elts {
		if !isLiteral(x) {
			return false
		}
	}
	return true
}

// isLiteral reports whether e mentions nothing.
func isLiteral(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.UnaryExpr:
		return isLiteral(e.X)
	case *ast.BinaryExpr:
		return isLiteral(e.X) && isLiteral(e.Y)
	case *ast.ParenExpr:
		return isLiteral(e.X)
	case *ast.CompositeLit:
		if e.Type != nil {
			return false
		}
		for _, x := range e.Elts {
			if !isLiteral(x) {
				return false
			}
		}
		return true
	}
	return false
}
