package main

// This program has fields that only ever hold whole arrays, which take one word, beside others that look like it and do not.

import (
	"os"
	"strconv"
)

type cell struct{ n int }

// frame is as an interpreter has it: slots is always made as a whole.
type frame struct {
	slots []*cell
	up    *frame
	name  string
}

func newFrame(n int, up *frame) *frame {
	return &frame{slots: make([]*cell, n), up: up, name: "f" + strconv.Itoa(n)}
}

// maybe holds nil, an empty slice, or a literal.
type maybe struct {
	before int8
	items  []int
	after  int8
}

// piece gets a piece of a slice, grown what append returns, room a capacity of its own: none is whole.
type piece struct{ items []int }
type grown struct{ items []int }
type room struct{ items []int }

// big is more than a struct in variables: a value of it lies in memory.
type big struct {
	a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q int
	words                                             []string
	last                                              int
}

// nested has fields of fields.
type nested struct {
	x     int
	inner maybe
	y     local
}

type local struct {
	slots []*cell
	name  string
}

// code and wide are always made by literals that say what their slices are, so these are never nil; a wide in a variable lies in memory.
type code struct {
	ops  []int32
	name string
}

type wide struct {
	a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q int
	words                                             []string
	last                                              int
	ops                                               []int32
}

var frozenFrame = &frame{make([]*cell, 3), nil, "frozen"}
var frozenCode = &code{[]int32{1, 2, 3}, "frozen"}
var frozenCodes = []*code{{[]int32{}, "empty"}, {make([]int32, 2), "made"}, frozenCode}
var frozenWide = &wide{q: 3, words: []string{"x", "y"}, last: 4, ops: []int32{5}}

func sumCode(c code) (n int) {
	for _, op := range c.ops {
		n += int(op)
	}
	return n*100 + len(c.ops)*10 + cap(c.ops)
}

func (w wide) text() string {
	w.last++
	text := str(w.last) + str(w.q)
	for _, word := range w.words {
		text += word
	}
	return text + str(len(w.ops))
}

func whole(n int) {
	frozenFrame.slots[1] = &cell{n}
	fill(frozenFrame)
	show(total(frozenFrame), len(frozenFrame.slots), frozenFrame.name)
	frozenFrame.slots = make([]*cell, n)
	frozenFrame.up = newFrame(n-1, nil)
	fill(frozenFrame.up)
	show(total(frozenFrame), len(frozenFrame.slots), cap(frozenFrame.slots))
	for _, c := range append(frozenCodes, &code{make([]int32, n), "late"}, &code{make([]int32, n-4), "none"}) {
		show(sumCode(*c), c.name, c.ops == nil)
	}
	a, b := newFrame(2, nil), newFrame(3, nil)
	fill(a)
	*b = *a
	b.slots[0].n = 50
	copied := *a
	copied.slots = copied.up.enough(n)
	show(total(a), total(b), len(copied.slots), b.name, any(*a).(frame).slots[0].n)
	w := *frozenWide
	w.words[1] = "z"
	w.ops = make([]int32, n)
	v := &wide{words: w.words, ops: w.ops, q: 1}
	*v = w
	v.q = 9
	show(w.text(), frozenWide.text(), v.text(), any(w).(wide).text())
	more := append(v.words, "more")
	more[0] = "other"
	show(len(more), frozenWide.words[0], len(v.words[1:]), len(w.words[:1]))
	two := [2]*code{frozenCode, {v.ops, "shared"}}
	two[1].ops[2] = 6
	two[0].ops = two[1].ops
	show(sumCode(*frozenCode), sumCode(*two[1]))
	wp, fp := v, b
	call := func() int { return len(wp.words) + len(fp.slots) }
	show(call())
}

func (f *frame) enough(n int) []*cell {
	if f == nil {
		return make([]*cell, n)
	}
	return f.slots
}

type other maybe

// digits is the element of an array that an interface points to, so that such an array need not know its length.
type digits int8

type dialed struct{ list []digits }

type key struct {
	id   int
	kind string
}

// entry is a value of a map.
type entry struct {
	values []float64
	on     bool
}

var frozen = &maybe{1, []int{1, 2, 3}, 2}
var frozenEmpty = &maybe{3, []int{}, 4}
var frozenNil = &maybe{5, nil, 6}
var table = [...]maybe{{1, []int{4}, 1}, {2, nil, 2}, {3, []int{}, 3}}
var bigFrozen = big{words: []string{"x", "y"}, last: 7}

func showMaybe(m *maybe) {
	show(m.before, m.items, len(m.items), cap(m.items), m.items == nil, m.after)
}

// show prints values as fmt.Println does.
func show(values ...any) {
	text := ""
	for i, v := range values {
		if i > 0 {
			text += " "
		}
		text += str(v)
	}
	os.Stdout.WriteString(text + "\n")
}

