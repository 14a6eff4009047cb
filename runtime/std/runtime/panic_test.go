package runtime

import (
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"testing"
)

// A node is a function body in a random program: what it does, in order.
type node struct {
	id      int
	actions []action
}

type action struct {
	kind  string // defer, call, panic, recover
	child *node
}

func randomNode(rnd *rand.Rand, depth int, next *int) *node {
	n := &node{id: *next}
	*next++
	for range rnd.Intn(5) {
		switch k := rnd.Intn(10); {
		case k < 4 && depth > 0:
			n.actions = append(n.actions, action{"defer", randomNode(rnd, depth-1, next)})
		case k < 6 && depth > 0:
			n.actions = append(n.actions, action{"call", randomNode(rnd, depth-1, next)})
		case k < 7:
			n.actions = append(n.actions, action{"panic", nil})
		case k < 9:
			n.actions = append(n.actions, action{"recover", nil})
		}
	}
	return n
}

// runGo runs n with Go's own panics.
func (n *node) runGo(log *strings.Builder) {
	fmt.Fprintf(log, "enter %d\n", n.id)
	for i, a := range n.actions {
		switch a.kind {
		case "defer":
			defer a.child.runGo(log)
		case "call":
			a.child.runGo(log)
		case "panic":
			panic(fmt.Sprint(n.id, i))
		case "recover":
			fmt.Fprintln(log, n.id, "recovered", recover())
		}
	}
	fmt.Fprintf(log, "leave %d\n", n.id)
}

// runOurs runs n with this package, in the shape that the front end gives a function with defers.
func (n *node) runOurs(log *strings.Builder, deferred bool) {
	frame := new(DeferFrame)
	if !tryCall(func() { n.body(log, deferred, frame); frame.Run() }) {
		frame.Unwind()
	}
}

func (n *node) body(log *strings.Builder, deferred bool, frame *DeferFrame) {
	fmt.Fprintf(log, "enter %d\n", n.id)
	for i, a := range n.actions {
		switch a.kind {
		case "defer":
			frame.Push(func() { a.child.runOurs(log, true) })
		case "call":
			a.child.runOurs(log, false)
		case "panic":
			Panic(fmt.Sprint(n.id, i))
		case "recover":
			var r any
			if deferred {
				r = Recover()
			}
			fmt.Fprintln(log, n.id, "recovered", r)
		}
	}
	fmt.Fprintf(log, "leave %d\n", n.id)
}

func TestPanicsAsGo(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for trial := range 30000 {
		next := 0
		program := randomNode(rnd, 4, &next)
		var want, got strings.Builder
		func() {
			defer func() { fmt.Fprintln(&want, "end", recover()) }()
			program.runGo(&want)
		}()
		state = Machine{}
		var end any
		if !tryCall(func() { program.runOurs(&got, false) }) {
			end = state.panics.value
			state.panics = nil
		}
		fmt.Fprintln(&got, "end", end)
		if want.String() != got.String() {
			t.Fatalf("trial %d:\nGo:\n%s\nhere:\n%s", trial, &want, &got)
		}
		if state.panics != nil {
			t.Fatalf("trial %d: state is left: %+v", trial, state)
		}
	}
}

// message runs f and returns the text of the error it panics with, under Go and here.
func message(f func()) (text string) {
	defer func() { text = recover().(error).Error() }()
	f()
	return
}

func ours(f func()) string {
	state = Machine{}
	if tryCall(f) {
		return "no panic"
	}
	return state.panics.value.(Error).Error()
}

type lacks struct{}

func TestTexts(t *testing.T) {
	var (
		s           = make([]int, 3, 5)
		array       [3]int
		str         = "abc"
		five        = 5
		neg         = -1
		big         = uint64(1) << 63
		zero        int
		none        map[string]int
		iface       any = "x"
		empty       any
		uncomp      any = []int{}
		null        *int
		stringer    fmt.Stringer
		emptyString fmt.Stringer
	)
	_ = emptyString
	cases := []struct {
		name     string
		gc, here func()
	}{
		{"index", func() { _ = s[five] }, func() { PanicIndex(5, false, 3) }},
		{"index neg", func() { _ = s[neg] }, func() { PanicIndex(-1, false, 3) }},
		{"index big", func() { _ = s[big] }, func() { PanicIndex(-1<<63, true, 3) }},
		{"alen", func() { _ = str[:five] }, func() { PanicSliceAlen(5, false, 3) }},
		{"alen neg", func() { _ = str[:neg] }, func() { PanicSliceAlen(-1, false, 3) }},
		{"acap", func() { _ = s[:five+1] }, func() { PanicSliceAcap(6, false, 5) }},
		{"b", func() { _ = s[five-1 : 3] }, func() { PanicSliceB(4, false, 3) }},
		{"b neg", func() { _ = s[neg:] }, func() { PanicSliceB(-1, false, 3) }},
		{"3alen", func() { _ = array[0:1:five] }, func() { PanicSlice3Alen(5, false, 3) }},
		{"3acap", func() { _ = s[0:1:six(five)] }, func() { PanicSlice3Acap(6, false, 5) }},
		{"3b", func() { _ = s[0:five:4] }, func() { PanicSlice3B(5, false, 4) }},
		{"3c", func() { _ = s[five-1 : 3 : 3] }, func() { PanicSlice3C(4, false, 3) }},
		{"convert", func() { _ = [4]int(s) }, func() { PanicSliceConvert(3, 4) }},
		{"divide", func() { _ = 1 / zero }, PanicDivide},
		{"shift", func() { _ = 1 << neg }, PanicShift},
		{"make len", func() { _ = make([]int, neg) }, PanicMakeSliceLen},
		{"make cap", func() { _ = make([]int, 1, neg+1) }, PanicMakeSliceCap},
		{"nil map", func() { none["a"] = 1 }, PanicNilMap},
		{"hash", func() { _ = map[any]int{"a": 1}[uncomp] }, func() { PanicUnhashable("[]int") }},
		{"compare", func() { _ = uncomp == uncomp }, func() { PanicUncomparable("[]int") }},
		{"nil", func() { _ = *null }, PanicNil},
		{"panic nil", func() { panic(nil) }, func() { Panic(nil) }},
		{"assert", func() { _ = iface.(int) }, func() { PanicAssert("interface {}", "string", "int", "") }},
		{"assert nil", func() { _ = empty.(int) }, func() { PanicAssert("interface {}", "", "int", "") }},
		{"assert iface", func() { _ = any(lacks{}).(fmt.Stringer) },
			func() { PanicAssert("", "runtime.lacks", "fmt.Stringer", "String") }},
		{"assert nil iface", func() { _ = empty.(fmt.Stringer) }, func() { PanicAssert("", "", "fmt.Stringer", "") }},
		{"assert stringer", func() { _ = stringer.(interface{ X() }) },
			func() { PanicAssert("", "", "interface { X() }", "") }},
	}
	for _, c := range cases {
		if got, want := ours(c.here), message(c.gc); got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
	state = Machine{}
}

func six(n int) int { return n + 1 }

func init() {
	HostTypeString = func(x any) string { return reflect.TypeOf(x).String() }
}
