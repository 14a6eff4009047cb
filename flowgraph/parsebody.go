package flowgraph

// This file parses the bodies of graphs: blocks, operations, exits, operands.

import (
	"fmt"
	"go/types"
	"math"
	"strconv"
	"strings"

	"rgo/rtyper/lltype"
)

// bodies parses the lines between graph headers.
func (p *textParser) bodies() {
	for i := 0; i < len(p.lines); {
		head := p.lines[i]
		i++
		from := i
		for i < len(p.lines) && p.lines[i].word == "" {
			i++
		}
		body := p.lines[from:i]
		if head.word != "graph" {
			for _, l := range body {
				p.line(l, func(s *scanner) { s.fail("unexpected %q", clip(l.rest)) })
			}
			continue
		}
		p.line(head, func(s *scanner) {
			if g := p.graphs[s.name()]; g != nil && g.Start != nil && !g.Built() {
				p.body(g, body)
			}
		})
	}
}

// A bodyParser holds the names of one graph.
type bodyParser struct {
	p       *textParser
	g       *Graph
	vars    map[string]*Var
	blocks  map[string]*Block
	current *Block
	cases   bool // in a switch
}

func (p *textParser) body(g *Graph, lines []textLine) {
	b := &bodyParser{p: p, g: g, vars: map[string]*Var{}, blocks: map[string]*Block{}}
	params := g.Start.Args
	for _, v := range params {
		b.define(v)
	}
	g.Start = nil
	for _, l := range lines {
		if isLabel(l.rest) {
			p.line(l, func(s *scanner) { b.label(s, params) })
		}
	}
	if g.Start == nil {
		p.errs = append(p.errs, fmt.Errorf("%s: graph %s has no blocks", p.file, g.Name))
		return
	}
	g.Return = g.NewBlock()
	for _, t := range g.Results {
		g.Return.Args = append(g.Return.Args, &Var{Typ: t})
	}
	b.blocks["ret"] = g.Return
	g.Blocks = append(g.Blocks, g.Return)
	for _, l := range lines {
		p.line(l, func(s *scanner) {
			if isLabel(l.rest) {
				b.current, b.cases = b.blocks[s.word()], false
				return
			}
			if b.current == nil {
				s.fail("unexpected %q", clip(l.rest))
			}
			b.statement(s)
		})
	}
	for _, v := range g.Return.Args {
		g.NextVar++
		v.ID = g.NextVar
	}
}

// isLabel reports whether a line starts a block: "b12(...):".
func isLabel(line string) bool {
	if !strings.HasPrefix(line, "b") || !strings.HasSuffix(line, "):") {
		return false
	}
	i := strings.IndexByte(line, '(')
	if i < 0 {
		return false
	}
	_, err := strconv.Atoi(line[1:i])
	return err == nil
}

func (b *bodyParser) define(v *Var) {
	b.vars[v.String()] = v
	b.g.NextVar = max(b.g.NextVar, v.ID)
}

func (b *bodyParser) label(s *scanner, params []*Var) {
	name := s.word()
	if b.blocks[name] != nil {
		s.fail("block %s defined twice", name)
	}
	id, _ := strconv.Atoi(name[1:])
	block := &Block{ID: id}
	b.g.NextBlock = max(b.g.NextBlock, id)
	b.blocks[name] = block
	b.g.Blocks = append(b.g.Blocks, block)
	first := b.g.Start == nil
	if first {
		b.g.Start = block
	}
	s.want("(")
	for !s.accept(")") {
		v := s.newVar()
		if first {
			if known := b.vars[v.String()]; known != nil {
				v = known
			} else {
				s.fail("%s is no parameter", v)
			}
		} else {
			s.want(":")
			v.Typ = s.typ()
			b.define(v)
		}
		block.Args = append(block.Args, v)
		s.accept(",")
	}
	if first && len(block.Args) != len(params) {
		s.fail("start block has %d arguments, the graph %d parameters", len(block.Args), len(params))
	}
}

// newVar reads the name of a variable that is being defined.
func (s *scanner) newVar() *Var {
	r := s.rest()
	n := scanVar(r)
	name, id, ok := splitVar(r[:n])
	if !ok {
		s.fail("expected a variable, found %q", clip(r))
	}
	s.i += n
	return &Var{ID: id, Name: name}
}

