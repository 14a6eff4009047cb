package matrix

import (
	"strings"
	"testing"

	"rgo/translator"
)

// TestBuilds checks that the matrix has what the option table allows: each collector, each backend, nothing twice.
func TestBuilds(t *testing.T) {
	seen := map[string]bool{}
	options := map[translator.Options]bool{}
	for _, b := range Builds() {
		if seen[b.Name] || options[b.Options] {
			t.Errorf("%s is there twice", b.Name)
		}
		seen[b.Name], options[b.Options] = true, true
		o := b.Options
		if _, err := o.Resolve(true); err != nil {
			t.Errorf("%s: %v", b.Name, err)
		}
		if found, ok := Find(b.Name); !ok || found != b {
			t.Errorf("%s is not found", b.Name)
		}
	}
	for _, gc := range values("gc") {
		if o := (translator.Options{GC: gc}); o.Missing() != nil {
			continue
		}
		if !seen["llvm-"+gc] {
			t.Errorf("there is no build with collector %s", gc)
		}
	}
	for _, name := range []string{"llvm-marksweep", "llvm-marksweep-shadowstack", "go-marksweep", "llvm-none", "go-none"} {
		if !seen[name] {
			t.Errorf("%s is missing in %s", name, Names(Builds()))
		}
	}
	if seen["llvm-none-shadowstack"] || seen["go-marksweep-conservative"] {
		t.Errorf("builds that make no sense: %s", Names(Builds()))
	}
}

func TestSpread(t *testing.T) {
	names := Names(Spread())
	t.Log(names)
	for _, gc := range values("gc") {
		if o := (translator.Options{GC: gc}); o.Missing() != nil {
			continue
		}
		if !strings.Contains(names, "-"+gc) {
			t.Errorf("no build with collector %s in %s", gc, names)
		}
	}
	if _, ok := Find("llvm-mark"); ok {
		t.Error("found what is not there")
	}
}
