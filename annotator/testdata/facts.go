package main

type node struct {
	next *node
	val  int
	kind shape
}

type shape interface{ area() int }

type square struct{ side int }

type circle struct{ r int }

type unused struct{}

func (s *square) area() int { return s.side * s.side }
func (c *circle) area() int { return 3 * c.r * c.r }
func (unused) area() int    { return 0 }

func makeList(n int) *node {
	var head *node
	for i := 0; i < n; i++ { // annot: i: 0..255
		head = &node{next: head, val: i & 255, kind: &square{i}}
	}
	return head
}

func sum(l *node) int {
	total := 0
	for l != nil {
		k := l.kind // annot: k: never nil; one of *main.square
		v := l.val  // annot: v: 0..255
		total += k.area() + v
		l = l.next
	}
	return total
}

type leaf struct{ val int }

type late struct{ list *leaf }

// lateField makes an object whose field is stored only after a call of what has not been seen to return at first.
func lateField(n int) *leaf {
	l := &late{}
	l.list = deeper(n)
	kept = l
	list := kept.list // annot: list: never nil
	return list
}

var kept *late

func deeper(n int) *leaf {
	if n > 3 {
		return deeper(n - 1)
	}
	return &leaf{val: n}
}

func pick(b bool) shape {
	if b {
		return &square{2}
	}
	return &circle{3}
}

func describe(s shape) int {
	switch t := s.(type) {
	case *square: // annot: s: never nil; one of *main.square, *main.circle
		return t.side
	case *circle: // annot: s: never nil; one of *main.circle
		return t.r
	}
	return 0
}

func apply(f func(int) int, x int) int {
	y := f(x) // annot: f: never nil; one of main.double, main.main$1
	return y
}

func double(x int) int { return 2 * x }

func never() { println("not reached") }

func main() {
	println(sum(makeList(10)), lateField(5).val)
	s := pick(len("x") == 1)
	println(describe(s), describe(pick(false)))
	println(apply(double, 3), apply(func(x int) int { return x + 1 }, 4))
}
