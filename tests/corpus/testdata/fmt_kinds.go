// Values of all kinds in all nestings, formatted by all verbs: what package fmt finds out about them without reflection.
package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"strconv"
	"time"
)

type val struct{ a int }

func (v val) String() string { return "val" + strconv.Itoa(v.a) }

type pan struct{ how any }

func (p pan) Error() string { panic(p.how) }

type G[T any] struct {
	X T
	l []G[T]
}

func (g G[T]) GoString() string { return "G!" }

type Pair[K comparable, V any] struct {
	Key K
	Val V
}
type small uint8
type tiny []small
type inner struct{ P, q val }
type Inner struct{ P val }
type outer struct {
	inner
	*Inner
	error
	fmt.Stringer
	any
	_ int
	x val
	F func(int) string
	M map[string]*int
	A [0]int
	u uintptr
	C complex64
}
type form struct{ n int }

func (f form) Format(s fmt.State, c rune) {
	w, ok := s.Width()
	fmt.Fprintf(s, "form(%d,%c,%d,%v,%s)", f.n, c, w, ok, fmt.FormatString(s, c))
	io.WriteString(s, "!")
}

type rec struct {
	Name string
	Next *rec
	Kids []*rec
	Attr map[string]any
}
type weekday int

func (d weekday) String() string { return [...]string{"Sun", "Mon"}[d] }

type iface interface{ M() }
type impl int

func (impl) M() {}

type state struct {
	I  iface
	E  error
	As []any
	Is []iface
	f  float32
	b  []byte
	B  []byte
	s  [2]string
	r  rune
	by byte
}

func show(vs ...any) {
	for _, v := range vs {
		for _, f := range []string{"%v", "%+v", "%#v", "%T", "%d", "%s", "%q", "%x", "%6.2v|", "%t"} {
			fmt.Printf(f+" ", v)
		}
		fmt.Println()
	}
}

func main() {
	show(1, "s", 2.5, nil, true, 'x', []byte("hi"), []string{"a"}, [2]bool{true})
	show(val{1}, []val{{1}, {2}}, map[val]int{{2}: 1, {1}: 2}, struct{ v val }{val{3}}, struct{ V val }{val{3}})
	show(pan{"x"}, pan{note("e")}, pan{5}, pan{val{1}}, []error{pan{nil}, nil})
	show(G[int]{1, nil}, Pair[string, int]{"a", 1}, Pair[val, []Pair[int, error]]{}, struct{ g G[string] }{})
	show(small(3), tiny{1, 2}, [2]small{3, 4}, tiny(nil))
	show(outer{}, outer{inner: inner{val{1}, val{2}}, error: note("eof"), any: inner{}, Stringer: val{3}})
	show(form{1}, []form{{1}}, struct{ f form }{})
	show(rec{"a", nil, nil, nil}, rec{"b", nil, []*rec{nil}, map[string]any{"z": 1, "a": []int{1}, "n": nil}})
	show(weekday(0), weekday(1), []weekday{0, 1}, map[weekday]weekday{1: 0, 0: 1})
	show(state{}, state{I: impl(1), Is: []iface{nil, impl(2)}, As: []any{nil, impl(3)}, b: []byte("x"), B: []byte("y")})
	show(map[float64]string{math.NaN(): "nan", math.Inf(1): "inf", 0: "0"}, map[[2]int]bool{{1, 2}: true, {0, 5}: false})
	show((*val)(nil), (*pan)(nil), (error)(nil), (*rec)(nil), &[]int{1}, &map[string]int{"a": 1}, &rec{Name: "p"}, &struct{}{})
	show(big.NewInt(123), *big.NewInt(5), []*big.Int{big.NewInt(-1)}, big.NewRat(1, 2), time.Duration(1500)*time.Millisecond, time.March)
	show(struct{}{}, [0]int{}, []struct{}{{}}, map[string]struct{}{"a": {}}, []any{}, []any(nil), map[int]int(nil), map[int]int{})
	show(&os.PathError{Op: "open", Path: "x", Err: note("n")}, fmt.Errorf("w: %w", note("n")))
	var f func()
	var np *int
	var e error
	var i iface
	show(f, np, e, i, &i == nil, [3]*int{}, struct{ p *int }{})
	fmt.Printf("%p %p %v\n", np, []int(nil), show == nil)
	x := 7
	fmt.Println(fmt.Sprintf("%p", &x) == fmt.Sprint(&x), len(fmt.Sprintf("%v", &x)) > 4, fmt.Sprintf("%p", []int{1})[:2], fmt.Sprintf("%#v", &x)[:8])
	fmt.Printf("%[2]*[1]d|%-*d|%.*f|%[5]d|%d %d\n", 12, 8, 4, 5, 2)
	fmt.Printf("%08.3f|%+.2e|%#x|%#o|%#b|%X|%U|%#U|%c|%q\n", 3.14159, 12345.678, 255, 8, 5, "hi", 0x1F600, 0x1F600, 0x65E5, 'x')
	fmt.Printf("%w %!\n", io.EOF)
	err := fmt.Errorf("%w and %w", io.EOF, os.ErrExist)
	fmt.Println(errors.Is(err, os.ErrExist), errors.Is(err, io.EOF), err)
	fmt.Printf("%T %T %T %T\n", err, errors.Unwrap(fmt.Errorf("a %w", err)), G[map[string][]int]{}, func(int) error { return nil })
	fmt.Printf("%v %v\n", struct {
		a any
		b error
	}{val{1}, pan{1}}, [][]any{{1, "a"}, nil})
	n, err := fmt.Fprintf(bad{}, "x")
	fmt.Println(n, err)
	defer func() { fmt.Println("recovered", recover()) }()
	var m map[string]int
	m["a"] = 1
}

type bad struct{}

func (bad) Write(b []byte) (int, error) { return 0, io.ErrShortWrite }

type note string

func (n note) Error() string { return "note " + string(n) }
