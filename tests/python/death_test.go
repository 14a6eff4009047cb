package python_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/transform"
)

// TestDeath checks __del__ and weak references where the collector tells of the death of objects. (Under plain Go objects of
// a cycle with __del__ live on, so the programs are for translated builds only.)
func TestDeath(t *testing.T) {
	files, err := filepath.Glob("death/*.out")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, b := range builds() {
		c := transform.FindCollector(b.Options.GC)
		if c != nil && (c.Foreign || c.Name == "none") {
			continue
		}
		t.Run(b.Name, func(t *testing.T) {
			if b.Options.Backend == "go" || b.Options.Roots == "shadowstack" {
				t.Setenv("SHADOW_STACK", "1")
			}
			pygo := b.translate(t)
			for _, file := range files {
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				got := run(t, []string{pygo}, "death", strings.TrimSuffix(filepath.Base(file), ".out")+".py")
				if string(got.out) != string(want) || got.status != 0 {
					t.Errorf("%s: exit status %d, output:\n%s%s\nwant:\n%s", file, got.status, got.out, got.err, want)
				}
			}
		})
	}
}

// TestMemoryError asks for more memory than RGO_GC_MAX allows.
func TestMemoryError(t *testing.T) {
	want := strings.Repeat("MemoryError\n", 7) + "1000000 10000000\n"
	for _, b := range builds() {
		t.Run(b.Name, func(t *testing.T) {
			cmd := exec.Command(b.translate(t), "death/memory.py")
			cmd.Env = append(os.Environ(), "RGO_GC_MAX=1G")
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			if err := cmd.Run(); err != nil || out.String() != want {
				t.Errorf("%v, output:\n%s%s\nwant:\n%s", err, out.String(), errs.String(), want)
			}
		})
	}
}
