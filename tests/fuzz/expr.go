package fuzz

import (
	"fmt"
	"strings"
)

// This file makes expressions.

// literal returns a constant of type t.
func (g *generator) literal(t string) string {
	switch {
	case t == "string":
		return g.pick(`""`, `"a"`, `"bc"`, `"hello"`, `"h\xffé"`, `"日本"`)
	case t == "bool":
		return g.pick("true", "false")
	case t == "float64" || t == "float32":
		return fmt.Sprintf("%s(%s)", t, g.pick("0", "1.5", "-2.25", "1e10", "0.1", "3"))
	case isInteger(t):
		return fmt.Sprintf("%s(%d)", t, g.rand.Intn(128))
	}
	return g.expr(t, 0)
}

// expr returns an expression of type t, of at most the given depth.
func (g *generator) expr(t string, depth int) string {
	if v := g.variable(t); v != "" && (depth == 0 || g.rand.Intn(3) == 0) {
		return v
	}
	switch {
	case isInteger(t):
		return g.integer(t, depth)
	case strings.HasPrefix(t, "float"):
		return g.float(t, depth)
	}
	switch t {
	case "string":
		return g.text(depth)
	case "bool":
		return g.boolean(depth)
	case "[]int":
		if v := g.variable(t); v != "" && depth > 0 && g.rand.Intn(2) == 0 {
			return fmt.Sprintf("%s[%s&3:]", v, g.expr("int", depth-1))
		}
		return fmt.Sprintf("[]int{%s, %s, 3}", g.expr("int", 0), g.expr("int", 0))
	case "S":
		return fmt.Sprintf("S{a: %s, b: %s, c: %s}", g.expr("int", 0), g.expr("string", 0), g.expr("uint8", 0))
	case "*S":
		if g.rand.Intn(6) == 0 {
			return "(*S)(nil)"
		}
		if v := g.variable("*E"); v != "" && g.rand.Intn(2) == 0 {
			return g.pick("&"+v+".S", v+".next")
		}
		return fmt.Sprintf("&S{a: %s, d: [3]int16{1, %s}}", g.expr("int", 0), g.expr("int16", 0))
	case "*E":
		return fmt.Sprintf("&E{n: %s, S: %s}", g.expr("int", 0), g.expr("S", 0))
	case "map[string]int":
		return fmt.Sprintf("map[string]int{\"a\": %s}", g.expr("int", 0))
	case "[3]int16":
		return fmt.Sprintf("[3]int16{%s, 2, %s}", g.expr("int16", 0), g.expr("int16", 0))
	case "I":
		if v := g.variable("*E"); v != "" && g.rand.Intn(2) == 0 {
			return fmt.Sprintf("I(%s)", g.pick("&"+v+".S", v))
		}
		return fmt.Sprintf("I(%s)", g.pick("N("+g.expr("int", 0)+")", g.expr("S", 0), "&S{a: "+g.expr("int", 0)+"}"))
	case "any":
		if v := g.variable("I"); v != "" && g.rand.Intn(3) == 0 {
			return fmt.Sprintf("any(%s)", v)
		}
		return fmt.Sprintf("any(%s)", g.expr(g.pick("int", "string", "S", "float64", "bool"), 0))
	case "func(int) int":
		return fmt.Sprintf("func(x int) int { return x*%d + %s }", g.rand.Intn(9), g.expr("int", 0))
	}
	panic(t)
}

