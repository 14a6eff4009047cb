package flowgraph

// This file gives the text of the end of a block by itself, for those who show blocks in a form of their own.

import "strings"

// ExitString returns the text of how b, a block of g, ends, without its position: "" if nothing follows. A switch with
// cases takes several lines.
func ExitString(g *Graph, b *Block) string {
	var out strings.Builder
	p := newPrinter(&out)
	c := *b
	c.Pos = Pos{}
	p.exits(g, &c)
	p.w.Flush()
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimPrefix(l, "    ")
	}
	return strings.Join(lines, "\n")
}

// Label returns the name of b, a block of g, in the text form.
func (b *Block) Label(g *Graph) string { return blockName(g, b) }