// statement parses an operation or an exit.
func (b *bodyParser) statement(s *scanner) {
	start := s.i
	w := s.peekWord()
	s.i += len(w)
	if ended := b.cases || len(b.current.Exits) > 0; ended && !(b.cases && (w == "case" || w == "default")) {
		s.fail("%q after the end of the block", w)
	}
	switch {
	case b.cases && (w == "case" || w == "default"):
		l := &Link{}
		if w == "case" {
			c, ok := b.operand(s, b.current.Switch.Type()).(*Const)
			if !ok {
				s.fail("a case is a constant")
			}
			l.Case = c
		}
		s.want("->")
		b.link(s, l)
		s.end()
		return
	case w == "jump" && !strings.HasPrefix(s.text[s.i:], "_"):
		b.link(s, &Link{})
		b.current.Pos = s.pos(b.g.Pos.File)
		s.end()
		return
	case w == "if":
		b.current.Switch = b.operand(s, nil)
		low := b.p.prog.Stage.Low()
		s.want("->")
		b.link(s, &Link{Case: &Const{BoolType(low), true}})
		s.keyword("else")
		b.link(s, &Link{Case: &Const{BoolType(low), false}})
		b.current.Pos = s.pos(b.g.Pos.File)
		s.end()
		return
	case w == "switch":
		b.current.Switch = b.operand(s, nil)
		b.cases = true
		b.current.Pos = s.pos(b.g.Pos.File)
		s.end()
		return
	}
	s.i = start
	b.op(s)
}

func (b *bodyParser) link(s *scanner, l *Link) {
	name := s.word()
	l.Target = b.blocks[name]
	if l.Target == nil {
		s.fail("no block %s", name)
	}
	s.want("(")
	for !s.accept(")") {
		var want Type
		if n := len(l.Args); n < len(l.Target.Args) {
			want = l.Target.Args[n].Typ
		}
		l.Args = append(l.Args, b.operand(s, want))
		if !s.accept(",") && !strings.HasPrefix(s.rest(), ")") {
			s.fail("expected \")\", found %q", clip(s.rest()))
		}
	}
	if s.acceptWord("weight") {
		l.Weight = uint32(s.int())
	}
	b.current.Exits = append(b.current.Exits, l)
}

func (b *bodyParser) op(s *scanner) {
	o := &Op{}
	// Results, if the line has any, end with "=".
	start := s.i
	for {
		r := s.rest()
		n := scanVar(r)
		if _, _, ok := splitVar(r[:n]); !ok {
			break
		}
		v := s.newVar()
		if s.accept(":") {
			v.Typ = s.typ()
		}
		o.Results = append(o.Results, v)
		if !s.accept(",") {
			break
		}
	}
	if len(o.Results) > 0 && !s.accept("=") {
		s.i, o.Results = start, nil
	}
	word := s.word()
	o.Kind = FindOp(word)
	if o.Kind == OpInvalid {
		s.fail("unknown operation %q", word)
	}
	b.aux(s, o)
	if s.accept("(") {
		b.operands(s, o)
	}
	for i, name := range intoNames {
		if name != "" && s.acceptWord(name) {
			o.Into = Into(i)
		}
	}
	for i, r := range o.Results {
		if r.Typ == nil {
			if r.Typ = impliedResult(o, i); r.Typ == nil {
				s.fail("type of %s is missing", r)
			}
		}
		if old := b.vars[r.String()]; old != nil {
			s.fail("%s defined twice", r)
		}
		b.define(r)
	}
	o.Pos = s.pos(b.g.Pos.File)
	s.end()
	b.current.Ops = append(b.current.Ops, o)
}

// operands reads operands up to the closing parenthesis. Constants whose type depends on a variable to their right are
// completed at the end.
func (b *bodyParser) operands(s *scanner, o *Op) {
	var open []*Const
	for !s.accept(")") {
		v := b.tryOperand(s)
		if c, ok := v.(*Const); ok && c.Typ == nil {
			open = append(open, c)
		}
		o.Args = append(o.Args, v)
		if !s.accept(",") && !strings.HasPrefix(s.rest(), ")") {
			s.fail("expected \")\", found %q", clip(s.rest()))
		}
	}
	for i, a := range o.Args {
		for _, c := range open {
			if a == Value(c) {
				b.complete(s, c, impliedOperand(o, i))
			}
		}
	}
}

