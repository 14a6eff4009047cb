package main

// This file compiles the forms that are not calls.

// forms are all of them by name.
var forms = []struct {
	name    string
	compile syntax
}{
	{"quote", func(c *compiler, x *Pair) Node { return &constantNode{c.parts(x, 2, 2)[1]} }},
	{"quasiquote", func(c *compiler, x *Pair) Node { return c.quasi(c.parts(x, 2, 2)[1], 1) }},
	{"unquote", misplaced},
	{"unquote-splicing", misplaced},
	{"else", misplaced},
	{"=>", misplaced},
	{"if", (*compiler).conditional},
	{"define", (*compiler).define},
	{"set!", (*compiler).assign},
	{"lambda", func(c *compiler, x *Pair) Node {
		values := c.parts(x, 3, -1)
		return c.lambda("", values[1], values[2:])
	}},
	{"begin", func(c *compiler, x *Pair) Node { return c.sequence(c.parts(x, 1, -1)[1:]) }},
	{"let", (*compiler).let},
	{"let*", (*compiler).letInTurn},
	{"letrec", (*compiler).letrec},
	{"letrec*", (*compiler).letrec},
	{"do", (*compiler).do},
	{"and", func(c *compiler, x *Pair) Node { return c.and(c.parts(x, 1, -1)[1:]) }},
	{"or", func(c *compiler, x *Pair) Node { return c.or(c.parts(x, 1, -1)[1:]) }},
	{"when", func(c *compiler, x *Pair) Node {
		values := c.parts(x, 3, -1)
		return &ifNode{c.value(values[1]), c.sequence(values[2:]), &constantNode{nothing}}
	}},
	{"unless", func(c *compiler, x *Pair) Node {
		values := c.parts(x, 3, -1)
		return &ifNode{c.value(values[1]), &constantNode{nothing}, c.sequence(values[2:])}
	}},
	{"cond", func(c *compiler, x *Pair) Node { return c.cond(c.parts(x, 2, -1)[1:]) }},
	{"case", (*compiler).choice},
}

func misplaced(c *compiler, x *Pair) Node {
	c.fail(text(x.car) + " stands where it means nothing")
	return nil
}

func (c *compiler) conditional(x *Pair) Node {
	values := c.parts(x, 3, 4)
	n := &ifNode{c.value(values[1]), c.last(values[2]), &constantNode{nothing}}
	if len(values) == 4 {
		n.otherwise = c.last(values[3])
	}
	return n
}

func (c *compiler) define(x *Pair) Node {
	values := c.parts(x, 2, -1)
	var value Node
	target := values[1]
	if p, ok := target.(*Pair); ok {
		name := c.symbol(p.car)
		value = c.lambda(name.name, p.cdr, values[2:])
		target = name
	} else if values = c.parts(x, 3, 3); true {
		value = c.value(values[2])
	}
	return c.store(c.symbol(target), value, true)
}

func (c *compiler) assign(x *Pair) Node {
	values := c.parts(x, 3, 3)
	return c.store(c.symbol(values[1]), c.value(values[2]), false)
}

// store makes the node that sets a variable. A definition is of one of the innermost scope.
func (c *compiler) store(name *Symbol, value Node, define bool) Node {
	depth, index := c.s.find(name)
	if define && depth != 0 && c.s != nil {
		c.fail(name.name + " is defined where no definition can be: put it into the body itself")
	}
	if depth < 0 {
		if name.macro != nil {
			c.fail(name.name + " is no variable")
		}
		return &setGlobalNode{globalNode{name, c.line}, value, define}
	}
	return &setLocalNode{farNode{localNode{index, name, c.line}, depth}, value, define}
}

// lambda compiles a procedure. params is a list of names, perhaps with one behind a dot, or one name for all.
func (c *compiler) lambda(name string, params Value, forms []Value) Node {
	n := &Lambda{name: name, line: c.line}
	var names []*Symbol
	for {
		p, ok := params.(*Pair)
		if !ok {
			break
		}
		names = append(names, c.symbol(p.car))
		params = p.cdr
	}
	n.params = len(names)
	if params != Value(empty) {
		n.rest = true
		names = append(names, c.symbol(params))
	}
	n.body, n.size = c.body(names, c.s, forms, true)
	return n
}

