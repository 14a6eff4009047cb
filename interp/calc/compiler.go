package main

import "strconv"

// compiler turns tokens into code in one pass: a recursive-descent parser that emits as it reads.
type compiler struct {
	tokens    []token
	at        int
	program   *Program
	fn        *Function
	locals    map[string]int // nil outside of functions
	globals   map[string]int
	functions map[string]int
	fault     *Fault // the first one; everything after it is ignored
}

// Compile returns the code of a source text.
func Compile(src string) (*Program, *Fault) {
	tokens, fault := lex(src)
	if fault != nil {
		return nil, fault
	}
	c := &compiler{tokens: tokens, program: &Program{}, globals: map[string]int{}, functions: map[string]int{}}
	c.fn = &Function{name: "main"}
	c.program.functions = append(c.program.functions, c.fn)
	// Functions can be called before they are defined: note their names first.
	for i := 0; i+1 < len(tokens); i++ {
		if tokens[i].kind == "fn" && tokens[i+1].kind == tokName {
			c.functions[tokens[i+1].text] = len(c.program.functions)
			c.program.functions = append(c.program.functions, &Function{name: tokens[i+1].text, params: -1})
		}
	}
	c.countParams()
	for c.fault == nil && c.peek().kind != tokEnd {
		c.statement()
	}
	c.emit(OpConst, c.constant(&Int{0}))
	c.emit(OpReturn, 0)
	if c.fault != nil {
		return nil, c.fault
	}
	c.program.globals = len(c.globals)
	return c.program, nil
}

// countParams finds the number of parameters of each function, so that calls can be checked where they are compiled.
func (c *compiler) countParams() {
	t := c.tokens
	for i := 0; i+2 < len(t); i++ {
		if t[i].kind != "fn" || t[i+1].kind != tokName {
			continue
		}
		n := 0
		for j := i + 3; j < len(t) && t[j].kind != ")" && t[j].kind != tokEnd; j++ {
			if t[j].kind == tokName {
				n++
			}
		}
		c.program.functions[c.functions[t[i+1].text]].params = n
	}
}

func (c *compiler) peek() token { return c.tokens[c.at] }

func (c *compiler) next() token {
	t := c.tokens[c.at]
	if c.at < len(c.tokens)-1 {
		c.at++
	}
	return t
}

func (c *compiler) accept(kind string) bool {
	if c.peek().kind != kind {
		return false
	}
	c.next()
	return true
}

func (c *compiler) expect(kind string) token {
	t := c.peek()
	if t.kind != kind {
		c.fail("expected " + kind + ", found " + t.kind)
	}
	return c.next()
}

func (c *compiler) fail(text string) {
	if c.fault == nil {
		c.fault = &Fault{c.peek().line, text}
	}
	c.at = len(c.tokens) - 1
}

// emit appends an instruction; its line is that of the token read last.
func (c *compiler) emit(op Op, a int) int {
	line := c.tokens[max(c.at-1, 0)].line
	c.fn.code = append(c.fn.code, Instr{op, int32(a), int32(line)})
	return len(c.fn.code) - 1
}

// here makes the jump at position i continue at the next instruction.
func (c *compiler) here(i int) { c.fn.code[i].a = int32(len(c.fn.code)) }

func (c *compiler) constant(v Value) int {
	c.program.constants = append(c.program.constants, v)
	return len(c.program.constants) - 1
}

func (c *compiler) block() {
	c.expect("{")
	for c.fault == nil && c.peek().kind != "}" {
		if c.peek().kind == tokEnd {
			c.fail("expected }, found end of file")
			return
		}
		c.statement()
	}
	c.expect("}")
}

func (c *compiler) statement() {
	switch t := c.next(); t.kind {
	case "let":
		name := c.expect(tokName)
		c.expect("=")
		c.expression()
		c.store(name.text, true)
	case "fn":
		c.function()
	case "if":
		c.ifStatement()
	case "while":
		start := len(c.fn.code)
		c.expression()
		exit := c.emit(OpJumpIfFalse, 0)
		c.block()
		c.emit(OpJump, start)
		c.here(exit)
	case "return":
		c.expression()
		c.emit(OpReturn, 0)
	case "print":
		c.expression()
		c.emit(OpPrint, 0)
	case tokName:
		if c.accept("=") {
			c.expression()
			c.store(t.text, false)
			return
		}
		c.at--
		c.expression()
		c.emit(OpPop, 0)
	default:
		c.at--
		c.fail("expected a statement, found " + t.kind)
	}
}

func (c *compiler) ifStatement() {
	c.expression()
	skip := c.emit(OpJumpIfFalse, 0)
	c.block()
	if !c.accept("else") {
		c.here(skip)
		return
	}
	end := c.emit(OpJump, 0)
	c.here(skip)
	if c.accept("if") {
		c.ifStatement()
	} else {
		c.block()
	}
	c.here(end)
}

