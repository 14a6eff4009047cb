package vm

import "rgo/interp/python/ast"

// This file describes the fields of each kind of node, and which class it has.

func asyncName(async bool, name string) string {
	if async {
		return "Async" + name
	}
	return name
}

// stmtClass is the class of a statement.
func stmtClass(s ast.Stmt) string {
	switch s := s.(type) {
	case *ast.FunctionDef:
		return asyncName(s.Async, "FunctionDef")
	case *ast.ClassDef:
		return "ClassDef"
	case *ast.Return:
		return "Return"
	case *ast.Delete:
		return "Delete"
	case *ast.Assign:
		return "Assign"
	case *ast.AugAssign:
		return "AugAssign"
	case *ast.AnnAssign:
		return "AnnAssign"
	case *ast.For:
		return asyncName(s.Async, "For")
	case *ast.While:
		return "While"
	case *ast.If:
		return "If"
	case *ast.With:
		return asyncName(s.Async, "With")
	case *ast.Match:
		return "Match"
	case *ast.Raise:
		return "Raise"
	case *ast.Try:
		if s.Star {
			return "TryStar"
		}
		return "Try"
	case *ast.Assert:
		return "Assert"
	case *ast.Import:
		return "Import"
	case *ast.ImportFrom:
		return "ImportFrom"
	case *ast.Global:
		return "Global"
	case *ast.Nonlocal:
		return "Nonlocal"
	case *ast.ExprStmt:
		return "Expr"
	case *ast.Pass:
		return "Pass"
	case *ast.Break:
		return "Break"
	}
	return "Continue"
}

// newStmt makes an empty statement of a class.
func newStmt(class string) ast.Stmt {
	switch class {
	case "FunctionDef", "AsyncFunctionDef":
		return &ast.FunctionDef{Async: class != "FunctionDef"}
	case "ClassDef":
		return &ast.ClassDef{}
	case "Return":
		return &ast.Return{}
	case "Delete":
		return &ast.Delete{}
	case "Assign":
		return &ast.Assign{}
	case "AugAssign":
		return &ast.AugAssign{}
	case "AnnAssign":
		return &ast.AnnAssign{}
	case "For", "AsyncFor":
		return &ast.For{Async: class != "For"}
	case "While":
		return &ast.While{}
	case "If":
		return &ast.If{}
	case "With", "AsyncWith":
		return &ast.With{Async: class != "With"}
	case "Match":
		return &ast.Match{}
	case "Raise":
		return &ast.Raise{}
	case "Try", "TryStar":
		return &ast.Try{Star: class == "TryStar"}
	case "Assert":
		return &ast.Assert{}
	case "Import":
		return &ast.Import{}
	case "ImportFrom":
		return &ast.ImportFrom{}
	case "Global":
		return &ast.Global{}
	case "Nonlocal":
		return &ast.Nonlocal{}
	case "Expr":
		return &ast.ExprStmt{}
	case "Pass":
		return &ast.Pass{}
	case "Break":
		return &ast.Break{}
	case "Continue":
		return &ast.Continue{}
	}
	return nil
}

func (c *astCodec) writeStmt(s ast.Stmt) Object {
	return c.create(stmtClass(s), func() { c.stmtFields(s) })
}

func (c *astCodec) readStmt(o Object) ast.Stmt {
	i := c.expect(o, "stmt")
	if i == nil {
		return nil
	}
	s := newStmt(astKind(i).name)
	if s == nil {
		c.fail("expected some sort of stmt, but got " + c.t.displayRepr(o))
		return nil
	}
	c.within(i, func() {
		c.span(new(ast.Span)) // faults of the place come first
		c.stmtFields(s)
	})
	return s
}

