package sre

// This file is the interpreter of the code.

// run matches the code at pc against the subject at pos. The pattern's own end
// must satisfy MatchAll and MustAdvance.
func (m *Matcher) run(pc, pos int) bool {
	m.reset()
	p, code, end, start := m.p, m.p.code, m.End, pos
	repeating := -1 // the innermost repetition, in m.nodes
	for {
		op := code[pc]
		switch op {
		case opLiteral:
			if pos < end && m.at(pos) == rune(code[pc+1]) {
				pos++
				pc += 2
				continue
			}
		case opAny:
			if pos < end && m.at(pos) != '\n' {
				pos++
				pc++
				continue
			}
		case opAnyAll:
			if pos < end {
				pos++
				pc++
				continue
			}
		case opIn, opInIgnore, opInUniIgnore, opInLocIgnore:
			if pos < end && m.one(pc, m.at(pos)) {
				pos++
				pc += 1 + int(code[pc+1])
				continue
			}
		case opNotLiteral, opLiteralIgnore, opNotLiteralIgnore, opLiteralUniIgnore, opNotLiteralUniIgnore,
			opLiteralLocIgnore, opNotLiteralLocIgnore, opCategory:
			if pos < end && p.accepts(pc, m.at(pos)) {
				pos++
				pc += 2
				continue
			}
		case opMark:
			m.setMark(int(code[pc+1]), pos)
			pc += 2
			continue
		case opAt:
			if m.isAt(code[pc+1], pos) {
				pc += 2
				continue
			}
		case opJump:
			pc += 1 + int(code[pc+1])
			continue
		case opInfo:
			pc += 1 + int(code[pc+1])
			continue
		case opBranch:
			if body, rest := m.alternative(pc+1, pos); body >= 0 {
				if rest >= 0 {
					m.push(branchLeft, rest, pos, 0, repeating)
				}
				pc = body
				continue
			}
		case opRepeatOne:
			low := int(code[pc+2])
			if low > end-pos {
				break
			}
			n := m.count(pc+4, pos, code[pc+3])
			if n < low {
				break
			}
			tail := pc + 1 + int(code[pc+1])
			if n = m.lastUseful(tail, pos, low, n); n < low {
				break
			}
			if n > low {
				m.push(oneLess, pc, pos, n, repeating)
			}
			pos += n
			pc = tail
			continue
		case opMinRepeatOne:
			low := int(code[pc+2])
			if low > 0 {
				if low > end-pos || m.count(pc+4, pos, code[pc+2]) < low {
					break
				}
				pos += low
			}
			m.push(oneMore, pc, pos, low, repeating)
			pc += 1 + int(code[pc+1])
			continue
		case opPossessiveRepeatOne:
			low := int(code[pc+2])
			if low > end-pos {
				break
			}
			n := m.count(pc+4, pos, code[pc+3])
			if n < low {
				break
			}
			pos += n
			pc += 1 + int(code[pc+1])
			continue
		case opRepeat:
			m.nodes = append(m.nodes, repeat{pc + 1, -1, -1, repeating})
			repeating = len(m.nodes) - 1
			pc += 1 + int(code[pc+1])
			continue
		case opMaxUntil:
			n := m.nodes[repeating]
			if n.count+1 < int(code[n.pc+1]) {
				repeating = m.nextNode(n, n.last)
				pc = n.pc + 3
				continue
			}
			high := code[n.pc+2]
			if (high == MaxRepeat || n.count+1 < int(high)) && pos != n.last {
				m.push(resume, pc+1, pos, 0, n.prev)
				repeating = m.nextNode(n, pos)
				pc = n.pc + 3
				continue
			}
			repeating = n.prev
			pc++
			continue
		case opMinUntil:
			n := m.nodes[repeating]
			if n.count+1 < int(code[n.pc+1]) {
				repeating = m.nextNode(n, n.last)
				pc = n.pc + 3
				continue
			}
			high := code[n.pc+2]
			if (high == MaxRepeat || n.count+1 < int(high)) && pos != n.last {
				m.push(bodyMore, pc, pos, 0, repeating)
			}
			repeating = n.prev
			pc++
			continue
		case opPossessiveRepeat:
			if code[pc+3] == 0 { // no iteration at all
				pc += 2 + int(code[pc+1])
				continue
			}
			m.enter(possessiveBarrier, pc, pos, repeating)
			pc += 4
			continue
		case opAtomicGroup:
			m.enter(atomicBarrier, pc, pos, repeating)
			pc += 2
			continue
		case opAssert:
			if back := int(code[pc+2]); back <= pos {
				m.enter(assertBarrier, pc, pos, repeating)
				pos -= back
				pc += 3
				continue
			}
		case opAssertNot:
			back := int(code[pc+2])
			if back > pos {
				pc += 1 + int(code[pc+1])
				continue
			}
			m.enter(assertNotBarrier, pc, pos, repeating)
			pos -= back
			pc += 3
			continue
		case opGroupRef, opGroupRefIgnore, opGroupRefUniIgnore, opGroupRefLocIgnore:
			if after := m.matchGroup(op, int(code[pc+1]), pos); after >= 0 {
				pos = after
				pc += 2
				continue
			}
		case opGroupRefExists:
			g := 2 * int(code[pc+1])
			if m.Marks[g] < 0 || m.Marks[g+1] < m.Marks[g] {
				pc += 1 + int(code[pc+2])
			} else {
				pc += 3
			}
			continue
		case opSuccess:
			if m.barrier < 0 {
				if m.MatchAll && pos != end || m.MustAdvance && pos == start {
					break
				}
				m.Pos = pos
				return true
			}
			if next, at, inside := m.leave(pos); next >= 0 {
				pc, pos, repeating = next, at, inside
				continue
			}
		}
		// This way failed: go back to the latest choice.
		for {
			last := len(m.choices) - 1
			if last < 0 {
				return false
			}
			c := &m.choices[last]
			m.undo(c)
			repeating = c.repeat
			if pc, pos = m.retry(c, last); pc >= 0 {
				if c.kind == bodyMore && len(m.choices) == last {
					repeating = m.nextNode(m.nodes[repeating], pos)
				}
				break
			}
		}
	}
}