// bindings returns the names and values of the list behind let.
func (c *compiler) bindings(v Value) (names []*Symbol, values []Value) {
	rows, ok := items(v)
	if !ok {
		c.fail(text(v) + " stands where bindings belong")
	}
	for _, row := range rows {
		parts, ok := items(row)
		if !ok || len(parts) != 2 {
			c.fail("a binding is a name and an expression, not " + text(row))
		}
		names = append(names, c.symbol(parts[0]))
		values = append(values, parts[1])
	}
	return names, values
}

func (c *compiler) let(x *Pair) Node {
	values := c.parts(x, 3, -1)
	if name, ok := values[1].(*Symbol); ok {
		if len(values) < 4 {
			c.fail("this is no let form: " + text(x))
		}
		return c.loop(name, values[2], values[3:])
	}
	names, inits := c.bindings(values[1])
	n := &letNode{}
	for _, v := range inits {
		n.inits = append(n.inits, c.value(v))
	}
	n.body, n.size = c.body(names, c.s, values[2:], c.tail)
	return n
}

// loop is let with a name: a procedure in a frame of its own, which is called at once.
func (c *compiler) loop(name *Symbol, bindings Value, forms []Value) Node {
	names, inits := c.bindings(bindings)
	hidden := &compiler{c.m, &scope{[]*Symbol{{}}, c.s}, c.line, false} // what the first values do not see
	call := &callNode{callee: &localNode{0, name, c.line}, line: c.line, tail: c.tail}
	for _, v := range inits {
		call.args = append(call.args, hidden.value(v))
	}
	inner := &compiler{c.m, &scope{[]*Symbol{name}, c.s}, c.line, false}
	lambda := &Lambda{name: name.name, line: c.line, params: len(names)}
	lambda.body, lambda.size = inner.body(names, inner.s, forms, true)
	return &letNode{size: 1, body: &seqNode{[]Node{inner.store(name, lambda, true)}, call}}
}

func (c *compiler) letInTurn(x *Pair) Node {
	values := c.parts(x, 3, -1)
	names, inits := c.bindings(values[1])
	if len(names) == 0 {
		n := &letNode{}
		n.body, n.size = c.body(nil, c.s, values[2:], c.tail)
		return n
	}
	outer := &letNode{inits: []Node{c.value(inits[0])}, size: 1}
	last, s := outer, &scope{names[:1:1], c.s}
	for i := 1; i < len(names); i++ {
		in := &compiler{c.m, s, c.line, false}
		next := &letNode{inits: []Node{in.value(inits[i])}, size: 1}
		last.body = next
		last, s = next, &scope{names[i : i+1 : i+1], s}
	}
	in := &compiler{c.m, s.up, c.line, c.tail}
	last.body, last.size = in.body(s.names, s.up, values[2:], c.tail)
	return outer
}

func (c *compiler) letrec(x *Pair) Node {
	values := c.parts(x, 3, -1)
	names, inits := c.bindings(values[1])
	in := &compiler{c.m, &scope{names, c.s}, c.line, false}
	seq := &seqNode{}
	for i, v := range inits {
		seq.before = append(seq.before, in.store(names[i], in.value(v), true))
	}
	body := &letNode{}
	body.body, body.size = in.body(nil, in.s, values[2:], c.tail)
	seq.last = body
	return &letNode{size: len(names), body: seq}
}

func (c *compiler) and(values []Value) Node {
	switch len(values) {
	case 0:
		return &constantNode{yes}
	case 1:
		return c.last(values[0])
	}
	return &ifNode{c.value(values[0]), c.and(values[1:]), &constantNode{no}}
}

func (c *compiler) or(values []Value) Node {
	switch len(values) {
	case 0:
		return &constantNode{no}
	case 1:
		return c.last(values[0])
	}
	return &orNode{c.value(values[0]), c.or(values[1:])}
}

// clause returns the elements of a clause of cond or case.
func (c *compiler) clause(v Value) []Value {
	values, ok := items(v)
	if !ok || len(values) == 0 {
		c.fail(text(v) + " stands where a clause belongs")
	}
	return values
}

func (c *compiler) is(v Value, name string) bool { return v == Value(c.m.intern(name)) }

