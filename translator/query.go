package translator

// This file answers `rgo graph`: one function, or all of them, at a stage.

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
)

var stages = []flowgraph.Stage{flowgraph.Flow, flowgraph.Annotated, flowgraph.Rtyped, flowgraph.Optimized, flowgraph.Lowered}

// ParseStage returns the stage called name.
func ParseStage(name string) (flowgraph.Stage, error) {
	for _, s := range stages {
		if s.String() == name {
			return s, nil
		}
	}
	return 0, &UsageError{fmt.Sprintf("unknown stage %q: use %s", name, StageNames())}
}

// StageNames lists the stages for people.
func StageNames() string {
	var names []string
	for _, s := range stages {
		names = append(names, s.String())
	}
	return strings.Join(names, ", ")
}

// Graph writes the graph of the function called fn at stage, or the whole program if fn is "".
func (s *Session) Graph(w io.Writer, stage flowgraph.Stage, format, fn string) error {
	switch format {
	case "text", "dot", "json":
	default:
		return &UsageError{fmt.Sprintf("unknown format %q: use text, dot or json", format)}
	}
	if fn == "" && format != "text" {
		return &UsageError{"--format " + format + " needs the name of a function"}
	}
	// The annotator finds out which graphs there are; it does not change them.
	if err := s.To(max(stage, flowgraph.Annotated)); err != nil {
		return Wrap(err)
	}
	if fn == "" {
		return Wrap(flowgraph.PrintProgram(w, s.Prog))
	}
	g, err := FindGraph(s.Prog, fn)
	if err != nil {
		return err
	}
	var notes draw.Notes
	if stage == flowgraph.Annotated {
		notes = s.Facts.Describe
	}
	switch format {
	case "dot":
		err = draw.DOT(w, g, notes)
	case "json":
		err = draw.JSON(w, g, stage, notes)
	default:
		err = flowgraph.PrintGraph(w, g)
		if err == nil && notes != nil {
			err = printNotes(w, g, notes)
		}
	}
	return Wrap(err)
}

// printNotes lists what is known about the variables of g, under its text.
func printNotes(w io.Writer, g *flowgraph.Graph, notes draw.Notes) error {
	line := func(v *flowgraph.Var) error {
		if text := notes(v); text != "" {
			_, err := fmt.Fprintf(w, "// %s: %s\n", v, text)
			return err
		}
		return nil
	}
	for _, b := range g.Blocks {
		for _, a := range b.Args {
			if err := line(a); err != nil {
				return err
			}
		}
		for _, op := range b.Ops {
			for _, r := range op.Results {
				if err := line(r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// FindGraph returns the graph of p whose name is name, or ends in it behind a separator.
func FindGraph(p *flowgraph.Program, name string) (*flowgraph.Graph, error) {
	var found []*flowgraph.Graph
	for _, g := range p.Graphs {
		if g.Name == name {
			return g, nil
		}
		if rest, ok := strings.CutSuffix(g.Name, name); ok && strings.ContainsAny(rest[len(rest)-1:], "./)$") {
			found = append(found, g)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, &UsageError{fmt.Sprintf("no function %q is reached%s", name, suggest(p, name))}
	}
	var names []string
	for _, g := range found {
		names = append(names, g.Name)
	}
	sort.Strings(names)
	return nil, &UsageError{fmt.Sprintf("%q is ambiguous:\n\t%s", name, strings.Join(names, "\n\t"))}
}

// suggest returns ": did you mean …" with names that are close to name.
func suggest(p *flowgraph.Program, name string) string {
	type candidate struct {
		name     string
		distance int
	}
	var best []candidate
	for _, g := range p.Graphs {
		short := g.Name[strings.LastIndexAny(g.Name, "./")+1:]
		if d := min(distance(short, name), distance(g.Name, name)); d <= 1+len(name)/3 {
			best = append(best, candidate{g.Name, d})
		}
	}
	if len(best) == 0 {
		return ""
	}
	sort.Slice(best, func(i, j int) bool {
		if best[i].distance != best[j].distance {
			return best[i].distance < best[j].distance
		}
		return best[i].name < best[j].name
	})
	var names []string
	for _, c := range best[:min(3, len(best))] {
		names = append(names, c.name)
	}
	return ": did you mean " + strings.Join(names, " or ") + "?"
}

// distance is the Levenshtein distance of a and b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