// retry takes the next way of a choice. It returns pc -1 if there is none.
func (m *Matcher) retry(c *choice, last int) (pc, pos int) {
	code := m.p.code
	switch c.kind {
	case resume:
		m.choices = m.choices[:last]
		return c.pc, c.pos
	case branchLeft:
		body, rest := m.alternative(c.pc, c.pos)
		if rest < 0 {
			m.choices = m.choices[:last]
		} else {
			c.pc = rest
		}
		return body, c.pos
	case oneLess:
		low := int(code[c.pc+2])
		tail := c.pc + 1 + int(code[c.pc+1])
		n := m.lastUseful(tail, c.pos, low, c.count-1)
		if n <= low {
			m.choices = m.choices[:last]
		}
		if n < low {
			return -1, 0
		}
		c.count = n
		return tail, c.pos + n
	case oneMore:
		high := code[c.pc+3]
		if c.pos >= m.End || high != MaxRepeat && c.count >= int(high) || !m.one(c.pc+4, m.at(c.pos)) {
			m.choices = m.choices[:last]
			return -1, 0
		}
		c.pos++
		c.count++
		return c.pc + 1 + int(code[c.pc+1]), c.pos
	case bodyMore:
		m.choices = m.choices[:last]
		return m.nodes[c.repeat].pc + 3, c.pos
	}
	// A sub-match failed.
	m.choices = m.choices[:last]
	m.barrier = c.barrier
	switch c.kind {
	case assertNotBarrier:
		return c.pc + 1 + int(code[c.pc+1]), c.pos
	case possessiveBarrier:
		if c.count >= int(code[c.pc+2]) {
			return c.pc + 2 + int(code[c.pc+1]), c.pos
		}
	}
	return -1, 0
}

// enter starts a sub-match.
func (m *Matcher) enter(kind choiceKind, pc, pos, repeating int) {
	m.push(kind, pc, pos, 0, repeating)
	m.barrier = len(m.choices) - 1
}

// leave ends the innermost sub-match with success at pos: its choices are
// dropped. It returns where to go on, or pc -1 if that means failure.
func (m *Matcher) leave(pos int) (pc, at, repeating int) {
	code := m.p.code
	c := m.choices[m.barrier]
	m.choices = m.choices[:m.barrier]
	m.barrier = c.barrier
	next := c.pc + 1 + int(code[c.pc+1])
	switch c.kind {
	case assertBarrier:
		return next, c.pos, c.repeat
	case atomicBarrier:
		return next, pos, c.repeat
	case assertNotBarrier:
		m.undo(&c)
		return -1, 0, 0
	}
	count := c.count + 1
	high := code[c.pc+3]
	if (high == MaxRepeat || count < int(high)) && (pos != c.pos || count < int(code[c.pc+2])) {
		m.push(possessiveBarrier, c.pc, pos, count, c.repeat)
		m.barrier = len(m.choices) - 1
		return c.pc + 4, pos, c.repeat
	}
	return next + 1, pos, c.repeat
}

