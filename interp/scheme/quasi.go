package main

// This file compiles quasiquotation: data with places that are computed.

type consNode struct{ car, cdr Node }

func (n *consNode) eval(m *Machine, f *Frame) Value {
	car := n.car.eval(m, f)
	return &Pair{car: car, cdr: n.cdr.eval(m, f)}
}

// A spliceNode is the elements of a list in front of what follows.
type spliceNode struct {
	list, rest Node
	line       int
}

func (n *spliceNode) eval(m *Machine, f *Frame) Value {
	v := n.list.eval(m, f)
	values, ok := items(v)
	if !ok {
		fail(n.line, ",@ needs a list, not "+text(v))
	}
	return list(values, n.rest.eval(m, f))
}

type vectorNode struct{ list Node }

func (n *vectorNode) eval(m *Machine, f *Frame) Value {
	values, _ := items(n.list.eval(m, f))
	return &Vector{values}
}

// quasi compiles a template inside of depth quasiquotes.
func (c *compiler) quasi(v Value, depth int) Node {
	if x, ok := v.(*Vector); ok {
		n := c.quasi(list(x.items, empty), depth)
		if _, ok := n.(*constantNode); ok {
			return &constantNode{v}
		}
		return &vectorNode{n}
	}
	x, ok := v.(*Pair)
	if !ok {
		return &constantNode{v}
	}
	switch {
	case c.is(x.car, "unquote"):
		arg := c.parts(x, 2, 2)[1]
		if depth == 1 {
			return c.value(arg)
		}
		return c.pair(x, &constantNode{x.car}, c.quasi(x.cdr, depth-1))
	case c.is(x.car, "quasiquote"):
		return c.pair(x, &constantNode{x.car}, c.quasi(x.cdr, depth+1))
	}
	if p, ok := x.car.(*Pair); ok && depth == 1 && c.is(p.car, "unquote-splicing") {
		return &spliceNode{c.value(c.parts(p, 2, 2)[1]), c.quasi(x.cdr, depth), c.line}
	}
	return c.pair(x, c.quasi(x.car, depth), c.quasi(x.cdr, depth))
}

// pair makes the node of a pair, which is x itself if its parts are.
func (c *compiler) pair(x *Pair, car, cdr Node) Node {
	if isConstant(car, x.car) && isConstant(cdr, x.cdr) {
		return &constantNode{x}
	}
	return &consNode{car, cdr}
}

// isConstant reports whether n always has the value v.
func isConstant(n Node, v Value) bool {
	k, ok := n.(*constantNode)
	return ok && k.v == v
}
