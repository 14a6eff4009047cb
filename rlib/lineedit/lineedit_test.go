package lineedit

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"rgo/tests/vt"
)

// screenModel is a terminal on which keys are typed.
type screenModel struct {
	*vt.Screen
	keys []string // what each Read returns
	raw  int      // calls of Raw without Restore
}

func newModel(columns, rows int, keys ...string) *screenModel {
	return &screenModel{Screen: vt.New(columns, rows, Width), keys: keys}
}

func (m *screenModel) Read(b []byte) (int, error) {
	if len(m.keys) == 0 {
		return 0, io.EOF
	}
	n := copy(b, m.keys[0])
	if m.keys[0] = m.keys[0][n:]; m.keys[0] == "" {
		m.keys = m.keys[1:]
	}
	return n, nil
}

func (m *screenModel) Size() (int, int) { return m.Columns, m.Rows }
func (m *screenModel) Raw() error       { m.raw++; return nil }
func (m *screenModel) Restore()         { m.raw-- }
func (m *screenModel) Suspend()         {}

// read runs an editor on keys.
func read(m *screenModel, e *Editor) (string, error) {
	e.Terminal = m
	return e.Read(">>> ", "... ", "")
}

const (
	upKey, downKey, leftKey, rightKey = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"
	homeKey, endKey, deleteKey        = "\x1b[H", "\x1b[F", "\x1b[3~"
)

