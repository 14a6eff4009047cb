// Package marked is marked.
//
//rgo:parallel
package marked

var sum, last int

// Marked changes two words.
func Marked(n int) int {
	sum += n
	last = n
	return sum
}
