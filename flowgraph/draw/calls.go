package draw

// This file draws parts of the call graph.

import (
	"fmt"
	"html"
	"io"
	"strings"

	"rgo/flowgraph/layered"
)

// Calls is a part of the call graph: what is around one function.
type Calls struct {
	Version   int        `json:"version"`
	Around    string     `json:"around"`
	Stage     string     `json:"stage"`
	Functions []Function `json:"functions"`
	Calls     []Call     `json:"calls"`
}

// A Function is a node of the call graph.
type Function struct {
	Name    string  `json:"name"`
	Pos     string  `json:"pos,omitempty"`
	Size    int     `json:"size"`              // operations and exits
	Samples float64 `json:"samples,omitempty"` // share of a profile, 0 to 1
	More    int     `json:"more,omitempty"`    // calls from and to functions that are not shown
}

// A Call is an edge of the call graph.
type Call struct {
	From  int    `json:"from"` // index in Functions
	To    int    `json:"to"`
	Sites int    `json:"sites"`         // places in From
	Kind  string `json:"kind"`          // "direct", or "address": through an interface or a function value
	Hot   bool   `json:"hot,omitempty"` // inside of a loop of From
}

// Text writes c as a list of functions and what they call.
func (c *Calls) Text(w io.Writer) error {
	var b strings.Builder
	for i, f := range c.Functions {
		fmt.Fprintf(&b, "%s  size %d", f.Name, f.Size)
		if f.Pos != "" {
			fmt.Fprintf(&b, "  // %s", f.Pos)
		}
		b.WriteByte('\n')
		for _, x := range c.Calls {
			if x.From != i {
				continue
			}
			fmt.Fprintf(&b, "    -> %s", c.Functions[x.To].Name)
			if note := x.note(); note != "" {
				fmt.Fprintf(&b, "  (%s)", note)
			}
			b.WriteByte('\n')
		}
		if f.More > 0 {
			fmt.Fprintf(&b, "    and %d more\n", f.More)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// note tells what is special about x.
func (x *Call) note() string {
	var parts []string
	if x.Sites > 1 {
		parts = append(parts, fmt.Sprintf("%d sites", x.Sites))
	}
	if x.Kind != "direct" {
		parts = append(parts, "through an "+x.Kind)
	}
	if x.Hot {
		parts = append(parts, "in a loop")
	}
	return strings.Join(parts, ", ")
}

// DOT writes c for Graphviz.
func (c *Calls) DOT(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph \"calls around %s\" {\n\tnode [shape=box fontname=\"monospace\" fontsize=10];\n", escapeDOT(c.Around))
	for i, f := range c.Functions {
		fmt.Fprintf(&b, "\tf%d [label=\"%s\\nsize %d\"];\n", i, escapeDOT(f.Name), f.Size)
	}
	for _, x := range c.Calls {
		style := "solid"
		if x.Kind != "direct" {
			style = "dashed"
		}
		width := 1
		if x.Hot {
			width = 2
		}
		fmt.Fprintf(&b, "\tf%d -> f%d [style=%s penwidth=%d];\n", x.From, x.To, style, width)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// SVG writes c as a picture.
func (c *Calls) SVG(w io.Writer, standalone bool) error {
	l := &layered.Graph{}
	rows := make([][]row, len(c.Functions))
	for i, f := range c.Functions {
		size := fmt.Sprintf("size %d", f.Size)
		if f.Samples > 0 {
			size += fmt.Sprintf(", %.1f%% of samples", 100*f.Samples)
		}
		if f.More > 0 {
			size += fmt.Sprintf(", %d more calls", f.More)
		}
		rows[i] = []row{{text: f.Name, class: "head", attrs: ` data-callee="` + html.EscapeString(f.Name) + `"`, title: f.Pos}, {text: size, class: "size"}}
		l.Nodes = append(l.Nodes, box(rows[i]))
	}
	for _, x := range c.Calls {
		l.Edges = append(l.Edges, layered.Edge{From: x.From, To: x.To})
	}
	layered.Layout(l)
	s := &svg{}
	s.open(l, "calls around "+c.Around, standalone)
	for i := range c.Calls {
		x := &c.Calls[i]
		class := "edge"
		if l.Edges[i].Back {
			class += " back"
		}
		if x.Kind != "direct" {
			class += " cold"
		}
		if x.Hot {
			class += " hot"
		}
		s.edge(&l.Edges[i], class, "", c.Functions[x.From].Name+" calls "+c.Functions[x.To].Name+" "+x.note())
	}
	for i, f := range c.Functions {
		class := "block"
		if f.Name == c.Around {
			class += " focus"
		}
		s.box(&l.Nodes[i], class, "", rows[i])
	}
	s.close()
	_, err := io.WriteString(w, s.b.String())
	return err
}
