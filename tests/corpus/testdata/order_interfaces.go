package main

type K struct{ a, b string }
type T struct {
	p *K
	k K
	f func() int
	m map[string]int
}

//go:noinline
func two(a any, b int) any { return a }

//go:noinline
func set(t *T) int { *t = T{p: &K{"new", ""}, k: K{"new", ""}}; return 1 }

//go:noinline
func setp(p **K) int { *p = &K{"new", ""}; return 1 }

//go:noinline
func setk(p *K) int { *p = K{"new", ""}; return 1 }

//go:noinline
func setm(p *map[int]int) int { *p = map[int]int{}; return 1 }

var gp = &K{"old", ""}
var gk = K{"old", ""}

func main() {
	t := &T{p: &K{"old", ""}, k: K{"old", ""}}
	println(1, two(t.p, set(t)).(*K).a)
	p := &K{"old", ""}
	println(2, two(p, setp(&p)).(*K).a)
	k := K{"old", ""}
	println(3, two(k, setk(&k)).(K).a)
	println(4, two(gp, setp(&gp)).(*K).a)
	println(5, two(gk, setk(&gk)).(K).a)
	m := map[int]int{1: 1}
	println(6, len(two(m, setm(&m)).(map[int]int)))
	t = &T{p: &K{"old", ""}, k: K{"old", ""}}
	println(7, two(t.k.a, set(t)).(string))
	t = &T{p: &K{"old", ""}, k: K{"old", ""}}
	println(8, two(*t, set(t)).(T).k.a)
	ks := []K{{"old", ""}}
	println(9, two(ks[0], setk(&ks[0])).(K).a)
	ps := []*K{{"old", ""}}
	println(10, two(ps[0], setp(&ps[0])).(*K).a)
}
