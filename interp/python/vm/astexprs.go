package vm

import "rgo/interp/python/ast"

// This file describes the fields of expressions and patterns.

// exprClass is the class of an expression.
func exprClass(e ast.Expr) string {
	switch e.(type) {
	case *ast.BoolOp:
		return "BoolOp"
	case *ast.NamedExpr:
		return "NamedExpr"
	case *ast.BinOp:
		return "BinOp"
	case *ast.UnaryOp:
		return "UnaryOp"
	case *ast.Lambda:
		return "Lambda"
	case *ast.IfExp:
		return "IfExp"
	case *ast.Dict:
		return "Dict"
	case *ast.Set:
		return "Set"
	case *ast.ListComp:
		return "ListComp"
	case *ast.SetComp:
		return "SetComp"
	case *ast.DictComp:
		return "DictComp"
	case *ast.GeneratorExp:
		return "GeneratorExp"
	case *ast.Await:
		return "Await"
	case *ast.Yield:
		return "Yield"
	case *ast.YieldFrom:
		return "YieldFrom"
	case *ast.Compare:
		return "Compare"
	case *ast.Call:
		return "Call"
	case *ast.FormattedValue:
		return "FormattedValue"
	case *ast.JoinedStr:
		return "JoinedStr"
	case *ast.Constant:
		return "Constant"
	case *ast.Attribute:
		return "Attribute"
	case *ast.Subscript:
		return "Subscript"
	case *ast.Starred:
		return "Starred"
	case *ast.Name:
		return "Name"
	case *ast.List:
		return "List"
	case *ast.Tuple:
		return "Tuple"
	}
	return "Slice"
}

// newExpr makes an empty expression of a class.
func newExpr(class string) ast.Expr {
	switch class {
	case "BoolOp":
		return &ast.BoolOp{}
	case "NamedExpr":
		return &ast.NamedExpr{}
	case "BinOp":
		return &ast.BinOp{}
	case "UnaryOp":
		return &ast.UnaryOp{}
	case "Lambda":
		return &ast.Lambda{}
	case "IfExp":
		return &ast.IfExp{}
	case "Dict":
		return &ast.Dict{}
	case "Set":
		return &ast.Set{}
	case "ListComp":
		return &ast.ListComp{}
	case "SetComp":
		return &ast.SetComp{}
	case "DictComp":
		return &ast.DictComp{}
	case "GeneratorExp":
		return &ast.GeneratorExp{}
	case "Await":
		return &ast.Await{}
	case "Yield":
		return &ast.Yield{}
	case "YieldFrom":
		return &ast.YieldFrom{}
	case "Compare":
		return &ast.Compare{}
	case "Call":
		return &ast.Call{}
	case "FormattedValue":
		return &ast.FormattedValue{}
	case "JoinedStr":
		return &ast.JoinedStr{}
	case "Constant":
		return &ast.Constant{}
	case "Attribute":
		return &ast.Attribute{}
	case "Subscript":
		return &ast.Subscript{}
	case "Starred":
		return &ast.Starred{}
	case "Name":
		return &ast.Name{}
	case "List":
		return &ast.List{}
	case "Tuple":
		return &ast.Tuple{}
	case "Slice":
		return &ast.Slice{}
	}
	return nil
}

func (c *astCodec) writeExpr(e ast.Expr) Object {
	return c.create(exprClass(e), func() { c.exprFields(e) })
}

func (c *astCodec) readExpr(o Object) ast.Expr {
	if o == None && !c.failed {
		c.failValue("None disallowed in expression list")
		return nil
	}
	i := c.expect(o, "expr")
	if i == nil {
		return nil
	}
	e := newExpr(astKind(i).name)
	if e == nil {
		c.fail("expected some sort of expr, but got " + c.t.displayRepr(o))
		return nil
	}
	c.within(i, func() { c.exprFields(e) })
	return e
}

