// Representations: interfaces of every kind of dynamic type, memory values, equality, hashes, and the panics of checks.

package main

type I interface{ M() int }
type P struct{ x int }

func (p *P) M() int {
	if p == nil {
		return -1
	}
	return p.x
}

type V struct{ a, b int }

func (v V) M() int { return v.a*10 + v.b }

type Big struct {
	a    [20]int
	s    string
	m, n int
	in   V
	arr  [3]V
	f    func() int
}

func (b Big) M() int { return b.a[3] + b.m + b.arr[1].b }

type Inner struct{ y int }

func (i *Inner) M() int { return i.y }

type Outer struct {
	p int
	Inner
	q [2]Inner
}
type PP *P
type Arr [3]int

func (a Arr) M() int { return a[0] + a[1] + a[2] }

type Fn func(int) int

func (f Fn) M() int { return f(7) }

type Mp map[string]int

func (m Mp) M() int { return len(m) }

type Sl []int

func (s Sl) M() int { return len(s) * 100 }

type E struct{}

func (E) M() int    { return 42 }
func (e *E) N() int { return 43 }

type Emb struct {
	I
	k int
}

type K struct {
	_ int
	a string
	b any
	c [2]float64
}

func modify(b Big) Big {
	b.a[3] = 99
	b.arr[1].b = 5
	b.s += "!"
	return b
}

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		return "int"
	case I:
		switch v := v.(type) {
		case *P:
			if v == nil {
				return "nil *P"
			}
			return "*P"
		case Arr, Sl:
			return "arr/sl"
		}
		return "I"
	case [2]string:
		return "[2]string " + v[1]
	case struct{ a int }:
		return "struct"
	case error:
		return "error " + v.Error()
	case func() int:
		return "func"
	case *[3]int:
		return "*[3]int"
	case **P:
		return "**P"
	case PP:
		return "PP"
	}
	return "other"
}

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(error); ok {
			println(name, e.Error())
		} else if s, ok := r.(string); ok {
			println(name, "string", s)
		} else {
			println(name, r == nil)
		}
	}()
	f()
}

type Num interface{ ~int | ~float64 }

func Sum[T Num](xs ...T) (r T) {
	for _, x := range xs {
		r += x
	}
	return
}

type Tree[K comparable, T any] struct {
	l, r *Tree[K, T]
	k    K
	v    T
}

func (t *Tree[K, T]) find(k K) (T, bool) {
	if t == nil {
		var z T
		return z, false
	}
	if t.k == k {
		return t.v, true
	}
	if v, ok := t.l.find(k); ok {
		return v, ok
	}
	return t.r.find(k)
}

var global = Big{s: "g", m: 7, arr: [3]V{{1, 2}, {3, 4}, {5, 6}}}
var ifaces = []I{&P{3}, (*P)(nil), V{1, 2}, global, Arr{1, 2, 3}, Fn(func(i int) int { return i * 2 }), Mp{"a": 1}, Sl{1, 2}, E{}, &E{}, &global.in2().p}

type holder struct{ p P }

var hold holder

func (b *Big) in2() *holder { hold.p.x = 77; return &hold }

