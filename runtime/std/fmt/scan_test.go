package fmt

import (
	"errors"
	real "fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

// A word is a Scanner of our package or of Go's.
type word[S real.ScanState] struct {
	text  string
	width int
	has   bool
}

func (w *word[S]) Scan(s S, verb rune) error {
	w.width, w.has = s.Width()
	if verb == 'z' {
		return io.EOF
	}
	token, err := s.Token(verb != 'y', nil)
	w.text = string(token)
	if verb == 'm' { // several in one
		var n int
		_, err = real.Fscan(s, &n)
		w.text += real.Sprint("and", n)
	}
	s.SkipSpace()
	return err
}

func (w *word[S]) result() string { return real.Sprint(w.text, w.width, w.has) }

// targets returns new targets of all kinds.
func targets[S real.ScanState]() []any {
	return []any{new(bool), new(int), new(int8), new(int16), new(int32), new(int64), new(uint), new(uint8), new(uint16), new(uint32), new(uint64),
		new(uintptr), new(float32), new(float64), new(complex64), new(complex128), new(string), new([]byte), new(word[S]), new(map[int]int), new([]int), 5, "s", new(any),
		new(amount), new(small), new(text), new(flag), new(Temp), new(wave), new(octets), new(struct{})}
}

// contents returns what is in targets.
func contents(a []any) string {
	var b strings.Builder
	for _, x := range a {
		if w, ok := x.(interface{ result() string }); ok {
			b.WriteString(w.result())
		} else if v := reflect.ValueOf(x); v.Kind() == reflect.Pointer {
			real.Fprintf(&b, "%v ", v.Elem())
		}
	}
	return b.String()
}

// A scan is one call of a function of both packages.
type scan struct {
	input, format string
	chosen        []int // targets
	kind, reader  int
}

// readers makes readers that read in different ways.
func (c scan) source() io.Reader {
	r := strings.NewReader(c.input)
	switch c.reader {
	case 1:
		return iotest.OneByteReader(r)
	case 2:
		return iotest.DataErrReader(r)
	case 3:
		return iotest.TimeoutReader(iotest.OneByteReader(r)) // fails after a byte
	}
	return r
}

type functions struct {
	fscan, fscanln func(io.Reader, ...any) (int, error)
	fscanf         func(io.Reader, string, ...any) (int, error)
}

func (c scan) run(f functions, all []any) string {
	var a []any
	for _, i := range c.chosen {
		a = append(a, all[i])
	}
	var n int
	var err error
	r := c.source()
	switch c.kind {
	case 0:
		n, err = f.fscan(r, a...)
	case 1:
		n, err = f.fscanln(r, a...)
	default:
		n, err = f.fscanf(r, c.format, a...)
	}
	rest, _ := io.ReadAll(r)
	return real.Sprintf("%d %v %s rest %q", n, err, contents(a), rest)
}

func (c scan) check(t *testing.T) {
	t.Helper()
	got := c.run(functions{Fscan, Fscanln, Fscanf}, targets[ScanState]())
	want := c.run(functions{real.Fscan, real.Fscanln, real.Fscanf}, targets[real.ScanState]())
	if got != want {
		t.Fatalf("%+v: %s, want %s", c, got, want)
	}
}

var inputs = []string{"1", "0", "-7", "+5", "300", "70000", "99999999999999999999", "0x1F", "0b101", "0o17", "017", "1_000", "0_8", "true", "false", "tru", "T", "fAlSe",
	"f", "2", "1.5", "-2.5e3", ".5", "1e400", "0x1.8p3", "1.5p3", "1p", "nan", "+Inf", "-inf", "1+2i", "(1-2i)", "(1+2", "3i", "word", "日本", "\"a b\\n\"",
	"`raw\\`", "\"open", "'x'", "48656c6c6f", "4", "4g", "U+1F600", "U+", "%", "", "x", "\xff", "é", "_", "12abc", "0x", "0", "e5", "5 6"}

func TestScanValues(t *testing.T) {
	for _, input := range inputs {
		for i := range targets[ScanState]() {
			for kind := range 2 {
				scan{input: " " + input + " ", chosen: []int{i}, kind: kind}.check(t)
			}
			for _, verb := range "vdbocxXUqstTeEfFgGzymp世" {
				for _, width := range []string{"", "1", "3"} {
					scan{input: input, format: "%" + width + string(verb), chosen: []int{i}, kind: 2}.check(t)
				}
			}
		}
	}
}

// TestScanFormats scans by formats of pieces in inputs of pieces.
func TestScanFormats(t *testing.T) {
	formats := []string{"%d", "%v", "%s", "%c", "%5d", "%2s", "%q", "%x", "%f", "%%", "%", " ", "\n", "\t", "\r\n", "  \n ", "a", ",", "é", "%t", "%y", "%99999999d", ":"}
	texts := append([]string{" ", " ", "\n", "\n", "\r\n", "\t", "\n ", " \n\n", ",", ":", "a", "%", "\u00a0", "\u3000", "\r"}, inputs...)
	r := rand.New(rand.NewPCG(5, 6))
	for range 30000 {
		var c scan
		for range r.IntN(7) {
			c.input += texts[r.IntN(len(texts))]
		}
		for range r.IntN(6) {
			c.format += formats[r.IntN(len(formats))]
		}
		for range r.IntN(4) {
			c.chosen = append(c.chosen, r.IntN(32))
		}
		c.kind, c.reader = r.IntN(4), r.IntN(4)
		c.check(t)
	}
}

func TestScanStrings(t *testing.T) {
	var a, b int
	var s string
	if n, err := Sscan("1\n2 x", &a, &b, &s); n != 3 || err != nil || a != 1 || b != 2 || s != "x" {
		t.Error(n, err, a, b, s)
	}
	if n, err := Sscanln("3\n4", &a, &b); n != 1 || err == nil || err.Error() != "unexpected newline" {
		t.Error(n, err)
	}
	if n, err := Sscanf("5-6", "%d-%d", &a, &b); n != 2 || err != nil || a != 5 || b != 6 {
		t.Error(n, err, a, b)
	}
	if _, err := new(scanner).Read(nil); err == nil {
		t.Error("a ScanState can be read")
	}
	in := newRuneReader(iotest.ErrReader(errors.New("broken")))
	if err := in.UnreadRune(); err == nil {
		t.Error("unread before reading")
	}
	if _, err := Fscan(in.in, &a); err == nil || err.Error() != "broken" {
		t.Error(err)
	}
}
