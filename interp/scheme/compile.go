package main

import "bufio"
import "io"

// This file makes nodes of data. Forms that are not calls are in syntax.go.

// A Machine is a running program.
type Machine struct {
	symbols map[string]*Symbol
	out     *bufio.Writer
	args    []string
	depth   int     // calls under way
	code    *Lambda // the call in tail position that is to run next
	frame   *Frame
}

// NewMachine returns a machine that prints to out. (command-line) gives args.
func NewMachine(out io.Writer, args []string) *Machine {
	m := &Machine{symbols: map[string]*Symbol{}, out: bufio.NewWriter(out), args: args}
	for i := range primitives {
		p := &primitives[i]
		m.intern(p.name).value = &p.Primitive
	}
	for i := range forms {
		m.intern(forms[i].name).macro = forms[i].compile
	}
	return m
}

// intern returns the symbol of a name.
func (m *Machine) intern(name string) *Symbol {
	s := m.symbols[name]
	if s == nil {
		s = &Symbol{name: name}
		m.symbols[name] = s
	}
	return s
}

// Run evaluates all forms of a text.
func (m *Machine) Run(source string) (fault *Fault) {
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(*Fault)
			if !ok {
				panic(r)
			}
			fault = f
		}
	}()
	r := &reader{m: m, text: source, line: 1}
	for r.skip() {
		top := &Lambda{line: r.line}
		top.body = m.compile(r.read(), nil, top.line, true)
		m.enter(top, nil, top.line)
	}
	return nil
}

// A scope is the variables of a frame, while its expressions are compiled.
type scope struct {
	names []*Symbol
	up    *scope
}

// find returns where a variable is; depth is -1 if it is global.
func (s *scope) find(name *Symbol) (depth, index int) {
	for ; s != nil; s = s.up {
		for i := len(s.names) - 1; i >= 0; i-- {
			if s.names[i] == name {
				return depth, i
			}
		}
		depth++
	}
	return -1, 0
}

// A syntax compiles the form x, whose first element has been looked at.
type syntax func(c *compiler, x *Pair) Node

// A compiler makes the node of one form.
type compiler struct {
	m    *Machine
	s    *scope
	line int
	tail bool
}

// compile makes the node of v. tail tells whether its value is that of the procedure.
func (m *Machine) compile(v Value, s *scope, line int, tail bool) Node {
	switch x := v.(type) {
	case *Symbol:
		return variable(x, s, line)
	case *Pair:
		if x.line > 0 {
			line = x.line
		}
		c := &compiler{m, s, line, tail}
		if name, ok := x.car.(*Symbol); ok && name.macro != nil {
			if depth, _ := s.find(name); depth < 0 {
				return name.macro(c, x)
			}
		}
		return c.call(x)
	case *Constant:
		if x == empty {
			fail(line, "() is no expression: '() is the empty list")
		}
	}
	return &constantNode{v}
}

func variable(name *Symbol, s *scope, line int) Node {
	if name.macro != nil {
		if depth, _ := s.find(name); depth < 0 {
			fail(line, name.name+" is no variable")
		}
	}
	depth, index := s.find(name)
	local := localNode{index, name, line}
	switch depth {
	case -1:
		return &globalNode{name, line}
	case 0:
		return &local
	case 1:
		return &outerNode{local}
	}
	return &farNode{local, depth}
}

// value compiles v where its value goes on to something else.
func (c *compiler) value(v Value) Node { return c.m.compile(v, c.s, c.line, false) }

// last compiles v where its value is that of the form.
func (c *compiler) last(v Value) Node { return c.m.compile(v, c.s, c.line, c.tail) }

// fail reports a form that is wrong.
func (c *compiler) fail(what string) { fail(c.line, what) }

// parts returns the elements of a form, of which there are at least min, and at most max unless that is negative.
func (c *compiler) parts(x *Pair, min, max int) []Value {
	values, ok := items(x)
	if !ok || len(values) < min || max >= 0 && len(values) > max {
		c.fail("this is no " + text(x.car) + " form: " + text(x))
	}
	return values
}

func (c *compiler) symbol(v Value) *Symbol {
	s, ok := v.(*Symbol)
	if !ok {
		c.fail(text(v) + " stands where a name belongs")
	}
	return s
}

// call compiles a call.
func (c *compiler) call(x *Pair) Node {
	values, ok := items(x)
	if !ok {
		c.fail("a call has no . in it")
	}
	n := callNode{callee: c.value(values[0]), line: c.line, tail: c.tail}
	for _, v := range values[1:] {
		n.args = append(n.args, c.value(v))
	}
	if g, ok := n.callee.(*globalNode); ok {
		for i := range primitives {
			p := &primitives[i]
			if g.name.value != Value(&p.Primitive) {
				continue
			}
			switch {
			case p.one != nil && len(n.args) == 1:
				return &call1Node{n, g.name, &p.Primitive, p.one}
			case p.two != nil && len(n.args) == 2:
				return &call2Node{n, g.name, &p.Primitive, p.two}
			}
		}
	}
	return &n
}

// body compiles the expressions of a procedure or let whose variables are names. Definitions in front of them are more
// variables of the same frame, size in all.
func (c *compiler) body(names []*Symbol, up *scope, forms []Value, tail bool) (n Node, size int) {
	if len(forms) == 0 {
		c.fail("there is no expression in this body")
	}
	s := &scope{names, up}
	for _, v := range forms {
		if x, ok := v.(*Pair); ok && x.car == Value(c.m.intern("define")) {
			values := c.parts(x, 2, -1)
			target := values[1]
			if p, ok := target.(*Pair); ok {
				target = p.car
			}
			s.names = append(s.names, c.symbol(target))
		}
	}
	inner := &compiler{c.m, s, c.line, tail}
	n = inner.sequence(forms)
	return n, len(s.names)
}

// sequence compiles expressions of which the last has the value.
func (c *compiler) sequence(forms []Value) Node {
	if len(forms) == 0 {
		return &constantNode{nothing}
	}
	n := &seqNode{last: c.last(forms[len(forms)-1])}
	for _, v := range forms[:len(forms)-1] {
		n.before = append(n.before, c.value(v))
	}
	if len(n.before) == 0 {
		return n.last
	}
	return n
}
