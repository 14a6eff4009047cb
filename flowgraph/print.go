package flowgraph

// This file prints graphs. The text form is one for all stages:
//
//	graph main.gcd(a_1: int, b_2: int) int  // gcd.go:3:6
//	b1(a_1, b_2):
//	    c_3 = int_ne(b_2, 0)  // 4:8
//	    if c_3 -> b2(a_1, b_2) else ret(a_1)
//	b2(a_4: int, b_5: int):
//	    r_6 = int_mod(a_4, b_5)  // 5:10
//	    jump b1(b_5, r_6)
//
// The start block repeats the parameters of the header without their types. "ret" is the return block, which is not
// printed: its arguments have the result types of the header. Positions are comments, without the file name where it is
// that of the header. What is fixed at translation time stands in brackets after the operation's name, or after a space
// for calls. The type of a result or constant is left out where the rules in texttypes.go give it.

import (
	"bufio"
	"go/types"
	"io"
	"math"
	"strconv"
	"strings"

	"rgo/rtyper/lltype"
)

// A printer writes the text form. One printer names types consistently across graphs.
type printer struct {
	w     *bufio.Writer
	names *typeNames
	file  string // of the graph being printed
}

func newPrinter(w io.Writer) *printer {
	return &printer{w: bufio.NewWriter(w), names: newTypeNames()}
}

// String returns the text form of g.
func (g *Graph) String() string {
	var b strings.Builder
	PrintGraph(&b, g)
	return b.String()
}

// PrintGraph writes the text form of g to w.
func PrintGraph(w io.Writer, g *Graph) error {
	p := newPrinter(w)
	p.graph(g, nil)
	return p.w.Flush()
}

// OpString returns the text of one operation, without its position.
func OpString(o *Op) string {
	var b strings.Builder
	p := newPrinter(&b)
	p.op(o)
	p.w.Flush()
	return b.String()
}

func (p *printer) str(s ...string) {
	for _, s := range s {
		p.w.WriteString(s)
	}
}

// graph writes g. notes are lines to put under the header, a block's label, an operation or an exit, by the thing
// they are about: how the verifier shows faults in their place.
func (p *printer) graph(g *Graph, notes map[any][]string) {
	p.file = g.Pos.File
	if !g.Built() {
		p.header("declare ", g)
		p.note(notes, g)
		return
	}
	p.header("graph ", g)
	p.note(notes, g)
	for _, b := range g.Blocks {
		if b == g.Return && len(b.Ops) == 0 && len(b.Exits) == 0 {
			p.note(notes, b)
			continue
		}
		p.block(g, b, notes)
	}
}

func (p *printer) note(notes map[any][]string, about any) {
	for _, n := range notes[about] {
		p.str("    // FAULT: ", n, "\n")
	}
}

func (p *printer) header(word string, g *Graph) {
	p.str(word, quoteName(g.Name), "(")
	var params, captures []*Var
	if g.Built() && g.Start != nil && len(g.Start.Args) == len(g.Params)+len(g.Captures) {
		params, captures = g.Start.Args[:len(g.Params)], g.Start.Args[len(g.Params):]
	}
	p.paramList(params, g.Params)
	p.str(")")
	if len(g.Captures) > 0 {
		p.str(" captures (")
		p.paramList(captures, g.Captures)
		p.str(")")
	}
	p.results(g.Results)
	if g.Attr != 0 {
		p.str(" {", g.Attr.String(), "}")
	}
	if g.Deferred != nil {
		p.str(" deferred ", quoteName(g.Deferred.Name))
	}
	if g.Doc != "" {
		p.str(" doc ", strconv.Quote(g.Doc))
	}
	if g.Pos.Line != 0 {
		p.str("  // ", g.Pos.String())
	}
	p.str("\n")
}

// paramList writes variables with their types, or bare types where there are no variables.
func (p *printer) paramList(vars []*Var, ts []Type) {
	for i, t := range ts {
		if i > 0 {
			p.str(", ")
		}
		if vars != nil {
			p.str(vars[i].String(), ": ")
		}
		p.str(p.typ(t))
	}
}

