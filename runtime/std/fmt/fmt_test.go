package fmt

import (
	"errors"
	real "fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// Values of all kinds in all nestings, each of which is formatted by us and by Go's package.

type (
	point  struct{ x, y int }
	Temp   float64
	amount int
	small  uint8
	text   string
	flag   bool
	wave   complex64
	octets []byte
	tiny   []small
	pair   struct {
		Name string
		next *pair
	}
	Inner  struct{ P point }
	inner  struct{ P, q point }
	outer  struct{ inner }
	outer2 struct {
		Inner
		*pair
		error
		any
	}
	list    []any
	table   map[string]list
	wrapped struct {
		E  error
		S  real.Stringer
		e  error
		X  any
		_  int
		Äh any
		ä  point
		fn func()
	}
	spy[S real.State]   struct{} // a Formatter of our package or of Go's
	spyIn[S real.State] struct{ S spy[S] }
	panics              struct{ how any }
	address             *point
)

func (p point) String() string  { return "<point>" }
func (t Temp) GoString() string { return "Temp(warm)" }
func (p *pair) Error() string   { return "pair " + p.Name }
func (p panics) String() string { panic(p.how) }

// Format writes the directive and uses the state as a writer.
func (spy[S]) Format(s S, verb rune) {
	w, hasW := s.Width()
	p, hasP := s.Precision()
	flags := ""
	for _, c := range "+-# 0" {
		if s.Flag(int(c)) {
			flags += string(c)
		}
	}
	real.Fprintf(s, "spy %s %d %t %d %t %c", flags, w, hasW, p, hasP, verb)
	io.WriteString(s, real.FormatString(s, verb)+FormatString(s, verb))
}

var (
	target  = &point{1, 2}
	channel = make(chan int)
	errBad  = errors.New("bad")
	closure = func() {}
	pairs   = []*pair{nil, {"q", &pair{"r", nil}}, {"n", nil}}

	pointers = []any{target, pairs[1], &[]int{1}, &[2]string{"a", "b"}, &outer{}, &wrapped{X: []any{nil, point{}}}, address(target),
		struct{ a address }{target}, &map[text]amount{"z": 1, "y": 2}, unsafe.Pointer(target), new(int), new(any), &target, &panics{5},
		new(octets), new(error)}
)

func values[S real.State]() []any {
	plain := []any{nil, true, 0, 1, -42, int8(-128), uint8(200), uint64(math.MaxUint64), math.MinInt64, 'x', rune(0x1F600), 0xD800, uintptr(7),
		1.5, -0.25, 1e100, 0.0, math.Copysign(0, -1), 100000.0, 1e6, 1e21, math.Inf(1), math.Inf(-1), math.NaN(), float32(0.1),
		complex(1, -2), complex64(complex(-1, math.Inf(1))), complex(math.NaN(), 0),
		"hello", "", "日本\n", "back`quote", []byte("ab\xff"), []byte(nil), []byte{}, errBad}
	named := []any{amount(-3), small(9), text("named"), text(""), flag(true), Temp(36.6), wave(complex(1, 2)), octets("oct"), octets(nil), tiny{1, 2},
		[3]byte{1, 2, 3}, [2]small{7, 8}, point{1, 2}, pair{"p", nil}, (*pair)(nil), (*point)(nil)}
	lists := []any{[]int{1, -2, 3}, []int(nil), []int{}, [0]int{}, [2]bool{true}, []string{"a", "b c"}, []float64{1, 2.5}, []any{1, "a", nil, 2.5, point{}},
		[]error{errBad, nil}, []point{{1, 2}}, []*point{nil, target}, [][]int{{1}, nil, {}}, []amount{1, 2}, []text{"x"}, []complex128{1i},
		list{list{1, list(nil)}, table{"k": nil}}, []uint16{1, 0xffff}, []rune("hé"), [][]byte{[]byte("ab"), nil}, []flag{true}}
	structs := []any{struct{}{}, Inner{point{1, 2}}, inner{point{1, 2}, point{3, 4}}, outer{inner{point{1, 2}, point{3, 4}}},
		outer2{Inner{point{}}, nil, errBad, 3}, outer2{any: inner{}, error: nil}, wrapped{}, wrapped{E: errBad, S: point{}, e: errBad, X: pairs[2], Äh: point{}, ä: point{1, 2}, fn: closure},
		struct{ a, B any }{point{}, point{}}, struct {
			p *point
			m map[point]point
		}{target, map[point]point{{1, 2}: {}}}, struct{ B octets }{octets("b")}, struct{ b [2]byte }{}}
	maps := []any{map[string]int{"b": 1, "a": 2}, map[int]string(nil), map[int]bool{}, map[float64]int{2: 1, math.NaN(): 5, -1: 2, math.Inf(-1): 3},
		map[bool]string{true: "t", false: "f"}, map[complex128]int{1i: 1, 1: 2, -1: 3}, map[point]string{{2, 1}: "c", {1, 2}: "b", {1, 1}: "a"},
		map[[2]uint8]any{{2}: nil, {1, 9}: 1, {1, 2}: 2}, map[any]any{3: 1, 1: nil, nil: 2, 2: point{}}, table{"x": {1}},
		map[*point]int{target: 1, nil: 2}, map[chan int]int{channel: 1, nil: 2}, map[small]point{3: {}, 2: {}}, map[error]int{errBad: 1, nil: 2},
		map[uint64]int8{1 << 63: 1, 1: 2}, map[float32]bool{1: true, 0.5: false}, map[complex64]int{2: 1, 1: 2},
		map[any]int{int8(2): 1, int8(1): 1, nil: 0}, map[int16]int{2: 1, -1: 1}, map[uint16]int{2: 1, 1: 1}, map[uint32]int{2: 1, 1: 1},
		map[int32]int{2: 1, 1: 1}, map[int64]int{2: 1, 1: 1}, map[uint]int{2: 1, 1: 1}, map[uintptr]int{2: 1, 1: 1},
		map[struct{ a, b any }]int{{1, "b"}: 1, {1, "a"}: 2, {nil, 1}: 3}, map[amount]text{2: "b", 1: "a"}, map[complex128]int{complex(1, 2): 1, complex(1, -2): 2}}
	others := []any{channel, (chan int)(nil), (func())(nil), closure, unsafe.Pointer(nil), (*int)(nil),
		spy[S]{}, &spy[S]{}, spyIn[S]{}, []spy[S]{{}}, struct{ s spy[S] }{}, []any{spy[S]{}}, panics{"how"}, panics{errBad}, panics{point{}}, panics{nil},
		[]panics{{"a"}, {"b"}}, (*panics)(nil), []*panics{nil}, struct{ P *panics }{}}
	return slices.Concat(pointers, plain, named, lists, structs, maps, others)
}

// both are the values for us and for Go's package. Some have addresses in their texts and are the same ones in both.
var ours, theirs = values[State](), values[real.State]()

// attempt returns what f returns, or a text of its panic. Our own types are written as theirs.
func attempt(f func() string) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = real.Sprint("panic: ", r)
		}
	}()
	return strings.ReplaceAll(f(), "[rgo/runtime/std/fmt.State]", "[fmt.State]")
}

