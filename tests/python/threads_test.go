package python_test

import (
	"os"
	"path/filepath"
	"strconv"
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
			if b.Options.Threads == "free" {
				company(t, vm)
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

// company runs the programs in threads/company/, whose threads do the same 20000 times and more, and looks at the log of what ran alone:
// waiting for the system aside, nothing may have done so often.
func company(t *testing.T, vm []string) {
	const often = 1000
	log := filepath.Join(t.TempDir(), "alone")
	t.Setenv("RGO_ALONE", log)
	threads(t, vm, "threads/company/*.py")
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < 2 {
		t.Errorf("RGO_ALONE wrote %q", text)
	}
	for _, line := range lines[1:] {
		fields := strings.Fields(line)
		if times, err := strconv.Atoi(fields[0]); err != nil || times > often && fields[3] != "rgo/runtime/scheduler.(*Call).Do" {
			t.Errorf("%s ran alone %s times", fields[3], fields[0])
		}
	}
}
