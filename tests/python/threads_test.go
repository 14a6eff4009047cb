package python_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/tests/matrix"
	"rgo/translator"
)

// TestThreads runs the programs in threads/, whose outputs are CPython's (and its greenlet's), on plain Go, and with
// RGO_TEST_FULL on translated VMs with threads. Those in threads/turns/ have threads that never wait: they are for VMs that
// interrupt them, as that of plain Go does.
func TestThreads(t *testing.T) {
	t.Run("plain", func(t *testing.T) {
		threads(t, machine(t), "threads/*.py")
		threads(t, machine(t), "threads/turns/*.py")
	})
	for _, b := range []vm{
		{matrix.Build{Name: "llvm-green", Options: translator.Options{Backend: "llvm", Threads: "green"}}, false},
		{matrix.Build{Name: "go-green", Options: translator.Options{Backend: "go", Threads: "green"}}, false},
		{matrix.Build{Name: "llvm-gil", Options: translator.Options{Backend: "llvm", Threads: "gil"}}, false},
		{matrix.Build{Name: "go-gil", Options: translator.Options{Backend: "go", Threads: "gil"}}, false},
		{matrix.Build{Name: "llvm-free", Options: translator.Options{Backend: "llvm", GC: "marksweep", Threads: "free"}}, false},
	} {
		t.Run(b.Name, func(t *testing.T) {
			if os.Getenv("RGO_TEST_FULL") == "" {
				t.Skip("runs with RGO_TEST_FULL=1")
			}
			vm := []string{b.translate(t)}
			threads(t, vm, "threads/*.py")
			if b.Options.Threads != "green" {
				threads(t, vm, "threads/turns/*.py")
			} else {
				threads(t, vm, "threads/coop/*.py") // what only threads that take turns by themselves promise
			}
		})
	}
}

func threads(t *testing.T, interpreter []string, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Dir(file))
			if err != nil {
				t.Fatal(err)
			}
			r := run(t, interpreter, dir, filepath.Base(file))
			if r.status != 0 || len(r.err) > 0 {
				t.Fatalf("exit status %d\n%s", r.status, r.err)
			}
			check(t, strings.TrimSuffix(file, ".py")+".out", r.out)
		})
	}
}
