package symtable

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file visits statements and patterns.

func (b *builder) stmts(list []ast.Stmt) {
	for _, s := range list {
		if !b.nest() {
			return
		}
		b.stmt(s)
		b.depth--
	}
}

func (b *builder) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		b.function(s)
	case *ast.ClassDef:
		b.class(s)
	case *ast.Return:
		if s.Value != nil {
			b.expr(s.Value)
			b.current.ReturnsValue = true
		}
	case *ast.Delete:
		b.exprs(s.Targets)
	case *ast.Assign:
		b.exprs(s.Targets)
		b.expr(s.Value)
	case *ast.AugAssign:
		b.expr(s.Target)
		b.expr(s.Value)
	case *ast.AnnAssign:
		b.annotatedAssign(s)
	case *ast.For:
		b.expr(s.Target)
		b.expr(s.Iter)
		b.stmts(s.Body)
		b.stmts(s.Orelse)
	case *ast.While:
		b.expr(s.Test)
		b.stmts(s.Body)
		b.stmts(s.Orelse)
	case *ast.If:
		b.expr(s.Test)
		b.stmts(s.Body)
		b.stmts(s.Orelse)
	case *ast.With:
		for _, item := range s.Items {
			b.expr(item.Context)
			b.expr(item.Vars)
		}
		b.stmts(s.Body)
	case *ast.Match:
		b.expr(s.Subject)
		for _, c := range s.Cases {
			b.pattern(c.Pattern)
			b.expr(c.Guard)
			b.stmts(c.Body)
		}
	case *ast.Raise:
		b.expr(s.Exc)
		b.expr(s.Cause)
	case *ast.Try:
		b.stmts(s.Body)
		b.stmts(s.Orelse)
		for _, h := range s.Handlers {
			b.expr(h.Type)
			if h.Name != "" {
				b.define(h.Name, DefLocal, h.Span)
			}
			b.stmts(h.Body)
		}
		b.stmts(s.Final)
	case *ast.Assert:
		b.expr(s.Test)
		b.expr(s.Msg)
	case *ast.Import:
		b.aliases(s.Names)
	case *ast.ImportFrom:
		b.aliases(s.Names)
	case *ast.Global:
		for _, name := range s.Names {
			b.declare(name, s.Span, DefGlobal, "global")
		}
	case *ast.Nonlocal:
		for _, name := range s.Names {
			b.declare(name, s.Span, DefNonlocal, "nonlocal")
		}
	case *ast.ExprStmt:
		b.expr(s.Value)
	}
}

// declare handles a name of a global or nonlocal statement.
func (b *builder) declare(name string, span ast.Span, use Use, word string) {
	before := b.use(b.current, name)
	switch {
	case before&DefParam != 0:
		b.fail(span, "name '"+name+"' is parameter and "+word)
	case before&Used != 0:
		b.fail(span, "name '"+name+"' is used prior to "+word+" declaration")
	case before&DefAnnotated != 0:
		b.fail(span, "annotated name '"+name+"' can't be "+word)
	case before&DefLocal != 0:
		b.fail(span, "name '"+name+"' is assigned to before "+word+" declaration")
	}
	b.define(name, use, span)
	b.direct(name, span)
}

func (b *builder) annotatedAssign(s *ast.AnnAssign) {
	if name, ok := s.Target.(*ast.Name); ok {
		before := b.use(b.current, name.ID)
		if before&(DefGlobal|DefNonlocal) != 0 && b.current.Kind != Module && s.Simple {
			word := "nonlocal"
			if before&DefGlobal != 0 {
				word = "global"
			}
			b.fail(s.Span, "annotated name '"+name.ID+"' can't be "+word)
			return
		}
		if s.Simple {
			b.define(name.ID, DefAnnotated|DefLocal, name.Span)
		} else if s.Value != nil {
			b.define(name.ID, DefLocal, name.Span)
		}
	} else {
		b.expr(s.Target)
	}
	b.annotation(s.Annotation)
	b.expr(s.Value)
}

