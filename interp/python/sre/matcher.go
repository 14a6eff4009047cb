package sre

// This file holds the state of a match and the moves that are taken back when
// it fails.

// Matcher matches a program against one subject.
type Matcher struct {
	p    *Program
	text string // the subject: bytes, or text below 128
	wide []rune // the subject, if it is neither

	// Start is where matching begins; after a match it is where that began.
	// Pos is where the match ended, End where the subject ends.
	Start, Pos, End int

	// MatchAll asks that the match ends at End; MustAdvance that it is not
	// empty.
	MatchAll, MustAdvance bool

	// Marks are the starts and ends of groups, -1 if they are not set.
	Marks []int

	// LastIndex is the group that was closed last, -1 if none.
	LastIndex int

	choices []choice
	trail   []change
	nodes   []repeat
	barrier int // position in choices of the innermost sub-match, -1 if none
}

// NewMatcher prepares matching in subject[start:end]; wide is nil unless the
// subject is text beyond ASCII.
func NewMatcher(p *Program, text string, wide []rune, start, end int) *Matcher {
	m := &Matcher{p: p, text: text, wide: wide, Start: start, End: end, LastIndex: -1, barrier: -1}
	m.Marks = make([]int, 2*p.groups)
	for i := range m.Marks {
		m.Marks[i] = -1
	}
	return m
}

// at returns the character at a position.
func (m *Matcher) at(i int) rune {
	if m.wide != nil {
		return m.wide[i]
	}
	return rune(m.text[i])
}

// reset forgets what an earlier attempt left.
func (m *Matcher) reset() {
	for i := range m.Marks {
		m.Marks[i] = -1
	}
	m.LastIndex = -1
	m.choices, m.trail, m.nodes, m.barrier = m.choices[:0], m.trail[:0], m.nodes[:0], -1
}

// Match matches at Start.
func (m *Matcher) Match() bool {
	if m.Start > m.End {
		return false
	}
	pc := 0
	code := m.p.code
	if code[0] == opInfo {
		if int(code[3]) > m.End-m.Start {
			return false
		}
		pc = 1 + int(code[1])
	}
	return m.run(pc, m.Start)
}

// choiceKind tells what is left to try at a choice.
type choiceKind uint8

const (
	resume            choiceKind = iota // go on at pc and pos
	branchLeft                          // the alternatives of a branch, at pc
	oneLess                             // a greedy one-character repetition with `count` more than its minimum
	oneMore                             // a lazy one-character repetition that may take `count` more
	bodyMore                            // a lazy repetition that may run its body again
	assertBarrier                       // the bottom of a lookaround
	assertNotBarrier                    //
	atomicBarrier                       //
	possessiveBarrier                   // of an iteration; count were complete
)

// choice is a place to go back to. Of barriers, pc is the operation.
type choice struct {
	kind      choiceKind
	pc, pos   int
	count     int
	repeat    int // the innermost repetition
	nodes     int // length of Matcher.nodes
	trail     int // length of Matcher.trail
	lastIndex int
	barrier   int // of barriers: the enclosing one
}

// change is the old value of a mark.
type change struct{ index, old int }

// repeat is the state of a repetition at some iteration. Nodes never change;
// the next iteration has a node of its own.
type repeat struct {
	pc    int // its operands: jump, minimum, maximum, body
	count int // complete iterations
	last  int // where the latest optional iteration began
	prev  int // the enclosing repetition
}

// push adds a choice.
func (m *Matcher) push(kind choiceKind, pc, pos, count, repeat int) {
	m.choices = append(m.choices, choice{kind, pc, pos, count, repeat, len(m.nodes), len(m.trail), m.LastIndex, m.barrier})
}

// undo takes back what happened since the choice was pushed.
func (m *Matcher) undo(c *choice) {
	for n := len(m.trail); n > c.trail; {
		n--
		x := m.trail[n]
		m.Marks[x.index] = x.old
		m.trail = m.trail[:n]
	}
	m.nodes = m.nodes[:c.nodes]
	m.LastIndex = c.lastIndex
}

// setMark sets a mark so that it can be taken back.
func (m *Matcher) setMark(index, pos int) {
	if len(m.choices) > 0 {
		m.trail = append(m.trail, change{index, m.Marks[index]})
	}
	m.Marks[index] = pos
	if index&1 != 0 {
		m.LastIndex = index/2 + 1
	}
}

// nextNode starts the next iteration of the repetition n.
func (m *Matcher) nextNode(n repeat, last int) int {
	m.nodes = append(m.nodes, repeat{n.pc, n.count + 1, last, n.prev})
	return len(m.nodes) - 1
}
