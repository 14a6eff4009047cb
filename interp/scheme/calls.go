package main

import "strconv"

// This file is calls. A call in tail position does not run: it leaves the procedure and its frame in the machine for the
// loop of the call that is under way, so that loops by tail calls need no stack.

// A Primitive is a procedure written in Go. args is only valid during the call.
type Primitive struct {
	name     string
	min, max int // arguments; max is -1 if there may be any number
	fn       func(m *Machine, args []Value, line int) Value
}

func (p *Primitive) write(b []byte, _ bool) []byte {
	return append(append(append(b, "#<procedure "...), p.name...), '>')
}

// An Escape is what call/cc gives: a procedure that goes back to where that was called, while it runs.
type Escape struct {
	value Value
	ended bool
}

func (*Escape) write(b []byte, _ bool) []byte { return append(b, "#<continuation>"...) }

// waiting is the value of a call in tail position: the call is in the machine.
var waiting = &Constant{"#<call>"}

// maxDepth is how deep calls that are not in tail position nest.
const maxDepth = 10000

type callNode struct {
	callee Node
	args   []Node
	line   int
	tail   bool
}

func (n *callNode) eval(m *Machine, f *Frame) Value {
	callee := n.callee.eval(m, f)
	c, ok := callee.(*Closure)
	if !ok || c.code.rest || len(n.args) != c.code.params {
		return n.other(m, f, callee)
	}
	inner := &Frame{make([]Value, c.code.size), c.up}
	for i, x := range n.args {
		inner.slots[i] = x.eval(m, f)
	}
	if n.tail {
		m.code, m.frame = c.code, inner
		return waiting
	}
	return m.enter(c.code, inner, n.line)
}

// other calls any procedure.
func (n *callNode) other(m *Machine, f *Frame, callee Value) Value {
	var few [4]Value
	args := few[:0]
	if len(n.args) > len(few) {
		args = make([]Value, 0, len(n.args))
	}
	for _, x := range n.args {
		args = append(args, x.eval(m, f))
	}
	v := m.start(callee, args, n.line)
	if v == Value(waiting) && !n.tail {
		return m.enter(m.code, m.frame, n.line)
	}
	return v
}

// enter runs a procedure, and those that it calls in tail position, to the end.
func (m *Machine) enter(code *Lambda, f *Frame, line int) Value {
	if m.depth == maxDepth {
		fail(line, "calls are nested too deeply")
	}
	m.depth++
	v := code.body.eval(m, f)
	for v == Value(waiting) {
		v = m.code.body.eval(m, m.frame)
	}
	m.depth--
	return v
}

// start calls a primitive, or makes the call of a procedure of the program wait.
func (m *Machine) start(callee Value, args []Value, line int) Value {
	switch p := callee.(type) {
	case *Primitive:
		if len(args) < p.min || p.max >= 0 && len(args) > p.max {
			wrongCount(p.name, len(args), line)
		}
		return p.fn(m, args, line)
	case *Closure:
		c := p.code
		if len(args) < c.params || !c.rest && len(args) > c.params {
			name := c.name
			if name == "" {
				name = "the procedure of line " + strconv.Itoa(c.line)
			}
			wrongCount(name, len(args), line)
		}
		f := &Frame{make([]Value, c.size), p.up}
		copy(f.slots, args[:c.params])
		if c.rest {
			f.slots[c.params] = list(args[c.params:], empty)
		}
		m.code, m.frame = c, f
		return waiting
	case *Escape:
		if p.ended {
			fail(line, "what called call/cc has ended")
		}
		if len(args) != 1 {
			wrongCount("a continuation", len(args), line)
		}
		p.value = args[0]
		panic(p)
	}
	fail(line, text(callee)+" is no procedure")
	return nil
}

// call calls a procedure to its end.
func (m *Machine) call(callee Value, args []Value, line int) Value {
	v := m.start(callee, args, line)
	if v == Value(waiting) {
		return m.enter(m.code, m.frame, line)
	}
	return v
}

// withEscape is call/cc.
func (m *Machine) withEscape(callee Value, line int) (v Value) {
	escape := &Escape{}
	depth := m.depth
	defer func() {
		escape.ended = true
		if r := recover(); r != nil {
			if e, ok := r.(*Escape); !ok || e != escape {
				panic(r)
			}
			m.depth = depth
			v = escape.value
		}
	}()
	return m.call(callee, []Value{escape}, line)
}

// wrongCount reports a call with too many or too few arguments.
//
//rgo:cold
func wrongCount(name string, n, line int) {
	plural := "s"
	if n == 1 {
		plural = ""
	}
	fail(line, name+" does not take "+strconv.Itoa(n)+" argument"+plural)
}

// A call1Node or call2Node calls a global variable that held a primitive of one or two operands when the call was
// compiled. While it still does, the operation is done without a list of arguments.
type call1Node struct {
	callNode
	name *Symbol
	was  *Primitive
	fn   func(a Value, line int) Value
}

type call2Node struct {
	callNode
	name *Symbol
	was  *Primitive
	fn   func(a, b Value, line int) Value
}

func (n *call1Node) eval(m *Machine, f *Frame) Value {
	if p, ok := n.name.value.(*Primitive); !ok || p != n.was {
		return n.callNode.eval(m, f)
	}
	return n.fn(n.args[0].eval(m, f), n.line)
}

func (n *call2Node) eval(m *Machine, f *Frame) Value {
	if p, ok := n.name.value.(*Primitive); !ok || p != n.was {
		return n.callNode.eval(m, f)
	}
	a := n.args[0].eval(m, f)
	return n.fn(a, n.args[1].eval(m, f), n.line)
}
