package rtyper_test

import (
	"testing"

	"rgo/flowgraph/build"
)

// TestWholeFields looks at the sizes of objects of a program of the corpus: fields that only hold whole arrays take a word.
func TestWholeFields(t *testing.T) {
	l, err := build.Load(build.Config{Patterns: []string{"../tests/corpus/testdata/whole_slices.go"}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.NewProgram(l)
	if err != nil {
		t.Fatal(err)
	}
	lower(t, p)
	want := map[string]int64{
		"main.frame": 8 + 8 + 16,
		"main.piece": 24, // holds pieces of slices,
		"main.grown": 24, // what append returns,
		"main.room":  24, // and a slice with room
		"main.maybe": 8 + 24 + 8,
	}
	for _, layout := range p.Layouts {
		if layout == nil {
			continue
		}
		if size, ok := want[layout.Name]; ok && layout.Size != size {
			t.Errorf("%s has %d bytes, want %d", layout.Name, layout.Size, size)
		}
		delete(want, layout.Name)
	}
	for name := range want {
		t.Errorf("there is no object %s", name)
	}
}
