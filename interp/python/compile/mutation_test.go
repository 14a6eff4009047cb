package compile

import (
	"math/rand"
	"os"
	"strings"
	"testing"
)

// mutations are texts that a mutation inserts.
var mutations = []string{
	"(", ")", "[", "]", "{", "}", ",", ":", ";", "=", "==", ":=", ".", "*", "**", "+", "-", "/", "@", "->", "!", "~",
	" if ", " else ", " for ", " in ", " not ", " is ", " and ", " or ", " lambda ", " yield ", " await ", " async ",
	" def ", " class ", " return ", " del ", " import ", " from ", " as ", " with ", " try:", " except ", " None ",
	" x ", " 1 ", "'", "\"", "'a'", "f'{a}'", "\n", "\n  ", "\n    ", " ", "\t", "\\", "#", "0", "_", "é", "$",
	" match ", " case ", " print ", " raise ", " global ", " pass ", " *a ", " **k ", " a=1 ", " a b ", "...", "\\\n",
}

// mutate makes one to three random changes to a source.
func mutate(r *rand.Rand, source string) string {
	for n := 1 + r.Intn(3); n > 0 && len(source) > 2; n-- {
		i := r.Intn(len(source))
		j := min(len(source), i+1+r.Intn(6))
		switch r.Intn(4) {
		case 0: // delete
			source = source[:i] + source[j:]
		case 1: // insert
			source = source[:i] + mutations[r.Intn(len(mutations))] + source[i:]
		case 2: // replace
			source = source[:i] + mutations[r.Intn(len(mutations))] + source[j:]
		case 3: // move
			piece := source[i:j]
			source = source[:i] + source[j:]
			k := r.Intn(len(source) + 1)
			source = source[:k] + piece + source[k:]
		}
	}
	return strings.ToValidUTF8(source, "?")
}

// pieces cuts files into pieces of some lines that start at column 0.
func pieces(t *testing.T, files []string) []string {
	var list []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var piece []string
		for _, line := range strings.SplitAfter(string(data), "\n") {
			if len(piece) > 0 && line != "" && strings.IndexByte(" \t\n#)]}", line[0]) < 0 || len(piece) > 14 {
				list = append(list, strings.Join(piece, ""))
				piece = nil
			}
			piece = append(piece, line)
		}
	}
	return list
}

// TestMutations compares the errors for randomly damaged sources with
// CPython's. Few may differ in their words or places; whether there is an error
// must agree, and so must the code if there is none.
func TestMutations(t *testing.T) {
	requireCPython(t)
	seed := int64(1)
	count := 4000
	if os.Getenv("PYSEED") != "" {
		seed = int64(len(os.Getenv("PYSEED")))
		count = 20000
	}
	r := rand.New(rand.NewSource(seed))
	all := pieces(t, libraryFiles())
	var sources []string
	for len(sources) < count {
		sources = append(sources, mutate(r, all[r.Intn(len(all))]))
	}
	wants := cpythonErrors(t, sources)
	differ := 0
	for i, source := range sources {
		got := describeError(source)
		if got == wants[i] {
			continue
		}
		differ++
		if strings.HasPrefix(got, "no error") || strings.HasPrefix(wants[i], "no error") {
			t.Errorf("source:\n%s\ngot  %s\nwant %s", source, got, wants[i])
		} else if os.Getenv("PYSHOW") != "" {
			t.Logf("source:\n%s\ngot  %s\nwant %s", source, got, wants[i])
		}
	}
	t.Logf("%d of %d errors differ", differ, len(sources))
	if differ*50 > len(sources) {
		t.Errorf("%d of %d errors differ", differ, len(sources))
	}
}
