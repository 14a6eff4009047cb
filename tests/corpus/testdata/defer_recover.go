package main

import "errors"

func r(n int) (s string) {
	defer func() {
		if e := recover(); e != nil {
			s = "rec " + e.(string)
		}
	}()
	if n > 2 {
		panic("deep")
	}
	return r(n + 1)
}

type T struct{ log *[]string }

func (t T) Close(s string) { *t.log = append(*t.log, s) }
func (t *T) Ptr(s string)  { *t.log = append(*t.log, "p"+s) }

type C interface{ Close(string) }

func many() (out []string) {
	t := T{&out}
	var c C = t
	defer t.Close("a")
	defer c.Close("b")
	defer t.Ptr("c")
	f := t.Close
	defer f("d")
	for i := 0; i < 3; i++ {
		defer func(k int) { out = append(out, string(rune('0'+k))) }(i)
	}
	defer print("printed ")
	defer println("line", len(out))
	m := map[string]int{"x": 1}
	defer func() { out = append(out, string(rune('0'+len(m)))) }()
	defer delete(m, "x")
	return []string{"ret"}
}

var errX = errors.New("x")

func named() (n int, err error) {
	defer func() {
		if err != nil {
			n = -1
		}
	}()
	return 5, errX
}

func rethrow() (s string) {
	defer func() { s += recover().(string) }()
	defer func() {
		e := recover()
		panic(e.(string) + "!")
	}()
	panic("boom")
}

func noRecover() {
	defer func() { recover2() }()
	panic("lost")
}

func recover2() any { return recover() }

func normal() (x any) {
	defer func() { x = recover() }()
	return 1
}

func loopDefer(n int) (sum int) {
	for i := range n {
		func() {
			defer func() { sum += i }()
			if i%2 == 0 {
				return
			}
			defer func() { recover() }()
			panic(i)
		}()
	}
	return
}

func seq(n int) func(func(int) bool) {
	return func(y func(int) bool) {
		defer func() { println("seq end") }()
		for i := range n {
			if !y(i) {
				return
			}
		}
	}
}

func rf() (s string) {
	defer func() { s += "|" + recover().(string) }()
	for i := range seq(5) {
		defer func() { s += string(rune('a' + i)) }()
		if i == 3 {
			panic("stop")
		}
	}
	return "never"
}

func rf2() int {
outer:
	for i := range seq(3) {
		for j := range seq(3) {
			if j == 1 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			if i == 5 {
				return 9
			}
		}
	}
	for i := range seq(4) {
		for j := range seq(4) {
			if i*j == 6 {
				return i*10 + j
			}
		}
	}
	return 0
}

func goexitLike() (r int) {
	defer func() {
		defer func() {
			r += 100
			recover()
		}()
		panic("second")
	}()
	r = 1
	panic("first")
}

func main() {
	println(r(0))
	for _, s := range many() {
		print(s, " ")
	}
	println()
	n, err := named()
	println(n, err.Error(), rethrow(), normal() == nil)
	func() {
		defer func() { println("outer", recover().(string)) }()
		noRecover()
	}()
	println(loopDefer(6), rf(), rf2())
	func() {
		defer func() { println(recover() != nil) }()
		println(goexitLike())
	}()
}
