// Package draw renders graphs for people and for other programs: JSON, Graphviz DOT, SVG and the page of `rgo view`. The
// text form is in package flowgraph itself.
//
// In comes a flowgraph.Graph of any stage, or a part of a call graph. Out goes a Graph or a Calls, plain data whose JSON
// form is described in docs/graph-json.md, and from those the other forms. Nothing here changes graphs.
package draw

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"rgo/flowgraph"
)

// Version is the version of the JSON form. It changes when a field changes its meaning or goes away.
const Version = 1

// Notes returns a comment on a variable, or "": facts of the annotator, for example.
type Notes func(v *flowgraph.Var) string

// A Graph is one function at one stage.
type Graph struct {
	Version int      `json:"version"`
	Name    string   `json:"name"`
	Stage   string   `json:"stage"` // a stage, or a pass: the graph after it
	Pos     string   `json:"pos,omitempty"`
	Doc     string   `json:"doc,omitempty"`
	Attrs   string   `json:"attrs,omitempty"`
	Results []string `json:"results"` // types
	Blocks  []Block  `json:"blocks"`
}

// A Block is a block; the return block comes last.
type Block struct {
	ID    int    `json:"id"`
	Name  string `json:"name"`           // "b3", "ret": as in the text form
	Kind  string `json:"kind,omitempty"` // "start", "return", or "cold": no way from it to the return block
	Args  []Var  `json:"args"`
	Ops   []Op   `json:"ops"`
	Exit  Exit   `json:"exit"`
	Links []Link `json:"links"`
}

// A Var is a variable where it is defined.
type Var struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Note string `json:"note,omitempty"`
}

// A Place says where something comes from.
type Place struct {
	Pos string `json:"pos,omitempty"` // file:line:column
	// Own is the position in the function's own source: of the call that was inlined, if Pos is in another function.
	Own string `json:"own,omitempty"`
	Via []Site `json:"via,omitempty"` // the inlined calls, innermost first
	// Samples is the share of a profile that the code of this place has in this function, 0 to 1.
	Samples float64 `json:"samples,omitempty"`
}

// A Site is an inlined call.
type Site struct {
	Callee string `json:"callee"`
	Pos    string `json:"pos"`
}

// An Op is an operation.
type Op struct {
	ID      string   `json:"id"` // "b3.0": unique in the graph
	Op      string   `json:"op"`
	Text    string   `json:"text"`
	Args    []string `json:"args"`
	Results []Var    `json:"results"`
	Callee  string   `json:"callee,omitempty"` // name of the graph that it calls or refers to
	Change  string   `json:"change,omitempty"` // in a comparison: "new", "gone", "changed"
	Place
}

// An Exit is how a block ends.
type Exit struct {
	ID     string `json:"id"`
	Text   string `json:"text,omitempty"`
	Switch string `json:"switch,omitempty"` // the value that chooses the link
	Change string `json:"change,omitempty"`
	Place
}

// A Link passes control and values to another block.
type Link struct {
	Target int      `json:"target"`
	Case   string   `json:"case,omitempty"` // value of Switch for this link; "" for the default and for jumps
	Args   []string `json:"args"`
	Weight uint32   `json:"weight,omitempty"`
}

// New describes g. stage names the stage or pass; notes can be nil.
func New(g *flowgraph.Graph, stage string, notes Notes) *Graph {
	out := &Graph{Version: Version, Name: g.Name, Stage: stage, Pos: place(g.Pos), Doc: g.Doc, Attrs: g.Attr.String(), Results: []string{}, Blocks: []Block{}}
	for _, r := range g.Results {
		out.Results = append(out.Results, r.String())
	}
	vars := func(list []*flowgraph.Var) []Var {
		r := []Var{}
		for _, v := range list {
			x := Var{Name: v.String(), Type: v.Typ.String()}
			if notes != nil {
				x.Note = notes(v)
			}
			r = append(r, x)
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
	cold := coldBlocks(g)
	for _, b := range g.Blocks {
		jb := Block{ID: b.ID, Name: b.Label(g), Args: vars(b.Args), Ops: []Op{}, Links: []Link{}}
		switch {
		case b == g.Start:
			jb.Kind = "start"
		case b == g.Return:
			jb.Kind = "return"
		case cold[b]:
			jb.Kind = "cold"
		}
		for i, op := range b.Ops {
			jo := Op{ID: jb.Name + "." + strconv.Itoa(i), Op: op.Kind.String(), Text: flowgraph.OpString(op), Args: values(op.Args), Results: vars(op.Results), Place: placeOf(op.Pos)}
			if h, ok := op.Aux.(*flowgraph.Graph); ok {
				jo.Callee = h.Name
			}
			jb.Ops = append(jb.Ops, jo)
		}
		jb.Exit = Exit{ID: jb.Name + ".exit", Text: flowgraph.ExitString(g, b), Place: placeOf(b.Pos)}
		if b.Switch != nil {
			jb.Exit.Switch = b.Switch.String()
		}
		for _, l := range b.Exits {
			jl := Link{Target: l.Target.ID, Args: values(l.Args), Weight: l.Weight}
			if l.Case != nil {
				jl.Case = l.Case.String()
			}
			jb.Links = append(jb.Links, jl)
		}
		out.Blocks = append(out.Blocks, jb)
	}
	return out
}

// place is the text of p, or "".
func place(p flowgraph.Pos) string {
	if p.Line == 0 {
		return ""
	}
	return p.String()
}

func placeOf(p flowgraph.Pos) Place {
	out := Place{Pos: place(p), Own: place(p.Own())}
	for s := p.In; s != nil; s = s.Pos.In {
		out.Via = append(out.Via, Site{s.Callee, place(s.Pos)})
	}
	return out
}

// coldBlocks returns the blocks from which the return block cannot be reached: they panic, or never end.
func coldBlocks(g *flowgraph.Graph) map[*flowgraph.Block]bool {
	preds := g.Preds()
	warm := map[*flowgraph.Block]bool{g.Return: true}
	work := []*flowgraph.Block{g.Return}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range preds.Of(b) {
			if !warm[p.From] {
				warm[p.From] = true
				work = append(work, p.From)
			}
		}
	}
	cold := map[*flowgraph.Block]bool{}
	for _, b := range g.Blocks {
		if !warm[b] {
			cold[b] = true
		}
	}
	return cold
}

// JSON writes x, a *Graph or a *Calls, as one JSON object.
func JSON(w io.Writer, x any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(x)
}

// signature is the first line of a block: its name and arguments.
func (b *Block) signature() string {
	text := b.Name + "("
	for i, a := range b.Args {
		if i > 0 {
			text += ", "
		}
		text += a.Name + ": " + a.Type + a.note()
	}
	return text + ")"
}

func (v Var) note() string {
	if v.Note == "" {
		return ""
	}
	return fmt.Sprintf(" {%s}", v.Note)
}

// line is the text of an operation with what is known about its results.
func (o *Op) line() string {
	text := o.Text
	for _, r := range o.Results {
		text += r.note()
	}
	return text
}