func TestAgainstReal(t *testing.T) {
	flags := []string{"", "+", "-", " ", "0", "#", "+0", "-0", "- ", "# ", "+#", "#0", " 0"}
	sizes := []string{"", "8", "20", ".3", "12.2", ".0", ".", "3", ".30"}
	failures := 0
	for i, v := range ours {
		for _, verb := range "vdsqxXobOcUteEfFgGTpwz世" {
			for _, f := range flags {
				for _, s := range sizes {
					format := "<%" + f + s + string(verb) + ">"
					got, want := attempt(func() string { return Sprintf(format, v) }), attempt(func() string { return real.Sprintf(format, theirs[i]) })
					if verb == 'T' && strings.Contains(got, "spy") { // padded before the type's name was replaced
						continue
					}
					if verb == 'p' && i >= len(pointers) && !strings.Contains(want, "%!p(") { // two objects
						continue
					}
					if got != want && failures < 40 {
						failures++
						t.Errorf("%s of %T: %q, want %q", format, v, got, want)
					}
				}
			}
		}
	}
}

func TestPrint(t *testing.T) {
	operands := func(all []any, i, j int) []any { return []any{all[i], all[j], all[i], all[(i+j)%len(all)]} }
	for i := range ours {
		for j := range ours {
			got := attempt(func() string { return Sprint(operands(ours, i, j)...) })
			want := attempt(func() string { return real.Sprint(operands(theirs, i, j)...) })
			if got != want {
				t.Fatalf("Sprint of %T, %T: %q, want %q", ours[i], ours[j], got, want)
			}
		}
	}
	if got, want := Sprintln("a", 1, true, "b", "c"), real.Sprintln("a", 1, true, "b", "c"); got != want {
		t.Errorf("Sprintln: %q, want %q", got, want)
	}
	b := []byte("front ")
	if got := string(Appendln(Appendf(Append(b, 1, 2), "%x", 255), "z")); got != "front 1 2ffz\n" {
		t.Errorf("Append: %q", got)
	}
}

