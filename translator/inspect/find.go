package inspect

// This file finds functions by what people type.

import (
	"fmt"
	"sort"
	"strings"

	"rgo/flowgraph"
	"rgo/translator"
)

// maxAmbiguous is how many candidates an error names.
const maxAmbiguous = 20

// Find returns the name of the one function at stage that name means: the whole name, or its end behind a separator,
// with or without the parentheses and star of a receiver. The program's own functions come before those that every
// program has.
func (p *Program) Find(name string, stage flowgraph.Stage) (string, error) {
	all := p.stages[stage]
	found := candidates(all, name)
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		more := ""
		if n := len(found) - maxAmbiguous; n > 0 {
			found, more = found[:maxAmbiguous], fmt.Sprintf("\n\tand %d more", n)
		}
		return "", &translator.UsageError{Text: fmt.Sprintf("%q is ambiguous:\n\t%s%s", name, strings.Join(found, "\n\t"), more)}
	}
	for st := range p.stages {
		if flowgraph.Stage(st) != stage && p.stages[st] != nil {
			if other, err := p.findAt(name, flowgraph.Stage(st)); err == nil {
				return "", &translator.UsageError{Text: fmt.Sprintf("%s is not there at stage %s: %s", other, stage, p.whyGone(other, stage))}
			}
		}
	}
	return "", &translator.UsageError{Text: fmt.Sprintf("no function %q is reached%s", name, p.suggest(all, name))}
}

// findAt is Find without the search in other stages.
func (p *Program) findAt(name string, stage flowgraph.Stage) (string, error) {
	found := candidates(p.stages[stage], name)
	if len(found) == 1 {
		return found[0], nil
	}
	return "", fmt.Errorf("%d functions", len(found))
}

// FindAny is Find at the first stage that has such a function.
func (p *Program) FindAny(name string) (string, error) {
	for st := flowgraph.Annotated; st <= p.Stage; st++ {
		if full, err := p.findAt(name, st); err == nil {
			return full, nil
		}
	}
	return p.Find(name, flowgraph.Annotated)
}

func (p *Program) whyGone(name string, stage flowgraph.Stage) string {
	if stage < flowgraph.Rtyped {
		return "a later stage makes it"
	}
	if sites := p.calls.in[name]; len(sites) > 0 {
		return "every call of it has been inlined"
	}
	return "nothing calls it any more"
}

// candidates returns the functions that name can mean.
func candidates(all map[string]*flowgraph.Graph, name string) []string {
	if all[name] != nil {
		return []string{name}
	}
	found := matching(all, name, func(s string) string { return s })
	if len(found) == 0 {
		found = matching(all, plainReceiver(name), plainReceiver)
	}
	return ownFirst(found)
}

// ownFirst returns those of the names that are not of the runtime, or all if there are no others.
func ownFirst(names []string) []string {
	var own []string
	for _, name := range names {
		if !strings.HasPrefix(strings.TrimLeft(name, "(*"), "rgo/runtime/") {
			own = append(own, name)
		}
	}
	if len(own) > 0 {
		return own
	}
	return names
}

func matching(all map[string]*flowgraph.Graph, name string, norm func(string) string) []string {
	var found []string
	for full := range all {
		if rest, ok := strings.CutSuffix(norm(full), name); ok && (rest == "" || strings.ContainsAny(rest[len(rest)-1:], "./)$")) {
			found = append(found, full)
		}
	}
	sort.Strings(found)
	return found
}

// plainReceiver takes the parentheses and the star off a receiver: (*Frame).push is Frame.push.
func plainReceiver(s string) string {
	return strings.NewReplacer("(*", "", "(", "", ")", "").Replace(s)
}

// suggest returns ": did you mean …" with names that are close to name.
func (p *Program) suggest(all map[string]*flowgraph.Graph, name string) string {
	type candidate struct {
		name     string
		distance int
	}
	var best []candidate
	want := strings.ToLower(name)
	last := want[strings.LastIndexAny(want, "./")+1:]
	for full := range all {
		short := strings.ToLower(full[strings.LastIndexAny(full, "./")+1:])
		d := min(distance(short, last), distance(strings.ToLower(full), want))
		if len(last) > 2 && strings.Contains(short, last) {
			d = min(d, 1)
		}
		if d <= 1+len(last)/3 {
			best = append(best, candidate{full, d})
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
	for _, c := range best {
		names = append(names, c.name)
	}
	names = ownFirst(names)
	names = names[:min(3, len(names))]
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
