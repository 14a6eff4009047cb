// A program that gives threads to a language, or would. Functions whose names begin with Marked run at the same time.
package main

import (
	"rgo/rlib/thread"
	"rgo/translator/testdata/turns/marked"
)

func main() {
	thread.Start(func() {})
	sink = table[0](1) + around()(2) + other[0](3) + marked.Marked(4) + ends(5)
}

var sink int

// table has a marked literal.
//
//rgo:parallel
var table = []func(int) int{func(n int) int { sink++; sink += n; return sink }}

var other = []func(int) int{func(n int) int { sink--; sink += n; return sink }}

// ends defers calls, which are made by functions of their own.
//
//rgo:parallel
//rgo:noinline
func ends(n int) (r int) {
	defer add(n)
	defer func() { r += n }()
	return n
}

//rgo:noinline
func add(n int) { sink += n }

//rgo:parallel
//rgo:noinline
func around() func(int) int {
	return func(n int) int { sink += sink * n; return sink }
}
