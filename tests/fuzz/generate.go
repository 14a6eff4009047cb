// Package fuzz compares translated programs with plain Go on programs made at random.
//
// A program is a list of functions over integers of all widths, floats, strings, slices, arrays, structs, maps, pointers,
// closures and interfaces; main calls each of them with a handler for panics and prints what comes out. Nothing in it depends on
// what the language leaves open: no iteration over maps, no conversion of floats that do not fit, no printed address. Loops
// are at most three deep and strings in variables short, so that every program ends soon and in little memory.
package fuzz

import (
	"fmt"
	"math/rand"
	"strings"
)

// Generate returns the program for a seed, with the given number of functions.
func Generate(seed int64, functions int) string {
	g := &generator{rand: rand.New(rand.NewSource(seed))}
	g.out.WriteString(prelude + identities())
	for i := range functions {
		g.function(i)
	}
	g.out.WriteString("\nfunc main() {\n")
	for i := range functions {
		for range 2 {
			fmt.Fprintf(&g.out, "\ttry(\"f%d\", func() { f%d(%s, %s, %s) })\n", i, i, g.literal("int"), g.literal("uint8"), g.literal("string"))
		}
	}
	g.out.WriteString("}\n")
	return g.out.String()
}

// prelude is what every program starts with.
const prelude = `package main

type S struct {
	a int
	b string
	c uint8
	d [3]int16
}

func (s S) sum() int { return s.a + int(s.c) + len(s.b) }

func (s *S) add(n int) { s.a += n }

type I interface{ sum() int }

type E struct {
	n int
	S
	next *S
}

type N int32

func (n N) sum() int { return int(n) * 2 }

func try(name string, f func()) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case error:
			println(name, "error", e.Error())
		case string:
			println(name, "string", e)
		default:
			println(name, "other")
		}
	}()
	f()
}

func short(s string) string { return s[:min(len(s), 40)] }

func hash(s string) (h uint32) {
	for i, r := range s {
		h = h*31 + uint32(r) + uint32(i)
	}
	return h
}
`

// A generator is the state of one program.
type generator struct {
	rand  *rand.Rand
	out   strings.Builder
	scope []variable
	next  int
	depth int
}

// A variable is one that an expression may mention.
type variable struct {
	name, typ string
	fixed     bool // must not be assigned: a loop variable
}

var integers = []string{"int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"}

var types = append([]string{"string", "bool", "float64", "float32", "[]int", "S", "*S", "*E", "map[string]int", "[3]int16", "I", "any", "func(int) int"}, integers...)

func (g *generator) pick(list ...string) string { return list[g.rand.Intn(len(list))] }

func (g *generator) line(format string, args ...any) {
	g.out.WriteString(strings.Repeat("\t", g.depth))
	fmt.Fprintf(&g.out, format, args...)
	g.out.WriteByte('\n')
}

// function writes one function.
func (g *generator) function(i int) {
	g.scope = []variable{{"p", "int", false}, {"q", "uint8", false}, {"r", "string", false}}
	g.next = 0
	fmt.Fprintf(&g.out, "\nfunc f%d(p int, q uint8, r string) {\n", i)
	g.depth = 1
	g.line("_, _, _ = p, q, r")
	for range 4 + g.rand.Intn(8) {
		g.statement(3)
	}
	g.printAll()
	g.out.WriteString("}\n")
}

// printAll prints every variable in scope.
func (g *generator) printAll() {
	for _, v := range g.scope {
		switch {
		case basicType(v.typ):
			g.line("println(%q, %s)", v.name, v.name)
		case v.typ == "[]int":
			g.line("for i, x := range %s {\n\tprint(i, \":\", x, \" \")\n}\nprintln(len(%s))", v.name, v.name)
		case v.typ == "S":
			g.line("println(%s.a, %s.b, %s.c, %s.d[1], %s.sum())", v.name, v.name, v.name, v.name, v.name)
		case v.typ == "*S":
			g.line("if %s != nil {\n\tprintln(%s.a, hash(%s.b), %s.d[2])\n}", v.name, v.name, v.name, v.name)
		case v.typ == "*E":
			g.line("if %s.next != nil {\n\tprintln(%s.next.a)\n}\nprintln(%s.n, %s.a, %s.sum())", v.name, v.name, v.name, v.name, v.name)
		case v.typ == "map[string]int":
			g.line("println(len(%s), %s[\"a\"], %s[\"bc\"])", v.name, v.name, v.name)
		case v.typ == "[3]int16":
			g.line("println(%s[0], %s[1], %s[2])", v.name, v.name, v.name)
		case v.typ == "I":
			g.line("if %s != nil {\n\tprintln(%s.sum())\n}", v.name, v.name)
		case v.typ == "any":
			g.line("switch x := %s.(type) {\ncase int:\n\tprintln(\"int\", x)\ncase string:\n\tprintln(\"string\", x)\ncase S:\n\tprintln(\"S\", x.a)\ncase I:\n\tprintln(\"I\", x.sum())\ncase float64:\n\tprintln(x)\n}", v.name)
		}
	}
}

func basicType(t string) bool {
	return t == "string" || t == "bool" || strings.HasPrefix(t, "int") || strings.HasPrefix(t, "uint") || strings.HasPrefix(t, "float")
}

// block writes statements in a scope of their own.
func (g *generator) block(n, budget int) {
	mark := len(g.scope)
	g.depth++
	for range n {
		g.statement(budget)
	}
	g.depth--
	g.scope = g.scope[:mark]
}