// TestKeys checks the text that keys make.
func TestKeys(t *testing.T) {
	history := []string{"first", "def f():\n    return 1", "print(2)"}
	open := func(s string) bool {
		return strings.HasSuffix(s, ":\n") || strings.Contains(s, ":\n") && !strings.HasSuffix(s, "\n\n")
	}
	words := func(text string) (int, []string) {
		start := strings.LastIndexAny(text, " (") + 1
		var list []string
		for _, w := range []string{"alpha", "alpine", "beta", "é1", "é2"} {
			if strings.HasPrefix(w, text[start:]) {
				list = append(list, w)
			}
		}
		return start, list
	}
	for _, c := range []struct{ name, keys, want string }{
		{"plain", "1 + 1\r", "1 + 1"},
		{"erase", "abc\x7f\x08d\r", "ad"},
		{"middle", "ac" + leftKey + "b" + rightKey + "d\r", "abcd"},
		{"ends", "b" + homeKey + "a" + endKey + "c\x01_\x05_\r", "_abc_"},
		{"delete", "abc" + homeKey + deleteKey + "\x04\r", "c"},
		{"words", "one two.three\x1bb\x1bb[\x1bf]\x1b[1;5D<\x1b[1;5C>\r", "one [<two>].three"},
		{"kill and yank", "one two\x01\x0b\x19\x19\r", "one twoone two"},
		{"kill word", "one two three\x17\x17\x19!\r", "one two three!"},
		{"kill words ahead", "one two three\x01\x1bd\x1bd\x05 \x19\r", " three one two"},
		{"kill word back", "a.bc\x1b\x7f\r", "a."},
		{"kill start", "abc\x02\x15\r", "c"},
		{"transpose", "abdc\x14\x01\x06\x14\r", "bacd"},
		{"case", "one two three\x01\x1bu\x1bc\x1bl\r", "ONE Two three"},
		{"undo", "abc\x01\x0bx\x1f\x1f\r", "abc"},
		{"quoted", "a\x16\x01b\r", "a\x01b"},
		{"history", upKey + "!\r", "print(2)!"},
		{"older", "\x10\x10\r\r", "def f():\n    return 1\n"},
		{"oldest", "\x1b<\r", "first"},
		{"back to the text", "mine" + upKey + downKey + "!\r", "mine!"},
		{"past the ends", downKey + downKey + "\x1b<" + upKey + upKey + "\r", "first"},
		{"search", "\x12t(2\r", "print(2)"},
		{"search again", "\x12r\x12" + endKey + "?\r\r", "def f():\n    return 1?\n"},
		{"search is left", "abc\x12zzz\x07d\r", "abcd"},
		{"search erases", "\x12zz\x7f\x7ffirst\r", "first"},
		{"block", "if x:\r  y\r\r", "if x:\n  y\n"},
		{"up in a block", "if x:\r  y" + upKey + endKey + "\r  z" + downKey + "\r\r", "if x:\n  z\n  y\n"},
		{"column", "if abcdef:\r  y\r  zzzzzzz" + upKey + upKey + "\x0b" + ":" + downKey + downKey + "\r\r", "if abcdef:\n  y\n  zzzzzzz\n"},
		{"join", "if x:\r  y" + upKey + "\x05\x0b\x05\x0b\r", "if x:  y"},
		{"tab", "\tx\r", "    x"},
		{"completion", "f(al\tm\x7fh\t)\r", "f(alpha)"},
		{"completion of other letters", "é\t2\r", "é2"},
		{"no completion", "gamma\t\r", "gamma"},
		{"paste", "\x1b[200~if x:\r\ty\r\n\rz\x1b[201~\r\r", "if x:\n\ty\n\nz\n"},
		{"unknown keys", "a\x1b[99~\x1b[1;2P\x1bz\x1bOPb\r", "ab"},
		{"other letters", "é日本" + leftKey + "\x7f\r", "é本"},
		{"combining", "ae\u0301b" + leftKey + leftKey + "x\r", "axe\u0301b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &Editor{History: &History{entries: history}, Incomplete: open, Complete: words}
			m := newModel(40, 10, c.keys)
			got, err := read(m, e)
			if got != c.want || err != nil || m.raw != 0 {
				t.Errorf("%q, %v, raw %d; want %q", got, err, m.raw, c.want)
			}
			byKey := newModel(40, 10)
			for _, r := range c.keys { // escape sequences must come at once, all else may come alone
				if n := len(byKey.keys); r != 0x1b && n > 0 && strings.HasPrefix(byKey.keys[n-1], "\x1b") && !complete(byKey.keys[n-1]) {
					byKey.keys[n-1] += string(r)
				} else {
					byKey.keys = append(byKey.keys, string(r))
				}
			}
			if got, err := read(byKey, e); got != c.want || err != nil {
				t.Errorf("key by key: %q, %v; want %q", got, err, c.want)
			}
			if byKey.TextCursor() != m.TextCursor() {
				t.Errorf("the screens differ:\n%s\n\n%s", byKey.TextCursor(), m.TextCursor())
			}
		})
	}
}

// complete tells whether a sequence with ESC has all its bytes.
func complete(s string) bool {
	if len(s) < 2 {
		return false
	}
	if s[1] != '[' && s[1] != 'O' {
		return true
	}
	return len(s) > 2 && s[len(s)-1] >= 0x40
}

// TestEnds checks how reading ends without a text.
func TestEnds(t *testing.T) {
	for keys, want := range map[string]error{"\x04": io.EOF, "abc\x03": ErrInterrupted, "abc": io.EOF} {
		m := newModel(20, 5, keys)
		if _, err := read(m, &Editor{}); !errors.Is(err, want) || m.raw != 0 {
			t.Errorf("%q: %v, raw %d", keys, err, m.raw)
		}
	}
}

