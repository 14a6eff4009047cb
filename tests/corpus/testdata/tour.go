package main

import (
	"errors"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

type MyErr struct{ n int }

func (e *MyErr) Error() string { return "my " + strconv.Itoa(e.n) }

type wrap struct{ err error }

func (w wrap) Error() string { return "wrapped: " + w.err.Error() }
func (w wrap) Unwrap() error { return w.err }

func deferLoop() (s string) {
	for i := range 3 {
		defer func() { s += strconv.Itoa(i) }()
	}
	return "r"
}

func nested() (r int) {
	defer func() {
		if e := recover(); e != nil {
			r = e.(int) * 2
		}
	}()
	defer func() {
		defer func() { panic(recover().(int) + 1) }()
		panic(10)
	}()
	return 5
}

type Tree[K any, V any] struct {
	left, right *Tree[K, V]
	k           K
	v           V
}

func (t *Tree[K, V]) All() func(yield func(K, V) bool) {
	return func(yield func(K, V) bool) { t.push(yield) }
}

func (t *Tree[K, V]) push(yield func(K, V) bool) bool {
	if t == nil {
		return true
	}
	return t.left.push(yield) && yield(t.k, t.v) && t.right.push(yield)
}

func goto1(n int) int {
	i := 0
loop:
	if i < n {
		i++
		goto loop
	}
	return i
}

type Celsius float32
type Animal interface{ Sound() string }
type Dog struct{ name string }
type Loud struct{ Animal }

func (d Dog) Sound() string { return d.name + "!" }

type Stack []int

func (s *Stack) Push(x int) { *s = append(*s, x) }

func labels() string {
	var out []string
outer:
	for i := 0; i < 3; i++ {
		for j := 0; j < 3; j++ {
			switch {
			case j == 1:
				continue outer
			case i == 2:
				break outer
			}
			out = append(out, strconv.Itoa(i)+strconv.Itoa(j))
		}
	}
	return strings.Join(out, ",")
}

func main() {
	var err error = wrap{&MyErr{3}}
	var me *MyErr
	println(errors.As(err, &me), me.n, errors.Is(err, me), err.Error())
	println(deferLoop(), nested(), goto1(5), labels())
	t := &Tree[string, int]{k: "m", v: 1, left: &Tree[string, int]{k: "a", v: 2}, right: &Tree[string, int]{k: "z", v: 3}}
	for k, v := range t.All() {
		if k == "z" {
			break
		}
		print(k, v, " ")
	}
	println()
	xs := []string{"pear", "fig", "apple"}
	sort.Slice(xs, func(i, j int) bool { return len(xs[i]) < len(xs[j]) })
	println(strings.Join(xs, " "), Celsius(36.6) > 36)
	var a Animal = Loud{Dog{"rex"}}
	println(a.Sound())
	f := a.Sound
	println(f())
	var s Stack
	s.Push(1)
	g := s.Push
	g(2)
	println(len(s), cap(s) >= 2)
	m := map[[2]int]string{{1, 2}: "x"}
	m[[2]int{3, 4}] += "y"
	println(len(m), m[[2]int{3, 4}], m[[2]int{1, 2}])
	c := complex(1, 2)
	c = c * c / (1 + 1i)
	println(real(c), imag(c))
	func() {
		defer func() { println(recover().(error).Error()) }()
		var arr []int
		n := 5
		_ = arr[n:n:2]
	}()
	func() {
		defer func() { println(recover().(error).Error()) }()
		var i any = "s"
		_ = i.(int)
	}()
	func() {
		defer func() { println(recover().(error).Error()) }()
		n := -1
		_ = 1 << n
	}()
	func() {
		defer func() { println(recover().(error).Error()) }()
		var d *Dog
		println(d.name)
	}()
	func() {
		defer func() { println(recover().(error).Error()) }()
		k := uint64(1 << 63)
		_ = xs[:k]
	}()
	for i, r := range "héx\xff" {
		print(i, ":", r, " ")
	}
	println()
	println(min(3, 1, 2), max("a", "b"), min(2.5, 1))
	b := []byte("abc")
	copy(b[1:], "xyz")
	println(string(b), string(rune(233)), []rune("hé")[1])
	arr := [...]int{5: 1, 2}
	for i, v := range arr {
		arr[0] += v * i
	}
	println(arr[0], len(arr))
	d := 1500 * time.Millisecond
	println(d.String(), time.Since(time.Now()) < time.Second)
	if len(os.Args) > 5 {
		os.Exit(3)
	}
	x, y := 7, -2
	println(x/y, x%y, x&^3, x>>1, -x>>1, uint8(x<<7), ^x)
	var e1, e2 any = Dog{"a"}, Dog{"a"}
	println(e1 == e2, e1 != nil)
	type pt struct{ x, y int }
	println(pt{1, 2} == pt{1, 2}, [2]string{"a"} == [2]string{"a", ""})
	clear(m)
	println(len(m))
	w := os.Stdout
	w.WriteString("done\n")
}
