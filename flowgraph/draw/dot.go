package draw

// This file writes graphs for Graphviz.

import (
	"fmt"
	"io"
	"strings"
)

// DOT writes g as a Graphviz digraph: one box for each block with its operations, one edge for each link.
func DOT(w io.Writer, g *Graph) error {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph \"%s\" {\n", escapeDOT(g.Name))
	b.WriteString("\tnode [shape=box fontname=\"monospace\" fontsize=10];\n\tedge [fontname=\"monospace\" fontsize=9];\n")
	fmt.Fprintf(&b, "\tlabel=\"%s\"; labelloc=t;\n", escapeDOT(g.Name+"  "+g.Pos))
	for _, blk := range g.Blocks {
		var text strings.Builder
		fmt.Fprintf(&text, "%s\\l", escapeDOT(blk.signature()))
		for _, op := range blk.Ops {
			text.WriteString(escapeDOT(op.line()) + "\\l")
		}
		if blk.Exit.Switch != "" {
			text.WriteString("switch " + escapeDOT(blk.Exit.Switch) + "\\l")
		}
		fmt.Fprintf(&b, "\tb%d [label=\"%s\"];\n", blk.ID, text.String())
	}
	for _, blk := range g.Blocks {
		for _, l := range blk.Links {
			fmt.Fprintf(&b, "\tb%d -> b%d [label=\"%s\"];\n", blk.ID, l.Target, escapeDOT(l.label(&blk)+strings.Join(l.Args, ", ")))
		}
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// label says when l, a link of b, is taken.
func (l *Link) label(b *Block) string {
	switch {
	case l.Case != "":
		return l.Case + ": "
	case b.Exit.Switch != "":
		return "default: "
	}
	return ""
}

// escapeDOT makes s fit inside a quoted DOT label.
func escapeDOT(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\l`).Replace(s)
}
