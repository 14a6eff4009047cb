package draw

// This file draws graphs as SVG. Text is measured as monospaced: every character is as wide as the next, in all of the
// common fonts of that kind nearly the same 0.6 em, so that no font has to be read and no program run.

import (
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"

	"rgo/flowgraph/layered"
)

// Measures of text, in pixels.
const (
	fontSize   = 12
	charWidth  = 7.25
	lineHeight = 16
	padX, padY = 8, 6
	wrapAt     = 76 // characters
	margin     = 16
)

// A row is a line of text in a box; op is nil for the first line of a block.
type row struct {
	text  string
	class string
	attrs string
	title string
	share float64 // of a profile
}

// SVG writes g as a picture. standalone adds the style that the page of `rgo view` has in its own sheet.
func SVG(w io.Writer, g *Graph, standalone bool) error {
	index := map[int]int{}
	l := &layered.Graph{}
	rows := make([][]row, len(g.Blocks))
	for i := range g.Blocks {
		index[g.Blocks[i].ID] = i
		rows[i] = blockRows(&g.Blocks[i])
		l.Nodes = append(l.Nodes, box(rows[i]))
	}
	var links []*Link
	var from []*Block
	for i := range g.Blocks {
		b := &g.Blocks[i]
		for k := range b.Links {
			if to, ok := index[b.Links[k].Target]; ok {
				l.Edges = append(l.Edges, layered.Edge{From: i, To: to})
				links, from = append(links, &b.Links[k]), append(from, b)
			}
		}
	}
	layered.Layout(l)
	s := &svg{}
	s.open(l, g.Name+" at "+g.Stage, standalone)
	for i := range l.Edges {
		class := "edge"
		if l.Edges[i].Back {
			class += " back"
		}
		if to := &g.Blocks[index[links[i].Target]]; to.Kind == "cold" {
			class += " cold"
		}
		s.edge(&l.Edges[i], class, strings.TrimSuffix(links[i].label(from[i]), ": "),
			fmt.Sprintf("%s to %s(%s)", from[i].Name, g.Blocks[index[links[i].Target]].Name, strings.Join(links[i].Args, ", ")))
	}
	for i := range g.Blocks {
		b := &g.Blocks[i]
		class := "block"
		if b.Kind != "" {
			class += " " + b.Kind
		}
		s.box(&l.Nodes[i], class, fmt.Sprintf(` data-block="%s"`, b.Name), rows[i])
	}
	s.close()
	_, err := io.WriteString(w, s.b.String())
	return err
}

func blockRows(b *Block) []row {
	rows := []row{{text: b.signature(), class: "head"}}
	for i := range b.Ops {
		op := &b.Ops[i]
		class := "op"
		if op.Change != "" {
			class += " " + op.Change
		}
		attrs := fmt.Sprintf(` data-id="%s"%s`, op.ID, op.attrs())
		if op.Callee != "" {
			attrs += ` data-callee="` + html.EscapeString(op.Callee) + `"`
		}
		rows = append(rows, row{op.line(), class, attrs, op.Place.title(), op.Samples})
	}
	if text := b.Exit.brief(len(b.Links)); text != "" {
		class := "op exit"
		if b.Exit.Change != "" {
			class += " " + b.Exit.Change
		}
		rows = append(rows, row{text, class, fmt.Sprintf(` data-id="%s"%s`, b.Exit.ID, b.Exit.attrs()), b.Exit.Place.title(), b.Exit.Samples})
	}
	return rows
}

// brief is the exit without what the edges show.
func (e *Exit) brief(links int) string {
	switch {
	case e.Switch != "" && links > 2:
		return "switch " + e.Switch
	case e.Switch != "":
		return "if " + e.Switch
	case strings.HasPrefix(e.Text, "jump ret("):
		return "return " + strings.TrimSuffix(strings.TrimPrefix(e.Text, "jump ret("), ")")
	}
	return ""
}

func (p *Place) attrs() string {
	text := ""
	if p.Pos != "" {
		text += ` data-pos="` + html.EscapeString(p.Pos) + `"`
	}
	if p.Own != "" {
		text += ` data-own="` + html.EscapeString(p.Own) + `"`
	}
	return text
}

func (p *Place) title() string {
	text := p.Pos
	for _, v := range p.Via {
		text += "\nin " + v.Callee + ", inlined at " + v.Pos
	}
	if p.Samples > 0 {
		text += fmt.Sprintf("\n%.2f%% of all samples", 100*p.Samples)
	}
	return text
}

// box returns a node that holds rows, which it wraps.
func box(rows []row) layered.Node {
	longest, lines := 0, 0
	for i := range rows {
		for _, line := range wrap(rows[i].text) {
			longest = max(longest, utf8.RuneCountInString(line))
			lines++
		}
	}
	return layered.Node{W: float64(longest)*charWidth + 2*padX, H: float64(lines)*lineHeight + 2*padY}
}

// wrap breaks a line that is too long, behind a comma or space where there is one, and indents what follows.
func wrap(text string) []string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		indent := ""
		for utf8.RuneCountInString(indent+line) > wrapAt {
			runes := []rune(line)
			room := wrapAt - len(indent)
			at := room
			for i := room; i > room/2; i-- {
				if runes[i-1] == ' ' || runes[i-1] == ',' {
					at = i
					break
				}
			}
			lines = append(lines, indent+strings.TrimRight(string(runes[:at]), " "))
			line = strings.TrimLeft(string(runes[at:]), " ")
			indent = "      "
		}
		lines = append(lines, indent+line)
	}
	return lines
}

