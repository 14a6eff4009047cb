package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles displays of lists, tuples, sets and dicts.

// displayKind tells how a display is built.
type displayKind struct {
	build, add, extend code.Opcode
	tuple              bool
}

var (
	listDisplay  = displayKind{build: code.BuildList, add: code.ListAppend, extend: code.ListExtend}
	tupleDisplay = displayKind{build: code.BuildList, add: code.ListAppend, extend: code.ListExtend, tuple: true}
	setDisplay   = displayKind{build: code.BuildSet, add: code.SetAdd, extend: code.SetUpdate}
)

// sequence compiles a list or tuple in any context.
func (c *compiler) sequence(elts []ast.Expr, ctx ast.Context, kind displayKind) {
	switch ctx {
	case ast.Store:
		c.unpack(elts)
	case ast.Del:
		c.exprs(elts)
	default:
		c.display(elts, 0, kind)
	}
}

// constants returns the values of expressions that all are constants.
func constants(list []ast.Expr) ([]code.Const, bool) {
	values := make([]code.Const, len(list))
	for i, e := range list {
		constant, ok := e.(*ast.Constant)
		if !ok {
			return nil, false
		}
		values[i] = constant.Value
	}
	return values, true
}

// display builds a collection of the elements; pushed values that go before
// them are on the stack already.
func (c *compiler) display(elts []ast.Expr, pushed int, kind displayKind) {
	n := len(elts)
	if n > 2 {
		if values, ok := constants(elts); ok {
			c.constantDisplay(values, pushed, kind)
			return
		}
	}
	big := n+pushed > stackGuide
	starred := false
	for _, elt := range elts {
		if _, ok := elt.(*ast.Starred); ok {
			starred = true
		}
	}
	if !starred && !big {
		c.exprs(elts)
		if kind.tuple {
			c.opArg(code.BuildTuple, n+pushed)
		} else {
			c.opArg(kind.build, n+pushed)
		}
		return
	}
	built := false
	if big {
		c.opArg(kind.build, pushed)
		built = true
	}
	for i, elt := range elts {
		star, ok := elt.(*ast.Starred)
		if !ok {
			c.expr(elt)
			if built {
				c.opArg(kind.add, 1)
			}
			continue
		}
		if !built {
			c.opArg(kind.build, i+pushed)
			built = true
		}
		c.expr(star.Value)
		c.opArg(kind.extend, 1)
	}
	if kind.tuple {
		c.op(code.ListToTuple)
	}
}

// constantDisplay builds a collection from one constant.
func (c *compiler) constantDisplay(values []code.Const, pushed int, kind displayKind) {
	if kind.tuple && pushed == 0 {
		c.loadConst(code.Tuple(values))
		return
	}
	c.opArg(kind.build, pushed)
	if kind.add == code.SetAdd {
		c.loadConst(frozenSet(values))
	} else {
		c.loadConst(code.Tuple(values))
	}
	c.opArg(kind.extend, 1)
	if kind.tuple {
		c.op(code.ListToTuple)
	}
}

// frozenSet is the set of the values; of equal ones the first stays.
func frozenSet(values []code.Const) code.FrozenSet {
	set := code.FrozenSet{}
	seen := map[string]bool{}
	for _, value := range values {
		if key := hashKey(value); !seen[key] {
			seen[key] = true
			set = append(set, value)
		}
	}
	return set
}

func (c *compiler) dict(e *ast.Dict) {
	n := len(e.Values)
	built := false
	elements := 0
	add := func(begin, end int) {
		c.subDict(e, begin, end)
		if built {
			c.opArg(code.DictUpdate, 1)
		}
		built = true
		elements = 0
	}
	for i := 0; i < n; i++ {
		if e.Keys[i] == nil {
			if elements > 0 {
				add(i-elements, i)
			}
			if !built {
				c.opArg(code.BuildMap, 0)
				built = true
			}
			c.expr(e.Values[i])
			c.opArg(code.DictUpdate, 1)
		} else if elements*2 > stackGuide {
			add(i-elements, i+1)
		} else {
			elements++
		}
	}
	if elements > 0 {
		add(n-elements, n)
	}
	if !built {
		c.opArg(code.BuildMap, 0)
	}
}

// subDict builds a dict of some of the pairs.
func (c *compiler) subDict(e *ast.Dict, begin, end int) {
	n := end - begin
	big := n*2 > stackGuide
	if n > 1 && !big {
		if keys, ok := constants(e.Keys[begin:end]); ok {
			c.exprs(e.Values[begin:end])
			c.loadConst(code.Tuple(keys))
			c.opArg(code.BuildConstKeyMap, n)
			return
		}
	}
	if big {
		c.opArg(code.BuildMap, 0)
	}
	for i := begin; i < end; i++ {
		c.expr(e.Keys[i])
		c.expr(e.Values[i])
		if big {
			c.opArg(code.MapAdd, 1)
		}
	}
	if !big {
		c.opArg(code.BuildMap, n)
	}
}