func str(v any) string {
	switch x := v.(type) {
	case nil:
		return "<nil>"
	case bool:
		return strconv.FormatBool(x)
	case int:
		return strconv.Itoa(x)
	case int8:
		return strconv.Itoa(int(x))
	case digits:
		return strconv.Itoa(int(x))
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case string:
		return x
	case error:
		return x.Error()
	case [3]int:
		return str(x[:])
	case []int:
		text := "["
		for i, n := range x {
			if i > 0 {
				text += " "
			}
			text += strconv.Itoa(n)
		}
		return text + "]"
	case []string:
		text := "["
		for i, s := range x {
			if i > 0 {
				text += " "
			}
			text += s
		}
		return text + "]"
	}
	return "?"
}

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

func fill(f *frame) {
	for i := range f.slots {
		f.slots[i] = &cell{i}
	}
}

func total(f *frame) (n int) {
	for ; f != nil; f = f.up {
		for _, c := range f.slots {
			if c != nil {
				n += c.n
			}
		}
	}
	return n
}

func byValue(b big) big {
	b.last++
	return b
}

func index(f *frame, i int) (n int, err any) {
	defer func() { err = recover() }()
	return f.slots[i].n, nil
}

//go:noinline
func lengthOf(n int) int { return n }

func main() {
	var f *frame
	for i := range 6 {
		f = newFrame(i, f)
		fill(f)
	}
	show(total(f), len(f.slots), cap(f.slots), f.name)
	four, err := index(f, 4)
	show(four, err)
	_, err = index(f, 5)
	show(err)
	_, err = index(newFrame(lengthOf(0), nil), 0)
	show(err)

	for _, m := range []*maybe{frozen, frozenEmpty, frozenNil, {7, nil, 8}, {9, make([]int, lengthOf(0)), 10}, {11, []int{5, 6}, 12}} {
		showMaybe(m)
		c := *m // a copy
		c.before = -1
		showMaybe(&c)
		o := other(c)
		show(len(o.items), sum(o.items), o.items == nil)
		more := append(c.items, 1) // never in place
		show(more, len(c.items))
	}
	for i := range table {
		showMaybe(&table[i])
		table[i].items = make([]int, i)
		showMaybe(&table[i])
	}
	copied := table
	copied[2].items[0] = 9
	show(table[2].items, copied2(copied))

	base := []int{1, 2, 3, 4}
	p := &piece{base[1:3]}
	g := &grown{append([]int(nil), base...)}
	r := &room{make([]int, 2, 8)}
	p.items = append(p.items, 7)
	g.items = append(g.items, 8)
	r.items = append(r.items, 9)
	show(base, p.items, cap(p.items), g.items, len(g.items), r.items, cap(r.items))

	b := big{a: 1, q: 2, words: []string{"a", "b"}, last: 3}
	c := byValue(b)
	c.words[0] = "z"
	show(b.words, c.words, b.last, c.last, len(bigFrozen.words), bigFrozen.words, bigFrozen.last)
	list := []big{b, c, {}}
	list[2] = bigFrozen
	list[0].words = make([]string, lengthOf(3))
	show(len(list[0].words), list[1].words, list[2].words, list[2].last)

	n := nested{1, maybe{2, []int{3}, 4}, local{newFrame(2, f).slots, "f2"}}
	n.y.slots[1] = &cell{1}
	n2 := n
	n2.inner.items[0] = 5
	show(n.inner.items, n2.y.slots[1].n, n2.inner.after, n2.y.name)

	m := map[key]entry{}
	for i := range 20 {
		m[key{i, "k"}] = entry{make([]float64, i), i%2 == 0}
	}
	length := 0
	for k, e := range m {
		length += len(e.values) * k.id
		if e.on {
			e.values = nil // of a copy
		}
	}
	show(length, len(m[key{4, "k"}].values), m[key{21, "k"}].values == nil)

	var any1 any = *frozen
	var any2 any = entry{[]float64{1.5}, true}
	show(any1.(maybe).items, any2.(entry).values[0])
	call := func() int { return len(n.inner.items) + len(b.words) + n.y.slots[1].n }
	show(call())
	whole(lengthOf(4))

	array := new([3]digits)
	d := dialed{array[:]}
	var pointer any = array
	d.list[1] = 4
	show(pointer.(*[3]digits)[1], len(d.list), len(dialed{make([]digits, 2)}.list))

	// Old frames with young slots, and the other way round.
	frames := make([]*frame, 100)
	for i := range 20000 {
		k := i % len(frames)
		if i%3 == 0 || frames[k] == nil {
			frames[k] = newFrame(i%7, nil)
		}
		old := frames[k]
		if len(old.slots) > 0 {
			old.slots[i%len(old.slots)] = &cell{i}
		}
		if i%5 == 0 {
			old.slots = make([]*cell, len(old.slots))
		}
	}
	n3 := 0
	for _, f := range frames {
		n3 += total(f)
	}
	show(n3)
}

func copied2(t [3]maybe) [3]int { return [3]int{len(t[0].items), len(t[1].items), len(t[2].items)} }