func (c *astCodec) stmtFields(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		c.text("name", &s.Name, false)
		c.arguments(&s.Args)
		c.stmts("body", &s.Body)
		c.exprs("decorator_list", &s.Decorators)
		c.optionalExpr("returns", &s.Returns)
		c.comment()
		c.span(&s.Span)
	case *ast.ClassDef:
		c.text("name", &s.Name, false)
		c.exprs("bases", &s.Bases)
		c.keywords(&s.Keywords)
		c.stmts("body", &s.Body)
		c.exprs("decorator_list", &s.Decorators)
		c.span(&s.Span)
	case *ast.Return:
		c.optionalExpr("value", &s.Value)
		c.span(&s.Span)
	case *ast.Delete:
		c.exprs("targets", &s.Targets)
		c.span(&s.Span)
	case *ast.Assign:
		c.exprs("targets", &s.Targets)
		c.expr("value", &s.Value)
		c.comment()
		c.span(&s.Span)
	case *ast.AugAssign:
		c.expr("target", &s.Target)
		c.choice("op", "operator", astOperators, &s.Op)
		c.expr("value", &s.Value)
		c.span(&s.Span)
	case *ast.AnnAssign:
		c.expr("target", &s.Target)
		c.expr("annotation", &s.Annotation)
		c.optionalExpr("value", &s.Value)
		c.flag("simple", &s.Simple)
		c.span(&s.Span)
	case *ast.For:
		c.expr("target", &s.Target)
		c.expr("iter", &s.Iter)
		c.stmts("body", &s.Body)
		c.stmts("orelse", &s.Orelse)
		c.comment()
		c.span(&s.Span)
	case *ast.While:
		c.expr("test", &s.Test)
		c.stmts("body", &s.Body)
		c.stmts("orelse", &s.Orelse)
		c.span(&s.Span)
	case *ast.If:
		c.expr("test", &s.Test)
		c.stmts("body", &s.Body)
		c.stmts("orelse", &s.Orelse)
		c.span(&s.Span)
	case *ast.With:
		astList(c, "items", &s.Items, c.writeWithItem, c.readWithItem)
		c.stmts("body", &s.Body)
		c.comment()
		c.span(&s.Span)
	case *ast.Match:
		c.expr("subject", &s.Subject)
		astList(c, "cases", &s.Cases, c.writeCase, c.readCase)
		c.span(&s.Span)
	case *ast.Raise:
		c.optionalExpr("exc", &s.Exc)
		c.optionalExpr("cause", &s.Cause)
		c.span(&s.Span)
	case *ast.Try:
		c.stmts("body", &s.Body)
		astList(c, "handlers", &s.Handlers, c.writeHandler, c.readHandler)
		c.stmts("orelse", &s.Orelse)
		c.stmts("finalbody", &s.Final)
		c.span(&s.Span)
	case *ast.Assert:
		c.expr("test", &s.Test)
		c.optionalExpr("msg", &s.Msg)
		c.span(&s.Span)
	case *ast.Import:
		astList(c, "names", &s.Names, c.writeAlias, c.readAlias)
		c.span(&s.Span)
	case *ast.ImportFrom:
		c.text("module", &s.Module, true)
		astList(c, "names", &s.Names, c.writeAlias, c.readAlias)
		c.number("level", &s.Level, true)
		c.span(&s.Span)
	case *ast.Global:
		c.texts("names", &s.Names)
		c.span(&s.Span)
	case *ast.Nonlocal:
		c.texts("names", &s.Names)
		c.span(&s.Span)
	case *ast.ExprStmt:
		c.expr("value", &s.Value)
		c.span(&s.Span)
	case *ast.Pass:
		c.span(&s.Span)
	case *ast.Break:
		c.span(&s.Span)
	case *ast.Continue:
		c.span(&s.Span)
	}
}

// astReader makes the function that reads nodes of one class.
func astReader[T any](c *astCodec, class string, fields func(x *T)) func(o Object) *T {
	return func(o Object) *T {
		x := new(T)
		if i := c.expect(o, class); i != nil {
			c.within(i, func() { fields(x) })
		}
		return x
	}
}

func (c *astCodec) withItemFields(w *ast.WithItem) {
	c.expr("context_expr", &w.Context)
	c.optionalExpr("optional_vars", &w.Vars)
}

func (c *astCodec) writeWithItem(w *ast.WithItem) Object {
	return c.create("withitem", func() { c.withItemFields(w) })
}

func (c *astCodec) readWithItem(o Object) *ast.WithItem {
	return astReader(c, "withitem", c.withItemFields)(o)
}

