package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file is what the compiler warns of: expressions that cannot mean what they say.

// warn notes something about a place. As in CPython the bodies of finally,
// which are compiled more than once, warn each time.
func (c *compiler) warn(at ast.Span, message string) {
	c.module.Warnings = append(c.module.Warnings, ast.Warning{Span: at, Message: message})
}

// isLiteral tells whether the identity of a value is nothing to ask for.
func isLiteral(e ast.Expr) bool {
	k, ok := e.(*ast.Constant)
	if !ok {
		return false
	}
	switch k.Value.(type) {
	case code.None, code.Bool, code.Ellipsis:
		return false
	}
	return true
}

// checkCompare warns of identity with a literal.
func (c *compiler) checkCompare(e *ast.Compare) {
	left := isLiteral(e.Left)
	for i, op := range e.Ops {
		right := isLiteral(e.Comparators[i])
		if left || right {
			switch op {
			case ast.Is:
				c.warn(e.Span, `"is" with a literal. Did you mean "=="?`)
			case ast.IsNot:
				c.warn(e.Span, `"is not" with a literal. Did you mean "!="?`)
			}
		}
		left = right
	}
}

// checkAssert warns of a condition and its message in parentheses.
func (c *compiler) checkAssert(s *ast.Assert) {
	elements := 0
	switch e := s.Test.(type) {
	case *ast.Tuple:
		elements = len(e.Elts)
	case *ast.Constant:
		if t, ok := e.Value.(code.Tuple); ok {
			elements = len(t)
		}
	}
	if elements > 0 {
		c.warn(s.Span, "assertion is always true, perhaps remove parentheses?")
	}
}

// typeName is the class of an expression's value, "" if it is not known.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Tuple:
		return "tuple"
	case *ast.List, *ast.ListComp:
		return "list"
	case *ast.Dict, *ast.DictComp:
		return "dict"
	case *ast.Set, *ast.SetComp:
		return "set"
	case *ast.GeneratorExp:
		return "generator"
	case *ast.Lambda:
		return "function"
	case *ast.JoinedStr, *ast.FormattedValue:
		return "str"
	case *ast.Constant:
		return constTypeName(e.Value)
	}
	return ""
}

func constTypeName(k code.Const) string {
	switch k.(type) {
	case code.None:
		return "NoneType"
	case code.Ellipsis:
		return "ellipsis"
	case code.Bool:
		return "bool"
	case code.Int, code.BigInt:
		return "int"
	case code.Float:
		return "float"
	case code.Complex:
		return "complex"
	case code.Str:
		return "str"
	case code.Bytes:
		return "bytes"
	case code.Tuple:
		return "tuple"
	case code.FrozenSet:
		return "frozenset"
	}
	return "code"
}

// checkCaller warns of a call of what cannot be called; at is where the call is.
func (c *compiler) checkCaller(e ast.Expr, at ast.Span) {
	if name := typeName(e); name != "" && name != "function" {
		c.warn(at, "'"+name+"' object is not callable; perhaps you missed a comma?")
	}
}

// checkSubscript warns of an item of what has none, and of an index that is no integer.
func (c *compiler) checkSubscript(e *ast.Subscript) {
	switch name := typeName(e.Value); name {
	case "NoneType", "ellipsis", "bool", "int", "float", "complex", "set", "frozenset", "generator", "function":
		c.warn(e.Span, "'"+name+"' object is not subscriptable; perhaps you missed a comma?")
	case "str", "bytes", "tuple", "list":
		switch index := typeName(e.Index); index {
		case "", "int", "bool":
		default:
			c.warn(e.Span, name+" indices must be integers or slices, not "+index+"; perhaps you missed a comma?")
		}
	}
}
