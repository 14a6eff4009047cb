package golang

// This file gives functions addresses. Addresses of machine code are unknown when the text is printed, so an address of
// code is that of a slot that holds it, in a table at a fixed place: that is what Go's own function values are, so calls
// through it need nothing else. Places in the table are hashes of names, because the text of every function that mentions
// one would change if a new function moved the others; that is why the table has holes.

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"rgo/flowgraph"
)

// The table starts at codeBase and ends before static data begins.
const (
	codeBase = 0x3f00_0000
	slotSize = 8
	maxSlots = (imageBase - codeBase) / slotSize
)

type codes struct {
	graphs  []*flowgraph.Graph          // whose addresses are taken
	numbers map[*flowgraph.Graph]int64  // their addresses
	names   map[*flowgraph.Graph]string // Go constants, for those that code mentions
	slots   int                         // in the table: a power of two
}

func newCodes() *codes {
	return &codes{numbers: map[*flowgraph.Graph]int64{}, names: map[*flowgraph.Graph]string{}}
}

// take notes that the address of g is taken.
func (c *codes) take(g *flowgraph.Graph) {
	if _, ok := c.numbers[g]; ok {
		return
	}
	c.numbers[g] = 0
	c.graphs = append(c.graphs, g)
}

// assign gives out the addresses.
func (c *codes) assign() error {
	c.slots = 64
	for c.slots < len(c.graphs)*3/2 {
		c.slots *= 2
	}
	if c.slots > maxSlots {
		return fmt.Errorf("the Go backend cannot take the addresses of %d functions", len(c.graphs))
	}
	slices.SortFunc(c.graphs, func(a, b *flowgraph.Graph) int { return cmp.Compare(a.Name, b.Name) })
	taken := make([]bool, c.slots)
	for _, g := range c.graphs {
		i := int(hashName(g.Name)) & (c.slots - 1)
		for taken[i] {
			i = (i + 1) & (c.slots - 1)
		}
		taken[i] = true
		c.numbers[g] = codeBase + int64(i)*slotSize
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

func funcType(params, results []flowgraph.Type) string {
	return "func(" + typeList(params) + ")" + resultList(results)
}

// file returns where the functions of the table stand. In a program of many packages they have one of their own: the main
// package can be compiled only when all others have been, so there should be little of it.
func (c *codes) file(p *program) string {
	if p.whole {
		return "codes.go"
	}
	return codesPackage + "/codes.go"
}

const codesPackage = "codes"

// print lists the functions of each signature, and their places in the table, which is filled before the program starts.
func (c *codes) print(p *program) []byte {
	name := "main"
	if !p.whole {
		name = codesPackage
	}
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t. \"unsafe\"\n\n\t. \"translated/rt\"\n)\n\nvar _ Pointer\n\n", name)
	var types []string
	bySig := map[string][]*flowgraph.Graph{}
	for _, g := range c.graphs {
		typ := funcType(varTypes(g.Start.Args), varTypes(g.Return.Args))
		if bySig[typ] == nil {
			types = append(types, typ)
		}
		bySig[typ] = append(bySig[typ], g)
	}
	slices.Sort(types)
	b.WriteString("// Functions whose address is taken, by signature, and their places.\nvar (\n")
	for i, typ := range types {
		list := bySig[typ]
		fmt.Fprintf(&b, "functions%d = [...]%s{\n", i, typ)
		for _, g := range list {
			b.WriteString(p.names[g] + ",\n")
		}
		fmt.Fprintf(&b, "}\nplaces%d = [...]uint32{", i)
		for j, g := range list {
			if j%16 == 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%d,", (c.numbers[g]-codeBase)/slotSize)
		}
		b.WriteString("\n}\n")
	}
	fmt.Fprintf(&b, ")\n\nfunc init() {\nMakeCodeTable(%d)\n", c.slots)
	for i := range types {
		fmt.Fprintf(&b, "AddCode(Pointer(&functions%d), places%d[:])\n", i, i)
	}
	b.WriteString("}\n")
	if p.whole {
		return []byte(b.String())
	}
	b.WriteString("\n")
	for _, g := range c.graphs {
		b.Write(p.declareFunction(p.names[g], g, ""))
	}
	return []byte(b.String())
}
