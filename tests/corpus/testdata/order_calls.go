package main

func f(p *int) int { *p = 5; return 1 }

func g() (int, int) {
	x := 1
	return x, f(&x)
}

var gl = 3

func h() int { gl = 10; return 1 }

type T struct{ a []int }

func (t *T) set() int { t.a = []int{7, 8, 9}; return 1 }

func main() {
	println(g())
	x := 2
	a, b := x, f(&x)
	println(a, b)
	println(gl + h())
	println(gl, h())
	t := &T{a: []int{1, 2, 3}}
	println(t.a[t.set()])
	m := map[string]int{"a": 1}
	del := func() int { delete(m, "a"); return 3 }
	println(m["a"] + del())
	arr := [3]int{1, 2, 3}
	mod := func() int { arr[0] = 100; return 1 }
	y := arr[0] + mod()
	println(y)
	var i = 1
	inc := func() int { i++; return i }
	z := i + inc()
	println(z)
	z2 := []int{i, inc(), i}
	println(z2[0], z2[1], z2[2])
	s := struct{ a, b int }{i, inc()}
	println(s.a, s.b)
	p := &T{}
	p.a, i = append(p.a, i), inc()
	println(p.a[0], i)
}
