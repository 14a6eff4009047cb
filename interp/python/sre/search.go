package sre

import "strings"

// This file looks for the first match in the subject.

// Search looks for a match that starts at Start or after it. It sets Start and
// Pos to where the match begins and ends.
func (m *Matcher) Search() bool {
	code := m.p.code
	pos := m.Start
	if pos > m.End {
		return false
	}
	last := m.End // the last place where a match can start
	pc := 0
	if code[0] == opInfo {
		if width := int(code[3]); width > 0 {
			if width > m.End-pos {
				return false
			}
			last = m.End - width
		}
		flags := code[2]
		pc = 1 + int(code[1])
		switch {
		case flags&infoPrefix != 0 && (m.wide != nil || m.p.prefix != ""):
			return m.searchPrefix(pc, pos, flags&infoLiteral != 0)
		case flags&infoPrefix != 0:
			return false // the prefix has characters that the subject cannot have
		case flags&infoCharset != 0:
			return m.searchSet(pc, pos)
		}
	}
	if m.run(pc, pos) {
		m.Start = pos
		return true
	}
	m.MustAdvance = false
	if code[pc] == opAt && (code[pc+1] == atBeginning || code[pc+1] == atBeginningString) {
		return false
	}
	if code[pc] == opLiteral {
		return m.searchLiteral(pc, pos+1, last)
	}
	for pos++; pos <= last; pos++ {
		if m.run(pc, pos) {
			m.Start = pos
			return true
		}
	}
	return false
}

// searchLiteral tries where the character at pc is.
func (m *Matcher) searchLiteral(pc, pos, last int) bool {
	c := rune(m.p.code[pc+1])
	for ; pos <= last && pos < m.End; pos++ {
		if m.at(pos) == c && m.run(pc, pos) {
			m.Start = pos
			return true
		}
	}
	return false
}

// searchPrefix tries where the literal prefix is; whole says that the prefix is
// the whole pattern.
func (m *Matcher) searchPrefix(pc, pos int, whole bool) bool {
	n := len(m.p.wide)
	for {
		if pos = m.findPrefix(pos); pos < 0 {
			return false
		}
		if whole && !m.MatchAll {
			m.Start, m.Pos = pos, pos+n
			m.reset()
			return true
		}
		if m.run(pc, pos) {
			m.Start = pos
			return true
		}
		pos++
	}
}

// findPrefix returns where the prefix comes next, or -1.
func (m *Matcher) findPrefix(pos int) int {
	if m.wide == nil {
		i := strings.Index(m.text[pos:m.End], m.p.prefix)
		if i < 0 {
			return -1
		}
		return pos + i
	}
	prefix := m.p.wide
	first := prefix[0]
	for ; pos <= m.End-len(prefix); pos++ {
		if m.wide[pos] != first {
			continue
		}
		same := true
		for i, r := range prefix {
			if m.wide[pos+i] != r {
				same = false
				break
			}
		}
		if same {
			return pos
		}
	}
	return -1
}

// searchSet tries where a character of the set of the information block is.
func (m *Matcher) searchSet(pc, pos int) bool {
	first := m.p.startMap(5)
	for ; pos < m.End; pos++ {
		if r := m.at(pos); r < 256 {
			if !first.has(uint32(r)) {
				continue
			}
		} else if !m.p.charset(5, r) {
			continue
		}
		if m.run(pc, pos) {
			m.Start = pos
			return true
		}
	}
	return false
}