// operand reads an operand that has type want if it is a constant without one.
func (b *bodyParser) operand(s *scanner, want Type) Value {
	v := b.tryOperand(s)
	if c, ok := v.(*Const); ok && c.Typ == nil {
		b.complete(s, c, want)
	}
	return v
}

// complete gives a constant its type, and its value the form that goes with it.
func (b *bodyParser) complete(s *scanner, c *Const, want Type) {
	if want == nil {
		var near Type
		if b.p.prog.Stage.Low() {
			near = lltype.Ref
		}
		if want = impliedConst(c, near); want == nil {
			s.fail("constant needs a type")
		}
	}
	c.Typ = want
	s.fit(c)
}

// fit turns the value of c, as it was read without its type, into the form for its type.
func (s *scanner) fit(c *Const) {
	switch v := c.Val.(type) {
	case int64:
		switch kindOf(c.Typ) {
		case kindUint:
			if v < 0 {
				s.fail("%d is negative", v)
			}
			c.Val = uint64(v)
		case kindInt:
		default:
			s.fail("%d is no %s", v, c.Typ)
		}
	case uint64: // above the range of int64
		if kindOf(c.Typ) != kindUint {
			s.fail("%d does not fit %s", v, c.Typ)
		}
	case zeroLiteral:
		c.Val = nil
	}
}

// zeroLiteral is the value of "nil" and "zero" until the type is known.
type zeroLiteral struct{}

// tryOperand reads a variable, or a constant whose type is nil if it is not written.
func (b *bodyParser) tryOperand(s *scanner) Value {
	r := s.rest()
	n := scanVar(r)
	if _, _, ok := splitVar(r[:n]); ok && n > 0 && !isDigit(r[0]) {
		s.i += n
		v := b.vars[r[:n]]
		if v == nil {
			s.fail("undefined variable %s", r[:n])
		}
		return v
	}
	c := &Const{Val: s.literal()}
	if s.accept(":") {
		c.Typ = s.typ()
		s.fit(c)
	} else if _, ok := c.Val.(zeroLiteral); ok {
		c.Val = nil
	}
	return c
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// literal reads the value of a constant or leaf.
func (s *scanner) literal() any {
	r := s.rest()
	if r == "" {
		s.fail("expected a value")
	}
	switch {
	case r[0] == '"':
		return s.quoted()
	case s.accept("&"):
		return s.p.graph(s)
	case s.accept("@"):
		return s.pointer()
	case r[0] == '$':
		return s.staticRef()
	case isDigit(r[0]) || r[0] == '-':
		return s.number()
	}
	switch w := s.word(); w {
	case "true":
		return true
	case "false":
		return false
	case "nil", "zero":
		return zeroLiteral{}
	case "undef":
		return Undef{}
	case "NaN", "Inf":
		s.i -= len(w)
		return s.number()
	case "complex":
		s.want("(")
		re, ok1 := s.number().(float64)
		s.want(",")
		im, ok2 := s.number().(float64)
		s.want(")")
		if !ok1 || !ok2 {
			s.fail("parts of a complex number are floats")
		}
		return complex(re, im)
	default:
		s.fail("expected a value, found %q", w)
	}
	return nil
}

// number reads an integer or a float. Floats have a point, an exponent, or are Inf or NaN.
func (s *scanner) number() any {
	if s.acceptWord("NaN") {
		if s.accept("+") {
			text := s.numberText()
			s.i += len(text)
			bits, err := strconv.ParseUint(text, 10, 64)
			if err != nil {
				s.fail("bad NaN %q", text)
			}
			return math.Float64frombits(bits)
		}
		return math.NaN()
	}
	if s.accept("-Inf") {
		return math.Inf(-1)
	}
	if s.acceptWord("Inf") {
		return math.Inf(1)
	}
	r := s.rest()
	n := 0
	for n < len(r) && (isDigit(r[n]) || r[n] == '.' || r[n] == 'e' || (r[n] == '-' || r[n] == '+') && (n == 0 || r[n-1] == 'e')) {
		n++
	}
	text := r[:n]
	s.i += n
	if strings.ContainsAny(text, ".e") {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			s.fail("bad number %q", text)
		}
		return f
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i
	}
	u, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		s.fail("bad number %q", clip(r))
	}
	return u
}

