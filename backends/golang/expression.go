package golang

// This file holds Go expressions as text with what is needed to combine them, and constants.

import (
	"math"
	"strconv"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Go's precedences. Everything above the binary operators needs no parentheses.
const (
	precLowest  = 0
	precCompare = 3
	precAdd     = 4
	precMul     = 5
	precUnary   = 6
	precPrimary = 7
)

// An expr is a Go expression.
type expr struct {
	text string
	prec int

	constant bool   // a Go constant: combining two of them would be computed by the Go compiler, with other rules
	negated  string // text of the opposite of a comparison
	product  bool   // a float product, which a Go compiler may fuse with a sum unless it is converted

	// The sum of an integer of 64 bits, as text for a product, and a constant.
	sum    string
	addend int64

	// An address that is the sum of base, index (an integer expression, or empty) and offset.
	base, index string
	offset      int64
}

// paren returns the text of e for a place that binds as tightly as prec.
func (e expr) paren(prec int) string {
	if e.prec < prec {
		return "(" + e.text + ")"
	}
	return e.text
}

func primary(text string) expr { return expr{text: text, prec: precPrimary} }

// goTypes are the Go types of low-level variables. References are integers, so that Go's collector ignores them.
var goTypes = map[lltype.Prim]string{
	lltype.Bool: "bool",
	lltype.Int8: "int8", lltype.Int16: "int16", lltype.Int32: "int32", lltype.Int64: "int64",
	lltype.Uint8: "uint8", lltype.Uint16: "uint16", lltype.Uint32: "uint32", lltype.Uint64: "uint64",
	lltype.Float32: "float32", lltype.Float64: "float64",
	lltype.Ref: "uintptr", lltype.Addr: "uintptr", lltype.Code: "uintptr",
}

// prim returns the low-level type of v.
func prim(t flowgraph.Type) lltype.Prim {
	p, _ := t.(lltype.Prim)
	return p
}

func goType(t flowgraph.Type) string { return goTypes[prim(t)] }

// constant returns c; typed asks for an expression that has c's type wherever it stands.
func (f *function) constant(c *flowgraph.Const, typed bool) expr {
	t := prim(c.Typ)
	switch v := c.Val.(type) {
	case flowgraph.StaticRef:
		name := f.program.image.name(v.Static)
		e := expr{text: name, prec: precPrimary, constant: true}
		if v.Off > 0 {
			e.text, e.prec = name+" + "+strconv.FormatInt(v.Off, 10), precAdd
		} else if v.Off < 0 {
			e.text, e.prec = name+" - "+strconv.FormatInt(-v.Off, 10), precAdd
		}
		return e
	case *flowgraph.Graph:
		return expr{text: f.program.codes.name(v), prec: precPrimary, constant: true}
	case bool:
		return expr{text: strconv.FormatBool(v), prec: precPrimary, constant: true}
	case int64:
		return number(strconv.FormatInt(v, 10), t, typed)
	case uint64:
		return number(strconv.FormatUint(v, 10), t, typed)
	case float64:
		return floatConstant(v, t, typed)
	}
	// nil and Undef: zero
	if t == lltype.Bool {
		return expr{text: "false", prec: precPrimary, constant: true}
	}
	return number("0", t, typed)
}

func number(text string, t lltype.Prim, typed bool) expr {
	e := expr{text: text, prec: precPrimary, constant: true}
	if text[0] == '-' {
		e.prec = precUnary
	}
	if typed {
		e.text, e.prec = goTypes[t]+"("+text+")", precPrimary
	}
	return e
}

func floatConstant(x float64, t lltype.Prim, typed bool) expr {
	if math.IsNaN(x) || math.IsInf(x, 0) || x == 0 && math.Signbit(x) {
		if t == lltype.Float32 {
			return primary("math.Float32frombits(0x" + strconv.FormatUint(uint64(math.Float32bits(float32(x))), 16) + ")")
		}
		return primary("math.Float64frombits(0x" + strconv.FormatUint(math.Float64bits(x), 16) + ")")
	}
	return number(strconv.FormatFloat(x, 'g', -1, 64), t, typed)
}

// bits returns the value of an integer constant operand.
func constInt(v flowgraph.Value) (int64, bool) {
	c, ok := v.(*flowgraph.Const)
	if !ok {
		return 0, false
	}
	n, ok := c.IntBits()
	return int64(n), ok
}

// maxIndex is the length of the arrays of package rt that memory is taken for.
const maxIndex = 512

// A memory is what package rt calls memory of a type.
type memory struct {
	array   string // the type of a pointer to many of them
	pointer string // to one
	size    int64
}

var memories = map[string]memory{
	"bool": {"Bools", "BoolAt", 1},
	"int8": {"Int8s", "Int8At", 1}, "int16": {"Int16s", "Int16At", 2}, "int32": {"Int32s", "Int32At", 4}, "int64": {"Int64s", "Int64At", 8},
	"uint8": {"Uint8s", "Uint8At", 1}, "uint16": {"Uint16s", "Uint16At", 2}, "uint32": {"Uint32s", "Uint32At", 4}, "uint64": {"Uint64s", "Uint64At", 8},
	"float32": {"Float32s", "Float32At", 4}, "float64": {"Float64s", "Float64At", 8},
	"uintptr": {"Refs", "RefAt", 8},
}

// at returns the variable of type t that lies offset bytes behind e. Compiling these is half of what the Go compiler does
// for a program, and what it does first depends on the number of nodes in the syntax: an element of an array has fewest.
func (e expr) at(t string, offset int64) expr {
	m := memories[t]
	base, sum := e.text, offset
	if e.base != "" {
		base, sum = e.base, offset+e.offset
	}
	if !e.constant && (e.base == "" || e.index == "") && sum >= 0 && sum%m.size == 0 && sum/m.size < maxIndex {
		return primary(m.array + "(Add(nil, " + base + "))[" + strconv.FormatInt(sum/m.size, 10) + "]")
	}
	return expr{text: "*" + m.pointer + "(" + e.pointer(offset) + ")", prec: precUnary}
}

// pointer returns e as an unsafe.Pointer, offset bytes further on. The compiler turns Add of this form into one
// addressing mode, and needs no nil check for it. The distance from nil is no conversion on purpose: a conversion of an
// integer is a value of its own in the compiler, tied to the state of memory where it stands, so the integer is copied
// to another register first if it is used again, and no load finds what was stored through another conversion.
func (e expr) pointer(offset int64) string {
	base, index := e.text, ""
	if e.base != "" {
		base, index = e.base, e.index
		offset += e.offset
	}
	if e.constant && e.base == "" {
		if offset > 0 {
			return "Add(nil, uintptr(" + base + signed(offset) + "))"
		}
		if n, err := strconv.ParseUint(strings.Trim(base, "uintpr()"), 10, 64); err == nil && n > math.MaxInt64 {
			return "Pointer(uintptr(" + base + "))" // too long a distance; code that is dead
		}
		base = "uintptr(" + base + ")" // in front of nil, where code is dead, a sum of constants would overflow
	}
	p := "Add(nil, " + base + ")"
	switch {
	case index == "" && offset == 0:
		return p
	case index == "":
		return "Add(" + p + ", " + strconv.FormatInt(offset, 10) + ")"
	case offset == 0:
		return "Add(" + p + ", " + index + ")"
	}
	return "Add(" + p + ", " + index + signed(offset) + ")"
}

// signed returns n with its sign as an operator: " + 8".
func signed(n int64) string {
	if n < 0 {
		return " - " + strconv.FormatUint(uint64(-n), 10)
	}
	return " + " + strconv.FormatInt(n, 10)
}