// results writes result types after a parameter list.
func (p *printer) results(ts []Type) {
	switch len(ts) {
	case 0:
	case 1:
		p.str(" ", p.typ(ts[0]))
	default:
		p.str(" (")
		p.paramList(nil, ts)
		p.str(")")
	}
}

func (p *printer) typ(t Type) string { return p.names.str(t) }

func (p *printer) pos(pos Pos) {
	if pos.Line == 0 {
		return
	}
	p.str("  // ")
	if pos.File != p.file || p.file == "" {
		p.str(pos.File, ":")
	}
	p.str(strconv.Itoa(pos.Line), ":", strconv.Itoa(pos.Col))
}

func (p *printer) block(g *Graph, b *Block, notes map[any][]string) {
	p.str(blockName(g, b), "(")
	for i, v := range b.Args {
		if i > 0 {
			p.str(", ")
		}
		p.str(v.String())
		if b != g.Start {
			p.str(": ", p.typ(v.Typ))
		}
	}
	p.str("):\n")
	p.note(notes, b)
	for _, o := range b.Ops {
		p.str("    ")
		p.op(o)
		p.pos(o.Pos)
		p.str("\n")
		p.note(notes, o)
	}
	p.exits(g, b)
	for _, l := range b.Exits {
		p.note(notes, l)
	}
}

func (p *printer) exits(g *Graph, b *Block) {
	switch {
	case len(b.Exits) == 0 && b.Switch == nil:
		return
	case len(b.Exits) == 1 && b.Switch == nil:
		p.str("    jump ")
		p.link(g, b.Exits[0])
		p.pos(b.Pos)
	case isIf(b):
		p.str("    if ")
		p.value(b.Switch, nil)
		p.str(" -> ")
		p.link(g, b.Exits[0])
		p.str(" else ")
		p.link(g, b.Exits[1])
		p.pos(b.Pos)
	default:
		p.str("    switch ")
		if b.Switch != nil {
			p.value(b.Switch, nil)
		}
		p.pos(b.Pos)
		for _, l := range b.Exits {
			if l.Case == nil {
				p.str("\n        default -> ")
			} else {
				p.str("\n        case ")
				var want Type
				if b.Switch != nil {
					want = b.Switch.Type()
				}
				p.value(l.Case, want)
				p.str(" -> ")
			}
			p.link(g, l)
		}
	}
	p.str("\n")
}

// isIf reports whether b ends in a branch on a Bool with the exits in their usual order.
func isIf(b *Block) bool {
	return b.Switch != nil && len(b.Exits) == 2 && isBoolCase(b.Exits[0].Case, true) && isBoolCase(b.Exits[1].Case, false)
}

func isBoolCase(c *Const, want bool) bool {
	if c == nil {
		return false
	}
	v, ok := c.Val.(bool)
	return ok && v == want
}

func blockName(g *Graph, b *Block) string {
	switch b {
	case nil:
		return "nowhere"
	case g.Return:
		return "ret"
	}
	return "b" + strconv.Itoa(b.ID)
}

func (p *printer) link(g *Graph, l *Link) {
	p.str(blockName(g, l.Target), "(")
	for i, a := range l.Args {
		if i > 0 {
			p.str(", ")
		}
		var want Type
		if l.Target != nil && i < len(l.Target.Args) {
			want = l.Target.Args[i].Typ
		}
		p.value(a, want)
	}
	p.str(")")
	if l.Weight != 0 {
		p.str(" weight ", strconv.FormatUint(uint64(l.Weight), 10))
	}
}

func (p *printer) op(o *Op) {
	for i, r := range o.Results {
		if i > 0 {
			p.str(", ")
		}
		p.str(r.String())
		if t := impliedResult(o, i); t == nil || !SameType(t, r.Typ) {
			p.str(": ", p.typ(r.Typ))
		}
	}
	if len(o.Results) > 0 {
		p.str(" = ")
	}
	p.str(o.Kind.String())
	p.aux(o)
	if len(o.Args)+len(o.Results) == 0 && o.Aux == nil {
		return
	}
	p.str("(")
	for i, a := range o.Args {
		if i > 0 {
			p.str(", ")
		}
		p.value(a, impliedOperand(o, i))
	}
	p.str(")")
	if o.Into != Anywhere {
		p.str(" ", intoNames[o.Into])
	}
}

