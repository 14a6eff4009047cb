package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file replaces constant expressions in the tree by their values. What
// would fail, or grow large, is left for the run.

// folder is the state of a folding pass.
type folder struct {
	optimize          int
	futureAnnotations bool
	depth             int
}

func (f *folder) module(m *ast.Module) {
	if m.Mode == ast.Eval {
		m.Expr = f.expr(m.Expr)
		return
	}
	if m.Mode == ast.Single {
		f.stmts(m.Body)
		return
	}
	f.body(m.Body)
}

// body folds statements of which the first may be a docstring. Folding must
// not make one.
func (f *folder) body(list []ast.Stmt) {
	if len(list) == 0 {
		return
	}
	_, before := ast.IsDocstring(list[0])
	f.stmts(list)
	if _, after := ast.IsDocstring(list[0]); after && !before {
		s := list[0].(*ast.ExprStmt)
		s.Value = &ast.JoinedStr{Span: s.Value.Range(), Values: []ast.Expr{s.Value}}
	}
}

func (f *folder) stmts(list []ast.Stmt) {
	f.depth++
	for _, s := range list {
		f.stmt(s)
	}
	f.depth--
}

func (f *folder) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		f.arguments(s.Args)
		f.body(s.Body)
		f.exprs(s.Decorators)
		s.Returns = f.annotation(s.Returns)
	case *ast.ClassDef:
		f.exprs(s.Bases)
		f.keywords(s.Keywords)
		f.body(s.Body)
		f.exprs(s.Decorators)
	case *ast.Return:
		s.Value = f.expr(s.Value)
	case *ast.Delete:
		f.exprs(s.Targets)
	case *ast.Assign:
		f.exprs(s.Targets)
		s.Value = f.expr(s.Value)
	case *ast.AugAssign:
		s.Target = f.expr(s.Target)
		s.Value = f.expr(s.Value)
	case *ast.AnnAssign:
		s.Target = f.expr(s.Target)
		s.Annotation = f.annotation(s.Annotation)
		s.Value = f.expr(s.Value)
	case *ast.For:
		s.Target = f.expr(s.Target)
		s.Iter = foldIter(f.expr(s.Iter))
		f.stmts(s.Body)
		f.stmts(s.Orelse)
	case *ast.While:
		s.Test = f.expr(s.Test)
		f.stmts(s.Body)
		f.stmts(s.Orelse)
	case *ast.If:
		s.Test = f.expr(s.Test)
		f.stmts(s.Body)
		f.stmts(s.Orelse)
	case *ast.With:
		for _, item := range s.Items {
			item.Context = f.expr(item.Context)
			item.Vars = f.expr(item.Vars)
		}
		f.stmts(s.Body)
	case *ast.Match:
		s.Subject = f.expr(s.Subject)
		for _, c := range s.Cases {
			f.pattern(c.Pattern)
			c.Guard = f.expr(c.Guard)
			f.stmts(c.Body)
		}
	case *ast.Raise:
		s.Exc = f.expr(s.Exc)
		s.Cause = f.expr(s.Cause)
	case *ast.Try:
		f.stmts(s.Body)
		for _, h := range s.Handlers {
			h.Type = f.expr(h.Type)
			f.stmts(h.Body)
		}
		f.stmts(s.Orelse)
		f.stmts(s.Final)
	case *ast.Assert:
		s.Test = f.expr(s.Test)
		s.Msg = f.expr(s.Msg)
	case *ast.ExprStmt:
		s.Value = f.expr(s.Value)
	}
}

func (f *folder) annotation(e ast.Expr) ast.Expr {
	if f.futureAnnotations {
		return e
	}
	return f.expr(e)
}

func (f *folder) arguments(args *ast.Arguments) {
	for _, list := range [][]*ast.Arg{args.PosOnly, args.Args, {args.VarArg}, args.KwOnly, {args.KwArg}} {
		for _, arg := range list {
			if arg != nil {
				arg.Annotation = f.annotation(arg.Annotation)
			}
		}
	}
	f.exprs(args.Defaults)
	f.exprs(args.KwDefaults)
}

