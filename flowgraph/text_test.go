package flowgraph

import (
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// roundTrip parses text and prints it, parses the result and prints it again.
func roundTrip(t *testing.T, text string) (first, second string) {
	t.Helper()
	p, err := ParseProgram("test", text)
	if err != nil {
		t.Fatal(err)
	}
	first = p.String()
	q, err := ParseProgram("again", first)
	if err != nil {
		t.Fatalf("%v\nin:\n%s", err, first)
	}
	return first, q.String()
}

func TestTextRoundTrip(t *testing.T) {
	files, err := filepath.Glob("testdata/text/*.graph")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			first, second := roundTrip(t, string(data))
			if first != string(data) {
				t.Errorf("printed:\n%s\nwant:\n%s", first, data)
			}
			if first != second {
				t.Errorf("second print:\n%s\nfirst:\n%s", second, first)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"graph f() int\nb1():\n    ret(x_1)\n", `test:3: unknown operation "ret"`},
		{"graph f() int\nb1():\n    jump ret(x_1)\n", "test:3: undefined variable x_1"},
		{"graph f() int\nb1():\n    jump b2()\n", "test:3: no block b2"},
		{"graph f() int\nb1():\n    x_1 = field[0](zero)\n", "test:3: constant needs a type"},
		{"graph f()\nb1():\n    x_1 = load(nil: *int)\n", "test:3: type of x_1 is missing"},
		{"graph f()\nb1():\n    call g()\n", "test:3: no graph g"},
		{"graph f(x_1: T)\n", "test:1: unknown type T"},
		{"graph f()\n", "graph f has no blocks"},
		{"global x: int = {1, 2}\n", "test:1: more leaves than the type has"},
		{"program rtyped\ngraph f(x_1: int)\n", `test:2: unknown low-level type "int"`},
	} {
		_, err := ParseProgram("test", c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.text, err, c.want)
		}
	}
}

func FuzzText(f *testing.F) {
	files, _ := filepath.Glob("testdata/text/*.graph")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParseProgram("fuzz", text)
		if err != nil {
			return
		}
		first := p.String()
		q, err := ParseProgram("again", first)
		if err != nil {
			t.Fatalf("%v\nin:\n%s", err, first)
		}
		if second := q.String(); first != second {
			t.Errorf("second print:\n%s\nfirst:\n%s", second, first)
		}
	})
}

// TestTextMutations parses damaged texts: an error or a round trip, and nothing else.
func TestTextMutations(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for _, name := range []string{"flow", "low"} {
		data, err := os.ReadFile("testdata/text/" + name + ".graph")
		if err != nil {
			t.Fatal(err)
		}
		for range 300 {
			d := append([]byte(nil), data...)
			for range rnd.Intn(4) + 1 {
				i, n := rnd.Intn(len(d)), rnd.Intn(12)
				j := min(i+n, len(d))
				switch rnd.Intn(3) {
				case 0:
					d[i] = byte(rnd.Intn(128))
				case 1:
					d = append(d[:i:i], d[j:]...)
				case 2:
					k := rnd.Intn(len(d))
					d = append(d[:k:k], append(append([]byte(nil), d[i:j]...), d[k:]...)...)
				}
			}
			p, err := ParseProgram("mutated", string(d))
			if err != nil {
				continue
			}
			VerifyProgram(p)
			if first, second := roundTrip(t, string(d)); first != second {
				t.Fatalf("second print:\n%s\nfirst:\n%s", second, first)
			}
		}
	}
}
