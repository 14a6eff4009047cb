// Command shapes is what the tests look at: one function for each thing there is to see.
package main

// A shape is called through an interface with two dynamic types: a switch.
type shape interface{ area() int }

type square struct{ side int }

func (s *square) area() int { return s.side * s.side }

type box struct{ w, h int }

func (b box) area() int { return b.w * b.h }

// A namer has more types than a switch may have cases: a table.
type namer interface{ name() string }

type (
	n1 struct{}
	n2 struct{}
	n3 struct{}
	n4 struct{}
	n5 struct{}
	n6 struct{}
	n7 struct{}
)

func (*n1) name() string { return "one" }
func (*n2) name() string { return "two" }
func (*n3) name() string { return "three" }
func (*n4) name() string { return "four" }
func (*n5) name() string { return "five" }
func (*n6) name() string { return "six" }
func (*n7) name() string { return "seven" }

//rgo:noinline
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

//rgo:noinline
func sum(list []int, from int) int {
	total := list[from]
	for _, x := range list {
		total += x
	}
	return total
}

//rgo:noinline
func total(shapes []shape) int {
	n := 0
	for _, s := range shapes {
		n += s.area()
	}
	return n
}

//rgo:noinline
func say(n namer) string { return n.name() }

//rgo:noinline
func find(side int) *square {
	if side > 3 {
		return nil
	}
	return newSquare(side)
}

func newSquare(side int) *square { return &square{side} }

//rgo:noinline
func side(s *square) int { return s.side }

//rgo:noinline
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	list := []int{3, 4, 5}
	println(gcd(12, 18), sum(list, len(list)-2), fib(10))
	println(total([]shape{&square{2}, box{2, 3}}))
	for _, n := range []namer{&n1{}, &n2{}, &n3{}, &n4{}, &n5{}, &n6{}, &n7{}} {
		println(say(n))
	}
	println(side(find(len(list))))
}
