package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/symtable"
)

// This file compiles calls.

func (c *compiler) call(e *ast.Call) {
	if c.methodCall(e) {
		return
	}
	c.checkCaller(e.Func, e.Span)
	at := c.u.at
	c.locate(e.Func.Range())
	c.op(code.PushNull)
	c.u.at = at
	c.expr(e.Func)
	c.callHelper(0, e.Args, e.Keywords)
}

// isPlain tells whether no argument is unpacked.
func isPlain(args []ast.Expr, keywords []*ast.Keyword) bool {
	for _, arg := range args {
		if _, ok := arg.(*ast.Starred); ok {
			return false
		}
	}
	for _, keyword := range keywords {
		if keyword.Name == "" {
			return false
		}
	}
	return true
}

// methodCall compiles a call of an attribute, if it can be done without
// making a bound method.
func (c *compiler) methodCall(e *ast.Call) bool {
	method, ok := e.Func.(*ast.Attribute)
	if !ok || method.Ctx != ast.Load {
		return false
	}
	if owner, ok := method.Value.(*ast.Name); ok {
		// The functions of a module are no methods.
		if symbol := c.table.Scopes[0].Lookup(owner.ID); symbol != nil && symbol.Use&symtable.DefImport != 0 {
			return false
		}
	}
	n := len(e.Args) + len(e.Keywords)
	values := n
	if len(e.Keywords) > 0 {
		values++
	}
	if values >= stackGuide || !isPlain(e.Args, e.Keywords) {
		return false
	}
	c.expr(method.Value)
	c.locate(method.Span)
	c.locateAttribute(method)
	c.opName(code.LoadMethod, method.Attr)
	c.exprs(e.Args)
	if len(e.Keywords) > 0 {
		c.checkKeywords(e.Keywords)
		c.keywordValues(e.Keywords)
		c.keywordNames(e.Keywords)
	}
	c.locate(e.Span)
	c.locateAttribute(method)
	c.opArg(code.Call, n)
	return true
}

// checkKeywords refuses keywords that come twice or are forbidden.
func (c *compiler) checkKeywords(keywords []*ast.Keyword) {
	for i, keyword := range keywords {
		if keyword.Name == "" {
			continue
		}
		if c.forbidden(keyword.Name, ast.Store) {
			return
		}
		for _, other := range keywords[i+1:] {
			if other.Name == keyword.Name {
				c.locate(other.Span)
				c.fail("keyword argument repeated: " + keyword.Name)
				return
			}
		}
	}
}

func (c *compiler) keywordValues(keywords []*ast.Keyword) {
	for _, keyword := range keywords {
		c.expr(keyword.Value)
	}
}

// keywordNames emits KW_NAMES.
func (c *compiler) keywordNames(keywords []*ast.Keyword) {
	c.opArg(code.KwNames, c.u.consts.add(names(keywords)))
}

func names(keywords []*ast.Keyword) code.Tuple {
	list := make(code.Tuple, len(keywords))
	for i, keyword := range keywords {
		list[i] = code.Str(keyword.Name)
	}
	return list
}

// callHelper compiles arguments and the call; n arguments are on the stack
// already, above the callable.
func (c *compiler) callHelper(n int, args []ast.Expr, keywords []*ast.Keyword) {
	c.checkKeywords(keywords)
	if len(args)+len(keywords)*2 <= stackGuide && isPlain(args, keywords) {
		c.exprs(args)
		if len(keywords) > 0 {
			c.keywordValues(keywords)
			c.keywordNames(keywords)
		}
		c.opArg(code.Call, n+len(args)+len(keywords))
		return
	}
	if star, ok := soleStarred(args); ok && n == 0 {
		c.expr(star)
	} else {
		c.display(args, n, tupleDisplay)
	}
	if len(keywords) == 0 {
		c.opArg(code.CallFunctionEx, 0)
		return
	}
	built := false
	pending := 0
	merge := func(begin, end int) {
		c.keywordDict(keywords[begin:end])
		if built {
			c.opArg(code.DictMerge, 1)
		}
		built = true
		pending = 0
	}
	for i, keyword := range keywords {
		if keyword.Name != "" {
			pending++
			continue
		}
		if pending > 0 {
			merge(i-pending, i)
		}
		if !built {
			c.opArg(code.BuildMap, 0)
			built = true
		}
		c.expr(keyword.Value)
		c.opArg(code.DictMerge, 1)
	}
	if pending > 0 {
		merge(len(keywords)-pending, len(keywords))
	}
	c.opArg(code.CallFunctionEx, 1)
}

// soleStarred returns the value of the only argument, if it is starred.
func soleStarred(args []ast.Expr) (ast.Expr, bool) {
	if len(args) != 1 {
		return nil, false
	}
	star, ok := args[0].(*ast.Starred)
	if !ok {
		return nil, false
	}
	return star.Value, true
}

// keywordDict builds a dict of keyword arguments.
func (c *compiler) keywordDict(keywords []*ast.Keyword) {
	n := len(keywords)
	big := n*2 > stackGuide
	if n > 1 && !big {
		c.keywordValues(keywords)
		c.loadConst(names(keywords))
		c.opArg(code.BuildConstKeyMap, n)
		return
	}
	if big {
		c.emit(instr{op: opcode(code.BuildMap), at: noPosition})
	}
	for _, keyword := range keywords {
		c.loadConst(code.Str(keyword.Name))
		c.expr(keyword.Value)
		if big {
			c.emit(instr{op: opcode(code.MapAdd), arg: 1, at: noPosition})
		}
	}
	if !big {
		c.opArg(code.BuildMap, n)
	}
}