func (c *astCodec) exprFields(e ast.Expr) {
	switch e := e.(type) {
	case *ast.BoolOp:
		n := 0
		if e.Or {
			n = 1
		}
		c.choice("op", "boolop", astBool, &n)
		e.Or = n == 1
		c.exprs("values", &e.Values)
		c.span(&e.Span)
	case *ast.NamedExpr:
		var target ast.Expr
		if e.Target != nil {
			target = e.Target
		}
		c.expr("target", &target)
		if n, ok := target.(*ast.Name); ok {
			e.Target = n
		} else if target != nil {
			c.fail("NamedExpr target must be a Name")
		}
		c.expr("value", &e.Value)
		c.span(&e.Span)
	case *ast.BinOp:
		c.expr("left", &e.Left)
		c.choice("op", "operator", astOperators, &e.Op)
		c.expr("right", &e.Right)
		c.span(&e.Span)
	case *ast.UnaryOp:
		n := int(e.Op)
		c.choice("op", "unaryop", astUnary, &n)
		e.Op = ast.UnaryOperator(n)
		c.expr("operand", &e.Operand)
		c.span(&e.Span)
	case *ast.Lambda:
		c.arguments(&e.Args)
		c.expr("body", &e.Body)
		c.span(&e.Span)
	case *ast.IfExp:
		c.expr("test", &e.Test)
		c.expr("body", &e.Body)
		c.expr("orelse", &e.Orelse)
		c.span(&e.Span)
	case *ast.Dict:
		c.exprsOrNone("keys", &e.Keys)
		c.exprs("values", &e.Values)
		c.span(&e.Span)
	case *ast.Set:
		c.exprs("elts", &e.Elts)
		c.span(&e.Span)
	case *ast.ListComp:
		c.expr("elt", &e.Elt)
		c.generators(&e.Generators)
		c.span(&e.Span)
	case *ast.SetComp:
		c.expr("elt", &e.Elt)
		c.generators(&e.Generators)
		c.span(&e.Span)
	case *ast.DictComp:
		c.expr("key", &e.Key)
		c.expr("value", &e.Value)
		c.generators(&e.Generators)
		c.span(&e.Span)
	case *ast.GeneratorExp:
		c.expr("elt", &e.Elt)
		c.generators(&e.Generators)
		c.span(&e.Span)
	case *ast.Await:
		c.expr("value", &e.Value)
		c.span(&e.Span)
	case *ast.Yield:
		c.optionalExpr("value", &e.Value)
		c.span(&e.Span)
	case *ast.YieldFrom:
		c.expr("value", &e.Value)
		c.span(&e.Span)
	case *ast.Compare:
		c.expr("left", &e.Left)
		astList(c, "ops", &e.Ops, func(op ast.CompareOperator) Object { return astNodes.single[astCompares[op]] },
			func(o Object) ast.CompareOperator { return ast.CompareOperator(c.readChoice(o, "cmpop", astCompares)) })
		c.exprs("comparators", &e.Comparators)
		c.span(&e.Span)
	case *ast.Call:
		c.expr("func", &e.Func)
		c.exprs("args", &e.Args)
		c.keywords(&e.Keywords)
		c.span(&e.Span)
	case *ast.FormattedValue:
		c.expr("value", &e.Value)
		n := int(e.Conversion)
		if n == 0 {
			n = -1
		}
		c.number("conversion", &n, false)
		e.Conversion = byte(max(n, 0))
		c.optionalExpr("format_spec", &e.Spec)
		c.span(&e.Span)
	case *ast.JoinedStr:
		c.exprs("values", &e.Values)
		c.span(&e.Span)
	case *ast.Constant:
		c.constant(&e.Value)
		kind := ""
		if e.Unicode {
			kind = "u"
		}
		c.text("kind", &kind, true)
		e.Unicode = kind == "u"
		c.span(&e.Span)
	case *ast.Attribute:
		c.expr("value", &e.Value)
		c.text("attr", &e.Attr, false)
		c.context(&e.Ctx)
		c.span(&e.Span)
	case *ast.Subscript:
		c.expr("value", &e.Value)
		c.expr("slice", &e.Index)
		c.context(&e.Ctx)
		c.span(&e.Span)
	case *ast.Starred:
		c.expr("value", &e.Value)
		c.context(&e.Ctx)
		c.span(&e.Span)
	case *ast.Name:
		c.text("id", &e.ID, false)
		c.context(&e.Ctx)
		c.span(&e.Span)
	case *ast.List:
		c.exprs("elts", &e.Elts)
		c.context(&e.Ctx)
		c.span(&e.Span)
	case *ast.Tuple:
		c.exprs("elts", &e.Elts)
		c.context(&e.Ctx)
		c.span(&e.Span)
	case *ast.Slice:
		c.optionalExpr("lower", &e.Lower)
		c.optionalExpr("upper", &e.Upper)
		c.optionalExpr("step", &e.Step)
		c.span(&e.Span)
	}
}

