package main

type I interface{ M() int }
type T struct{ n int }

func (t T) M() int { return t.n }

type E struct{ *T }

func try(f func()) {
	defer func() { println(recover().(error).Error()) }()
	f()
}

func main() {
	var i I
	try(func() { g := i.M; g() })
	try(func() { _ = i.(I) })
	var p *T
	try(func() { g := p.M; g() })
	try(func() { println(p.M()) })
	try(func() { (*T).M(p) })
	try(func() { E{}.M() })
	try(func() { var x I = E{}; x.M() })
	try(func() { defer i.M() })
	try(func() { var f func(); defer f() })
	try(func() { var f func(); f() })
	try(func() { var m map[string]int; m["a"] = 1 })
	try(func() { var m map[any]int; m = map[any]int{}; m[[]int{}] = 1 })
	try(func() { var a, b any = []int{}, []int{}; println(a == b) })
	try(func() { var a [3]int; k := 5; a[k%8] = 1 })
	try(func() { s := "abc"; k := 5; _ = s[k:] })
	try(func() { s := "abc"; k := 5; _ = s[:k] })
	try(func() { s := "abc"; k := -1; _ = s[k] })
	try(func() { s := make([]int, 2, 4); k := 5; _ = s[:k] })
	try(func() { s := make([]int, 2, 4); k := 5; _ = s[k:] })
	try(func() { s := make([]int, 2, 4); k := 5; _ = s[:2:k] })
	try(func() { s := make([]int, 2, 4); k := 3; _ = s[:k:2] })
	try(func() { s := make([]int, 2, 4); k := 3; _ = s[k:2:2] })
	try(func() { s := make([]int, 2, 4); _ = [4]int(s) })
	try(func() { k := -5; _ = make([]int, k) })
	try(func() { k := 5; _ = make([]int, k, k-1) })
	try(func() { k := 0; println(5 / k) })
	try(func() { panic(nil) })
	try(func() { var e error; println(e.Error()) })
	try(func() { var a any = 5; _ = a.(string) })
	try(func() { var a any = 5; _ = a.(I) })
	try(func() { var a any; _ = a.(I) })
	try(func() { var a I = T{}; _ = a.(*T) })
	try(func() { var k uint64 = 1 << 63; var a [3]int; a[k] = 1 })
	try(func() { var k int8 = -3; var a [3]int; a[k] = 1 })
	try(func() { var k uint8 = 200; var a []int; _ = a[k:] })
	try(func() {
		var p *[4]int
		for i, x := range p {
			println(i, x)
		}
	})
	try(func() { var p *[4]int; _ = p[1:2] })
	try(func() { var p *struct{ a, b int }; p.b++ })
}