// integer returns an expression of an integer type. Operations have at least one operand that is no constant, which
// could overflow at compile time.
func (g *generator) integer(t string, depth int) string {
	if depth == 0 {
		return g.literal(t)
	}
	a := g.expr(t, depth-1)
	switch g.rand.Intn(16) {
	case 0, 1, 2:
		return fmt.Sprintf("(%s %s id_%s(%s))", a, g.pick("+", "-", "*"), t, g.expr(t, depth-1))
	case 3:
		return fmt.Sprintf("(id_%s(%s) %s %s)", t, a, g.pick("&", "|", "^", "&^"), g.expr(t, depth-1))
	case 4:
		return fmt.Sprintf("(%s %s id_%s(%s))", a, g.pick("/", "%"), t, g.expr(t, depth-1))
	case 5:
		return fmt.Sprintf("(id_%s(%s) %s (%s & 70))", t, a, g.pick("<<", ">>"), g.expr(g.pick("uint8", "int", "uint"), depth-1))
	case 6:
		return fmt.Sprintf("(%s id_%s(%s))", g.pick("-", "^", "+"), t, a)
	case 7, 8:
		from := integers[g.rand.Intn(len(integers))]
		return fmt.Sprintf("%s(id_%s(%s))", t, from, g.expr(from, depth-1))
	case 9:
		return fmt.Sprintf("%s(len(%s))", t, g.expr(g.pick("string", "[]int"), depth-1))
	case 10:
		return fmt.Sprintf("%s(%s[id_int(%s)&3])", t, g.expr("string", depth-1), g.expr("int", depth-1))
	case 11:
		return fmt.Sprintf("%s(hash(%s))", t, g.expr("string", depth-1))
	case 12:
		return fmt.Sprintf("%s(%s.sum())", t, g.expr(g.pick("S", "I"), depth-1))
	case 13:
		return fmt.Sprintf("%s((%s)(%s))", t, g.expr("func(int) int", depth-1), g.expr("int", depth-1))
	case 14:
		return fmt.Sprintf("%s(id_%s(%s), %s)", g.pick("min", "max"), t, a, g.expr(t, depth-1))
	}
	return a
}

func (g *generator) float(t string, depth int) string {
	if depth == 0 {
		return g.literal(t)
	}
	switch g.rand.Intn(5) {
	case 0:
		return fmt.Sprintf("%s(id_int(%s))", t, g.expr("int", depth-1))
	case 1:
		other := "float32"
		if t == other {
			other = "float64"
		}
		return fmt.Sprintf("%s(%s)", t, g.expr(other, depth-1))
	}
	return fmt.Sprintf("(%s %s id_%s(%s))", g.expr(t, depth-1), g.pick("+", "-", "*", "/"), t, g.expr(t, depth-1))
}

func (g *generator) text(depth int) string {
	if depth == 0 {
		return g.literal("string")
	}
	switch g.rand.Intn(5) {
	case 0:
		return fmt.Sprintf("(%s + %s)", g.expr("string", depth-1), g.expr("string", depth-1))
	case 1:
		return fmt.Sprintf("%s[id_int(%s)&3:]", g.expr("string", depth-1), g.expr("int", depth-1))
	case 2:
		return fmt.Sprintf("string(rune(id_int(%s)))", g.expr("int", depth-1))
	case 3:
		return fmt.Sprintf("string([]byte(%s))", g.expr("string", depth-1))
	}
	return g.literal("string")
}

func (g *generator) boolean(depth int) string {
	if depth == 0 {
		return g.literal("bool")
	}
	switch g.rand.Intn(6) {
	case 0:
		return fmt.Sprintf("(%s %s %s)", g.expr("bool", depth-1), g.pick("&&", "||"), g.expr("bool", depth-1))
	case 1:
		return fmt.Sprintf("!%s", g.expr("bool", 0))
	case 2:
		t := g.pick("S", "[3]int16", "any")
		return fmt.Sprintf("(%s == %s)", g.paren(t, depth-1), g.paren(t, depth-1))
	}
	t := types[g.rand.Intn(len(types))]
	if !basicType(t) || t == "bool" {
		t = "int"
	}
	return fmt.Sprintf("(%s %s id_%s(%s))", g.expr(t, depth-1), g.pick("==", "!=", "<", "<=", ">", ">="), t, g.expr(t, depth-1))
}

// paren returns an expression of type t that is no composite literal on the outside.
func (g *generator) paren(t string, depth int) string { return "(" + g.expr(t, depth) + ")" }

// identities returns functions that hide from the compiler that a value is constant.
func identities() string {
	var b strings.Builder
	for _, t := range append([]string{"string", "float32", "float64"}, integers...) {
		fmt.Fprintf(&b, "\n//go:noinline\nfunc id_%s(x %s) %s { return x }\n", t, t, t)
	}
	return b.String()
}