// annotation visits an annotation, which matters only if it is evaluated.
func (b *builder) annotation(e ast.Expr) {
	if e == nil {
		return
	}
	future := b.table.Flags&code.FutureAnnotations != 0
	if future {
		b.enter("_annotation", Annotation, e.Range())
	}
	b.expr(e)
	if future {
		b.exit()
	}
}

func (b *builder) function(s *ast.FunctionDef) {
	b.define(s.Name, DefLocal, s.Span)
	b.defaults(s.Args)
	for _, list := range [][]*ast.Arg{s.Args.PosOnly, s.Args.Args} {
		for _, arg := range list {
			b.annotation(arg.Annotation)
		}
	}
	if s.Args.VarArg != nil {
		b.annotation(s.Args.VarArg.Annotation)
	}
	if s.Args.KwArg != nil {
		b.annotation(s.Args.KwArg.Annotation)
	}
	for _, arg := range s.Args.KwOnly {
		b.annotation(arg.Annotation)
	}
	b.annotation(s.Returns)
	b.exprs(s.Decorators)
	s.Scope = b.enter(s.Name, Function, s.Span)
	b.current.Coroutine = s.Async
	b.parameters(s.Args)
	b.stmts(s.Body)
	b.exit()
}

// defaults visits default values, which the enclosing scope evaluates.
func (b *builder) defaults(args *ast.Arguments) {
	b.exprs(args.Defaults)
	b.exprs(args.KwDefaults)
}

// parameters defines the parameters in the order of their slots.
func (b *builder) parameters(args *ast.Arguments) {
	for _, list := range [][]*ast.Arg{args.PosOnly, args.Args, args.KwOnly} {
		for _, arg := range list {
			b.define(arg.Name, DefParam, arg.Span)
		}
	}
	if arg := args.VarArg; arg != nil {
		b.define(arg.Name, DefParam, arg.Span)
		b.current.VarArgs = true
	}
	if arg := args.KwArg; arg != nil {
		b.define(arg.Name, DefParam, arg.Span)
		b.current.VarKeywords = true
	}
}

func (b *builder) class(s *ast.ClassDef) {
	b.define(s.Name, DefLocal, s.Span)
	b.exprs(s.Bases)
	b.keywords(s.Keywords)
	b.exprs(s.Decorators)
	s.Scope = b.enter(s.Name, Class, s.Span)
	outer := b.private
	b.private = s.Name
	b.stmts(s.Body)
	b.private = outer
	b.exit()
}

// aliases defines imported names.
func (b *builder) aliases(list []*ast.Alias) {
	for _, alias := range list {
		name := alias.AsName
		if name == "" {
			name = alias.Name
			for i := 0; i < len(name); i++ {
				if name[i] == '.' {
					name = name[:i]
				}
			}
		}
		if name != "*" {
			b.define(name, DefImport, alias.Span)
		} else if b.current.Kind != Module {
			b.fail(alias.Span, "import * only allowed at module level")
		}
	}
}

func (b *builder) patterns(list []ast.Pattern) {
	for _, p := range list {
		b.pattern(p)
	}
}

func (b *builder) pattern(p ast.Pattern) {
	if !b.nest() {
		return
	}
	switch p := p.(type) {
	case *ast.MatchValue:
		b.expr(p.Value)
	case *ast.MatchSequence:
		b.patterns(p.Patterns)
	case *ast.MatchStar:
		b.capture(p.Name, p.Span)
	case *ast.MatchMapping:
		b.exprs(p.Keys)
		b.patterns(p.Patterns)
		b.capture(p.Rest, p.Span)
	case *ast.MatchClass:
		b.expr(p.Class)
		b.patterns(p.Patterns)
		b.patterns(p.KwdPatterns)
	case *ast.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern)
		}
		b.capture(p.Name, p.Span)
	case *ast.MatchOr:
		b.patterns(p.Patterns)
	}
	b.depth--
}

func (b *builder) capture(name string, span ast.Span) {
	if name != "" {
		b.define(name, DefLocal, span)
	}
}