func main() {
	for i, x := range ifaces {
		println(i, x.M())
	}
	var o Outer
	o.y = 5
	o.q[1].y = 6
	for _, x := range []I{&o, &o.Inner, &o.q[1], o2(o)} {
		println(x.M(), x == I(&o.Inner), x == I(&o))
	}
	b := global
	c := modify(b)
	println(b.a[3], c.a[3], b.s, c.s, b.arr[1].b, c.arr[1].b)
	pb := &b
	d := *pb
	pb.a[0] = 1
	pb.arr[2].a = 50
	println(d.a[0], b.a[0], d.arr[2].a, b.arr[2].a)
	arrs := [2][3]int{{1, 2, 3}, {4, 5, 6}}
	e := arrs
	e[1][2] = 60
	row := arrs[1]
	arrs[1][0] = 40
	println(row[0], arrs[1][0], e[1][2], arrs[1][2])
	for i, r := range arrs {
		arrs[1][1] = 500
		println(i, r[1])
	}
	f := func() int { return e[1][2] + row[0] }
	e[1][2]++
	println(f())
	var np *P
	var i1, i2 I = np, nil
	println(i1 == nil, i2 == nil, i1 == I(np), i1.M(), kind(i1), kind(i2))
	m := map[any]int{1: 1, "a": 2, V{1, 2}: 3, [2]string{"x", "y"}: 4, K{a: "k", b: 1, c: [2]float64{1, 0}}: 5, 2.5: 6, true: 7, np: 8, &o: 9, int8(1): 10}
	z := 0.0
	println(m[1], m["a"], m[V{1, 2}], m[[2]string{"x", "y"}], m[K{a: "k", b: 1, c: [2]float64{1, -z}}], m[2.5], m[true], m[np], m[&o], m[int8(1)], m[int16(1)], len(m))
	k1, k2 := K{a: "q", b: V{1, 2}}, K{a: "q", b: V{1, 2}}
	println(k1 == k2, any(k1) == any(k2), k1 == K{a: "q", b: V{1, 3}})
	try("cmp", func() { var x, y any = []int{1}, []int{1}; println(x == y) })
	try("key", func() { m[func() {}] = 1 })
	try("cmpk", func() { println(K{b: Sl{}} == K{b: Sl{}}) })
	try("nil", func() { var x I; x.M() })
	try("assert", func() { var x any = "s"; println(x.(int)) })
	try("assert2", func() { var x any = V{}; println(x.(interface{ Zed() }) != nil) })
	try("assert3", func() { var x any; println(x.(I) != nil) })
	try("assert4", func() { var x I = &P{}; println(x.(V).a) })
	try("idx", func() { i := 5; println(arrs[1][i%4+2]) })
	try("idx2", func() { s := []int{1, 2}; i := -1; println(s[len(s)+i+1]) })
	try("slice", func() { s := []int{1, 2}; i := 3; println(len(s[i:])) })
	try("slice2", func() { s := "abc"; i, j := 2, 1; println(s[i:j]) })
	try("slice3", func() { s := make([]int, 2, 5); i := 6; println(len(s[1:2:i])) })
	try("conv", func() { s := []int{1, 2}; println((*[3]int)(s)[0]) })
	try("div", func() { z := 0; println(1 / z) })
	try("nilmap", func() { var m map[string]int; m["a"] = 1 })
	try("nilp", func() { var p *Big; println(p.in.a) })
	try("nilarr", func() {
		var p *[3]int
		for i := range p {
			print(i)
		}
		println()
		println(p[1])
	})
	try("custom", func() { panic("boo") })
	try("neg", func() { n := -1; _ = make([]int, n) })
	for _, x := range []any{nil, 1, "s", [2]string{"p", "q"}, struct{ a int }{1}, func() int { return 1 }, &[3]int{}, &np, PP(np), &P{1}, Arr{}, V{}, E{}} {
		println(kind(x))
	}
	println(Sum(1, 2, 3), Sum(1.5, 2.5) == 4, Sum[int]())
	t := &Tree[string, Big]{k: "a", v: global, l: &Tree[string, Big]{k: "b", v: c}}
	v, ok := t.find("b")
	println(v.s, v.a[3], ok)
	_, ok = t.find("zz")
	println(ok)
	em := Emb{I: &P{9}, k: 1}
	var ie I = em
	println(ie.M(), Emb{I: V{2, 3}}.M())
	mv := ie.M
	em.I = V{}
	println(mv(), I.M(ie), (*P).M(nil))
	var s0 []E
	s0 = append(s0, E{}, E{})
	println(len(s0), s0[1].M(), (&s0[0]).N())
	st := []string{}
	for i := 0; i < 20; i++ {
		st = append(st, string(rune('a'+i)), "x")
	}
	println(len(st), st[38], cap(st) >= 40)
	bs := []Big{}
	for i := 0; i < 5; i++ {
		global.m = i
		bs = append(bs, global)
	}
	println(bs[0].m, bs[4].m, bs[3].M())
	x, y := 1, [2]int{10, 20}
	x, y[x] = y[0], 5
	println(x, y[0], y[1])
	cplx := complex(1, 2)
	cs := []complex128{cplx, cplx * cplx}
	println(real(cs[1]), imag(cs[1]), cs[0] == complex(1, 2), any(cs[0]) == any(cplx))
	type pair struct {
		a, b any
	}
	println(pair{1, "a"} == pair{1, "a"}, pair{1, nil} == pair{nil, 1})
	defer func() {
		println(recover().(interface{ Error() string }).Error())
	}()
	var nilf func()
	nilf()
}

func o2(o Outer) *Outer { return &o }
