package parser

import (
	"os/exec"
	"strings"
	"testing"
)

// TestNormalize compares with CPython for every letter, alone and after
// another one.
func TestNormalize(t *testing.T) {
	requireCPython(t)
	if testing.Short() {
		t.Skip("slow")
	}
	script := `
import sys, unicodedata
for c in range(128, 0x110000):
    for s in ('a' + chr(c), 'a' + chr(c) + '\u0301'):
        if s.isidentifier(): print(s, unicodedata.normalize('NFKC', s))
`
	command := exec.Command(cpython, "-X", "utf8", "-c", script)
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(output), "\n"), "\n") {
		name, want, _ := strings.Cut(line, " ")
		if got := normalizeName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
