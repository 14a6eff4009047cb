package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles augmented and annotated assignments, and unpacking.

func (c *compiler) augmentedAssign(s *ast.AugAssign) {
	at := c.u.at
	c.locate(s.Target.Range())
	switch e := s.Target.(type) {
	case *ast.Attribute:
		c.expr(e.Value)
		c.opArg(code.Copy, 1)
		c.locateAttribute(e)
		c.opName(code.LoadAttr, e.Attr)
	case *ast.Subscript:
		c.expr(e.Value)
		c.expr(e.Index)
		c.opArg(code.Copy, 2)
		c.opArg(code.Copy, 2)
		c.op(code.BinarySubscr)
	case *ast.Name:
		c.name(e.ID, ast.Load)
	}
	c.u.at = at
	c.expr(s.Value)
	c.opArg(code.BinaryOp, s.Op+code.Inplace)
	c.locate(s.Target.Range())
	switch e := s.Target.(type) {
	case *ast.Attribute:
		c.locateAttribute(e)
		c.opArg(code.Swap, 2)
		c.opName(code.StoreAttr, e.Attr)
	case *ast.Subscript:
		c.opArg(code.Swap, 3)
		c.opArg(code.Swap, 2)
		c.op(code.StoreSubscr)
	case *ast.Name:
		c.name(e.ID, ast.Store)
	}
}

func (c *compiler) annotatedAssign(s *ast.AnnAssign) {
	if s.Value != nil {
		c.expr(s.Value)
		c.expr(s.Target)
	}
	inNamespace := c.u.kind == moduleUnit || c.u.kind == classUnit
	switch target := s.Target.(type) {
	case *ast.Name:
		if c.forbidden(target.ID, ast.Store) {
			return
		}
		if s.Simple && inNamespace {
			c.annotation(s.Annotation)
			c.opName(code.LoadName, "__annotations__")
			c.loadConst(code.Str(c.mangle(target.ID)))
			c.op(code.StoreSubscr)
		}
	case *ast.Attribute:
		if c.forbidden(target.Attr, ast.Store) {
			return
		}
		if s.Value == nil {
			c.evaluate(target.Value)
		}
	case *ast.Subscript:
		if s.Value == nil {
			c.evaluate(target.Value)
			c.evaluateIndex(target.Index)
		}
	}
	if !s.Simple && inNamespace && c.flags&code.FutureAnnotations == 0 {
		c.evaluate(s.Annotation)
	}
}

// evaluate evaluates an expression for its effects.
func (c *compiler) evaluate(e ast.Expr) {
	c.expr(e)
	c.op(code.PopTop)
}

func (c *compiler) evaluateIndex(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Slice:
		for _, part := range []ast.Expr{e.Lower, e.Upper, e.Step} {
			if part != nil {
				c.evaluate(part)
			}
		}
	case *ast.Tuple:
		for _, part := range e.Elts {
			c.evaluateIndex(part)
		}
	default:
		c.evaluate(e)
	}
}

// unpack emits the unpacking of a value into targets and stores them.
func (c *compiler) unpack(elts []ast.Expr) {
	stars := 0
	for i, elt := range elts {
		if _, ok := elt.(*ast.Starred); !ok {
			continue
		}
		if stars++; stars > 1 {
			c.fail("multiple starred expressions in assignment")
			return
		}
		after := len(elts) - i - 1
		if i >= 1<<8 || after >= 1<<15 {
			c.fail("too many expressions in star-unpacking assignment")
			return
		}
		c.opArg(code.UnpackEx, i+after<<8)
	}
	if stars == 0 {
		c.opArg(code.UnpackSequence, len(elts))
	}
	for _, elt := range elts {
		if star, ok := elt.(*ast.Starred); ok {
			elt = star.Value
		}
		c.expr(elt)
	}
}
