package main

type K struct{ a, b string }

type T struct {
	a []int
	m map[string]int
	s string
	k K
}

func (t *T) set() int { t.a = []int{7, 8, 9}; t.m["x"] = 50; t.s = "new"; t.k = K{"n", "m"}; return 1 }

func nt() *T { return &T{a: []int{1, 2, 3}, m: map[string]int{"x": 1}, s: "old", k: K{"o", "p"}} }

func two(a any, b int) any      { return a }
func sl(a []int, b int) int     { return a[0] }
func st(a string, b int) string { return a }
func pr(a ...any) {
	for _, x := range a {
		switch x := x.(type) {
		case int:
			print(x, " ")
		case string:
			print(x, " ")
		case K:
			print(x.a, " ")
		case []int:
			print(x[0], " ")
		case float64:
			print(x, " ")
		}
	}
	println()
}

var f64 = 1.5

func setf() int { f64 = 2.5; return 1 }

func main() {
	m1 := map[int]int{1: 1}
	println(m1[1] + func() int { m1[1] = 9; return 0 }())
	m2 := map[K]int{{"a", "b"}: 1}
	println(m2[K{"a", "b"}] + func() int { m2[K{"a", "b"}] = 9; return 0 }())
	t := nt()
	println(two(t.k, t.set()).(K).a)
	t = nt()
	println(sl(t.a[0:2], t.set()))
	t = nt()
	println(st(t.s+"x", t.set()))
	t = nt()
	println(st(t.s[1:], t.set()))
	t = nt()
	pr(t.s, t.k, t.a, t.set(), t.s)
	pr(f64, setf())
	t = nt()
	x := append(t.a, t.set())
	println(len(x), x[0])
	t = nt()
	println(len(t.s), len(t.a), t.set(), t.m["x"])
	t = nt()
	t.m["x"] += t.set()
	println(t.m["x"])
	t = nt()
	t.a[0] += t.set()
	println(t.a[0])
	t = nt()
	v := t.s == "old" && t.set() == 1
	println(v, t.s == "old" || t.set() == 2)
	t = nt()
	k := t.k == K{"o", "p"} == (t.set() == 1)
	println(k)
	t = nt()
	b := []byte("abc")
	cb := func() int { b[0] = 'z'; return 1 }
	println(st(string(b), cb()))
	var i any = 1
	ci := func() int { i = 2; return 1 }
	println(i.(int) + ci())
	i = 1
	println(two(i, ci()).(int))
	pp := &K{"p", "q"}
	cp := func() int { pp = &K{"r", "s"}; return 1 }
	_, _ = pp, cp
	arr := [2]int{1, 2}
	ca := func() int { arr = [2]int{5, 6}; return 1 }
	println(two(arr, ca()).([2]int)[0])
	fn := func(int) int { return 1 }
	cf := func() int { fn = func(int) int { return 2 }; return 1 }
	println(fn(cf()))
	a, c := t.a[1], t.set()
	println(a, c)
	t.a[t.set()], t.a[0] = t.a[0], t.set()
	println(t.a[0], t.a[1])
	type P struct{ x, y int }
	q := P{1, 2}
	cq := func() int { q.x = 10; return 3 }
	r := P{q.x, cq()}
	println(r.x, r.y)
	rp := &P{q.x, func() int { q.x = 20; return 1 }()}
	println(rp.x)
	ms := map[string]int{"a": q.x, "b": cq()}
	println(ms["a"], ms["b"])
	as := [...]int{q.x, func() int { q.x = 30; return 1 }()}
	println(as[0])
	q.x = 1
	println(-q.x+cq(), q.x*2+cq(), q.x)
	go1 := q.x
	println(go1)
}
