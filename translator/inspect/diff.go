package inspect

// This file compares a function at two stages. Operations of one stage are matched with those of the other by where they
// come from, position and inlined calls, and by what they do; variables are renumbered by passes, so numbers do not count.

import (
	"regexp"
	"strings"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
)

// The marks of a comparison.
const (
	markNew     = "new"
	markGone    = "gone"
	markChanged = "changed"
)

var variableNumber = regexp.MustCompile(`\bv\d+\b|_\d+\b`)

// An item is an operation, or the end of a block, in a comparison.
type item struct {
	mark  *string
	text  string // without the numbers of variables
	op    string
	place string
	done  bool
}

// Diff describes the function at two stages, with what differs marked in both.
func (p *Program) Diff(name string, from, to flowgraph.Stage) (before, after *draw.Graph) {
	before, after = p.Draw(name, from), p.Draw(name, to)
	if before != nil && after != nil {
		compare(items(before), items(after))
	}
	return before, after
}

func items(g *draw.Graph) []*item {
	var list []*item
	for i := range g.Blocks {
		b := &g.Blocks[i]
		for k := range b.Ops {
			op := &b.Ops[k]
			list = append(list, &item{mark: &op.Change, text: variableNumber.ReplaceAllString(op.Text, "_"), op: op.Op, place: placeKey(&op.Place)})
		}
		if b.Exit.Switch != "" {
			list = append(list, &item{mark: &b.Exit.Change, text: "switch " + variableNumber.ReplaceAllString(b.Exit.Switch, "_"), op: "switch", place: placeKey(&b.Exit.Place)})
		}
	}
	return list
}

// placeKey identifies where something comes from.
func placeKey(p *draw.Place) string {
	var b strings.Builder
	b.WriteString(p.Pos)
	for _, v := range p.Via {
		b.WriteString("<" + v.Callee + "@" + v.Pos)
	}
	return b.String()
}

// compare marks what is only in one list, and what is in both in other form.
func compare(before, after []*item) {
	match := func(key func(*item) string, mark string) {
		open := map[string][]*item{}
		for _, a := range before {
			if !a.done {
				open[key(a)] = append(open[key(a)], a)
			}
		}
		for _, b := range after {
			if b.done {
				continue
			}
			list := open[key(b)]
			if len(list) == 0 {
				continue
			}
			a := list[0]
			open[key(b)] = list[1:]
			a.done, b.done = true, true
			*a.mark, *b.mark = mark, mark
		}
	}
	match(func(x *item) string { return x.text + "\x00" + x.place }, "")
	match(func(x *item) string { return x.op + "\x00" + x.place }, markChanged)
	match(func(x *item) string {
		if x.place == "" {
			return x.op + "\x00nowhere"
		}
		return x.place
	}, markChanged)
	for _, a := range before {
		if !a.done {
			*a.mark = markGone
		}
	}
	for _, b := range after {
		if !b.done {
			*b.mark = markNew
		}
	}
}