// TestScreen checks what is seen; the input ends before the text does, so the cursor is where it was.
func TestScreen(t *testing.T) {
	block := func(s string) bool { return true }
	many := func(string) (int, []string) { return 0, []string{"one", "two", "six", "ten", "four"} }
	for _, c := range []struct{ name, keys, want string }{
		{"cursor", "abc" + leftKey, ">>> ab|c"},
		{"full row", "abcdefgh", ">>> abcdefgh\n|"},
		{"long", "abcdefghijk" + homeKey, ">>> |abcdefgh\nijk"},
		{"wide", "日本語日本", ">>> 日本語日\n本|"},
		{"wide at the edge", "a日本語日", ">>> a日本語\n日|"},
		{"control", "a\x16\x01b", ">>> a^Ab|"},
		{"block", "a\rb\rc" + upKey, ">>> a\n... b|\n... c"},
		{"shorter again", "abcdefghijkl\x15x", ">>> x|"},
		{"taller than the screen", "a\rb\rc\rd\re\rf", "... b\n... c\n... d\n... e\n... f|"},
		{"its top", "a\rb\rc\rd\re\rf" + strings.Repeat(upKey, 5), ">>> a|\n... b\n... c\n... d\n... e"},
		{"list", "x\t\t", ">>> x\none   ten\ntwo   four\nsix\n>>> x|"},
		{"search", "\x12o", "(reverse-i-s\nearch)`o': |o\nld"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newModel(12, 5)
			e := &Editor{Incomplete: block, Complete: many, History: &History{entries: []string{"old"}}}
			e.Terminal = m
			e.keys.in = m
			e.start(">>> ", "... ", "")
			m.keys = []string{c.keys}
			for len(m.keys) > 0 || e.keys.ready() {
				if k := e.keys.next(); k == ctrl('R') { // does not return before the search ends
					e.screen.head = "(reverse-i-search)`o': "
					e.visit(0)
					e.pos = 0
					e.refresh()
					e.keys.data = nil
				} else {
					e.step(k)
				}
			}
			if c.name != "list" {
				e.refresh()
			}
			if got := m.TextCursor(); got != c.want {
				t.Errorf("the screen shows\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestRandomKeys checks that after any keys the screen shows what it shows when the same text is drawn at once.
func TestRandomKeys(t *testing.T) {
	keys := []string{"a", "b", " ", "日", "e\u0301", "\t", "\r", upKey, downKey, leftKey, rightKey, homeKey, endKey, deleteKey, "\x7f", "\x0b", "\x19",
		"\x17", "\x1bb", "\x1bf", "\x14", "\x1f", "\x1bd", "\x10", "\x0e", "long text with words"}
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		m := newModel(8+r.IntN(20), 3+r.IntN(8))
		e := &Editor{Incomplete: func(string) bool { return true }, History: &History{entries: []string{"one", "two\nlines"}}, Terminal: m}
		e.keys.in = m
		e.start(">>> ", "... ", "")
		for range 40 {
			m.keys = append(m.keys, keys[r.IntN(len(keys))])
			for len(m.keys) > 0 || e.keys.ready() {
				e.step(e.keys.next())
			}
		}
		fresh := newModel(m.Columns, m.Rows)
		again := &Editor{Terminal: fresh, buffer: e.buffer, screen: screen{first: ">>> ", next: "... "}}
		again.refresh()
		_, row := m.Cursor()
		if _, want := fresh.Cursor(); row != want { // scrolled: only the rows of the text can be compared
			continue
		}
		if got, want := m.TextCursor(), fresh.TextCursor(); got != want {
			t.Fatalf("round %d: the screen shows\n%s\nwant\n%s", round, got, want)
		}
	}
}

// TestHistoryFile checks that a file gives back the entries.
func TestHistoryFile(t *testing.T) {
	h := &History{}
	for _, s := range []string{"one", "if x:\n  y\n", "", "three"} {
		h.Add(s)
	}
	other := &History{}
	other.Load(h.Text(-1))
	if got := other.Text(-1); got != "one\nif x:\r\n  y\r\n\nthree\n" {
		t.Errorf("%q", got)
	}
	h.Limit(2)
	if h.Len() != 2 || h.Entry(1) != "three" || h.Text(1) != "three\n" {
		t.Errorf("%q", h.Text(-1))
	}
	if !bytes.Equal([]byte(other.Entry(1)), []byte("if x:\n  y\n")) {
		t.Errorf("%q", other.Entry(1))
	}
}