func (f *folder) keywords(list []*ast.Keyword) {
	for _, keyword := range list {
		keyword.Value = f.expr(keyword.Value)
	}
}

func (f *folder) exprs(list []ast.Expr) {
	for i, e := range list {
		list[i] = f.expr(e)
	}
}

func (f *folder) patterns(list []ast.Pattern) {
	for _, p := range list {
		f.pattern(p)
	}
}

func (f *folder) pattern(p ast.Pattern) {
	switch p := p.(type) {
	case *ast.MatchValue:
		p.Value = f.expr(p.Value)
	case *ast.MatchSequence:
		f.patterns(p.Patterns)
	case *ast.MatchMapping:
		f.exprs(p.Keys)
		f.patterns(p.Patterns)
	case *ast.MatchClass:
		p.Class = f.expr(p.Class)
		f.patterns(p.Patterns)
		f.patterns(p.KwdPatterns)
	case *ast.MatchAs:
		if p.Pattern != nil {
			f.pattern(p.Pattern)
		}
	case *ast.MatchOr:
		f.patterns(p.Patterns)
	}
}

// maxFoldDepth is how deep folding goes; what nests deeper is refused later.
const maxFoldDepth = 4000

// expr folds an expression, which may be nil, and returns what stands for it
// then.
func (f *folder) expr(e ast.Expr) ast.Expr {
	if e == nil || f.depth > maxFoldDepth {
		return e
	}
	f.depth++
	e = f.node(e)
	f.depth--
	return e
}

func (f *folder) node(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Name:
		if e.Ctx == ast.Load && e.ID == "__debug__" {
			return &ast.Constant{Span: e.Span, Value: code.Bool(f.optimize == 0)}
		}
	case *ast.Attribute:
		e.Value = f.expr(e.Value)
	case *ast.Call:
		e.Func = f.expr(e.Func)
		f.exprs(e.Args)
		f.keywords(e.Keywords)
	case *ast.Subscript:
		e.Value = f.expr(e.Value)
		e.Index = f.expr(e.Index)
		return foldSubscript(e)
	case *ast.BinOp:
		e.Left = f.expr(e.Left)
		e.Right = f.expr(e.Right)
		return foldBinary(e)
	case *ast.BoolOp:
		f.exprs(e.Values)
	case *ast.NamedExpr:
		e.Value = f.expr(e.Value)
	case *ast.UnaryOp:
		e.Operand = f.expr(e.Operand)
		return foldUnary(e)
	case *ast.Lambda:
		f.arguments(e.Args)
		e.Body = f.expr(e.Body)
	case *ast.IfExp:
		e.Test = f.expr(e.Test)
		e.Body = f.expr(e.Body)
		e.Orelse = f.expr(e.Orelse)
	case *ast.Compare:
		e.Left = f.expr(e.Left)
		f.exprs(e.Comparators)
		last := len(e.Ops) - 1
		if e.Ops[last] == ast.In || e.Ops[last] == ast.NotIn {
			e.Comparators[last] = foldIter(e.Comparators[last])
		}
	case *ast.Dict:
		f.exprs(e.Keys)
		f.exprs(e.Values)
	case *ast.Set:
		f.exprs(e.Elts)
	case *ast.List:
		f.exprs(e.Elts)
	case *ast.Tuple:
		f.exprs(e.Elts)
		return foldTupleNode(e)
	case *ast.ListComp:
		e.Elt = f.expr(e.Elt)
		f.generators(e.Generators)
	case *ast.SetComp:
		e.Elt = f.expr(e.Elt)
		f.generators(e.Generators)
	case *ast.DictComp:
		e.Key = f.expr(e.Key)
		e.Value = f.expr(e.Value)
		f.generators(e.Generators)
	case *ast.GeneratorExp:
		e.Elt = f.expr(e.Elt)
		f.generators(e.Generators)
	case *ast.Yield:
		e.Value = f.expr(e.Value)
	case *ast.YieldFrom:
		e.Value = f.expr(e.Value)
	case *ast.Await:
		e.Value = f.expr(e.Value)
	case *ast.FormattedValue:
		e.Value = f.expr(e.Value)
		e.Spec = f.expr(e.Spec)
	case *ast.JoinedStr:
		f.exprs(e.Values)
	case *ast.Starred:
		e.Value = f.expr(e.Value)
	case *ast.Slice:
		e.Lower = f.expr(e.Lower)
		e.Upper = f.expr(e.Upper)
		e.Step = f.expr(e.Step)
	}
	return e
}

