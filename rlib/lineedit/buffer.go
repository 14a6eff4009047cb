package lineedit

import "unicode"

// This file is the text being written, and how keys change it.

// snapshot is a state of the text, for undoing.
type snapshot struct {
	text []rune
	pos  int
}

// buffer is text with a cursor in front of text[pos].
type buffer struct {
	text []rune
	pos  int
	past []snapshot
}

// save keeps the state, for undoing.
func (b *buffer) save() {
	const limit = 200
	if len(b.past) == limit {
		b.past = append([]snapshot(nil), b.past[1:]...)
	}
	b.past = append(b.past, snapshot{append([]rune(nil), b.text...), b.pos})
}

func (b *buffer) undo() {
	for len(b.past) > 0 {
		s := b.past[len(b.past)-1]
		b.past = b.past[:len(b.past)-1]
		if string(s.text) != string(b.text) {
			b.text, b.pos = s.text, s.pos
			return
		}
	}
}

func (b *buffer) insert(s []rune) {
	text := make([]rune, 0, len(b.text)+len(s))
	text = append(append(append(text, b.text[:b.pos]...), s...), b.text[b.pos:]...)
	b.text = text
	b.pos += len(s)
}

// remove takes out text[from:to] and returns it; the cursor is then there.
func (b *buffer) remove(from, to int) []rune {
	taken := append([]rune(nil), b.text[from:to]...)
	b.text = append(b.text[:from:from], b.text[to:]...)
	b.pos = from
	return taken
}

// set replaces everything; the cursor comes to the end.
func (b *buffer) set(text []rune) {
	b.text = append([]rune(nil), text...)
	b.pos = len(b.text)
}

// lineBounds are start and end of the line that i is in.
func (b *buffer) lineBounds(i int) (start, end int) {
	for start = i; start > 0 && b.text[start-1] != '\n'; start-- {
	}
	for end = i; end < len(b.text) && b.text[end] != '\n'; end++ {
	}
	return start, end
}

func (b *buffer) lineStart() { b.pos, _ = b.lineBounds(b.pos) }
func (b *buffer) lineEnd()   { _, b.pos = b.lineBounds(b.pos) }

func (b *buffer) back() {
	b.pos = max(b.pos-1, 0)
	for b.pos > 0 && Width(b.text[b.pos]) == 0 && b.text[b.pos] != '\n' {
		b.pos--
	}
}

func (b *buffer) forward() {
	b.pos = min(b.pos+1, len(b.text))
	for b.pos < len(b.text) && Width(b.text[b.pos]) == 0 && b.text[b.pos] != '\n' {
		b.pos++
	}
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordStart is where the word in front of the cursor begins.
func (b *buffer) wordStart() int {
	i := b.pos
	for i > 0 && !isWord(b.text[i-1]) {
		i--
	}
	for i > 0 && isWord(b.text[i-1]) {
		i--
	}
	return i
}

// wordEnd is where the word behind the cursor ends.
func (b *buffer) wordEnd() int {
	i := b.pos
	for i < len(b.text) && !isWord(b.text[i]) {
		i++
	}
	for i < len(b.text) && isWord(b.text[i]) {
		i++
	}
	return i
}

func (b *buffer) wordBack()    { b.pos = b.wordStart() }
func (b *buffer) wordForward() { b.pos = b.wordEnd() }

func (e *Editor) eraseBack() {
	if end := e.pos; end > 0 {
		e.save()
		e.back()
		e.remove(e.pos, end)
	}
}

func (e *Editor) erase() {
	if start := e.pos; start < len(e.text) {
		e.save()
		e.forward()
		e.remove(start, e.pos)
	}
}

// killed deletes text[from:to] and keeps it for yank, together with what deletions just before took.
func (e *Editor) killed(from, to int) {
	if from == to {
		return
	}
	e.save()
	back := to == e.pos
	taken := e.remove(from, to)
	switch {
	case !kills[e.last]:
		e.kill = taken
	case back:
		e.kill = append(taken, e.kill...)
	default:
		e.kill = append(e.kill, taken...)
	}
}

// kills are the keys whose deletions are collected.
var kills = map[key]bool{ctrl('K'): true, ctrl('U'): true, ctrl('W'): true, alt(keyBackspace): true, alt(ctrl('H')): true, alt('d'): true}

// killLineEnd deletes to the end of the line, and at its end the newline.
func (e *Editor) killLineEnd() {
	_, end := e.lineBounds(e.pos)
	if end == e.pos && end < len(e.text) {
		end++
	}
	e.killed(e.pos, end)
}

func (e *Editor) killLineStart() {
	start, _ := e.lineBounds(e.pos)
	e.killed(start, e.pos)
}

// killBlanksBack deletes back to a blank.
func (e *Editor) killBlanksBack() {
	i := e.pos
	for i > 0 && unicode.IsSpace(e.text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(e.text[i-1]) {
		i--
	}
	e.killed(i, e.pos)
}

func (e *Editor) killWordBack() { e.killed(e.wordStart(), e.pos) }
func (e *Editor) killWord()     { e.killed(e.pos, e.wordEnd()) }

func (e *Editor) yank() {
	e.save()
	e.insert(e.kill)
}

// transpose exchanges the characters around the cursor, at the end of a line the two in front of it.
func (e *Editor) transpose() {
	start, end := e.lineBounds(e.pos)
	if e.pos == start || end-start < 2 {
		return
	}
	e.save()
	if e.pos == end {
		e.pos--
	}
	e.text[e.pos-1], e.text[e.pos] = e.text[e.pos], e.text[e.pos-1]
	e.pos++
}

// changeWord maps the letters of the word behind the cursor.
func (e *Editor) changeWord(letter func(i int, r rune) rune) {
	e.save()
	count := 0
	for end := e.wordEnd(); e.pos < end; e.pos++ {
		if r := e.text[e.pos]; isWord(r) {
			e.text[e.pos] = letter(count, r)
			count++
		}
	}
}

func (e *Editor) upperWord() { e.changeWord(func(i int, r rune) rune { return unicode.ToUpper(r) }) }
func (e *Editor) lowerWord() { e.changeWord(func(i int, r rune) rune { return unicode.ToLower(r) }) }

func (e *Editor) titleWord() {
	e.changeWord(func(i int, r rune) rune {
		if i == 0 {
			return unicode.ToTitle(r)
		}
		return unicode.ToLower(r)
	})
}