// TestFormats makes formats of pieces by chance: indexes, stars, mistakes.
func TestFormats(t *testing.T) {
	pieces := []string{"%", "%", "%", "[1]", "[2]", "[3]", "[0]", "[9]", "[x]", "[", "]", "[]", "*", "*", ".", ".*", "5", "12", "0", "-", "+", "#", " ", "d", "v", "s", "q", "x",
		"w", "T", "%%", "é", "99999999", "1000001", "1000000", "[2]*", "!", "z"}
	operands := []any{1, -5, "s", 2.5, nil, uint8(3), amount(4), small(2), errBad, uint64(math.MaxUint64), []int{1, 2}, int64(1000001), text("t"), point{}}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		format := b.String()
		if strings.Count(format, "100000") > 0 && r.IntN(50) > 0 { // long outputs
			continue
		}
		a := make([]any, r.IntN(4))
		for i := range a {
			a[i] = operands[r.IntN(len(operands))]
		}
		if got, want := Sprintf(format, a...), real.Sprintf(format, a...); got != want {
			t.Fatalf("%q of %#v: %q, want %q", format, a, got, want)
		}
		got, want := Errorf(format, a...), real.Errorf(format, a...)
		if got.Error() != want.Error() || real.Sprintf("%T", got) != real.Sprintf("%T", want) || errors.Unwrap(got) != errors.Unwrap(want) || !slices.Equal(several(got), several(want)) {
			t.Fatalf("Errorf %q of %#v: %#v, want %#v", format, a, got, want)
		}
	}
}

func several(err error) []error {
	if e, ok := err.(interface{ Unwrap() []error }); ok {
		return e.Unwrap()
	}
	return nil
}

// brokenWriter takes three bytes.
type brokenWriter struct{}

func (brokenWriter) Write(b []byte) (int, error) { return 3, io.ErrShortWrite }

func TestWriters(t *testing.T) {
	var b strings.Builder
	Fprint(&b, 1, 2, "x")
	Fprintln(&b, 1, "y")
	Fprintf(&b, "%03d", 7)
	if b.String() != "1 2x1 y\n007" {
		t.Errorf("%q", b.String())
	}
	if n, err := Fprintf(brokenWriter{}, "%d", 12345); n != 3 || err != io.ErrShortWrite {
		t.Error(n, err)
	}
}

func TestWrap(t *testing.T) {
	err := Errorf("%[2]w %w %[1]w %[1]w", io.EOF, errBad, os.ErrExist)
	want := real.Errorf("%[2]w %w %[1]w %[1]w", io.EOF, errBad, os.ErrExist)
	if !slices.Equal(several(err), several(want)) || err.Error() != want.Error() {
		t.Errorf("several: %v", err)
	}
	for _, err := range []error{Errorf("%w", 5), Errorf("%w", nil), Errorf("plain"), Errorf("%w", io.EOF)} {
		t.Logf("%T %v", err, errors.Unwrap(err))
	}
	if !errors.Is(Errorf("x: %w", Errorf("y: %w %w", errBad, io.EOF)), io.EOF) {
		t.Error("not found through two errors")
	}
}

// random returns a value with others in it.
func random(r *rand.Rand, depth int, from []any) any {
	x := func() any { return random(r, depth-1, from) }
	if depth == 0 {
		return from[r.IntN(len(from))]
	}
	switch r.IntN(12) {
	case 0:
		return []any{x(), x()}
	case 1:
		return map[string]any{"b": x(), "a": x()}
	case 2:
		return struct{ A, b any }{x(), x()}
	case 4:
		return [2]any{x(), x()}
	case 6:
		return outer2{any: x()}
	case 7:
		return wrapped{X: x(), Äh: x()}
	case 8:
		return list{x(), x(), x()}
	case 9:
		return map[int]any{r.IntN(9): x(), r.IntN(9): x()}
	}
	return x()
}

func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		seed, depth := r.Uint64(), 1+r.IntN(3)
		v, w := random(rand.New(rand.NewPCG(seed, 0)), depth, ours), random(rand.New(rand.NewPCG(seed, 0)), depth, theirs)
		format := "%" + string("+-# 0"[r.IntN(5)]) + []string{"", "7", ".2", "9.1"}[r.IntN(4)] + string("vvvvsdxqTtfz"[r.IntN(12)])
		got, want := attempt(func() string { return Sprintf(format, v) }), attempt(func() string { return real.Sprintf(format, w) })
		if got != want {
			t.Fatalf("%s of %#v: %q, want %q", format, v, got, want)
		}
	}
}