// one tests a character against the one-character operation at pc.
func (m *Matcher) one(pc int, r rune) bool {
	if r < 256 {
		return m.p.map256(pc).has(uint32(r))
	}
	return m.p.accepts(pc, r)
}

// alternative returns the first alternative at pc or after it that may match at
// pos, and the one to try after it; -1 where there is none.
func (m *Matcher) alternative(pc, pos int) (body, rest int) {
	code := m.p.code
	for code[pc] != 0 {
		next := pc + int(code[pc])
		possible := true
		switch code[pc+1] {
		case opLiteral:
			possible = pos < m.End && m.at(pos) == rune(code[pc+2])
		case opIn:
			possible = pos < m.End && m.one(pc+1, m.at(pos))
		}
		if possible {
			if code[next] == 0 {
				return pc + 1, -1
			}
			return pc + 1, next
		}
		pc = next
	}
	return -1, -1
}

// lastUseful is the largest count from high down to low after which the tail
// may match: if the tail begins with a character, that must be there.
func (m *Matcher) lastUseful(tail, pos, low, high int) int {
	code := m.p.code
	if code[tail] != opLiteral {
		return high
	}
	c := rune(code[tail+1])
	if pos+high >= m.End {
		high = m.End - pos - 1
	}
	if m.wide == nil {
		if c >= 256 {
			return low - 1
		}
		b := byte(c)
		for n := high; n >= low; n-- {
			if m.text[pos+n] == b {
				return n
			}
		}
		return low - 1
	}
	for n := high; n >= low; n-- {
		if m.wide[pos+n] == c {
			return n
		}
	}
	return low - 1
}

// count returns how many characters from pos on the operation at pc takes, at
// most limit.
func (m *Matcher) count(pc, pos int, limit uint32) int {
	stop := m.End
	if limit != MaxRepeat && int(limit) < stop-pos {
		stop = pos + int(limit)
	}
	i := pos
	switch op := m.p.code[pc]; {
	case op == opAnyAll:
		return stop - pos
	case op == opLiteral && m.wide != nil:
		c := rune(m.p.code[pc+1])
		for i < stop && m.wide[i] == c {
			i++
		}
	case op == opNotLiteral && m.wide != nil:
		c := rune(m.p.code[pc+1])
		for i < stop && m.wide[i] != c {
			i++
		}
	case m.wide != nil:
		set := m.p.map256(pc)
		for i < stop {
			if r := m.wide[i]; r < 256 {
				if !set.has(uint32(r)) {
					break
				}
			} else if !m.p.accepts(pc, r) {
				break
			}
			i++
		}
	default:
		set := m.p.map256(pc)
		text := m.text[:stop]
		for i < len(text) && set.has(uint32(text[i])) {
			i++
		}
	}
	return i - pos
}

// matchGroup matches what a group caught and returns the position after it, or
// -1.
func (m *Matcher) matchGroup(op uint32, group, pos int) int {
	low, high := m.Marks[2*group], m.Marks[2*group+1]
	if low < 0 || high < low || high-low > m.End-pos {
		return -1
	}
	for i := low; i < high; i++ {
		a, b := m.at(i), m.at(pos)
		if a != b {
			switch op {
			case opGroupRef:
				return -1
			case opGroupRefUniIgnore:
				if Lower(a) != Lower(b) {
					return -1
				}
			default:
				if LowerASCII(a) != LowerASCII(b) {
					return -1
				}
			}
		}
		pos++
	}
	return pos
}

// isAt tests a position.
func (m *Matcher) isAt(where uint32, pos int) bool {
	switch where {
	case atBeginning, atBeginningString:
		return pos == 0
	case atBeginningLine:
		return pos == 0 || m.at(pos-1) == '\n'
	case atEnd:
		return pos == m.End || pos+1 == m.End && m.at(pos) == '\n'
	case atEndLine:
		return pos == m.End || m.at(pos) == '\n'
	case atEndString:
		return pos == m.End
	case atBoundary, atLocBoundary:
		return m.boundary(pos, asciiWord)
	case atNonBoundary, atLocNonBoundary:
		return m.End > 0 && !m.boundary(pos, asciiWord)
	case atUniBoundary:
		return m.boundary(pos, isWord)
	case atUniNonBoundary:
		return m.End > 0 && !m.boundary(pos, isWord)
	}
	return false
}

// boundary reports whether a word begins or ends at pos. There is none in an
// empty subject.
func (m *Matcher) boundary(pos int, word func(r rune) bool) bool {
	before := pos > 0 && word(m.at(pos-1))
	after := pos < m.End && word(m.at(pos))
	return before != after
}
