package main

import "strconv"

// A Value is what a variable of the language holds: an *Int, a *Bool or a *Str. RGo makes it one machine word.
type Value interface {
	String() string
}

// An Int is a 64-bit integer; arithmetic wraps around.
type Int struct{ n int64 }

// A Bool is true or false.
type Bool struct{ b bool }

// A Str is a text.
type Str struct{ s string }

var (
	yes = &Bool{true}
	no  = &Bool{false}
)

func (x *Int) String() string { return strconv.FormatInt(x.n, 10) }
func (x *Str) String() string { return x.s }

func (x *Bool) String() string {
	if x.b {
		return "true"
	}
	return "false"
}

func truth(b bool) Value {
	if b {
		return yes
	}
	return no
}

// kind names the type of v for error messages.
func kind(v Value) string {
	switch v.(type) {
	case *Int:
		return "integer"
	case *Bool:
		return "boolean"
	case *Str:
		return "text"
	}
	return "nothing"
}

// A Fault is an error of the program being run: a line and what is wrong.
type Fault struct {
	Line int
	Text string
}

func (f *Fault) Error() string { return strconv.Itoa(f.Line) + ": " + f.Text }