// statement writes one statement; compound ones only while budget lasts.
func (g *generator) statement(budget int) {
	switch k := g.rand.Intn(14); {
	case k < 4:
		g.declare()
	case k < 8:
		g.assign()
	case budget == 0:
		g.assign()
	case k == 8:
		g.line("if %s {", g.expr("bool", 3))
		g.block(2, budget-1)
		if g.rand.Intn(2) == 0 {
			g.line("} else {")
			g.block(2, budget-1)
		}
		g.line("}")
	case k == 9:
		name := g.fresh()
		g.line("for %s := range %d {", name, 1+g.rand.Intn(5))
		g.scope = append(g.scope, variable{name, "int", true})
		g.line("\t_ = %s", name)
		g.block(3, budget-1)
		g.scope = g.scope[:len(g.scope)-1]
		g.line("}")
	case k == 10:
		t := g.pick("int", "uint8", "string")
		g.line("switch %s {", g.expr(t, 2))
		seen := map[string]bool{}
		for range 3 {
			if l := g.literal(t); !seen[l] {
				seen[l] = true
				g.line("case %s:", l)
				g.block(1, budget-1)
			}
		}
		g.line("default:")
		g.block(1, budget-1)
		g.line("}")
	case k == 11:
		g.line("func() {")
		if g.rand.Intn(2) == 0 {
			g.line("\tdefer func() {")
			g.depth++
			g.block(1, 0)
			g.depth--
			g.line("\t}()")
		}
		g.block(2, budget-1)
		g.line("}()")
	case k == 12:
		g.line("for i, c := range %s {", g.expr("string", 2))
		mark := len(g.scope)
		g.scope = append(g.scope, variable{"i", "int", true}, variable{"c", "int32", true})
		g.line("\t_, _ = i, c")
		g.block(2, budget-1)
		g.scope = g.scope[:mark]
		g.line("}")
	default:
		g.line("try(\"inner\", func() {")
		g.block(2, budget-1)
		g.line("})")
	}
}

func (g *generator) fresh() string {
	g.next++
	return fmt.Sprintf("v%d", g.next)
}

func (g *generator) declare() {
	t := types[g.rand.Intn(len(types))]
	name := g.fresh()
	g.line("var %s %s = %s", name, t, g.value(t))
	g.line("_ = %s", name)
	g.scope = append(g.scope, variable{name, t, false})
}

// assign writes an assignment to a variable or a part of one.
func (g *generator) assign() {
	v := g.scope[g.rand.Intn(len(g.scope))]
	if v.fixed {
		g.declare()
		return
	}
	switch {
	case v.typ == "[]int" && g.rand.Intn(2) == 0:
		g.line("%s = append(%s, %s)", v.name, v.name, g.expr("int", 2))
	case v.typ == "[]int" && g.rand.Intn(2) == 0:
		g.line("%s[%s&7] = %s", v.name, g.expr("int", 1), g.expr("int", 2))
	case v.typ == "S" || v.typ == "*S":
		switch g.rand.Intn(4) {
		case 0:
			g.line("%s.a %s %s", v.name, g.pick("=", "+=", "-=", "^="), g.expr("int", 2))
		case 1:
			g.line("%s.d[%s&3] = %s", v.name, g.expr("int", 1), g.expr("int16", 2))
		case 2:
			g.line("%s.add(%s)", v.name, g.expr("int", 2))
		default:
			g.line("%s = %s", v.name, g.expr(v.typ, 2))
		}
	case v.typ == "*E" && g.rand.Intn(4) > 0:
		switch g.rand.Intn(4) {
		case 0:
			g.line("%s.next = %s", v.name, g.expr("*S", 2))
		case 1:
			g.line("%s.add(%s)", v.name, g.expr("int", 2))
		case 2:
			g.line("%s.S = %s", v.name, g.expr("S", 1))
		default:
			g.line("%s.n, %s.a = %s.a, %s", v.name, v.name, v.name, g.expr("int", 2))
		}
	case v.typ == "map[string]int" && g.rand.Intn(3) > 0:
		g.line("%s[%s] %s %s", v.name, g.expr("string", 1), g.pick("=", "+="), g.expr("int", 2))
	case v.typ == "[3]int16" && g.rand.Intn(2) == 0:
		g.line("%s[%s&1] = %s", v.name, g.expr("int", 1), g.expr("int16", 2))
	case isInteger(v.typ) && g.rand.Intn(2) == 0:
		g.line("%s %s %s", v.name, g.pick("+=", "-=", "*=", "&=", "|=", "^=", "/=", "%="), g.divisor(v.typ))
	default:
		g.line("%s = %s", v.name, g.value(v.typ))
	}
}

// value returns an expression for a variable of type t.
func (g *generator) value(t string) string {
	if t == "string" {
		return fmt.Sprintf("short(%s)", g.expr(t, 3))
	}
	return g.expr(t, 3)
}

// divisor returns an expression that the compiler does not take for the constant 0.
func (g *generator) divisor(t string) string {
	if v := g.variable(t); v != "" {
		return v
	}
	return fmt.Sprintf("%s(%d)", t, 1+g.rand.Intn(100))
}

func isInteger(t string) bool {
	return (strings.HasPrefix(t, "int") || strings.HasPrefix(t, "uint")) && !strings.Contains(t, "[")
}

// variable returns the name of a variable of type t, or "".
func (g *generator) variable(t string) string {
	var names []string
	for _, v := range g.scope {
		if v.typ == t {
			names = append(names, v.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return g.pick(names...)
}
