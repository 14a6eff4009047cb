package main

import (
	"math"
	"strconv"
)

type Obj interface{ String() string }
type Int struct{ v int64 }
type Str struct{ s string }
type Fl struct{ f float64 }

func (i Int) String() string  { return itoa(i.v) }
func (s *Str) String() string { return s.s }
func (f Fl) String() string   { return strconv.FormatFloat(f.f, 'g', -1, 64) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func add(a, b Obj) Obj {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			return Int{x.v + y.v}
		}
		return Int{x.v * 2}
	}
	switch x := b.(type) {
	case *Str:
		return &Str{x.s + "!"}
	case Int:
		return x
	case Fl:
		return Fl{x.f * x.f}
	case nil:
		return nil
	}
	return b
}

var table = []Obj{Int{1}, Int{-5}, Int{math.MaxInt64}, Int{math.MinInt64}, Int{1<<62 - 1}, Int{1 << 62}, Int{-1 << 62}, Int{-1<<62 - 1}, &Str{"s"}, Fl{1.5}, Fl{0}, Fl{math.Copysign(0, -1)}, Fl{math.NaN()}, Fl{math.Inf(1)}, Fl{-1e300}, Fl{5e-324}, Fl{-2.5e-70}, Fl{0x1p-255}, Fl{math.Nextafter(0x1p-255, 0)}, Fl{0x1p257}, Fl{math.Nextafter(0x1p257, 0)}, Fl{-0x1p256}, nil}

func main() {
	for i, a := range table {
		for j, b := range table {
			c := add(a, b)
			println(i, j, a == b, c == a)
			if c != nil {
				println(c.String())
			}
		}
	}
	m := map[Obj]int{}
	for i, a := range table {
		m[a] += i + 1
		m[Int{int64(i)}]++
	}
	for i, a := range table {
		println(i, m[a], m[Int{int64(i)}])
	}
	sum := Obj(Int{0})
	for i := int64(0); i < 1000; i++ {
		sum = add(sum, Int{i << 52})
	}
	println(sum.String(), sum.(Int).v)
	f := Obj(Fl{1})
	for i := 0; i < 600; i++ {
		f = Fl{f.(Fl).f * 1.7}
		if i%50 == 0 {
			println(f.String(), f == Obj(Fl{f.(Fl).f}), f == sum)
		}
	}
	anys := []any{1, int8(-3), float32(2.5), uint8(200), 'x', uint64(1 << 63), -1 << 62, 3.25, true, "s"}
	for i, a := range anys {
		for _, b := range anys {
			print(a == b, " ")
		}
		switch x := a.(type) {
		case int:
			println(i, "int", x)
		case int8:
			println(i, "int8", x)
		case float32:
			println(i, "float32", x)
		case rune:
			println(i, "rune", x)
		case float64:
			println(i, "float64", x)
		case uint64:
			println(i, "uint64", x)
		default:
			println(i, "other")
		}
	}
	defer func() {
		e := recover().(error)
		println(e.Error())
	}()
	println(table[8].(Int).v)
}