func (c *astCodec) caseFields(m *ast.MatchCase) {
	astOne(c, "pattern", false, &m.Pattern, false, c.writePattern, c.readPattern)
	c.optionalExpr("guard", &m.Guard)
	c.stmts("body", &m.Body)
}

func (c *astCodec) writeCase(m *ast.MatchCase) Object {
	return c.create("match_case", func() { c.caseFields(m) })
}

func (c *astCodec) readCase(o Object) *ast.MatchCase {
	return astReader(c, "match_case", c.caseFields)(o)
}

func (c *astCodec) handlerFields(h *ast.ExceptHandler) {
	c.optionalExpr("type", &h.Type)
	c.text("name", &h.Name, true)
	c.stmts("body", &h.Body)
	c.span(&h.Span)
}

func (c *astCodec) writeHandler(h *ast.ExceptHandler) Object {
	return c.create("ExceptHandler", func() { c.handlerFields(h) })
}

func (c *astCodec) readHandler(o Object) *ast.ExceptHandler {
	return astReader(c, "excepthandler", c.handlerFields)(o)
}

func (c *astCodec) aliasFields(a *ast.Alias) {
	c.text("name", &a.Name, false)
	c.text("asname", &a.AsName, true)
	c.span(&a.Span)
}

func (c *astCodec) writeAlias(a *ast.Alias) Object {
	return c.create("alias", func() { c.aliasFields(a) })
}

func (c *astCodec) readAlias(o Object) *ast.Alias { return astReader(c, "alias", c.aliasFields)(o) }

func (c *astCodec) keywordFields(k *ast.Keyword) {
	c.text("arg", &k.Name, true)
	c.expr("value", &k.Value)
	c.span(&k.Span)
}

func (c *astCodec) writeKeyword(k *ast.Keyword) Object {
	return c.create("keyword", func() { c.keywordFields(k) })
}

func (c *astCodec) readKeyword(o Object) *ast.Keyword {
	return astReader(c, "keyword", c.keywordFields)(o)
}

func (c *astCodec) keywords(list *[]*ast.Keyword) {
	astList(c, "keywords", list, c.writeKeyword, c.readKeyword)
}

func (c *astCodec) argFields(a *ast.Arg) {
	c.text("arg", &a.Name, false)
	c.optionalExpr("annotation", &a.Annotation)
	c.comment()
	c.span(&a.Span)
}

func (c *astCodec) writeArg(a *ast.Arg) Object { return c.create("arg", func() { c.argFields(a) }) }

func (c *astCodec) readArg(o Object) *ast.Arg { return astReader(c, "arg", c.argFields)(o) }

func (c *astCodec) argumentsFields(a *ast.Arguments) {
	astList(c, "posonlyargs", &a.PosOnly, c.writeArg, c.readArg)
	astList(c, "args", &a.Args, c.writeArg, c.readArg)
	astOne(c, "vararg", true, &a.VarArg, a.VarArg == nil, c.writeArg, c.readArg)
	astList(c, "kwonlyargs", &a.KwOnly, c.writeArg, c.readArg)
	c.exprsOrNone("kw_defaults", &a.KwDefaults)
	astOne(c, "kwarg", true, &a.KwArg, a.KwArg == nil, c.writeArg, c.readArg)
	c.exprs("defaults", &a.Defaults)
}

func (c *astCodec) arguments(a **ast.Arguments) {
	astOne(c, "args", false, a, false, func(a *ast.Arguments) Object {
		return c.create("arguments", func() { c.argumentsFields(a) })
	}, func(o Object) *ast.Arguments { return astReader(c, "arguments", c.argumentsFields)(o) })
}

func (c *astCodec) comprehensionFields(x *ast.Comprehension) {
	c.expr("target", &x.Target)
	c.expr("iter", &x.Iter)
	c.exprs("ifs", &x.Ifs)
	c.flag("is_async", &x.Async)
}

func (c *astCodec) generators(list *[]*ast.Comprehension) {
	astList(c, "generators", list, func(x *ast.Comprehension) Object {
		return c.create("comprehension", func() { c.comprehensionFields(x) })
	}, func(o Object) *ast.Comprehension { return astReader(c, "comprehension", c.comprehensionFields)(o) })
}
