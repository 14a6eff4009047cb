package ast

import (
	"strconv"
	"strings"

	"rgo/interp/python/code"
)

// This file writes a tree as CPython's ast.dump(tree, include_attributes=True)
// does.

// Dump describes a module.
func Dump(m *Module) string {
	d := &dumper{}
	switch m.Mode {
	case Eval:
		d.open("Expression")
		d.expr("body", m.Expr)
	case Single:
		d.open("Interactive")
		d.stmts("body", m.Body)
	default:
		d.open("Module")
		d.stmts("body", m.Body)
		d.field("type_ignores")
		d.out.WriteString("[]")
	}
	d.out.WriteByte(')')
	return d.out.String()
}

type dumper struct {
	out   strings.Builder
	first bool // no field of the open node is written yet
}

func (d *dumper) open(name string) {
	d.out.WriteString(name)
	d.out.WriteByte('(')
	d.first = true
}

func (d *dumper) field(name string) {
	if !d.first {
		d.out.WriteString(", ")
	}
	d.first = false
	d.out.WriteString(name)
	d.out.WriteByte('=')
}

// close writes the span and ends the node.
func (d *dumper) close(s Span) {
	d.integer("lineno", int(s.Line))
	d.integer("col_offset", int(s.Col))
	d.integer("end_lineno", int(s.EndLine))
	d.integer("end_col_offset", int(s.EndCol))
	d.end()
}

func (d *dumper) end() {
	d.out.WriteByte(')')
	d.first = false
}

func (d *dumper) integer(name string, value int) {
	d.field(name)
	d.out.WriteString(strconv.Itoa(value))
}

func (d *dumper) string(name, value string) {
	d.field(name)
	d.out.WriteString(code.Repr(code.Str(value)))
}

// optionalString writes a string unless it is empty.
func (d *dumper) optionalString(name, value string) {
	if value != "" {
		d.string(name, value)
	}
}

func (d *dumper) word(name, value string) {
	d.field(name)
	d.out.WriteString(value)
}

func (d *dumper) strings(name string, list []string) {
	d.field(name)
	d.out.WriteByte('[')
	for i, s := range list {
		if i > 0 {
			d.out.WriteString(", ")
		}
		d.out.WriteString(code.Repr(code.Str(s)))
	}
	d.out.WriteByte(']')
}

// dumpList writes a list whose elements one writes.
func dumpList[T any](d *dumper, name string, list []T, one func(T)) {
	d.field(name)
	d.out.WriteByte('[')
	for i, e := range list {
		if i > 0 {
			d.out.WriteString(", ")
		}
		one(e)
	}
	d.out.WriteByte(']')
	d.first = false
}

func (d *dumper) stmts(name string, list []Stmt) { dumpList(d, name, list, d.stmt) }

func (d *dumper) exprs(name string, list []Expr) { dumpList(d, name, list, d.exprNode) }

func (d *dumper) patterns(name string, list []Pattern) { dumpList(d, name, list, d.patternNode) }

// expr writes an expression field, unless it is nil.
func (d *dumper) expr(name string, e Expr) {
	if e != nil {
		d.field(name)
		d.exprNode(e)
	}
}

func (d *dumper) context(c Context) {
	d.word("ctx", [...]string{"Load()", "Store()", "Del()"}[c])
}

var operatorNames = []string{
	"Add()", "BitAnd()", "FloorDiv()", "LShift()", "MatMult()", "Mult()", "Mod()", "BitOr()", "Pow()",
	"RShift()", "Sub()", "Div()", "BitXor()",
}

var compareNames = []string{
	"Lt()", "LtE()", "Eq()", "NotEq()", "Gt()", "GtE()", "In()", "NotIn()", "Is()", "IsNot()",
}

var unaryNames = []string{"Invert()", "Not()", "UAdd()", "USub()"}

func (d *dumper) comprehension(c *Comprehension) {
	d.open("comprehension")
	d.expr("target", c.Target)
	d.expr("iter", c.Iter)
	d.exprs("ifs", c.Ifs)
	async := 0
	if c.Async {
		async = 1
	}
	d.integer("is_async", async)
	d.end()
}

func (d *dumper) keyword(k *Keyword) {
	d.open("keyword")
	d.optionalString("arg", k.Name)
	d.expr("value", k.Value)
	d.close(k.Span)
}

func (d *dumper) alias(a *Alias) {
	d.open("alias")
	d.string("name", a.Name)
	d.optionalString("asname", a.AsName)
	d.close(a.Span)
}

func (d *dumper) arg(a *Arg) {
	d.open("arg")
	d.string("arg", a.Name)
	d.expr("annotation", a.Annotation)
	d.close(a.Span)
}

func (d *dumper) arguments(a *Arguments) {
	d.field("args")
	d.open("arguments")
	dumpList(d, "posonlyargs", a.PosOnly, d.arg)
	dumpList(d, "args", a.Args, d.arg)
	if a.VarArg != nil {
		d.field("vararg")
		d.arg(a.VarArg)
	}
	dumpList(d, "kwonlyargs", a.KwOnly, d.arg)
	dumpList(d, "kw_defaults", a.KwDefaults, d.optional)
	if a.KwArg != nil {
		d.field("kwarg")
		d.arg(a.KwArg)
	}
	d.exprs("defaults", a.Defaults)
	d.end()
}

// optional writes an expression of a list, where nil is None.
func (d *dumper) optional(e Expr) {
	if e == nil {
		d.out.WriteString("None")
		return
	}
	d.exprNode(e)
}
