package lineedit

import (
	"strconv"
	"strings"
	"unicode"
)

// This file shows the text. It is drawn as rows that fit the terminal; if there are more than the terminal has, a part
// of them around the cursor.

// screen is what is shown.
type screen struct {
	first, next string
	head        string // in place of the first prompt while searching
	above       int    // rows that are shown above the cursor
	shown       bool
}

// wide are the characters that take two columns.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, {0x231a, 0x231b, 1}, {0x23e9, 0x23ec, 1}, {0x25fd, 0x25fe, 1}, {0x2614, 0x2615, 1}, {0x2648, 0x2653, 1},
		{0x26a1, 0x26a1, 1}, {0x2705, 0x2705, 1}, {0x2728, 0x2728, 1}, {0x2e80, 0x303e, 1}, {0x3041, 0x33ff, 1}, {0x3400, 0x4dbf, 1},
		{0x4e00, 0xa4cf, 1}, {0xa960, 0xa97c, 1}, {0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe30, 0xfe6f, 1}, {0xff01, 0xff60, 1},
		{0xffe0, 0xffe6, 1},
	},
	R32: []unicode.Range32{{0x1f300, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f900, 0x1f9ff, 1}, {0x20000, 0x3fffd, 1}},
}

// Width is the number of columns that a character takes.
func Width(r rune) int {
	switch {
	case r < ' ' || r == 0x7f:
		return 2 // shown as ^X
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += Width(r)
	}
	return n
}

// layout breaks text with its prompts into rows, and finds the place of the cursor.
type layout struct {
	rows        []string
	row, column int // of the cursor
	columns     int
	line        strings.Builder
	used        int
}

// put adds a character; those that have no place begin a new row.
func (l *layout) put(s string, width int) {
	if l.used+width > l.columns {
		l.end()
	}
	l.line.WriteString(s)
	l.used += width
}

func (l *layout) end() {
	l.rows = append(l.rows, l.line.String())
	l.line.Reset()
	l.used = 0
}

func (l *layout) rune(r rune) {
	switch {
	case r == '\t':
		for range 8 - l.used%8 {
			l.put(" ", 1)
		}
	case r < ' ' || r == 0x7f:
		l.put("^"+string(r^0x40), 2)
	default:
		l.put(string(r), Width(r))
	}
}

// prompt adds a prompt, in which escape sequences take no columns.
func (l *layout) prompt(s string) {
	skip := 0
	for i, r := range s {
		if i < skip {
			continue
		}
		n := escapeLength(s[i:])
		switch {
		case n > 0:
			l.line.WriteString(s[i : i+n])
			skip = i + n
		case r == '\n':
			l.end()
		case r != 1 && r != 2: // the marks that programs put around what is not shown
			l.rune(r)
		}
	}
}

// escapeLength is the length of the sequence for colours that s begins with.
func escapeLength(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 0
	}
	for i := 2; i < len(s); i++ {
		if s[i] >= 0x40 && s[i] < 0x7f {
			return i + 1
		}
	}
	return 0
}

// arrange lays out the text of an editor.
func (s *screen) arrange(e *Editor, columns int) *layout {
	l := &layout{columns: columns}
	if s.head != "" {
		l.prompt(s.head)
	} else {
		l.prompt(s.first)
	}
	for i, r := range e.text {
		if i == e.pos {
			l.here(Width(r))
		}
		if r == '\n' {
			l.end()
			l.prompt(s.next)
		} else {
			l.rune(r)
		}
	}
	if e.pos == len(e.text) {
		l.here(1)
	}
	l.end()
	return l
}

// here notes the place of the cursor, in front of a character of some width.
func (l *layout) here(width int) {
	if l.used+width > l.columns {
		l.end()
	}
	l.row, l.column = len(l.rows), l.used
}

// show draws the text and sets the cursor.
func (s *screen) show(e *Editor) {
	columns, height := e.Terminal.Size()
	l := s.arrange(e, columns)
	top := 0
	if len(l.rows) > height {
		top = max(l.row-height+1, 0)
		l.rows = l.rows[top:min(top+height, len(l.rows))]
	}
	out := s.toTop()
	out += strings.Join(l.rows, "\r\n")
	if down := len(l.rows) - 1 - (l.row - top); down > 0 {
		out += "\x1b[" + strconv.Itoa(down) + "A"
	}
	out += "\r"
	if l.column > 0 {
		out += "\x1b[" + strconv.Itoa(l.column) + "C"
	}
	e.write(out)
	s.above, s.shown = l.row-top, true
}

// toTop goes to where the text begins, and clears what is there.
func (s *screen) toTop() string {
	out := "\r"
	if s.shown && s.above > 0 {
		out += "\x1b[" + strconv.Itoa(s.above) + "A"
	}
	return out + "\x1b[J"
}

// finish draws all of the text and goes to the line below it.
func (s *screen) finish(e *Editor) {
	columns, _ := e.Terminal.Size()
	e.write(s.toTop() + strings.Join(s.arrange(e, columns).rows, "\r\n") + "\r\n")
}

// leave goes below the text that is shown, where the next show begins.
func (s *screen) leave(e *Editor) {
	s.show(e)
	columns, height := e.Terminal.Size()
	l := s.arrange(e, columns)
	if down := min(len(l.rows), height) - 1 - s.above; down > 0 {
		e.write("\x1b[" + strconv.Itoa(down) + "B")
	}
	e.write("\r\n")
	s.forget()
}

// forget says that nothing of the text is on the screen.
func (s *screen) forget() { s.above, s.shown = 0, false }
