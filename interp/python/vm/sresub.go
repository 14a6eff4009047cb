package vm

import (
	"strings"

	"rgo/interp/python/sre"
)

// This file is findall, split and sub of patterns.

// advance prepares the search after a match.
//
//rgo:parallel
func advance(m *sre.Matcher) {
	m.MustAdvance = m.Pos == m.Start
	m.Start = m.Pos
}

// caught returns what group i caught, or missing; group 0 is the whole.
//
//rgo:parallel
func caught(m *sre.Matcher, s *subject, i int, missing Object) Object {
	if i == 0 {
		return s.slice(m.Start, m.Pos)
	}
	low, high := m.Marks[2*i-2], m.Marks[2*i-1]
	if low < 0 || high < low {
		return missing
	}
	return s.slice(low, high)
}

// patternFindAll is findall.
//
//rgo:parallel
func patternFindAll(t *Thread, args []Object) Object {
	p := args[0].(*Pattern)
	m, s, ok := t.matcher(p, args[1], args[2], args[3])
	if !ok {
		return nil
	}
	empty := s.slice(0, 0)
	var found []Object
	for m.Search() {
		switch p.groups {
		case 0, 1:
			found = append(found, caught(m, s, p.groups, empty))
		default:
			items := make([]Object, p.groups)
			for i := range items {
				items[i] = caught(m, s, i+1, empty)
			}
			found = append(found, newTuple(items))
		}
		advance(m)
	}
	return newList(found)
}

// patternSplit is split.
//
//rgo:parallel
func patternSplit(t *Thread, args []Object) Object {
	p := args[0].(*Pattern)
	limit := 0
	if args[2] != nil {
		var ok bool
		if limit, ok = t.index(args[2]); !ok {
			return nil
		}
	}
	m, s, ok := t.matcher(p, args[1], nil, nil)
	if !ok {
		return nil
	}
	var parts []Object
	last := 0
	for n := 0; limit == 0 || n < limit; n++ {
		if !m.Search() {
			break
		}
		parts = append(parts, s.slice(last, m.Start))
		for i := 1; i <= p.groups; i++ {
			parts = append(parts, caught(m, s, i, None))
		}
		advance(m)
		last = m.Start
	}
	return newList(append(parts, s.slice(last, s.n)))
}

// patternSub is sub; it returns the new text and the number of replacements.
//
//rgo:parallel
func (t *Thread) patternSub(p *Pattern, repl, o, count Object) (Object, int) {
	limit := 0
	if count != nil {
		var ok bool
		if limit, ok = t.index(count); !ok {
			return nil, 0
		}
	}
	filter, callable := repl, isCallable(repl)
	if !callable {
		text, isText := "", true
		if s := strOf(repl); s != nil {
			text = s.s
		} else {
			text, isText = bytesText(repl)
		}
		if !isText || strings.IndexByte(text, '\\') >= 0 {
			fn := t.reFunction("_subx")
			if fn == nil {
				return nil, 0
			}
			if filter = t.call2(fn, p, repl); filter == nil {
				return nil, 0
			}
			callable = isCallable(filter)
		}
	}
	m, s, ok := t.matcher(p, o, nil, nil)
	if !ok {
		return nil, 0
	}
	var parts []Object
	last, n := 0, 0
	for limit == 0 || n < limit {
		if !m.Search() {
			break
		}
		if last < m.Start {
			parts = append(parts, s.slice(last, m.Start))
		}
		item := filter
		if callable {
			if item = t.call1(filter, newMatch(p, s, m, 0)); item == nil {
				return nil, 0
			}
		}
		if item != None {
			parts = append(parts, item)
		}
		n++
		advance(m)
		last = m.Start
	}
	if last < s.n {
		parts = append(parts, s.slice(last, s.n))
	}
	return t.joinParts(s, parts), n
}

// joinParts joins the parts of a substitution.
//
//rgo:parallel
func (t *Thread) joinParts(s *subject, parts []Object) Object {
	if s.str != nil {
		return strJoin(t, []Object{emptyStr, newList(parts)})
	}
	size := 0
	for _, o := range parts {
		text, ok := bytesText(o)
		if !ok {
			return t.callAttr(&Bytes{}, intern("join"), newList(parts)) // raises
		}
		size += len(text)
	}
	if len(parts) == 1 {
		if b, ok := parts[0].(*Bytes); ok {
			return b
		}
	}
	b := make([]byte, 0, size)
	for _, o := range parts {
		text, _ := bytesText(o)
		b = append(b, text...)
	}
	return &Bytes{string(b)}
}
