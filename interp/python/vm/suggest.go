package vm

import "sort"

// This file finds the name that was meant in a NameError or AttributeError.

const (
	moveCost      = 2
	caseCost      = 1
	maxSuggestion = 40
	maxCandidates = 750
)

// suggestion returns ". Did you mean: 'x'?" or nothing.
func (t *Thread) suggestion(e *Instance) string {
	isName := e.cls.isSubtype(NameError) && !e.cls.isSubtype(UnboundLocalError)
	isAttribute := e.cls.isSubtype(AttributeError)
	if !isName && !isAttribute {
		return ""
	}
	name, ok := e.getSlot(intern("name")).(*Str)
	if !ok {
		return ""
	}
	saved := t.exc
	t.exc = nil
	var candidates []string
	if isAttribute {
		candidates = t.attributeCandidates(e.getSlot(intern("obj")))
	} else {
		candidates = t.nameCandidates(e)
	}
	t.exc = saved
	if best := closest(name.s, candidates); best != "" {
		return ". Did you mean: '" + best + "'?"
	}
	return ""
}

func (t *Thread) attributeCandidates(o Object) []string {
	if o == nil {
		return nil
	}
	l, ok := t.dirOf(o).(*List)
	if !ok {
		return nil
	}
	return strTexts(l.items)
}

func strTexts(items []Object) []string {
	var texts []string
	for _, o := range items {
		if s, ok := o.(*Str); ok {
			texts = append(texts, s.s)
		}
	}
	return texts
}

// nameCandidates are the names that the frame of a NameError could see.
func (t *Thread) nameCandidates(e *Instance) []string {
	tb := excData(e).tb
	if tb == nil {
		return nil
	}
	for tb.next != nil {
		tb = tb.next
	}
	names := append([]string{}, tb.code.src.VarNames...)
	names = append(names, dictTexts(tb.frame.globals)...)
	return append(names, dictTexts(t.interp.builtins.dict)...)
}

func dictTexts(d *Dict) []string {
	var names []string
	for _, e := range d.entries {
		if s, ok := e.key.(*Str); ok {
			names = append(names, s.s)
		}
	}
	sort.Strings(names)
	return names
}

// closest picks the candidate nearest to name, if it is near enough.
func closest(name string, candidates []string) string {
	if len(candidates) > maxCandidates || len(name) > maxSuggestion {
		return ""
	}
	best, bestDistance := "", 1<<30
	for _, c := range candidates {
		if c == name {
			continue
		}
		limit := (len(name) + len(c) + 3) * moveCost / 6
		if bestDistance-1 < limit {
			limit = bestDistance - 1
		}
		if d := editDistance(name, c, limit); d <= limit && d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// editDistance is CPython's weighted Levenshtein distance; any value above
// limit stands for too far.
func editDistance(a, b string, limit int) int {
	if a == b {
		return 0
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxSuggestion || len(b) > maxSuggestion {
		return limit + 1
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*moveCost > limit {
		return limit + 1
	}
	row := make([]int, len(a))
	for i := range row {
		row[i] = (i + 1) * moveCost
	}
	result := 0
	for j := 0; j < len(b); j++ {
		distance := j * moveCost
		result = distance
		least := 1 << 30
		for i := 0; i < len(a); i++ {
			substitute := distance + changeCost(b[j], a[i])
			distance = row[i]
			result = min(substitute, min(result, distance)+moveCost)
			row[i] = result
			least = min(least, result)
		}
		if least > limit {
			return limit + 1
		}
	}
	return result
}

func changeCost(a, b byte) int {
	if a == b {
		return 0
	}
	if a|0x20 == b|0x20 && (a|0x20) >= 'a' && (a|0x20) <= 'z' {
		return caseCost
	}
	return moveCost
}
