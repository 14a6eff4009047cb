package golang

import (
	"bytes"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"rgo/backends/parts"
	"rgo/flowgraph"
)

// TestKeptParts prints a program, the same again, and with one function changed: parts come from the store unless
// something of them has changed, what comes is what would be printed, and damaged files do not count.
func TestKeptParts(t *testing.T) {
	const n = 300
	store := parts.Store{Dir: t.TempDir(), Most: 100}
	print := func(changed int, key string, kept parts.Store, of byte) (files []file, finished int) {
		t.Helper()
		var count atomic.Int64
		finish := &Finish{
			Graph: func(g *flowgraph.Graph) error { count.Add(1); return nil },
			Of:    func(g *flowgraph.Graph) byte { return of },
		}
		files, _, err := printProgram(parse(t, manyParts(n, changed)), Options{PartWeight: 60, Kept: kept, Key: key, Finish: finish})
		if err != nil {
			t.Fatal(err)
		}
		return files, int(count.Load())
	}
	all := n + 4
	for _, c := range []struct {
		name        string
		changed     int
		key         string
		of          byte
		least, most int // functions finished
		damage      bool
	}{
		{"nothing kept", 0, "k", 0, all, all, false},
		{"all kept", 0, "k", 0, 0, 0, false},
		{"one function changed", n / 2, "k", 0, 1, n / 4, false},
		{"another translator", 0, "other", 0, all, all, false},
		{"a pass asks something else", 0, "k", 1, all, all, false},
		{"damaged files", 0, "k", 0, all, all, true},
		{"kept again", 0, "k", 0, 0, 0, false},
	} {
		if c.damage {
			damageFiles(t, store.Dir)
		}
		got, finished := print(c.changed, c.key, store, c.of)
		if finished < c.least || finished > c.most {
			t.Errorf("%s: %d functions finished, want %d to %d", c.name, finished, c.least, c.most)
		}
		want, _ := print(c.changed, "", parts.Store{}, c.of)
		if len(got) != len(want) {
			t.Fatalf("%s: %d files, want %d", c.name, len(got), len(want))
		}
		for i := range want {
			if got[i].name != want[i].name || !bytes.Equal(got[i].text, want[i].text) {
				t.Errorf("%s: file %s is not %s as printed", c.name, got[i].name, want[i].name)
			}
		}
	}
}

// damageFiles changes a byte in the middle of each file of dir.
func damageFiles(t *testing.T, dir string) {
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) == 0 {
		t.Fatal("nothing is kept", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 1
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
