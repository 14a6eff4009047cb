package ast

import "rgo/interp/python/code"

// This file writes expressions and patterns for Dump.

func (d *dumper) exprNode(e Expr) {
	switch e := e.(type) {
	case *BoolOp:
		d.open("BoolOp")
		op := "And()"
		if e.Or {
			op = "Or()"
		}
		d.word("op", op)
		d.exprs("values", e.Values)
	case *NamedExpr:
		d.open("NamedExpr")
		d.expr("target", e.Target)
		d.expr("value", e.Value)
	case *BinOp:
		d.open("BinOp")
		d.expr("left", e.Left)
		d.word("op", operatorNames[e.Op])
		d.expr("right", e.Right)
	case *UnaryOp:
		d.open("UnaryOp")
		d.word("op", unaryNames[e.Op])
		d.expr("operand", e.Operand)
	case *Lambda:
		d.open("Lambda")
		d.arguments(e.Args)
		d.expr("body", e.Body)
	case *IfExp:
		d.open("IfExp")
		d.expr("test", e.Test)
		d.expr("body", e.Body)
		d.expr("orelse", e.Orelse)
	case *Dict:
		d.open("Dict")
		dumpList(d, "keys", e.Keys, d.optional)
		d.exprs("values", e.Values)
	case *Set:
		d.open("Set")
		d.exprs("elts", e.Elts)
	case *ListComp:
		d.open("ListComp")
		d.expr("elt", e.Elt)
		dumpList(d, "generators", e.Generators, d.comprehension)
	case *SetComp:
		d.open("SetComp")
		d.expr("elt", e.Elt)
		dumpList(d, "generators", e.Generators, d.comprehension)
	case *DictComp:
		d.open("DictComp")
		d.expr("key", e.Key)
		d.expr("value", e.Value)
		dumpList(d, "generators", e.Generators, d.comprehension)
	case *GeneratorExp:
		d.open("GeneratorExp")
		d.expr("elt", e.Elt)
		dumpList(d, "generators", e.Generators, d.comprehension)
	case *Await:
		d.open("Await")
		d.expr("value", e.Value)
	case *Yield:
		d.open("Yield")
		d.expr("value", e.Value)
	case *YieldFrom:
		d.open("YieldFrom")
		d.expr("value", e.Value)
	case *Compare:
		d.open("Compare")
		d.expr("left", e.Left)
		dumpList(d, "ops", e.Ops, func(op CompareOperator) { d.out.WriteString(compareNames[op]) })
		d.exprs("comparators", e.Comparators)
	case *Call:
		d.open("Call")
		d.expr("func", e.Func)
		d.exprs("args", e.Args)
		dumpList(d, "keywords", e.Keywords, d.keyword)
	case *FormattedValue:
		d.open("FormattedValue")
		d.expr("value", e.Value)
		conversion := -1
		if e.Conversion != 0 {
			conversion = int(e.Conversion)
		}
		d.integer("conversion", conversion)
		d.expr("format_spec", e.Spec)
	case *JoinedStr:
		d.open("JoinedStr")
		d.exprs("values", e.Values)
	case *Constant:
		d.open("Constant")
		d.word("value", code.Repr(e.Value))
		if e.Unicode {
			d.string("kind", "u")
		}
	case *Attribute:
		d.open("Attribute")
		d.expr("value", e.Value)
		d.string("attr", e.Attr)
		d.context(e.Ctx)
	case *Subscript:
		d.open("Subscript")
		d.expr("value", e.Value)
		d.expr("slice", e.Index)
		d.context(e.Ctx)
	case *Starred:
		d.open("Starred")
		d.expr("value", e.Value)
		d.context(e.Ctx)
	case *Name:
		d.open("Name")
		d.string("id", e.ID)
		d.context(e.Ctx)
	case *List:
		d.open("List")
		d.exprs("elts", e.Elts)
		d.context(e.Ctx)
	case *Tuple:
		d.open("Tuple")
		d.exprs("elts", e.Elts)
		d.context(e.Ctx)
	case *Slice:
		d.open("Slice")
		d.expr("lower", e.Lower)
		d.expr("upper", e.Upper)
		d.expr("step", e.Step)
	}
	d.close(e.Range())
}

func (d *dumper) patternNode(p Pattern) {
	switch p := p.(type) {
	case *MatchValue:
		d.open("MatchValue")
		d.expr("value", p.Value)
	case *MatchSingleton:
		d.open("MatchSingleton")
		d.word("value", code.Repr(p.Value))
	case *MatchSequence:
		d.open("MatchSequence")
		d.patterns("patterns", p.Patterns)
	case *MatchMapping:
		d.open("MatchMapping")
		d.exprs("keys", p.Keys)
		d.patterns("patterns", p.Patterns)
		d.optionalString("rest", p.Rest)
	case *MatchClass:
		d.open("MatchClass")
		d.expr("cls", p.Class)
		d.patterns("patterns", p.Patterns)
		d.strings("kwd_attrs", p.KwdAttrs)
		d.patterns("kwd_patterns", p.KwdPatterns)
	case *MatchStar:
		d.open("MatchStar")
		d.optionalString("name", p.Name)
	case *MatchAs:
		d.open("MatchAs")
		if p.Pattern != nil {
			d.field("pattern")
			d.patternNode(p.Pattern)
		}
		d.optionalString("name", p.Name)
	case *MatchOr:
		d.open("MatchOr")
		d.patterns("patterns", p.Patterns)
	}
	d.close(p.Range())
}
