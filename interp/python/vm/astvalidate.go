package vm

import (
	"strconv"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file checks trees that programs made before they are compiled: the
// parser never makes what is refused here.

// astValidator checks one tree; the first fault is raised.
type astValidator struct {
	t      *Thread
	failed bool
}

func (t *Thread) validTree(m *ast.Module) bool {
	v := &astValidator{t: t}
	if m.Mode == ast.Eval {
		v.expr(m.Expr, ast.Load)
	} else {
		v.stmts(m.Body)
	}
	return !v.failed
}

func (v *astValidator) fault(message string) {
	if !v.failed {
		v.failed = true
		v.t.valueError(message)
	}
}

func (v *astValidator) faultType(message string) {
	if !v.failed {
		v.failed = true
		v.t.typeError(message)
	}
}

// span checks the place of a node.
func (v *astValidator) span(s ast.Span, class string) {
	switch {
	case s.Line > s.EndLine:
		v.fault("AST node line range (" + strconv.Itoa(int(s.Line)) + ", " + strconv.Itoa(int(s.EndLine)) + ") is not valid")
	case s.Line < 0 && s.EndLine != s.Line || s.Col < 0 && s.Col != s.EndCol:
		v.fault("AST node column range (" + strconv.Itoa(int(s.Col)) + ", " + strconv.Itoa(int(s.EndCol)) + ") for line range (" +
			strconv.Itoa(int(s.Line)) + ", " + strconv.Itoa(int(s.EndLine)) + ") is not valid")
	case s.Line == s.EndLine && s.Col > s.EndCol:
		v.fault("line " + strconv.Itoa(int(s.Line)) + ", column " + strconv.Itoa(int(s.Col)) + "-" + strconv.Itoa(int(s.EndCol)) +
			" is not a valid range")
	}
}

func (v *astValidator) name(s string) {
	switch s {
	case "None", "True", "False":
		v.fault("identifier field can't represent '" + s + "' constant")
	}
}

func (v *astValidator) body(list []ast.Stmt, owner string) {
	v.nonEmpty(len(list), "body", owner)
	v.stmts(list)
}

func (v *astValidator) nonEmpty(n int, what, owner string) {
	if n == 0 {
		v.fault("empty " + what + " on " + owner)
	}
}

func (v *astValidator) exprs(list []ast.Expr, ctx ast.Context, optional bool) {
	for _, e := range list {
		if e == nil {
			if !optional {
				v.fault("None disallowed in expression list")
			}
			continue
		}
		v.expr(e, ctx)
	}
}

func (v *astValidator) targets(list []ast.Expr, owner string, ctx ast.Context) {
	v.nonEmpty(len(list), "targets", owner)
	v.exprs(list, ctx, false)
}

func (v *astValidator) optional(e ast.Expr) {
	if e != nil {
		v.expr(e, ast.Load)
	}
}

func (v *astValidator) keywords(list []*ast.Keyword) {
	for _, k := range list {
		v.expr(k.Value, ast.Load)
	}
}

func (v *astValidator) arguments(a *ast.Arguments) {
	all := append(append(append([]*ast.Arg{}, a.PosOnly...), a.Args...), a.KwOnly...)
	if a.VarArg != nil {
		all = append(all, a.VarArg)
	}
	if a.KwArg != nil {
		all = append(all, a.KwArg)
	}
	for _, x := range all {
		v.span(x.Span, "arg")
		v.optional(x.Annotation)
	}
	if len(a.Defaults) > len(a.PosOnly)+len(a.Args) {
		v.fault("more positional defaults than args on arguments")
	}
	if len(a.KwDefaults) != len(a.KwOnly) {
		v.fault("length of kwonlyargs is not the same as kw_defaults on arguments")
	}
	v.exprs(a.Defaults, ast.Load, false)
	v.exprs(a.KwDefaults, ast.Load, true)
}

func (v *astValidator) stmts(list []ast.Stmt) {
	for _, s := range list {
		if v.failed {
			return
		}
		if s == nil {
			v.fault("None disallowed in statement list")
			return
		}
		v.stmt(s)
	}
}

func (v *astValidator) stmt(s ast.Stmt) {
	v.span(s.Range(), stmtClass(s))
	class := stmtClass(s)
	switch s := s.(type) {
	case *ast.FunctionDef:
		v.body(s.Body, class)
		v.arguments(s.Args)
		v.exprs(s.Decorators, ast.Load, false)
		v.optional(s.Returns)
	case *ast.ClassDef:
		v.body(s.Body, class)
		v.exprs(s.Bases, ast.Load, false)
		v.keywords(s.Keywords)
		v.exprs(s.Decorators, ast.Load, false)
	case *ast.Return:
		v.optional(s.Value)
	case *ast.Delete:
		v.targets(s.Targets, class, ast.Del)
	case *ast.Assign:
		v.targets(s.Targets, class, ast.Store)
		v.expr(s.Value, ast.Load)
	case *ast.AugAssign:
		v.expr(s.Target, ast.Store)
		v.expr(s.Value, ast.Load)
	case *ast.AnnAssign:
		if _, isName := s.Target.(*ast.Name); !isName && s.Simple {
			v.faultType("AnnAssign with simple non-Name target")
		}
		v.expr(s.Target, ast.Store)
		v.optional(s.Value)
		v.expr(s.Annotation, ast.Load)
	case *ast.For:
		v.expr(s.Target, ast.Store)
		v.expr(s.Iter, ast.Load)
		v.body(s.Body, class)
		v.stmts(s.Orelse)
	case *ast.While:
		v.expr(s.Test, ast.Load)
		v.body(s.Body, class)
		v.stmts(s.Orelse)
	case *ast.If:
		v.expr(s.Test, ast.Load)
		v.body(s.Body, class)
		v.stmts(s.Orelse)
	case *ast.With:
		v.nonEmpty(len(s.Items), "items", class)
		for _, w := range s.Items {
			v.expr(w.Context, ast.Load)
			if w.Vars != nil {
				v.expr(w.Vars, ast.Store)
			}
		}
		v.body(s.Body, class)
	case *ast.Match:
		v.expr(s.Subject, ast.Load)
		v.nonEmpty(len(s.Cases), "cases", class)
		for _, m := range s.Cases {
			v.pattern(m.Pattern, false)
			v.optional(m.Guard)
			v.body(m.Body, "match_case")
		}
	case *ast.Raise:
		if s.Exc == nil && s.Cause != nil {
			v.fault("Raise with cause but no exception")
		}
		v.optional(s.Exc)
		v.optional(s.Cause)
	case *ast.Try:
		v.try(s, class)
	case *ast.Assert:
		v.expr(s.Test, ast.Load)
		v.optional(s.Msg)
	case *ast.Import:
		v.nonEmpty(len(s.Names), "names", class)
	case *ast.ImportFrom:
		if s.Level < 0 {
			v.fault("Negative ImportFrom level")
		}
		v.nonEmpty(len(s.Names), "names", class)
	case *ast.Global:
		v.nonEmpty(len(s.Names), "names", class)
	case *ast.Nonlocal:
		v.nonEmpty(len(s.Names), "names", class)
	case *ast.ExprStmt:
		v.expr(s.Value, ast.Load)
	}
}

func (v *astValidator) try(s *ast.Try, class string) {
	v.body(s.Body, class)
	if len(s.Handlers) == 0 && len(s.Final) == 0 {
		v.fault(class + " has neither except handlers nor finalbody")
	}
	if len(s.Handlers) == 0 && len(s.Orelse) > 0 {
		v.fault(class + " has orelse but no except handlers")
	}
	for _, h := range s.Handlers {
		v.span(h.Span, "ExceptHandler")
		v.optional(h.Type)
		v.body(h.Body, "ExceptHandler")
	}
	v.stmts(s.Final)
	v.stmts(s.Orelse)
}

// contextOf is the context that an expression has, ok is false if it has none.
func contextOf(e ast.Expr) (ctx ast.Context, ok bool) {
	switch e := e.(type) {
	case *ast.Attribute:
		return e.Ctx, true
	case *ast.Subscript:
		return e.Ctx, true
	case *ast.Starred:
		return e.Ctx, true
	case *ast.Name:
		return e.Ctx, true
	case *ast.List:
		return e.Ctx, true
	case *ast.Tuple:
		return e.Ctx, true
	}
	return 0, false
}

func (v *astValidator) expr(e ast.Expr, ctx ast.Context) {
	if v.failed {
		return
	}
	v.span(e.Range(), exprClass(e))
	if n, ok := e.(*ast.Name); ok {
		v.name(n.ID)
	}
	if has, ok := contextOf(e); ok {
		if has != ctx {
			v.fault("expression must have " + astContexts[ctx] + " context but has " + astContexts[has] + " instead")
		}
	} else if ctx != ast.Load {
		v.fault("expression which can't be assigned to in " + astContexts[ctx] + " context")
	}
	switch e := e.(type) {
	case *ast.BoolOp:
		if len(e.Values) < 2 {
			v.fault("BoolOp with less than 2 values")
		}
		v.exprs(e.Values, ast.Load, false)
	case *ast.NamedExpr:
		v.expr(e.Target, ast.Store)
		v.expr(e.Value, ast.Load)
	case *ast.BinOp:
		v.expr(e.Left, ast.Load)
		v.expr(e.Right, ast.Load)
	case *ast.UnaryOp:
		v.expr(e.Operand, ast.Load)
	case *ast.Lambda:
		v.arguments(e.Args)
		v.expr(e.Body, ast.Load)
	case *ast.IfExp:
		v.expr(e.Test, ast.Load)
		v.expr(e.Body, ast.Load)
		v.expr(e.Orelse, ast.Load)
	case *ast.Dict:
		if len(e.Keys) != len(e.Values) {
			v.fault("Dict doesn't have the same number of keys as values")
		}
		v.exprs(e.Keys, ast.Load, true)
		v.exprs(e.Values, ast.Load, false)
	case *ast.Set:
		v.exprs(e.Elts, ast.Load, false)
	case *ast.ListComp:
		v.comprehension(e.Generators, e.Elt)
	case *ast.SetComp:
		v.comprehension(e.Generators, e.Elt)
	case *ast.DictComp:
		v.comprehension(e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		v.comprehension(e.Generators, e.Elt)
	case *ast.Await:
		v.expr(e.Value, ast.Load)
	case *ast.Yield:
		v.optional(e.Value)
	case *ast.YieldFrom:
		v.expr(e.Value, ast.Load)
	case *ast.Compare:
		if len(e.Comparators) == 0 {
			v.fault("Compare with no comparators")
		}
		if len(e.Comparators) != len(e.Ops) {
			v.fault("Compare has a different number of comparators and operands")
		}
		v.exprs(e.Comparators, ast.Load, false)
		v.expr(e.Left, ast.Load)
	case *ast.Call:
		v.expr(e.Func, ast.Load)
		v.exprs(e.Args, ast.Load, false)
		v.keywords(e.Keywords)
	case *ast.FormattedValue:
		v.expr(e.Value, ast.Load)
		v.optional(e.Spec)
	case *ast.JoinedStr:
		v.exprs(e.Values, ast.Load, false)
	case *ast.Attribute:
		v.expr(e.Value, ast.Load)
	case *ast.Subscript:
		v.expr(e.Index, ast.Load)
		v.expr(e.Value, ast.Load)
	case *ast.Starred:
		v.expr(e.Value, ctx)
	case *ast.List:
		v.exprs(e.Elts, ctx, false)
	case *ast.Tuple:
		v.exprs(e.Elts, ctx, false)
	case *ast.Slice:
		v.optional(e.Lower)
		v.optional(e.Upper)
		v.optional(e.Step)
	}
}

func (v *astValidator) comprehension(generators []*ast.Comprehension, values ...ast.Expr) {
	if len(generators) == 0 {
		v.fault("comprehension with no generators")
	}
	for _, g := range generators {
		v.expr(g.Target, ast.Store)
		v.expr(g.Iter, ast.Load)
		v.exprs(g.Ifs, ast.Load, false)
	}
	v.exprs(values, ast.Load, false)
}

func (v *astValidator) capture(name string) {
	if name == "_" {
		v.fault("can't capture name '_' in patterns")
	}
	v.name(name)
}

func (v *astValidator) patterns(list []ast.Pattern, star bool) {
	for _, p := range list {
		v.pattern(p, star)
	}
}

func (v *astValidator) pattern(p ast.Pattern, star bool) {
	if v.failed {
		return
	}
	v.span(p.Range(), patternClass(p))
	switch p := p.(type) {
	case *ast.MatchValue:
		v.patternValue(p.Value)
	case *ast.MatchSingleton:
		switch p.Value.(type) {
		case code.None, code.Bool:
		default:
			v.fault("MatchSingleton can only contain True, False and None")
		}
	case *ast.MatchSequence:
		v.patterns(p.Patterns, true)
	case *ast.MatchMapping:
		if len(p.Keys) != len(p.Patterns) {
			v.fault("MatchMapping doesn't have the same number of keys as patterns")
		}
		if p.Rest != "" {
			v.capture(p.Rest)
		}
		for _, k := range p.Keys {
			if c, ok := k.(*ast.Constant); ok {
				switch c.Value.(type) {
				case code.None, code.Bool:
					continue
				}
			}
			v.patternValue(k)
		}
		v.patterns(p.Patterns, false)
	case *ast.MatchClass:
		if len(p.KwdAttrs) != len(p.KwdPatterns) {
			v.fault("MatchClass doesn't have the same number of keyword attributes as patterns")
		}
		v.expr(p.Class, ast.Load)
		for c := p.Class; ; {
			if _, ok := c.(*ast.Name); ok {
				break
			}
			a, ok := c.(*ast.Attribute)
			if !ok {
				v.fault("MatchClass cls field can only contain Name or Attribute nodes.")
				break
			}
			c = a.Value
		}
		for _, name := range p.KwdAttrs {
			v.name(name)
		}
		v.patterns(p.Patterns, false)
		v.patterns(p.KwdPatterns, false)
	case *ast.MatchStar:
		if !star {
			v.fault("can't use MatchStar here")
		}
		if p.Name != "" {
			v.capture(p.Name)
		}
	case *ast.MatchAs:
		if p.Name != "" {
			v.capture(p.Name)
		}
		switch {
		case p.Pattern == nil:
		case p.Name == "":
			v.fault("MatchAs must specify a target name if a pattern is given")
		default:
			v.pattern(p.Pattern, false)
		}
	case *ast.MatchOr:
		if len(p.Patterns) < 2 {
			v.fault("MatchOr requires at least 2 patterns")
		}
		v.patterns(p.Patterns, false)
	}
}

// patternValue checks what a pattern compares with.
func (v *astValidator) patternValue(e ast.Expr) {
	v.expr(e, ast.Load)
	if v.failed {
		return
	}
	switch e := e.(type) {
	case *ast.Constant:
		switch e.Value.(type) {
		case code.Int, code.BigInt, code.Float, code.Complex, code.Str, code.Bytes:
			return
		}
		v.fault("unexpected constant inside of a literal pattern")
		return
	case *ast.Attribute, *ast.JoinedStr:
		return
	case *ast.UnaryOp:
		if c, ok := e.Operand.(*ast.Constant); ok && e.Op == ast.USub {
			switch c.Value.(type) {
			case code.Int, code.BigInt, code.Float, code.Complex:
				return
			}
		}
	case *ast.BinOp:
		if e.Op == code.Add || e.Op == code.Subtract {
			return
		}
	}
	v.fault("patterns may only match literals and attribute lookups")
}
