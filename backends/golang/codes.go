package golang

// This file numbers functions whose address is taken. An address of code is a number in the binary: functions of one
// signature have consecutive numbers and one table of Go functions. No number is 0.

import (
	"fmt"
	"sort"
	"strings"

	"rgo/flowgraph"
)

// A codeTable holds the functions of one signature.
type codeTable struct {
	name, typ string
	base      int
	graphs    []*flowgraph.Graph
}

type codes struct {
	tables  []*codeTable
	bySig   map[string]*codeTable
	numbers map[*flowgraph.Graph]int64
	names   map[*flowgraph.Graph]string // Go constants, for those that code mentions
	used    []*flowgraph.Graph
}

func newCodes() *codes {
	return &codes{bySig: map[string]*codeTable{}, numbers: map[*flowgraph.Graph]int64{}, names: map[*flowgraph.Graph]string{}}
}

// take notes that the address of g is taken.
func (c *codes) take(g *flowgraph.Graph) {
	if _, ok := c.numbers[g]; ok {
		return
	}
	c.numbers[g] = 0
	typ := funcType(varTypes(g.Start.Args), varTypes(g.Return.Args))
	t := c.bySig[typ]
	if t == nil {
		t = &codeTable{typ: typ, name: fmt.Sprintf("codes_%d", len(c.tables))}
		c.bySig[typ] = t
		c.tables = append(c.tables, t)
	}
	t.graphs = append(t.graphs, g)
}

// assign gives out the numbers.
func (c *codes) assign() {
	next := 1
	for _, t := range c.tables {
		t.base = next
		for _, g := range t.graphs {
			c.numbers[g] = int64(next)
			next++
		}
	}
}

func (c *codes) number(g *flowgraph.Graph) int64 { return c.numbers[g] }

func (c *codes) name(g *flowgraph.Graph) string { return c.names[g] }

// table returns the table for a signature, or nil if no function has it.
func (c *codes) table(params, results []flowgraph.Type) *codeTable {
	return c.bySig[funcType(params, results)]
}

func funcType(params, results []flowgraph.Type) string {
	return "func(" + typeList(params) + ")" + resultList(results)
}

// print writes the tables. They are filled when the program starts: as initial values they would refer to functions
// that refer to the tables.
func (c *codes) print(names map[*flowgraph.Graph]string) []byte {
	var b strings.Builder
	b.WriteString("package main\n\n")
	if len(c.used) > 0 {
		b.WriteString("// Addresses of code.\nconst (\n")
		sort.SliceStable(c.used, func(i, j int) bool { return c.numbers[c.used[i]] < c.numbers[c.used[j]] })
		for _, g := range c.used {
			fmt.Fprintf(&b, "%s uintptr = %d\n", c.names[g], c.numbers[g])
		}
		b.WriteString(")\n\n")
	}
	b.WriteString("// Functions called through their address, by signature.\nvar (\n")
	for _, t := range c.tables {
		fmt.Fprintf(&b, "%s [%d]%s\n", t.name, len(t.graphs), t.typ)
	}
	b.WriteString(")\n\nfunc init() {\n")
	for _, t := range c.tables {
		fmt.Fprintf(&b, "%s = [%d]%s{\n", t.name, len(t.graphs), t.typ)
		for _, g := range t.graphs {
			b.WriteString(names[g])
			b.WriteString(",\n")
		}
		b.WriteString("}\n")
	}
	b.WriteString("}\n")
	return []byte(b.String())
}
