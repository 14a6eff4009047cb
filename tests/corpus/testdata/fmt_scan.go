// Scanning with package fmt: lines, formats, all kinds of targets, and what does not fit.
package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

type (
	amount int
	temp   float32
	name   string
	octets []byte
	list   []int
	flag   bool
)

// A word scans itself.
type word struct{ text string }

func (w *word) Scan(s fmt.ScanState, verb rune) error {
	token, err := s.Token(true, func(r rune) bool { return r != ';' })
	w.text = string(token)
	s.ReadRune()
	return err
}

// slow is a reader that is no io.RuneScanner.
type slow struct{ in io.Reader }

func (s slow) Read(b []byte) (int, error) { return s.in.Read(b[:min(1, len(b))]) }

func named() {
	var m amount
	var t temp
	var s name
	var o octets
	var f flag
	n, err := fmt.Sscan("12 2.5 abc xyz true", &m, &t, &s, &o, &f)
	fmt.Println(n, err, m, t, s, string(o), f)
	m++
	fmt.Println(m)
	for _, x := range []any{new(list), new([]int), 5, new(struct{}), new(map[int]int), new(*int), &o, &m} {
		n, err := fmt.Sscanf("77", "%v", x)
		fmt.Println(n, err)
	}
	fmt.Println(string(o), m)
}

func main() {
	named()
	var a, b int
	var s string
	var f float64
	var c complex128
	var u uint8
	var r rune
	var ok bool
	var w word
	n, err := fmt.Sscanf("5-6 word 2.5", "%d-%d %s %g", &a, &b, &s, &f)
	fmt.Println(n, err, a, b, s, f)
	n, err = fmt.Sscanf("ff:300 (1+2i) é1 \"q \\n\"", "%x:%d", &a, &u)
	fmt.Println(n, err, a, u)
	n, err = fmt.Sscanf("(1+2i) é1\"q \\n\"true;one two;3", "%g %c%1d%q%t;%v%d", &c, &r, &u, &s, &ok, &w, &a)
	fmt.Printf("%d %v %v %c %d %q %v %q %d\n", n, err, c, r, u, s, ok, w.text, a)
	n, err = fmt.Sscan("1 x", &a, &b)
	fmt.Println(n, err)
	in := bufio.NewReader(strings.NewReader("3 4\n5 zz\n"))
	for {
		n, err := fmt.Fscanln(in, &a, &b)
		fmt.Println(n, err, a, b)
		if n == 0 {
			break
		}
	}
	lines := slow{strings.NewReader("0x10 0b11\n\n日本 -7\n")}
	n, err = fmt.Fscan(lines, &a, &b, &s, &u)
	fmt.Println(n, err, a, b, s, u)
	n, err = fmt.Fscan(lines, &a)
	fmt.Println(n, err)
	n, err = fmt.Scan(&a)
	fmt.Println(n, err)
}