func (c *compiler) cond(clauses []Value) Node {
	if len(clauses) == 0 {
		return &constantNode{nothing}
	}
	values := c.clause(clauses[0])
	switch {
	case c.is(values[0], "else"):
		if len(clauses) > 1 {
			c.fail("there are clauses behind else")
		}
		return c.sequence(values[1:])
	case len(values) == 1:
		return &orNode{c.value(values[0]), c.cond(clauses[1:])}
	case len(values) == 3 && c.is(values[1], "=>"):
		return &arrowNode{c.value(values[0]), c.value(values[2]), c.cond(clauses[1:]), c.line, c.tail}
	}
	return &ifNode{c.value(values[0]), c.sequence(values[1:]), c.cond(clauses[1:])}
}

// An arrowNode is a clause of cond that gives its test's value to a procedure.
type arrowNode struct {
	test, receiver, rest Node
	line                 int
	tail                 bool
}

func (n *arrowNode) eval(m *Machine, f *Frame) Value {
	v := n.test.eval(m, f)
	if !isTrue(v) {
		return n.rest.eval(m, f)
	}
	callee := n.receiver.eval(m, f)
	if n.tail {
		return m.start(callee, []Value{v}, n.line)
	}
	return m.call(callee, []Value{v}, n.line)
}

// A caseNode chooses the clause that has its key among its data; the last one has none, and is for all others.
type caseNode struct {
	key     Node
	data    [][]Value
	clauses []Node
}

func (n *caseNode) eval(m *Machine, f *Frame) Value {
	key := n.key.eval(m, f)
	for i, data := range n.data {
		for _, v := range data {
			if same(v, key) {
				return n.clauses[i].eval(m, f)
			}
		}
	}
	return n.clauses[len(n.data)].eval(m, f)
}

func (c *compiler) choice(x *Pair) Node {
	values := c.parts(x, 3, -1)
	n := &caseNode{key: c.value(values[1])}
	var otherwise Node = &constantNode{nothing}
	for i, v := range values[2:] {
		parts := c.clause(v)
		if c.is(parts[0], "else") && i == len(values)-3 {
			otherwise = c.sequence(parts[1:])
			break
		}
		data, ok := items(parts[0])
		if !ok {
			c.fail("a clause of case begins with a list, not with " + text(parts[0]))
		}
		n.data = append(n.data, data)
		n.clauses = append(n.clauses, c.sequence(parts[1:]))
	}
	n.clauses = append(n.clauses, otherwise)
	return n
}

// A doNode is a loop. Each round has a frame of its own, so that procedures made in it keep its variables.
type doNode struct {
	inits  []Node
	steps  []Node // nil for a variable that stays
	test   Node
	result Node
	body   Node
}

func (n *doNode) eval(m *Machine, f *Frame) Value {
	round := &Frame{make([]Value, len(n.inits)), f}
	for i, x := range n.inits {
		round.slots[i] = x.eval(m, f)
	}
	for !isTrue(n.test.eval(m, round)) {
		n.body.eval(m, round)
		next := &Frame{make([]Value, len(n.inits)), f}
		for i, x := range n.steps {
			if x == nil {
				next.slots[i] = round.slots[i]
			} else {
				next.slots[i] = x.eval(m, round)
			}
		}
		round = next
	}
	return n.result.eval(m, round)
}

func (c *compiler) do(x *Pair) Node {
	values := c.parts(x, 3, -1)
	rows, ok := items(values[1])
	end := c.clause(values[2])
	n := &doNode{}
	in := &compiler{c.m, &scope{nil, c.s}, c.line, false}
	var steps []Value
	for _, row := range rows {
		parts, isList := items(row)
		if !isList || len(parts) < 2 || len(parts) > 3 {
			ok = false
			break
		}
		n.inits = append(n.inits, c.value(parts[1]))
		in.s.names = append(in.s.names, c.symbol(parts[0]))
		steps = append(steps, append(parts, nil)[2])
	}
	if !ok {
		c.fail("a variable of do is a name, an expression and perhaps another: " + text(values[1]))
	}
	for _, v := range steps {
		var step Node
		if v != nil {
			step = in.value(v)
		}
		n.steps = append(n.steps, step)
	}
	n.test = in.value(end[0])
	n.body = in.sequence(values[3:])
	in.tail = c.tail
	n.result = in.sequence(end[1:])
	return n
}
