// Pointers into objects and pointers to whole ones, in interfaces and beside them. Of each type there are whole objects in
// interfaces; where a pointer into an object comes from, and which way it takes to an interface, differs.
package main

import (
	"os"
	"strconv"
)

type node interface{ eval(n int) int }

// Only called with addresses of embedded structs, which never get in an interface.
type called struct{ a, b int }

func (c *called) eval(n int) int { return c.a*n + c.b }

type around struct {
	first int
	called
	last int
}

func (a *around) eval(n int) int { return a.called.eval(n) + a.first + a.last }

// Each of these gets in an interface by a way of its own.
type (
	direct   struct{ v int }
	returned struct{ v int }
	stored   struct{ v int }
	element  struct{ v int }
	captured struct{ v int }
	sent     struct{ v int }
	mapped   struct{ v int }
	inStruct struct{ v int }
	bound    struct{ v int }
	chosen   struct{ v int }
	deferred struct{ v int }
	frozen   struct{ v int }
	variadic struct{ v int }
	generic  struct{ v int }
	indirect struct{ v int }
	invoked  struct{ v int }
)

func (x *direct) eval(n int) int   { return x.v + n }
func (x *returned) eval(n int) int { return x.v + n }
func (x *stored) eval(n int) int   { return x.v + n }
func (x *element) eval(n int) int  { return x.v + n }
func (x *captured) eval(n int) int { return x.v + n }
func (x *sent) eval(n int) int     { return x.v + n }
func (x *mapped) eval(n int) int   { return x.v + n }
func (x *inStruct) eval(n int) int { return x.v + n }
func (x *bound) eval(n int) int    { return x.v + n }
func (x *chosen) eval(n int) int   { return x.v + n }
func (x *deferred) eval(n int) int { return x.v + n }
func (x *frozen) eval(n int) int   { return x.v + n }
func (x *variadic) eval(n int) int { return x.v + n }
func (x *generic) eval(n int) int  { return x.v + n }
func (x *indirect) eval(n int) int { return x.v + n }
func (x *invoked) eval(n int) int  { return x.v + n }

func (x *bound) self() node { return x }

type holder struct {
	pad      int
	direct   direct
	returned returned
	stored   stored
	elements [4]element
	captured captured
	sent     sent
	mapped   mapped
	inStruct inStruct
	bound    bound
	chosen   chosen
	deferred deferred
	variadic variadic
	generic  generic
	indirect indirect
	invoked  invoked
}

//go:noinline
func (h *holder) get() *returned { return &h.returned }

var keep struct{ p *stored }

var (
	frozenHolder      = &struct{ a, b frozen }{frozen{70}, frozen{71}}
	frozenNode   node = &frozenHolder.b
)

type pair struct {
	p *inStruct
	n int
}

//go:noinline
func makePair(h *holder) pair { return pair{&h.inStruct, 5} }

//go:noinline
func collect(list ...*variadic) (nodes []node) {
	for _, x := range list {
		nodes = append(nodes, x)
	}
	return nodes
}

type evaluator[T any] interface {
	*T
	node
}

func as[T any, P evaluator[T]](p P) node { return p }

type giver interface{ give() *invoked }

func (h *holder) give() *invoked { return &h.invoked }

func deferring(h *holder) (x node) {
	defer func(p *deferred) { x = p }(&h.deferred)
	return nil
}

func describe(x node) string {
	switch x := x.(type) {
	case *called:
		return "called " + strconv.Itoa(x.a) + " " + strconv.Itoa(x.b)
	case *around:
		return "around " + strconv.Itoa(x.first)
	case *direct:
		return "direct " + strconv.Itoa(x.v)
	case *returned:
		return "returned " + strconv.Itoa(x.v)
	case *stored:
		return "stored " + strconv.Itoa(x.v)
	case *element:
		return "element " + strconv.Itoa(x.v)
	case *captured:
		return "captured " + strconv.Itoa(x.v)
	case *inStruct:
		return "inStruct " + strconv.Itoa(x.v)
	case *frozen, *deferred:
		return "frozen or deferred"
	}
	return "another"
}

func main() {
	h := &holder{pad: 1}
	for i := range h.elements {
		h.elements[i].v = 10 * i
	}
	h.direct.v, h.returned.v, h.stored.v, h.captured.v, h.sent.v = 1, 2, 3, 4, 5
	h.mapped.v, h.inStruct.v, h.bound.v, h.chosen.v, h.deferred.v = 6, 7, 8, 9, 10
	h.variadic.v, h.generic.v, h.indirect.v, h.invoked.v = 12, 13, 14, 15

	nodes := []node{&called{1, 2}, &around{3, called{4, 5}, 6}, &direct{21}, &returned{22}, &stored{23}, &element{24}, &captured{25},
		&sent{26}, &mapped{27}, &inStruct{28}, &bound{29}, &chosen{30}, &deferred{31}, &frozen{33}, &variadic{34}, &generic{35},
		&indirect{36}, &invoked{37}}

	nodes = append(nodes, &h.direct, h.get())
	keep.p = &h.stored
	nodes = append(nodes, keep.p, &h.elements[2])
	elements := make([]element, 3)
	elements[1].v = 99
	for i := range elements {
		nodes = append(nodes, &elements[i])
	}
	p := &h.captured
	nodes = append(nodes, func() node { return p }())
	queue := []*sent{&h.sent}
	nodes = append(nodes, queue[0])
	m := map[string]*mapped{"x": &h.mapped}
	nodes = append(nodes, m["x"], makePair(h).p)
	self := h.bound.self
	nodes = append(nodes, self())
	c := &chosen{40}
	for i := range 3 {
		if i == 1 {
			c = &h.chosen
		}
	}
	nodes = append(nodes, c, deferring(h), frozenNode)
	nodes = append(nodes, collect(&variadic{50}, &h.variadic)...)
	nodes = append(nodes, as(&h.generic))
	f := func(x *indirect) node { return x }
	if len(nodes) == 3 {
		f = nil
	}
	nodes = append(nodes, f(&h.indirect))
	var g giver = h
	nodes = append(nodes, g.give())

	for i, x := range nodes {
		os.Stdout.WriteString(strconv.Itoa(i) + " " + describe(x) + " " + strconv.Itoa(x.eval(i)) + "\n")
	}
	_, ok := nodes[1].(*called)
	for _, same := range []bool{nodes[18] == node(&h.direct), nodes[19] == node(h.get()), nodes[0] == nodes[1],
		frozenNode == node(&frozenHolder.b), ok} {
		os.Stdout.WriteString(strconv.FormatBool(same) + "\n")
	}
}