// patternClass is the class of a pattern.
func patternClass(p ast.Pattern) string {
	switch p.(type) {
	case *ast.MatchValue:
		return "MatchValue"
	case *ast.MatchSingleton:
		return "MatchSingleton"
	case *ast.MatchSequence:
		return "MatchSequence"
	case *ast.MatchMapping:
		return "MatchMapping"
	case *ast.MatchClass:
		return "MatchClass"
	case *ast.MatchStar:
		return "MatchStar"
	case *ast.MatchAs:
		return "MatchAs"
	}
	return "MatchOr"
}

func newPattern(class string) ast.Pattern {
	switch class {
	case "MatchValue":
		return &ast.MatchValue{}
	case "MatchSingleton":
		return &ast.MatchSingleton{}
	case "MatchSequence":
		return &ast.MatchSequence{}
	case "MatchMapping":
		return &ast.MatchMapping{}
	case "MatchClass":
		return &ast.MatchClass{}
	case "MatchStar":
		return &ast.MatchStar{}
	case "MatchAs":
		return &ast.MatchAs{}
	case "MatchOr":
		return &ast.MatchOr{}
	}
	return nil
}

func (c *astCodec) writePattern(p ast.Pattern) Object {
	return c.create(patternClass(p), func() { c.patternFields(p) })
}

func (c *astCodec) readPattern(o Object) ast.Pattern {
	i := c.expect(o, "pattern")
	if i == nil {
		return nil
	}
	p := newPattern(astKind(i).name)
	if p == nil {
		c.fail("expected some sort of pattern, but got " + c.t.displayRepr(o))
		return nil
	}
	c.within(i, func() { c.patternFields(p) })
	return p
}

func (c *astCodec) patternFields(p ast.Pattern) {
	switch p := p.(type) {
	case *ast.MatchValue:
		c.expr("value", &p.Value)
		c.span(&p.Span)
	case *ast.MatchSingleton:
		c.constant(&p.Value)
		c.span(&p.Span)
	case *ast.MatchSequence:
		c.patterns("patterns", &p.Patterns)
		c.span(&p.Span)
	case *ast.MatchMapping:
		c.exprs("keys", &p.Keys)
		c.patterns("patterns", &p.Patterns)
		c.text("rest", &p.Rest, true)
		c.span(&p.Span)
	case *ast.MatchClass:
		c.expr("cls", &p.Class)
		c.patterns("patterns", &p.Patterns)
		c.texts("kwd_attrs", &p.KwdAttrs)
		c.patterns("kwd_patterns", &p.KwdPatterns)
		c.span(&p.Span)
	case *ast.MatchStar:
		c.text("name", &p.Name, true)
		c.span(&p.Span)
	case *ast.MatchAs:
		astOne(c, "pattern", true, &p.Pattern, p.Pattern == nil, c.writePattern, c.readPattern)
		c.text("name", &p.Name, true)
		c.span(&p.Span)
	case *ast.MatchOr:
		c.patterns("patterns", &p.Patterns)
		c.span(&p.Span)
	}
}
