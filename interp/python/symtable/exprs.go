package symtable

import "rgo/interp/python/ast"

// This file visits expressions.

func (b *builder) exprs(list []ast.Expr) {
	for _, e := range list {
		b.expr(e)
	}
}

func (b *builder) keywords(list []*ast.Keyword) {
	for _, k := range list {
		b.expr(k.Value)
	}
}

func (b *builder) expr(e ast.Expr) {
	if e == nil || !b.nest() {
		return
	}
	switch e := e.(type) {
	case *ast.Name:
		b.name(e)
	case *ast.Constant:
	case *ast.Attribute:
		b.expr(e.Value)
	case *ast.Call:
		b.expr(e.Func)
		b.exprs(e.Args)
		b.keywords(e.Keywords)
	case *ast.Subscript:
		b.expr(e.Value)
		b.expr(e.Index)
	case *ast.BoolOp:
		b.exprs(e.Values)
	case *ast.NamedExpr:
		b.namedExpr(e)
	case *ast.BinOp:
		b.expr(e.Left)
		b.expr(e.Right)
	case *ast.UnaryOp:
		b.expr(e.Operand)
	case *ast.Lambda:
		b.defaults(e.Args)
		e.Scope = b.enter("lambda", Function, e.Span)
		b.parameters(e.Args)
		b.expr(e.Body)
		b.exit()
	case *ast.IfExp:
		b.expr(e.Test)
		b.expr(e.Body)
		b.expr(e.Orelse)
	case *ast.Dict:
		b.exprs(e.Keys)
		b.exprs(e.Values)
	case *ast.Set:
		b.exprs(e.Elts)
	case *ast.ListComp:
		e.Scope = b.comprehension(ListComprehension, "listcomp", e.Span, e.Generators, e.Elt, nil)
	case *ast.SetComp:
		e.Scope = b.comprehension(SetComprehension, "setcomp", e.Span, e.Generators, e.Elt, nil)
	case *ast.DictComp:
		e.Scope = b.comprehension(DictComprehension, "dictcomp", e.Span, e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		e.Scope = b.comprehension(GeneratorExpression, "genexpr", e.Span, e.Generators, e.Elt, nil)
	case *ast.Yield:
		b.yield(e.Value, e.Span)
	case *ast.YieldFrom:
		b.yield(e.Value, e.Span)
	case *ast.Await:
		if b.current.Kind == Annotation {
			b.fail(e.Span, "'await expression' can not be used within an annotation")
		}
		b.expr(e.Value)
		b.current.Coroutine = true
	case *ast.Compare:
		b.expr(e.Left)
		b.exprs(e.Comparators)
	case *ast.FormattedValue:
		b.expr(e.Value)
		b.expr(e.Spec)
	case *ast.JoinedStr:
		b.exprs(e.Values)
	case *ast.Starred:
		b.expr(e.Value)
	case *ast.List:
		b.exprs(e.Elts)
	case *ast.Tuple:
		b.exprs(e.Elts)
	case *ast.Slice:
		b.expr(e.Lower)
		b.expr(e.Upper)
		b.expr(e.Step)
	}
	b.depth--
}

func (b *builder) name(e *ast.Name) {
	if e.Ctx != ast.Load {
		b.define(e.ID, DefLocal, e.Span)
		return
	}
	b.define(e.ID, Used, e.Span)
	if e.ID == "super" && b.current.Kind == Function {
		// super() reads the cell of the class.
		b.define("__class__", Used, e.Span)
	}
}

func (b *builder) yield(value ast.Expr, span ast.Span) {
	if b.current.Kind == Annotation {
		b.fail(span, "'yield expression' can not be used within an annotation")
		return
	}
	b.expr(value)
	b.current.Generator = true
	switch b.current.Comprehension {
	case ListComprehension:
		b.fail(span, "'yield' inside list comprehension")
	case SetComprehension:
		b.fail(span, "'yield' inside set comprehension")
	case DictComprehension:
		b.fail(span, "'yield' inside dict comprehension")
	case GeneratorExpression:
		b.fail(span, "'yield' inside generator expression")
	}
}

// comprehension visits a comprehension, whose first iterable belongs to the
// enclosing scope.
func (b *builder) comprehension(kind ComprehensionKind, name string, at ast.Span, clauses []*ast.Comprehension, elt, value ast.Expr) int32 {
	first := clauses[0]
	b.current.iterExpression++
	b.expr(first.Iter)
	b.current.iterExpression--
	number := b.enter(name, Function, at)
	b.current.Comprehension = kind
	b.current.Coroutine = first.Async
	b.define(".0", DefParam, first.Target.Range())
	b.current.iterTarget = true
	b.expr(first.Target)
	b.current.iterTarget = false
	b.exprs(first.Ifs)
	for _, clause := range clauses[1:] {
		b.current.iterTarget = true
		b.expr(clause.Target)
		b.current.iterTarget = false
		b.current.iterExpression++
		b.expr(clause.Iter)
		b.current.iterExpression--
		b.exprs(clause.Ifs)
		if clause.Async {
			b.current.Coroutine = true
		}
	}
	b.expr(value)
	b.expr(elt)
	b.current.Generator = kind == GeneratorExpression
	isAsync := b.current.Coroutine && kind != GeneratorExpression
	b.exit()
	if isAsync {
		b.current.Coroutine = true
	}
	return number
}

func (b *builder) namedExpr(e *ast.NamedExpr) {
	if b.current.Kind == Annotation {
		b.fail(e.Span, "'named expression' can not be used within an annotation")
		return
	}
	if b.current.iterExpression > 0 {
		b.fail(e.Span, "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	if b.current.Comprehension != NoComprehension {
		b.namedExprOutward(e.Target)
	}
	b.expr(e.Value)
	b.expr(e.Target)
}

// namedExprOutward binds the target of a named expression of a comprehension
// in the scope that contains it.
func (b *builder) namedExprOutward(target *ast.Name) {
	for i := len(b.stack) - 1; i >= 0; i-- {
		s := b.stack[i]
		use := b.use(s, target.ID)
		switch {
		case s.Comprehension != NoComprehension:
			if use&DefIteration != 0 {
				b.fail(target.Span, "assignment expression cannot rebind comprehension iteration variable '"+target.ID+"'")
				return
			}
		case s.Kind == Function:
			if use&DefGlobal != 0 {
				b.define(target.ID, DefGlobal, target.Span)
			} else {
				b.define(target.ID, DefNonlocal, target.Span)
			}
			b.direct(target.ID, target.Span)
			b.defineIn(s, target.ID, DefLocal, target.Span)
			return
		case s.Kind == Module:
			b.define(target.ID, DefGlobal, target.Span)
			b.direct(target.ID, target.Span)
			b.defineIn(s, target.ID, DefGlobal, target.Span)
			return
		case s.Kind == Class:
			b.fail(target.Span, "assignment expression within a comprehension cannot be used in a class body")
			return
		}
	}
}
