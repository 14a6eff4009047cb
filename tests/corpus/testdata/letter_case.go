// Upper and lower case of strings of all lengths around those of words, with any byte at any place, against a rune at a
// time: package strings has code of its own for translated programs.
package main

import (
	"strings"
	"unicode"
)

// byRune applies f to the runes of s.
func byRune(s string, f func(rune) rune) string {
	out := ""
	for _, r := range s {
		out += string(f(r))
	}
	return out
}

func check(s string) int {
	up, low := strings.ToUpper(s), strings.ToLower(s)
	if want := byRune(s, unicode.ToUpper); up != want {
		println("ToUpper of", len(s), "bytes", s, "is", up, "not", want)
	}
	if want := byRune(s, unicode.ToLower); low != want {
		println("ToLower of", len(s), "bytes", s, "is", low, "not", want)
	}
	sum := 0
	for i := range len(up) {
		sum = sum*31 + int(up[i])
	}
	for i := range len(low) {
		sum = sum*31 + int(low[i])
	}
	return sum
}

func main() {
	const fill = "aZ.z@A[`{mM/09-_ xX"
	sum := 0
	for n := 0; n <= len(fill); n++ {
		for at := range n {
			for c := range 256 {
				b := []byte(fill[:n])
				b[at] = byte(c)
				sum = sum*31 + check(string(b))
			}
		}
		sum += check(strings.Repeat("é", n) + "ßǅ" + fill[:n])
	}
	println(sum)
	println(strings.ToUpper("grüße, Ǆ ǆ ı ſ K"), strings.ToLower("GRÜẞE, Ǆ ǅ İ Σ K"))
}
