package main

// This file is the nodes of a program but for calls: each evaluates itself in the frame of the procedure under way.

// A Frame holds the variables of one call of a procedure, or of one let.
type Frame struct {
	slots []Value // nil before a variable of letrec or of an inner definition has its value
	up    *Frame  // of the procedure around it
}

// A Node is an expression whose variables have been found.
type Node interface {
	eval(m *Machine, f *Frame) Value
}

type constantNode struct{ v Value }

func (n *constantNode) eval(*Machine, *Frame) Value { return n.v }

// A variable of the frame itself, of the one around it, and further out.
type localNode struct {
	index int
	name  *Symbol
	line  int
}

type outerNode struct{ localNode }

type farNode struct {
	localNode
	depth int // frames to go up
}

// at returns the value of a variable in the frame that holds it.
//
//rgo:inline
func (n *localNode) at(f *Frame) Value {
	v := f.slots[n.index]
	if v == nil {
		fail(n.line, n.name.name+" is used before it has a value")
	}
	return v
}

// outward is the frame that is depth frames up.
//
//rgo:inline
func (f *Frame) outward(depth int) *Frame {
	for ; depth > 0; depth-- {
		f = f.up
	}
	return f
}

func (n *localNode) eval(_ *Machine, f *Frame) Value { return n.at(f) }
func (n *outerNode) eval(_ *Machine, f *Frame) Value { return n.at(f.up) }
func (n *farNode) eval(_ *Machine, f *Frame) Value   { return n.at(f.outward(n.depth)) }

type globalNode struct {
	name *Symbol
	line int
}

func (n *globalNode) eval(*Machine, *Frame) Value {
	if n.name.value == nil {
		fail(n.line, "there is no variable "+n.name.name)
	}
	return n.name.value
}

type setLocalNode struct {
	farNode
	value  Node
	define bool // it may have no value yet
}

func (n *setLocalNode) eval(m *Machine, f *Frame) Value {
	v := n.value.eval(m, f)
	f = f.outward(n.depth)
	if !n.define {
		n.at(f)
	}
	f.slots[n.index] = v
	return nothing
}

type setGlobalNode struct {
	globalNode
	value  Node
	define bool
}

func (n *setGlobalNode) eval(m *Machine, f *Frame) Value {
	v := n.value.eval(m, f)
	if !n.define {
		n.globalNode.eval(m, f)
	} else if c, ok := v.(*Closure); ok && c.code.name == "" {
		c.code.name = n.name.name
	}
	n.name.value = v
	return nothing
}

type ifNode struct{ test, then, otherwise Node }

func (n *ifNode) eval(m *Machine, f *Frame) Value {
	if isTrue(n.test.eval(m, f)) {
		return n.then.eval(m, f)
	}
	return n.otherwise.eval(m, f)
}

// An orNode is the first value that is true, or the last.
type orNode struct{ first, rest Node }

func (n *orNode) eval(m *Machine, f *Frame) Value {
	if v := n.first.eval(m, f); isTrue(v) {
		return v
	}
	return n.rest.eval(m, f)
}

type seqNode struct {
	before []Node
	last   Node
}

func (n *seqNode) eval(m *Machine, f *Frame) Value {
	for _, x := range n.before {
		x.eval(m, f)
	}
	return n.last.eval(m, f)
}

// A letNode evaluates body in a frame of its own.
type letNode struct {
	inits []Node
	size  int // slots: the inits', then those of inner definitions
	body  Node
}

func (n *letNode) eval(m *Machine, f *Frame) Value {
	inner := &Frame{make([]Value, n.size), f}
	for i, x := range n.inits {
		inner.slots[i] = x.eval(m, f)
	}
	return n.body.eval(m, inner)
}

// A Lambda is a procedure without its frame.
type Lambda struct {
	name   string
	params int
	rest   bool // one more parameter takes the other arguments as a list
	size   int  // slots of its frame
	body   Node
	line   int
}

// A Closure is a procedure of the program.
type Closure struct {
	code *Lambda
	up   *Frame
}

func (n *Lambda) eval(_ *Machine, f *Frame) Value { return &Closure{n, f} }

func (c *Closure) write(b []byte, _ bool) []byte {
	name := c.code.name
	if name == "" {
		name = "lambda"
	}
	return append(append(append(b, "#<procedure "...), name...), '>')
}
