// Command text makes and drops strings: it composes lines of words, splits them again, changes their case, counts words
// in a map, and joins what it finds. Objects have no references in them and are of all small sizes. The argument is the
// number of lines, in thousands.
package main

import (
	"os"
	"sort"
	"strconv"
	"strings"
)

// random is a linear congruential generator.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

var syllables = []string{"ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"}

// word makes a word of up to four syllables: small numbers are common words.
func word(rnd *random) string {
	n := rnd.below(1 + rnd.below(3000))
	s := ""
	for {
		s += syllables[n%len(syllables)]
		if n /= len(syllables); n == 0 {
			return s
		}
	}
}

func main() {
	thousands := 100
	if len(os.Args) > 1 {
		thousands, _ = strconv.Atoi(os.Args[1])
	}
	var rnd random = 3
	counts := map[string]int{}
	recent := make([]string, 1000) // lines that live for a while
	bytes := 0
	for i := range thousands * 1000 {
		line := strconv.Itoa(i) + ":"
		for range 3 + rnd.below(8) {
			line += " " + word(&rnd)
		}
		recent[i%len(recent)] = line
		other := recent[rnd.below(min(i+1, len(recent)))]
		for _, w := range strings.Split(strings.ToUpper(other), " ")[1:] {
			counts[strings.ToLower(w)]++
		}
		if i%16 == 0 {
			bytes += len(strings.Join(recent[:min(i+1, 20)], "\n"))
		}
	}
	var words []string
	for w := range counts {
		words = append(words, w)
	}
	sort.Strings(words)
	sum := 0
	for i, w := range words {
		sum += (i + 1) * counts[w] % 1000003
	}
	println(len(words), "words, joined", bytes, "bytes, sum", sum)
}
