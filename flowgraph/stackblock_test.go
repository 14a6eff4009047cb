package flowgraph_test

import (
	"os"
	"regexp"
	"strconv"
	"testing"

	"rgo/flowgraph"
)

// TestBlockWords compares the words of a control block to those in packages that cannot import them.
func TestBlockWords(t *testing.T) {
	for path, pattern := range map[string]string{
		"../runtime/raw/stacks.go":                 `(?m)^\tstack(\w+) += (\d+) \* Word`,
		"../backends/golang/_support/rt/stacks.go": `(?m)^\tblock(\w+) += 8 \* (\d+)`,
	} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1)
		if len(found) < 5 {
			t.Errorf("%s: %d words of a control block", path, len(found))
		}
		for _, f := range found {
			n, _ := strconv.Atoi(f[2])
			if want, ok := flowgraph.BlockWords()[f[1]]; !ok || want != 8*n {
				t.Errorf("%s: word %s at %d, but flowgraph has %v", path, f[1], 8*n, want)
			}
		}
	}
}