// An svg is a picture being written.
type svg struct{ b strings.Builder }

// style is for pictures that stand alone; static/view.css has the same names.
const style = `<style>
:root { --paper: #ffffff; --ink: #1d2430; --faint: #667084; --line: #8a94a6; --box: #f6f8fb; --start: #e3effd; --cold: #fbeaea; --back: #1f66c1; --new: #14713a; --gone: #b3261e; --changed: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e4e8ee; --faint: #9aa4b5; --line: #758096; --box: #1d222a; --start: #1b2c43; --cold: #33211f; --back: #7ab3ff; --new: #6fd08c; --gone: #ff8f86; --changed: #e6b450; } }
.paper { fill: var(--paper); }
text { font: 12px "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace; fill: var(--ink); white-space: pre; }
.block rect { fill: var(--box); stroke: var(--line); }
.block.start rect, .block.focus rect { fill: var(--start); }
.block.cold rect { fill: var(--cold); }
.head { font-weight: bold; }
.block rect.heat { fill: #dc3c14; stroke: none; }
.edge path { fill: none; stroke: var(--line); stroke-width: 1.3; }
.edge.back path { stroke: var(--back); }
.edge.cold path { stroke-dasharray: 4 3; }
.edge text { fill: var(--faint); font-size: 11px; }
.op.new { fill: var(--new); } .op.gone { fill: var(--gone); text-decoration: line-through; } .op.changed { fill: var(--changed); }
</style>
`

func (s *svg) open(l *layered.Graph, title string, standalone bool) {
	w, h := l.W+2*margin, l.H+2*margin
	fmt.Fprintf(&s.b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img">`+"\n", w, h, w, h)
	fmt.Fprintf(&s.b, "<title>%s</title>\n", html.EscapeString(title))
	if standalone {
		s.b.WriteString(style)
		fmt.Fprintf(&s.b, `<rect class="paper" width="%.0f" height="%.0f"/>`+"\n", w, h)
	}
	s.b.WriteString(`<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5L8 4L0 7.5z" fill="context-stroke"/></marker></defs>` + "\n")
	fmt.Fprintf(&s.b, `<g class="all" transform="translate(%d %d)">`+"\n", margin, margin)
}

func (s *svg) close() { s.b.WriteString("</g>\n</svg>\n") }

// edge draws a route: curves that leave and arrive straight down; lanes of edges that go back have round corners.
func (s *svg) edge(e *layered.Edge, class, label, title string) {
	fmt.Fprintf(&s.b, `<g class="%s"><title>%s</title><path marker-end="url(#arrow)" d="M%s`, class, html.EscapeString(title), point(e.Points[0]))
	if e.Back {
		s.corners(e.Points)
	} else {
		for i := 1; i < len(e.Points); i++ {
			a, b := e.Points[i-1], e.Points[i]
			if a.X == b.X {
				fmt.Fprintf(&s.b, "L%s", point(b))
				continue
			}
			mid := (a.Y + b.Y) / 2
			fmt.Fprintf(&s.b, "C%s %s %s", point(layered.Point{X: a.X, Y: mid}), point(layered.Point{X: b.X, Y: mid}), point(b))
		}
	}
	s.b.WriteString(`"/>`)
	if label != "" {
		fmt.Fprintf(&s.b, `<text x="%.1f" y="%.1f">%s</text>`, e.Points[0].X+4, e.Points[0].Y+11, html.EscapeString(label))
	}
	s.b.WriteString("</g>\n")
}

// corners draws a line with round corners.
func (s *svg) corners(points []layered.Point) {
	const round = 5
	toward := func(from, to layered.Point) layered.Point {
		dx, dy := to.X-from.X, to.Y-from.Y
		n := max(abs(dx), abs(dy), 1)
		r := min(round, n/2)
		return layered.Point{X: from.X + dx/n*r, Y: from.Y + dy/n*r}
	}
	for i := 1; i+1 < len(points); i++ {
		before, after := toward(points[i], points[i-1]), toward(points[i], points[i+1])
		fmt.Fprintf(&s.b, "L%sQ%s %s", point(before), point(points[i]), point(after))
	}
	fmt.Fprintf(&s.b, "L%s", point(points[len(points)-1]))
}

func abs(x float64) float64 { return max(x, -x) }

func point(p layered.Point) string { return fmt.Sprintf("%.1f %.1f", p.X, p.Y) }

// box draws a node with its rows.
func (s *svg) box(n *layered.Node, class, attrs string, rows []row) {
	fmt.Fprintf(&s.b, `<g class="%s"%s><rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="4"/>`+"\n", class, attrs, n.X, n.Y, n.W, n.H)
	y := n.Y + padY + lineHeight - 4
	for _, r := range rows {
		if r.share > 0 {
			h := float64(len(wrap(r.text))) * lineHeight
			fmt.Fprintf(&s.b, `<rect class="heat" x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill-opacity="%.2f"/>`+"\n", n.X+1, y-lineHeight+4, n.W-2, h, min(0.7, 0.1+5*r.share))
		}
		fmt.Fprintf(&s.b, `<text class="%s"%s>`, r.class, r.attrs)
		if r.title != "" {
			fmt.Fprintf(&s.b, "<title>%s</title>", html.EscapeString(r.title))
		}
		for _, line := range wrap(r.text) {
			fmt.Fprintf(&s.b, `<tspan x="%.1f" y="%.1f">%s</tspan>`, n.X+padX, y, html.EscapeString(line))
			y += lineHeight
		}
		s.b.WriteString("</text>\n")
	}
	s.b.WriteString("</g>\n")
}
