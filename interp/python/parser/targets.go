package parser

import "rgo/interp/python/ast"

// This file checks targets of assignments and deletions and marks them as such.

// isTarget tells whether an expression can be assigned to.
func isTarget(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
		return true
	case *ast.Starred:
		return !isStarred(e.Value) && isTarget(e.Value)
	case *ast.Tuple:
		return areTargets(e.Elts)
	case *ast.List:
		return areTargets(e.Elts)
	}
	return false
}

func areTargets(list []ast.Expr) bool {
	for _, e := range list {
		if !isTarget(e) {
			return false
		}
	}
	return true
}

// isSingleTarget tells whether an expression can be assigned to and is not
// several targets.
func isSingleTarget(e ast.Expr) bool {
	switch e.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
		return true
	}
	return false
}

// setStore marks a target as assigned to.
func setStore(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Name:
		e.Ctx = ast.Store
	case *ast.Attribute:
		e.Ctx = ast.Store
	case *ast.Subscript:
		e.Ctx = ast.Store
	case *ast.Starred:
		e.Ctx = ast.Store
		setStore(e.Value)
	case *ast.Tuple:
		e.Ctx = ast.Store
		for _, elt := range e.Elts {
			setStore(elt)
		}
	case *ast.List:
		e.Ctx = ast.Store
		for _, elt := range e.Elts {
			setStore(elt)
		}
	}
}

// setDelete marks a target as deleted, and tells whether it can be.
func setDelete(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Name:
		e.Ctx = ast.Del
		return true
	case *ast.Attribute:
		e.Ctx = ast.Del
		return true
	case *ast.Subscript:
		e.Ctx = ast.Del
		return true
	case *ast.Tuple:
		e.Ctx = ast.Del
		return setDeleteAll(e.Elts)
	case *ast.List:
		e.Ctx = ast.Del
		return setDeleteAll(e.Elts)
	}
	return false
}

func setDeleteAll(list []ast.Expr) bool {
	for _, e := range list {
		if !setDelete(e) {
			return false
		}
	}
	return true
}

// forTargets is the target of a for clause: one or a tuple of several.
func (p *parser) forTargets() ast.Expr {
	start := p.pos
	first := p.forTarget()
	target := first
	if p.at(comma) {
		elts := []ast.Expr{first}
		for p.accept(comma) {
			if p.at(kwIn) {
				break
			}
			elts = append(elts, p.forTarget())
		}
		target = &ast.Tuple{Span: p.span(start), Elts: elts}
	}
	if p.err == nil && !isTarget(target) {
		if p.diagnosing {
			return p.invalidTarget(target, forTarget)
		}
		return p.fail()
	}
	setStore(target)
	return target
}

func (p *parser) forTarget() ast.Expr {
	if p.at(star) {
		return p.starred()
	}
	return p.binary(precedenceOr)
}

// targetUse tells what an invalid target was meant for.
type targetUse uint8

const (
	assignTarget targetUse = iota
	forTarget
	deleteTarget
)

// findInvalidTarget returns the part of e that cannot be a target, or nil.
func findInvalidTarget(e ast.Expr, use targetUse) ast.Expr {
	switch e := e.(type) {
	case *ast.List:
		return findInvalidElement(e.Elts, use)
	case *ast.Tuple:
		return findInvalidElement(e.Elts, use)
	case *ast.Starred:
		if use == deleteTarget {
			return e
		}
		return findInvalidTarget(e.Value, use)
	case *ast.Compare:
		if use == forTarget && e.Ops[0] == ast.In {
			return findInvalidTarget(e.Left, use)
		}
		return e
	case *ast.Name, *ast.Subscript, *ast.Attribute:
		return nil
	}
	return e
}

func findInvalidElement(list []ast.Expr, use targetUse) ast.Expr {
	for _, e := range list {
		if bad := findInvalidTarget(e, use); bad != nil {
			return bad
		}
	}
	return nil
}

// invalidTarget tells which part of an expression cannot be a target.
func (p *parser) invalidTarget(e ast.Expr, use targetUse) ast.Expr {
	bad := findInvalidTarget(e, use)
	if bad == nil || p.err != nil {
		return p.fail()
	}
	verb := "cannot assign to "
	if use == deleteTarget {
		verb = "cannot delete "
	}
	return p.raise(Syntax, bad.Range(), verb+describe(bad))
}
