// Package draw renders graphs for people and for other programs: Graphviz DOT and JSON. The text form is in package
// flowgraph itself.
package draw

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"rgo/flowgraph"
)

// Notes returns a comment on a variable, or "": facts of the annotator, for example.
type Notes func(v *flowgraph.Var) string

// DOT writes g as a Graphviz digraph: one box for each block with its operations, one edge for each link.
func DOT(w io.Writer, g *flowgraph.Graph, notes Notes) error {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %q {\n", g.Name)
	b.WriteString("\tnode [shape=box fontname=\"monospace\" fontsize=10];\n\tedge [fontname=\"monospace\" fontsize=9];\n")
	fmt.Fprintf(&b, "\tlabel=%q; labelloc=t;\n", g.Name+"  "+g.Pos.String())
	for _, blk := range g.Blocks {
		var text strings.Builder
		fmt.Fprintf(&text, "%s(%s)\\l", blockName(g, blk), varList(blk.Args, notes))
		for _, op := range blk.Ops {
			text.WriteString(escape(opText(op, notes)))
			text.WriteString("\\l")
		}
		if blk.Switch != nil {
			fmt.Fprintf(&text, "switch %s\\l", escape(blk.Switch.String()))
		}
		fmt.Fprintf(&b, "\tb%d [label=\"%s\"];\n", blk.ID, text.String())
	}
	for _, blk := range g.Blocks {
		for _, l := range blk.Exits {
			label := make([]string, 0, len(l.Args))
			for _, a := range l.Args {
				label = append(label, a.String())
			}
			text := strings.Join(label, ", ")
			if l.Case != nil {
				text = l.Case.String() + ": " + text
			} else if blk.Switch != nil {
				text = "default: " + text
			}
			fmt.Fprintf(&b, "\tb%d -> b%d [label=\"%s\"];\n", blk.ID, l.Target.ID, escape(text))
		}
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func blockName(g *flowgraph.Graph, b *flowgraph.Block) string {
	switch b {
	case g.Return:
		return "return"
	case g.Start:
		return fmt.Sprintf("b%d start", b.ID)
	}
	return fmt.Sprintf("b%d", b.ID)
}

func varList(vars []*flowgraph.Var, notes Notes) string {
	list := make([]string, len(vars))
	for i, v := range vars {
		list[i] = escape(v.String() + ": " + v.Typ.String() + note(v, notes))
	}
	return strings.Join(list, ", ")
}

func note(v *flowgraph.Var, notes Notes) string {
	if notes == nil {
		return ""
	}
	if text := notes(v); text != "" {
		return " {" + text + "}"
	}
	return ""
}

func opText(op *flowgraph.Op, notes Notes) string {
	text := flowgraph.OpString(op)
	for _, r := range op.Results {
		text += note(r, notes)
	}
	return text
}

// escape makes s fit inside a quoted DOT label.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\l`).Replace(s)
}

// The JSON form: see docs/graph-json.md for a description.
type jsonGraph struct {
	Name   string      `json:"name"`
	Pos    string      `json:"pos"`
	Stage  string      `json:"stage"`
	Blocks []jsonBlock `json:"blocks"`
}

type jsonBlock struct {
	ID     int        `json:"id"`
	Kind   string     `json:"kind,omitempty"` // "start", "return"
	Args   []jsonVar  `json:"args"`
	Ops    []jsonOp   `json:"ops"`
	Switch string     `json:"switch,omitempty"`
	Exits  []jsonLink `json:"exits"`
}

type jsonVar struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Note string `json:"note,omitempty"`
}

type jsonOp struct {
	Op      string    `json:"op"`
	Text    string    `json:"text"`
	Args    []string  `json:"args"`
	Results []jsonVar `json:"results"`
	Pos     string    `json:"pos,omitempty"`
}

type jsonLink struct {
	Target int      `json:"target"`
	Case   string   `json:"case,omitempty"`
	Args   []string `json:"args"`
}

// JSON writes g as one JSON object.
func JSON(w io.Writer, g *flowgraph.Graph, stage flowgraph.Stage, notes Notes) error {
	out := jsonGraph{Name: g.Name, Pos: g.Pos.String(), Stage: stage.String(), Blocks: []jsonBlock{}}
	vars := func(list []*flowgraph.Var) []jsonVar {
		r := []jsonVar{}
		for _, v := range list {
			n := ""
			if notes != nil {
				n = notes(v)
			}
			r = append(r, jsonVar{v.String(), v.Typ.String(), n})
		}
		return r
	}
	values := func(list []flowgraph.Value) []string {
		r := []string{}
		for _, v := range list {
			r = append(r, v.String())
		}
		return r
	}
	for _, b := range g.Blocks {
		jb := jsonBlock{ID: b.ID, Args: vars(b.Args), Ops: []jsonOp{}, Exits: []jsonLink{}}
		switch b {
		case g.Start:
			jb.Kind = "start"
		case g.Return:
			jb.Kind = "return"
		}
		if b.Switch != nil {
			jb.Switch = b.Switch.String()
		}
		for _, op := range b.Ops {
			jo := jsonOp{Op: op.Kind.String(), Text: flowgraph.OpString(op), Args: values(op.Args), Results: vars(op.Results)}
			if op.Pos.Line != 0 {
				jo.Pos = op.Pos.String()
			}
			jb.Ops = append(jb.Ops, jo)
		}
		for _, l := range b.Exits {
			jl := jsonLink{Target: l.Target.ID, Args: values(l.Args)}
			if l.Case != nil {
				jl.Case = l.Case.String()
			}
			jb.Exits = append(jb.Exits, jl)
		}
		out.Blocks = append(out.Blocks, jb)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}
