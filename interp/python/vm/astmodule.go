package vm

import "rgo/interp/python/ast"

// This file is compile() to and from syntax trees.

// onlyAST is the flag of compile() that asks for the syntax tree.
const onlyAST = 0x400

// allowIncomplete is the flag of compile() that tells sources apart that more
// lines could make good (PyCF_ALLOW_INCOMPLETE_INPUT).
const allowIncomplete = 0x4000

// treeObject makes the node objects of a module.
func (t *Thread) treeObject(m *ast.Module) Object {
	c := &astCodec{t: t}
	switch m.Mode {
	case ast.Eval:
		return c.create("Expression", func() { c.expr("body", &m.Expr) })
	case ast.Single:
		return c.create("Interactive", func() { c.stmts("body", &m.Body) })
	}
	return c.create("Module", func() {
		c.stmts("body", &m.Body)
		c.set("type_ignores", newList(nil))
	})
}

// isTree reports whether o is a node object.
func isTree(o Object) bool { return isInstance(o, astNodes.root) }

// treeOf makes the module of node objects.
func (t *Thread) treeOf(o Object, mode ast.Mode) *ast.Module {
	want := "Module"
	switch mode {
	case ast.Eval:
		want = "Expression"
	case ast.Single:
		want = "Interactive"
	}
	if !isInstance(o, astNodes.byName[want]) {
		t.typeError("expected " + want + " node, got " + o.Class().name)
		return nil
	}
	m := &ast.Module{Mode: mode}
	c := &astCodec{t: t, reading: true}
	c.within(o.(*Instance), func() {
		if mode == ast.Eval {
			c.expr("body", &m.Expr)
			return
		}
		c.stmts("body", &m.Body)
		if mode == ast.File && !c.failed {
			c.list("type_ignores")
		}
	})
	if c.failed || !t.validTree(m) {
		return nil
	}
	return m
}
