package vm

import (
	"strconv"

	"rgo/interp/python/sre"
)

// This file is match objects.

// Match is the result of a match.
type Match struct {
	pattern   *Pattern
	s         *subject
	marks     []int // start and end of each group, the whole match first; -1 if unset
	pos       int
	endpos    int
	lastIndex int
	regs      Object
}

// Class returns re.Match.
//
//rgo:parallel
func (*Match) Class() *Type { return MatchType }

// MatchType is re.Match.
var MatchType = newBuiltinType("Match", ObjectType, final|byTable)

// newMatch makes the match that m found; pos is where the search began.
//
//rgo:parallel
func newMatch(p *Pattern, s *subject, m *sre.Matcher, pos int) *Match {
	marks := make([]int, 2, 2+2*p.groups)
	marks[0], marks[1] = m.Start, m.Pos
	for i := 0; i < 2*p.groups; i += 2 {
		low, high := m.Marks[i], m.Marks[i+1]
		if low < 0 || high < low {
			low, high = -1, -1
		}
		marks = append(marks, low, high)
	}
	return &Match{pattern: p, s: s, marks: marks, pos: pos, endpos: m.End, lastIndex: m.LastIndex}
}

// group returns what group i caught, or missing.
//
//rgo:parallel
func (m *Match) group(i int, missing Object) Object {
	if m.marks[2*i] < 0 {
		return missing
	}
	return m.s.slice(m.marks[2*i], m.marks[2*i+1])
}

// matchIndex is the number of a group given by number or name; -1 with an
// exception.
//
//rgo:parallel
func (t *Thread) matchIndex(m *Match, o Object) int {
	i := -1
	if o == nil {
		return 0
	}
	if hasIndex(o) {
		v, ok := t.index(o)
		if !ok {
			if !t.catch(OverflowError) {
				return -1
			}
			v = -1
		}
		i = v
	} else {
		v := m.pattern.groupIndex.get(t, o)
		if v == nil && t.exc != nil {
			return -1
		}
		if n, ok := orNone(v).(Int); ok {
			i = int(n.v)
		}
	}
	if i < 0 || i > m.pattern.groups {
		t.raise(IndexError, "no such group")
		return -1
	}
	return i
}

// matchGroups calls add with each group and its number, without the whole.
//
//rgo:parallel
func (m *Match) groups(missing Object) []Object {
	items := make([]Object, m.pattern.groups)
	for i := range items {
		items[i] = m.group(i+1, missing)
	}
	return items
}

// span makes the methods start, end and span.
//
//rgo:parallel
func matchSpan(get func(low, high int) Object) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		m := args[0].(*Match)
		i := 0
		if len(args) > 1 {
			i = t.matchIndex(m, args[1])
		}
		if i < 0 {
			return nil
		}
		return get(m.marks[2*i], m.marks[2*i+1])
	}
}

//rgo:parallel
func init() {
	MatchType.module = newASCII("re")
	MatchType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	MatchType.addGetSets([]getset{
		{"string", func(t *Thread, o Object) Object { return o.(*Match).s.object }, nil},
		{"re", func(t *Thread, o Object) Object { return o.(*Match).pattern }, nil},
		{"pos", func(t *Thread, o Object) Object { return intOf(o.(*Match).pos) }, nil},
		{"endpos", func(t *Thread, o Object) Object { return intOf(o.(*Match).endpos) }, nil},
		{"lastindex", func(t *Thread, o Object) Object {
			if i := o.(*Match).lastIndex; i >= 0 {
				return intOf(i)
			}
			return None
		}, nil},
		{"lastgroup", func(t *Thread, o Object) Object {
			m := o.(*Match)
			if names := m.pattern.indexGroup.items; m.lastIndex >= 0 && m.lastIndex < len(names) {
				return names[m.lastIndex]
			}
			return None
		}, nil},
		{"regs", func(t *Thread, o Object) Object {
			m := o.(*Match)
			if m.regs == nil {
				items := make([]Object, len(m.marks)/2)
				for i := range items {
					items[i] = tupleOf(intOf(m.marks[2*i]), intOf(m.marks[2*i+1]))
				}
				m.regs = newTuple(items)
			}
			return m.regs
		}, nil},
	})
	MatchType.addMethods([]method{
		{"group", 0, -1, func(t *Thread, args []Object) Object {
			m := args[0].(*Match)
			if len(args) == 1 {
				return m.group(0, None)
			}
			items := make([]Object, len(args)-1)
			for i, o := range args[1:] {
				n := t.matchIndex(m, o)
				if n < 0 {
					return nil
				}
				items[i] = m.group(n, None)
			}
			if len(items) == 1 {
				return items[0]
			}
			return newTuple(items)
		}, ""},
		{"__getitem__", 1, 1, func(t *Thread, args []Object) Object {
			m := args[0].(*Match)
			n := t.matchIndex(m, args[1])
			if n < 0 {
				return nil
			}
			return m.group(n, None)
		}, ""},
		{"groups", 0, 1, func(t *Thread, args []Object) Object {
			return newTuple(args[0].(*Match).groups(orNone(args[1])))
		}, "default"},
		{"groupdict", 0, 1, func(t *Thread, args []Object) Object {
			m := args[0].(*Match)
			d := NewDict()
			for _, e := range m.pattern.groupIndex.entries {
				if e.key == nil {
					continue
				}
				n := t.matchIndex(m, e.key)
				if n < 0 || !d.set(t, e.key, m.group(n, orNone(args[1]))) {
					return nil
				}
			}
			return d
		}, "default"},
		{"start", 0, 1, matchSpan(func(low, high int) Object { return intOf(low) }), ""},
		{"end", 0, 1, matchSpan(func(low, high int) Object { return intOf(high) }), ""},
		{"span", 0, 1, matchSpan(func(low, high int) Object { return tupleOf(intOf(low), intOf(high)) }), ""},
		{"expand", 1, 1, func(t *Thread, args []Object) Object {
			fn := t.reFunction("_expand")
			if fn == nil {
				return nil
			}
			return t.call3(fn, args[0].(*Match).pattern, args[0], args[1])
		}, "template"},
		{"__copy__", 0, 0, returnSelf, ""},
		{"__deepcopy__", 1, 1, returnSelf, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s, ok := args[0].(*Match).reprText(t)
			if !ok {
				return nil
			}
			return NewStr(s)
		}, ""},
	})
}

// reFunction returns a function of the module re.
func (t *Thread) reFunction(name string) Object {
	m := t.importPath("re")
	if m == nil {
		return nil
	}
	return t.getAttr(m, intern(name))
}

//rgo:parallel
func (m *Match) reprText(t *Thread) (string, bool) {
	text, ok := t.repr(m.group(0, None))
	if !ok {
		return "", false
	}
	return "<re.Match object; span=(" + strconv.Itoa(m.marks[0]) + ", " + strconv.Itoa(m.marks[1]) + "), match=" + text + ">", true
}
