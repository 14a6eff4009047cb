// Package vt is a terminal for tests: it obeys the control sequences that our programs write, so that tests see what a person
// would see.
//
// In: what a program writes. Out: the text on the screen and the place of the cursor. Unknown sequences panic.
package vt

import (
	"strconv"
	"strings"
)

// Screen is a terminal of some columns and rows.
type Screen struct {
	Columns, Rows int
	Width         func(r rune) int // columns of a character; nil: all have one
	Scrolled      int              // rows that went out at the top
	Bells         int
	Sets          int // how often a mode was set, like that of marking pastes, with which a prompt begins

	cells [][]rune // 0 is an empty one, and the second column of a wide character
	x, y  int
	wrap  bool   // the cursor stands behind the last column
	rest  string // the start of a sequence or character that has not come whole
}

// New returns an empty screen.
func New(columns, rows int, width func(r rune) int) *Screen {
	s := &Screen{Columns: columns, Rows: rows, Width: width}
	if width == nil {
		s.Width = func(rune) int { return 1 }
	}
	for range rows {
		s.cells = append(s.cells, make([]rune, columns))
	}
	return s
}

// Cursor returns column and row of the cursor, from 0.
func (s *Screen) Cursor() (column, row int) { return s.x, s.y }

// Write shows text.
func (s *Screen) Write(p []byte) (int, error) {
	text := []rune(s.rest + string(p))
	s.rest = ""
	for i := 0; i < len(text); i++ {
		switch r := text[i]; r {
		case '\r':
			s.x, s.wrap = 0, false
		case '\n':
			s.newRow()
		case '\a':
			s.Bells++
		case 0x1b:
			j := i + 2
			for j < len(text) && text[j] < 0x40 {
				j++
			}
			if j >= len(text) {
				s.rest = string(text[i:])
				return len(p), nil
			}
			s.sequence(string(text[i+2:j]), text[j])
			i = j
		default:
			s.char(r)
		}
	}
	return len(p), nil
}

func (s *Screen) newRow() {
	if s.y++; s.y == s.Rows {
		s.y--
		s.Scrolled++
		s.cells = append(s.cells[1:], make([]rune, s.Columns))
	}
}

func (s *Screen) char(r rune) {
	w := s.Width(r)
	if w == 0 {
		return
	}
	if s.wrap || s.x+w > s.Columns {
		s.x, s.wrap = 0, false
		s.newRow()
	}
	s.cells[s.y][s.x] = r
	for k := 1; k < w; k++ {
		s.cells[s.y][s.x+k] = 0
	}
	if s.x += w; s.x == s.Columns {
		s.x, s.wrap = s.Columns-1, true
	}
}

func (s *Screen) sequence(args string, final rune) {
	n, err := strconv.Atoi(args)
	if err != nil {
		n = 1
	}
	switch final {
	case 'A':
		s.y = max(s.y-n, 0)
	case 'B':
		s.y = min(s.y+n, s.Rows-1)
	case 'C':
		s.x = min(s.x+n, s.Columns-1)
	case 'H':
		s.x, s.y = 0, 0
	case 'J':
		s.clear(args == "2")
	case 'h':
		s.Sets++
	case 'l', 'm':
	default:
		panic("vt: unknown sequence " + args + string(final))
	}
	s.wrap = false
}

// clear empties everything, or what comes behind the cursor.
func (s *Screen) clear(all bool) {
	for y := range s.cells {
		switch {
		case all || y > s.y:
			clear(s.cells[y])
		case y == s.y:
			clear(s.cells[y][s.x:])
		}
	}
}

// Text is what the screen shows, without blanks at the ends of rows and empty rows at the end.
func (s *Screen) Text() string { return s.text(false) }

// TextCursor is Text with a bar in front of the cursor.
func (s *Screen) TextCursor() string { return s.text(true) }

func (s *Screen) text(cursor bool) string {
	var rows []string
	for y, cells := range s.cells {
		row := ""
		for x, r := range cells {
			if cursor && x == s.x && y == s.y {
				row += "|"
			}
			if r == 0 && (x == 0 || cells[x-1] == 0 || s.Width(cells[x-1]) != 2) {
				r = ' '
			}
			if r != 0 {
				row += string(r)
			}
		}
		rows = append(rows, strings.TrimRight(row, " "))
	}
	return strings.TrimRight(strings.Join(rows, "\n"), "\n")
}