func (f *folder) generators(list []*ast.Comprehension) {
	for _, clause := range list {
		clause.Target = f.expr(clause.Target)
		clause.Iter = foldIter(f.expr(clause.Iter))
		f.exprs(clause.Ifs)
	}
}

// foldTupleNode makes a tuple of constants a constant.
func foldTupleNode(e *ast.Tuple) ast.Expr {
	if e.Ctx != ast.Load {
		return e
	}
	if values, ok := constants(e.Elts); ok {
		return &ast.Constant{Span: e.Span, Value: code.Tuple(values)}
	}
	return e
}

// foldIter makes a list or set that is only iterated over, or searched, a
// tuple or frozenset.
func foldIter(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.List:
		for _, elt := range e.Elts {
			if _, ok := elt.(*ast.Starred); ok {
				return e
			}
		}
		return foldTupleNode(&ast.Tuple{Span: e.Span, Elts: e.Elts, Ctx: e.Ctx})
	case *ast.Set:
		if values, ok := constants(e.Elts); ok {
			return &ast.Constant{Span: e.Span, Value: frozenSet(values)}
		}
	}
	return e
}

func foldUnary(e *ast.UnaryOp) ast.Expr {
	switch operand := e.Operand.(type) {
	case *ast.Constant:
		if value := unary(e.Op, operand.Value); value != nil {
			return &ast.Constant{Span: e.Span, Value: value}
		}
	case *ast.Compare:
		if e.Op != ast.Not || len(operand.Ops) != 1 {
			break
		}
		var op ast.CompareOperator
		switch operand.Ops[0] {
		case ast.Is:
			op = ast.IsNot
		case ast.IsNot:
			op = ast.Is
		case ast.In:
			op = ast.NotIn
		case ast.NotIn:
			op = ast.In
		default:
			return e
		}
		return &ast.Compare{Span: operand.Span, Left: operand.Left, Ops: []ast.CompareOperator{op}, Comparators: operand.Comparators}
	}
	return e
}

func foldBinary(e *ast.BinOp) ast.Expr {
	left, ok := e.Left.(*ast.Constant)
	if !ok {
		return e
	}
	if format, isStr := left.Value.(code.Str); isStr && e.Op == code.Remainder {
		if tuple, ok := e.Right.(*ast.Tuple); ok {
			return foldFormat(e, string(format), tuple.Elts)
		}
	}
	right, ok := e.Right.(*ast.Constant)
	if !ok {
		return e
	}
	if value := binary(e.Op, left.Value, right.Value); value != nil {
		return &ast.Constant{Span: e.Span, Value: value}
	}
	return e
}

func foldSubscript(e *ast.Subscript) ast.Expr {
	value, ok := e.Value.(*ast.Constant)
	if !ok || e.Ctx != ast.Load {
		return e
	}
	index, ok := e.Index.(*ast.Constant)
	if !ok {
		return e
	}
	n, ok := smallInt(index.Value)
	if !ok {
		return e
	}
	if item := itemAt(value.Value, n); item != nil {
		return &ast.Constant{Span: e.Span, Value: item}
	}
	return e
}