func (s *scanner) offset() int64 {
	if s.accept("+") {
		return s.int()
	}
	return 0
}

// pointer reads the name of an object and a leaf number.
func (s *scanner) pointer() Pointer {
	name := s.name()
	o := s.p.objects[name]
	if o == nil {
		s.fail("no object %s", name)
	}
	return Pointer{o, int(s.offset())}
}

// staticRef reads "$name+offset".
func (s *scanner) staticRef() StaticRef {
	s.want("$")
	name := s.name()
	st := s.p.statics[name]
	if st == nil {
		s.fail("no static %s", name)
	}
	return StaticRef{st, s.offset()}
}

// aux reads what stands between an operation's name and its operands.
func (b *bodyParser) aux(s *scanner, o *Op) {
	kind := o.Kind.Info().Aux
	switch kind {
	case NoAux:
		return
	case AuxGraph:
		if o.Kind == OpCall || o.Kind == OpTry {
			o.Aux = b.p.graph(s)
			return
		}
	case AuxName:
		o.Aux = s.name()
		return
	case AuxOptName:
		if s.accept("[") {
			o.Aux = s.quoted()
			s.want("]")
		}
		return
	}
	s.want("[")
	switch kind {
	case AuxType:
		o.Aux = s.goType()
	case AuxGraph:
		o.Aux = b.p.graph(s)
	case AuxInt:
		o.Aux = s.int()
	case AuxMethod:
		m := &Method{}
		if strings.HasPrefix(s.rest(), `"`) {
			m.Pkg = b.p.pkg(s.quoted())
			s.want(".")
		}
		m.Name = s.word()
		m.Deferred = s.acceptWord("deferred")
		o.Aux = m
	case AuxSig:
		sig := &Signature{}
		s.want("(")
		sig.Params = s.paramList(")", false, nil)
		sig.Results = s.results(s.typ)
		o.Aux = sig
	case AuxLayout:
		name := s.name()
		l := b.p.layouts[name]
		if l == nil {
			s.fail("no layout %s", name)
		}
		o.Aux = l
	}
	s.want("]")
}

// leaves reads the content of an object whose leaves have types ts.
func (s *scanner) leaves(ts []types.Type) []any {
	list := []any{}
	s.want("{")
	for !s.accept("}") {
		if len(list) > 0 {
			s.want(",")
		}
		if s.accept("_") {
			n := int64(1)
			if s.accept("*") {
				n = s.int()
			}
			if n < 0 || n > int64(len(ts)-len(list)) {
				s.fail("more leaves than the type has")
			}
			list = append(list, make([]any, n)...)
			continue
		}
		if len(list) == len(ts) {
			s.fail("more leaves than the type has")
		}
		list = append(list, s.leaf(ts[len(list)]))
	}
	if len(list) != len(ts) {
		s.fail("%d leaves, the type has %d", len(list), len(ts))
	}
	return list
}

func (s *scanner) leaf(t types.Type) any {
	switch {
	case s.accept("slice("):
		var v SliceValue
		if s.accept("@") {
			v.Data = s.pointer()
		} else {
			s.keyword("nil")
		}
		s.want(",")
		v.Len = s.int()
		s.want(",")
		v.Cap = s.int()
		s.want(")")
		return v
	case s.accept("func(&"):
		v := FuncValue{Graph: s.p.graph(s)}
		if s.accept(",") {
			var ts []types.Type
			for _, c := range v.Graph.Captures {
				ts = append(ts, LeafTypes(c.(types.Type))...)
			}
			v.Bound = s.leaves(ts)
		}
		s.want(")")
		return v
	case s.accept("iface("):
		v := IfaceValue{Type: s.goType()}
		s.want(",")
		v.Leaves = s.leaves(LeafTypes(v.Type))
		s.want(")")
		return v
	}
	c := &Const{Typ: t, Val: s.literal()}
	s.fit(c)
	return c.Val
}
