package golang

// This file numbers functions whose address is taken. An address of code is a number in the binary, and functions of one
// signature have a table of Go functions: the low bits of a number are the index. No number is 0. Numbers and places in a
// table are hashes of names, because the text of every function that mentions one would change if a new function moved
// the others; that is why tables have holes.

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"sort"
	"strings"

	"rgo/flowgraph"
)

// Numbers of code have codeBits bits for the index in a table, and above them the number of the table, from 1 to
// maxTables: together they fit into the immediate operand of an instruction.
const (
	codeBits  = 17
	maxTables = 1<<13 - 1
)

// A codeTable holds the functions of one signature.
type codeTable struct {
	name, typ string
	number    int64
	graphs    []*flowgraph.Graph // in order of names, once numbers have been given out
	at        []*flowgraph.Graph // by index; nil is a hole. The length is a power of two.
}

type codes struct {
	tables  []*codeTable
	bySig   map[string]*codeTable
	numbers map[*flowgraph.Graph]int64
	names   map[*flowgraph.Graph]string // Go constants, for those that code mentions
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
		t = &codeTable{typ: typ}
		c.bySig[typ] = t
		c.tables = append(c.tables, t)
	}
	t.graphs = append(t.graphs, g)
}

// assign gives out the numbers.
func (c *codes) assign() error {
	sort.Slice(c.tables, func(i, j int) bool { return c.tables[i].typ < c.tables[j].typ })
	if len(c.tables) > maxTables/2 {
		return fmt.Errorf("the Go backend cannot call functions of more than %d signatures through their addresses", maxTables/2)
	}
	taken := map[uint32]bool{}
	for _, t := range c.tables {
		n := hashName(t.typ)%maxTables + 1
		for taken[n] {
			n = n%maxTables + 1
		}
		taken[n] = true
		t.number = int64(n)
		t.name = fmt.Sprintf("codes_%d", n)
		if err := t.assign(); err != nil {
			return err
		}
		for i, g := range t.at {
			if g != nil {
				c.numbers[g] = t.number<<codeBits + int64(i)
			}
		}
	}
	return nil
}

// assign gives every function its place in the table.
func (t *codeTable) assign() error {
	size := 2
	for size < len(t.graphs)*3/2 {
		size *= 2
	}
	if size > 1<<codeBits {
		return fmt.Errorf("the Go backend cannot take the addresses of %d functions of one signature", len(t.graphs))
	}
	slices.SortFunc(t.graphs, func(a, b *flowgraph.Graph) int { return cmp.Compare(a.Name, b.Name) })
	t.at = make([]*flowgraph.Graph, size)
	for _, g := range t.graphs {
		i := int(hashName(g.Name)) & (size - 1)
		for t.at[i] != nil {
			i = (i + 1) & (size - 1)
		}
		t.at[i] = g
	}
	return nil
}

func hashName(s string) uint32 {
	h := fnv.New64a()
	h.Write([]byte(s))
	n := h.Sum64()
	return uint32(n ^ n>>32)
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

// array returns the Go type of t.
func (t *codeTable) array() string { return fmt.Sprintf("[%d]%s", len(t.at), t.typ) }

// file returns where the tables stand. In a program of many packages they have one of their own: the main package can be
// compiled only when all others have been, so there should be little of it.
func (c *codes) file(p *program) string {
	if p.whole {
		return "codes.go"
	}
	return codesPackage + "/codes.go"
}

const codesPackage = "codes"

// print writes the tables. They are filled when the program starts: as initial values they would refer to functions
// that refer to the tables.
func (c *codes) print(p *program) []byte {
	var b strings.Builder
	name := "main"
	if !p.whole {
		name = codesPackage
	}
	b.WriteString("package " + name + `

import _ "unsafe"

// Functions called through their address, by signature.
`)
	for _, t := range c.tables {
		b.Write(p.printTable(t))
	}
	b.WriteString("func init() {\n")
	for _, t := range c.tables {
		fmt.Fprintf(&b, "%s = %s{\n", t.name, t.array())
		for i, g := range t.at {
			if g != nil {
				fmt.Fprintf(&b, "%d: %s,\n", i, p.names[g])
			}
		}
		b.WriteString("}\n")
	}
	b.WriteString("}\n")
	if p.whole {
		return []byte(b.String())
	}
	b.WriteString("\n")
	for _, t := range c.tables {
		for _, g := range t.graphs {
			b.Write(p.declareFunction(p.names[g], g, ""))
		}
	}
	return []byte(b.String())
}
