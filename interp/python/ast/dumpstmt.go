package ast

// This file writes statements for Dump.

func (d *dumper) stmt(s Stmt) {
	async := func(is bool, name string) {
		if is {
			name = "Async" + name
		}
		d.open(name)
	}
	switch s := s.(type) {
	case *FunctionDef:
		async(s.Async, "FunctionDef")
		d.string("name", s.Name)
		d.arguments(s.Args)
		d.stmts("body", s.Body)
		d.exprs("decorator_list", s.Decorators)
		d.expr("returns", s.Returns)
	case *ClassDef:
		d.open("ClassDef")
		d.string("name", s.Name)
		d.exprs("bases", s.Bases)
		dumpList(d, "keywords", s.Keywords, d.keyword)
		d.stmts("body", s.Body)
		d.exprs("decorator_list", s.Decorators)
	case *Return:
		d.open("Return")
		d.expr("value", s.Value)
	case *Delete:
		d.open("Delete")
		d.exprs("targets", s.Targets)
	case *Assign:
		d.open("Assign")
		d.exprs("targets", s.Targets)
		d.expr("value", s.Value)
	case *AugAssign:
		d.open("AugAssign")
		d.expr("target", s.Target)
		d.word("op", operatorNames[s.Op])
		d.expr("value", s.Value)
	case *AnnAssign:
		d.open("AnnAssign")
		d.expr("target", s.Target)
		d.expr("annotation", s.Annotation)
		d.expr("value", s.Value)
		simple := 0
		if s.Simple {
			simple = 1
		}
		d.integer("simple", simple)
	case *For:
		async(s.Async, "For")
		d.expr("target", s.Target)
		d.expr("iter", s.Iter)
		d.stmts("body", s.Body)
		d.stmts("orelse", s.Orelse)
	case *While:
		d.open("While")
		d.expr("test", s.Test)
		d.stmts("body", s.Body)
		d.stmts("orelse", s.Orelse)
	case *If:
		d.open("If")
		d.expr("test", s.Test)
		d.stmts("body", s.Body)
		d.stmts("orelse", s.Orelse)
	case *With:
		async(s.Async, "With")
		dumpList(d, "items", s.Items, func(item *WithItem) {
			d.open("withitem")
			d.expr("context_expr", item.Context)
			d.expr("optional_vars", item.Vars)
			d.end()
		})
		d.stmts("body", s.Body)
	case *Match:
		d.open("Match")
		d.expr("subject", s.Subject)
		dumpList(d, "cases", s.Cases, func(c *MatchCase) {
			d.open("match_case")
			d.field("pattern")
			d.patternNode(c.Pattern)
			d.expr("guard", c.Guard)
			d.stmts("body", c.Body)
			d.end()
		})
	case *Raise:
		d.open("Raise")
		d.expr("exc", s.Exc)
		d.expr("cause", s.Cause)
	case *Try:
		name := "Try"
		if s.Star {
			name = "TryStar"
		}
		d.open(name)
		d.stmts("body", s.Body)
		dumpList(d, "handlers", s.Handlers, func(h *ExceptHandler) {
			d.open("ExceptHandler")
			d.expr("type", h.Type)
			d.optionalString("name", h.Name)
			d.stmts("body", h.Body)
			d.close(h.Span)
		})
		d.stmts("orelse", s.Orelse)
		d.stmts("finalbody", s.Final)
	case *Assert:
		d.open("Assert")
		d.expr("test", s.Test)
		d.expr("msg", s.Msg)
	case *Import:
		d.open("Import")
		dumpList(d, "names", s.Names, d.alias)
	case *ImportFrom:
		d.open("ImportFrom")
		d.optionalString("module", s.Module)
		dumpList(d, "names", s.Names, d.alias)
		d.integer("level", s.Level)
	case *Global:
		d.open("Global")
		d.strings("names", s.Names)
	case *Nonlocal:
		d.open("Nonlocal")
		d.strings("names", s.Names)
	case *ExprStmt:
		d.open("Expr")
		d.expr("value", s.Value)
	case *Pass:
		d.open("Pass")
	case *Break:
		d.open("Break")
	case *Continue:
		d.open("Continue")
	}
	d.close(s.Range())
}
