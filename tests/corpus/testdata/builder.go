// A strings.Builder that was in use must not be copied; all methods that write check that.
package main

import "strings"

func try(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			println(what, "panics:", r.(string))
		}
	}()
	f()
	println(what, "returns")
}

func main() {
	var b strings.Builder
	unused := b
	b.WriteByte('a')
	b.WriteString("bc")
	b.WriteRune('d')
	used := b
	try("byte", func() { used.WriteByte('x') })
	try("string", func() { used.WriteString("x") })
	try("rune", func() { used.WriteRune('x') })
	try("write", func() { used.Write([]byte("x")) })
	try("grow", func() { used.Grow(1) })
	try("read", func() { println(used.String(), used.Len()) })
	used.Reset()
	try("reset", func() { used.WriteByte('y'); println(used.String()) })
	try("unused", func() { unused.WriteString("z"); println(unused.String()) })
	b.Grow(100)
	for i := range 100 {
		b.WriteByte(byte('0' + i%10))
	}
	println(b.String(), b.Len(), b.Cap() >= 100)
	var list []*strings.Builder
	for i := range 1000 {
		x := new(strings.Builder)
		for range i % 50 {
			x.WriteString("ab")
		}
		list = append(list, x)
	}
	sum := 0
	for i, x := range list {
		x.WriteByte('c')
		sum += x.Len() * (i + 1)
	}
	println(sum, strings.ToUpper(list[7].String()))
}