func (c *compiler) function() {
	if c.locals != nil {
		c.fail("a function cannot be inside another one")
		return
	}
	name := c.expect(tokName)
	outer := c.fn
	c.fn = c.program.functions[c.functions[name.text]]
	c.fn.params = 0
	c.locals = map[string]int{}
	c.expect("(")
	for c.fault == nil && c.peek().kind != ")" {
		if c.fn.params > 0 {
			c.expect(",")
		}
		c.locals[c.expect(tokName).text] = c.fn.params
		c.fn.params++
	}
	c.expect(")")
	c.fn.locals = c.fn.params
	c.block()
	c.emit(OpConst, c.constant(&Int{0}))
	c.emit(OpReturn, 0)
	c.fn, c.locals = outer, nil
}

// store emits the assignment of the top of the stack to a variable; define makes the variable if need be.
func (c *compiler) store(name string, define bool) {
	if c.locals != nil {
		if i, ok := c.locals[name]; ok {
			c.emit(OpSetLocal, i)
			return
		}
		if define {
			c.locals[name] = c.fn.locals
			c.emit(OpSetLocal, c.fn.locals)
			c.fn.locals++
			return
		}
	}
	i, ok := c.globals[name]
	if !ok && !define {
		c.fail("variable " + name + " does not exist: define it with let")
		return
	}
	if !ok {
		i = len(c.globals)
		c.globals[name] = i
	}
	c.emit(OpSetGlobal, i)
}

// The binary operators by precedence, loosest first.
var levels = [][]string{{"or"}, {"and"}, {"==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/", "%"}}

func (c *compiler) expression() { c.binary(0) }

func (c *compiler) binary(level int) {
	if level == len(levels) {
		c.unary()
		return
	}
	c.binary(level + 1)
	for c.fault == nil {
		op := c.peek().kind
		found := false
		for _, o := range levels[level] {
			found = found || o == op
		}
		if !found {
			return
		}
		c.next()
		c.operator(op, level)
	}
}

func (c *compiler) operator(op string, level int) {
	switch op {
	case "and", "or":
		// The left value decides: if it is the result, the right side is skipped.
		if op == "or" {
			c.emit(OpNot, 0)
		}
		skip := c.emit(OpJumpIfFalse, 0)
		c.binary(level + 1)
		end := c.emit(OpJump, 0)
		c.here(skip)
		c.emit(OpConst, c.constant(truth(op == "or")))
		c.here(end)
		return
	}
	c.binary(level + 1)
	switch op {
	case "+":
		c.emit(OpAdd, 0)
	case "-":
		c.emit(OpSub, 0)
	case "*":
		c.emit(OpMul, 0)
	case "/":
		c.emit(OpDiv, 0)
	case "%":
		c.emit(OpMod, 0)
	case "==":
		c.emit(OpEqual, 0)
	case "!=":
		c.emit(OpEqual, 0)
		c.emit(OpNot, 0)
	case "<":
		c.emit(OpLess, 0)
	case "<=":
		c.emit(OpLessEqual, 0)
	case ">":
		c.emit(OpLessEqual, 0)
		c.emit(OpNot, 0)
	case ">=":
		c.emit(OpLess, 0)
		c.emit(OpNot, 0)
	}
}

func (c *compiler) unary() {
	switch {
	case c.accept("-"):
		c.unary()
		c.emit(OpNegate, 0)
	case c.accept("not"):
		c.unary()
		c.emit(OpNot, 0)
	default:
		c.primary()
	}
}

func (c *compiler) primary() {
	switch t := c.next(); t.kind {
	case tokNumber:
		n, err := strconv.ParseInt(t.text, 10, 64)
		if err != nil {
			c.fail("number " + t.text + " is too large")
			return
		}
		c.emit(OpConst, c.constant(&Int{n}))
	case tokText:
		c.emit(OpConst, c.constant(&Str{t.text}))
	case "true", "false":
		c.emit(OpConst, c.constant(truth(t.kind == "true")))
	case "(":
		c.expression()
		c.expect(")")
	case tokName:
		if c.accept("(") {
			c.call(t)
			return
		}
		if i, ok := c.locals[t.text]; ok {
			c.emit(OpLocal, i)
		} else if i, ok := c.globals[t.text]; ok {
			c.emit(OpGlobal, i)
		} else {
			c.at--
			c.fail("variable " + t.text + " does not exist")
		}
	default:
		c.at--
		c.fail("expected a value, found " + t.kind)
	}
}

func (c *compiler) call(name token) {
	n := 0
	for c.fault == nil && c.peek().kind != ")" {
		if n > 0 {
			c.expect(",")
		}
		c.expression()
		n++
	}
	c.expect(")")
	if c.fault != nil {
		return
	}
	i, ok := c.functions[name.text]
	if !ok {
		c.fail("function " + name.text + " does not exist")
		return
	}
	if want := c.program.functions[i].params; want != n {
		c.fail(name.text + " takes " + strconv.Itoa(want) + " arguments, not " + strconv.Itoa(n))
		return
	}
	c.emit(OpCall, i)
}
