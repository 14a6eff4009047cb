package lineedit

import "strings"

// This file is the history: what was typed before, and going through it.

// History is texts, oldest first.
type History struct {
	entries []string
	limit   int // how many are kept, 0 for all
}

// Len is the number of entries.
func (h *History) Len() int { return len(h.entries) }

// Entry returns an entry, 0 the oldest.
func (h *History) Entry(i int) string { return h.entries[i] }

// Add appends an entry.
func (h *History) Add(text string) {
	h.entries = append(h.entries, text)
	h.trim()
}

// Replace changes an entry.
func (h *History) Replace(i int, text string) { h.entries[i] = text }

// Remove takes out an entry.
func (h *History) Remove(i int) { h.entries = append(h.entries[:i:i], h.entries[i+1:]...) }

// Clear takes out all entries.
func (h *History) Clear() { h.entries = nil }

// Limit keeps the newest n entries, now and later; 0 keeps all.
func (h *History) Limit(n int) {
	h.limit = n
	h.trim()
}

func (h *History) trim() {
	if more := len(h.entries) - h.limit; h.limit > 0 && more > 0 {
		h.entries = append([]string(nil), h.entries[more:]...)
	}
}

// Text is the newest n entries, all for n < 0, as a file has them: one a line. A newline inside of an entry is "\r\n".
func (h *History) Text(n int) string {
	from := 0
	if n >= 0 {
		from = max(len(h.entries)-n, 0)
	}
	var b strings.Builder
	for _, s := range h.entries[from:] {
		b.WriteString(strings.ReplaceAll(s, "\n", "\r\n"))
		b.WriteString("\n")
	}
	return b.String()
}

// Load adds the entries of a file's text.
func (h *History) Load(text string) {
	const inside = "\x00"
	text = strings.ReplaceAll(text, "\r\n", inside)
	for _, s := range strings.Split(text, "\n") {
		if s != "" {
			h.Add(strings.ReplaceAll(s, inside, "\n"))
		}
	}
}

// visit shows an entry of the history in place of the text.
func (e *Editor) visit(i int) {
	if i < 0 || i > e.History.Len() || i == e.entry {
		return
	}
	if e.entry == e.History.Len() {
		e.written = append([]rune(nil), e.text...)
	}
	e.save()
	e.entry = i
	if i == e.History.Len() {
		e.set(e.written)
	} else {
		e.set([]rune(e.History.Entry(i)))
	}
}

func (e *Editor) previousEntry() { e.visit(e.entry - 1) }
func (e *Editor) nextEntry()     { e.visit(e.entry + 1) }
func (e *Editor) firstEntry()    { e.visit(0) }
func (e *Editor) lastEntry()     { e.visit(e.History.Len()) }

// up goes to the line above, or to the entry before.
func (e *Editor) up() {
	start, _ := e.lineBounds(e.pos)
	if start == 0 {
		e.goal = -1
		e.previousEntry()
		return
	}
	e.moveTo(e.column(start), start-1)
}

// down goes to the line below, or to the next entry.
func (e *Editor) down() {
	start, end := e.lineBounds(e.pos)
	if end == len(e.text) {
		e.goal = -1
		e.nextEntry()
		return
	}
	e.moveTo(e.column(start), end+1)
}

// column is the one that moves up and down keep.
func (e *Editor) column(lineStart int) int {
	if e.goal < 0 {
		e.goal = e.pos - lineStart
	}
	return e.goal
}

// moveTo goes to a column of the line that i is in.
func (e *Editor) moveTo(column, i int) {
	start, end := e.lineBounds(i)
	e.pos = min(start+column, end)
}

// search is Ctrl-R: looks back through the history for what is typed.
func (e *Editor) search() {
	query := ""
	at := e.entry
	original, originalPos, originalEntry := append([]rune(nil), e.text...), e.pos, e.entry
	find := func(from int) bool {
		for i := from; i >= 0; i-- {
			s := e.History.Entry(i)
			if j := strings.LastIndex(s, query); j >= 0 {
				at = i
				e.visit(i)
				e.pos = len([]rune(s[:j]))
				return true
			}
		}
		return false
	}
	found := true
	for {
		e.screen.head = "(reverse-i-search)`" + query + "': "
		if !found {
			e.screen.head = "(failed reverse-i-search)`" + query + "': "
		}
		e.refresh()
		k := e.keys.next()
		switch {
		case k == ctrl('R'):
			found = query == "" || find(at-1)
			continue
		case k.isText():
			query += string(rune(k))
			found = find(min(at, e.History.Len()-1))
			continue
		case k == keyBackspace || k == ctrl('H'):
			if query != "" {
				r := []rune(query)
				query = string(r[:len(r)-1])
				at = originalEntry
				found = query == "" || find(min(at, e.History.Len()-1))
			}
			continue
		}
		e.screen.head = ""
		switch {
		case k == ctrl('G'):
			e.text, e.pos, e.entry = original, originalPos, originalEntry
		case k != escape:
			e.step(k)
		}
		return
	}
}