func (p *printer) aux(o *Op) {
	switch a := o.Aux.(type) {
	case nil:
	case *Graph:
		if o.Kind == OpCall || o.Kind == OpTry {
			p.str(" ", quoteName(a.Name))
		} else {
			p.str("[", quoteName(a.Name), "]")
		}
	case string:
		if o.Kind == OpExtern {
			p.str(" ", quoteName(a))
		} else {
			p.str("[", strconv.Quote(a), "]")
		}
	case int64:
		p.str("[", strconv.FormatInt(a, 10), "]")
	case *Method:
		p.str("[")
		if a.Pkg != nil {
			p.str(strconv.Quote(a.Pkg.Path()), ".")
		}
		p.str(a.Name)
		if a.Deferred {
			p.str(" deferred")
		}
		p.str("]")
	case *Signature:
		p.str("[(")
		p.paramList(nil, a.Params)
		p.str(")")
		p.results(a.Results)
		p.str("]")
	case *lltype.Layout:
		p.str("[", quoteName(a.Name), "]")
	case types.Type:
		p.str("[", p.typ(a), "]")
	default:
		p.str("[?]")
	}
}

// value writes an operand. want is the type that a constant has there if none is written; nil if that depends on the
// constant alone.
func (p *printer) value(v Value, want Type) {
	switch v := v.(type) {
	case nil:
		p.str("missing")
	case *Var:
		p.str(v.String())
	case *Const:
		p.constant(v, want)
	}
}

func (p *printer) constant(c *Const, want Type) {
	text := constText(c)
	p.str(text)
	if want == nil {
		want = impliedConst(c, c.Typ)
	}
	if want == nil || !SameType(want, c.Typ) {
		p.str(": ", p.typ(c.Typ))
	}
}

// String returns the constant as an operand, without its type.
func (c *Const) String() string { return constText(c) }

func constText(c *Const) string {
	switch c.Val.(type) {
	case nil:
		return zeroText(c.Typ)
	case Undef:
		return "undef"
	}
	return leafText(c.Val)
}

// zeroText is how the zero value of t is written: as the typed zero for scalars.
func zeroText(t Type) string {
	switch kindOf(t) {
	case kindBool:
		return "false"
	case kindInt, kindUint:
		return "0"
	case kindFloat:
		return "0.0"
	case kindComplex:
		return "complex(0.0, 0.0)"
	case kindString:
		return `""`
	case kindAggregate:
		return "zero"
	}
	return "nil"
}

// leafText writes a scalar, string, function or address.
func leafText(val any) string {
	switch v := val.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float64:
		return floatText(v)
	case complex128:
		return "complex(" + floatText(real(v)) + ", " + floatText(imag(v)) + ")"
	case string:
		return strconv.Quote(v)
	case *Graph:
		return "&" + quoteName(v.Name)
	case Pointer:
		return "@" + quoteName(v.Obj.Name) + offsetText(int64(v.Leaf))
	case StaticRef:
		return "$" + quoteName(v.Static.Name) + offsetText(v.Off)
	}
	return "bad"
}

func offsetText(n int64) string {
	if n == 0 {
		return ""
	}
	return "+" + strconv.FormatInt(n, 10)
}

// floatText writes f so that it reads back to the same bits and cannot be taken for an integer.
func floatText(f float64) string {
	switch {
	case math.IsNaN(f):
		if bits := math.Float64bits(f); bits != math.Float64bits(math.NaN()) {
			return "NaN+" + strconv.FormatUint(bits, 10)
		}
		return "NaN"
	case math.IsInf(f, 1):
		return "Inf"
	case math.IsInf(f, -1):
		return "-Inf"
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

var attrNames = []struct {
	bit  GraphAttr
	name string
}{
	{Inline, "inline"}, {NoInline, "noinline"}, {Cold, "cold"}, {NoReturn, "noreturn"}, {Leaf, "leaf"}, {Init, "init"}, {Together, "parallel"},
}

// String returns the names of the attributes in a, separated by commas.
func (a GraphAttr) String() string {
	var names []string
	for _, n := range attrNames {
		if a&n.bit != 0 {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, ", ")
}
